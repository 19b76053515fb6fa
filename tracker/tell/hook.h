/*
 * hook - a change handed to a program or to a server, for who would act on it
 * by more than reading a mail.
 *
 * What is handed over is one line of JSON, and an id that stays the same when
 * it is handed over again: what the other side has seen it can pass over. Both
 * ways are bounded in time. Nothing a page says gets anywhere but into that
 * JSON: not on a command line, not into a header.
 */
#ifndef TRACKER_HOOK_HOOK_H
#define TRACKER_HOOK_HOOK_H

#include "tracker/base/buf.h"
#include "tracker/base/msg.h"

enum hook_outcome {
	HOOK_DONE,
	HOOK_LATER,	/* not this one, not now */
	HOOK_AWAY,	/* no other will get through now either */
	HOOK_REFUSED,	/* the other side wants no more of it (410) */
};

/* What is handed over. */
struct hook_delivery {
	struct str id;		/* printable ASCII without a dot */
	struct str body;	/* JSON */
};

/* By /bin/sh, the body on its standard input; the id is in the environment as
 * TRACKER_DELIVERY. Exit code 0 is done, all else is later. */
enum hook_outcome hook_run(struct str command, int64_t seconds,
    const struct hook_delivery *, struct error *);

struct hook_target {
	struct str url;		/* https, or http with allow_private */
	struct str secret;	/* or empty: not signed */
	struct str ca_file;	/* PEM to trust; empty: the system's */
	struct str agent;	/* User-Agent */
	struct str proxy;	/* or empty */
	int64_t timeout;	/* seconds */
	bool allow_private;	/* private and loopback addresses, too */
};

/*
 * By POST, as the Standard Webhooks specification has it: the headers
 * webhook-id, webhook-timestamp (`now`) and webhook-signature. 2xx is done;
 * redirects are not followed. `wait` gets the seconds a Retry-After asks for,
 * or 0.
 */
enum hook_outcome hook_post(const struct hook_target *,
    const struct hook_delivery *, int64_t now, int64_t *wait, struct error *);

/*
 * "v1," and HMAC-SHA256 of "id.timestamp.body" in base64. A secret that begins
 * with "whsec_" is base64 after that, any other is its bytes.
 */
#define HOOK_SIGNATURE 48
void hook_sign(struct str secret, const struct hook_delivery *,
    int64_t timestamp, char out[HOOK_SIGNATURE]);

#endif
