/*
 * vocabulary - every word the table of shapes knows, in one trie.
 *
 * A shape asks of a word whether it is one of some alternatives. Asked row by
 * row that is thousands of comparisons a paragraph; here a word is looked up
 * once, and what is found says which elements of which rows take it. Made once
 * by match.c and never changed after. Inside note only.
 */
#ifndef TRACKER_NOTE_VOCABULARY_H
#define TRACKER_NOTE_VOCABULARY_H

#include "tracker/base/arena.h"

/* Elements of words in all rows, and rows; the tests know both are enough. */
#define VOCABULARY_ELEMENTS 1024
#define VOCABULARY_ROWS 256

/* What a word is to the table. */
struct meaning {
	uint64_t elements[VOCABULARY_ELEMENTS / 64];	/* that take it */
	uint64_t rows[VOCABULARY_ROWS / 64];	/* that may begin with it */
};

struct vocabulary {
	struct arena arena;
	struct letter *letters;		/* the trie; 0 is the root */
	size_t nletters, cap_letters;
	struct meaning *meanings;	/* 0 takes nothing */
	size_t nmeanings, cap_meanings;
	unsigned short first[256];	/* children of the root */
};

void vocabulary_init(struct vocabulary *);
void vocabulary_release(struct vocabulary *);
/*
 * Adds "a|b*|$set" as an element; `row` may begin with it, or is -1. A star
 * ends a word of which only the beginning counts.
 */
void vocabulary_add(struct vocabulary *, struct str alternatives,
    size_t element, int row);
/* After the last element was added: words that begin like others mean both. */
void vocabulary_close(struct vocabulary *);

/* Never NULL; letters compare as in words.h. */
const struct meaning *vocabulary_find(const struct vocabulary *, struct str);

static inline bool
meaning_takes(const struct meaning *m, size_t element)
{
	return m->elements[element / 64] >> (element % 64) & 1;
}

#endif
