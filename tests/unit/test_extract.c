/*
 * Pages and what extraction makes of them. A case is a folder of
 * tests/cases/extract with page.html and expect.json:
 *
 *	{"given": {"url": ..., "charset": ..., "status": ..., "type": ...},
 *	 "expect": {keys of `extract --json` that must be so}}
 *
 * Adding one needs no registration. EXTRACT_REGEN=1 writes the expectations
 * anew from the keys they have (all of the usual ones when they have none), for
 * the eye to judge in the difference.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>
#include <dirent.h>
#include <jansson.h>
#include <time.h>

#include "tracker/base/file.h"
#include "tracker/base/json.h"
#include "tracker/base/limits.h"
#include "tracker/base/utf8.h"
#include "tracker/extract/extract.h"

#define CASES "tests/cases/extract"

static const char *const usual[] = {
	"headline", "deck", "byline", "published", "language", "notes",
	"paragraphs", "types", "captions", "verdict", "method",
};

static struct str
slurp(struct arena *arena, const char *path)
{
	struct buf b;
	struct str s;
	struct error err;

	buf_init(&b, LIMIT_FILE_BYTES);
	if (file_read(path, &b, &err) < 0)
		fail_msg("%s", err.text);
	s = arena_str(arena, buf_str(&b));
	buf_release(&b);
	return s;
}

static json_t *
extract(struct arena *arena, const struct extract_input *in)
{
	struct article a;
	struct buf out;
	struct json j;
	json_t *got;

	extract_page(&a, arena, in);
	buf_init(&out, LIMIT_OUTPUT_BYTES);
	json_init(&j, &out);
	article_json(&a, &j);
	assert_true(utf8_valid(buf_str(&out)));
	got = json_loadb(out.p, out.n, 0, NULL);
	buf_release(&out);
	assert_non_null(got);
	return got;
}

static struct str
given(json_t *expect, const char *key)
{
	return str_of(json_string_value(json_object_get(
	    json_object_get(expect, "given"), key)));
}

static int
compare(const char *name, json_t *want, json_t *got)
{
	const char *key;
	json_t *w, *g;
	char *a, *b;
	int bad = 0;

	json_object_foreach(want, key, w) {
		g = json_object_get(got, key);
		if (json_equal(w, g))
			continue;
		a = json_dumps(w, JSON_ENCODE_ANY);
		b = json_dumps(g, JSON_ENCODE_ANY);
		print_message("# %s: %s\n#  want %s\n#  got  %s\n", name, key, a,
		    b);
		free(a);
		free(b);
		bad = 1;
	}
	return bad;
}

static void
regenerate(const char *path, json_t *expect, json_t *got)
{
	json_t *want = json_object_get(expect, "expect");
	const char *key;
	json_t *w;
	void *tmp;

	if (json_object_size(want) == 0)
		for (size_t i = 0; i < sizeof(usual) / sizeof(*usual); i++)
			json_object_set(want, usual[i],
			    json_object_get(got, usual[i]));
	json_object_foreach_safe(want, tmp, key, w)
		json_object_set(want, key, json_object_get(got, key));
	json_dump_file(expect, path, JSON_INDENT(1));
}

static int
run_case(const char *name)
{
	struct extract_input in = { 0 };
	struct arena arena;
	struct str dir, expect_path;
	json_t *expect, *got;
	int bad = 0;

	arena_init(&arena);
	dir = arena_printf(&arena, CASES "/%s", name);
	expect_path = arena_printf(&arena, "%s/expect.json", dir.p);
	expect = json_load_file(expect_path.p, 0, NULL);
	assert_non_null(expect);
	in.bytes = slurp(&arena,
	    arena_printf(&arena, "%s/page.html", dir.p).p);
	in.url = given(expect, "url");
	in.charset = given(expect, "charset");
	in.content_type = given(expect, "type");
	in.status = (int)json_integer_value(json_object_get(
	    json_object_get(expect, "given"), "status"));
	got = extract(&arena, &in);
	if (getenv("EXTRACT_REGEN") != NULL)
		regenerate(expect_path.p, expect, got);
	else
		bad = compare(name, json_object_get(expect, "expect"), got);
	json_decref(expect);
	json_decref(got);
	arena_release(&arena);
	return bad;
}

static void
test_cases(void **state)
{
	DIR *dir = opendir(CASES);
	struct dirent *e;
	int bad = 0, n = 0;

	(void)state;
	assert_non_null(dir);
	while ((e = readdir(dir)) != NULL) {
		if (e->d_name[0] == '.')
			continue;
		bad += run_case(e->d_name);
		n++;
	}
	closedir(dir);
	assert_true(n > 0);
	assert_int_equal(bad, 0);
}

/* ---- hostile pages ----------------------------------------------------- */

