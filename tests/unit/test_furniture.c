/*
 * Furniture of a host, without a store: what it is known by, what can never be
 * one, what moves between two states of a story, what pages read together have
 * in common, and what extraction makes of knowing it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <cmocka.h>

#include "tracker/extract/boilerplate.h"
#include "tracker/base/limits.h"
#include "tracker/extract/common.h"
#include "tracker/extract/extract.h"
#include "tracker/poll/moves.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

#define PROMO "Every Friday our reporters choose the week in pictures for you."
#define SHOP "New in the shop: tide tables bound in linen, with pilots' notes."
#define FACT "The sluice at Varn was opened for the first time since the flood."

static struct arena arena;

static int
setup(void **state)
{
	(void)state;
	arena_init(&arena);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

/* An article of paragraphs; one that begins with "# " is a heading. */
static struct article
article(const char *const *texts, size_t n)
{
	struct article a;

	article_init(&a);
	a.headline = STR("The sluice");
	a.blocks = arena_alloc(&arena, n + 1, sizeof(*a.blocks));
	for (size_t i = 0; i < n; i++)
		a.blocks[a.nblocks++] = strncmp(texts[i], "# ", 2) == 0 ?
		    (struct block){ BLOCK_SUBHEADING, str_of(texts[i] + 2) } :
		    (struct block){ BLOCK_PARAGRAPH, str_of(texts[i]) };
	return a;
}

#define ARTICLE(...)                                                          \
	article((const char *const[]){ __VA_ARGS__ },                         \
	    COUNT(((const char *const[]){ __VA_ARGS__ })))

/* ---- known --------------------------------------------------------------- */

static void
test_hash(void **state)
{
	static const struct {
		const char *a, *b;
		bool same;
	} rows[] = {
		{ "one two", "one two", true },
		{ "one two", " one\xc2\xa0 two\n", true },
		{ "co-op", "co\xc2\xad-op\xe2\x80\x8b", true },
		{ "one two", "onetwo", false },
		{ "one two", "One two", false },
		{ "63 million", "66 million", false },
		{ "", " \n", true },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		if ((known_hash(str_of(rows[i].a)) ==
		    known_hash(str_of(rows[i].b))) != rows[i].same)
			fail_msg("\"%s\" and \"%s\"", rows[i].a, rows[i].b);
	assert_int_equal(known_form_hash(STR("no number")), 0);
	assert_true(known_form_hash(STR("63 people read")) ==
	    known_form_hash(STR("1204 people read")));
	assert_false(known_form_hash(STR("63 people read")) ==
	    known_form_hash(STR("63 people wrote")));
	assert_false(known_form_hash(STR("1,204 read")) ==
	    known_form_hash(STR("1 204 read")));
}

static void
test_table(void **state)
{
	struct known k;
	char text[64];

	(void)state;
	known_init(&k, &arena);
	assert_int_equal(known_level(&k, 7), KNOWN_NOT);
	assert_false(known_has(NULL, STR(PROMO), KNOWN_RECURS));
	for (int i = 0; i < 3000; i++) {
		snprintf(text, sizeof(text), "text number %c%c%c", 'a' + i % 26,
		    'a' + i / 26 % 26, 'a' + i / 676);
		known_add(&k, known_hash(str_of(text)), i % 2 ?
		    KNOWN_FURNITURE : KNOWN_RECURS);
	}
	assert_int_equal(k.n, 3000);
	assert_true(known_has(&k, STR("text number aaa"), KNOWN_RECURS));
	assert_false(known_has(&k, STR("text number aaa"), KNOWN_FURNITURE));
	assert_true(known_has(&k, STR("text number baa"), KNOWN_FURNITURE));
	known_add(&k, known_hash(STR("text number baa")), KNOWN_REFUSED);
	assert_int_equal(k.n, 3000);
	assert_false(known_has(&k, STR("text number baa"), KNOWN_RECURS));
	known_add(&k, known_form_hash(STR("9 people read this now")),
	    KNOWN_FURNITURE);
	assert_true(known_has(&k, STR("1204 people read this now"),
	    KNOWN_FURNITURE));
	assert_false(known_has(&k, STR("1204 people died of this now"),
	    KNOWN_FURNITURE));
}

/* What must never be learned, whatever it is like. */
static void
test_can_be(void **state)
{
	static const struct {
		enum block_type type;
		const char *text;
		bool can;
	} rows[] = {
		{ BLOCK_PARAGRAPH, PROMO, true },
		{ BLOCK_LIST_ITEM, PROMO, true },
		{ BLOCK_CAPTION, PROMO, true },
		{ BLOCK_SUBHEADING, "More for you", true },
		{ BLOCK_QUOTE, PROMO, false },
		{ BLOCK_TABLE_ROW, PROMO, false },
		{ BLOCK_PARAGRAPH, "VARN, March 12 (The Post)", false },
		{ BLOCK_PARAGRAPH, "\"We were told nothing of the sluice,\" "
		    "the miller said.", false },
		{ BLOCK_PARAGRAPH, "\xe2\x80\x9cWe were told nothing of the "
		    "sluice,\xe2\x80\x9d the miller said.", false },
	};
	char longest[LIMIT_FURNITURE_BYTES + 2];
	struct block b = { BLOCK_PARAGRAPH, { longest, sizeof(longest) - 1 } };

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct block row = { rows[i].type, str_of(rows[i].text) };

		if (known_can_be(&row) != rows[i].can)
			fail_msg("%s", rows[i].text);
	}
	memset(longest, 'a', sizeof(longest));
	assert_false(known_can_be(&b));
}

