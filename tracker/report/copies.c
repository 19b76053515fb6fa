/* Copies of a story: the command's output, and the part of each report. */
#include "tracker/base/limits.h"
#include "tracker/report/copies.h"
#include "tracker/report/digest.h"
#include "tracker/report/html.h"
#include "tracker/report/paint.h"
#include "tracker/report/phrase.h"
#include "tracker/report/put.h"

/* Copies with an error that a report for a terminal tells. */
#define TOLD 8

static size_t
with_error(const struct report *r)
{
	size_t n = 0;

	while (n < r->ncopies && r->copies[n].standing > 0)
		n++;	/* they come first */
	return n;
}

/* ---- for a terminal ----------------------------------------------------- */

struct page {
	struct buf *out;
	struct buf b;
	const struct report_options *o;
	size_t width;
};

static void
wrapped(struct page *p, size_t indent)
{
	if (p->b.n > 0) {
		put_spaces(p->out, indent);
		put_wrapped(p->out, buf_str(&p->b), indent, indent, p->width);
	}
	buf_clear(&p->b);
}

static void
bold(struct page *p, struct str raw)
{
	paint_on(p->out, p->o, PAINT_BOLD);
	put_wrapped(p->out, raw, 0, 0, p->width);
	paint_off(p->out, p->o, PAINT_BOLD);
}

static void
standing_lines(struct page *p, const struct report_standing *s)
{
	bool grave = s->state == COPY_STANDING;

	if (grave)
		paint_on(p->out, p->o, PAINT_GRAVE);
	buf_addz(p->out, grave ? "    ! " : "    - ");
	if (grave)
		paint_off(p->out, p->o, PAINT_GRAVE);
	phrase_standing(&p->b, s);
	put_wrapped(p->out, buf_str(&p->b), 6, 6, p->width);
	buf_clear(&p->b);
	phrase_standing_where(&p->b, s);
	wrapped(p, 6);
}

static void
copy_lines(struct page *p, const struct report_copy *c, bool all)
{
	buf_addz(p->out, "  ");
	put_line(p->out, c->url);
	buf_addc(p->out, '\n');
	buf_adds(&p->b, c->story);
	buf_addz(&p->b, ", ");
	phrase_copy(&p->b, c);
	wrapped(p, 4);
	for (size_t i = 0; i < c->nclaims; i++)
		if (all || c->claims[i].state == COPY_STANDING)
			standing_lines(p, &c->claims[i]);
}

void
copies_text_section(struct buf *out, const struct report *r,
    const struct report_options *o)
{
	struct page p = { .out = out, .o = o, .width = width_of(o) };
	size_t n = with_error(r);

	if (r->ncopies == 0)
		return;
	buf_init(&p.b, LIMIT_TEXT_BYTES);
	buf_addz(out, "\n");
	buf_addz(&p.b, "Elsewhere: ");
	phrase_copies(&p.b, r->copies, r->ncopies);
	bold(&p, buf_str(&p.b));
	buf_clear(&p.b);
	for (size_t i = 0; i < n && i < TOLD; i++)
		copy_lines(&p, &r->copies[i], false);
	if (r->ncopies > n || n > TOLD)
		buf_addf(out, "  \"tracker copies %.*s\" lists them all\n",
		    STR_FMT(r->story));
	buf_release(&p.b);
}

/* Columns of a passage that are shown. */
#define PASSAGE 300

static void
passage(struct page *p, const struct report_copy *c)
{
	if (c->passage.n == 0)
		return;
	buf_addf(&p->b, "longest passage in common, %zu words: ",
	    c->passage_words);
	put_cut(&p->b, c->passage, PASSAGE);
	wrapped(p, 4);
}

