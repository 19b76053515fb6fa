#include "tracker/report/picture.h"

const struct mark_look mark_looks[MARK_COUNT] = {
	[MARK_NONE] = { '.', "unchanged" },
	[MARK_OTHER] = { '~', "wording" },
	[MARK_MOVE] = { '>', "moved here" },
	[MARK_ADDED] = { '+', "added" },
	[MARK_REMOVED] = { '-', "removed" },
	[MARK_FACT] = { '#', "fact changed" },
	[MARK_RESIDUAL] = { '!', "wrong words still stand" },
};

static enum mark
mark_of(const struct change_edit *e)
{
	if ((e->classes & CLASS_FACT) != 0 && e->edit.op != DIFF_INSERT)
		return MARK_FACT;
	switch (e->edit.op) {
	case DIFF_INSERT:
		return MARK_ADDED;
	case DIFF_DELETE:
		return MARK_REMOVED;
	case DIFF_MOVE:
		return MARK_MOVE;
	default:
		return MARK_OTHER;
	}
}

/* Column of a byte of a text; a point at its very end is in the last one. */
static size_t
column_of(size_t at, size_t n, size_t columns)
{
	size_t c = n > 0 ? (size_t)((double)at / (double)n * (double)columns) :
	    0;

	return c < columns ? c : columns - 1;
}

static void
set_marks(unsigned char *marks, size_t columns, const struct diff_span *at,
    size_t n, enum mark m)
{
	size_t from = column_of(at->start, n, columns);
	size_t last = at->end > at->start ? at->end - 1 : at->start;
	size_t to = column_of(last, n, columns);

	for (size_t i = from; i <= to; i++)
		if (marks[i] < m)
			marks[i] = (unsigned char)m;
}

void
picture_row(unsigned char *marks, size_t columns, const struct change *c)
{
	memset(marks, MARK_NONE, columns);
	for (size_t i = 0; i < c->nedits; i++)
		if (c->edits[i].part == PART_BODY)
			set_marks(marks, columns, &c->edits[i].edit.new,
			    c->new_text[PART_BODY].n, mark_of(&c->edits[i]));
}

bool
picture_residuals(unsigned char *marks, size_t columns, const struct change *c,
    const struct reconciliation *r)
{
	bool any = false;

	memset(marks, MARK_NONE, columns);
	for (size_t i = 0; i < r->nclaims; i++) {
		for (size_t k = 0; k < r->claims[i].nresiduals; k++) {
			const struct residual *one =
			    &r->claims[i].residuals[k];

			if (one->part != PART_BODY &&
			    one->part != PART_CAPTION)
				continue;
			set_marks(marks, columns, &one->at,
			    c->new_text[PART_BODY].n, MARK_RESIDUAL);
			any = true;
		}
	}
	return any;
}

void
picture_parts(struct buf *out, const struct change *c)
{
	bool changed[PART_COUNT] = { false }, first = true;

	for (size_t i = 0; i < c->nedits; i++)
		changed[c->edits[i].part] = true;
	for (int p = 0; p < PART_COUNT; p++) {
		if (!changed[p] || p == PART_BODY)
			continue;
		buf_addf(out, "%s%s", first ? "" : ", ", part_name(p));
		first = false;
	}
}
