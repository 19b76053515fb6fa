#include <stdlib.h>
#include <string.h>

#include "diff/emit.h"
#include "diff/stream.h"
#include "diff/unicode.h"

void
edits_release(struct edits *e)
{
	free(e->top.v);
	free(e->inner.v);
	memset(e, 0, sizeof(*e));
}

int
edit_add(struct edit_list *l, struct diff_span old, struct diff_span new)
{
	struct diff_edit *e;

	if (l->n == l->cap) {
		size_t cap = l->cap * 2 + 16;

		e = realloc(l->v, cap * sizeof(*e));
		if (e == NULL)
			return -1;
		l->v = e;
		l->cap = cap;
	}
	e = &l->v[l->n++];
	memset(e, 0, sizeof(*e));
	e->old = old;
	e->new = new;
	e->op = old.start == old.end ? DIFF_INSERT :
	    new.start == new.end ? DIFF_DELETE : DIFF_REPLACE;
	return 0;
}

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

/* The last character of p[0, n) when it is white space: its bytes, else 0. */
static size_t
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

/* What lies between two tokens of one side. */
struct gap {
	uint32_t at, end;	/* bytes */
	uint32_t tok, last;	/* tokens in it: [tok, last) */
};

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
pieces_fill(struct pieces *p, const struct work *w, int side, struct gap g)
{
	struct piece one = { g.at, g.end, false };

	p->n = 0;
	while (g.tok < g.last) {
		const struct move *m;

		if (w->moved[side][g.tok] == NONE) {
			one.words = true;
			g.tok++;
			continue;
		}
		m = &w->move[w->moved[side][g.tok]];
		one.end = m->side[side].start;
		if (piece_add(p, one) != 0)
			return -1;
		one = (struct piece){ m->side[side].end, g.end, false };
		g.tok = m->side[side].tok + m->side[side].ntok;
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

static struct diff_span
span(uint32_t start, uint32_t end)
{
	return (struct diff_span){ start, end };
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

/* Is one number all there is between two positions? */
static bool
is_number(const struct work *w, const struct stream *s, int side,
    uint32_t from, uint32_t to)
{
	return to - from == 2 &&
	    stream_token(s, w, side, from)->kind == TOK_NUMBER;
}

/* Tokens and gaps are short: no call for them. */
static inline bool
same_bytes(const struct work *w, uint32_t a, uint32_t aend, uint32_t b,
    uint32_t bend)
{
	if (aend - a != bend - b)
		return false;
	while (a < aend && w->text[0][a] == w->text[1][b])
		a++, b++;
	return a == aend;
}

/* Between kept positions, beyond the ends by one at the stream's ends;
 * positions count from 1. */
static struct gap
gap_of(const struct work *w, const struct stream *s, int x, uint32_t from,
    uint32_t to)
{
	const struct token *v = w->tok[x].v;
	struct gap g;

	if (from == 0) {
		g.at = s->side[x].start;
		g.tok = s->side[x].tok;
	} else {
		g.tok = s->tok[x][from - 1];
		g.at = v[g.tok++].end;
	}
	if (to > s->n[x]) {
		g.end = s->side[x].end;
		g.last = s->side[x].tok + s->side[x].ntok;
	} else {
		g.last = s->tok[x][to - 1];
		g.end = v[g.last].start;
	}
	return g;
}

static int
emit_gap(const struct work *w, struct edit_list *l, struct stream *s,
    const uint32_t from[2], const uint32_t to[2])
{
	struct gap a = gap_of(w, s, 0, from[0], to[0]);
	struct gap b = gap_of(w, s, 1, from[1], to[1]);
	bool number;

	if (!s->cut && same_bytes(w, a.at, a.end, b.at, b.end))
		return 0;
	number = is_number(w, s, 0, from[0], to[0]) &&
	    is_number(w, s, 1, from[1], to[1]);
	if (!s->cut)
		return add_trimmed(w, l, span(a.at, a.end), span(b.at, b.end),
		    number);
	if (pieces_fill(&s->piece[0], w, 0, a) != 0 ||
	    pieces_fill(&s->piece[1], w, 1, b) != 0)
		return -1;
	return emit_pieces(w, l, s->piece, number);
}

/* A kept token whose bytes differ: its typography does. */
static int
emit_token(const struct work *w, struct edit_list *l, const struct stream *s,
    uint32_t i, uint32_t j)
{
	const struct token *a = stream_token(s, w, 0, i);
	const struct token *b = stream_token(s, w, 1, j);

	if (same_bytes(w, a->start, a->end, b->start, b->end))
		return 0;
	return edit_add(l, span(a->start, a->end), span(b->start, b->end));
}

/* Is a kept token the same with the gap before it? */
static bool
goes_on(const struct work *w, const struct stream *s, uint32_t i, uint32_t j)
{
	if (s->cut || i == 0 || j == 0 || i >= s->n[0] || j >= s->n[1])
		return false;
	return same_bytes(w, stream_token(s, w, 0, i - 1)->end,
	    stream_token(s, w, 0, i)->end, stream_token(s, w, 1, j - 1)->end,
	    stream_token(s, w, 1, j)->end);
}

static int
emit_stream(const struct work *w, struct edit_list *l, struct stream *s)
{
	uint32_t i = 0, j = 0, from[2], to[2];
	size_t h = 0;

	for (;;) {
		from[0] = i;
		from[1] = j;
		if (h < s->nhunk && s->hunk[h].a0 == i && s->hunk[h].b0 == j) {
			i = s->hunk[h].a1;
			j = s->hunk[h].b1;
			h++;
		} else if (goes_on(w, s, i, j)) {
			i++;
			j++;
			continue;
		}
		to[0] = i + 1;
		to[1] = j + 1;
		if (emit_gap(w, l, s, from, to) != 0)
			return -1;
		if (i >= s->n[0])
			return 0;
		if (emit_token(w, l, s, i, j) != 0)
			return -1;
		i++;
		j++;
	}
}

/*
 * The gap after a moved block goes with it where both texts have the same, or
 * else the gap before.
 */
static void
move_bytes(const struct work *w, struct move *m)
{
	size_t before[2], after[2], k;

	for (int x = 0; x < 2; x++) {
		const struct token *v = w->tok[x].v;
		uint32_t t = m->side[x].tok, e = t + m->side[x].ntok;
		const struct region *r = &w->region[m->side[x].region];

		m->side[x].start = v[t].start;
		m->side[x].end = v[e - 1].end;
		/* a gap may have gone with the block before already */
		before[x] = t == r->side[x].tok ?
		    v[t].start - r->side[x].start :
		    w->moved[x][t - 1] != NONE ? 0 : v[t].start - v[t - 1].end;
		after[x] = (e < r->side[x].tok + r->side[x].ntok ?
		    v[e].start : r->side[x].end) - v[e - 1].end;
	}
	k = after[0];
	if (k > 0 && k == after[1] && memcmp(w->text[0] + m->side[0].end,
	    w->text[1] + m->side[1].end, k) == 0) {
		m->side[0].end += k;
		m->side[1].end += k;
		return;
	}
	k = before[0];
	if (k > 0 && k == before[1] && memcmp(w->text[0] + m->side[0].start - k,
	    w->text[1] + m->side[1].start - k, k) == 0) {
		m->side[0].start -= k;
		m->side[1].start -= k;
	}
}

/*
 * A region begins behind the white space of an equal line. Where blocks move it
 * takes it in, on both sides, for it may go along with one.
 */
static void
regions_widen(struct work *w)
{
	size_t end[2] = { 0, 0 }, n;

	for (size_t i = 0; i < w->nregion; i++) {
		struct region *r = &w->region[i];

		while (r->side[0].start > end[0] && r->side[1].start > end[1]) {
			n = space_after(w->text[0] + end[0],
			    r->side[0].start - end[0]);
			if (n == 0)
				break;
			r->side[0].start -= n;
			r->side[1].start -= n;
		}
		end[0] = r->side[0].end;
		end[1] = r->side[1].end;
	}
}

static int
edit_cmp(const void *x, const void *y)
{
	const struct diff_edit *a = x, *b = y;

	if (a->new.start != b->new.start)
		return a->new.start < b->new.start ? -1 : 1;
	if (a->new.end != b->new.end)
		return a->new.end < b->new.end ? -1 : 1;
	if (a->old.start != b->old.start)
		return a->old.start < b->old.start ? -1 : 1;
	return 0;
}

void
edits_sort(struct edits *e)
{
	size_t i = 1;

	/* mostly they are in order */
	while (i < e->top.n && edit_cmp(&e->top.v[i - 1], &e->top.v[i]) <= 0)
		i++;
	if (i < e->top.n)
		qsort(e->top.v, e->top.n, sizeof(*e->top.v), edit_cmp);
}

static void
flag(const struct work *w, struct edit_list *l)
{
	for (size_t i = 0; i < l->n; i++) {
		struct diff_edit *e = &l->v[i];

		if (e->op != DIFF_MOVE)
			e->flags = difference(w->text[0] + e->old.start,
			    e->old.end - e->old.start,
			    w->text[1] + e->new.start,
			    e->new.end - e->new.start);
	}
}

static int
emit_moves(struct work *w, struct edits *e, struct stream *s)
{
	size_t *first = malloc((w->nmove + 1) * sizeof(*first));
	int rc = -1;

	if (first == NULL)
		return -1;
	for (size_t k = 0; k < w->nmove; k++) {
		first[k] = e->inner.n;
		if (stream_move(s, w, &w->move[k]) != 0)
			goto out;
		tidy(s, w);
		if (emit_stream(w, &e->inner, s) != 0)
			goto out;
	}
	for (size_t k = 0; k < w->nmove; k++) {
		const struct move *m = &w->move[k];
		struct diff_edit *x;

		if (edit_add(&e->top, span(m->side[0].start, m->side[0].end),
			span(m->side[1].start, m->side[1].end)) != 0)
			goto out;
		x = &e->top.v[e->top.n - 1];
		x->op = DIFF_MOVE;
		x->ninner = (k + 1 < w->nmove ? first[k + 1] : e->inner.n) -
		    first[k];
		x->inner = x->ninner > 0 ? e->inner.v + first[k] : NULL;
	}
	rc = 0;
out:
	free(first);
	return rc;
}

int
work_emit(struct work *w, struct edits *e)
{
	struct stream s;
	int rc = -1;

	memset(&s, 0, sizeof(s));
	if (w->nmove > 0)
		regions_widen(w);
	for (size_t k = 0; k < w->nmove; k++)
		move_bytes(w, &w->move[k]);
	for (size_t r = 0; r < w->nregion; r++) {
		if (stream_region(&s, w, &w->region[r]) != 0)
			goto out;
		tidy(&s, w);
		if (emit_stream(w, &e->top, &s) != 0)
			goto out;
	}
	flag(w, &e->top);
	if (w->nmove > 0) {
		if (emit_moves(w, e, &s) != 0)
			goto out;
		flag(w, &e->inner);
		edits_sort(e);
	}
	rc = 0;
out:
	stream_release(&s);
	return rc;
}
