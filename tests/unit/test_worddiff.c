#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <time.h>

#include "tracker/base/limits.h"
#include "tracker/report/worddiff.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

#define LINE1 "Some 63 trainers came <back>.\n"
#define NEW1 "Some 66 trainers came <back>.\n"
#define LINE2 "A boat lay still in the northern harbour today.\n"
#define LINE3 "Nobody knew who had tied it there at night.\n"
#define LINE4 "The gate was open since the early morning.\n"

static char *
render(enum worddiff_format f, const char *old, const char *new,
    const struct worddiff_options *o, const char *const *classes)
{
	struct worddiff_input in = { .old = str_of(old), .new = str_of(new),
		.part = "body", .classes = classes };
	struct buf out;
	struct diff *d;

	assert_int_equal(diff_new(&d, in.old.p, in.old.n, in.new.p, in.new.n,
	    NULL), DIFF_OK);
	in.edits = diff_edits(d, &in.n);
	buf_init(&out, LIMIT_OUTPUT_BYTES);
	worddiff_render(&out, f, &in, o);
	diff_free(d);
	return out.p;	/* freed by the caller, as a malloc'd string */
}

static void
expect(enum worddiff_format f, const char *old, const char *new,
    const struct worddiff_options *o, const char *want)
{
	char *got = render(f, old, new, o, NULL);

	assert_string_equal(got != NULL ? got : "", want);
	free(got);
}

static void
test_marks(void **state)
{
	(void)state;
	expect(WORDDIFF_WDIFF, LINE1, NEW1, NULL,
	    "Some [-63-]{+66+} trainers came <back>.\n");
	expect(WORDDIFF_PLAIN, LINE1, NEW1, NULL,
	    "Some [-63-]{+66+} trainers came <back>.\n");
	expect(WORDDIFF_COLOR, LINE1, NEW1, NULL,
	    "Some \033[31;9m63\033[0m\033[32m66\033[0m trainers came "
	    "<back>.\n");
	expect(WORDDIFF_HTML, LINE1, NEW1, NULL,
	    "<div class=\"body\">Some <del>63</del><ins>66</ins> trainers came "
	    "&lt;back&gt;.<br>\n</div>\n");
}

static void
test_moves(void **state)
{
	static const char old[] = LINE1 LINE2 LINE3 LINE4;
	static const char new[] = LINE1 LINE3 LINE4 LINE2;
	struct worddiff_options o = WORDDIFF_OPTIONS;

	(void)state;
	expect(WORDDIFF_PLAIN, old, new, NULL,
	    LINE1 "[1<" LINE2 "<1]" LINE3 LINE4 "{1>" LINE2 ">1}\n");
	/* a page with other parts before */
	o.moves = 4;
	expect(WORDDIFF_PLAIN, old, new, &o,
	    LINE1 "[5<" LINE2 "<5]" LINE3 LINE4 "{5>" LINE2 ">5}\n");
	/* wdiff knows no moves */
	expect(WORDDIFF_WDIFF, old, new, NULL,
	    LINE1 "[-" LINE2 "-]" LINE3 LINE4 "{+" LINE2 "+}\n");
}

static void
test_fold(void **state)
{
	static const char old[] = LINE2 LINE3 LINE1 LINE4 "End.\n";
	static const char new[] = LINE2 LINE3 NEW1 LINE4 "End.\n";
	struct worddiff_options o = WORDDIFF_OPTIONS;

	(void)state;
	o.context = 0;
	expect(WORDDIFF_WDIFF, old, new, &o,
	    "@@ 2 unchanged lines @@\n"
	    "Some [-63-]{+66+} trainers came <back>.\n"
	    "@@ 2 unchanged lines @@\n");
	o.context = 1;
	expect(WORDDIFF_WDIFF, old, new, &o,
	    "@@ 1 unchanged line @@\n" LINE3
	    "Some [-63-]{+66+} trainers came <back>.\n" LINE4
	    "@@ 1 unchanged line @@\n");
}

