/* What a story's versions say together: the lives of its notes, what no note
 * mentions, how long things took. */
#include "tracker/report/report.h"
#include "tracker/report/runs.h"

/* ---- notes -------------------------------------------------------------- */

static struct report_note *
note_of(struct report *r, struct str text)
{
	for (size_t i = 0; i < r->nnotes; i++)
		if (str_eq(r->notes[i].text, text))
			return &r->notes[i];
	return NULL;
}

static bool
has_phrase(struct str text, struct str phrase)
{
	return phrase.n > 0 && str_ifind(text, phrase) >= 0;
}

/*
 * The claims of note k of a change: reconcile() lists the claims of all new
 * notes, in their order. Where the counts do not add up, a claim belongs to the
 * note that says its words.
 */
static void
claims_of(struct report_note *note, struct arena *a, const struct change *c,
    const struct reconciliation *checked, size_t k)
{
	struct claim_result *mine = NULL;
	size_t from = 0, sum = 0, n = 0, cap = 0;

	for (size_t i = 0; i < c->nnotes; i++) {
		from += i < k ? c->notes[i].read.nclaims : 0;
		sum += c->notes[i].read.nclaims;
	}
	if (sum == checked->nclaims) {
		note->claims = checked->claims + from;
		note->nclaims = c->notes[k].read.nclaims;
		return;
	}
	for (size_t i = 0; i < checked->nclaims; i++) {
		const struct note_claim *claim = &checked->claims[i].claim;

		if (c->nnotes > 1 && !has_phrase(note->text, claim->wrong) &&
		    !has_phrase(note->text, claim->right))
			continue;
		mine = arena_grow(a, mine, n, &cap, sizeof(*mine));
		mine[n++] = checked->claims[i];
	}
	note->claims = mine;
	note->nclaims = n;
}

static void
read_claims(struct report_note *note, struct arena *a,
    const struct report_version *v)
{
	if (v->change == NULL || v->checked == NULL)
		return;
	for (size_t i = 0; i < v->change->nnotes; i++) {
		if (str_eq(v->change->notes[i].text, note->text)) {
			note->claims_version = v->number;
			claims_of(note, a, v->change, v->checked, i);
			return;
		}
	}
}

static void
add_event(struct report_note *n, struct arena *a,
    const struct report_version *v, const struct note_event *e)
{
	n->events = arena_grow(a, n->events, n->nevents, &n->cap_events,
	    sizeof(*n->events));
	n->events[n->nevents++] = (struct report_note_event){ e, v->number,
		v->fetched };
}

/* Another wording has claims of its own, if it says anything new. */
static void
see_event(struct report *r, struct arena *a, const struct report_version *v,
    const struct note_event *e)
{
	struct report_note *n = note_of(r, e->kind == EVENT_APPEARED ?
	    e->after : e->before);

	if (n == NULL)
		return;
	add_event(n, a, v, e);
	if (e->kind == EVENT_REMOVED || e->kind == EVENT_APPEARED)
		return;
	n->text = e->after;
	n->kind = e->note;
	n->place = str_of(e->to);
	if (e->news)
		read_claims(n, a, v);
}

static void
see_notes(struct report *r, struct arena *a, const struct report_version *v,
    size_t *cap)
{
	const struct article_note *n;
	struct report_note *note;

	for (size_t i = 0; v->change != NULL && i < v->change->nevents; i++)
		see_event(r, a, v, &v->change->events[i]);
	for (size_t i = 0; v->article != NULL && i < v->article->nnotes; i++) {
		n = &v->article->notes[i];
		note = note_of(r, n->text);
		if (note == NULL) {
			r->notes = arena_grow(a, r->notes, r->nnotes, cap,
			    sizeof(*r->notes));
			note = &r->notes[r->nnotes++];
			*note = (struct report_note){ .text = n->text,
				.kind = n->kind, .place = str_of(n->place),
				.first_seen = v->fetched,
				.first_version = v->number,
				.claims_version = v->number };
			read_claims(note, a, v);
		}
		note->last_seen = v->fetched;
		note->last_version = v->number;
	}
}

static void
derive_notes(struct report *r, struct arena *a)
{
	const struct report_version *last;
	size_t cap = 0;

	r->notes = NULL;
	r->nnotes = 0;
	for (size_t i = 0; i < r->nversions; i++)
		see_notes(r, a, &r->versions[i], &cap);
	if (r->nversions == 0)
		return;
	last = &r->versions[r->nversions - 1];
	for (size_t i = 0; i < r->nnotes; i++) {
		r->notes[i].gone = r->notes[i].last_version != last->number;
		/* the page as it is was looked at until then */
		if (!r->notes[i].gone && r->last_seen > last->fetched)
			r->notes[i].last_seen = r->last_seen;
		r->notes[i].unseen = str_eqz(r->state, "blocked");
	}
}

