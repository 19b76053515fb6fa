#include <stdlib.h>
#include <string.h>

#include "diff/work.h"

/*
 * A longest common subsequence in linear space, by the middle of a shortest
 * edit script (Myers, Algorithmica 1, 1986): from both ends, so many edits far,
 * until the two meet; then the same before and behind that place.
 */
#define EDITS_MAX 16384		/* words, of both texts */
#define DEPTH 40		/* edits halve each time */

/* Tokens [a0, a1) of the old text and [b0, b1) of the new one. */
struct box {
	int32_t a0, a1, b0, b1;
};

/*
 * How far a number of edits reaches: the old token on each diagonal, old less
 * new. One array for each end, the diagonal it begins on in the middle.
 */
struct reach {
	int32_t *at;
	int32_t mid, min, max;
};

static int32_t *
reach_at(const struct reach *r, int32_t diagonal)
{
	return &r->at[diagonal - r->mid + EDITS_MAX / 2 + 2];
}

static void
reach_begin(struct reach *r, int32_t diagonal, int32_t at)
{
	r->mid = r->min = r->max = diagonal;
	*reach_at(r, diagonal) = at;
}

/* One edit more: a diagonal on each side, as far as the box goes. */
static void
reach_widen(struct reach *r, const struct box *x, int32_t beyond)
{
	if (r->min > x->a0 - x->b1)
		*reach_at(r, --r->min - 1) = beyond;
	else
		++r->min;
	if (r->max < x->a1 - x->b0)
		*reach_at(r, ++r->max + 1) = beyond;
	else
		--r->max;
}

static bool
reach_has(const struct reach *r, int32_t diagonal)
{
	return diagonal >= r->min && diagonal <= r->max;
}

static bool
same_word(const struct work *w, int32_t i, int32_t j)
{
	return w->tok[0].v[i].id == w->tok[1].v[j].id;
}

/* Goes on from the start; true where it meets what came from the end. */
static bool
forward(const struct work *w, const struct box *x, struct reach *f,
    const struct reach *b, bool odd, int32_t meet[2])
{
	reach_widen(f, x, -1);
	for (int32_t d = f->max; d >= f->min; d -= 2) {
		int32_t *at = reach_at(f, d), i, j;

		i = at[-1] >= at[1] ? at[-1] + 1 : at[1];
		j = i - d;
		while (i < x->a1 && j < x->b1 && same_word(w, i, j))
			i++, j++;
		*at = i;
		if (odd && reach_has(b, d) && *reach_at(b, d) <= i) {
			meet[0] = i;
			meet[1] = j;
			return true;
		}
	}
	return false;
}

static bool
backward(const struct work *w, const struct box *x, const struct reach *f,
    struct reach *b, bool odd, int32_t meet[2])
{
	reach_widen(b, x, INT32_MAX);
	for (int32_t d = b->max; d >= b->min; d -= 2) {
		int32_t *at = reach_at(b, d), i, j;

		i = at[-1] < at[1] ? at[-1] : at[1] - 1;
		j = i - d;
		while (i > x->a0 && j > x->b0 && same_word(w, i - 1, j - 1))
			i--, j--;
		*at = i;
		if (!odd && reach_has(f, d) && i <= *reach_at(f, d)) {
			meet[0] = i;
			meet[1] = j;
			return true;
		}
	}
	return false;
}

/* The middle of a shortest script; false where that is too far. */
static bool
middle(const struct work *w, const struct box *x, struct reach r[2],
    int32_t meet[2])
{
	bool odd = ((x->a0 - x->b0) - (x->a1 - x->b1)) & 1;

	reach_begin(&r[0], x->a0 - x->b0, x->a0);
	reach_begin(&r[1], x->a1 - x->b1, x->a1);
	for (int n = 0; n < EDITS_MAX / 2; n++) {
		if (forward(w, x, &r[0], &r[1], odd, meet) ||
		    backward(w, x, &r[0], &r[1], odd, meet))
			return true;
	}
	return false;
}

/* Keeps what is the same at both ends. Is something left in both texts? */
static bool
trim_box(struct work *w, struct box *x)
{
	while (x->a0 < x->a1 && x->b0 < x->b1 && same_word(w, x->a0, x->b0))
		work_keep(w, x->a0++, x->b0++);
	while (x->a0 < x->a1 && x->b0 < x->b1 &&
	    same_word(w, x->a1 - 1, x->b1 - 1))
		work_keep(w, --x->a1, --x->b1);
	return x->a0 < x->a1 && x->b0 < x->b1;
}

int
work_minimal(struct work *w)
{
	struct box todo[DEPTH] = { { 0, w->tok[0].n, 0, w->tok[1].n } }, x;
	struct reach r[2] = { { NULL, 0, 0, 0 }, { NULL, 0, 0, 0 } };
	int32_t meet[2];
	size_t n = 1;
	int rc = -1;

	for (int k = 0; k < 2; k++)
		r[k].at = malloc((EDITS_MAX + 5) * sizeof(*r[k].at));
	if (r[0].at == NULL || r[1].at == NULL)
		goto out;
	while (n > 0) {
		x = todo[--n];
		if (!trim_box(w, &x))
			continue;
		rc = 1;
		if (n + 2 > DEPTH || !middle(w, &x, r, meet))
			goto out;
		todo[n++] = (struct box){ x.a0, meet[0], x.b0, meet[1] };
		todo[n++] = (struct box){ meet[0], x.a1, meet[1], x.b1 };
	}
	rc = 0;
out:
	free(r[0].at);
	free(r[1].at);
	return rc;
}
