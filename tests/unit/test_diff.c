#include "tests/unit/test_diff.h"

struct edit_case {
	const char *old, *new, *want;
	unsigned flags;		/* of the first edit */
};

static const struct edit_case cases[] = {
	/* words and what is whole */
	{ "the trainers came", "the liaison officers came",
	    "~trainers|liaison officers", 0 },
	{ "at 6 percent now", "at 7 percent now", "~6|7", 0 },
	{ "at 6% now", "at 7% now", "~6|7", 0 },
	{ "paid $5 for it", "paid \u20ac5 for it", "~$5|\u20ac5", 0 },
	{ "some 1,200 came", "some 1,300 came", "~1,200|1,300", 0 },
	{ "at 21:30 sharp", "at 21:45 sharp", "~21:30|21:45", 0 },
	{ "on 2024-05-30 it", "on 2024-06-30 it", "~2024-05-30|2024-06-30", 0 },
	{ "a long-term plan", "a long-range plan", "~long-term|long-range", 0 },
	{ "they don't go", "they didn't go", "~don't|didn't", 0 },
	{ "see http://a.example/b?c=1 now", "see http://a.example/b?c=2 now",
	    "~http://a.example/b?c=1|http://a.example/b?c=2", 0 },
	{ "ask ann@a.example today", "ask bob@a.example today",
	    "~ann@a.example|bob@a.example", 0 },
	{ "the U.S. Navy", "the U.K. Navy", "~U.S.|U.K.", 0 },
	/* digits in groups of three */
	{ "for 1 200 zl", "for 1 300 zl", "~1 200|1 300", 0 },
	{ "for 1\u00a0200 zl", "for 1\u00a0300 zl",
	    "~1\u00a0200|1\u00a0300", 0 },
	{ "all 1\u202f200\u202f000 men", "all 1\u202f300\u202f000 men",
	    "~1\u202f200\u202f000|1\u202f300\u202f000", 0 },
	{ "CHF 1'200 paid", "CHF 1'300 paid", "~1'200|1'300", 0 },
	{ "CHF 1\u2019200 paid", "CHF 1'200 paid", "~1\u2019200|1'200",
	    DIFF_TYPOGRAPHIC },
	{ "for 1 200 zl", "for 1\u202f200 zl", "~1 200|1\u202f200",
	    DIFF_TYPOGRAPHIC },
	{ "$1 200,50 a day", "$1 300,50 a day", "~1 200,50|1 300,50", 0 },
	/* and those that are two numbers or more */
	{ "In 2012 300 people", "In 2012 400 people", "~300|400", 0 },
	{ "On May 30 200 left", "On May 30 300 left", "~200|300", 0 },
	{ "Room 12 34 is", "Room 12 35 is", "~34|35", 0 },
	{ "call 1 646 223 6346 now", "call 1 647 223 6346 now", "~646|647", 0 },
	{ "so 10 100m runners", "so 10 200m runners", "~100m|200m", 0 },
	{ "no 100 200 300 400 500 600 a", "no 100 200 300 400 500 700 a",
	    "~600|700", 0 },
	/* names and addresses */
	{ "what AT&T says", "what AT&S says", "~AT&T|AT&S", 0 },
	{ "salt & pepper", "salt & vinegar", "~pepper|vinegar", 0 },
	{ "to first.last+tag@ex-a.co.uk now", "to first.last+tug@ex-a.co.uk now",
	    "~first.last+tag@ex-a.co.uk|first.last+tug@ex-a.co.uk", 0 },
	{ "at example.com/foo/bar now", "at example.com/foo/baz now",
	    "~example.com/foo/bar|example.com/foo/baz", 0 },
	{ "one and/or two", "one and/if two", "~or|if", 0 },
	{ "see HTTP://A.example/c, now", "see HTTP://A.example/d, now",
	    "~HTTP://A.example/c|HTTP://A.example/d", 0 },
	{ "see https://m\u00fcnchen.example/stra\u00dfe x",
	    "see https://m\u00fcnchen.example/strasse x",
	    "~https://m\u00fcnchen.example/stra\u00dfe|"
	    "https://m\u00fcnchen.example/strasse", 0 },
	{ "(see https://a.example/b_(c)) x", "(see https://a.example/b_(d)) x",
	    "~https://a.example/b_(c)|https://a.example/b_(d)", 0 },
	/* the text goes on behind an address */
	{ "\u898bhttps://a.example/b\u6771\u4eac",
	    "\u898bhttps://a.example/b\u6771\u90fd", "~\u4eac|\u90fd", 0 },
	/* other scripts */
	{ "\u6771\u4eac\u306f\u6674\u308c", "\u6771\u4eac\u306f\u96e8\u308c",
	    "~\u6674|\u96e8", 0 },
	{ "\u041e\u043d \u043f\u0440\u0438\u0448\u0451\u043b \u0432\u0447\u0435"
	    "\u0440\u0430", "\u041e\u043d \u0443\u0448\u0451\u043b \u0432\u0447"
	    "\u0435\u0440\u0430", "~\u043f\u0440\u0438\u0448\u0451\u043b|\u0443"
	    "\u0448\u0451\u043b", 0 },
	/* what differs less than words do */
	{ "it\u2019s so", "it's so", "~it\u2019s|it's", DIFF_TYPOGRAPHIC },
	{ "a \u2013 b", "a - b", "~\u2013|-", DIFF_TYPOGRAPHIC },
	/* letters with marks in one piece and in several (NFC, NFD) */
	{ "the caf\u00e9 shut", "the cafe\u0301 shut",
	    "~caf\u00e9|cafe\u0301", DIFF_TYPOGRAPHIC },
	{ "a ti\u1ebfng b", "a tie\u0302\u0301ng b",
	    "~ti\u1ebfng|tie\u0302\u0301ng", DIFF_TYPOGRAPHIC },
	{ "a \u0438\u0306 b", "a \u0439 b", "~\u0438\u0306|\u0439",
	    DIFF_TYPOGRAPHIC },
	{ "a \u03b1\u0301 b", "a \u03ac b", "~\u03b1\u0301|\u03ac",
	    DIFF_TYPOGRAPHIC },
	{ "a \u00c9t\u00e9 b", "a e\u0301te\u0301 b",
	    "~\u00c9t\u00e9|e\u0301te\u0301", DIFF_CASE },
	{ "the caf\u00e9 shut", "the cafe shut", "~caf\u00e9|cafe", 0 },
	{ "a \u2014 b", "a -- b", "~\u2014|--", DIFF_TYPOGRAPHIC },
	{ "the \ufb01x", "the fix", "~\ufb01x|fix", DIFF_TYPOGRAPHIC },
	{ "ten\u00a0men", "ten men", "~\u00a0| ", DIFF_TYPOGRAPHIC },
	{ "ten  men", "ten men", "- |", DIFF_SPACE },
	{ "The house", "the house", "~The|the", DIFF_CASE },
	{ "so, he went", "so he went", "-,|", DIFF_PUNCTUATION },
	{ "Equal here.", "Equal here.", "", 0 },
	{ "", "All new.", "+|All new.", 0 },
	{ "All gone.", "", "-All gone.|", 0 },
	/* tidying */
	{ "a big old red car stood", "a small new red bus stood",
	    "~big old red car|small new red bus", 0 },
	{ "he saw the cat there", "he saw the cat and the cat there",
	    "+|and the cat ", 0 },
	{ "First it is. Second it is.", "First it is. Then it is not. "
	    "Second it is.", "+|Then it is not. ", 0 },
};

