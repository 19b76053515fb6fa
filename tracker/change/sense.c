/*
 * Is it the error, or the same words in their own right? A phrase of several
 * words, or a name, is the error wherever it stands. A number, one of two
 * opposites, or a word that was only taken out has other work to do in a story:
 * it is the error where it goes with what it went with where it was corrected.
 * And of two people of one family name only one was misspelled.
 */
#include "tracker/change/check.h"
#include "tracker/change/words.h"

/* Places of the old text looked at, and senses kept of them. */
#define SENSE_PLACES 256
#define SENSES 16
/* Words after one in which the one it goes with is looked for. */
#define WITH_UNITS 3

/* How the words stood where they were corrected. */
struct sense {
	struct str with;	/* the next word that says something, or empty */
	uint64_t value;		/* of it */
	struct str name;	/* a name that stands before them, or empty */
	struct str sentence;
};

struct senses {
	struct sense v[SENSES];
	size_t n, named;
};

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

bool
sentences_alike(struct check *c, struct str x, struct str y,
    const struct phrase *but)
{
	struct phrase a, b;

	telling_words(&a, c, x, but);
	telling_words(&b, c, y, but);
	return alike(&a, &b);
}

/* ---- one place ---------------------------------------------------------- */

static struct str
unit_text(struct str text, const struct unit *u)
{
	return str_sub(text, u->start, u->end - u->start);
}

/* What the words go with: the next one of their sentence that says something. */
static const struct unit *
goes_with(struct str text, const struct phrase *p, size_t unit, size_t n)
{
	const struct unit *u;
	size_t from = p->v[unit + n - 1].end;

	for (size_t i = unit + n; i < p->n && i < unit + n + WITH_UNITS; i++) {
		u = &p->v[i];
		for (size_t k = from; k < u->start && k < text.n; k++)
			if (text.p[k] == '\n' || text.p[k] == ';' ||
			    (text.p[k] == '.' && k > from))
				return NULL;
		if (u->start > from && text.p[from] == '.')
			return NULL;
		if (!u->common && !u->number)
			return u;
		from = u->end;
	}
	return NULL;
}

static bool
is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* A name right before the words, which is no title: "Jane" of "Jane Marsh". */
static struct str
name_before(struct check *c, struct str text, const struct phrase *p,
    size_t unit)
{
	const struct unit *u;
	struct tokens t = { 0 };
	struct str s;

	if (unit == 0)
		return (struct str){ NULL, 0 };
	u = &p->v[unit - 1];
	s = unit_text(text, u);
	if (u->number || u->common || s.n < 2 || !is_capital(s.p[0]) ||
	    p->v[unit].start != u->end + 1 || text.p[u->end] != ' ')
		return (struct str){ NULL, 0 };
	tokens_read(&t, c->scratch, s, 0, s.n, NULL);
	if (t.n == 0 || word_find(&words_roles, t.v[0].key, c->languages) !=
	    NULL || word_is_common(t.v[0].key, c->languages))
		return (struct str){ NULL, 0 };
	return s;
}

/* Did an edit touch this place of the old text? */
static bool
was_edited(const struct check *c, const struct place *p)
{
	const struct change_edit *e;

	for (size_t i = 0; i < c->change->nedits; i++) {
		e = &c->change->edits[i];
		if (e->part == p->part && e->edit.op != DIFF_MOVE &&
		    e->edit.old.start < p->at.end &&
		    p->at.start < e->edit.old.end)
			return true;
	}
	return false;
}

static struct sense
sense_at(struct check *c, struct str text, const struct phrase *p,
    const struct place *at, size_t n)
{
	const struct unit *with = goes_with(text, p, at->unit, n);
	struct sense s = {
		.name = name_before(c, text, p, at->unit),
		.sentence = sentence_of(text, at->at),
	};

	if (with != NULL) {
		s.with = unit_text(text, with);
		s.value = with->value;
	}
	return s;
}

static void
senses_find(struct senses *out, struct check *c, const struct places *was,
    size_t n)
{
	*out = (struct senses){ .n = 0 };
	for (size_t i = 0; i < was->n && i < SENSE_PLACES && out->n < SENSES;
	    i++) {
		const struct place *p = &was->v[i];

		if (!was_edited(c, p))
			continue;
		out->v[out->n] = sense_at(c, c->change->old_text[p->part],
		    &c->old[p->part], p, n);
		out->named += out->v[out->n++].name.n > 0;
	}
}

