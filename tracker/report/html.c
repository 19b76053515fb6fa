/* The report as one file that needs nothing else: no script, no font, no image
 * from anywhere. */
#include "tracker/base/limits.h"
#include "tracker/report/copies.h"
#include "tracker/report/html.h"
#include "tracker/report/phrase.h"
#include "tracker/report/put.h"

const struct html_marks html_page_marks = {
	"<del>" HTML_SR("[removed: "), "<ins>" HTML_SR("[added: "),
	HTML_MOVED "<ins class=\"moved\">" HTML_SR("["), HTML_SR("]"),
};

void
html_raw(struct buf *out, struct buf *raw)
{
	put_html(out, buf_str(raw));
	buf_clear(raw);
}

/* ---- head --------------------------------------------------------------- */

static struct str
headline_of(const struct report *r)
{
	return r->nversions > 0 ? r->versions[r->nversions - 1].headline :
	    r->url;
}

static void
language(struct buf *out, const struct report *r)
{
	struct str tag = html_language(r->nversions > 0 ?
	    r->versions[r->nversions - 1].article : NULL);

	if (tag.n == 0)
		return;
	buf_addz(out, " lang=\"");
	buf_adds(out, tag);
	buf_addc(out, '"');
}

static void
head(struct buf *out, const struct report *r)
{
	char first[TIME_TEXT], last[TIME_TEXT];

	buf_addz(out, "<!DOCTYPE html>\n<html lang=\"en\"><head>"
	    "<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
	    "content=\"width=device-width,initial-scale=1\">\n<title>");
	put_html(out, headline_of(r));
	buf_addz(out, " - correction report</title>\n<style>\n");
	buf_addz(out, html_style);
	buf_addz(out, "</style></head>\n<body>\n<header><p class=\"dim\">"
		      "Correction report</p>\n<h1 dir=\"auto\"");
	language(out, r);
	buf_addc(out, '>');
	put_html(out, headline_of(r));
	buf_addz(out, "</h1>\n<p class=\"small\"><a href=");
	put_href(out, r->url);
	buf_addc(out, '>');
	put_html(out, r->url);
	buf_addz(out, "</a></p>\n<p class=\"dim small\">story ");
	put_html(out, r->story);
	if (r->feed.n > 0) {
		buf_addz(out, ", feed ");
		put_html(out, r->feed);
	}
	buf_addz(out, ", ");
	put_html(out, r->state);
	buf_addf(out, ", first seen %s, last looked at %s</p>\n",
	    when_text(r->first_seen, first), when_text(r->last_seen, last));
	if (r->turns.n > 0) {
		buf_addz(out, "<p class=\"dim small\">");
		put_html(out, r->turns);
		buf_addz(out, "</p>\n");
	}
	buf_addz(out, "</header>\n<main>\n");
}

/* ---- versions ----------------------------------------------------------- */

static void
version_row(struct buf *out, const struct report_version *v)
{
	const struct change *c = v->change;
	bool counted = c != NULL && c->kind != KIND_FIRST;
	char when[TIME_TEXT];
	struct buf b;

	buf_init(&b, 4096);
	buf_addf(out, "<tr><td class=\"n\">%d</td><td>%s</td><td>%s</td>"
	    "<td class=\"n\">", v->number, when_text(v->fetched, when),
	    c != NULL ? kind_name(c->kind) : "");
	if (counted) {
		buf_addf(out, "%d", c->severity);
		phrase_version(&b, v);
	} else {
		phrase_times(&b, v);
	}
	buf_addf(out, "</td><td class=\"n\">%d</td><td>", v->words);
	html_raw(out, &b);
	buf_addz(out, "</td></tr>\n");
	buf_release(&b);
}

static void
versions(struct buf *out, const struct report *r)
{
	buf_addz(out, "<h2>Versions</h2>\n<div class=\"scroll\"><table>"
	    "<thead><tr>"
	    "<th scope=\"col\" class=\"n\">version</th>"
	    "<th scope=\"col\">fetched</th><th scope=\"col\">kind</th>"
	    "<th scope=\"col\" class=\"n\">severity</th>"
	    "<th scope=\"col\" class=\"n\">words</th>"
	    "<th scope=\"col\">what</th></tr></thead>\n<tbody>\n");
	for (size_t i = 0; i < r->nversions; i++)
		version_row(out, &r->versions[i]);
	buf_addz(out, "</tbody></table></div>\n");
}

/* ---- notes -------------------------------------------------------------- */

