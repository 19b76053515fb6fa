/* Edits of fact that no note mentions. */
#include "tracker/change/check.h"

/* A longer edit does more than a note that shares a word with it says. */
#define MENTIONED_UNITS 20
/* Words, no number and no name, that may change beside what a note quotes. */
#define BESIDE_UNITS 4
/* Bytes of an edit that a note which quotes nothing may speak of. */
#define MATTER_BYTES 80

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

/*
 * The note says only what is right: "corrects the year to 2006". An edit that
 * brings all of that, and nothing else that says anything, replaced what was
 * wrong, whatever that was; a word or two of it.
 */
#define REPLACED_UNITS 3

static bool
put_right(struct check *c, size_t k, const struct phrase *before,
    const struct phrase *after)
{
	const struct phrase *right = &c->claims[k].right;
	size_t n = said(after);

	return c->claims[k].wrong.n == 0 && n > 0 &&
	    said(before) <= REPLACED_UNITS && shared(after, right) == n;
}

static bool
mentions(struct check *c, size_t note, const struct phrase *before,
    const struct phrase *after)
{
	const struct phrase *text = &c->notes[note];
	size_t n = said(before) + said(after);
	struct rest rest = { 0 };

	for (size_t k = 0; k < c->nclaims; k++)
		if (c->claims[k].note == note &&
		    (taken_out(c, k, before, after) ||
		    put_right(c, k, before, after)))
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

/* Words beside an edit that belong to what it changes: "98" to "million". */
#define BESIDE_BYTES 24

static bool
is_break(char c)
{
	return c == '\n' || c == '.' || c == ';';
}

/* How far the words beside both sides of an edit are the same. */
static size_t
same_before(struct str a, size_t at, struct str b, size_t bt)
{
	size_t n = 0, whole = 0;

	while (n < BESIDE_BYTES && n < at && n < bt &&
	    a.p[at - n - 1] == b.p[bt - n - 1] && !is_break(a.p[at - n - 1])) {
		n++;
		if (a.p[at - n] == ' ')
			whole = n;
	}
	return n == at && n == bt ? n : whole;
}

static size_t
same_after(struct str a, size_t at, struct str b, size_t bt)
{
	size_t n = 0, whole = 0;

	while (n < BESIDE_BYTES && at + n < a.n && bt + n < b.n &&
	    a.p[at + n] == b.p[bt + n] && !is_break(a.p[at + n])) {
		if (a.p[at + n] == ' ')
			whole = n;
		n++;
	}
	return whole;
}

void
edit_sides(struct check *c, const struct change_edit *e, struct phrase *before,
    struct phrase *after)
{
	struct str a = c->change->old_text[e->part];
	struct str b = c->change->new_text[e->part];
	struct diff_span x = e->edit.old, y = e->edit.new;
	size_t back = same_before(a, x.start, b, y.start);
	size_t on = same_after(a, x.end, b, y.end);
	struct phrase old, new;

	phrase_read(&old, c->scratch, str_sub(a, x.start - back,
	    x.end + on - (x.start - back)), c->languages);
	phrase_read(&new, c->scratch, str_sub(b, y.start - back,
	    y.end + on - (y.start - back)), c->languages);
	phrase_without(before, c->scratch, &old, &new);
	phrase_without(after, c->scratch, &new, &old);
}

/* ---- notes that name the matter and quote nothing ------------------------- */

/* "corrects the year", "fixes attribution in paragraph 11". */
static const struct {
	const char *word;
	unsigned class;
} subjects[] = {
	{ "number", CLASS_NUMBER }, { "numbers", CLASS_NUMBER },
	{ "figure", CLASS_NUMBER }, { "figures", CLASS_NUMBER },
	{ "amount", CLASS_NUMBER }, { "percentage", CLASS_NUMBER },
	{ "total", CLASS_NUMBER }, { "price", CLASS_NUMBER },
	{ "age", CLASS_NUMBER }, { "date", CLASS_DATE },
	{ "year", CLASS_DATE }, { "month", CLASS_DATE },
	{ "day", CLASS_DATE }, { "time", CLASS_DATE },
	{ "name", CLASS_NAME }, { "names", CLASS_NAME },
	{ "spelling", CLASS_NAME }, { "surname", CLASS_NAME },
	{ "title", CLASS_ROLE }, { "position", CLASS_ROLE },
	{ "attribution", CLASS_ATTRIBUTION | CLASS_NAME | CLASS_ROLE },
	{ "quote", CLASS_QUOTE }, { "quotation", CLASS_QUOTE },
	{ "location", CLASS_PLACE }, { "dateline", CLASS_PLACE },
};

static bool
is_letter(char ch)
{
	return (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') ||
	    ch == '-';
}

static bool
has_word(struct str s, struct str word)
{
	ptrdiff_t at;
	bool whole;

	while ((at = str_ifind(s, word)) >= 0) {
		whole = at == 0 || !is_letter(s.p[at - 1]);
		s = str_from(s, (size_t)at + word.n);
		if (whole && (s.n == 0 || !is_letter(s.p[0])))
			return true;
	}
	return false;
}

static unsigned
subject_of(struct check *c, size_t note)
{
	unsigned classes = 0;

	for (size_t k = 0; k < c->nclaims; k++)
		if (c->claims[k].note == note && c->claims[k].wrong.n > 0)
			return 0;
	for (size_t i = 0; i < sizeof(subjects) / sizeof(subjects[0]); i++)
		if (has_word(c->change->notes[note].text,
		    str_of(subjects[i].word)))
			classes |= subjects[i].class;
	return classes;
}

static bool
in_paragraphs(const struct note *n, const struct change_edit *e)
{
	for (size_t i = 0; i < n->nparagraphs; i++)
		if (e->part == PART_BODY && n->paragraphs[i] > 0 &&
		    ((size_t)n->paragraphs[i] == e->new_paragraph ||
		    (size_t)n->paragraphs[i] == e->old_paragraph))
			return true;
	return false;
}

/* An edit of the matter where the note points, or the only one of it. */
static bool
is_the_matter(struct check *c, size_t note, const struct change_edit *e)
{
	unsigned classes = subject_of(c, note);
	size_t n = 0;

	if ((e->altered & classes) == 0 ||
	    e->before.n + e->after.n > MATTER_BYTES)
		return false;
	for (size_t i = 0; i < c->change->nedits; i++)
		n += (c->change->edits[i].classes & CLASS_NOTE) == 0 &&
		    (c->change->edits[i].altered & classes & e->altered) != 0;
	return n == 1 || in_paragraphs(&c->change->notes[note].read, e);
}

static bool
is_mentioned(struct check *c, const struct change_edit *e)
{
	struct phrase before, after;

	edit_sides(c, e, &before, &after);
	for (size_t i = 0; i < c->change->nnotes; i++)
		if (mentions(c, i, &before, &after))
			return true;
	return false;
}

static bool
is_named(struct check *c, const struct change_edit *e)
{
	for (size_t i = 0; i < c->change->nnotes; i++)
		if (is_the_matter(c, i, e))
			return true;
	return false;
}

static void
add_named(struct reconciliation *out, struct check *c,
    const struct change_edit *e)
{
	if (out->named == NULL)
		out->named = arena_alloc(c->arena, c->change->nedits,
		    sizeof(*out->named));
	out->named[out->nnamed++] = e;
}

static bool
is_acknowledged(enum kind k)
{
	return k == KIND_WITHDRAWN || k == KIND_CORRECTION ||
	    k == KIND_CLARIFICATION || k == KIND_REFILE;
}

/* Paragraphs that are gone from a story that is withdrawn: that is what its note
 * says, whatever they said. Facts changed in what is left are not. */
static bool
is_withdrawn(const struct change *c, const struct change_edit *e)
{
	return c->kind == KIND_WITHDRAWN && c->nnotes > 0 &&
	    e->part == PART_BODY && e->new_paragraph == 0;
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
			    is_withdrawn(change, e) || is_mentioned(c, e))
				continue;
			if (is_named(c, e)) {
				add_named(out, c, e);
				continue;
			}
			out->beyond = arena_grow(c->arena, out->beyond,
			    out->nbeyond, &cap, sizeof(*out->beyond));
			out->beyond[out->nbeyond++] = e;
		}
	}
}