/* ---- which words have other work ----------------------------------------- */

enum work {
	WORK_NONE,	/* the error wherever it stands */
	WORK_COUNT,	/* a number, or a word that was taken out */
	WORK_PLAIN,	/* one of two opposites, a direction, "may" */
	WORK_NAME,
};

static enum work
work_of(struct check *c, const struct note_claim *claim,
    const struct phrase *wrong, const struct phrase *right)
{
	struct tokens t = { 0 };
	const struct word *place;

	if (wrong->n != 1)
		return WORK_NONE;
	if (wrong->v[0].number || right->n == 0)
		return WORK_COUNT;
	tokens_read(&t, c->scratch, claim->wrong, 0, claim->wrong.n, NULL);
	for (size_t i = 0; i < t.n; i++) {
		if (t.v[i].type != TOKEN_WORD)
			continue;
		place = word_find(&words_countries, t.v[i].key, c->languages);
		if (word_find(&words_opposites, t.v[i].key, c->languages) ||
		    word_find(&words_polarity, t.v[i].key, c->languages) ||
		    (place != NULL && place->type == WORD_DIRECTION))
			return WORK_PLAIN;
		if ((t.v[i].flags & TOKEN_CAPITAL) != 0)
			return WORK_NAME;
	}
	return WORK_NONE;
}

/* ---- the same or not ----------------------------------------------------- */

/* In the body a number that counts something else is another; a headline has no
 * room for the same words, so there a sentence like the corrected one will do. */
static bool
same_work(struct check *c, const struct sense *here, const struct senses *were,
    enum part part, enum work work, const struct phrase *wrong)
{
	bool by_sentence = work == WORK_PLAIN || part != PART_BODY;
	const struct sense *w;

	if (work == WORK_COUNT && here->with.n == 0)
		return true;
	for (size_t i = 0; i < were->n; i++) {
		w = &were->v[i];
		if (here->with.n > 0 && here->value == w->value &&
		    w->with.n > 0)
			return true;
		if ((by_sentence || w->with.n == 0) && sentences_alike(c,
		    here->sentence, w->sentence, wrong))
			return true;
	}
	return false;
}

/* Another's name: some that were corrected had one before them, none this. */
static bool
other_name(const struct sense *here, const struct senses *were)
{
	if (here->name.n == 0 || were->named == 0)
		return false;
	for (size_t i = 0; i < were->n; i++)
		if (str_ieq(here->name, were->v[i].name))
			return false;
	return true;
}

static struct str
why_apart(struct check *c, const struct place *p, const struct sense *here,
    const struct senses *were, enum work work)
{
	struct str words = span_text(part_text(c, p->part), p->at);

	if (work == WORK_NAME)
		return arena_printf(c->arena, "another name, \"%.*s %.*s\"",
		    STR_FMT(here->name), STR_FMT(words));
	if (here->with.n > 0 && were->v[0].with.n > 0)
		return arena_printf(c->arena, "it goes with \"%.*s\" here, "
		    "with \"%.*s\" where it was corrected",
		    STR_FMT(here->with), STR_FMT(were->v[0].with));
	return arena_printf(c->arena, "in a sentence that tells of something "
	    "else than the corrected one");
}

size_t
residuals_sense(struct places *still, struct check *c,
    const struct places *was, const struct note_claim *claim,
    const struct phrase *wrong, const struct phrase *right, size_t *apart)
{
	enum work work = work_of(c, claim, wrong, right);
	struct senses were = { .n = 0 };
	struct sense here;
	size_t left = 0;

	*apart = 0;
	if (work != WORK_NONE)
		senses_find(&were, c, was, wrong->n);
	for (size_t i = 0; i < still->n; i++) {
		struct place *p = &still->v[i];

		if (were.n > 0 && p->apart.n == 0) {
			here = sense_at(c, part_text(c, p->part),
			    &c->new[p->part], p, wrong->n);
			if (work == WORK_NAME ? other_name(&here, &were) :
			    !same_work(c, &here, &were, p->part, work, wrong))
				p->apart = why_apart(c, p, &here, &were, work);
		}
		left += p->part < PART_COUNT && p->apart.n == 0;
		*apart += p->part < PART_COUNT && p->part != PART_NOTE &&
		    p->apart.n > 0;
	}
	return left;
}
