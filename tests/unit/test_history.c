/* Histories that several extractors read, and what one sees that another does
 * not. */
#include "tests/unit/test_store.h"
#include "tracker/base/limits.h"
#include "tracker/report/history.h"
#include "tracker/report/sight.h"
#include "tracker/extract/reread.h"

#define URL "https://news.example/weir"
#define HOUR 3600

/* ---- a story of several readers --------------------------------------- */

#define OPEN "<html><title>Mill</title><body><article><h1>Mill to grind</h1>" \
	"<p>The old mill at the weir will grind again, its new owners said on " \
	"Wednesday, eleven years after the last miller hung up his apron.</p>" \
	"<p>The wheel was taken to a workshop in the valley last autumn, and "  \
	"came back in May with new paddles of larch.</p>"
#define PRICE(n) "<p>They bought the mill for " n " million crowns.</p>"
#define NOTE "<p>Correction: An earlier version of this story misstated the "  \
	"price. It was 66 million crowns, not 63 million.</p>"
#define SHUT "</article></body></html>"

static const char dear[] = OPEN PRICE("66") SHUT;
static const char cheap[] = OPEN PRICE("63") SHUT;
static const char noted[] = OPEN PRICE("66") NOTE SHUT;
static const char wall[] = "<html><title>Sign in</title><body><h1>Sign in to "
    "continue</h1><form><input type=\"password\" name=\"p\"><button>Log in"
    "</button></form></body></html>";

struct desk {
	struct box *b;
	struct arena arena;
	struct report report;
	int n;			/* versions made */
};

static void
desk_open(struct desk *d, struct box *b)
{
	*d = (struct desk){ .b = b };
	arena_init(&d->arena);
}

/*
 * The next version: `seen` is the page its text was read from, by today's
 * extractor or by an old one, which takes a box for a paragraph and knows no
 * notes; `page` is what its capture holds.
 */
static void
version(struct desk *d, const char *seen, const char *page, bool old)
{
	struct extract_input in = { .bytes = str_of(seen),
		.url = STR(URL), .content_type = STR("text/html"),
		.status = 200 };
	int64_t t = T0 + ++d->n * HOUR;
	struct store_capture c = capture_of(URL, t, page);
	struct store_version v = version_of(add_story(d->b, URL), t,
	    "Mill to grind", "");
	struct article a;
	struct buf text;

	recall_page(&a, &d->arena, &in);
	if (old) {
		a.extractor = STR("old/0");
		a.nnotes = 0;
	}
	buf_init(&text, MIB);
	article_format(&a, &text);
	if (old)
		buf_addf(&text, "\nRead also: box %d of the sidebar\n", d->n);
	v.text = buf_z(&text);
	v.ntext = text.n;
	v.extractor = old ? "old/0" : EXTRACTOR;
	v.modified = STORE_NO_TIME;
	c.response = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n";
	c.nresponse = strlen(c.response);
	ok(d->b, store_version_add(d->b->st, &v, &c, "mill"));
	buf_release(&text);
}

static int
load(const struct store_story *s, void *arg)
{
	struct desk *d = arg;
	struct error e;

	if (history_load(&d->report, &d->arena, d->b->st, NULL, s, &e) < 0)
		fail_msg("%s", e.text);
	return 0;
}

static const struct report_version *
read_history(struct desk *d)
{
	ok(d->b, store_story_by_key(d->b->st, 1, load, d));
	return d->report.versions;
}

static bool
says(const struct report_version *v, const char *what)
{
	for (size_t i = 0; i < v->change->nevidence; i++)
		if (str_find(v->change->evidence[i], str_of(what)) >= 0)
			return true;
	return false;
}

