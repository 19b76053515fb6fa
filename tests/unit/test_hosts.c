/* Manners towards hosts: how long they are left alone, what of their robots.txt
 * holds, and the rows in which that is kept. */
#include "tests/unit/test_store.h"

#include "tracker/base/clock.h"
#include "tracker/web/fetch.h"
#include "tracker/poll/backoff.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define HOUR INT64_C(3600)
#define DAY (24 * HOUR)

/* ---- waiting ---------------------------------------------------------------- */

static void
test_wait(void **state)
{
	struct str host = STR("news.example");
	int64_t wait, last = 0;

	(void)state;
	for (int failures = 1; failures < 100; failures++) {
		wait = backoff_wait(host, failures, 0);
		assert_true(wait >= last);
		assert_true(wait >= 225 && wait <= 7 * HOUR + HOUR / 2);
		assert_int_equal(wait, backoff_wait(host, failures, 0));
		last = wait;
	}
	assert_true(last >= 4 * HOUR);
	/* What the server asks for holds where it is longer, up to a day. */
	assert_int_equal(backoff_wait(host, 1, HOUR), HOUR);
	assert_int_equal(backoff_wait(host, 1, 10), backoff_wait(host, 1, 0));
	assert_int_equal(backoff_wait(host, 1, INT64_MAX), DAY);
}

/* A hundred hosts that went down together come back one by one. */
static void
test_jitter(void **state)
{
	int64_t seen[100], sum = 0;
	size_t twins = 0;
	char name[40];

	(void)state;
	for (size_t i = 0; i < COUNT(seen); i++) {
		snprintf(name, sizeof(name), "n%zu.example", i);
		seen[i] = backoff_wait(str_of(name), 5, 0);
		assert_true(seen[i] >= 3600 && seen[i] <= 6000);
		sum += seen[i];
		for (size_t k = 0; k < i; k++)
			twins += seen[k] == seen[i];
	}
	assert_true(twins < 30);
	assert_true(sum / 100 > 4500 && sum / 100 < 5100);
}

static void
test_until(void **state)
{
	struct store_host h = { .name = "a.example", .next = TIME_NONE,
		.hour = TIME_NONE };
	char why[BACKOFF_TEXT];

	(void)state;
	assert_true(backoff_until(&h, 100, T0) == TIME_NONE);
	backoff_why(&h, 100, T0, why);
	assert_string_equal(why, "");
	h.failures = 1;
	h.why = "HTTP status 503";
	h.next = T0 + 300;
	assert_int_equal(backoff_until(&h, 0, T0), T0 + 300);
	backoff_why(&h, 0, T0, why);
	assert_string_equal(why, "the host failed 1 time in a row, so one "
	    "probe at 2012-05-31T00:05:00Z: HTTP status 503");
	h.asked = 1;
	backoff_why(&h, 0, T0, why);
	assert_string_equal(why, "the host asked to be left alone until "
	    "2012-05-31T00:05:00Z: HTTP status 503");
	/* The later of two reasons, and only within the hour. */
	h.hour = T0 - 1800;
	h.requests = 100;
	assert_int_equal(backoff_until(&h, 100, T0), T0 + 1800);
	backoff_why(&h, 100, T0, why);
	assert_string_equal(why, "the host had its 100 requests of this hour, "
	    "so again at 2012-05-31T00:30:00Z");
	assert_int_equal(backoff_until(&h, 101, T0), T0 + 300);
	assert_int_equal(backoff_until(&h, 100, T0 + 1800), T0 + 300);
	/* A clock that was wrong leaves no host alone for years. */
	h.next = T0 + 400 * DAY;
	assert_true(backoff_until(&h, 0, T0) == TIME_NONE);
	h.hour = T0 + DAY;
	assert_true(backoff_until(&h, 100, T0) == TIME_NONE);
}

