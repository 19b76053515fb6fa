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
 * Lower case of the byte at *at of a word, which moves on; 0 at its end. ASCII
 * and Latin letters of U+00C0 to U+00DE lose their case, a curly apostrophe is
 * a straight one.
 */
static inline unsigned char
word_fold(struct str s, size_t *at)
{
	unsigned char c;

	if (*at >= s.n)
		return 0;
	c = (unsigned char)s.p[(*at)++];
	if (c >= 'A' && c <= 'Z')
		return (unsigned char)(c + 32);
	if (c == 0xe2 && *at + 1 < s.n && (unsigned char)s.p[*at] == 0x80 &&
	    (unsigned char)s.p[*at + 1] == 0x99) {
		*at += 2;
		return '\'';
	}
	if (*at >= 2 && (unsigned char)s.p[*at - 2] == 0xc3 && c >= 0x80 &&
	    c <= 0x9e && c != 0x97)
		return (unsigned char)(c + 0x20);
	return c;
}

/* Does a word, folded, equal `z` (n bytes, lower case)? */
bool word_is(struct str word, const char *z, size_t n);
/* The same for the word's beginning. */
bool word_starts(struct str word, const char *z, size_t n);
/* One of "a|b|c*"; a star ends a word of which only the beginning counts. */
bool word_in(struct str word, struct str alternatives);

/* Months, weekdays, hours and what stands between them, as word_in has them. */
extern const char word_dates[];
bool word_has_digit(struct str word);

/* Does a sentence end at this full stop? Abbreviations do not end one. */
bool sentence_ends(struct str text, size_t at);

#endif
