/* What decides when: the queue of requests, digests' hours. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "tracker/cmd/when.h"
#include "tracker/base/clock.h"
#include "tracker/web/address.h"
#include "tracker/web/queue.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* ---- addresses ------------------------------------------------------------ */

static bool
is_private(const char *text)
{
	struct sockaddr_in v4 = { .sin_family = AF_INET };
	struct sockaddr_in6 v6 = { .sin6_family = AF_INET6 };

	if (inet_pton(AF_INET, text, &v4.sin_addr) == 1)
		return address_is_private((struct sockaddr *)&v4);
	assert_int_equal(inet_pton(AF_INET6, text, &v6.sin6_addr), 1);
	return address_is_private((struct sockaddr *)&v6);
}

static void
test_addresses(void **state)
{
	static const char *const private[] = { "127.0.0.1", "10.1.2.3",
		"192.168.0.1", "172.16.0.1", "172.31.255.255", "169.254.1.1",
		"100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255", "::1",
		"::", "fe80::1", "fd00::1", "ff02::1", "::ffff:127.0.0.1",
		"::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::" };
	static const char *const public[] = { "93.184.216.34", "172.32.0.1",
		"172.15.0.1", "100.128.0.1", "2606:2800:220:1::1",
		"::ffff:93.184.216.34", "223.255.255.255" };

	(void)state;
	for (size_t i = 0; i < COUNT(private); i++)
		if (!is_private(private[i]))
			fail_msg("%s passes as public", private[i]);
	for (size_t i = 0; i < COUNT(public); i++)
		if (is_private(public[i]))
			fail_msg("%s passes as private", public[i]);
}

/* ---- the queue -------------------------------------------------------------- */

static void
add(struct queue *q, const char *url, int64_t delay)
{
	struct fetch_request r = { .url = str_of(url), .delay = delay };

	queue_add(q, &r);
}

/* With a gap: one at a time, the next not before the gap is over. */
static void
test_gap(void **state)
{
	struct queue q;
	struct waiting *a, *b;

	(void)state;
	queue_init(&q, 4);
	add(&q, "https://a.example/1", 2);
	add(&q, "https://a.example/2", 2);
	add(&q, "https://b.example/1", 2);
	a = queue_take(&q, 1000);
	assert_string_equal(a->req.url.p, "https://a.example/1");
	b = queue_take(&q, 1000);
	assert_string_equal(b->req.url.p, "https://b.example/1");
	assert_null(queue_take(&q, 1000));
	assert_int_equal(queue_wait(&q, 1000), -1);
	queue_done(&q, a->host, 2, 1500);
	assert_int_equal(queue_wait(&q, 1500), 2000);
	assert_null(queue_take(&q, 3499));
	a = queue_take(&q, 3500);
	assert_string_equal(a->req.url.p, "https://a.example/2");
	queue_release(&q);
}

/* The longer of two gaps holds: a site's own, known once robots.txt was read. */
static void
test_longer_gap(void **state)
{
	struct queue q;
	struct waiting *w;

	(void)state;
	queue_init(&q, 4);
	add(&q, "https://a.example/robots.txt", 1);
	w = queue_take(&q, 1000);
	/* As from the callback: before the end is counted. */
	add(&q, "https://a.example/1", 10);
	queue_done(&q, w->host, 1, 1500);
	queue_forget(&q, w);
	assert_int_equal(queue_wait(&q, 1500), 10000);
	w = queue_take(&q, 11500);
	assert_string_equal(w->req.url.p, "https://a.example/1");
	queue_done(&q, w->host, 10, 12000);
	add(&q, "https://a.example/2", 1);
	assert_null(queue_take(&q, 21999));
	assert_non_null(queue_take(&q, 22000));
	queue_release(&q);
}

/* By http and https, it is one server when the caller says so. */
static void
test_named_host(void **state)
{
	struct fetch_request r = { .host = STR("a.example"), .delay = 2 };
	struct queue q;

	(void)state;
	queue_init(&q, 4);
	r.url = STR("http://a.example/1");
	queue_add(&q, &r);
	r.url = STR("https://a.example/1");
	queue_add(&q, &r);
	assert_non_null(queue_take(&q, 0));
	assert_null(queue_take(&q, 0));
	queue_release(&q);
}

/* Without one: several at once, but bounded. */
static void
test_per_host(void **state)
{
	struct queue q;
	struct waiting *w[5];
	char url[64];

	(void)state;
	queue_init(&q, 3);
	for (int i = 0; i < 5; i++) {
		snprintf(url, sizeof(url), "http://a.example:8080/%d", i);
		add(&q, url, 0);
	}
	for (int i = 0; i < 3; i++)
		assert_non_null(w[i] = queue_take(&q, 0));
	assert_null(queue_take(&q, 0));
	queue_done(&q, w[1]->host, 0, 10);
	assert_non_null(w[3] = queue_take(&q, 10));
	assert_null(queue_take(&q, 10));
	assert_int_equal(q.pending, 1);
	assert_non_null(queue_drain(&q));
	assert_null(queue_drain(&q));
	queue_release(&q);
}

/* Without a gap the host that just answered goes on: its connection is there. */
static void
test_warm_host(void **state)
{
	struct queue q;
	struct waiting *w;

	(void)state;
	queue_init(&q, 1);
	for (int i = 1; i <= 9; i++) {
		char url[32];

		snprintf(url, sizeof(url), "http://%c.example/%d", 'a' + i % 3,
		    i);
		add(&q, url, 0);
	}
	for (int i = 1; i <= 9; i++) {
		w = queue_take(&q, i);
		assert_non_null(w);
		/* three in a row from each */
		assert_true(i % 3 == 1 || w->host->ended == i - 1);
		queue_done(&q, w->host, 0, i);
		queue_forget(&q, w);
	}
	queue_release(&q);
}

