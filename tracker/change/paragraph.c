#include "tracker/change/inner.h"

/*
 * Blocks are parted by an empty line; a single line feed inside one is text.
 * More than one empty line parts the same two blocks.
 */
void
paragraphs_find(struct paragraphs *p, struct arena *a, struct str s)
{
	size_t cap = 0, i = 0;
	ptrdiff_t at;

	*p = (struct paragraphs){ NULL, 0 };
	if (s.n == 0)
		return;
	p->starts = arena_grow(a, p->starts, 0, &cap, sizeof(*p->starts));
	p->starts[p->n++] = 0;
	while ((at = str_find(str_from(s, i), STR("\n\n"))) >= 0) {
		i += (size_t)at;
		while (i < s.n && s.p[i] == '\n')
			i++;
		if (i == s.n)
			break;
		p->starts = arena_grow(a, p->starts, p->n, &cap,
		    sizeof(*p->starts));
		p->starts[p->n++] = i;
	}
}

size_t
paragraphs_at(const struct paragraphs *p, size_t offset)
{
	size_t lo = 0, hi = p->n, mid;

	/* the first paragraph that begins after the byte */
	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (p->starts[mid] <= offset)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

struct diff_span
paragraphs_span(const struct paragraphs *p, struct str s, size_t offset)
{
	size_t k = paragraphs_at(p, offset);
	struct diff_span out = { 0, s.n };

	if (k == 0)
		return out;
	out.start = p->starts[k - 1];
	if (k < p->n)
		out.end = p->starts[k];
	while (out.end > out.start && s.p[out.end - 1] == '\n')
		out.end--;
	return out;
}
