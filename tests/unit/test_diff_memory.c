/*
 * Every allocation of a comparison fails once, and all together are few beside
 * the texts. The program is linked with --wrap for malloc and its kin, so that
 * only what libdiff.a calls is counted.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <malloc.h>
#include <stdbool.h>
#include <stdint.h>

#include "diff/diff.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define TRIES 2000

/* Allocations still granted, whether later ones are again, and blocks held. */
static struct {
	size_t left;
	bool once;
	bool failed;
	ptrdiff_t held;
	ptrdiff_t bytes, peak;
} heap;

void *__real_malloc(size_t);
void *__real_calloc(size_t, size_t);
void *__real_realloc(void *, size_t);
void __real_free(void *);
void *__wrap_malloc(size_t);
void *__wrap_calloc(size_t, size_t);
void *__wrap_realloc(void *, size_t);
void __wrap_free(void *);

static bool
refused(void)
{
	if (heap.left > 0) {
		heap.left--;
		return false;
	}
	if (heap.failed && heap.once)
		return false;
	heap.failed = true;
	return true;
}

/* What came, after something may have gone. */
static void *
came(void *p)
{
	heap.held += p != NULL;
	heap.bytes += malloc_usable_size(p);
	if (heap.bytes > heap.peak)
		heap.peak = heap.bytes;
	return p;
}

void *
__wrap_malloc(size_t n)
{
	return came(refused() ? NULL : __real_malloc(n));
}

void *
__wrap_calloc(size_t n, size_t size)
{
	return came(refused() ? NULL : __real_calloc(n, size));
}

void *
__wrap_realloc(void *old, size_t n)
{
	size_t before = malloc_usable_size(old);
	void *p = refused() ? NULL : __real_realloc(old, n);

	if (p == NULL)
		return NULL;
	heap.held -= old != NULL;
	heap.bytes -= before;
	return came(p);
}

void
__wrap_free(void *p)
{
	heap.held -= p != NULL;
	heap.bytes -= malloc_usable_size(p);
	__real_free(p);
}

/* The k-th allocation from now is refused; so are those after it, or not. */
static void
refuse(size_t k, bool once)
{
	heap.left = k;
	heap.once = once;
	heap.failed = false;
}

static const char *const subjects[] = {
	"The mayor", "A spokesman for the harbour", "The union of ferry crews",
	"Nobody on the east bank", "The auditors", "Three of the pilots",
};
static const char *const verbs[] = {
	"promised", "never saw", "paid 1,250 euros for", "voted against",
	"had asked in March for", "quietly repaired",
};
static const char *const objects[] = {
	"the second bridge", "a winter timetable", "new life boats",
	"the customs shed", "its own report of 2019", "tickets at half price",
};

/* Sentence i of a text written for the test. */
static size_t
put_sentence(char *out, size_t size, unsigned i, const char *extra)
{
	return snprintf(out, size, "%s %s %s%s, item %u. ",
	    subjects[i % COUNT(subjects)], verbs[i * 5 / 3 % COUNT(verbs)],
	    objects[i / 2 % COUNT(objects)], extra, i);
}

/*
 * Forty paragraphs. In the new text one stands elsewhere with a word added,
 * one sentence moved, a few words changed, the last ones are rewritten.
 */
static void
write_story(char *out, size_t size, bool new)
{
	size_t at = 0;
	unsigned i, k, p;

	for (i = 0; i < 40; i++) {
		p = !new || i < 5 || i > 30 ? i : i == 30 ? 5 : i + 1;
		if (i == (new ? 25 : 8))
			at += snprintf(out + at, size - at,
			    "They all left early. ");
		for (k = 0; k < 4; k++) {
			unsigned s = p * 4 + k;

			if (new && p == 34 && k == 1)
				continue;
			at += put_sentence(out + at, size - at,
			    new && p > 37 ? s * 7 + 900 : s,
			    new && (p == 5 || p == 17) && k == 2 ?
			    " after all" : "");
			if (new && p == 12 && k == 1)
				at += put_sentence(out + at, size - at,
				    34 * 4 + 1, "");
		}
		at += snprintf(out + at, size - at, "\n\n");
	}
	assert_true(at + 1 < size);
}

