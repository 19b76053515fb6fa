/* The two parts of a digest mail; digest.c says what they have in common. */
#ifndef TRACKER_REPORT_DIGEST_H
#define TRACKER_REPORT_DIGEST_H

#include "tracker/report/report.h"

/* Edits of a change that are told. */
#define DIGEST_EDITS 4
/* Residuals of a claim that are told. */
#define DIGEST_RESIDUALS 4
/* Copies with an error that are told. */
#define DIGEST_COPIES 8

/* How many of its changes, the first ones, are told in full. */
size_t digest_in_full(const struct digest *);
/* "Changes seen from ... to ...". Raw text. */
void digest_span(struct buf *, const struct digest *);
/* "3 corrections, 1 withdrawn, 12 others": what there is, gravest first. */
void digest_tally(struct buf *, const struct digest *);

void digest_text_part(struct buf *, const struct digest *);
void digest_html_part(struct buf *, const struct digest *);

#endif
