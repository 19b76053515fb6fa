/* Notes that came after the change they speak of. */
#ifndef TRACKER_HISTORY_LATE_H
#define TRACKER_HISTORY_LATE_H

#include "tracker/report/report.h"

/*
 * Settles what the notes of n versions and the changes before them say of each
 * other; checked[i] is the reconciliation of v[i].
 */
void late_notes(struct report_version *v, struct reconciliation *checked,
    size_t n, struct arena *);

#endif