/* A note stays text of its story, though it were learned. */
static void
test_notes(void **state)
{
	static const char *const notes[] = {
		"Correction: An earlier version of this story gave a wrong "
		"year.",
		"The sluice was opened in May. (This story has been corrected "
		"to say May, not June.)",
		"This article has been withdrawn by its editors.",
	};
	struct known k;

	(void)state;
	known_init(&k, &arena);
	for (size_t i = 0; i < COUNT(notes); i++) {
		struct article a = ARTICLE(FACT, notes[i]);

		known_add(&k, known_hash(str_of(notes[i])), KNOWN_FURNITURE);
		assert_true(known_is_note(str_of(notes[i])));
		assert_false(known_has(&k, str_of(notes[i]), KNOWN_RECURS));
		assert_false(article_strip(&a, &k, KNOWN_RECURS, &arena));
	}
}

static void
test_strip(void **state)
{
	struct article a = ARTICLE(FACT, "# More for you", PROMO,
	    "# More for you", FACT, "# Upstream", PROMO), whole = a;
	struct known k;

	(void)state;
	known_init(&k, &arena);
	assert_false(article_strip(&a, &k, KNOWN_RECURS, &arena));
	known_add(&k, known_hash(STR(PROMO)), KNOWN_FURNITURE);
	known_add(&k, known_hash(STR("More for you")), KNOWN_RECURS);
	a.deck = STR(PROMO);
	assert_true(article_strip(&a, &k, KNOWN_FURNITURE, &arena));
	assert_int_equal(a.nblocks, 5);
	assert_int_equal(a.deck.n, 0);
	/* a heading goes with what stands below it, and only then */
	assert_true(article_strip(&whole, &k, KNOWN_RECURS, &arena));
	assert_int_equal(whole.nblocks, 4);
	assert_true(str_eqz(whole.blocks[1].text, "More for you"));
	assert_true(str_eqz(whole.blocks[3].text, "Upstream"));
}

/* ---- moves --------------------------------------------------------------- */

static struct moves
moves(const struct article *was, const struct article *now)
{
	struct moves m;

	moves_find(&m, &arena, was, now, NULL);
	return m;
}

