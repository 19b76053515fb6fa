#include <ctype.h>
#include <stdlib.h>

#include "tracker/base/clock.h"
#include "tracker/base/header.h"
#include "tracker/base/limits.h"
#include "tracker/base/xalloc.h"
#include "tracker/web/address.h"
#include "tracker/web/transfer.h"

/* A buffer larger than this is given back after use. */
#define KEEP_BYTES (MIB / 2)

static size_t
on_body(char *p, size_t one, size_t n, void *arg)
{
	struct transfer *t = arg;
	struct str name = STR("");

	(void)one;
	if (t->coding.kind == CODING_UNSEEN)
		name = header_value(buf_str(&t->head), "content-encoding");
	switch (coding_add(&t->coding, name, str_make(p, n), &t->body,
	    &t->refused)) {
	case CODING_OK:
		return n;
	case CODING_LARGE:
		t->cut = t->waiting->req.cut;
		if (!t->cut)
			t->refused = "the page is larger than the ceiling";
		break;
	case CODING_BAD:
		break;
	}
	return 0;
}

/* Each response of a redirect chain begins a new head; the last one stays. */
static size_t
on_head(char *p, size_t one, size_t n, void *arg)
{
	struct transfer *t = arg;

	(void)one;
	if (n >= 5 && memcmp(p, "HTTP/", 5) == 0)
		buf_clear(&t->head);
	if (buf_add(&t->head, p, n) == 0)
		return n;
	t->refused = "the headers are larger than the ceiling";
	return 0;
}

/* The request as it went out, but for what is nobody else's: captures are
 * handed on as evidence, passwords of a proxy or a site are not. */
static void
keep_sent(struct buf *out, struct str head)
{
	struct str line;

	buf_clear(out);
	while (str_cut(&head, '\n', &line)) {
		if (str_istarts(line, "authorization:") ||
		    str_istarts(line, "proxy-authorization:"))
			continue;
		buf_adds(out, line);
		if (head.p != NULL)
			buf_addc(out, '\n');
	}
}

static int
on_debug(CURL *easy, curl_infotype type, char *p, size_t n, void *arg)
{
	struct transfer *t = arg;

	(void)easy;
	if (type == CURLINFO_HEADER_OUT)
		keep_sent(&t->sent, str_make(p, n));
	return 0;
}

/*
 * The last gate before a connection: the address is looked at when it is used,
 * so that no name can point elsewhere between a check and the use.
 */
