#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#include "tracker/base/limits.h"
#include "tracker/web/url.h"

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

static void
assert_str(struct str got, const char *want, const char *what)
{
	if (!str_eqz(got, want))
		fail_msg("%s:\ngot  \"%.*s\"\nwant \"%s\"", what, STR_FMT(got),
		    want);
}

static const struct {
	const char *url, *canonical;	/* "" where it is refused */
} canonical[] = {
	{ "http://news.example/a", "http://news.example/a" },
	{ " HTTP://News.Example:80/a#part ", "http://news.example/a" },
	{ "https://news.example", "https://news.example/" },
	{ "https://news.example:443/a", "https://news.example/a" },
	{ "https://news.example:80/a", "https://news.example:80/a" },
	{ "http://news.example./a", "http://news.example/a" },
	{ "http://who:secret@news.example/a", "http://news.example/a" },
	{ "http:\\\\news.example\\a", "http://news.example/a" },
	{ "http://news.example/a/./b/../c", "http://news.example/a/c" },
	{ "http://news.example/a/%2e%2E/c", "http://news.example/c" },
	{ "http://news.example/../../c", "http://news.example/c" },
	{ "http://news.example//a///b", "http://news.example/a/b" },
	{ "http://keep.example/web/http://a.example//b",
	    "http://keep.example/web/http://a.example/b" },
	{ "http://news.example/%7euser/%c3%a4",
	    "http://news.example/~user/%C3%A4" },
	{ "http://news.example/\xc3\xa4 b", "http://news.example/%C3%A4%20b" },
	{ "http://news.example/100%", "http://news.example/100%25" },
	{ "http://news.example/it's", "http://news.example/it%27s" },
	{ "http://news.example/a?", "http://news.example/a" },
	{ "http://b\xc3\xbc" "cher.example/", "http://xn--bcher-kva.example/" },
	{ "http://0x7f.1/", "http://127.0.0.1/" },
	{ "http://[::1]:80/a", "http://[::1]/a" },
	/* where a reader came from */
	{ "http://news.example/a?utm_source=x&id=7&UTM_medium=y",
	    "http://news.example/a?id=7" },
	{ "http://news.example/a?fbclid=Iw&gclid=2", "http://news.example/a" },
	{ "http://news.example/a?id=7&amp;utm_source=x",
	    "http://news.example/a?id=7" },
	{ "http://news.example/a?ref=rss", "http://news.example/a" },
	{ "http://news.example/a?ref=other.example", "http://news.example/a" },
	{ "http://news.example/a?ref=B00123",
	    "http://news.example/a?ref=B00123" },
	{ "http://news.example/a?from=rss_main", "http://news.example/a" },
	{ "http://news.example/a?from=2012",
	    "http://news.example/a?from=2012" },
	{ "http://news.example/a?amp=1", "http://news.example/a" },
	/* order, where names have values */
	{ "http://news.example/a?b=2&a=1&b=1",
	    "http://news.example/a?a=1&b=2&b=1" },
	{ "http://news.example/?z,1&a,2", "http://news.example/?z,1&a,2" },
	/* addresses inside addresses */
	{ "https://www.google.com/url?sa=t&url=http%3A%2F%2Fa.example%2Fb",
	    "http://a.example/b" },
	{ "https://a-example.cdn.ampproject.org/c/s/a.example/b?x=1",
	    "https://a.example/b?x=1" },
	{ "https://www.google.com/amp/s/a.example/b", "https://a.example/b" },
	{ "https://l.facebook.com/l.php?u=https%3A%2F%2Fa.example%2Fb%3F"
	    "fbclid%3D1", "https://a.example/b" },
	{ "https://www.google.com/url?url=javascript:1",
	    "https://www.google.com/url?url=javascript:1" },
	/* not for us */
	{ "", "" },
	{ "news.example/a", "" },
	{ "/a", "" },
	{ "mailto:desk@news.example", "" },
	{ "javascript:alert(1)", "" },
	{ "file:///etc/passwd", "" },
	{ "ftp://news.example/a", "" },
	{ "http://", "" },
	{ "http:///", "" },
	{ "http://a b.example/", "" },
	{ "http://a%00.example/", "" },
	{ "http://a%25.example/", "" },
	{ "http://256.1.1.1/", "" },
	{ "http://a.example:99999/", "" },
	{ "http://[::1/", "" },
};

static void
test_canonical(void **state)
{
	struct str out, again;

	for (size_t i = 0; i < sizeof(canonical) / sizeof(*canonical); i++) {
		int r = url_canonical(str_of(canonical[i].url), *state, &out);

		assert_str(out, canonical[i].canonical, canonical[i].url);
		assert_int_equal(r, out.n > 0 ? 0 : -1);
		if (r < 0)
			continue;
		assert_int_equal(url_canonical(out, *state, &again), 0);
		assert_str(again, out.p, canonical[i].url);
	}
}

/* RFC 3986 5.4, and what browsers forgive. */
static const struct {
	const char *ref, *url;
} resolved[] = {
	{ "g", "http://a/b/c/g" }, { "./g", "http://a/b/c/g" },
	{ "g/", "http://a/b/c/g/" }, { "/g", "http://a/g" },
	{ "//g", "http://g/" }, { "?y", "http://a/b/c/d;p?y" },
	{ "g?y", "http://a/b/c/g?y" }, { "#s", "http://a/b/c/d;p?q#s" },
	{ "g#s", "http://a/b/c/g#s" }, { ";x", "http://a/b/c/;x" },
	{ "", "http://a/b/c/d;p?q" }, { ".", "http://a/b/c/" },
	{ "..", "http://a/b/" }, { "../g", "http://a/b/g" },
	{ "../..", "http://a/" }, { "../../../g", "http://a/g" },
	{ "/./g", "http://a/g" }, { "g..", "http://a/b/c/g.." },
	{ "g;x=1/../y", "http://a/b/c/y" }, { "http:g", "http://a/b/c/g" },
	{ "https:g", "https://g/" }, { "\\g", "http://a/g" },
	{ " g ", "http://a/b/c/g" }, { "g\nh", "http://a/b/c/gh" },
	{ "\xc3\xa4", "http://a/b/c/%C3%A4" },
	{ "javascript:1", "" }, { "mailto:a@b", "" }, { "data:,x", "" },
};

