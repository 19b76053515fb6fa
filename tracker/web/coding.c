#include <limits.h>

#include <libdeflate.h>

#include "tracker/web/coding.h"

/* Bytes unpacked at a time, but for the end of a buffer. */
#define STEP ((size_t)64 * 1024)

/* What zlib says of where it stands when it returned at the end of a block (see
 * inflate() in zlib.h). */
#define AT_BLOCK 128
#define IN_LAST 64
#define SPARE_BITS 7

void
coding_init(struct coding *c, size_t max)
{
	*c = (struct coding){ .kind = CODING_UNSEEN };
	buf_init(&c->wire, max);
}

void
coding_clear(struct coding *c, size_t keep)
{
	buf_recycle(&c->wire, keep);
	*c = (struct coding){ .wire = c->wire, .z = c->z, .open = c->open };
}

void
coding_release(struct coding *c)
{
	if (c->open)
		inflateEnd(&c->z);
	buf_release(&c->wire);
	coding_init(c, c->wire.max);
}

/* ---- which ------------------------------------------------------------- */

/* Servers write nonsense into the field, "utf-8" for one: then the bytes are
 * taken as they are. These are codings. */
static const char *const unasked[] = { "br", "zstd", "deflate", "compress",
	"x-compress", "dcb", "dcz" };

static enum coding_end
one_name(struct coding *c, struct str name, const char **why)
{
	if (str_ieqz(name, "gzip") || str_ieqz(name, "x-gzip")) {
		if (c->kind == CODING_GZIP) {
			*why = "the page is packed by gzip more than once";
			return CODING_BAD;
		}
		c->kind = CODING_GZIP;
	}
	for (size_t i = 0; i < sizeof(unasked) / sizeof(unasked[0]); i++)
		if (str_ieqz(name, unasked[i])) {
			*why = "the page came in a content encoding that was "
			    "not asked for";
			return CODING_BAD;
		}
	return CODING_OK;
}

/* zlib's own sum of a gzip takes a fifth of the time of unpacking it. */
static bool
member_begins(struct coding *c, int r)
{
	c->crc32 = 0;
	return r == Z_OK && inflateValidate(&c->z, 0) == Z_OK;
}

static enum coding_end
choose(struct coding *c, struct str names, const char **why)
{
	enum coding_end e = CODING_OK;
	struct str name;

	c->kind = CODING_NONE;
	while (e == CODING_OK && str_cut(&names, ',', &name))
		e = one_name(c, str_trim(name), why);
	if (e != CODING_OK || c->kind == CODING_NONE)
		return e;
	if (member_begins(c, c->open ? inflateReset(&c->z) :
	    inflateInit2(&c->z, MAX_WBITS + 16))) {
		c->open = true;
		return CODING_OK;
	}
	*why = "no memory to unpack the page";
	return CODING_BAD;
}

/* ---- gzip -------------------------------------------------------------- */

/* Where blocks begin and end, in bits of the wire. */
static void
mark(struct coding *c)
{
	uint64_t at = c->taken * CHAR_BIT -
	    (uint64_t)(c->z.data_type & SPARE_BITS);

	if (!(c->z.data_type & AT_BLOCK))
		return;
	if (c->z.data_type & IN_LAST) {
		c->end = at;
		return;
	}
	if (c->first == 0)
		c->first = (size_t)(at / CHAR_BIT);
	c->last = at;
}

static uint32_t
little_endian(const char *p)
{
	const unsigned char *u = (const unsigned char *)p;

	return u[0] | (uint32_t)u[1] << 8 | (uint32_t)u[2] << 16 |
	    (uint32_t)u[3] << 24;
}

/* The member is over: its checks are the last eight bytes of it. */
static bool
is_whole(const struct coding *c)
{
	const char *checks = c->wire.p + c->taken - 8;

	return c->taken >= 8 && little_endian(checks) == c->crc32 &&
	    little_endian(checks + 4) == (uint32_t)c->z.total_out;
}

/* Another member may follow; what is none is not the page's. */
static bool
goes_on(struct coding *c)
{
	if (c->over || c->z.avail_in == 0)
		return false;
	c->over = c->z.next_in[0] != 0x1f ||
	    !member_begins(c, inflateReset(&c->z));
	c->members += !c->over;
	return !c->over;
}

/* One call of zlib into the room there is. Without room one byte more shows
 * whether there is too much. */
static int
step(struct coding *c, struct buf *out, bool *large)
{
	size_t left = out->max - out->n, room = left < STEP ? left : STEP;
	char over, *to = room > 0 ? buf_room(out, room) : &over;
	uInt before = c->z.avail_in, space = room > 0 ? (uInt)room : 1;
	int r;

	c->z.next_out = (Bytef *)to;
	c->z.avail_out = space;
	r = inflate(&c->z, Z_BLOCK);
	c->taken += before - c->z.avail_in;
	space -= c->z.avail_out;
	c->crc32 = libdeflate_crc32(c->crc32, to, space);
	if (room > 0)
		buf_filled(out, space);
	else
		*large = space > 0;
	mark(c);
	return r;
}

static enum coding_end
unpack(struct coding *c, struct str bytes, struct buf *out, const char **why)
{
	bool large = false;
	int r = Z_OK;

	c->z.next_in = (Bytef *)(uintptr_t)bytes.p;
	c->z.avail_in = (uInt)bytes.n;
	if (c->done)
		c->done = !goes_on(c);
	while (r == Z_OK && !large && !c->done) {
		r = step(c, out, &large);
		if (r != Z_STREAM_END)
			continue;
		r = is_whole(c) ? Z_OK : Z_DATA_ERROR;
		c->sum = c->crc32;
		c->done = !goes_on(c);
	}
	if (large)
		return CODING_LARGE;
	if (r == Z_OK || r == Z_BUF_ERROR)
		return CODING_OK;
	*why = "the page is no whole gzip, as its content encoding says";
	return CODING_BAD;
}

/* ---- the body ---------------------------------------------------------- */

enum coding_end
coding_add(struct coding *c, struct str name, struct str bytes, struct buf *out,
    const char **why)
{
	enum coding_end e;

	if (c->kind == CODING_UNSEEN) {
		e = choose(c, name, why);
		if (e != CODING_OK)
			return e;
	}
	if (c->kind == CODING_NONE) {
		if (bytes.n <= out->max - out->n)
			return buf_adds(out, bytes) == 0 ? CODING_OK :
			    CODING_LARGE;
		buf_add(out, bytes.p, out->max - out->n);
		return CODING_LARGE;
	}
	/* its checks are read in it */
	if (buf_adds(&c->wire, bytes) < 0)
		return CODING_LARGE;
	return unpack(c, bytes, out, why);
}

enum coding_end
coding_finish(const struct coding *c, const char **why)
{
	if (c->kind != CODING_GZIP || c->done)
		return CODING_OK;
	*why = "the page ends within its gzip";
	return CODING_BAD;
}

bool
coding_packed(const struct coding *c, struct fetch_packed *out)
{
	if (c->kind != CODING_GZIP || !c->done || c->members > 0)
		return false;
	*out = (struct fetch_packed){
		.blocks = str_sub(buf_str(&c->wire), c->first,
		    (size_t)((c->end + CHAR_BIT - 1) / CHAR_BIT) - c->first),
		.last = c->last - (uint64_t)c->first * CHAR_BIT,
		.end = c->end - (uint64_t)c->first * CHAR_BIT,
		.crc32 = c->sum };
	return true;
}
