/* Copies in every rendering: what is said, and nothing of a page at work. */
#include "tests/unit/report_story.h"

static int first[] = { 1, 2, 3, 5 };

static void
copies_init(struct story *s, struct report_standing *claims,
    struct report_copy *c)
{
	claims[0] = (struct report_standing){ .note = &s->report.notes[0],
		.claim = &s->claim.claim, .state = COPY_STANDING,
		.versions = first, .nversions = 4, .since = T0,
		.until = T0 + 68 * HOUR, .after_note = 48 * HOUR,
		.at = s->residual, .places = 2 };
	claims[1] = claims[0];
	claims[1].state = COPY_GONE;
	claims[1].gone_in = 6;
	claims[2] = (struct report_standing){ .note = &s->report.notes[0],
		.claim = &s->claim.claim, .since = TIME_NONE,
		.until = TIME_NONE };
	for (int i = 0; i < 3; i++)
		c[i] = (struct report_copy){ .story = STR("c0ffee00"),
			.url = STR("https://copy.example/\x1b[2J<b>?x=1&y=2"),
			.feed = STR("<i>wire</i>"), .state = STR("gone"),
			.headline = STR("\xe2\x80\xae Boats"),
			.first_seen = T0, .last_seen = T0 + 68 * HOUR,
			.nversions = 6, .share = 0.836, .words = 92, .of = 110,
			.passage = STR("Nine <b>boats</b> \x1b[31m\n\nwere out"),
			.passage_words = 4, .claims = &claims[i],
			.nclaims = 1, .standing = i == 0 };
	s->report.copies = c;
	s->report.ncopies = 3;
}

/* Lines are broken where they must: looked at as one. */
static void
says(const struct buf *b, const char *wanted)
{
	struct buf line;

	buf_init(&line, LIMIT_OUTPUT_BYTES);
	for (size_t i = 0; i < b->n; i++)
		if ((b->p[i] != ' ' && b->p[i] != '\n') || (line.n > 0 &&
		    line.p[line.n - 1] != ' '))
			buf_addc(&line, b->p[i] == '\n' ? ' ' : b->p[i]);
	has(&line, wanted);
	buf_release(&line);
}

static void
test_command(void **state)
{
	struct report_standing claims[3];
	struct report_copy c[3];
	struct story s;
	struct buf b;

	(void)state;
	story_init(&s);
	copies_init(&s, claims, c);
	buf_init(&b, LIMIT_OUTPUT_BYTES);
	report_copies_text(&b, &s.report, NULL);
	is_safe(&b);
	fits(&b, 80);
	says(&b, "3 copies, 1 still with a wrong phrase");
	says(&b, "feed <i>wire</i>, 84 % of the text, first seen 2025-03-12 "
	    "09:30Z, 6 versions, gone");
	says(&b, "! \"Nine boats\" (right: \"Twelve boats\"): in versions 1 to "
	    "3, 5 since 2025-03-12 09:30Z, still there at 2025-03-15 05:30Z, 2 "
	    "days after the note");
	says(&b, "paragraph 3, inside a quotation, and in 1 more place: ");
	says(&b, "gone since version 6 of 2025-03-15 05:30Z, 2 days later than "
	    "the note");
	says(&b, "\"Twelve boats\"): in no version");
	buf_clear(&b);
	s.report.ncopies = 0;
	report_copies_text(&b, &s.report, NULL);
	says(&b, "no copies among the stories watched");
	buf_release(&b);
	arena_release(&s.arena);
}

static void
test_formats(void **state)
{
	struct report_standing claims[3];
	struct report_copy c[3];
	struct story s;
	struct buf b;

	(void)state;
	story_init(&s);
	copies_init(&s, claims, c);
	buf_init(&b, LIMIT_OUTPUT_BYTES);
	for (const struct report_format *f = report_formats; f->name; f++) {
		f->write(&b, &s.report, NULL);
		is_safe(&b);
		if (strcmp(f->name, "json") != 0)
			says(&b, "Elsewhere: 3 copies, 1 still with a wrong "
			    "phrase");
		if (strcmp(f->name, "html") == 0) {
			is_balanced(buf_z(&b));
			has_not(&b, "<i>");
			has_not(&b, "/<b>");
		}
		buf_clear(&b);
	}
	report_json(&b, &s.report, NULL);
	has(&b, "\"copies\":[{\"copy\":\"c0ffee00\"");
	has(&b, "\"versions\":[1,2,3,5],\"since\":\"2025-03-12T09:30:00Z\","
	    "\"until\":\"2025-03-15T05:30:00Z\",\"gone_in\":6,"
	    "\"after_note\":172800");
	has(&b, "\"state\":\"never\",\"versions\":[],\"since\":null,"
	    "\"until\":null,\"gone_in\":null,\"after_note\":null,\"places\":0,"
	    "\"part\":null,\"paragraph\":null");
	buf_clear(&b);
	s.report.ncopies = 0;
	report_text(&b, &s.report, NULL);
	has_not(&b, "Elsewhere");
	buf_release(&b);
	arena_release(&s.arena);
}

static void
test_mail(void **state)
{
	struct report_standing claims[3];
	struct report_copy c[3];
	struct digest_text t;
	struct story s;
	struct report_change change;
	struct digest d = { .changes = &change, .nchanges = 1, .since = T0,
		.until = T0 + 24 * HOUR };

	(void)state;
	story_init(&s);
	copies_init(&s, claims, c);
	change = change_of(&s, 1);
	change.copies = c;
	change.ncopies = 1;
	digest_write(&t, &d);
	is_safe(&t.text);
	is_safe(&t.html);
	is_balanced(buf_z(&t.html));
	fits(&t.text, 78);
	has(&t.text, "Elsewhere: https://copy.example/");
	says(&t.text, "still there at 2025-03-15 05:30Z");
	has(&t.html, "Elsewhere:</span> <a ");
	digest_release(&t);
	arena_release(&s.arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_command),
		cmocka_unit_test(test_formats),
		cmocka_unit_test(test_mail),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
