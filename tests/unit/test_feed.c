#include <setjmp.h>
#include <stdarg.h>
#include <time.h>
#include <cmocka.h>
#include <zlib.h>

#include "tracker/base/buf.h"
#include "tracker/base/limits.h"
#include "tracker/extract/feed.h"
#include "tracker/extract/feed_parts.h"

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
assert_str(struct str got, const char *want)
{
	if (!str_eqz(got, want))
		fail_msg("got  \"%.*s\"\nwant \"%s\"", STR_FMT(got), want);
}

static void
assert_time(int64_t got, const char *want)
{
	char text[TIME_TEXT];

	assert_string_equal(time_rfc3339(got, text), want);
}

static struct feed
read_bytes(struct arena *a, struct str bytes)
{
	struct feed_input in = { .bytes = bytes,
		.url = STR("https://a.example/feeds/x.xml") };
	struct feed f;

	feed_read(&f, a, &in);
	return f;
}

static struct feed
read_z(struct arena *a, const char *z)
{
	return read_bytes(a, str_of(z));
}

/* ---- each format ------------------------------------------------------ */

static void
test_rss(void **state)
{
	struct feed f = read_z(*state,
	    "<?xml version=\"1.0\"?><rss version=\"2.0\" "
	    "xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
	    "xmlns:atom=\"http://www.w3.org/2005/Atom\"><channel>"
	    "<title>Dam &amp;amp; Weir</title><link>https://a.example/</link>"
	    "<atom:link rel=\"hub\" href=\"https://hub.example/\"/>"
	    "<image><title>no</title><link>https://no.example/</link></image>"
	    "<item><title>The dam holds</title><link>/dam</link>"
	    "<guid isPermaLink=\"false\">d1</guid><dc:creator>Ana Roe"
	    "</dc:creator><pubDate>Thu, 31 May 2012 16:48:00 GMT</pubDate>"
	    "<source url=\"x\">not the title</source></item>"
	    "<item><title><![CDATA[A <b>bold</b> claim]]></title>"
	    "<guid>https://a.example/bold</guid>"
	    "<author>desk@a.example (Bo Lund)</author></item>"
	    "</channel></rss>");

	assert_int_equal(f.format, FEED_RSS);
	assert_false(f.recovered);
	assert_str(f.title, "Dam & Weir");
	assert_str(f.link, "https://a.example/");
	assert_str(f.hub, "https://hub.example/");
	assert_int_equal(f.nitems, 2);
	assert_str(f.items[0].title, "The dam holds");
	assert_str(f.items[0].link, "https://a.example/dam");
	assert_str(f.items[0].id, "d1");
	assert_str(f.items[0].author, "Ana Roe");
	assert_time(f.items[0].published, "2012-05-31T16:48:00Z");
	assert_true(f.items[0].updated == TIME_NONE);
	assert_str(f.items[1].title, "A bold claim");
	assert_str(f.items[1].link, "https://a.example/bold");
	assert_str(f.items[1].author, "Bo Lund");
}

static void
test_rdf(void **state)
{
	struct feed f = read_z(*state,
	    "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\""
	    " xmlns=\"http://purl.org/rss/1.0/\" "
	    "xmlns:dc=\"http://purl.org/dc/elements/1.1/\">"
	    "<channel rdf:about=\"x\"><title>Old</title>"
	    "<link>http://a.example/</link></channel>"
	    "<item rdf:about=\"http://a.example/1\"><title>One</title>"
	    "<link>http://a.example/1</link>"
	    "<dc:date>2012-05-31T18:48:00+02:00</dc:date></item></rdf:RDF>");

	assert_int_equal(f.format, FEED_RDF);
	assert_str(f.title, "Old");
	assert_int_equal(f.nitems, 1);
	assert_str(f.items[0].id, "http://a.example/1");
	assert_time(f.items[0].published, "2012-05-31T16:48:00Z");
	assert_time(f.items[0].updated, "2012-05-31T16:48:00Z");
}

