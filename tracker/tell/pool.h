/*
 * Changes derived once and picked from for every subscriber: what is costly is
 * done for a change once, however many are told of it.
 */
#ifndef TRACKER_TELL_POOL_H
#define TRACKER_TELL_POOL_H

#include "tracker/cmd/command.h"
#include "tracker/report/history.h"

struct pool {
	struct report_change *changes;	/* the most serious first */
	bool *elsewhere;		/* its copies have been looked for */
	size_t n;
	bool loaded;
};

/* Every change, of any kind and feed, of the filter's window. 0, or -1 with
 * the error said. */
int pool_load(struct pool *, struct app *, const struct history_filter *,
    struct error *);
/* Copies of those that fit, in their order; of the first that a digest tells
 * in full, copies with an error are looked for. 0, or -1. */
int pool_pick(struct pool *, struct app *, const struct history_filter *,
    struct arena *, struct report_change **out, size_t *n, struct error *);

#endif
