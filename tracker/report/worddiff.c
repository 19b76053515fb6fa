#include <stdlib.h>

#include "tracker/base/limits.h"
#include "tracker/base/utf8.h"
#include "tracker/base/xalloc.h"
#include "tracker/report/segments.h"
#include "tracker/report/side.h"

/* What opens and closes a run of a kind; %zu, where there is one, is the
 * number of the move. */
struct marks {
	const char *open, *close;
};

struct style {
	struct marks kind[SEG_END + 1];
	struct marks fold;	/* round the line that stands for hidden ones */
	bool html;
	bool by_line;		/* marks do not run over the end of a line */
	bool in_move;		/* a move is marked run by run, not as a whole */
};

static const struct style styles[WORDDIFF_FORMATS] = {
	[WORDDIFF_COLOR] = {
		.kind = {
			[SEG_DELETE] = { "\033[31;9m", "\033[0m" },
			[SEG_INSERT] = { "\033[32m", "\033[0m" },
			[SEG_AWAY] = { "\033[35;9m", "\033[0m" },
			[SEG_HERE] = { "\033[35m", "\033[0m" },
		},
		.fold = { "\033[36m", "\033[0m" },
		.by_line = true, .in_move = true,
	},
	[WORDDIFF_PLAIN] = {
		.kind = {
			[SEG_DELETE] = { "[-", "-]" },
			[SEG_INSERT] = { "{+", "+}" },
			[SEG_AWAY] = { "[%zu<", "<%zu]" },
			[SEG_HERE] = { "{%zu>", "" },
			[SEG_END] = { ">%zu}", "" },
		},
	},
	[WORDDIFF_WDIFF] = {
		.kind = {
			[SEG_DELETE] = { "[-", "-]" },
			[SEG_INSERT] = { "{+", "+}" },
		},
	},
	[WORDDIFF_HTML] = {
		.kind = {
			[SEG_DELETE] = { "<del>", "</del>" },
			[SEG_INSERT] = { "<ins>", "</ins>" },
			[SEG_AWAY] = {
				"<del class=\"moved\" id=\"from-%zu\">"
				"<a href=\"#to-%zu\">", "</a></del>" },
			[SEG_HERE] = {
				"<span class=\"moved\" id=\"to-%zu\">"
				"<a href=\"#from-%zu\">&#8593;</a>", "" },
			[SEG_END] = { "</span>", "" },
		},
		.fold = { "<hr title=\"", "\">" },
		.html = true,
	},
};

/* Lines of output, each with whether it shows a change. */
struct page {
	struct buf out;
	struct { size_t start; bool changed; } *line;
	size_t n, cap;
	size_t moves;	/* numbered before this part */
	const struct style *style;
};

static void
page_line(struct page *p)
{
	if (p->n == p->cap) {
		p->cap = p->cap * 2 + 16;
		p->line = xrealloc(p->line, p->cap, sizeof(*p->line));
	}
	p->line[p->n].start = p->out.n;
	p->line[p->n++].changed = false;
}

static void
page_mark(struct page *p, const char *mark, size_t move)
{
	const char *z;

	if (mark == NULL)
		return;
	for (; (z = strstr(mark, "%zu")) != NULL; mark = z + 3) {
		buf_add(&p->out, mark, z - mark);
		buf_addf(&p->out, "%zu", p->moves + move);
	}
	buf_addz(&p->out, mark);
}

static void
add_html(struct buf *out, struct str s)
{
	static const struct {
		char c;
		const char *z;
	} quoted[] = {
		{ '&', "&amp;" }, { '<', "&lt;" }, { '>', "&gt;" },
		{ '"', "&quot;" },
	};
	struct buf safe;
	size_t i;

	buf_init(&safe, xadd(xmul(s.n, 8), 16));
	utf8_escape(&safe, s);
	for (const char *p = buf_z(&safe), *end = p + safe.n; p < end; p++) {
		for (i = 0; i < 4 && quoted[i].c != *p; i++)
			;
		if (i < 4)
			buf_addz(out, quoted[i].z);
		else
			buf_addc(out, *p);
	}
	buf_release(&safe);
}

static void
page_text(struct page *p, const struct segment *g, struct marks m)
{
	bool changed = g->kind != SEG_KEEP;
	struct str rest = g->text, line;
	bool more, lines = p->style->by_line;

	if (!lines)
		page_mark(p, m.open, g->move);
	while (rest.n > 0) {
		ptrdiff_t nl = str_chr(rest, '\n');

		more = nl >= 0;
		line = more ? str_sub(rest, 0, nl) : rest;
		rest = str_from(rest, line.n + more);
		p->line[p->n - 1].changed |= changed || g->move != 0;
		if (lines && line.n > 0)
			page_mark(p, m.open, g->move);
		if (p->style->html)
			add_html(&p->out, line);
		else
			utf8_escape(&p->out, line);
		if (lines && line.n > 0)
			page_mark(p, m.close, g->move);
		if (!more)
			break;
		buf_addz(&p->out, p->style->html ? "<br>\n" : "\n");
		page_line(p);
	}
	if (!lines)
		page_mark(p, m.close, g->move);
}

static struct marks
marks_of(const struct style *st, const struct segment *g)
{
	if (g->kind == SEG_KEEP && g->move != 0 && st->in_move)
		return st->kind[SEG_HERE];
	return st->kind[g->kind];
}

