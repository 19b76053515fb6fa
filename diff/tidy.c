#include "diff/stream.h"

#define ISLAND_TOKENS 8

/*
 * What a reader would call one edit: an island of kept words between two hunks
 * goes with them when it weighs little beside them.
 */
/* Their weight, or some weight of `most` or more. */
static int
weigh(const struct stream *s, const struct work *w, int side, uint32_t from,
    uint32_t to, int most)
{
	int sum = 0;

	for (; from < to && sum < most; from++)
		sum += word_weight_of(w, stream_token(s, w, side, from));
	return sum;
}

/* Whole sentences, which only one of the texts has. */
static bool
is_sentences(const struct stream *s, const struct work *w,
    const struct hunk *h)
{
	if (h->a0 == h->a1)
		return begins_sentence(s, w, 1, h->b0) &&
		    begins_sentence(s, w, 1, h->b1);
	return h->b0 == h->b1 && begins_sentence(s, w, 0, h->a0) &&
	    begins_sentence(s, w, 0, h->a1);
}

/* Does a line, or what `flag` says, begin in the island or right after it? */
static bool
crosses(const struct stream *s, const struct work *w, const struct hunk *l,
    const struct hunk *r, unsigned flag)
{
	uint32_t i;

	for (i = l->a1; i < r->a0 + (r->a1 > r->a0); i++) {
		if (stream_token(s, w, 0, i)->flags & flag)
			return true;
	}
	for (i = l->b1; i < r->b0 + (r->b1 > r->b0); i++) {
		if (stream_token(s, w, 1, i)->flags & flag)
			return true;
	}
	return false;
}

static bool
two_sided(const struct hunk *h)
{
	return h->a0 < h->a1 && h->b0 < h->b1;
}

/* Of a hunk, beside an island: the longest edits draw no more to them. */
#define BESIDE_MOST (4 * WORD_WEIGHT)

static int
hunk_weight(const struct stream *s, const struct work *w, const struct hunk *h)
{
	int a = weigh(s, w, 0, h->a0, h->a1, BESIDE_MOST);
	int b = weigh(s, w, 1, h->b0, h->b1, BESIDE_MOST);

	if (b > a)
		a = b;
	return a < BESIDE_MOST ? a : BESIDE_MOST;
}

static int
pull(const struct stream *s, const struct work *w, const struct hunk *h)
{
	return hunk_weight(s, w, h) + (two_sided(h) ? w->tune.both : 0);
}

/* Does a sentence begin in both texts in the island or right after it? */
static bool
crosses_both(const struct stream *s, const struct work *w, const struct hunk *l,
    const struct hunk *r)
{
	for (uint32_t i = 0; i <= r->a0 - l->a1; i++) {
		if (begins_sentence(s, w, 0, l->a1 + i) &&
		    begins_sentence(s, w, 1, l->b1 + i))
			return true;
	}
	return false;
}

/*
 * Are two edits of different sentences apart? A word or two at the end of one
 * has nothing to do with the next; where both were rewritten the stop between
 * them is what remained by chance.
 */
static bool
apart(const struct stream *s, const struct work *w, const struct hunk *l,
    const struct hunk *r)
{
	int a, b;

	if (w->tune.across == ACROSS_ANY)
		return false;
	if (crosses(s, w, l, r, TOK_FIRST) &&
	    (is_sentences(s, w, l) || is_sentences(s, w, r)))
		return true;
	if (!crosses_both(s, w, l, r))
		return false;
	if (w->tune.across == ACROSS_NEVER)
		return true;
	a = hunk_weight(s, w, l);
	b = hunk_weight(s, w, r);
	return a <= WORD_WEIGHT || b <= WORD_WEIGHT ||
	    (a <= 3 * WORD_WEIGHT && b <= 3 * WORD_WEIGHT);
}

/* What an island between two hunks counts more than its words weigh. */
static int
surplus(const struct stream *s, const struct work *w, const struct hunk *l,
    const struct hunk *r)
{
	uint32_t n = r->a0 - l->a1;

	if (n != 1)
		return n == 2 ? w->tune.two : w->tune.three;
	if (stream_token(s, w, 0, l->a1)->kind == TOK_PUNCT)
		return w->tune.mark;
	return two_sided(l) && two_sided(r) ? 0 : w->tune.lone;
}

