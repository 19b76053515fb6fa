/*
 * Phrases of a note looked for in a text: numbers and dates by value, names
 * without their titles, words by their stem, articles left out.
 */
#ifndef TRACKER_CLASSIFY_PHRASE_H
#define TRACKER_CLASSIFY_PHRASE_H

#include "tracker/change/facts.h"

struct unit {
	uint64_t value;
	size_t start, end;	/* bytes in the text */
	bool number;		/* a number or part of a date */
	bool name;		/* has a capital inside a sentence */
	bool common;		/* says nothing by itself */
};

struct phrase {
	struct unit *v;
	size_t n, cap;
};

/* Longer phrases of a note are cut: they are sentences. */
#define PHRASE_UNITS 64

void phrase_read(struct phrase *, struct arena *, struct str text,
    unsigned languages);
/* Is the phrase at unit i of the text? */
bool phrase_at(const struct phrase *text, size_t i, const struct phrase *);
bool phrase_has(const struct phrase *, uint64_t value);
/* Units of `a` that say something and are not in `b`. */
void phrase_without(struct phrase *out, struct arena *, const struct phrase *a,
    const struct phrase *b);

#endif
