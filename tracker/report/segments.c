#include <stdlib.h>

#include "tracker/base/xalloc.h"
#include "tracker/report/segments.h"

static void
add(struct segments *s, enum segment_kind kind, struct str text, size_t move)
{
	if (text.n == 0 && kind != SEG_HERE && kind != SEG_END)
		return;
	if (s->n == s->cap) {
		s->cap = s->cap * 2 + 16;
		s->v = xrealloc(s->v, s->cap, sizeof(*s->v));
	}
	s->v[s->n++] = (struct segment){ kind, text, move };
}

static struct str
cut(struct str text, size_t start, size_t end)
{
	return str_sub(text, start, end - start);
}

/* Where a block stood, as a place among the bytes that stayed. */
struct away {
	size_t kept, start, end;	/* old bytes */
	size_t move;
};

static int
away_cmp(const void *x, const void *y)
{
	const struct away *a = x, *b = y;

	return a->start < b->start ? -1 : a->start > b->start;
}

/* All that leaves the old text, in its order; `kept` is what stays before. */
static struct away *
away_list(const struct worddiff_input *in, size_t *n)
{
	struct away *v = xcalloc(in->n + 1, sizeof(*v));
	size_t gone = 0, i, k, move = 0;

	*n = 0;
	for (i = 0; i < in->n; i++) {
		const struct diff_edit *e = &in->edits[i];

		move += e->op == DIFF_MOVE;
		if (e->op != DIFF_INSERT)
			v[(*n)++] = (struct away){ 0, e->old.start,
			    e->old.end, e->op == DIFF_MOVE ? move : 0 };
	}
	qsort(v, *n, sizeof(*v), away_cmp);
	for (i = k = 0; i < *n; i++) {
		v[i].kept = v[i].start - gone;
		gone += v[i].end - v[i].start;
		if (v[i].move != 0)
			v[k++] = v[i];
	}
	*n = k;
	return v;
}

static void
add_edits(struct segments *s, const struct worddiff_input *in, size_t from,
    size_t to, const struct diff_edit *e, size_t n, size_t move)
{
	size_t at = from;

	for (size_t i = 0; i < n; i++) {
		add(s, SEG_KEEP, cut(in->new, at, e[i].new.start), move);
		add(s, SEG_DELETE, cut(in->old, e[i].old.start, e[i].old.end),
		    move);
		add(s, SEG_INSERT, cut(in->new, e[i].new.start, e[i].new.end),
		    move);
		at = e[i].new.end;
	}
	add(s, SEG_KEEP, cut(in->new, at, to), move);
}

/* Kept text up to new byte `to`, with the places that blocks left. */
static void
add_kept(struct segments *s, const struct worddiff_input *in, size_t *at,
    size_t to, size_t *kept, const struct away **a, const struct away *end,
    size_t old_limit)
{
	while (*a < end && (*a)->kept <= *kept + (to - *at) &&
	    (*a)->start < old_limit) {
		size_t n = (*a)->kept > *kept ? (*a)->kept - *kept : 0;

		add(s, SEG_KEEP, cut(in->new, *at, *at + n), 0);
		*at += n;
		*kept += n;
		add(s, SEG_AWAY, cut(in->old, (*a)->start, (*a)->end),
		    (*a)->move);
		(*a)++;
	}
	add(s, SEG_KEEP, cut(in->new, *at, to), 0);
	*kept += to - *at;
	*at = to;
}

void
segments_build(struct segments *s, const struct worddiff_input *in)
{
	size_t naway, at = 0, kept = 0, move = 0;
	struct away *list = away_list(in, &naway);
	const struct away *a = list;

	*s = (struct segments){ 0 };
	for (size_t i = 0; i < in->n; i++) {
		const struct diff_edit *e = &in->edits[i];

		add_kept(s, in, &at, e->new.start, &kept, &a, list + naway,
		    e->op == DIFF_MOVE ? SIZE_MAX : e->old.start);
		if (e->op == DIFF_MOVE) {
			move++;
			add(s, SEG_HERE, cut(in->new, 0, 0), move);
			add_edits(s, in, e->new.start, e->new.end, e->inner,
			    e->ninner, move);
			add(s, SEG_END, cut(in->new, 0, 0), move);
		} else {
			add(s, SEG_DELETE,
			    cut(in->old, e->old.start, e->old.end), 0);
			add(s, SEG_INSERT,
			    cut(in->new, e->new.start, e->new.end), 0);
		}
		at = e->new.end;
	}
	add_kept(s, in, &at, in->new.n, &kept, &a, list + naway, SIZE_MAX);
	free(list);
}

void
segments_release(struct segments *s)
{
	free(s->v);
	*s = (struct segments){ 0 };
}
