/* What two texts share, and a note's wrong phrase in another text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "tracker/change/passages.h"
#include "tracker/change/standing.h"

static const char survey[] =
    "Fourteen surveyors went back to the Sorrel islands on Monday, five weeks "
    "after the storm that had driven them off.\n\nThey found three of their "
    "nine masts broken and the hut full of sand, Maren Holt of the harbour "
    "office told this newspaper by telephone.\n\n\"The tide gauge still works, "
    "to everyone's surprise,\" she said. \"We had written it off.\"\n\nThe "
    "survey is to say by June whether a pier can be built in the eastern bay.";

/* The same event, told by someone who was there too. */
static const char other[] =
    "A team that measures the Sorrel islands has returned after the storm of "
    "last month, and it did not like what it saw.\n\nOf nine masts only six "
    "were standing. There was sand in every drawer of the hut, one of them "
    "said on the quay.\n\nMaren Holt, who speaks for the harbour office, was "
    "glad of one thing: the gauge had gone on working.\n\nIn June all will "
    "know whether there can be a pier or not.";

static struct arena arena;

static int
setup(void **state)
{
	(void)state;
	arena_init(&arena);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

static struct passages
between(const char *a, const char *b)
{
	struct passage_text x, y;
	struct passages p;

	passage_text_read(&x, &arena, str_of(a));
	passage_text_read(&y, &arena, str_of(b));
	passages_find(&p, &arena, &x, &y);
	return p;
}

/* Every `each`th word becomes another. */
static const char *
edited(const char *text, int each)
{
	struct buf b;
	const char *p = text;
	size_t n;

	buf_init(&b, 10000);
	for (int i = 1; *p != '\0'; i++) {
		n = strcspn(p, " \n");
		if (i % each == 0)
			buf_addf(&b, "word%d", i);
		else
			buf_add(&b, p, n);
		p += n;
		n = strspn(p, " \n");
		buf_add(&b, p, n);
		p += n;
	}
	p = arena_strz(&arena, buf_str(&b));
	buf_release(&b);
	return p;
}

static void
a_copy_is_one(void **state)
{
	struct passages p = between(survey, survey);

	(void)state;
	assert_true(passages_are_copy(&p));
	assert_int_equal(p.words, p.of);
	assert_true(str_eqz(p.longest, survey) ||
	    p.longest.n == strlen(survey) - 1);	/* without the full stop */
	for (int each = 10; each > 2; each--) {
		p = between(survey, edited(survey, each));
		assert_true(passages_are_copy(&p));
	}
}

static void
another_report_is_none(void **state)
{
	struct passages p = between(survey, other);

	(void)state;
	assert_false(passages_are_copy(&p));
	assert_true(p.share < 0.15);
	p = between(survey, "");
	assert_int_equal(p.of, 0);
	assert_false(passages_are_copy(&p));
	p = between("Sorrel islands", "Sorrel islands");
	assert_false(passages_are_copy(&p));
}

static void
a_quotation_alone_is_none(void **state)
{
	char text[2000];
	struct passages p;

	(void)state;
	snprintf(text, sizeof(text), "%s\n\n\"The tide gauge still works, to "
	    "everyone's surprise,\" she said.", other);
	p = between(survey, text);
	assert_false(passages_are_copy(&p));
	assert_true(p.longest_words >= 9);
	/* nor are two that stand apart, if nothing joins them */
	snprintf(text, sizeof(text), "The tide gauge still works, to everyone's "
	    "surprise, she said. %s\n\nThe survey is to say by June whether a "
	    "pier can be built in the eastern bay.", other);
	p = between(survey, text);
	assert_true(p.share > 0.2 && p.words >= 30);
	assert_false(passages_are_copy(&p));
}

static void
moved_and_cut(void **state)
{
	char text[2000];
	const char *second = strstr(survey, "They found");
	struct passages p;

	(void)state;
	snprintf(text, sizeof(text), "%s\n\n%.*s", second,
	    (int)(second - survey), survey);
	p = between(survey, text);
	assert_true(p.share > 0.95);
	/* a short text inside a long one is a copy of its part */
	p = between(survey, second);
	assert_true(p.share > 0.95);
	assert_true(p.of < 60);
}

static void
han(void **state)
{
	static const char a[] = "水車小屋は再び動く。新しい持ち主が水曜日に話し"
	    "た。十一年ぶりのことである。車輪は谷の工場に運ばれ、五月に戻った。";
	static const char b[] = "水車小屋は再び動く。新しい持ち主が木曜日に述べ"
	    "た。十一年ぶりのことである。車輪は谷の工場に運ばれ、五月に戻った。";
	static const char c[] = "港の渡し船は冬の間ずっと修理されていた。切符の"
	    "値段は去年と同じだと市長は言った。";
	struct passages p = between(a, b);

	(void)state;
	assert_true(p.share > 0.8);
	assert_true(passages_are_copy(&p));
	p = between(a, c);
	assert_false(passages_are_copy(&p));
}

/* A page of captions says the same names again and again. */
static void
said_again_counts_once(void **state)
{
	struct buf b;
	struct passages p;

	(void)state;
	buf_init(&b, 100000);
	for (int i = 0; i < 40; i++)
		buf_addf(&b, "Maren Holt of the harbour office at quay %d on "
		    "the Sorrel islands, by our man with a camera.\n\n", i);
	p = between(buf_z(&b), survey);
	assert_false(passages_are_copy(&p));
	p = between(survey, buf_z(&b));
	assert_false(passages_are_copy(&p));
	assert_true(p.words < 12);
	buf_release(&b);
}

/* ---- wrong phrases ------------------------------------------------------ */

static void
story_of(struct article *a, const char *headline, const char *body)
{
	struct block *b = arena_alloc(&arena, 16, sizeof(*b));
	const char *p = body;
	size_t n;

	article_init(a);
	a->headline = str_of(headline);
	a->language = STR("en");
	for (a->blocks = b; *p != '\0' && a->nblocks < 16;) {
		n = strcspn(p, "\n");
		b[a->nblocks++] = (struct block){ BLOCK_PARAGRAPH,
			str_make(p, n) };
		p += n + strspn(p + n, "\n");
	}
}

static struct standings
standing_in(const char *old, const char *new, const char *wrong,
    const char *right, const char *headline, const char *text)
{
	struct note_claim claim = { .wrong = str_of(wrong),
		.right = str_of(right) };
	struct article a, b, c;
	struct change change;
	struct standings s;

	story_of(&a, "Surveyors back on Sorrel", old);
	story_of(&b, "Surveyors back on Sorrel", new);
	story_of(&c, headline, text);
	classify(&change, &arena, &a, &b, NULL);
	assert_int_equal(standing_before(&change, &claim, STR("en")), 1);
	standing_find(&s, &arena, &change, &claim, &c);
	return s;
}

#define OLD "They found three of their nine masts broken.\nMaren Holt of the " \
	"harbour office said 40 engineers would come."
#define NEW "They found three of their nine masts broken.\nMaren Holt of the " \
	"harbour office said 14 surveyors would come."

static void
the_error_in_a_copy(void **state)
{
	struct standings s = standing_in(OLD, NEW, "engineers", "surveyors",
	    "Masts down", "Some rain fell.\nIn the harbour office, Maren Holt "
	    "said \"40 engineers\" would come soon. She had tea.");

	(void)state;
	assert_int_equal(s.n, 1);
	assert_int_equal(s.same, 1);
	assert_int_equal(s.v[0].at.part, PART_BODY);
	assert_int_equal(s.v[0].at.paragraph, 2);
	assert_true(s.v[0].at.quoted);
	assert_true(str_eqz(s.v[0].at.context, "In the harbour office, Maren "
	    "Holt said \"40 engineers\" would come soon."));
	s = standing_in(OLD, NEW, "engineers", "surveyors", "Engineers said "
	    "to come to harbour office", NEW);
	assert_int_equal(s.same, 1);
	assert_int_equal(s.v[0].at.part, PART_HEADLINE);
}

static void
words_in_their_own_right(void **state)
{
	struct standings s = standing_in(OLD, NEW, "engineers", "surveyors",
	    "Masts down", NEW "\nA union of engineers marched in Quill over "
	    "the price of bread and the length of the day.");

	(void)state;
	assert_int_equal(s.n, 1);
	assert_int_equal(s.same, 0);
	/* a number counts only where it counts the same */
	s = standing_in(OLD, NEW, "40", "14", "Masts down", NEW "\nThe masts "
	    "are 40 metres tall.");
	assert_int_equal(s.n, 0);
	s = standing_in(OLD, NEW, "40", "14", "Masts down", "Forty engineers "
	    "would come, Maren Holt said.");
	assert_int_equal(s.same, 1);
	/* the copy's own note is no place */
	s = standing_in(OLD, NEW, "engineers", "surveyors", "Masts down",
	    NEW "\nCorrection: An earlier version of this story said engineers "
	    "would come. They are surveyors.");
	assert_int_equal(s.n, 0);
}

static void
a_part_of_what_is_right(void **state)
{
	struct standings s = standing_in("The boat Osprey sails.",
	    "The boat Osprey II sails.", "Osprey", "Osprey II", "Boats",
	    "The boat Osprey II sails again.");

	(void)state;
	assert_int_equal(s.n, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_copy_is_one),
		cmocka_unit_test(another_report_is_none),
		cmocka_unit_test(a_quotation_alone_is_none),
		cmocka_unit_test(moved_and_cut),
		cmocka_unit_test(han),
		cmocka_unit_test(said_again_counts_once),
		cmocka_unit_test(the_error_in_a_copy),
		cmocka_unit_test(words_in_their_own_right),
		cmocka_unit_test(a_part_of_what_is_right),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
