/* Captures, held pages, search, small rows, reindex and verify. */
#include "tests/unit/test_store.h"

#define URL "https://news.example/a"
#define OTHER "https://news.example/b"

/* A command that changes the catalog behind the store's back. */
#define SQL(statement)                                                        \
	"/usr/bin/python3 -c \"import sqlite3\nc = "                           \
	"sqlite3.connect('catalog.db')\nc.execute('" statement "')\n"         \
	"c.commit()\""

struct got {
	int n;
	char a[1024], b[1024];
	int64_t i, j;
};

static int
got_version(const struct store_version *v, void *arg)
{
	struct got *g = arg;

	g->n++;
	g->i = v->seq;
	snprintf(g->a, sizeof(g->a), "%s", v->capture ? v->capture : "");
	snprintf(g->b, sizeof(g->b), "%d %s %s %s", v->number, v->commit,
	    v->headline, v->note ? v->note : "");
	return 0;
}

static void
a_capture_reads_back(void **state)
{
	struct box *b = *state;
	struct got g = { 0 };
	char *headers, *body, *url;
	size_t n;

	ok(b, add_version(b, URL, T0, "One", "body of the page"));
	ok(b, add_version(b, OTHER, T0, "Two", "another body"));
	ok(b, store_version_get(b->st, 1, 1, got_version, &g));
	ok(b, store_capture_read(b->st, g.a, &headers, &body, &n, &url));
	assert_string_equal(body, "body of the page");
	assert_int_equal(n, 16);
	assert_string_equal(url, URL);
	assert_non_null(strstr(headers, "HTTP/1.1 200"));
	assert_non_null(strstr(headers,
	    "X-Archive-Orig-Content-Encoding: gzip\r\n"));
	assert_non_null(strstr(headers, "\r\nContent-Length: 16\r\n"));
	free(headers);
	free(body);
	free(url);
	assert_int_equal(store_capture_read(b->st, "captures/../../etc/x y",
	    &headers, &body, &n, &url), STORE_ERROR);
	assert_int_equal(store_capture_read(b->st,
	    "captures/2012-05/20120531-00000.warc.gz <urn:uuid:0>", &headers,
	    &body, &n, &url), STORE_NONE);
}

static void
captures_are_warc(void **state)
{
	struct box *b = *state;
	struct store_held h = { .story = 1, .verdict = "wall\r\nx: y",
		.reason = "a\r\n\r\nWARC/1.1" };
	struct store_capture c = capture_of(URL, T0 + 90000, "");
	char cwd[512], cmd[1024], out[8192];

	ok(b, add_version(b, URL, T0, "One", "body"));
	ok(b, add_version(b, OTHER, T0, "One", "body"));
	c.response = "no headers at all";
	c.nresponse = 17;
	c.nrequest = 0;
	c.metadata = "a: b\r\nnot a field\n\nc: d";
	ok(b, store_hold(b->st, &h, &c));
	assert_non_null(getcwd(cwd, sizeof(cwd)));
	snprintf(cmd, sizeof(cmd), "/usr/bin/python3 '%s/tests/unit/"
	    "warc_check.py' captures/*/*.warc.gz 2>&1", cwd);
	run(b, cmd, out, sizeof(out));
	assert_string_equal(out,
	    "metadata 3 request 2 response 3 warcinfo 2");
	run(b, "gzip -dc captures/2012-06/*.warc.gz | tr -d '\\r' | tail -7",
	    out, sizeof(out));
	assert_string_equal(out, "story: " URL "\nheld: wall x: y\n"
	    "reason: a WARC/1.1\na: b\nc: d");
}

/* What a writer killed in the middle of a record leaves. */
static void
a_cut_capture_is_cut_off(void **state)
{
	struct box *b = *state;
	char one[64], two[64];
	int64_t n;

	ok(b, add_version(b, URL, T0, "One", "body"));
	run(b, "cat captures/*/* | wc -c", one, sizeof(one));
	store_free(b->st);
	run(b, "head -c 300 captures/2012-05/20120531-00000.warc.gz > x; "
	    "cat x >> captures/2012-05/20120531-00000.warc.gz", two,
	    sizeof(two));
	assert_int_equal(store_open(&b->st, b->dir, STORE_WRITE), STORE_OK);
	assert_string_equal(store_recovered(b->st), "300 bytes of an "
	    "unfinished capture cut off");
	run(b, "cat captures/*/* | wc -c", two, sizeof(two));
	assert_string_equal(one, two);
	ok(b, add_version(b, URL, T0 + 1, "One", "body 2"));
	ok(b, store_reindex(b->st, &n));
	assert_sound(b);
}

