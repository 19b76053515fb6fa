/*
 * history - from what the store keeps to what is known: versions read back as
 * articles, compared with the one before, classified, their notes checked. Reads
 * the store, never writes it; derives everything anew, by today's rules.
 */
#ifndef TRACKER_HISTORY_HISTORY_H
#define TRACKER_HISTORY_HISTORY_H

#include "store/store.h"
#include "tracker/report/report.h"

/*
 * The whole history of one story. Everything lives in the arena. 0, or -1 with
 * the error said: the store failed, or a version's text is not a story.md.
 */
int history_load(struct report *out, struct arena *, struct store *,
    const struct store_story *, struct error *);

/* One version as an article, alone. `number` -1 is the latest. */
int history_article(struct article *out, struct store_story const *,
    int number, struct arena *, struct store *, struct error *);

/* Which changes are wanted; zero means no limit. */
struct history_filter {
	int64_t since, until;	/* by fetch time; TIME_NONE: open */
	bool by_sequence;	/* not by time, but all after `after`: */
	int64_t after;		/* place in the archive's history */
	unsigned kinds;		/* a set of 1 << enum kind; 0: all but first */
	const struct str *feeds;
	size_t nfeeds;
	int severity;		/* the least */
};

/*
 * Changes across stories, the most serious first. *last becomes the sequence
 * number of the last version looked at (0: none), for the mark of a digest.
 */
int history_changes(struct report_change **out, size_t *n, int64_t *last,
    struct arena *, struct store *, const struct history_filter *,
    struct error *);

#endif
