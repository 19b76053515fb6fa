/* Notes: which paragraphs are one, of which kind, and what they claim. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tracker/note/note.h"
#include "tracker/note/shapes.h"

static const struct {
	enum note_kind kind;
	const char *text;
} kinds[] = {
	/* labels */
	{ NOTE_CORRECTION, "Correction: The bridge is 40 metres long." },
	{ NOTE_CORRECTION, "CORRECTION, May 5: The mayor's name is Orla "
	    "Venn." },
	{ NOTE_CORRECTION, "Correction 5 May 2021: The ferry is the Marlin." },
	{ NOTE_CORRECTION, "Correction \xe2\x80\x94 An earlier version of this "
	    "story misstated the toll." },
	{ NOTE_CORRECTION, "Corrections & Amplifications" },
	{ NOTE_CORRECTION, "Correction Appended" },
	{ NOTE_EDITOR, "Editors\xe2\x80\x99 Note Appended" },
	{ NOTE_CLARIFICATION, "Clarification: The vote was advisory." },
	{ NOTE_CORRECTION, "For the record: Venn was born in 1961." },
	{ NOTE_CORRECTION, "Editor's note: An earlier version of this article "
	    "misidentified the pilot." },
	{ NOTE_UPDATE, "Editor's Note: This story was updated at 5 p.m. to "
	    "include the council's reply." },
	/* wires */
	{ NOTE_CORRECTION, "(Corrects paragraph 4 to show 12 boats, not 21)" },
	{ NOTE_CORRECTION, "(In May 3 story, corrects third paragraph to say "
	    "Lund)" },
	{ NOTE_CLARIFICATION, "(In May 3 story, official clarifies to say the "
	    "men are surveyors, not guards)" },
	{ NOTE_CORRECTION, "(This May 3 story has been corrected to change "
	    "Lund to Lunde in paragraph 2)" },
	{ NOTE_REFILE, "(This story has been refiled to fix a typo in the "
	    "headline)" },
	{ NOTE_REFILE, "(Refiles to add dropped word in first paragraph)" },
	{ NOTE_UPDATE, "(Adds details, background, quote)" },
	{ NOTE_UPDATE, "(Updates with closing prices, changes dateline)" },
	{ NOTE_WITHDRAWAL, "Please kill the story Harbour Fire, V0412." },
	{ NOTE_CORRECTION, "This story has been corrected to show that the "
	    "dam, not the weir, failed." },
	/* newspapers and the web */
	{ NOTE_CORRECTION, "An earlier version of this article misspelled the "
	    "surname of Orla Venn." },
	{ NOTE_CORRECTION, "Because of an editing error, an earlier version of "
	    "this article gave the wrong date." },
	{ NOTE_CORRECTION, "\xe2\x80\xa2 This article was amended on "
	    "5 May 2021 "
	    ""
	    "to correct the spelling of Lunde." },
	{ NOTE_CORRECTION, "We mistakenly reported that the ferry sank." },
	{ NOTE_CORRECTION, "The audio of this story incorrectly says the dam "
	    "is in Kell." },
	{ NOTE_CORRECTION, "*Editor\xe2\x80\x99s note: A previous "
	    "version of this "
	    ""
	    "story incorrectly named the school." },
	{ NOTE_UPDATE, "This story has been updated with additional "
	    "information." },
	{ NOTE_WITHDRAWAL, "This article has been removed following a legal "
	    "complaint." },
	/* other languages */
	{ NOTE_CORRECTION, "Rettelse: I en tidligere versjon sto det at "
	    "brua er stengt." },
	{ NOTE_CORRECTION, "I en tidligere versjon av denne saken skrev vi at "
	    "brua er stengt." },
	{ NOTE_CLARIFICATION, "Presisering: Avstemningen var rådgivende." },
	{ NOTE_CORRECTION, "In einer früheren Version dieses "
	    "Artikels hieß es, "
	    ""
	    "die Brücke sei gesperrt." },
	{ NOTE_CORRECTION, "Korrekturhinweis: Die Brücke ist 40 Meter lang." },
	{ NOTE_CORRECTION, "Une version précédente de cet article "
	    "indiquait que "
	    ""
	    "le pont est fermé." },
	{ NOTE_CORRECTION, "Fe de errores: el puente mide 40 metros." },
	{ NOTE_CORRECTION, "Una versión anterior de este artículo "
	    "decía que el "
	    ""
	    "puente está cerrado." },
	{ NOTE_CORRECTION, "Correctie: de brug is 40 meter lang." },
	{ NOTE_CORRECTION, "In een eerdere versie van dit artikel stond dat de "
	    "brug dicht is." },
	{ NOTE_CORRECTION, "Uma versão anterior deste texto dizia que a ponte "
	    "está fechada." },
	{ NOTE_CORRECTION, "Una versione precedente di questo articolo diceva "
	    "che il ponte è chiuso." },
	/* soft hyphens, zero-width marks, spaces that do not break */
	{ NOTE_CORRECTION, "Cor\xc2\xadrec\xc2\xadtion: The bridge is 40 metres "
	    "long." },
	{ NOTE_CORRECTION, "\xe2\x80\x8b" "Kor\xc2\xadrek\xc2\xadtur: In einer "
	    "fr\xc3\xbc\xc2\xadheren Version stand ein falscher Name." },
	{ NOTE_CORRECTION, "Correction\xc2\xa0: The\xc2\xa0" "bridge is long." },
	{ NOTE_CORRECTION, "\xef\xbb\xbf" "An\xe2\x80\x8a" "earlier version of "
	    "this story misstated the toll." },
	/* traps: no notes */
	{ NOTE_NONE, "Editor's note: Orla Venn is a poet who lives in Kell. "
	    "Her second book is out in May." },
	{ NOTE_NONE, "Corrections officers at the county jail went on "
	    "strike." },
	{ NOTE_NONE, "[new_nets]: /images/new_nets.png" },
	{ NOTE_NONE, "[changes](https://post.example/changes) that hold" },
	{ NOTE_NONE, "-- New harbour master of Kell" },
	{ NOTE_UPDATE, "(New throughout, adds comment from mayor)" },
	{ NOTE_UPDATE, "[Updates with prices]" },
	{ NOTE_NONE, "The Department of Corrections said two men had fled." },
	{ NOTE_NONE, "A correction in the market would be healthy, she said." },
	{ NOTE_NONE, "Previous versions of the software had the same fault." },
	{ NOTE_NONE, "The agency corrected its forecast on Monday." },
	{ NOTE_NONE, "Lawmakers amended the bill to clarify who pays." },
	{ NOTE_NONE, "An earlier version of the bill would have banned nets." },
	{ NOTE_NONE, "Update: rain is now falling over the whole valley." },
	{ NOTE_NONE, "In this story of two brothers, the sea is the hero." },
	{ NOTE_NONE, "Henrettelsen ble utsatt av retten i går." },
	{ NOTE_NONE, "Opprettelsen av parken tok ti år." },
	{ NOTE_NONE, "Adds up to a fine day, the fishermen said." },
	{ NOTE_NONE, "" },
	{ NOTE_NONE, " \n\t" },
};

