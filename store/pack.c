/*
 * A pack written in one pass (gitformat-pack(5), version 2): objects go to a
 * temporary file as they come, deltas refer backwards by offset. The number of
 * objects and the checksum are filled in at the end, so memory holds an index
 * entry an object and no contents.
 */
#include <errno.h>
#include <fcntl.h>
#include <nettle/sha1.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include "store/internal.h"

#define OFS_DELTA 6
#define DEPTH_MAX 50		/* as git's pack.depth */
#define FLUSH ((size_t)256 * 1024)

int
pack_begin(struct pack *p, const char *dir, struct serr *err)
{
	struct sbuf tmp = { 0 };
	z_stream *z;

	*p = (struct pack){ .fd = -1, .err = err };
	z = calloc(1, sizeof(*z));
	p->deflate = z;
	p->dir = strdup(dir);
	sbuf_addf(&tmp, "%s/tmp_pack_tracker", dir);
	p->tmp = tmp.data;
	if (!z || !p->dir || !sbuf_ok(&tmp) ||
	    deflateInit(z, Z_DEFAULT_COMPRESSION) != Z_OK) {
		free(z);
		p->deflate = NULL;
		pack_abort(p);
		return serr_memory(err);
	}
	p->fd = open(p->tmp, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0444);
	if (p->fd < 0) {
		serr_sys(err, p->tmp);
		pack_abort(p);
		return STORE_ERROR;
	}
	sbuf_add(&p->out, "PACK\0\0\0\2\0\0\0\0", 12);
	p->offset = 12;
	return STORE_OK;
}

void
pack_abort(struct pack *p)
{
	if (p->fd >= 0) {
		close(p->fd);
		unlink(p->tmp);
	}
	if (p->deflate) {
		deflateEnd(p->deflate);
		free(p->deflate);
	}
	sbuf_release(&p->out);
	sbuf_release(&p->scratch);
	free(p->objects);
	free(p->slots);
	free(p->dir);
	free(p->tmp);
	*p = (struct pack){ .fd = -1 };
}

/* ---- which objects are in it ------------------------------------------ */

static size_t
slot_of(const struct pack *p, const unsigned char *oid)
{
	uint64_t h;
	size_t i;

	memcpy(&h, oid, sizeof(h));
	for (i = h & (p->nslots - 1); p->slots[i];
	    i = (i + 1) & (p->nslots - 1))
		if (!memcmp(p->objects[p->slots[i] - 1].oid, oid, OID_LEN))
			break;
	return i;
}

int
pack_has(const struct pack *p, const unsigned char *oid)
{
	return p->nslots && p->slots[slot_of(p, oid)];
}

static int
slots_grow(struct pack *p)
{
	size_t n = p->nslots ? p->nslots * 2 : 1024, i;
	uint32_t *old = p->slots;

	p->slots = calloc(n, sizeof(*p->slots));
	if (!p->slots) {
		p->slots = old;
		return -1;
	}
	free(old);
	p->nslots = n;
	for (i = 0; i < p->n; i++)
		p->slots[slot_of(p, p->objects[i].oid)] = (uint32_t)i + 1;
	return 0;
}

static int
objects_grow(struct pack *p)
{
	size_t cap = p->cap ? p->cap * 2 : 512;
	struct pack_object *objects;

	if (p->n < p->cap)
		return 0;
	if (cap > UINT32_MAX / 2)
		return -1;
	objects = realloc(p->objects, cap * sizeof(*objects));
	if (!objects)
		return -1;
	p->objects = objects;
	p->cap = cap;
	return 0;
}

static struct pack_object *
object_new(struct pack *p, const unsigned char *oid)
{
	struct pack_object *o;

	if (objects_grow(p) || (p->n * 2 >= p->nslots && slots_grow(p)))
		return NULL;
	o = &p->objects[p->n];
	*o = (struct pack_object){ .offset = p->offset };
	memcpy(o->oid, oid, OID_LEN);
	p->slots[slot_of(p, oid)] = (uint32_t)++p->n;
	return o;
}

/* ---- one object ------------------------------------------------------- */

static void
object_id(int type, const void *data, size_t n, unsigned char *oid)
{
	static const char *const NAMES[] = { "", "commit", "tree", "blob" };
	struct sha1_ctx ctx;
	char head[40];
	int len;

	len = snprintf(head, sizeof(head), "%s %zu", NAMES[type], n);
	sha1_init(&ctx);
	sha1_update(&ctx, (size_t)len + 1, (uint8_t *)head);
	if (n)
		sha1_update(&ctx, n, data);
	sha1_digest(&ctx, OID_LEN, oid);
}

/* Type and size: three and four bits, then seven a byte. */
static size_t
entry_head(unsigned char *out, int type, size_t n)
{
	size_t len = 0;
	unsigned char c = (unsigned char)(type << 4 | (int)(n & 15));

	for (n >>= 4; n; n >>= 7) {
		out[len++] = c | 0x80;
		c = n & 0x7f;
	}
	out[len++] = c;
	return len;
}

/* Distance to the base: seven bits a byte, high first, each but the last +1. */
static size_t
entry_distance(unsigned char *out, uint64_t distance)
{
	unsigned char tmp[10];
	size_t i = sizeof(tmp);

	tmp[--i] = distance & 0x7f;
	while (distance >>= 7)
		tmp[--i] = (unsigned char)(0x80 | (--distance & 0x7f));
	memcpy(out, tmp + i, sizeof(tmp) - i);
	return sizeof(tmp) - i;
}

