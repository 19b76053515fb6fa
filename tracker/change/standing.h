/*
 * standing - the wrong phrase of a story's note in other texts: those that
 * carry the same story elsewhere.
 */
#ifndef TRACKER_CLASSIFY_STANDING_H
#define TRACKER_CLASSIFY_STANDING_H

#include "tracker/change/classify.h"

struct standing {
	struct residual at;
	/* In a sentence like the one that was corrected; else the words may
	 * stand there in their own right. */
	bool same;
};

struct standings {
	struct standing *v;
	size_t n;
	size_t same;	/* how many are */
};

/* How often the wrong phrase stood in the old text of a change. */
size_t standing_before(const struct change *, const struct note_claim *,
    struct str language);
/*
 * The places of another text with the wrong phrase, in reading order; places
 * inside the longer right phrase and in notes are none. `was` is the change
 * whose old text had it, for what its numbers counted and for the sentences it
 * stood in; one without such an old text makes every sentence the same.
 */
void standing_find(struct standings *out, struct arena *,
    const struct change *was, const struct note_claim *,
    const struct article *other);
/*
 * The residuals of a claim anew, in an article: by the change that made the
 * correction, where that is not the one that brought the note.
 */
void standing_again(struct claim_result *, struct arena *,
    const struct change *was, const struct article *);
/* How many residuals are in the text, captions with it. */
size_t standing_in_text(const struct claim_result *);
/*
 * Sets `gone_in` of the residuals of a claim that a later version of the story
 * no longer has; `was` is the change that brought the note.
 */
void standing_follow(struct claim_result *, const struct change *was,
    const struct article *later, int number);

#endif
