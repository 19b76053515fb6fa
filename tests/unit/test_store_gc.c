/* Packs stay few over many passes, and nothing is lost by it. */
#include "tests/unit/test_store.h"

static void
one_pass(struct box *b, int pass)
{
	char url[64], text[256];
	int i;

	ok(b, store_begin(b->st));
	for (i = 0; i < 3; i++) {
		int story = (pass * 7 + i * 5) % 40;

		snprintf(url, sizeof(url), "https://h%d.example/%d", story % 3,
		    story);
		snprintf(text, sizeof(text), "A story that is long enough for "
		    "a delta to be worth its while.\n\nPass %d.\n", pass);
		ok(b, add_version(b, url, T0 + pass * 600 + i, "Headline",
		    text));
	}
	ok(b, store_commit(b->st));
}

static long
packs(struct box *b)
{
	char out[64];

	run(b, "ls archive.git/objects/pack/*.pack | wc -l", out, sizeof(out));
	return strtol(out, NULL, 10);
}

static int
count(const struct store_version *v, void *arg)
{
	assert_non_null(v->text);
	(*(int *)arg)++;
	return 0;
}

static void
packs_stay_few(void **state)
{
	struct box *b = *state;
	struct store *reader;
	char head[64], after[64];
	int pass, n = 0;

	assert_int_equal(store_open(&reader, b->dir, 0), STORE_OK);
	for (pass = 0; pass < 120; pass++) {
		one_pass(b, pass);
		if (packs(b) > 26)
			fail_msg("%ld packs after pass %d", packs(b), pass);
		/* One that had the old packs open reads on. */
		if (pass % 10 == 9)
			assert_int_equal(store_versions(reader, 1, 1, count,
			    &n), STORE_OK);
	}
	store_free(reader);
	assert_sound(b);
	run(b, "git -C archive.git rev-list --count main", head, sizeof(head));
	assert_string_equal(head, "360");
	run(b, "git -C archive.git rev-parse main", head, sizeof(head));
	while (store_gc(b->st, 0) == STORE_OK)
		;
	run(b, "git -C archive.git rev-parse main", after, sizeof(after));
	assert_string_equal(head, after);
	assert_true(packs(b) < 6);
	assert_sound(b);
}

/* After git's own gc the tracker goes on as if nothing had been. */
static void
git_may_gc_too(void **state)
{
	struct box *b = *state;
	char out[256];
	int pass;

	for (pass = 0; pass < 10; pass++)
		one_pass(b, pass);
	run(b, "git -C archive.git gc -q --prune=now 2>&1", out, sizeof(out));
	for (; pass < 60; pass++)
		one_pass(b, pass);
	assert_sound(b);
	box_reopen(b, STORE_WRITE);
	assert_null(store_recovered(b->st));
	one_pass(b, pass);
	run(b, "git -C archive.git rev-list --count main", out, sizeof(out));
	assert_string_equal(out, "183");
}

#define T(name) cmocka_unit_test_setup_teardown(name, box_setup, box_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(packs_stay_few), T(git_may_gc_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
