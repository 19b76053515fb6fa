/* What the files of history share; nobody else includes it. */
#ifndef TRACKER_HISTORY_INNER_H
#define TRACKER_HISTORY_INNER_H

#include "tracker/report/history.h"

/* A copy in the arena; empty for NULL. */
struct str history_str(struct arena *, const char *);
/* When the page was last looked at. */
int64_t history_seen_until(const struct store_story *);
/* Versions as articles, not compared: all (number 0), one, or the latest (-1).
 * 0, or -1 with the error said. */
int history_versions(struct report_version **out, size_t *n,
    const struct store_story *, int number, struct arena *, struct store *,
    struct error *);

#endif
