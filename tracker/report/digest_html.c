/*
 * The HTML part of a digest, for mail programs: tables, inline style, nothing
 * from elsewhere. Colors are said inline for light and, where a program heeds
 * it, in a style element for dark (the second set of selectors is Outlook's).
 * What came is underlined and what went struck through, and both are said in
 * words for those who listen, so that color is never all that tells. The
 * tracker's own words are set without serifs, those of the pages with.
 */
#include "tracker/base/limits.h"
#include "tracker/report/digest.h"
#include "tracker/report/html.h"
#include "tracker/report/phrase.h"
#include "tracker/report/put.h"
#include "tracker/report/runs.h"

#define SANS "-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
#define SERIF "Georgia,'Times New Roman',serif"

#define DARK(on) \
    on ".bg{background:#15171a!important}" \
    on ".fg," on ".fg a{color:#e6e4df!important}\n" \
    on ".card{background:#1d2024!important}" \
    on ".line{border-color:#3a3e44!important}\n" \
    on ".dim{color:#aeada8!important}" \
    on ".old{background:#3d1f1d!important;color:#ffc9c4!important}\n" \
    on ".new{background:#17331f!important;color:#b9f0c8!important}" \
    on ".warn{color:#ffb4a9!important}\n" \
    on ".g2{border-left-color:#ff8a80!important}" \
    on ".g1{border-left-color:#d79a45!important}" \
    on ".g0{border-left-color:#75777c!important}\n"

static const char head[] =
    "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width\">\n"
    "<meta name=\"color-scheme\" content=\"light dark\">\n"
    "<meta name=\"supported-color-schemes\" content=\"light dark\">\n"
    "<title>Changes</title>\n<style>\n"
    ":root{color-scheme:light dark}\n"
    "@media (prefers-color-scheme:dark){\n" DARK("") "}\n"
    DARK("[data-ogsc] ") "</style></head>\n"
    "<body class=\"bg fg\" style=\"margin:0;padding:0;background:#f6f5f1;"
    "color:#1d1d1b\">\n<div role=\"main\">\n"
    "<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" "
    "cellspacing=\"0\" border=\"0\"><tr><td align=\"center\">\n"
    "<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" "
    "cellspacing=\"0\" border=\"0\" style=\"max-width:640px;"
    "table-layout:fixed\"><tr><td class=\"fg\" align=\"left\" style=\""
    "padding:24px 12px;font:14px/1.5 " SANS ";color:#1d1d1b;"
    "overflow-wrap:anywhere;word-break:break-word\">\n";

static const char tail[] = "</td></tr></table></td></tr></table>\n"
			   "</div></body></html>\n";

#define DIM "class=\"dim\" style=\"color:#5f5d57\""
#define SMALL "class=\"dim\" style=\"margin:10px 0 0;font-size:12px;" \
    "color:#5f5d57\""
#define SAID "style=\"margin:0;font:16px/1.5 " SERIF "\""
#define WARN "class=\"warn\" style=\"color:#8f2018;font-weight:bold\""
#define H2 "<h2 style=\"margin:28px 0 8px;font:bold 18px/1.3 " SERIF "\">"

/* For those who listen; not seen, also where half of the style is dropped. */
#define HEARD(words) "<span dir=\"ltr\" style=\"position:absolute;" \
    "width:1px;height:1px;overflow:hidden;clip:rect(0,0,0,0);" \
    "font-size:1px;white-space:nowrap;mso-hide:all\">" words "</span>"
#define NEW "<ins class=\"new\" style=\"background:#e4f3e7;color:#0c5a2a;" \
    "text-decoration:underline\">"
static const struct html_marks marks = {
	"<del class=\"old\" style=\"background:#fbe9e6;color:#8f2018;"
	    "text-decoration:line-through\">" HEARD("[removed: "),
	NEW HEARD("[added: "), HTML_MOVED NEW HEARD("["), HEARD("]"),
};

/* Columns of a headline that are shown, in full and in a line. */
#define HEADLINE 300
#define HEADLINE_LINE 120

static void
put_buf(struct buf *out, struct buf *b)
{
	put_html(out, buf_str(b));
	buf_clear(b);
}

static void
put_headline(struct buf *out, const struct report_change *r, size_t columns)
{
	struct str s = r->version.headline.n > 0 ? r->version.headline : r->url;
	struct buf b;

	buf_init(&b, LIMIT_FIELD_BYTES * 8);
	put_cut(&b, s, columns);
	put_buf(out, &b);
	buf_release(&b);
}