/* A thousand hosts come out in the order in which they are ready. */
static void
test_many_hosts(void **state)
{
	struct queue q;
	struct waiting *w;
	int64_t now = 0, last = 0;
	char url[64];
	int taken = 0;

	(void)state;
	queue_init(&q, 1);
	for (int i = 0; i < 3000; i++) {
		snprintf(url, sizeof(url), "https://h%d.example/%d",
		    i * 7919 % 1000, i);
		add(&q, url, 1 + i % 5);
	}
	while (q.pending > 0) {
		while ((w = queue_take(&q, now)) != NULL) {
			assert_true(w->host->ready <= now);
			assert_true(w->host->ready >= last || taken < 1000);
			taken++;
			queue_done(&q, w->host, w->req.delay, now);
		}
		if (q.pending == 0)
			break;
		last = now;
		assert_true(queue_wait(&q, now) > 0);
		now += queue_wait(&q, now);
	}
	assert_int_equal(taken, 3000);
	queue_release(&q);
}

/* ---- digests ---------------------------------------------------------------- */

static void
test_when(void **state)
{
	/* 2026-11-23 was a Monday */
	static const struct {
		struct conf_when when;
		const char *last, *now;
		bool due;
		const char *zone;
	} rows[] = {
		{ { WHEN_AT_ONCE, 0, 0 }, "2026-11-23T07:00:00Z",
		  "2026-11-23T07:00:01Z", true, "" },
		{ { WHEN_HOURLY, 0, 0 }, "2026-11-23T07:10:00Z",
		  "2026-11-23T07:59:59Z", false, "" },
		{ { WHEN_HOURLY, 0, 0 }, "2026-11-23T07:10:00Z",
		  "2026-11-23T08:00:00Z", true, "" },
		{ { WHEN_DAILY, 420, 0 }, "2026-11-22T07:00:05Z",
		  "2026-11-23T06:59:59Z", false, "" },
		{ { WHEN_DAILY, 420, 0 }, "2026-11-22T07:00:05Z",
		  "2026-11-23T07:00:00Z", true, "" },
		{ { WHEN_DAILY, 420, 0 }, "2026-11-23T07:00:00Z",
		  "2026-11-23T23:00:00Z", false, "" },
		/* a machine that slept for a week sends one */
		{ { WHEN_DAILY, 420, 0 }, "2026-11-10T07:00:00Z",
		  "2026-11-23T06:00:00Z", true, "" },
		{ { WHEN_WEEKLY, 420, 1 }, "2026-11-16T07:00:00Z",
		  "2026-11-23T06:59:00Z", false, "" },
		{ { WHEN_WEEKLY, 420, 1 }, "2026-11-16T07:00:00Z",
		  "2026-11-23T07:00:00Z", true, "" },
		{ { WHEN_WEEKLY, 420, 0 }, "2026-11-22T08:00:00Z",
		  "2026-11-28T23:00:00Z", false, "" },
		/* seven in Berlin is six of UTC in winter, five in summer */
		{ { WHEN_DAILY, 420, 0 }, "2026-11-22T06:00:00Z",
		  "2026-11-23T05:59:59Z", false, "Europe/Berlin" },
		{ { WHEN_DAILY, 420, 0 }, "2026-11-22T06:00:00Z",
		  "2026-11-23T06:00:00Z", true, "Europe/Berlin" },
		{ { WHEN_DAILY, 420, 0 }, "2026-07-22T05:00:00Z",
		  "2026-07-23T05:00:00Z", true, "Europe/Berlin" },
		/* the night the clock is put back has its half past two once */
		{ { WHEN_DAILY, 150, 0 }, "2026-10-25T00:30:00Z",
		  "2026-10-25T01:30:00Z", false, "Europe/Berlin" },
		/* one put forward has it too, though no clock shows it */
		{ { WHEN_DAILY, 150, 0 }, "2026-03-28T01:30:00Z",
		  "2026-03-29T01:30:00Z", true, "Europe/Berlin" },
		/* it is Monday there already */
		{ { WHEN_WEEKLY, 420, 1 }, "2026-11-15T18:00:00Z",
		  "2026-11-22T18:00:00Z", true, "Pacific/Auckland" },
		{ { WHEN_WEEKLY, 420, 1 }, "2026-11-15T18:00:00Z",
		  "2026-11-22T17:59:00Z", false, "Pacific/Auckland" },
	};
	int64_t last, now;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		time_parse_iso(str_of(rows[i].last), &last);
		time_parse_iso(str_of(rows[i].now), &now);
		if (when_due(&rows[i].when, str_of(rows[i].zone), last, now) !=
		    rows[i].due)
			fail_msg("row %zu", i);
	}
	assert_true(when_due(&rows[4].when, STR(""), TIME_NONE, 0));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_addresses),
		cmocka_unit_test(test_gap),
		cmocka_unit_test(test_longer_gap),
		cmocka_unit_test(test_named_host),
		cmocka_unit_test(test_per_host),
		cmocka_unit_test(test_warm_host),
		cmocka_unit_test(test_many_hosts),
		cmocka_unit_test(test_when),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
