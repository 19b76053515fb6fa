/*
 * One gzip member (RFC 1952) of a record's head and its body. A body that came
 * packed is not packed again: its DEFLATE blocks (RFC 1951) go in between ours
 * as they are, as zlib's example gzjoin does it, which costs a copy in place of
 * what costs more than reading the page. Two things of them change: the last
 * block no longer says that it is the last, and the bits after it begin ours.
 */
#include <limits.h>
#include <zlib.h>

#include <libdeflate.h>

#include "store/internal.h"

/* As gzip(1) packs by default. */
#define LEVEL 6

/* A record ends so; also as a stored block's length, its complement, and it. */
#define END "\r\n\r\n"
#define END_BLOCK "\4\0\373\377" END
#define END_LEN 4

/* No time, no flags, no operating system: the same content, the same bytes. */
static const char HEAD[10] = "\x1f\x8b\x08\0\0\0\0\0\0\xff";

void
packer_release(struct packer *p)
{
	libdeflate_free_compressor(p->whole);
	if (p->open)
		deflateEnd(&p->head);
	*p = (struct packer){ 0 };
}

/* ---- all of it packed by us ------------------------------------------- */

static int
pack_whole(struct packer *p, const struct member *m, struct sbuf *out)
{
	struct sbuf all = { 0 };
	size_t bound;
	char *room;

	if (!p->whole)
		p->whole = libdeflate_alloc_compressor(LEVEL);
	sbuf_add(&all, m->head.data, m->head.len);
	sbuf_add(&all, m->body, m->nbody);
	sbuf_add(&all, END, END_LEN);
	if (p->whole && sbuf_ok(&m->head) && sbuf_ok(&all)) {
		bound = libdeflate_gzip_compress_bound(p->whole, all.len);
		room = sbuf_room(out, bound);
		out->len += room ? libdeflate_gzip_compress(p->whole, all.data,
		    all.len, room, bound) : 0;
	}
	sbuf_release(&all);
	return out->len > 0 && sbuf_ok(out) ? STORE_OK : STORE_ERROR;
}

/* ---- joined of what came ---------------------------------------------- */

/* Does what is said of the blocks fit them? They must not be larger than what
 * they unpack to: a stranger made them. */
static int
is_packed(const struct member *m)
{
	const struct store_packed *k = m->packed;
	const unsigned char *p;

	if (!k || !k->blocks || k->nblocks > m->nbody || k->last >= k->end ||
	    (k->end + CHAR_BIT - 1) / CHAR_BIT != k->nblocks)
		return 0;
	p = k->blocks;
	return p[k->last / CHAR_BIT] >> k->last % CHAR_BIT & 1;
}

/* The head as blocks of its own, up to a byte's end. */
static int
join_head(struct packer *p, const struct sbuf *head, struct sbuf *out)
{
	uLong bound;
	char *room;

	if (!p->open && deflateInit2(&p->head, LEVEL, Z_DEFLATED, -MAX_WBITS,
	    8, Z_DEFAULT_STRATEGY) != Z_OK)
		return STORE_ERROR;
	p->open = 1;
	deflateReset(&p->head);
	bound = deflateBound(&p->head, (uLong)head->len) + 16;
	room = sbuf_room(out, bound);
	if (!room)
		return STORE_ERROR;
	p->head.next_in = (Bytef *)head->data;
	p->head.avail_in = (uInt)head->len;
	p->head.next_out = (Bytef *)room;
	p->head.avail_out = (uInt)bound;
	if (deflate(&p->head, Z_SYNC_FLUSH) != Z_OK || p->head.avail_in ||
	    !p->head.avail_out)
		return STORE_ERROR;
	out->len += bound - p->head.avail_out;
	return STORE_OK;
}

/* The blocks that came, and a last one that holds the record's end: stored, so
 * that it begins at any bit (final, of type 0: the bits 1, 0, 0) and goes on at
 * a byte. */
static void
join_blocks(const struct store_packed *k, struct sbuf *out)
{
	size_t at = out->len;
	unsigned bit = (unsigned)(k->end % CHAR_BIT);
	unsigned char *p;

	sbuf_add(out, k->blocks, k->nblocks);
	if (!sbuf_ok(out))
		return;
	p = (unsigned char *)out->data + at;
	p[k->last / CHAR_BIT] &= (unsigned char)~(1u << k->last % CHAR_BIT);
	p += k->nblocks - 1;
	if (bit == 0)
		sbuf_addc(out, 1);
	else
		*p = (unsigned char)((*p & ((1u << bit) - 1)) | 1u << bit);
	if (bit > CHAR_BIT - 3)
		sbuf_addc(out, 0);
	sbuf_add(out, END_BLOCK, sizeof(END_BLOCK) - 1);
}

static void
little_endian(struct sbuf *out, uint32_t v)
{
	int i;

	for (i = 0; i < 4; i++)
		sbuf_addc(out, (char)(v >> i * CHAR_BIT));
}

static int
join(struct packer *p, const struct member *m, struct sbuf *out)
{
	uLong sum = crc32(0, (const Bytef *)m->head.data, (uInt)m->head.len);

	sum = crc32_combine(sum, m->packed->crc32, (z_off_t)m->nbody);
	sum = crc32(sum, (const Bytef *)END, END_LEN);
	sbuf_add(out, HEAD, sizeof(HEAD));
	if (join_head(p, &m->head, out))
		return STORE_ERROR;
	join_blocks(m->packed, out);
	little_endian(out, (uint32_t)sum);
	little_endian(out, (uint32_t)(m->head.len + m->nbody + END_LEN));
	return sbuf_ok(out) ? STORE_OK : STORE_ERROR;
}

int
member_write(struct packer *p, const struct member *m, struct sbuf *out)
{
	return is_packed(m) && sbuf_ok(&m->head) ? join(p, m, out) :
	    pack_whole(p, m, out);
}
