/* The store as a whole: stories, versions, what plain git makes of them. */
#include "tests/unit/test_store.h"

#define URL "https://news.example/2012/05/31/a"
#define TEXT_1 "---\nheadline: One\n---\n\nThe trainers came back.\n"
#define TEXT_2 "---\nheadline: One\n---\n\nThe liaison officers came back.\n"

struct seen {
	int n;
	char text[4096];
	struct store_version last;
};

static int
see_version(const struct store_version *v, void *arg)
{
	struct seen *s = arg;

	s->n++;
	s->last = *v;
	snprintf(s->text, sizeof(s->text), "%s|%s|%s", v->headline,
	    v->text ? v->text : "", v->capture ? v->capture : "");
	return 0;
}

static int
see_story(const struct store_story *s, void *arg)
{
	struct seen *seen = arg;

	seen->n++;
	snprintf(seen->text, sizeof(seen->text), "%s", s->url);
	return 0;
}

static void
versions_are_commits(void **state)
{
	struct box *b = *state;
	struct seen s = { 0 };
	char out[8192];

	ok(b, add_version(b, URL, T0 + 60, "One", TEXT_1));
	assert_int_equal(add_version(b, URL, T0 + 70, "One", TEXT_1),
	    STORE_SAME);
	ok(b, add_version(b, URL, T0 + 120, "One, corrected", TEXT_2));
	ok(b, store_versions(b->st, 1, 1, see_version, &s));
	assert_int_equal(s.n, 2);
	assert_int_equal(s.last.number, 2);
	assert_non_null(strstr(s.text, TEXT_2));
	assert_sound(b);
	run(b, "git -C archive.git log --format='%s %an %aI %cI' main", out,
	    sizeof(out));
	assert_string_equal(out,
	    "One, corrected tracker 2012-05-31T00:02:00+00:00 "
	    "2012-05-31T00:02:00+00:00\n"
	    "One tracker 2012-05-31T00:01:00+00:00 2012-05-31T00:01:00+00:00");
	run(b, "git -C archive.git ls-tree -r --name-only main", out,
	    sizeof(out));
	assert_non_null(strstr(out, "news.example/2012/05/31/a-slug-"));
	run(b, "git -C archive.git log -1 --format=%B main | "
	    "git interpret-trailers --parse | cut -d: -f1 | paste -sd,", out,
	    sizeof(out));
	assert_string_equal(out, "Story,Version,Fetched,Published,Modified,"
	    "Capture,Capture-SHA256,Text-SHA256,Extractor,Words,Notes");
}

static void
one_pass_is_one_pack(void **state)
{
	struct box *b = *state;
	char url[64], text[64], out[256];
	int i;

	ok(b, store_begin(b->st));
	for (i = 0; i < 300; i++) {
		snprintf(url, sizeof(url), "https://h%d.example/s%d", i % 7, i);
		snprintf(text, sizeof(text), "text %d\n", i);
		ok(b, add_version(b, url, T0 + i, "Headline", text));
	}
	ok(b, store_commit(b->st));
	run(b, "ls archive.git/objects/pack/*.pack | wc -l", out, sizeof(out));
	assert_string_equal(out, "1");
	run(b, "git -C archive.git count-objects", out, sizeof(out));
	assert_string_equal(out, "0 objects, 0 kilobytes");
	run(b, "git -C archive.git rev-list --count main", out, sizeof(out));
	assert_string_equal(out, "300");
	assert_sound(b);
}

static void
rollback_forgets(void **state)
{
	struct box *b = *state;
	struct seen s = { 0 };
	char out[256];

	ok(b, add_version(b, URL, T0 + 60, "One", TEXT_1));
	run(b, "cat captures/*/* | wc -c", out, sizeof(out));
	ok(b, store_begin(b->st));
	ok(b, add_version(b, URL, T0 + 120, "Two", TEXT_2));
	store_rollback(b->st);
	ok(b, store_versions(b->st, 1, 0, see_version, &s));
	assert_int_equal(s.n, 1);
	run(b, "cat captures/*/* | wc -c", s.text, sizeof(s.text));
	assert_string_equal(out, s.text);
	ok(b, add_version(b, URL, T0 + 120, "Two", TEXT_2));
	assert_sound(b);
}

