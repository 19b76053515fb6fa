/* Classification piece by piece: values, quotations, claims, evidence. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "tests/unit/test_classify_cases.h"
#include "tracker/change/facts.h"
#include "tracker/change/phrase.h"

static struct arena arena;

static int
set_up(void **state)
{
	(void)state;
	arena_init(&arena);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

static void
change_of(struct change *c, const char *before, const char *after,
    struct article *old, struct article *new)
{
	case_article(old, &arena, str_of(before));
	case_article(new, &arena, str_of(after));
	classify(c, &arena, old, new, NULL);
}

static void
word_lists_are_sorted(void **state)
{
	(void)state;
	assert_true(words_sorted());
}

/* ---- values ------------------------------------------------------------- */

static unsigned
facts_changed(const char *before, const char *after)
{
	struct change c;
	struct article old, new;
	unsigned out = 0;

	change_of(&c, before, after, &old, &new);
	for (size_t i = 0; i < c.nedits; i++)
		out |= c.edits[i].classes & CLASS_FACT;
	return out;
}

static void
same_value(void **state)
{
	static const char *const rows[][2] = {
		{ "Two men came.", "2 men came." },
		{ "It cost 1,500 euros.", "It cost 1500 euros." },
		{ "It cost $5 million.", "It cost $5m." },
		{ "It lost 5 percent.", "It lost 5%." },
		{ "It lost 5 per cent.", "It lost 5 percent." },
		{ "Twenty-one came.", "21 came." },
		{ "They counted two hundred and five.", "They counted 205." },
		{ "A dozen came.", "Twelve came." },
		{ "The 2nd try failed.", "The second try failed." },
		{ "It is 1.50 metres.", "It is 1.5 meters." },
		{ "About 40 came.", "Around 40 came." },
		{ "It began on Sept. 3.", "It began on September 3." },
		{ "It began on May 30, 2012.", "It began on 30 May 2012." },
		{ "It began at 9 a.m. there.", "It began at 9am there." },
		{ "It is in the U.S. now.", "It is in the United States now." },
		{ "He was not there.", "He wasn't there." },
		{ "The Norvex bank fell.", "The Norvex ( NVX.OL ) bank fell." },
		{ "Gen. Ulf Moe spoke.", "General Ulf Moe spoke." },
		{ "He said \"yes\".", "He said “yes”." },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (facts_changed(rows[i][0], rows[i][1]) != 0)
			fail_msg("not equal: %s / %s", rows[i][0],
			    rows[i][1]);
}

static void
decimals(void **state)
{
	static const struct {
		const char *key;
		unsigned languages;
		uint64_t digits;
		int exponent;
	} rows[] = {
		{ "1.5", LANG_EN, 15, -1 }, { "15", LANG_EN, 15, 0 },
		{ "1,500", LANG_EN, 15, 2 }, { "1500", LANG_EN, 15, 2 },
		{ "1,5", LANG_DE, 15, -1 }, { "1.500", LANG_DE, 15, 2 },
		{ "0", LANG_EN, 0, 0 }, { "2.50", LANG_EN, 25, -1 },
		{ "007", LANG_EN, 7, 0 },
	};
	struct decimal d;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_int_equal(decimal_of(&d, str_of(rows[i].key),
		    rows[i].languages), 0);
		assert_int_equal(d.digits, rows[i].digits);
		assert_int_equal(d.exponent, rows[i].exponent);
	}
	assert_int_equal(decimal_of(&d,
	    STR("99999999999999999999999999"), LANG_EN), -1);
	assert_int_equal(decimal_of(&d, STR("10:30"), LANG_EN), -1);
}

/* ---- quotations --------------------------------------------------------- */

