/* The kind of a change: the first of design.md section 6 that applies. */
#include "tracker/classify/inner.h"

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

/* What the new version says of itself that the old one did not. */
struct signals {
	const struct change_note *note[NBY_NOTE];
	bool headline[NBY_NOTE];
};

static void
signals_find(struct signals *s, const struct change *c,
    const struct article *old, const struct article *new)
{
	struct str bare;
	bool official;
	enum note_kind was = NOTE_NONE, is;

	*s = (struct signals){ 0 };
	is = note_headline(new->headline, &bare, &official);
	if (old != NULL)
		was = note_headline(old->headline, &bare, &official);
	for (size_t k = 0; k < NBY_NOTE; k++) {
		s->headline[k] = is == by_note[k].note && was != is;
		for (size_t i = 0; i < c->nnotes && s->note[k] == NULL; i++)
			if (c->notes[i].read.kind == by_note[k].note)
				s->note[k] = &c->notes[i];
	}
}

static bool
decide_by_note(struct evidence *e, const struct signals *s, bool first)
{
	for (size_t k = 0; k < NBY_NOTE; k++) {
		if (s->note[k] == NULL && !s->headline[k])
			continue;
		if (!first)
			e->change->kind = by_note[k].kind;
		if (s->note[k] != NULL)
			evidence_add(e, "a note seen with this version says "
			    "\"%.*s\"", STR_FMT(s->note[k]->text));
		if (s->headline[k])
			evidence_add(e, "the headline begins as a %s",
			    note_kind_name(by_note[k].note));
		return !first;
	}
	return false;
}

struct sums {
	unsigned all, altered, parts;
};

static struct sums
sum_edits(const struct change *c)
{
	struct sums s = { 0 };

	for (size_t i = 0; i < c->nedits; i++) {
		s.parts |= 1u << c->edits[i].part;
		if (c->edits[i].part == PART_NOTE)
			continue;
		s.all |= c->edits[i].classes;
		s.altered |= c->edits[i].altered;
	}
	return s;
}

static void
decide_by_edits(struct evidence *e, const struct classify_context *c)
{
	struct sums s = sum_edits(e->change);
	char when[TIME_TEXT];

	if (s.altered != 0) {
		e->change->kind = KIND_UNACKNOWLEDGED;
		evidence_add(e, "words of fact replaced or removed");
		if (c->seen_until != TIME_NONE)
			evidence_add(e, "no note seen by %s",
			    time_rfc3339(c->seen_until, when));
	} else if ((s.all & CLASS_ADDITION) != 0) {
		e->change->kind = KIND_UPDATE;
	} else if (s.parts == 1u << PART_HEADLINE) {
		e->change->kind = KIND_HEADLINE;
	} else if ((s.all & (CLASS_WORDING | CLASS_SPELLING | CLASS_MOVE |
	    CLASS_REMOVAL | CLASS_FACT)) != 0) {
		e->change->kind = KIND_COPYEDIT;
	} else if (s.all != 0 || s.parts == 0) {
		e->change->kind = KIND_TYPOGRAPHIC;
	} else {
		e->change->kind = KIND_NOTE;
	}
}

void
kind_decide(struct evidence *e, const struct article *old,
    const struct article *new, const struct classify_context *c)
{
	struct signals s;

	signals_find(&s, e->change, old, new);
	if (old == NULL) {
		e->change->kind = KIND_FIRST;
		evidence_add(e, "no earlier version was seen");
		decide_by_note(e, &s, true);
		return;
	}
	if (decide_by_note(e, &s, false))
		return;
	if (c->equals_version > 0) {
		e->change->kind = KIND_REVERTED;
		evidence_add(e, "the text equals version %d",
		    c->equals_version);
		return;
	}
	decide_by_edits(e, c);
}