static void
test_edits(void **state)
{
	const struct diff_edit *e;
	char got[512];
	struct diff *d;
	size_t n;

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct edit_case *c = &cases[i];

		d = compare(c->old, c->new, NULL);
		e = diff_edits(d, &n);
		got[0] = '\0';
		describe(got, sizeof(got), c->old, c->new, e, n);
		assert_string_equal(got, c->want);
		if (n > 0)
			assert_int_equal(e[0].flags, c->flags);
		diff_free(d);
	}
}

#define P1 "The harbour master opened the northern gate at dawn.\n\n"
#define P2 "Seven trawlers left before the wind turned east again.\n\n"
#define P3 "Nobody on the quay could say when they would return.\n\n"
#define P4 "Prices at the market rose by a third within two hours.\n\n"

static void
test_moves(void **state)
{
	static const struct edit_case moves[] = {
		{ P1 P2 P3 P4, P2 P3 P1 P4, ">" P1 "|" P1, 0 },
		{ P1 P2 P3 P4,
		    "Seven trawlers left before the wind turned west again.\n\n"
		    P1 P3 P4,
		    ">" P2 "|Seven trawlers left before the wind turned west "
		    "again.\n\n(~east|west)", 0 },
		/* a moved word is no move */
		{ "one two three four", "two three four one", "-one |;+| one",
		    0 },
	};
	struct diff_options plain = { .no_moves = 1 };
	const struct diff_edit *e;
	char got[1024];
	struct diff *d;
	size_t n;

	(void)state;
	for (size_t i = 0; i < COUNT(moves); i++) {
		edits_of(got, sizeof(got), moves[i].old, moves[i].new, NULL);
		assert_string_equal(got, moves[i].want);
		d = compare(moves[i].old, moves[i].new, &plain);
		e = diff_edits(d, &n);
		while (n-- > 0)
			assert_int_not_equal(e[n].op, DIFF_MOVE);
		diff_free(d);
	}
}

