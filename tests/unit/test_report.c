/* Reports of a small invented story whose texts are full of traps. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <jansson.h>
#include <cmocka.h>

#include "tracker/base/limits.h"
#include "tracker/base/utf8.h"
#include "tracker/report/put.h"
#include "tracker/report/report.h"
#include "tracker/report/runs.h"

#define T0 1741771800	/* 2025-03-12T09:30:00Z */
#define HOUR 3600

static const char old_body[] =
    "Nine boats were lifted out at Tarrow on Wednesday, the harbour master "
    "said, \x1b[31mas the storm came up.\n\n"
    "\"Nine boats is what we planned for,\" said Ilse Tarrant & her "
    "<script>alert(1)</script> deputy.\n\n"
    "The slip costs 63 crowns a day.\n\n"
    "The fair will be held on Sunday.";
static const char new_body[] =
    "Twelve boats were lifted out at Tarrow on Wednesday, the harbour master "
    "said, \x1b[31mas the storm came up.\n\n"
    "The fair will be held on Sunday.\n\n"
    "\"Nine boats is what we planned for,\" said Ilse Tarrant & her "
    "<script>alert(1)</script> deputy.\n\n"
    "The slip costs 66 crowns a day. Fishers pay half.";
#define NOTE_TEXT "Correction: An earlier version said \"Nine boats\" where " \
    "<b>it</b> should have said \"Twelve boats\"."

struct story {
	struct arena arena;
	struct article articles[3];
	struct article_note note;
	struct change changes[3];
	struct reconciliation checked[3];
	struct claim_result claim;
	struct residual residual;
	const struct change_edit *beyond[1];
	struct change_note change_note;
	struct report_version versions[3];
	struct report report;
};

static struct diff_span
find(struct str text, const char *phrase)
{
	ptrdiff_t at = str_find(text, str_of(phrase));

	assert_true(at >= 0);
	return (struct diff_span){ (size_t)at, (size_t)at + strlen(phrase) };
}

/* One more edit; a side that is NULL is empty, at the end of its text. */
static void
edit(struct story *s, struct change *c, enum diff_op op, const char *before,
    const char *after, unsigned classes)
{
	struct str old = c->old_text[PART_BODY], new = c->new_text[PART_BODY];
	size_t cap = c->nedits;
	struct change_edit *e;

	c->edits = arena_grow(&s->arena, c->edits, c->nedits, &cap, sizeof(*e));
	e = &c->edits[c->nedits++];
	*e = (struct change_edit){ .part = PART_BODY, .classes = classes,
		.edit.op = op, .before = str_of(before), .after = str_of(after),
		.old_paragraph = before != NULL ? 1 : 0,
		.new_paragraph = after != NULL ? 1 : 0 };
	e->edit.old = before != NULL ? find(old, before) :
	    (struct diff_span){ old.n, old.n };
	e->edit.new = after != NULL ? find(new, after) :
	    (struct diff_span){ new.n, new.n };
}

static void
set_changes(struct story *s)
{
	static struct str why[] = { { "a note <says> so", 16 } };
	struct change *c = &s->changes[1];

	s->changes[0] = (struct change){ .kind = KIND_FIRST };
	c->kind = KIND_CORRECTION;
	c->severity = 83;
	c->old_text[PART_BODY] = str_of(old_body);
	c->new_text[PART_BODY] = str_of(new_body);
	edit(s, c, DIFF_REPLACE, "Nine boats were", "Twelve boats were",
	    CLASS_NUMBER);
	edit(s, c, DIFF_MOVE, "\n\nThe fair will be held on Sunday.",
	    "\n\nThe fair will be held on Sunday.", CLASS_MOVE);
	edit(s, c, DIFF_REPLACE, "63", "66", CLASS_NUMBER);
	edit(s, c, DIFF_INSERT, NULL, " Fishers pay half.", CLASS_ADDITION);
	s->change_note = (struct change_note){ .text = STR(NOTE_TEXT) };
	s->change_note.read.kind = NOTE_CORRECTION;
	s->change_note.read.nclaims = 1;
	c->notes = &s->change_note;
	c->nnotes = 1;
	c->evidence = why;
	c->nevidence = 1;
	s->changes[2] = (struct change){ .kind = KIND_UNACKNOWLEDGED,
		.severity = 60 };
	s->changes[2].old_text[PART_BODY] = str_of(new_body);
	s->changes[2].new_text[PART_BODY] = str_of(old_body);
	edit(s, &s->changes[2], DIFF_DELETE, " Fishers pay half.", NULL,
	    CLASS_REMOVAL);
}