/* ---- beyond the notes --------------------------------------------------- */

static void
add_named(struct report *r, struct arena *a, size_t *cap,
    const struct report_version *v, const struct change_edit *e)
{
	r->named = arena_grow(a, r->named, r->nnamed, cap, sizeof(*r->named));
	r->named[r->nnamed++] = (struct report_beyond){ v->number, v->fetched,
		v->change, e };
}

static void
add_beyond(struct report *r, struct arena *a, size_t *cap,
    const struct report_version *v, const struct change_edit *e)
{
	r->beyond = arena_grow(a, r->beyond, r->nbeyond, cap,
	    sizeof(*r->beyond));
	r->beyond[r->nbeyond++] = (struct report_beyond){ v->number,
		v->fetched, v->change, e };
}

/* A change without a note was checked against nothing: all it did to facts that
 * stood there is beyond any note. What was only added is an update. */
static void
add_unnoted(struct report *r, struct arena *a, size_t *cap,
    const struct report_version *v)
{
	const struct change_edit *e;

	for (size_t i = 0; i < v->change->nedits; i++) {
		e = &v->change->edits[i];
		if ((e->classes & CLASS_FACT) != 0 && e->part != PART_NOTE &&
		    e->edit.op != DIFF_INSERT && e->edit.op != DIFF_MOVE)
			add_beyond(r, a, cap, v, e);
	}
}

static void
derive_beyond(struct report *r, struct arena *a)
{
	const struct report_version *v;
	size_t cap = 0, cap_named = 0;

	r->beyond = r->named = NULL;
	r->nbeyond = r->nnamed = 0;
	for (size_t i = 0; i < r->nversions; i++) {
		v = &r->versions[i];
		if (v->change == NULL || v->checked == NULL ||
		    v->change->kind == KIND_FIRST)
			continue;
		for (size_t k = 0; k < v->checked->nnamed; k++)
			add_named(r, a, &cap_named, v, v->checked->named[k]);
		for (size_t k = 0; k < v->checked->nbeyond; k++)
			add_beyond(r, a, &cap, v, v->checked->beyond[k]);
		if (v->change->kind == KIND_UNACKNOWLEDGED &&
		    v->checked->nbeyond == 0)
			add_unnoted(r, a, &cap, v);
	}
}

/* ---- latency ------------------------------------------------------------ */

static int64_t
published(const struct report *r)
{
	int64_t t = TIME_NONE;

	for (size_t i = 0; i < r->nversions; i++) {
		int64_t p = r->versions[i].published;

		if (p != TIME_NONE && (t == TIME_NONE || p < t))
			t = p;
	}
	return t != TIME_NONE ? t : r->first_seen;
}

static int64_t
changed(const struct report *r)
{
	for (size_t i = 0; i < r->nversions; i++)
		if (r->versions[i].change != NULL &&
		    r->versions[i].change->kind != KIND_FIRST &&
		    edits_of_fact(r->versions[i].change) > 0)
			return r->versions[i].fetched;
	return TIME_NONE;
}

static bool
admits_error(enum note_kind k)
{
	return k == NOTE_CORRECTION || k == NOTE_CLARIFICATION ||
	    k == NOTE_REFILE || k == NOTE_WITHDRAWAL;
}

static int64_t
noted(const struct report *r)
{
	for (size_t i = 0; i < r->nnotes; i++)
		if (admits_error(r->notes[i].kind))
			return r->notes[i].first_seen;
	return TIME_NONE;
}

/* -1 when one is unknown; a page dated later than it was seen took no time. */
static int64_t
between(int64_t from, int64_t to)
{
	if (from == TIME_NONE || to == TIME_NONE)
		return -1;
	return to > from ? to - from : 0;
}

void
report_derive(struct report *r, struct arena *a)
{
	int64_t begin, change, note;

	derive_notes(r, a);
	derive_beyond(r, a);
	begin = published(r);
	change = changed(r);
	note = noted(r);
	r->latency.change = between(begin, change);
	r->latency.note = between(begin, note);
	r->latency.silent = note != TIME_NONE && change != TIME_NONE &&
	    note < change ? -1 : between(change, note);
}
