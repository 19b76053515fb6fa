/*
 * Changes as an Atom feed (RFC 4287). Texts of pages are twice escaped where
 * they stand in the HTML of an entry's content, once in its title, which is
 * text. Ids are UUIDs of version 8 (RFC 9562), whose bits are ours to give.
 */
#include <inttypes.h>

#include "tracker/base/limits.h"
#include "tracker/report/digest.h"
#include "tracker/report/html.h"
#include "tracker/report/phrase.h"
#include "tracker/report/put.h"
#include "tracker/report/runs.h"

static const struct html_marks marks = { "<del>", "<ins>",
	HTML_MOVED "<ins>", "" };

/* Bytes of the paragraph on each side of an edit. */
#define ROOM 80

/* ---- ids, times, links --------------------------------------------------- */

static void
uuid(struct buf *out, uint64_t high, uint64_t low)
{
	high = (high & ~UINT64_C(0xf000)) | 0x8000;
	low = (low & UINT64_MAX >> 2) | UINT64_C(1) << 63;
	buf_addf(out, "<id>urn:uuid:%08" PRIx64 "-%04" PRIx64 "-%04" PRIx64
	    "-%04" PRIx64 "-%012" PRIx64 "</id>\n", high >> 32,
	    high >> 16 & 0xffff, high & 0xffff, low >> 48,
	    low & UINT64_C(0xffffffffffff));
}

static uint64_t
hex_of(struct str s)
{
	static const char digits[] = "0123456789abcdef";
	uint64_t n = 0;
	const char *d;

	for (size_t i = 0; i < s.n; i++) {
		d = s.p[i] != '\0' ? strchr(digits, s.p[i]) : NULL;
		n = n << 4 | (d != NULL ? (uint64_t)(d - digits) : 0);
	}
	return n;
}

/* The story's eight digits, the version, the time: no two changes share it, and
 * nothing that is read anew alters it. */
static void
entry_id(struct buf *out, const struct report_change *r)
{
	uint64_t number = (uint64_t)r->version.number;

	uuid(out, hex_of(str_sub(r->story, 0, 8)) << 32 |
	    (number & 0xffff) << 16 | (number >> 16 & 0xfff),
	    (uint64_t)r->version.fetched);
}

/* FNV-1a: no secret, only another id for another question. */
static uint64_t
hash(struct str s, uint64_t h)
{
	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * UINT64_C(1099511628211);
	return h;
}

static void
feed_id(struct buf *out, const struct atom *f)
{
	if (f->url.n == 0) {
		uuid(out, hash(f->query, UINT64_C(14695981039346656037)),
		    hash(f->query, UINT64_C(0x746f6d2d66656564)));
		return;
	}
	/* Documents of one feed have one id. */
	buf_addz(out, "<id>");
	put_html(out, f->current.n > 0 ? f->current : f->url);
	buf_addz(out, "</id>\n");
}

static void
stamp(struct buf *out, const char *name, int64_t t)
{
	char when[TIME_TEXT];

	buf_addf(out, "<%s>%s</%s>\n", name, time_rfc3339(t, when), name);
}

static void
link_to(struct buf *out, const char *rel, const char *type, struct str url)
{
	if (url.n == 0)
		return;
	buf_addf(out, "<link rel=\"%s\" type=\"%s\" href=", rel, type);
	put_href(out, url);
	buf_addz(out, "/>\n");
}

/* ---- what changed, as HTML ----------------------------------------------- */

static void
put_buf(struct buf *out, struct buf *b)
{
	put_html(out, buf_str(b));
	buf_clear(b);
}

static void
edits(struct buf *out, struct buf *b, const struct change *c)
{
	const struct change_edit *e[DIGEST_EDITS];
	size_t n, all = edits_pick(c, e, DIGEST_EDITS, &n);

	for (size_t i = 0; i < n; i++) {
		buf_addz(out, "<p>");
		phrase_edit_where(b, e[i]);
		put_buf(out, b);
		buf_addz(out, ":</p>\n<p dir=\"auto\">");
		html_excerpt(out, c, e[i], &marks, ROOM);
		buf_addz(out, "</p>\n");
	}
	if (all > n)
		buf_addf(out, "<p>and %zu more %s</p>\n", all - n,
		    all - n == 1 ? "edit" : "edits");
}

static void
claim(struct buf *out, struct buf *b, const struct claim_result *c)
{
	buf_addz(out, "<li>");
	phrase_claim(b, &c->claim);
	buf_addf(b, ": %s", phrase_verdict(c->verdict));
	put_buf(out, b);
	for (size_t i = 0; i < c->nresiduals && i < DIGEST_RESIDUALS; i++) {
		buf_addz(out, "<br><strong>");
		phrase_residual(b, &c->residuals[i]);
		put_buf(out, b);
		buf_addz(out, "</strong>: ");
		put_html(out, c->residuals[i].context);
	}
	if (c->nresiduals > DIGEST_RESIDUALS)
		buf_addf(out, "<br>and %zu more places",
		    c->nresiduals - DIGEST_RESIDUALS);
	buf_addz(out, "</li>\n");
}

