/* When a story is looked at again: paces, the schedule, budgets. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

#include "tests/unit/pace_walk.h"
#include "tracker/poll/budget.h"
#include "tracker/poll/schedule.h"

#define MINUTE ((int64_t)60)

static const struct conf_fetch usual = { .every = 600, .longest = 30 * DAY,
	.chance = 6, .watch = FOREVER };

static struct schedule_input
input(const struct pace *p)
{
	return (struct schedule_input){ .now = T0, .first = T0, .since = T0,
		.last = T0, .price = 1, .pace = p, .fetch = &usual };
}

static int64_t
wait_of(const struct schedule_input *in)
{
	char why[WHY_TEXT];
	int64_t next = schedule_next(in, why);

	assert_true(why[0] != '\0');
	return next - in->now;
}

/* ---- the schedule ----------------------------------------------------- */

/* Looks at a story that does not change, for a time: how many. */
static int
looks(struct schedule_input *in, int64_t until)
{
	int n = 0;

	for (; in->now < until; n++) {
		in->last = in->now;
		in->now += wait_of(in);
	}
	return n;
}

static void
a_fast_start(void **state)
{
	static struct pace p;
	struct schedule_input in = input(&p);

	(void)state;
	assert_in_range(wait_of(&in), 600, 900);
	assert_in_range(looks(&in, T0 + HOUR), 4, 6);
	assert_in_range(looks(&in, T0 + 3 * HOUR), 3, 12);
}

/* The tail never ends: each wait is at most a month, and few come near it. */
static void
a_tail_without_end(void **state)
{
	static struct pace p;
	struct schedule_input in = input(&p);
	int64_t wait, last = 0;
	int n = 0;

	(void)state;
	while (in.now < T0 + 3000 * DAY) {
		wait = wait_of(&in);
		assert_true(wait >= 600 && wait <= 30 * DAY);
		assert_true(wait >= last - last / 5);
		last = wait;
		in.last = in.now;
		in.now += wait;
		n += in.now < T0 + 30 * DAY;
	}
	assert_int_equal(last, 30 * DAY);
	assert_in_range(n, 10, 30);
}

static void
keys_hold(void **state)
{
	static struct pace p;
	struct conf_fetch f = usual;
	struct schedule_input in = input(&p);
	char why[WHY_TEXT];

	(void)state;
	in.fetch = &f;
	f.longest = 7 * DAY;
	in.now = T0 + 900 * DAY;
	assert_int_equal(wait_of(&in), 7 * DAY);
	/* `every` is stronger than `longest` */
	f.every = 8 * DAY;
	assert_int_equal(wait_of(&in), 8 * DAY);
	f = usual;
	in.now = T0 + 6 * HOUR;
	f.chance = 2;
	int64_t often = wait_of(&in);
	f.chance = 30;
	assert_true(often < wait_of(&in));
	f.watch = 30 * DAY;
	assert_false(schedule_is_over(&in));
	in.now = T0 + 31 * DAY;
	assert_true(schedule_is_over(&in));
	assert_true(schedule_next(&in, why) == TIME_NONE);
	assert_string_equal(why, "unchanged for 31d, the end of its time");
}

/* What changed after two months is looked at soon, and then ever less. */
static void
late_changes_wake(void **state)
{
	static struct pace p;
	struct schedule_input in = input(&p);
	int64_t asleep, awake;

	(void)state;
	in.now = in.last = T0 + 60 * DAY;
	asleep = wait_of(&in);
	assert_true(asleep > 20 * DAY);
	in.since = in.now;
	in.changes = 1;
	awake = wait_of(&in);
	assert_true(awake <= 3 * HOUR);
	in.now += 30 * DAY;
	assert_true(wait_of(&in) > 8 * awake);
}

/* Nothing learned makes a story wait longer than its own quiet for a day. */
static void
quiet_bounds_the_wait(void **state)
{
	static struct pace p;
	struct schedule_input in = input(&p);

	(void)state;
	for (int i = 0; i < PACE_CELLS; i++)
		p.cell[i].watched = 1e12;
	for (int64_t quiet = 0; quiet < 30 * DAY; quiet += quiet / 3 + 600) {
		in.now = T0 + quiet;
		int64_t most = quiet < 3 * HOUR ? 3 * HOUR :
		    quiet <= DAY ? quiet : 3 * quiet;
		assert_true(wait_of(&in) <= most);
	}
	memset(&p, 0, sizeof(p));
}

