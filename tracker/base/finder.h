/*
 * finder - many short words looked for at once, in one pass over a text. ASCII
 * letters compare without case. It is small and made in no time, by whoever is
 * about to look for more than a few words in more than a line.
 */
#ifndef TRACKER_BASE_FINDER_H
#define TRACKER_BASE_FINDER_H

#include "tracker/base/str.h"

/* Words of a finder; what is beyond is not looked for. */
#define FINDER_WORDS 128

struct finder {
	struct str word[FINDER_WORDS];
	size_t n;
	unsigned char next[FINDER_WORDS];	/* word + 1 */
	unsigned char head[256];	/* by the first two bytes of a word */
};

/* A set of words by their number in the table. */
struct hits {
	uint64_t bits[FINDER_WORDS / 64];
};

void finder_init(struct finder *);
/* Words have at least two bytes and are in lower case; they are not copied. */
void finder_add(struct finder *, const char *word);
/* Those that stand anywhere in the text. */
struct hits finder_find(const struct finder *, struct str text);

static inline bool
hits_has(const struct hits *h, size_t word)
{
	return h->bits[word / 64] >> (word % 64) & 1;
}

#endif
