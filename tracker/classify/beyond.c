/* Edits of fact that no note mentions. */
#include "tracker/classify/check.h"

/* A longer edit does more than a note that shares a word with it says. */
#define MENTIONED_UNITS 20
/* Words, no number and no name, that may change beside what a note quotes. */
#define BESIDE_UNITS 4

static size_t
said(const struct phrase *p)
{
	size_t n = 0;

	for (size_t i = 0; i < p->n; i++)
		n += !p->v[i].common;
	return n;
}

static size_t
shared(const struct phrase *a, const struct phrase *b)
{
	size_t n = 0;

	for (size_t i = 0; i < a->n; i++)
		n += !a->v[i].common && phrase_has(b, a->v[i].value);
	return n;
}

/* What one side of an edit says that neither the other does nor the note. */
struct rest {
	size_t words, facts;
};

static void
count_rest(struct rest *r, const struct phrase *p, const struct phrase *other,
    const struct phrase *note)
{
	for (size_t i = 0; i < p->n; i++) {
		const struct unit *u = &p->v[i];

		if (u->common || phrase_has(other, u->value) ||
		    phrase_has(note, u->value))
			continue;
		r->words++;
		r->facts += u->number || u->name;
	}
}

/* By a claim: a word it calls wrong is gone, or one it calls right is in. */
static bool
claimed(struct check *c, size_t k, const struct phrase *before,
    const struct phrase *after)
{
	struct phrase wrong, right;

	phrase_without(&wrong, c->scratch, &c->claims[k].wrong,
	    &c->claims[k].right);
	phrase_without(&right, c->scratch, &c->claims[k].right,
	    &c->claims[k].wrong);
	return shared(&wrong, before) > 0 || shared(&right, after) > 0;
}

/* A passage the note says is taken out goes as a whole. */
static bool
taken_out(struct check *c, size_t k, const struct phrase *before,
    const struct phrase *after)
{
	const struct phrase *wrong = &c->claims[k].wrong;

	return c->claims[k].right.n == 0 && wrong->n > 0 && after->n == 0 &&
	    shared(wrong, before) * 2 >= said(wrong);
}

static bool
mentions(struct check *c, size_t note, const struct phrase *before,
    const struct phrase *after)
{
	const struct phrase *text = &c->notes[note];
	size_t n = said(before) + said(after);
	struct rest rest = { 0 };

	for (size_t k = 0; k < c->nclaims; k++)
		if (c->claims[k].note == note && taken_out(c, k, before, after))
			return true;
	count_rest(&rest, before, after, text);
	count_rest(&rest, after, before, text);
	if (rest.facts > 0 || n > MENTIONED_UNITS)
		return false;
	for (size_t k = 0; k < c->nclaims && rest.words <= BESIDE_UNITS; k++)
		if (c->claims[k].note == note && claimed(c, k, before, after))
			return true;
	return n > 0 &&
	    (shared(before, text) + shared(after, text)) * 2 >= n;
}

static bool
is_mentioned(struct check *c, const struct change_edit *e)
{
	struct phrase before, after;

	phrase_read(&before, c->scratch, e->before, c->languages);
	phrase_read(&after, c->scratch, e->after, c->languages);
	for (size_t i = 0; i < c->change->nnotes; i++)
		if (mentions(c, i, &before, &after))
			return true;
	return false;
}

static bool
is_acknowledged(enum kind k)
{
	return k == KIND_WITHDRAWN || k == KIND_CORRECTION ||
	    k == KIND_CLARIFICATION || k == KIND_REFILE;
}

/* What took a fact back or changed it comes first, then what brought one. */
void
beyond_find(struct reconciliation *out, struct check *c)
{
	const struct change *change = c->change;
	size_t cap = 0;

	if (change->nnotes == 0 && !is_acknowledged(change->kind))
		return;
	for (int altered = 1; altered >= 0; altered--) {
		for (size_t i = 0; i < change->nedits; i++) {
			const struct change_edit *e = &change->edits[i];

			if ((e->classes & CLASS_FACT) == 0 ||
			    (e->classes & CLASS_NOTE) != 0 ||
			    (e->altered != 0) != altered ||
			    is_mentioned(c, e))
				continue;
			out->beyond = arena_grow(c->arena, out->beyond,
			    out->nbeyond, &cap, sizeof(*out->beyond));
			out->beyond[out->nbeyond++] = e;
		}
	}
}
