/* The report for a terminal: one screen where the story's history allows it. */
#include "tracker/base/limits.h"
#include "tracker/report/copies.h"
#include "tracker/report/paint.h"
#include "tracker/report/phrase.h"
#include "tracker/report/picture.h"
#include "tracker/report/put.h"

/* Rows of the timeline and the picture; the first version and the latest ones
 * are shown. */
#define ROWS 12
/* Edits beyond the notes that are shown. */
#define BEYOND 12
/* Residuals shown of a claim. */
#define RESIDUALS 10
/* Events of a note's life that are shown. */
#define EVENTS 8
/* Uses of the same words in their own right that are shown. */
#define OTHERS 3

struct page {
	struct buf *out;
	const struct report *r;
	const struct report_options *o;
	size_t width;
};

static void
heading(struct page *p, const char *words)
{
	buf_addc(p->out, '\n');
	paint_on(p->out, p->o, PAINT_BOLD);
	buf_addz(p->out, words);
	paint_off(p->out, p->o, PAINT_BOLD);
	buf_addc(p->out, '\n');
}

/* Raw text after `indent` spaces, wrapped and escaped. */
static void
wrapped(struct page *p, struct str s, size_t indent)
{
	put_spaces(p->out, indent);
	put_wrapped(p->out, s, indent, indent, p->width);
}

static void
wrapped_buf(struct page *p, struct buf *b, size_t indent)
{
	if (b->n > 0)
		wrapped(p, buf_str(b), indent);
	buf_clear(b);
}

/* ---- head --------------------------------------------------------------- */

static const struct report_version *
latest(const struct report *r)
{
	return r->nversions > 0 ? &r->versions[r->nversions - 1] : NULL;
}

static void
head(struct page *p)
{
	const struct report *r = p->r;
	char first[TIME_TEXT], last[TIME_TEXT];
	struct buf b;

	paint_on(p->out, p->o, PAINT_BOLD);
	if (latest(r) != NULL)
		put_wrapped(p->out, latest(r)->headline, 0, 0, p->width);
	paint_off(p->out, p->o, PAINT_BOLD);
	put_line(p->out, r->url);
	buf_addc(p->out, '\n');
	buf_init(&b, LIMIT_TEXT_BYTES);
	buf_addf(&b, "story %.*s, ", STR_FMT(r->story));
	if (r->feed.n > 0)
		buf_addf(&b, "feed %.*s, ", STR_FMT(r->feed));
	buf_addf(&b, "%.*s, ", STR_FMT(r->state));
	put_count(&b, r->nversions, "version", "versions");
	buf_addf(&b, ", first seen %s, last looked at %s",
	    when_text(r->first_seen, first), when_text(r->last_seen, last));
	wrapped_buf(p, &b, 0);
	buf_release(&b);
	if (r->turns.n > 0)
		put_wrapped(p->out, r->turns, 0, 0, p->width);
}

/* ---- timeline ----------------------------------------------------------- */

/* Is version i left out, and is it the first of those? */
static bool
left_out(const struct report *r, size_t i, bool *gap)
{
	bool out = r->nversions > ROWS && i > 0 &&
	    i <= r->nversions - ROWS;

	*gap = out && i == 1;
	return out;
}

/* What else is known of the version: its note that came later, its times. */
static void
said_of(struct page *p, const struct report_version *v)
{
	struct buf b;

	buf_init(&b, 1000);
	phrase_owned(&b, v);
	wrapped_buf(p, &b, 8);
	phrase_times(&b, v);
	wrapped_buf(p, &b, 8);
	buf_release(&b);
}

static void
version_row(struct page *p, const struct report_version *v)
{
	const struct change *c = v->change;
	enum paint paint = c != NULL ? paint_of_kind(c->kind) : PAINT_NONE;
	char when[TIME_TEXT];

	buf_addf(p->out, "  %4d  %s  ", v->number,
	    when_text(v->fetched, when));
	if (c == NULL) {
		buf_addf(p->out, "%d words\n", v->words);
		return;
	}
	paint_on(p->out, p->o, paint);
	buf_addf(p->out, "%-14s", kind_name(c->kind));
	paint_off(p->out, p->o, paint);
	if (c->kind == KIND_FIRST) {
		buf_addf(p->out, "       %d words\n", v->words);
		said_of(p, v);
		return;
	}
	buf_addf(p->out, "  %3d  ", c->severity);
	phrase_counts(p->out, c);
	buf_addc(p->out, '\n');
	if (v->caveat.n > 0)
		wrapped(p, v->caveat, 8);
	said_of(p, v);
}