/* One long line, changed in three places far from each other. */
static void
write_line(char *out, size_t size, bool new)
{
	size_t at = 0;

	for (unsigned i = 0; i < 120; i++)
		at += put_sentence(out + at, size - at, i,
		    new && i % 50 == 20 ? " again" : "");
	assert_true(at + 1 < size);
}

/* Nothing alike: every word is another. */
static void
write_unlike(char *out, size_t size, bool new)
{
	size_t at = 0;

	for (unsigned i = 0; i < 1200; i++)
		at += snprintf(out + at, size - at, "%c%u%s", new ? 'n' : 'o',
		    i * 37 + new, i % 9 == 8 ? ".\n" : " ");
	assert_true(at + 1 < size);
}

static size_t
to_space(void *arg, const char *text, size_t at, size_t end)
{
	(void)arg;
	while (at < end && text[at] != ' ' && text[at] != '\n')
		at++;
	return at;
}

static const struct diff_options options[] = {
	{ .grain = DIFF_AUTO },
	{ .grain = DIFF_WORD, .no_moves = 1 },
	{ .grain = DIFF_PHRASE, .word = to_space },
	{ .minimal = 1 },
};

/* DIFF_ENOMEM for each refusal, with nothing held; how many there were. */
static size_t
fail_new(struct diff **d, const char *a, const char *b,
    const struct diff_options *o, bool once)
{
	ptrdiff_t held = heap.held;
	size_t k;
	int rc;

	for (k = 0; k < TRIES; k++) {
		refuse(k, once);
		rc = diff_new(d, a, strlen(a), b, strlen(b), o);
		if (!heap.failed)
			break;
		assert_int_equal(rc, DIFF_ENOMEM);
		assert_null(*d);
		assert_int_equal(heap.held, held);
	}
	refuse(SIZE_MAX, true);
	assert_true(k < TRIES);
	assert_int_equal(rc, DIFF_OK);
	return k;
}

static size_t
fail_apply(const struct diff *d, const char *b)
{
	ptrdiff_t held = heap.held;
	size_t k, n;
	char *text;
	int rc;

	for (k = 0; k < TRIES; k++) {
		refuse(k, true);
		rc = diff_apply(d, &text, &n);
		if (!heap.failed)
			break;
		assert_int_equal(rc, DIFF_ENOMEM);
		assert_null(text);
		assert_int_equal(n, 0);
		assert_int_equal(heap.held, held);
	}
	refuse(SIZE_MAX, true);
	assert_true(k < TRIES);
	assert_int_equal(rc, DIFF_OK);
	assert_int_equal(n, strlen(b));
	assert_memory_equal(text, b, n);
	free(text);
	return k;
}

static void
fail_pair(const char *a, const char *b, size_t least)
{
	ptrdiff_t held = heap.held;
	struct diff *d;

	for (size_t o = 0; o < COUNT(options); o++) {
		for (int once = 0; once < 2; once++) {
			assert_true(fail_new(&d, a, b, &options[o], once) >=
			    least);
			assert_true(fail_apply(d, b) >= 2);
			diff_free(d);
			assert_int_equal(heap.held, held);
		}
	}
}

static void
fail_both_ways(void (*put)(char *, size_t, bool))
{
	static char a[1 << 16], b[1 << 16];

	put(a, sizeof(a), false);
	put(b, sizeof(b), true);
	fail_pair(a, b, 10);
	fail_pair(b, a, 10);
}

static void
test_story(void **state)
{
	static char a[1 << 16], b[1 << 16];
	const struct diff_edit *e;
	struct diff *d;
	size_t n, moves = 0;

	(void)state;
	refuse(SIZE_MAX, true);
	write_story(a, sizeof(a), false);
	write_story(b, sizeof(b), true);
	assert_int_equal(diff_new(&d, a, strlen(a), b, strlen(b), NULL),
	    DIFF_OK);
	for (e = diff_edits(d, &n); n > 0; n--, e++)
		moves += e->op == DIFF_MOVE && e->ninner > 0;
	assert_true(moves > 0);		/* what the test is to reach */
	diff_free(d);
	fail_both_ways(write_story);
}

