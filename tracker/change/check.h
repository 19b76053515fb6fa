/* What checking a note's claims shares: both texts as phrases. */
#ifndef TRACKER_CLASSIFY_CHECK_H
#define TRACKER_CLASSIFY_CHECK_H

#include "tracker/change/inner.h"
#include "tracker/change/phrase.h"

struct check {
	struct arena *arena;	/* for what is kept */
	struct arena *scratch;
	const struct change *change;
	unsigned languages;
	struct phrase old[PART_COUNT], new[PART_ALL];
	struct str beside[PART_ALL];	/* new parts that are no text's */
	struct paragraphs paragraphs;	/* of the new body */
	struct quotes quotes[PART_ALL];	/* of the new parts */
	const struct article *article;	/* the new one, or NULL */
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
		struct str apart;	/* why it is none, or empty */
	} *v;
	size_t n, cap;
};

/*
 * Places of `p`, but not those that are part of a place of `but` (a name
 * inside a longer one), nor those in a paragraph that is a note.
 */
void places_find(struct places *, struct check *, bool new,
    const struct phrase *p, const struct phrase *but);

/* Reads what the new article says beside its text: slug, titles, ... */
void beside_read(struct check *, const struct article *);
/* Appends the places of `p` there, and in the notes, as places_find does. */
void places_beside(struct places *, struct check *, const struct phrase *p,
    const struct phrase *but);
/* Text of a new part. */
struct str part_text(const struct check *, enum part);
/* The sentence a span stands in, cut where it is long. */
struct str sentence_of(struct str text, struct diff_span at);
/* Do two sentences tell of the same, the phrase in question apart? */
bool sentences_alike(struct check *, struct str, struct str,
    const struct phrase *but);

/* The places of the new text as residuals, those apart from them as others. */
void residuals_make(struct claim_result *, struct check *,
    const struct places *);
/*
 * Sets `apart` of those places of the new text where the words say something
 * else than they did where they were changed. Returns how many are left of
 * those in the text, and in *apart how many of these are not. `was`: the places
 * of the old text.
 */
size_t residuals_sense(struct places *still, struct check *,
    const struct places *was, const struct note_claim *,
    const struct phrase *wrong, const struct phrase *right, size_t *apart);

/* What each side of an edit says that the other does not, the words beside it
 * read with it. */
void edit_sides(struct check *, const struct change_edit *,
    struct phrase *before, struct phrase *after);
/* The edits of fact that no note mentions. */
void beyond_find(struct reconciliation *, struct check *);

#endif