static void
timeline(struct page *p)
{
	bool gap;

	heading(p, "Versions (fetched, kind, severity)");
	for (size_t i = 0; i < p->r->nversions; i++) {
		if (!left_out(p->r, i, &gap))
			version_row(p, &p->r->versions[i]);
		else if (gap)
			buf_addf(p->out, "        ... %zu more ...\n",
			    p->r->nversions - ROWS);
	}
}

/* ---- picture ------------------------------------------------------------ */

static void
picture_line(struct page *p, const char *label, const unsigned char *marks,
    size_t columns)
{
	buf_addf(p->out, "  %4s  |", label);
	for (size_t i = 0; i < columns; i++)
		buf_addc(p->out, mark_looks[marks[i]].sign);
	buf_addc(p->out, '|');
}

static void
picture_of(struct page *p, const struct report_version *v,
    unsigned char *marks, size_t columns, unsigned *seen)
{
	struct buf parts;
	char label[16];

	picture_row(marks, columns, v->change);
	for (size_t i = 0; i < columns; i++)
		*seen |= 1u << marks[i];
	snprintf(label, sizeof(label), "%d", v->number);
	picture_line(p, label, marks, columns);
	buf_init(&parts, 1000);
	picture_parts(&parts, v->change);
	buf_addf(p->out, parts.n > 0 ? " %s\n" : "%s\n", buf_z(&parts));
	buf_release(&parts);
}

static void
legend(struct page *p, unsigned seen)
{
	struct buf b;

	buf_init(&b, 1000);
	for (int m = MARK_COUNT - 1; m > MARK_NONE; m--)
		if ((seen >> m & 1) != 0)
			buf_addf(&b, "%s%c %s", b.n > 0 ? ", " : "",
			    mark_looks[m].sign, mark_looks[m].name);
	wrapped_buf(p, &b, 8);
	buf_release(&b);
}

static void
picture(struct page *p)
{
	unsigned char marks[256];
	size_t columns = p->width > 200 ? 170 : p->width - 30;
	const struct report_version *v;
	unsigned seen = 0;
	bool gap;

	if (p->r->nversions < 2)
		return;
	heading(p, "Where in the story (first word to last; other parts)");
	for (size_t i = 1; i < p->r->nversions; i++) {
		v = &p->r->versions[i];
		if (v->change != NULL && !left_out(p->r, i, &gap))
			picture_of(p, v, marks, columns, &seen);
	}
	v = latest(p->r);
	if (v->change != NULL && v->checked != NULL &&
	    picture_residuals(marks, columns, v->change, v->checked)) {
		picture_line(p, "left", marks, columns);
		buf_addc(p->out, '\n');
		seen |= 1u << MARK_RESIDUAL;
	}
	legend(p, seen);
}

/* ---- notes -------------------------------------------------------------- */

static void
residuals(struct page *p, const struct claim_result *c, int version)
{
	struct buf b;
	bool gone;

	buf_init(&b, LIMIT_TEXT_BYTES);
	for (size_t i = 0; i < c->nresiduals && i < RESIDUALS; i++) {
		phrase_left(&b, p->r, &c->residuals[i], version);
		buf_addz(&b, ": ");
		buf_adds(&b, str_sub(c->residuals[i].context, 0, 300));
		gone = c->residuals[i].gone_in > 0;
		paint_on(p->out, p->o, gone ? PAINT_NONE : PAINT_GRAVE);
		buf_addz(p->out, gone ? "      - " : "      ! ");
		paint_off(p->out, p->o, gone ? PAINT_NONE : PAINT_GRAVE);
		put_wrapped(p->out, buf_str(&b), 8, 8, p->width);
		buf_clear(&b);
	}
	if (c->nresiduals > RESIDUALS)
		buf_addf(p->out, "      ! and in %zu more places\n",
		    c->nresiduals - RESIDUALS);
	buf_release(&b);
}

/* The same words in their own right. */
static void
others(struct page *p, const struct claim_result *c)
{
	struct buf b;
	size_t n = 0;

	buf_init(&b, LIMIT_TEXT_BYTES);
	for (size_t i = 0; i < c->nothers && n < OTHERS; i++) {
		if (!phrase_other(&b, &c->others[i]))
			continue;
		n++;
		buf_addz(p->out, "      . ");
		put_wrapped(p->out, buf_str(&b), 8, 8, p->width);
		buf_clear(&b);
	}
	buf_release(&b);
}