static void
test_atom(void **state)
{
	struct feed f = read_z(*state,
	    "<feed xmlns=\"http://www.w3.org/2005/Atom\" "
	    "xml:base=\"https://b.example/x/\"><title type=\"html\">"
	    "&lt;i&gt;Weir&lt;/i&gt;</title><author><name>Desk</name></author>"
	    "<link rel=\"self\" href=\"self\"/><link href=\"/\"/>"
	    "<entry xml:base=\"deep/\"><title type=\"xhtml\"><div>A "
	    "<b>weir</b> &lt;not&gt; a dam</div></title>"
	    "<link rel=\"alternate\" type=\"application/json\" href=\"j\"/>"
	    "<link rel=\"edit\" href=\"e\"/><link href=\"w\"/>"
	    "<id>tag:b.example,2012:w</id><author><name>Ana Roe</name></author>"
	    "<author><email>bo@b.example</email></author>"
	    "<published>2012-05-31T16:48:00Z</published>"
	    "<updated>2012-06-01T08:00:00Z</updated>"
	    "<content type=\"xhtml\"><div><title>no</title></div></content>"
	    "</entry><entry><title>1 &lt; 2 &lt;b&gt;</title>"
	    "<id>https://b.example/two</id></entry></feed>");

	assert_int_equal(f.format, FEED_ATOM);
	assert_str(f.title, "Weir");
	assert_str(f.link, "https://b.example/");
	assert_int_equal(f.nitems, 2);
	assert_str(f.items[0].title, "A weir <not> a dam");
	assert_str(f.items[0].link, "https://b.example/x/deep/w");
	assert_str(f.items[0].author, "Ana Roe, bo@b.example");
	assert_time(f.items[0].published, "2012-05-31T16:48:00Z");
	assert_time(f.items[0].updated, "2012-06-01T08:00:00Z");
	assert_str(f.items[1].title, "1 < 2 <b>");
	assert_str(f.items[1].link, "https://b.example/two");
	assert_str(f.items[1].author, "Desk");
}

/* RFC 4287 4.2.1: the author of an entry, else of its source, else of the
 * feed; and of a source nothing else. */
static void
test_atom_source(void **state)
{
	struct feed f = read_z(*state,
	    "<feed xmlns=\"http://www.w3.org/2005/Atom\">"
	    "<author><name>Desk</name></author>"
	    "<entry><title>One</title><link href=\"/1\"/><source><title>Away"
	    "</title><link href=\"/away\"/><id>tag:away</id><updated>"
	    "2001-05-31T16:48:00Z</updated><author><name>Ana Roe</name>"
	    "<uri>x</uri></author></source><id>tag:one</id>"
	    "<updated>2012-05-31T16:48:00Z</updated></entry>"
	    "<entry><source><author><name>Ana Roe</name></author></source>"
	    "<title>Two</title><author><name>Bo Lund</name></author></entry>"
	    "<entry><title>Three</title><source><title>x</title></source>"
	    "</entry></feed>");

	assert_int_equal(f.nitems, 3);
	assert_str(f.items[0].title, "One");
	assert_str(f.items[0].link, "https://a.example/1");
	assert_str(f.items[0].id, "tag:one");
	assert_str(f.items[0].author, "Ana Roe");
	assert_time(f.items[0].updated, "2012-05-31T16:48:00Z");
	assert_str(f.items[1].author, "Bo Lund");
	assert_str(f.items[1].title, "Two");
	assert_str(f.items[2].author, "Desk");
}

static void
test_atom03(void **state)
{
	struct feed f = read_z(*state,
	    "<feed version=\"0.3\" xmlns=\"http://purl.org/atom/ns#\">"
	    "<entry><title mode=\"escaped\" type=\"text/html\">a &lt;b&gt;b"
	    "&lt;/b&gt;</title><link rel=\"alternate\" href=\"/a\"/>"
	    "<issued>2012-05-31T16:48:00Z</issued>"
	    "<modified>2012-06-01T16:48:00Z</modified></entry>"
	    "<entry><title mode=\"base64\" type=\"text/html\">YSA8Yj5iPC9iPg=="
	    "</title></entry></feed>");

	assert_int_equal(f.nitems, 2);
	assert_str(f.items[0].title, "a b");
	assert_str(f.items[0].link, "https://a.example/a");
	assert_time(f.items[0].published, "2012-05-31T16:48:00Z");
	assert_time(f.items[0].updated, "2012-06-01T16:48:00Z");
	assert_str(f.items[1].title, "a b");
}

static void
test_json(void **state)
{
	struct feed f = read_z(*state,
	    "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"T\","
	    "\"home_page_url\":\"https://a.example/\",\"authors\":[{\"name\":"
	    "\"Desk\"}],\"hubs\":[{\"type\":\"WebSub\",\"url\":"
	    "\"https://hub.example/\"}],\"items\":[{\"id\":7,\"url\":\"/a\","
	    "\"title\":\"A &amp; <i>B\",\"date_published\":"
	    "\"2012-05-31T16:48:00Z\"},{\"id\":\"https://a.example/b\","
	    "\"author\":{\"name\":\"Bo\"}},3]}");

	assert_int_equal(f.format, FEED_JSON);
	assert_str(f.hub, "https://hub.example/");
	assert_int_equal(f.nitems, 3);
	/* plain text is what it says */
	assert_str(f.items[0].title, "A &amp; <i>B");
	assert_str(f.items[0].link, "https://a.example/a");
	assert_str(f.items[0].id, "7");
	assert_str(f.items[0].author, "Desk");
	assert_time(f.items[0].published, "2012-05-31T16:48:00Z");
	assert_str(f.items[1].link, "https://a.example/b");
	assert_str(f.items[1].author, "Bo");
}

