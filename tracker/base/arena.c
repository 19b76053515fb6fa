#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "tracker/base/arena.h"
#include "tracker/base/xalloc.h"

#define BLOCK_BYTES (64 * 1024)

struct arena_block {
	struct arena_block *next;
	size_t size, used;
	alignas(max_align_t) char data[];
};

void
arena_init(struct arena *a)
{
	*a = (struct arena){ 0 };
}

static void
free_blocks(struct arena_block *b)
{
	struct arena_block *next;

	for (; b != NULL; b = next) {
		next = b->next;
		free(b);
	}
}

void
arena_release(struct arena *a)
{
	free_blocks(a->head);
	arena_init(a);
}

void
arena_clear(struct arena *a)
{
	struct arena_block *keep = a->head;

	if (keep == NULL || keep->size > BLOCK_BYTES) {
		arena_release(a);
		return;
	}
	free_blocks(keep->next);
	keep->next = NULL;
	keep->used = 0;
	a->used = 0;
}

static struct arena_block *
new_block(struct arena *a, size_t need)
{
	size_t size = need > BLOCK_BYTES ? need : BLOCK_BYTES;
	struct arena_block *b = xmalloc(sizeof(*b) + size);

	b->size = size;
	b->used = 0;
	b->next = a->head;
	a->head = b;
	return b;
}

void *
arena_alloc(struct arena *a, size_t n, size_t size)
{
	struct arena_block *b = a->head;
	size_t bytes = xmul(n, size);
	void *p;

	bytes = xadd(bytes, alignof(max_align_t) - 1) &
	    ~(size_t)(alignof(max_align_t) - 1);
	if (b == NULL || b->size - b->used < bytes)
		b = new_block(a, bytes);
	p = b->data + b->used;
	b->used += bytes;
	a->used += bytes;
	return memset(p, 0, bytes);
}

char *
arena_strz(struct arena *a, struct str s)
{
	char *p = arena_alloc(a, xadd(s.n, 1), 1);

	if (s.n > 0)
		memcpy(p, s.p, s.n);
	return p;
}

struct str
arena_str(struct arena *a, struct str s)
{
	return str_make(arena_strz(a, s), s.n);
}

struct str
arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list ap, again;
	char *p;
	int n;

	va_start(ap, fmt);
	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n < 0)
		n = 0;
	p = arena_alloc(a, (size_t)n + 1, 1);
	vsnprintf(p, (size_t)n + 1, fmt, again);
	va_end(again);
	return str_make(p, (size_t)n);
}

void *
arena_grow(struct arena *a, void *array, size_t n, size_t *cap, size_t size)
{
	void *moved;

	if (n < *cap)
		return array;
	*cap = *cap > 0 ? xmul(*cap, 2) : 8;
	moved = arena_alloc(a, *cap, size);
	if (n > 0)
		memcpy(moved, array, n * size);
	return moved;
}
