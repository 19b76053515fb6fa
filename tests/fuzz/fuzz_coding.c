/*
 * Any bytes as a packed body. In one piece and in many it unpacks to the same,
 * under its ceiling; and what is said to be packed goes into a capture that
 * unpacks to the body. Input: a byte, odd for a whole gzip, even for DEFLATE
 * blocks that get a head and right checks first; the size of a piece; the rest.
 */
#include "store/internal.h"
#include "tracker/web/coding.h"

#define CEILING ((size_t)64 * 1024)

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static const char head[10] = "\x1f\x8b\x08\0\0\0\0\0\0\xff";

static void
le32(struct buf *b, uint32_t v)
{
	for (int i = 0; i < 32; i += 8)
		buf_addc(b, (char)(v >> i));
}

/* Raw blocks with what makes a gzip of them, if they are whole. */
static void
wrap(struct buf *wire, struct str blocks)
{
	static unsigned char out[2 * CEILING];
	z_stream z = { .next_in = (Bytef *)(uintptr_t)blocks.p,
		.avail_in = (uInt)blocks.n, .next_out = out,
		.avail_out = sizeof(out) };

	if (inflateInit2(&z, -MAX_WBITS) != Z_OK)
		abort();
	inflate(&z, Z_FINISH);
	buf_add(wire, head, sizeof(head));
	buf_adds(wire, blocks);
	if (z.avail_in > 0)
		wire->n -= z.avail_in;
	le32(wire, (uint32_t)crc32(0, out, (uInt)z.total_out));
	le32(wire, (uint32_t)z.total_out);
	inflateEnd(&z);
}

static enum coding_end
unpack(struct coding *c, struct str wire, size_t piece, struct buf *out)
{
	enum coding_end e = CODING_OK;
	const char *why = NULL;

	for (size_t at = 0; e == CODING_OK && at < wire.n; at += piece)
		e = coding_add(c, STR("gzip"), str_sub(wire, at, piece), out,
		    &why);
	if (e == CODING_OK)
		e = coding_finish(c, &why);
	if ((e == CODING_BAD) != (why != NULL) || out->n > CEILING)
		abort();
	return e;
}

/* A capture's member of it, unpacked by zlib alone. */
static void
check_member(const struct fetch_packed *k, struct str body)
{
	static unsigned char out[CEILING + 64];
	struct store_packed packed = { k->blocks.p, k->blocks.n, k->last,
		k->end, k->crc32 };
	struct member m = { .body = body.p, .nbody = body.n,
		.packed = &packed };
	struct packer p = { 0 };
	struct sbuf file = { 0 };
	z_stream z = { 0 };

	sbuf_adds(&m.head, "WARC/1.1\r\n\r\n");
	if (member_write(&p, &m, &file) ||
	    inflateInit2(&z, MAX_WBITS + 16) != Z_OK)
		abort();
	z.next_in = (Bytef *)file.data;
	z.avail_in = (uInt)file.len;
	z.next_out = out;
	z.avail_out = sizeof(out);
	if (inflate(&z, Z_FINISH) != Z_STREAM_END || z.avail_in > 0 ||
	    z.total_out != m.head.len + body.n + 4 ||
	    memcmp(out + m.head.len, body.p, body.n) != 0 ||
	    memcmp(out + m.head.len + body.n, "\r\n\r\n", 4) != 0)
		abort();
	inflateEnd(&z);
	sbuf_release(&file);
	sbuf_release(&m.head);
	packer_release(&p);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct str in = str_make((const char *)data, n);
	struct fetch_packed k;
	struct coding c;
	struct buf wire, one, many;
	enum coding_end e;

	if (n < 3)
		return 0;
	coding_init(&c, 2 * CEILING);
	buf_init(&wire, 2 * CEILING);
	buf_init(&one, CEILING);
	buf_init(&many, CEILING);
	if (data[0] & 1)
		buf_adds(&wire, str_from(in, 2));
	else
		wrap(&wire, str_from(in, 2));
	if (!wire.full && wire.n > 0) {
		e = unpack(&c, buf_str(&wire), data[1] + 1u, &many);
		coding_clear(&c, CEILING);
		if (unpack(&c, buf_str(&wire), wire.n, &one) != e ||
		    (e != CODING_BAD &&
		    !str_eq(buf_str(&one), buf_str(&many))))
			abort();
		if (e == CODING_OK && coding_packed(&c, &k))
			check_member(&k, buf_str(&one));
	}
	coding_release(&c);
	buf_release(&wire);
	buf_release(&one);
	buf_release(&many);
	return 0;
}
