#include <stdlib.h>

#include "tracker/base/limits.h"
#include "tracker/base/utf8.h"
#include "tracker/base/xalloc.h"
#include "tracker/report/fold.h"
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

struct page {
	struct fold fold;
	size_t moves;	/* numbered before this part */
	bool folded;	/* lines without a change may be left out */
	const struct style *style;
};

static void
page_mark(struct page *p, const char *mark, size_t move)
{
	const char *z;

	if (mark == NULL)
		return;
	for (; (z = strstr(mark, "%zu")) != NULL; mark = z + 3) {
		buf_add(&p->fold.out, mark, z - mark);
		buf_addf(&p->fold.out, "%zu", p->moves + move);
	}
	buf_addz(&p->fold.out, mark);
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

static const char *
line_break(const struct page *p)
{
	return p->style->html ? "<br>\n" : "\n";
}

/*
 * The mark that ends a run. Where lines may be left out it stands before the
 * line feeds the run ends in, for the line after them may be hidden: the mark
 * that opened the run is before them at the latest. Says whether it does.
 */
static bool
page_close(struct page *p, const char *mark, size_t move)
{
	struct fold *f = &p->fold;
	size_t first = f->n;	/* of the lines begun by those line feeds */

	if (mark == NULL)
		return false;
	while (p->folded && !f->out.full && first > 1 &&
	    f->line[first - 1].start == f->out.n) {
		f->out.n -= strlen(line_break(p));
		first--;
	}
	page_mark(p, mark, move);
	for (size_t i = first; i < f->n; i++) {
		buf_addz(&f->out, line_break(p));
		f->line[i].start = f->out.n;
	}
	return first < f->n;
}

static bool
has_text(struct str line)
{
	for (size_t i = 0; i < line.n; i++) {
		if (line.p[i] != ' ' && line.p[i] != '\t' && line.p[i] != '\r')
			return true;
	}
	return false;
}

static void
page_text(struct page *p, const struct segment *g, struct marks m)
{
	struct str rest = g->text, line;
	bool more, lines = p->style->by_line;

	if (!lines)
		page_mark(p, m.open, g->move);
	while (rest.n > 0) {
		ptrdiff_t nl = str_chr(rest, '\n');
		struct fold_line *l = fold_last(&p->fold);

		more = nl >= 0;
		line = more ? str_sub(rest, 0, nl) : rest;
		rest = str_from(rest, line.n + more);
		l->changed |= g->kind != SEG_KEEP || g->move != 0;
		l->text |= has_text(line);
		if (lines && line.n > 0)
			page_mark(p, m.open, g->move);
		if (p->style->html)
			add_html(&p->fold.out, line);
		else
			utf8_escape(&p->fold.out, line);
		if (lines && line.n > 0)
			page_mark(p, m.close, g->move);
		if (!more)
			break;
		buf_addz(&p->fold.out, line_break(p));
		fold_begin(&p->fold);
	}
	if (!lines)
		page_close(p, m.close, g->move);
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

/* Where a block that moved begins or ends. */
static void
page_bound(struct page *p, const struct segment *g)
{
	const char *mark = p->style->kind[g->kind].open;

	if (p->style->in_move)
		mark = NULL;
	if (g->kind == SEG_END && mark != NULL) {
		if (page_close(p, mark, g->move))
			return;
	} else {
		page_mark(p, mark, g->move);
	}
	fold_last(&p->fold)->changed = true;
}

static void
page_segments(struct page *p, const struct segments *s)
{
	for (size_t i = 0; i < s->n; i++) {
		struct segment g = plain_move(p->style, s->v[i]);

		if (g.kind == SEG_HERE || g.kind == SEG_END)
			page_bound(p, &g);
		else if (g.text.n > 0)
			page_text(p, &g, marks_of(p->style, &g));
	}
}

static void
render_run(struct buf *out, const struct style *style,
    const struct worddiff_input *in, const struct worddiff_options *o)
{
	const struct marks *m = &style->fold;
	struct segments s;
	struct page p = { .style = style, .moves = o->moves,
		.folded = o->context >= 0 };
	size_t before = out->n;

	segments_build(&s, in);
	fold_init(&p.fold, LIMIT_OUTPUT_BYTES);
	page_segments(&p, &s);
	if (style->html)
		buf_addf(out, "<div class=\"%s\">", in->part);
	fold_write(out, &p.fold, o->context, m->open != NULL ? m->open : "",
	    m->close != NULL ? m->close : "");
	if (style->html)
		buf_addz(out, "</div>");
	if (out->n > before && out->p[out->n - 1] != '\n')
		buf_addc(out, '\n');
	fold_release(&p.fold);
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
