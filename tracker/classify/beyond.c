/* Edits of fact that no note mentions. */
#include "tracker/classify/check.h"

/* An edit this much longer than what the note quotes does more than it says. */
#define BEYOND_UNITS 10

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

/* By a claim: a word it calls wrong is gone, or one it calls right is in. */
static bool
claimed(struct check *c, size_t k, const struct phrase *before,
    const struct phrase *after)
{
	struct phrase wrong, right;
	size_t most;

	phrase_without(&wrong, c->scratch, &c->claims[k][0], &c->claims[k][1]);
	phrase_without(&right, c->scratch, &c->claims[k][1], &c->claims[k][0]);
	/* a passage is taken out as a whole */
	if (c->claims[k][1].n == 0 && wrong.n > 0 && after->n == 0 &&
	    shared(&wrong, before) * 2 >= wrong.n)
		return true;
	most = said(&c->claims[k][0]) + said(&c->claims[k][1]) + BEYOND_UNITS;
	if (said(before) + said(after) > most)
		return false;
	return shared(&wrong, before) > 0 || shared(&right, after) > 0;
}

/* By a note's own words: half of what is new, or of what is gone, in them. */
static bool
spoken_of(const struct phrase *note, const struct phrase *before,
    const struct phrase *after)
{
	size_t n = said(before) + said(after);
	size_t in = shared(before, note) + shared(after, note);

	return n > 0 && n <= 2 * BEYOND_UNITS && in * 2 >= n;
}

static bool
is_mentioned(struct check *c, const struct change_edit *e)
{
	struct phrase before, after;

	phrase_read(&before, c->scratch, e->before, c->languages);
	phrase_read(&after, c->scratch, e->after, c->languages);
	for (size_t k = 0; k < c->nclaims; k++)
		if (claimed(c, k, &before, &after))
			return true;
	for (size_t i = 0; i < c->change->nnotes; i++)
		if (spoken_of(&c->notes[i], &before, &after))
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
