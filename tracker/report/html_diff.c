/*
 * A part's changed paragraphs, before and after. The runs of the two texts are
 * dealt to two columns; where a kept run has a paragraph break both columns end
 * a row, so that a row is the least that is whole on both sides.
 */
#include "tracker/base/limits.h"
#include "tracker/report/html.h"
#include "tracker/report/put.h"
#include "tracker/report/runs.h"

struct row {
	struct buf *out;
	struct buf old, new;
	bool changed;
	size_t skipped;		/* paragraphs unchanged since the last row */
};

static void
say_skipped(struct row *r)
{
	if (r->skipped == 0)
		return;
	buf_addf(r->out, "<p class=\"dim small\">%zu %s unchanged</p>\n",
	    r->skipped,
	    r->skipped == 1 ? "paragraph" : "paragraphs");
	r->skipped = 0;
}

static void
side(struct buf *out, const char *name, struct buf *text)
{
	buf_addf(out, "<div><p class=\"side\">%s</p>", name);
	if (text->n > 0) {
		buf_addz(out, "<p class=\"text\" dir=\"auto\">");
		buf_adds(out, buf_str(text));
	} else {
		buf_addz(out, "<p class=\"dim\">nothing");
	}
	buf_addz(out, "</p></div>");
}

static void
end_row(struct row *r)
{
	if (r->changed) {
		say_skipped(r);
		buf_addz(r->out, "<div class=\"pair\">");
		side(r->out, "before", &r->old);
		side(r->out, "after", &r->new);
		buf_addz(r->out, "</div>\n");
	} else if (r->new.n > 0) {
		r->skipped++;
	}
	buf_clear(&r->old);
	buf_clear(&r->new);
	r->changed = false;
}

/* Takes a paragraph off the front; *ended when a break stood after it. */
static bool
next_paragraph(struct str *s, struct str *out, bool *ended)
{
	ptrdiff_t at;

	if (s->n == 0)
		return false;
	at = str_find(*s, STR("\n\n"));
	*ended = at >= 0;
	*out = at >= 0 ? str_sub(*s, 0, (size_t)at) : *s;
	*s = at >= 0 ? str_from(*s, (size_t)at + 2) : str_make(NULL, 0);
	return true;
}

static const char *const said[] = {
	[RUN_KEEP] = "", [RUN_DELETE] = HTML_SR("[removed: "),
	[RUN_INSERT] = HTML_SR("[added: "),
	[RUN_FROM] = HTML_SR("[moved from here: "),
	[RUN_TO] = HTML_SR("[moved here: "),
};

/* What went or came may hold breaks of its own; they end no row. */
static void
marked(struct buf *out, const struct run *run)
{
	bool moved = run->kind == RUN_FROM || run->kind == RUN_TO;
	const char *tag = run->kind == RUN_DELETE || run->kind == RUN_FROM ?
	    "del" : "ins";
	struct str rest = run->text, p;
	bool ended;

	while (next_paragraph(&rest, &p, &ended)) {
		if (p.n > 0) {
			buf_addf(out, moved ? "<%s class=\"moved\">" : "<%s>",
			    tag);
			buf_addz(out, said[run->kind]);
			put_html(out, p);
			buf_addf(out, HTML_SR("]") "</%s>", tag);
		}
		if (ended)
			buf_addz(out, "<br>");
	}
}

static void
kept(struct row *r, struct str text)
{
	struct str p;
	bool ended;

	while (next_paragraph(&text, &p, &ended)) {
		put_html(&r->old, p);
		put_html(&r->new, p);
		if (ended)
			end_row(r);
	}
}

void
html_side_by_side(struct buf *out, const struct change *c, enum part part)
{
	struct row r = { .out = out };
	struct arena a;
	struct run *runs;
	size_t n;

	arena_init(&a);
	buf_init(&r.old, LIMIT_TEXT_BYTES * 8);
	buf_init(&r.new, LIMIT_TEXT_BYTES * 8);
	runs = runs_of(c, part, &a, &n);
	buf_addz(out, "<div>\n");
	for (size_t i = 0; i < n; i++) {
		if (runs[i].kind == RUN_KEEP) {
			kept(&r, runs[i].text);
			continue;
		}
		marked(runs[i].kind == RUN_DELETE || runs[i].kind == RUN_FROM ?
		    &r.old : &r.new, &runs[i]);
		r.changed = true;
	}
	end_row(&r);
	say_skipped(&r);
	buf_addz(out, "</div>\n");
	buf_release(&r.old);
	buf_release(&r.new);
	arena_release(&a);
}
