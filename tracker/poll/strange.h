/*
 * strange - nothing of a story is left on its page.
 *
 * A site that is closed for a day, or has lost its stories, may answer with one
 * page in place of all of them, in any language and with status 200. What such a
 * page says cannot be known; but it is no version of any story: no headline, no
 * paragraph and hardly a word of the story is left, and other stories of the host
 * have the same text. The first of them that is met is seen to be strange alone.
 */
#ifndef TRACKER_POLL_STRANGE_H
#define TRACKER_POLL_STRANGE_H

#include "store/store.h"
#include "tracker/extract/article.h"

enum strange {
	STRANGE_NO,
	STRANGE_ALONE,		/* written anew from end to end, or another's */
	STRANGE_SHARED,		/* and several stories of the host have it */
};

struct strange_look {
	struct store *store;
	const struct store_story *story;
	int64_t at;
	struct arena *arena;
};

/* A story's first version: it may be such a page. 0, or -1 when the store
 * failed. */
int strange_first(const struct strange_look *, const struct article *);
/*
 * `was` is the last version, `now` another text; it is remembered where it is
 * strange. A text that was a version before, or has some of one, is not; nor is
 * what follows a version that was such a page itself. 0, or -1.
 */
int strange_page(const struct strange_look *, const struct article *was,
    const struct article *now, enum strange *);

#endif
