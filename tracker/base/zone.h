/* Local time: the zones of the system's tz database ("Europe/Berlin"). */
#ifndef TRACKER_BASE_ZONE_H
#define TRACKER_BASE_ZONE_H

#include "tracker/base/clock.h"

/* Is there a zone of this name? The name has a NUL after it. */
bool zone_ok(struct str name);
/* What a clock on the wall there shows. An empty name is UTC. */
struct civil zone_civil(struct str name, int64_t);
/* When it shows that: the first time where it does so twice; where it never
 * does, for the clock was put forward, as if it had not been yet. */
int64_t zone_time(struct str name, const struct civil *);

#endif
