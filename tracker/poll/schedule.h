/*
 * schedule - when a story or feed is looked at again, and why. Pure: times and
 * counts in, a time and a sentence out.
 */
#ifndef TRACKER_POLL_SCHEDULE_H
#define TRACKER_POLL_SCHEDULE_H

#include "tracker/base/clock.h"
#include "tracker/conf/conf.h"

struct schedule_input {
	int64_t now;
	int64_t since;		/* last change, else first seen or published */
	int failures;		/* in a row, this one counted */
	struct str cause;	/* of the last failure, or empty */
	int64_t retry_after;	/* seconds the server asked for, or 0 */
	uint64_t seed;		/* of the jitter; the same story, the same */
	const struct conf_fetch *fetch;
};

#define CAUSE_BYTES 200
#define WHY_TEXT (CAUSE_BYTES + 120)

/*
 * The next time; TIME_NONE when the story is no longer watched (key `for`).
 * `why` becomes one sentence for `tracker list`.
 *
 * Waiting grows with quiet: a page that last changed an hour ago is looked at
 * soon, one that has stood for a year rarely, and never less than monthly,
 * because corrections come late (7 % after a month). Failures wait twice as long
 * each time, with jitter, up to a day.
 */
int64_t schedule_next(const struct schedule_input *, char why[WHY_TEXT]);

#endif