void
report_copies_text(struct buf *out, const struct report *r,
    const struct report_options *o)
{
	struct page p = { .out = out, .o = o, .width = width_of(o) };

	buf_init(&p.b, LIMIT_TEXT_BYTES);
	if (r->nversions > 0)
		bold(&p, r->versions[r->nversions - 1].headline);
	put_line(out, r->url);
	buf_addf(out, "\nstory %.*s, ", STR_FMT(r->story));
	phrase_copies(out, r->copies, r->ncopies);
	buf_addc(out, '\n');
	for (size_t i = 0; i < r->ncopies; i++) {
		buf_addc(out, '\n');
		copy_lines(&p, &r->copies[i], true);
		passage(&p, &r->copies[i]);
	}
	buf_release(&p.b);
}

void
copies_digest_text(struct buf *out, const struct report_change *r,
    size_t width)
{
	struct page p = { .out = out, .width = width };

	buf_init(&p.b, LIMIT_TEXT_BYTES);
	for (size_t i = 0; i < r->ncopies && i < DIGEST_COPIES; i++) {
		const struct report_copy *c = &r->copies[i];

		buf_addz(out, "    Elsewhere: ");
		put_line(out, c->url);
		buf_addc(out, '\n');
		for (size_t k = 0; k < c->nclaims; k++) {
			if (c->claims[k].state != COPY_STANDING)
				continue;
			buf_addz(&p.b, "! ");
			phrase_standing(&p.b, &c->claims[k]);
			wrapped(&p, 6);
		}
	}
	if (r->ncopies > DIGEST_COPIES)
		buf_addf(out, "    and %zu more copies\n",
		    r->ncopies - DIGEST_COPIES);
	buf_release(&p.b);
}

/* ---- Markdown and HTML -------------------------------------------------- */

static void
markdown_raw(struct buf *out, struct buf *raw)
{
	put_markdown(out, buf_str(raw));
	buf_clear(raw);
}

void
copies_markdown_section(struct buf *out, const struct report *r)
{
	struct buf b;

	if (r->ncopies == 0)
		return;
	buf_init(&b, LIMIT_TEXT_BYTES);
	buf_addz(out, "\n## Elsewhere: ");
	phrase_copies(&b, r->copies, r->ncopies);
	markdown_raw(out, &b);
	buf_addz(out, "\n\n");
	for (size_t i = 0; i < with_error(r); i++) {
		const struct report_copy *c = &r->copies[i];

		buf_addz(out, "- ");
		markdown_url(out, c->url);
		buf_addz(&b, ", ");
		phrase_copy(&b, c);
		markdown_raw(out, &b);
		buf_addc(out, '\n');
		for (size_t k = 0; k < c->nclaims; k++) {
			if (c->claims[k].state != COPY_STANDING)
				continue;
			buf_addz(out, "  - ");
			phrase_standing(&b, &c->claims[k]);
			buf_addz(&b, "; ");
			phrase_standing_where(&b, &c->claims[k]);
			markdown_raw(out, &b);
			buf_addc(out, '\n');
		}
	}
	buf_release(&b);
}

static void
html_standing(struct buf *out, struct buf *b, const struct report_standing *s)
{
	buf_addz(out, "<li><span class=\"warn\">");
	phrase_standing(b, s);
	html_raw(out, b);
	buf_addz(out, "</span><br><span class=\"text\" dir=\"auto\">");
	phrase_standing_where(b, s);
	html_raw(out, b);
	buf_addz(out, "</span></li>\n");
}

