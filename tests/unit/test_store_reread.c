/* History read again by other eyes: what changes, what stays, what a crash
 * between two steps leaves. */
#include "tests/unit/test_store.h"

#define A "https://news.example/a"
#define B "https://news.example/b"
#define NOW (T0 + 9000)

/* Eyes that do not see the furniture, a line "More: ..." at the end. */
struct eyes {
	struct box *b;
	int64_t only;		/* story, or 0 */
	const char *extractor;
	int asked, fail_at;
	char text[4096];
};

static int
take_text(const struct store_version *v, void *arg)
{
	struct eyes *e = arg;
	char *more;

	assert_true(v->ntext < sizeof(e->text));
	memcpy(e->text, v->text, v->ntext);
	e->text[v->ntext] = '\0';
	more = strstr(e->text, "More: ");
	if (more)
		*more = '\0';
	return 0;
}

static int
look(const struct store_version *v, struct store_reading *r, void *arg)
{
	struct eyes *e = arg;

	assert_null(v->text);
	if (++e->asked == e->fail_at)
		return -7;
	if (e->only && v->story != e->only)
		return STORE_SAME;
	assert_int_equal(store_version_get(e->b->st, v->story, v->number,
	    take_text, e), 0);
	*r = (struct store_reading){ .text = e->text,
		.ntext = strlen(e->text), .extractor = e->extractor,
		.headline = v->headline, .note = "Read again.",
		.published = STORE_NO_TIME, .modified = STORE_NO_TIME,
		.words = 3, .notes = 2 };
	return STORE_OK;
}

static int
reread(struct box *b, struct eyes *e, int64_t *changed)
{
	*e = (struct eyes){ .b = b, .extractor = "rules/2",
		.only = e->only, .fail_at = e->fail_at };
	return store_reread(b->st, NOW, look, e, changed);
}

/* Two stories, five versions; two neighbours differ in furniture alone. */
static void
plant(struct box *b)
{
	ok(b, add_version(b, A, T0 + 10, "Alpha", "one\nMore: cats\n"));
	ok(b, add_version(b, B, T0 + 20, "Beta", "plain\n"));
	ok(b, add_version(b, A, T0 + 30, "Alpha", "one\nMore: dogs\n"));
	ok(b, add_version(b, A, T0 + 40, "Alpha", "two\nMore: dogs\n"));
	ok(b, add_version(b, B, T0 + 50, "Beta", "plainer\n"));
}

#define LOG(format)                                                           \
	"git -C archive.git log --reverse --format='" format "' main"
#define KEPT                                                                  \
	LOG("%aI %cI %an %ce %s%n%(trailers:key=Story)"                       \
	    "%(trailers:key=Version)%(trailers:key=Fetched)"                  \
	    "%(trailers:key=Published)%(trailers:key=Modified)"               \
	    "%(trailers:key=Capture)%(trailers:key=Capture-SHA256)")

static int
add_row(const struct store_version *v, void *arg)
{
	char *out = arg;
	size_t n = strlen(out);

	snprintf(out + n, 4096 - n, "%lld %lld@%d %s %s %d %d %s|",
	    (long long)v->seq, (long long)v->story, v->number, v->commit,
	    v->extractor, v->words, v->notes, v->text_sha256);
	return 0;
}

static char *
rows(struct box *b, char *out)
{
	out[0] = '\0';
	ok(b, store_versions_after(b->st, 0, add_row, out));
	return out;
}

static void
what_stays_and_what_changes(void **state)
{
	struct box *b = *state;
	struct eyes e = { 0 };
	char before[8192], after[8192], head[64], out[8192];
	int64_t n;

	plant(b);
	run(b, KEPT, before, sizeof(before));
	run(b, "git -C archive.git rev-parse main", head, sizeof(head));
	assert_int_equal(reread(b, &e, &n), STORE_OK);
	assert_int_equal(e.asked, 5);
	assert_int_equal(n, 5);
	run(b, KEPT, after, sizeof(after));
	assert_string_equal(after, before);
	run(b, LOG("%(trailers:key=Extractor,valueonly,separator=)"), out,
	    sizeof(out));
	assert_string_equal(out, "rules/2\nrules/2\nrules/2\nrules/2\nrules/2");
	run(b, LOG("%b") " | grep -c 'Read again\\.'", out, sizeof(out));
	assert_string_equal(out, "5");
	run(b, "git -C archive.git show main:$(git -C archive.git log -1 "
	    "--format= --name-only main~1)", out, sizeof(out));
	assert_string_equal(out, "two");
	run(b, "git -C archive.git for-each-ref "
	    "--format='%(refname) %(objectname)' refs/reextract", out,
	    sizeof(out));
	snprintf(after, sizeof(after),
	    "refs/reextract/20120531T023000Z %s", head);
	assert_string_equal(out, after);
	assert_sound(b);
}