static int
got_held(const struct store_held *h, void *arg)
{
	struct got *g = arg;

	g->n++;
	g->i = h->key;
	g->j = h->seen;
	snprintf(g->a, sizeof(g->a), "%s", h->capture);
	snprintf(g->b, sizeof(g->b), "%s: %s", h->verdict, h->reason);
	return 0;
}

static void
held_then_accepted(void **state)
{
	struct box *b = *state;
	int64_t key = add_story(b, URL), n;
	struct store_held h = { .story = key, .verdict = "wall",
		.reason = "asks for\na consent" };
	struct store_capture c = capture_of(URL, T0, "<html>wall");
	struct store_version v = version_of(key, T0 + 9, "Was held", "text");
	struct got g = { 0 }, after = { 0 };

	ok(b, store_hold(b->st, &h, &c));
	assert_int_equal(store_hold(b->st, &h, &c), STORE_SAME);
	ok(b, store_held_each(b->st, got_held, &g));
	assert_int_equal(g.n, 1);
	assert_int_equal(g.j, 2);
	ok(b, store_reindex(b->st, &n));
	ok(b, store_held_each(b->st, got_held, &after));
	assert_int_equal(after.n, 1);
	assert_string_equal(after.b, "wall: asks for a consent");
	assert_string_equal(after.a, g.a);
	v.capture = g.a;
	ok(b, store_version_add(b->st, &v, NULL, "x"));
	ok(b, store_held_drop(b->st, after.i));
	assert_int_equal(store_held_drop(b->st, 77), STORE_NONE);
	assert_sound(b);
	ok(b, store_reindex(b->st, &n));
	memset(&after, 0, sizeof(after));
	ok(b, store_held_each(b->st, got_held, &after));
	assert_int_equal(after.n, 0);
	assert_sound(b);
}

static int
got_hit(const struct store_hit *h, void *arg)
{
	struct got *g = arg;

	g->n++;
	g->i = h->story;
	g->j = h->number;
	snprintf(g->a, sizeof(g->a), "%s", h->snippet);
	return 0;
}

static void
searching(void **state)
{
	static const struct {
		const char *words;
		int rc, n;
		const char *snippet;
	} CASES[] = {
		{ "trainers", STORE_OK, 1, "The U.S. \1trainers\2 came back "
		  "to Pak\xc3\xadst\xc3\xa1n." },
		{ "TRAINERS pakistan", STORE_OK, 1, "The U.S. \1trainers\2 "
		  "came back to \1Pak\xc3\xadst\xc3\xa1n\2." },
		{ "\"came back\"", STORE_OK, 2, NULL },
		{ "\"back came\"", STORE_NONE, 0, NULL },
		{ "train*", STORE_OK, 1, NULL },
		{ "train", STORE_NONE, 0, NULL },
		{ "liaison -came", STORE_OK, 1, NULL },
		{ "\"", STORE_NONE, 0, NULL },
		{ "* OR NEAR( ' ; --", STORE_NONE, 0, NULL },
		{ "headline:one AND", STORE_NONE, 0, NULL },
		{ "", STORE_NONE, 0, NULL },
		{ "  ", STORE_NONE, 0, NULL },
		{ "\xff\xfe", STORE_NONE, 0, NULL },
	};
	struct box *b = *state;
	struct got g;
	size_t i;
	int rc;

	ok(b, add_version(b, URL, T0, "One",
	    "The U.S. trainers came back to Pak\xc3\xadst\xc3\xa1n.\n"));
	ok(b, add_version(b, URL, T0 + 1, "One",
	    "The liaison officers came back.\n"));
	for (i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
		memset(&g, 0, sizeof(g));
		rc = store_search(b->st, CASES[i].words, 10, got_hit, &g);
		if (rc != CASES[i].rc || g.n != CASES[i].n)
			fail_msg("%s: %d, %d hits", CASES[i].words, rc, g.n);
		if (CASES[i].snippet)
			assert_string_equal(g.a, CASES[i].snippet);
	}
}