static void
set_claims(struct story *s)
{
	s->residual = (struct residual){ .part = PART_BODY, .paragraph = 3,
		.context = STR("\"Nine boats is what we planned for,\" "
			       "said Ilse <i>Tarrant</i>"), .quoted = true,
		.at = find(str_of(new_body), "Nine boats") };
	s->claim = (struct claim_result){ .verdict = CLAIM_PARTIAL,
		.because = STR("the right phrase came, the wrong one stands"),
		.residuals = &s->residual, .nresiduals = 1 };
	s->claim.claim = (struct note_claim){ STR("Nine boats"),
		STR("Twelve boats"), PLACE_UNSAID };
	s->beyond[0] = &s->changes[1].edits[2];
	s->checked[1] = (struct reconciliation){ .claims = &s->claim,
		.nclaims = 1, .beyond = s->beyond, .nbeyond = 1 };
}

static void
story_init(struct story *s)
{
	*s = (struct story){ 0 };
	arena_init(&s->arena);
	set_changes(s);
	set_claims(s);
	s->note = (struct article_note){ STR(NOTE_TEXT), NOTE_CORRECTION,
		"bottom" };
	s->articles[1].notes = &s->note;
	s->articles[1].nnotes = 1;
	for (int i = 0; i < 3; i++)
		s->versions[i] = (struct report_version){ .number = i + 1,
			.commit = STR("0123456789abcdef0123456789abcdef01234567"),
			.fetched = T0 + i * 20 * HOUR, .published = T0 - HOUR,
			.modified = TIME_NONE, .words = 50,
			.headline = STR("Boats <em>out</em> of the \x1b[2Jwater "
			    "\xe2\x80\xae" "at Tarrow \xff, \"said\" the | master"),
			.article = &s->articles[i], .change = &s->changes[i],
			.checked = &s->checked[i] };
	s->versions[1].notes = 1;
	s->report = (struct report){ .story = STR("0badcafe"),
		.url = STR("https://example.org/boats?a=1&b=<2>"),
		.feed = STR("harbour"), .state = STR("live"),
		.first_seen = T0, .last_seen = T0 + 100 * HOUR,
		.versions = s->versions, .nversions = 3 };
	report_derive(&s->report, &s->arena);
}

static struct report_change
change_of(const struct story *s, int i)
{
	return (struct report_change){ .story = s->report.story,
		.url = s->report.url, .feed = s->report.feed,
		.seen_until = s->report.last_seen, .version = s->versions[i] };
}

static void
has(const struct buf *b, const char *wanted)
{
	if (strstr(buf_z(b), wanted) == NULL)
		fail_msg("no \"%s\" in:\n%s", wanted, buf_z(b));
}

static void
has_not(const struct buf *b, const char *unwanted)
{
	if (strstr(buf_z(b), unwanted) != NULL)
		fail_msg("\"%s\" in:\n%s", unwanted, buf_z(b));
}

/* Nothing of a page may act on who reads it, nor a word say too much. */
static void
is_safe(const struct buf *b)
{
	assert_true(utf8_valid(buf_str(b)));
	assert_false(b->full);
	has_not(b, "\x1b");
	has_not(b, "\xe2\x80\xae");
	has_not(b, " hidden");
	has_not(b, "silently");
}

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

/* Every line fits but that of the URL. */
static void
fits(const struct buf *b, size_t width)
{
	struct str rest = buf_str(b), line;

	while (str_line(&rest, &line))
		if (utf8_columns(line) > width &&
		    str_find(line, STR("https://")) < 0)
			fail_msg("%zu columns: %.*s", utf8_columns(line),
			    STR_FMT(line));
}

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
			has(&b, "(as of version 2)");
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

static bool
is_void(struct str tag)
{
	return str_eqz(tag, "meta") || str_eqz(tag, "br");
}