#define EARLY "The mayor left early. "

/* A sentence of few words moves when no other says the same. */
static void
test_light_moves(void **state)
{
	static const struct {
		const char *old, *new;
		int moves;
	} c[] = {
		{ EARLY P1 P2 P3, P1 P2 EARLY P3, 1 },
		{ P1 P2 EARLY P3, EARLY P1 P2 P3, 1 },
		/* one of three words, one that is another, one of several */
		{ "He left early. " P1 P2 P3, P1 P2 "He left early. " P3, 0 },
		{ EARLY P1 P2 P3, P1 P2 "The mayor left late. " P3, 0 },
		{ EARLY P1 EARLY P2 P3, P1 P2 P3 EARLY, 0 },
	};
	const struct diff_edit *e;
	struct diff *d;
	size_t n;

	(void)state;
	for (size_t i = 0; i < COUNT(c); i++) {
		int moves = 0;

		d = compare(c[i].old, c[i].new, NULL);
		for (e = diff_edits(d, &n); n > 0; n--, e++)
			moves += e->op == DIFF_MOVE;
		assert_int_equal(moves, c[i].moves);
		diff_free(d);
	}
}

/* What separates sentences and paragraphs is no edit where one moved. */
static void
test_move_gaps(void **state)
{
	static const char *const parts[] = {
		"The harbour master opened the northern gate at dawn.",
		"Seven trawlers left before the wind turned east again.",
		"Nobody on the quay could say when they would return.",
		"Prices at the market rose by a third within two hours.",
	};
	static const char *const gaps[] = { " ", "\n", "\n\n" };
	char a[512], b[512];
	const struct diff_edit *e;
	struct diff *d;
	size_t n;

	(void)state;
	for (size_t k = 0; k < COUNT(gaps) * 16; k++) {
		size_t from = k / 4 % 4, to = k % 4, at = 0, i, p;

		if (from == to)
			continue;
		snprintf(a, sizeof(a), "%s%s%s%s%s%s%s\n", parts[0],
		    gaps[k / 16], parts[1], gaps[k / 16], parts[2],
		    gaps[k / 16], parts[3]);
		for (i = 0; i < 4; i++) {
			p = i == to ? from : i < from && i < to ? i :
			    i > from && i > to ? i : to < from ? i - 1 : i + 1;
			at += snprintf(b + at, sizeof(b) - at, "%s%s",
			    parts[p], i < 3 ? gaps[k / 16] : "\n");
		}
		d = compare(a, b, NULL);
		e = diff_edits(d, &n);
		for (i = p = 0; i < n; i++) {
			p += e[i].op == DIFF_MOVE;
			assert_int_equal(e[i].ninner, 0);
		}
		assert_int_equal(p, 1);
		/* a gap went from one end of the text to the other */
		assert_true(n == 1 || (n == 3 && from + to == 3 &&
			(from == 0 || to == 0) && k / 16 != 1));
		diff_free(d);
	}
}

