/* One story under two addresses: found by its text, joined, known by handles. */
#include "tests/unit/test_store.h"

#define URL "https://news.example/a"
#define OTHER "https://news.example/b"
#define THIRD "https://news.example/c"

#define MILL "The old mill will grind again, its new owners said on Wednesday, " \
	"eleven years after the last miller hung up his apron. The wheel was " \
	"taken to a workshop in the valley last autumn and came back in May " \
	"with 36 new paddles of larch. Some 400 people came to see the sluice " \
	"opened. It cost 63 million crowns."
#define MILL2 "The old mill will grind again, its new owners said on Wednesday, " \
	"eleven years after the last miller hung up his apron. The wheel was " \
	"taken to a workshop in the valley last autumn and came back in May " \
	"with 36 new paddles of larch. Some 400 people came to see the sluice " \
	"opened. It cost 66 million crowns."
#define FERRY "A ticket to Osk will cost two crowns more from May, the ferry " \
	"company said on Tuesday. It is the first rise in nine years and " \
	"follows a winter of repairs. Islanders keep their yearly tickets at " \
	"the old price. Lorries pay half as much again."

struct near {
	int n;
	int64_t story;
	int share;
};

static int
see_twin(const struct store_twin *t, void *arg)
{
	struct near *near = arg;

	near->n++;
	near->story = t->story;
	near->share = t->share;
	return 0;
}

static int
see_held(const struct store_held *h, void *arg)
{
	*(int64_t *)arg = h->story;
	return 0;
}

static int
see_story(const struct store_story *s, void *arg)
{
	snprintf(arg, 64, "%s", s->feed ? s->feed : "");
	return 0;
}

static void
a_text_finds_its_story(void **state)
{
	struct box *b = *state;
	struct store_twin t;
	struct near near = { 0 };
	int64_t versions;

	ok(b, add_version(b, URL, T0, "Mill to grind again", MILL));
	ok(b, add_version(b, OTHER, T0, "Ferry dearer", FERRY));
	ok(b, store_twin_of(b->st, 1, "Mill to grind again", MILL2,
	    strlen(MILL2), &t));
	assert_in_range(t.share, 70, 99);
	assert_true(t.headline);
	ok(b, store_twin_of(b->st, 2, "Mill to grind again", MILL2,
	    strlen(MILL2), &t));
	assert_int_equal(t.share, 0);
	assert_false(t.headline);
	assert_int_equal(store_twin_of(b->st, add_story(b, THIRD), "x", MILL,
	    strlen(MILL), &t), STORE_NONE);
	ok(b, store_twins(b->st, MILL2, strlen(MILL2), see_twin, &near));
	assert_int_equal(near.n, 1);
	assert_int_equal(near.story, 1);
	assert_in_range(near.share, 70, 99);

	/* by what a rebuilt catalog knows, too */
	ok(b, store_reindex(b->st, &versions));
	near.n = 0;
	ok(b, store_twins(b->st, MILL2, strlen(MILL2), see_twin, &near));
	assert_int_equal(near.n, 1);
}

static void
the_open_pass_counts(void **state)
{
	struct box *b = *state;
	struct store_twin t;

	ok(b, store_begin(b->st));
	ok(b, add_version(b, URL, T0, "Mill to grind again", MILL));
	ok(b, store_twin_of(b->st, 1, "Mill to grind again", MILL,
	    strlen(MILL), &t));
	assert_int_equal(t.share, 100);
	assert_true(t.headline);
	ok(b, store_commit(b->st));
}

static void
two_rows_join(void **state)
{
	struct box *b = *state;
	struct store_held h = { .verdict = "error", .reason = "no" };
	struct store_capture c = capture_of(OTHER, T0, "no page");
	char feed[64];
	int64_t key = 0, versions;

	ok(b, add_version(b, URL, T0, "Mill", MILL));
	h.story = add_story(b, OTHER);
	ok(b, store_hold(b->st, &h, &c));
	ok(b, store_story_alias(b->st, h.story, THIRD));
	ok(b, store_handle_put(b->st, "item 1", h.story));
	ok(b, store_story_join(b->st, h.story, 1));
	assert_int_equal(store_story_by_key(b->st, h.story, see_story, feed),
	    STORE_NONE);
	for (int i = 0; i < 2; i++) {
		ok(b, store_story_at(b->st, OTHER, &key));
		assert_int_equal(key, 1);
		ok(b, store_story_at(b->st, THIRD, &key));
		assert_int_equal(key, 1);
		ok(b, store_handle_get(b->st, "item 1", &key));
		assert_int_equal(key, 1);
		key = 0;
		ok(b, store_held_each(b->st, see_held, &key));
		assert_int_equal(key, 1);
		/* and all of it stays so */
		ok(b, store_reindex(b->st, &versions));
	}
	assert_int_equal(store_story_at(b->st, "https://news.example/",
	    &key), STORE_NONE);
}

