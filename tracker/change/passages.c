/* Runs of words that stand in two texts, and which of them belong together. */
#include "tracker/base/utf8.h"
#include "tracker/change/letters.h"
#include "tracker/change/passages.h"
#include "tracker/change/tokens.h"

/* All weights are in half words. */
#define RUN_LEAST 4	/* two words begin a run */
#define NEAR 48		/* how far off the next of a group may be */
#define SHIFT 8		/* and how much nearer or farther in the other text */
#define GROUP_LEAST 12	/* six words count, if they are */
#define GROUP_PART 5	/* a fifth of the stretch they stand in */
#define PLACES 16	/* where else the same two words stand: looked at */
/* Words of a text that are laid against another, the first. */
#define WORDS_MOST 200000

/*
 * What makes a copy: a fifth of the shorter text, if it is more than sentences
 * that stand alone, for those are quotations that all reports have; or half of
 * it, if that is anything.
 */
static const struct {
	double share;
	size_t words, stretch;
} copies[] = { { 0.2, 30, 40 }, { 0.5, 12, 0 } };

/* ---- texts -------------------------------------------------------------- */

static unsigned
weight_of(const struct token *t)
{
	struct str rest = t->text;

	return letter_is_alone(utf8_next(&rest, NULL)) ? 1 : 2;
}

static size_t
slot_of(const struct passage_text *p, uint64_t a, uint64_t b)
{
	uint64_t h = (a ^ (b << 31 | b >> 33)) * 0x9e3779b97f4a7c15u;

	return (size_t)(h >> 20) & (p->nfirst - 1);
}

/* Chains of places, the earliest first. */
static void
index_pairs(struct passage_text *p, struct arena *a)
{
	size_t slot;

	for (p->nfirst = 64; p->nfirst < 2 * p->n;)
		p->nfirst *= 2;
	p->first = arena_alloc(a, p->nfirst, sizeof(*p->first));
	p->next = arena_alloc(a, p->n + 1, sizeof(*p->next));
	for (size_t i = p->n; i-- > 1;) {
		slot = slot_of(p, p->words[i - 1].hash, p->words[i].hash);
		p->next[i - 1] = p->first[slot];
		p->first[slot] = (unsigned)i;	/* place + 1 */
	}
}

void
passage_text_read(struct passage_text *p, struct arena *a, struct str text)
{
	struct tokens t = { 0 };

	*p = (struct passage_text){ .text = text };
	tokens_read(&t, a, text, 0, text.n, NULL);
	p->words = arena_alloc(a, t.n + 1, sizeof(*p->words));
	p->weight = arena_alloc(a, t.n + 1, sizeof(*p->weight));
	for (size_t i = 0; i < t.n && p->n < WORDS_MOST; i++) {
		if (t.v[i].type == TOKEN_MARK || t.v[i].type == TOKEN_QUOTE)
			continue;
		p->words[p->n] = (struct passage_word){
			str_hash(t.v[i].key), t.v[i].text };
		p->weight[p->n + 1] = p->weight[p->n] + weight_of(&t.v[i]);
		p->n++;
	}
	index_pairs(p, a);
}

/* ---- runs --------------------------------------------------------------- */

struct run {
	size_t a, b, n;		/* words */
};

static size_t
same_words(const struct passage_text *a, size_t i,
    const struct passage_text *b, size_t k)
{
	size_t n = 0;

	while (i + n < a->n && k + n < b->n &&
	    a->words[i + n].hash == b->words[k + n].hash)
		n++;
	return n;
}

static size_t
apart(size_t x, size_t y)
{
	return x > y ? x - y : y - x;
}

/* The longest run at word k of `b`. Where the text goes on (`expected`) is
 * looked at first and wins among equals: "of the" stands everywhere. */
static struct run
run_at(const struct passage_text *a, const struct passage_text *b, size_t k,
    size_t expected)
{
	struct run best = { 0, k, 0 };
	size_t slot = slot_of(a, b->words[k].hash, b->words[k + 1].hash);
	size_t from = expected > SHIFT / 2 ? expected - SHIFT / 2 : 0;
	size_t n, i, tried = 0;

	for (i = from; i < from + SHIFT && i < a->n; i++) {
		n = same_words(a, i, b, k);
		if (n > 1 && (n > best.n || (n == best.n &&
		    apart(i, expected) < apart(best.a, expected))))
			best = (struct run){ i, k, n };
	}
	for (i = a->first[slot]; i > 0 && tried < PLACES; i = a->next[i - 1]) {
		n = same_words(a, i - 1, b, k);
		if (n > 1 && n > best.n)
			best = (struct run){ i - 1, k, n };
		tried++;
	}
	return best;
}