static void
claim(struct page *p, const struct claim_result *c, int version)
{
	struct buf b;

	buf_init(&b, LIMIT_TEXT_BYTES);
	phrase_claim(&b, &c->claim);
	buf_addz(p->out, "    - ");
	put_wrapped(p->out, buf_str(&b), 6, 6, p->width);
	buf_clear(&b);
	buf_addf(&b, "%s: %s", claim_verdict_name(c->verdict),
	    phrase_verdict(c->verdict));
	if (c->because.n > 0) {
		buf_addz(&b, "; ");
		buf_adds(&b, c->because);
	}
	wrapped_buf(p, &b, 6);
	buf_release(&b);
	residuals(p, c, version);
	others(p, c);
}

static void
note(struct page *p, const struct report_note *n)
{
	struct buf b;

	buf_init(&b, LIMIT_TEXT_BYTES);
	buf_addf(&b, "%s, ", phrase_note_kind(n->kind));
	phrase_note_life(&b, n);
	wrapped_buf(p, &b, 2);
	wrapped(p, n->text, 4);
	for (size_t i = 0; i < EVENTS && phrase_note_event(&b, n, i); i++) {
		buf_addz(p->out, "    ~ ");
		put_wrapped(p->out, buf_str(&b), 6, 6, p->width);
		buf_clear(&b);
	}
	if (phrase_unquoted(&b, n))
		wrapped_buf(p, &b, 6);
	buf_release(&b);
	for (size_t i = 0; i < n->nclaims; i++)
		claim(p, &n->claims[i], n->claims_version);
}

static void
notes(struct page *p)
{
	struct buf b;

	heading(p, "Notes of the publisher");
	for (size_t i = 0; i < p->r->nnotes; i++)
		note(p, &p->r->notes[i]);
	if (p->r->nnotes > 0)
		return;
	buf_init(&b, 200);
	phrase_unnoted(&b, p->r->last_seen);
	wrapped_buf(p, &b, 2);
	buf_release(&b);
}

/* ---- beyond, latency ---------------------------------------------------- */

static void
beyond_one(struct page *p, const struct report_beyond *e)
{
	struct buf b;

	buf_init(&b, 1000);
	buf_addf(&b, "version %d, ", e->version);
	phrase_edit_where(&b, e->edit);
	buf_addz(&b, " (");
	phrase_classes(&b, e->edit->classes);
	buf_addc(&b, ')');
	wrapped_buf(p, &b, 2);
	buf_release(&b);
	put_spaces(p->out, 4);
	put_excerpt(p->out, e->change, e->edit, p->o, 4, 4);
}

static void
beyond(struct page *p)
{
	const struct report *r = p->r;
	struct buf b;

	if (r->nnamed > 0)
		heading(p, phrase_named);
	for (size_t i = 0; i < r->nnamed && i < BEYOND; i++)
		beyond_one(p, &r->named[i]);
	if (r->nbeyond == 0)
		return;
	buf_init(&b, 200);
	phrase_beyond(&b, r);
	heading(p, buf_z(&b));
	buf_release(&b);
	for (size_t i = 0; i < r->nbeyond && i < BEYOND; i++)
		beyond_one(p, &r->beyond[i]);
	if (r->nbeyond > BEYOND)
		buf_addf(p->out, "  and %zu more\n", r->nbeyond - BEYOND);
}

static void
latency(struct page *p)
{
	struct buf b;
	bool any = false;

	buf_init(&b, 1000);
	for (size_t i = 0; phrase_latency(&b, &p->r->latency, i); i++) {
		if (b.n > 0 && !any)
			heading(p, "How long it took");
		any = any || b.n > 0;
		wrapped_buf(p, &b, 2);
	}
	buf_release(&b);
}

void
report_text(struct buf *out, const struct report *r,
    const struct report_options *o)
{
	struct page p = { out, r, o, width_of(o) };

	head(&p);
	timeline(&p);
	picture(&p);
	notes(&p);
	beyond(&p);
	latency(&p);
	copies_text_section(out, r, o);
}

/* ---- the formats -------------------------------------------------------- */

const struct report_format report_formats[] = {
	{ "text", "text/plain", report_text },
	{ "markdown", "text/markdown", report_markdown },
	{ "html", "text/html", report_html },
	{ "json", "application/json", report_json },
	{ NULL, NULL, NULL },
};

const struct report_format *
report_format_of(const char *name)
{
	for (const struct report_format *f = report_formats; f->name != NULL;
	    f++)
		if (strcmp(f->name, name) == 0)
			return f;
	return NULL;
}