static void
edits(struct buf *out, struct buf *b, const struct change *c)
{
	const struct change_edit *e[DIGEST_EDITS];
	size_t n, all = edits_pick(c, e, DIGEST_EDITS, &n);

	for (size_t i = 0; i < n; i++) {
		buf_addz(out, "<p " SMALL ">");
		phrase_edit_where(b, e[i]);
		put_buf(out, b);
		buf_addz(out, "</p>\n<p dir=\"auto\" " SAID ">");
		html_excerpt(out, c, e[i], &marks, 60);
		buf_addz(out, "</p>\n");
	}
	if (all > n)
		buf_addf(out, "<p " SMALL ">and %zu more %s</p>\n", all - n,
		    all - n == 1 ? "edit" : "edits");
}

static void
claim(struct buf *out, struct buf *b, const struct claim_result *c)
{
	buf_addz(out, "<p style=\"margin:8px 0 0\">");
	phrase_claim(b, &c->claim);
	buf_addf(b, ": %s", phrase_verdict(c->verdict));
	put_buf(out, b);
	for (size_t i = 0; i < c->nresiduals && i < DIGEST_RESIDUALS; i++) {
		if (c->residuals[i].gone_in > 0)
			continue;
		buf_addz(out, "<br><span " WARN ">");
		phrase_residual(b, &c->residuals[i]);
		put_buf(out, b);
		buf_addz(out, "</span>");
	}
	if (c->nresiduals > DIGEST_RESIDUALS)
		buf_addf(out, "<br>and in %zu more places",
		    c->nresiduals - DIGEST_RESIDUALS);
	buf_addz(out, "</p>\n");
}

static void
put_link(struct buf *out, struct str url)
{
	buf_addz(out, "<a class=\"fg\" style=\"color:#1d1d1b;text-decoration:"
	    "underline\" href=");
	put_href(out, url);
	buf_addc(out, '>');
	put_html(out, url);
	buf_addz(out, "</a>");
}

static void
elsewhere(struct buf *out, struct buf *b, const struct report_change *r)
{
	for (size_t i = 0; i < r->ncopies && i < DIGEST_COPIES; i++) {
		buf_addz(out, "<p style=\"margin:8px 0 0\"><span " WARN
		    ">Elsewhere:</span> ");
		put_link(out, r->copies[i].url);
		for (size_t k = 0; k < r->copies[i].nclaims; k++) {
			if (r->copies[i].claims[k].state != COPY_STANDING)
				continue;
			buf_addz(out, "<br>");
			phrase_standing(b, &r->copies[i].claims[k]);
			put_buf(out, b);
		}
		buf_addz(out, "</p>\n");
	}
	if (r->ncopies > DIGEST_COPIES)
		buf_addf(out, "<p " SMALL ">and %zu more copies</p>\n",
		    r->ncopies - DIGEST_COPIES);
}

static void
notes(struct buf *out, struct buf *b, const struct report_change *r)
{
	const struct change *c = r->version.change;

	for (size_t i = 0; i < c->nnotes; i++) {
		buf_addf(out, "<blockquote class=\"line\" style=\""
		    "margin:12px 0 0;padding:0 0 0 12px;border-left:3px solid "
		    "#c9c6bc\"><p style=\"margin:0;font-size:12px;font-weight:"
		    "bold\">%s</p>\n<p dir=\"auto\" " SAID ">",
		    phrase_note_kind(c->notes[i].read.kind));
		put_html(out, c->notes[i].text);
		buf_addz(out, "</p></blockquote>\n");
	}
	phrase_noteless(b, &r->version, r->seen_until);
	if (b->n > 0) {
		buf_addz(out, "<p style=\"margin:10px 0 0\"><strong>");
		put_buf(out, b);
		buf_addz(out, "</strong></p>\n");
	}
	for (size_t i = 0; r->version.checked != NULL &&
	    i < r->version.checked->nclaims; i++)
		claim(out, b, &r->version.checked->claims[i]);
	if (r->version.caveat.n > 0) {
		buf_addz(out, "<p style=\"margin:8px 0 0\">Caveat: ");
		put_html(out, r->version.caveat);
		buf_addz(out, "</p>\n");
	}
	elsewhere(out, b, r);
}

/* Kind, severity, time, feed; the headline, which leads to the page. */
static void
item_head(struct buf *out, const struct report_change *r)
{
	const struct change *c = r->version.change;
	char when[TIME_TEXT];

	buf_addf(out, "<p style=\"margin:0;font-size:12px\"><strong style=\""
	    "font-size:13px\">%s</strong> <span " DIM ">&nbsp;severity %d, %s",
	    kind_name(c->kind), c->severity,
	    when_text(r->version.fetched, when));
	if (r->feed.n > 0) {
		buf_addz(out, ", ");
		put_html(out, r->feed);
	}
	buf_addz(out, "</span></p>\n<h2 dir=\"auto\" style=\"margin:4px 0 0;"
	    "font:bold 20px/1.25 " SERIF "\"><a class=\"fg\" style=\"color:"
	    "#1d1d1b;text-decoration:none\" href=");
	put_href(out, r->url);
	buf_addc(out, '>');
	put_headline(out, r, HEADLINE);
	buf_addz(out, "</a></h2>\n");
}

