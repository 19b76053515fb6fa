/*
 * How serious a change is, 0 to 100: a sum of named rules. Each rule has a
 * weight for every edit it finds and a cap on what it adds in all; the sum is
 * cut at 100. Every rule that counted says so in the evidence.
 *
 *	rule			each	cap
 *	negation		30	30	something became its opposite
 *	number			14	28
 *	quotation		12	24	somebody's words or their marks
 *	name			10	20
 *	attribution		8	16
 *	date			8	16
 *	role			6	12
 *	place			6	12
 *	modality		6	12
 *	note removed		15	15	a note of an error is gone
 *	in the headline		15	15	an edit of fact there
 *	in the lede		8	8	or in the first paragraph
 *	kind			-	-	withdrawn 60, correction 15,
 *						unacknowledged 10,
 *						clarification 8, reverted 8
 *
 * Only facts replaced or removed count; text that only adds has 3 in all.
 */
#include "tracker/change/inner.h"

static const struct {
	const char *what;
	unsigned class;
	int each, cap;
} rules[] = {
	{ "negation or opposite", CLASS_NEGATION, 30, 30 },
	{ "number", CLASS_NUMBER, 14, 28 },
	{ "quotation", CLASS_QUOTE, 12, 24 },
	{ "name", CLASS_NAME, 10, 20 },
	{ "attribution", CLASS_ATTRIBUTION, 8, 16 },
	{ "date", CLASS_DATE, 8, 16 },
	{ "role", CLASS_ROLE, 6, 12 },
	{ "place", CLASS_PLACE, 6, 12 },
	{ "modality", CLASS_MODALITY, 6, 12 },
};

static const struct {
	enum kind kind;
	int weight;
} by_kind[] = {
	{ KIND_WITHDRAWN, 60 }, { KIND_CORRECTION, 15 },
	{ KIND_UNACKNOWLEDGED, 10 }, { KIND_CLARIFICATION, 8 },
	{ KIND_REVERTED, 8 },
};

#define IN_HEADLINE 15
#define IN_LEDE 8
#define ONLY_ADDED 3
#define NOTE_GONE 15

static void
count(struct evidence *e, int points, const char *what, size_t edits)
{
	if (points == 0)
		return;
	e->change->severity += points;
	if (edits > 0)
		evidence_add(e, "severity +%d: %s, %zu edit%s", points, what,
		    edits, edits == 1 ? "" : "s");
	else
		evidence_add(e, "severity +%d: %s", points, what);
}

static void
count_class(struct evidence *e, size_t rule)
{
	size_t n = 0;
	int points;

	for (size_t i = 0; i < e->change->nedits; i++)
		n += (e->change->edits[i].altered & rules[rule].class) != 0;
	points = n > 9 ? rules[rule].cap : (int)n * rules[rule].each;
	if (points > rules[rule].cap)
		points = rules[rule].cap;
	count(e, points, rules[rule].what, n);
}

static void
count_places(struct evidence *e)
{
	size_t headline = 0, lede = 0;
	const struct change_edit *d;

	for (size_t i = 0; i < e->change->nedits; i++) {
		d = &e->change->edits[i];
		if (d->altered == 0)
			continue;
		headline += d->part == PART_HEADLINE;
		lede += d->part == PART_BODY && (d->old_paragraph == 1 ||
		    d->new_paragraph == 1);
	}
	count(e, headline > 0 ? IN_HEADLINE : 0, "in the headline", headline);
	count(e, lede > 0 ? IN_LEDE : 0, "in the first paragraph", lede);
}

/* A reader who comes now does not learn that something was wrong. */
static void
count_notes_gone(struct evidence *e)
{
	const struct note_event *v;
	size_t n = 0;

	for (size_t i = 0; i < e->change->nevents; i++) {
		v = &e->change->events[i];
		n += v->kind == EVENT_REMOVED && v->note != NOTE_UPDATE &&
		    v->note != NOTE_EDITOR;
	}
	count(e, n > 0 ? NOTE_GONE : 0, "a note removed", 0);
}

void
severity_sum(struct evidence *e)
{
	struct change *c = e->change;

	if (c->kind == KIND_FIRST)
		return;
	for (size_t k = 0; k < sizeof(by_kind) / sizeof(by_kind[0]); k++)
		if (by_kind[k].kind == c->kind)
			count(e, by_kind[k].weight, kind_name(c->kind), 0);
	for (size_t k = 0; k < sizeof(rules) / sizeof(rules[0]); k++)
		count_class(e, k);
	count_places(e);
	count_notes_gone(e);
	if (c->severity == 0 && c->kind == KIND_UPDATE)
		count(e, ONLY_ADDED, "text added", 0);
	if (c->severity > 100)
		c->severity = 100;
}
