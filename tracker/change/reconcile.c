/* Claims of the notes against the edits and both texts. */
#include "tracker/change/check.h"

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

/* ---- a claim's words ---------------------------------------------------- */

struct found {
	struct places wrong_old, wrong_new, right_old, right_new;
	size_t was, still;	/* places of the error in the two texts */
	const struct change_edit *edit;	/* that makes the change in other
					 * words than the note's */
	const struct change_edit *some;	/* that makes a part of it */
};

static bool
covers(const struct phrase *words, const struct phrase *text)
{
	size_t in = 0;

	for (size_t i = 0; i < words->n; i++)
		in += phrase_has(text, words->v[i].value);
	return in * 5 >= words->n * 3;
}

/* An edit that takes out what only the wrong phrase says and brings what only
 * the right one does, three words of five at least. */
static const struct change_edit *
edit_of(struct check *c, const struct phrase *wrong, const struct phrase *right)
{
	struct phrase out, in, before, after;

	phrase_without(&out, c->scratch, wrong, right);
	phrase_without(&in, c->scratch, right, wrong);
	if (out.n + in.n == 0)
		return NULL;
	for (size_t i = 0; i < c->change->nedits; i++) {
		const struct change_edit *e = &c->change->edits[i];

		if ((e->classes & CLASS_NOTE) != 0)
			continue;
		phrase_read(&before, c->scratch, e->before, c->languages);
		phrase_read(&after, c->scratch, e->after, c->languages);
		if (covers(&out, &before) && covers(&in, &after))
			return e;
	}
	return NULL;
}

static bool
share(const struct phrase *a, const struct phrase *b)
{
	for (size_t i = 0; i < a->n; i++)
		if (phrase_has(b, a->v[i].value))
			return true;
	return false;
}

/* An edit that brings a word of the right phrase or takes one of the wrong. */
static const struct change_edit *
edit_of_some(struct check *c, const struct phrase *wrong,
    const struct phrase *right)
{
	struct phrase out, in, before, after;

	phrase_without(&out, c->scratch, wrong, right);
	phrase_without(&in, c->scratch, right, wrong);
	for (size_t i = 0; i < c->change->nedits; i++) {
		if ((c->change->edits[i].classes & CLASS_NOTE) != 0)
			continue;
		edit_sides(c, &c->change->edits[i], &before, &after);
		if (share(&out, &before) || share(&in, &after))
			return &c->change->edits[i];
	}
	return NULL;
}

static void
find(struct found *f, struct check *c, const struct note_claim *claim, size_t k)
{
	size_t apart;
	const struct phrase *wrong = &c->claims[k].wrong;
	const struct phrase *right = &c->claims[k].right;

	*f = (struct found){ 0 };
	places_find(&f->wrong_old, c, false, wrong, right);
	places_find(&f->wrong_new, c, true, wrong, right);
	places_find(&f->right_old, c, false, right, wrong);
	places_find(&f->right_new, c, true, right, wrong);
	places_beside(&f->wrong_new, c, wrong, right);
	f->still = residuals_sense(&f->wrong_new, c, &f->wrong_old, claim,
	    wrong, right, &apart);
	f->was = f->wrong_old.n > apart ? f->wrong_old.n - apart : 0;
	f->edit = edit_of(c, wrong, right);
	f->some = edit_of_some(c, wrong, right);
}

/* ---- verdicts ----------------------------------------------------------- */

/* Words for "in 2 of 3 places". */
static void
say_wrong(struct buf *b, const struct claim_result *r, const struct found *f)
{
	size_t was = f->was, is = f->still;

	if (r->claim.wrong.n == 0)
		return;
	buf_addf(b, "the wrong phrase \"%.*s\" ", STR_FMT(r->claim.wrong));
	if (was == 0 && is == 0)
		buf_addz(b, "stands in neither version in these words");
	else if (is == 0 && was == 1)
		buf_addz(b, "is gone from the one place where it stood");
	else if (is == 0)
		buf_addf(b, "is gone from all %zu places where it stood", was);
	else if (is < was)
		buf_addf(b, "was replaced in %zu of %zu places and still "
		    "stands in %zu", was - is, was, is);
	else
		buf_addf(b, "still stands in %zu place%s", is,
		    is == 1 ? "" : "s");
}

