/* What the store keeps of texts that stories of a host have in common. */
#include "tests/unit/test_store.h"

#define WEEK (7 * 86400)

/* A command that asks the catalog for one value. */
#define ASK(statement)                                                        \
	"/usr/bin/python3 -c \"import sqlite3; print(sqlite3.connect("        \
	"'catalog.db').execute('" statement "').fetchone()[0])\""

static struct store_sightings
put(struct box *b, int64_t host, uint64_t hash, int64_t story, int how,
    int64_t at)
{
	struct store_sighting o = { .story = story, .how = how, .at = at };
	struct store_sightings n;

	ok(b, store_sighting_put(b->st, host, hash, &o, 4, WEEK, &n));
	return n;
}

static void
hosts_have_names(void **state)
{
	static const struct {
		const char *url, *name;
	} rows[] = {
		{ "https://News.Example/a/b?c", "news.example" },
		{ "http://news.example:8080/", "news.example_8080" },
		{ "https://u:p@news.example#x", "news.example" },
		{ "https://con/", "_con" },
		{ "", "_" },
	};
	struct box *b = *state;
	char name[STORE_SITE_SIZE];
	int64_t one = 0, two = 0;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		store_site_name(rows[i].url, name);
		assert_string_equal(name, rows[i].name);
	}
	ok(b, store_site(b->st, "a.example", &one));
	ok(b, store_site(b->st, "b.example", &two));
	assert_true(one != two);
	ok(b, store_site(b->st, "a.example", &two));
	assert_true(one == two);
}

static void
sightings_are_counted(void **state)
{
	struct box *b = *state;
	struct store_sightings n;
	int64_t a, other;

	ok(b, store_site(b->st, "a.example", &a));
	ok(b, store_site(b->st, "b.example", &other));
	ok(b, store_begin(b->st));
	n = put(b, a, UINT64_MAX, 1, 0, T0);
	assert_int_equal(n.stories, 1);
	assert_int_equal(n.first, T0);
	/* the same story is one; its bits add up */
	put(b, a, UINT64_MAX, 1, 1, T0 + 1);
	n = put(b, a, UINT64_MAX, 1, 8, T0 + 2);
	assert_int_equal(n.stories, 1);
	assert_int_equal(n.how[0], 1);
	assert_int_equal(n.how[1], 0);
	assert_int_equal(n.how[3], 1);
	/* another host, another text: others */
	assert_int_equal(put(b, other, UINT64_MAX, 2, 0, T0).stories, 1);
	assert_int_equal(put(b, a, 7, 2, 0, T0).stories, 1);
	n = put(b, a, UINT64_MAX, 2, 8, T0 + 2 + WEEK);
	assert_int_equal(n.how[3], 2);
	/* long ago is not of late */
	n = put(b, a, UINT64_MAX, 3, 8, T0 + 3 + WEEK);
	assert_int_equal(n.stories, 3);
	assert_int_equal(n.how[3], 2);
	ok(b, store_commit(b->st));
}

static int
collect(const struct store_sighting *o, void *arg)
{
	char *out = arg;
	size_t n = strlen(out);

	snprintf(out + n, 200 - n, "%d:%d ", (int)o->story, o->how);
	return 0;
}

static void
one_text_has_few_stories(void **state)
{
	struct box *b = *state;
	char out[200] = "";
	int64_t a;

	ok(b, store_site(b->st, "a.example", &a));
	for (int i = 1; i <= 4; i++)
		put(b, a, 5, i, i == 3 ? 2 : 0, T0);
	/* no room for one that says as little, room for one that says more */
	assert_int_equal(put(b, a, 5, 9, 0, T0).stories, 4);
	assert_int_equal(put(b, a, 5, 8, 1, T0).how[0], 1);
	ok(b, store_sighting_each(b->st, a, 5, collect, out));
	assert_string_equal(out, "2:0 3:2 4:0 8:1 ");
}