static void
a_snippet_is_a_window(void **state)
{
	struct box *b = *state;
	char text[20000] = "";
	struct got g = { 0 };
	size_t n = 0;

	while (n < 15000)
		n += (size_t)snprintf(text + n, sizeof(text) - n, "word%zu ",
		    n);
	snprintf(text + n, sizeof(text) - n, "needle in\nit and more words");
	ok(b, add_version(b, URL, T0, "One", text));
	ok(b, store_search(b->st, "needle", 10, got_hit, &g));
	assert_true(strlen(g.a) < 400);
	assert_non_null(strstr(g.a, "\1needle\2 in it and more words"));
}

static void
after_a_place_on_main(void **state)
{
	struct box *b = *state;
	struct got g = { 0 };

	ok(b, add_version(b, URL, T0 + 5, "One", "1"));
	ok(b, add_version(b, OTHER, T0 + 3, "Two", "2"));
	ok(b, add_version(b, URL, T0 + 4, "Three", "3"));
	ok(b, store_versions_after(b->st, 1, got_version, &g));
	assert_int_equal(g.n, 2);
	assert_int_equal(g.i, 3);
	memset(&g, 0, sizeof(g));
	ok(b, store_versions_between(b->st, T0 + 3, T0 + 5, got_version, &g));
	assert_int_equal(g.n, 2);
	assert_int_equal(g.i, 3);
}

static int
got_feed(const struct store_feed *f, void *arg)
{
	struct got *g = arg;

	g->n++;
	snprintf(g->a, sizeof(g->a), "%s %s %d", f->url, f->etag, f->failures);
	return 0;
}

static void
small_rows(void **state)
{
	struct box *b = *state;
	struct store_feed f = { .url = "https://f.example/", .etag = "\"x\"",
		.failures = 3, .next = T0, .last = STORE_NO_TIME };
	struct got g = { 0 };
	char *json, value[32];

	assert_int_equal(store_feed_get(b->st, f.url, got_feed, &g),
	    STORE_NONE);
	ok(b, store_feed_put(b->st, &f));
	ok(b, store_feed_put(b->st, &f));
	ok(b, store_feed_get(b->st, f.url, got_feed, &g));
	assert_string_equal(g.a, "https://f.example/ \"x\" 3");
	ok(b, store_derived_put(b->st, 1, 1, "diff/1", "{\"a\":1}"));
	ok(b, store_derived_put(b->st, 1, 1, "kind/1", "k"));
	ok(b, store_derived_put(b->st, 1, 1, "diff/2", "{\"a\":2}"));
	assert_int_equal(store_derived_get(b->st, 1, 1, "diff/1", &json),
	    STORE_NONE);
	ok(b, store_derived_get(b->st, 1, 1, "kind/1", &json));
	free(json);
	ok(b, store_derived_get(b->st, 1, 1, "diff/2", &json));
	assert_string_equal(json, "{\"a\":2}");
	free(json);
	ok(b, store_meta_put(b->st, "last_pass", "2012-05-31T00:00:00Z"));
	ok(b, store_meta_get(b->st, "last_pass", value, sizeof(value)));
	assert_string_equal(value, "2012-05-31T00:00:00Z");
	ok(b, store_meta_put(b->st, "last_pass", NULL));
	assert_int_equal(store_meta_get(b->st, "last_pass", value,
	    sizeof(value)), STORE_NONE);
}

static int
got_pace(const struct store_pace *p, void *arg)
{
	struct got *g = arg;
	size_t n = strlen(g->a);

	g->n++;
	snprintf(g->a + n, sizeof(g->a) - n, "%d:%.3f/%.1f ", p->cell,
	    p->changes, p->watched);
	return 0;
}

static void
paces_are_kept(void **state)
{
	struct box *b = *state;
	struct store_pace one = { 7, 0.125, 3600.5 }, two = { 9, 2, 1e9 };
	struct got g = { 0 };

	ok(b, store_pace_each(b->st, "city", got_pace, &g));
	assert_int_equal(g.n, 0);
	ok(b, store_pace_put(b->st, "city", &one));
	one.changes = 1.0 / 3;
	ok(b, store_pace_put(b->st, "city", &one));
	ok(b, store_pace_put(b->st, "city", &two));
	ok(b, store_pace_put(b->st, "", &two));
	/* a feed that is called otherwise takes it along */
	ok(b, store_feed_rename(b->st, "city", "town"));
	ok(b, store_pace_each(b->st, "city", got_pace, &g));
	assert_int_equal(g.n, 0);
	ok(b, store_pace_each(b->st, "town", got_pace, &g));
	assert_string_equal(g.a, "7:0.333/3600.5 9:2.000/1000000000.0 ");
	memset(&g, 0, sizeof(g));
	ok(b, store_pace_each(b->st, "", got_pace, &g));
	assert_int_equal(g.n, 1);
}

