/*
 * The HTML part of a digest, for mail programs: tables, inline style, nothing
 * from elsewhere. Colors are said inline for light and, where a program heeds
 * it, in a style element for dark; what came is bold and underlined and what
 * went struck through, so that color is never all that tells.
 */
#include "tracker/base/limits.h"
#include "tracker/report/digest.h"
#include "tracker/report/phrase.h"
#include "tracker/report/put.h"
#include "tracker/report/runs.h"

static const char head[] =
    "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n"
    "<meta name=\"viewport\" content=\"width=device-width\">\n"
    "<meta name=\"color-scheme\" content=\"light dark\">\n"
    "<meta name=\"supported-color-schemes\" content=\"light dark\">\n"
    "<title>Changes</title>\n<style>\n"
    ":root{color-scheme:light dark}\n"
    "@media (prefers-color-scheme:dark){\n"
    ".bg{background:#16181b!important}.fg{color:#e8e8e8!important}\n"
    ".card{background:#202328!important;border-color:#44484f!important}\n"
    ".dim{color:#b0b4ba!important}.fg a{color:#8ab4f8!important}\n"
    ".old{background:#4a1d1d!important;color:#ffc9c4!important}\n"
    ".new{background:#143d22!important;color:#b9f0c8!important}\n"
    ".warn{color:#ffb4a9!important}}\n</style></head>\n"
    "<body class=\"bg fg\" style=\"margin:0;padding:0;background:#f4f4f2;"
    "color:#1c1c1c\">\n"
    "<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" "
    "cellspacing=\"0\" border=\"0\"><tr><td align=\"center\">\n"
    "<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" "
    "cellspacing=\"0\" border=\"0\" style=\"max-width:640px\">"
    "<tr><td class=\"fg\" style=\"padding:16px;font:15px/1.5 "
    "-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;"
    "color:#1c1c1c;overflow-wrap:anywhere;word-break:break-word\">\n";

static const char tail[] = "</td></tr></table></td></tr></table>"
			   "</body></html>\n";

#define DIM "class=\"dim\" style=\"color:#5a5a5a\""
#define OLD "class=\"old\" style=\"background:#fde3e0;color:#8a1c12;" \
    "text-decoration:line-through\""
#define NEW "class=\"new\" style=\"background:#dff5e4;color:#0b5724;" \
    "font-weight:bold;text-decoration:underline\""
#define WARN "class=\"warn\" style=\"color:#8a1c12;font-weight:bold\""

/* A side longer than this is cut: the whole is on the archived page. */
#define SIDE 400

static void
put_buf(struct buf *out, struct buf *b)
{
	put_html(out, buf_str(b));
	buf_clear(b);
}

/* At most SIDE bytes, whole code points. */
static void
put_side(struct buf *out, struct str s)
{
	size_t n = s.n;

	if (n > SIDE)
		for (n = SIDE; n > 0 && (s.p[n] & 0xc0) == 0x80;)
			n--;
	put_html(out, str_sub(s, 0, n));
	if (n < s.n)
		buf_addz(out, "...");
}

static void
edit(struct buf *out, const struct change *c, const struct change_edit *e)
{
	struct excerpt x = excerpt_of(c, e, 60);
	struct buf b;

	buf_init(&b, 1000);
	buf_addz(out, "<p style=\"margin:6px 0\"><span " DIM ">");
	phrase_edit_where(&b, e);
	put_buf(out, &b);
	buf_release(&b);
	buf_addz(out, x.cut_left ? ":</span> ..." : ":</span> ");
	put_html(out, x.left);
	if (x.old.n > 0 && e->edit.op != DIFF_MOVE) {
		buf_addz(out, "<del " OLD ">");
		put_side(out, x.old);
		buf_addz(out, "</del>");
	}
	if (x.old.n > 0 && x.new.n > 0 && e->edit.op != DIFF_MOVE)
		buf_addc(out, ' ');
	if (x.new.n > 0) {
		buf_addz(out, e->edit.op == DIFF_MOVE ? "[moved here:] <ins "
		    NEW ">" : "<ins " NEW ">");
		put_side(out, x.new);
		buf_addz(out, "</ins>");
	}
	put_html(out, x.right);
	buf_addz(out, x.cut_right ? " ...</p>\n" : "</p>\n");
}

