/* Does an address lead to another story? */
#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#include "tests/unit/ferry.h"
#include "tracker/poll/other.h"

#define FERRY2 "Tickets to Osk become dearer: the ferry company will ask two " \
	"crowns more, it confirmed on Wednesday, and blamed wages and fuel. " \
	"Its director said that islanders would keep the yearly tickets at " \
	"their old price. Lorries, however, pay half as much again from May. " \
	"The chairman of the council called the rise a blow for the outer " \
	"islands after a winter of repairs."
#define MILL "The old mill at Weir will grind again, its new owners said, " \
	"eleven years after the last miller hung up his apron. The wheel, " \
	"four metres across, was taken to a workshop in the valley last " \
	"autumn. It came back with 36 new paddles of larch. Some people came " \
	"to see the sluice opened. The miller of the next village, who is " \
	"ninety, turned the key. Schools may come on other days. Flour will " \
	"be sold in bags of linen, and bread from a brick oven which three " \
	"masons built beside the stream. Volunteers cleared nettles."
#define JA1 "\xe6\xb8\xaf\xe6\xb9\xbe\xe5\xb1\x80\xe3\x81\xaf\xe6\x9c\x88" \
	"\xe6\x9b\x9c\xe6\x97\xa5\xe3\x80\x81\xe7\x81\xaf\xe5\x8f\xb0\xe3" \
	"\x82\x92\xe6\x98\xa5\xe3\x81\xab\xe5\x86\x8d\xe3\x81\xb3\xe7\x82" \
	"\xb9\xe7\x81\xaf\xe3\x81\x99\xe3\x82\x8b\xe3\x81\xa8\xe7\x99\xba" \
	"\xe8\xa1\xa8\xe3\x81\x97\xe3\x81\x9f\xe3\x80\x82\xe5\xb7\xa5\xe4" \
	"\xba\x8b\xe3\x81\xaf\xe5\x85\x88\xe9\x80\xb1\xe5\xa7\x8b\xe3\x81" \
	"\xbe\xe3\x81\xa3\xe3\x81\xa6\xe3\x81\x84\xe3\x82\x8b\xe3\x80\x82"
#define JA2 "\xe8\xad\xb0\xe4\xbc\x9a\xe3\x81\xaf\xe4\xba\x88\xe7\xae\x97" \
	"\xe6\xa1\x88\xe3\x82\x92\xe5\x8f\xaf\xe6\xb1\xba\xe3\x80\x81\xe5" \
	"\xad\xa6\xe6\xa0\xa1\xe7\xb5\xa6\xe9\xa3\x9f\xe8\xb2\xbb\xe7\x84" \
	"\xa1\xe5\x84\x9f\xe5\x8c\x96\xe3\x81\xb8\xe5\xb8\x82\xe9\x95\xb7" \
	"\xe9\x81\xb8\xe3\x81\xa7\xe5\x85\xac\xe7\xb4\x84\xe5\xae\x9f\xe7" \
	"\x8f\xbe\xe9\x87\x91\xe9\xa1\x8d\xe5\xa2\x97\xe9\xa1\x8d\xe8\xa6" \
	"\x8b\xe9\x80\x9a\xe3\x81\x97\xe6\x98\x8e\xe3\x82\x89\xe3\x81\x8b"

static void
make(struct article *a, struct block *b, const char *headline, const char *text)
{
	article_init(a);
	*b = (struct block){ BLOCK_PARAGRAPH, str_of(text) };
	a->headline = str_of(headline);
	a->blocks = b;
	a->nblocks = 1;
}

static const struct {
	const char *one, *two;
	bool same;
} texts[] = {
	{ FERRY, FERRY, true },
	{ FERRY, FERRY2, true },
	{ FERRY, FERRY " " MILL, true },
	{ FERRY, MILL, false },
	{ FERRY2, MILL, false },
	{ JA1, JA1 "\xe3\x80\x82", true },
	{ JA1, JA2, false },
	{ "Withdrawn.", MILL, true },	/* too short to tell */
	{ "", "", true },
};

static void
test_shared(void **state)
{
	struct article x, y;
	struct block b, c;
	struct arena arena;
	unsigned n;

	(void)state;
	arena_init(&arena);
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		make(&x, &b, "", texts[i].one);
		make(&y, &c, "", texts[i].two);
		n = other_shared(&arena, &x, &y);
		if ((n >= 20) != texts[i].same)
			fail_msg("case %zu: %u percent", i, n);
		assert_int_equal(n, other_shared(&arena, &y, &x));
		arena_clear(&arena);
	}
	arena_release(&arena);
}

#define SITE "https://post.example"
#define ASKED SITE "/2025/ferry-fares-rise-again.html"
#define MILLS SITE "/2025/old-mill-will-grind.html"