#define STORY "<p>The lighthouse at Varn Point will be lit again in spring, " \
	"the harbour board said on Monday, eleven years later.</p>"

#define TEN(s) s s s s s s s s s s
#define HUNDRED(s) TEN(TEN(s))
#define MIND "Lund and Varn Point, where the lamp was lit, are of one mind. "
#define LD "<script type='application/ld+json'>"

static const struct {
	const char *name, *before, *unit, *after;
	size_t times;
} hostile[] = {
	{ "depth", "", "<div>", STORY, 20000 },
	{ "depth of spans", "", "<span>", STORY, 20000 },
	{ "lists in lists", "", "<ul><li>", STORY, 20000 },
	{ "tables in tables", "", "<table><tr><td>", STORY, 10000 },
	{ "attributes", STORY "<p", " a=1 b='2'", ">x</p>", 500000 },
	{ "different attributes", STORY "<p", " class=a id=b", ">x</p>",
	    300000 },
	{ "stray ends", STORY, "</div></p></span>", "", 200000 },
	{ "ends at depth", STORY "<b><i><u><b><i><u><b><i><u>", "</a></x>", "",
	    300000 },
	{ "comments", STORY, "<!--", "", 500000 },
	{ "less-than", STORY, "<", "", 2000000 },
	{ "quotes", STORY "<p a=\"", "'>", "", 1000000 },
	{ "entities", STORY "<p>", "&amp;&#x41;&nosuch;", "", 300000 },
	{ "scripts", STORY, "<script>", "", 300000 },
	{ "empty paragraphs", STORY, "<p>", "", 700000 },
	{ "anchors", STORY, "<a href=x>y", "", 500000 },
	{ "json", "<script type='application/ld+json'>", "[", "</script>" STORY,
	    500000 },
	{ "json objects", "<script type='application/ld+json'>{\"@graph\":[",
	    "{\"@type\":\"Article\"},", "{}]}</script>" STORY, 100000 },
	{ "ampersands", STORY "<p>", "&", "</p>", 3000000 },
	{ "bad references", STORY "<p>", "&#;&a;&b", "</p>", 200000 },
	{ "control characters", STORY "<p>", "\x01\x02", "</p>", 4000000 },
	{ "references in attributes", STORY, "<p title='&zz;&zz;&zz;&zz;'>", "",
	    120000 },
	{ "dates in dates", STORY, HUNDRED("<div itemprop=dateModified>")
	    HUNDRED(MIND) HUNDRED("</div>"), "", 600 },
	{ "headlines in headlines", STORY, HUNDRED("<div class=headline>")
	    HUNDRED(MIND) HUNDRED("</div>"), "", 600 },
	{ "bylines in bylines", STORY HUNDRED("<div class=byline>"),
	    "<a href=x></a>", "", 100000 },
	{ "labels", STORY, "<p>Correction:", "", 100000 },
	{ "notes", STORY, "<p>Correction: It has 3 lamps, not 4.", "", 100000 },
	{ "publishers of one long name", LD "[{\"@id\":\"p\",\"name\":\""
	    HUNDRED(TEN("The Varn Point Post ")) "\"}",
	    ",{\"@type\":\"Article\",\"publisher\":{\"@id\":\"p\"}}",
	    "]</script>" STORY, 20000 },
	{ "authors of one long name", LD "[{\"@id\":\"p\",\"name\":\""
	    HUNDRED(TEN("The Varn Point Post ")) "\"},{\"@type\":\"Article\","
	    "\"author\":[1", ",{\"@id\":\"p\"}", "]}]</script>" STORY, 200000 },
	{ "authors in a crowd", LD "[{\"@type\":\"Article\",\"author\":[1"
	    HUNDRED(HUNDRED(",{\"@id\":\"q\"}")) "]}",
	    ",{\"@id\":\"p\",\"name\":\"V\"}", "]</script>" STORY, 6000 },
	{ "empty objects", LD "[", "{},", "{}]</script>" STORY, 1300000 },
	{ "page data", "<script>__S__=[", "{\"t\":\"The lamp at Varn Point will be "
	    "lit again in spring, they said on Monday.\"},", "{}]</script>",
	    80000 },
	{ "one word", STORY "<p>", "aaaaaaaa", "</p>", 1500000 },
};