static void
test_sitemap(void **state)
{
	struct feed f = read_z(*state,
	    "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" "
	    "xmlns:n=\"http://www.google.com/schemas/sitemap-news/0.9\" "
	    "xmlns:i=\"http://www.google.com/schemas/sitemap-image/1.1\">"
	    "<url><loc> https://a.example/a?x=1&amp;y=2 </loc>"
	    "<i:image><i:loc>https://a.example/i.jpg</i:loc></i:image>"
	    "<lastmod>2012-06-01</lastmod><n:news><n:publication_date>"
	    "2012-05-31T16:48Z</n:publication_date><n:title>The dam</n:title>"
	    "</n:news></url></urlset>");

	assert_int_equal(f.format, FEED_SITEMAP);
	assert_int_equal(f.nitems, 1);
	assert_str(f.items[0].link, "https://a.example/a?x=1&y=2");
	assert_str(f.items[0].title, "The dam");
	assert_time(f.items[0].published, "2012-05-31T16:48:00Z");
	assert_time(f.items[0].updated, "2012-06-01T00:00:00Z");
	f = read_z(*state, "<sitemapindex xmlns="
	    "\"http://www.sitemaps.org/schemas/sitemap/0.9\"><sitemap>"
	    "<loc>https://a.example/1.xml.gz</loc></sitemap><sitemap>"
	    "https://a.example/2.xml</sitemap></sitemapindex>");
	assert_int_equal(f.format, FEED_SITEMAP_INDEX);
	assert_int_equal(f.nitems, 2);
	assert_str(f.items[0].link, "https://a.example/1.xml.gz");
	assert_str(f.items[1].link, "https://a.example/2.xml");
	f = read_z(*state, "https://a.example/1\r\n\r\nhttps://a.example/2\n");
	assert_int_equal(f.format, FEED_SITEMAP);
	assert_int_equal(f.nitems, 2);
}

/* ---- broken feeds ----------------------------------------------------- */

/* Each has one item with this title and link. */
static const struct {
	const char *what, *bytes, *title, *link;
} broken[] = {
	{ "bare ampersands", "<rss><channel><item><title>A & B &c; D</title>"
	    "<link>http://a.example/?a=1&b=2</link></item></channel></rss>",
	    "A & B &c; D", "http://a.example/?a=1&b=2" },
	{ "HTML entities", "<rss><channel><item><title>caf&eacute;&nbsp;"
	    "&ldquo;x&rdquo; &#146; &hellip;</title></item></channel></rss>",
	    "café\u00a0“x” ’ …", "" },
	{ "stray <", "<rss><channel><item><title>1 < 2 <3</title></item>"
	    "</channel></rss>", "1 < 2 <3", "" },
	{ "missing end tags", "<rss><channel><item><title>one"
	    "<link>http://a.example/1</link></item></channel>", "one http",
	    "" },
	{ "unclosed at the end", "<rss><channel><item><title>one</title>"
	    "<link>http://a.example/1</link>", "one", "http://a.example/1" },
	{ "wrong nesting", "<rss><channel><item><title><b>one</title></b>"
	    "<link>http://a.example/1</link></item></rss></channel>", "one",
	    "http://a.example/1" },
	{ "control characters", "<rss><channel><item><title>o\x01n\x0c" "e&#2;"
	    "</title></item></channel></rss>", "one", "" },
	{ "attributes without quotes",
	    "<feed xmlns=http://www.w3.org/2005/Atom>"
	    "<entry><title type=html>one</title>"
	    "<link href=/a rel=alternate>"
	    "</entry></feed>", "one", "https://a.example/a" },
	{ "an attribute twice", "<rss><channel><item><title a='1' a='2'>one"
	    "</title></item></channel></rss>", "one", "" },
	{ "open CDATA", "<rss><channel><item><title><![CDATA[one</title>"
	    "</item></channel></rss>", "one", "" },
	{ "prefixes without a name", "<rss><channel><item><dc:title>one"
	    "</dc:title><atom:link href='http://a.example/1'/></item>"
	    "</channel></rss>", "one", "http://a.example/1" },
	{ "a warning in front", "<br />\n<b>Warning</b>: x\n<?xml version='1.0'"
	    "?><rss><channel><item><title>one</title></item></channel></rss>",
	    "one", "" },
	{ "space and a mark in front", " \n\xef\xbb\xbf<?xml version='1.0'?>"
	    "<rss><channel><item><title>one</title></item></channel></rss>",
	    "one", "" },
	{ "items outside", "<rss><channel></channel><item><title>one</title>"
	    "</item></rss>", "one", "" },
	{ "more after the end", "<rss><channel><item><title>one</title></item>"
	    "</channel></rss><script>x</script>", "one", "" },
	{ "a type of document", "<!DOCTYPE rss [ <!ENTITY a \"]>\"> ]><rss>"
	    "<channel><item><title>one</title></item></channel></rss>", "one",
	    "" },
	{ "upper case", "<RSS><CHANNEL><ITEM><TITLE>one</TITLE></ITEM>"
	    "</CHANNEL></RSS>", "one", "" },
};

