/*
 * words - a paragraph as a run of words, for shapes to be matched against.
 *
 * Quotes, dashes and kinds of space are folded by leaving them out; what is
 * left is words, colons (a dash after a label counts as one) and sentence ends.
 */
#ifndef TRACKER_NOTE_WORDS_H
#define TRACKER_NOTE_WORDS_H

#include "tracker/base/str.h"

enum word_type { WORD_TEXT, WORD_COLON, WORD_STOP };

struct word {
	enum word_type type;
	struct str s;	/* bytes of the text, quotes and commas apart */
	bool comma;	/* a comma or semicolon follows */
	bool quoted;	/* a quotation opens right before it */
	bool closed;	/* one closes right after it */
};

/* Reads at most `cap` words; returns how many. Linear, no allocation. */
size_t words_read(struct word *, size_t cap, struct str text);

/*
 * Does a word equal `z` (n bytes, lower case)? ASCII and Latin letters of
 * U+00C0 to U+00DE compare without case, a curly apostrophe is a straight one.
 */
bool word_is(struct str word, const char *z, size_t n);
/* The same for the word's beginning. */
bool word_starts(struct str word, const char *z, size_t n);
/* One of "a|b|c*"; a star ends a word of which only the beginning counts. */
bool word_in(struct str word, struct str alternatives);

/* A number, month, weekday, hour or what stands between them. */
bool word_dateish(struct str word);

/* Does a sentence end at this full stop? Abbreviations do not end one. */
bool sentence_ends(struct str text, size_t at);

#endif
