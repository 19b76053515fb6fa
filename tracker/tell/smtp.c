/*
 * Stored bytes to a server by libcurl's SMTP (RFC 5321). What a failure means
 * is read from how far the dialogue had come and from the server's last reply,
 * not from curl's code alone, which is the same for a refused recipient and a
 * refused log-in.
 */
#include <arpa/inet.h>
#include <curl/curl.h>
#include <sys/socket.h>

#include "tracker/base/limits.h"
#include "tracker/base/utf8.h"
#include "tracker/base/xalloc.h"
#include "tracker/tell/mail.h"
#include "tracker/tell/sendmail.h"

/* How far the dialogue has come. */
enum phase {
	PHASE_CONNECT,	/* greeting, EHLO, STARTTLS, log-in */
	PHASE_SENDER,	/* MAIL FROM */
	PHASE_RECIPIENT,
	PHASE_DATA,	/* DATA said, or its text under way */
	PHASE_END,	/* all of the text given; the answer is awaited */
};

struct mail_session {
	CURL *curl;		/* NULL when it is a command */
	char *command;
	int64_t timeout;
	bool away;
	char message[CURL_ERROR_SIZE];
	/* of the message under way */
	enum phase phase;
	struct str rest;	/* not yet given to curl */
	struct str all;
	bool over;		/* QUIT said: what comes now is no reply to
				 * the message */
	int code;		/* of the server's last reply, or 0 */
	char reply[256];
};

const char *
mail_outcome_name(enum mail_outcome o)
{
	static const char *const names[] = { [MAIL_SENT] = "sent",
		[MAIL_LATER] = "later", [MAIL_REFUSED] = "refused",
		[MAIL_BROKEN] = "broken" };

	return names[o];
}

/* ---- what curl calls ---------------------------------------------------- */

static size_t
give(char *p, size_t size, size_t n, void *arg)
{
	struct mail_session *s = arg;

	n *= size;
	if (n > s->rest.n)
		n = s->rest.n;
	if (n > 0)
		memcpy(p, s->rest.p, n);
	s->rest = str_from(s->rest, n);
	if (s->rest.n == 0 && s->phase != PHASE_END) {
		/* what the server says from here on is about the whole mail */
		s->phase = PHASE_END;
		s->code = 0;
	}
	return n;
}

/* The server's replies, a line each (RFC 5321, 4.2). */
static size_t
hear(char *p, size_t size, size_t n, void *arg)
{
	struct mail_session *s = arg;
	struct str line = str_trim(str_make(p, n * size));
	int64_t code;

	if (!s->over && line.n >= 3 && str_to_int(str_sub(line, 0, 3), 200, 599,
	    &code) == 0) {
		s->code = (int)code;
		utf8_escape_into(s->reply, sizeof(s->reply), line);
	}
	return n * size;
}

/* The commands curl sends say how far it has come. Their arguments, among them
 * the password, are not looked at. */
static int
watch(CURL *curl, curl_infotype type, char *p, size_t n, void *arg)
{
	static const struct {
		const char *verb;
		enum phase phase;
	} verbs[] = {
		{ "EHLO", PHASE_CONNECT }, { "HELO", PHASE_CONNECT },
		{ "STARTTLS", PHASE_CONNECT }, { "AUTH", PHASE_CONNECT },
		{ "MAIL FROM:", PHASE_SENDER },
		{ "RCPT TO:", PHASE_RECIPIENT }, { "DATA", PHASE_DATA },
	};
	struct mail_session *s = arg;

	(void)curl;
	if (type != CURLINFO_HEADER_OUT)
		return 0;
	s->over = s->over || str_starts(str_make(p, n), "QUIT");
	if (s->phase == PHASE_END)
		return 0;
	for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++) {
		if (str_starts(str_make(p, n), verbs[i].verb)) {
			s->phase = verbs[i].phase;
			s->code = 0;
		}
	}
	return 0;
}

/* ---- setting up --------------------------------------------------------- */

/* Is it this machine, where a password crosses no network? */
static bool
is_loopback(const char *host)
{
	struct in_addr a;

	/* "127.example.org" is a name, and may be anywhere */
	return strcmp(host, "localhost") == 0 || strcmp(host, "::1") == 0 ||
	    strcmp(host, "[::1]") == 0 || (inet_pton(AF_INET, host, &a) == 1 &&
	    ntohl(a.s_addr) >> 24 == 127);
}

/* The URL as curl wants it: the name for EHLO is its path. */
static int
server_url(CURL *curl, const struct mail_server *m, bool *loopback,
    struct error *e)
{
	CURLU *u = curl_url();
	char *url = xmalloc(m->url.n + 1), *helo = xmalloc(m->helo.n + 1);
	char *whole = NULL, *host = NULL;
	int rc = -1;