static void
test_swap(void **state)
{
	struct article was = ARTICLE("one", PROMO, "two"),
	    now = ARTICLE("one", SHOP, "two"), more, other;
	struct moves m = moves(&was, &now);

	(void)state;
	assert_int_equal(m.n, 2);
	assert_true(m.alone);
	assert_true(m.place != 0);
	assert_false(m.row[0].came);
	assert_true(m.row[1].came);
	assert_int_equal(m.row[0].how, HOW_SWAPPED | HOW_WENT);
	assert_int_equal(m.row[1].how, HOW_SWAPPED | HOW_CAME);
	assert_true(str_eqz(m.row[1].block.text, SHOP));
	/* the same place, whatever stands there; another one is another */
	more = ARTICLE("one", FACT, "two");
	assert_true(moves(&now, &more).place == m.place);
	was = ARTICLE("zero", "one", "two", PROMO);
	now = ARTICLE("zero", "one", "two", SHOP);
	assert_false(moves(&was, &now).place == m.place);
	/* a change elsewhere, a note, a headline: not alone */
	more = ARTICLE(PROMO, "one", "two and some more words of it");
	other = ARTICLE(SHOP, "one", "two and some more words for it");
	m = moves(&more, &other);
	assert_int_equal(m.n, 4);
	assert_false(m.alone);
	for (size_t i = 0; i < m.n; i++)
		assert_int_equal(m.row[i].how, HOW_STANDS);
	/* side by side they cannot be told apart: all of it is the edit */
	more = ARTICLE("one", PROMO, "two and some more words of it");
	other = ARTICLE("one", SHOP, "two and some more words for it");
	m = moves(&more, &other);
	for (size_t i = 0; i < m.n; i++)
		assert_int_equal(m.row[i].how, HOW_EDITED);
	other = now;
	other.headline = STR("The sluices");
	assert_false(moves(&was, &other).alone);
	other = now;
	other.notes = &(struct article_note){ STR("Correction: x"),
	    NOTE_CORRECTION, "top" };
	other.nnotes = 1;
	assert_false(moves(&was, &other).alone);
}

static void
test_come_and_go(void **state)
{
	struct article was = ARTICLE("one", "two"),
	    now = ARTICLE("one", "two", PROMO), edited, two;
	struct moves m = moves(&was, &now);

	(void)state;
	assert_int_equal(m.n, 1);
	assert_int_equal(m.row[0].how, HOW_CAME);
	assert_int_equal(m.place, 0);
	m = moves(&now, &was);
	assert_int_equal(m.row[0].how, HOW_WENT);
	assert_int_equal(m.row[0].came, false);
	/* an edit is no exchange */
	edited = ARTICLE("one", "two", "Every Monday our reporters choose the "
	    "week in pictures for you.");
	m = moves(&now, &edited);
	assert_int_equal(m.n, 2);
	assert_int_equal(m.row[1].how, HOW_EDITED);
	assert_true(m.edited);
	/* two boxes at once */
	was = ARTICLE(PROMO, "one", SHOP, "two");
	two = ARTICLE(FACT, "one", "two");
	m = moves(&was, &two);
	assert_int_equal(m.n, 3);
	assert_true(m.alone);
	assert_int_equal(m.place, 0);
	assert_int_equal(m.row[2].how, HOW_WENT);
	/* another order says nothing */
	was = ARTICLE("one", "two", PROMO);
	now = ARTICLE("two", "one", SHOP);
	assert_false(moves(&was, &now).alone);
}

/* Known furniture moves as it likes, but holds its place. */
static void
test_known_moves(void **state)
{
	struct article was = ARTICLE("one", PROMO, "two", "three"),
	    now = ARTICLE("one", FACT, "two", "three"),
	    none = ARTICLE("one", "two", "three"),
	    late = ARTICLE("one", "two", "three", FACT);
	struct known k;
	struct moves m;

	(void)state;
	known_init(&k, &arena);
	known_add(&k, known_hash(STR(PROMO)), KNOWN_FURNITURE);
	moves_find(&m, &arena, &was, &none, &k);
	assert_int_equal(m.n, 0);
	moves_find(&m, &arena, &was, &now, &k);
	assert_int_equal(m.n, 1);
	assert_int_equal(m.row[0].how, HOW_SWAPPED | HOW_CAME);
	assert_true(m.place != 0);
	moves_find(&m, &arena, &was, &late, &k);
	assert_int_equal(m.n, 1);
	assert_int_equal(m.row[0].how, HOW_CAME);
}

static void
test_alike(void **state)
{
	(void)state;
	assert_true(moves_alike(STR("It cost 63 million crowns."),
	    STR("It cost 66 million crowns."), &arena));
	assert_false(moves_alike(STR(PROMO), STR(SHOP), &arena));
	assert_true(moves_alike(
	    STR("\xe6\xb0\xb4\xe8\xbb\x8a\xe3\x81\x8c\xe5\x9b\x9e"),
	    STR("\xe6\xb0\xb4\xe8\xbb\x8a\xe3\x82\x82\xe5\x9b\x9e"), &arena));
	assert_false(moves_alike(
	    STR("\xe6\xb0\xb4\xe8\xbb\x8a\xe3\x81\x8c\xe5\x9b\x9e"),
	    STR("\xe6\x98\x9f\xe7\xa9\xba\xe3\x82\x92\xe8\xa6\x8b"), &arena));
}