static const struct {
	const char *asked, *was, *url, *canonical, *headline, *text;
	bool other;
} cases[] = {
	/* against the last version */
	{ ASKED, FERRY, ASKED, "", "Mill to grind", MILL, false },
	{ ASKED, FERRY, MILLS, "", "Mill to grind", MILL, true },
	{ ASKED, FERRY, ASKED, MILLS, "Mill to grind", MILL, true },
	{ ASKED, FERRY, MILLS, MILLS, "Fares rise", FERRY2, false },
	{ ASKED, FERRY, ASKED "?a=1#b", ASKED, "Mill to grind", MILL, false },
	{ ASKED, FERRY, SITE "/", "", "The Post", MILL, true },
	{ ASKED, FERRY, MILLS, "", "WITHDRAWN", "It is withdrawn.", false },
	/* at first sight */
	{ ASKED, NULL, ASKED, "", "Mill will grind corn", MILL, false },
	{ ASKED, NULL, MILLS, "", "Mill will grind corn", MILL, true },
	{ ASKED, NULL, ASKED, MILLS, "Mill will grind corn", MILL, true },
	{ ASKED, NULL, SITE "/a/ferry-tickets-cost-more", "",
	    "Mill will grind corn", MILL, false },
	{ ASKED, NULL, MILLS, "", "Ferry tickets cost more", FERRY, false },
	{ ASKED, NULL, SITE "/12345.html", "", "Mill will grind", MILL, false },
	{ SITE "/ferry-fares-rise-again-991823", NULL,
	    SITE "/old-mill-will-grind-991823", "", "Mill will grind corn",
	    MILL, false },
	{ SITE "/?p=12", NULL, SITE "/", "", "Mill will grind", MILL, false },
	{ SITE "/a?p=12", NULL, SITE "/?p=13", "", "Mill", MILL, false },
};

static void
test_other(void **state)
{
	struct article was, now;
	struct block b, c;
	struct arena arena;
	struct str why = { 0 };
	bool got;

	(void)state;
	arena_init(&arena);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		make(&was, &b, "Fares rise", cases[i].was);
		make(&now, &c, cases[i].headline, cases[i].text);
		now.url = str_of(cases[i].url);
		now.canonical = str_of(cases[i].canonical);
		got = other_story(&arena, str_of(cases[i].asked),
		    cases[i].was != NULL ? &was : NULL, &now, &why);
		if (got != cases[i].other)
			fail_msg("case %zu: %d, %.*s", i, got, STR_FMT(why));
		assert_true(!got || why.n > 10);
	}
	arena_release(&arena);
}

/* What is left of the ferry's story in another text. */
static const struct {
	const char *headline, *text, *second;
	enum left left;
	bool long_enough;
} remains[] = {
	{ "Weir will grind", MILL, NULL, LEFT_NOTHING, true },
	{ "Weir will grind", "Down for repairs until Friday, please come back.",
	  NULL, LEFT_NOTHING, true },
	{ "Ferry dearer", MILL, NULL, LEFT_PARTS, false },
	{ "Weir will grind", MILL, FERRY, LEFT_PARTS, false },
	{ "Weir will grind", FERRY2, NULL, LEFT_WORDS, true },
	{ "Weir will grind", FERRY " " MILL, NULL, LEFT_WORDS, true },
	/* a short text of the same story has more of its words */
	{ "Rise for Osk", "Tickets become dearer by two crowns. The company "
	  "blamed wages and repairs, its director said on Tuesday.", NULL,
	  LEFT_WORDS, true },
};

static void
test_left(void **state)
{
	struct article was, now;
	struct block b, c[2];
	struct arena arena;
	bool long_enough;
	enum left left;

	(void)state;
	arena_init(&arena);
	make(&was, &b, "Ferry dearer", FERRY);
	for (size_t i = 0; i < sizeof(remains) / sizeof(*remains); i++) {
		make(&now, c, remains[i].headline, remains[i].text);
		if (remains[i].second != NULL) {
			c[1] = (struct block){ BLOCK_PARAGRAPH,
				str_of(remains[i].second) };
			now.nblocks = 2;
		}
		left = other_left(&arena, &was, &now, &long_enough);
		if (left != remains[i].left ||
		    long_enough != remains[i].long_enough)
			fail_msg("row %zu: %d %d", i, left, long_enough);
	}
	/* of few words nothing can be said */
	make(&was, &b, "Withdrawn", "More to follow.");
	make(&now, c, "Weir will grind", MILL);
	assert_int_equal(other_left(&arena, &was, &now, &long_enough),
	    LEFT_NOTHING);
	assert_false(long_enough);
	article_init(&was);
	assert_int_equal(other_left(&arena, &was, &now, &long_enough),
	    LEFT_WORDS);
	arena_release(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_shared),
		cmocka_unit_test(test_other),
		cmocka_unit_test(test_left),
	};

	return cmocka_run_group_tests_name("other", tests, NULL, NULL);
}