static int
got_touch(const struct store_touch *t, void *arg)
{
	struct got *g = arg;

	g->n++;
	snprintf(g->a, sizeof(g->a), "%d %d %d %d %d", t->number, t->times,
	    (int)(t->first - T0), (int)(t->last - T0),
	    (int)(t->modified - T0));
	return 0;
}

/* A time that moves alone is counted; one that stays, or that nothing is known
 * of, is nothing. */
static void
touches(void **state)
{
	struct box *b = *state;
	struct got g = { 0 };
	struct store_version v = version_of(add_story(b, URL), T0, "One",
	    "text");
	struct store_capture c = capture_of(URL, T0, "text");

	v.modified = T0 - 60;
	ok(b, store_version_add(b->st, &v, &c, "A Slug"));
	assert_int_equal(store_touch_add(b->st, 1, 1, T0 - 60, T0 + 10),
	    STORE_SAME);
	ok(b, store_touch_add(b->st, 1, 1, T0 + 15, T0 + 20));
	assert_int_equal(store_touch_add(b->st, 1, 1, T0 + 15, T0 + 30),
	    STORE_SAME);
	ok(b, store_touch_add(b->st, 1, 1, T0 + 35, T0 + 40));
	assert_int_equal(store_touch_add(b->st, 1, 1, STORE_NO_TIME, T0 + 50),
	    STORE_SAME);
	assert_int_equal(store_touch_add(b->st, 1, 7, T0, T0 + 50),
	    STORE_SAME);
	ok(b, store_touches(b->st, 1, got_touch, &g));
	assert_int_equal(g.n, 1);
	assert_string_equal(g.a, "1 2 20 40 35");
	g.n = 0;
	ok(b, store_touches(b->st, 2, got_touch, &g));
	assert_int_equal(g.n, 0);
}

static int
got_story(const struct store_story *s, void *arg)
{
	struct got *g = arg;

	g->n++;
	g->i = s->next;
	g->j = s->versions;
	snprintf(g->a, sizeof(g->a), "%s %s %s %s", s->path, s->text_sha256,
	    s->extractor, s->etag ? s->etag : "-");
	return 0;
}

static void
due_in_order(void **state)
{
	struct box *b = *state;
	struct store_story s = { .next = T0 + 100, .last = T0,
		.why = "weekly", .etag = "e" };
	struct got g = { 0 };
	int64_t next;

	s.key = add_story(b, URL);
	add_story(b, OTHER);
	ok(b, store_story_update(b->st, &s));
	ok(b, store_next(b->st, INT64_MIN, &next));
	assert_int_equal(next, T0);
	ok(b, store_next(b->st, T0, &next));
	assert_int_equal(next, T0 + 100);
	ok(b, store_next(b->st, T0 + 100, &next));
	assert_int_equal(next, STORE_NO_TIME);
	ok(b, store_story_due(b->st, T0 + 99, got_story, &g));
	assert_int_equal(g.n, 1);
	ok(b, store_story_due(b->st, T0 + 100, got_story, &g));
	assert_int_equal(g.n, 3);
	assert_int_equal(g.i, T0 + 100);
	s.state = STORE_STOPPED;
	ok(b, store_story_update(b->st, &s));
	memset(&g, 0, sizeof(g));
	ok(b, store_story_due(b->st, T0 + 100, got_story, &g));
	assert_int_equal(g.n, 1);
}

static void
reindex_makes_the_same_rows(void **state)
{
	struct box *b = *state;
	struct store_story s = { .next = T0 + 777, .why = "x", .etag = "tag" };
	struct got one = { 0 }, two = { 0 }, v1 = { 0 }, v2 = { 0 };
	int64_t n;

	ok(b, add_version(b, URL, T0, "One", "1"));
	ok(b, add_version(b, OTHER, T0 + 3, "Two", "2"));
	ok(b, add_version(b, URL, T0 + 4, "Three", "3"));
	s.key = 1;
	ok(b, store_story_update(b->st, &s));
	ok(b, store_story_by_key(b->st, 1, got_story, &one));
	ok(b, store_version_get(b->st, 1, 2, got_version, &v1));
	ok(b, store_reindex(b->st, &n));
	assert_int_equal(n, 3);
	ok(b, store_story_by_key(b->st, 1, got_story, &two));
	ok(b, store_version_get(b->st, 1, 2, got_version, &v2));
	assert_string_equal(one.a, two.a);
	assert_int_equal(two.i, T0 + 777);
	assert_string_equal(v1.a, v2.a);
	assert_string_equal(v1.b, v2.b);
	assert_int_equal(v1.i, v2.i);
	assert_sound(b);
}

