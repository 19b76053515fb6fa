/*
 * Captures as WARC/1.1 (ISO 28500:2017): one gzip member a record, a day a
 * file, only ever appended to. The body of a response is kept decoded, so its
 * headers must not promise an encoding: what described the bytes on the wire is
 * kept as X-Archive-Orig-*, as other writers do. Record ids come from the
 * content, the time and the place, so that the same run makes the same bytes.
 */
#include <errno.h>
#include <fcntl.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/internal.h"

/* ---- the open file ---------------------------------------------------- */

static void
warc_close(struct warc *w)
{
	if (w->fd >= 0)
		close(w->fd);
	w->fd = -1;
	w->name[0] = '\0';
}

void
warc_forget(struct warc *w)
{
	w->ngrown = 0;
}

void
warc_release(struct warc *w)
{
	warc_close(w);
	packer_release(&w->packer);
	free(w->grown);
	free(w->dir);
}

static struct warc_grown *
grown_find(struct warc *w, const char *name)
{
	size_t i;

	for (i = 0; i < w->ngrown; i++)
		if (strcmp(w->grown[i].name, name) == 0)
			return &w->grown[i];
	return NULL;
}

static int
grown_add(struct warc *w)
{
	size_t cap = w->cap ? w->cap * 2 : 8;
	struct warc_grown *g;

	if (grown_find(w, w->name))
		return STORE_OK;
	if (w->ngrown == w->cap) {
		g = realloc(w->grown, cap * sizeof(*g));
		if (!g)
			return serr_memory(w->err);
		w->grown = g;
		w->cap = cap;
	}
	g = &w->grown[w->ngrown++];
	snprintf(g->name, sizeof(g->name), "%s", w->name);
	g->before = g->after = w->length;
	return STORE_OK;
}

static int
warc_open_path(struct warc *w, const char *path)
{
	char *slash;
	struct sbuf dir = { 0 };
	struct stat st;
	int rc = STORE_ERROR;

	sbuf_adds(&dir, path);
	if (!sbuf_ok(&dir))
		return serr_memory(w->err);
	slash = strrchr(dir.data, '/');
	*slash = '\0';
	if (sfile_mkdirs(dir.data) ||
	    (w->fd = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC,
	    0666)) < 0 || fstat(w->fd, &st))
		serr_sys(w->err, path);
	else if (st.st_size == 0 && sfile_sync_dir(dir.data))
		serr_sys(w->err, dir.data);
	else {
		w->length = st.st_size;
		rc = STORE_OK;
	}
	sbuf_release(&dir);
	return rc;
}

static int
warc_open_name(struct warc *w, const char *name)
{
	char *path = sfile_join(w->dir, name);
	int rc;

	warc_close(w);
	if (!path)
		return serr_memory(w->err);
	rc = warc_open_path(w, path);
	free(path);
	if (rc) {
		warc_close(w);
		return rc;
	}
	snprintf(w->name, sizeof(w->name), "%s", name);
	return grown_add(w);
}

/* ---- records ---------------------------------------------------------- */

/* One field, its value without line ends. */
static void
field(struct sbuf *b, const char *name, const char *value)
{
	size_t n;

	if (!value || !value[0])
		return;
	sbuf_addf(b, "%s: ", name);
	for (;; value += n + 1) {
		n = strcspn(value, "\r\n");
		sbuf_add(b, value, n);
		if (!value[n])
			break;
		sbuf_addc(b, ' ');
	}
	sbuf_adds(b, "\r\n");
}

/* Of a block that is in two parts. */
static void
digest_text(const struct sbuf *block, const void *body, size_t nbody,
    char out[80])
{
	unsigned char sum[SHA256_LEN];
	char hex[65];

	sha256_of_two(block->data, block->len, body, nbody, sum);
	hex_encode(sum, sizeof(sum), hex);
	snprintf(out, 80, "sha256:%s", hex);
}

