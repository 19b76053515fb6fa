/* When a digest is due. Pure: times in, yes or no out. */
#ifndef TRACKER_APP_WHEN_H
#define TRACKER_APP_WHEN_H

#include "tracker/conf/conf.h"

/*
 * Is a digest due at `now`, when the last one ended at `last` (TIME_NONE: there
 * was none, so it is)? Days and hours are those of the zone; empty is UTC. A
 * digest that a sleeping machine missed is due at once, once.
 */
bool when_due(const struct conf_when *, struct str zone, int64_t last,
    int64_t now);

#endif