static void
a_revert_is_a_version(void **state)
{
	struct box *b = *state;

	ok(b, store_begin(b->st));
	ok(b, add_version(b, URL, T0 + 1, "One", TEXT_1));
	ok(b, add_version(b, URL, T0 + 2, "One", TEXT_2));
	ok(b, add_version(b, URL, T0 + 3, "One", TEXT_1));
	ok(b, store_commit(b->st));
	ok(b, add_version(b, URL, T0 + 4, "One", TEXT_2));
	assert_sound(b);
}

static void
same_run_same_bytes(void **state)
{
	struct box *b = *state, *c;
	char one[2048], two[2048];
	const char *sum = "find archive.git/objects captures -type f | sort | "
	    "xargs sha256sum; cat archive.git/refs/heads/main";

	assert_int_equal(box_setup((void **)&c), 0);
	ok(b, add_version(b, URL, T0 + 60, "One", TEXT_1));
	ok(c, add_version(c, URL, T0 + 60, "One", TEXT_1));
	run(b, sum, one, sizeof(one));
	run(c, sum, two, sizeof(two));
	assert_string_equal(one, two);
	assert_int_equal(box_teardown((void **)&c), 0);
}

static void
hostile_headlines(void **state)
{
	static const struct {
		const char *headline, *subject;
	} CASES[] = {
		{ "", "(no headline)" },
		{ NULL, "(no headline)" },
		{ " \t\n\x01 ", "(no headline)" },
		{ "a\nStory: https://evil.example/\n\nVersion: 9",
		  "a Story: https://evil.example/ Version: 9" },
		{ "# comment", "\xe2\x80\x9c# comment\xe2\x80\x9d" },
		{ "---", "\xe2\x80\x9c---\xe2\x80\x9d" },
		{ "Version: 77", "Version: 77" },
		{ "a\x1b[31mred\x7f", "a [31mred" },
		{ "bad \xff\xfe utf-8", "bad utf-8" },
		{ "fine \xc3\xa9\xe2\x80\xa8x", "fine \xc3\xa9 x" },
	};
	struct box *b = *state;
	char url[64], out[1024];
	size_t i;

	for (i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
		snprintf(url, sizeof(url), "https://n.example/%zu", i);
		ok(b, add_version(b, url, T0 + (int64_t)i, CASES[i].headline,
		    "text\n"));
		run(b, "git -C archive.git log -1 --format=%s main", out,
		    sizeof(out));
		assert_string_equal(out, CASES[i].subject);
		run(b, "git -C archive.git log -1 --format=%B main | "
		    "git interpret-trailers --parse | grep -c .", out,
		    sizeof(out));
		assert_string_equal(out, "11");
	}
	assert_sound(b);
}

static void
a_long_headline_is_cut(void **state)
{
	struct box *b = *state;
	char headline[5000], out[1024];
	size_t i;

	for (i = 0; i + 2 < sizeof(headline); i += 2)
		memcpy(headline + i, "\xc3\xa9", 2);
	headline[i] = '\0';
	ok(b, add_version(b, URL, T0, headline, "text\n"));
	run(b, "git -C archive.git log -1 --format=%s main", out, sizeof(out));
	assert_int_equal(strlen(out), 203);
	assert_string_equal(out + 198, "\xc3\xa9\xe2\x80\xa6");
}

static void
safe_paths(void **state)
{
	static const struct {
		const char *url, *slug, *path;
	} CASES[] = {
		{ "https://News.Example:8080/x", "Hello, World!",
		  "news.example_8080/2012/05/31/hello-world-" },
		{ "https://u:p@a@h.example/x", "../../etc",
		  "h.example/2012/05/31/etc-" },
		{ "https://.git/x", ".git", "_git/2012/05/31/git-" },
		{ "https://con/x", "con", "_con/2012/05/31/con-" },
		{ "https://aux.example/x", "",
		  "_aux.example/2012/05/31/story-" },
		{ "https://[::1]:80/x", "\xff\xfe",
		  "___1__80/2012/05/31/story-" },
		{ "https://h/x", "\xc3\x9c" "ber uns\xe2\x80\xaeX",
		  "h/2012/05/31/\xc3\x9c" "ber-uns-x-" },
		{ "https:///x", "a//b\\c", "_/2012/05/31/a-b-c-" },
	};
	struct box *b = *state;
	char out[4096];
	size_t i;

	for (i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
		struct store_version v = version_of(add_story(b, CASES[i].url),
		    T0, "h", "text\n");

		ok(b, store_version_add(b->st, &v, NULL, CASES[i].slug));
		run(b, "git -C archive.git -c core.quotePath=off log -1 "
		    "--name-only --format= main", out, sizeof(out));
		if (strncmp(out, CASES[i].path, strlen(CASES[i].path)) != 0)
			fail_msg("%s: %s", CASES[i].path, out);
	}
	assert_sound(b);
}