static void
test_retry_after(void **state)
{
	static const struct {
		const char *value;
		int64_t seconds;
	} rows[] = {
		{ "120", 120 }, { " 7 ", 7 }, { "0", 0 }, { "", 0 },
		{ "-5", 0 }, { "soon", 0 }, { "12 seconds", 0 },
		{ "Thu, 31 May 2012 00:02:00 GMT", 120 },
		{ "Thursday, 31-May-12 00:02:00 GMT", 120 },
		{ "Thu May 31 00:02:00 2012", 120 },
		{ "Wed, 30 May 2012 00:02:00 GMT", 0 },
		{ "Thu, 31 May 2012 00:02:00 GMT and much more than any date "
		  "may have", 0 },
		{ "99999999999999999999999999", 3650 * DAY },
		{ "Thu, 31 May 2099 00:00:00 GMT", 3650 * DAY },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		if (fetch_retry_after(str_of(rows[i].value), T0) !=
		    rows[i].seconds)
			fail_msg("%s: %lld", rows[i].value, (long long)
			    fetch_retry_after(str_of(rows[i].value), T0));
}

/* ---- robots.txt ----------------------------------------------------------- */

static void
test_robots_use(void **state)
{
	struct store_robots r = { .good = TIME_NONE, .failing = TIME_NONE,
		.tried = TIME_NONE, .next = TIME_NONE };

	(void)state;
	assert_true(robots_stale(&r, T0));
	robots_answered(&r, 404, T0);
	assert_int_equal(robots_use(&r, T0), ROBOTS_COPY);
	assert_false(robots_stale(&r, T0 + DAY - 1));
	assert_true(robots_stale(&r, T0 + DAY));
	assert_true(robots_stale(&r, T0 - 1));

	/* Nothing for a day, the copy up to the thirtieth, then all. */
	robots_failed(&r, 503, T0 + DAY);
	assert_int_equal(robots_use(&r, T0 + DAY), ROBOTS_NOTHING);
	assert_true(robots_stale(&r, T0 + DAY));
	robots_failed(&r, 503, T0 + 2 * DAY - 1);
	assert_int_equal(robots_use(&r, T0 + 2 * DAY - 1), ROBOTS_NOTHING);
	robots_failed(&r, 0, T0 + 2 * DAY);
	assert_int_equal(robots_use(&r, T0 + 2 * DAY), ROBOTS_COPY);
	assert_false(robots_stale(&r, T0 + 2 * DAY));
	assert_true(robots_stale(&r, T0 + 2 * DAY + HOUR));
	assert_int_equal(robots_use(&r, T0 + 31 * DAY - 1), ROBOTS_COPY);
	assert_int_equal(robots_use(&r, T0 + 31 * DAY), ROBOTS_ALL);

	/* An answer ends it. */
	robots_answered(&r, 200, T0 + 40 * DAY);
	assert_int_equal(robots_use(&r, T0 + 40 * DAY), ROBOTS_COPY);

	/* Without any copy there is none to go by. */
	r.good = r.failing = TIME_NONE;
	robots_failed(&r, 500, T0);
	assert_int_equal(robots_use(&r, T0 + 29 * DAY), ROBOTS_NOTHING);
	assert_int_equal(robots_use(&r, T0 + 30 * DAY), ROBOTS_ALL);
}

/* ---- rows ----------------------------------------------------------------- */

struct seen {
	int n;
	char names[200];
	struct store_host host;
	struct store_robots robots;
	char body[64], etag[32];
};

static int
see_host(const struct store_host *h, void *arg)
{
	struct seen *s = arg;

	s->n++;
	s->host = *h;
	snprintf(s->names + strlen(s->names),
	    sizeof(s->names) - strlen(s->names), "%s %s;", h->name,
	    h->why ? h->why : "-");
	return 0;
}

static int
see_robots(const struct store_robots *r, void *arg)
{
	struct seen *s = arg;

	s->n++;
	s->robots = *r;
	snprintf(s->body, sizeof(s->body), "%.*s", (int)r->nbody,
	    r->nbody ? (const char *)r->body : "");
	snprintf(s->etag, sizeof(s->etag), "%s", r->etag ? r->etag : "-");
	return 0;
}

static void
test_host_rows(void **state)
{
	struct box *b = *state;
	struct store_host h = { .name = "b.example", .failures = 2,
		.next = T0, .asked = 1, .why = "busy", .hour = STORE_NO_TIME };
	struct seen s = { 0 };

	assert_int_equal(store_host_get(b->st, "b.example", see_host, &s),
	    STORE_NONE);
	ok(b, store_host_put(b->st, &h));
	ok(b, store_host_get(b->st, "b.example", see_host, &s));
	assert_int_equal(s.host.failures, 2);
	assert_int_equal(s.host.next, T0);
	assert_int_equal(s.host.asked, 1);
	assert_true(s.host.hour == STORE_NO_TIME);
	h = (struct store_host){ .name = "a.example:81",
		.next = STORE_NO_TIME, .hour = T0, .requests = 7 };
	ok(b, store_host_put(b->st, &h));
	s = (struct seen){ 0 };
	ok(b, store_host_each(b->st, see_host, &s));
	assert_string_equal(s.names, "a.example:81 -;b.example busy;");
	/* What says nothing any more has no row. */
	h.requests = 0;
	ok(b, store_host_put(b->st, &h));
	assert_int_equal(store_host_get(b->st, "a.example:81", see_host, &s),
	    STORE_NONE);
	ok(b, store_hosts_forget(b->st, T0));
	ok(b, store_host_get(b->st, "b.example", see_host, &s));
	ok(b, store_hosts_forget(b->st, T0 + 1));
	assert_int_equal(store_host_get(b->st, "b.example", see_host, &s),
	    STORE_NONE);
}

static void
test_robots_rows(void **state)
{
	struct box *b = *state;
	struct store_robots r = { .origin = "https://a.example", .tried = T0,
		.good = T0, .failing = STORE_NO_TIME, .next = T0 + DAY,
		.status = 200, .delay = 5, .etag = "\"x\"",
		.body = "User-agent: *\0\xff", .nbody = 15 };
	struct seen s = { 0 };

	assert_int_equal(store_robots_get(b->st, r.origin, see_robots, &s),
	    STORE_NONE);
	ok(b, store_robots_put(b->st, &r));
	ok(b, store_robots_get(b->st, r.origin, see_robots, &s));
	assert_int_equal(s.robots.nbody, 15);
	assert_int_equal(s.robots.delay, 5);
	assert_true(s.robots.failing == STORE_NO_TIME);
	assert_string_equal(s.etag, "\"x\"");
	/* A failure leaves the copy. */
	r.body = NULL;
	r.nbody = 0;
	r.status = 503;
	r.failing = T0 + DAY;
	ok(b, store_robots_put(b->st, &r));
	ok(b, store_robots_get(b->st, r.origin, see_robots, &s));
	assert_string_equal(s.body, "User-agent: *");
	assert_int_equal(s.robots.status, 503);
	assert_int_equal(s.robots.failing, T0 + DAY);
	/* An empty one replaces it. */
	r.body = "";
	ok(b, store_robots_put(b->st, &r));
	ok(b, store_robots_get(b->st, r.origin, see_robots, &s));
	assert_int_equal(s.robots.nbody, 0);
	ok(b, store_hosts_forget(b->st, T0 + 1));
	assert_int_equal(store_robots_get(b->st, r.origin, see_robots, &s),
	    STORE_NONE);
}

/* A catalog from before there were hosts gets their tables. */
static void
test_upgrade(void **state)
{
	struct box *b = *state;
	struct store_pace pace = { 1, 2, 3 };
	struct seen s = { 0 };
	char out[64];

	store_free(b->st);
	run(b, "/usr/bin/python3 -c \"import sqlite3\n"
	    "c = sqlite3.connect('catalog.db')\n"
	    "c.executescript('drop table host; drop table robots; "
	    "drop table site; drop table sighting; drop table furniture; "
	    "drop table sketch; alter table story drop column failing; "
	    "drop index held_text; drop index story_blocked; drop table variant; "
	    "drop table alternation; alter table held drop column text_sha256; "
	    "alter table held drop column since; alter table held drop column run; "
	    "drop table pace; "
	    "drop table follow; drop table thread; "
	    "alter table mail drop column way; "
	    "alter table mail drop column trying; "
	    "alter table mail drop column maybe; "
	    "drop table touch; "
	    "alter table story drop column was; "
	    "alter table story drop column missing; "
	    "alter table story drop column missing_since; "
	    "drop table handle; drop table twin; "
	    "drop index alias_story; "
	    "pragma user_version = 1')\"", out, sizeof(out));
	assert_int_equal(store_open(&b->st, b->dir, 0), STORE_ERROR);
	assert_non_null(strstr(store_error(b->st), "older"));
	store_free(b->st);
	ok(b, store_open(&b->st, b->dir, STORE_WRITE));
	ok(b, store_host_each(b->st, see_host, &s));
	assert_int_equal(s.n, 0);
	ok(b, store_pace_put(b->st, "city", &pace));
}

#define T(name) cmocka_unit_test_setup_teardown(name, box_setup, box_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_wait),
		cmocka_unit_test(test_jitter),
		cmocka_unit_test(test_until),
		cmocka_unit_test(test_retry_after),
		cmocka_unit_test(test_robots_use),
		T(test_host_rows), T(test_robots_rows), T(test_upgrade),
	};

	return cmocka_run_group_tests_name("hosts", tests, NULL, NULL);
}
