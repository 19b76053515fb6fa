#include <stdio.h>

#include "tracker/poll/schedule.h"

/* Wait an eighth of the quiet: after a day three hours, after 8 months 30 d. */
#define QUIET_SHARE 8
#define LONGEST (30 * (int64_t)86400)
#define LONGEST_FAILED ((int64_t)86400)

static int64_t
clamp(int64_t v, int64_t lo, int64_t hi)
{
	if (hi < lo)
		hi = lo;
	return v < lo ? lo : v > hi ? hi : v;
}

/* "2h", "3d": one unit, rounded down, for people. */
static void
rough(int64_t s, char out[TIME_TEXT])
{
	int64_t unit = s >= 2 * 86400 ? 86400 : s >= 2 * 3600 ? 3600 :
	    s >= 120 ? 60 : 1;

	duration_text(s / unit * unit, out);
}

static int64_t
after_failure(const struct schedule_input *in, char why[WHY_TEXT])
{
	int doublings = in->failures - 1 < 12 ? in->failures - 1 : 12;
	int64_t wait = clamp(in->fetch->every << doublings, in->fetch->every,
	    LONGEST_FAILED), asked;
	struct str cause = str_sub(in->cause, 0, CAUSE_BYTES);
	char text[TIME_TEXT];

	/* A tenth either way, so that stories of one host part ways. */
	wait += ((int64_t)(in->seed % 201) - 100) * wait / 1000;
	/* What the server asks for holds, within reason. */
	asked = clamp(in->retry_after, 0, LONGEST);
	wait = clamp(wait, asked, INT64_MAX);
	rough(wait, text);
	snprintf(why, WHY_TEXT, asked >= wait ?
	    "%.*s%sfailed %d time%s; the server asked for %s" :
	    "%.*s%sfailed %d time%s, so again after %s",
	    STR_FMT(cause), cause.n > 0 ? "; " : "", in->failures,
	    in->failures == 1 ? "" : "s", text);
	return in->now + wait;
}

int64_t
schedule_next(const struct schedule_input *in, char why[WHY_TEXT])
{
	int64_t quiet, wait;
	char q[TIME_TEXT], w[TIME_TEXT];

	if (in->failures > 0)
		return after_failure(in, why);
	quiet = in->since == TIME_NONE ? 0 : in->now - in->since;
	quiet = quiet < 0 ? 0 : quiet;
	rough(quiet, q);
	if (in->fetch->watch != FOREVER && quiet > in->fetch->watch) {
		snprintf(why, WHY_TEXT, "unchanged for %s, the end of its time",
		    q);
		return TIME_NONE;
	}
	wait = clamp(quiet / QUIET_SHARE, in->fetch->every, LONGEST);
	rough(wait, w);
	snprintf(why, WHY_TEXT, "unchanged for %s, so again after %s", q, w);
	return in->now + wait;
}
