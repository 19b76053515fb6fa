#include "tracker/base/buf.h"
#include "tracker/base/limits.h"
#include "tracker/base/utf8.h"
#include "tracker/extract/charset.h"

/* Fewer sequences than this may be someone quoting them. */
#define DOUBLE_LEAST 3
/* Other characters after which, with few sequences, none more are looked for. */
#define OTHER_MOST 500
/* It may have happened this often. */
#define TIMES 2

/* The characters of bytes 0x80 to 0x9f in windows-1252; 0: none. */
static const uint16_t high[32] = {
	0x20ac, 0, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021,
	0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0, 0x17d, 0,
	0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
	0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0, 0x17e, 0x178,
};

/* The characters of bytes 0x80 to 0xbf in windows-1251; letters follow. */
static const uint16_t high_1251[64] = {
	0x402, 0x403, 0x201a, 0x453, 0x201e, 0x2026, 0x2020, 0x2021,
	0x20ac, 0x2030, 0x409, 0x2039, 0x40a, 0x40c, 0x40b, 0x40f,
	0x452, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
	0x98, 0x2122, 0x459, 0x203a, 0x45a, 0x45c, 0x45b, 0x45f,
	0xa0, 0x40e, 0x45e, 0x408, 0xa4, 0x490, 0xa6, 0xa7,
	0x401, 0xa9, 0x404, 0xab, 0xac, 0xad, 0xae, 0x407,
	0xb0, 0xb1, 0x406, 0x456, 0x491, 0xb5, 0xb6, 0xb7,
	0x451, 0x2116, 0x454, 0xbb, 0x458, 0x405, 0x455, 0x457,
};

/* A charset that UTF-8 was taken for. */
struct mistake {
	int (*byte_of)(uint32_t);	/* of a character, or -1 */
	unsigned char leads[2];		/* first bytes of what leads */
};

/* C1 controls stand for themselves, as browsers have it. */
static int
byte_1252(uint32_t c)
{
	if (c >= 0x80 && c <= 0xff)
		return (int)c;
	for (int i = 0; c >= 0x152 && i < 32; i++)
		if (high[i] == c)
			return 0x80 + i;
	return -1;
}

static int
byte_1251(uint32_t c)
{
	if (c >= 0x410 && c <= 0x44f)
		return (int)(c - 0x410 + 0xc0);
	for (int i = 0; i < 64; i++)
		if (high_1251[i] == c)
			return 0x80 + i;
	return -1;
}

/* A lead is a byte from 0xc2 to 0xf4: U+00C2 to U+00F4, U+0412 to U+0444. */
static const struct mistake mistakes[] = {
	{ byte_1252, { 0xc3, 0xc3 } },
	{ byte_1251, { 0xd0, 0xd1 } },
};

/*
 * A character of the original at the front of `s`, which now stands there as
 * two to four characters. Returns the bytes they take, or 0.
 */
static size_t
doubled(const struct mistake *m, struct str s, uint32_t *original)
{
	struct str rest = s, seq;
	char bytes[4];
	bool bad;
	int b;
	size_t n = 0, want = 4;

	while (n < want && rest.n > 0 && (unsigned char)rest.p[0] >= 0x80) {
		b = m->byte_of(utf8_next(&rest, NULL));
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

/* Up to the next character of two bytes that may lead a doubled sequence. */
static size_t
to_lead(const struct mistake *m, struct str s)
{
	const char *p = s.n > 1 ? memchr(s.p, m->leads[0], s.n - 1) : NULL;
	size_t n = p != NULL ? (size_t)(p - s.p) : s.n;

	if (m->leads[1] == m->leads[0] || s.n < 2)
		return n;
	p = memchr(s.p, m->leads[1], n < s.n ? n : s.n - 1);
	return p != NULL ? (size_t)(p - s.p) : n;
}

static bool
is_doubled(const struct mistake *m, struct str text)
{
	size_t found = 0, other = 0, n;
	uint32_t c;

	while (text.n > 0 && (other < OTHER_MOST || found * 2 > other)) {
		text = str_from(text, to_lead(m, text));
		if (text.n == 0)
			break;
		n = doubled(m, text, &c);
		found += n > 0;
		other += n == 0;
		text = str_from(text, n > 0 ? n : 2);
	}
	return found >= DOUBLE_LEAST && found > other;
}

static struct str
undouble(const struct mistake *m, struct str text, struct arena *arena)
{
	struct buf out;
	uint32_t c;
	size_t run, n;

	buf_init(&out, text.n + 1);
	while (text.n > 0) {
		run = to_lead(m, text);
		buf_add(&out, text.p, run);
		text = str_from(text, run);
		if (text.n == 0)
			break;
		n = doubled(m, text, &c);
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

struct str
charset_undouble(struct str text, struct arena *arena)
{
	for (size_t k = 0; k < TIMES; k++)
		for (size_t i = 0; i < sizeof(mistakes) / sizeof(*mistakes);
		     i++)
			if (is_doubled(&mistakes[i], text))
				text = undouble(&mistakes[i], text, arena);
	return text;
}