static void
test_resolve(void **state)
{
	struct str out;

	for (size_t i = 0; i < sizeof(resolved) / sizeof(*resolved); i++) {
		url_resolve(STR("http://a/b/c/d;p?q"), str_of(resolved[i].ref),
		    *state, &out);
		assert_str(out, resolved[i].url, resolved[i].ref);
	}
	assert_int_equal(url_resolve(STR(""), STR("/a"), *state, &out), -1);
	assert_int_equal(url_resolve(STR("ftp://a/"), STR("b"), *state, &out),
	    -1);
}

static void
test_parts(void **state)
{
	assert_str(url_host(STR("https://WWW.News.example:8443/a"), *state),
	    "www.news.example", "host");
	assert_str(url_host(STR("news"), *state), "", "host of none");
	assert_str(url_origin(STR("https://News.example:8443/a?b"), *state),
	    "https://news.example:8443", "origin");
	assert_str(url_origin(STR("http://News.example:80/a"), *state),
	    "http://news.example", "origin without its own port");
	assert_str(url_front(STR("http://a@News.example:80?b/c")),
	    "http://a@News.example:80", "front");
	assert_str(url_front(STR("news")), "news", "front of none");
}

static const struct {
	const char *url, *slug;
} slugs[] = {
	{ "http://a.example/2012/05/31/dam-holds-idUS123",
	  "dam-holds-idus123" },
	{ "http://a.example/Dam_Holds.html", "dam-holds" },
	{ "http://a.example/news/dam-holds/1234567", "dam-holds" },
	{ "http://a.example/news/dam-holds/index.html", "dam-holds" },
	{ "http://a.example/dam-holds/amp/", "dam-holds" },
	{ "http://a.example/1234567", "1234567" },
	{ "http://a.example/", "" },
	{ "http://a.example/%C3%A9cole-ferm%C3%A9e.html", "école-fermée" },
	{ "http://a.example/l%E2%80%99%C3%A9t%C3%A9", "l-été" },
	{ "http://a.example/12/%E6%A9%8B%E3%80%81", "橋" },
	{ "http://a.example/a%FFb", "a-b" },
	{ "http://a.example/d%27etat/it%27s-over-now", "its-over-now" },
	{ "http://a.example/aaaaaaaaa-bbbbbbbbb-ccccccccc-ddddddddd-eeeeeeeee-"
	    "fffffffff-ggggggggg",
	    "aaaaaaaaa-bbbbbbbbb-ccccccccc-ddddddddd-eeeeeeeee-fffffffff" },
};

static void
test_slug(void **state)
{
	for (size_t i = 0; i < sizeof(slugs) / sizeof(*slugs); i++)
		assert_str(url_slug(str_of(slugs[i].url), *state),
		    slugs[i].slug, slugs[i].url);
}

static void
test_same_site(void **state)
{
	(void)state;
	assert_true(url_same_site(STR("www.a.example"), STR("a.example")));
	assert_true(url_same_site(STR("m.a.example"), STR("amp.A.example")));
	assert_false(url_same_site(STR("a.example"), STR("b.example")));
	assert_false(url_same_site(STR("m.com"), STR("com")));
	assert_false(url_same_site(STR(""), STR("")));
}

static void
test_long(void **state)
{
	char *p = arena_alloc(*state, 40000, 1);
	struct str out;

	memset(p, 'a', 40000);
	memcpy(p, "http://a.example/?utm_x=", 24);
	assert_int_equal(url_canonical(str_make(p, LIMIT_URL_BYTES + 500),
	    *state, &out), 0);
	assert_str(out, "http://a.example/", "long tracking");
	assert_int_equal(url_canonical(str_make(p, 40000), *state, &out), -1);
	p[17] = 'b';
	assert_int_equal(url_canonical(str_make(p, LIMIT_URL_BYTES + 500),
	    *state, &out), -1);
}

/* One server, however it is written. */
static void
test_authority(void **state)
{
	static const struct {
		const char *url, *authority;
	} rows[] = {
		{ "http://News.example/a", "news.example" },
		{ "https://news.example:443", "news.example" },
		{ "https://news.example:80/a", "news.example:80" },
		{ "http://news.example:80?b", "news.example" },
		{ "HTTP://who:se@cret@news.example:8080/@a",
		  "news.example:8080" },
		{ "http://[::1]:80/a", "[::1]" },
		{ "http://b\xc3\xbc" "cher.example/", "xn--bcher-kva.example" },
		{ "news", "news" }, { "", "" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		assert_str(url_authority(str_of(rows[i].url), *state),
		    rows[i].authority, rows[i].url);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_authority),
		cmocka_unit_test(test_canonical),
		cmocka_unit_test(test_resolve),
		cmocka_unit_test(test_parts),
		cmocka_unit_test(test_slug),
		cmocka_unit_test(test_same_site),
		cmocka_unit_test(test_long),
	};

	return cmocka_run_group_tests_name("url", tests, setup, teardown);
}
