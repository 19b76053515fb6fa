/*
 * pace - how fast stories change, learned by looking at them. Pure: times and
 * counts in, chances out.
 *
 * A story is seen by two clocks, its age (since it was first seen) and the time
 * since its last change, and by how often it has changed. Each clock is cut
 * into octaves of ten minutes; in each cell of that grid stories change at a
 * rate of their own. A rate is learned from looks: seconds watched, changes
 * found. A look finds that a story changed, not when, so what it found is shared
 * out over the cells of the time since the look before, by their rates of then
 * (one step of expectation maximisation; Dempster, Laird and Rubin, 1977).
 *
 * A feed's rates lean on those of the whole tracker, and these on built-in ones
 * by published figures, each until it has seen enough of its own (a gamma
 * prior). So a new feed starts sensibly and a busy one soon goes by itself.
 * After a change the grid has hundreds of cells, which one feed fills in years.
 * So each clock by itself, the second for each number of changes, has a factor
 * that its cells have in common: pages that are edited daily, or again after
 * months, are known by a few dozen changes. Newsrooms sleep: a factor for each
 * hour of the day is learned too.
 */
#ifndef TRACKER_POLL_PACE_H
#define TRACKER_POLL_PACE_H

#include <stdbool.h>
#include <stdint.h>

enum {
	PACE_BINS = 16,		/* of a clock: to 10 min, 20, 40, ... 114 d */
	PACE_KINDS = 4,		/* changed once, 2 to 3 times, 4 to 7, more */
	PACE_LATER = PACE_BINS,	/* the first cell of stories that changed */
	PACE_PAIRS = PACE_BINS * (PACE_BINS + 1) / 2,
	PACE_HOURS = PACE_LATER + PACE_KINDS * PACE_PAIRS,
	PACE_AGES = PACE_HOURS + 24,	/* factors of clocks after a change */
	PACE_QUIETS = PACE_AGES + PACE_BINS,
	PACE_CELLS = PACE_QUIETS + PACE_KINDS * PACE_BINS,
};

/* Of a factor, `watched` is the number of changes expected without it. */
struct pace_cell {
	double changes;
	double watched;		/* seconds */
};

struct pace {
	struct pace *wider;	/* the tracker's; NULL: it leans on nothing */
	struct pace_cell cell[PACE_CELLS];
	bool touched[PACE_CELLS];	/* by pace_learn, for who keeps it */
};

/* What is known of a story. */
struct pace_story {
	int64_t first;		/* first seen */
	int64_t changed;	/* when the last change was found, if any was */
	int changes;		/* found since it was first seen */
};

/* A walk through the time after a look, adding up the changes to expect. */
struct pace_walk {
	const struct pace *pace;
	struct pace_story story;
	int64_t from, at;
	double expected;
};

void pace_walk_begin(struct pace_walk *, const struct pace *,
    const struct pace_story *, int64_t from);
/* Goes on to a later time; the number of changes to expect since `from`. */
double pace_walk_to(struct pace_walk *, int64_t to);

/* The number of changes to expect within `span` of one at `at`. */
double pace_again(const struct pace *, const struct pace_story *, int64_t at,
    int64_t span);

/* A look at `to`, after one at `from`, found a change or none. */
void pace_learn(struct pace *, const struct pace_story *, int64_t from,
    int64_t to, bool found);

#endif