static void
the_busy_first(void **state)
{
	static struct pace p;
	struct schedule_input busy = input(&p), quiet = input(&p);

	(void)state;
	busy.now = quiet.now = T0 + 12 * HOUR;
	busy.last = quiet.last = T0 + 10 * HOUR;
	busy.since = T0 + 10 * HOUR;
	busy.changes = 8;
	assert_true(schedule_worth(&busy) > 5 * schedule_worth(&quiet));
	assert_true(wait_of(&busy) < wait_of(&quiet));
	/* what was never seen comes before all */
	quiet.last = TIME_NONE;
	assert_true(schedule_worth(&quiet) > schedule_worth(&busy));
	/* what its feed says changed comes before what may have */
	quiet = input(&p);
	quiet.now = T0 + 12 * HOUR;
	quiet.last = T0 + 11 * HOUR;
	quiet.told = true;
	assert_true(schedule_worth(&quiet) > 3 * schedule_worth(&busy));
	/* what fails sinks */
	double well = schedule_worth(&busy);
	busy.failures = 3;
	assert_true(schedule_worth(&busy) < well / 3);
	/* what waits beyond `longest` rises above what is just due */
	quiet = input(&p);
	quiet.first = quiet.since = T0 - 2000 * DAY;
	quiet.last = T0 - 61 * DAY;
	assert_true(schedule_worth(&quiet) > 4);
	/* and a clock that went back makes nothing of it */
	quiet.last = T0 + DAY;
	assert_true(schedule_worth(&quiet) == 0);
}

/* At the time it names, a look is worth its price; before, it is not. */
static void
due_when_worth_it(void **state)
{
	static struct pace p;
	struct schedule_input in = input(&p), then;

	(void)state;
	for (int changes = 0; changes < 10; changes += 3)
		for (in.price = 1; in.price < 9; in.price *= 2) {
			in.now = in.last = T0 + 5 * HOUR;
			in.since = changes > 0 ? T0 + 4 * HOUR : T0;
			in.changes = changes;
			then = in;
			then.now += wait_of(&in);
			if (then.now - in.now < 3 * HOUR)
				assert_true(schedule_worth(&then) >= in.price);
			then.now = in.now + (then.now - in.now) / 2;
			if (then.now - in.now > 600)
				assert_true(schedule_worth(&then) < in.price);
		}
}

static void
sentences(void **state)
{
	static struct pace p;
	struct schedule_input in = input(&p);
	struct conf_fetch f = usual;
	char why[WHY_TEXT];

	(void)state;
	in.fetch = &f;
	in.now = in.last = T0 + 900 * DAY;
	schedule_next(&in, why);
	assert_non_null(strstr(why, "unchanged for 900d, so again after 30d, "
	    "when a change is 0.1% likely"));
	in.first = T0;
	in.since = in.now - 40 * MINUTE;
	in.changes = 3;
	schedule_next(&in, why);
	assert_ptr_equal(strstr(why, "changed 3 times, last 40m ago, so again "
	    "after "), why);
	in.changes = 1;
	schedule_next(&in, why);
	assert_ptr_equal(strstr(why, "changed 1 time, last 40m ago"), why);
	in.pace = NULL;
	assert_int_equal(schedule_next(&in, why), in.now + 600);
	assert_string_equal(why, "a feed, looked at every 10m");
}

/* The same story, the same times; others part, a little and never too soon. */
static void
jitter_is_the_storys_own(void **state)
{
	static struct pace p;
	struct schedule_input in = input(&p);
	int64_t a, least = INT64_MAX, most = 0;

	(void)state;
	in.now = in.last = T0 + 200 * DAY;
	for (in.seed = 0; in.seed < 1000; in.seed++) {
		a = wait_of(&in);
		assert_int_equal(a, wait_of(&in));
		least = a < least ? a : least;
		most = a > most ? a : most;
	}
	assert_true(least < most && most - least <= DAY / 16);
	in.now = in.last = T0;
	for (in.seed = 0; in.seed < 1000; in.seed++)
		assert_in_range(wait_of(&in), 600, 900);
}

/* Clocks that went back, stories from the future, ages of centuries. */
static void
odd_times(void **state)
{
	static const int64_t odd[] = { 0, 1, -1, -DAY, T0 - 1, T0 + DAY,
		T0 + 40000 * DAY, -40000 * DAY, INT64_C(1) << 40 };
	static struct pace p;
	struct schedule_input in = input(&p);
	size_t n = sizeof(odd) / sizeof(odd[0]);
	int64_t wait;

	(void)state;
	for (size_t i = 0; i < n * n * n; i++) {
		in.first = odd[i % n];
		in.since = odd[i / n % n];
		in.last = odd[i / n / n];
		in.changes = (int)(i % 3) * 1000000;
		wait = wait_of(&in);
		assert_true(wait >= 600 && wait <= 30 * DAY);
		assert_true(schedule_worth(&in) >= 0);
	}
}

