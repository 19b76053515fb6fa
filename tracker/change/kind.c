/* The kind of a change: the first of design.md section 6 that applies. */
#include "tracker/change/check.h"
#include "tracker/change/inner.h"
#include "tracker/change/phrase.h"

static const char *const names[KIND_COUNT] = {
	[KIND_FIRST] = "first",
	[KIND_WITHDRAWN] = "withdrawn",
	[KIND_CORRECTION] = "correction",
	[KIND_CLARIFICATION] = "clarification",
	[KIND_REFILE] = "refile",
	[KIND_REVERTED] = "reverted",
	[KIND_UNACKNOWLEDGED] = "unacknowledged",
	[KIND_UPDATE] = "update",
	[KIND_HEADLINE] = "headline",
	[KIND_COPYEDIT] = "copyedit",
	[KIND_TYPOGRAPHIC] = "typographic",
	[KIND_NOTE] = "note",
};

const char *
kind_name(enum kind k)
{
	return (unsigned)k < KIND_COUNT ? names[k] : "";
}

int
kind_of(struct str name, enum kind *out)
{
	for (unsigned i = 0; i < KIND_COUNT; i++) {
		if (str_eqz(name, names[i])) {
			*out = (enum kind)i;
			return 0;
		}
	}
	return -1;
}

/* ---- by what the publisher says ----------------------------------------- */

/* Notes whose presence decides the kind, weightiest first. */
static const struct {
	enum note_kind note;
	enum kind kind;
} by_note[] = {
	{ NOTE_WITHDRAWAL, KIND_WITHDRAWN },
	{ NOTE_CORRECTION, KIND_CORRECTION },
	{ NOTE_CLARIFICATION, KIND_CLARIFICATION },
	{ NOTE_REFILE, KIND_REFILE },
};
#define NBY_NOTE (sizeof(by_note) / sizeof(by_note[0]))

/* An editor's note corrects when it says what was wrong or is right. */
static enum note_kind
weight_of(const struct note *n)
{
	if (n->kind != NOTE_EDITOR)
		return n->kind;
	for (size_t i = 0; i < n->nclaims; i++)
		if (n->claims[i].wrong.n > 0)
			return NOTE_CORRECTION;
	return n->nclaims > 0 ? NOTE_CLARIFICATION : NOTE_EDITOR;
}

static enum note_kind
headline_kind(const struct article *a, struct str *prefix)
{
	struct str bare;
	bool official;
	enum note_kind k = NOTE_NONE;

	*prefix = str_make(NULL, 0);
	if (a == NULL)
		return k;
	k = note_headline(a->headline, &bare, &official);
	if (k != NOTE_NONE && bare.n < a->headline.n)
		*prefix = str_trim(str_sub(a->headline, 0,
		    a->headline.n - bare.n));
	return k;
}

/* Notes of a page can be long; a sentence of evidence shows their beginning. */
#define NOTE_SHOWN 240

static struct str
shown(struct str s)
{
	size_t n = s.n < NOTE_SHOWN ? s.n : NOTE_SHOWN;

	while (n > 0 && n < s.n && ((unsigned char)s.p[n] & 0xc0) == 0x80)
		n--;
	return str_sub(s, 0, n);
}

static void
say_note(struct evidence *e, const char *when, struct str text)
{
	struct str s = shown(text);

	evidence_add(e, "%s says \"%.*s%s\"", when, STR_FMT(s),
	    s.n < text.n ? "..." : "");
}

static bool
decide_by_note(struct evidence *e, const struct article *old,
    const struct article *new)
{
	struct str was, is;
	enum note_kind before = headline_kind(old, &was);
	enum note_kind now = headline_kind(new, &is);
	bool first = old == NULL, any = false;

	for (size_t k = 0; k < NBY_NOTE && !any; k++) {
		for (size_t i = 0; i < e->change->nnotes; i++) {
			if (weight_of(&e->change->notes[i].read) !=
			    by_note[k].note)
				continue;
			say_note(e, "a note that came with this version",
			    e->change->notes[i].text);
			any = true;
		}
		if (now == by_note[k].note &&
		    (before != now || !str_eq(was, is))) {
			evidence_add(e, "the headline is marked \"%.*s\"",
			    STR_FMT(is));
			any = true;
		}
		if (any && !first)
			e->change->kind = by_note[k].kind;
	}
	return any && !first;
}

static bool
has_any(const struct phrase *p, const struct phrase *of)
{
	for (size_t i = 0; i < of->n; i++)
		if (phrase_has(p, of->v[i].value))
			return true;
	return false;
}

