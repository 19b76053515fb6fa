/* What no input may do: overlap, hang, or take memory without end. */
#include "tests/unit/test_diff.h"

#define TEXT_BYTES 65536

static const struct diff_options every[] = {
	{ .grain = DIFF_AUTO },
	{ .grain = DIFF_WORD },
	{ .grain = DIFF_PHRASE },
	{ .no_moves = 1 },
};

static void
compare_both_ways(const char *a, const char *b)
{
	for (size_t i = 0; i < COUNT(every); i++) {
		diff_free(compare(a, b, &every[i]));
		diff_free(compare(b, a, &every[i]));
	}
}

/* Ten words, a run without a space and a word or two, other words. */
static void
put_run(char *out, size_t size, int run, const char *mid, char p, char q)
{
	size_t at = 0;

	for (int i = 0; i < 10; i++)
		at += snprintf(out + at, size - at, "%c%d ", p, i);
	for (int i = 0; i < run; i++)
		out[at++] = 'x';
	at += snprintf(out + at, size - at, "%s", mid);
	for (int i = 0; i < 14; i++)
		at += snprintf(out + at, size - at, " %c%d", q, i);
}

/* An equal run that has one place to cut it, anywhere in it. */
static void
test_one_cut(void **state)
{
	static const char *const mids[] = { " a", " a b", " ab cd ef", "" };
	char a[512], b[512];

	(void)state;
	for (size_t m = 0; m < COUNT(mids); m++) {
		for (int run = 60; run < 160; run++) {
			put_run(a, sizeof(a), run, mids[m], 'p', 'q');
			put_run(b, sizeof(b), run, mids[m], 'r', 's');
			compare_both_ways(a, b);
		}
	}
}

/* Words as long as the context that is left round a change, and longer. */
static void
put_long_words(char *out, size_t size, const unsigned char *pick, size_t n)
{
	size_t at = 0, len;

	for (size_t i = 0; i < n; i++) {
		len = pick[i] % 8 < 5 ? pick[i] % 3 + 1 : 90 + pick[i] % 40;
		if (at + len + 3 > size)
			break;
		memset(out + at, 'a' + pick[i] % 26, len);
		at += len;
		out[at++] = pick[i] % 61 == 0 ? '\n' : ' ';
	}
	out[at] = '\0';
}

static void
test_long_words(void **state)
{
	static char a[TEXT_BYTES], b[TEXT_BYTES];
	unsigned char pick[160];

	(void)state;
	for (int round = 0; round < 20000; round++) {
		size_t n = dice(sizeof(pick) - 4) + 4;

		for (size_t i = 0; i < n; i++)
			pick[i] = dice(256);
		put_long_words(a, sizeof(a), pick, n);
		for (unsigned k = dice(n / 2) + 1; k > 0; k--)
			pick[dice(n)] = dice(256);
		if (dice(2)) {
			size_t at = dice(n);

			memmove(pick + at, pick + at + 1, --n - at);
		}
		put_long_words(b, sizeof(b), pick, n);
		diff_free(compare(a, b, &every[dice(COUNT(every))]));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one_cut),
		cmocka_unit_test(test_long_words),
	};

	return cmocka_run_group_tests_name("bounds", tests, NULL, NULL);
}