static void
test_broken(void **state)
{
	for (size_t i = 0; i < sizeof(broken) / sizeof(*broken); i++) {
		struct feed f = read_z(*state, broken[i].bytes);

		if (f.nitems != 1)
			fail_msg("%s: %zu items, %.*s", broken[i].what,
			    f.nitems, STR_FMT(f.problem));
		if (i != 3)
			assert_str(f.items[0].title, broken[i].title);
		else
			assert_true(str_starts(f.items[0].title, "one"));
		assert_str(f.items[0].link, broken[i].link);
	}
}

static const struct {
	const char *bytes, *problem;
} none[] = {
	{ "", "empty" }, { " \n", "empty" },
	{ "<!DOCTYPE html><html><head></head></html>",
	    "an HTML page, not a feed" },
	{ "<html><body>x", "an HTML page, not a feed" },
	{ "<!doctype html><p>x", "an HTML page, not a feed" },
	{ "not found", "neither XML nor JSON: no feed" },
	{ "<svg/>", "XML that begins with <svg>: no feed of a known kind" },
	{ "{\"a\":1}", "JSON, but no JSON Feed" },
	{ "{\"a\":", "broken JSON at line 1, column 5" },
	{ "\x1f\x8b\x08garbage", "gzip: damaged" },
};

static void
test_none(void **state)
{
	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++) {
		struct feed f = read_z(*state, none[i].bytes);

		assert_int_equal(f.format, FEED_NONE);
		assert_str(f.problem, none[i].problem);
		assert_int_equal(f.nitems, 0);
	}
}

/* ---- hostile feeds ---------------------------------------------------- */

static void
test_bomb(void **state)
{
	struct feed f = read_z(*state,
	    "<!DOCTYPE rss [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">"
	    "<!ENTITY c SYSTEM \"file:///etc/passwd\">]><rss><channel><item>"
	    "<title>x &b; &c;</title></item></channel></rss>");

	assert_str(f.items[0].title, "x &b; &c;");
}

/* `n` times a text between a head and a tail. */
static struct str
many(struct buf *b, const char *head, const char *text, size_t n,
    const char *tail)
{
	buf_clear(b);
	buf_addz(b, head);
	for (size_t i = 0; i < n; i++)
		buf_addz(b, text);
	buf_addz(b, tail);
	return buf_str(b);
}

/* What makes a careless reader quadratic, deep or large. */
static const struct {
	const char *head, *text;
	size_t n;
	const char *tail;
} hostile[] = {
	{ "<rss><channel>", "<item>", 300000, "" },
	{ "<rss>", "<a>", 500000, "" },
	{ "<rss>", "</a>", 500000, "" },
	{ "<rss><channel><item><title>", "<!--", 500000, "" },
	{ "<rss><channel><item><title>", "<![CDATA[", 300000, "" },
	{ "<rss><channel><item><title>", "&amp", 500000, "" },
	{ "<rss><channel><item><title>", "&lt;a ", 500000,
	    "</title></item></channel></rss>" },
	{ "<rss ", "a='", 500000, ">" },
	{ "<rss ", "a", 2000000, ">" },
	{ "<rss><channel><item><title>", "<a b='", 300000, "" },
	{ "", "<!DOCTYPE [", 300000, "<rss/>" },
	{ "{\"items\":", "[", 300000, "" },
	{ "{\"items\":[", "{},", 300000, "{}]}" },
};