/* A note seen later speaks of an edit when what it calls wrong was taken out
 * here, or what it calls right was brought in; units beside the edit count.
 * `whole`: both, where the note says both. */
static bool
speaks_of(struct arena *a, const struct note *n, const struct change *c,
    unsigned languages, bool whole)
{
	struct check check = { .scratch = a, .change = c,
		.languages = languages };
	struct phrase wrong, right, before, after, out, in;
	bool gone, came;

	for (size_t k = 0; k < n->nclaims; k++) {
		phrase_read(&wrong, a, n->claims[k].wrong, languages);
		phrase_read(&right, a, n->claims[k].right, languages);
		phrase_without(&out, a, &wrong, &right);
		phrase_without(&in, a, &right, &wrong);
		for (size_t i = 0; i < c->nedits; i++) {
			if (c->edits[i].altered == 0)
				continue;
			edit_sides(&check, &c->edits[i], &before, &after);
			gone = has_any(&before, &out);
			came = has_any(&after, &in);
			if (whole && out.n > 0 && in.n > 0 ? gone && came :
			    gone || came)
				return true;
		}
	}
	return false;
}

/* Does a note that stood before speak of all that was altered? It was put there
 * for an earlier change, so that a word of it proves nothing for the rest. */
static bool
speaks_of_all(struct arena *a, const struct note *n, const struct change *c,
    unsigned languages)
{
	struct change one = *c;

	for (size_t i = 0; i < c->nedits; i++) {
		if (c->edits[i].altered == 0)
			continue;
		one.edits = &c->edits[i];
		one.nedits = 1;
		if (!speaks_of(a, n, &one, languages, true))
			return false;
	}
	return true;
}

/* A note that came before or after the change, but speaks of it. */
static bool
decide_by_other(struct evidence *e, struct str text, bool stood,
    unsigned languages)
{
	struct arena scratch;
	struct note n;
	enum note_kind w;
	bool found = false;

	arena_init(&scratch);
	note_read(&n, &scratch, text);
	w = weight_of(&n);
	for (size_t k = 0; k < NBY_NOTE && !found; k++) {
		if (by_note[k].note != w || !(stood ?
		    speaks_of_all(&scratch, &n, e->change, languages) :
		    speaks_of(&scratch, &n, e->change, languages, false)))
			continue;
		e->change->kind = by_note[k].kind;
		say_note(e, stood ? "a note that stood already" :
		    "a note seen later", text);
		found = true;
	}
	arena_release(&scratch);
	return found;
}

static bool
decide_by_others(struct evidence *e, const struct classify_context *c,
    unsigned languages)
{
	for (size_t i = 0; i < c->nstanding_notes; i++)
		if (decide_by_other(e, c->standing_notes[i], true, languages))
			return true;
	for (size_t i = 0; i < c->nlater_notes; i++) {
		if (!decide_by_other(e, c->later_notes[i], false, languages))
			continue;
		e->change->later_note = i + 1;
		return true;
	}
	return false;
}

void
say_events(struct evidence *e)
{
	struct str a, b;

	for (size_t i = 0; i < e->change->nevents; i++) {
		const struct note_event *v = &e->change->events[i];

		a = shown(v->before);
		b = shown(v->after);
		if (v->kind == EVENT_REWORDED)
			evidence_add(e, "a note was reworded: \"%.*s%s\" became "
			    "\"%.*s%s\"", STR_FMT(str_sub(a, 0, 120)),
			    a.n > 120 ? "..." : "", STR_FMT(b),
			    b.n < v->after.n ? "..." : "");
		else if (v->kind == EVENT_MOVED)
			evidence_add(e, "a note was moved on the page, from %s "
			    "to %s", v->from, v->to);
		else if (v->kind == EVENT_REMOVED)
			say_note(e, "a note that is no longer there", v->before);
	}
}

/* ---- by the edits ------------------------------------------------------- */

struct sums {
	unsigned all, altered, parts;
	bool added;	/* more than a word here and there */
	size_t nfacts;
};

/* "adds dropped word": so few words without a fact are no update. */
#define FEW_WORDS 3

static size_t
words_of(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] != ' ' && s.p[i] != '\n' &&
		    (i == 0 || s.p[i - 1] == ' ' || s.p[i - 1] == '\n');
	return n;
}

static struct sums
sum_edits(const struct change *c)
{
	struct sums s = { 0 };

	for (size_t i = 0; i < c->nedits; i++) {
		const struct change_edit *e = &c->edits[i];

		if ((e->classes & CLASS_NOTE) != 0)
			continue;
		s.parts |= 1u << e->part;
		s.all |= e->classes;
		s.altered |= e->altered;
		s.nfacts += e->altered != 0;
		if ((e->classes & CLASS_ADDITION) != 0 &&
		    ((e->classes & CLASS_FACT) != 0 ||
		    words_of(e->after) > FEW_WORDS))
			s.added |= e->part != PART_BYLINE;
	}
	return s;
}

