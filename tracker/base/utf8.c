#include <stdio.h>

#include "tracker/base/utf8.h"

static bool
is_cont(struct str s, size_t i)
{
	return i < s.n && ((unsigned char)s.p[i] & 0xc0) == 0x80;
}

/* Length of the valid sequence at the front and its code point, or 0. */
static size_t
decode(struct str s, uint32_t *cp)
{
	unsigned char c = (unsigned char)s.p[0];
	size_t len = c < 0x80 ? 1 : c < 0xc2 ? 0 : c < 0xe0 ? 2 :
	    c < 0xf0 ? 3 : c < 0xf5 ? 4 : 0;
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };

	if (len <= 1) {
		*cp = c;
		return len;
	}
	*cp = c & (0xffu >> (len + 1));
	for (size_t i = 1; i < len; i++) {
		if (!is_cont(s, i))
			return 0;
		*cp = *cp << 6 | ((unsigned char)s.p[i] & 0x3f);
	}
	if (*cp < least[len] || *cp > 0x10ffff ||
	    (*cp >= 0xd800 && *cp < 0xe000))
		return 0;
	return len;
}

uint32_t
utf8_next(struct str *s, bool *bad)
{
	uint32_t cp;
	size_t len = decode(*s, &cp);

	if (bad != NULL)
		*bad = len == 0;
	*s = str_from(*s, len > 0 ? len : 1);
	return len > 0 ? cp : UTF8_BAD;
}

void
utf8_add(struct buf *b, uint32_t c)
{
	char out[4];
	size_t n;

	if (c > 0x10ffff || (c >= 0xd800 && c < 0xe000))
		c = UTF8_BAD;
	if (c < 0x80) {
		buf_addc(b, (char)c);
		return;
	}
	n = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
	for (size_t i = n - 1; i > 0; i--, c >>= 6)
		out[i] = (char)(0x80 | (c & 0x3f));
	out[0] = (char)((0xf00u >> n & 0xf0) | c);
	buf_add(b, out, n);
}

bool
utf8_valid(struct str s)
{
	bool bad;

	while (s.n > 0) {
		utf8_next(&s, &bad);
		if (bad)
			return false;
	}
	return true;
}

void
utf8_mend(struct buf *b, struct str s)
{
	while (s.n > 0)
		utf8_add(b, utf8_next(&s, NULL));
}

struct range {
	uint32_t first, last;
};

static bool
in_ranges(const struct range *r, size_t n, uint32_t c)
{
	size_t lo = 0, hi = n;

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (c > r[mid].last)
			lo = mid + 1;
		else if (c < r[mid].first)
			hi = mid;
		else
			return true;
	}
	return false;
}

/* Marks that take no column: Unicode general categories Mn, Me, Cf, common blocks. */
static const struct range zero_width[] = {
	{ 0x00ad, 0x00ad }, { 0x0300, 0x036f }, { 0x0483, 0x0489 },
	{ 0x0591, 0x05bd }, { 0x0610, 0x061a }, { 0x064b, 0x065f },
	{ 0x06d6, 0x06dc }, { 0x0900, 0x0902 }, { 0x093c, 0x093c },
	{ 0x0941, 0x0948 }, { 0x094d, 0x094d }, { 0x0e31, 0x0e31 },
	{ 0x0e34, 0x0e3a }, { 0x0e47, 0x0e4e }, { 0x1ab0, 0x1aff },
	{ 0x1dc0, 0x1dff }, { 0x200b, 0x200f }, { 0x202a, 0x202e },
	{ 0x2060, 0x2064 }, { 0x2066, 0x2069 }, { 0x20d0, 0x20ff },
	{ 0xfe00, 0xfe0f }, { 0xfe20, 0xfe2f }, { 0xfeff, 0xfeff },
};

/* East Asian Wide and Fullwidth (UAX #11), and emoji shown wide. */
static const struct range wide[] = {
	{ 0x1100, 0x115f }, { 0x231a, 0x231b }, { 0x2e80, 0x303e },
	{ 0x3041, 0x33ff }, { 0x3400, 0x4dbf }, { 0x4e00, 0x9fff },
	{ 0xa000, 0xa4cf }, { 0xac00, 0xd7a3 }, { 0xf900, 0xfaff },
	{ 0xfe30, 0xfe6f }, { 0xff00, 0xff60 }, { 0xffe0, 0xffe6 },
	{ 0x1f300, 0x1f64f }, { 0x1f680, 0x1f6ff }, { 0x1f900, 0x1f9ff },
	{ 0x20000, 0x3fffd },
};

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

int
utf8_width(uint32_t c)
{
	if (c < 0x300)
		return c == 0xad ? 0 : 1;
	if (in_ranges(zero_width, COUNT(zero_width), c))
		return 0;
	return in_ranges(wide, COUNT(wide), c) ? 2 : 1;
}

size_t
utf8_columns(struct str s)
{
	size_t n = 0;

	while (s.n > 0)
		n += (size_t)utf8_width(utf8_next(&s, NULL));
	return n;
}

bool
utf8_unsafe(uint32_t c)
{
	return (c < 0x20 && c != '\n' && c != '\t') || c == 0x7f ||
	    (c >= 0x80 && c < 0xa0) || (c >= 0x202a && c <= 0x202e) ||
	    (c >= 0x2066 && c <= 0x2069) || c == 0xfffe || c == 0xffff;
}

/* One code point, made safe, into a small buffer; its length. */
static size_t
escape_one(struct str *s, char out[16])
{
	struct str was = *s;
	bool bad;
	uint32_t c = utf8_next(s, &bad);
	size_t n = was.n - s->n;

	if (bad)
		return (size_t)snprintf(out, 16, "\\x%02x",
		    (unsigned char)was.p[0]);
	if (utf8_unsafe(c) && c < 0x80)
		return (size_t)snprintf(out, 16, "\\x%02x", (unsigned)c);
	if (utf8_unsafe(c))
		return (size_t)snprintf(out, 16, "<U+%04X>", (unsigned)c);
	memcpy(out, was.p, n);
	return n;
}

void
utf8_escape(struct buf *b, struct str s)
{
	char one[16];
	size_t n;

	while (s.n > 0) {
		n = escape_one(&s, one);
		buf_add(b, one, n);
	}
}

void
utf8_escape_into(char *out, size_t size, struct str s)
{
	char one[16];
	size_t n, at = 0;

	while (s.n > 0) {
		n = escape_one(&s, one);
		if (at + n + 1 > size)
			break;
		memcpy(out + at, one, n);
		at += n;
	}
	out[at] = '\0';
}
