/* What a pace expects of a story, for the tests of paces and of the schedule. */
#ifndef TESTS_UNIT_PACE_WALK_H
#define TESTS_UNIT_PACE_WALK_H

#include "tracker/poll/pace.h"

#define HOUR ((int64_t)3600)
#define DAY ((int64_t)86400)
#define T0 (20000 * DAY)

/* Changes between two times. */
static inline double
expected(const struct pace *p, const struct pace_story *s, int64_t from,
    int64_t to)
{
	struct pace_walk w;

	pace_walk_begin(&w, p, s, from);
	return pace_walk_to(&w, to);
}

#endif