/* ---- pages read together ------------------------------------------------- */

static void
test_common(void **state)
{
	static const char *const own[] = {
		"The first story has this sentence for itself, and no other.",
		"The second one speaks of a ferry that came too late for it.",
		"The third is about apples, and about who may pick them now.",
		"The fourth says what the weather was like in the year 1791.",
	};
	static const char *const more[] = {
		"It goes on with a paragraph that is a little longer, so that "
		"what it has in common with others is the lesser part.",
		"The ferry had waited for the mayor, who had waited for the "
		"bus, which had waited at the level crossing for a train.",
		"Nobody may pick them before Michaelmas, says a rule of the "
		"parish that was last read out loud before the war.",
		"It rained on 212 days, and on the others the sexton who kept "
		"the diary was away to see his sister on the coast.",
	};
	struct common c;
	char story[64];

	(void)state;
	common_init(&c, &arena);
	for (int i = 0; i < 4; i++) {
		struct article a = ARTICLE(own[i], PROMO, i < 2 ? FACT : SHOP,
		    more[i]);

		snprintf(story, sizeof(story), "https://a.example/%d", i);
		/* three states of each story are one story */
		for (int k = 0; k < 3; k++)
			common_add(&c, STR("a.example"), str_of(story), &a);
		common_add(&c, STR("b.example"), STR("https://b.example/1"),
		    &a);
		common_add(&c, STR(""), STR(""), &a);
	}
	assert_true(known_has(common_known(&c, STR("a.example")), STR(PROMO),
	    KNOWN_FURNITURE));
	assert_false(known_has(common_known(&c, STR("a.example")), STR(FACT),
	    KNOWN_RECURS));
	assert_false(known_has(common_known(&c, STR("a.example")),
	    str_of(own[0]), KNOWN_RECURS));
	assert_false(known_has(common_known(&c, STR("b.example")), STR(PROMO),
	    KNOWN_RECURS));
	assert_null(common_known(&c, STR("")));
}

/* Wire copy under many addresses is one text, not many that agree. */
static void
test_copies(void **state)
{
	struct common c;
	char story[64];

	(void)state;
	common_init(&c, &arena);
	for (int i = 0; i < 6; i++) {
		struct article a = ARTICLE(FACT, SHOP, PROMO);

		snprintf(story, sizeof(story), "https://a.example/%d", i);
		common_add(&c, STR("a.example"), str_of(story), &a);
	}
	assert_false(known_has(common_known(&c, STR("a.example")), STR(FACT),
	    KNOWN_RECURS));
}

/* ---- extraction ---------------------------------------------------------- */

static struct article
extract(const char *page, const struct known *k)
{
	struct extract_input in = { .bytes = str_of(page),
		.url = STR("https://a.example/1"), .known = k };
	struct article a;

	extract_page(&a, &arena, &in);
	return a;
}

#define PAGE(head, body)                                                      \
	"<html><head>" head "</head><body><article>"                          \
	"<h1>The sluice at Varn</h1>" body "</article></body></html>"
#define OPENED                                                                \
	"The miller of Varn opened the sluice on Monday, to the applause of " \
	"400 people and one dog."
#define OPEN                                                                  \
	"It will stay open until the autumn, the miller said, unless the "    \
	"rain is heavy, and then the gate goes down at once."
#define LINES "<p>" OPENED "</p><p>" FACT "</p>"

static void
test_extract(void **state)
{
	static const char page[] = PAGE("", LINES "<h3>The week in pictures</h3>"
	    "<p>" PROMO "</p><p>" OPEN "</p><p>" SHOP "</p>");
	struct article a = extract(page, NULL);
	struct known k;

	(void)state;
	assert_int_equal(a.nblocks, 6);
	known_init(&k, &arena);
	known_add(&k, known_hash(STR(PROMO)), KNOWN_FURNITURE);
	known_add(&k, known_hash(STR("The week in pictures")), KNOWN_FURNITURE);
	known_add(&k, known_hash(STR(SHOP)), KNOWN_RECURS);
	a = extract(page, &k);
	assert_int_equal(a.nblocks, 4);
	assert_true(str_eqz(a.blocks[1].text, FACT));
	assert_true(str_eqz(a.blocks[3].text, SHOP));
}

