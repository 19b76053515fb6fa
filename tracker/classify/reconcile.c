/* Claims of the notes against the edits and both texts. */
#include "tracker/classify/inner.h"

static const char *const names[] = {
	[CLAIM_MATCHED] = "matched",
	[CLAIM_PARTIAL] = "partial",
	[CLAIM_UNFULFILLED] = "unfulfilled",
	[CLAIM_UNLOCATABLE] = "unlocatable",
	[CLAIM_NO_EARLIER_VERSION] = "no_earlier_version",
};

const char *
claim_verdict_name(enum claim_verdict v)
{
	return names[v];
}

static bool
stands(const struct str text[PART_COUNT], struct str phrase)
{
	static const enum part parts[] = { PART_HEADLINE, PART_DECK, PART_BODY };

	for (size_t i = 0; i < 3; i++)
		if (phrase.n > 0 && str_ifind(text[parts[i]], phrase) >= 0)
			return true;
	return false;
}

static void
claim_check(struct claim_result *r, struct arena *a, const struct change *c,
    const struct article *old)
{
	bool was, is, right;

	if (r->claim.place == PLACE_AUDIO || r->claim.place == PLACE_GRAPHIC) {
		r->verdict = CLAIM_UNLOCATABLE;
		r->because = arena_printf(a, "the note speaks of what is not "
		    "in the text");
		return;
	}
	is = stands(c->new_text, r->claim.wrong);
	right = stands(c->new_text, r->claim.right);
	if (old == NULL) {
		r->verdict = CLAIM_NO_EARLIER_VERSION;
		r->because = arena_printf(a, "no earlier version was seen");
		return;
	}
	was = stands(c->old_text, r->claim.wrong);
	r->verdict = was && !is && (right || r->claim.right.n == 0) ?
	    CLAIM_MATCHED : was || right ? CLAIM_PARTIAL : CLAIM_UNFULFILLED;
	r->because = arena_printf(a, "the wrong phrase %s and the right phrase "
	    "%s in the new text", is ? "still stands" : "does not stand",
	    right ? "stands" : "does not stand");
}

void
reconcile(struct reconciliation *out, struct arena *a, const struct change *c,
    const struct article *old, const struct article *new)
{
	size_t cap = 0, n = 0;

	(void)new;
	*out = (struct reconciliation){ 0 };
	for (size_t i = 0; i < c->nnotes; i++)
		n += c->notes[i].read.nclaims;
	out->claims = arena_alloc(a, n + 1, sizeof(*out->claims));
	for (size_t i = 0; i < c->nnotes; i++) {
		for (size_t k = 0; k < c->notes[i].read.nclaims; k++) {
			out->claims[out->nclaims].claim =
			    c->notes[i].read.claims[k];
			claim_check(&out->claims[out->nclaims++], a, c, old);
		}
	}
	for (size_t i = 0; i < c->nedits; i++) {
		if (c->nnotes == 0 || c->edits[i].altered == 0)
			continue;
		out->beyond = arena_grow(a, out->beyond, out->nbeyond, &cap,
		    sizeof(*out->beyond));
		out->beyond[out->nbeyond++] = &c->edits[i];
	}
}
