/*
 * The lives of notes from one version to the next: which is which. A note is
 * known by its words, since publishers give it no name.
 */
#include "tracker/base/limits.h"
#include "tracker/change/inner.h"
#include "tracker/change/phrase.h"

/* Telling words that make a reworded note say something new. */
#define NEWS_UNITS 4

const char *
note_event_name(enum note_event_kind k)
{
	static const char *const names[] = {
		[EVENT_APPEARED] = "first_seen",
		[EVENT_REWORDED] = "reworded",
		[EVENT_MOVED] = "moved",
		[EVENT_REMOVED] = "removed",
	};

	return names[k];
}

/* Equal but for white space. */
static bool
same_words(struct str a, struct str b)
{
	struct str x, y;

	a = str_trim(a);
	b = str_trim(b);
	while (str_cut(&a, ' ', &x)) {
		if (!str_cut(&b, ' ', &y) || !str_eq(x, y))
			return false;
	}
	return b.n == 0;
}

struct lives {
	struct arena scratch;
	unsigned languages;
	const struct article *old, *new;
	struct phrase was[LIMIT_NOTES], is[LIMIT_NOTES];
	/* what each note of the new article was, from 1; 0: nothing */
	size_t origin[LIMIT_NOTES];
	bool taken[LIMIT_NOTES];	/* of the old article */
	size_t nold, nnew;
};

static void
read_notes(struct lives *l, const struct article *a, struct phrase *out,
    size_t *n)
{
	*n = a == NULL ? 0 : a->nnotes < LIMIT_NOTES ? a->nnotes : LIMIT_NOTES;
	for (size_t i = 0; i < *n; i++)
		phrase_read(&out[i], &l->scratch, a->notes[i].text,
		    l->languages);
}

static void
pair_equal(struct lives *l)
{
	for (size_t i = 0; i < l->nnew; i++) {
		for (size_t k = 0; k < l->nold && l->origin[i] == 0; k++) {
			if (l->taken[k] || !same_words(l->old->notes[k].text,
			    l->new->notes[i].text))
				continue;
			l->origin[i] = k + 1;
			l->taken[k] = true;
		}
	}
}

/* Telling words of the one that the other has, of the shorter one's hundred. */
static size_t
likeness(const struct phrase *a, const struct phrase *b)
{
	size_t shared = 0, telling = 0;

	if (a->n > b->n)
		return likeness(b, a);
	for (size_t i = 0; i < a->n; i++) {
		telling += !a->v[i].common;
		shared += !a->v[i].common && phrase_has(b, a->v[i].value);
	}
	return telling > 0 ? shared * 100 / telling : 0;
}

/* Two corrections of one story share the frame of such notes ("an earlier
 * version of this story"), so that is not enough. */
#define LIKE_LEAST 65

static void
pair_alike(struct lives *l)
{
	size_t best, most, like;

	for (size_t i = 0; i < l->nnew; i++) {
		most = LIKE_LEAST - 1;
		best = 0;
		for (size_t k = 0; l->origin[i] == 0 && k < l->nold; k++) {
			like = l->taken[k] ? 0 : likeness(&l->was[k],
			    &l->is[i]);
			if (like > most) {
				most = like;
				best = k + 1;
			}
		}
		if (best > 0) {
			l->origin[i] = best;
			l->taken[best - 1] = true;
		}
	}
}

static bool
has_claim(const struct note *n, const struct note_claim *c)
{
	for (size_t i = 0; i < n->nclaims; i++)
		if (str_ieq(n->claims[i].wrong, c->wrong) &&
		    str_ieq(n->claims[i].right, c->right))
			return true;
	return false;
}

/* Another kind, claim, number or sentence. */
static bool
says_more(struct lives *l, size_t k, size_t i)
{
	struct note was, is;
	struct phrase more;

	if (l->old->notes[k].kind != l->new->notes[i].kind)
		return true;
	note_read(&was, &l->scratch, l->old->notes[k].text);
	note_read(&is, &l->scratch, l->new->notes[i].text);
	for (size_t c = 0; c < is.nclaims; c++)
		if (!has_claim(&was, &is.claims[c]))
			return true;
	phrase_without(&more, &l->scratch, &l->is[i], &l->was[k]);
	for (size_t u = 0; u < more.n; u++)
		if (more.v[u].number)
			return true;
	return more.n >= NEWS_UNITS;
}

static const char *
place_of(const struct article_note *n)
{
	return n->place != NULL ? n->place : "";
}

/* False where the note stayed as it was. */
static bool
event_of(struct note_event *e, struct lives *l, size_t i)
{
	const struct article_note *is = &l->new->notes[i], *was;

	*e = (struct note_event){ .kind = EVENT_APPEARED, .note = is->kind,
		.after = is->text, .from = "", .to = place_of(is),
		.news = true };
	if (l->origin[i] == 0)
		return true;
	was = &l->old->notes[l->origin[i] - 1];
	e->before = was->text;
	e->from = place_of(was);
	if (!same_words(was->text, is->text)) {
		e->kind = EVENT_REWORDED;
		e->news = says_more(l, l->origin[i] - 1, i);
		return true;
	}
	e->kind = EVENT_MOVED;
	e->news = false;
	return article_moved(e->from, e->to);
}

void
note_events(struct note_event **out, size_t *n, struct arena *a,
    const struct article *old, const struct article *new)
{
	struct lives *l;

	*n = 0;
	*out = NULL;
	if (new->nnotes == 0 && (old == NULL || old->nnotes == 0))
		return;
	l = arena_alloc(a, 1, sizeof(*l));
	l->old = old;
	l->new = new;
	l->languages = language_of(new->language);
	arena_init(&l->scratch);
	read_notes(l, old, l->was, &l->nold);
	read_notes(l, new, l->is, &l->nnew);
	pair_equal(l);
	pair_alike(l);
	*out = arena_alloc(a, l->nold + l->nnew, sizeof(**out));
	for (size_t i = 0; i < l->nnew; i++)
		*n += event_of(&(*out)[*n], l, i);
	for (size_t k = 0; k < l->nold; k++)
		if (!l->taken[k])
			(*out)[(*n)++] = (struct note_event){ EVENT_REMOVED,
				old->notes[k].kind, old->notes[k].text,
				{ NULL, 0 }, place_of(&old->notes[k]), "",
				false };
	arena_release(&l->scratch);
}