static void
a_host_has_few_sightings(void **state)
{
	struct box *b = *state;
	struct store_furniture f = { .hash = 1, .text = "t", .level = 2,
		.first = T0, .last = T0 };
	char out[200];
	int64_t a;

	ok(b, store_site(b->st, "a.example", &a));
	f.site = a;
	ok(b, store_furniture_put(b->st, &f, 10));
	for (int i = 1; i <= 10; i++)
		put(b, a, (uint64_t)i, i, 0, T0 + i);
	ok(b, store_sighting_trim(b->st, a, 10, 10));
	run(b, ASK("select group_concat(hash) from (select hash "
	    "from sighting order by hash)"), out, sizeof(out));
	assert_string_equal(out, "1,2,3,4,5,6,7,8,9,10");
	put(b, a, 11, 11, 0, T0 + 11);
	ok(b, store_sighting_trim(b->st, a, 1, 10));
	run(b, ASK("select group_concat(hash) from (select hash "
	    "from sighting order by hash)"), out, sizeof(out));
	/* the newer half, and what is furniture */
	assert_string_equal(out, "1,7,8,9,10,11");
	/* all of one moment: half cannot be told from the other */
	for (int i = 20; i < 40; i++)
		put(b, a, (uint64_t)i, i, 0, T0 + 50);
	ok(b, store_sighting_trim(b->st, a, 20, 10));
	run(b, ASK("select sightings from site"), out, sizeof(out));
	assert_string_equal(out, "1");
}

struct rows {
	int n;
	char text[400];
	int64_t key;
};

static int
on_row(const struct store_furniture *f, void *arg)
{
	struct rows *r = arg;
	size_t n = strlen(r->text);

	r->n++;
	r->key = f->key;
	snprintf(r->text + n, sizeof(r->text) - n, "%s/%d/%d/%d ",
	    f->text ? f->text : "", f->level, f->stories, f->run);
	return 0;
}

static struct rows
rows_of(struct box *b, const char *host)
{
	struct rows r = { 0 };

	ok(b, store_furniture_each(b->st, host, on_row, &r));
	return r;
}

static void
furniture_is_kept(void **state)
{
	struct box *b = *state;
	struct store_furniture f = { .hash = 1, .text = "one", .level = 1,
		.first = T0, .last = T0 };
	struct rows r = { 0 };
	int64_t a;

	ok(b, store_site(b->st, "a.example", &a));
	f.site = a;
	ok(b, store_furniture_put(b->st, &f, 3));
	put(b, a, 1, 1, 0, T0);
	put(b, a, 1, 2, 0, T0);
	assert_string_equal(rows_of(b, "a.example").text, "one/1/2/0 ");
	assert_string_equal(rows_of(b, "b.example").text, "");
	assert_string_equal(rows_of(b, NULL).text, "one/1/2/0 ");
	/* known for longer, and by now for sure */
	f.first = T0 + 9;
	f.level = 2;
	ok(b, store_furniture_put(b->st, &f, 3));
	assert_string_equal(rows_of(b, NULL).text, "one/2/2/0 ");
	for (int i = 2; i <= 5; i++) {
		f.hash = (uint64_t)i;
		f.text = "more";
		f.last = T0 + i;
		f.level = 1;
		ok(b, store_furniture_put(b->st, &f, 3));
	}
	assert_int_equal(rows_of(b, NULL).n, 3);
	ok(b, store_furniture_hashes(b->st, "a.example", on_row, &r));
	assert_int_equal(r.n, 3);
}

