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

/* Bytes of a mark at `at` that shows nothing: soft hyphen, zero-width marks,
 * word joiner, byte order mark; or 0. */
static inline size_t
word_unseen(struct str t, size_t at)
{
	const unsigned char *p = (const unsigned char *)t.p + at;
	size_t left = t.n - at;

	if (left >= 2 && p[0] == 0xc2 && p[1] == 0xad)
		return 2;
	if (left < 3)
		return 0;
	return (p[0] == 0xe2 && p[1] == 0x80 && p[2] >= 0x8b && p[2] <= 0x8f) ||
	    (p[0] == 0xe2 && p[1] == 0x81 && p[2] == 0xa0) ||
	    (p[0] == 0xef && p[1] == 0xbb && p[2] == 0xbf) ? 3 : 0;
}

/*
 * Lower case of the byte at *at of a word, which moves on; 0 at its end. ASCII
 * and Latin letters of U+00C0 to U+00DE lose their case, a curly apostrophe is
 * a straight one, marks that show nothing are passed over.
 */
static inline unsigned char
word_fold(struct str s, size_t *at)
{
	unsigned char c;
	size_t n;

	while (*at < s.n && (unsigned char)s.p[*at] >= 0xc2 &&
	    (n = word_unseen(s, *at)) > 0)
		*at += n;
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
