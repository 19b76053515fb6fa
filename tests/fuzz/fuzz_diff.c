/*
 * OLD plus edits is NEW, at every grain and in both directions, and a text
 * does not differ from itself. The input is grain, OLD, a NUL byte, NEW.
 */
#include <stdint.h>

#include "diff/diff.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static void
check(const char *a, size_t na, const char *b, size_t nb,
    const struct diff_options *o, size_t *amount)
{
	const struct diff_edit *e;
	struct diff *d;
	char *text;
	size_t n, len;

	if (diff_new(&d, a, na, b, nb, o) != DIFF_OK)
		abort();
	e = diff_edits(d, &n);
	if ((n == 0) != (na == nb && (na == 0 || memcmp(a, b, na) == 0)))
		abort();
	if (diff_apply(d, &text, &len) != DIFF_OK || len != nb ||
	    (nb > 0 && memcmp(text, b, nb) != 0))
		abort();
	for (size_t i = 0; i < n; i++) {
		if (e[i].old.end > na || e[i].new.end > nb ||
		    (i > 0 && e[i].new.start < e[i - 1].new.end))
			abort();
	}
	*amount = n;
	free(text);
	diff_free(d);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct diff_options o = { .grain = DIFF_AUTO };
	const char *p = (const char *)data, *nul;
	size_t na, nb, there, back;

	if (size == 0)
		return 0;
	o.grain = data[0] % 3;
	o.no_moves = data[0] >> 2 & 1;
	o.minimal = data[0] >> 3 & 1;
	p++;
	size--;
	nul = memchr(p, 0, size);
	na = nul != NULL ? (size_t)(nul - p) : size / 2;
	nb = nul != NULL ? size - na - 1 : size - na;
	check(p, na, p + size - nb, nb, &o, &there);
	check(p + size - nb, nb, p, na, &o, &back);
	check(p, na, p, na, &o, &there);
	return 0;
}
