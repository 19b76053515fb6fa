/* Reports of the story, in every format. */
#include <jansson.h>

#include "tests/unit/report_story.h"
#include "tracker/report/put.h"
#include "tracker/report/runs.h"

/* ---- derived ------------------------------------------------------------ */

static void
test_derive(void **state)
{
	struct story s;
	const struct report *r = &s.report;

	(void)state;
	story_init(&s);
	assert_int_equal(r->nnotes, 1);
	assert_int_equal(r->notes[0].first_seen, T0 + 20 * HOUR);
	assert_int_equal(r->notes[0].first_version, 2);
	assert_int_equal(r->notes[0].last_version, 2);
	assert_true(r->notes[0].gone);
	assert_int_equal(r->notes[0].nclaims, 1);
	assert_int_equal(r->nbeyond, 1);
	assert_int_equal(r->beyond[0].version, 2);
	assert_int_equal(r->latency.change, 21 * HOUR);
	assert_int_equal(r->latency.note, 21 * HOUR);
	assert_int_equal(r->latency.silent, 0);
	arena_release(&s.arena);
}

/* Facts changed where no note was seen are beyond any note; additions are not. */
static void
test_unnoted(void **state)
{
	struct story s;

	(void)state;
	story_init(&s);
	s.changes[1].kind = KIND_UNACKNOWLEDGED;
	s.checked[1] = (struct reconciliation){ 0 };
	report_derive(&s.report, &s.arena);
	assert_int_equal(s.report.nbeyond, 2);
/* Facts changed where no note was seen are beyond any note; what came is not. */
	assert_true(str_eqz(s.report.beyond[1].edit->before, "63"));
	arena_release(&s.arena);
}

/* A note that still stands was last seen when the page was last looked at. */
static void
test_note_stands(void **state)
{
	struct story s;

	(void)state;
	story_init(&s);
	s.articles[2].notes = &s.note;
	s.articles[2].nnotes = 1;
	report_derive(&s.report, &s.arena);
	assert_int_equal(s.report.nnotes, 1);
	assert_false(s.report.notes[0].gone);
	assert_int_equal(s.report.notes[0].last_seen, T0 + 100 * HOUR);
	arena_release(&s.arena);
}

/* ---- runs --------------------------------------------------------------- */

static void
join(struct buf *out, const struct run *runs, size_t n, unsigned kinds)
{
	for (size_t i = 0; i < n; i++)
		if ((kinds >> runs[i].kind & 1) != 0)
			buf_adds(out, runs[i].text);
}

static void
test_runs(void **state)
{
	struct story s;
	struct run *runs;
	struct buf old, new;
	size_t n;

	(void)state;
	story_init(&s);
	for (int i = 1; i < 2; i++) {
		buf_init(&old, LIMIT_TEXT_BYTES);
		buf_init(&new, LIMIT_TEXT_BYTES);
		runs = runs_of(&s.changes[i], PART_BODY, &s.arena, &n);
		join(&old, runs, n, 1 << RUN_KEEP | 1 << RUN_DELETE |
		    1 << RUN_FROM);
		join(&new, runs, n, 1 << RUN_KEEP | 1 << RUN_INSERT |
		    1 << RUN_TO);
		assert_string_equal(buf_z(&old), old_body);
		assert_string_equal(buf_z(&new), new_body);
		buf_release(&old);
		buf_release(&new);
	}
	arena_release(&s.arena);
}

/* ---- formats ------------------------------------------------------------ */

static void
test_text(void **state)
{
	static const int widths[] = { 0, 40, 60, 80, 132, 400 };
	struct story s;
	struct buf b;

	(void)state;
	story_init(&s);
	for (size_t i = 0; i < sizeof(widths) / sizeof(widths[0]); i++) {
		struct report_options o = { .width = widths[i] };

		buf_init(&b, LIMIT_OUTPUT_BYTES);
		report_text(&b, &s.report, &o);
		is_safe(&b);
		/* a row of a table is not wrapped */
		if (widths[i] == 0 || widths[i] >= 80)
			fits(&b, widths[i] == 0 ? 80 : (size_t)widths[i]);
		if (widths[i] == 0) {
			has(&b, "partial: ");
			has(&b, "! still in paragraph 3, inside a quotation");
			has(&b, "[-63-]{+66+}");
			has(&b, "Edits of fact that no note seen by");
			has(&b, "(and in version 3, the");
			has(&b, "no longer on the page");
		}
		buf_release(&b);
	}
	arena_release(&s.arena);
}

