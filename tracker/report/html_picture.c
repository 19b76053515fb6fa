/* The picture as drawings a row high: no script, prints well, wide as the page
 * is, and its marks differ in height as well as in color. */
#include "tracker/report/html.h"
#include "tracker/report/picture.h"
#include "tracker/report/put.h"

#define COLUMNS 120
#define ROWS 24		/* the latest versions */

/* Height of a mark. */
static const int heights[MARK_COUNT] = { 2, 5, 7, 9, 11, 14, 14 };

static void
row(struct buf *out, const char *label, const unsigned char *marks,
    unsigned *seen)
{
	int i = 0, from, m;

	buf_addf(out, "<div class=\"track\"><span>%s</span><svg viewBox=\"0 0 "
	    "%d 18\" preserveAspectRatio=\"none\" aria-hidden=\"true\">",
	    label, COLUMNS);
	while (i < COLUMNS) {
		m = marks[i];
		*seen |= 1u << m;
		for (from = i; i < COLUMNS && marks[i] == m;)
			i++;
		buf_addf(out, "<rect class=\"m%d\" x=\"%d\" y=\"%d\" "
		    "width=\"%d\" height=\"%d\"/>", m, from, 16 - heights[m],
		    i - from, heights[m]);
	}
	buf_addz(out, "</svg></div>\n");
}

static size_t
first_of(const struct report *r)
{
	return r->nversions > ROWS ? r->nversions - ROWS : 1;
}

static bool
any_row(const struct report *r)
{
	for (size_t i = first_of(r); i < r->nversions; i++)
		if (r->versions[i].change != NULL)
			return true;
	return false;
}

static void
versions(struct buf *out, const struct report *r, unsigned *seen)
{
	unsigned char marks[COLUMNS];
	char text[16];

	for (size_t i = first_of(r); i < r->nversions; i++) {
		if (r->versions[i].change == NULL)
			continue;
		picture_row(marks, COLUMNS, r->versions[i].change);
		snprintf(text, sizeof(text), "%d", r->versions[i].number);
		row(out, text, marks, seen);
	}
}

static void
legend(struct buf *out, unsigned seen)
{
	bool first = true;

	buf_addz(out, "<p class=\"dim small\">A row a version, the story from "
	    "its first word to its last; the taller a mark, the graver");
	for (int m = MARK_COUNT - 1; m > MARK_NONE; m--) {
		if ((seen >> m & 1) == 0)
			continue;
		buf_addf(out, "%s<svg class=\"key\" viewBox=\"0 0 10 14\" "
		    "aria-hidden=\"true\"><rect class=\"m%d\" y=\"%d\" "
		    "width=\"10\" height=\"%d\"/></svg> %s", first ? ": " :
		    ", ", m, 14 - heights[m], heights[m], mark_looks[m].name);
		first = false;
	}
	buf_addz(out, ".</p>\n");
}

void
html_picture(struct buf *out, const struct report *r)
{
	const struct report_version *last;
	unsigned char marks[COLUMNS];
	unsigned seen = 0;

	if (r->nversions < 2 || !any_row(r))
		return;
	buf_addz(out, "<h2>Where in the story</h2>\n<div role=\"img\" "
	    "aria-label=\"Where in the story the edits fall\">\n");
	versions(out, r, &seen);
	last = &r->versions[r->nversions - 1];
	if (last->change != NULL && last->checked != NULL &&
	    picture_residuals(marks, COLUMNS, last->change, last->checked))
		row(out, "left", marks, &seen);
	buf_addz(out, "</div>\n");
	legend(out, seen);
}