struct grain_case {
	enum diff_grain grain;
	const char *old, *new, *want;
};

static void
expect_grains(const struct grain_case *c, size_t n)
{
	char got[512];

	for (; n-- > 0; c++) {
		struct diff_options o = { .grain = c->grain };

		edits_of(got, sizeof(got), c->old, c->new, &o);
		assert_string_equal(got, c->want);
	}
}

static void
test_grain(void **state)
{
	static const char seal[] =
	    "the small grey harbour seal lay still there";
	static const char seal2[] =
	    "the large grey common seal lay quite there";
	static const struct grain_case grains[] = {
		{ DIFF_WORD, seal, seal2,
		    "~small|large;~harbour|common;~still|quite" },
		/* a mark alone stays between two words */
		{ DIFF_WORD, "we saw boats, trains there",
		    "we saw ships, planes there",
		    "~boats|ships;~trains|planes" },
		{ DIFF_AUTO, "we saw boats, trains there",
		    "we saw ships, planes there",
		    "~boats, trains|ships, planes" },
		{ DIFF_PHRASE, seal, seal2, "~small grey harbour seal lay still|"
			"large grey common seal lay quite" },
	};

	(void)state;
	expect_grains(grains, COUNT(grains));
}

/* Edits end where sentences and paragraphs do. */
static void
test_apart(void **state)
{
	static const char seals[] =
	    "The old seals ate the red crab. Gulls drink cold water daily.";
	static const char seals2[] =
	    "The old seals ate the red fish. Terns drink cold water daily.";
	static const char paras[] =
	    "The old seals ate the red crab\n\nGulls drink cold water daily.";
	static const char paras2[] =
	    "The old seals ate the red fish\n\nTerns drink cold water daily.";
	static const char apart[] = "~crab|fish;~Gulls|Terns";
	static const struct grain_case grains[] = {
		{ DIFF_AUTO, seals, seals2, apart },
		{ DIFF_WORD, seals, seals2, apart },
		{ DIFF_PHRASE, seals, seals2, "~crab. Gulls|fish. Terns" },
		{ DIFF_AUTO, paras, paras2, apart },
		{ DIFF_WORD, paras, paras2, apart },
		{ DIFF_PHRASE, paras, paras2, apart },
		/* also where the stop or the break is another one */
		{ DIFF_AUTO, "The old seals ate the red crab! Gulls drink it.",
		    "The old seals ate the red fish. Terns drink it.",
		    "~crab!|fish.;~Gulls|Terns" },
		{ DIFF_WORD, "The old seals ate the red crab.\nGulls drink it.",
		    "The old seals ate the red fish\n\nTerns drink it.",
		    "~crab.|fish;+|\n;~Gulls|Terns" },
		/* a sentence more, between those that belong together */
		{ DIFF_WORD, "The old seals ate the red crab\n\nNobody came.\n\n"
		    "Gulls drink cold water daily.", paras2,
		    "~crab|fish;-Nobody came.\n\n|;~Gulls|Terns" },
		/* one for one, whatever they say */
		{ DIFF_AUTO, "Police arrested three men. Rain fell on hills.",
		    "Prices climbed by half. Voters went to polls early.",
		    "~Police arrested three men.|Prices climbed by half.;"
		    "~Rain fell on hills.|Voters went to polls early." },
	};

	(void)state;
	expect_grains(grains, COUNT(grains));
}

