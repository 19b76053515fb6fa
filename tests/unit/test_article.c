#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#include "tracker/extract/article.h"
#include "tracker/base/json.h"
#include "tracker/base/limits.h"

#define SHY "\xc2\xad"
#define NBSP "\xc2\xa0"
#define ZWSP "\xe2\x80\x8b"

static int
setup(void **state)
{
	static struct arena arena;

	arena_init(&arena);
	*state = &arena;
	return 0;
}

static int
teardown(void **state)
{
	arena_release(*state);
	return 0;
}

static struct str
format(const struct article *a, struct arena *arena)
{
	struct buf b;
	struct str s;

	buf_init(&b, LIMIT_TEXT_BYTES);
	article_format(a, &b);
	s = arena_str(arena, buf_str(&b));
	buf_release(&b);
	return s;
}

static void
assert_str(struct str got, const char *want)
{
	if (!str_eqz(got, want))
		fail_msg("got  \"%.*s\"\nwant \"%s\"", STR_FMT(got), want);
}

static struct block dam_blocks[] = {
	{ BLOCK_PARAGRAPH, { "The dam holds.", 14 } },
	{ BLOCK_SUBHEADING, { "Upstream", 8 } },
	{ BLOCK_LIST_ITEM, { "one gate", 8 } },
	{ BLOCK_QUOTE, { "It held.", 8 } },
	{ BLOCK_CAPTION, { "The wall", 8 } },
	{ BLOCK_TABLE_ROW, { "gate | 7", 8 } },
	{ BLOCK_PARAGRAPH, { "", 0 } },
	{ BLOCK_PARAGRAPH, { "3. was it", 9 } },
};

static struct article_note dam_notes[] = {
	{ { "Correction: a \"gate\", not a \\wall", 33 }, NOTE_CORRECTION,
	    "footer" },
};

static struct article
dam(void)
{
	struct article a;

	article_init(&a);
	a.url = STR("https://example.org/dam?x=1");
	a.canonical = STR("https://example.org/dam");
	a.headline = STR("Dam: \"holds\"");
	a.byline = STR("Ana Roe");
	a.language = STR("no");
	a.published = 1338482880;
	a.modified = 1338490000;
	a.blocks = dam_blocks;
	a.nblocks = sizeof(dam_blocks) / sizeof(*dam_blocks);
	a.notes = dam_notes;
	a.nnotes = 1;
	a.method = "json-ld";
	a.quality = 0.9;
	a.extractor = STR("tracker-extract/1");
	return a;
}

static void
test_format(void **state)
{
	struct article a = dam();

	assert_str(format(&a, *state),
	    "---\n"
	    "headline: \"Dam: \\\"holds\\\"\"\n"
	    "byline: \"Ana Roe\"\n"
	    "language: \"no\"\n"
	    "published: 2012-05-31T16:48:00Z\n"
	    "url: \"https://example.org/dam\"\n"
	    "notes:\n"
	    "  - kind: \"correction\"\n"
	    "    place: \"footer\"\n"
	    "    text: \"Correction: a \\\"gate\\\", not a \\\\wall\"\n"
	    "extracted:\n"
	    "  method: \"json-ld\"\n"
	    "  extractor: \"tracker-extract/1\"\n"
	    "---\n"
	    "\nThe dam holds.\n"
	    "\n## Upstream\n"
	    "\n- one gate\n"
	    "\n> It held.\n"
	    "\n: The wall\n"
	    "\n| gate | 7 |\n"
	    "\n3\\. was it\n");
}

static void
test_parse(void **state)
{
	struct article a = dam(), b;
	struct str text = format(&a, *state);
	struct error err;

	assert_int_equal(article_parse(&b, *state, text, &err), 0);
	assert_str(format(&b, *state), text.p);
	assert_str(b.headline, "Dam: \"holds\"");
	assert_str(b.url, "https://example.org/dam");
	assert_int_equal(b.published, a.published);
	assert_true(b.modified == TIME_NONE);
	assert_int_equal(b.nblocks, 7);
	assert_int_equal(b.blocks[5].type, BLOCK_TABLE_ROW);
	assert_str(b.blocks[5].text, "gate | 7");
	assert_str(b.blocks[6].text, "3. was it");
	assert_int_equal(b.nnotes, 1);
	assert_int_equal(b.notes[0].kind, NOTE_CORRECTION);
	assert_string_equal(b.notes[0].place, "footer");
	assert_true(article_same(&a, &b));
}

