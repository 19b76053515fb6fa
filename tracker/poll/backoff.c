#include <inttypes.h>
#include <stdio.h>

#include "tracker/base/clock.h"
#include "tracker/poll/backoff.h"

#define HOUR ((int64_t)3600)
#define DAY (24 * HOUR)

#define FIRST 300
#define LONGEST (6 * HOUR)
#define LONGEST_ASKED DAY
/* Thousandths of the wait, either way. */
#define JITTER 250

/* A copy of robots.txt is good for so long (RFC 9309, 2.4) ... */
#define FRESH DAY
/* ... and one that cannot be had counts as not there after this (2.3.1.4). */
#define UNDEFINED (30 * DAY)

/* ---- hosts ------------------------------------------------------------- */

int64_t
backoff_wait(struct str host, int failures, int64_t asked)
{
	int64_t wait = FIRST;
	int64_t share = (int64_t)(str_hash(host) % (2 * JITTER + 1)) - JITTER;

	for (int i = 1; i < failures && wait < LONGEST; i++)
		wait *= 2;
	if (wait > LONGEST)
		wait = LONGEST;
	wait += wait * share / 1000;
	if (asked > LONGEST_ASKED)
		asked = LONGEST_ASKED;
	return wait < asked ? asked : wait;
}

int64_t
backoff_spent(const struct store_host *h, int64_t per_hour, int64_t now)
{
	if (per_hour == 0 || h->requests < per_hour || h->hour == TIME_NONE ||
	    h->hour > now || now - h->hour >= HOUR)
		return TIME_NONE;
	return h->hour + HOUR;
}

int64_t
backoff_shut(const struct store_host *h, int64_t now)
{
	return h->next == TIME_NONE || h->next > now + 2 * DAY ? TIME_NONE :
	    h->next;
}

int64_t
backoff_until(const struct store_host *h, int64_t per_hour, int64_t now)
{
	int64_t a = backoff_shut(h, now), b = backoff_spent(h, per_hour, now);

	return a > b ? a : b;
}

void
backoff_why(const struct store_host *h, int64_t per_hour, int64_t now,
    char why[BACKOFF_TEXT])
{
	struct str cause = str_sub(str_of(h->why), 0, 200);
	int64_t until = backoff_until(h, per_hour, now);
	char when[TIME_TEXT];

	why[0] = '\0';
	if (until == TIME_NONE)
		return;
	time_rfc3339(until, when);
	if (until != backoff_shut(h, now))
		snprintf(why, BACKOFF_TEXT, "the host had its %" PRId64
		    " requests of this hour, so again at %s", h->requests,
		    when);
	else if (h->asked)
		snprintf(why, BACKOFF_TEXT, "the host asked to be left alone "
		    "until %s: %.*s", when, STR_FMT(cause));
	else
		snprintf(why, BACKOFF_TEXT, "the host failed %d time%s in a "
		    "row, so one probe at %s: %.*s", h->failures,
		    h->failures == 1 ? "" : "s", when, STR_FMT(cause));
}

/* ---- robots.txt -------------------------------------------------------- */

enum robots_use
robots_use(const struct store_robots *r, int64_t now)
{
	if (r->failing == TIME_NONE)
		return ROBOTS_COPY;
	if (now - r->failing >= UNDEFINED)
		return ROBOTS_ALL;
	if (now - r->failing < FRESH || r->good == TIME_NONE)
		return ROBOTS_NOTHING;
	return ROBOTS_COPY;
}

bool
robots_stale(const struct store_robots *r, int64_t now)
{
	return r->next == TIME_NONE || r->next <= now || r->next > now + FRESH;
}

void
robots_answered(struct store_robots *r, int status, int64_t now)
{
	r->tried = r->good = now;
	r->failing = TIME_NONE;
	r->status = status;
	r->next = now + FRESH;
}

void
robots_failed(struct store_robots *r, int status, int64_t now)
{
	r->tried = now;
	if (r->failing == TIME_NONE || r->failing > now)
		r->failing = now;
	r->status = status;
	/* While nothing may be fetched, asking is the host's probe: at once when
	 * the host may be asked anything. */
	r->next = robots_use(r, now) == ROBOTS_NOTHING ? now : now + HOUR;
}