	snprintf(url, m->url.n + 1, "%.*s", STR_FMT(m->url));
	snprintf(helo, m->helo.n + 1, "%.*s", STR_FMT(m->helo));
	if (u == NULL || curl_url_set(u, CURLUPART_URL, url, 0) != CURLUE_OK ||
	    (helo[0] != '\0' && curl_url_set(u, CURLUPART_PATH, helo,
	    CURLU_URLENCODE) != CURLUE_OK) ||
	    curl_url_get(u, CURLUPART_URL, &whole, 0) != CURLUE_OK ||
	    curl_url_get(u, CURLUPART_HOST, &host, 0) != CURLUE_OK) {
		error_set(e, "not a mail server's URL: \"%s\"", url);
		goto out;
	}
	*loopback = is_loopback(host);
	curl_easy_setopt(curl, CURLOPT_URL, whole);
	rc = 0;
out:
	curl_free(whole);
	curl_free(host);
	curl_url_cleanup(u);
	free(helo);
	free(url);
	return rc;
}

static void
set_text(CURL *curl, CURLoption option, struct str s)
{
	char *z;

	if (s.n == 0)
		return;
	z = xmalloc(s.n + 1);
	snprintf(z, s.n + 1, "%.*s", STR_FMT(s));
	curl_easy_setopt(curl, option, z);
	/* curl has its copy; it may be a password */
	explicit_bzero(z, s.n);
	free(z);
}

static void
set_options(struct mail_session *s, const struct mail_server *m, bool loopback)
{
	CURL *c = s->curl;
	bool secret = m->user.n > 0 && !loopback;
	bool needed = m->starttls || secret;
	int64_t timeout = m->timeout > 0 ? m->timeout : LIMIT_FETCH_SECONDS;

	curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	curl_easy_setopt(c, CURLOPT_USE_SSL, (long)(needed ? CURLUSESSL_ALL :
	    CURLUSESSL_TRY));
	/* What may go as plain text is no worse for a certificate nobody
	 * vouches for (RFC 7435). */
	if (!needed && !str_istarts(m->url, "smtps:")) {
		curl_easy_setopt(c, CURLOPT_SSL_VERIFYPEER, 0L);
		curl_easy_setopt(c, CURLOPT_SSL_VERIFYHOST, 0L);
	}
	set_text(c, CURLOPT_USERNAME, m->user);
	set_text(c, CURLOPT_PASSWORD, m->password);
	set_text(c, CURLOPT_CAINFO, m->ca_file);
	curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT,
	    (long)(timeout < LIMIT_CONNECT_SECONDS ? timeout :
	    LIMIT_CONNECT_SECONDS));
	curl_easy_setopt(c, CURLOPT_TIMEOUT, (long)timeout);
	curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(c, CURLOPT_PROXY, "");
	curl_easy_setopt(c, CURLOPT_UPLOAD, 1L);
	curl_easy_setopt(c, CURLOPT_ERRORBUFFER, s->message);
	curl_easy_setopt(c, CURLOPT_READFUNCTION, give);
	curl_easy_setopt(c, CURLOPT_READDATA, s);
	curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, hear);
	curl_easy_setopt(c, CURLOPT_HEADERDATA, s);
	curl_easy_setopt(c, CURLOPT_DEBUGFUNCTION, watch);
	curl_easy_setopt(c, CURLOPT_DEBUGDATA, s);
	curl_easy_setopt(c, CURLOPT_VERBOSE, 1L);
}

struct mail_session *
mail_session_new(const struct mail_server *m, struct error *e)
{
	struct mail_session *s = xcalloc(1, sizeof(*s));
	bool loopback;

	s->timeout = m->timeout > 0 ? m->timeout : LIMIT_FETCH_SECONDS;
	if (m->sendmail.n > 0) {
		s->command = xmalloc(m->sendmail.n + 1);
		snprintf(s->command, m->sendmail.n + 1, "%.*s",
		    STR_FMT(m->sendmail));
		return s;
	}
	s->curl = curl_easy_init();
	if (s->curl == NULL) {
		error_set(e, "curl cannot start");
		goto fail;
	}
	if (server_url(s->curl, m, &loopback, e) < 0)
		goto fail;
	set_options(s, m, loopback);
	return s;
fail:
	mail_session_free(s);
	return NULL;
}

void
mail_session_free(struct mail_session *s)
{
	if (s == NULL)
		return;
	if (s->curl != NULL)
		curl_easy_cleanup(s->curl);
	free(s->command);
	free(s);
}

bool
mail_session_away(const struct mail_session *s)
{
	return s->away;
}

/* ---- sending ------------------------------------------------------------ */

/* Replies that speak of the account or the connection, whenever they come:
 * RFC 4954, 6, and 421 of RFC 5321, 3.8. */
static bool
is_about_login(int code)
{
	return code == 530 || code == 534 || code == 535 || code == 538;
}

static enum mail_outcome
outcome_of_reply(const struct mail_session *s)
{
	if (s->code < 400 || s->code / 100 == 4)
		return MAIL_LATER;
	if (is_about_login(s->code))
		return MAIL_BROKEN;
	/* 552 and 554 at MAIL FROM are about this message's size or look */
	if (s->phase == PHASE_CONNECT ||
	    (s->phase == PHASE_SENDER && s->code != 552))
		return MAIL_BROKEN;
	return MAIL_REFUSED;
}