static void
test_no_note(void **state)
{
	struct story s;
	struct buf b;

	(void)state;
	story_init(&s);
	s.articles[1].nnotes = 0;
	report_derive(&s.report, &s.arena);
	for (const struct report_format *f = report_formats; f->name; f++) {
		buf_init(&b, LIMIT_OUTPUT_BYTES);
		f->write(&b, &s.report, NULL);
		is_safe(&b);
		if (strcmp(f->name, "json") != 0)
			has(&b, "no note seen by 2025-03-16 13:30Z");
		buf_release(&b);
	}
	arena_release(&s.arena);
}

static void
test_html(void **state)
{
	struct story s;
	struct buf b;

	(void)state;
	story_init(&s);
	buf_init(&b, LIMIT_OUTPUT_BYTES);
	report_html(&b, &s.report, NULL);
	is_safe(&b);
	is_balanced(buf_z(&b));
	has_not(&b, "<script");
	has_not(&b, "<b>it");
	has_not(&b, "src=");
	has_not(&b, "url(");
	/* said in words, too, for those who listen */
	has(&b, "[removed: </span>Nine boats were<span");
	has(&b, "[added: </span>Twelve boats were<span");
	has(&b, "[moved from here: </span>The fair will");
	has(&b, "[moved here: </span>The fair will");
	has(&b, "Wrong words still stand</a> in 1 place<");
	has(&b, "1 edit of fact</a> that no note seen by 2025-03-16 13:30Z "
	    "mentions<");
	has(&b, "version 2</a>, correction, severity 83 of 100");
	has(&b, "&lt;i&gt;Tarrant");
	has(&b, "href=\"https://example.org/boats?a=1&amp;b=&lt;2&gt;\"");
	has(&b, "prefers-color-scheme:dark");
	has(&b, "@media print");
	buf_release(&b);
	arena_release(&s.arena);
}

static void
test_bad_url(void **state)
{
	struct story s;
	struct buf b;

	(void)state;
	story_init(&s);
	s.report.url = STR("javascript:alert(1)");
	buf_init(&b, LIMIT_OUTPUT_BYTES);
	report_html(&b, &s.report, NULL);
	has_not(&b, "href=\"javascript");
	buf_clear(&b);
	report_markdown(&b, &s.report, NULL);
	has_not(&b, "<javascript");
	buf_release(&b);
	arena_release(&s.arena);
}

static void
test_markdown(void **state)
{
	struct story s;
	struct buf b;

	(void)state;
	story_init(&s);
	buf_init(&b, LIMIT_OUTPUT_BYTES);
	report_markdown(&b, &s.report, NULL);
	is_safe(&b);
	has_not(&b, "<em>");
	has_not(&b, "<script");
	has(&b, "# Boats &lt;em&gt;out&lt;/em&gt;");
	has(&b, "the \\| master");
	has(&b, "~~63~~ **66**");
	buf_release(&b);
	arena_release(&s.arena);
}

static void
test_put_markdown(void **state)
{
	static const struct {
		const char *text, *wanted;
	} rows[] = {
		{ "plain words", "plain words" },
		{ "- a dash", "\\- a dash" }, { "12. a list", "12\\. a list" },
		{ "3) too", "3\\) too" }, { "in 2012. Not", "in 2012. Not" },
		{ "a *b* _c_ `d` [e](f)",
		    "a \\*b\\* \\_c\\_ \\`d\\` \\[e\\](f)" },
		{ "a\n# b\n\nc", "a \\# b c" }, { "a & b", "a &amp; b" },
		{ "", "" },
	};
	struct buf b;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		buf_init(&b, 1000);
		put_markdown(&b, str_of(rows[i].text));
		assert_string_equal(buf_z(&b), rows[i].wanted);
		buf_release(&b);
	}
}

/* ---- JSON --------------------------------------------------------------- */

static json_t *
parsed(struct buf *b)
{
	json_error_t e;
	json_t *j = json_loadb(b->p, b->n, 0, &e);

	if (j == NULL)
		fail_msg("%s in:\n%s", e.text, buf_z(b));
	assert_ptr_equal(strchr(b->p, '\n'), b->p + b->n - 1);
	return j;
}

static void
has_keys(json_t *j, const char *const *keys)
{
	for (; *keys != NULL; keys++)
		if (json_object_get(j, *keys) == NULL)
			fail_msg("no key %s", *keys);
}

