/* A change to a server by HTTPS POST (libcurl). */
#include <curl/curl.h>
#include <inttypes.h>
#include <sys/socket.h>

#include "tracker/base/arena.h"
#include "tracker/base/limits.h"
#include "tracker/web/address.h"
#include "tracker/web/fetch.h"
#include "tracker/tell/hook.h"

/* Bytes of an answer that are read before it is cut off. */
#define ANSWER 65536

struct post {
	CURL *curl;
	const struct hook_target *to;
	struct curl_slist *headers;
	struct arena arena;
	char message[CURL_ERROR_SIZE];
	const char *refused;	/* our own reason to end it, or NULL */
	size_t got;
	int64_t now, wait;
};

/* The answer's body says nothing to us. */
static size_t
pass_over(char *p, size_t size, size_t n, void *arg)
{
	struct post *post = arg;

	(void)p;
	post->got += size * n;
	return post->got > ANSWER ? 0 : size * n;
}

static size_t
hear(char *p, size_t size, size_t n, void *arg)
{
	struct post *post = arg;
	struct str line = str_make(p, size * n), name;

	if (str_cut(&line, ':', &name) && str_ieqz(name, "Retry-After"))
		post->wait = fetch_retry_after(str_trim(line), post->now);
	return size * n;
}

/* As the fetcher has it: looked at when it is used. */
static curl_socket_t
on_socket(void *arg, curlsocktype purpose, struct curl_sockaddr *to)
{
	struct post *post = arg;

	(void)purpose;
	if (!post->to->allow_private && post->to->proxy.n == 0 &&
	    address_is_private(&to->addr)) {
		post->refused = "the address is private (allow-private is "
		    "false)";
		return CURL_SOCKET_BAD;
	}
	return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

static void
add_header(struct post *post, struct str line)
{
	struct curl_slist *more = curl_slist_append(post->headers, line.p);

	if (more != NULL)
		post->headers = more;
}

static void
add_headers(struct post *post, const struct hook_delivery *d)
{
	char signature[HOOK_SIGNATURE];
	struct arena *a = &post->arena;

	add_header(post, STR("Content-Type: application/json"));
	add_header(post, STR("Expect:"));
	add_header(post, arena_printf(a, "webhook-id: %.*s", STR_FMT(d->id)));
	add_header(post, arena_printf(a, "webhook-timestamp: %" PRId64,
	    post->now));
	if (post->to->secret.n == 0)
		return;
	hook_sign(post->to->secret, d, post->now, signature);
	add_header(post, arena_printf(a, "webhook-signature: %s", signature));
}

static void
set_options(struct post *post, const struct hook_delivery *d)
{
	const struct hook_target *to = post->to;
	struct arena *a = &post->arena;
	CURL *c = post->curl;

	curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, to->allow_private ?
	    "https,http" : "https");
	curl_easy_setopt(c, CURLOPT_URL, arena_strz(a, to->url));
	curl_easy_setopt(c, CURLOPT_USERAGENT, arena_strz(a, to->agent));
	curl_easy_setopt(c, CURLOPT_PROXY, arena_strz(a, to->proxy));
	if (to->ca_file.n > 0)
		curl_easy_setopt(c, CURLOPT_CAINFO, arena_strz(a,
		    to->ca_file));
	curl_easy_setopt(c, CURLOPT_TIMEOUT, (long)to->timeout);
	curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, (long)(to->timeout <
	    LIMIT_CONNECT_SECONDS ? to->timeout : LIMIT_CONNECT_SECONDS));
	curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(c, CURLOPT_POST, 1L);
	curl_easy_setopt(c, CURLOPT_POSTFIELDS, d->body.p != NULL ?
	    d->body.p : "");
	curl_easy_setopt(c, CURLOPT_POSTFIELDSIZE_LARGE,
	    (curl_off_t)d->body.n);
	curl_easy_setopt(c, CURLOPT_HTTPHEADER, post->headers);
	curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, pass_over);
	curl_easy_setopt(c, CURLOPT_WRITEDATA, post);
	curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, hear);
	curl_easy_setopt(c, CURLOPT_HEADERDATA, post);
	curl_easy_setopt(c, CURLOPT_OPENSOCKETFUNCTION, on_socket);
	curl_easy_setopt(c, CURLOPT_OPENSOCKETDATA, post);
	curl_easy_setopt(c, CURLOPT_ERRORBUFFER, post->message);
}

/* 429 and 503 speak of the server, as silence does; any other answer may be
 * about this change alone. */
static enum hook_outcome
outcome_of(struct post *post, CURLcode rc, struct error *e)
{
	long status = 0;

	curl_easy_getinfo(post->curl, CURLINFO_RESPONSE_CODE, &status);
	if (post->refused != NULL) {
		error_set(e, "%s", post->refused);
		return HOOK_AWAY;
	}
	if (status == 0 || (rc != CURLE_OK && post->got <= ANSWER)) {
		error_set(e, "%s", post->message[0] != '\0' ? post->message :
		    curl_easy_strerror(rc));
		return HOOK_AWAY;
	}
	if (status / 100 == 2)
		return HOOK_DONE;
	error_set(e, "HTTP status %ld%s", status, status / 100 == 3 ?
	    "; redirects are not followed" : "");
	return status == 410 ? HOOK_REFUSED : status == 429 || status == 503 ?
	    HOOK_AWAY : HOOK_LATER;
}

enum hook_outcome
hook_post(const struct hook_target *to, const struct hook_delivery *d,
    int64_t now, int64_t *wait, struct error *e)
{
	struct post post = { .to = to, .now = now };
	enum hook_outcome outcome = HOOK_AWAY;

	post.curl = curl_easy_init();
	if (post.curl == NULL) {
		error_set(e, "curl cannot start");
		return HOOK_AWAY;
	}
	arena_init(&post.arena);
	add_headers(&post, d);
	set_options(&post, d);
	outcome = outcome_of(&post, curl_easy_perform(post.curl), e);
	*wait = post.wait;
	curl_easy_cleanup(post.curl);
	curl_slist_free_all(post.headers);
	arena_release(&post.arena);
	return outcome;
}
