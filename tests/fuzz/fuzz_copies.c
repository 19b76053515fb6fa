/*
 * Two strangers' texts as sketches and laid against each other. A sketch is a
 * part of all shingles, in order; what two texts share is no more than either
 * has, and the longest passage is a part of one of them; a text is all in itself.
 */
#include <assert.h>
#include <stdlib.h>

#include "store/sketch.h"
#include "tracker/change/passages.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static void
check_sketch(const char *p, size_t n)
{
	struct sketch s, whole;
	size_t k = 0;

	assert(sketch_make(&s, p, n) == 0 && sketch_whole(&whole, p, n) == 0);
	assert(s.n <= whole.n && (s.n > 0) == (whole.n > 0));
	assert(s.n <= SKETCH_MOST);
	for (size_t i = 0; i < s.n; i++) {
		assert(i == 0 || s.v[i - 1] < s.v[i]);
		while (k < whole.n && whole.v[k] < s.v[i])
			k++;
		assert(k < whole.n && whole.v[k] == s.v[i]);
	}
	sketch_release(&s);
	sketch_release(&whole);
}

static bool
is_within(struct str s, struct str text)
{
	return s.p >= text.p && s.p + s.n <= text.p + text.n;
}

static void
check_passages(struct arena *a, struct str x, struct str y)
{
	struct passage_text tx, ty;
	struct passages p;

	passage_text_read(&tx, a, x);
	passage_text_read(&ty, a, y);
	passages_find(&p, a, &tx, &ty);
	assert(p.words <= p.of && p.share >= 0 && p.share <= 1);
	assert(p.longest.n == 0 || is_within(p.longest, x) ||
	    is_within(p.longest, y));
	passages_find(&p, a, &tx, &tx);
	assert(tx.weight[tx.n] < 12 || p.words == p.of);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = malloc(size + 1);
	struct arena a;
	size_t n = 0;

	assert(text != NULL);
	memcpy(text, data, size);
	text[size] = '\0';
	while (n < size && text[n] != '\0')
		n++;
	check_sketch(text, size);
	check_sketch(text, n);
	arena_init(&a);
	check_passages(&a, str_make(text, n), n < size ?
	    str_make(text + n + 1, size - n - 1) : str_make(text, n));
	arena_release(&a);
	free(text);
	return 0;
}
