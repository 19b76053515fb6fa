/*
 * learn - what the stories of a host have in common and is part of none.
 *
 * A page alone cannot say that a paragraph is a promotion. Many pages can: its
 * text stands on other stories of the host, and it comes and goes while nothing
 * else changes. What is learned lives in the catalog (tracker-store(5));
 * captures keep every page whole.
 *
 *	recurs		seen on 3 stories of the host. When nothing but such
 *			texts came or went, the page is not a version yet; it
 *			is one when the next fetch finds it so again.
 *	moves		within a week, and while nothing else changed, it took
 *			turns with wholly other text on 3 stories, or came to 3
 *			and went from 3, or came to 10. Where it comes, or takes
 *			the place of furniture, that is no version; what it says
 *			is shown with the next one. Its going is waited for.
 *	furniture	the same, and it has both come and gone: it is no part
 *			of the article.
 *	a place		in one story, one block that changed at every one of 4
 *			fetches over a day, and nothing else did: waited for,
 *			until it rests.
 *
 * An edit teaches nothing, however many stories have it: a text of which half
 * stays may be corrected, and that is a version on each of them.
 *
 * A text that stands in one story is always kept. Copies of one text are one
 * story. What can be furniture at all says tracker/extract/boilerplate.h.
 */
#ifndef TRACKER_POLL_LEARN_H
#define TRACKER_POLL_LEARN_H

#include "store/store.h"
#include "tracker/extract/boilerplate.h"

struct learner {
	struct store *store;
	struct arena *arena;	/* lives as long as the learner */
	struct learner_host *bucket[256];
};

void learner_init(struct learner *, struct store *, struct arena *);

/* What is known of the story's host; NULL when the store failed. */
const struct known *learn_known(struct learner *, const struct store_story *);

struct lesson {
	const struct store_story *story;
	int64_t previous;	/* the fetch before it, or STORE_NO_TIME */
	int64_t at;		/* when this page was */
	struct arena *arena;	/* of this page */
};

/* The first version of a story; 0, or -1 when the store failed. */
int learn_first(struct learner *, const struct lesson *,
    const struct article *);

enum learned {
	LEARN_CHANGE,		/* a version */
	LEARN_FURNITURE,	/* nothing but furniture moved: the same */
	LEARN_WAIT,		/* what recurs or never rests did: the next will
				 * tell */
};
/*
 * The last version's page and this one, both with all that stands there; they
 * are not the same without furniture. Learns from what is different; 0, or -1.
 */
int learn_change(struct learner *, const struct lesson *,
    const struct article *was, const struct article *now, enum learned *);

/* Learns from all versions of the store, besides what is known; 0, or -1. */
int learn_again(struct store *);

#endif