static void
quotations(void **state)
{
	static const struct {
		const char *text, *inside, *outside;
	} rows[] = {
		{ "He said \"a b\" there.", "a b", "there" },
		{ "He said “a b” there.", "a b", "there" },
		{ "The boys' hut was 'a b' to him.", "a b", "hut" },
		{ "It's Ole's „a b“ now.", "a b", "now" },
		{ "«a b», dit-il.", "a b", "dit" },
		{ "“a b goes on\n\n“and on” she said", "goes on", "she" },
		{ "the '90s were his' and a b", NULL, "a b" },
	};
	struct quotes q;
	struct str s;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		s = str_of(rows[i].text);
		quotes_find(&q, &arena, s);
		if (rows[i].inside != NULL)
			assert_non_null(quotes_at(&q, (size_t)str_find(s,
			    str_of(rows[i].inside))));
		assert_null(quotes_at(&q, (size_t)str_find(s,
		    str_of(rows[i].outside))));
	}
}

/* ---- claims ------------------------------------------------------------- */

static void
checked(struct reconciliation *r, const char *before, const char *after,
    const char *wrong, const char *right, enum note_place place)
{
	struct change *c = arena_alloc(&arena, 1, sizeof(*c));
	struct article *old = arena_alloc(&arena, 1, sizeof(*old));
	struct article *new = arena_alloc(&arena, 1, sizeof(*new));

	change_of(c, before, after, old, new);
	assert_int_equal(c->nnotes, 1);
	/* the claim is given: how it is read is the note's own test */
	c->notes[0].read.nclaims = 1;
	c->notes[0].read.claims[0] = (struct note_claim){ str_of(wrong),
		str_of(right), place };
	reconcile(r, &arena, c, old, new);
	assert_int_equal(r->nclaims, 1);
}

#define NOTE " ## Correction: An earlier version of this article was wrong."

static void
verdicts(void **state)
{
	static const struct {
		const char *before, *after, *wrong, *right;
		enum note_place place;
		enum claim_verdict verdict;
		size_t residuals;
	} rows[] = {
		{ "He is 54.", "He is 45." NOTE, "54", "45", PLACE_UNSAID,
		    CLAIM_MATCHED, 0 },
		{ "Nine died.", "Six died." NOTE, "9", "six", PLACE_UNSAID,
		    CLAIM_MATCHED, 0 },
		{ "It is on May 30.", "It is on May 31." NOTE, "30 May",
		    "31 May", PLACE_UNSAID, CLAIM_MATCHED, 0 },
		{ "Mr. Holm spoke.", "Mr. Helm spoke." NOTE, "Holm",
		    "Dr. Helm", PLACE_UNSAID, CLAIM_MATCHED, 0 },
		{ "A trainer came. ¶ Trainers left.",
		    "An officer came. ¶ Trainers left." NOTE, "trainers",
		    "officers", PLACE_UNSAID, CLAIM_PARTIAL, 1 },
		{ "It is red. ¶ So it was.", "It is red. ¶ So it is." NOTE,
		    "red", "blue", PLACE_UNSAID, CLAIM_UNFULFILLED, 1 },
		{ "It is red.", "It is odd." NOTE, "red", "blue",
		    PLACE_AUDIO, CLAIM_UNLOCATABLE, 0 },
		{ "The dam of mud broke.", "The dam broke." NOTE, "of mud",
		    "", PLACE_UNSAID, CLAIM_MATCHED, 0 },
		{ "The head firm spoke.", "The head of firm spoke." NOTE, "",
		    "head of firm", PLACE_UNSAID, CLAIM_MATCHED, 0 },
		{ "Ann Moe sang.", "Ann Moe Lie sang." NOTE, "Ann Moe",
		    "Ann Moe Lie", PLACE_UNSAID, CLAIM_MATCHED, 0 },
		{ "He had 12 cows for 12 years.",
		    "He had 21 cows for 12 years." NOTE, "12", "21",
		    PLACE_UNSAID, CLAIM_MATCHED, 0 },
	};
	struct reconciliation r;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		checked(&r, rows[i].before, rows[i].after, rows[i].wrong,
		    rows[i].right, rows[i].place);
		if (r.claims[0].verdict != rows[i].verdict ||
		    r.claims[0].nresiduals != rows[i].residuals)
			fail_msg("%s: %s, %zu residuals (%.*s)",
			    rows[i].after,
			    claim_verdict_name(r.claims[0].verdict),
			    r.claims[0].nresiduals,
			    STR_FMT(r.claims[0].because));
	}
}

