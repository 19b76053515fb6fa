/* Captures read again: the same page is the same article, and who read it has a
 * name that says so. */
#include "tests/unit/test_store.h"
#include "tracker/base/header.h"
#include "tracker/extract/reread.h"

#define URL "https://news.example/weir"

static void
header_lines(void **state)
{
	static const struct {
		const char *head, *type, *charset;
	} rows[] = {
		{ "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\n\r\n",
		  "text/html", "" },
		{ "Content-Type: a/b\r\nCONTENT-TYPE: text/html ; "
		  "charset=Latin1; x=y\r\n", "text/html", "Latin1" },
		{ "Content-Type: text/html; boundary=x; "
		  "Charset=\"windows-1252\"\r\n", "text/html",
		  "windows-1252" },
		{ "X-Content-Type: no/no\r\n", "", "" },
		{ "Content-Type:\r\n", "", "" },
		{ "Content-Type: ;charset=\"\r\n", "", "" },
		{ "Content-Type: t;charset=\"utf-8\r\n", "t", "utf-8" },
	};
	struct str type, charset;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		header_media_type(header_value(str_of(rows[i].head),
		    "content-type"), &type, &charset);
		if (!str_eqz(type, rows[i].type) ||
		    !str_eqz(charset, rows[i].charset))
			fail_msg("%s: %.*s, %.*s", rows[i].head, STR_FMT(type),
			    STR_FMT(charset));
	}
}

static void
links_in_headers(void **state)
{
	static const struct {
		const char *head, *hub;
	} rows[] = {
		{ "Link: <https://hub.example/>; rel=\"hub\"\r\n",
		  "https://hub.example/" },
		{ "HTTP/1.1 200 OK\r\nlink: </self>;rel=self, </hub>;rel=hub",
		  "/hub" },
		{ "Link: <a>; title=\"x, y; rel=hub\", <b>; REL = \"next Hub\"",
		  "b" },
		{ "Link: <a>; rel=self\r\nLink: <b>; x; rel=hub\r\n", "b" },
		{ "Link: <a>; rel=self; rel=hub", "" },
		{ "Link: <a>; rel=hubs, <b; rel=hub", "" },
		{ "Link: <a>; rel=\"hub", "a" },
		{ "X-Link: <a>; rel=hub", "" }, { "Link:", "" },
		{ "Link: <a>; rel", "" }, { "Link: <a>; rel=", "" },
		{ "Link: <a>, <b>;rel=hub", "b" },
	};
	struct str hub;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		hub = header_link(str_of(rows[i].head), "hub");
		if (!str_eqz(hub, rows[i].hub))
			fail_msg("%s: %.*s", rows[i].head, STR_FMT(hub));
	}
}

/* ---- who reads -------------------------------------------------------- */

static const char *
reader(struct arena *a, const char *body, const char *headline,
    const char *const *drop)
{
	const char *const bodies[] = { body, NULL };
	const char *const headlines[] = { headline, NULL };
	struct extract_rule r = { .body = bodies, .headline = headlines,
		.drop = drop };

	return arena_strz(a, recall_reader(&r, a));
}

static void
rules_have_names(void **state)
{
	static const char *const none[] = { NULL };
	static const char *const aside[] = { "//aside", NULL };
	const char *names[4];
	struct arena a;

	(void)state;
	arena_init(&a);
	assert_true(str_eqz(recall_reader(NULL, &a), EXTRACTOR));
	assert_string_equal(reader(&a, NULL, NULL, none), EXTRACTOR);
	names[0] = reader(&a, "//article", NULL, NULL);
	names[1] = reader(&a, "//article", NULL, aside);
	names[2] = reader(&a, NULL, "//article", NULL);
	names[3] = reader(&a, NULL, NULL, aside);
	for (int i = 0; i < 4; i++) {
		assert_int_equal(strncmp(names[i], EXTRACTOR " rule/",
		    strlen(EXTRACTOR " rule/")), 0);
		assert_true(strlen(names[i]) < 64);
		for (int j = 0; j < i; j++)
			assert_string_not_equal(names[i], names[j]);
	}
	assert_string_equal(names[1], reader(&a, "//article", NULL, aside));
	arena_release(&a);
}

