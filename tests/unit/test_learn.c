/* What the poller learns of a host from its stories, fetch after fetch. */
#include "tests/unit/test_store.h"

#include "tracker/base/limits.h"
#include "tracker/poll/learn.h"

#define HOUR 3600
#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

#define FRIDAY "Every Friday our reporters choose the week in pictures for you."
#define SHOP "New in the shop: tide tables bound in linen, with pilots' notes."
#define MEMBER "Readers keep this newsroom going: become a member before May."
#define ASKED "The company did not answer questions that The Post sent to it."

/* A site of stories that the tracker fetches, and what it last made of each. */
struct site {
	struct box *b;
	struct arena arena;
	struct learner learner;
	int64_t now;
	struct site_story {
		int64_t key, last;
		struct article was;
	} story[16];
};

static int
setup(void **state)
{
	struct site *s = calloc(1, sizeof(*s));
	void *box;

	if (s == NULL || box_setup(&box))
		return -1;
	s->b = box;
	s->now = T0;
	arena_init(&s->arena);
	learner_init(&s->learner, s->b->st, &s->arena);
	*state = s;
	return store_begin(s->b->st);
}

static int
teardown(void **state)
{
	struct site *s = *state;
	void *box = s->b;

	arena_release(&s->arena);
	free(s);
	return box_teardown(&box);
}

/* Story i with a text of its own around `box`, or around nothing. */
static struct article
tale(struct site *s, int i, const char *box)
{
	struct arena *a = &s->arena;
	struct article x;

	article_init(&x);
	x.headline = arena_printf(a, "Tale %d", i);
	x.blocks = arena_alloc(a, 4, sizeof(*x.blocks));
	x.blocks[x.nblocks++].text = arena_printf(a, "Tale %d begins with a "
	    "paragraph that is of this tale and of no other, and is long "
	    "enough to be most of what there is to read.", i);
	if (box != NULL)
		x.blocks[x.nblocks++].text = str_of(box);
	x.blocks[x.nblocks++].text = arena_printf(a, "It ends with another, "
	    "which says of the %dth tale that it was told in a year of good "
	    "apples by somebody who had been there.", i);
	return x;
}

/* One fetch of a story: what the judge would make of it. */
static enum learned
fetch_article(struct site *s, int i, struct article now)
{
	struct site_story *t = &s->story[i];
	struct store_story row = { .key = i + 1 };
	struct lesson lesson = { .story = &row, .previous = t->last,
		.at = s->now, .arena = &s->arena };
	struct article a = t->was, b = now;
	const struct known *k;
	enum learned learned = LEARN_CHANGE;

	row.url = arena_printf(&s->arena, "https://a.example/%d", i).p;
	k = learn_known(&s->learner, &row);
	assert_non_null(k);
	t->last = s->now;
	article_strip(&a, k, KNOWN_FURNITURE, &s->arena);
	article_strip(&b, k, KNOWN_FURNITURE, &s->arena);
	if (t->key == 0)
		assert_int_equal(learn_first(&s->learner, &lesson, &now), 0);
	else if (article_same(&a, &b))
		return LEARN_FURNITURE;
	else
		assert_int_equal(learn_change(&s->learner, &lesson, &t->was,
		    &now, &learned), 0);
	t->key = row.key;
	if (learned == LEARN_CHANGE)
		t->was = now;
	return learned;
}

static enum learned
fetch(struct site *s, int i, const char *box)
{
	return fetch_article(s, i, tale(s, i, box));
}

/* A pass over stories 0 to n - 1: a letter each, for what was made of it. */
static const char *
pass(struct site *s, int n, const char *box)
{
	static char out[17];

	for (int i = 0; i < n; i++)
		out[i] = "VFw"[fetch(s, i, box)];
	out[n] = '\0';
	s->now += 6 * HOUR;
	return out;
}

static void
a_box_that_rotates(void **state)
{
	struct site *s = *state;

	pass(s, 5, FRIDAY);
	assert_string_equal(pass(s, 5, SHOP), "VVwww");
	assert_string_equal(pass(s, 5, MEMBER), "VVwww");
	assert_string_equal(pass(s, 5, SHOP), "FFwww");
	assert_string_equal(pass(s, 5, FRIDAY), "FFFFF");
	assert_string_equal(pass(s, 5, NULL), "FFFFF");
	assert_string_equal(pass(s, 5, SHOP), "FFFFF");
}

/* One that stays for some fetches costs each story a version, not more. */
static void
a_box_that_stays_a_while(void **state)
{
	struct site *s = *state;

	pass(s, 5, FRIDAY);
	assert_string_equal(pass(s, 5, SHOP), "VVwww");
	assert_string_equal(pass(s, 5, SHOP), "FFVVV");
	assert_string_equal(pass(s, 5, MEMBER), "VVFFF");
	assert_string_equal(pass(s, 5, MEMBER), "FFFFF");
	assert_string_equal(pass(s, 5, FRIDAY), "FFFFF");
	assert_string_equal(pass(s, 5, FRIDAY), "FFFFF");
	assert_string_equal(pass(s, 5, SHOP), "FFFFF");
}