static void
finding_a_story(void **state)
{
	static const struct {
		const char *word;
		int rc, n;
	} CASES[] = {
		{ "https://a.example/one", STORE_OK, 1 },
		{ "https://a.example/one?amp", STORE_OK, 1 },
		{ "https://a.example/", STORE_AMBIGUOUS, 3 },
		{ "a.example/2012/05/31/", STORE_AMBIGUOUS, 3 },
		{ "a-slug", STORE_AMBIGUOUS, 3 },
		{ "nothing", STORE_NONE, 0 },
		{ "", STORE_NONE, 0 },
		{ "%", STORE_NONE, 0 },
	};
	struct box *b = *state;
	struct seen s;
	char id[STORE_ID_LEN + 1], word[8];
	size_t i;

	ok(b, add_version(b, "https://a.example/one", T0, "h", "1\n"));
	ok(b, add_version(b, "https://a.example/one2", T0, "h", "2\n"));
	ok(b, add_version(b, "https://a.example/two", T0, "h", "3\n"));
	ok(b, store_story_alias(b->st, 1, "https://a.example/one?amp"));
	assert_int_equal(store_story_alias(b->st, 2,
	    "https://a.example/one?amp"), STORE_AMBIGUOUS);
	for (i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
		memset(&s, 0, sizeof(s));
		assert_int_equal(store_story_find(b->st, CASES[i].word,
		    see_story, &s), CASES[i].rc);
		assert_int_equal(s.n, CASES[i].n);
	}
	store_id("https://a.example/two", id);
	snprintf(word, sizeof(word), "%.6s", id);
	memset(&s, 0, sizeof(s));
	ok(b, store_story_find(b->st, word, see_story, &s));
	assert_string_equal(s.text, "https://a.example/two");
}

static void
two_writers(void **state)
{
	struct box *b = *state;
	struct store *other;
	char pid[32];

	assert_int_equal(store_open(&other, b->dir, STORE_WRITE), STORE_LOCKED);
	snprintf(pid, sizeof(pid), "%ld", (long)getpid());
	assert_non_null(strstr(store_error(other), pid));
	store_free(other);
	assert_int_equal(store_open(&other, b->dir, 0), STORE_OK);
	assert_int_equal(store_begin(other), STORE_ERROR);
	store_free(other);
	assert_int_equal(store_open(&other, "/nonexistent/store", 0),
	    STORE_MISSING);
	store_free(other);
}

static void
readers_see_what_is_committed(void **state)
{
	struct box *b = *state;
	struct store *reader;
	struct seen s = { 0 };

	assert_int_equal(store_open(&reader, b->dir, 0), STORE_OK);
	ok(b, store_begin(b->st));
	ok(b, add_version(b, URL, T0, "One", TEXT_1));
	assert_int_equal(store_version_get(reader, 1, -1, see_version, &s),
	    STORE_NONE);
	ok(b, store_commit(b->st));
	assert_int_equal(store_version_get(reader, 1, -1, see_version, &s),
	    STORE_OK);
	assert_non_null(strstr(s.text, "trainers"));
	store_free(reader);
}

static void
bad_urls(void **state)
{
	struct box *b = *state;
	char longurl[10000];
	int64_t key;

	memset(longurl, 'a', sizeof(longurl) - 1);
	longurl[sizeof(longurl) - 1] = '\0';
	assert_int_equal(store_story_add(b->st, "", NULL, T0, &key),
	    STORE_ERROR);
	assert_int_equal(store_story_add(b->st, "http://a/\nVersion: 3", NULL,
	    T0, &key), STORE_ERROR);
	assert_int_equal(store_story_add(b->st, longurl, NULL, T0, &key),
	    STORE_ERROR);
}

#define T(name) cmocka_unit_test_setup_teardown(name, box_setup, box_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(versions_are_commits), T(one_pass_is_one_pack),
		T(rollback_forgets), T(a_revert_is_a_version),
		T(same_run_same_bytes), T(hostile_headlines),
		T(a_long_headline_is_cut), T(safe_paths), T(finding_a_story),
		T(two_writers), T(readers_see_what_is_committed), T(bad_urls),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