/* Each mark that opens on a line that is shown closes on one. */
static void
test_fold_marks(void **state)
{
	struct worddiff_options o = WORDDIFF_OPTIONS;

	(void)state;
	o.context = 0;
	expect(WORDDIFF_WDIFF, "alpha one\nbeta two\ngamma three\n",
	    "alpha one\nnew line here\nbeta two\ngamma three\n", &o,
	    "@@ 1 unchanged line @@\n{+new line here+}\n"
	    "@@ 2 unchanged lines @@\n");
	expect(WORDDIFF_HTML, "alpha one\nbeta two\ngamma three\n",
	    "alpha one\nbeta two\nnew line here\ngamma three\n", &o,
	    "<div class=\"body\"><hr title=\"@@ 2 unchanged lines @@\">\n"
	    "<ins>new line here</ins><br>\n"
	    "<hr title=\"@@ 1 unchanged line @@\">\n</div>\n");
	expect(WORDDIFF_PLAIN, LINE1 LINE2 LINE3 LINE4, LINE1 LINE3 LINE4
	    LINE2, &o,
	    "@@ 1 unchanged line @@\n[1<A boat lay still in the northern "
	    "harbour today.<1]\n@@ 2 unchanged lines @@\n{1>A boat lay still "
	    "in the northern harbour today.>1}\n");
	/* without -U a mark holds the bytes of the edit, no more, no less */
	expect(WORDDIFF_WDIFF, "alpha one\nbeta two\n",
	    "alpha one\nnew line here\nbeta two\n", NULL,
	    "alpha one\n{+new line here\n+}beta two\n");
}

/* Lines without text are not counted, nor is markup text. */
static void
test_fold_blank(void **state)
{
	static const char old[] = "One.\n\nTwo.\n\nThree.\n\n" LINE1
	    "\nFive.\n\nSix.\n\nSeven.\n";
	static const char new[] = "One.\n\nTwo.\n\nThree.\n\n" NEW1
	    "\nFive.\n\nSix.\n\nSeven.\n";
	struct worddiff_options o = WORDDIFF_OPTIONS;

	(void)state;
	o.context = 1;
	o.width = 83;
	expect(WORDDIFF_PLAIN, old, new, &o,
	    "@@ 2 unchanged lines @@\nThree.\n\n"
	    "Some [-63-]{+66+} trainers came <back>.\n\nFive.\n"
	    "@@ 2 unchanged lines @@\n");
	expect(WORDDIFF_HTML, old, new, &o,
	    "<div class=\"body\"><hr title=\"@@ 2 unchanged lines @@\">\n"
	    "Three.<br>\n<br>\nSome <del>63</del><ins>66</ins> trainers came "
	    "&lt;back&gt;.<br>\n<br>\nFive.<br>\n"
	    "<hr title=\"@@ 2 unchanged lines @@\">\n</div>\n");
	expect(WORDDIFF_SIDE, old, new, &o,
	    "@@ 2 unchanged lines @@\n"
	    "Three.                                     Three.\n"
	    "\n"
	    "Some [-63-] trainers came <back>.        | "
	    "Some {+66+} trainers came <back>.\n"
	    "\n"
	    "Five.                                      Five.\n"
	    "@@ 2 unchanged lines @@\n");
}

static void
test_hostile(void **state)
{
	char *got;

	(void)state;
	for (int f = 0; f < WORDDIFF_FORMATS; f++) {
		got = render(f, "a \033[31mred\033[0m <b>x</b> \xe2\x80\xae z",
		    "a \033]0;title\007 <script>x</script> \xff z", NULL, NULL);
		assert_null(strstr(got, "\033]"));
		assert_null(strchr(got, 7));
		assert_null(strstr(got, "\xe2\x80\xae"));
		if (f == WORDDIFF_HTML)
			assert_null(strstr(got, "<script"));
		free(got);
	}
}

static void
test_json(void **state)
{
	static const char *const classes[] = { "number date" };
	char *got = render(WORDDIFF_JSON, "One.\n\n" LINE1, "One.\n\n" NEW1,
	    NULL, classes);

	(void)state;
	assert_string_equal(got, "{\"edits\":[{\"op\":\"replace\","
	    "\"part\":\"body\",\"old\":{\"start\":11,\"end\":13,"
	    "\"paragraph\":2},\"new\":{\"start\":11,\"end\":13,"
	    "\"paragraph\":2},\"before\":\"63\",\"after\":\"66\","
	    "\"classes\":[\"number\",\"date\"]}]}\n");
	free(got);
	got = render(WORDDIFF_JSON, "a \u2013 b", "a - b", NULL, NULL);
	assert_non_null(strstr(got, "\"classes\":[\"typographic\"]"));
	free(got);
}