static void
edits(struct buf *out, const struct change *c)
{
	const struct change_edit *e[DIGEST_EDITS];
	size_t n, all = edits_pick(c, e, DIGEST_EDITS, &n);

	for (size_t i = 0; i < n; i++)
		edit(out, c, e[i]);
	if (all > n)
		buf_addf(out, "<p " DIM ">and %zu more %s</p>\n", all - n,
		    all - n == 1 ? "edit" : "edits");
}

static void
claim(struct buf *out, const struct claim_result *c)
{
	struct buf b;

	buf_init(&b, LIMIT_TEXT_BYTES);
	buf_addz(out, "<p style=\"margin:6px 0\">");
	phrase_claim(&b, &c->claim);
	buf_addf(&b, ": %s", phrase_verdict(c->verdict));
	put_buf(out, &b);
	for (size_t i = 0; i < c->nresiduals && i < DIGEST_RESIDUALS; i++) {
		buf_addz(out, "<br><span " WARN ">");
		phrase_residual(&b, &c->residuals[i]);
		put_buf(out, &b);
		buf_addz(out, "</span>");
	}
	buf_addz(out, "</p>\n");
	buf_release(&b);
}

static void
put_link(struct buf *out, struct str url, struct str words)
{
	buf_addz(out, "<a style=\"color:#0b4f9e\" href=");
	put_href(out, url);
	buf_addc(out, '>');
	put_html(out, words);
	buf_addz(out, "</a>");
}

static void
elsewhere(struct buf *out, const struct report_change *r)
{
	struct buf b;

	buf_init(&b, LIMIT_TEXT_BYTES);
	for (size_t i = 0; i < r->ncopies && i < DIGEST_COPIES; i++) {
		buf_addz(out, "<p style=\"margin:6px 0\"><span " WARN
		    ">Elsewhere:</span> ");
		put_link(out, r->copies[i].url, r->copies[i].url);
		for (size_t k = 0; k < r->copies[i].nclaims; k++) {
			if (r->copies[i].claims[k].state != COPY_STANDING)
				continue;
			buf_addz(out, "<br>");
			phrase_standing(&b, &r->copies[i].claims[k]);
			put_buf(out, &b);
		}
		buf_addz(out, "</p>\n");
	}
	if (r->ncopies > DIGEST_COPIES)
		buf_addf(out, "<p " DIM ">and %zu more copies</p>\n",
		    r->ncopies - DIGEST_COPIES);
	buf_release(&b);
}

static void
notes(struct buf *out, const struct report_change *r)
{
	const struct change *c = r->version.change;
	struct buf b;

	buf_init(&b, LIMIT_TEXT_BYTES);
	for (size_t i = 0; i < c->nnotes; i++) {
		buf_addf(out, "<p style=\"margin:6px 0;padding-left:10px;"
		    "border-left:3px solid #8a8a8a\"><strong>%s:</strong> ",
		    phrase_note_kind(c->notes[i].read.kind));
		put_html(out, c->notes[i].text);
		buf_addz(out, "</p>\n");
	}
	if (c->nnotes == 0 && c->kind == KIND_UNACKNOWLEDGED) {
		buf_addz(out, "<p style=\"margin:6px 0\"><strong>");
		phrase_unspoken(&b, r->seen_until);
		put_buf(out, &b);
		buf_addz(out, "</strong></p>\n");
	}
	if (r->version.caveat.n > 0) {
		buf_addz(out, "<p style=\"margin:6px 0\">Caveat: ");
		put_html(out, r->version.caveat);
		buf_addz(out, "</p>\n");
	}
	buf_release(&b);
	for (size_t i = 0; r->version.checked != NULL &&
	    i < r->version.checked->nclaims; i++)
		claim(out, &r->version.checked->claims[i]);
	elsewhere(out, r);
}

static void
linked_headline(struct buf *out, const struct report_change *r)
{
	put_link(out, r->url, r->version.headline.n > 0 ?
	    r->version.headline : r->url);
}

