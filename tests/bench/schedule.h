/*
 * What the parts of the schedule's simulator share. Histories are read or drawn
 * (schedule_histories.c), replayed under a schedule (schedule_replay.c), and
 * compared (schedule.c).
 */
#ifndef TESTS_BENCH_SCHEDULE_H
#define TESTS_BENCH_SCHEDULE_H

#include "tracker/base/clock.h"

#define DAY ((int64_t)86400)

/* A story: its publication and each change after it. */
struct history {
	size_t first;		/* of its times */
	uint32_t n;
	uint32_t feed;
	uint64_t seed;
};

struct histories {
	int64_t *times;
	size_t ntimes;
	struct history *story;
	size_t n;
	uint32_t feeds;
};

/* `stories` histories drawn from the published figures. */
void histories_draw(struct histories *, size_t stories);
/* Rows "story,time" of a file ("-": standard input); ends the program when they
 * cannot be read. */
void histories_read(struct histories *, const char *path);
void histories_free(struct histories *);

struct result {
	double requests;	/* a story */
	double caught;		/* share of the changes */
	double median, p95;	/* seconds from a change to the look at it */
	double a_day;		/* requests while new stories came in */
};

enum schedule { NEWSDIFFS, NEWSSNIFFER, DIFFENGINE, FIXED, TRACKER, SCHEDULES };
extern const char *const schedule_names[SCHEDULES];

/*
 * Replays all histories for `days` each. `factor` stretches the schedule's
 * intervals (seconds, for the fixed one); for the tracker it is the price of a
 * look. `budget` (requests a day over all stories, 0: none) is the tracker's.
 */
struct result replay(const struct histories *, enum schedule, double factor,
    int64_t days, int64_t budget);

#endif