/*
 * News that took the place of other text on several stories at once: a box does
 * the same, so from the third on it is waited for. It stays: it is text of them
 * all, and a version of each.
 */
static void
what_stays_is_text(void **state)
{
	struct site *s = *state;
	const struct store_story row = { .key = 1,
		.url = "https://a.example/0" };
	const struct known *k;

	pass(s, 5, "Police will speak to reporters at noon on Saturday.");
	assert_string_equal(pass(s, 5, ASKED), "VVwww");
	assert_string_equal(pass(s, 5, ASKED), "FFVVV");
	k = learn_known(&s->learner, &row);
	assert_true(known_has(k, STR(ASKED), KNOWN_MOVES));
	assert_false(known_has(k, STR(ASKED), KNOWN_FURNITURE));
	/* once it went as well, it was a box; and so is what stands there */
	pass(s, 5, FRIDAY);
	assert_true(known_has(k, STR(ASKED), KNOWN_FURNITURE));
	assert_string_equal(pass(s, 5, SHOP), "VVFFF");
}

/* Whatever stands in one story only is kept. */
static void
one_story_is_no_host(void **state)
{
	static const char *const boxes[] = { FRIDAY, SHOP, MEMBER, NULL };
	struct site *s = *state;

	for (int i = 0; i < 12; i++)
		assert_int_equal(fetch(s, 0, boxes[i % 4]), LEARN_CHANGE);
}

/* A sentence said often that goes from one story, and stays away. */
static void
what_recurs_is_waited_for(void **state)
{
	struct site *s = *state;

	pass(s, 5, ASKED);
	assert_int_equal(fetch(s, 2, NULL), LEARN_WAIT);
	s->now += HOUR;
	assert_int_equal(fetch(s, 2, NULL), LEARN_CHANGE);
	/* and one that comes */
	s->now += HOUR;
	assert_int_equal(fetch(s, 2, ASKED), LEARN_WAIT);
	s->now += HOUR;
	/* back as it was: nothing to wait for */
	assert_int_equal(fetch(s, 2, NULL), LEARN_FURNITURE);
	s->now += HOUR;
	assert_int_equal(fetch(s, 2, ASKED), LEARN_WAIT);
	s->now += HOUR;
	assert_int_equal(fetch(s, 2, ASKED), LEARN_CHANGE);
	/* another change in the same fetch: no reason to wait */
	s->now += HOUR;
	{
		struct article now = tale(s, 2, NULL);

		now.blocks[0].text = STR("Tale 2 was a lie from beginning to "
		    "end, says the one who told it, and the apples were bad.");
		assert_int_equal(fetch_article(s, 2, now), LEARN_CHANGE);
	}
}

/* An edit of what many stories have is shown on each of them, however often it
 * is edited, and however many they are. */
static void
edits_are_no_exchange(void **state)
{
	struct site *s = *state;

	pass(s, 12, "The dam was built in 1961, when the valley had 63 farms.");
	for (int i = 2; i < 6; i++)
		assert_string_equal(pass(s, 12, arena_printf(&s->arena, "The "
		    "dam was built in 196%d, when the valley had 63 farms.",
		    i).p), "VVVVVVVVVVVV");
}

/* The same of a text that was seen to come to some of them and go from others. */
static void
an_edit_of_what_moved(void **state)
{
	struct site *s = *state;

	pass(s, 8, NULL);
	for (int i = 0; i < 3; i++)
		fetch(s, i, ASKED);
	s->now += HOUR;
	pass(s, 8, ASKED);
	pass(s, 8, ASKED);
	assert_string_equal(pass(s, 8, "The company did answer questions that "
	    "The Post sent to it."), "VVVVVVVV");
}

/* What is new on many stories at once: until it came to ten. */
static void
what_comes_to_many(void **state)
{
	struct site *s = *state;

	pass(s, 12, NULL);
	assert_string_equal(pass(s, 12, FRIDAY), "VVwwwwwwwFFF");
	assert_string_equal(pass(s, 12, FRIDAY), "FFFFFFFFFFFF");
	assert_string_equal(pass(s, 12, NULL), "FFFFFFFFFFFF");
}

/* What goes from many stays text of theirs: it is not known to come again. */
static void
what_goes_from_many(void **state)
{
	struct site *s = *state;

	pass(s, 12, ASKED);
	assert_string_equal(pass(s, 12, NULL), "wwwwwwwwwwww");
	assert_string_equal(pass(s, 12, NULL), "VVVVVVVVVVVV");
}