/* Without marks of their own, moves are a delete and an insert. */
static struct segment
plain_move(const struct style *st, struct segment g)
{
	if (st->kind[SEG_AWAY].open != NULL)
		return g;
	if (g.kind == SEG_AWAY)
		g.kind = SEG_DELETE;
	else if (g.move != 0 && g.kind == SEG_KEEP)
		g.kind = SEG_INSERT;
	else if (g.move != 0 && g.kind == SEG_DELETE)
		g.text.n = 0;
	g.move = 0;
	return g;
}

static void
page_segments(struct page *p, const struct segments *s)
{
	for (size_t i = 0; i < s->n; i++) {
		struct segment g = plain_move(p->style, s->v[i]);

		if (g.kind == SEG_HERE || g.kind == SEG_END) {
			if (!p->style->in_move)
				page_mark(p, p->style->kind[g.kind].open,
				    g.move);
			p->line[p->n - 1].changed = true;
		} else if (g.text.n > 0) {
			page_text(p, &g, marks_of(p->style, &g));
		}
	}
}

static bool
is_blank(const struct page *p, size_t i)
{
	size_t end = i + 1 < p->n ? p->line[i + 1].start : p->out.n;

	for (size_t k = p->line[i].start; k < end; k++) {
		if (p->out.p[k] != '\n' && p->out.p[k] != '\r')
			return false;
	}
	return true;
}

/* Marks as changed what is within `context` lines of a change; blank lines are
 * not counted. */
static void
page_context(struct page *p, int context)
{
	bool *near = xcalloc(p->n + 1, sizeof(*near));
	int left;
	size_t i;

	for (i = 0, left = 0; i < p->n; i++) {
		if (p->line[i].changed)
			left = context + 1;
		near[i] = left > 0;
		left -= left > 0 && !is_blank(p, i);
	}
	for (i = p->n, left = 0; i-- > 0;) {
		if (p->line[i].changed)
			left = context + 1;
		near[i] |= left > 0;
		left -= left > 0 && !is_blank(p, i);
	}
	for (i = 0; i < p->n; i++)
		p->line[i].changed = near[i];
	free(near);
}

static void
page_fold(struct page *p, struct buf *out, int context)
{
	size_t i, k, end, hidden;

	page_context(p, context);
	for (i = 0; i < p->n; i = k) {
		hidden = 0;
		for (k = i; k < p->n && !p->line[k].changed; k++)
			hidden += !is_blank(p, k);
		if (hidden > 0) {
			buf_addz(out, p->style->fold.open != NULL ?
			    p->style->fold.open : "");
			buf_addf(out, "@@ %zu unchanged line%s @@", hidden,
			    hidden == 1 ? "" : "s");
			buf_addz(out, p->style->fold.close != NULL ?
			    p->style->fold.close : "");
			buf_addc(out, '\n');
		}
		for (i = k; k < p->n && p->line[k].changed; k++)
			;
		if (k == i)
			break;
		end = k < p->n ? p->line[k].start : p->out.n;
		buf_add(out, p->out.p + p->line[i].start,
		    end - p->line[i].start);
	}
}

static void
render_run(struct buf *out, const struct style *style,
    const struct worddiff_input *in, const struct worddiff_options *o)
{
	struct segments s;
	struct page p = { .style = style, .moves = o->moves };
	size_t before = out->n;

	segments_build(&s, in);
	buf_init(&p.out, LIMIT_OUTPUT_BYTES);
	if (style->html)
		buf_addf(out, "<div class=\"%s\">", in->part);
	page_line(&p);
	page_segments(&p, &s);
	if (o->context >= 0)
		page_fold(&p, out, o->context);
	else
		buf_adds(out, buf_str(&p.out));
	if (style->html)
		buf_addz(out, "</div>");
	if (out->n > before && out->p[out->n - 1] != '\n')
		buf_addc(out, '\n');
	out->full |= p.out.full;
	buf_release(&p.out);
	free(p.line);
	segments_release(&s);
}

static const char *const names[WORDDIFF_FORMATS] = {
	"color", "plain", "wdiff", "side", "html", "json",
};

int
worddiff_format_of(const char *name, enum worddiff_format *f)
{
	for (int i = 0; i < WORDDIFF_FORMATS; i++) {
		if (strcmp(names[i], name) == 0) {
			*f = i;
			return 0;
		}
	}
	return -1;
}

static void
render_json(struct buf *out, const struct worddiff_input *in)
{
	struct json j;

	json_init(&j, out);
	json_open(&j, NULL, '{');
	json_open(&j, "edits", '[');
	worddiff_json_edits(&j, in);
	json_close(&j, ']');
	json_close(&j, '}');
	json_end(&j);
}

void
worddiff_render(struct buf *out, enum worddiff_format f,
    const struct worddiff_input *in, const struct worddiff_options *options)
{
	static const struct worddiff_options defaults = WORDDIFF_OPTIONS;
	const struct worddiff_options *o = options ? options : &defaults;

	switch (f) {
	case WORDDIFF_JSON:
		render_json(out, in);
		break;
	case WORDDIFF_SIDE:
		side_render(out, in, o);
		break;
	default:
		render_run(out, &styles[f], in, o);
	}
}