void
copies_html_section(struct buf *out, const struct report *r)
{
	struct buf b;

	if (r->ncopies == 0)
		return;
	buf_init(&b, LIMIT_TEXT_BYTES);
	buf_addz(out, "<h2>Elsewhere: ");
	phrase_copies(&b, r->copies, r->ncopies);
	html_raw(out, &b);
	buf_addz(out, "</h2>\n");
	if (with_error(r) > 0) {
		buf_addz(out, "<ul>\n");
	} else {
		buf_addz(out, "<p class=\"dim\"><code>tracker copies ");
		put_html(out, r->story);
		buf_addz(out, "</code> lists them</p>\n");
	}
	for (size_t i = 0; i < with_error(r); i++) {
		const struct report_copy *c = &r->copies[i];

		buf_addz(out, "<li><a href=");
		put_href(out, c->url);
		buf_addc(out, '>');
		put_html(out, c->url);
		buf_addz(out, "</a>, ");
		phrase_copy(&b, c);
		html_raw(out, &b);
		buf_addz(out, "<ul>\n");
		for (size_t k = 0; k < c->nclaims; k++)
			if (c->claims[k].state == COPY_STANDING)
				html_standing(out, &b, &c->claims[k]);
		buf_addz(out, "</ul></li>\n");
	}
	if (with_error(r) > 0)
		buf_addz(out, "</ul>\n");
	buf_release(&b);
}

/* ---- JSON --------------------------------------------------------------- */

static const char *const states[] = {
	[COPY_NEVER] = "never", [COPY_STANDING] = "standing",
	[COPY_GONE] = "gone", [COPY_OTHER] = "other",
};

static void
json_phrase(struct json *j, const char *key, struct str s)
{
	if (s.n > 0)
		json_str(j, key, s);
	else
		json_none(j, key);
}

static void
json_standing(struct json *j, const struct report_standing *s)
{
	bool was = s->state == COPY_STANDING || s->state == COPY_GONE;

	json_open(j, NULL, '{');
	json_str(j, "wrong", s->claim->wrong);
	json_phrase(j, "right", s->claim->right);
	json_strz(j, "state", states[s->state]);
	json_open(j, "versions", '[');
	for (size_t i = 0; i < s->nversions; i++)
		json_int(j, NULL, s->versions[i]);
	json_close(j, ']');
	json_time(j, "since", s->since);
	json_time(j, "until", s->until);
	if (s->gone_in > 0)
		json_int(j, "gone_in", s->gone_in);
	else
		json_none(j, "gone_in");
	if (was)
		json_int(j, "after_note", s->after_note);
	else
		json_none(j, "after_note");
	json_int(j, "places", (int64_t)s->places);
	json_strz(j, "part", s->places > 0 ? part_name(s->at.part) : NULL);
	if (s->at.paragraph > 0)
		json_int(j, "paragraph", (int64_t)s->at.paragraph);
	else
		json_none(j, "paragraph");
	json_bool(j, "quoted", s->at.quoted);
	json_phrase(j, "sentence", s->at.context);
	json_close(j, '}');
}

static void
copy_members(struct json *j, const struct report_copy *c)
{
	json_str(j, "copy", c->story);
	json_str(j, "copy_url", c->url);
	json_phrase(j, "feed", c->feed);
	json_str(j, "state", c->state);
	json_str(j, "headline", c->headline);
	json_num(j, "containment", c->share);
	json_int(j, "words", (int64_t)c->words);
	json_int(j, "of", (int64_t)c->of);
	json_str(j, "passage", c->passage);
	json_time(j, "first_seen", c->first_seen);
	json_time(j, "last_seen", c->last_seen);
	json_int(j, "versions", c->nversions);
	json_int(j, "standing", (int64_t)c->standing);
	json_open(j, "claims", '[');
	for (size_t i = 0; i < c->nclaims; i++)
		json_standing(j, &c->claims[i]);
	json_close(j, ']');
}

void
copies_json(struct json *j, const char *key, const struct report *r)
{
	json_open(j, key, '[');
	for (size_t i = 0; i < r->ncopies; i++) {
		json_open(j, NULL, '{');
		copy_members(j, &r->copies[i]);
		json_close(j, '}');
	}
	json_close(j, ']');
}

void
report_copy_json(struct buf *out, const struct report *r,
    const struct report_copy *c)
{
	struct json j;

	json_init(&j, out);
	json_open(&j, NULL, '{');
	json_str(&j, "story", r->story);
	json_str(&j, "url", r->url);
	copy_members(&j, c);
	json_close(&j, '}');
	json_end(&j);
}