static void
history_never_joins(void **state)
{
	struct box *b = *state;

	ok(b, add_version(b, URL, T0, "Mill", MILL));
	ok(b, add_version(b, OTHER, T0, "Mill", MILL2));
	assert_int_equal(store_story_join(b->st, 2, 1), STORE_AMBIGUOUS);
	assert_int_equal(store_story_join(b->st, 3, 1), STORE_NONE);
	assert_int_equal(store_story_join(b->st, 1, 9), STORE_NONE);
	ok(b, store_story_join(b->st, 1, 1));
}

/* A story that no feed of today names takes the feed of the other. */
static void
the_feed_comes_along(void **state)
{
	struct box *b = *state;
	char feed[64] = "";
	int64_t key;

	ok(b, store_story_add(b->st, URL, NULL, T0, &key));
	ok(b, store_story_join(b->st, add_story(b, OTHER), key));
	ok(b, store_story_by_key(b->st, key, see_story, feed));
	assert_string_equal(feed, "feed");
}

/* A redirect that is another at each look does not fill the catalog. */
static void
aliases_are_bounded(void **state)
{
	struct box *b = *state;
	char url[64];
	int64_t key;

	ok(b, add_version(b, URL, T0, "Mill", MILL));
	for (int i = 0; i < 100; i++) {
		snprintf(url, sizeof(url), URL "?session=%d", i);
		assert_true(store_story_alias(b->st, 1, url) >= 0);
	}
	ok(b, store_story_at(b->st, URL "?session=0", &key));
	assert_int_equal(store_story_at(b->st, URL "?session=99", &key),
	    STORE_NONE);
}

/* A page with a new name at each look fills nothing. */
static void
handles_are_bounded(void **state)
{
	struct box *b = *state;
	int64_t story, key = add_story(b, URL);
	char name[32];
	int kept = 0;

	ok(b, store_begin(b->st));
	for (int i = 0; i < 1000; i++) {
		snprintf(name, sizeof(name), "called %d", i);
		ok(b, store_handle_put(b->st, name, key));
		kept += store_handle_get(b->st, name, &story) == STORE_OK;
	}
	ok(b, store_commit(b->st));
	assert_int_equal(kept, 256);
	assert_int_equal(store_handle_get(b->st, "called 0", &story), STORE_OK);
	assert_int_equal(story, key);
}

/* Stories of a catalog from before there was an index are in it. */
static void
an_older_catalog(void **state)
{
	struct box *b = *state;
	struct near near = { 0 };
	char out[64];

	ok(b, add_version(b, URL, T0, "Mill", MILL));
	store_free(b->st);
	run(b, "/usr/bin/python3 -c \"import sqlite3\n"
	    "c = sqlite3.connect('catalog.db')\n"
	    "c.executescript('drop table handle; drop table twin; "
	    "drop index alias_story; pragma user_version = 10')\"", out,
	    sizeof(out));
	ok(b, store_open(&b->st, b->dir, STORE_WRITE));
	ok(b, store_twins(b->st, MILL2, strlen(MILL2), see_twin, &near));
	assert_int_equal(near.n, 1);
}

#define T(name) cmocka_unit_test_setup_teardown(name, box_setup, box_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(a_text_finds_its_story), T(the_open_pass_counts),
		T(two_rows_join), T(history_never_joins),
		T(the_feed_comes_along), T(aliases_are_bounded),
		T(handles_are_bounded), T(an_older_catalog),
	};

	return cmocka_run_group_tests_name("twins", tests, NULL, NULL);
}