/* The caller's words: runs of vowels. */
static size_t
vowels(void *arg, const char *text, size_t at, size_t end)
{
	(void)arg;
	while (at < end && strchr("aeiou", text[at]) != NULL)
		at++;
	return at;
}

static size_t
digits(void *arg, const char *text, size_t at, size_t end)
{
	(void)arg;
	while (at < end && text[at] >= '0' && text[at] <= '9')
		at++;
	return at;
}

static void
test_own_words(void **state)
{
	struct diff_options o = { .word = vowels };
	char got[64];

	(void)state;
	edits_of(got, sizeof(got), "ouch", "each", &o);
	assert_string_equal(got, "~ou|ea");
	/* a usual word ends where one of the caller's begins */
	o.word = digits;
	edits_of(got, sizeof(got), "abc123 x", "abc124 x", &o);
	assert_string_equal(got, "~123|124");
	edits_of(got, sizeof(got), "abc123 x", "abd123 x", &o);
	assert_string_equal(got, "~abc|abd");
}

/* Words of a small vocabulary, with sentence ends, lines and bad bytes. */
static size_t
babble(char *out, size_t words, bool plain)
{
	static const char *const some[] = {
		"a", "the", "boat", "sea", "gate", "12", "wind", "Boat",
		"red.", "wide", "open,", "\u201cin\u201d", "\xff\xfe",
		"out.\n\n",
	};
	size_t at = 0;

	for (size_t i = 0; i < words; i++)
		at += snprintf(out + at, 16, "%s%s",
		    some[dice(plain ? 8 : COUNT(some))], dice(9) ? " " : "  ");
	return at;
}

static size_t
amount(const struct diff *d, size_t *out, size_t *in)
{
	size_t n, i;
	const struct diff_edit *e = diff_edits(d, &n);

	*out = *in = 0;
	for (i = 0; i < n; i++) {
		*out += e[i].old.end - e[i].old.start;
		*in += e[i].new.end - e[i].new.start;
	}
	return n;
}

static void
test_properties(void **state)
{
	struct diff *d;
	char a[2048], b[2048];
	size_t out, in, back_out, back_in;

	(void)state;
	for (int i = 0; i < 3000; i++) {
		struct diff_options o = { .grain = i % 3 };

		babble(a, dice(60), false);
		if (dice(2))
			babble(b, dice(60), false);
		else
			snprintf(b, sizeof(b), "%s%s", a + dice(strlen(a) + 1),
			    "the end");
		d = compare(a, b, &o);
		amount(d, &out, &in);
		diff_free(d);
		d = compare(b, a, &o);
		amount(d, &back_out, &back_in);
		assert_int_equal(out, back_in);
		assert_int_equal(in, back_out);
		diff_free(d);
		d = compare(a, a, &o);
		assert_int_equal(amount(d, &out, &in), 0);
		diff_free(d);
	}
}

/* Splits in place; the words of the oracle are runs without spaces. */
static size_t
split(char *s, char **words)
{
	size_t n = 0;

	for (char *p = s; *p != '\0';) {
		while (*p == ' ')
			*p++ = '\0';
		if (*p == '\0')
			break;
		words[n++] = p;
		while (*p != ' ' && *p != '\0')
			p++;
	}
	return n;
}

/* Length of a longest common subsequence, by the full table. */
static size_t
oracle(char *a, char *b, size_t *total)
{
	static size_t t[64][64];
	char *x[64], *y[64];
	size_t n = split(a, x), m = split(b, y), i, j;

	memset(t, 0, sizeof(t));
	for (i = n; i-- > 0;) {
		for (j = m; j-- > 0;) {
			t[i][j] = t[i + 1][j] > t[i][j + 1] ? t[i + 1][j] :
			    t[i][j + 1];
			if (strcmp(x[i], y[j]) == 0)
				t[i][j] = t[i + 1][j + 1] + 1;
		}
	}
	*total = n + m;
	return t[0][0];
}

