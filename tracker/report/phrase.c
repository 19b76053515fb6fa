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

void
phrase_edit_where(struct buf *out, const struct change_edit *e)
{
	phrase_where(out, e->part, e->new_paragraph > 0 ? e->new_paragraph :
	    e->old_paragraph);
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
phrase_note_life(struct buf *out, const struct report_note *n)
{
	char first[TIME_TEXT], last[TIME_TEXT];

	buf_addf(out, "first seen %s (version %d), ",
	    when_text(n->first_seen, first), n->first_version);
	if (n->gone)
		buf_addf(out, "last seen in version %d of %s; no longer on "
		    "the page", n->last_version, when_text(n->last_seen, last));
	else
		buf_addf(out, "still there at %s",
		    when_text(n->last_seen, last));
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
}