static void
backing_off(void **state)
{
	struct conf_fetch f = { .every = 900, .watch = FOREVER };
	struct schedule_input in = { .now = 1000 * DAY, .fetch = &f,
		.since = 999 * DAY, .seed = 100 };
	int64_t wait, last = 0;
	char why[WHY_TEXT];

	(void)state;
	for (in.failures = 1; in.failures < 40; in.failures++) {
		wait = schedule_next(&in, why) - in.now;
		assert_true(wait >= last && wait <= DAY);
		last = wait;
	}
	assert_int_equal(last, DAY);
	in.failures = 1;
	in.retry_after = 7200;
	assert_int_equal(schedule_next(&in, why) - in.now, 7200);
	assert_string_equal(why, "failed 1 time; the server asked for 2h");
	in.failures = 2;
	in.cause = STR("HTTP status 503");
	schedule_next(&in, why);
	assert_string_equal(why, "HTTP status 503; failed 2 times; the server "
	    "asked for 2h");
	in.cause = STR("");
	in.failures = 1;
	/* No server may ask for ever. */
	in.retry_after = INT64_MAX;
	assert_int_equal(schedule_next(&in, why) - in.now, 30 * DAY);
	in.retry_after = 0;
	for (in.seed = 0; in.seed < 1000; in.seed++) {
		wait = schedule_next(&in, why) - in.now;
		assert_true(wait >= 810 && wait <= 990);
	}
}

/* ---- learning --------------------------------------------------------- */

/* A walk is the same however many steps it takes. */
static void
walks_add_up(void **state)
{
	static struct pace p;
	struct pace_story s = { T0, T0 + 7 * HOUR, 2 };
	struct pace_walk w;
	double whole = expected(&p, &s, T0 + 8 * HOUR, T0 + 90 * DAY);

	(void)state;
	pace_walk_begin(&w, &p, &s, T0 + 8 * HOUR);
	for (int64_t t = T0 + 8 * HOUR; t < T0 + 90 * DAY; t += 12345)
		pace_walk_to(&w, t);
	assert_true(fabs(pace_walk_to(&w, T0 + 90 * DAY) - whole) <
	    1e-9 * whole);
	assert_true(whole > 0);
	assert_true(expected(&p, &s, T0, T0 - 5) == 0);
}

/* Stories of a feed that change at a given hour after publication, each looked
 * at every `step` seconds for a day. */
static void
teach(struct pace *p, int stories, int64_t change, int64_t step)
{
	struct pace_story s;
	int64_t last;
	bool found;

	for (int i = 0; i < stories; i++) {
		s = (struct pace_story){ T0 + i * 977, 0, 0 };
		last = s.first;
		for (int64_t t = step; t <= DAY; t += step) {
			found = change > last - s.first && change <= t;
			pace_learn(p, &s, last, s.first + t, found);
			last = s.first + t;
			if (found) {
				s.changed = last;
				s.changes++;
			}
		}
	}
}

static void
feeds_are_learned(void **state)
{
	static struct pace all, lively = { .wider = &all },
	    still = { .wider = &all }, fresh = { .wider = &all }, alone;
	struct pace_story s = { T0, T0, 0 };
	struct schedule_input a = input(&lively), b = input(&still);
	double usually = expected(&alone, &s, T0 + 4 * HOUR, T0 + 6 * HOUR);
	double x, y, z;

	(void)state;
	teach(&lively, 60, 5 * HOUR, HOUR);
	teach(&still, 60, 0, HOUR);
	x = expected(&lively, &s, T0 + 4 * HOUR, T0 + 6 * HOUR);
	y = expected(&still, &s, T0 + 4 * HOUR, T0 + 6 * HOUR);
	z = expected(&fresh, &s, T0 + 4 * HOUR, T0 + 6 * HOUR);
	/* all of the one change in these hours, none of the other; a feed that
	 * was never seen goes by what the tracker knows */
	assert_true(x > 0.4 && x < 1.1);
	assert_true(y < x / 5);
	assert_true(z > y && z < x && z > usually);
	/* and what is likely to change is looked at sooner */
	a.now = b.now = a.last = b.last = T0 + 4 * HOUR;
	assert_true(2 * wait_of(&a) < wait_of(&b));
	for (int i = 0; i < PACE_CELLS; i++)
		assert_false(fresh.touched[i]);
	assert_true(lively.touched[5] && all.touched[5]);
}

