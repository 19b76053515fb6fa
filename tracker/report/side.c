#include <stdlib.h>

#include "tracker/base/limits.h"
#include "tracker/base/utf8.h"
#include "tracker/report/fold.h"
#include "tracker/report/segments.h"
#include "tracker/report/side.h"

/*
 * A row is a line that both texts have, with what was deleted or inserted in
 * it. Each cell is text with a style for every byte, wrapped to its column by
 * the width of its characters.
 */
struct cell {
	struct buf text, style;
	bool changed;
};

struct side {
	struct fold fold;	/* a line of it is a row */
	struct cell cell[2];
	int width;		/* of a column */
	bool color;
};

struct mark {
	const char *color, *open, *close;
};
static const struct mark marks[SEG_END + 1] = {
	[SEG_DELETE] = { "\033[31m", "[-", "-]" },
	[SEG_INSERT] = { "\033[32m", "{+", "+}" },
	[SEG_AWAY] = { "\033[35m", "[<", "<]" },
	[SEG_HERE] = { "\033[35m", "{>", ">}" },
};

static void
cell_add(struct cell *c, struct str s, enum segment_kind kind)
{
	size_t before = c->text.n;

	utf8_escape(&c->text, s);
	for (size_t i = before; i < c->text.n; i++)
		buf_addc(&c->style, kind);
	c->changed |= kind != SEG_KEEP;
}

static void
cell_run(const struct side *d, struct cell *c, struct str s,
    enum segment_kind kind)
{
	bool marked = !d->color && marks[kind].open != NULL;

	if (marked)
		cell_add(c, str_of(marks[kind].open), kind);
	cell_add(c, s, kind);
	if (marked)
		cell_add(c, str_of(marks[kind].close), kind);
}

/* How many bytes of `s` fit in a line; a line feed ends it. */
static size_t
fit(struct str s, int width, int *columns)
{
	struct str rest = s;
	size_t space = 0, at;
	int used = 0, at_space = 0, w;
	uint32_t c;

	while (rest.n > 0) {
		at = s.n - rest.n;
		c = utf8_next(&rest, NULL);
		if (c == '\n') {
			*columns = used;
			return at;
		}
		w = c == '\t' ? 1 : utf8_width(c);
		if (used + w > width) {
			if (space > 0) {
				*columns = at_space;
				return space;
			}
			*columns = used;
			return at > 0 ? at : s.n - rest.n;
		}
		if (c == ' ') {
			space = at;
			at_space = used;
		}
		used += w;
	}
	*columns = used;
	return s.n;
}

/* One line of a cell, padded; advances *at past it. */
static void
put_line(struct side *d, const struct cell *c, size_t *at, bool pad)
{
	struct buf *out = &d->fold.out;
	struct str s = str_from(buf_str(&c->text), *at);
	int columns = 0, style = SEG_KEEP, k;
	size_t n = s.n > 0 ? fit(s, d->width, &columns) : 0, i;

	for (i = 0; i < n; i++) {
		k = c->style.p[*at + i];
		if (d->color && k != style) {
			buf_addz(out, marks[k].color != NULL ?
			    marks[k].color : "\033[0m");
			style = k;
		}
		buf_addc(out, s.p[i] == '\t' ? ' ' : s.p[i]);
	}
	if (style != SEG_KEEP)
		buf_addz(out, "\033[0m");
	for (; pad && columns < d->width; columns++)
		buf_addc(out, ' ');
	*at += n;
	/* the space or line feed it was broken at */
	if (*at < c->text.n &&
	    (c->text.p[*at] == '\n' || c->text.p[*at] == ' '))
		++*at;
}

static void
cell_clear(struct cell *c)
{
	buf_clear(&c->text);
	buf_clear(&c->style);
	c->changed = false;
}

static bool
is_blank(const struct cell *c)
{
	for (size_t i = 0; i < c->text.n; i++) {
		if (c->text.p[i] != ' ' && c->text.p[i] != '\t')
			return false;
	}
	return true;
}

static void
put_row(struct side *d)
{
	struct fold_line *row = fold_last(&d->fold);
	struct buf *out = &d->fold.out;
	size_t at[2] = { 0, 0 };

	row->changed = d->cell[0].changed || d->cell[1].changed;
	row->text = !is_blank(&d->cell[0]) || !is_blank(&d->cell[1]);
	do {
		put_line(d, &d->cell[0], &at[0], true);
		buf_addz(out, row->changed ? " | " : "   ");
		put_line(d, &d->cell[1], &at[1], false);
		while (out->n > row->start && out->p[out->n - 1] == ' ')
			out->p[--out->n] = '\0';
		buf_addc(out, '\n');
	} while (at[0] < d->cell[0].text.n || at[1] < d->cell[1].text.n);
	fold_begin(&d->fold);
	cell_clear(&d->cell[0]);
	cell_clear(&d->cell[1]);
}

static void
put_kept(struct side *d, struct str s, enum segment_kind left,
    enum segment_kind right)
{
	ptrdiff_t nl;

	while ((nl = str_chr(s, '\n')) >= 0) {
		cell_add(&d->cell[0], str_sub(s, 0, nl), left);
		cell_add(&d->cell[1], str_sub(s, 0, nl), right);
		put_row(d);
		s = str_from(s, nl + 1);
	}
	cell_add(&d->cell[0], s, left);
	cell_add(&d->cell[1], s, right);
}

void
side_render(struct buf *out, const struct worddiff_input *in,
    const struct worddiff_options *o)
{
	int width = o->width > 0 ? o->width : 80;
	struct side d = { .color = o->color,
		.width = width > 23 ? (width - 3) / 2 : 10 };
	struct segments s;

	fold_init(&d.fold, LIMIT_OUTPUT_BYTES);
	for (int x = 0; x < 2; x++) {
		buf_init(&d.cell[x].text, LIMIT_OUTPUT_BYTES);
		buf_init(&d.cell[x].style, LIMIT_OUTPUT_BYTES);
	}
	segments_build(&s, in);
	for (size_t i = 0; i < s.n; i++) {
		const struct segment *g = &s.v[i];

		if (g->kind == SEG_KEEP && g->move == 0)
			put_kept(&d, g->text, SEG_KEEP, SEG_KEEP);
		else if (g->kind == SEG_KEEP)
			cell_run(&d, &d.cell[1], g->text, SEG_HERE);
		else if (g->kind == SEG_INSERT)
			cell_run(&d, &d.cell[1], g->text, SEG_INSERT);
		else if (g->kind == SEG_AWAY ||
		    (g->kind == SEG_DELETE && g->move == 0))
			cell_run(&d, &d.cell[0], g->text, g->kind);
	}
	if (d.cell[0].text.n > 0 || d.cell[1].text.n > 0)
		put_row(&d);
	fold_write(out, &d.fold, o->context, "", "");
	fold_release(&d.fold);
	for (int x = 0; x < 2; x++) {
		buf_release(&d.cell[x].text);
		buf_release(&d.cell[x].style);
	}
	segments_release(&s);
}
