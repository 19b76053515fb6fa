/* Which texts that come back are versions, and which take turns. */
#include "tests/unit/test_store.h"

#include "tracker/poll/alternate.h"
#include "tracker/poll/version.h"

#define URL "https://news.example/mill"
#define HOUR INT64_C(3600)

/* What stands on a page: capitals are texts of their own under one headline,
 * small letters headlines over one text, digits the same headline as 'a' and 'b'
 * by turns over a text of their own. */
static void
page(struct article *a, struct block *b, char what, struct arena *arena)
{
	char headline = what >= 'a' ? what : what >= 'A' ? 'h' :
	    what % 2 != 0 ? 'a' : 'b';
	char text = what >= 'a' ? 't' : what >= 'A' ? what :
	    (char)('x' + (what - '1') / 2);

	article_init(a);
	*b = (struct block){ BLOCK_PARAGRAPH, arena_printf(arena,
	    "The wheel of mill %c came back with new paddles.", text) };
	a->headline = arena_printf(arena, "Mill %c to grind again", headline);
	a->extractor = STR("rules/1");
	a->blocks = b;
	a->nblocks = 1;
}

static int
copy_row(const struct store_story *s, void *arg)
{
	struct store_story *out = arg;

	*out = *s;
	out->url = URL;
	return 0;
}

/* One look at the story; 'v' a version, 't' it takes turns from now on, 'g' it
 * goes on, 's' a version, since it has stayed, '=' the latest text. */
static char
look(struct box *b, int64_t key, char what, char *latest, int64_t at)
{
	struct arena arena;
	struct article now;
	struct block block;
	struct store_story s;
	enum alternate how = ALTERNATE_NO;
	int before;

	arena_init(&arena);
	ok(b, store_story_by_key(b->st, key, copy_row, &s));
	page(&now, &block, what, &arena);
	if (what == *latest) {
		assert_int_equal(alternate_same(b->st, &s, at), 0);
		arena_release(&arena);
		return '=';
	}
	assert_int_equal(alternate_other(b->st, &s, &now, at, &arena, &how,
	    &before), 0);
	if (how == ALTERNATE_NO || how == ALTERNATE_SETTLES) {
		ok(b, version_add(b->st, &s, &now, NULL, NULL, at, &arena));
		*latest = what;
	}
	arena_release(&arena);
	return "vtgs"[how];
}

static const struct {
	int hours;		/* between two looks */
	const char *looks, *found;
} rows[] = {
	{ 24, "AABA", "v=vv" },
	{ 24, "ABABAB", "vvvt=g" },
	/* once a third text came, what comes back is a version again, once */
	{ 24, "ABACB", "vvvvv" },
	{ 24, "ABACA", "vvvvv" },
	{ 24, "ABACBC", "vvvvvt" },
	{ 24, "ABACABA", "vvvvvt=" },
	{ 24, "ABABCA", "vvvtvv" },
	{ 24, "ABABCB", "vvvtvv" },
	{ 3, "ABABABCBCB", "vvvt=gvvt=" },
	{ 24, "ABACBCDC", "vvvvvtvv" },
	/* three that take turns from the start */
	{ 3, "ABCABC", "vvvvtg" },
	{ 3, "abcabcbac", "vvvvtgg=g" },
	/* the text is edited under headlines that take turns */
	{ 3, "abab1212", "vvvtvg=g" },
	{ 3, "abab1", "vvvtv" },
	/* one stays, which ends it, too */
	{ 12, "ABABBBAB", "vvvtgsvt" },
};

static void
test_looks(void **state)
{
	struct box *b = *state;
	char url[64], latest, found;

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		int64_t key;

		snprintf(url, sizeof(url), URL "%zu", i);
		key = add_story(b, url);
		latest = 0;
		for (size_t k = 0; rows[i].found[k] != '\0'; k++) {
			found = look(b, key, rows[i].looks[k], &latest,
			    T0 + (int64_t)k * rows[i].hours * HOUR);
			if (found != rows[i].found[k])
				fail_msg("%s: look %zu is '%c'",
				    rows[i].looks, k + 1, found);
		}
	}
}

/* What ended is said to have, and others that have not are none of it. */
static void
test_end(void **state)
{
	struct box *b = *state;
	int64_t key = add_story(b, URL);
	struct store_alternation a;
	char latest = 0;

	for (int k = 0; k < 4; k++)
		look(b, key, "ABAB"[k], &latest, T0 + k * HOUR);
	ok(b, store_alternation_get(b->st, key, &a));
	assert_true(a.settled == STORE_NO_TIME);
	look(b, key, 'C', &latest, T0 + 4 * HOUR);
	ok(b, store_alternation_get(b->st, key, &a));
	assert_int_equal(a.settled, T0 + 4 * HOUR);
	/* the next counts the looks from C on alone */
	for (int k = 5; k < 8; k++)
		look(b, key, "BCB"[k - 5], &latest, T0 + k * HOUR);
	ok(b, store_alternation_get(b->st, key, &a));
	assert_true(a.settled == STORE_NO_TIME);
	assert_int_equal(a.since, T0 + 4 * HOUR);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_looks, box_setup,
		    box_teardown),
		cmocka_unit_test_setup_teardown(test_end, box_setup,
		    box_teardown),
	};

	return cmocka_run_group_tests_name("alternate", tests, NULL, NULL);
}