static void
test_kinds(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		enum note_kind k = note_is(str_of(kinds[i].text));

		if (k != kinds[i].kind)
			fail_msg("%s, not %s: %s", note_kind_name(k),
			    note_kind_name(kinds[i].kind), kinds[i].text);
	}
}

static const struct {
	const char *text, *wrong, *right;
	int paragraph;
} claims[] = {
	{ "Correction: An earlier version of this article said that the ferry "
	    "had 24 new benches. It has 27.", "24", "27", 0 },
	{ "Correction: An earlier version of this article said the repairs "
	    "cost 41 million crowns. They cost 43 million.", "41 million",
	    "43 million", 0 },
	{ "Correction: An earlier version of this article said that 31 boats "
	    "were lost. The number was 13.", "31", "13", 0 },
	{ "Correction: An earlier version of this article said the wave "
	    "killed 21 seals. The toll was 12.", "21", "12", 0 },
	{ "Correction: An earlier version of this story said that Venn held 4 "
	    "percent of Kell and Sons. She held 14 percent, and sold it in "
	    "2019.", "4 percent", "14 percent", 0 },
	{ "Correction: An earlier version of this article misstated the "
	    "first name of the harbour master. He was Odd Brekke, not Olaf.",
	    "Olaf", "Odd Brekke", 0 },
	{ "(In May 3 story, official clarifies to say the men are harbour "
	    "pilots, not guards)", "guards", "harbour pilots", 0 },
	{ "Correction: An earlier version of this story misspelled the "
	    "captain's name as Osric. It is Osrick.", "Osric", "Osrick", 0 },
	{ "Correction: An earlier version of this story misspelled the name "
	    "of the mayor. It is Ines Calder.", "", "Ines Calder", 0 },
	{ "Correction: An earlier version said the ferry sank. It did not. It "
	    "also said it carried 40 passengers. It carries 14.", "40", "14",
	    0 },
	{ "(This story was refiled to correct the number of boats to 4,000 "
	    "from 4,200 and crews in the second port to 2,800 from 3,000)",
	    "3,000", "2,800", 0 },
	{ "(This story was refiled to delete paragraph 13 saying Merriden not "
	    "available for comment)", "Merriden not available for comment", "",
	    13 },
	{ "(Corrects spelling of Merriden) (Reporting by Jo Alt; Editing by "
	    "Ann Bel)", "", "Merriden", 0 },
	{ "(Corrects to show profit per share was 29 cents, not 92 cents) "
	    "(Editing by Ann Bel)", "92 cents", "29 cents", 0 },
	{ "(Corrects paragraph 4 to show 12 boats sank, not 21)",
	    "21", "12", 4 },
	{ "Corrects cost to $98 billion, not $98 million, in third paragraph",
	    "$98 million", "$98 billion", 3 },
	{ "Corrects day to Friday from Thursday in paragraph 2",
	    "Thursday", "Friday", 2 },
	{ "This story has been corrected to change Lund to Lunde in second "
	    "paragraph", "Lund", "Lunde", 2 },
	{ "Corrects length of the bridge from 40 metres to 44 metres in 7th "
	    "paragraph", "40 metres", "44 metres", 7 },
	{ "This story has been refiled to say \"bay\" instead of \"bar\" in "
	    "second paragraph", "bar", "bay", 2 },
	{ "This story was refiled to add dropped word 'not' in the last "
	    "paragraph", "", "not", -1 },
	{ "This story corrects to remove reference to Kell Holdings in "
	    "paragraph 6", "Kell Holdings", "", 6 },
	{ "An earlier version of this story misspelled the last name of Orla "
	    "Venn as Wenn.", "Wenn", "Venn", 0 },
	{ "An earlier version of this story incorrectly said the dam is in "
	    "Kell. It is in Marl.", "Kell", "Marl", 0 },
	{ "Correction: This article incorrectly referred to a guard instead "
	    "of a pilot.", "guard", "pilot", 0 },
	{ "Rettelse: I en tidligere versjon av saken sto det at brua er 40 "
	    "meter. Det riktige er 44 meter.", "40 meter", "44 meter", 0 },
};