static size_t
words_in(const char *p, struct diff_span s)
{
	size_t n = 0;

	for (size_t i = s.start; i < s.end; i++)
		n += p[i] != ' ' && (i == s.start || p[i - 1] == ' ');
	return n;
}

static size_t
words_edited(const struct diff *d, const char *a, const char *b)
{
	size_t n, sum = 0;
	const struct diff_edit *e = diff_edits(d, &n);

	while (n-- > 0)
		sum += words_in(a, e[n].old) + words_in(b, e[n].new);
	return sum;
}

/* minimal is exact; the default edits no fewer words, for it only adds. */
static void
test_oracle(void **state)
{
	struct diff_options o = { .minimal = 1 };
	char a[2048], b[2048];
	size_t total, common, least;
	struct diff *d;

	(void)state;
	for (int i = 0; i < 2000; i++) {
		babble(a, dice(40), true);
		babble(b, dice(40), true);
		d = compare(a, b, &o);
		least = words_edited(d, a, b);
		diff_free(d);
		d = compare(a, b, NULL);
		assert_true(words_edited(d, a, b) >= least);
		diff_free(d);
		common = oracle(a, b, &total);
		assert_int_equal(least, total - 2 * common);
	}
}

/* Long texts with few words between them that differ are compared exactly. */
static void
test_minimal_long(void **state)
{
	static char a[1 << 17], b[1 << 17];
	struct diff_options o = { .minimal = 1 };
	size_t at = 0, to = 0, n;
	char word[16], got[256];

	(void)state;
	for (int i = 0; i < 10000; i++) {
		if (i == 6000) {
			at += snprintf(a + at, 20, "big red dog ");
			to += snprintf(b + to, 20, "small red cat ");
		}
		n = snprintf(word, sizeof(word), "w%u%s ", dice(500),
		    i % 12 == 11 ? "." : "");
		memcpy(a + at, word, n + 1);
		memcpy(b + to, word, n + 1);
		at += n;
		to += n;
	}
	edits_of(got, sizeof(got), a, b, &o);
	assert_string_equal(got, "~big|small;~dog|cat");
}

/* Those with too many are not: but nothing moves, nothing is tidied. */
static void
test_minimal_unlike(void **state)
{
	static char a[1 << 18], b[1 << 18];
	struct diff_options o = { .minimal = 1 };
	size_t at, to = snprintf(b, sizeof(b), "%s%s%s%s", P2, P3, P1,
	    "a big red dog lay there.\n\n"), n;
	const struct diff_edit *e;
	struct diff *d;
	bool small = false;

	(void)state;
	at = snprintf(a, sizeof(a), "%s%s%s%s", P1, P2, P3,
	    "a small red cat lay there.\n\n");
	for (int i = 0; i < 20000; i++) {
		at += snprintf(a + at, 20, "x%d%s", i, i % 9 ? " " : ".\n");
		to += snprintf(b + to, 20, "y%d%s", i, i % 9 ? " " : ".\n");
	}
	d = compare(a, b, &o);
	for (e = diff_edits(d, &n); n > 0; n--, e++) {
		assert_int_not_equal(e->op, DIFF_MOVE);
		small |= e->old.end - e->old.start == 5 &&
		    memcmp(a + e->old.start, "small", 5) == 0;
	}
	assert_true(small);
	diff_free(d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_edits),
		cmocka_unit_test(test_moves),
		cmocka_unit_test(test_light_moves),
		cmocka_unit_test(test_move_gaps),
		cmocka_unit_test(test_grain),
		cmocka_unit_test(test_apart),
		cmocka_unit_test(test_own_words),
		cmocka_unit_test(test_properties),
		cmocka_unit_test(test_oracle),
		cmocka_unit_test(test_minimal_long),
		cmocka_unit_test(test_minimal_unlike),
	};

	return cmocka_run_group_tests_name("diff", tests, NULL, NULL);
}
