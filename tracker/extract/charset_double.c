#include "tracker/base/buf.h"
#include "tracker/base/limits.h"
#include "tracker/base/utf8.h"
#include "tracker/extract/charset.h"

/* Fewer sequences than this may be someone quoting them. */
#define DOUBLE_LEAST 3

/* The characters of bytes 0x80 to 0x9f in windows-1252; 0: none. */
static const uint16_t high[32] = {
	0x20ac, 0, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021,
	0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0, 0x17d, 0,
	0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
	0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0, 0x17e, 0x178,
};

/* The windows-1252 byte of a character (C1 controls stand for themselves,
 * as browsers have it), or -1. */
static int
byte_of(uint32_t c)
{
	if (c >= 0x80 && c <= 0xff)
		return (int)c;
	for (int i = 0; c >= 0x152 && i < 32; i++)
		if (high[i] == c)
			return 0x80 + i;
	return -1;
}

/*
 * A character of the original at the front of `s`, which now stands there as
 * two to four characters. Returns the bytes they take, or 0.
 */
static size_t
doubled(struct str s, uint32_t *original)
{
	struct str rest = s, seq;
	char bytes[4];
	bool bad;
	int b;
	size_t n = 0, want = 4;

	while (n < want && rest.n > 0 && (unsigned char)rest.p[0] >= 0x80) {
		b = byte_of(utf8_next(&rest, NULL));
		if (b < 0 || (n > 0 && (b & 0xc0) != 0x80))
			break;
		if (n == 0)
			want = b >= 0xf0 ? 4 : b >= 0xe0 ? 3 : b >= 0xc2 ? 2 : 0;
		if (n < want)
			bytes[n++] = (char)b;
	}
	if (n == 0 || n != want)
		return 0;
	seq = str_make(bytes, n);
	*original = utf8_next(&seq, &bad);
	return bad || seq.n > 0 ? 0 : (size_t)(rest.p - s.p);
}

/*
 * Up to the next character that may lead a doubled sequence: U+00C2 to U+00F4,
 * each 0xc3 and one byte more.
 */
static size_t
to_lead(struct str s)
{
	const char *p = s.n > 1 ? memchr(s.p, 0xc3, s.n - 1) : NULL;

	return p != NULL ? (size_t)(p - s.p) : s.n;
}

static bool
is_doubled(struct str text)
{
	size_t found = 0, other = 0, n;
	uint32_t c;

	while (text.n > 0) {
		text = str_from(text, to_lead(text));
		if (text.n == 0)
			break;
		n = doubled(text, &c);
		found += n > 0;
		other += n == 0;
		text = str_from(text, n > 0 ? n : 2);
	}
	return found >= DOUBLE_LEAST && found > other;
}

struct str
charset_undouble(struct str text, struct arena *arena)
{
	struct buf out;
	uint32_t c;
	size_t run, n;

	if (!is_doubled(text))
		return text;
	buf_init(&out, text.n + 1);
	while (text.n > 0) {
		run = to_lead(text);
		buf_add(&out, text.p, run);
		text = str_from(text, run);
		if (text.n == 0)
			break;
		n = doubled(text, &c);
		if (n > 0)
			utf8_add(&out, c);
		else
			buf_add(&out, text.p, 2);
		text = str_from(text, n > 0 ? n : 2);
	}
	text = arena_str(arena, buf_str(&out));
	buf_release(&out);
	return text;
}