static enum mail_outcome
outcome_of(const struct mail_session *s, CURLcode rc)
{
	switch (rc) {
	case CURLE_OK:
		return MAIL_SENT;
	case CURLE_URL_MALFORMAT:
	case CURLE_UNSUPPORTED_PROTOCOL:
	case CURLE_NOT_BUILT_IN:
	case CURLE_USE_SSL_FAILED:
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_SSL_CACERT_BADFILE:
		return MAIL_BROKEN;
	case CURLE_LOGIN_DENIED:
		return s->code / 100 == 4 ? MAIL_LATER : MAIL_BROKEN;
	default:
		return outcome_of_reply(s);
	}
}

static void
say_why(const struct mail_session *s, CURLcode rc, struct error *e)
{
	static const char *const at[] = { [PHASE_CONNECT] = "at the start",
		[PHASE_SENDER] = "at the sender", [PHASE_RECIPIENT] =
		"at the recipient", [PHASE_DATA] = "at the text",
		[PHASE_END] = "after the text" };

	if (s->code >= 400)
		error_set(e, "the server said %s: %s", at[s->phase], s->reply);
	else if (s->message[0] != '\0')
		error_set(e, "%s (%s)", s->message, at[s->phase]);
	else
		error_set(e, "%s (%s)", curl_easy_strerror(rc), at[s->phase]);
}

static CURLcode
perform(struct mail_session *s)
{
	s->phase = PHASE_CONNECT;
	s->rest = s->all;
	s->code = 0;
	s->over = false;
	s->message[0] = '\0';
	s->reply[0] = '\0';
	return curl_easy_perform(s->curl);
}

/* A kept connection the server closed meanwhile says nothing of the mail. */
static bool
is_stale(const struct mail_session *s, CURLcode rc)
{
	long connects = 0;

	curl_easy_getinfo(s->curl, CURLINFO_NUM_CONNECTS, &connects);
	return rc != CURLE_OK && connects == 0 && s->phase <= PHASE_SENDER &&
	    (s->code < 400 || s->code == 421);
}

/*
 * After a failure that was no reply, an answer may still be on its way. curl
 * would keep the connection, take that answer for one to the next mail, or wait
 * two minutes for it when it says QUIT.
 */
static void
hang_up(struct mail_session *s)
{
	curl_socket_t fd = CURL_SOCKET_BAD;

	if (curl_easy_getinfo(s->curl, CURLINFO_ACTIVESOCKET, &fd) ==
	    CURLE_OK && fd != CURL_SOCKET_BAD)
		shutdown(fd, SHUT_RDWR);
}

static enum mail_outcome
send_by_curl(struct mail_session *s, struct str from, struct str to,
    struct str message, bool *maybe, struct error *e)
{
	char to_z[MAIL_ADDRESS_MAX + 1];
	struct curl_slist *rcpt;
	CURLcode rc;

	snprintf(to_z, sizeof(to_z), "%.*s", STR_FMT(to));
	rcpt = curl_slist_append(NULL, to_z);
	s->all = message;
	set_text(s->curl, CURLOPT_MAIL_FROM, from);
	curl_easy_setopt(s->curl, CURLOPT_MAIL_RCPT, rcpt);
	curl_easy_setopt(s->curl, CURLOPT_INFILESIZE_LARGE,
	    (curl_off_t)message.n);
	rc = perform(s);
	if (is_stale(s, rc)) {
		curl_easy_setopt(s->curl, CURLOPT_FRESH_CONNECT, 1L);
		rc = perform(s);
		curl_easy_setopt(s->curl, CURLOPT_FRESH_CONNECT, 0L);
	}
	if (rc != CURLE_OK)
		say_why(s, rc, e);
	if (rc != CURLE_OK && s->code < 400)
		hang_up(s);
	*maybe = rc != CURLE_OK && s->phase == PHASE_END && s->code < 400;
	s->away = rc != CURLE_OK && (s->phase == PHASE_CONNECT ||
	    s->code == 421);
	curl_easy_setopt(s->curl, CURLOPT_MAIL_RCPT, NULL);
	curl_slist_free_all(rcpt);
	return outcome_of(s, rc);
}

enum mail_outcome
mail_send(struct mail_session *s, struct str from, struct str to,
    struct str message, bool *maybe, struct error *e)
{
	enum mail_outcome how;
	bool ours;

	if (maybe == NULL)
		maybe = &ours;
	*maybe = false;
	s->away = false;
	if (!mail_address_ok(from) || !mail_address_ok(to)) {
		error_set(e, "not a mail address: \"%.*s\"",
		    STR_FMT(mail_address_ok(from) ? to : from));
		return MAIL_REFUSED;
	}
	if (s->command == NULL)
		return send_by_curl(s, from, to, message, maybe, e);
	how = sendmail_send(str_of(s->command), s->timeout, from, to, message,
	    maybe, e);
	s->away = how == MAIL_BROKEN;
	return how;
}
