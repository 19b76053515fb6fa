/* A growing buffer, and the one message a handle keeps. */
#include <errno.h>

#include "store/internal.h"

#define SBUF_MAX ((size_t)1 << 30)

void
sbuf_release(struct sbuf *b)
{
	free(b->data);
	*b = (struct sbuf){ 0 };
}

void
sbuf_reset(struct sbuf *b)
{
	b->len = 0;
	b->failed = 0;
	if (b->data)
		b->data[0] = '\0';
}

char *
sbuf_room(struct sbuf *b, size_t n)
{
	size_t cap = b->cap ? b->cap : 64;
	char *data;

	if (b->failed || n >= SBUF_MAX - b->len) {
		b->failed = 1;
		return NULL;
	}
	while (cap < b->len + n + 1)
		cap *= 2;
	if (cap != b->cap) {
		data = realloc(b->data, cap);
		if (!data) {
			b->failed = 1;
			return NULL;
		}
		b->data = data;
		b->cap = cap;
	}
	return b->data + b->len;
}

void
sbuf_add(struct sbuf *b, const void *p, size_t n)
{
	char *room = sbuf_room(b, n);

	if (!room)
		return;
	if (n)
		memcpy(room, p, n);
	b->len += n;
	b->data[b->len] = '\0';
}

void
sbuf_adds(struct sbuf *b, const char *s)
{
	sbuf_add(b, s, strlen(s));
}

void
sbuf_addc(struct sbuf *b, char c)
{
	sbuf_add(b, &c, 1);
}

void
sbuf_addf(struct sbuf *b, const char *fmt, ...)
{
	va_list ap;
	char *room;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	room = n < 0 ? NULL : sbuf_room(b, (size_t)n);
	if (!room) {
		b->failed = 1;
		return;
	}
	va_start(ap, fmt);
	vsnprintf(room, (size_t)n + 1, fmt, ap);
	va_end(ap);
	b->len += (size_t)n;
}

int
sbuf_ok(const struct sbuf *b)
{
	return !b->failed;
}

void
sbuf_swap(struct sbuf *a, struct sbuf *b)
{
	struct sbuf t = *a;

	*a = *b;
	*b = t;
}

int
serr_set(struct serr *err, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(err->text, sizeof(err->text), fmt, ap);
	va_end(ap);
	return STORE_ERROR;
}

int
serr_sys(struct serr *err, const char *what)
{
	return serr_set(err, "%s: %s", what, strerror(errno));
}

int
serr_git(struct serr *err, const char *what)
{
	const git_error *e = git_error_last();

	return serr_set(err, "%s: %s", what,
	    e && e->message ? e->message : "unknown failure");
}

int
serr_memory(struct serr *err)
{
	return serr_set(err, "out of memory");
}
