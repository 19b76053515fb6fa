/* Feeds and sitemaps that are gzip files, beside any Content-Encoding. */
#include <zlib.h>

#include "tracker/base/limits.h"
#include "tracker/extract/feed_parts.h"

/* Bytes of one step. */
#define STEP ((size_t)64 * 1024)

static int
inflate_all(z_stream *z, struct buf *b)
{
	unsigned char step[STEP];
	int r;

	do {
		z->next_out = step;
		z->avail_out = STEP;
		r = inflate(z, Z_NO_FLUSH);
		buf_add(b, step, STEP - z->avail_out);
		/* Members may follow one another (RFC 1952 2.2). */
		if (r == Z_STREAM_END && z->avail_in > 0 &&
		    inflateReset(z) != Z_OK)
			return Z_DATA_ERROR;
		else if (r == Z_STREAM_END && z->avail_in > 0)
			r = Z_OK;
	} while (r == Z_OK && !b->full);
	return r;
}

int
feed_gunzip(struct arena *a, struct str bytes, struct str *out,
    const char **why)
{
	z_stream z = { 0 };
	struct buf b;
	int r;

	*out = STR("");
	*why = "gzip: out of memory";
	if (inflateInit2(&z, 15 + 16) != Z_OK)
		return -1;
	buf_init(&b, LIMIT_FEED_BYTES);
	z.next_in = (unsigned char *)(uintptr_t)bytes.p;
	z.avail_in = (unsigned)bytes.n;
	r = inflate_all(&z, &b);
	inflateEnd(&z);
	if (b.full)
		*why = "gzip: more bytes than a feed may have";
	else
		*why = "gzip: damaged";
	/* What follows the end of a whole member is no reason to drop it. */
	if (!b.full && (r == Z_STREAM_END || b.n > 0)) {
		*out = arena_str(a, buf_str(&b));
		*why = NULL;
	}
	buf_release(&b);
	return *why == NULL ? 0 : -1;
}
