#include <setjmp.h>
#include <stdarg.h>
#include <time.h>
#include <cmocka.h>

#include "tracker/base/buf.h"
#include "tracker/web/robots.h"

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

#define ALL "User-agent: *\n"

static const struct {
	const char *robots, *agent, *path;
	bool allowed;
} cases[] = {
	{ "", "tracker", "/a", true },
	{ ALL "Disallow: /", "tracker", "/a", false },
	{ ALL "Disallow:", "tracker", "/a", true },
	{ ALL "Disallow: /", "tracker", "/robots.txt", true },
	{ "Disallow: /", "tracker", "/a", true },
	/* groups (2.2.1) */
	{ ALL "Disallow: /\nUser-agent: tracker\nDisallow: /b", "tracker", "/a",
	    true },
	{ ALL "Disallow: /\nUser-agent: Tracker/2.0\nDisallow: /b",
	    "tracker (+https://a.example)", "/b", false },
	{ "User-agent: other\nDisallow: /", "tracker", "/a", true },
	{ "User-agent: track\nDisallow: /", "tracker", "/a", true },
	{ "User-agent: x\nUser-agent: tracker\nDisallow: /a", "tracker", "/a",
	    false },
	{ "User-agent: tracker\nDisallow: /a\n" ALL "Disallow: /c\n"
	    "User-agent: tracker\nDisallow: /b", "tracker", "/b", false },
	{ "User-agent: tracker\nSitemap: /s\nDisallow: /a", "tracker", "/a",
	    false },
	/* rules (2.2.2) */
	{ ALL "Disallow: /a\nAllow: /a/b", "t", "/a/b/c", true },
	{ ALL "Disallow: /a\nAllow: /a/b", "t", "/a/c", false },
	{ ALL "Disallow: /a\nAllow: /a", "t", "/a", true },
	{ ALL "Allow: /a\nDisallow: /a", "t", "/a", true },
	{ ALL "Disallow: /A", "t", "/a", true },
	{ ALL "Disallow: /a%7eb", "t", "/a~b", false },
	{ ALL "Disallow: /a%3cb", "t", "/a<b", false },
	{ ALL "Disallow: /\xc3\xa4", "t", "/%c3%A4", false },
	{ ALL "Disallow: /a%2Fb", "t", "/a/b", true },
	/* special characters (2.2.3) */
	{ ALL "Disallow: /*.php$", "t", "/a.php", false },
	{ ALL "Disallow: /*.php$", "t", "/a.php?b", true },
	{ ALL "Disallow: /*.php", "t", "/a.php?b", false },
	{ ALL "Disallow: /a*b*c", "t", "/axxbxxc", false },
	{ ALL "Disallow: /a*b*c", "t", "/axxcxxb", true },
	{ ALL "Disallow: /a*b$", "t", "/abab", false },
	{ ALL "Disallow: /ab*ab$", "t", "/ab", true },
	{ ALL "Disallow: /a$", "t", "/a", false },
	{ ALL "Disallow: /a$", "t", "/ab", true },
	{ ALL "Disallow: *", "t", "/a", false },
	{ ALL "Disallow: /a%2A", "t", "/a*", false },
	{ ALL "Disallow: /a%2A", "t", "/ab", true },
	{ ALL "Disallow: /a%24", "t", "/a$b", false },
	/* as files are written */
	{ "\xef\xbb\xbf" ALL "Disallow: /a", "t", "/a", false },
	{ "user-AGENT : *\r\ndisallow :/a # why\r\n", "t", "/a", false },
	{ "User-agent: *\rDisallow: /a\r", "t", "/a", false },
	{ ALL "Dissallow: /a", "t", "/a", false },
	{ ALL "Disallow /a", "t", "/a", false },
	{ ALL "\n\nDisallow: /a", "t", "/a", false },
	{ "<html><body>404</body></html>", "t", "/a", true },
};

static void
test_allowed(void **state)
{
	struct robots r;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		robots_read(&r, *state, str_of(cases[i].robots),
		    STR("https://a.example/robots.txt"));
		if (robots_allowed(&r, str_of(cases[i].agent),
		    str_of(cases[i].path)) != cases[i].allowed)
			fail_msg("%s\n%s %s", cases[i].robots, cases[i].agent,
			    cases[i].path);
	}
}

