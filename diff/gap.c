#include <stdlib.h>
#include <string.h>

#include "diff/emit.h"
#include "diff/stream.h"
#include "diff/unicode.h"

/* Bytes of white space at the start, at most max. */
static size_t
space_before(const char *p, size_t max, size_t *one)
{
	uint32_t c;

	if (max == 0)
		return 0;
	c = uni_next((const unsigned char *)p, (const unsigned char *)p + max,
	    one);
	return uni_class(c) == CC_SPACE ? *one : 0;
}

size_t
space_after(const char *p, size_t n)
{
	size_t k, one;

	for (k = 1; k <= 4 && k <= n; k++) {
		if (space_before(p + n - k, k, &one) == k)
			return k;
		if (((unsigned char)p[n - k] & 0xc0) != 0x80)
			break;
	}
	return 0;
}

/* White space that both sides have at an end is no part of the edit. */
static void
trim(const struct work *w, struct diff_span *a, struct diff_span *b)
{
	const char *x = w->text[0], *y = w->text[1];
	size_t n, one;

	while (a->start < a->end && b->start < b->end) {
		n = space_before(x + a->start, a->end - a->start, &one);
		if (n == 0 || n > b->end - b->start ||
		    memcmp(x + a->start, y + b->start, n) != 0)
			break;
		a->start += n;
		b->start += n;
	}
	while (a->start < a->end && b->start < b->end) {
		n = space_after(x + a->start, a->end - a->start);
		if (n == 0 || n > b->end - b->start ||
		    memcmp(x + a->end - n, y + b->end - n, n) != 0)
			break;
		a->end -= n;
		b->end -= n;
	}
}

/* Bytes of the currency sign a number begins with, or of the unit it ends in. */
static size_t
affix(const char *p, size_t n, bool end)
{
	const unsigned char *u = (const unsigned char *)p;
	size_t k = 1, len;
	uint32_t c;

	if (end) {
		while (k < 4 && k < n && (u[n - k] & 0xc0) == 0x80)
			k++;
		u += n - k;
		n = k;
	}
	c = uni_next(u, u + n, &len);
	if (len != (end ? k : len))
		return 0;
	return end ? (c == '%' || c == 0x2030 || c == 0xff05 ? len : 0) :
	    uni_class(c) == CC_CURRENCY || c == '+' ? len : 0;
}

/*
 * "$5" to "$6" is "5" to "6", as "5 percent" to "6 percent" is; where the
 * currency or the unit differs the number is replaced whole.
 */
static void
trim_number(const struct work *w, struct diff_span *a, struct diff_span *b)
{
	const char *x = w->text[0], *y = w->text[1];
	size_t n;

	n = affix(x + a->start, a->end - a->start, false);
	if (n > 0 && n < a->end - a->start && n < b->end - b->start &&
	    memcmp(x + a->start, y + b->start, n) == 0) {
		a->start += n;
		b->start += n;
	}
	n = affix(x + a->start, a->end - a->start, true);
	if (n > 0 && n < a->end - a->start && n < b->end - b->start &&
	    memcmp(x + a->end - n, y + b->end - n, n) == 0) {
		a->end -= n;
		b->end -= n;
	}
}

static int
add_trimmed(const struct work *w, struct edit_list *l, struct diff_span a,
    struct diff_span b, bool number)
{
	trim(w, &a, &b);
	if (number && a.start < a.end && b.start < b.end)
		trim_number(w, &a, &b);
	if (a.end - a.start == b.end - b.start &&
	    memcmp(w->text[0] + a.start, w->text[1] + b.start,
		a.end - a.start) == 0)
		return 0;
	return edit_add(l, a, b);
}

static int
piece_add(struct pieces *p, struct piece one)
{
	if (p->n == p->cap) {
		size_t cap = p->cap * 2 + 16;
		struct piece *v = realloc(p->v, cap * sizeof(*v));

		if (v == NULL)
			return -1;
		p->v = v;
		p->cap = cap;
	}
	p->v[p->n++] = one;
	return 0;
}

/* The pieces that moved blocks leave of a gap. */
static int
pieces_fill(struct pieces *p, const struct work *w, int side,
    const struct gap *g)
{
	struct piece one = { g->from.at, g->to.at, false };
	uint32_t tok = g->from.tok;

	p->n = 0;
	while (tok < g->to.tok) {
		const struct move *m;

		if (w->moved[side][tok] == NONE) {
			one.words = true;
			tok++;
			continue;
		}
		m = &w->move[w->moved[side][tok]];
		one.end = m->side[side].start;
		if (piece_add(p, one) != 0)
			return -1;
		one = (struct piece){ m->side[side].end, g->to.at, false };
		tok = m->side[side].tok + m->side[side].ntok;
	}
	return piece_add(p, one);
}

