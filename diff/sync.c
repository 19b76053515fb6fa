#include <string.h>

#include "diff/work.h"

/*
 * A long paragraph with a word changed is equal nearly everywhere. Runs of
 * equal bytes between two changes are skipped before anything is tokenised, as
 * long as the texts come together again soon after each change; what they
 * leave keeps some words of context, so that later steps see no difference.
 */
#define RUN_BYTES 112		/* a shorter run is no boundary */
#define CONTEXT_BYTES 32	/* of a run, left on both sides */
#define SYNC_WORDS 24		/* how far ahead a meeting place is looked for */
#define SYNC_BYTES 24		/* that must be equal there */

static size_t
equal_run(const char *p, const char *pend, const char *q, const char *qend)
{
	size_t max = pend - p < qend - q ? pend - p : qend - q, n = 0;
	uint64_t x, y;

	for (; n + 8 <= max; n += 8) {
		memcpy(&x, p + n, 8);
		memcpy(&y, q + n, 8);
		if (x != y)
			break;
	}
	while (n < max && p[n] == q[n])
		n++;
	return n;
}

/* The next place after p where a word begins behind a space. */
static const char *
next_word(const char *p, const char *end)
{
	while (p < end && *p != ' ' && *p != '\n')
		p++;
	while (p < end && (*p == ' ' || *p == '\n'))
		p++;
	return p;
}

/* The last place at or before p where a word begins, not before `from`. */
static const char *
word_back(const char *p, const char *from)
{
	while (p > from && p[-1] != ' ' && p[-1] != '\n')
		p--;
	return p;
}

/*
 * After a difference: the nearest words that begin equal text on both sides.
 * False when there are none near.
 */
static bool
meet(const char **p, const char *pend, const char **q, const char *qend)
{
	const char *a[SYNC_WORDS], *b[SYNC_WORDS];
	int i, sum;

	for (sum = 0; sum < SYNC_WORDS; sum++) {
		a[sum] = next_word(sum > 0 ? a[sum - 1] : *p, pend);
		b[sum] = next_word(sum > 0 ? b[sum - 1] : *q, qend);
		for (i = 0; i <= sum; i++) {
			if (pend - a[i] < SYNC_BYTES ||
			    qend - b[sum - i] < SYNC_BYTES ||
			    memcmp(a[i], b[sum - i], SYNC_BYTES) != 0)
				continue;
			*p = a[i];
			*q = b[sum - i];
			return true;
		}
	}
	return false;
}

/*
 * How much of an equal run is left to the change in front of it: up to n, where
 * no word begins in what comes after the context.
 */
static size_t
lead(const char *p, size_t n)
{
	if (n < CONTEXT_BYTES)
		return n;
	return next_word(p + CONTEXT_BYTES, p + n) - p;
}

/*
 * Regions do not overlap. One ends at p + keep in a run [p, p + n) that is cut,
 * the next begins at `back`. A run is cut only where keep + CONTEXT_BYTES < n,
 * so word_back starts at p + n - CONTEXT_BYTES, behind p + keep, and stops
 * there at the latest: p + keep <= back <= p + n. The next run begins at
 * p + n or later, so the region from `back` on does not end before it begins.
 * Both texts are cut at the same places of the run: what is true of p is of q.
 */

int
work_sync(struct work *w, size_t a, size_t b, size_t c, size_t d)
{
	const char *p = w->text[0] + a, *pend = w->text[0] + b;
	const char *q = w->text[1] + c, *qend = w->text[1] + d;
	const char *from = p, *qfrom = q, *back;
	size_t n, keep;

	if (b - a < RUN_BYTES || d - c < RUN_BYTES)
		return work_region(w, a, b, c, d);
	for (;;) {
		n = equal_run(p, pend, q, qend);
		keep = p == from && p == w->text[0] + a ? 0 : lead(p, n);
		if (n >= RUN_BYTES && keep + CONTEXT_BYTES < n) {
			back = word_back(p + n - CONTEXT_BYTES, p + keep);
			if (p + n == pend && q + n == qend)
				back = pend;
			if (work_region(w, from - w->text[0],
				p + keep - w->text[0], qfrom - w->text[1],
				q + keep - w->text[1]) != 0)
				return -1;
			qfrom = q + (back - p);
			from = back;
		}
		p += n;
		q += n;
		if (p == pend && q == qend)
			break;
		/* from the start of the word that differs */
		if (!meet(&p, pend, &q, qend))
			break;
	}
	return work_region(w, from - w->text[0], b, qfrom - w->text[1], d);
}