/* Texts that Markdown, YAML or the reader could take for something else. */
static const char *const awkward[] = {
	"# no heading", "## no heading", "- dash", "-", "---", "> a", "| a |",
	": a", "* a", "+ a", "_ a", "=====", "`code`", "~~~", "<b>", "[a]: b",
	"\\", "\\\\", "\\# a", "\\- a", "\\x", "1. a", "1) a", "1\\. a",
	"12\\", "1", "1 a", "2012", "2012.5 m", " lead", "trail ", "a: b",
	"\"", "a\"b", "'", "null", "!tag", "&a", "%a", "@a", "{a}", "a #b",
	"\xe2\x80\xa8" "a", "\xc2\x85", "\xef\xbb\xbf" "a", "\xf0\x9f\x98\x80",
	SHY, NBSP "a", "...", "\xef\xbf\xbf", "\x7f",
};

static void
test_awkward(void **state)
{
	struct article a, b;
	struct article_note note = { .kind = NOTE_UPDATE, .place = "top" };
	struct block block;
	struct str text;
	struct error err;

	for (size_t i = 0; i < sizeof(awkward) / sizeof(*awkward); i++) {
		for (int t = 0; t <= BLOCK_TABLE_ROW; t++) {
			article_init(&a);
			block = (struct block){ t, str_of(awkward[i]) };
			a.headline = note.text = block.text;
			a.blocks = &block;
			a.notes = &note;
			a.nblocks = a.nnotes = 1;
			text = format(&a, *state);
			assert_int_equal(
			    article_parse(&b, *state, text, &err), 0);
			assert_str(b.headline, awkward[i]);
			assert_str(b.notes[0].text, awkward[i]);
			assert_int_equal(b.nblocks, 1);
			assert_int_equal(b.blocks[0].type, t);
			if (awkward[i][0] != '\x7f')
				assert_str(b.blocks[0].text, awkward[i]);
			assert_str(format(&b, *state), text.p);
		}
	}
}

static const struct {
	const char *text, *why;
} broken[] = {
	{ "", "line 1: `---` was expected" },
	{ "headline: \"a\"\n", "line 1: `---` was expected" },
	{ "---\nheadline: \"a\"\n", "line 3: the front matter has no end" },
	{ "---\nheadline: a\n---\n", "line 2: not a double-quoted text" },
	{ "---\nheadline: \"a\n---\n", "line 2: not a double-quoted text" },
	{ "---\nheadline: \"a\"b\"\n---\n",
	    "line 2: not a double-quoted text" },
	{ "---\nheadline: \"a\\\"\n---\n",
	    "line 2: not a double-quoted text" },
	{ "---\nheadline: \"\\u12\"\n---\n",
	    "line 2: not a double-quoted text" },
	{ "---\nheadline\n---\n", "line 2: `key: value` was expected" },
	{ "---\npublished: soon\n---\n", "line 2: not a time" },
	{ "---\n  a: \"b\"\n---\n", "line 2: indented for no reason" },
	{ "---\nnotes:\n    text: \"b\"\n---\n",
	    "line 3: a list item was expected" },
	{ "---\n---\n\n| a\n", "line 4: a table row without its end" },
};

static void
test_broken(void **state)
{
	struct article a;
	struct error err;

	for (size_t i = 0; i < sizeof(broken) / sizeof(*broken); i++) {
		err.text[0] = '\0';
		assert_int_equal(article_parse(&a, *state,
		    str_of(broken[i].text), &err), -1);
		assert_true(str_ends(str_of(err.text), broken[i].why));
	}
}

static void
test_unknown_keys(void **state)
{
	struct article a;
	struct error err;

	assert_int_equal(article_parse(&a, *state, STR("---\n"
	    "mood: 3\nlinks:\n  - a: 1\n    b: 2\nheadline: \"h\"\n---\n\nx\n"),
	    &err), 0);
	assert_str(a.headline, "h");
	assert_int_equal(a.nblocks, 1);
}

static const struct {
	const char *a, *b;
	bool same;
} folds[] = {
	{ "The dam holds", "The dam holds", true },
	{ "The dam holds", "The" NBSP "dam  holds ", true },
	{ "The dam holds", "The d" SHY "am" ZWSP " holds", true },
	{ "The dam holds", "The dam" SHY " " SHY " holds", true },
	{ "The dam holds", "The dam held", false },
	{ "The dam holds", "The dam holds.", false },
	{ "The dam holds", "Thedam holds", false },
	{ "The dam holds", "The dam", false },
	{ "The dam", "the dam", false },
	{ "", " " NBSP ZWSP, true },
	{ "", "a", false },
};