/* ---- budgets ---------------------------------------------------------- */

/* Passes every five minutes for some days with more asked than there is. */
static int
spend(struct budget *b, int64_t a_day, int days, int asked)
{
	int made = 0, here;

	for (int64_t t = 0; t < days * DAY; t += 300) {
		budget_refill(b, a_day, T0 + t);
		for (here = 0; here < asked && budget_has(b, a_day); here++)
			budget_spend(b, a_day, 1);
		made += here;
		budget_settle(b, here < asked);
	}
	return made;
}

static void
budgets_hold(void **state)
{
	struct budget b = { .at = TIME_NONE };

	(void)state;
	assert_in_range(spend(&b, 1000, 10, 50), 9990, 10050);
	assert_true(b.price == 16);
	/* of plenty, the price comes down again, and no more is saved than six
	 * hours' worth */
	b.at = T0;
	assert_in_range(spend(&b, 1000, 10, 1), 2878, 2880);
	b.at = T0;
	spend(&b, 1000, 20, 0);
	assert_true(b.price == 1 && b.left <= 250 && b.left > 240);
	/* few a day add up to one */
	b = (struct budget){ .at = TIME_NONE };
	assert_in_range(spend(&b, 2, 10, 1), 19, 21);
	/* none is no bound */
	b = (struct budget){ .at = TIME_NONE };
	assert_int_equal(spend(&b, 0, 1, 100), 28800);
	assert_true(b.price == 1);
}

/* A dearer look is a later look. */
static void
the_price_puts_off(void **state)
{
	static struct pace p;
	struct schedule_input in = input(&p);
	int64_t cheap, dear;

	(void)state;
	in.now = in.last = T0 + 5 * HOUR;
	cheap = wait_of(&in);
	in.price = 8;
	dear = wait_of(&in);
	assert_true(dear > cheap);
	/* the tail is what is cut last, and it never ends */
	in.now = in.last = T0 + 400 * DAY;
	in.price = 8;
	assert_true(wait_of(&in) <= 30 * DAY);
	in.price = 16;
	assert_in_range(wait_of(&in), 59 * DAY, 60 * DAY);
	in.price = 1000;
	assert_in_range(wait_of(&in), 59 * DAY, 60 * DAY);
}

/* A budget that is spent says when it will do for a pass again. */
static void
budgets_say_until(void **state)
{
	struct budget b = { .at = T0, .left = 1, .price = 1 };

	(void)state;
	assert_int_equal(budget_until(&b, 48), TIME_NONE);
	assert_int_equal(budget_until(&b, 0), TIME_NONE);
	b.left = 0.5;
	assert_int_equal(budget_until(&b, 48), T0 + 900);
	/* a request a second: not each by itself */
	assert_int_equal(budget_until(&b, 86400), T0 + 60);
	b.left = -60;
	assert_int_equal(budget_until(&b, 86400), T0 + 120);
}

static void
budgets_are_kept(void **state)
{
	static const char *const odd[] = { "", "x", "1 2", "1 nan 1", "1 1 inf",
		"1 1e300 1", "1 1 0.5", "1 1 1e9", "- - -" };
	struct budget b = { .at = T0, .left = -12.25, .price = 3.5 }, back;
	char text[BUDGET_TEXT];

	(void)state;
	budget_parse(&back, str_of(budget_text(&b, text)));
	assert_true(back.at == T0 && back.left == b.left &&
	    back.price == b.price);
	for (size_t i = 0; i < sizeof(odd) / sizeof(odd[0]); i++) {
		budget_parse(&back, str_of(odd[i]));
		assert_true(back.at == TIME_NONE && back.price == 1);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_fast_start),
		cmocka_unit_test(a_tail_without_end),
		cmocka_unit_test(keys_hold),
		cmocka_unit_test(late_changes_wake),
		cmocka_unit_test(quiet_bounds_the_wait),
		cmocka_unit_test(the_busy_first),
		cmocka_unit_test(due_when_worth_it),
		cmocka_unit_test(sentences),
		cmocka_unit_test(jitter_is_the_storys_own),
		cmocka_unit_test(odd_times),
		cmocka_unit_test(backing_off),
		cmocka_unit_test(walks_add_up),
		cmocka_unit_test(feeds_are_learned),
		cmocka_unit_test(budgets_hold),
		cmocka_unit_test(the_price_puts_off),
		cmocka_unit_test(budgets_say_until),
		cmocka_unit_test(budgets_are_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
