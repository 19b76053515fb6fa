/*
 * sight - what one reading of a capture sees that another did not. Not what
 * changed in the world: the bytes are the same, the eyes are others.
 */
#ifndef TRACKER_HISTORY_SIGHT_H
#define TRACKER_HISTORY_SIGHT_H

#include "tracker/extract/article.h"

struct sight_text {
	enum part part;
	struct str text;
};

struct sight {
	size_t gained, lost;		/* words, those of notes aside */
	struct sight_text *gains, *losses;	/* runs of them, in order */
	size_t ngains, nlosses;
	const struct article_note **notes_gained, **notes_lost;
	size_t nnotes_gained, nnotes_lost;
	/* Times of the page that are read now and were not, or otherwise; else
	 * TIME_NONE. */
	int64_t published, modified;
};

/* Everything lives in the arena or in the two articles. */
void sight_compare(struct sight *, struct arena *, const struct article *was,
    const struct article *now);
/* Is there nothing to tell? */
bool sight_same(const struct sight *);

#endif
