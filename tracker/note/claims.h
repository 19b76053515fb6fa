/* What the two readers of claims share; nothing here is for other stages. */
#ifndef TRACKER_NOTE_CLAIMS_H
#define TRACKER_NOTE_CLAIMS_H

#include "tracker/note/phrase.h"
#include "tracker/note/read.h"

#define CLAIM_WORDS 400	/* of a note that are read for claims */

struct reader {
	struct word w[CLAIM_WORDS];
	bool place[CLAIM_WORDS];	/* the word says where, not what */
	size_t n;
	struct note *out;
	struct arena *arena;
};

/* "X, not Y", "X instead of Y", "X rather than Y": what parts the two. */
struct joint {
	size_t at, after;	/* its first word and the one behind it */
	bool found;
};

extern const struct phrase nothing;
extern const char mend_words[];	/* "corrects", "changes", ... */
extern const char show_words[];	/* "show", "read", ... */

void claim_add(struct reader *, struct phrase wrong, struct phrase right);
struct joint joint_find(const struct reader *, struct phrase);
/* Ends a phrase at a place, or at a clause that says why. */
struct phrase claim_cut(const struct reader *, struct phrase);

/* A clause of a note that mends: "corrects paragraph 3 to show X, not Y". */
void mend_read(struct reader *, struct phrase);
/* A sentence that says what was left out; false when it does not. */
bool omission_read(struct reader *, struct phrase);
/*
 * A sentence that confesses, from the verb of the error on. Returns the word
 * where reading goes on: the sentence that puts it right is read with it.
 */
size_t confession_read(struct reader *, struct phrase, size_t verb);

#endif
