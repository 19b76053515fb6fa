/*
 * What was learned about how fast stories change, kept in the store: a pace a
 * feed (a site, for stories without one) and one of the whole tracker.
 */
#ifndef TRACKER_POLL_RATES_H
#define TRACKER_POLL_RATES_H

#include "store/store.h"
#include "tracker/base/arena.h"
#include "tracker/poll/pace.h"

struct rates_entry;

struct rates {
	struct store *store;
	struct arena *arena;
	struct rates_entry **table;	/* by name, chained */
	size_t n;
	struct rates_entry *all;	/* the whole tracker's */
	bool failed;		/* the store did */
};

/*
 * All memory is the arena's. In a store that has versions and no rates yet, as
 * after a rebuild, they are learned from the versions' times.
 */
void rates_init(struct rates *, struct store *, struct arena *);
/* The pace for a story; never NULL, also after a failure. */
struct pace *rates_of(struct rates *, const struct store_story *);
/* Writes what was learned since the last time, inside a pass of the store. 0,
 * or -1 when the store failed, now or before. Zeroed rates write nothing. */
int rates_save(struct rates *);

#endif