static void
test_hostile(void **state)
{
	struct extract_input in = { 0 };
	struct article a;
	struct arena arena;
	struct buf page;
	struct timespec from, to;
	double seconds;

	(void)state;
	for (size_t i = 0; i < sizeof(hostile) / sizeof(*hostile); i++) {
		buf_init(&page, LIMIT_PAGE_BYTES);
		arena_init(&arena);
		buf_addz(&page, hostile[i].before);
		for (size_t k = 0; k < hostile[i].times; k++)
			buf_addz(&page, hostile[i].unit);
		buf_addz(&page, hostile[i].after);
		in.bytes = buf_str(&page);
		clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
		extract_page(&a, &arena, &in);
		clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
		seconds = (double)(to.tv_sec - from.tv_sec) +
		    (double)(to.tv_nsec - from.tv_nsec) / 1e9;
		print_message("# %s: %zu bytes, %.2f s, %zu blocks\n",
		    hostile[i].name, page.n, seconds, a.nblocks);
		assert_true(seconds < 20);	/* under sanitizers */
		assert_true(arena.used < 200 * MIB);
		arena_release(&arena);
		buf_release(&page);
	}
}

/* ---- site rules -------------------------------------------------------- */

#define ONE(s) (const char *const[]){ (s), NULL }

static void
test_rule(void **state)
{
	const struct extract_rule rule = { .body = ONE("//div[@data-b='1']"),
		.headline = ONE("//h2[@id='h']"),
		.byline = ONE("//span[@id='by']"),
		.drop = ONE("//p[@class='x']") };
	struct extract_input in = { .rule = &rule };
	struct article a;
	struct arena arena;

	(void)state;
	arena_init(&arena);
	in.bytes = STR("<title>T</title><h2 id=h>The right headline</h2>"
	    "<span id=by>By Tuva Brandt</span><div>" STORY STORY STORY "</div>"
	    "<div data-b=1><p>The story is here, in plain words.</p>"
	    "<p class=x>Not this, which is long enough to be prose, all the "
	    "same.</p><p>And ends here.</p></div>");
	extract_page(&a, &arena, &in);
	assert_true(str_eqz(a.headline, "The right headline"));
	assert_true(str_eqz(a.byline, "Tuva Brandt"));
	assert_string_equal(a.method, "rule");
	assert_int_equal(a.nblocks, 2);
	assert_true(str_eqz(a.blocks[1].text, "And ends here."));
	arena_release(&arena);
}