static void
test_rest(void **state)
{
	struct robots r;

	robots_read(&r, *state, STR("Sitemap: /s.xml\nUser-agent: a\n"
	    "User-agent: b\nCrawl-delay: 2.5\nDisallow: /x\n"
	    "Sitemap: https://b.example/t.xml\nUser-agent: *\n"
	    "Crawl-delay: 10\nUser-agent: c\nCrawl-delay: soon\n"),
	    STR("https://a.example/robots.txt"));
	assert_int_equal(r.nsitemaps, 2);
	assert_true(str_eqz(r.sitemaps[0], "https://a.example/s.xml"));
	assert_true(str_eqz(r.sitemaps[1], "https://b.example/t.xml"));
	assert_true(robots_delay(&r, STR("a")) == 2.5);
	assert_true(robots_delay(&r, STR("b")) == 2.5);
	assert_true(robots_delay(&r, STR("x")) == 10);
	assert_true(robots_delay(&r, STR("c")) == -1);
	assert_true(str_eqz(robots_path(STR("https://a.example/b?c#d")),
	    "/b?c"));
	assert_true(str_eqz(robots_path(STR("https://a.example")), ""));
	assert_false(r.cut);
}

static void
test_rule(void **state)
{
	static const char file[] = "# one\r\n\r\nUser-agent: *\r\n"
	    "Disallow: /\r\nUser-agent: ours\nAllow: /a/b\n"
	    "Disallow: /a\r\rUser-agent: x\nUser-agent: Ours\n"
	    "Disallow: /c*d$\nCrawl-delay: 3\n";
	static const struct {
		const char *path;
		size_t line;	/* of the rule that decides, or 0 */
	} rows[] = {
		{ "/a", 7 }, { "/a/b", 6 }, { "/cad", 11 }, { "/cada", 0 },
		{ "/", 0 }, { "/a?b#c", 7 },
	};
	const struct robots_rule *rule;
	struct robots all, own;

	robots_read(&all, *state, str_of(file), STR(""));
	robots_for_agent(&own, *state, &all, STR("ours/1.0 (x)"));
	assert_int_equal(own.nrules, 3);
	assert_true(robots_delay(&own, STR("*")) == 3);
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		rule = robots_rule(&all, STR("ours"), str_of(rows[i].path));
		assert_int_equal(rule != NULL ? rule->line : 0, rows[i].line);
		rule = robots_rule(&own, STR("*"), str_of(rows[i].path));
		assert_int_equal(rule != NULL ? rule->line : 0, rows[i].line);
	}
	/* Nobody's groups: nothing is left. */
	robots_read(&all, *state, STR("User-agent: a\nDisallow: /"), STR(""));
	robots_for_agent(&own, *state, &all, STR("b"));
	assert_int_equal(own.nrules, 0);
	assert_true(robots_allowed(&own, STR("*"), STR("/x")));
	assert_true(robots_delay(&own, STR("*")) == -1);
}

/* Patterns on which a matcher that goes back takes for ever. */
static void
test_hostile(void **state)
{
	struct buf b;
	struct robots r, own;
	char path[2000];
	clock_t from;

	buf_init(&b, 2 * ROBOTS_BYTES);
	buf_addz(&b, ALL);
	for (int i = 0; i < 1000; i++) {
		buf_addz(&b, "Disallow: /");
		for (int k = 0; k < 60; k++)
			buf_addz(&b, "a*a*");
		buf_addz(&b, "b$\n");
	}
	memset(path, 'a', sizeof(path));
	path[0] = '/';
	from = clock();
	robots_read(&r, *state, buf_str(&b), STR(""));
	assert_true(robots_allowed(&r, STR("t"), str_make(path,
	    sizeof(path))));
	assert_true(clock() - from < 5 * CLOCKS_PER_SEC);
	/* Many agents, then many rules. */
	buf_clear(&b);
	while (b.n < ROBOTS_BYTES / 2)
		buf_addz(&b, "User-agent: x\n");
	while (b.n < ROBOTS_BYTES + 1000)
		buf_addz(&b, "Disallow: /\n");
	from = clock();
	robots_read(&r, *state, buf_str(&b), STR(""));
	assert_true(r.cut);
	assert_false(robots_allowed(&r, STR("x"), STR("/a")));
	/* Groups that share their rules do not multiply them. */
	robots_for_agent(&own, *state, &r, STR("x"));
	assert_int_equal(own.nrules, r.nrules);
	assert_true(clock() - from < 5 * CLOCKS_PER_SEC);
	buf_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_allowed),
		cmocka_unit_test(test_rest),
		cmocka_unit_test(test_rule),
		cmocka_unit_test(test_hostile),
	};

	return cmocka_run_group_tests_name("robots", tests, setup, teardown);
}
