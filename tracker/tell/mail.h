/*
 * mail - composing a message (RFC 5322, MIME) and handing it to a server.
 *
 * The two are apart because of the outbox: a message is composed once, its
 * bytes are stored, and every attempt sends those bytes, so a retry carries the
 * same Message-ID and a reader's program can drop the double. curl's MIME API
 * does not serve that: it makes its bytes only while it transfers and draws a
 * new boundary each time. So the little of MIME that is needed is written here
 * (compose.c, from RFC 2045 to 2047), without clock or random: the same input
 * gives the same bytes. Sending (send.c) is libcurl's SMTP, or a sendmail
 * command (sendmail.c).
 *
 * Nothing a page says can become a header or a command: header texts are
 * encoded, addresses and ids are refused unless plain.
 */
#ifndef TRACKER_MAIL_MAIL_H
#define TRACKER_MAIL_MAIL_H

#include "tracker/base/buf.h"
#include "tracker/base/msg.h"

/* ---- addresses ---------------------------------------------------------- */

/* Bytes of an address: RFC 5321, 4.5.3.1. */
#define MAIL_ADDRESS_MAX 254

/*
 * Is this a bare address, "local@domain"? The dot-atom form of RFC 5322, 3.4.1
 * (UTF-8 allowed, RFC 6532), or an address literal as domain; no comments, no
 * quoting, no display name: no byte that could end a header or a command.
 */
bool mail_address_ok(struct str);
/*
 * "Name <local@domain>" or "local@domain", as people write them: slices of it.
 * 0, or -1 when the address is not mail_address_ok.
 */
int mail_address_split(struct str, struct str *name, struct str *address);

/* ---- composing ---------------------------------------------------------- */

/* Empty slices are left out unless said. */
struct mail {
	struct str from;		/* needed; may have a display name */
	struct str to;			/* needed; the same */
	struct str subject;		/* UTF-8; control characters become
					 * spaces */
	int64_t date;			/* needed */
	struct str message_id;		/* "<left@right>"; empty: one is made
					 * of the SHA-256 of all the rest */
	struct str references;		/* "<a@b>", or several, a space apart */
	struct str list_id;		/* dotted name: "changes.example.org" */
	struct str list_name;		/* words before it, UTF-8 */
	struct str unsubscribe;		/* a mailto: or https: URI */
	struct str salt;		/* goes into the made Message-ID: the
					 * same words to the same person by two
					 * subscriptions are two mails */
	struct str text, html;		/* UTF-8; text needed, without html the
					 * mail has one part */
};

#define MAIL_ID_MAX 160

/*
 * Appends the message, lines ended by CRLF, none over 998 bytes. `id` gets its
 * Message-ID. 0, or -1 with the error said: an address, id or URI that is none,
 * or a message over the buffer's ceiling.
 */
int mail_compose(struct buf *out, const struct mail *, char id[MAIL_ID_MAX],
    struct error *);

/* ---- sending ------------------------------------------------------------ */

struct mail_server {
	struct str url;			/* smtp:// or smtps://host[:port] */
	struct str sendmail;		/* or a command and its arguments, a
					 * space apart: it is given -i, -f and
					 * the sender, "--" and the recipient */
	struct str user, password;	/* or empty */
	bool starttls;			/* refuse to go on without it; so does a
					 * password for any host but this one */
	int64_t timeout;		/* seconds of one message; 0: 60 */
	struct str helo;		/* name for EHLO; empty: this host's */
	struct str ca_file;		/* PEM to trust; empty: the system's */
};

enum mail_outcome {
	MAIL_SENT,	/* the server took it */
	MAIL_LATER,	/* try again: no connection, time out, a 4xx reply */
	MAIL_REFUSED,	/* it will never work: a 5xx reply to this recipient or
			 * this message */
	MAIL_BROKEN,	/* no message will, until a person acts: log-in, TLS,
			 * configuration, sender refused. Keep it though */
};

/* "sent", "later", "refused", "broken". */
const char *mail_outcome_name(enum mail_outcome);

struct mail_session;

/* One connection for many messages. NULL only with the error said. */
struct mail_session *mail_session_new(const struct mail_server *,
    struct error *);
void mail_session_free(struct mail_session *);
/* Did the last message fail before any of it was said? Then no other will get
 * through now. */
bool mail_session_away(const struct mail_session *);
/*
 * Sends stored bytes. The error gets one line with the server's reply whenever
 * the outcome is not MAIL_SENT. `maybe`, when not NULL, is set when the server
 * had all of the message and the answer was lost: it may have been taken.
 */
enum mail_outcome mail_send(struct mail_session *, struct str from,
    struct str to, struct str message, bool *maybe, struct error *);

#endif