static void
trim_start(const struct work *w, const struct pieces p[2])
{
	struct piece *a = p[0].v, *aend = a + p[0].n - 1;
	struct piece *b = p[1].v, *bend = b + p[1].n - 1;
	size_t n, one;

	for (;;) {
		while (a < aend && a->start == a->end)
			a++;
		while (b < bend && b->start == b->end)
			b++;
		n = space_before(w->text[0] + a->start, a->end - a->start,
		    &one);
		if (n == 0 || n > b->end - b->start ||
		    memcmp(w->text[0] + a->start, w->text[1] + b->start,
			n) != 0)
			return;
		a->start += n;
		b->start += n;
	}
}

static void
trim_end(const struct work *w, const struct pieces p[2])
{
	struct piece *a = p[0].v + p[0].n - 1, *b = p[1].v + p[1].n - 1;
	size_t n;

	for (;;) {
		while (a > p[0].v && a->start == a->end)
			a--;
		while (b > p[1].v && b->start == b->end)
			b--;
		n = space_after(w->text[0] + a->start, a->end - a->start);
		if (n == 0 || n > b->end - b->start ||
		    memcmp(w->text[0] + a->end - n, w->text[1] + b->end - n,
			n) != 0)
			return;
		a->end -= n;
		b->end -= n;
	}
}

static bool
have_words(const struct pieces *p)
{
	for (size_t i = 0; i < p->n; i++) {
		if (p->v[i].words)
			return true;
	}
	return false;
}

/*
 * White space that both sides begin or end with, whatever block stood in the
 * midst of it on one of them, stayed: it is taken off the pieces. From the end
 * first where it is all there is, so that what a block left is in one piece;
 * words take the space after them along.
 */
static void
pieces_trim(const struct work *w, const struct pieces p[2])
{
	if (have_words(&p[0]) || have_words(&p[1])) {
		trim_start(w, p);
		trim_end(w, p);
	} else {
		trim_end(w, p);
		trim_start(w, p);
	}
}

/* The next piece that is not empty, or NULL; where it would be in *at. */
static const struct piece *
next_piece(const struct pieces *p, size_t *i, uint32_t *at)
{
	while (*i < p->n && p->v[*i].start == p->v[*i].end)
		++*i;
	*at = *i < p->n ? p->v[*i].start : p->v[p->n - 1].end;
	return *i < p->n ? &p->v[*i] : NULL;
}

/*
 * What lies between two kept tokens where moved blocks stand: pieces with words
 * are put together, and those of white space alone.
 */
static int
emit_pieces(const struct work *w, struct edit_list *l, struct pieces p[2],
    bool number)
{
	const struct piece *a, *b;
	size_t i = 0, j = 0;
	uint32_t x, y;
	int rc = 0;

	pieces_trim(w, p);
	for (;;) {
		a = next_piece(&p[0], &i, &x);
		b = next_piece(&p[1], &j, &y);
		if (rc != 0 || (a == NULL && b == NULL))
			return rc;
		if (a != NULL && b != NULL && (a->words == b->words ||
		    (i + 1 == p[0].n && j + 1 == p[1].n))) {
			rc = add_trimmed(w, l, span(x, a->end),
			    span(y, b->end), number);
			i++, j++;
		} else if (a != NULL && (b == NULL || !a->words)) {
			rc = edit_add(l, span(x, a->end), span(y, y));
			i++;
		} else {
			rc = edit_add(l, span(x, x), span(y, b->end));
			j++;
		}
	}
}

int
emit_gap(const struct work *w, struct edit_list *l, struct stream *s,
    const struct gap g[2], bool number)
{
	if (!s->cut && same_bytes(w, g[0].from.at, g[0].to.at, g[1].from.at,
		g[1].to.at))
		return 0;
	if (!s->cut)
		return add_trimmed(w, l, span(g[0].from.at, g[0].to.at),
		    span(g[1].from.at, g[1].to.at), number);
	if (pieces_fill(&s->piece[0], w, 0, &g[0]) != 0 ||
	    pieces_fill(&s->piece[1], w, 1, &g[1]) != 0)
		return -1;
	return emit_pieces(w, l, s->piece, number);
}
