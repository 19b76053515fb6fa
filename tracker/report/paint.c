#include "tracker/base/limits.h"
#include "tracker/base/utf8.h"
#include "tracker/report/paint.h"
#include "tracker/report/put.h"

static const char *const codes[] = {
	[PAINT_NONE] = "", [PAINT_BOLD] = "\033[1m", [PAINT_DIM] = "\033[2m",
	[PAINT_OLD] = "\033[31m", [PAINT_NEW] = "\033[32m",
	[PAINT_GRAVE] = "\033[1;31m", [PAINT_MILD] = "\033[33m",
};

void
paint_on(struct buf *out, const struct report_options *o, enum paint p)
{
	if (o != NULL && o->color)
		buf_addz(out, codes[p]);
}

void
paint_off(struct buf *out, const struct report_options *o, enum paint p)
{
	if (o != NULL && o->color && p != PAINT_NONE)
		buf_addz(out, "\033[m");
}

enum paint
paint_of_kind(enum kind k)
{
	static const enum paint of[KIND_COUNT] = {
		[KIND_WITHDRAWN] = PAINT_GRAVE,
		[KIND_CORRECTION] = PAINT_GRAVE,
		[KIND_UNACKNOWLEDGED] = PAINT_GRAVE,
		[KIND_CLARIFICATION] = PAINT_MILD, [KIND_REFILE] = PAINT_MILD,
		[KIND_REVERTED] = PAINT_MILD, [KIND_COPYEDIT] = PAINT_DIM,
		[KIND_TYPOGRAPHIC] = PAINT_DIM,
	};

	return of[k];
}

size_t
width_of(const struct report_options *o)
{
	if (o == NULL || o->width == 0)
		return 80;
	return o->width < 40 ? 40 : (size_t)o->width;
}

/* ---- excerpts ----------------------------------------------------------- */

/* Bytes of a side that are shown before it is cut, and what is kept of it. */
#define SIDE_MAX 240
#define SIDE_KEEP 110

/* A text with its middle left out where it is long; whole words. */
static void
shortened(struct buf *out, struct str s)
{
	size_t from, to = SIDE_KEEP;

	if (s.n <= SIDE_MAX) {
		buf_adds(out, s);
		return;
	}
	from = s.n - SIDE_KEEP;
	while (to > 0 && s.p[to] != ' ')
		to--;
	while (from < s.n && s.p[from - 1] != ' ')
		from++;
	/* one long word, or a script without spaces: at a code point */
	if (to == 0)
		for (to = SIDE_KEEP; (s.p[to] & 0xc0) == 0x80;)
			to--;
	buf_adds(out, str_sub(s, 0, to));
	buf_addz(out, " ... ");
	buf_adds(out, str_from(s, from));
}

struct marker {
	const char *open, *close;
	enum paint paint;
};
static const struct marker went = { "[-", "-]", PAINT_OLD };
static const struct marker came = { "{+", "+}", PAINT_NEW };

/*
 * Words that wrap, with the colors switched on and off round each, so that no
 * pager shows an indent in color.
 */
struct lines {
	struct buf *out;
	const struct report_options *o;
	size_t at, indent, width;
	bool begun;	/* a word stands before */
	bool space;	/* white space stood after it */
};

static bool
is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static void
put_word(struct lines *l, struct str word, enum paint p)
{
	struct buf safe;
	size_t columns;

	buf_init(&safe, LIMIT_TEXT_BYTES);
	put_line(&safe, word);
	columns = utf8_columns(buf_str(&safe));
	if (l->begun && l->space && l->at + 1 + columns > l->width) {
		buf_addc(l->out, '\n');
		put_spaces(l->out, l->indent);
		l->at = l->indent;
	} else if (l->begun && l->space) {
		buf_addc(l->out, ' ');
		l->at++;
	}
	paint_on(l->out, l->o, p);
	buf_adds(l->out, buf_str(&safe));
	paint_off(l->out, l->o, p);
	l->at += columns;
	l->begun = true;
	l->space = false;
	buf_release(&safe);
}

static void
put_words(struct lines *l, struct str s, enum paint p)
{
	size_t i = 0, from;

	while (i < s.n) {
		if (is_space(s.p[i])) {
			l->space = true;
			i++;
			continue;
		}
		for (from = i; i < s.n && !is_space(s.p[i]);)
			i++;
		put_word(l, str_sub(s, from, i - from), p);
	}
}

static void
put_side(struct lines *l, struct str s, const struct marker *m)
{
	struct buf b;

	if (s.n == 0)
		return;
	buf_init(&b, 4096);
	buf_addz(&b, m->open);
	shortened(&b, s);
	buf_addz(&b, m->close);
	put_words(l, buf_str(&b), m->paint);
	buf_release(&b);
}

void
put_excerpt(struct buf *out, const struct change *c,
    const struct change_edit *e, const struct report_options *o, size_t at,
    size_t indent)
{
	struct excerpt x = excerpt_of(c, e, 40);
	struct lines l = { .out = out, .o = o, .at = at, .indent = indent,
		.width = width_of(o) };

	if (x.cut_left)
		put_words(&l, STR("... "), PAINT_NONE);
	put_words(&l, x.left, PAINT_NONE);
	if (e->edit.op == DIFF_MOVE) {
		l.space = true;
		put_words(&l, STR("[moved here:"), PAINT_NEW);
		l.space = true;
		put_side(&l, x.new, &(struct marker){ "", "]", PAINT_NEW });
	} else {
		put_side(&l, x.old, &went);
		put_side(&l, x.new, &came);
	}
	put_words(&l, x.right, PAINT_NONE);
	if (x.cut_right)
		put_words(&l, STR(" ..."), PAINT_NONE);
	buf_addc(out, '\n');
}
