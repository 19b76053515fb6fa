#include "tracker/report/phrase.h"
#include "tracker/report/put.h"
#include "tracker/report/runs.h"

void
phrase_where(struct buf *out, enum part part, size_t paragraph)
{
	if (part == PART_BODY && paragraph > 0)
		buf_addf(out, "paragraph %zu", paragraph);
	else
		buf_addz(out, part_name(part));
}

/* How many paragraphs a text goes through; those it only borders on count not. */
static size_t
paragraphs_in(struct str s)
{
	size_t n = 1;

	while (s.n > 0 && s.p[0] == '\n')
		s = str_from(s, 1);
	while (s.n > 0 && s.p[s.n - 1] == '\n')
		s.n--;
	for (size_t i = 1; i < s.n; i++)
		n += s.p[i] == '\n' && s.p[i - 1] != '\n';
	return n;
}

void
phrase_edit_where(struct buf *out, const struct change_edit *e)
{
	bool new = e->new_paragraph > 0;
	size_t first = new ? e->new_paragraph : e->old_paragraph;
	size_t n = paragraphs_in(new ? e->after : e->before);

	if (e->part == PART_BODY && first > 0 && n > 1)
		buf_addf(out, "paragraphs %zu %s %zu", first,
		    n == 2 ? "and" : "to", first + n - 1);
	else
		phrase_where(out, e->part, first);
	/* what is gone stood in a paragraph of the version before */
	if (e->part == PART_BODY && e->new_paragraph == 0 &&
	    e->old_paragraph > 0)
		buf_addz(out, " of the version before");
}

void
phrase_classes(struct buf *out, unsigned classes)
{
	unsigned set = (classes & CLASS_FACT) != 0 ?
	    classes & CLASS_FACT : classes;
	bool first = true;

	for (unsigned i = 0; i < CLASS_COUNT; i++) {
		if ((set >> i & 1) == 0)
			continue;
		buf_addf(out, "%s%s", first ? "" : ", ", class_name(i));
		first = false;
	}
}

static void
quoted(struct buf *out, struct str s)
{
	buf_addc(out, '"');
	buf_adds(out, s);
	buf_addc(out, '"');
}

void
phrase_claim(struct buf *out, const struct note_claim *c)
{
	if (c->wrong.n > 0) {
		quoted(out, c->wrong);
		buf_addz(out, c->right.n > 0 ? " is wrong, " : " is wrong");
	}
	if (c->right.n > 0) {
		quoted(out, c->right);
		buf_addz(out, " is right");
	}
	if (c->wrong.n == 0 && c->right.n == 0)
		buf_addz(out, "the note quotes neither the wrong words nor "
			      "the right ones");
	if (c->place != PLACE_UNSAID)
		buf_addf(out, " (%s)", note_place_name(c->place));
}

const char *
phrase_verdict(enum claim_verdict v)
{
	static const char *const says[] = {
		[CLAIM_MATCHED] = "the change does what the note says",
		[CLAIM_PARTIAL] = "the change does part of what the note says",
		[CLAIM_UNFULFILLED] =
		    "the change does not show what the note says",
		[CLAIM_UNLOCATABLE] = "cannot be found in the text",
		[CLAIM_NO_EARLIER_VERSION] =
		    "no version from before the note was seen",
	};

	return says[v];
}

/* The words of a picture are no words of the text; what a field of a page is
 * called by those who make pages is not what a reader calls it. */
static const char *const residual_places[PART_ALL] = {
	[PART_SLUG] = "the address of the page (slug)",
	[PART_TITLE] = "the title of the page (title)",
	[PART_DESCRIPTION] = "the page's description for search engines and "
	    "social networks (description)",
	[PART_ALT] = "the words for a picture (alt)",
	[PART_CAPTION] = "a caption",
	[PART_NOTE] = "the note",
};

void
phrase_residual_where(struct buf *out, const struct residual *r,
    const char *before)
{
	buf_addz(out, before);
	if (residual_places[r->part] != NULL) {
		buf_addz(out, residual_places[r->part]);
		if (r->part == PART_CAPTION && r->paragraph > 0)
			buf_addf(out, " (block %zu)", r->paragraph);
	} else {
		if (r->part != PART_BODY)
			buf_addz(out, "the ");
		phrase_where(out, r->part, r->paragraph);
	}
	if (r->quoted)
		buf_addz(out, ", inside a quotation");
}

