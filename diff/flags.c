#include <string.h>

#include "diff/emit.h"
#include "diff/unicode.h"

/* Reads a text as folded characters, leaving out what a mode leaves out. */
struct reader {
	const unsigned char *p, *end;
	uint32_t queue[3];
	int nqueue, at;
	bool no_space, no_punct, lower;
	uint32_t last;
};

#define READ_END NONE

static uint32_t
reader_next(struct reader *r)
{
	uint32_t c;
	size_t n;
	enum cc cc;

	for (;;) {
		while (r->at < r->nqueue) {
			c = r->queue[r->at++];
			if (c == '-' && r->last == '-')
				continue;
			r->last = c;
			return r->lower ? uni_lower(c) : c;
		}
		if (r->p >= r->end)
			return READ_END;
		c = uni_next(r->p, r->end, &n);
		if (c == UNI_BAD) {
			r->last = UNI_BAD + *r->p++;
			return r->last;
		}
		r->p += n;
		cc = uni_class(c);
		r->at = r->nqueue = 0;
		if (cc == CC_SPACE) {
			if (r->no_space)
				continue;
			/* kinds of space are typography, how many is not */
			r->queue[0] = c == '\n' ? c : ' ';
			r->nqueue = 1;
			r->last = 0;
		} else if (cc != CC_PUNCT || !r->no_punct) {
			r->nqueue = uni_fold(c, r->queue);
		}
	}
}

static bool
same(const char *a, size_t na, const char *b, size_t nb, struct reader mode)
{
	struct reader x = mode, y = mode;
	uint32_t c;

	x.p = (const unsigned char *)a;
	x.end = x.p + na;
	y.p = (const unsigned char *)b;
	y.end = y.p + nb;
	do {
		c = reader_next(&x);
		if (c != reader_next(&y))
			return false;
	} while (c != READ_END);
	return true;
}

unsigned
difference(const char *a, size_t na, const char *b, size_t nb)
{
	struct reader mode;
	unsigned flags = 0;

	memset(&mode, 0, sizeof(mode));
	if (na > 0 && nb > 0) {
		if (same(a, na, b, nb, mode))
			return DIFF_TYPOGRAPHIC;
		mode.lower = true;
		if (same(a, na, b, nb, mode))
			return DIFF_CASE;
		mode.lower = false;
	}
	mode.no_space = true;
	if (same(a, na, b, nb, mode))
		return DIFF_SPACE;
	mode.no_punct = true;
	if (same(a, na, b, nb, mode))
		flags = DIFF_PUNCTUATION;
	return flags;
}