static curl_socket_t
on_socket(void *arg, curlsocktype purpose, struct curl_sockaddr *to)
{
	struct transfer *t = arg;

	(void)purpose;
	if (!t->options->allow_private && t->options->proxy.n == 0 &&
	    address_is_private(&to->addr)) {
		t->refused = "the address is private (allow-private is false)";
		return CURL_SOCKET_BAD;
	}
	return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

struct transfer *
transfer_new(const struct fetch_options *o)
{
	struct transfer *t = xcalloc(1, sizeof(*t));

	t->options = o;
	t->easy = curl_easy_init();
	if (t->easy == NULL) {
		free(t);
		return NULL;
	}
	buf_init(&t->body, LIMIT_PAGE_BYTES);
	coding_init(&t->coding, LIMIT_PAGE_BYTES);
	buf_init(&t->head, LIMIT_HEADER_BYTES);
	buf_init(&t->sent, LIMIT_HEADER_BYTES);
	return t;
}

void
transfer_free(struct transfer *t)
{
	if (t == NULL)
		return;
	curl_easy_cleanup(t->easy);
	curl_slist_free_all(t->headers);
	buf_release(&t->body);
	coding_release(&t->coding);
	buf_release(&t->head);
	buf_release(&t->sent);
	free(t);
}

static void
add_header(struct transfer *t, const char *name, struct str value)
{
	struct curl_slist *more;
	struct buf line;

	if (value.n == 0 || str_chr(value, '\n') >= 0 ||
	    str_chr(value, '\r') >= 0)
		return;
	buf_init(&line, LIMIT_HEADER_BYTES);
	buf_addf(&line, "%s: %.*s", name, STR_FMT(value));
	more = curl_slist_append(t->headers, buf_z(&line));
	if (more != NULL)
		t->headers = more;
	buf_release(&line);
}

static void
set_bounds(struct transfer *t, const struct fetch_request *r)
{
	CURL *e = t->easy;

	t->body.max = r->max_bytes;
	if (!r->cut)
		curl_easy_setopt(e, CURLOPT_MAXFILESIZE_LARGE,
		    (curl_off_t)r->max_bytes);
	curl_easy_setopt(e, CURLOPT_TIMEOUT, (long)r->timeout);
	curl_easy_setopt(e, CURLOPT_CONNECTTIMEOUT,
	    (long)LIMIT_CONNECT_SECONDS);
	curl_easy_setopt(e, CURLOPT_FOLLOWLOCATION, r->follow ? 1L : 0L);
	curl_easy_setopt(e, CURLOPT_MAXREDIRS, (long)LIMIT_REDIRECTS);
	curl_easy_setopt(e, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(e, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(e, CURLOPT_NOSIGNAL, 1L);
}

static void
set_callbacks(struct transfer *t)
{
	CURL *e = t->easy;

	curl_easy_setopt(e, CURLOPT_WRITEFUNCTION, on_body);
	curl_easy_setopt(e, CURLOPT_WRITEDATA, t);
	curl_easy_setopt(e, CURLOPT_HEADERFUNCTION, on_head);
	curl_easy_setopt(e, CURLOPT_HEADERDATA, t);
	curl_easy_setopt(e, CURLOPT_OPENSOCKETFUNCTION, on_socket);
	curl_easy_setopt(e, CURLOPT_OPENSOCKETDATA, t);
	/* The request as sent is evidence; only the debug hook shows it. */
	curl_easy_setopt(e, CURLOPT_DEBUGFUNCTION, on_debug);
	curl_easy_setopt(e, CURLOPT_DEBUGDATA, t);
	curl_easy_setopt(e, CURLOPT_VERBOSE, 1L);
	curl_easy_setopt(e, CURLOPT_ERRORBUFFER, t->why);
	curl_easy_setopt(e, CURLOPT_PRIVATE, t);
}

void
transfer_start(struct transfer *t, struct waiting *w)
{
	const struct fetch_options *o = t->options;
	CURL *e = t->easy;

	t->waiting = w;
	curl_easy_reset(e);
	set_bounds(t, &w->req);
	set_callbacks(t);
	curl_easy_setopt(e, CURLOPT_URL, w->req.url.p);
	curl_easy_setopt(e, CURLOPT_USERAGENT, o->agent.p);
	curl_easy_setopt(e, CURLOPT_PROXY, o->proxy.n > 0 ? o->proxy.p : "");
	curl_easy_setopt(e, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_2TLS);
	add_header(t, "Accept", STR("text/html,application/xhtml+xml,"
	    "application/xml;q=0.9,*/*;q=0.8"));
	/* undone by coding.c: curl would not give what came */
	add_header(t, "Accept-Encoding", STR("gzip"));
	add_header(t, "If-None-Match", w->req.etag);
	add_header(t, "If-Modified-Since", w->req.modified);
	curl_easy_setopt(e, CURLOPT_HTTPHEADER, t->headers);
}

static void
lower_into(char *out, size_t size, struct str s)
{
	size_t n = s.n < size - 1 ? s.n : size - 1;

	for (size_t i = 0; i < n; i++)
		out[i] = (char)tolower((unsigned char)s.p[i]);
	out[n] = '\0';
}

static void
content_type(struct transfer *t, struct str value)
{
	struct str type, charset;

	header_media_type(value, &type, &charset);
	lower_into(t->content_type, sizeof(t->content_type), type);
	lower_into(t->charset, sizeof(t->charset), charset);
}

static struct str
reason(struct transfer *t, CURLcode code)
{
	if (t->refused != NULL)
		return str_of(t->refused);
	if (code == CURLE_FILESIZE_EXCEEDED)
		return STR("the page is larger than the ceiling");
	if (t->why[0] != '\0')
		return str_of(t->why);
	return str_of(curl_easy_strerror(code));
}

/* Before a connection stands, any page of the host would fail the same way. */
static enum fetch_fault
fault(struct transfer *t, CURLcode code)
{
	curl_off_t ready = 0;

	switch (code) {
	case CURLE_COULDNT_RESOLVE_PROXY:
	case CURLE_COULDNT_RESOLVE_HOST:
	case CURLE_COULDNT_CONNECT:
	case CURLE_SSL_CONNECT_ERROR:
	case CURLE_PEER_FAILED_VERIFICATION:
	case CURLE_SSL_CACERT_BADFILE:
	case CURLE_SSL_INVALIDCERTSTATUS:
	case CURLE_PROXY:
		return FAULT_HOST;
	case CURLE_OPERATION_TIMEDOUT:
		curl_easy_getinfo(t->easy, CURLINFO_PRETRANSFER_TIME_T, &ready);
		return ready == 0 ? FAULT_HOST : FAULT_LINE;
	case CURLE_GOT_NOTHING:
	case CURLE_SEND_ERROR:
	case CURLE_RECV_ERROR:
	case CURLE_HTTP2:
	case CURLE_HTTP2_STREAM:
		return FAULT_LINE;
	default:
		return FAULT_PAGE;
	}
}

static void
failed(struct transfer *t, struct fetch_result *r, CURLcode code,
    struct str why)
{
	r->outcome = FETCH_FAILED;
	r->error = why;
	r->fault = fault(t, code);
}

/* A redirect that is not followed: where to, or that it leads out of the web. */
static bool
moved(struct transfer *t, struct fetch_result *r)
{
	char *z = NULL;

	if (t->waiting->req.follow || r->status < 300 || r->status > 399 ||
	    r->status == 304 || curl_easy_getinfo(t->easy,
	    CURLINFO_REDIRECT_URL, &z) != CURLE_OK || z == NULL)
		return false;
	r->outcome = FETCH_MOVED;
	r->final_url = str_of(z);
	if (!str_istarts(r->final_url, "http://") &&
	    !str_istarts(r->final_url, "https://"))
		failed(t, r, CURLE_UNSUPPORTED_PROTOCOL,
		    STR("a redirect to what is neither http nor https"));
	return true;
}

/* What the connection says, whatever became of the answer. */
static void
connection(struct transfer *t, struct fetch_result *r)
{
	char *z = NULL;
	long status = 0;

	curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &status);
	r->status = (int)status;
	r->tag = t->waiting->req.tag;
	r->url = r->final_url = t->waiting->req.url;
	if (curl_easy_getinfo(t->easy, CURLINFO_EFFECTIVE_URL, &z) ==
	    CURLE_OK && z != NULL)
		r->final_url = str_of(z);
	if (curl_easy_getinfo(t->easy, CURLINFO_PRIMARY_IP, &z) == CURLE_OK)
		r->ip = str_of(z);
	r->request_head = buf_str(&t->sent);
	r->response_head = buf_str(&t->head);
	if (r->status >= 400)
		r->retry_after = fetch_retry_after(header_value(r->response_head,
		    "retry-after"), clock_now());
}

void
transfer_result(struct transfer *t, CURLcode code, struct fetch_result *r)
{
	connection(t, r);
	if (code == CURLE_WRITE_ERROR && t->cut)
		code = CURLE_OK;
	if (code != CURLE_OK) {
		failed(t, r, code, reason(t, code));
		return;
	}
	if (moved(t, r))
		return;
	if (r->status == 304 && t->waiting->req.etag.n == 0 &&
	    t->waiting->req.modified.n == 0) {
		failed(t, r, code, STR("HTTP status 304, with nothing to "
		    "compare"));
		return;
	}
	if (!t->cut && coding_finish(&t->coding, &t->refused) != CODING_OK) {
		failed(t, r, code, str_of(t->refused));
		return;
	}
	r->outcome = r->status == 304 ? FETCH_UNCHANGED : FETCH_OK;
	r->body = buf_str(&t->body);
	if (!t->cut)
		coding_packed(&t->coding, &r->packed);
	content_type(t, header_value(r->response_head, "content-type"));
	r->content_type = str_of(t->content_type);
	r->charset = str_of(t->charset);
	r->etag = header_value(r->response_head, "etag");
	r->modified = header_value(r->response_head, "last-modified");
}

void
transfer_clear(struct transfer *t)
{
	buf_recycle(&t->body, KEEP_BYTES);
	coding_clear(&t->coding, KEEP_BYTES);
	buf_clear(&t->head);
	buf_clear(&t->sent);
	curl_slist_free_all(t->headers);
	t->headers = NULL;
	t->refused = NULL;
	t->cut = false;
	t->why[0] = '\0';
	t->waiting = NULL;
}