/* The words where they are the error, and where they do other work. */
static void
senses(void **state)
{
	static const struct {
		const char *before, *after, *wrong, *right;
		size_t residuals, others;
		const char *reason;
	} rows[] = {
		/* a number goes with what it counts */
		{ "He had 12 cows. ¶ It took 12 years.",
		    "He had 21 cows. ¶ It took 12 years.", "12", "21", 0, 1,
		    "\"years\" here, with \"cows\"" },
		{ "He had 12 cows. ¶ The 12 cows left.",
		    "He had 21 cows. ¶ The 12 cows left.", "12", "21", 1, 0,
		    NULL },
		/* a headline has fewer words for the same */
		{ "Farm fire kills 12 // The fire killed 12 cows.",
		    "Farm fire kills 12 // The fire killed 21 cows.", "12",
		    "21", 1, 0, NULL },
		/* nothing was corrected: all of it may be the error */
		{ "He had 12 cows. ¶ So it was. ¶ It took 12 years.",
		    "He had 12 cows. ¶ So it is. ¶ It took 12 years.", "12",
		    "21", 2, 0, NULL },
		/* opposites and directions */
		{ "Prices rose in May. ¶ The sun rose over Marl.",
		    "Prices fell in May. ¶ The sun rose over Marl.", "rose",
		    "fell", 0, 1, "something else" },
		{ "The dam lies north of Hale. ¶ A north wind blew.",
		    "The dam lies south of Hale. ¶ A north wind blew.",
		    "north", "south", 0, 1, "\"wind\"" },
		/* two of one name */
		{ "It was Odd Holm. ¶ Eva Holm sang. ¶ Then Holm left.",
		    "It was Odd Helm. ¶ Eva Holm sang. ¶ Then Holm left.",
		    "Holm", "Helm", 1, 1, "\"Eva Holm\"" },
		{ "So Holm said. ¶ It was Odd Holm.",
		    "So Helm said. ¶ It was Odd Holm.", "Holm", "Helm", 1, 0,
		    NULL },
		{ "It was Odd Holm. ¶ So Captain Holm left.",
		    "It was Odd Helm. ¶ So Captain Holm left.", "Holm",
		    "Helm", 1, 0, NULL },
	};
	struct reconciliation r;
	struct claim_result *c;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		checked(&r, rows[i].before, arena_printf(&arena, "%s" NOTE,
		    rows[i].after).p, rows[i].wrong, rows[i].right,
		    PLACE_UNSAID);
		c = &r.claims[0];
		if (c->nresiduals != rows[i].residuals ||
		    c->nothers != rows[i].others)
			fail_msg("%s: %zu residuals, %zu others (%.*s)",
			    rows[i].after, c->nresiduals, c->nothers,
			    STR_FMT(c->because));
		if (rows[i].reason != NULL && str_find(c->others[0].apart,
		    str_of(rows[i].reason)) < 0)
			fail_msg("%s: %.*s", rows[i].after,
			    STR_FMT(c->others[0].apart));
	}
}

/* In the manner of the story the tracker was made for. */
static void
still_in_a_quotation(void **state)
{
	static const char before[] = "Army divers trickle back // A handful "
	    "of army divers came back to the coast, a sign of some trust. ¶ "
	    "Fewer than 10 men were sent to a camp near Peshawar to teach "
	    "local divers. ¶ The captain spoke of trust: \"It (the divers' "
	    "return) is a start.\"";
	static const char after[] = "CORRECTED-(OFFICIAL)-Army trickles back "
	    "// A handful of army officials came back to the coast, a sign of "
	    "some trust. ¶ Two officers were sent in the last weeks to "
	    "Peshawar, where there had been none. ¶ The captain spoke of "
	    "trust: \"It (the divers' return) is a start.\" ## (In May 3 "
	    "story, official clarifies to say those back are liaison "
	    "officers, not divers)";
	struct reconciliation r;
	const struct claim_result *c;

	(void)state;
	checked(&r, before, after, "divers", "liaison officers",
	    PLACE_UNSAID);
	c = &r.claims[0];
	assert_int_equal(c->verdict, CLAIM_PARTIAL);
	assert_true(str_find(c->because, STR("nowhere")) >= 0);
	assert_true(str_find(c->because, STR("still stands")) >= 0);
	assert_int_equal(c->nresiduals, 1);
	assert_true(c->residuals[0].quoted);
	assert_int_equal(c->residuals[0].part, PART_BODY);
	assert_int_equal(c->residuals[0].paragraph, 3);
	assert_true(str_find(c->residuals[0].context, STR("divers'")) >= 0);
	/* the second paragraph was written anew without a word in the note */
	assert_true(r.nbeyond > 0);
	assert_int_equal(r.beyond[0]->new_paragraph, 2);
}

