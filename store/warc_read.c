/* Reading captures back: one gzip member at an offset, every field doubted. */
#include <errno.h>
#include <fcntl.h>
#include <strings.h>
#include <unistd.h>
#include <zlib.h>

#include "store/internal.h"

#define CHUNK ((size_t)64 * 1024)

void
warc_record_release(struct warc_record *r)
{
	sbuf_release(&r->url);
	sbuf_release(&r->block);
}

/*
 * Inflates the member at an offset. STORE_NONE when there is no whole one. With
 * out NULL nothing is kept: only the end is looked for.
 */
static int
member_read(int fd, int64_t offset, struct sbuf *out, int64_t *next,
    struct serr *err)
{
	unsigned char in[16384], sink[CHUNK];
	z_stream z = { 0 };
	int64_t at = offset, total = 0;
	int state = Z_OK, rc = STORE_NONE;
	ssize_t got = 0;
	char *room;

	if (inflateInit2(&z, 15 + 16) != Z_OK)
		return serr_memory(err);
	while (state == Z_OK && total <= RECORD_MAX) {
		if (z.avail_in == 0) {
			got = pread(fd, in, sizeof(in), at);
			if (got <= 0)
				break;
			at += got;
			z.next_in = in;
			z.avail_in = (uInt)got;
		}
		room = out ? sbuf_room(out, CHUNK) : (char *)sink;
		if (!room)
			break;
		z.next_out = (Bytef *)room;
		z.avail_out = (uInt)CHUNK;
		state = inflate(&z, Z_NO_FLUSH);
		total += (int64_t)(CHUNK - z.avail_out);
		if (out)
			out->len += CHUNK - z.avail_out;
	}
	*next = at - (int64_t)z.avail_in;
	if (got < 0)
		rc = serr_sys(err, "capture");
	else if (out && !sbuf_ok(out))
		rc = serr_memory(err);
	else if (state == Z_STREAM_END)
		rc = STORE_OK;
	inflateEnd(&z);
	return rc;
}

static void
copy(char *out, size_t size, const char *value, size_t n)
{
	n = n < size - 1 ? n : size - 1;
	memcpy(out, value, n);
	out[n] = '\0';
}

static int
named(const char *line, size_t n, const char *name)
{
	return strlen(name) == n && strncasecmp(line, name, n) == 0;
}

/* One header line; *length is set by Content-Length. */
static void
record_field(struct warc_record *r, const char *line, size_t n, size_t *length)
{
	const char *colon = memchr(line, ':', n), *value;
	size_t name, len;

	if (!colon)
		return;
	name = (size_t)(colon - line);
	value = colon + 1;
	len = n - name - 1;
	while (len && *value == ' ') {
		value++;
		len--;
	}
	if (named(line, name, "WARC-Type"))
		copy(r->type, sizeof(r->type), value, len);
	else if (named(line, name, "WARC-Record-ID"))
		copy(r->id, sizeof(r->id), value, len);
	else if (named(line, name, "WARC-Concurrent-To"))
		copy(r->concurrent, sizeof(r->concurrent), value, len);
	else if (named(line, name, "WARC-Date"))
		copy(r->date, sizeof(r->date), value, len);
	else if (named(line, name, "WARC-Block-Digest"))
		copy(r->block_digest, sizeof(r->block_digest), value, len);
	else if (named(line, name, "WARC-Payload-Digest"))
		copy(r->payload_digest, sizeof(r->payload_digest), value, len);
	else if (named(line, name, "WARC-Target-URI"))
		sbuf_add(&r->url, value, len);
	else if (named(line, name, "Content-Length"))
		for (*length = 0; len && *value >= '0' && *value <= '9' &&
		    *length <= RECORD_MAX; value++, len--)
			*length = *length * 10 + (size_t)(*value - '0');
}

/* Header lines, a blank one, then Content-Length bytes. */
static int
record_parse(struct warc_record *r, struct sbuf *raw)
{
	const char *p = raw->data, *end = p + raw->len, *eol;
	size_t length = SIZE_MAX, n;

	if (raw->len < 8 || memcmp(p, "WARC/1.", 7) != 0)
		return -1;
	for (;; p = eol + 1) {
		eol = memchr(p, '\n', (size_t)(end - p));
		if (!eol)
			return -1;
		n = (size_t)(eol - p);
		n -= n && p[n - 1] == '\r';
		if (!n)
			break;
		record_field(r, p, n, &length);
	}
	p = eol + 1;
	if (length > (size_t)(end - p))
		return -1;
	sbuf_add(&r->block, p, length);
	return sbuf_ok(&r->block) && sbuf_ok(&r->url) ? 0 : -1;
}

int
warc_read(int fd, int64_t offset, struct warc_record *r, struct serr *err)
{
	struct sbuf raw = { 0 };
	int rc;

	r->type[0] = r->id[0] = r->date[0] = r->concurrent[0] = '\0';
	r->block_digest[0] = r->payload_digest[0] = '\0';
	sbuf_reset(&r->url);
	sbuf_reset(&r->block);
	r->offset = offset;
	rc = member_read(fd, offset, &raw, &r->next, err);
	if (!rc && record_parse(r, &raw))
		rc = serr_set(err, "no WARC record at byte %lld",
		    (long long)offset);
	sbuf_release(&raw);
	return rc;
}

int
warc_whole(const char *path, int64_t from, int64_t *end, struct serr *err)
{
	int64_t next;
	int fd, rc;

	*end = from;
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return serr_sys(err, path);
	while ((rc = member_read(fd, *end, NULL, &next, err)) == STORE_OK)
		*end = next;
	close(fd);
	return rc == STORE_NONE ? STORE_OK : rc;
}
