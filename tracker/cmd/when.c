#include "tracker/cmd/when.h"
#include "tracker/base/clock.h"
#include "tracker/base/zone.h"

#define DAY 86400

/* When a clock in the zone shows minute `m` of a day, which is said as if it
 * were one of UTC. */
static int64_t
moment(struct str zone, int64_t day, int m)
{
	struct civil c = civil_of(day + (int64_t)m * 60);

	return zone_time(zone, &c);
}

/* The latest moment at or before `now` at which the rule says "send". */
static int64_t
boundary(const struct conf_when *w, struct str zone, int64_t now)
{
	struct civil c = zone_civil(zone, now);
	int64_t day, t;

	if (w->kind == WHEN_HOURLY)
		return now - (now % 3600 + 3600) % 3600;
	c.hour = c.minute = c.second = 0;
	day = civil_to_time(&c);
	/* A day more than a week: today's moment may be yet to come. */
	for (int back = 0; back <= 7; back++, day -= DAY) {
		if (w->kind == WHEN_WEEKLY && civil_weekday(day) != w->weekday)
			continue;
		t = moment(zone, day, w->minute);
		if (t <= now)
			return t;
	}
	return now;
}

bool
when_due(const struct conf_when *w, struct str zone, int64_t last, int64_t now)
{
	if (last == TIME_NONE || w->kind == WHEN_AT_ONCE)
		return true;
	return last < boundary(w, zone, now);
}
