/*
 * Git's delta form (gitformat-pack(5), "Deltified representation"): sizes of
 * base and target, then copies from the base and literal bytes. Versions of a
 * text differ in a few places, so what both ends share is taken off first and
 * only the middle is searched, by a table of the base's 16-byte blocks.
 */
#include "store/internal.h"

#define BLOCK 16
#define COPY_MAX 0xffffff
#define LITERAL_MAX 127
#define CHAIN_MAX 16		/* candidates tried for a block */

static void
add_size(struct sbuf *out, size_t n)
{
	for (; n >= 0x80; n >>= 7)
		sbuf_addc(out, (char)(n | 0x80));
	sbuf_addc(out, (char)n);
}

static void
add_copy_part(struct sbuf *out, size_t at, size_t n)
{
	char op[8];
	int len = 1, i;

	op[0] = (char)0x80;
	for (i = 0; i < 4; i++)
		if (at >> (8 * i) & 0xff) {
			op[0] = (char)(op[0] | 1 << i);
			op[len++] = (char)(at >> (8 * i));
		}
	for (i = 0; n != 0x10000 && i < 3; i++)
		if (n >> (8 * i) & 0xff) {
			op[0] = (char)(op[0] | 0x10 << i);
			op[len++] = (char)(n >> (8 * i));
		}
	sbuf_add(out, op, (size_t)len);
}

static void
add_copy(struct sbuf *out, size_t at, size_t n)
{
	size_t part;

	for (; n; at += part, n -= part) {
		part = n < COPY_MAX ? n : COPY_MAX;
		add_copy_part(out, at, part);
	}
}

static void
add_literal(struct sbuf *out, const char *p, size_t n)
{
	size_t part;

	for (; n; p += part, n -= part) {
		part = n < LITERAL_MAX ? n : LITERAL_MAX;
		sbuf_addc(out, (char)part);
		sbuf_add(out, p, part);
	}
}

static size_t
common_prefix(const char *a, const char *b, size_t max)
{
	size_t i = 0;

	while (max - i >= 64 && memcmp(a + i, b + i, 64) == 0)
		i += 64;
	while (i < max && a[i] == b[i])
		i++;
	return i;
}

static size_t
common_suffix(const char *a_end, const char *b_end, size_t max)
{
	size_t i = 0;

	while (max - i >= 64 && memcmp(a_end - i - 64, b_end - i - 64, 64) == 0)
		i += 64;
	while (i < max && a_end[-1 - (ptrdiff_t)i] == b_end[-1 - (ptrdiff_t)i])
		i++;
	return i;
}

/* Blocks of the base by hash; `next` chains those of one bucket. */
struct blocks {
	const char *base;
	size_t nbase;
	uint32_t *head, *next;
	unsigned shift;
};

static uint32_t
block_hash(const char *p, unsigned shift)
{
	uint64_t a, b;

	memcpy(&a, p, 8);
	memcpy(&b, p + 8, 8);
	a = (a ^ (b * UINT64_C(0x9e3779b97f4a7c15))) *
	    UINT64_C(0xff51afd7ed558ccd);
	return (uint32_t)(a >> shift);
}

static int
blocks_build(struct blocks *t, const char *base, size_t nbase)
{
	size_t n = nbase / BLOCK, i;
	unsigned bits = 4;
	uint32_t h;

	while (((size_t)1 << bits) < n && bits < 24)
		bits++;
	*t = (struct blocks){ .base = base, .nbase = nbase,
		.shift = 64 - bits };
	t->head = calloc((size_t)1 << bits, sizeof(*t->head));
	t->next = calloc(n + 1, sizeof(*t->next));
	if (!t->head || !t->next)
		return -1;
	for (i = n; i > 0; i--) {
		h = block_hash(base + (i - 1) * BLOCK, t->shift);
		t->next[i] = t->head[h];
		t->head[h] = (uint32_t)i;
	}
	return 0;
}

static void
blocks_release(struct blocks *t)
{
	free(t->head);
	free(t->next);
}

/* The longest match that covers target[pos], backwards at most `back`. */
static size_t
blocks_match(const struct blocks *t, const char *target, size_t n, size_t pos,
    size_t back, size_t *at, size_t *before)
{
	uint32_t i = t->head[block_hash(target + pos, t->shift)];
	size_t best = 0, ahead, behind, from, max;
	int tries = CHAIN_MAX;

	for (; i && tries--; i = t->next[i]) {
		from = (size_t)(i - 1) * BLOCK;
		max = t->nbase - from < n - pos ? t->nbase - from : n - pos;
		ahead = common_prefix(t->base + from, target + pos, max);
		if (ahead < BLOCK)
			continue;
		max = from < back ? from : back;
		behind = common_suffix(t->base + from, target + pos, max);
		if (ahead + behind > best) {
			best = ahead + behind;
			*at = from - behind;
			*before = behind;
		}
	}
	return best;
}

static void
delta_middle(struct sbuf *out, const char *base, size_t nbase, size_t skip,
    const char *target, size_t n)
{
	struct blocks t = { 0 };
	size_t pos = 0, done = 0, at, before, len;

	if (nbase < BLOCK || n < BLOCK || blocks_build(&t, base, nbase))
		goto out;
	while (pos + BLOCK <= n) {
		len = blocks_match(&t, target, n, pos, pos - done, &at,
		    &before);
		if (!len) {
			pos++;
			continue;
		}
		add_literal(out, target + done, pos - before - done);
		add_copy(out, skip + at, len);
		pos = done = pos - before + len;
	}
out:
	add_literal(out, target + done, n - done);
	blocks_release(&t);
}

void
delta_make(struct sbuf *out, const void *base, size_t nbase,
    const void *target, size_t ntarget)
{
	const char *b = base, *t = target;
	size_t max = nbase < ntarget ? nbase : ntarget, head, tail;

	add_size(out, nbase);
	add_size(out, ntarget);
	head = common_prefix(b, t, max);
	tail = common_suffix(b + nbase, t + ntarget, max - head);
	/* A short common end costs more as a copy than as literal bytes. */
	head = head < 4 ? 0 : head;
	tail = tail < 4 ? 0 : tail;
	add_copy(out, 0, head);
	delta_middle(out, b + head, nbase - head - tail, head, t + head,
	    ntarget - head - tail);
	add_copy(out, nbase - tail, tail);
}