static void
an_upgrade_is_no_change(void **state)
{
	const struct report_version *v;
	struct desk d;

	desk_open(&d, *state);
	version(&d, cheap, cheap, true);
	version(&d, dear, dear, true);
	version(&d, noted, noted, false);
	v = read_history(&d);
	assert_int_equal(v[1].change->nedits, 1);
	assert_int_equal(v[1].change->edits[0].classes & CLASS_NUMBER,
	    CLASS_NUMBER);
	assert_false(says(&v[1], "different extractors"));
	/* The furniture did not go; the note came. */
	for (size_t i = 0; i < v[2].change->nedits; i++)
		assert_int_equal(v[2].change->edits[i].part, PART_NOTE);
	assert_int_equal(v[2].change->kind, KIND_CORRECTION);
	assert_true(says(&v[2], "both were read again by " EXTRACTOR));
	assert_int_equal(v[2].caveat.n, 0);
	arena_release(&d.arena);
}

/* One that old eyes missed did not come with the new ones. */
static void
a_note_is_as_old_as_it_is(void **state)
{
	const struct report_version *v;
	struct desk d;

	desk_open(&d, *state);
	version(&d, cheap, cheap, true);
	version(&d, noted, noted, true);
	version(&d, OPEN PRICE("66") NOTE "<p>The mill opens in May.</p>" SHUT,
	    OPEN PRICE("66") NOTE "<p>The mill opens in May.</p>" SHUT, false);
	v = read_history(&d);
	assert_int_equal(d.report.nnotes, 1);
	assert_int_equal(d.report.notes[0].first_version, 2);
	assert_int_equal(v[1].change->kind, KIND_CORRECTION);
	assert_int_equal(v[1].notes, 1);
	assert_int_equal(v[2].change->kind, KIND_UPDATE);
	arena_release(&d.arena);
}

static void
a_return_is_seen_across_readers(void **state)
{
	const struct report_version *v;
	struct desk d;

	desk_open(&d, *state);
	version(&d, cheap, cheap, true);
	version(&d, dear, dear, true);
	version(&d, dear, dear, true);	/* of the box alone */
	version(&d, cheap, cheap, false);
	v = read_history(&d);
	assert_int_equal(v[2].change->nedits, 0);
	assert_int_equal(v[2].change->kind, KIND_TYPOGRAPHIC);
	assert_int_equal(v[2].change->severity, 0);
	assert_int_equal(v[3].change->kind, KIND_REVERTED);
	assert_true(says(&v[3], "equals that of version 1"));
	arena_release(&d.arena);
}

/* ---- where it cannot be read again ------------------------------------ */

static void
what_is_no_article_stays_as_it_was(void **state)
{
	const struct report_version *v;
	struct desk d;

	desk_open(&d, *state);
	version(&d, cheap, wall, true);
	version(&d, cheap, cheap, false);
	v = read_history(&d);
	assert_true(str_eqz(v[1].caveat, "read by different extractors; the "
	    "capture is no article to today's extractor (version 1)"));
	assert_true(says(&v[1], "read by different extractors"));
	assert_true(v[1].change->nedits > 0);
	arena_release(&d.arena);
}

/* Of the same reader, with one capture gone: as they are stored, both. */
static void
one_side_alone_is_not_read_again(void **state)
{
	const struct report_version *v;
	struct desk d;

	desk_open(&d, *state);
	version(&d, cheap, cheap, true);
	version(&d, dear, wall, true);
	version(&d, dear, dear, false);
	v = read_history(&d);
	/* The number and the box: not the note or the box alone. */
	assert_int_equal(v[1].change->nedits, 2);
	assert_int_equal(v[1].caveat.n, 0);
	assert_true(v[2].caveat.n > 0);
	arena_release(&d.arena);
}

static int
pair(const struct store_story *s, void *arg)
{
	struct desk *d = arg;
	struct history_pair p;
	struct error e;

	if (history_pair(&p, &d->arena, d->b->st, NULL, s, 1, 3, &e) < 0)
		fail_msg("%s", e.text);
	assert_true(article_same(&p.old, &p.new));
	assert_int_equal(p.caveat.n, 0);
	assert_int_equal(history_pair(&p, &d->arena, d->b->st, NULL, s, 1, 9,
	    &e), -1);
	return 0;
}