/* Paragraphs that end with a full stop, apart by bars. */
static struct str
read_by_rule(struct arena *arena, const struct extract_rule *rule,
    const char *html, struct article *a)
{
	struct extract_input in = { .rule = rule, .bytes = str_of(html) };
	struct str all = STR("");

	extract_page(a, arena, &in);
	for (size_t i = 0; i < a->nblocks; i++)
		all = arena_printf(arena, "%.*s%s%.*s", STR_FMT(all),
		    i > 0 ? "|" : "", STR_FMT(a->blocks[i].text));
	return all;
}

#define LONG "The harbour board will pay for the ferry until autumn, it said."

/* A body in several places, between what is none of it. */
static const char parts[] =
    "<title>T</title><h1>Harbour pays <span class=tag>Live</span></h1>"
    "<div class=who><span class=by>By Tuva Brandt</span><i>and</i>"
    "<span class=by>Odd Lien</span></div>"
    "<aside class=intro><p>The intro stands in an aside.</p></aside>"
    "<div class=promo><p>" LONG "</p><p>" LONG "</p><p>" LONG "</p></div>"
    "<div class=text><p>First <span class=x>(see box) </span>part, with "
    "<b>more</b>.</p><div class=ad><p>Buy a boat, a fine boat.</p></div>"
    "<p>Second part.</p></div>"
    "<ul class=links><li><a href=/1>" LONG "</a></li><li><a href=/2>" LONG
    "</a></li><li class=point>A point among links.</li></ul>"
    "<div class=text><p>Third part.</p></div>"
    "<div>Not this. <span class=tail>The tail, in no paragraph.<br><br>"
    "And its end.</span> Nor this.</div>"
    "<div class=promo><p>" LONG "</p><p>" LONG "</p><p>" LONG "</p></div>";

static const struct {
	struct extract_rule rule;
	const char *text, *headline, *byline;
} ruled[] = {
	{ { .body = ONE(".text") },
	    "First (see box) part, with more.|Second part.|Third part.",
	    NULL, NULL },
	/* in reading order, whatever the order of the selectors */
	{ { .body = ONE(".point, .text, aside.intro") },
	    "The intro stands in an aside.|First (see box) part, with more.|"
	    "Second part.|A point among links.|Third part.", NULL, NULL },
	{ { .body = (const char *const[]){ "//li[@class='point']",
	    "aside.intro", ".text p:last-child", NULL } },
	    "The intro stands in an aside.|Buy a boat, a fine boat.|"
	    "Second part.|A point among links.|Third part.", NULL, NULL },
	/* what is inside another of them counts once */
	{ { .body = ONE(".text, .text p, .text b") },
	    "First (see box) part, with more.|Second part.|Third part.",
	    NULL, NULL },
	/* text of a line alone, not what stands around it */
	{ { .body = ONE(".tail") },
	    "The tail, in no paragraph.|And its end.", NULL, NULL },
	/* drop: blocks, and parts of a line, of the headline too */
	{ { .body = ONE("body"), .headline = ONE("h1"), .byline = ONE(".by"),
	    .drop = (const char *const[]){ ".promo", ".ad", "span.x, h1 .tag",
	    "ul, aside, .who", "//div[span[@class='tail']]", NULL } },
	    "First part, with more.|Second part.|Third part.",
	    "Harbour pays", "Tuva Brandt, Odd Lien" },
	{ { .headline = ONE("p, .intro p") }, NULL,
	    "The intro stands in an aside.", NULL },
	{ { .headline = ONE("h1 .tag") }, NULL, "Live", NULL },
};

