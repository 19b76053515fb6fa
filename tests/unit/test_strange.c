/* Is a page in place of a story, or of all stories of a host? */
#include "tests/unit/ferry.h"
#include "tests/unit/test_store.h"

#include "tracker/poll/strange.h"
#include "tracker/poll/version.h"

#define CLOSED "We are moving house. This paper will be here again on Thursday " \
	"morning with a new design. Until then our reporters answer by " \
	"telephone, and the printed edition appears as usual."
/* has words of the ferry's story, as a page about that company might */
#define WORDS "This company will follow its director: passengers and lorries, " \
	"islanders and tickets. Please return later."

struct page {
	struct article a;
	struct block b[2];
};

static const struct article *
page(struct page *p, const char *headline, const char *one, const char *two)
{
	article_init(&p->a);
	p->b[0] = (struct block){ BLOCK_PARAGRAPH, str_of(one) };
	p->b[1] = (struct block){ BLOCK_PARAGRAPH, str_of(two ? two : "") };
	p->a.headline = str_of(headline);
	p->a.extractor = STR("rules/1");
	p->a.blocks = p->b;
	p->a.nblocks = two ? 2 : 1;
	return &p->a;
}

static int
copy_row(const struct store_story *s, void *arg)
{
	struct store_story *out = arg;

	*out = *s;
	out->url = "https://news.example/x";
	return 0;
}

static struct store_story
story(struct box *b, int n)
{
	struct store_story s;
	char url[64];
	int64_t key;

	snprintf(url, sizeof(url), "https://news.example/%d", n);
	key = add_story(b, url);
	ok(b, store_story_by_key(b->st, key, copy_row, &s));
	return s;
}

/* A look at story n, which was `was`. */
static enum strange
look(struct box *b, int n, const struct article *was,
    const struct article *now)
{
	struct arena arena;
	struct store_story s = story(b, n);
	struct strange_look l = { b->st, &s, T0, &arena };
	enum strange out;

	arena_init(&arena);
	assert_int_equal(strange_page(&l, was, now, &out), 0);
	arena_release(&arena);
	return out;
}

static void
add(struct box *b, int n, const struct article *a)
{
	struct arena arena;
	struct store_story s = story(b, n);
	struct strange_look l = { b->st, &s, T0, &arena };

	arena_init(&arena);
	if (s.versions == 0)
		assert_int_equal(strange_first(&l, a), 0);
	ok(b, version_add(b->st, &s, a, NULL, NULL, T0 + n, &arena));
	arena_release(&arena);
}

static void
test_shared(void **state)
{
	struct box *b = *state;
	struct page was, now;

	page(&was, "Ferry dearer", FERRY, NULL);
	page(&now, "Back soon", CLOSED, NULL);
	assert_int_equal(look(b, 1, &was.a, &now.a), STRANGE_ALONE);
	assert_int_equal(look(b, 1, &was.a, &now.a), STRANGE_ALONE);
	/* two may have one report; three have none of their own */
	assert_int_equal(look(b, 2, &was.a, &now.a), STRANGE_ALONE);
	assert_int_equal(look(b, 3, &was.a, &now.a), STRANGE_SHARED);
	assert_int_equal(look(b, 1, &was.a, &now.a), STRANGE_SHARED);
	/* most of it is enough */
	page(&now, "Back soon", CLOSED, "Incident 7.");
	assert_int_equal(look(b, 4, &was.a, &now.a), STRANGE_SHARED);
	page(&now, "Back soon", "Incident 7.", NULL);
	assert_int_equal(look(b, 4, &was.a, &now.a), STRANGE_ALONE);
	/* on a page that keeps anything it never is */
	page(&now, "Ferry dearer", CLOSED, NULL);
	assert_int_equal(look(b, 5, &was.a, &now.a), STRANGE_NO);
	page(&now, "Back soon", CLOSED, FERRY);
	assert_int_equal(look(b, 5, &was.a, &now.a), STRANGE_NO);
}

/* Words of a story are some of it, unless the text is known from two others. */
static void
test_words(void **state)
{
	struct box *b = *state;
	struct page ferry, closed, now;

	page(&ferry, "Ferry dearer", FERRY, NULL);
	page(&closed, "Roads closed", CLOSED, NULL);
	page(&now, "Please wait", WORDS, NULL);
	assert_int_equal(look(b, 1, &ferry.a, &now.a), STRANGE_NO);
	look(b, 2, &closed.a, &now.a);
	assert_int_equal(look(b, 1, &ferry.a, &now.a), STRANGE_NO);
	assert_int_equal(look(b, 3, &closed.a, &now.a), STRANGE_ALONE);
	assert_int_equal(look(b, 1, &ferry.a, &now.a), STRANGE_SHARED);
}

/* What stood before is back at once; so is a story of which nothing but such a
 * page was ever seen. */
static void
test_back(void **state)
{
	struct box *b = *state;
	struct page ferry, closed;

	page(&ferry, "Ferry dearer", FERRY, NULL);
	page(&closed, "Back soon", CLOSED, NULL);
	add(b, 1, &ferry.a);
	add(b, 1, &closed.a);
	assert_int_equal(look(b, 1, &closed.a, &ferry.a), STRANGE_NO);
	add(b, 2, &closed.a);
	/* what another story's first version said is shared */
	assert_int_equal(look(b, 2, &closed.a, &ferry.a), STRANGE_ALONE);
	add(b, 3, &closed.a);
	add(b, 4, &closed.a);
	assert_int_equal(look(b, 3, &closed.a, &ferry.a), STRANGE_NO);
}

/* A page that is written anew each time: after the second it is known to be. */
static void
test_anew(void **state)
{
	struct box *b = *state;
	struct page ferry, closed, now;

	page(&ferry, "Ferry dearer", FERRY, NULL);
	page(&closed, "Roads closed", CLOSED, NULL);
	page(&now, "Please wait", WORDS, NULL);
	add(b, 1, &ferry.a);
	assert_int_equal(look(b, 1, &ferry.a, &closed.a), STRANGE_ALONE);
	add(b, 1, &closed.a);
	assert_int_equal(look(b, 1, &closed.a, &now.a), STRANGE_NO);
}

int
main(void)
{
#define TEST(fn) cmocka_unit_test_setup_teardown(fn, box_setup, box_teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_shared), TEST(test_words), TEST(test_back),
		TEST(test_anew),
	};

	return cmocka_run_group_tests_name("strange", tests, NULL, NULL);
}
