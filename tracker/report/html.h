/* Pieces of the HTML report. */
#ifndef TRACKER_REPORT_HTML_H
#define TRACKER_REPORT_HTML_H

#include "tracker/report/report.h"

/* The style sheet: light and dark, telephone, paper. */
extern const char html_style[];

/* Empties a buffer of raw text into HTML. */
void html_raw(struct buf *out, struct buf *raw);
/* Where the edits fall, as a drawing with a row a version. */
void html_picture(struct buf *, const struct report *);
/* One part's changed paragraphs, before and after side by side. */
void html_side_by_side(struct buf *, const struct change *, enum part);

#endif