/* The graver, the stronger the edge; the severity is there in digits too. */
static void
item(struct buf *out, struct buf *b, const struct report_change *r)
{
	static const char *const edges[] = { "#a8a69e", "#b26a00", "#b3261e" };
	int s = r->version.change->severity, g = s >= 60 ? 2 : s >= 30;

	buf_addf(out, "<table role=\"presentation\" width=\"100%%\" "
	    "cellpadding=\"0\" cellspacing=\"0\" border=\"0\" style=\"margin:"
	    "0 0 12px;table-layout:fixed\"><tr><td class=\"card fg line g%d\" "
	    "style=\"padding:14px 16px 12px;background:#ffffff;border:1px "
	    "solid #dedbd2;border-left:4px solid %s;color:#1d1d1b\">\n", g,
	    edges[g]);
	item_head(out, r);
	edits(out, b, r->version.change);
	notes(out, b, r);
	buf_addz(out, "<p " SMALL ">");
	put_link(out, r->url);
	buf_addz(out, "<br>\nversion ");
	buf_addf(out, "%d; <code>tracker report ", r->version.number);
	put_html(out, r->story);
	buf_addz(out, "</code></p>\n</td></tr></table>\n");
}

static void
line(struct buf *out, const struct report_change *r)
{
	const struct change *c = r->version.change;

	buf_addf(out, "<tr valign=\"top\"><td align=\"right\" style=\"padding:"
	    "3px 10px 3px 0\">%d</td><td style=\"padding:3px 0\"><span " DIM
	    ">%s:</span> <a dir=\"auto\" class=\"fg\" style=\"color:#1d1d1b;"
	    "text-decoration:underline\" href=", c->severity,
	    kind_name(c->kind));
	put_href(out, r->url);
	buf_addc(out, '>');
	put_headline(out, r, HEADLINE_LINE);
	buf_addz(out, "</a></td></tr>\n");
}

static void
lines_after(struct buf *out, const struct digest *d)
{
	size_t i = digest_in_full(d);

	if (d->nchanges <= i)
		return;
	buf_addf(out, H2 "%s, a line each</h2>\n", d->brief ?
	    "Too much for one mail" : "Less serious");
	buf_addz(out, "<table width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" "
	    "border=\"0\" style=\"font-size:14px;table-layout:fixed\"><tr>"
	    "<th " DIM " align=\"left\" width=\"64\" scope=\"col\">"
	    "severity</th><th " DIM " align=\"left\" scope=\"col\">"
	    "change</th></tr>\n");
	for (; i < d->nchanges && i < DIGEST_LINES; i++)
		line(out, &d->changes[i]);
	buf_addz(out, "</table>\n");
	if (i < d->nchanges)
		buf_addf(out, "<p>and %zu more: <code>tracker changes</code> "
		    "lists them all</p>\n", d->nchanges - i);
}

static void
end(struct buf *out, const struct digest *d)
{
	if (d->ntroubles > 0)
		buf_addz(out, H2 "Trouble</h2>\n"
		    "<ul style=\"margin:0;padding:0 0 0 18px\">\n");
	for (size_t i = 0; i < d->ntroubles; i++) {
		buf_addz(out, "<li>");
		put_html(out, d->troubles[i]);
		buf_addz(out, "</li>\n");
	}
	if (d->ntroubles > 0)
		buf_addz(out, "</ul>\n");
	if (d->footer.n > 0) {
		buf_addz(out, "<p " SMALL ">");
		put_html(out, d->footer);
		buf_addz(out, "</p>\n");
	}
	buf_addz(out, tail);
}

void
digest_html_part(struct buf *out, const struct digest *d)
{
	struct buf b;

	buf_init(&b, LIMIT_TEXT_BYTES);
	buf_addz(out, head);
	buf_addz(out, "<h1 style=\"margin:0;font:bold 28px/1.2 " SERIF "\">");
	if (d->nchanges > 0)
		put_count(&b, d->nchanges, "change", "changes");
	else
		buf_addz(&b, "No changes");
	put_buf(out, &b);
	buf_addz(out, "</h1>\n<p style=\"margin:4px 0 20px\">");
	digest_tally(&b, d);
	put_buf(out, &b);
	buf_addz(out, d->nchanges > 0 ? "<br>\n<span " DIM ">" :
	    "<span " DIM ">");
	digest_span(&b, d);
	put_buf(out, &b);
	buf_addz(out, "</span></p>\n");
	for (size_t i = 0; i < digest_in_full(d); i++)
		item(out, &b, &d->changes[i]);
	lines_after(out, d);
	end(out, d);
	buf_release(&b);
}
