/*
 * backoff - when a host that failed is asked again, and what of its robots.txt
 * holds until that can be had. Pure: rows and times in, times out.
 */
#ifndef TRACKER_POLL_BACKOFF_H
#define TRACKER_POLL_BACKOFF_H

#include <stdbool.h>

#include "store/store.h"
#include "tracker/base/str.h"

/*
 * Seconds until a host that failed so often in a row is asked again: five
 * minutes, then twice as long each time, up to six hours. A quarter either way
 * is its jitter: the same for the same host, another for another, so that hosts
 * that went down together are not asked together. `asked` is what the server
 * wants (Retry-After); it holds where it is longer, up to a day.
 */
int64_t backoff_wait(struct str host, int failures, int64_t asked);

/*
 * Until when a host is left alone, TIME_NONE when it is not: for its failures or
 * because it asked for it; because it had its requests of this hour (`per_hour`,
 * 0 for no bound); the later of both. A time that only a wrong clock can have
 * written does not count.
 */
int64_t backoff_shut(const struct store_host *, int64_t now);
int64_t backoff_spent(const struct store_host *, int64_t per_hour, int64_t now);
int64_t backoff_until(const struct store_host *, int64_t per_hour, int64_t now);

#define BACKOFF_TEXT 400
/* The same as a sentence; "" when it is not left alone. */
void backoff_why(const struct store_host *, int64_t per_hour, int64_t now,
    char why[BACKOFF_TEXT]);

/* What holds for a site (RFC 9309, 2.3.1). */
enum robots_use {
	ROBOTS_COPY,		/* the rules of the copy */
	ROBOTS_NOTHING,		/* nothing may be fetched */
	ROBOTS_ALL,		/* everything may */
};

/*
 * The copy holds while robots.txt can be had. When it cannot, nothing may be
 * fetched (2.3.1.4) for a day, the time for which a copy is good (2.4); then the
 * last good copy holds, up to the thirtieth day; after that the file is taken as
 * one that is not there.
 */
enum robots_use robots_use(const struct store_robots *, int64_t now);
/* Is it time to ask for robots.txt again? */
bool robots_stale(const struct store_robots *, int64_t now);

/* What asking came to. Each sets the times of the row. */
void robots_answered(struct store_robots *, int status, int64_t now);
void robots_failed(struct store_robots *, int status, int64_t now);

#endif