/* The paragraph of the only edit's new side. */
static int
paragraph(const char *old, const char *new)
{
	char *got = render(WORDDIFF_JSON, old, new, NULL, NULL);
	const char *p = strstr(got, "\"new\":{");
	int n;

	p = p != NULL ? strstr(p, "\"paragraph\":") : NULL;
	assert_non_null(p);
	p += strlen("\"paragraph\":");
	n = p[0] - '0';
	free(got);
	return n;
}

static void
test_paragraphs(void **state)
{
	(void)state;
	assert_int_equal(paragraph("foo bar", "foo baz"), 1);
	/* what is blank before the first letter is no paragraph */
	assert_int_equal(paragraph("\n\nfoo bar", "\n\nfoo baz"), 1);
	assert_int_equal(paragraph(" \n\n\nA.\n\nfoo bar",
	    " \n\n\nA.\n\nfoo baz"), 2);
	/* lines are, where no line is blank */
	assert_int_equal(paragraph("A.\nB.\nfoo bar", "A.\nB.\nfoo baz"), 3);
	assert_int_equal(paragraph("A.\nB.\n \r\n\nfoo bar",
	    "A.\nB.\n \r\n\nfoo baz"), 2);
}

/* As many moves as lines, with old places in no order. */
static void
test_many_moves(void **state)
{
	const int lines = 60000;
	struct buf old, new;
	clock_t start;
	char *got;

	(void)state;
	buf_init(&old, LIMIT_OUTPUT_BYTES);
	buf_init(&new, LIMIT_OUTPUT_BYTES);
	for (int i = 0; i < lines; i++) {
		buf_addf(&old, "Moved n%d m%d o%d p%d.\n", i, i, i, i);
		buf_addf(&new, "Moved n%d m%d o%d p%d.\n", lines - i,
		    lines - i, lines - i, lines - i);
	}
	start = clock();
	got = render(WORDDIFF_JSON, buf_z(&old), buf_z(&new), NULL, NULL);
	assert_true(clock() - start < 5 * CLOCKS_PER_SEC);
	free(got);
	buf_release(&old);
	buf_release(&new);
}

static void
test_side(void **state)
{
	struct worddiff_options o = WORDDIFF_OPTIONS;

	(void)state;
	o.width = 43;
	expect(WORDDIFF_SIDE, "One two\nThe old words stand here.\n",
	    "One two\nThe new words stand here.\n", &o,
	    "One two                One two\n"
	    "The [-old-] words    | The {+new+} words\n"
	    "stand here.          | stand here.\n");
	/* wide letters take two columns */
	o.width = 23;
	expect(WORDDIFF_SIDE, "\u6771\u4eac\u6771\u4eac\u6771\u4eac\n",
	    "\u6771\u4eac\u6771\u4eac\u6771\u4eac\n", &o,
	    "\u6771\u4eac\u6771\u4eac\u6771   \u6771\u4eac\u6771\u4eac\u6771\n"
	    "\u4eac           \u4eac\n");
}

static void
test_stat(void **state)
{
	static const char old[] = "One two three.", new[] = "One 2 three here.";
	struct worddiff_input in = { .part = "body" };
	struct worddiff_stat stat;
	struct buf out;
	struct diff *d;

	(void)state;
	in.old = str_of(old);
	in.new = str_of(new);
	assert_int_equal(diff_new(&d, old, strlen(old), new, strlen(new),
	    &(struct diff_options){ .grain = DIFF_WORD }), DIFF_OK);
	in.edits = diff_edits(d, &in.n);
	worddiff_count(&stat, &in);
	buf_init(&out, 1000);
	worddiff_stat_line(&out, &stat);
	assert_string_equal(buf_z(&out),
	    "2 edits: 1 replaced, 1 inserted; 1 words out, 2 in\n");
	buf_release(&out);
	diff_free(d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_marks),
		cmocka_unit_test(test_moves),
		cmocka_unit_test(test_fold),
		cmocka_unit_test(test_fold_marks),
		cmocka_unit_test(test_fold_blank),
		cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_json),
		cmocka_unit_test(test_paragraphs),
		cmocka_unit_test(test_many_moves),
		cmocka_unit_test(test_side),
		cmocka_unit_test(test_stat),
	};

	return cmocka_run_group_tests_name("worddiff", tests, NULL, NULL);
}
