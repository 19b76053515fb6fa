/* How the rates of change are learned from looks. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

#include "tests/unit/pace_walk.h"

/*
 * Stories that are edited again a day after each edit, as some pages are. What
 * a few of them showed holds at an age that was never seen, and for no feed
 * that shows the contrary.
 */
static void
clocks_are_learned(void **state)
{
	static struct pace all, daily = { .wider = &all },
	    fresh = { .wider = &all }, alone;
	struct pace_story s, late = { T0, T0 + 100 * DAY, 8 };
	int64_t from = late.changed + 20 * HOUR, to = from + 8 * HOUR;
	double usually = expected(&alone, &late, from, to), x;

	(void)state;
	for (int i = 0; i < 20; i++)
		for (int h = 2; h <= 24; h += 2) {
			s = (struct pace_story){ T0, T0 + 10 * DAY, 8 };
			pace_learn(&daily, &s, s.changed + (h - 2) * HOUR,
			    s.changed + h * HOUR, h == 24);
		}
	x = expected(&daily, &late, from, to);
	assert_true(usually < 0.002 && x > 8 * usually);
	assert_true(expected(&fresh, &late, from, to) > 2 * usually);
	/* and at once after an edit, when there was never one, less is */
	to = late.changed + HOUR;
	assert_true(expected(&daily, &late, late.changed, to) <
	    expected(&alone, &late, late.changed, to));
	/* other numbers of changes have a clock of their own */
	late.changes = 1;
	assert_true(expected(&daily, &late, from, from + HOUR) <
	    x / 8 / 3);
	for (int i = PACE_AGES; i < PACE_CELLS; i++)
		assert_true(isfinite(daily.cell[i].changes) &&
		    daily.cell[i].watched >= 0);
}

/* A change that was found late is shared out, and counts once, or a little
 * more: there may have been two. */
static void
found_late(void **state)
{
	static struct pace p;
	struct pace_story s = { T0, T0, 0 };
	double sum = 0, seconds = 0;

	(void)state;
	pace_learn(&p, &s, T0 + HOUR, T0 + 100 * DAY, true);
	for (int i = 0; i < PACE_HOURS; i++) {
		sum += p.cell[i].changes;
		seconds += p.cell[i].watched;
	}
	assert_true(sum >= 1 && sum < 1.2);
	assert_true(fabs(seconds - (double)(100 * DAY - HOUR)) < 1);
	assert_true(p.cell[3].changes > p.cell[12].changes);
	memset(&p, 0, sizeof(p));
	pace_learn(&p, &s, T0 + HOUR, T0 + 100 * DAY, false);
	for (int i = 0; i < PACE_CELLS; i++)
		assert_true(p.cell[i].changes == 0);
}

/* Changes by day alone: the night is left in peace. */
static void
hours_are_learned(void **state)
{
	static struct pace p;
	struct pace_story s;
	double noon, night;

	(void)state;
	for (int i = 0; i < 400; i++)
		for (int h = 0; h < 24; h++) {
			s = (struct pace_story){ T0 + (h - 2) * HOUR, 0, 0 };
			pace_learn(&p, &s, T0 + h * HOUR, T0 + (h + 1) * HOUR,
			    h >= 8 && h < 20 && i % 10 == 0);
		}
	s = (struct pace_story){ T0 + 10 * HOUR, 0, 0 };
	noon = expected(&p, &s, T0 + 12 * HOUR, T0 + 13 * HOUR);
	s = (struct pace_story){ T0 + 1 * HOUR, 0, 0 };
	night = expected(&p, &s, T0 + 3 * HOUR, T0 + 4 * HOUR);
	assert_true(noon > 3 * night && night > 0);
}

/* What was long ago gives way: rates turn within some hundred changes. */
static void
old_ways_fade(void **state)
{
	static struct pace p;
	struct pace_story s = { T0, T0, 0 };
	double before;

	(void)state;
	for (int i = 0; i < 100000; i++)
		pace_learn(&p, &s, T0 + HOUR, T0 + HOUR + 600, i % 2 == 0);
	before = expected(&p, &s, T0 + HOUR, T0 + HOUR + 600);
	for (int i = 0; i < 2000; i++)
		pace_learn(&p, &s, T0 + HOUR, T0 + HOUR + 600, false);
	assert_true(expected(&p, &s, T0 + HOUR, T0 + HOUR + 600) < before / 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(clocks_are_learned),
		cmocka_unit_test(found_late),
		cmocka_unit_test(hours_are_learned),
		cmocka_unit_test(old_ways_fade),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
