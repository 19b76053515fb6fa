/* What checking a note's claims shares: both texts as phrases. */
#ifndef TRACKER_CLASSIFY_CHECK_H
#define TRACKER_CLASSIFY_CHECK_H

#include "tracker/classify/inner.h"
#include "tracker/classify/phrase.h"

struct check {
	struct arena *arena;	/* for what is kept */
	struct arena *scratch;
	const struct change *change;
	unsigned languages;
	struct phrase old[PART_COUNT], new[PART_COUNT];
	struct paragraphs paragraphs;	/* of the new body */
	struct quotes quotes[PART_COUNT];	/* of the new parts */
	/* phrases of the new notes and their claims */
	struct phrase *notes;
	struct claim_words {
		struct phrase wrong, right;
		size_t note;
	} *claims;
	size_t nclaims;
};

/* Where a phrase stands in the headline, the deck and the body. */
struct places {
	struct place {
		enum part part;
		size_t unit;
		struct diff_span at;
	} *v;
	size_t n, cap;
};

/*
 * Places of `p`, but not those that are part of a place of `but` (a name
 * inside a longer one), nor those in a paragraph that is a note.
 */
void places_find(struct places *, struct check *, bool new,
    const struct phrase *p, const struct phrase *but);

/* The places of the new text as residuals. */
void residuals_make(struct claim_result *, struct check *,
    const struct places *);
/* A number, or a word taken out, stands elsewhere in its own right: only what
 * it says of the same thing is the same error. */
bool residuals_need_sense(const struct phrase *wrong,
    const struct phrase *right);
/*
 * Drops from `still`, the places of a bare number in the new text, those where
 * it counts something else than it did where it was changed.
 */
void residuals_same_sense(struct places *still, struct check *,
    const struct places *was);

/* What each side of an edit says that the other does not, the words beside it
 * read with it. */
void edit_sides(struct check *, const struct change_edit *,
    struct phrase *before, struct phrase *after);
/* The edits of fact that no note mentions. */
void beyond_find(struct reconciliation *, struct check *);

#endif