static unsigned
weighs(const struct passage_text *b, const struct run *r)
{
	return b->weight[r->b + r->n] - b->weight[r->b];
}

/* Do both texts go on from the one to the other? */
static bool
goes_on(const struct passage_text *a, const struct passage_text *b,
    const struct run *x, const struct run *y)
{
	unsigned in_b = b->weight[y->b] - b->weight[x->b];
	long in_a = (long)a->weight[y->a] - (long)a->weight[x->a];
	unsigned gap = b->weight[y->b] - b->weight[x->b + x->n];

	return gap <= NEAR && in_a > 0 &&
	    apart((size_t)in_a, in_b) <= SHIFT;
}

/* Runs in the order of `b`, none over another. */
static size_t
runs_find(struct run *out, const struct passage_text *a,
    const struct passage_text *b)
{
	size_t n = 0, expected = 0;
	struct run r;

	for (size_t k = 0; k + 1 < b->n; k++, expected++) {
		r = run_at(a, b, k, expected);
		if (r.n < 2 || weighs(b, &r) < RUN_LEAST)
			continue;
		out[n++] = r;
		k += r.n - 1;
		expected = r.a + r.n - 1;
	}
	return n;
}

/* ---- what is shared ----------------------------------------------------- */

static struct str
words_text(const struct passage_text *p, size_t from, size_t n)
{
	const struct passage_word *first = &p->words[from];
	const struct passage_word *last = &p->words[from + n - 1];

	return str_make(first->at.p,
	    (size_t)(last->at.p + last->at.n - first->at.p));
}

/* Runs that belong together, of `b`: do they count, and for how much? */
static void
take_group(struct passages *out, const struct passage_text *b,
    const struct run *r, size_t n)
{
	const struct run *last = &r[n - 1];
	unsigned sum = 0, most = 0, stretch;

	for (size_t i = 0; i < n; i++) {
		sum += weighs(b, &r[i]);
		most = weighs(b, &r[i]) > most ? weighs(b, &r[i]) : most;
	}
	stretch = b->weight[last->b + last->n] - b->weight[r->b];
	if (sum < GROUP_LEAST || sum * GROUP_PART < stretch)
		return;
	out->words += sum / 2;
	/* a sentence with "of the" near it reaches no farther than itself */
	if ((sum - most) * GROUP_PART < sum)
		stretch = most;
	if (stretch / 2 > out->stretch)
		out->stretch = stretch / 2;
	for (size_t i = 0; i < n; i++) {
		if (weighs(b, &r[i]) / 2 <= out->longest_words)
			continue;
		out->longest_words = weighs(b, &r[i]) / 2;
		out->longest = words_text(b, r[i].b, r[i].n);
	}
}

void
passages_find(struct passages *out, struct arena *scratch,
    const struct passage_text *x, const struct passage_text *y)
{
	bool turn = x->weight[x->n] < y->weight[y->n];
	const struct passage_text *a = turn ? y : x, *b = turn ? x : y;
	struct run *r = arena_alloc(scratch, b->n / 2 + 1, sizeof(*r));
	size_t n = runs_find(r, a, b), from = 0;

	*out = (struct passages){ .of = b->weight[b->n] / 2 };
	for (size_t i = 0; i < n; i++) {
		if (i + 1 < n && goes_on(a, b, &r[i], &r[i + 1]))
			continue;
		take_group(out, b, r + from, i + 1 - from);
		from = i + 1;
	}
	if (out->of > 0)
		out->share = (double)out->words / (double)out->of;
}

bool
passages_are_copy(const struct passages *p)
{
	for (size_t i = 0; i < sizeof(copies) / sizeof(copies[0]); i++)
		if (p->share >= copies[i].share &&
		    p->words >= copies[i].words &&
		    p->stretch >= copies[i].stretch)
			return true;
	return false;
}
