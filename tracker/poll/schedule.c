#include <math.h>
#include <stdio.h>

#include "tracker/poll/schedule.h"

#define DAY ((int64_t)86400)
/* No server may ask for a longer pause than this. */
#define LONGEST_ASKED (30 * DAY)
#define LONGEST_FAILED DAY
#define SHORT_QUIET (3 * 3600)
/* From this price on `longest` grows too, up to so many times: requests do not
 * even suffice for the tail. */
#define TAIL_PRICE 8.0
#define TAIL_STRETCH 2.0
/* Of a longer wait only so much is shortened. */
#define JITTERED DAY
/* Waits that are tried, each so much longer than the one before. */
#define GROWTH 1.25
/* How much the chance of a change counts alone, beside that of losing it. */
#define ALONE 0.1

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
	asked = clamp(in->retry_after, 0, LONGEST_ASKED);
	wait = clamp(wait, asked, INT64_MAX);
	rough(wait, text);
	snprintf(why, WHY_TEXT, asked >= wait ?
	    "%.*s%sfailed %d time%s; the server asked for %s" :
	    "%.*s%sfailed %d time%s, so again after %s",
	    STR_FMT(cause), cause.n > 0 ? "; " : "", in->failures,
	    in->failures == 1 ? "" : "s", text);
	return in->now + wait;
}

/* ---- what a look is worth --------------------------------------------- */

static struct pace_story
story_of(const struct schedule_input *in)
{
	return (struct pace_story){ in->first, in->since, in->changes };
}

/* Of a look at the end of the walk; 1 is just due. */
static double
worth(const struct schedule_input *in, const struct pace_walk *w)
{
	double least = (double)in->fetch->chance / 100;
	double changed = -expm1(-w->expected);
	double again = -expm1(-pace_again(w->pace, &w->story, w->at,
	    w->at - w->from));

	return changed * (ALONE * least + (1 - ALONE) * again) /
	    (least * least);
}

/* The change alone decides most of the time, and is had for less. */
static bool
is_due(const struct schedule_input *in, const struct pace_walk *w)
{
	double least = (double)in->fetch->chance / 100;

	return -expm1(-w->expected) >= in->price * least * least &&
	    worth(in, w) >= in->price;
}

double
schedule_worth(const struct schedule_input *in)
{
	struct pace_story s = story_of(in);
	struct pace_walk w;
	double value, late;

	if (in->last == TIME_NONE)
		return 1e6 / (1 + in->failures);
	late = (double)(in->now - in->last) / (double)in->fetch->longest;
	if (in->now <= in->last || in->pace == NULL)
		return 0;
	pace_walk_begin(&w, in->pace, &s, in->last);
	pace_walk_to(&w, in->now);
	/* A version that is surely there is worth more than any chance. */
	value = in->told ? 1e4 : worth(in, &w);
	late *= late;
	return (value > late * late ? value : late * late) /
	    (1 + in->failures);
}

/* ---- the next look ---------------------------------------------------- */

/* "changed 3 times, last 40m ago", "unchanged for 6h", "new" */
static void
history_text(const struct schedule_input *in, char *out, size_t size)
{
	int64_t quiet = in->now > in->since ? in->now - in->since : 0;
	char ago[TIME_TEXT];

	rough(quiet, ago);
	if (in->changes > 0)
		snprintf(out, size, "changed %d time%s, last %s%s",
		    in->changes, in->changes == 1 ? "" : "s",
		    quiet > 0 ? ago : "now", quiet > 0 ? " ago" : "");
	else if (quiet > 0)
		snprintf(out, size, "unchanged for %s", ago);
	else
		snprintf(out, size, "new");
}

/* Rates may have been learned from a site that seemed still. A story's own
 * quiet has the last word: in its first day no wait is longer than it (or three
 * hours), later none is thrice as long; eight looks in the first month. Where
 * requests are short, this insurance is cut first. */
static int64_t
longest_wait(const struct schedule_input *in)
{
	int64_t quiet = clamp(in->now - in->since, SHORT_QUIET, 365 * DAY);
	int64_t longest = clamp(in->fetch->longest, in->fetch->every,
	    INT64_MAX);
	double stretch = in->price / TAIL_PRICE;

	if (quiet > DAY + SHORT_QUIET)
		quiet *= 3;
	if (in->price > 1)
		quiet = (int64_t)((double)quiet * in->price);
	if (stretch > 1)
		longest = (int64_t)((double)longest *
		    (stretch < TAIL_STRETCH ? stretch : TAIL_STRETCH));
	return clamp(quiet, in->fetch->every, longest);
}

static int64_t
wait_for_change(const struct schedule_input *in, char why[WHY_TEXT])
{
	int64_t longest = longest_wait(in);
	struct pace_story s = story_of(in);
	struct pace_walk w;
	double wait = (double)in->fetch->every, chance;
	char history[120], text[TIME_TEXT];

	pace_walk_begin(&w, in->pace, &s, in->now);
	for (;;) {
		pace_walk_to(&w, in->now + (int64_t)wait);
		if (wait >= (double)longest || is_due(in, &w))
			break;
		wait *= GROWTH;
		if (wait > (double)longest)
			wait = (double)longest;
	}
	chance = -100 * expm1(-w.expected);
	history_text(in, history, sizeof(history));
	rough((int64_t)wait, text);
	snprintf(why, WHY_TEXT, "%s, so again after %s, when a change is "
	    "%.*f%% likely", history, text, chance < 1 ? 1 : 0, chance);
	return (int64_t)wait;
}

/* A little sooner, so that stories found together part ways. */
static int64_t
jitter(int64_t wait, uint64_t seed, const struct conf_fetch *f)
{
	int64_t most = wait < JITTERED ? wait : JITTERED;

	return clamp(wait - (int64_t)(seed % 61) * most / 1000, f->every,
	    INT64_MAX);
}

bool
schedule_is_over(const struct schedule_input *in)
{
	return in->fetch->watch != FOREVER &&
	    in->now - in->since > in->fetch->watch;
}

int64_t
schedule_next(const struct schedule_input *in, char why[WHY_TEXT])
{
	char text[TIME_TEXT];

	if (in->failures > 0)
		return after_failure(in, why);
	if (schedule_is_over(in)) {
		rough(in->now - in->since, text);
		snprintf(why, WHY_TEXT, "unchanged for %s, the end of its time",
		    text);
		return TIME_NONE;
	}
	if (in->pace == NULL) {
		rough(in->fetch->every, text);
		snprintf(why, WHY_TEXT, "a feed, looked at every %s", text);
		return in->now + in->fetch->every;
	}
	return in->now + jitter(wait_for_change(in, why), in->seed, in->fetch);
}
