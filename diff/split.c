#include <string.h>

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
	uint32_t lo = 0, hi = w->nsen[side], mid, t = s->tok[side][at];

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
		while (w->sen[side][p->sen].tok != s->tok[side][p->at])
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

/* Cuts what is before (i, j) off the hunk `rest`; the hunks this makes. */
static size_t
cut_off(struct hunk *out, struct hunk *rest, uint32_t i, uint32_t j)
{
	if (i < rest->a0 || j < rest->b0 ||
	    (i == rest->a0 && j == rest->b0))
		return 0;
	*out = *rest;
	out->a1 = rest->a0 = i;
	out->b1 = rest->b0 = j;
	rest->cut = true;
	return 1;
}

static size_t
by_mates(const struct stream *s, const struct work *w, const struct hunk *h,
    struct hunk *out)
{
	struct place a = place_of(s, w, 0, h->a0), b = place_of(s, w, 1, h->b0);
	bool more = place_next(&b, s, w, 1, h->b1);
	struct hunk rest = *h;
	uint32_t mate;
	size_t n = 0;

	while (more && place_next(&a, s, w, 0, h->a1)) {
		mate = ends_with(w, a.before);
		while (more && mate != NONE && b.before < mate)
			more = place_next(&b, s, w, 1, h->b1);
		if (more && b.before == mate)
			n += cut_off(out + n, &rest, a.at, b.at);
		mate = begins_with(w, a.sen);
		while (more && mate != NONE && b.sen < mate)
			more = place_next(&b, s, w, 1, h->b1);
		if (more && b.sen == mate)
			n += cut_off(out + n, &rest, a.at, b.at);
	}
	out[n++] = rest;
	return n;
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

/* Where both texts have as many, the one goes with the other. */
static size_t
by_flag(const struct stream *s, const struct work *w, const struct hunk *h,
    struct hunk *out, unsigned flag)
{
	struct hunk rest = *h;
	uint32_t i = h->a0, j = h->b0;
	size_t n = 0, many = count_flag(s, w, 0, i, h->a1, flag);

	if (many > 0 && many == count_flag(s, w, 1, j, h->b1, flag)) {
		while (many-- > 0) {
			i = next_flag(s, w, 0, i, h->a1, flag);
			j = next_flag(s, w, 1, j, h->b1, flag);
			n += cut_off(out + n, &rest, i, j);
		}
	}
	out[n++] = rest;
	return n;
}

/*
 * Hunks are read from the end of the array, where they are put first, and
 * written from its start: there is room for one more than there are tokens, and
 * each hunk has a token at least.
 */
static void
split_by(struct stream *s, const struct work *w, unsigned flag)
{
	size_t i = s->cap + 1 - s->nhunk, n = 0;
	struct hunk h;

	memmove(s->hunk + i, s->hunk, s->nhunk * sizeof(*s->hunk));
	for (; i < s->cap + 1; i++) {
		h = s->hunk[i];
		if (h.a1 - h.a0 < 2 || h.b1 - h.b0 < 2)
			s->hunk[n++] = h;
		else if (flag != 0)
			n += by_flag(s, w, &h, s->hunk + n, flag);
		else
			n += by_mates(s, w, &h, s->hunk + n);
	}
	s->nhunk = n;
}

/* Few streams have a hunk to cut. */
static bool
has_start(const struct stream *s, const struct work *w, const struct hunk *h)
{
	const unsigned flags = TOK_FIRST | TOK_LINE;

	return next_flag(s, w, 0, h->a0, h->a1, flags) < h->a1 &&
	    next_flag(s, w, 1, h->b0, h->b1, flags) < h->b1;
}

void
split(struct stream *s, const struct work *w)
{
	size_t i = 0;

	while (i < s->nhunk && !has_start(s, w, &s->hunk[i]))
		i++;
	if (i == s->nhunk)
		return;
	if (w->tune.across != ACROSS_ANY)
		split_by(s, w, 0);
	split_by(s, w, TOK_BLANK);
	split_by(s, w, TOK_LINE);
	if (w->tune.across != ACROSS_ANY)
		split_by(s, w, TOK_FIRST);
}