static void
test_hostile(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, LIMIT_FEED_BYTES);
	for (size_t i = 0; i < sizeof(hostile) / sizeof(*hostile); i++) {
		clock_t from = clock();
		struct arena a;

		arena_init(&a);
		read_bytes(&a, many(&b, hostile[i].head, hostile[i].text,
		    hostile[i].n, hostile[i].tail));
		arena_release(&a);
		if (clock() - from > 5 * CLOCKS_PER_SEC)
			fail_msg("%s takes too long", hostile[i].text);
	}
	buf_release(&b);
}

static void
test_ceiling(void **state)
{
	struct feed f;
	struct buf b;

	buf_init(&b, LIMIT_FEED_BYTES + 1000);
	f = read_bytes(*state, many(&b, "<rss><channel>",
	    "<item><title>x</title><link>/a</link></item>", 100000,
	    "</channel></rss>"));
	assert_int_equal(f.nitems, LIMIT_FEED_ITEMS);
	assert_true(f.cut);
	assert_str(f.problem, "more than 10000 items: the first 10000 are "
	    "taken");
	f = read_bytes(*state, many(&b, "<rss>", " ", LIMIT_FEED_BYTES, ""));
	assert_str(f.problem, "more bytes than a feed may have");
	buf_release(&b);
}

static struct str
gzipped(struct arena *a, struct str s)
{
	uLong room = compressBound(s.n) + 32;
	unsigned char *p = arena_alloc(a, room, 1);
	z_stream z = { 0 };

	assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 8,
	    Z_DEFAULT_STRATEGY), Z_OK);
	z.next_in = (unsigned char *)(uintptr_t)s.p;
	z.avail_in = (unsigned)s.n;
	z.next_out = p;
	z.avail_out = (unsigned)room;
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	deflateEnd(&z);
	return str_make((char *)p, room - z.avail_out);
}

static void
test_gzip(void **state)
{
	struct feed f = read_bytes(*state, gzipped(*state,
	    STR("https://a.example/1\nhttps://a.example/2\n")));
	struct buf b;

	assert_int_equal(f.nitems, 2);
	buf_init(&b, LIMIT_FEED_BYTES + 1000);
	f = read_bytes(*state, gzipped(*state, many(&b, "", " ",
	    LIMIT_FEED_BYTES + 1, "")));
	assert_str(f.problem, "gzip: more bytes than a feed may have");
	buf_release(&b);
}

static void
test_mend_twice(void **state)
{
	struct buf once, twice;

	(void)state;
	buf_init(&once, MIB);
	buf_init(&twice, MIB);
	for (size_t i = 0; i < sizeof(broken) / sizeof(*broken); i++) {
		buf_clear(&once);
		buf_clear(&twice);
		feed_mend(&once, str_of(broken[i].bytes));
		feed_mend(&twice, buf_str(&once));
		assert_string_equal(buf_z(&once), buf_z(&twice));
	}
	buf_release(&once);
	buf_release(&twice);
}

static void
test_discover(void **state)
{
	struct feed_input in = { .bytes = STR("<html><head>"
	    "<base href='/news/'><link rel='stylesheet' href='s.css'>"
	    "<link rel='Alternate' type='application/rss+xml' href='rss'>"
	    "<link rel=alternate type='application/atom+xml; charset=utf-8' "
	    "href=/atom><link rel=alternate hreflang=de href=/de>"
	    "<link rel=alternate type=application/json href=/wp-json/wp/v2/1>"
	    "<link rel=feed href=https://b.example/f>"
	    "<link rel=alternate type=application/rss+xml href=rss>"
	    "<link rel=alternate type=application/rss+xml href=javascript:1>"
	    "</head><body>"), .url = STR("https://a.example/x/y") };
	size_t n;
	struct str *found = feed_discover(*state, &in, &n);

	assert_int_equal(n, 3);
	assert_str(found[0], "https://a.example/news/rss");
	assert_str(found[1], "https://a.example/atom");
	assert_str(found[2], "https://b.example/f");
	in.bytes = STR("");
	feed_discover(*state, &in, &n);
	assert_int_equal(n, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rss),
		cmocka_unit_test(test_rdf),
		cmocka_unit_test(test_atom),
		cmocka_unit_test(test_atom03),
		cmocka_unit_test(test_atom_source),
		cmocka_unit_test(test_json),
		cmocka_unit_test(test_sitemap),
		cmocka_unit_test(test_broken),
		cmocka_unit_test(test_none),
		cmocka_unit_test(test_bomb),
		cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_ceiling),
		cmocka_unit_test(test_gzip),
		cmocka_unit_test(test_mend_twice),
		cmocka_unit_test(test_discover),
	};

	return cmocka_run_group_tests_name("feed", tests, setup, teardown);
}