static void
what_comes_and_goes(void **state)
{
	struct site *s = *state;

	pass(s, 5, NULL);
	assert_string_equal(pass(s, 5, FRIDAY), "VVwww");
	assert_string_equal(pass(s, 5, NULL), "wwFFF");
	assert_string_equal(pass(s, 5, FRIDAY), "FFwww");
	assert_string_equal(pass(s, 5, NULL), "wwFFF");
}

/* Three addresses of one text agree in all of it. */
static void
copies_are_one_story(void **state)
{
	struct site *s = *state;
	struct article whole = tale(s, 9, ASKED), cut = tale(s, 9, NULL);

	for (int i = 0; i < 5; i++)
		fetch_article(s, i, whole);
	for (int i = 0; i < 5; i++)
		assert_int_equal(fetch_article(s, i, cut), LEARN_CHANGE);
}

/* Notes, quotations and short lines are never furniture. */
static void
some_never_are(void **state)
{
	static const char *const texts[][2] = {
		{ "Correction: An earlier version of this story gave a wrong "
		  "year. It was 1902.", "Correction: An earlier version of "
		  "this story misspelled the name of the miller." },
		{ "\"We were told nothing of it,\" the miller said on Monday.",
		  "\"I have nothing to add to that,\" said the other miller." },
		{ "VARN, March 12 (The Post)", "LUND QUAY (The Post)" },
	};
	struct site *s = *state;

	for (size_t k = 0; k < COUNT(texts); k++) {
		for (int i = 0; i < 5; i++)
			s->story[i] = (struct site_story){ 0 };
		pass(s, 5, texts[k][0]);
		assert_string_equal(pass(s, 5, texts[k][1]), "VVVVV");
		assert_string_equal(pass(s, 5, texts[k][0]), "VVVVV");
		assert_string_equal(pass(s, 5, texts[k][1]), "VVVVV");
	}
}

/* What the page's own data call the story's text teaches nothing. */
static void
sourced_text_is_text(void **state)
{
	static const char *const boxes[] = { FRIDAY, SHOP };
	struct site *s = *state;

	for (int k = 0; k < 6; k++) {
		for (int i = 0; i < 5; i++) {
			struct article now = tale(s, i, boxes[k % 2]);

			now.sourced = true;
			assert_int_equal(fetch_article(s, i, now),
			    LEARN_CHANGE);
		}
		s->now += HOUR;
	}
}

static const char *
counter(struct site *s, int n)
{
	return arena_printf(&s->arena, "%d people are reading this tale now, "
	    "among them a miller.", n).p;
}

/* One block that changes at every fetch, for a day. */
static void
a_place_that_never_rests(void **state)
{
	struct site *s = *state;

	for (int i = 0; i <= 4; i++, s->now += 8 * HOUR)
		assert_int_equal(fetch(s, 0, counter(s, 100 + 7 * i)), i < 4 ?
		    LEARN_CHANGE : LEARN_WAIT);
	assert_int_equal(fetch(s, 0, counter(s, 7)), LEARN_WAIT);
	s->now += 8 * HOUR;
	/* another text in its place goes the same way */
	assert_int_equal(fetch(s, 0, SHOP), LEARN_WAIT);
	s->now += 8 * HOUR;
	/* it rests: it may be meant */
	assert_int_equal(fetch(s, 0, SHOP), LEARN_CHANGE);
	s->now += 8 * HOUR;
	assert_int_equal(fetch(s, 0, counter(s, 8)), LEARN_CHANGE);
}

/* Four changes within an hour may be a story in the making. */
static void
a_day_is_a_day(void **state)
{
	struct site *s = *state;

	for (int i = 0; i < 12; i++, s->now += HOUR / 6)
		assert_int_equal(fetch(s, 0, counter(s, 100 + 7 * i)),
		    LEARN_CHANGE);
}

/* Something else changed as well, once: counted from the start again. */
static void
a_place_alone(void **state)
{
	struct site *s = *state;
	struct article now;

	for (int i = 0; i < 9; i++, s->now += 8 * HOUR) {
		now = tale(s, 0, counter(s, 100 + 7 * i));
		if (i % 3 == 2)
			now.headline = arena_printf(&s->arena, "Day %d", i);
		else if (i > 2)
			now.headline = s->story[0].was.headline;
		assert_int_equal(fetch_article(s, 0, now), LEARN_CHANGE);
	}
}

/* A counter that never rests on three stories is known by its form. */
static void
a_form(void **state)
{
	struct site *s = *state;

	for (int k = 0; k < 6; k++, s->now += 8 * HOUR)
		for (int i = 0; i < 3; i++)
			fetch(s, i, counter(s, 10 * k + i));
	fetch(s, 3, counter(s, 77));
	s->now += 8 * HOUR;
	assert_int_equal(fetch(s, 3, counter(s, 78)), LEARN_FURNITURE);
}