/* RFC 9562, version 8: ours to fill, here from a SHA-256. */
static void
record_id(const struct warc *w, const char *type, const char *date,
    const char *block, char out[64])
{
	unsigned char u[SHA256_LEN];
	char hex[33], seed[256];
	int n;

	n = snprintf(seed, sizeof(seed), "%s %lld %s %s %s", w->name,
	    (long long)w->length, type, date, block);
	sha256_of(seed, (size_t)n, u);
	u[6] = (unsigned char)((u[6] & 0x0f) | 0x80);
	u[8] = (unsigned char)((u[8] & 0x3f) | 0x80);
	hex_encode(u, 16, hex);
	snprintf(out, 64, "<urn:uuid:%.8s-%.4s-%.4s-%.4s-%.12s>", hex, hex + 8,
	    hex + 12, hex + 16, hex + 20);
}

/* Appends one gzip member. */
static int
gzip_append(struct warc *w, const struct member *m)
{
	struct sbuf out = { 0 };
	int rc = STORE_ERROR;

	if (member_write(&w->packer, m, &out))
		serr_memory(w->err);
	else if (sfile_write_all(w->fd, out.data, out.len))
		serr_sys(w->err, w->name);
	else {
		w->length += (int64_t)out.len;
		grown_find(w, w->name)->after = w->length;
		rc = STORE_OK;
	}
	sbuf_release(&out);
	return rc;
}

struct record {
	const char *type, *mime, *url, *ip, *protocol;
	const char *concurrent;		/* record id, or NULL */
	const char *payload;		/* digest, or NULL */
	int64_t date;
	const struct sbuf *block;
	/* what follows it in the block: the body of a response */
	const void *body;
	size_t nbody;
	const struct store_packed *packed;
};

static int
record_append(struct warc *w, const struct record *r, char id[64])
{
	struct member m = { .body = r->body, .nbody = r->nbody,
		.packed = r->packed };
	struct sbuf *head = &m.head;
	char date[32], digest[80], length[24];
	int rc;

	time_format(r->date, date);
	if (!sbuf_ok(r->block))
		return serr_memory(w->err);
	digest_text(r->block, r->body, r->nbody, digest);
	record_id(w, r->type, date, digest, id);
	snprintf(length, sizeof(length), "%zu",
	    r->block->len + r->nbody);
	sbuf_adds(head, "WARC/1.1\r\n");
	field(head, "WARC-Type", r->type);
	field(head, "WARC-Record-ID", id);
	field(head, "WARC-Date", date);
	field(head, "WARC-Target-URI", r->url);
	field(head, "WARC-Concurrent-To", r->concurrent);
	field(head, "WARC-IP-Address", r->ip);
	field(head, "WARC-Protocol", r->protocol);
	field(head, "WARC-Block-Digest", digest);
	field(head, "WARC-Payload-Digest", r->payload);
	field(head, "Content-Type", r->mime);
	field(head, "Content-Length", length);
	sbuf_adds(head, "\r\n");
	sbuf_add(head, r->block->data, r->block->len);
	rc = gzip_append(w, &m);
	sbuf_release(head);
	return rc;
}

static int
warcinfo_append(struct warc *w, int64_t date)
{
	struct sbuf b = { 0 };
	struct record r = { .type = "warcinfo",
		.mime = "application/warc-fields", .date = date, .block = &b };
	char id[64];
	int rc;

	sbuf_adds(&b, "software: tracker " TRACKER_VERSION "\r\n"
	    "format: WARC File Format 1.1\r\n"
	    "conformsTo: http://iipc.github.io/warc-specifications/"
	    "specifications/warc-format/warc-1.1/\r\n");
	rc = record_append(w, &r, id);
	sbuf_release(&b);
	return rc;
}

/* The day's file, or the next when that one is full. */
static int
warc_choose(struct warc *w, int64_t t)
{
	char name[sizeof(w->name)];
	struct civil c;
	int i, rc;

	time_civil(t, &c);
	for (i = 0; i < 100000; i++) {
		snprintf(name, sizeof(name),
		    "captures/%04d-%02d/%04d%02d%02d-%05d.warc.gz", (int)c.year,
		    c.month, (int)c.year, c.month, c.day, i);
		rc = w->fd >= 0 && strcmp(name, w->name) == 0 ? grown_add(w) :
		    warc_open_name(w, name);
		if (rc)
			return rc;
		if (w->length == 0)
			return warcinfo_append(w, t);
		if (w->length < WARC_MAX)
			return STORE_OK;
	}
	return serr_set(w->err, "%s: too many files of one day", name);
}

