/* A small invented story whose texts are full of traps, for the tests of
 * reports and digests. */
#ifndef TESTS_UNIT_REPORT_STORY_H
#define TESTS_UNIT_REPORT_STORY_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "tracker/base/limits.h"
#include "tracker/base/utf8.h"
#include "tracker/report/report.h"

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

static inline struct diff_span
find(struct str text, const char *phrase)
{
	ptrdiff_t at = str_find(text, str_of(phrase));

	assert_true(at >= 0);
	return (struct diff_span){ (size_t)at, (size_t)at + strlen(phrase) };
}

/* One more edit; a side that is NULL is empty, at the end of its text. */
static inline void
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

static inline void
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

static inline void
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

static inline void
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
			.commit = STR("0123456789abcdef0123"
				      "456789abcdef01234567"),
			.fetched = T0 + i * 20 * HOUR, .published = T0 - HOUR,
			.modified = TIME_NONE, .words = 50,
			.headline = STR("Boats <em>out</em> of the \x1b[2J"
			    "water \xe2\x80\xae" "at Tarrow \xff, \"said\" "
			    "the | master"),
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

static inline struct report_change
change_of(const struct story *s, int i)
{
	return (struct report_change){ .story = s->report.story,
		.url = s->report.url, .feed = s->report.feed,
		.seen_until = s->report.last_seen, .version = s->versions[i] };
}

static inline void
has(const struct buf *b, const char *wanted)
{
	if (strstr(buf_z(b), wanted) == NULL)
		fail_msg("no \"%s\" in:\n%s", wanted, buf_z(b));
}

static inline void
has_not(const struct buf *b, const char *unwanted)
{
	if (strstr(buf_z(b), unwanted) != NULL)
		fail_msg("\"%s\" in:\n%s", unwanted, buf_z(b));
}

/* Nothing of a page may act on who reads it, nor a word say too much. */
static inline void
is_safe(const struct buf *b)
{
	assert_true(utf8_valid(buf_str(b)));
	assert_false(b->full);
	has_not(b, "\x1b");
	has_not(b, "\xe2\x80\xae");
	has_not(b, " hidden");
	has_not(b, "silently");
}

/* Every line fits but that of the URL. */
static inline void
fits(const struct buf *b, size_t width)
{
	struct str rest = buf_str(b), line;

	while (str_line(&rest, &line))
		if (utf8_columns(line) > width &&
		    str_find(line, STR("https://")) < 0)
			fail_msg("%zu columns: %.*s", utf8_columns(line),
			    STR_FMT(line));
}

static inline bool
is_void(struct str tag)
{
	return str_eqz(tag, "meta") || str_eqz(tag, "br");
}

/* Every element that begins ends, in the right order. */
static inline void
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

#endif