static const struct change_edit *
first_altered(const struct change *c)
{
	for (size_t i = 0; i < c->nedits; i++)
		if (c->edits[i].altered != 0)
			return &c->edits[i];
	return NULL;
}

/* "number, name" */
static void
class_list(struct buf *b, unsigned classes)
{
	for (unsigned i = 0; i < CLASS_COUNT; i++)
		if ((classes >> i & 1) != 0)
			buf_addf(b, "%s%s", b->n > 0 ? ", " : "",
			    class_name(i));
}

static void
say_altered(struct evidence *e, const struct sums *s)
{
	const struct change_edit *first = first_altered(e->change);
	struct str a = shown(first->before), b = shown(first->after);
	struct buf list;

	buf_init(&list, 256);
	class_list(&list, s->altered);
	evidence_add(e, "%zu edit%s replaced or removed words of fact (%s); "
	    "the first: \"%.*s\" to \"%.*s\"", s->nfacts,
	    s->nfacts == 1 ? "" : "s", buf_z(&list), STR_FMT(str_trim(a)),
	    STR_FMT(str_trim(b)));
	buf_release(&list);
}

/* A note that says the story was updated, but not that it was wrong. */
static const struct change_note *
update_note(const struct change *c)
{
	for (size_t i = 0; i < c->nnotes; i++)
		if (c->notes[i].read.kind == NOTE_UPDATE)
			return &c->notes[i];
	return NULL;
}

static void
decide_altered(struct evidence *e, const struct sums *s,
    const struct article *old, const struct article *new,
    const struct classify_context *c)
{
	const struct change_note *note = update_note(e->change);
	char when[TIME_TEXT];
	struct str was, is;
	bool marked;

	say_altered(e, s);
	if (decide_by_others(e, c, language_of(new->language)))
		return;
	headline_kind(old, &was);
	marked = headline_kind(new, &is) == NOTE_UPDATE && !str_eq(was, is);
	if (note != NULL || marked) {
		e->change->kind = KIND_UPDATE;
		if (note != NULL)
			say_note(e, "a note that came with this version",
			    note->text);
		else
			evidence_add(e, "the headline is marked \"%.*s\"",
			    STR_FMT(is));
		return;
	}
	e->change->kind = KIND_UNACKNOWLEDGED;
	if (c->seen_until != TIME_NONE)
		evidence_add(e, "no note seen by %s%s",
		    time_rfc3339(c->seen_until, when),
		    c->nlater_notes > 0 ? " speaks of it" : "");
	else
		evidence_add(e, "no note seen with this version");
}

static void
decide_plain(struct evidence *e, const struct sums *s)
{
	static const unsigned words = CLASS_WORDING | CLASS_SPELLING |
	    CLASS_MOVE | CLASS_REMOVAL | CLASS_ADDITION | CLASS_FACT |
	    CLASS_LINK;

	if (s->added) {
		e->change->kind = KIND_UPDATE;
		evidence_add(e, "text was added; no fact was replaced or "
		    "removed");
	} else if (s->parts == 1u << PART_HEADLINE) {
		e->change->kind = KIND_HEADLINE;
		evidence_add(e, "only the headline changed");
	} else if ((s->all & words) != 0) {
		e->change->kind = KIND_COPYEDIT;
		evidence_add(e, "words changed, no fact");
	} else if (s->parts != 0 ||
	    e->change->nedits + e->change->nevents == 0) {
		e->change->kind = KIND_TYPOGRAPHIC;
		evidence_add(e, "the same words in the same order");
	} else {
		e->change->kind = KIND_NOTE;
		evidence_add(e, "only notes changed, and none of the new ones "
		    "corrects anything");
	}
}

void
kind_decide(struct evidence *e, const struct article *old,
    const struct article *new, const struct classify_context *c)
{
	struct sums s;

	if (old == NULL) {
		e->change->kind = KIND_FIRST;
		evidence_add(e, "no earlier version was seen");
		decide_by_note(e, NULL, new);
		return;
	}
	if (decide_by_note(e, old, new))
		return;
	if (c->equals_version > 0) {
		e->change->kind = KIND_REVERTED;
		evidence_add(e, "the text equals that of version %d",
		    c->equals_version);
		return;
	}
	s = sum_edits(e->change);
	if (s.altered != 0)
		decide_altered(e, &s, old, new, c);
	else
		decide_plain(e, &s);
}
