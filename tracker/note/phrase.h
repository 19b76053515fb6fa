/*
 * phrase - runs of words inside a note, and which part of a long one answers a
 * short one ("X, not Y" names Y tersely and X in a whole sentence).
 */
#ifndef TRACKER_NOTE_PHRASE_H
#define TRACKER_NOTE_PHRASE_H

#include "tracker/note/words.h"

/* Words [a, b) of a note. */
struct phrase {
	size_t a, b;
};

static inline bool
phrase_empty(struct phrase p)
{
	return p.a >= p.b;
}

/* First word of [a, b) that is one of the alternatives; b when none is. */
size_t phrase_find(const struct word *, struct phrase, const char *words);
/* Without leading articles, pronouns and "that", without trailing "in". */
struct phrase phrase_trim(const struct word *, struct phrase);
/* The first quotation in it, whole; the phrase itself when it has none. */
struct phrase phrase_quoted(const struct word *, struct phrase, bool *found);
/* The bytes from its first word to its last, quotation marks left off. */
struct str phrase_str(const struct word *, struct phrase);

/* The part of `whole` that stands where `terse` stood. */
struct phrase phrase_answer(const struct word *, struct phrase whole,
    struct phrase terse);
/* The part of a sentence that is likely what was put right. */
struct phrase phrase_point(const struct word *, struct phrase);
/*
 * Two sentences that begin alike: what is left of each after the beginning they
 * share, when that is long enough to be no chance.
 */
void phrase_contrast(const struct word *, struct phrase *, struct phrase *);

bool word_number(struct str);	/* begins with a digit or a mark of money */
bool word_capital(struct str);
bool word_like(struct str, struct str);	/* equal, or nearly so */

#endif
