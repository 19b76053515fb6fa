/* Lines of `log` and `changes`, and the digest mail. */
#include "tests/unit/report_story.h"

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
	has(&b, "no note seen by 2025-03-16 13:30Z speaks of it");
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
		assert_int_equal(count(buf_z(&t.html), "<h2 dir=\"auto"),
		    full);
		assert_int_equal(count(buf_z(&t.html), "<tr valign"),
		    (n < 1000 ? n : 1000) - full);
		if (n > 0)
			has(&t.html, "text-decoration:line-through");
		if (n > 0)
			has(&t.html, "[added: </span>Twelve boats");
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

/* What would be too long in full is a line each, the gravest too. */
static void
test_brief(void **state)
{
	struct report_change c[2];
	struct digest d = { .changes = c, .nchanges = 2, .since = T0,
		.until = T0 + HOUR, .brief = true };
	struct digest_text t;
	struct story s;

	(void)state;
	story_init(&s);
	c[0] = change_of(&s, 1);
	c[1] = change_of(&s, 2);
	digest_write(&t, &d);
	has(&t.text, "Too much for one mail, so a line each:");
	has(&t.html, "Too much for one mail, a line each");
	assert_int_equal(count(buf_z(&t.text), "archived:"), 0);
	assert_int_equal(count(buf_z(&t.html), "<blockquote"), 0);
	digest_release(&t);
	arena_release(&s.arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_log),
		cmocka_unit_test(test_changes),
		cmocka_unit_test(test_digest),
		cmocka_unit_test(test_subject),
		cmocka_unit_test(test_brief),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
