/* Other programs run with something to read, and clocks on walls. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <unistd.h>
#include <cmocka.h>

#include "tracker/base/buf.h"
#include "tracker/base/run.h"
#include "tracker/base/zone.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static struct run_result
sh_with(const char *script, struct str input, int64_t seconds, int flags)
{
	char *argv[] = { (char *)"sh", (char *)"-c", (char *)script, NULL };
	struct run_result r;
	struct error e;

	assert_int_equal(run_program(argv, input, seconds, flags, &r,
	    &e), 0);
	return r;
}

static struct run_result
sh(const char *script, struct str input, int64_t seconds)
{
	return sh_with(script, input, seconds, 0);
}

static void
test_exit(void **state)
{
	struct run_result r = sh("cat", STR("one\ntwo\n"), 10);

	(void)state;
	assert_int_equal(r.status, 0);
	assert_string_equal(r.said, "one");
	r = sh("echo 'not \033 so' >&2; exit 75", STR(""), 10);
	assert_int_equal(r.status, 75);
	assert_null(strchr(r.said, '\033'));
	r = sh("kill -9 $$", STR(""), 10);
	assert_int_equal(r.status, 137);
	r = sh("exec /no/such/program", STR("x"), 10);
	assert_int_equal(r.status, 127);
}

static void
test_no_such(void **state)
{
	char *argv[] = { (char *)"/no/such/program", NULL };
	struct run_result r;
	struct error e;

	(void)state;
	assert_int_equal(run_program(argv, STR("x"), 5, 0, &r, &e), 0);
	assert_int_equal(r.status, 127);
	assert_non_null(strstr(r.said, "/no/such/program: No such file"));
}

/* More than a pipe holds, read by one who is slow, and by one who does not. */
static void
test_much(void **state)
{
	size_t n = 300000;
	char *much = malloc(n);
	struct run_result r;

	(void)state;
	memset(much, 'x', n);
	r = sh("sleep 0.2; wc -c", str_make(much, n), 20);
	assert_string_equal(r.said, "300000");
	r = sh("exec <&-; exit 3", str_make(much, n), 20);
	assert_int_equal(r.status, 3);
	r = sh("head -c 200000 /dev/zero; echo; cat >/dev/null", STR(""), 20);
	assert_int_equal(r.status, 0);
	free(much);
}

/* Time is bounded, also that of what it started. */
static void
test_late(void **state)
{
	struct run_result r;
	char path[] = "/tmp/tracker-run-XXXXXX", script[200];
	int fd = mkstemp(path);

	(void)state;
	assert_true(fd >= 0);
	close(fd);
	unlink(path);
	r = sh("sleep 60", STR(""), 1);
	assert_true(r.late);
	assert_int_equal(r.status, 137);
	snprintf(script, sizeof(script), "(sleep 2; touch %s) & exit 0", path);
	r = sh(script, STR(""), 10);
	assert_false(r.late);
	assert_int_equal(r.status, 0);
	sleep(3);
	assert_int_not_equal(access(path, F_OK), 0);
	snprintf(script, sizeof(script), "(sleep 1; touch %s) >/dev/null 2>&1 &"
	    " exit 0", path);
	sh_with(script, STR(""), 10, RUN_LEAVE);
	sleep(2);
	assert_int_equal(access(path, F_OK), 0);
	unlink(path);
}

/* Nothing of ours goes along: no files, no signals blocked or ignored. */
static void
test_alone(void **state)
{
	int fd = dup(1);
	struct run_result r;

	(void)state;
	signal(SIGPIPE, SIG_IGN);
	/* looked at one by one: a pipeline or a pattern opens some itself */
	r = sh("for f in 3 4 5 6 7 8 9 10 11 12; do "
	    "[ ! -e /proc/$$/fd/$f ] || echo $f; done; "
	    "grep -c '^SigIgn:.*[08]0000000$' /proc/self/status", STR(""), 10);
	close(fd);
	/* 32 and 33 are the C library's own: nobody may set them */
	assert_string_equal(r.said, "1");
}

/* ---- clocks on walls ---------------------------------------------------- */

static void
test_zones(void **state)
{
	static const struct {
		const char *zone;
		struct civil wall;
		const char *utc;
	} rows[] = {
		{ "", { 2026, 7, 1, 7, 0, 0 }, "2026-07-01T07:00:00Z" },
		{ "UTC", { 2026, 7, 1, 7, 0, 0 }, "2026-07-01T07:00:00Z" },
		{ "Europe/Berlin", { 2026, 7, 1, 7, 0, 0 },
		  "2026-07-01T05:00:00Z" },
		{ "Europe/Berlin", { 2026, 12, 1, 7, 0, 0 },
		  "2026-12-01T06:00:00Z" },
		{ "America/New_York", { 2026, 7, 1, 7, 30, 0 },
		  "2026-07-01T11:30:00Z" },
		{ "Asia/Kolkata", { 2026, 7, 1, 7, 0, 0 },
		  "2026-07-01T01:30:00Z" },
		/* put back: half past two comes twice, the first counts */
		{ "Europe/Berlin", { 2026, 10, 25, 2, 30, 0 },
		  "2026-10-25T00:30:00Z" },
		/* put forward: there is no half past two */
		{ "Europe/Berlin", { 2026, 3, 29, 2, 30, 0 },
		  "2026-03-29T01:30:00Z" },
		/* long after the tables end */
		{ "Europe/Berlin", { 2060, 7, 1, 7, 0, 0 },
		  "2060-07-01T05:00:00Z" },
	};
	char text[TIME_TEXT];
	struct civil c;
	int64_t t;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		t = zone_time(str_of(rows[i].zone), &rows[i].wall);
		if (strcmp(time_rfc3339(t, text), rows[i].utc) != 0)
			fail_msg("row %zu: %s", i, text);
		c = zone_civil(str_of(rows[i].zone), t);
		if (i != 7 && (c.hour != rows[i].wall.hour ||
		    c.day != rows[i].wall.day))
			fail_msg("row %zu: back at %d:%d", i, c.hour, c.minute);
	}
	assert_true(zone_ok(STR("Europe/Berlin")));
	assert_true(zone_ok(STR("UTC")));
	assert_false(zone_ok(STR("Europe/Bärlin")));
	assert_false(zone_ok(STR("Europe/Nowhere")));
	assert_false(zone_ok(STR("Europe")));
	assert_false(zone_ok(STR("../../../etc/passwd")));
	assert_false(zone_ok(STR("/etc/passwd")));
	assert_false(zone_ok(STR("")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_exit),
		cmocka_unit_test(test_no_such),
		cmocka_unit_test(test_much),
		cmocka_unit_test(test_late),
		cmocka_unit_test(test_alone),
		cmocka_unit_test(test_zones),
	};

	signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests_name("run", tests, NULL, NULL);
}
