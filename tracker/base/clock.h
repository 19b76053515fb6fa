/*
 * One clock a run. Times are seconds since the epoch, UTC, as int64_t;
 * TIME_NONE where a time is not known.
 */
#ifndef TRACKER_BASE_CLOCK_H
#define TRACKER_BASE_CLOCK_H

#include "tracker/base/str.h"

#define TIME_NONE INT64_MIN

struct civil {
	int year, month, day;	/* month and day from 1 */
	int hour, minute, second;
};

/*
 * The run's clock: TRACKER_NOW (seconds since the epoch, or RFC 3339) when it
 * is set, else the system's. Fixed TRACKER_NOW stands still; see clock_fixed().
 * -1 when TRACKER_NOW is set and is neither form.
 */
int clock_init(void);
int64_t clock_now(void);
bool clock_fixed(void);

/* Proleptic Gregorian calendar; days algorithm after Howard Hinnant's
 * "chrono-compatible low-level date algorithms". */
struct civil civil_of(int64_t);
int64_t civil_to_time(const struct civil *);
/* 0 is Sunday. */
int civil_weekday(int64_t);

#define TIME_TEXT 40
/* "2012-05-31T16:48:00Z" into out; "" for TIME_NONE. Returns out. */
char *time_rfc3339(int64_t, char out[TIME_TEXT]);
/* RFC 5322 date for mail and HTTP: "Thu, 31 May 2012 16:48:00 +0000". */
char *time_rfc5322(int64_t, char out[TIME_TEXT]);
/* RFC 3339 and the ISO 8601 forms sites use: a date alone, no seconds, no
 * colon in the offset, a space for the T, fractions. 0, or -1. A time without
 * an offset is taken as UTC. */
int time_parse_iso(struct str, int64_t *);

/* "15m", "2h", "7d", "90" (seconds), "2w". 0, or -1. */
int duration_parse(struct str, int64_t *seconds);
/* The shortest exact form: 900 gives "15m". */
char *duration_text(int64_t seconds, char out[TIME_TEXT]);

#endif