static void
test_json_report(void **state)
{
	static const char *const keys[] = { "story", "url", "feed", "state",
		"versions", "notes", "beyond_notes", "latency", NULL };
	static const char *const note_keys[] = { "text", "kind", "first_seen",
		"last_seen", "claims", NULL };
	static const char *const claim_keys[] = { "wrong", "right", "place",
		"verdict", "residuals", NULL };
	struct story s;
	struct buf b;
	json_t *j, *note, *claim, *beyond;

	(void)state;
	story_init(&s);
	buf_init(&b, LIMIT_OUTPUT_BYTES);
	report_json(&b, &s.report, NULL);
	j = parsed(&b);
	has_keys(j, keys);
	note = json_array_get(json_object_get(j, "notes"), 0);
	has_keys(note, note_keys);
	claim = json_array_get(json_object_get(note, "claims"), 0);
	has_keys(claim, claim_keys);
	assert_string_equal(json_string_value(json_object_get(claim,
	    "verdict")), "partial");
	beyond = json_array_get(json_object_get(j, "beyond_notes"), 0);
	assert_string_equal(json_string_value(json_object_get(beyond,
	    "after")), "66");
	assert_int_equal(json_array_size(json_object_get(j, "versions")), 3);
	json_decref(j);
	buf_release(&b);
	arena_release(&s.arena);
}

static void
test_json_lines(void **state)
{
	static const char *const version_keys[] = { "story", "url", "version",
		"commit", "fetched", "published", "modified", "headline",
		"words", "kind", "notes", "edits", NULL };
	static const char *const change_keys[] = { "story", "url", "version",
		"fetched", "kind", "severity", "headline", "edits", "notes",
		"evidence", NULL };
	static const char *const edit_keys[] = { "op", "part", "old", "new",
		"before", "after", "classes", NULL };
	struct story s;
	struct report_change c;
	struct buf b;
	json_t *j;

	(void)state;
	story_init(&s);
	c = change_of(&s, 1);
	buf_init(&b, LIMIT_OUTPUT_BYTES);
	report_log_json(&b, s.report.story, s.report.url, &s.versions[1]);
	j = parsed(&b);
	has_keys(j, version_keys);
	assert_int_equal(json_integer_value(json_object_get(j, "edits")), 4);
	json_decref(j);
	buf_clear(&b);
	report_change_json(&b, &c);
	j = parsed(&b);
	has_keys(j, change_keys);
	has_keys(json_array_get(json_object_get(j, "edits"), 0), edit_keys);
	json_decref(j);
	buf_release(&b);
	arena_release(&s.arena);
}

/* ---- pieces ------------------------------------------------------------- */

static void
test_put_cut(void **state)
{
	static const struct {
		const char *text;
		size_t columns;
		const char *wanted;
	} rows[] = {
		{ "short", 10, "short" }, { "exactly ten", 11, "exactly ten" },
		{ "one too many", 11, "one too ..." },
		{ "a  b\n c", 10, "a b c" },
		{ "東京都知事", 10, "東京都知事" },
		{ "東京都知事は", 10, "東京都..." }, { "", 5, "" },
	};
	struct buf b;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		buf_init(&b, 1000);
		put_cut(&b, str_of(rows[i].text), rows[i].columns);
		assert_string_equal(buf_z(&b), rows[i].wanted);
		buf_release(&b);
	}
}

static void
test_spans(void **state)
{
	static const struct {
		int64_t seconds;
		const char *wanted;
	} rows[] = {
		{ 0, "0 s" }, { 59, "59 s" }, { 300, "5 min" }, { 3600, "1 h" },
		{ 67080, "18 h 38 min" }, { 86400, "1 day" },
		{ 273600, "3 days 4 h" },
	};
	char out[TIME_TEXT];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_string_equal(span_text(rows[i].seconds, out),
		    rows[i].wanted);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_derive),
		cmocka_unit_test(test_unnoted),
		cmocka_unit_test(test_note_stands),
		cmocka_unit_test(test_runs),
		cmocka_unit_test(test_text),
		cmocka_unit_test(test_no_note),
		cmocka_unit_test(test_html),
		cmocka_unit_test(test_bad_url),
		cmocka_unit_test(test_markdown),
		cmocka_unit_test(test_put_markdown),
		cmocka_unit_test(test_json_report),
		cmocka_unit_test(test_json_lines),
		cmocka_unit_test(test_put_cut),
		cmocka_unit_test(test_spans),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