static bool
claims_hold(const struct note *n, const char *wrong, const char *right)
{
	for (size_t i = 0; i < n->nclaims; i++)
		if (str_eqz(n->claims[i].wrong, wrong) &&
		    str_eqz(n->claims[i].right, right))
			return true;
	return false;
}

static void
test_claims(void **state)
{
	struct arena arena;
	struct note n;

	(void)state;
	arena_init(&arena);
	for (size_t i = 0; i < sizeof(claims) / sizeof(claims[0]); i++) {
		note_read(&n, &arena, str_of(claims[i].text));
		if (!claims_hold(&n, claims[i].wrong, claims[i].right))
			fail_msg("%s: \"%.*s\" \"%.*s\"", claims[i].text,
			    STR_FMT(n.claims[0].wrong),
			    STR_FMT(n.claims[0].right));
		assert_int_equal(n.nparagraphs, claims[i].paragraph != 0);
		if (claims[i].paragraph != 0)
			assert_int_equal(n.paragraphs[0], claims[i].paragraph);
	}
	arena_release(&arena);
}

static void
test_paragraphs(void **state)
{
	static const struct {
		const char *text;
		size_t n;
		int v[6];
	} rows[] = {
		{ "Corrects paragraphs 7, 10 and 18 to fix names", 3,
		    { 7, 10, 18 } },
		{ "Corrects second and eighth paragraphs to say so", 2,
		    { 8, 2 } },
		{ "Corrects paragraphs 3-5 to say so", 3, { 3, 4, 5 } },
		{ "Corrects next to last paragraph to say so", 1, { -2 } },
		{ "Corrects paragraph six to 45 percent", 1, { 6 } },
		{ "Corrects headline", 0, { 0 } },
	};
	struct arena arena;
	struct note n;

	(void)state;
	arena_init(&arena);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		note_read(&n, &arena, str_of(rows[i].text));
		assert_int_equal(n.nparagraphs, rows[i].n);
		for (size_t k = 0; k < rows[i].n; k++)
			assert_int_equal(n.paragraphs[k], rows[i].v[k]);
	}
	arena_release(&arena);
}

static void
test_glued(void **state)
{
	static const struct {
		const char *body, *note;
	} rows[] = {
		{ "The nets were hauled in by noon.",
		    "This story has been updated to correct the price of "
		    "nets." },
		{ "The nets were hauled in by noon. ",
		    "An earlier version of this article misstated the price." },
		{ "Rain fell. ", "(This story corrects paragraph 2 to show 12, "
		    "not 21)" },
	};
	size_t at = 0;
	char text[256];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		snprintf(text, sizeof(text), "%s%s", rows[i].body,
		    rows[i].note);
		assert_int_equal(note_glued(str_of(text), &at),
		    NOTE_CORRECTION);
		assert_int_equal(at, strlen(rows[i].body));
	}
	assert_int_equal(note_glued(STR("The council met. Corrections officers "
	    "came too. They left."), &at), NOTE_NONE);
	assert_int_equal(note_glued(STR(""), &at), NOTE_NONE);
}

