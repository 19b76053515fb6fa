/* The state of a story from look to look: what counts towards its being gone,
 * and what an outage leaves as it was. */
#include "tests/unit/test_store.h"

#include "tracker/poll/pass.h"

#define HOUR INT64_C(3600)

/* One look: an HTTP status (0: no answer), or 200. */
static void
look(struct store_story *s, int status, int64_t hours)
{
	if (status == 200) {
		s->state = state_answered(s);
		s->failures = s->missing = 0;
	} else {
		s->failures++;
		s->state = state_failed(s, status, T0 + hours * HOUR);
	}
	/* as the store keeps it */
	if (s->state != STORE_UNREACHABLE && s->state != STORE_BLOCKED &&
	    s->state != STORE_STOPPED)
		s->was = s->state;
}

static const struct {
	const char *name;
	struct { int status, hours; } looks[8];
	enum store_state state;
} cases[] = {
	{ "gone after three over a day",
	  { { 404, 0 }, { 410, 10 }, { 451, 24 } }, STORE_GONE },
	{ "not within a day",
	  { { 404, 0 }, { 404, 10 }, { 404, 23 } }, STORE_UNREACHABLE },
	{ "not by two", { { 404, 0 }, { 404, 48 } }, STORE_UNREACHABLE },
	{ "an outage is none of them",
	  { { 503, 0 }, { 503, 9 }, { 503, 17 }, { 0, 24 }, { 404, 25 } },
	  STORE_UNREACHABLE },
	{ "nor begins their day",
	  { { 503, 0 }, { 503, 24 }, { 404, 25 }, { 404, 26 }, { 404, 27 } },
	  STORE_UNREACHABLE },
	{ "an outage between them ends nothing",
	  { { 404, 0 }, { 503, 5 }, { 404, 10 }, { 500, 20 }, { 404, 25 } },
	  STORE_GONE },
	{ "an answer does",
	  { { 404, 0 }, { 404, 10 }, { 200, 12 }, { 404, 25 } },
	  STORE_UNREACHABLE },
	{ "gone, out, and gone",
	  { { 404, 0 }, { 404, 10 }, { 404, 25 }, { 503, 26 }, { 404, 27 } },
	  STORE_GONE },
	{ "gone, out, and back",
	  { { 404, 0 }, { 404, 10 }, { 404, 25 }, { 503, 26 }, { 200, 27 } },
	  STORE_RESTORED },
	{ "restored, out, and back",
	  { { 404, 0 }, { 404, 10 }, { 404, 25 }, { 200, 26 }, { 500, 27 },
	    { 200, 28 } }, STORE_RESTORED },
	{ "refused is no outage",
	  { { 404, 0 }, { 404, 10 }, { 404, 25 }, { 403, 26 } },
	  STORE_BLOCKED },
	{ "live, out, and back", { { 503, 0 }, { 200, 1 } }, STORE_LIVE },
};

static void
test_looks(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct store_story s = { .state = STORE_LIVE };

		for (size_t k = 0; k < 8 && (k == 0 ||
		    cases[i].looks[k].hours > 0); k++)
			look(&s, cases[i].looks[k].status,
			    cases[i].looks[k].hours);
		if (s.state != cases[i].state)
			fail_msg("%s: %s", cases[i].name,
			    store_state_name(s.state));
	}
}

/* What was taken back, or led away, is so after an outage; a new version then
 * restores it. */
static void
test_known(void **state)
{
	struct store_story s = { .state = STORE_WITHDRAWN,
		.was = STORE_WITHDRAWN };

	(void)state;
	look(&s, 503, 1);
	assert_int_equal(s.state, STORE_WITHDRAWN);
	s.state = STORE_STOPPED;
	look(&s, 200, 2);
	assert_int_equal(s.state, STORE_WITHDRAWN);
	s = (struct store_story){ .state = STORE_REDIRECTED,
		.was = STORE_REDIRECTED };
	look(&s, 0, 1);
	assert_int_equal(s.state, STORE_UNREACHABLE);
	assert_int_equal(state_of_version(state_known(&s), STORE_LIVE),
	    STORE_RESTORED);
	look(&s, 200, 2);
	assert_int_equal(s.state, STORE_RESTORED);
	look(&s, 503, 3);
	assert_int_equal(state_of_version(state_known(&s), STORE_LIVE),
	    STORE_LIVE);
}

static void
test_front(void **state)
{
	static const struct {
		const char *own, *to;
		bool front;
	} urls[] = {
		{ "https://a.example/mill", "https://a.example/", true },
		{ "https://a.example/mill", "https://a.example", true },
		{ "https://a.example/mill", "https://b.example/?src=gone", true },
		{ "https://a.example/mill", "https://a.example?x", true },
		{ "https://a.example/mill", "https://a.example/Index.html", true },
		{ "https://a.example/mill", "https://a.example/index.htm", true },
		{ "https://a.example/mill", "https://a.example/index.php?e=y",
		  true },
		{ "https://a.example/mill", "https://a.example/Default.aspx",
		  true },
		{ "https://a.example/mill", "https://a.example/wheel", false },
		{ "https://a.example/mill", "https://a.example/b/index.html",
		  false },
		{ "https://a.example/mill", "https://a.example/?p=123", false },
		{ "https://a.example/mill", "https://a.example/index.php?a=b&id=7",
		  false },
		{ "https://a.example/?p=123", "https://a.example/", true },
		{ "https://a.example/?p=mill", "https://a.example/?p=mill&l=en",
		  false },
		{ "https://a.example/", "https://a.example/index.html", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(urls) / sizeof(*urls); i++)
		if (state_leads_to_front(str_of(urls[i].own),
		    str_of(urls[i].to)) != urls[i].front)
			fail_msg("%s to %s", urls[i].own, urls[i].to);
}

static int
copy_row(const struct store_story *s, void *arg)
{
	*(struct store_story *)arg = *s;
	return 0;
}

static void
test_rows(void **state)
{
	static const enum store_state out[] = { STORE_UNREACHABLE,
		STORE_BLOCKED, STORE_STOPPED };
	struct box *b = *state;
	struct store_story s;
	int64_t key = add_story(b, "https://news.example/mill");

	ok(b, store_story_by_key(b->st, key, copy_row, &s));
	assert_int_equal(s.was, STORE_LIVE);
	assert_int_equal(s.missing, 0);
	s = (struct store_story){ .key = key, .state = STORE_GONE,
		.missing = 3, .missing_since = T0, .failures = 4,
		.failing = T0, .next = T0, .last = T0 };
	ok(b, store_story_update(b->st, &s));
	for (size_t i = 0; i < 3; i++) {
		s.state = out[i];
		ok(b, store_story_update(b->st, &s));
		ok(b, store_story_by_key(b->st, key, copy_row, &s));
		assert_int_equal(s.state, out[i]);
		assert_int_equal(s.was, STORE_GONE);
		assert_int_equal(s.missing, 3);
		assert_int_equal(s.missing_since, T0);
		s.url = s.fetch_url = s.path = s.feed = s.why = s.etag =
		    s.modified = NULL;
	}
	s.state = STORE_RESTORED;
	s.missing = 0;
	ok(b, store_story_update(b->st, &s));
	ok(b, store_story_by_key(b->st, key, copy_row, &s));
	assert_int_equal(s.was, STORE_RESTORED);
	assert_true(s.missing_since == STORE_NO_TIME);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_looks), cmocka_unit_test(test_known),
		cmocka_unit_test(test_front),
		cmocka_unit_test_setup_teardown(test_rows, box_setup,
		    box_teardown),
	};

	return cmocka_run_group_tests_name("state", tests, NULL, NULL);
}