static void
say_right(struct buf *b, const struct claim_result *r, const struct found *f)
{
	if (r->claim.right.n == 0)
		return;
	if (b->n > 0)
		buf_addz(b, "; ");
	buf_addf(b, "the right phrase \"%.*s\" ", STR_FMT(r->claim.right));
	if (f->right_new.n == 0)
		buf_addz(b, "stands nowhere in the new text");
	else if (f->right_new.n > f->right_old.n)
		buf_addf(b, "came in in %zu place%s",
		    f->right_new.n - f->right_old.n,
		    f->right_new.n - f->right_old.n == 1 ? "" : "s");
	else
		buf_addz(b, "stood in the text before");
}

static void
say_edit(struct buf *b, const struct found *f)
{
	const struct change_edit *e = f->edit != NULL ? f->edit : f->some;
	const char *what = f->edit != NULL ? "makes the change" :
	    "makes a part of the change";
	size_t paragraph;

	if (e == NULL)
		return;
	paragraph = e->new_paragraph > 0 ? e->new_paragraph :
	    e->old_paragraph;
	if (e->part == PART_BODY)
		buf_addf(b, "; an edit in paragraph %zu %s", paragraph, what);
	else
		buf_addf(b, "; an edit of the %s %s", part_name(e->part),
		    what);
}

#define BECAUSE_BYTES 4096

static void
explain(struct claim_result *r, struct check *c, const struct found *f)
{
	struct buf b;

	buf_init(&b, BECAUSE_BYTES);
	say_wrong(&b, r, f);
	say_right(&b, r, f);
	say_edit(&b, f);
	r->because = arena_str(c->arena, buf_str(&b));
	buf_release(&b);
}

/* The wrong words are out where they stood, the right ones in. */
static enum claim_verdict
verdict_of(const struct claim_result *r, const struct found *f)
{
	bool has_wrong = r->claim.wrong.n > 0, has_right = r->claim.right.n > 0;
	bool out = f->was > f->still;
	bool gone = f->still == 0;
	bool in = f->right_new.n > f->right_old.n;
	bool is = f->right_new.n > 0;

	if (!has_wrong)
		return in || f->edit != NULL ? CLAIM_MATCHED :
		    is || f->some != NULL ? CLAIM_PARTIAL : CLAIM_UNFULFILLED;
	if (!has_right)
		return (out || f->edit != NULL) && gone ? CLAIM_MATCHED :
		    out || (gone && f->some != NULL) ? CLAIM_PARTIAL :
		    CLAIM_UNFULFILLED;
	if (gone && (f->edit != NULL || (out && is) || in))
		return CLAIM_MATCHED;
	if (out || in || f->edit != NULL || (gone && is) || f->some != NULL)
		return CLAIM_PARTIAL;
	return CLAIM_UNFULFILLED;
}

static bool
is_out_of_text(enum note_place p)
{
	return p == PLACE_AUDIO || p == PLACE_GRAPHIC;
}

/* A claim that quotes nothing: was something changed where it points? */
static void
check_unquoted(struct claim_result *r, struct check *c)
{
	static const struct {
		enum note_place place;
		enum part part;
	} rows[] = {
		{ PLACE_HEADLINE, PART_HEADLINE },
		{ PLACE_BYLINE, PART_BYLINE },
	};
	enum part part = PART_BODY;
	size_t n = 0;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (rows[i].place == r->claim.place)
			part = rows[i].part;
	for (size_t i = 0; i < c->change->nedits; i++)
		n += c->change->edits[i].part == part &&
		    (c->change->edits[i].classes & CLASS_NOTE) == 0;
	r->verdict = n > 0 ? CLAIM_PARTIAL : CLAIM_UNFULFILLED;
	r->because = arena_printf(c->arena, "the note quotes no words; the %s "
	    "has %zu edit%s", part_name(part), n, n == 1 ? "" : "s");
}

