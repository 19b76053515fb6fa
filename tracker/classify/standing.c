/* The wrong phrase of a note in a text other than the one it was put under. */
#include "tracker/classify/check.h"
#include "tracker/classify/standing.h"

static const enum part parts[] = { PART_HEADLINE, PART_DECK, PART_BODY };
#define PARTS (sizeof(parts) / sizeof(parts[0]))

static void
read_old(struct check *c)
{
	for (size_t i = 0; i < PARTS; i++)
		phrase_read(&c->old[parts[i]], c->scratch,
		    c->change->old_text[parts[i]], c->languages);
}

size_t
standing_before(const struct change *was, const struct note_claim *claim,
    struct str language)
{
	struct arena scratch;
	struct check c = { .change = was, .scratch = &scratch,
		.languages = language_of(language) };
	struct phrase wrong, right;
	struct places p;

	arena_init(&scratch);
	phrase_read(&wrong, &scratch, claim->wrong, c.languages);
	phrase_read(&right, &scratch, claim->right, c.languages);
	read_old(&c);
	places_find(&p, &c, false, &wrong, &right);
	arena_release(&scratch);
	return p.n;
}

/* ---- sentences ---------------------------------------------------------- */

/* Units of a sentence that say something, the wrong phrase's own apart. */
static void
telling_words(struct phrase *out, struct check *c, struct str sentence,
    const struct phrase *wrong)
{
	struct phrase all;

	phrase_read(&all, c->scratch, sentence, c->languages);
	phrase_without(out, c->scratch, &all, wrong);
}

/* A third of what the shorter one tells, in any order: what was edited around
 * the error is the same sentence still. */
static bool
alike(const struct phrase *a, const struct phrase *b)
{
	size_t least = a->n < b->n ? a->n : b->n, shared = 0;

	for (size_t i = 0; i < a->n; i++)
		shared += phrase_has(b, a->v[i].value);
	return shared * 3 >= least && (shared > 0 || least == 0);
}

/* Places of the phrase in the old text that are looked at. */
#define OLD_PLACES 64

static bool
same_sentence(struct check *c, struct str sentence,
    const struct claim_result *old, const struct phrase *wrong)
{
	struct phrase a, b;

	telling_words(&a, c, sentence, wrong);
	for (size_t i = 0; i < old->nresiduals && i < OLD_PLACES; i++) {
		telling_words(&b, c, old->residuals[i].context, wrong);
		if (alike(&a, &b))
			return true;
	}
	return old->nresiduals == 0;
}

/* The places of the old text, told as residuals are: residuals_make reads the
 * new side of a change, so the old text is put there for it. */
static void
old_sentences(struct claim_result *out, struct check *c,
    const struct places *places)
{
	struct change turned = { 0 };
	struct check k = { .arena = c->scratch, .scratch = c->scratch,
		.change = &turned };

	for (size_t i = 0; i < PARTS; i++)
		turned.new_text[parts[i]] = c->change->old_text[parts[i]];
	paragraphs_find(&k.paragraphs, c->scratch,
	    turned.new_text[PART_BODY]);
	*out = (struct claim_result){ 0 };
	residuals_make(out, &k, places);
}

/* ---- the other text ----------------------------------------------------- */

static void
read_other(struct check *c, struct change *change, const struct article *other)
{
	for (size_t i = 0; i < PARTS; i++) {
		enum part p = parts[i];

		change->new_text[p] = article_part(other, p, c->scratch);
		phrase_read(&c->new[p], c->scratch, change->new_text[p],
		    c->languages);
		quotes_find(&c->quotes[p], c->scratch, change->new_text[p]);
	}
	paragraphs_find(&c->paragraphs, c->scratch,
	    change->new_text[PART_BODY]);
}

static void
tell(struct standings *out, struct check *c, const struct places *now,
    const struct claim_result *old, const struct phrase *wrong)
{
	struct claim_result r = { 0 };

	residuals_make(&r, c, now);
	out->v = arena_alloc(c->arena, r.nresiduals + 1, sizeof(*out->v));
	for (size_t i = 0; i < r.nresiduals; i++) {
		bool same = same_sentence(c, r.residuals[i].context, old,
		    wrong);

		out->v[out->n++] = (struct standing){ r.residuals[i], same };
		out->same += same;
	}
}

void
standing_find(struct standings *out, struct arena *a, const struct change *was,
    const struct note_claim *claim, const struct article *other)
{
	struct arena scratch;
	struct change change = *was;
	struct check c = { .arena = a, .scratch = &scratch, .change = &change,
		.languages = language_of(other->language) };
	struct phrase wrong, right;
	struct places before, now;
	struct claim_result old;

	*out = (struct standings){ 0 };
	arena_init(&scratch);
	phrase_read(&wrong, &scratch, claim->wrong, c.languages);
	phrase_read(&right, &scratch, claim->right, c.languages);
	read_old(&c);
	read_other(&c, &change, other);
	places_find(&before, &c, false, &wrong, &right);
	places_find(&now, &c, true, &wrong, &right);
	if (residuals_need_sense(&wrong, &right))
		residuals_same_sense(&now, &c, &before);
	old_sentences(&old, &c, &before);
	tell(out, &c, &now, &old, &wrong);
	arena_release(&scratch);
}