static void
claim(struct buf *out, const struct report *r, const struct claim_result *c,
    int version)
{
	struct buf b;

	buf_init(&b, LIMIT_TEXT_BYTES);
	buf_addz(out, "<li>");
	phrase_claim(&b, &c->claim);
	html_raw(out, &b);
	buf_addf(out, "<br><strong>%s</strong>: ",
	    claim_verdict_name(c->verdict));
	buf_addz(&b, phrase_verdict(c->verdict));
	if (c->because.n > 0) {
		buf_addz(&b, "; ");
		buf_adds(&b, c->because);
	}
	html_raw(out, &b);
	if (c->nresiduals + c->nothers > 0)
		buf_addz(out, "<ul>");
	for (size_t i = 0; i < c->nresiduals; i++) {
		buf_addz(out, c->residuals[i].gone_in > 0 ? "<li><span>" :
		    "<li><span class=\"warn\">");
		phrase_left(&b, r, &c->residuals[i], version);
		html_raw(out, &b);
		buf_addz(out, "</span><br><span class=\"text\" "
			      "dir=\"auto\">");
		put_html(out, c->residuals[i].context);
		buf_addz(out, "</span></li>\n");
	}
	for (size_t i = 0; i < c->nothers; i++) {
		if (!phrase_other(&b, &c->others[i]))
			continue;
		buf_addz(out, "<li class=\"dim\">");
		html_raw(out, &b);
		buf_addz(out, "</li>\n");
	}
	buf_addz(out, c->nresiduals + c->nothers > 0 ? "</ul></li>\n" :
	    "</li>\n");
	buf_release(&b);
}

static void
note(struct buf *out, const struct report *r, const struct report_note *n)
{
	struct buf b;

	buf_init(&b, 4096);
	buf_addf(out, "<h3>%s</h3>\n<p class=\"dim small\">",
	    phrase_note_kind(n->kind));
	phrase_note_life(&b, n);
	html_raw(out, &b);
	buf_addz(out, "</p>\n<blockquote dir=\"auto\">");
	put_html(out, n->text);
	buf_addz(out, "</blockquote>\n");
	if (n->nevents > 0)
		buf_addz(out, "<ul class=\"dim\">\n");
	for (size_t i = 0; phrase_note_event(&b, n, i); i++) {
		buf_addz(out, "<li>");
		html_raw(out, &b);
		buf_addz(out, "</li>\n");
	}
	if (n->nevents > 0)
		buf_addz(out, "</ul>\n");
	if (phrase_unquoted(&b, n)) {
		buf_addz(out, "<p>");
		html_raw(out, &b);
		buf_addz(out, "</p>\n");
	}
	if (n->nclaims > 0)
		buf_addz(out, "<ul>\n");
	for (size_t i = 0; i < n->nclaims; i++)
		claim(out, r, &n->claims[i], n->claims_version);
	if (n->nclaims > 0)
		buf_addz(out, "</ul>\n");
	buf_release(&b);
}

static void
notes(struct buf *out, const struct report *r)
{
	struct buf b;

	buf_init(&b, 4096);
	buf_addz(out, "<h2 id=\"notes\">Notes of the publisher</h2>\n");
	if (r->nnotes == 0) {
		buf_addz(out, "<p>");
		phrase_unnoted(&b, r->last_seen);
		html_raw(out, &b);
		buf_addz(out, "</p>\n");
	}
	for (size_t i = 0; i < r->nnotes; i++)
		note(out, r, &r->notes[i]);
	buf_release(&b);
}

/* ---- beyond, latency ---------------------------------------------------- */

static void
beyond_one(struct buf *out, const struct report_beyond *e)
{
	struct buf b;

	buf_init(&b, 4096);
	buf_addz(out, "<li><span class=\"dim small\">");
	buf_addf(&b, "version %d, ", e->version);
	phrase_edit_where(&b, e->edit);
	buf_addz(&b, " (");
	phrase_classes(&b, e->edit->classes);
	buf_addc(&b, ')');
	html_raw(out, &b);
	buf_addz(out, "</span><br><span class=\"text\" dir=\"auto\">");
	html_excerpt(out, e->change, e->edit, &html_page_marks, 80);
	buf_addz(out, "</span></li>\n");
	buf_release(&b);
}

static void
beyond(struct buf *out, const struct report *r)
{
	struct buf b;

	if (r->nnamed > 0)
		buf_addf(out, "<h2>%s</h2>\n<ul>\n", phrase_named);
	for (size_t i = 0; i < r->nnamed; i++)
		beyond_one(out, &r->named[i]);
	if (r->nnamed > 0)
		buf_addz(out, "</ul>\n");
	if (r->nbeyond == 0)
		return;
	buf_init(&b, 200);
	phrase_beyond(&b, r);
	buf_addf(out, "<h2 id=\"beyond\">%s</h2>\n<ul>\n",
	    buf_z(&b));
	buf_release(&b);
	for (size_t i = 0; i < r->nbeyond; i++)
		beyond_one(out, &r->beyond[i]);
	buf_addz(out, "</ul>\n");
}

