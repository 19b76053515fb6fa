/*
 * schedule - when a story or feed is looked at again, and why. Pure: times and
 * counts in, a time and a sentence out.
 */
#ifndef TRACKER_POLL_SCHEDULE_H
#define TRACKER_POLL_SCHEDULE_H

#include "tracker/base/clock.h"
#include "tracker/conf/conf.h"
#include "tracker/poll/pace.h"

struct schedule_input {
	int64_t now;
	int64_t first;		/* first seen */
	int64_t since;		/* last change found, else first seen */
	int64_t last;		/* last look that was answered, or TIME_NONE */
	int changes;		/* found since it was first seen */
	int failures;		/* in a row, this one counted */
	struct str cause;	/* of the last failure, or empty */
	int64_t retry_after;	/* seconds the server asked for, or 0 */
	uint64_t seed;		/* of the jitter; the same story, the same */
	bool told;		/* since then, by its feed, that it changed */
	double price;		/* of a look: 1, more when requests are short */
	const struct pace *pace; /* of the story's feed; NULL for a feed */
	const struct conf_fetch *fetch;
};

#define CAUSE_BYTES 200
#define WHY_TEXT (CAUSE_BYTES + 160)

/*
 * The next time; TIME_NONE when the story is no longer watched (key `for`).
 * `why` becomes one sentence for `tracker list`.
 *
 * A look is worth the version it saves: the chance that the story has changed
 * since the last one, times the chance that it changes again before a look that
 * is put off by as long, for then a version is lost. It is due when both are at
 * `chance` (their geometric mean is) and the price is 1; as a version that
 * stays is worth finding too, some of the first counts alone. Where chances are
 * small the wait ends at `longest` all the same, because corrections come late
 * (7 % after a month). A feed (no pace) is looked at every `every`. Failures
 * wait twice as long each time, with jitter, up to a day.
 */
int64_t schedule_next(const struct schedule_input *, char why[WHY_TEXT]);

/* The time of key `for` is over: `since`, `now` and `fetch` say it alone. */
bool schedule_is_over(const struct schedule_input *);

/*
 * What a look at `now` is worth, 1 when it is just due; for putting the most
 * valuable first. A story never seen comes before all others. One that waits
 * beyond `longest` rises, so that nothing is put off for ever; one that failed
 * sinks.
 */
double schedule_worth(const struct schedule_input *);

#endif