static int
count_hit(const struct store_hit *h, void *arg)
{
	(void)h;
	++*(int *)arg;
	return 0;
}

static int
hits(struct box *b, const char *word)
{
	int n = 0;

	store_search(b->st, word, 100, count_hit, &n);
	return n;
}

static int
see_latest(const struct store_story *s, void *arg)
{
	char *out = arg;

	snprintf(out, 4096, "%d %s %.8s %lld", s->versions, s->extractor,
	    s->text_sha256, (long long)s->changed);
	return 0;
}

static void
the_catalog_follows(void **state)
{
	struct box *b = *state;
	struct eyes e = { 0 };
	char followed[4096], again[4096], sum[65], json[4096];
	char *derived;
	int64_t n;

	plant(b);
	ok(b, store_derived_put(b->st, 1, 2, "kind/1", "old"));
	assert_int_equal(hits(b, "dogs"), 2);
	assert_int_equal(reread(b, &e, &n), STORE_OK);
	assert_int_equal(hits(b, "dogs"), 0);
	assert_int_equal(hits(b, "two"), 1);
	assert_int_equal(hits(b, "plain"), 1);
	assert_int_equal(store_derived_get(b->st, 1, 2, "kind/1", &derived),
	    STORE_NONE);
	store_sha256("two\n", 4, sum);
	ok(b, store_story_by_key(b->st, 1, see_latest, json));
	snprintf(again, sizeof(again), "3 rules/2 %.8s %lld", sum,
	    (long long)T0 + 40);
	assert_string_equal(json, again);
	rows(b, followed);
	ok(b, store_reindex(b->st, &n));
	assert_string_equal(rows(b, again), followed);
	box_reopen(b, STORE_WRITE);
	assert_null(store_recovered(b->st));
	assert_sound(b);
}

/* A version whose text is now that of the one before it stays a version. */
static void
a_version_that_changes_nothing(void **state)
{
	struct box *b = *state;
	struct eyes e = { 0 };
	char out[4096];
	int64_t n;

	plant(b);
	assert_int_equal(reread(b, &e, &n), STORE_OK);
	run(b, LOG("%T") " | sort | uniq -d | wc -l", out, sizeof(out));
	assert_string_equal(out, "1");
	/* All that reads or writes history bears it. */
	run(b, "rm catalog.db*", out, sizeof(out));
	box_reopen(b, STORE_WRITE);
	assert_string_equal(store_recovered(b->st),
	    "5 versions of the archive brought into the catalog");
	assert_sound(b);
	ok(b, add_version(b, A, T0 + 60, "Alpha", "three\n"));
	assert_true(store_gc(b->st, 0) >= 0);
	assert_sound(b);
	run(b, "git -C archive.git rev-list --count main", out, sizeof(out));
	assert_string_equal(out, "6");
}

static void
nothing_new_writes_nothing(void **state)
{
	struct box *b = *state;
	struct eyes e = { 0 };
	const char *all = "find archive.git captures -type f | sort | "
	    "xargs sha256sum";
	char before[8192], after[8192];
	int64_t n;

	assert_int_equal(reread(b, &e, &n), STORE_SAME);
	plant(b);
	assert_int_equal(reread(b, &e, &n), STORE_OK);
	run(b, all, before, sizeof(before));
	assert_int_equal(reread(b, &e, &n), STORE_SAME);
	assert_int_equal(n, 0);
	run(b, all, after, sizeof(after));
	assert_string_equal(after, before);
}

/* What stands before the first other text stays, commit for commit. */
static void
only_what_must_is_new(void **state)
{
	struct box *b = *state;
	struct eyes e = { .only = 2 };
	char before[2048], after[2048], out[2048];
	int64_t n;

	plant(b);
	run(b, LOG("%H") " | head -1", before, sizeof(before));
	run(b, "git -C archive.git rev-parse main~2^{tree} main~1:news.example",
	    out, sizeof(out));
	assert_int_equal(reread(b, &e, &n), STORE_OK);
	assert_int_equal(n, 2);
	run(b, LOG("%H") " | head -1", after, sizeof(after));
	assert_string_equal(after, before);
	/* Texts are those of before: so are the trees. */
	run(b, "git -C archive.git rev-parse main~2^{tree} main~1:news.example",
	    after, sizeof(after));
	assert_string_equal(after, out);
	run(b, LOG("%(trailers:key=Extractor,valueonly,separator=)")
	    " | tr '\\n' ' '", out, sizeof(out));
	assert_string_equal(out, "rules/1 rules/2 rules/1 rules/1 rules/2 ");
	assert_sound(b);
}

