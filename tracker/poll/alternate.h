/*
 * alternate - versions that take turns: headline tests, caches that disagree.
 *
 * A text that comes back once is a version: that is a revert. Where one came
 * back already and the other comes, too (A, B, A, B), or any of several, the
 * page alternates: looks are counted for each, and no version is made, until
 * one has stayed for a day, or a text comes that is none of them: that is a
 * version, and only what comes back after it counts again. (Where headlines take
 * turns, the text under them may be edited without an end of that.)
 */
#ifndef TRACKER_POLL_ALTERNATE_H
#define TRACKER_POLL_ALTERNATE_H

#include "store/store.h"
#include "tracker/extract/article.h"

enum alternate {
	ALTERNATE_NO,		/* a version, if it is new */
	ALTERNATE_BEGINS,	/* no version; it was not known before */
	ALTERNATE_GOES_ON,	/* no version */
	ALTERNATE_SETTLES,	/* a version: it has stayed */
};

/*
 * A text that is not the latest version's was read at `now`; the row of the
 * story's alternation is kept. 0, or -1 when the store failed. *before gets the
 * number of the version that has its text, where there is one.
 */
int alternate_other(struct store *, const struct store_story *,
    const struct article *, int64_t now, struct arena *, enum alternate *,
    int *before);

/* The latest version's text was there once more. */
int alternate_same(struct store *, const struct store_story *, int64_t now);

#endif
