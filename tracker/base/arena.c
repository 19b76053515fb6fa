#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "tracker/base/arena.h"
#include "tracker/base/xalloc.h"

#define BLOCK_BYTES (64 * 1024)
#define SPARE_BLOCKS 16

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
	free_blocks(a->spare);
	arena_init(a);
}

void
arena_clear(struct arena *a)
{
	struct arena_block *b, *next, *spare = NULL;
	size_t n = 0;

	for (b = a->spare; b != NULL; b = b->next)
		n++;
	for (b = a->head; b != NULL; b = next) {
		next = b->next;
		if (b->size > BLOCK_BYTES || n >= SPARE_BLOCKS) {
			free(b);
			continue;
		}
		b->next = spare;
		spare = b;
		n++;
	}
	/* those of before stand at the end, least recently used */
	for (struct arena_block **end = &spare; ; end = &(*end)->next)
		if (*end == NULL) {
			*end = a->spare;
			break;
		}
	*a = (struct arena){ .spare = spare };
}

static struct arena_block *
new_block(struct arena *a, size_t need)
{
	size_t size = need > BLOCK_BYTES ? need : BLOCK_BYTES;
	struct arena_block *b = a->spare;

	if (b != NULL && size == BLOCK_BYTES) {
		a->spare = b->next;
	} else {
		b = xmalloc(sizeof(*b) + size);
		b->size = size;
	}
	b->used = 0;
	b->next = a->head;
	a->head = b;
	return b;
}

/* Not zeroed. */
static void *
take(struct arena *a, size_t bytes)
{
	struct arena_block *b = a->head;
	void *p;

	bytes = xadd(bytes, alignof(max_align_t) - 1) &
	    ~(size_t)(alignof(max_align_t) - 1);
	if (b == NULL || b->size - b->used < bytes)
		b = new_block(a, bytes);
	p = b->data + b->used;
	b->used += bytes;
	a->used += bytes;
	return p;
}

void *
arena_alloc(struct arena *a, size_t n, size_t size)
{
	size_t bytes = xmul(n, size);

	return memset(take(a, bytes), 0, bytes);
}

char *
arena_strz(struct arena *a, struct str s)
{
	char *p = take(a, xadd(s.n, 1));

	if (s.n > 0)
		memcpy(p, s.p, s.n);
	p[s.n] = '\0';
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
