/* Sketches, and stories that share text found by them. */
#include "store/sketch.h"
#include "tests/unit/test_store.h"

static const char mill[] =
    "The mill at Weirfield will grind again, its owners said on Wednesday, "
    "eleven years after the last miller hung up his apron. The wheel, four "
    "metres across, was taken to a workshop in the valley last autumn and "
    "came back in May with thirty-six new paddles of larch. Some four hundred "
    "people came to see the sluice opened. The miller of the next village, "
    "who is ninety, turned the key and said he had not slept. The mill will "
    "be open from Thursday to Sunday and schools may come on other days.";

static struct sketch
sketched(const char *text)
{
	struct sketch s;

	assert_int_equal(sketch_make(&s, text, strlen(text)), 0);
	return s;
}

static void
assert_equal(const char *a, const char *b)
{
	struct sketch x = sketched(a), y = sketched(b);

	assert_int_equal(x.n, y.n);
	assert_true(x.n > 0);
	assert_memory_equal(x.v, y.v, x.n * sizeof(*x.v));
	sketch_release(&x);
	sketch_release(&y);
}

static size_t
shared(const char *a, const char *b, size_t *of)
{
	struct sketch x = sketched(a), whole;
	size_t i, k = 0, n = 0;

	assert_int_equal(sketch_whole(&whole, b, strlen(b)), 0);
	for (i = 0; i < x.n; i++) {
		while (k < whole.n && whole.v[k] < x.v[i])
			k++;
		n += k < whole.n && whole.v[k] == x.v[i];
	}
	*of = x.n;
	sketch_release(&x);
	sketch_release(&whole);
	return n;
}

/* What is in a catalog must mean the same for years: other numbers need a new
 * step there. */
static void
a_sketch_is_stable(void **state)
{
	struct sketch s = sketched("One two three.");

	(void)state;
	assert_int_equal(s.n, 1);
	assert_int_equal(s.v[0], 0xd54414f8);
	sketch_release(&s);
	s = sketched(mill);
	assert_int_equal(s.n, SKETCH_FLOOR);
	for (size_t i = 1; i < s.n; i++)
		assert_true(s.v[i - 1] < s.v[i]);
	sketch_release(&s);
}

static void
marks_and_case_say_nothing(void **state)
{
	(void)state;
	assert_equal("It's the Mill - again!", "its THE \"mill\" again");
	assert_equal("L\xe2\x80\x99\xc3\x89T\xc3\x89 \xc3\xa0 Z\xc3\x9cRICH",
	    "l'\xc3\xa9t\xc3\xa9 \xc3\x80 z\xc3\xbcrich");
	assert_equal("\xd0\x9c\xd0\xb5\xd0\xbb\xd1\x8c\xd0\xbd\xd0\xb8\xd1\x86"
	    "\xd0\xb0 \xce\x9c\xcf\x85\xce\xbb\xcf\x89 x",
	    "\xd0\xbc\xd0\x95\xd0\xbb\xd1\x8c\xd0\xbd\xd0\xb8\xd1\x86\xd0\xb0 "
	    "\xce\xbc\xcf\x85\xce\xbb\xcf\x89 X");
	assert_equal("soft\xc2\xadness one two", "softness one two");
	/* what is about the text is no text */
	assert_equal("---\nheadline: \"x y z\"\n---\n\nOne two three four.\n",
	    "One two three four.");
}

static void
scripts_without_spaces(void **state)
{
	static const char a[] = "\xe6\xb0\xb4\xe8\xbb\x8a\xe5\xb0\x8f\xe5\xb1"
	    "\x8b\xe3\x81\xaf\xe5\x86\x8d\xe3\x81\xb3\xe5\x8b\x95\xe3\x81\x8f";
	static const char b[] = "\xe3\x80\x8c\xe6\xb0\xb4\xe8\xbb\x8a\xe5\xb0"
	    "\x8f\xe5\xb1\x8b\xe3\x81\xaf\xe5\x86\x8d\xe3\x81\xb3\xe5\x8b\x95"
	    "\xe3\x81\x8f\xe3\x80\x8d\xe3\x80\x82";
	struct sketch s = sketched(a);

	(void)state;
	/* nine characters are four shingles of six */
	assert_int_equal(s.n, 4);
	sketch_release(&s);
	assert_equal(a, b);
}

static void
short_and_broken_texts(void **state)
{
	struct sketch s = sketched("");
	char *large;
	size_t i;

	(void)state;
	assert_int_equal(s.n, 0);
	sketch_release(&s);
	s = sketched(" -- !? \n");
	assert_int_equal(s.n, 0);
	sketch_release(&s);
	s = sketched("Two words");
	assert_int_equal(s.n, 1);
	sketch_release(&s);
	s = sketched("\xff\xfe one \xc3 two \xe2\x82 three \xf0\x9f");
	assert_int_equal(s.n, 1);
	sketch_release(&s);
	s = sketched("---\n");
	assert_int_equal(s.n, 0);
	sketch_release(&s);
	large = calloc(1, 800001);
	assert_non_null(large);
	for (i = 0; i < 100000; i++)
		snprintf(large + i * 8, 9, "w%06zx ", i);
	s = sketched(large);
	assert_int_equal(s.n, SKETCH_MOST);
	sketch_release(&s);
	free(large);
}

