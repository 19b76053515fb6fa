/*
 * history - from what the store keeps to what is known: versions read back as
 * articles, compared with the one before, classified, their notes checked. Reads
 * the store, never writes it; derives everything anew, by today's rules.
 *
 * Versions of a story that were read by different extractors are not compared
 * as they are stored: all are read again from their captures, by the same eyes,
 * so that a better extractor is never seen as a change. Where a capture is not
 * kept the stored texts are compared, and the evidence says so.
 */
#ifndef TRACKER_HISTORY_HISTORY_H
#define TRACKER_HISTORY_HISTORY_H

#include "store/store.h"
#include "tracker/report/report.h"

/* What captures are read again with: the site rule in force for a story, or
 * NULL. It is asked for only when something is read again. */
struct extract_rule;
struct history_eyes {
	const struct extract_rule *(*rule)(void *arg,
	    const struct store_story *, struct arena *);
	void *arg;
};

/*
 * The whole history of one story. `eyes` may be NULL: no site rules. Everything
 * lives in the arena. 0, or -1 with the error said: the store failed, or a
 * version's text is not a story.md.
 */
int history_load(struct report *out, struct arena *, struct store *,
    const struct history_eyes *, const struct store_story *, struct error *);

/* Two versions of a story as articles, by the same eyes. */
struct history_pair {
	struct article old, new;
	struct str caveat;	/* when it could not be so; else empty */
};
int history_pair(struct history_pair *out, struct arena *, struct store *,
    const struct history_eyes *, const struct store_story *, int old, int new,
    struct error *);

/*
 * Fills the copies of a report that history_load made: other stories that carry
 * the same text, and what became in each of the wrong phrases of the notes. 0,
 * or -1 with the error said. A story whose text cannot be read is none.
 */
int history_copies(struct report *, struct arena *, struct store *,
    const struct store_story *, struct error *);

/* Which changes are wanted; zero means no limit. */
struct history_filter {
	int64_t since, until;	/* by fetch time; TIME_NONE: open */
	bool by_sequence;	/* not by time, but all after `after`: */
	int64_t after;		/* place in the archive's history */
	unsigned kinds;		/* a set of 1 << enum kind; 0: all but first */
	const struct str *words;	/* one must stand in it (words.c) */
	size_t nwords;
	const struct str *feeds;
	size_t nfeeds;
	int severity;		/* the least */
	int64_t story;		/* only of this one; 0: of all */
	size_t newest;		/* at most so many, the newest ones first;
				 * 0: all */
};

/*
 * Changes across stories, the most serious first unless the newest are asked
 * for; a version in which nothing differs is none. *last becomes the sequence
 * number of the last version looked at (0: none), for the mark of a digest.
 */
int history_changes(struct report_change **out, size_t *n, int64_t *last,
    struct arena *, struct store *, const struct history_eyes *,
    const struct history_filter *, struct error *);
/* Is a change, found by a wider filter, among those of this one? */
bool history_fits(const struct history_filter *, const struct report_change *);
/*
 * What a change speaks of: its headline, the notes it brought, and the
 * paragraphs with an edit, as they are and as they were; folded, in the arena.
 * Does one of the words stand in that? Case does not count; "two words" is a
 * phrase, "word*" a beginning.
 */
struct str history_speech(const struct report_version *, struct arena *);
bool history_speaks(struct str speech, const struct str *words, size_t n);
/*
 * Fills the copies of changes that brought a note with a wrong phrase: those
 * where it still stands. For the first `n`; 0, or -1 with the error said.
 */
int history_elsewhere(struct report_change *, size_t n, struct arena *,
    struct store *, const struct history_eyes *, struct error *);

#endif