static void
check_claim(struct claim_result *r, struct check *c, size_t k, bool first)
{
	struct found f;

	if (r->claim.wrong.n == 0 && r->claim.right.n == 0 &&
	    !is_out_of_text(r->claim.place) && !first) {
		check_unquoted(r, c);
		return;
	}
	find(&f, c, &r->claim, k);
	if (is_out_of_text(r->claim.place) ||
	    (r->claim.place == PLACE_CAPTION && f.edit == NULL &&
	    f.wrong_old.n + f.wrong_new.n + f.right_new.n == 0)) {
		r->verdict = CLAIM_UNLOCATABLE;
		r->because = arena_printf(c->arena, "the note speaks of "
		    "%s, which is no part of the text",
		    r->claim.place == PLACE_AUDIO ? "audio" :
		    r->claim.place == PLACE_GRAPHIC ? "a picture or graphic" :
		    "a caption");
		return;
	}
	residuals_make(r, c, &f.wrong_new);
	if (first) {
		r->verdict = CLAIM_NO_EARLIER_VERSION;
		r->because = arena_printf(c->arena, "no earlier version was "
		    "seen; the wrong phrase stands in %zu place%s of this one",
		    f.still, f.still == 1 ? "" : "s");
		return;
	}
	r->verdict = verdict_of(r, &f);
	explain(r, c, &f);
}

/* ---- all of them -------------------------------------------------------- */

static void
read_texts(struct check *c)
{
	const struct change *change = c->change;

	for (unsigned i = 0; i < PART_COUNT; i++) {
		if (i == PART_NOTE || i == PART_BYLINE)
			continue;
		phrase_read(&c->old[i], c->scratch, change->old_text[i],
		    c->languages);
		phrase_read(&c->new[i], c->scratch, change->new_text[i],
		    c->languages);
		quotes_find(&c->quotes[i], c->scratch, change->new_text[i]);
	}
	paragraphs_find(&c->paragraphs, c->scratch,
	    change->new_text[PART_BODY]);
}

static void
read_claims(struct reconciliation *out, struct check *c)
{
	const struct change *change = c->change;
	const struct note_claim *claim;
	struct claim_words *words;
	size_t n = 0;

	for (size_t i = 0; i < change->nnotes; i++)
		n += change->notes[i].read.nclaims;
	out->claims = arena_alloc(c->arena, n + 1, sizeof(*out->claims));
	c->claims = arena_alloc(c->scratch, n + 1, sizeof(*c->claims));
	c->notes = arena_alloc(c->scratch, change->nnotes + 1,
	    sizeof(*c->notes));
	for (size_t i = 0; i < change->nnotes; i++) {
		phrase_read(&c->notes[i], c->scratch, change->notes[i].text,
		    c->languages);
		for (size_t k = 0; k < change->notes[i].read.nclaims; k++) {
			claim = &change->notes[i].read.claims[k];
			out->claims[c->nclaims].claim = *claim;
			words = &c->claims[c->nclaims++];
			words->note = i;
			phrase_read(&words->wrong, c->scratch, claim->wrong,
			    c->languages);
			phrase_read(&words->right, c->scratch, claim->right,
			    c->languages);
		}
	}
	out->nclaims = c->nclaims;
}

void
reconcile(struct reconciliation *out, struct arena *a, const struct change *c,
    const struct article *old, const struct article *new)
{
	struct arena scratch;
	struct check check = { .arena = a, .scratch = &scratch, .change = c,
		.languages = language_of(new->language) };

	*out = (struct reconciliation){ 0 };
	arena_init(&scratch);
	read_claims(out, &check);
	if (check.nclaims > 0) {
		read_texts(&check);
		beside_read(&check, new);
	}
	for (size_t k = 0; k < check.nclaims; k++)
		check_claim(&out->claims[k], &check, k, old == NULL);
	if (old != NULL)
		beyond_find(out, &check);
	arena_release(&scratch);
}
