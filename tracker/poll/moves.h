/*
 * moves - which blocks came, went or took another's place between two states of
 * a story. Pure, and no diff: blocks are whole and equal, or not. The deck is
 * one before the first. What is known as furniture may move as it likes: it
 * has no rows of its own, but text that stands where it stood has taken its
 * place.
 */
#ifndef TRACKER_POLL_MOVES_H
#define TRACKER_POLL_MOVES_H

#include "tracker/extract/boilerplate.h"

/* How a text is seen on a story, as bits of a sighting: none, and it stands
 * there; else it moved, and nothing else did. What says more is greater. */
enum {
	HOW_STANDS = 0,
	HOW_WENT = 1 << 0,
	HOW_CAME = 1 << 1,
	HOW_EDITED = 1 << 2,	/* it came, or went, by an edit; alone */
	HOW_SWAPPED = 1 << 3,	/* it took turns with wholly other text */
};

struct move {
	struct block block;
	bool came;		/* it is in the new state, else in the old */
	int how;
};

struct moves {
	struct move *row;
	size_t n, cap;
	/* nothing else is different: not the order, not a note or a headline */
	bool alone;
	bool edited;		/* some of it is an edit */
	/* one block in the place of one other is all: which place, else 0; the
	 * block that came is the last row */
	uint64_t place;
};

void moves_find(struct moves *, struct arena *, const struct article *was,
    const struct article *now, const struct known *);

/* Do two texts have half of their words in common, so that the one is likely
 * the other after an edit? */
bool moves_alike(struct str, struct str, struct arena *);

#endif
