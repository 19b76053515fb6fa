/* Where in a story the edits fall, as a row of marks from its first word to its
 * last. */
#ifndef TRACKER_REPORT_PICTURE_H
#define TRACKER_REPORT_PICTURE_H

#include "tracker/report/report.h"

/* What a column of the picture shows, the weightiest of what fell there. */
enum mark {
	MARK_NONE, MARK_OTHER, MARK_MOVE, MARK_ADDED, MARK_REMOVED, MARK_FACT,
	MARK_RESIDUAL, MARK_COUNT,
};
struct mark_look {
	char sign;		/* in text */
	const char *name;	/* "fact changed" */
};
extern const struct mark_look mark_looks[MARK_COUNT];

/* The body of a version over `columns` marks. */
void picture_row(unsigned char *marks, size_t columns, const struct change *);
/* Where wrong words still stand. False when they stand nowhere. */
bool picture_residuals(unsigned char *marks, size_t columns,
    const struct change *, const struct reconciliation *);
/* Which other parts changed: "headline, byline". */
void picture_parts(struct buf *, const struct change *);

#endif