static void
a_reading_that_gives_up(void **state)
{
	struct box *b = *state;
	struct eyes e = { .fail_at = 4 };
	char before[4096], after[4096], out[64];
	int64_t n;

	plant(b);
	rows(b, before);
	assert_int_equal(reread(b, &e, &n), -7);
	assert_string_equal(rows(b, after), before);
	run(b, "ls archive.git/refs archive.git/objects/pack | "
	    "grep -c 'reextract\\|tmp_' || true", out, sizeof(out));
	assert_string_equal(out, "0");
	assert_sound(b);
	ok(b, add_version(b, A, T0 + 60, "Alpha", "three\n"));
	box_reopen(b, 0);
	e.fail_at = 0;
	assert_int_equal(reread(b, &e, &n), STORE_ERROR);
	assert_non_null(strstr(store_error(b->st), "reading only"));
}

/* ---- crashes ---------------------------------------------------------- */

/* main moved, the catalog did not: as an older copy of it shows. */
static void
the_next_writer_completes(void **state)
{
	struct box *b = *state;
	struct eyes e = { 0 };
	char want[4096], got[4096], out[256];
	int64_t n;
	int packed;

	for (packed = 0; packed < 2; packed++) {
		store_free(b->st);
		run(b, "rm -rf * && true", out, sizeof(out));
		assert_int_equal(store_open(&b->st, b->dir, STORE_CREATE), 0);
		plant(b);
		box_reopen(b, STORE_WRITE);
		store_free(b->st);
		run(b, "cp catalog.db old.db", out, sizeof(out));
		assert_int_equal(store_open(&b->st, b->dir, STORE_WRITE), 0);
		assert_int_equal(reread(b, &e, &n), STORE_OK);
		rows(b, want);
		store_free(b->st);
		run(b, "rm catalog.db* && mv old.db catalog.db", out,
		    sizeof(out));
		if (packed)
			run(b, "git -C archive.git pack-refs --all", out,
			    sizeof(out));
		/* A reader meanwhile sees the old history, whole. */
		assert_int_equal(store_open(&b->st, b->dir, 0), 0);
		assert_string_not_equal(rows(b, got), want);
		assert_int_equal(hits(b, "dogs"), 2);
		box_reopen(b, STORE_WRITE);
		assert_string_equal(store_recovered(b->st),
		    "5 versions of the archive brought into the catalog");
		assert_string_equal(rows(b, got), want);
		assert_int_equal(hits(b, "dogs"), 0);
		assert_sound(b);
	}
}

/* A main that nobody wrote again in this way is not believed. */
static void
another_main_is_refused(void **state)
{
	struct box *b = *state;
	struct eyes e = { 0 };
	char out[256];
	int64_t n;

	plant(b);
	assert_int_equal(reread(b, &e, &n), STORE_OK);
	store_free(b->st);
	run(b, "git -C archive.git update-ref refs/heads/main "
	    "$(git -C archive.git for-each-ref --format='%(objectname)' "
	    "refs/reextract)", out, sizeof(out));
	assert_int_equal(store_open(&b->st, b->dir, STORE_WRITE), STORE_ERROR);
	assert_non_null(strstr(store_error(b->st), "reindex"));
	/* ... which mends it. */
	box_reopen(b, STORE_REBUILD);
	ok(b, store_reindex(b->st, &n));
	assert_int_equal(n, 5);
	assert_int_equal(hits(b, "dogs"), 2);
	run(b, "rm -r archive.git/refs/reextract && "
	    "git -C archive.git gc -q --prune=now", out, sizeof(out));
	assert_sound(b);
}

