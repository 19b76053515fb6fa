#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "tracker/base/buf.h"
#include "tracker/base/xalloc.h"

void
buf_init(struct buf *b, size_t max)
{
	*b = (struct buf){ .max = max };
}

void
buf_release(struct buf *b)
{
	free(b->p);
	buf_init(b, b->max);
}

void
buf_clear(struct buf *b)
{
	b->n = 0;
	b->full = false;
	if (b->p != NULL)
		b->p[0] = '\0';
}

void
buf_recycle(struct buf *b, size_t keep)
{
	if (b->cap > keep)
		buf_release(b);
	buf_clear(b);
}

static int
grow(struct buf *b, size_t more)
{
	size_t cap = b->cap > 0 ? b->cap : 256;

	if (b->full || more > b->max - b->n) {
		b->full = true;
		return -1;
	}
	while (cap <= b->n + more)
		cap = xmul(cap, 2);
	b->p = xrealloc(b->p, cap, 1);
	b->cap = cap;
	return 0;
}

/* Room for so many bytes and the zero behind them. */
static inline int
reserve(struct buf *b, size_t more)
{
	return !b->full && more < b->cap - b->n && more <= b->max - b->n ? 0 :
	    grow(b, more);
}

int
buf_add(struct buf *b, const void *p, size_t n)
{
	if (reserve(b, n) < 0)
		return -1;
	if (n > 0)
		memcpy(b->p + b->n, p, n);
	b->n += n;
	b->p[b->n] = '\0';
	return 0;
}

int
buf_adds(struct buf *b, struct str s)
{
	return buf_add(b, s.p, s.n);
}

int
buf_addz(struct buf *b, const char *z)
{
	return buf_add(b, z, strlen(z));
}

int
buf_addc(struct buf *b, char c)
{
	if (reserve(b, 1) < 0)
		return -1;
	b->p[b->n++] = c;
	b->p[b->n] = '\0';
	return 0;
}

int
buf_addi(struct buf *b, int64_t v)
{
	char text[24], *p = text + sizeof(text);
	uint64_t u = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;

	do
		*--p = (char)('0' + u % 10);
	while ((u /= 10) > 0);
	if (v < 0)
		*--p = '-';
	return buf_add(b, p, (size_t)(text + sizeof(text) - p));
}

char *
buf_room(struct buf *b, size_t n)
{
	return reserve(b, n) == 0 ? b->p + b->n : NULL;
}

void
buf_filled(struct buf *b, size_t n)
{
	b->n += n;
	b->p[b->n] = '\0';
}

int
buf_addf(struct buf *b, const char *fmt, ...)
{
	va_list ap, again;
	int n;

	va_start(ap, fmt);
	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (n >= 0 && reserve(b, (size_t)n) == 0) {
		vsnprintf(b->p + b->n, (size_t)n + 1, fmt, again);
		b->n += (size_t)n;
	} else {
		n = -1;
	}
	va_end(again);
	return n < 0 ? -1 : 0;
}

struct str
buf_str(const struct buf *b)
{
	return str_make(b->p, b->n);
}

const char *
buf_z(const struct buf *b)
{
	return b->p != NULL ? b->p : "";
}
