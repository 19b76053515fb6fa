/* The Atom feed: escaping, ids, and that nothing in it depends on when it is
 * written. */
#include "tests/unit/report_story.h"

static void
feed_of(struct story *s, const struct atom *like, struct buf *out)
{
	struct report_change c[2] = { change_of(s, 2), change_of(s, 1) };
	struct atom f = *like;

	f.changes = c;
	f.nchanges = 2;
	buf_init(out, LIMIT_OUTPUT_BYTES);
	atom_write(out, &f);
}

/* What stands between two marks, the nth time. */
static struct str
between(const struct buf *b, const char *open, const char *close, int n)
{
	const char *from = buf_z(b), *to;

	for (int i = 0; i <= n; i++) {
		from = strstr(from, open);
		assert_non_null(from);
		from += strlen(open);
	}
	to = strstr(from, close);
	assert_non_null(to);
	return str_make(from, (size_t)(to - from));
}

static void
test_escaping(void **state)
{
	static const struct atom plain = { .title = STR("<all> & \xff") };
	struct story s;
	struct buf b;

	(void)state;
	story_init(&s);
	s.versions[1].headline = STR("A \xef\xbf\xbe <mark> & \"more\" \x01");
	feed_of(&s, &plain, &b);
	is_safe(&b);
	is_balanced(buf_z(&b) + strlen("<?xml version=\"1.0\"?>"));
	has(&b, "<title type=\"text\">&lt;all&gt; &amp; \\xff</title>");
	has(&b, "correction: A &lt;U+FFFE&gt; &lt;mark&gt; &amp; "
	    "&quot;more&quot; \\x01</title>");
	/* the page's markup is escaped in HTML that is escaped in XML */
	has(&b, "&amp;lt;i&amp;gt;Tarrant&amp;lt;/i&amp;gt;");
	has_not(&b, "&lt;script");
	has(&b, "&lt;del&gt;63&lt;/del&gt; &lt;ins&gt;66&lt;/ins&gt;");
	has(&b, "&lt;strong&gt;still in paragraph 3, inside a quotation");
	has(&b, "still in paragraph 3");
	has(&b, "href=\"https://example.org/boats?a=1&amp;b=&lt;2&gt;\"");
	buf_release(&b);
	arena_release(&s.arena);
}

static void
test_ids(void **state)
{
	static const struct atom plain = { .query = STR("feed x") };
	static const struct atom other = { .query = STR("feed y") };
	struct buf a, b;
	struct story s;

	(void)state;
	story_init(&s);
	feed_of(&s, &plain, &a);
	feed_of(&s, &other, &b);
	/* version 8, variant 10; story, version and time are in it */
	assert_true(str_eqz(between(&a, "<id>urn:uuid:", "</id>", 2),
	    "0badcafe-0002-8000-8000-000067d26d58"));
	for (int i = 1; i <= 2; i++)
		assert_true(str_eq(between(&a, "<id>", "</id>", i),
		    between(&b, "<id>", "</id>", i)));
	assert_false(str_eq(between(&a, "<id>", "</id>", 0),
	    between(&b, "<id>", "</id>", 0)));
	buf_release(&a);
	buf_release(&b);
	arena_release(&s.arena);
}

/* Looking at the page again alters no entry. */
static void
test_later(void **state)
{
	static const struct atom plain = { .title = STR("t") };
	struct buf a, b;
	struct story s;

	(void)state;
	story_init(&s);
	feed_of(&s, &plain, &a);
	s.report.last_seen += 1000 * HOUR;
	feed_of(&s, &plain, &b);
	assert_true(str_eq(buf_str(&a), buf_str(&b)));
	has(&a, "no note seen by 2025-03-14 01:30Z speaks of it");
	buf_release(&a);
	buf_release(&b);
	arena_release(&s.arena);
}

static void
test_language(void **state)
{
	static const struct atom plain = { .title = STR("t") };
	struct buf b;
	struct story s;

	(void)state;
	story_init(&s);
	s.articles[1].language = STR("ar");
	s.articles[2].language = STR("en\" onload=\"x");
	feed_of(&s, &plain, &b);
	has(&b, "<title type=\"text\" xml:lang=\"ar\">correction");
	has_not(&b, "onload");
	buf_release(&b);
	arena_release(&s.arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_escaping),
		cmocka_unit_test(test_ids),
		cmocka_unit_test(test_later),
		cmocka_unit_test(test_language),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