void
phrase_residual(struct buf *out, const struct residual *r)
{
	phrase_residual_where(out, r, "still in ");
}

void
phrase_left(struct buf *out, const struct report *rep,
    const struct residual *r, int version)
{
	if (r->gone_in > 0) {
		phrase_residual_where(out, r, "stood in ");
		buf_addf(out, " when the note came, gone in version %d",
		    r->gone_in);
		return;
	}
	phrase_residual(out, r);
	if (rep->nversions > 0 &&
	    rep->versions[rep->nversions - 1].number != version)
		buf_addf(out, " (and in version %d, the latest)",
		    rep->versions[rep->nversions - 1].number);
}

bool
phrase_other(struct buf *out, const struct residual *r)
{
	if (r->part == PART_NOTE)
		return false;
	phrase_residual_where(out, r, "not counted: the words in ");
	buf_addz(out, "; ");
	buf_adds(out, r->apart);
	return true;
}

const char *
phrase_note_kind(enum note_kind k)
{
	return k == NOTE_EDITOR ? "editor's note" : note_kind_name(k);
}

void
phrase_still(struct buf *out, bool unseen, int64_t at)
{
	char when[TIME_TEXT];

	buf_addf(out, unseen ? "not seen to go by %s (no text is shown now)" :
	    "still there at %s", when_text(at, when));
}

void
phrase_note_life(struct buf *out, const struct report_note *n)
{
	char first[TIME_TEXT], last[TIME_TEXT];

	buf_addf(out, "first seen %s (version %d), ",
	    when_text(n->first_seen, first), n->first_version);
	if (n->gone)
		buf_addf(out, "last seen in version %d of %s; no longer on "
		    "the page", n->last_version, when_text(n->last_seen, last));
	else
		phrase_still(out, n->unseen, n->last_seen);
}

bool
phrase_unquoted(struct buf *out, const struct report_note *n)
{
	if (n->nclaims > 0 || n->kind == NOTE_UPDATE ||
	    n->kind == NOTE_EDITOR || n->kind == NOTE_WITHDRAWAL)
		return false;
	buf_addz(out, "the note quotes neither the wrong words nor the right "
	    "ones, so that it can be checked by what it names alone");
	return true;
}

/* A removal at the end is said by its life already. */
bool
phrase_note_event(struct buf *out, const struct report_note *n, size_t i)
{
	const struct report_note_event *v;
	char when[TIME_TEXT];

	if (i >= n->nevents)
		return false;
	v = &n->events[i];
	when_text(v->fetched, when);
	switch (v->event->kind) {
	case EVENT_APPEARED:
		buf_addf(out, "there again in version %d, %s", v->version, when);
		break;
	case EVENT_REWORDED:
		buf_addf(out, "reworded in version %d, %s%s; it read before: ",
		    v->version, when, v->event->news ?
		    ", and says more" : "");
		buf_adds(out, v->event->before);
		break;
	case EVENT_MOVED:
		buf_addf(out, "moved in version %d, %s, from %s to %s",
		    v->version, when, v->event->from, v->event->to);
		break;
	case EVENT_REMOVED:
		buf_addf(out, "removed in version %d, %s", v->version, when);
		break;
	}
	return true;
}

void
phrase_events(struct buf *out, const struct change *c)
{
	static const char *const says[] = {
		[EVENT_APPEARED] = "a note is new",
		[EVENT_REWORDED] = "a note was reworded",
		[EVENT_MOVED] = "a note was moved on the page",
		[EVENT_REMOVED] = "a note was removed",
	};

	for (size_t i = 0; i < c->nevents; i++)
		buf_addf(out, "%s%s", i > 0 ? "; " : "",
		    says[c->events[i].kind]);
}

void
phrase_owned(struct buf *out, const struct report_version *v)
{
	char when[TIME_TEXT], span[TIME_TEXT];

	if (v->owned == 0)
		return;
	buf_addf(out, "its note was first seen %s, %s after the change",
	    when_text(v->owned, when),
	    span_text(v->owned - v->fetched, span));
}