/* Every element that begins ends, in the right order. */
static void
is_balanced(const char *html)
{
	struct str open[64], tag;
	size_t n = 0;

	for (const char *p = html; (p = strchr(p, '<')) != NULL; p++) {
		bool end = p[1] == '/';
		const char *name = p + 1 + end;
		const char *close = strchr(p, '>');

		if (p[1] == '!')
			continue;
		assert_non_null(close);
		tag = str_make(name, strcspn(name, " >/\n"));
		if (end) {
			if (n == 0 || !str_eq(open[n - 1], tag))
				fail_msg("</%.*s> after %.200s", STR_FMT(tag),
				    n > 0 ? open[n - 1].p : "all ended");
			n--;
		} else if (!is_void(tag) && close[-1] != '/') {
			assert_true(n < 64);
			open[n++] = tag;
		}
	}
	assert_int_equal(n, 0);
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
	has(&b, "<del>Nine boats were</del>");
	has(&b, "<ins>Twelve boats were</ins>");
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
		{ "a *b* _c_ `d` [e](f)", "a \\*b\\* \\_c\\_ \\`d\\` \\[e\\](f)" },
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

/* ---- log, changes, digest ----------------------------------------------- */

static void
test_log(void **state)
{
	struct report_options color = { .color = true };
	struct story s;
	struct buf b;

	(void)state;
	story_init(&s);
	buf_init(&b, LIMIT_OUTPUT_BYTES);
	for (int i = 0; i < 3; i++)
		report_log_text(&b, s.report.story, &s.versions[i], NULL);
	is_safe(&b);
	has(&b, "version 0badcafe@2  correction, severity 83\n");
	has(&b, "4 edits, 2 of fact, ");
	buf_clear(&b);
	report_log_text(&b, s.report.story, &s.versions[1], &color);
	has(&b, "\033[");
	has_not(&b, "\033[2J");
	buf_release(&b);
	arena_release(&s.arena);
}

static void
test_changes(void **state)
{
	struct report_change c[3];
	struct story s;
	struct buf b;

	(void)state;
	story_init(&s);
	for (int i = 0; i < 3; i++)
		c[i] = change_of(&s, i);
	report_changes_sort(c, 3);
	assert_int_equal(c[0].version.number, 2);
	assert_int_equal(c[1].version.number, 3);
	assert_int_equal(c[2].version.number, 1);
	buf_init(&b, LIMIT_OUTPUT_BYTES);
	for (int i = 0; i < 2; i++)
		report_change_text(&b, &c[i], NULL);
	is_safe(&b);
	fits(&b, 80);
	has(&b, "no note seen by 2025-03-16 13:30Z");
	has(&b, "note: Correction: An earlier");
	buf_release(&b);
	arena_release(&s.arena);
}

static void
digest_of(struct story *s, size_t n, struct digest_text *out)
{
	static const struct str troubles[] = { { "<i>example.net</i>: no "
		"answer since 2025-03-11", 45 } };
	struct report_change *c = arena_alloc(&s->arena, n + 1, sizeof(*c));
	struct digest d = { .changes = c, .nchanges = n, .since = T0,
		.until = T0 + 24 * HOUR, .troubles = troubles, .ntroubles = 1,
		.footer = STR("You get this because you asked for it.") };

	for (size_t i = 0; i < n; i++)
		c[i] = change_of(s, i == 0 ? 1 : 2);
	digest_write(out, &d);
}

static size_t
count(const char *text, const char *phrase)
{
	size_t n = 0;

	for (; (text = strstr(text, phrase)) != NULL; text++)
		n++;
	return n;
}

static void
test_digest(void **state)
{
	static const size_t sizes[] = { 0, 1, 20, 21, 200, 5000 };
	struct digest_text t;
	struct story s;

	(void)state;
	story_init(&s);
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		size_t n = sizes[i], full = n < 20 ? n : 20;

		digest_of(&s, n, &t);
		is_safe(&t.subject);
		is_safe(&t.text);
		is_safe(&t.html);
		is_balanced(buf_z(&t.html));
		fits(&t.text, 78);
		has_not(&t.subject, "\n");
		has_not(&t.html, "<i>");
		has_not(&t.html, "src=");
		assert_int_equal(count(buf_z(&t.html), "<h2 style=\"margin"),
		    full);
		assert_int_equal(count(buf_z(&t.html), "<tr valign"),
		    (n < 1000 ? n : 1000) - full);
		if (n > 0)
			has(&t.html, "text-decoration:line-through");
		if (n == 5000)
			has(&t.text, "and 4000 more");
		digest_release(&t);
	}
	arena_release(&s.arena);
}

static void
test_subject(void **state)
{
	struct digest_text t;
	struct story s;

	(void)state;
	story_init(&s);
	digest_of(&s, 1, &t);
	assert_true(str_starts(buf_str(&t.subject), "correction: Boats"));
	digest_release(&t);
	digest_of(&s, 3, &t);
	assert_true(str_starts(buf_str(&t.subject), "3 changes; correction: "));
	has(&t.text, "1 correction, 2\nunacknowledged.");
	digest_release(&t);
	digest_of(&s, 0, &t);
	assert_string_equal(buf_z(&t.subject), "No changes, but trouble");
	digest_release(&t);
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
		cmocka_unit_test(test_log),
		cmocka_unit_test(test_changes),
		cmocka_unit_test(test_digest),
		cmocka_unit_test(test_subject),
		cmocka_unit_test(test_put_cut),
		cmocka_unit_test(test_spans),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
