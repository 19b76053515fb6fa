#include "diff/stream.h"

/*
 * What a reader would call one edit: an island of kept words between two hunks
 * goes with them when it weighs little beside them.
 */
static int
weigh(const struct stream *s, const struct work *w, int side, uint32_t from,
    uint32_t to)
{
	int sum = 0;

	for (; from < to; from++)
		sum += word_weight_of(w, stream_token(s, w, side, from));
	return sum;
}

static int
hunk_weight(const struct stream *s, const struct work *w,
    const struct hunk *h)
{
	int a = weigh(s, w, 0, h->a0, h->a1), b = weigh(s, w, 1, h->b0, h->b1);

	return a > b ? a : b;
}

/* Does a sentence begin in what is kept between two hunks, or right after? */
static bool
crosses(const struct stream *s, const struct work *w, int side, uint32_t from,
    uint32_t to)
{
	for (; from < to; from++) {
		if (stream_token(s, w, side, from)->flags & TOK_FIRST)
			return true;
	}
	return false;
}

static bool
absorbs(const struct stream *s, const struct work *w, const struct hunk *l,
    const struct hunk *r)
{
	int island, beside;

	if (r->a0 - l->a1 > 8 ||
	    crosses(s, w, 0, l->a1, r->a0 + (r->a1 > r->a0)) ||
	    crosses(s, w, 1, l->b1, r->b0 + (r->b1 > r->b0)))
		return false;
	island = weigh(s, w, 0, l->a1, r->a0);
	beside = hunk_weight(s, w, l) + hunk_weight(s, w, r);
	return island <= w->tune.absorb_max &&
	    island * w->tune.absorb_den <= beside * w->tune.absorb_num;
}

void
tidy(struct stream *s, const struct work *w)
{
	size_t n = 0, i;

	for (i = 0; i < s->nhunk; i++) {
		if (n > 0 && absorbs(s, w, &s->hunk[n - 1], &s->hunk[i])) {
			s->hunk[n - 1].a1 = s->hunk[i].a1;
			s->hunk[n - 1].b1 = s->hunk[i].b1;
		} else {
			s->hunk[n++] = s->hunk[i];
		}
	}
	s->nhunk = n;
}