static bool
changed_still(const struct report_version *v)
{
	return v->stamp == STAMP_STILL && v->change != NULL &&
	    v->change->nedits > 0;
}

static bool
has_times(const struct report_version *v)
{
	return changed_still(v) || v->touch.times > 0;
}

void
phrase_times(struct buf *out, const struct report_version *v)
{
	const struct report_touch *t = &v->touch;
	char when[TIME_TEXT], to[TIME_TEXT];
	bool still = changed_still(v);

	if (still)
		buf_addf(out, "the text changed, the page's modified time did "
		    "not (%s)", when_text(v->modified, when));
	if (t->times == 0)
		return;
	buf_addf(out, "%sthe page's modified time moved ", still ? "; " : "");
	put_count(out, (size_t)t->times, "time", "times");
	buf_addf(out, " with no change of text, last to %s, seen %s",
	    when_text(t->modified, to), when_text(t->last, when));
}

void
phrase_unnoted(struct buf *out, int64_t seen_until)
{
	char when[TIME_TEXT];

	buf_addf(out, "no note seen by %s", when_text(seen_until, when));
}

/* Of one change: a note that speaks of something else may well be there. */
void
phrase_unspoken(struct buf *out, int64_t seen_until)
{
	phrase_unnoted(out, seen_until);
	buf_addz(out, " speaks of it");
}

void
phrase_noteless(struct buf *out, const struct report_version *v,
    int64_t seen_until)
{
	if (v->change->nnotes > 0)
		return;
	if (v->change->kind == KIND_UNACKNOWLEDGED)
		phrase_unspoken(out, seen_until);
	else
		phrase_owned(out, v);
}

const char phrase_named[] =
    "Edits of fact that fit what a note names and does not quote";

void
phrase_beyond(struct buf *out, const struct report *r)
{
	char when[TIME_TEXT];

	buf_addf(out, "Edits of fact that no note seen by %s mentions",
	    when_text(r->last_seen, when));
}

bool
phrase_latency(struct buf *out, const struct report_latency *l, size_t i)
{
	const struct {
		int64_t seconds;
		const char *what, *from;
	} rows[] = {
		{ l->change, "first change of fact seen", "publication" },
		{ l->note, "first note of an error seen", "publication" },
		{ l->silent > 0 ? l->silent : -1,
		    "first note of an error seen",
		    "the first change of fact" },
	};
	char span[TIME_TEXT];

	if (i >= sizeof(rows) / sizeof(rows[0]))
		return false;
	if (rows[i].seconds >= 0)
		buf_addf(out, "%s %s after %s", rows[i].what,
		    span_text(rows[i].seconds, span), rows[i].from);
	return true;
}

void
words_changed(const struct change *c, size_t *added, size_t *removed)
{
	*added = *removed = 0;
	for (size_t i = 0; i < c->nedits; i++) {
		if (c->edits[i].edit.op == DIFF_MOVE)
			continue;
		*added += count_words(c->edits[i].after);
		*removed += count_words(c->edits[i].before);
	}
}

void
phrase_counts(struct buf *out, const struct change *c)
{
	size_t fact = edits_of_fact(c), added, removed;

	if (c->nedits == 0) {
		if (c->nevents > 0)
			phrase_events(out, c);
		else
			buf_addz(out, "no difference");
		return;
	}
	words_changed(c, &added, &removed);
	put_count(out, c->nedits, "edit", "edits");
	if (fact > 0)
		buf_addf(out, ", %zu of fact", fact);
	buf_addf(out, ", +%zu -%zu words", added, removed);
}

void
phrase_version(struct buf *out, const struct report_version *v)
{
	phrase_counts(out, v->change);
	if (v->caveat.n > 0) {
		buf_addz(out, "; ");
		buf_adds(out, v->caveat);
	}
	if (v->owned != 0)
		buf_addz(out, "; ");
	phrase_owned(out, v);
	if (has_times(v))
		buf_addz(out, "; ");
	phrase_times(out, v);
}
