/* Which changes speak of a word, and which fit a filter. */
#include "tests/unit/report_story.h"
#include "tracker/report/history.h"

static void
test_words(void **state)
{
	static const struct {
		const char *word;
		bool speaks;
	} rows[] = {
		{ "boats", true }, { "BOATS", true }, { "boat", false },
		{ "boat*", true }, { "oats", false },
		{ "harbour master", true }, { "harbour  chief", false },
		{ "twelve", true },	/* the new words */
		{ "planned", false },	/* in no paragraph with an edit */
		{ "slip", true }, { "half", true },
		{ "misstated", false }, { "earlier version", true },
		{ "*", false }, { "", false }, { "66", true }, { "6", false },
		{ "mill", false },
	};
	struct str word, speech;
	struct story s;

	(void)state;
	story_init(&s);
	speech = history_speech(&s.versions[1], &s.arena);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		word = str_of(rows[i].word);
		if (history_speaks(speech, &word, 1) !=
		    rows[i].speaks)
			fail_msg("%s", rows[i].word);
	}
	arena_release(&s.arena);
}

/* Letters beyond ASCII have case; scripts without spaces have words inside. */
static void
test_scripts(void **state)
{
	static const struct {
		const char *headline, *word;
		bool speaks;
	} rows[] = {
		{ "Der BÜRGERMEISTER öffnet", "bürgermeister", true },
		{ "Мэр открыл порт", "ПОРТ", true },
		{ "Мэр открыл порты", "порт", false },
		{ "市長が港を開く", "港", true },
		{ "port\u00a0Ansel ferry", "Port Ansel", true },
		{ "the mayor\u2019s plan", "mayor's plan", true },
		{ "ferry\u2013strike", "ferry-strike", true },
		{ "strike", "strike!", false },
		{ "C++ at last", "C++", true },
	};
	struct change c = { .kind = KIND_UPDATE };
	struct report_version v = { .change = &c };
	struct str word;
	struct arena a;

	(void)state;
	arena_init(&a);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		v.headline = str_of(rows[i].headline);
		word = str_of(rows[i].word);
		if (history_speaks(history_speech(&v, &a), &word, 1) !=
		    rows[i].speaks)
			fail_msg("%s", rows[i].word);
	}
	arena_release(&a);
}

static void
test_filter(void **state)
{
	struct history_filter f = { .since = TIME_NONE, .until = TIME_NONE };
	struct str feed = STR("city"), word = STR("twelve");
	struct report_change c;
	struct story s;

	(void)state;
	story_init(&s);
	c = change_of(&s, 1);
	c.seq = 7;
	c.feed = feed;
	assert_true(history_fits(&f, &c));
	f.severity = 84;
	assert_false(history_fits(&f, &c));
	f.severity = 83;
	f.feeds = &feed;
	f.nfeeds = 1;
	assert_true(history_fits(&f, &c));
	c.feed = STR("");
	assert_false(history_fits(&f, &c));
	f.nfeeds = 0;
	f.kinds = 1u << KIND_UPDATE;
	assert_false(history_fits(&f, &c));
	f.kinds = 0;
	f.words = &word;
	f.nwords = 1;
	assert_true(history_fits(&f, &c));
	f.by_sequence = true;
	f.after = 7;
	assert_false(history_fits(&f, &c));
	f.after = 6;
	assert_true(history_fits(&f, &c));
	f.by_sequence = false;
	f.since = c.version.fetched + 1;
	assert_false(history_fits(&f, &c));
	c = change_of(&s, 0);
	f = (struct history_filter){ .since = TIME_NONE, .until = TIME_NONE };
	assert_false(history_fits(&f, &c));	/* a first version */
	f.kinds = 1u << KIND_FIRST;
	assert_true(history_fits(&f, &c));
	arena_release(&s.arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_scripts),
		cmocka_unit_test(test_filter),
	};

	return cmocka_run_group_tests_name("speaks", tests, NULL, NULL);
}
