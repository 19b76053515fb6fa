#include <stdlib.h>
#include <string.h>

#include "diff/emit.h"
#include "diff/stream.h"

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

/* Behind the token before a position, and before the one at it. */
static struct edge
edge_behind(const struct work *w, const struct stream *s, int x, uint32_t i)
{
	uint32_t t;

	if (i == 0)
		return (struct edge){ s->side[x].start, s->side[x].tok };
	t = stream_at(s, x, i - 1);
	return (struct edge){ token_end(&w->tok[x].v[t]), t + 1 };
}

static struct edge
edge_before(const struct work *w, const struct stream *s, int x, uint32_t i)
{
	uint32_t t;

	if (i == s->n[x])
		return (struct edge){ s->side[x].end,
			s->side[x].tok + s->side[x].ntok };
	t = stream_at(s, x, i);
	return (struct edge){ w->tok[x].v[t].start, t };
}

/* Does a hunk put one number in the place of another? */
static bool
is_number(const struct work *w, const struct stream *s, const struct hunk *h)
{
	return h->a1 - h->a0 == 1 && h->b1 - h->b0 == 1 &&
	    stream_token(s, w, 0, h->a0)->kind == TOK_NUMBER &&
	    stream_token(s, w, 1, h->b0)->kind == TOK_NUMBER;
}

static int
emit_upto(const struct work *w, struct edit_list *l, struct stream *s,
    struct gap g[2], const struct edge to[2], bool number)
{
	int rc;

	g[0].to = to[0];
	g[1].to = to[1];
	rc = emit_gap(w, l, s, g, number);
	g[0].from = to[0];
	g[1].from = to[1];
	return rc;
}

/*
 * Up to where two hunks touch. White space that both texts have there is part
 * of neither, but an edit of its own where it differs.
 */
static int
emit_part(const struct work *w, struct edit_list *l, struct stream *s,
    struct gap g[2], const uint32_t at[2], bool number)
{
	struct edge behind[2], before[2];
	bool space = true;

	for (int x = 0; x < 2; x++) {
		behind[x] = edge_behind(w, s, x, at[x]);
		before[x] = edge_before(w, s, x, at[x]);
		if (behind[x].at < g[x].from.at)
			behind[x] = g[x].from;
		space &= behind[x].at < before[x].at;
	}
	if (space && emit_upto(w, l, s, g, behind, number) != 0)
		return -1;
	return emit_upto(w, l, s, g, before, number && !space);
}

/* The hunks that begin at `at` and touch, and the gaps round them. */
static int
emit_hunks(const struct work *w, struct edit_list *l, struct stream *s,
    uint32_t at[2], size_t *next)
{
	const struct hunk *h = s->hunks.v + *next;
	const struct hunk *end = s->hunks.v + s->hunks.n;
	struct gap g[2];
	bool number = false;

	for (int x = 0; x < 2; x++)
		g[x].from = edge_behind(w, s, x, at[x]);
	while (h < end && h->a0 == at[0] && h->b0 == at[1]) {
		number = is_number(w, s, h);
		at[0] = h->a1;
		at[1] = h->b1;
		if (++h == end || h->a0 != at[0] || h->b0 != at[1])
			break;
		if (emit_part(w, l, s, g, at, number) != 0)
			return -1;
	}
	*next = h - s->hunks.v;
	for (int x = 0; x < 2; x++)
		g[x].to = edge_before(w, s, x, at[x]);
	return emit_gap(w, l, s, g, number);
}

/* A kept token whose bytes differ: its typography does. */
static int
emit_token(const struct work *w, struct edit_list *l, const struct stream *s,
    uint32_t i, uint32_t j)
{
	const struct token *a = stream_token(s, w, 0, i);
	const struct token *b = stream_token(s, w, 1, j);

	if (same_bytes(w, a->start, token_end(a), b->start, token_end(b)))
		return 0;
	return edit_add(l, span(a->start, token_end(a)), span(b->start, token_end(b)));
}

/* Is a kept token the same with the gap before it? */
static bool
goes_on(const struct work *w, const struct stream *s, uint32_t i, uint32_t j)
{
	if (s->cut || i == 0 || j == 0 || i >= s->n[0] || j >= s->n[1])
		return false;
	return same_bytes(w, token_end(stream_token(s, w, 0, i - 1)),
	    token_end(stream_token(s, w, 0, i)),
	    token_end(stream_token(s, w, 1, j - 1)),
	    token_end(stream_token(s, w, 1, j)));
}

static int
emit_stream(const struct work *w, struct edit_list *l, struct stream *s)
{
	uint32_t at[2] = { 0, 0 };
	size_t h = 0;

	for (;;) {
		bool hunk = h < s->hunks.n && s->hunks.v[h].a0 == at[0] &&
		    s->hunks.v[h].b0 == at[1];

		if (hunk || !goes_on(w, s, at[0], at[1])) {
			if (emit_hunks(w, l, s, at, &h) != 0)
				return -1;
			if (at[0] >= s->n[0])
				return 0;
			if (emit_token(w, l, s, at[0], at[1]) != 0)
				return -1;
		}
		at[0]++;
		at[1]++;
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
		m->side[x].end = token_end(&v[e - 1]);
		/* a gap may have gone with the block before already */
		before[x] = t == r->side[x].tok ?
		    v[t].start - r->side[x].start :
		    w->moved[x][t - 1] != NONE ? 0 : v[t].start - token_end(&v[t - 1]);
		after[x] = (e < r->side[x].tok + r->side[x].ntok ?
		    v[e].start : r->side[x].end) - token_end(&v[e - 1]);
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
		if (stream_move(s, w, &w->move[k]) != 0 || tidy(s, w) != 0 ||
		    emit_stream(w, &e->inner, s) != 0)
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
		if (stream_region(&s, w, &w->region[r]) != 0 ||
		    tidy(&s, w) != 0 || emit_stream(w, &e->top, &s) != 0)
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
