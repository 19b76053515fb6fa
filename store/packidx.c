/* The index beside a pack (gitformat-pack(5), version 2). */
#include <errno.h>
#include <nettle/sha1.h>

#include "store/internal.h"

#define LARGE UINT64_C(0x80000000)

static void
add_be(struct sbuf *out, uint64_t v, int bytes)
{
	while (bytes--)
		sbuf_addc(out, (char)(v >> (8 * bytes)));
}

static int
by_oid(const void *a, const void *b)
{
	return memcmp(((const struct pack_object *)a)->oid,
	    ((const struct pack_object *)b)->oid, OID_LEN);
}

/* How many objects have a first byte of at most i. */
static void
add_fanout(struct sbuf *out, const struct pack *p)
{
	size_t n = 0;
	int i;

	for (i = 0; i < 256; i++) {
		while (n < p->n && p->objects[n].oid[0] <= i)
			n++;
		add_be(out, n, 4);
	}
}

/* Offsets of 31 bits; what is beyond goes to a table of 64 bits. */
static void
add_offsets(struct sbuf *out, const struct pack *p)
{
	uint64_t large = 0;
	size_t i;

	for (i = 0; i < p->n; i++)
		add_be(out, p->objects[i].offset < LARGE ?
		    p->objects[i].offset : LARGE | large++, 4);
	for (i = 0; i < p->n; i++)
		if (p->objects[i].offset >= LARGE)
			add_be(out, p->objects[i].offset, 8);
}

/* Sorts the objects: their numbers mean nothing afterwards. */
int
pack_index(struct pack *p, const char *path, const unsigned char sum[OID_LEN])
{
	struct sbuf b = { 0 }, tmp = { 0 };
	unsigned char own[OID_LEN];
	struct sha1_ctx ctx;
	size_t i;
	int rc = STORE_OK;

	qsort(p->objects, p->n, sizeof(*p->objects), by_oid);
	sbuf_add(&b, "\377tOc\0\0\0\2", 8);
	add_fanout(&b, p);
	for (i = 0; i < p->n; i++)
		sbuf_add(&b, p->objects[i].oid, OID_LEN);
	for (i = 0; i < p->n; i++)
		add_be(&b, p->objects[i].crc, 4);
	add_offsets(&b, p);
	sbuf_add(&b, sum, OID_LEN);
	sbuf_addf(&tmp, "%s/tmp_idx_tracker", p->dir);
	if (!sbuf_ok(&b) || !sbuf_ok(&tmp)) {
		rc = serr_memory(p->err);
		goto out;
	}
	sha1_init(&ctx);
	sha1_update(&ctx, b.len, (uint8_t *)b.data);
	sha1_digest(&ctx, OID_LEN, own);
	sbuf_add(&b, own, OID_LEN);
	if (!sbuf_ok(&b))
		rc = serr_memory(p->err);
	else if (sfile_replace(path, tmp.data, b.data, b.len))
		rc = serr_sys(p->err, path);
out:
	sbuf_release(&b);
	sbuf_release(&tmp);
	return rc;
}
