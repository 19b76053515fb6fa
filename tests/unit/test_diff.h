/*
 * What the differ's unit tests share: two texts compared, with the proof that
 * OLD and the edits give NEW, and edits written as a line of text.
 */
#ifndef TEST_DIFF_H
#define TEST_DIFF_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdbool.h>
#include <stdint.h>

#include "diff/diff.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static const char *const ops[] = { "~", "+", "-", ">" };

/* "~old|new" a line of edits, those inside a move in parentheses. */
static inline void
describe(char *out, size_t size, const char *a, const char *b,
    const struct diff_edit *e, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		size_t at = strlen(out);

		snprintf(out + at, size - at, "%s%s%.*s|%.*s", i ? ";" : "",
		    ops[e[i].op], (int)(e[i].old.end - e[i].old.start),
		    a + e[i].old.start, (int)(e[i].new.end - e[i].new.start),
		    b + e[i].new.start);
		if (e[i].ninner == 0)
			continue;
		at = strlen(out);
		snprintf(out + at, size - at, "(");
		describe(out, size, a, b, e[i].inner, e[i].ninner);
		at = strlen(out);
		snprintf(out + at, size - at, ")");
	}
}

static inline struct diff *
compare(const char *a, const char *b, const struct diff_options *o)
{
	struct diff *d;
	char *text;
	size_t n;

	assert_int_equal(diff_new(&d, a, strlen(a), b, strlen(b), o), DIFF_OK);
	assert_int_equal(diff_apply(d, &text, &n), DIFF_OK);
	assert_int_equal(n, strlen(b));
	assert_memory_equal(text, b, n);
	free(text);
	return d;
}

/* The edits between two texts, described; `got` has room. */
static inline void
edits_of(char *got, size_t size, const char *a, const char *b,
    const struct diff_options *o)
{
	struct diff *d = compare(a, b, o);
	size_t n;
	const struct diff_edit *e = diff_edits(d, &n);

	got[0] = '\0';
	describe(got, size, a, b, e, n);
	diff_free(d);
}

/* Numbers from a fixed seed. */
static uint32_t seed = 1;

static inline unsigned
dice(unsigned n)
{
	seed = seed * 1664525 + 1013904223;
	return (seed >> 16) % n;
}

#endif
