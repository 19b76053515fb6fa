#include "tracker/change/letters.h"

struct range {
	uint32_t from, to;
};

static bool
in_ranges(const struct range *r, size_t n, uint32_t c)
{
	size_t lo = 0, hi = n, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (c > r[mid].to)
			lo = mid + 1;
		else if (c < r[mid].from)
			hi = mid;
		else
			return true;
	}
	return false;
}

/* What is no letter above ASCII; the rest is taken for one. */
static const struct range marks[] = {
	{ 0x80, 0xa9 }, { 0xab, 0xb4 }, { 0xb6, 0xb9 }, { 0xbb, 0xbf },
	{ 0xd7, 0xd7 }, { 0xf7, 0xf7 }, { 0x2b9, 0x2df }, { 0x37e, 0x37e },
	{ 0x387, 0x387 }, { 0x589, 0x58a }, { 0x5be, 0x5be },
	{ 0x5f3, 0x5f4 }, { 0x60c, 0x60d }, { 0x61b, 0x61f },
	{ 0x66a, 0x66d }, { 0x6d4, 0x6d4 }, { 0x964, 0x965 },
	{ 0x1680, 0x1680 }, { 0x2000, 0x206f }, { 0x2070, 0x209f },
	{ 0x20a0, 0x20cf }, { 0x2100, 0x2bff }, { 0x2e00, 0x2e7f },
	{ 0x3000, 0x3004 }, { 0x3008, 0x3020 }, { 0x3030, 0x3030 },
	{ 0xfe10, 0xfe1f }, { 0xfe30, 0xfe6f }, { 0xfeff, 0xfeff },
	{ 0xff01, 0xff0f }, { 0xff1a, 0xff20 }, { 0xff3b, 0xff40 },
	{ 0xff5b, 0xff65 }, { 0xfff0, 0xffff }, { 0x1f000, 0x1faff },
};

/* Thai, Lao, Khmer, Myanmar; kana; Han; fullwidth forms. */
static const struct range alone[] = {
	{ 0xe00, 0xeff }, { 0x1000, 0x109f }, { 0x1780, 0x17ff },
	{ 0x3005, 0x3007 }, { 0x3040, 0x30ff }, { 0x3400, 0x4dbf },
	{ 0x4e00, 0x9fff }, { 0xf900, 0xfaff }, { 0x20000, 0x3ffff },
};

bool
letter_is(uint32_t c)
{
	if (c < 0x80)
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
	return !in_ranges(marks, sizeof(marks) / sizeof(marks[0]), c) &&
	    digit_of(c) < 0;
}

bool
letter_is_alone(uint32_t c)
{
	return c >= 0xe00 &&
	    in_ranges(alone, sizeof(alone) / sizeof(alone[0]), c);
}

/* Capitals whose small letter lies at one distance. */
static const struct shift {
	uint32_t from, to, by;
} shifts[] = {
	{ 'A', 'Z', 32 }, { 0xc0, 0xd6, 32 }, { 0xd8, 0xde, 32 },
	{ 0x386, 0x386, 38 }, { 0x388, 0x38a, 37 }, { 0x38c, 0x38c, 64 },
	{ 0x38e, 0x38f, 63 }, { 0x391, 0x3a1, 32 }, { 0x3a3, 0x3ab, 32 },
	{ 0x400, 0x40f, 80 }, { 0x410, 0x42f, 32 }, { 0x531, 0x556, 48 },
};

/* Capital and small letter by turns; `odd`: capitals have odd numbers. */
static const struct turns {
	uint32_t from, to;
	bool odd;
} turns[] = {
	{ 0x100, 0x12f, false }, { 0x132, 0x137, false },
	{ 0x139, 0x148, true }, { 0x14a, 0x177, false },
	{ 0x179, 0x17e, true }, { 0x1cd, 0x1dc, true },
	{ 0x1de, 0x1ef, false }, { 0x1f8, 0x21f, false },
	{ 0x222, 0x233, false }, { 0x460, 0x481, false },
	{ 0x48a, 0x4bf, false }, { 0x4c1, 0x4ce, true },
	{ 0x4d0, 0x52f, false }, { 0x1e00, 0x1e95, false },
	{ 0x1ea0, 0x1eff, false },
};

uint32_t
letter_lower(uint32_t c)
{
	if (c < 0x80)
		return c >= 'A' && c <= 'Z' ? c + 32 : c;
	for (size_t i = 0; i < sizeof(shifts) / sizeof(shifts[0]); i++)
		if (c >= shifts[i].from && c <= shifts[i].to)
			return c + shifts[i].by;
	for (size_t i = 0; i < sizeof(turns) / sizeof(turns[0]); i++)
		if (c >= turns[i].from && c <= turns[i].to &&
		    (c % 2 == 1) == turns[i].odd)
			return c + 1;
	return c == 0x178 ? 0xff : c;
}

int
digit_of(uint32_t c)
{
	static const uint32_t zeros[] = {
		'0', 0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xe50, 0xff10,
	};

	for (size_t i = 0; i < sizeof(zeros) / sizeof(zeros[0]); i++)
		if (c >= zeros[i] && c < zeros[i] + 10)
			return (int)(c - zeros[i]);
	return -1;
}

bool
mark_is_invisible(uint32_t c)
{
	return c == 0xad || (c >= 0x200b && c <= 0x200f) || c == 0x2060 ||
	    c == 0xfeff || (c >= 0x202a && c <= 0x202e) ||
	    (c >= 0x2066 && c <= 0x2069);
}

bool
mark_is_space(uint32_t c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 ||
	    c == 0xa0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200a) ||
	    c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f ||
	    c == 0x3000;
}

bool
mark_is_dash(uint32_t c)
{
	return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 ||
	    c == 0xfe58 || c == 0xfe63 || c == 0xff0d;
}

bool
mark_is_apostrophe(uint32_t c)
{
	return c == '\'' || c == 0x2018 || c == 0x2019 || c == 0x201a ||
	    c == 0x201b || c == 0x2032 || c == '`' || c == 0xb4 ||
	    c == 0x2bc;
}

bool
mark_is_quote(uint32_t c)
{
	return c == '"' || (c >= 0x201c && c <= 0x201f) || c == 0xab ||
	    c == 0xbb || c == 0x2039 || c == 0x203a || c == 0x2033 ||
	    (c >= 0x300c && c <= 0x300f) || c == 0xff02;
}
