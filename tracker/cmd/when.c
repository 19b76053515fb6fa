#include "tracker/base/clock.h"
#include "tracker/cmd/when.h"

#define DAY 86400

/* The latest moment at or before `now` at which the rule says "send". */
static int64_t
boundary(const struct conf_when *w, int64_t now)
{
	int64_t period = w->kind == WHEN_HOURLY ? 3600 :
	    w->kind == WHEN_DAILY ? DAY : 7 * DAY;
	int64_t offset = (int64_t)w->minute * 60, t;

	/* The epoch was a Thursday: weeks are counted from a Sunday. */
	if (w->kind == WHEN_WEEKLY)
		offset += (int64_t)((w->weekday + 3) % 7) * DAY;
	t = now - offset;
	t -= ((t % period) + period) % period;
	return t + offset;
}

bool
when_due(const struct conf_when *w, int64_t last, int64_t now)
{
	if (last == TIME_NONE || w->kind == WHEN_AT_ONCE)
		return true;
	return last < boundary(w, now);
}