static void
test_rule_parts(void **state)
{
	struct article a;
	struct arena arena;
	struct str text;

	(void)state;
	for (size_t i = 0; i < sizeof(ruled) / sizeof(*ruled); i++) {
		arena_init(&arena);
		text = read_by_rule(&arena, &ruled[i].rule, parts, &a);
		if (ruled[i].text != NULL && !str_eqz(text, ruled[i].text))
			fail_msg("case %zu: %.*s", i, STR_FMT(text));
		if (ruled[i].headline != NULL &&
		    !str_eqz(a.headline, ruled[i].headline))
			fail_msg("case %zu: %.*s", i, STR_FMT(a.headline));
		if (ruled[i].byline != NULL &&
		    !str_eqz(a.byline, ruled[i].byline))
			fail_msg("case %zu: %.*s", i, STR_FMT(a.byline));
		if (ruled[i].rule.body != NULL)
			assert_string_equal(a.method, "rule");
		arena_release(&arena);
	}
}

/* A rule is believed before JSON-LD, unless it finds no text. */
static void
test_rule_and_source(void **state)
{
	static const char html[] = "<script type='application/ld+json'>"
	    "{\"@type\":\"NewsArticle\",\"articleBody\":\"" LONG "\\n" LONG
	    " Twice.\\n" LONG " Thrice.\\n" LONG " Enough.\"}</script>"
	    "<div class=a><p>" LONG " The rule's.</p></div><div class=b></div>"
	    "<p class=drop>" LONG " Twice.</p><p>" LONG " Thrice.</p>";
	const struct extract_rule body = { .body = ONE(".a") };
	const struct extract_rule none = { .body = ONE(".b") };
	const struct extract_rule drop = { .drop = ONE(".drop, .a") };
	struct article a;
	struct arena arena;
	struct str text;

	(void)state;
	arena_init(&arena);
	text = read_by_rule(&arena, &body, html, &a);
	assert_true(str_eqz(text, LONG " The rule's."));
	read_by_rule(&arena, &none, html, &a);
	assert_string_equal(a.method, "json-ld+page");
	text = read_by_rule(&arena, &drop, html, &a);
	assert_true(str_eqz(text, LONG " Thrice."));
	arena_release(&arena);
}

/* ---- hostile rules ----------------------------------------------------- */

static const struct {
	const char *selector, *unit;
	size_t times;
} slow[] = {
	{ "p ~ p ~ p ~ p", "<p>a", 20000 },
	{ "p + p + p + p", "<p>a", 20000 },
	{ "p:nth-child(2n+1):nth-last-child(2n)", "<p>a", 20000 },
	{ "p:first-of-type, p:last-child", "<p>a", 20000 },
	{ "div div div div div div", "<div>a", 20000 },
	{ "div > div > div > div > div", "<div>a", 20000 },
	{ "* * * * *, * * * * * *", "<div><p>a</p>", 5000 },
	{ "//div//p | //p/following::p", "<div><p>a", 2000 },
	{ "[class~=a]:not(.b, .c, .d)", "<p class='a b c d'>a", 50000 },
};

static void
test_slow_rules(void **state)
{
	struct extract_rule rule = { 0 };
	struct extract_input in = { .rule = &rule };
	struct article a;
	struct arena arena;
	struct buf html;
	clock_t from;

	(void)state;
	for (size_t i = 0; i < sizeof(slow) / sizeof(*slow); i++) {
		buf_init(&html, LIMIT_PAGE_BYTES);
		for (size_t k = 0; k < slow[i].times; k++)
			buf_addz(&html, slow[i].unit);
		rule.body = ONE(slow[i].selector);
		arena_init(&arena);
		from = clock();
		in.bytes = buf_str(&html);
		extract_page(&a, &arena, &in);
		print_message("# %s: %.2f s, %s, %zu blocks\n",
		    slow[i].selector, (double)(clock() - from) / CLOCKS_PER_SEC,
		    a.method, a.nblocks);
		assert_true((clock() - from) / CLOCKS_PER_SEC < 20);
		arena_release(&arena);
		buf_release(&html);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
		cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_rule),
		cmocka_unit_test(test_rule_parts),
		cmocka_unit_test(test_rule_and_source),
		cmocka_unit_test(test_slow_rules),
	};

	return cmocka_run_group_tests_name("extract", tests, NULL, NULL);
}