static void
notes(struct buf *out, struct buf *b, const struct report_change *r)
{
	const struct change *c = r->version.change;
	const struct reconciliation *checked = r->version.checked;

	for (size_t i = 0; i < c->nnotes; i++) {
		buf_addf(out, "<p>%s:</p>\n<blockquote dir=\"auto\">",
		    phrase_note_kind(c->notes[i].read.kind));
		put_html(out, c->notes[i].text);
		buf_addz(out, "</blockquote>\n");
	}
	phrase_noteless(b, &r->version, r->version.fetched);
	if (b->n > 0) {
		buf_addz(out, "<p>");
		put_buf(out, b);
		buf_addz(out, "</p>\n");
	}
	if (checked == NULL || checked->nclaims == 0)
		return;
	buf_addz(out, "<ul>\n");
	for (size_t i = 0; i < checked->nclaims; i++)
		claim(out, b, &checked->claims[i]);
	buf_addz(out, "</ul>\n");
}

static void
content(struct buf *out, struct buf *b, const struct report_change *r)
{
	edits(out, b, r->version.change);
	notes(out, b, r);
	if (r->version.caveat.n > 0) {
		buf_addz(out, "<p>Caveat: ");
		put_html(out, r->version.caveat);
		buf_addz(out, "</p>\n");
	}
	buf_addz(out, "<p><code>tracker report ");
	put_html(out, r->story);
	buf_addf(out, "</code>, version %d</p>\n", r->version.number);
}

/* ---- entries ------------------------------------------------------------- */

static void
category(struct buf *out, const char *what, struct str term)
{
	if (term.n == 0)
		return;
	buf_addz(out, "<category term=\"");
	put_html(out, term);
	buf_addf(out, "\" label=\"%s: ", what);
	put_html(out, term);
	buf_addz(out, "\"/>\n");
}

static void
entry(struct buf *out, const struct report_change *r)
{
	const struct change *c = r->version.change;
	struct str tag = html_language(r->version.article);
	struct buf html, b;

	buf_init(&html, LIMIT_TEXT_BYTES);
	buf_init(&b, LIMIT_TEXT_BYTES);
	buf_addz(out, "<entry>\n");
	entry_id(out, r);
	buf_addf(out, "<title type=\"text\"%s",
	    tag.n > 0 ? " xml:lang=\"" : "");
	buf_adds(out, tag);
	buf_addf(out, "%s>%s: ", tag.n > 0 ? "\"" : "", kind_name(c->kind));
	put_html(out, r->version.headline.n > 0 ? r->version.headline : r->url);
	buf_addz(out, "</title>\n");
	stamp(out, "updated", r->version.fetched);
	stamp(out, "published", r->version.fetched);
	link_to(out, "alternate", "text/html", r->url);
	category(out, "kind", str_of(kind_name(c->kind)));
	category(out, "feed", r->feed);
	buf_addf(&b, "severity %d; ", c->severity);
	phrase_counts(&b, c);
	buf_addz(out, "<summary type=\"text\">");
	put_buf(out, &b);
	buf_addz(out, "</summary>\n<content type=\"html\">");
	content(&html, &b, r);
	put_buf(out, &html);
	buf_addz(out, "</content>\n</entry>\n");
	buf_release(&html);
	buf_release(&b);
}

void
atom_write(struct buf *out, const struct atom *f)
{
	static const char type[] = "application/atom+xml";
	int64_t updated = f->nchanges > 0 ? f->changes[0].version.fetched : 0;

	buf_addz(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
	    "<feed xmlns=\"http://www.w3.org/2005/Atom\" "
	    "xmlns:fh=\"http://purl.org/syndication/history/1.0\" "
	    "xml:lang=\"en\">\n");
	feed_id(out, f);
	buf_addz(out, "<title type=\"text\">");
	put_html(out, f->title);
	buf_addz(out, "</title>\n");
	stamp(out, "updated", updated);
	buf_addz(out, "<author><name>tracker</name></author>\n"
	    "<generator version=\"" TRACKER_VERSION "\">tracker</generator>\n");
	link_to(out, "self", type, f->url);
	link_to(out, "prev-archive", type, f->previous);
	link_to(out, "current", type, f->current);
	if (f->current.n > 0)
		buf_addz(out, "<fh:archive/>\n");
	for (size_t i = 0; i < f->nchanges; i++)
		entry(out, &f->changes[i]);
	buf_addz(out, "</feed>\n");
}