static void
test_headlines(void **state)
{
	static const struct {
		const char *text;
		enum note_kind kind;
		bool official;
		const char *bare;
	} rows[] = {
		{ "CORRECTED-Ferry sinks off Kell", NOTE_CORRECTION, false,
		    "Ferry sinks off Kell" },
		{ "CORRECTED-UPDATE 2-Ferry sinks", NOTE_CORRECTION, false,
		    "Ferry sinks" },
		{ "CORRECTED-(OFFICIAL)-Ferry sinks", NOTE_CORRECTION, true,
		    "Ferry sinks" },
		{ "CORRECTED (OFFICIAL)-Ferry sinks", NOTE_CORRECTION, true,
		    "Ferry sinks" },
		{ "CORRECTED (OFFICIAL)--Ferry sinks", NOTE_CORRECTION, true,
		    "Ferry sinks" },
		{ "OFFICIAL CORRECTED-Ferry sinks", NOTE_CORRECTION, true,
		    "Ferry sinks" },
		{ "OFFICIAL-CORRECTED-Ferry sinks", NOTE_CORRECTION, true,
		    "Ferry sinks" },
		{ "Corrected: Ferry sinks", NOTE_CORRECTION, false,
		    "Ferry sinks" },
		{ "CORRECTED-ANALYSIS-Ferry sinks", NOTE_CORRECTION, false,
		    "Ferry sinks" },
		{ "REFILE-UPDATE 1-Ferry sinks", NOTE_REFILE, false,
		    "Ferry sinks" },
		{ "UPDATE 3-Ferry sinks", NOTE_UPDATE, false, "Ferry sinks" },
		{ "WITHDRAWAL: Ferry sinks", NOTE_WITHDRAWAL, false,
		    "Ferry sinks" },
		{ "EXCLUSIVE-Ferry sinks", NOTE_NONE, false,
		    "EXCLUSIVE-Ferry sinks" },
		{ "Corrected course brings ferry home", NOTE_NONE, false,
		    "Corrected course brings ferry home" },
		{ "Update-hungry users queue", NOTE_NONE, false,
		    "Update-hungry users queue" },
		{ "", NOTE_NONE, false, "" },
	};
	struct str bare;
	bool official;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		enum note_kind k = note_headline(str_of(rows[i].text), &bare,
		    &official);

		if (k != rows[i].kind || !str_eqz(bare, rows[i].bare))
			fail_msg("%s: %s \"%.*s\"", rows[i].text,
			    note_kind_name(k), STR_FMT(bare));
		assert_int_equal(official, rows[i].official);
	}
	assert_true(str_eqz(note_headline_bare(STR("EXCLUSIVE-Ferry sinks")),
	    "Ferry sinks"));
}

static void
known(struct str set)
{
	assert_true(shape_set(set).n > 0);
}

/* Every row can match: it has a pattern, and every set it names is there. */
static void
test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < nshapes; i++) {
		struct str s = str_of(shapes[i].pattern), element, word;
		size_t states = 0;

		assert_true(s.n > 0);
		while (str_cut(&s, ' ', &element)) {
			int64_t n = 1;

			if (element.n > 1 && memchr("~@", element.p[0], 2))
				assert_int_equal(str_to_int(str_from(element,
				    1), 1, 63, &n), 0);
			states += (size_t)n;
			while (str_cut(&element, '|', &word)) {
				if (word.n > 1 && word.p[word.n - 1] == '?')
					word.n--;
				if (word.n > 1 && word.p[0] == '$')
					known(str_from(word, 1));
			}
		}
		if (states > 63)
			fail_msg("%s has %zu states", shapes[i].name, states);
	}
}

static void
test_names(void **state)
{
	(void)state;
	for (int k = NOTE_CORRECTION; k <= NOTE_WITHDRAWAL; k++)
		assert_int_equal(note_kind_of(str_of(note_kind_name(
		    (enum note_kind)k))), k);
	assert_int_equal(note_kind_of(STR("none")), NOTE_NONE);
	assert_int_equal(note_kind_of(STR("corrections")), NOTE_NONE);
	assert_string_equal(note_place_name(PLACE_HEADLINE), "headline");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_kinds),
		cmocka_unit_test(test_claims),
		cmocka_unit_test(test_paragraphs),
		cmocka_unit_test(test_glued),
		cmocka_unit_test(test_headlines),
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