/* ---- one exchange ----------------------------------------------------- */

/* Fields that describe the bytes on the wire, not those that are kept. */
static const char *const WIRE[] = { "content-encoding", "transfer-encoding",
	"content-length" };

static int
is_wire(const char *line, size_t n)
{
	size_t i, len;

	for (i = 0; i < sizeof(WIRE) / sizeof(WIRE[0]); i++) {
		len = strlen(WIRE[i]);
		if (n > len && line[len] == ':' &&
		    strncasecmp(line, WIRE[i], len) == 0)
			return 1;
	}
	return 0;
}

/* Tools know HTTP/1.x status lines; WARC-Protocol says what was spoken. */
static void
status_line(struct sbuf *out, const char *p, size_t n)
{
	const char *space = memchr(p, ' ', n);

	if (n > 6 && p[5] > '1' && space) {
		sbuf_adds(out, "HTTP/1.1");
		n -= (size_t)(space - p);
		p = space;
	}
	sbuf_add(out, p, n);
	sbuf_adds(out, "\r\n");
}

static int
is_status(const char *p, size_t n)
{
	return n > 5 && memcmp(p, "HTTP/", 5) == 0;
}

/* A line that is no field (nor goes on one) would break every reader. */
static void
header_line(struct sbuf *out, const char *p, size_t n)
{
	if (p[0] != ' ' && p[0] != '\t' && !memchr(p, ':', n))
		return;
	if (is_wire(p, n))
		sbuf_adds(out, "X-Archive-Orig-");
	sbuf_add(out, p, n);
	sbuf_adds(out, "\r\n");
}

/* The headers a reader of the record sees, up to the first blank line. */
static void
response_headers(struct sbuf *out, const char *p, size_t n, size_t nbody)
{
	const char *end = p + n, *line;
	size_t len;
	int first = 1;

	for (; p < end; p = line + (line < end), first = 0) {
		line = memchr(p, '\n', (size_t)(end - p));
		line = line ? line : end;
		len = (size_t)(line - p);
		while (len && (p[len - 1] == '\r' || p[len - 1] == '\0'))
			len--;
		if (!len)
			break;
		if (first && is_status(p, len)) {
			status_line(out, p, len);
			continue;
		}
		if (first)
			sbuf_adds(out, "HTTP/1.1 200 OK\r\n");
		header_line(out, p, len);
	}
	if (first)
		sbuf_adds(out, "HTTP/1.1 200 OK\r\n");
	sbuf_addf(out, "Content-Length: %zu\r\n\r\n", nbody);
}

/* As registered for WARC-Protocol: "http/1.1", "h2", "h3". */
static const char *
protocol(const struct store_capture *c)
{
	static const struct {
		const char *status, *name;
	} NAMES[] = { { "HTTP/1.0", "http/1.0" }, { "HTTP/1.1", "http/1.1" },
		{ "HTTP/2", "h2" }, { "HTTP/3", "h3" } };
	size_t i, n;

	for (i = 0; i < sizeof(NAMES) / sizeof(NAMES[0]); i++) {
		n = strlen(NAMES[i].status);
		if (c->nresponse > n &&
		    memcmp(c->response, NAMES[i].status, n) == 0)
			return NAMES[i].name;
	}
	return NULL;
}

void
capture_sha256(const struct store_capture *c, char out[65])
{
	if (c->body_sha256)
		memcpy(out, c->body_sha256, 65);
	else
		store_sha256(c->body, c->nbody, out);
}

static int
response_append(struct warc *w, const struct store_capture *c, char id[64])
{
	struct sbuf block = { 0 };
	struct record r = { .type = "response",
		.mime = "application/http; msgtype=response", .url = c->url,
		.ip = c->ip, .protocol = protocol(c), .date = c->fetched,
		.block = &block, .body = c->body, .nbody = c->nbody,
		.packed = &c->packed };
	char payload[80];
	int rc;

	response_headers(&block, c->response, c->nresponse, c->nbody);
	memcpy(payload, "sha256:", 7);
	capture_sha256(c, payload + 7);
	r.payload = payload;
	rc = record_append(w, &r, id);
	sbuf_release(&block);
	return rc;
}

