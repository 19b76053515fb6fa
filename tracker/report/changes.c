/* One version for `log`, one change for `changes`: some lines each. */
#include "tracker/base/limits.h"
#include "tracker/report/paint.h"
#include "tracker/report/phrase.h"
#include "tracker/report/put.h"
#include "tracker/report/report.h"

/* ---- log ---------------------------------------------------------------- */

static void
log_head(struct buf *out, struct str story, const struct report_version *v,
    const struct report_options *o)
{
	enum paint p = PAINT_NONE;

	paint_on(out, o, PAINT_MILD);
	buf_addz(out, "version ");
	put_line(out, story);
	buf_addf(out, "@%d", v->number);
	paint_off(out, o, PAINT_MILD);
	if (v->change != NULL) {
		p = paint_of_kind(v->change->kind);
		buf_addz(out, "  ");
		paint_on(out, o, p);
		buf_addz(out, kind_name(v->change->kind));
		paint_off(out, o, p);
	}
	if (v->change != NULL && v->change->kind != KIND_FIRST)
		buf_addf(out, ", severity %d", v->change->severity);
	buf_addc(out, '\n');
}

static void
log_times(struct buf *out, const struct report_version *v)
{
	char fetched[TIME_TEXT], page[TIME_TEXT];

	buf_addf(out, "Fetched: %s", when_text(v->fetched, fetched));
	if (v->modified != TIME_NONE)
		buf_addf(out, "  (the page says: modified %s)",
		    when_text(v->modified, page));
	else if (v->published != TIME_NONE)
		buf_addf(out, "  (the page says: published %s)",
		    when_text(v->published, page));
	buf_addc(out, '\n');
}

/* What became of the notes, and when the change was owned up to. */
static void
log_notes(struct buf *out, const struct report_version *v)
{
	struct buf b;

	if (v->change != NULL && v->change->nevents > 0) {
		buf_addz(out, "\nNotes:   ");
		phrase_events(out, v->change);
	}
	if (v->owned != 0) {
		buf_addz(out, "\nNote:    ");
		phrase_owned(out, v);
	}
	buf_init(&b, 1000);
	phrase_times(&b, v);
	if (b.n > 0) {
		buf_addz(out, "\nTimes:   ");
		buf_adds(out, buf_str(&b));
	}
	buf_release(&b);
}

void
report_log_text(struct buf *out, struct str story,
    const struct report_version *v, const struct report_options *o)
{
	log_head(out, story, v, o);
	log_times(out, v);
	buf_addz(out, "Commit:  ");
	put_line(out, str_sub(v->commit, 0, 12));
	buf_addf(out, "\nText:    %d words", v->words);
	if (v->notes > 0) {
		buf_addz(out, ", ");
		put_count(out, (size_t)v->notes, "note", "notes");
	}
	if (v->change != NULL && v->change->kind != KIND_FIRST) {
		buf_addz(out, "; ");
		phrase_counts(out, v->change);
	}
	if (v->caveat.n > 0) {
		buf_addz(out, "\nCaveat:  ");
		put_line(out, v->caveat);
	}
	log_notes(out, v);
	buf_addz(out, "\n\n    ");
	paint_on(out, o, PAINT_BOLD);
	put_line(out, v->headline);
	paint_off(out, o, PAINT_BOLD);
	buf_addz(out, "\n\n");
}

/* ---- changes ------------------------------------------------------------ */

static int
by_severity(const void *a, const void *b)
{
	const struct report_change *x = a, *y = b;
	int c;

	if (x->version.change->severity != y->version.change->severity)
		return y->version.change->severity -
		    x->version.change->severity;
	if (x->version.fetched != y->version.fetched)
		return x->version.fetched < y->version.fetched ? 1 : -1;
	c = str_cmp(x->url, y->url);
	return c != 0 ? c : x->version.number - y->version.number;
}

void
report_changes_sort(struct report_change *c, size_t n)
{
	if (n > 1)
		qsort(c, n, sizeof(*c), by_severity);
}

static int
by_age(const void *a, const void *b)
{
	const struct report_change *x = a, *y = b;

	if (x->version.fetched != y->version.fetched)
		return x->version.fetched < y->version.fetched ? 1 : -1;
	return by_severity(a, b);
}

void
report_changes_newest(struct report_change *c, size_t n)
{
	if (n > 1)
		qsort(c, n, sizeof(*c), by_age);
}

static void
change_head(struct buf *out, const struct report_change *r,
    const struct report_options *o)
{
	const struct change *c = r->version.change;
	enum paint p = paint_of_kind(c->kind);
	char when[TIME_TEXT];

	buf_addf(out, "%3d  ", c->severity);
	paint_on(out, o, p);
	buf_addf(out, "%-14s", kind_name(c->kind));
	paint_off(out, o, p);
	buf_addf(out, "  %s  ", when_text(r->version.fetched, when));
	put_line(out, r->story);
	buf_addf(out, "@%d", r->version.number);
	if (r->feed.n > 0) {
		buf_addz(out, "  ");
		put_cut(out, r->feed, 20);
	}
	buf_addz(out, "\n     ");
	paint_on(out, o, PAINT_BOLD);
	put_cut(out, r->version.headline, width_of(o) - 5);
	paint_off(out, o, PAINT_BOLD);
	buf_addc(out, '\n');
}

/* The note, or that none was seen; nothing where a change needs none. */
static void
change_note(struct buf *out, const struct report_change *r,
    const struct report_options *o)
{
	const struct change *c = r->version.change;
	struct buf b;

	buf_init(&b, LIMIT_TEXT_BYTES);
	if (c->nnotes > 0) {
		buf_addz(&b, "note: ");
		buf_adds(&b, c->notes[0].text);
	} else {
		phrase_noteless(&b, &r->version, r->seen_until);
		if (b.n == 0)
			phrase_events(&b, c);
	}
	if (b.n > 0) {
		buf_addz(out, "     ");
		put_cut(out, buf_str(&b), width_of(o) - 5);
		buf_addc(out, '\n');
	}
	buf_release(&b);
}

void
report_change_text(struct buf *out, const struct report_change *r,
    const struct report_options *o)
{
	const struct change *c = r->version.change;
	const struct change_edit *first;
	size_t n, all;

	change_head(out, r, o);
	all = edits_pick(c, &first, 1, &n);
	if (n > 0) {
		buf_addz(out, "     ");
		put_excerpt(out, c, first, o, 5, 5);
	}
	if (all > 1)
		buf_addf(out, "     and %zu more %s\n", all - 1,
		    all == 2 ? "edit" : "edits");
	change_note(out, r, o);
	if (r->version.caveat.n > 0) {
		buf_addz(out, "     caveat: ");
		put_cut(out, r->version.caveat, width_of(o) - 13);
		buf_addc(out, '\n');
	}
	buf_addc(out, '\n');
}