/* Does the island between two hunks weigh little beside them? */
static bool
absorbs(const struct stream *s, const struct work *w, const struct hunk *l,
    const struct hunk *r)
{
	uint32_t n = r->a0 - l->a1;
	int island;

	if (n > ISLAND_TOKENS || crosses(s, w, l, r, TOK_LINE) ||
	    apart(s, w, l, r))
		return false;
	island = weigh(s, w, 0, l->a1, r->a0, w->tune.most + 1) + surplus(s, w, l, r);
	return island <= w->tune.most && island * 8 <=
	    (pull(s, w, l) + pull(s, w, r)) * w->tune.share;
}

/* Do the words at two positions read alike? */
static bool
alike(const struct stream *s, const struct work *w, int side, uint32_t a,
    uint32_t b)
{
	return stream_token(s, w, side, a)->id ==
	    stream_token(s, w, side, b)->id;
}

/* How well an edit of tokens [from, to) of one side would stand there. */
static int
standing(const struct stream *s, const struct work *w, int side, uint32_t from,
    uint32_t to)
{
	const struct token *first = stream_token(s, w, side, from);
	const struct token *last = stream_token(s, w, side, to - 1);
	int score = 0;

	if (first->flags & TOK_LINE)
		score += 4;
	if (first->flags & TOK_FIRST)
		score += 6;
	if (begins_sentence(s, w, side, to))
		score += 6;
	/* phrases begin with a comma or a small word, and do not end so */
	if (word_weight_of(w, first) < WORD_WEIGHT / 2)
		score += 1;
	if (word_weight_of(w, last) < WORD_WEIGHT / 2)
		score -= 1;
	if (!(first->flags & TOK_SPACED) && first->kind != TOK_PUNCT)
		score -= 2;
	return score;
}

/* Names the rule by which kept words [from, to) of a side are in an edit. */
static void
explain(const struct stream *s, const struct work *w, int side, uint32_t from,
    uint32_t to, enum token_why why)
{
	for (; from < to; from++)
		w->tok[side].v[stream_at(s, side, from)].why = why;
}

/*
 * A hunk of one side may stand in several places with the same result: "the
 * cat the" is "the cat" or "cat the". It goes where a sentence begins or ends,
 * else as far to the right as it can. `lo` and `hi` bound it.
 */
static void
slide(struct stream *s, const struct work *w, struct hunk *h, int side,
    uint32_t lo, uint32_t hi)
{
	uint32_t start = side == 0 ? h->a0 : h->b0, from = start, best = start;
	uint32_t to = side == 0 ? h->a1 : h->b1, len = to - from;
	int score, top = -100;
	int32_t by;

	while (from > lo && alike(s, w, side, from - 1, to - 1))
		from--, to--;
	for (;; from++, to++) {
		score = standing(s, w, side, from, to);
		if (score >= top) {
			top = score;
			best = from;
		}
		if (to >= hi || !alike(s, w, side, from, to))
			break;
	}
	by = (int32_t)(best - start);
	if (best > start)
		explain(s, w, side, best > start + len ? best : start + len,
		    best + len, WHY_SLID);
	else
		explain(s, w, side, best, best + len < start ? best + len :
		    start, WHY_SLID);
	h->a0 += by;
	h->a1 += by;
	h->b0 += by;
	h->b1 += by;
}

static void
slide_all(struct stream *s, const struct work *w)
{
	for (size_t i = 0; i < s->hunks.n; i++) {
		struct hunk *h = &s->hunks.v[i];
		const struct hunk *next = i + 1 < s->hunks.n ? h + 1 : NULL;

		/* the islands beside it may shrink to nothing, not less */
		if (h->a0 == h->a1)
			slide(s, w, h, 1, i > 0 ? h[-1].b1 : 0,
			    next ? next->b0 : s->n[1]);
		else if (h->b0 == h->b1)
			slide(s, w, h, 0, i > 0 ? h[-1].a1 : 0,
			    next ? next->a0 : s->n[0]);
	}
}

int
tidy(struct stream *s, const struct work *w)
{
	struct hunk *v, *l;
	size_t n = 0, i;

	slide_all(s, w);
	if (!w->opt.minimal && split(s, w) != 0)
		return -1;
	v = s->hunks.v;
	for (i = 0; i < s->hunks.n; i++) {
		l = n > 0 ? &v[n - 1] : NULL;
		if (l != NULL && !v[i].cut && (l->a1 == v[i].a0 ||
		    (!w->opt.minimal && absorbs(s, w, l, &v[i])))) {
			explain(s, w, 0, l->a1, v[i].a0, WHY_ISLAND);
			explain(s, w, 1, l->b1, v[i].b0, WHY_ISLAND);
			l->a1 = v[i].a1;
			l->b1 = v[i].b1;
		} else {
			v[n++] = v[i];
		}
	}
	s->hunks.n = n;
	return 0;
}
