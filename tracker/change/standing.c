/* The wrong phrase of a note in a text other than the one it was put under. */
#include "tracker/change/check.h"
#include "tracker/change/standing.h"

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

/* Places of the phrase in the old text that are looked at. */
#define OLD_PLACES 64

static bool
same_sentence(struct check *c, struct str sentence,
    const struct claim_result *old, const struct phrase *wrong)
{
	for (size_t i = 0; i < old->nresiduals && i < OLD_PLACES; i++)
		if (sentences_alike(c, sentence, old->residuals[i].context,
		    wrong))
			return true;
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

/* ---- a residual through later versions ----------------------------------- */

static bool
is_beside(enum part part)
{
	return part > PART_SLUG && part < PART_CAPTION;
}

/* Has the article what stood beside its text, or is that not known? */
static bool
knows_beside(const struct article *a)
{
	return a->titles.n + a->descriptions.n + a->alts.n > 0;
}

static bool
stands_there(const struct claim_result *now, const struct residual *r)
{
	for (size_t i = 0; i < now->nresiduals; i++)
		if (now->residuals[i].part == r->part &&
		    str_eq(now->residuals[i].context, r->context))
			return true;
	return false;
}

static size_t
count_part(const struct claim_result *r, enum part part)
{
	size_t n = 0;

	for (size_t i = 0; i < r->nresiduals; i++)
		n += r->residuals[i].part == part &&
		    r->residuals[i].gone_in == 0;
	return n;
}

/* As many as there are less, those whose sentence is no more, are gone. */
static void
settle_gone(struct claim_result *r, const struct claim_result *now,
    enum part part, int number)
{
	size_t had = count_part(r, part), has = count_part(now, part);

	for (int same = 0; same < 2; same++) {
		for (size_t i = 0; i < r->nresiduals && had > has; i++) {
			struct residual *one = &r->residuals[i];

			if (one->part != part || one->gone_in != 0 ||
			    stands_there(now, one) != same)
				continue;
			one->gone_in = number;
			had--;
		}
	}
}

/* The places of a claim's wrong phrase in an article, as those of the change's
 * new text are told; in the arena. */
static void
left_in(struct claim_result *r, struct arena *a, const struct change *was,
    const struct article *in)
{
	struct arena scratch;
	struct change change = *was;
	struct check c = { .arena = a, .scratch = &scratch,
		.change = &change, .languages = language_of(in->language) };
	struct phrase wrong, right;
	struct places before, places;
	size_t apart;

	arena_init(&scratch);
	phrase_read(&wrong, &scratch, r->claim.wrong, c.languages);
	phrase_read(&right, &scratch, r->claim.right, c.languages);
	read_old(&c);
	read_other(&c, &change, in);
	change.new_text[PART_NOTE] = article_part(in, PART_NOTE, &scratch);
	beside_read(&c, in);
	places_find(&before, &c, false, &wrong, &right);
	places_find(&places, &c, true, &wrong, &right);
	places_beside(&places, &c, &wrong, &right);
	residuals_sense(&places, &c, &before, &r->claim, &wrong, &right,
	    &apart);
	r->nresiduals = r->nothers = 0;
	residuals_make(r, &c, &places);
	arena_release(&scratch);
}

void
standing_again(struct claim_result *r, struct arena *a,
    const struct change *was, const struct article *in)
{
	if (r->claim.wrong.n > 0)
		left_in(r, a, was, in);
}

size_t
standing_in_text(const struct claim_result *r)
{
	size_t n = 0;

	for (size_t i = 0; i < r->nresiduals; i++)
		n += r->residuals[i].part < PART_COUNT ||
		    r->residuals[i].part == PART_CAPTION;
	return n;
}

void
standing_follow(struct claim_result *r, const struct change *was,
    const struct article *later, int number)
{
	struct claim_result now = { .claim = r->claim };
	struct arena arena;

	arena_init(&arena);
	left_in(&now, &arena, was, later);
	for (int p = 0; p < PART_ALL; p++)
		if (!is_beside((enum part)p) || knows_beside(later))
			settle_gone(r, &now, (enum part)p, number);
	arena_release(&arena);
}

/* ---- in copies ----------------------------------------------------------- */

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
	size_t apart;

	*out = (struct standings){ 0 };
	arena_init(&scratch);
	phrase_read(&wrong, &scratch, claim->wrong, c.languages);
	phrase_read(&right, &scratch, claim->right, c.languages);
	read_old(&c);
	read_other(&c, &change, other);
	places_find(&before, &c, false, &wrong, &right);
	places_find(&now, &c, true, &wrong, &right);
	residuals_sense(&now, &c, &before, claim, &wrong, &right, &apart);
	old_sentences(&old, &c, &before);
	tell(out, &c, &now, &old, &wrong);
	arena_release(&scratch);
}
