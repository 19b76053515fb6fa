/* The picture as an SVG drawing: no script, prints well, and its marks differ
 * in height as well as in color. */
#include "tracker/report/html.h"
#include "tracker/report/picture.h"
#include "tracker/report/put.h"

#define COLUMNS 120
#define LEFT 34		/* where the row begins */
#define STEP 5		/* a column's width */
#define ROW 18		/* a version's height */
#define ROWS 24		/* the latest ones */

/* Height of a mark. */
static const int heights[MARK_COUNT] = { 2, 5, 7, 9, 11, 14, 14 };

static void
row(struct buf *out, const unsigned char *marks, size_t y)
{
	size_t i = 0, from;

	while (i < COLUMNS) {
		for (from = i; i < COLUMNS && marks[i] == marks[from];)
			i++;
		buf_addf(out, "<rect class=\"m%d\" x=\"%zu\" y=\"%zu\" "
		    "width=\"%zu\" height=\"%d\"/>", marks[from],
		    LEFT + from * STEP, y + 15 - (size_t)heights[marks[from]],
		    (i - from) * STEP, heights[marks[from]]);
	}
	buf_addc(out, '\n');
}

static void
label(struct buf *out, const char *text, size_t y)
{
	buf_addf(out, "<text x=\"0\" y=\"%zu\">%s</text>", y + 13, text);
}

static size_t
rows_of(const struct report *r, size_t from)
{
	size_t n = 0;

	for (size_t i = from; i < r->nversions; i++)
		n += r->versions[i].change != NULL;
	return n;
}

static size_t
versions(struct buf *out, const struct report *r, size_t from, unsigned *seen)
{
	unsigned char marks[COLUMNS];
	char text[16];
	size_t y = 0;

	for (size_t i = from; i < r->nversions; i++) {
		if (r->versions[i].change == NULL)
			continue;
		picture_row(marks, COLUMNS, r->versions[i].change);
		for (size_t k = 0; k < COLUMNS; k++)
			*seen |= 1u << marks[k];
		snprintf(text, sizeof(text), "%d", r->versions[i].number);
		label(out, text, y);
		row(out, marks, y);
		y += ROW;
	}
	return y;
}

static void
legend(struct buf *out, unsigned seen)
{
	bool first = true;

	buf_addz(out, "<p class=\"dim\">A row a version, the story from its "
		      "first word to its last; the taller a mark, the "
		      "graver");
	for (int m = MARK_COUNT - 1; m > MARK_NONE; m--) {
		if ((seen >> m & 1) == 0)
			continue;
		buf_addf(out, "%s<svg style=\"display:inline;width:.7em\" "
		    "viewBox=\"0 0 10 14\" aria-hidden=\"true\"><rect "
		    "class=\"m%d\" y=\"%d\" width=\"10\" height=\"%d\"/></svg> "
		    "%s", first ? ": " : ", ", m, 14 - heights[m], heights[m],
		    mark_looks[m].name);
		first = false;
	}
	buf_addz(out, ".</p>\n");
}

void
html_picture(struct buf *out, const struct report *r)
{
	size_t from = r->nversions > ROWS ? r->nversions - ROWS : 1, y;
	const struct report_version *last;
	unsigned char marks[COLUMNS];
	unsigned seen = 0;

	if (r->nversions < 2 || rows_of(r, from) == 0)
		return;
	buf_addf(out, "<h2>Where in the story</h2>\n<svg role=\"img\" "
	    "aria-label=\"Where in the story the edits fall\" viewBox=\"0 0 "
	    "%d %zu\">\n", LEFT + COLUMNS * STEP, (rows_of(r, from) + 1) * ROW);
	y = versions(out, r, from, &seen);
	last = &r->versions[r->nversions - 1];
	if (last->change != NULL && last->checked != NULL &&
	    picture_residuals(marks, COLUMNS, last->change, last->checked)) {
		label(out, "left", y);
		row(out, marks, y);
		seen |= 1u << MARK_RESIDUAL;
	}
	buf_addz(out, "</svg>\n");
	legend(out, seen);
}