static void
a_part_is_found_in_the_whole(void **state)
{
	char longer[4096];
	size_t n, of;

	(void)state;
	snprintf(longer, sizeof(longer), "In other news the ferry sails again "
	    "and nobody minds the rain. %s That is all there is to say of "
	    "this, and of the ferry, and the rain.", mill);
	n = shared(mill, longer, &of);
	assert_int_equal(n, of);
	n = shared(longer, mill, &of);
	assert_true(n * 10 > of * 6 && n < of);
	n = shared("The council met on Monday and talked about the price of "
	    "salt until the lamps were lit in the street below.", mill, &of);
	assert_true(of > 10 && n <= 1);
}

/* ---- in a store ------------------------------------------------------- */

struct got {
	int n;
	int64_t story[8];
	int shared[8], total[8];
};

static int
got_copy(const struct store_copy *c, void *arg)
{
	struct got *g = arg;

	g->story[g->n] = c->story;
	g->shared[g->n] = c->shared;
	g->total[g->n++] = c->total;
	return 0;
}

static int64_t
add_text(struct box *b, const char *name, int64_t t, const char *text)
{
	char url[128];

	snprintf(url, sizeof(url), "https://%s.example/mill", name);
	ok(b, add_version(b, url, t, "Mill", text));
	return add_story(b, url);
}

#define COUNCIL "The council met on Monday and talked about the price of "    \
	"salt until the lamps were lit in the street and the clerk had gone "  \
	"home to his soup."

static void
copies_are_found(void **state)
{
	struct box *b = *state;
	char edited[1024];
	struct got g = { 0 };
	int64_t a, c, d, n;

	a = add_text(b, "wire", T0, mill);
	snprintf(edited, sizeof(edited), "Our man at the mill reports: %s",
	    mill + 140);
	c = add_text(b, "valley", T0 + 1, edited);
	d = add_text(b, "hill", T0 + 2, COUNCIL);
	ok(b, store_copies(b->st, a, 8, got_copy, &g));
	assert_int_equal(g.n, 1);
	assert_int_equal(g.story[0], c);
	assert_true(g.shared[0] * 10 > g.total[0] * 7);
	assert_int_equal(store_copies(b->st, d, 8, got_copy, &g), STORE_NONE);
	assert_int_equal(store_copies(b->st, 99, 8, got_copy, &g), STORE_NONE);

	/* Corrected, then rewritten: what it once said is still looked for,
	 * and of the other only what it says now. */
	add_text(b, "wire", T0 + 3, COUNCIL " The mill was not spoken of.");
	g.n = 0;
	ok(b, store_copies(b->st, a, 8, got_copy, &g));
	assert_int_equal(g.n, 2);
	ok(b, store_reindex(b->st, &n));
	g.n = 0;
	ok(b, store_copies(b->st, a, 1, got_copy, &g));
	assert_int_equal(g.n, 1);
	g.n = 0;
	assert_int_equal(store_copies(b->st, c, 8, got_copy, &g), STORE_NONE);
}

/* Sentences that six hundred stories have are nobody's copy. */
static void
what_all_say_is_passed_over(void **state)
{
	struct box *b = *state;
	struct got g = { 0 };
	char text[1024], name[32];
	int64_t first = 0;

	ok(b, store_begin(b->st));
	for (int i = 0; i < 600; i++) {
		snprintf(name, sizeof(name), "h%d", i);
		snprintf(text, sizeof(text), "Town %d has %d lamps, of which "
		    "%d burn and %d do not. Whoever sees one out may write "
		    "to the council.", i, i * 7, i * 5, i * 2);
		if (i == 0)
			first = add_text(b, name, T0, text);
		else
			add_text(b, name, T0, text);
	}
	ok(b, store_commit(b->st));
	assert_int_equal(store_copies(b->st, first, 8, got_copy, &g),
	    STORE_NONE);
}

/* Stories of a catalog from before there were sketches. */
static void
older_catalogs_catch_up(void **state)
{
	struct box *b = *state;
	struct got g = { 0 };
	char out[256];
	int64_t a;

	a = add_text(b, "wire", T0, mill);
	add_text(b, "valley", T0, mill);
	store_free(b->st);
	run(b, "/usr/bin/python3 -c \"import sqlite3\n"
	    "c = sqlite3.connect('catalog.db')\n"
	    "c.execute('DELETE FROM sketch')\n"
	    "c.execute('INSERT INTO meta VALUES (\\'sketch-below\\', 3)')\n"
	    "c.commit()\"", out, sizeof(out));
	assert_int_equal(store_open(&b->st, b->dir, STORE_WRITE), STORE_OK);
	assert_int_equal(store_copies(b->st, a, 8, got_copy, &g), STORE_NONE);
	add_text(b, "hill", T0, COUNCIL);
	ok(b, store_copies(b->st, a, 8, got_copy, &g));
	assert_int_equal(g.n, 1);
	assert_int_equal(store_meta_get(b->st, "sketch-below", out,
	    sizeof(out)), STORE_NONE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_sketch_is_stable),
		cmocka_unit_test(marks_and_case_say_nothing),
		cmocka_unit_test(scripts_without_spaces),
		cmocka_unit_test(short_and_broken_texts),
		cmocka_unit_test(a_part_is_found_in_the_whole),
		cmocka_unit_test_setup_teardown(copies_are_found, box_setup,
		    box_teardown),
		cmocka_unit_test_setup_teardown(what_all_say_is_passed_over,
		    box_setup, box_teardown),
		cmocka_unit_test_setup_teardown(older_catalogs_catch_up,
		    box_setup, box_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
