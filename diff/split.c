#include "diff/stream.h"

/*
 * What a reader would call two edits: a hunk of both texts does not run from a
 * sentence into the next where the two have their counterparts in the other
 * text, nor over the end of a paragraph.
 */
/* A position, the sentence its token is in and that of the token before. */
struct place {
	uint32_t at, sen, before;
};

static struct place
place_of(const struct stream *s, const struct work *w, int side, uint32_t at)
{
	uint32_t lo = 0, hi = w->nsen[side], mid, t = stream_at(s, side, at);

	/* the last one that begins at the token or before */
	while (hi - lo > 1) {
		mid = lo + (hi - lo) / 2;
		if (w->sen[side][mid].tok <= t)
			lo = mid;
		else
			hi = mid;
	}
	return (struct place){ at, lo, NONE };
}

/* To the next one, before `end`, that begins a sentence. Is there one? */
static bool
place_next(struct place *p, const struct stream *s, const struct work *w,
    int side, uint32_t end)
{
	while (++p->at < end) {
		if (!begins_sentence(s, w, side, p->at))
			continue;
		p->before = p->sen;
		/* moved ones are not in the stream */
		while (w->sen[side][p->sen].tok != stream_at(s, side, p->at))
			p->sen++;
		return true;
	}
	return false;
}

static uint32_t
last_mate(const struct sentence *s)
{
	return s->mate2 != NONE ? s->mate2 : s->mate;
}

/* The new sentence that ends where an old one does, or NONE. */
static uint32_t
ends_with(const struct work *w, uint32_t a)
{
	uint32_t b = last_mate(&w->sen[0][a]);

	return b != NONE && last_mate(&w->sen[1][b]) == a ? b : NONE;
}

/* The one that begins where an old one does. */
static uint32_t
begins_with(const struct work *w, uint32_t a)
{
	uint32_t b = w->sen[0][a].mate;

	return b != NONE && w->sen[1][b].mate == a ? b : NONE;
}

/* Cuts what is before (i, j) off the hunk `rest`. */
static int
cut_off(struct stream *s, struct hunk *rest, uint32_t i, uint32_t j)
{
	struct hunk first = *rest;

	if (i < rest->a0 || j < rest->b0 ||
	    (i == rest->a0 && j == rest->b0))
		return 0;
	first.a1 = rest->a0 = i;
	first.b1 = rest->b0 = j;
	rest->cut = true;
	return hunks_add(&s->spare, first);
}

static int
by_mates(struct stream *s, const struct work *w, struct hunk h)
{
	struct place a = place_of(s, w, 0, h.a0), b = place_of(s, w, 1, h.b0);
	bool more = place_next(&b, s, w, 1, h.b1);
	uint32_t mate;

	while (more && place_next(&a, s, w, 0, h.a1)) {
		mate = ends_with(w, a.before);
		while (more && mate != NONE && b.before < mate)
			more = place_next(&b, s, w, 1, h.b1);
		if (more && b.before == mate &&
		    cut_off(s, &h, a.at, b.at) != 0)
			return -1;
		mate = begins_with(w, a.sen);
		while (more && mate != NONE && b.sen < mate)
			more = place_next(&b, s, w, 1, h.b1);
		if (more && b.sen == mate && cut_off(s, &h, a.at, b.at) != 0)
			return -1;
	}
	return hunks_add(&s->spare, h);
}

/* The next position after `at` and before `end` whose token has the flag. */
static uint32_t
next_flag(const struct stream *s, const struct work *w, int side, uint32_t at,
    uint32_t end, unsigned flag)
{
	for (at++; at < end; at++) {
		if (stream_token(s, w, side, at)->flags & flag)
			break;
	}
	return at;
}

static size_t
count_flag(const struct stream *s, const struct work *w, int side,
    uint32_t from, uint32_t end, unsigned flag)
{
	size_t n = 0;

	while ((from = next_flag(s, w, side, from, end, flag)) < end)
		n++;
	return n;
}

/*
 * Where both texts have as many, the one goes with the other. Not where they
 * are many: all was written anew then, and it is chance.
 */
#define PAIRS_MOST 16

static int
by_flag(struct stream *s, const struct work *w, struct hunk h, unsigned flag)
{
	uint32_t i = h.a0, j = h.b0;
	size_t many = count_flag(s, w, 0, i, h.a1, flag);

	if (many > PAIRS_MOST || many != count_flag(s, w, 1, j, h.b1, flag))
		many = 0;
	while (many-- > 0) {
		i = next_flag(s, w, 0, i, h.a1, flag);
		j = next_flag(s, w, 1, j, h.b1, flag);
		if (cut_off(s, &h, i, j) != 0)
			return -1;
	}
	return hunks_add(&s->spare, h);
}

static int
split_by(struct stream *s, const struct work *w, unsigned flag)
{
	struct hunks whole = s->hunks;
	int rc = 0;

	s->spare.n = 0;
	for (size_t i = 0; rc == 0 && i < whole.n; i++) {
		struct hunk h = whole.v[i];

		if (h.a1 - h.a0 < 2 || h.b1 - h.b0 < 2)
			rc = hunks_add(&s->spare, h);
		else
			rc = flag != 0 ? by_flag(s, w, h, flag) :
			    by_mates(s, w, h);
	}
	s->hunks = s->spare;
	s->spare = whole;
	return rc;
}

/* Few streams have a hunk to cut. */
static bool
has_start(const struct stream *s, const struct work *w, const struct hunk *h)
{
	const unsigned flags = TOK_FIRST | TOK_LINE;

	return next_flag(s, w, 0, h->a0, h->a1, flags) < h->a1 &&
	    next_flag(s, w, 1, h->b0, h->b1, flags) < h->b1;
}

int
split(struct stream *s, const struct work *w)
{
	bool apart = w->tune.across != ACROSS_ANY;
	size_t i = 0;

	while (i < s->hunks.n && !has_start(s, w, &s->hunks.v[i]))
		i++;
	if (i == s->hunks.n)
		return 0;
	if ((apart && split_by(s, w, 0) != 0) ||
	    split_by(s, w, TOK_BLANK) != 0 || split_by(s, w, TOK_LINE) != 0 ||
	    (apart && split_by(s, w, TOK_FIRST) != 0))
		return -1;
	return 0;
}