static void
test_same(void **state)
{
	struct article a, b;
	struct block x = { 0 }, y = { 0 };

	(void)state;
	article_init(&a);
	article_init(&b);
	for (size_t i = 0; i < sizeof(folds) / sizeof(*folds); i++) {
		a.headline = x.text = str_of(folds[i].a);
		b.headline = a.headline;
		y.text = str_of(folds[i].b);
		a.blocks = &x;
		b.blocks = &y;
		a.nblocks = b.nblocks = 1;
		assert_int_equal(article_same(&a, &b), folds[i].same);
		assert_int_equal(article_same(&b, &a), folds[i].same);
		b.headline = y.text;
		b.blocks = &x;
		assert_int_equal(article_same(&a, &b), folds[i].same);
	}
}

/* A word that crosses from one part to the next is a change. */
static void
test_same_parts(void **state)
{
	struct article a, b;
	struct block two[] = { { 0, STR("a b") }, { 0, STR("c") } };
	struct block one[] = { { BLOCK_QUOTE, STR("a b c") } };

	(void)state;
	article_init(&a);
	article_init(&b);
	a.headline = STR("x y");
	b.headline = STR("x");
	b.deck = STR("y");
	assert_false(article_same(&a, &b));
	b = a;
	b.published = 5;
	a.blocks = two;
	a.nblocks = 2;
	b.blocks = one;
	b.nblocks = 1;
	assert_true(article_same(&a, &b));
	assert_int_equal(article_words(&a), 5);
	assert_int_equal(article_words(&b), 5);
}

static void
test_part(void **state)
{
	struct article a = dam(), none;

	a.nblocks = 2;
	assert_str(article_part(&a, PART_BODY, *state),
	    "The dam holds.\n\nUpstream");
	assert_str(article_part(&a, PART_BYLINE, *state), "Ana Roe");
	article_init(&none);
	assert_int_equal(article_part(&none, PART_BODY, *state).n, 0);
	assert_int_equal(article_part(&none, PART_NOTE, *state).n, 0);
	assert_string_equal(part_name(PART_NOTE), "note");
	assert_string_equal(verdict_name(VERDICT_LISTING), "listing");
}

static void
test_slug(void **state)
{
	static const struct {
		const char *url, *slug;
	} rows[] = {
		{ "https://post.example/2025/03/11/sorrel-islands-12.html?a=b-c",
		    "sorrel islands 12" },
		{ "https://post.example/harbour_open/48151623", "harbour open" },
		{ "https://post.example/a/Caf%C3%A9-bis/", "Caf\xc3\xa9 bis" },
		{ "https://post.example/%FF%FE-x", "" },
		{ "https://post.example/", "" },
		{ "https://post.example", "" },
		{ "", "" },
	};
	struct article a;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		article_init(&a);
		a.url = str_of(rows[i].url);
		if (!str_eqz(article_slug(&a, *state), rows[i].slug))
			fail_msg("%s", rows[i].url);
	}
	a.canonical = STR("https://post.example/one-two");
	assert_true(str_eqz(article_part(&a, PART_SLUG, *state), "one two"));
}

static void
test_json(void **state)
{
	struct article a = dam();
	struct buf b;
	struct json j;

	(void)state;
	a.nblocks = 2;
	buf_init(&b, LIMIT_TEXT_BYTES);
	json_init(&j, &b);
	article_json(&a, &j);
	assert_string_equal(buf_z(&b),
	    "{\"url\":\"https://example.org/dam?x=1\","
	    "\"canonical\":\"https://example.org/dam\","
	    "\"headline\":\"Dam: \\\"holds\\\"\",\"deck\":null,"
	    "\"byline\":\"Ana Roe\",\"dateline\":null,"
	    "\"published\":\"2012-05-31T16:48:00Z\","
	    "\"modified\":\"2012-05-31T18:46:40Z\",\"section\":null,"
	    "\"language\":\"no\",\"notes\":[{\"text\":\"Correction: a "
	    "\\\"gate\\\", not a \\\\wall\",\"kind\":\"correction\","
	    "\"place\":\"footer\"}],\"paragraphs\":[\"The dam holds.\","
	    "\"Upstream\"],\"types\":[\"paragraph\",\"subheading\"],"
	    "\"captions\":[],\"titles\":[],\"descriptions\":[],"
	    "\"alts\":[],\"method\":\"json-ld\",\"quality\":0.90,"
	    "\"verdict\":\"article\","
	    "\"reason\":null,\"extractor\":\"tracker-extract/1\"}");
	buf_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_format),
		cmocka_unit_test(test_parse),
		cmocka_unit_test(test_awkward),
		cmocka_unit_test(test_broken),
		cmocka_unit_test(test_unknown_keys),
		cmocka_unit_test(test_same),
		cmocka_unit_test(test_same_parts),
		cmocka_unit_test(test_part),
		cmocka_unit_test(test_slug),
		cmocka_unit_test(test_json),
	};

	return cmocka_run_group_tests_name("article", tests, setup, teardown);
}