/* What a note says without quoting it is no surprise; the rest is. */
static void
beyond_and_named(void **state)
{
	static const struct {
		const char *before, *after;
		size_t named, beyond;
	} rows[] = {
		{ "It cost 133 crowns. ¶ Ann Moe sang.",
		    "It cost 331 crowns. ¶ Ann Moe sang. ## (This story is "
		    "corrected to fix number in paragraph 1)", 1, 0 },
		{ "It cost 133 crowns. ¶ It had 12 cows.",
		    "It cost 331 crowns. ¶ It had 21 cows. ## (This story is "
		    "corrected to fix number in paragraph 1)", 1, 1 },
		{ "It cost 133 crowns. ¶ Ann Moe sang.",
		    "It cost 331 crowns. ¶ Eva Lie sang. ## (This story is "
		    "corrected to fix number in paragraph 1)", 1, 1 },
		{ "It was the law of 1986. ¶ Ann Moe sang.",
		    "It was the law of 2006. ¶ Eva Lie sang. ## (This story "
		    "corrects the law to that of 2006)", 0, 1 },
	};
	struct article old, new;
	struct reconciliation r;
	struct change c;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		change_of(&c, rows[i].before, rows[i].after, &old, &new);
		assert_int_equal(c.nnotes, 1);
		reconcile(&r, &arena, &c, &old, &new);
		if (r.nnamed != rows[i].named || r.nbeyond != rows[i].beyond)
			fail_msg("%s: %zu named, %zu beyond", rows[i].after,
			    r.nnamed, r.nbeyond);
	}
}

static void
no_earlier_version(void **state)
{
	struct article new;
	struct change c;
	struct reconciliation r;

	(void)state;
	case_article(&new, &arena, STR("It is red." NOTE));
	classify(&c, &arena, NULL, &new, NULL);
	assert_int_equal(c.kind, KIND_FIRST);
	assert_int_equal(c.severity, 0);
	c.notes[0].read.nclaims = 1;
	c.notes[0].read.claims[0] = (struct note_claim){ STR("red"),
		STR("blue"), PLACE_UNSAID };
	reconcile(&r, &arena, &c, NULL, &new);
	assert_int_equal(r.claims[0].verdict, CLAIM_NO_EARLIER_VERSION);
	assert_int_equal(r.claims[0].nresiduals, 1);
	assert_int_equal(r.nbeyond, 0);
}

/* ---- evidence and order ------------------------------------------------- */

static bool
says(const struct change *c, const char *words)
{
	for (size_t i = 0; i < c->nevidence; i++)
		if (str_find(c->evidence[i], str_of(words)) >= 0)
			return true;
	return false;
}

static void
silence_has_a_time(void **state)
{
	struct classify_context context = { .seen_until = 1338482880 };
	struct str note = STR("Correction: An earlier version misspelled the "
	    "name of the pilot as Olaf Brun.");
	struct article old, new;
	struct change c;

	(void)state;
	case_article(&old, &arena, STR("Nine died."));
	case_article(&new, &arena, STR("Six died."));
	classify(&c, &arena, &old, &new, &context);
	assert_int_equal(c.kind, KIND_UNACKNOWLEDGED);
	assert_true(says(&c, "no note seen by 2012-05-31T16:48:00Z"));
	assert_false(says(&c, "hidden"));
	assert_false(says(&c, "speaks of it"));
	context.later_notes = &note;
	context.nlater_notes = 1;
	classify(&c, &arena, &old, &new, &context);
	assert_int_equal(c.kind, KIND_UNACKNOWLEDGED);
	assert_true(says(&c, "no note seen by 2012-05-31T16:48:00Z speaks of "
	    "it"));
}

