/* Colors of a terminal, only where the options ask for them. */
#ifndef TRACKER_REPORT_PAINT_H
#define TRACKER_REPORT_PAINT_H

#include "tracker/report/report.h"
#include "tracker/report/runs.h"

enum paint {
	PAINT_NONE, PAINT_BOLD, PAINT_DIM, PAINT_OLD, PAINT_NEW, PAINT_GRAVE,
	PAINT_MILD,
};
void paint_on(struct buf *, const struct report_options *, enum paint);
void paint_off(struct buf *, const struct report_options *, enum paint);
/* Of a kind's name. */
enum paint paint_of_kind(enum kind);

/* Columns of the options, 80 where they say none, never under 40. */
size_t width_of(const struct report_options *);

/*
 * An edit on lines of `width` columns after `indent` spaces, the first of which
 * begins `at` columns in: the words around it, "[-old-]" and "{+new+}". Long
 * sides are cut in their middle.
 */
void put_excerpt(struct buf *, const struct change *,
    const struct change_edit *, const struct report_options *, size_t at,
    size_t indent);

#endif