static void
two_versions_by_the_same_eyes(void **state)
{
	struct desk d;

	desk_open(&d, *state);
	version(&d, cheap, cheap, true);
	version(&d, dear, dear, true);
	version(&d, cheap, cheap, false);
	ok(d.b, store_story_by_key(d.b->st, 1, pair, &d));
	arena_release(&d.arena);
}

static void
nothing_is_no_change(void **state)
{
	struct history_filter f = { .since = 0, .until = TIME_NONE };
	struct report_change *c;
	struct error e;
	struct desk d;
	int64_t last;
	size_t n;

	desk_open(&d, *state);
	version(&d, cheap, cheap, true);
	version(&d, cheap, cheap, false);
	assert_int_equal(history_changes(&c, &n, &last, &d.arena, d.b->st,
	    NULL, &f, &e), 0);
	assert_int_equal(n, 0);
	assert_int_equal(last, 2);
	f.kinds = ~0u;
	assert_int_equal(history_changes(&c, &n, &last, &d.arena, d.b->st,
	    NULL, &f, &e), 0);
	assert_int_equal(n, 1);
	assert_int_equal(c[0].version.change->kind, KIND_FIRST);
	arena_release(&d.arena);
}

/* ---- sight ------------------------------------------------------------ */

static struct article
article_of(struct block *blocks, size_t n, struct article_note *note,
    const char *headline)
{
	struct article a;

	article_init(&a);
	a.headline = str_of(headline);
	a.blocks = blocks;
	a.nblocks = n;
	a.notes = note;
	a.nnotes = note != NULL;
	return a;
}

static void
sight_in_words(void **state)
{
	struct block x[] = { { BLOCK_PARAGRAPH, STR("The mill grinds.") },
		{ BLOCK_PARAGRAPH, STR("Read also: four more words") } };
	struct block y[] = { { BLOCK_PARAGRAPH, STR("The mill grinds again.") },
		{ BLOCK_CAPTION, STR("A wheel of larch") } };
	struct article_note note = { STR("Correction: larch, not oak."),
		NOTE_CORRECTION, "footer" };
	struct article was = article_of(x, 2, NULL, "Mill");
	struct article now = article_of(y, 2, &note, "Mill");
	struct arena a;
	struct sight s;

	(void)state;
	arena_init(&a);
	sight_compare(&s, &a, &was, &now);
	assert_false(sight_same(&s));
	/* The note's words are no words of the story. */
	assert_int_equal(s.nnotes_gained, 1);
	assert_int_equal(s.nnotes_lost, 0);
	assert_ptr_equal(s.notes_gained[0], &now.notes[0]);
	assert_true(s.gained >= 5 && s.gained <= 6);
	assert_true(s.lost >= 5 && s.lost <= 6);
	assert_int_equal(s.published, TIME_NONE);
	sight_compare(&s, &a, &now, &was);
	assert_int_equal(s.nnotes_lost, 1);
	sight_compare(&s, &a, &was, &was);
	assert_true(sight_same(&s));
	assert_int_equal(s.gained + s.lost, 0);
	now = was;
	now.published = T0;
	sight_compare(&s, &a, &was, &now);
	assert_false(sight_same(&s));
	assert_int_equal(s.published, T0);
	/* A time that is not read any more stays what it was. */
	sight_compare(&s, &a, &now, &was);
	assert_true(sight_same(&s));
	arena_release(&a);
}

#define T(name) cmocka_unit_test_setup_teardown(name, box_setup, box_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(an_upgrade_is_no_change), T(a_note_is_as_old_as_it_is),
		T(a_return_is_seen_across_readers),
		T(what_is_no_article_stays_as_it_was),
		T(one_side_alone_is_not_read_again),
		T(two_versions_by_the_same_eyes), T(nothing_is_no_change),
		cmocka_unit_test(sight_in_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