/* ---- captures --------------------------------------------------------- */

#define PARAGRAPH "<p>The old mill will grind again, its new owners said on " \
	"Wednesday, eleven years after the last miller hung up his apron. "   \
	"\x93We sell flour,\x94 said one of them, and not postcards.</p>\n"

/* As the poller reads it: by the label of the server alone. */
static int
add_page(struct box *b, const char *head, const char *body)
{
	struct store_version v = version_of(add_story(b, URL), T0, "Mill",
	    "text\n");
	struct store_capture c = capture_of(URL, T0, body);

	c.response = head;
	c.nresponse = strlen(head);
	return store_version_add(b->st, &v, &c, "mill");
}

static int
take_capture(const struct store_version *v, void *arg)
{
	snprintf(arg, 256, "%s", v->capture);
	return 0;
}

static void
a_capture_reads_as_it_came(void **state)
{
	struct box *b = *state;
	static const char *const body[] = { "//article", NULL };
	struct extract_rule rule = { .body = body };
	char capture[256], out[256];
	struct article article;
	struct arena a;

	arena_init(&a);
	ok(b, add_page(b, "HTTP/1.1 200 OK\r\n"
	    "Content-Type: text/html; charset=\"windows-1252\"\r\n\r\n",
	    "<html><title>Mill</title><body><article><h1>Mill to grind</h1>\n"
	    PARAGRAPH PARAGRAPH "</article></body></html>"));
	ok(b, store_version_get(b->st, 1, -1, take_capture, capture));
	assert_int_equal(recall_capture(&article, &a, b->st, capture, &rule,
	    NULL), 0);
	assert_int_equal(article.verdict, VERDICT_ARTICLE);
	assert_true(str_eqz(article.url, URL));
	assert_true(str_eqz(article.headline, "Mill to grind"));
	assert_true(str_find(article.blocks[0].text,
	    STR("\xe2\x80\x9cWe sell flour,\xe2\x80\x9d")) >= 0);
	assert_true(str_eq(article.extractor, recall_reader(&rule, &a)));
	assert_int_equal(recall_capture(&article, &a, b->st,
	    "captures/2012-05/none.warc.gz <urn:uuid:x>", NULL, NULL), -1);
	/* A file that is gone is a capture that is not there, no failure. */
	run(b, "rm captures/*/*.warc.gz", out, sizeof(out));
	assert_int_equal(recall_capture(&article, &a, b->st, capture, NULL,
	    NULL), -1);
	assert_non_null(strstr(store_error(b->st), "No such file"));
	arena_release(&a);
}

static struct article
words(struct block *block, const char *text, enum verdict v)
{
	struct article a;

	article_init(&a);
	*block = (struct block){ BLOCK_PARAGRAPH, str_of(text) };
	a.blocks = block;
	a.nblocks = text[0] != '\0';
	a.verdict = v;
	return a;
}

static void
what_may_stand_for_a_version(void **state)
{
	struct block x, y;
	struct article was = words(&x, "one two three four five", 0), now;

	(void)state;
	now = words(&y, "one", VERDICT_ARTICLE);
	assert_true(recall_stands(&now, &was));
	now = words(&y, "one two three", VERDICT_WALL);
	assert_true(recall_stands(&now, &was));
	now = words(&y, "one two", VERDICT_WALL);
	assert_false(recall_stands(&now, &was));
	now = words(&y, "", VERDICT_EMPTY);
	assert_false(recall_stands(&now, &was));
	was = words(&x, "", VERDICT_EMPTY);
	assert_false(recall_stands(&now, &was));
}

#define T(name) cmocka_unit_test_setup_teardown(name, box_setup, box_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(header_lines),
		cmocka_unit_test(links_in_headers),
		cmocka_unit_test(rules_have_names),
		T(a_capture_reads_as_it_came),
		cmocka_unit_test(what_may_stand_for_a_version),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