static void
test_line(void **state)
{
	(void)state;
	fail_both_ways(write_line);
}

static void
test_unlike(void **state)
{
	(void)state;
	fail_both_ways(write_unlike);
}

static void
test_small(void **state)
{
	static const char *const small[][2] = {
		{ "", "one word" }, { "a", "b" }, { "same", "same" },
		{ "a \xff\xfe b", "a \xff b\n\nc" },
	};
	struct diff *d;

	(void)state;
	for (size_t i = 0; i < COUNT(small); i++) {
		assert_true(fail_new(&d, small[i][0], small[i][1], NULL,
			true) >= 1);
		assert_true(fail_apply(d, small[i][1]) >= 2);
		diff_free(d);
	}
}

/* Random bytes of some kind, of a fixed seed; n of them. */
static void
write_kind(char *out, size_t n, int kind, bool new)
{
	static const char *const letters[] = { "abcdefghijklm", "nopqrstuvwxyz" };
	static const char marks[] = ".,;:!?()[]*/";
	uint32_t seed = 7 + new;
	size_t at = 0;

	while (at + 16 < n) {
		unsigned r = (seed = seed * 1664525 + 1013904223) >> 16;
		unsigned k = at / 12;

		switch (kind) {
		case 0:		/* lines of a letter, none the same */
			out[at++] = letters[new][r % 13];
			out[at++] = '\n';
			break;
		case 1:		/* of two letters at random */
			out[at++] = 'a' + r % 2;
			out[at++] = '\n';
			break;
		case 2:		/* words of a letter, in no line */
			out[at++] = 'a' + r % 4;
			out[at++] = ' ';
			break;
		case 3:		/* sentences of a word */
			at += snprintf(out + at, 5, "%c%c. ", 'A' + r % 3,
			    'a' + r / 3 % 3);
			break;
		case 4:		/* marks, and no space */
			out[at++] = marks[r % 12];
			break;
		case 5:		/* bytes that are no UTF-8 */
			out[at++] = 0x80 + r % 128;
			break;
		case 6:		/* short lines that stand once */
			at += snprintf(out + at, 16, "%zx\n", new ? n - at :
			    at);
			break;
		case 7:		/* each second line is another */
			at += snprintf(out + at, 16, "%c\n%c\n",
			    letters[new][r % 13], 'a' + r / 13 % 26);
			break;
		case 8:		/* words and sentences */
			at += snprintf(out + at, 16, "%c%x%s", 'a' + k % 9,
			    r % 3000, r % 17 ? " " : ".\n");
			break;
		case 9:		/* short sentences that stand elsewhere now */
			at += snprintf(out + at, 16, "B%x c d e.\n",
			    (new ? k * 7919 : k) % 4096);
			break;
		}
	}
	out[at] = '\0';
}

/* Never more than twenty times the texts, beside some room for small ones. */
static void
test_ceiling(void **state)
{
	const ptrdiff_t small = 1 << 17;
	static char a[400000], b[400000];
	struct diff *d;

	(void)state;
	for (int kind = 0; kind < 10; kind++) {
		for (size_t o = 0; o < COUNT(options); o++) {
			ptrdiff_t most;

			if (options[o].word != NULL)
				continue;
			write_kind(a, sizeof(a), kind, false);
			write_kind(b, sizeof(b), kind, true);
			most = 20 * (strlen(a) + strlen(b));
			heap.peak = heap.bytes = 0;
			assert_int_equal(diff_new(&d, a, strlen(a), b,
				strlen(b), &options[o]), DIFF_OK);
			if (getenv("SHOW"))
				printf("kind %d opt %zu: %.1f\n", kind, o,
				    heap.peak * 20. / most);
			else
				assert_true(heap.peak < most + small);
			diff_free(d);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_small),
		cmocka_unit_test(test_story),
		cmocka_unit_test(test_line),
		cmocka_unit_test(test_unlike),
		cmocka_unit_test(test_ceiling),
	};

	refuse(SIZE_MAX, true);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