static void
item(struct buf *out, const struct report_change *r)
{
	const struct change *c = r->version.change;
	char when[TIME_TEXT];

	buf_addz(out, "<table role=\"presentation\" width=\"100%\" "
	    "cellpadding=\"0\" cellspacing=\"0\" border=\"0\" style=\"margin:"
	    "0 0 14px\"><tr><td class=\"card fg\" style=\"padding:12px;"
	    "background:#ffffff;border:1px solid #d0d0cc;color:#1c1c1c\">\n");
	buf_addf(out, "<p style=\"margin:0\"><strong>%s</strong> <span " DIM
	    ">severity %d, %s", kind_name(c->kind), c->severity,
	    when_text(r->version.fetched, when));
	if (r->feed.n > 0) {
		buf_addz(out, ", ");
		put_html(out, r->feed);
	}
	buf_addz(out, "</span></p>\n<h2 style=\"margin:2px 0 6px;"
		      "font-size:17px;line-height:1.3\">");
	linked_headline(out, r);
	buf_addz(out, "</h2>\n");
	edits(out, c);
	notes(out, r);
	buf_addf(out, "<p style=\"margin:6px 0 0\"><span " DIM
	    ">tracker report ");
	put_html(out, r->story);
	buf_addf(out, ", version %d</span></p>\n</td></tr></table>\n",
	    r->version.number);
}

static void
lines_after(struct buf *out, const struct digest *d)
{
	size_t i = DIGEST_IN_FULL;

	if (d->nchanges <= i)
		return;
	buf_addz(out, "<h2 style=\"font-size:16px\">Less serious</h2>\n"
	    "<table width=\"100%\" cellpadding=\"4\" cellspacing=\"0\" "
	    "border=\"0\"><tr><th align=\"left\" scope=\"col\">severity</th>"
	    "<th align=\"left\" scope=\"col\">kind</th>"
	    "<th align=\"left\" scope=\"col\">story</th></tr>\n");
	for (; i < d->nchanges && i < DIGEST_LINES; i++) {
		const struct change *c = d->changes[i].version.change;

		buf_addf(out, "<tr valign=\"top\"><td>%d</td><td>%s</td><td>",
		    c->severity, kind_name(c->kind));
		linked_headline(out, &d->changes[i]);
		buf_addz(out, "</td></tr>\n");
	}
	buf_addz(out, "</table>\n");
	if (i < d->nchanges)
		buf_addf(out, "<p>and %zu more: <code>tracker changes</code> "
		    "lists them all</p>\n", d->nchanges - i);
}

static void
end(struct buf *out, const struct digest *d)
{
	if (d->ntroubles > 0)
		buf_addz(out, "<h2 style=\"font-size:16px\">Trouble</h2>\n"
			      "<ul>\n");
	for (size_t i = 0; i < d->ntroubles; i++) {
		buf_addz(out, "<li>");
		put_html(out, d->troubles[i]);
		buf_addz(out, "</li>\n");
	}
	if (d->ntroubles > 0)
		buf_addz(out, "</ul>\n");
	if (d->footer.n > 0) {
		buf_addz(out, "<p " DIM ">");
		put_html(out, d->footer);
		buf_addz(out, "</p>\n");
	}
	buf_addz(out, tail);
}

void
digest_html_part(struct buf *out, const struct digest *d)
{
	struct buf b;

	buf_init(&b, 4096);
	buf_addz(out, head);
	buf_addz(out, "<h1 style=\"margin:0 0 4px;font-size:20px\">");
	put_count(&b, d->nchanges, "change", "changes");
	put_buf(out, &b);
	buf_addz(out, "</h1>\n<p style=\"margin:0 0 14px\"><span " DIM ">");
	digest_span(&b, d);
	if (d->nchanges > 0)
		buf_addz(&b, ": ");
	digest_tally(&b, d);
	put_buf(out, &b);
	buf_addz(out, "</span></p>\n");
	for (size_t i = 0; i < d->nchanges && i < DIGEST_IN_FULL; i++)
		item(out, &d->changes[i]);
	lines_after(out, d);
	end(out, d);
	buf_release(&b);
}