static void
latency(struct buf *out, const struct report *r)
{
	struct buf b, all;

	buf_init(&b, 1000);
	buf_init(&all, 4096);
	for (size_t i = 0; phrase_latency(&b, &r->latency, i); i++) {
		if (b.n == 0)
			continue;
		buf_addz(&all, "<li>");
		html_raw(&all, &b);
		buf_addz(&all, "</li>\n");
	}
	if (all.n > 0)
		buf_addf(out, "<h2>How long it took</h2>\n<ul>\n%s</ul>\n",
		    buf_z(&all));
	buf_release(&b);
	buf_release(&all);
}

/* ---- each version's text ------------------------------------------------ */

static bool
touches(const struct change *c, enum part part)
{
	for (size_t i = 0; i < c->nedits; i++)
		if (c->edits[i].part == part)
			return true;
	return false;
}

static void
version_text(struct buf *out, const struct report_version *v)
{
	const struct change *c = v->change;

	buf_addf(out, "<h3 id=\"v%d\">Version %d: %s, severity %d</h3>\n",
	    v->number, v->number, kind_name(c->kind), c->severity);
	if (c->nevidence > 0)
		buf_addz(out, "<details><summary>Why it is called that, and "
			      "how serious</summary>\n<ul>\n");
	for (size_t i = 0; i < c->nevidence; i++) {
		buf_addz(out, "<li>");
		put_html(out, c->evidence[i]);
		buf_addz(out, "</li>\n");
	}
	if (c->nevidence > 0)
		buf_addz(out, "</ul></details>\n");
	for (int p = 0; p < PART_COUNT; p++) {
		if (!touches(c, (enum part)p))
			continue;
		buf_addf(out, "<p class=\"part\">%s</p>\n",
		    part_name((enum part)p));
		html_side_by_side(out, c, (enum part)p);
	}
}

static void
texts(struct buf *out, const struct report *r)
{
	bool any = false;

	for (size_t i = r->nversions; i-- > 0;) {
		const struct report_version *v = &r->versions[i];

		if (v->change == NULL || v->change->kind == KIND_FIRST)
			continue;
		if (!any)
			buf_addz(out, "<h2>What changed, word for word</h2>\n");
		any = true;
		version_text(out, v);
	}
}

/* ---- in short ----------------------------------------------------------- */

static size_t
standing(const struct report *r)
{
	size_t n = 0;

	for (size_t i = 0; i < r->nnotes; i++)
		for (size_t k = 0; k < r->notes[i].nclaims; k++)
			n += r->notes[i].claims[k].nresiduals;
	return n;
}

static const struct report_version *
gravest(const struct report *r)
{
	const struct report_version *top = NULL, *v = r->versions;

	for (size_t i = 0; i < r->nversions; i++, v++)
		if (v->change != NULL && v->change->kind != KIND_FIRST &&
		    (top == NULL || v->change->severity >=
		    top->change->severity))
			top = v;
	return top;
}

/* What a reader must know who reads no further, the worst first. */
static void
in_short(struct buf *out, const struct report *r)
{
	const struct report_version *top = gravest(r);
	size_t left = standing(r);
	char when[TIME_TEXT];

	if (top == NULL)
		return;
	buf_addf(out, "<div class=\"short%s\"><ul>\n", left + r->nbeyond > 0 ||
	    top->change->severity >= 60 ? "" : " good");
	if (left > 0)
		buf_addf(out, "<li><a href=\"#notes\">Wrong words still "
		    "stand</a> in %zu %s</li>\n", left, left == 1 ?
		    "place" : "places");
	if (r->nbeyond > 0)
		buf_addf(out, "<li><a href=\"#beyond\">%zu %s of fact</a> that "
		    "no note seen by %s mentions</li>\n", r->nbeyond,
		    r->nbeyond == 1 ? "edit" : "edits",
		    when_text(r->last_seen, when));
	buf_addf(out, "<li>Gravest change: <a href=\"#v%d\">version %d</a>, "
	    "%s, severity %d of 100</li>\n</ul></div>\n", top->number,
	    top->number, kind_name(top->change->kind), top->change->severity);
}

void
report_html(struct buf *out, const struct report *r,
    const struct report_options *o)
{
	(void)o;
	head(out, r);
	in_short(out, r);
	notes(out, r);
	beyond(out, r);
	copies_html_section(out, r);
	texts(out, r);
	html_picture(out, r);
	versions(out, r);
	latency(out, r);
	buf_addz(out, "</main>\n</body></html>\n");
}