static int
entry_deflate(struct pack *p, const void *data, size_t n)
{
	z_stream *z = p->deflate;
	size_t bound = deflateBound(z, n);
	char *room = sbuf_room(&p->out, bound);

	if (!room || n > UINT32_MAX || deflateReset(z) != Z_OK)
		return serr_memory(p->err);
	z->next_in = (Bytef *)(uintptr_t)data;
	z->avail_in = (uInt)n;
	z->next_out = (Bytef *)room;
	z->avail_out = (uInt)bound;
	if (deflate(z, Z_FINISH) != Z_STREAM_END)
		return serr_set(p->err, "cannot compress an object");
	p->out.len += bound - z->avail_out;
	return STORE_OK;
}

static int
pack_flush(struct pack *p)
{
	if (!sbuf_ok(&p->out))
		return serr_memory(p->err);
	if (sfile_write_all(p->fd, p->out.data, p->out.len))
		return serr_sys(p->err, p->tmp);
	sbuf_reset(&p->out);
	return STORE_OK;
}

/* A delta in p->scratch, when the object has a base and gains by it. */
static int
wants_delta(struct pack *p, size_t n, const struct pack_base *base,
    const void *data)
{
	if (!base || base->index < 0 || n < 32 ||
	    p->objects[base->index].depth >= DEPTH_MAX)
		return 0;
	sbuf_reset(&p->scratch);
	delta_make(&p->scratch, base->data, base->n, data, n);
	return sbuf_ok(&p->scratch) && p->scratch.len < n - n / 4;
}

static int
entry_write(struct pack *p, struct pack_object *o, int type, const void *data,
    size_t n, const struct pack_base *base)
{
	unsigned char head[32];
	size_t start = p->out.len, len;

	if (wants_delta(p, n, base, data)) {
		o->depth = p->objects[base->index].depth + 1;
		len = entry_head(head, OFS_DELTA, p->scratch.len);
		len += entry_distance(head + len,
		    o->offset - p->objects[base->index].offset);
		data = p->scratch.data;
		n = p->scratch.len;
	} else
		len = entry_head(head, type, n);
	sbuf_add(&p->out, head, len);
	if (entry_deflate(p, data, n))
		return STORE_ERROR;
	o->crc = (uint32_t)crc32(0, (Bytef *)p->out.data + start,
	    (uInt)(p->out.len - start));
	p->offset += p->out.len - start;
	return p->out.len >= FLUSH ? pack_flush(p) : STORE_OK;
}

int64_t
pack_add(struct pack *p, int type, const void *data, size_t n,
    const struct pack_base *base, unsigned char oid[OID_LEN])
{
	struct pack_object *o;

	object_id(type, data, n, oid);
	if (pack_has(p, oid))
		return (int64_t)p->slots[slot_of(p, oid)] - 1;
	o = object_new(p, oid);
	if (!o)
		return serr_memory(p->err);
	if (entry_write(p, o, type, data, n, base))
		return STORE_ERROR;
	return (int64_t)p->n - 1;
}

/* ---- the end ---------------------------------------------------------- */

/* The number of objects goes into the head, the SHA-1 of all to the end. */
static int
pack_seal(struct pack *p, unsigned char sum[OID_LEN])
{
	unsigned char count[4];
	struct sha1_ctx ctx;
	char *room;
	ssize_t got;
	int i;

	for (i = 0; i < 4; i++)
		count[i] = (unsigned char)(p->n >> (24 - 8 * i));
	if (pwrite(p->fd, count, 4, 8) != 4 || lseek(p->fd, 0, SEEK_SET) != 0)
		return serr_sys(p->err, p->tmp);
	sbuf_reset(&p->scratch);
	room = sbuf_room(&p->scratch, FLUSH);
	if (!room)
		return serr_memory(p->err);
	sha1_init(&ctx);
	while ((got = read(p->fd, room, FLUSH)) > 0)
		sha1_update(&ctx, (size_t)got, (uint8_t *)room);
	sha1_digest(&ctx, OID_LEN, sum);
	if (got < 0 || sfile_write_all(p->fd, sum, OID_LEN) || fsync(p->fd))
		return serr_sys(p->err, p->tmp);
	return STORE_OK;
}

/* The pack before its index: a reader that sees the index finds the pack. */
static int
pack_publish(struct pack *p, const char *name,
    const unsigned char sum[OID_LEN])
{
	struct sbuf pack = { 0 }, idx = { 0 };
	int rc = STORE_ERROR;

	sbuf_addf(&pack, "%s/%s.pack", p->dir, name);
	sbuf_addf(&idx, "%s/%s.idx", p->dir, name);
	if (!sbuf_ok(&pack) || !sbuf_ok(&idx))
		serr_memory(p->err);
	else if (rename(p->tmp, pack.data))
		serr_sys(p->err, pack.data);
	else {
		close(p->fd);
		p->fd = -1;
		rc = pack_index(p, idx.data, sum);
	}
	sbuf_release(&pack);
	sbuf_release(&idx);
	return rc;
}

int
pack_finish(struct pack *p, char name[46])
{
	unsigned char sum[OID_LEN];
	char hex[41];

	if (pack_flush(p) || pack_seal(p, sum))
		return STORE_ERROR;
	hex_encode(sum, OID_LEN, hex);
	snprintf(name, 46, "pack-%s", hex);
	return pack_publish(p, name, sum);
}