/* The former head was named and main did not move: it has no former head. */
static void
leftovers_go(void **state)
{
	struct box *b = *state;
	struct eyes e = { 0 };
	char out[1024];
	int64_t n;

	plant(b);
	assert_int_equal(reread(b, &e, &n), STORE_OK);
	run(b, "cp archive.git/refs/heads/main "
	    "archive.git/refs/reextract/20200101T000000Z && "
	    "echo x >archive.git/refs/reextract/20200102T000000Z.lock", out,
	    sizeof(out));
	box_reopen(b, STORE_WRITE);
	run(b, "ls archive.git/refs/reextract", out, sizeof(out));
	assert_string_equal(out, "20120531T023000Z");
	assert_sound(b);
}

/* ---- what else -------------------------------------------------------- */

static void
take_fault(const char *what, void *arg)
{
	snprintf(arg, 1024, "%s", what);
}

/* Twice within a second: two former heads, both kept and both whole. */
static void
every_former_head_is_kept(void **state)
{
	struct box *b = *state;
	struct eyes e = { .b = b, .extractor = "rules/3" };
	char out[1024];
	int64_t n;

	plant(b);
	assert_int_equal(reread(b, &e, &n), STORE_OK);
	e = (struct eyes){ .b = b, .extractor = "rules/3" };
	assert_int_equal(store_reread(b->st, NOW, look, &e, &n), STORE_OK);
	run(b, "ls archive.git/refs/reextract", out, sizeof(out));
	assert_string_equal(out, "20120531T023000Z\n20120531T023000Z-2");
	run(b, "git -C archive.git log --format=%B "
	    "refs/reextract/20120531T023000Z | grep -c 'Extractor: rules/1'",
	    out, sizeof(out));
	assert_string_equal(out, "5");
	assert_sound(b);
	/* verify looks into them. */
	run(b, "echo 0123456789012345678901234567890123456789 "
	    ">archive.git/refs/reextract/20130101T000000Z", out, sizeof(out));
	assert_int_equal(store_verify(b->st, take_fault, out), STORE_NONE);
	assert_non_null(strstr(out, "refs/reextract/20130101T000000Z"));
}

/* A trailer that a later version of the program added. */
static void
unknown_trailers_stay(void **state)
{
	struct box *b = *state;
	struct eyes e = { 0 };
	char out[4096];
	int64_t n;

	ok(b, add_version(b, A, T0 + 10, "Alpha", "one\nMore: cats\n"));
	run(b, "cd archive.git && git update-ref refs/heads/main "
	    "$(git cat-file commit main | "
	    "sed 's/^Words: .*/Later: kept: here\\n&/' | "
	    "git hash-object -t commit -w --stdin) && "
	    "git gc -q --prune=now", out, sizeof(out));
	ok(b, store_reindex(b->st, &n));
	assert_int_equal(reread(b, &e, &n), STORE_OK);
	run(b, LOG("%(trailers:key=Later)%(trailers:key=Words)"), out,
	    sizeof(out));
	assert_non_null(strstr(out, "Later: kept: here"));
	assert_non_null(strstr(out, "Words: 3"));
	assert_sound(b);
}

static int
later_times(const struct store_version *v, struct store_reading *r, void *arg)
{
	(void)v;
	(void)arg;
	*r = (struct store_reading){ .text = "two", .ntext = 3,
		.extractor = "rules/2", .published = T0 - 77,
		.modified = STORE_NO_TIME };
	return STORE_OK;
}

/* What the page says of its times may be read better; the commit's stay. */
static void
times_of_the_page(void **state)
{
	struct box *b = *state;
	char out[1024];
	int64_t n;

	ok(b, add_version(b, A, T0 + 10, "Alpha", "one"));
	assert_int_equal(store_reread(b->st, NOW, later_times, NULL, &n),
	    STORE_OK);
	run(b, LOG("%aI %cI %s %(trailers:key=Published,valueonly,separator=)"
	    " %(trailers:key=Modified,valueonly,separator=)"), out,
	    sizeof(out));
	assert_string_equal(out, "2012-05-31T00:00:10+00:00 "
	    "2012-05-31T00:00:10+00:00 (no headline) 2012-05-30T23:58:43Z "
	    "2012-05-31T00:00:10Z");
	assert_sound(b);
}

#define T(name) cmocka_unit_test_setup_teardown(name, box_setup, box_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(what_stays_and_what_changes), T(the_catalog_follows),
		T(a_version_that_changes_nothing),
		T(nothing_new_writes_nothing), T(only_what_must_is_new),
		T(a_reading_that_gives_up), T(the_next_writer_completes),
		T(another_main_is_refused), T(leftovers_go),
		T(every_former_head_is_kept), T(unknown_trailers_stay),
		T(times_of_the_page),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
