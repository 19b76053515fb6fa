/*
 * other - does the address lead to another story than the one asked for? Sites
 * send readers of a story that is gone to what they would rather have read. (To
 * the front page, or to a story that is watched: state.h.)
 */
#ifndef TRACKER_POLL_OTHER_H
#define TRACKER_POLL_OTHER_H

#include "tracker/extract/article.h"

/*
 * `asked` is the story's address, `was` its last version or NULL, `now` what was
 * read. Only where the page stands at, or calls its own, another address. The
 * reason lives in the arena.
 */
bool other_story(struct arena *, struct str asked, const struct article *was,
    const struct article *now, struct str *reason);

/* Percent of the longer words of one text that the other has, too: of the one
 * that has fewer; 100 where there are too few to tell. For the tests, too. */
unsigned other_shared(struct arena *, const struct article *,
    const struct article *);

enum left {
	LEFT_PARTS,		/* the headline, the deck or a paragraph */
	LEFT_WORDS,		/* none of these, but words */
	LEFT_NOTHING,		/* hardly a word */
};
/* What of the one is left in the other. *long_enough: the one has enough words
 * for nothing to say something. */
enum left other_left(struct arena *, const struct article *was,
    const struct article *now, bool *long_enough);

#endif