static void
a_story_has_one_place(void **state)
{
	struct box *b = *state;
	struct store_furniture f = { .story = 4, .hash = 1, .text = "9 read",
		.level = 0, .first = T0, .last = T0, .run = 1 };
	struct rows r = { 0 };
	int64_t a;

	ok(b, store_site(b->st, "a.example", &a));
	f.site = a;
	assert_int_equal(store_furniture_place(b->st, a, 4, on_row, &r),
	    STORE_NONE);
	ok(b, store_furniture_put(b->st, &f, 3));
	f.run = 2;
	ok(b, store_furniture_put(b->st, &f, 3));
	ok(b, store_furniture_place(b->st, a, 4, on_row, &r));
	assert_string_equal(r.text, "9 read/0/0/2 ");
	f.hash = 2;
	f.run = 1;
	ok(b, store_furniture_put(b->st, &f, 3));
	r = rows_of(b, "a.example");
	assert_string_equal(r.text, "9 read/0/0/1 ");
	/* no text of the host */
	memset(&f, 0, sizeof(f));
	r.n = 0;
	ok(b, store_furniture_hashes(b->st, "a.example", on_row, &r));
	assert_int_equal(r.n, 0);
	ok(b, store_furniture_refuse(b->st, r.key));
	assert_int_equal(rows_of(b, NULL).n, 0);
}

static void
refused_stays_refused(void **state)
{
	struct box *b = *state;
	struct store_furniture f = { .hash = UINT64_MAX - 4, .text = "one",
		.level = 2, .first = T0, .last = T0 };
	struct rows r;
	int64_t a;

	ok(b, store_site(b->st, "a.example", &a));
	f.site = a;
	ok(b, store_furniture_put(b->st, &f, 3));
	put(b, a, f.hash, 1, 8, T0);
	r = rows_of(b, NULL);
	ok(b, store_furniture_refuse(b->st, r.key));
	assert_string_equal(rows_of(b, NULL).text, "one/-1/0/0 ");
	assert_int_equal(store_furniture_refuse(b->st, 99), STORE_NONE);
	/* readers may look, and no more */
	box_reopen(b, 0);
	assert_string_equal(rows_of(b, NULL).text, "one/-1/0/0 ");
	assert_int_equal(store_furniture_refuse(b->st, 1), STORE_ERROR);
	assert_int_equal(store_site(b->st, "c.example", &a), STORE_ERROR);
}

/* A catalog of the form before this is brought up. */
static void
an_older_catalog_is_brought_up(void **state)
{
	struct box *b = *state;
	char out[200];
	int64_t a;

	ok(b, add_version(b, "https://news.example/a", T0, "One", "text"));
	store_free(b->st);
	b->st = NULL;
	run(b, "/usr/bin/python3 -c \"import sqlite3\nc = "
	    "sqlite3.connect('catalog.db')\nfor t in ('site', 'sighting', "
	    "'furniture', 'variant', 'alternation', 'pace', 'follow', "
	    "'thread', 'touch', 'handle', 'twin'): "
	    "c.execute('drop table ' + t)\n"
	    "for t in ('held_text', 'story_blocked', 'alias_story'): "
	    "c.execute('drop index ' + t)\n"
	    "for t in ('held drop text_sha256', 'held drop since', "
	    "'held drop run', 'mail drop way', 'mail drop trying', "
	    "'mail drop maybe', 'story drop was', 'story drop missing', "
	    "'story drop missing_since'): c.execute('alter table ' + t)\n"
	    "c.execute('pragma user_version = 4')\nc.commit()\"", out,
	    sizeof(out));
	assert_int_equal(store_open(&b->st, b->dir, 0), STORE_ERROR);
	box_reopen(b, STORE_WRITE);
	ok(b, store_site(b->st, "a.example", &a));
	assert_int_equal(rows_of(b, NULL).n, 0);
	assert_sound(b);
}

int
main(void)
{
#define TEST(fn) cmocka_unit_test_setup_teardown(fn, box_setup, box_teardown)
	const struct CMUnitTest tests[] = {
		TEST(hosts_have_names),
		TEST(sightings_are_counted),
		TEST(one_text_has_few_stories),
		TEST(a_host_has_few_sightings),
		TEST(furniture_is_kept),
		TEST(a_story_has_one_place),
		TEST(refused_stays_refused),
		TEST(an_older_catalog_is_brought_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