/* The differ changes "41" alone; the note says "41 million". */
static void
a_later_note_speaks_with_units(void **state)
{
	struct str note = STR("Correction: An earlier version of this article "
	    "said the repairs cost 41 million crowns. They cost 43 million.");
	struct classify_context context = { .seen_until = TIME_NONE,
		.later_notes = &note, .nlater_notes = 1 };
	struct article old, new;
	struct change c;

	(void)state;
	case_article(&old, &arena, STR("Repairs cost 41 million crowns."));
	case_article(&new, &arena, STR("Repairs cost 43 million crowns."));
	classify(&c, &arena, &old, &new, &context);
	assert_int_equal(c.kind, KIND_CORRECTION);
}

static void
a_month_is_no_modal(void **state)
{
	struct classify_context context = { .seen_until = TIME_NONE };
	struct article old, new;
	struct change c;

	(void)state;
	case_article(&old, &arena, STR("The ferry sank in May 2011 at Kell."));
	case_article(&new, &arena, STR("The ferry sank in June 2011 at Kell."));
	classify(&c, &arena, &old, &new, &context);
	assert_int_equal(c.nedits, 1);
	assert_true((c.edits[0].classes & CLASS_DATE) != 0);
	assert_true((c.edits[0].classes & CLASS_MODALITY) == 0);
}

static void
moved_block_keeps_its_edits(void **state)
{
	struct article old, new;
	struct change c;
	unsigned all = 0, altered = 0;

	(void)state;
	change_of(&c, "The dam is full to the brim this spring and 12 boats "
	    "are on it. ¶ Farmers along the river bank are pleased with it. "
	    "¶ The fish are back in the upper pools of the stream.",
	    "Farmers along the river bank are pleased with it. ¶ The fish "
	    "are back in the upper pools of the stream. ¶ The dam is full to "
	    "the brim this spring and 21 boats are on it.", &old, &new);
	for (size_t i = 0; i < c.nedits; i++) {
		all |= c.edits[i].classes;
		altered |= c.edits[i].altered;
	}
	assert_true((all & CLASS_NUMBER) != 0);
	assert_true((altered & CLASS_NUMBER) != 0);
	assert_int_equal(c.kind, KIND_UNACKNOWLEDGED);
}

static void
worse_is_more_severe(void **state)
{
	static const char *const rows[][2] = {
		{ "It  rained.", "It rained." },
		{ "It rained. So it was.",
		    "It rained. So it was. The fair went on in the hall." },
		{ "The baker ran away.", "The nurse ran away." },
		{ "It cost 5 euros.", "It cost 9 euros." },
		{ "He was not there.", "He was there." },
		{ "Guilty: 9 of 12 men // He was not there.",
		    "Innocent: 6 of 12 men // He was there." },
	};
	struct article old, new;
	struct change c;
	int last = -1;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		change_of(&c, rows[i][0], rows[i][1], &old, &new);
		if (c.severity <= last || c.severity > 100)
			fail_msg("%d after %d: %s", c.severity, last,
			    rows[i][1]);
		last = c.severity;
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(word_lists_are_sorted),
		cmocka_unit_test(same_value),
		cmocka_unit_test(decimals),
		cmocka_unit_test(quotations),
		cmocka_unit_test(verdicts),
		cmocka_unit_test(senses),
		cmocka_unit_test(still_in_a_quotation),
		cmocka_unit_test(beyond_and_named),
		cmocka_unit_test(no_earlier_version),
		cmocka_unit_test(silence_has_a_time),
		cmocka_unit_test(a_later_note_speaks_with_units),
		cmocka_unit_test(a_month_is_no_modal),
		cmocka_unit_test(moved_block_keeps_its_edits),
		cmocka_unit_test(worse_is_more_severe),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
