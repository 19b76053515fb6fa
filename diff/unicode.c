#include "diff/unicode.h"

#define S CC_SPACE
#define P CC_PUNCT
#define Y CC_SYMBOL
#define C CC_CURRENCY
#define L CC_LETTER
#define U CC_UPPER
#define D CC_DIGIT
#define B CC_BAD
#define B16 B, B, B, B, B, B, B, B, B, B, B, B, B, B, B, B
/* Control characters are white space when C says so, else symbols. */
const uint8_t cc_ascii[256] = {
	Y, Y, Y, Y, Y, Y, Y, Y, Y, S, S, S, S, S, Y, Y,
	Y, Y, Y, Y, Y, Y, Y, Y, Y, Y, Y, Y, S, S, S, S,
	S, P, P, P, C, P, P, P, P, P, P, Y, P, P, P, P,
	D, D, D, D, D, D, D, D, D, D, P, P, Y, Y, Y, P,
	P, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U,
	U, U, U, U, U, U, U, U, U, U, U, P, P, P, Y, L,
	Y, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L,
	L, L, L, L, L, L, L, L, L, L, L, P, Y, P, Y, Y,
	B16, B16, B16, B16, B16, B16, B16, B16,
};

/* RFC 3629; the table of well-formed sequences is Unicode's 3-7. */
uint32_t
uni_next(const unsigned char *p, const unsigned char *end, size_t *n)
{
	size_t left = end - p;
	uint32_t c = p[0];

	*n = 1;
	if (c < 0x80)
		return c;
	if (c >= 0xc2 && c < 0xe0 && left >= 2 && (p[1] & 0xc0) == 0x80) {
		*n = 2;
		return (c & 0x1f) << 6 | (p[1] & 0x3f);
	}
	if ((c & 0xf0) == 0xe0 && left >= 3 && (p[1] & 0xc0) == 0x80 &&
	    (p[2] & 0xc0) == 0x80) {
		c = (c & 0xf) << 12 | (p[1] & 0x3fu) << 6 | (p[2] & 0x3f);
		if (c < 0x800 || (c >= 0xd800 && c < 0xe000))
			return UNI_BAD;
		*n = 3;
		return c;
	}
	if (c >= 0xf0 && c < 0xf5 && left >= 4 && (p[1] & 0xc0) == 0x80 &&
	    (p[2] & 0xc0) == 0x80 && (p[3] & 0xc0) == 0x80) {
		c = (c & 7) << 18 | (p[1] & 0x3fu) << 12 |
		    (p[2] & 0x3fu) << 6 | (p[3] & 0x3f);
		if (c < 0x10000 || c > 0x10ffff)
			return UNI_BAD;
		*n = 4;
		return c;
	}
	return UNI_BAD;
}

static enum cc
class_by_table(uint32_t c)
{
	size_t lo = 0, hi = cc_nranges, mid;

	while (lo < hi) {
		mid = (lo + hi) / 2;
		if (c > cc_ranges[mid].last)
			lo = mid + 1;
		else if (c < cc_ranges[mid].first)
			hi = mid;
		else
			return cc_ranges[mid].cc;
	}
	return CC_SYMBOL;
}

/* The blocks most text is made of are decided without the table. */
enum cc
uni_class(uint32_t c)
{
	enum cc cc;

	if (c < 0x80)
		return cc_ascii[c];
	if (c >= 0x4e00 && c <= 0x9fff)
		return CC_HAN;
	if (c == UNI_BAD)
		return CC_BAD;
	if ((c >= 0xe0 && c <= 0xf6) || (c >= 0x430 && c <= 0x45f) ||
	    (c >= 0xac00 && c <= 0xd7a3))
		return CC_LETTER;
	cc = class_by_table(c);
	if (cc == CC_LETTER && uni_lower(c) != c)
		return CC_UPPER;
	return cc;
}

uint32_t
uni_lower(uint32_t c)
{
	const struct lower_range *r;
	size_t lo = 0, hi = lower_nranges, mid;

	if (c < 0x80)
		return c >= 'A' && c <= 'Z' ? c + 32 : c;
	while (lo < hi) {
		mid = (lo + hi) / 2;
		r = &lower_ranges[mid];
		if (c > r->last)
			lo = mid + 1;
		else if (c < r->first)
			hi = mid;
		else
			return (c - r->first) % r->stride == 0 ?
			    c + r->delta : c;
	}
	return c;
}

struct fold {
	uint32_t c;
	char to[4];
};

/*
 * In order of code point. Full-width ASCII is folded by arithmetic. Spaces are
 * those that stand in a number.
 */
static const struct fold folds[] = {
	{ 0xa0, " " }, { 0xab, "\"" }, { 0xad, "" }, { 0xb4, "'" }, { 0xbb, "\"" },
	{ 0x2bc, "'" },
	{ 0x2009, " " },
	{ 0x200c, "" }, { 0x200d, "" }, { 0x200e, "" }, { 0x200f, "" },
	{ 0x2010, "-" }, { 0x2011, "-" }, { 0x2012, "-" }, { 0x2013, "-" },
	{ 0x2014, "-" }, { 0x2015, "-" },
	{ 0x2018, "'" }, { 0x2019, "'" }, { 0x201a, "'" }, { 0x201b, "'" },
	{ 0x201c, "\"" }, { 0x201d, "\"" }, { 0x201e, "\"" }, { 0x201f, "\"" },
	{ 0x2026, "..." }, { 0x202f, " " }, { 0x2032, "'" }, { 0x2033, "\"" },
	{ 0x2039, "'" }, { 0x203a, "'" }, { 0x2212, "-" },
	{ 0xfb00, "ff" }, { 0xfb01, "fi" }, { 0xfb02, "fl" },
	{ 0xfb03, "ffi" }, { 0xfb04, "ffl" }, { 0xfb05, "st" },
	{ 0xfb06, "st" },
};

/* UAX #15, canonical decomposition. */
static int
fold_letter(uint32_t c, uint32_t out[3])
{
	size_t lo = 0, hi = letter_nparts, mid;
	int n;

	while (lo < hi) {
		mid = (lo + hi) / 2;
		if (letter_parts[mid].c < c)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (lo == letter_nparts || letter_parts[lo].c != c)
		return 1;
	for (n = 0; n < 3 && letter_parts[lo].to[n] != 0; n++)
		out[n] = letter_parts[lo].to[n];
	return n;
}

int
uni_fold(uint32_t c, uint32_t out[3])
{
	size_t lo = 0, hi = sizeof(folds) / sizeof(folds[0]), mid;
	int n;

	out[0] = c;
	if (c < 0xa0)
		return 1;
	if (c >= 0xff01 && c <= 0xff5e) {
		out[0] = c - 0xff01 + '!';
		return 1;
	}
	/* most of Cyrillic is plain */
	if (c >= 0x41a && c <= 0x44f && c != 0x439)
		return 1;
	if ((c >= 0xc0 && c < 0x530 && c != 0x2bc) ||
	    (c >= 0x1e00 && c < 0x2000))
		return fold_letter(c, out);
	while (lo < hi) {
		mid = (lo + hi) / 2;
		if (folds[mid].c < c)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (lo == sizeof(folds) / sizeof(folds[0]) || folds[lo].c != c)
		return 1;
	for (n = 0; n < 3 && folds[lo].to[n] != '\0'; n++)
		out[n] = (unsigned char)folds[lo].to[n];
	return n;
}