/* A number that all of them tell is a fact, though it never rests. */
static void
what_all_count_is_fact(void **state)
{
	struct site *s = *state;

	for (int k = 0; k < 6; k++, s->now += 8 * HOUR)
		for (int i = 0; i < 4; i++)
			fetch(s, i, counter(s, 10 * k));
	fetch(s, 5, counter(s, 77));
	s->now += 8 * HOUR;
	assert_int_equal(fetch(s, 5, counter(s, 78)), LEARN_CHANGE);
	for (int i = 0; i < 4; i++)
		assert_int_equal(fetch(s, i, counter(s, 50)), LEARN_CHANGE);
}

static int
first_key(const struct store_furniture *f, void *arg)
{
	*(int64_t *)arg = f->key;
	return 1;
}

/* A person's word holds, whatever is seen. */
static void
what_was_refused(void **state)
{
	struct site *s = *state;
	int64_t key = 0;

	pass(s, 5, FRIDAY);
	pass(s, 5, SHOP);
	assert_int_equal(store_furniture_each(s->b->st, "a.example", first_key,
	    &key), 1);
	ok(s->b, store_furniture_refuse(s->b->st, key));
	learner_init(&s->learner, s->b->st, &s->arena);
	for (int i = 0; i < 5; i++) {
		assert_null(strchr(pass(s, 5, SHOP), 'w'));
		assert_null(strchr(pass(s, 5, FRIDAY), 'w'));
	}
	assert_string_equal(pass(s, 5, SHOP), "VVVVV");
}

/* What is learned does not outlive its pass in memory alone. */
static void
it_is_in_the_catalog(void **state)
{
	struct site *s = *state;

	pass(s, 5, FRIDAY);
	pass(s, 5, SHOP);
	ok(s->b, store_commit(s->b->st));
	box_reopen(s->b, STORE_WRITE);
	learner_init(&s->learner, s->b->st, &s->arena);
	assert_string_equal(pass(s, 5, FRIDAY), "FFFFF");
	assert_string_equal(pass(s, 5, SHOP), "FFFFF");
}

/* A version of story i, as the poller stores it. */
static void
add_tale(struct site *s, int i, const char *box, int64_t at)
{
	struct article a = tale(s, i, box);
	struct buf text;
	char url[64];

	snprintf(url, sizeof(url), "https://a.example/%d", i);
	buf_init(&text, LIMIT_TEXT_BYTES);
	article_format(&a, &text);
	ok(s->b, add_version(s->b, url, at, "Tale", buf_z(&text)));
	buf_release(&text);
}

static int
add_text(const struct store_furniture *f, void *arg)
{
	char *out = arg;
	size_t n = strlen(out);

	snprintf(out + n, 400 - n, "%d %.8s, ", f->level, f->text);
	return 0;
}

/* A catalog that lost it: what the archive says is learned again. */
static void
from_the_versions(void **state)
{
	struct site *s = *state;
	char out[400] = "", again[400] = "";

	for (int i = 0; i < 4; i++) {
		add_tale(s, i, FRIDAY, T0);
		add_tale(s, i, SHOP, T0 + HOUR);
	}
	add_tale(s, 5, ASKED, T0);
	add_tale(s, 6, ASKED, T0);
	add_tale(s, 7, ASKED, T0);
	ok(s->b, store_commit(s->b->st));
	assert_int_equal(learn_again(s->b->st), 0);
	ok(s->b, store_furniture_each(s->b->st, "a.example", add_text, out));
	assert_string_equal(out, "2 Every Fr, 2 New in t, 1 The comp, ");
	assert_int_equal(learn_again(s->b->st), 0);
	ok(s->b, store_furniture_each(s->b->st, "a.example", add_text, again));
	assert_string_equal(again, out);
	assert_sound(s->b);
}

int
main(void)
{
#define TEST(fn) cmocka_unit_test_setup_teardown(fn, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(a_box_that_rotates),
		TEST(a_box_that_stays_a_while),
		TEST(what_stays_is_text),
		TEST(one_story_is_no_host),
		TEST(what_recurs_is_waited_for),
		TEST(edits_are_no_exchange),
		TEST(an_edit_of_what_moved),
		TEST(what_all_count_is_fact),
		TEST(what_comes_to_many),
		TEST(what_goes_from_many),
		TEST(what_comes_and_goes),
		TEST(copies_are_one_story),
		TEST(some_never_are),
		TEST(sourced_text_is_text),
		TEST(a_place_that_never_rests),
		TEST(a_day_is_a_day),
		TEST(a_place_alone),
		TEST(a_form),
		TEST(what_was_refused),
		TEST(it_is_in_the_catalog),
		TEST(from_the_versions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