static void
a_lost_catalog_comes_back(void **state)
{
	static const char *const HARM[] = { "rm catalog.db*",
		"printf garbage > catalog.db; rm -f catalog.db-*" };
	struct box *b = *state;
	struct got g;
	char out[64];
	size_t i;

	ok(b, add_version(b, URL, T0, "One", "1"));
	ok(b, add_version(b, URL, T0 + 4, "Three", "3"));
	for (i = 0; i < 2; i++) {
		store_free(b->st);
		b->st = NULL;
		run(b, HARM[i], out, sizeof(out));
		assert_int_equal(store_open(&b->st, b->dir, 0), STORE_ERROR);
		box_reopen(b, STORE_REBUILD);
		assert_non_null(strstr(store_recovered(b->st), "2 versions"));
		memset(&g, 0, sizeof(g));
		ok(b, store_versions(b->st, 1, 0, got_version, &g));
		assert_int_equal(g.n, 2);
		memset(&g, 0, sizeof(g));
		ok(b, store_search(b->st, "one", 5, got_hit, &g));
		assert_sound(b);
	}
}

static void
count_fault(const char *what, void *arg)
{
	struct got *g = arg;

	g->n++;
	snprintf(g->a, sizeof(g->a), "%s", what);
}

static void
verify_sees(void **state)
{
	static const char *const HARM[] = {
		/* a byte of the capture's response */
		"printf X | dd of=captures/2012-05/20120531-00000.warc.gz "
		"bs=1 seek=600 conv=notrunc status=none",
		/* of a record nothing refers to */
		"printf X | dd of=captures/2012-05/20120531-00000.warc.gz "
		"bs=1 seek=100 conv=notrunc status=none",
		"mv captures away",
		SQL("delete from version where number = 1"),
		SQL("update version set text_sha256 = 1"),
		SQL("update story set versions = 5"),
		"f=$(ls archive.git/objects/pack/*.pack | head -1); chmod +w $f; "
		"printf XXXX | dd of=$f bs=1 seek=40 conv=notrunc status=none",
	};
	struct box *b;
	struct got g;
	char out[256];
	size_t i;
	int rc;

	(void)state;
	for (i = 0; i < sizeof(HARM) / sizeof(HARM[0]); i++) {
		memset(&g, 0, sizeof(g));
		assert_int_equal(box_setup((void **)&b), 0);
		ok(b, add_version(b, URL, T0, "One", "1 text of a story\n"));
		ok(b, add_version(b, URL, T0 + 4, "Two", "2 text of it\n"));
		store_free(b->st);
		run(b, HARM[i], out, sizeof(out));
		assert_int_equal(store_open(&b->st, b->dir, 0), STORE_OK);
		rc = store_verify(b->st, count_fault, &g);
		if (rc == STORE_OK || (rc == STORE_NONE && !g.n))
			fail_msg("not seen: %s", HARM[i]);
		assert_int_equal(box_teardown((void **)&b), 0);
	}
}

static void
a_newer_catalog_is_refused(void **state)
{
	struct box *b = *state;
	char out[64];

	store_free(b->st);
	run(b, SQL("pragma user_version = 99"), out, sizeof(out));
	assert_int_equal(store_open(&b->st, b->dir, STORE_WRITE), STORE_ERROR);
	assert_non_null(strstr(store_error(b->st), "newer"));
}

#define T(name) cmocka_unit_test_setup_teardown(name, box_setup, box_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(a_capture_reads_back), T(captures_are_warc),
		T(a_cut_capture_is_cut_off),
		T(held_then_accepted), T(searching), T(a_snippet_is_a_window),
		T(after_a_place_on_main),
		T(small_rows), T(touches), T(due_in_order),
		T(reindex_makes_the_same_rows),
		T(a_lost_catalog_comes_back), T(a_newer_catalog_is_refused),
		T(paces_are_kept),
		cmocka_unit_test(verify_sees),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
