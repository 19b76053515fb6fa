/* Two columns; worddiff.c calls it. */
#ifndef TRACKER_REPORT_SIDE_H
#define TRACKER_REPORT_SIDE_H

#include "tracker/report/worddiff.h"

void side_render(struct buf *, const struct worddiff_input *,
    const struct worddiff_options *);

#endif