/* What weighs nothing does not say where the article is. */
static void
test_region(void **state)
{
	static const char page[] = "<html><body><h1>The sluice at Varn</h1>"
	    "<div><p>The miller opened the sluice, and 400 people came to see "
	    "it.</p></div><div class=\"x\"><p>" PROMO "</p><p>" SHOP "</p><p>"
	    PROMO " " SHOP "</p><p>" SHOP " " PROMO "</p></div></body></html>";
	struct article a = extract(page, NULL);
	struct known k;

	(void)state;
	assert_true(str_eqz(a.blocks[0].text, PROMO));
	known_init(&k, &arena);
	known_add(&k, known_hash(STR(PROMO)), KNOWN_FURNITURE);
	known_add(&k, known_hash(STR(SHOP)), KNOWN_FURNITURE);
	known_add(&k, known_hash(STR(PROMO " " SHOP)), KNOWN_FURNITURE);
	known_add(&k, known_hash(STR(SHOP " " PROMO)), KNOWN_FURNITURE);
	a = extract(page, &k);
	assert_int_equal(a.nblocks, 1);
	assert_true(str_starts(a.blocks[0].text, "The miller opened"));
}

/* Notes stay, and what the page's own data call the article's text. */
static void
test_extract_keeps(void **state)
{
#define NOTE "Correction: An earlier version of this story gave a wrong year."
	static const char noted[] = PAGE("", LINES "<p>" NOTE "</p>");
	static const char ld[] = PAGE("<script type=\"application/ld+json\">"
	    "{\"@type\": \"NewsArticle\", \"articleBody\": \"" OPENED " " FACT
	    " " OPEN "\"}</script>", LINES "<p>" OPEN "</p>");
	struct article a;
	struct known k;

	(void)state;
	known_init(&k, &arena);
	known_add(&k, known_hash(STR(NOTE)), KNOWN_FURNITURE);
	known_add(&k, known_hash(STR(FACT)), KNOWN_FURNITURE);
	a = extract(noted, &k);
	assert_int_equal(a.nnotes, 1);
	assert_int_equal(a.nblocks, 1);
	assert_false(a.sourced);
	a = extract(ld, &k);
	assert_int_equal(a.nblocks, 3);
	assert_true(str_eqz(a.blocks[1].text, FACT));
	assert_true(a.sourced);
}

/* A gate after a text that is long enough to be an article. */
static void
test_gate(void **state)
{
#define LONG OPENED " " FACT " " OPEN " " OPENED " " FACT " " OPEN " " OPENED
	static const char *const rows[][2] = {
		{ "<div>Subscribe to continue</div>", "subscribe to continue" },
		{ "<footer><p>Subscribe to continue</p></footer>", "" },
		{ "<p>He said readers must subscribe to continue the fund that "
		  "pays for the sluice and for the boat of the miller.</p>", "" },
		{ "<div>Cookie settings</div>", "" },
		{ "", "" },
	};
	struct article a;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		a = extract(arena_printf(&arena, PAGE("", "<p>" LONG "</p><p>"
		    LONG "</p><p>" LONG "</p>%s"), rows[i][0]).p, NULL);
		assert_int_equal(a.verdict, VERDICT_ARTICLE);
		if (!str_eqz(a.gate, rows[i][1]))
			fail_msg("%s: %.*s", rows[i][0], STR_FMT(a.gate));
	}
}

int
main(void)
{
#define TEST(fn) cmocka_unit_test_setup_teardown(fn, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_hash),
		TEST(test_table),
		TEST(test_can_be),
		TEST(test_notes),
		TEST(test_strip),
		TEST(test_swap),
		TEST(test_come_and_go),
		TEST(test_known_moves),
		TEST(test_alike),
		TEST(test_common),
		TEST(test_copies),
		TEST(test_extract),
		TEST(test_region),
		TEST(test_extract_keeps),
		TEST(test_gate),
	};

	return cmocka_run_group_tests_name("furniture", tests, NULL, NULL);
}