static int
request_append(struct warc *w, const struct store_capture *c,
    const char *response)
{
	struct sbuf block = { 0 };
	struct record r = { .type = "request",
		.mime = "application/http; msgtype=request", .url = c->url,
		.date = c->fetched, .concurrent = response, .block = &block };
	char id[64];
	int rc;

	if (!c->nrequest)
		return STORE_OK;
	sbuf_add(&block, c->request, c->nrequest);
	if (c->nrequest < 4 ||
	    memcmp((const char *)c->request + c->nrequest - 4, "\r\n\r\n", 4))
		sbuf_adds(&block, "\r\n\r\n");
	rc = record_append(w, &r, id);
	sbuf_release(&block);
	return rc;
}

/* Lines "name: value" as WARC fields, after those the store itself adds. */
static int
metadata_append(struct warc *w, const struct store_capture *c,
    const char *fields, const char *response)
{
	struct sbuf block = { 0 };
	struct record r = { .type = "metadata",
		.mime = "application/warc-fields", .url = c->url,
		.date = c->fetched, .concurrent = response, .block = &block };
	const char *p = c->metadata ? c->metadata : "";
	char id[64];
	size_t n;
	int rc;

	sbuf_adds(&block, fields ? fields : "");
	for (; *p; p += n + (p[n] == '\n')) {
		n = strcspn(p, "\n");
		if (n && memchr(p, ':', n)) {
			sbuf_add(&block, p, n - (p[n - 1] == '\r'));
			sbuf_adds(&block, "\r\n");
		}
	}
	rc = block.len ? record_append(w, &r, id) : STORE_OK;
	sbuf_release(&block);
	return rc;
}

/* `fields` is more metadata, whole lines; *offset is the response's. */
int
warc_append(struct warc *w, const struct store_capture *c, const char *fields,
    struct sbuf *capture, int64_t *offset)
{
	char id[64];

	if (c->nbody > BODY_MAX || c->nresponse > HEADERS_MAX ||
	    c->nrequest > HEADERS_MAX)
		return serr_set(w->err, "%.200s: capture too large", c->url);
	if (warc_choose(w, c->fetched))
		return STORE_ERROR;
	*offset = w->length;
	if (response_append(w, c, id) || request_append(w, c, id) ||
	    metadata_append(w, c, fields, id))
		return STORE_ERROR;
	sbuf_addf(capture, "%s %s", w->name, id);
	return sbuf_ok(capture) ? STORE_OK : serr_memory(w->err);
}

/* ---- the end of a pass ------------------------------------------------ */

typedef int grown_fn(int fd, const struct warc_grown *);

static int
grown_sync(int fd, const struct warc_grown *g)
{
	(void)g;
	return fsync(fd);
}

static int
grown_cut(int fd, const struct warc_grown *g)
{
	return ftruncate(fd, g->before);
}

static int
grown_each(struct warc *w, grown_fn *fn)
{
	int rc = STORE_OK, fd;
	char *path;
	size_t i;

	for (i = 0; i < w->ngrown; i++) {
		path = sfile_join(w->dir, w->grown[i].name);
		fd = path ? open(path, O_RDWR | O_CLOEXEC) : -1;
		if (fd < 0 || fn(fd, &w->grown[i]))
			rc = serr_sys(w->err, w->grown[i].name);
		if (fd >= 0)
			close(fd);
		free(path);
	}
	return rc;
}

int
warc_sync(struct warc *w)
{
	return grown_each(w, grown_sync);
}

/* Takes back what was appended; best effort, recovery does the rest. */
void
warc_rollback(struct warc *w)
{
	struct serr *err = w->err, ignored;

	w->err = &ignored;
	grown_each(w, grown_cut);
	w->err = err;
	warc_forget(w);
	warc_close(w);
}
