/* What no input may do: overlap, hang, or take memory without end. */
#include <time.h>

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

/* A text that grows. */
struct text {
	char *p;
	size_t n, cap;
};

static void
put(struct text *t, const char *fmt, ...)
{
	va_list ap;

	if (t->cap - t->n < 256) {
		t->cap = t->cap * 2 + 4096;
		t->p = realloc(t->p, t->cap);
		assert_non_null(t->p);
	}
	va_start(ap, fmt);
	t->n += vsnprintf(t->p + t->n, t->cap - t->n, fmt, ap);
	va_end(ap);
}

/* A word of letters for a number, not the same for any other below 26^4. */
static const char *
word(unsigned n)
{
	static char w[8][6];
	static unsigned k;
	char *p = w[k++ % 8];

	for (int i = 0; i < 4; i++, n /= 26)
		p[i] = 'a' + n % 26;
	return p;
}

/*
 * Short sentences that are each a part of the one they stand beside, and
 * nothing in common beyond.
 */
static void
write_parts(struct text t[2], unsigned n)
{
	static const char other[] = "Alpha beta gamma delta epsilon zeta eta "
	    "theta iota kappa lambda omicron sigma tau upsilon";

	put(&t[0], "%s. ", other);
	put(&t[1], "%s Eggs Eggs Eggs Eggs Eggs Spam Spam Spam Spam Spam. ",
	    other);
	for (unsigned i = 0; i < n / 10; i++)
		put(&t[0], "Spam Eggs. ");
	for (unsigned i = 0; i < n / 10 + 9; i++)
		put(&t[1], "Foox Barx. ");
	put(&t[0], "Spam Foox Spam Barx Spam Spam Eggs Eggs Eggs Eggs Foox "
	    "Barx.");
}

/* Every second word is another one, and no line ends. */
static void
write_islands(struct text t[2], unsigned n)
{
	for (unsigned i = 0; i < n / 10; i++) {
		put(&t[0], "%s b%s ", word(i), word(i * 7));
		put(&t[1], "%s c%s ", word(i), word(i * 5));
	}
}

/* Between lines that stay, lines in another order: as many moves as lines. */
static void
write_shuffled(struct text t[2], unsigned n)
{
	unsigned lines = n / 60;

	for (unsigned i = 0; i < lines; i++) {
		for (int x = 0; x < 2; x++) {
			unsigned k = x == 0 ? i : i * 7919ull % lines;

			put(&t[x], "Kept %s %s.\nMoved %s %s %s %s.\n",
			    word(i), word(i * 3), word(k), word(k * 3 + 1),
			    word(k * 5), word(k * 11));
		}
	}
}

/* Texts made to be slow: seconds where time is not near linear. */
static void
test_time(void **state)
{
	static const struct {
		void (*write)(struct text[2], unsigned);
		unsigned bytes;
	} slow[] = {
		{ write_parts, 300000 }, { write_islands, 1000000 },
		{ write_shuffled, 6000000 },
	};
	struct text t[2];
	struct diff *d;
	clock_t start;

	(void)state;
	for (size_t i = 0; i < COUNT(slow); i++) {
		memset(t, 0, sizeof(t));
		slow[i].write(t, slow[i].bytes);
		start = clock();
		assert_int_equal(diff_new(&d, t[0].p, t[0].n, t[1].p, t[1].n,
			NULL), DIFF_OK);
		assert_true(clock() - start < 3 * CLOCKS_PER_SEC);
		diff_free(d);
		free(t[0].p);
		free(t[1].p);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one_cut),
		cmocka_unit_test(test_long_words),
		cmocka_unit_test(test_time),
	};

	return cmocka_run_group_tests_name("bounds", tests, NULL, NULL);
}
