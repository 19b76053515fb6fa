#include "tracker/report/runs.h"

struct walk {
	struct str old, new;
	const struct change_edit **by_old, **by_new;	/* with a side there */
	size_t nold, nnew;
	struct arena *arena;
	struct run *runs;
	size_t n, cap;
};

static int
compare_old(const void *a, const void *b)
{
	const struct change_edit *const *x = a, *const *y = b;
	size_t i = (*x)->edit.old.start, j = (*y)->edit.old.start;

	return (i > j) - (i < j);
}

static int
compare_new(const void *a, const void *b)
{
	const struct change_edit *const *x = a, *const *y = b;
	size_t i = (*x)->edit.new.start, j = (*y)->edit.new.start;

	return (i > j) - (i < j);
}

/* The edits of a part that have an old side, and those that have a new one. */
static void
sides(struct walk *w, const struct change *c, enum part part)
{
	w->by_old = arena_alloc(w->arena, c->nedits + 1, sizeof(*w->by_old));
	w->by_new = arena_alloc(w->arena, c->nedits + 1, sizeof(*w->by_new));
	for (size_t i = 0; i < c->nedits; i++) {
		const struct change_edit *e = &c->edits[i];

		if (e->part != part)
			continue;
		if (e->edit.old.end > e->edit.old.start)
			w->by_old[w->nold++] = e;
		if (e->edit.new.end > e->edit.new.start)
			w->by_new[w->nnew++] = e;
	}
	qsort(w->by_old, w->nold, sizeof(*w->by_old), compare_old);
	qsort(w->by_new, w->nnew, sizeof(*w->by_new), compare_new);
}

static void
add(struct walk *w, enum run_kind kind, struct str text,
    const struct change_edit *e)
{
	if (text.n == 0)
		return;
	w->runs = arena_grow(w->arena, w->runs, w->n, &w->cap,
	    sizeof(*w->runs));
	w->runs[w->n++] = (struct run){ kind, text, e };
}

static struct str
span_of(struct str s, const struct diff_span *at)
{
	return str_sub(s, at->start, at->end > at->start ?
	    at->end - at->start : 0);
}

static void
walk(struct walk *w)
{
	size_t o = 0, n = 0, i = 0, j = 0, keep, room;
	const struct change_edit *e;

	while (o < w->old.n || n < w->new.n) {
		if (i < w->nold && w->by_old[i]->edit.old.start <= o) {
			e = w->by_old[i++];
			add(w, e->edit.op == DIFF_MOVE ? RUN_FROM : RUN_DELETE,
			    span_of(w->old, &e->edit.old), e);
			o = e->edit.old.end > o ? e->edit.old.end : o;
		} else if (j < w->nnew && w->by_new[j]->edit.new.start <= n) {
			e = w->by_new[j++];
			add(w, e->edit.op == DIFF_MOVE ? RUN_TO : RUN_INSERT,
			    span_of(w->new, &e->edit.new), e);
			n = e->edit.new.end > n ? e->edit.new.end : n;
		} else {
			keep = (i < w->nold ? w->by_old[i]->edit.old.start :
			    w->old.n) - o;
			room = (j < w->nnew ? w->by_new[j]->edit.new.start :
			    w->new.n) - n;
			/* equal where the edits are right */
			if (room < keep)
				keep = room;
			if (keep == 0 || n + keep > w->new.n)
				break;
			add(w, RUN_KEEP, str_sub(w->new, n, keep), NULL);
			o += keep;
			n += keep;
		}
	}
}

struct run *
runs_of(const struct change *c, enum part part, struct arena *a, size_t *n)
{
	struct walk w = { .old = c->old_text[part], .new = c->new_text[part],
		.arena = a };

	sides(&w, c, part);
	walk(&w);
	*n = w.n;
	return w.runs;
}

/* ---- excerpts ----------------------------------------------------------- */

static bool
is_break(char c)
{
	return c == '\n';
}

/* Where a context of about `room` bytes before `at` begins: in the paragraph,
 * and at a word. */
static size_t
context_from(struct str s, size_t at, size_t room, bool *cut)
{
	size_t from = at;

	while (from > 0 && at - from < room && !is_break(s.p[from - 1]))
		from--;
	*cut = from > 0 && !is_break(s.p[from - 1]);
	if (*cut) {
		while (from < at && s.p[from - 1] != ' ')
			from++;
	}
	return from;
}

static size_t
context_to(struct str s, size_t at, size_t room, bool *cut)
{
	size_t to = at;

	while (to < s.n && to - at < room && !is_break(s.p[to]))
		to++;
	*cut = to < s.n && !is_break(s.p[to]);
	if (*cut) {
		while (to > at && s.p[to] != ' ')
			to--;
	}
	return to;
}

struct excerpt
excerpt_of(const struct change *c, const struct change_edit *e, size_t room)
{
	struct str s = c->new_text[e->part];
	size_t start = e->edit.new.start < s.n ? e->edit.new.start : s.n;
	size_t end = e->edit.new.end < s.n ? e->edit.new.end : s.n;
	struct excerpt x = { .old = e->before, .new = e->after };
	size_t from = context_from(s, start, room, &x.cut_left);
	size_t to = context_to(s, end, room, &x.cut_right);

	x.left = str_sub(s, from, start - from);
	x.right = str_sub(s, end, to - end);
	return x;
}

/* ---- choosing ----------------------------------------------------------- */

static bool
is_noted(const struct change_edit *e)
{
	return e->part == PART_NOTE || (e->classes & CLASS_NOTE) != 0;
}

size_t
edits_of_fact(const struct change *c)
{
	size_t n = 0;

	for (size_t i = 0; i < c->nedits; i++)
		n += (c->edits[i].classes & CLASS_FACT) != 0 &&
		    !is_noted(&c->edits[i]);
	return n;
}

size_t
edits_of_text(const struct change *c)
{
	size_t n = 0;

	for (size_t i = 0; i < c->nedits; i++)
		n += !is_noted(&c->edits[i]);
	return n;
}

size_t
edits_pick(const struct change *c, const struct change_edit **out, size_t max,
    size_t *n)
{
	const struct change_edit *e;

	*n = 0;
	for (int fact = 1; fact >= 0; fact--) {
		for (size_t i = 0; i < c->nedits && *n < max; i++) {
			e = &c->edits[i];
			if (!is_noted(e) &&
			    ((e->classes & CLASS_FACT) != 0) == fact)
				out[(*n)++] = e;
		}
	}
	return edits_of_text(c);
}
