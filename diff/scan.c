#include <stdlib.h>
#include <string.h>

#include "diff/address.h"
#include "diff/scan.h"

#define GROUPS 4	/* of three digits, behind the first ones */

bool
scan_is_gap(const unsigned char *p, const unsigned char *end, size_t *n)
{
	uint32_t c = uni_next(p, end, n), folded[3];
	enum cc cc = uni_class(c);

	return cc == CC_SPACE || (cc == CC_MARK && uni_fold(c, folded) == 0);
}

struct look
look_wide(const unsigned char *p, const unsigned char *end)
{
	struct look l;

	l.c = uni_next(p, end, &l.n);
	l.cc = uni_class(l.c);
	return l;
}

static bool
is_apostrophe(uint32_t c)
{
	return c == '\'' || c == 0x2019 || c == 0x2bc;
}

static bool
is_hyphen(uint32_t c)
{
	return c == '-' || c == 0x2010 || c == 0x2011;
}

/* Does `c`, between two characters of these classes, join them? */
static bool
joins(uint32_t c, enum cc before, enum cc after, bool lower)
{
	bool digits = before == CC_DIGIT && after == CC_DIGIT;

	if (is_hyphen(c))
		return true;
	if (is_apostrophe(c))
		return is_letter(before) && is_letter(after);
	switch (c) {
	case '.':
		/* example.org, U.S., 1.5; not a sentence's end.Next */
		return digits || (is_letter(before) && lower) ||
		    (before == CC_UPPER && after == CC_UPPER);
	case ',': case ':': case '/': case 0x66b: case 0x66c: case 0x2044:
	case 0x2013:
		return digits;
	case '@':
		return true;
	case '&':
		return before == CC_UPPER && after == CC_UPPER;	/* AT&T */
	case 0xb7: case 0x2027:
		return is_letter(before) && is_letter(after);
	}
	return false;
}

/* Takes "%", per mille or a degree sign after a digit. */
static bool
is_unit(uint32_t c)
{
	return c == '%' || c == 0xb0 || c == 0x2030 || c == 0xba ||
	    c == 0xff05;
}

/* Digits at p, at most `most`. */
static size_t
count_digits(const unsigned char *p, const unsigned char *end, size_t most)
{
	size_t n = 0;

	while (p + n < end && n < most && cc_ascii[p[n]] == CC_DIGIT)
		n++;
	return n;
}

/* A sign that stands between three digits and three digits of a number. */
static bool
is_group_sign(uint32_t c)
{
	return c == ' ' || c == 0xa0 || c == 0x2009 || c == 0x202f ||
	    c == '\'' || c == 0x2019;
}

/* Can a number with plain spaces in it end at p? */
static bool
groups_may_end(const unsigned char *p, const unsigned char *end)
{
	size_t n;

	if (p == end)
		return true;
	n = count_digits(p + 1, end, 4);
	switch (*p) {
	case '.': case ',':
		return n < 3;		/* of a fraction, or of none */
	case ' ': case '-': case '/': case ':':
		return n == 0;		/* of a telephone, a date */
	}
	return !is_alnum(cc_ascii[*p]);
}

/*
 * The end of the groups of digits at p: "1 200 000", with a space of some kind
 * or an apostrophe. The first has up to three digits, the others have three.
 * A plain space may as well stand between two numbers ("May 30 200 people"), so
 * there nothing may follow that goes on otherwise, nor a month or another
 * number stand before it.
 */
static const unsigned char *
scan_groups(struct scan *s, const unsigned char *p, const unsigned char *end)
{
	const unsigned char *q = p + count_digits(p, end, 4);
	struct look sign = look(q, end);
	size_t n = 0;

	if (q == p || q - p > 3 || *p == '0' || q == end ||
	    !is_group_sign(sign.c) || (sign.c == ' ' && s->dated))
		return p;
	while (look(q, end).c == sign.c &&
	    count_digits(q + sign.n, end, 4) == 3) {
		q += sign.n + 3;
		n++;
	}
	if (n == 0 || n > GROUPS || (sign.c == ' ' && !groups_may_end(q, end)))
		return p;
	s->plain &= sign.c < 0x80;
	return q;
}

/* Letters, digits and what joins them. */
static const unsigned char *
scan_word(struct scan *s, const unsigned char *p, const unsigned char *end)
{
	const unsigned char *start = p, *dot = NULL, *from;
	struct look l, after, last = { 0, CC_LETTER, 0 };
	unsigned seen = 0;	/* classes, a bit each */
	bool mail = false;

	if (p < end && cc_ascii[*p] == CC_DIGIT)
		p = scan_groups(s, p, end);
	if (p > start) {
		seen = 1u << CC_DIGIT;
		last.cc = CC_DIGIT;
	}
	for (;;) {
		for (from = p; p < end && is_alnum(cc_ascii[*p]); p++)
			seen |= 1u << cc_ascii[*p];
		if (p > from)
			last.cc = cc_ascii[p[-1]];
		if (p == end || *p == ' ')
			break;
		l = look(p, end);
		if (is_alnum(l.cc) || l.cc == CC_MARK) {
			if (l.cc != CC_MARK)
				last = l;
			seen |= 1u << l.cc;
			p += l.n;
			s->plain = false;
			continue;
		}
		if (l.n == 0 || l.cc == CC_SPACE)
			break;
		after = look(p + l.n, end);
		if (is_alnum(after.cc) &&
		    joins(l.c, last.cc, after.cc,
			after.cc == CC_LETTER)) {
			s->plain &= l.c < 0x80;
			p += l.n;
			mail |= l.c == '@';
			dot = l.c == '.' ? p : dot;
			from = p;
			if (after.cc == CC_DIGIT)
				p = scan_groups(s, p, end);
			if (p > from)
				last.cc = CC_DIGIT;
			continue;
		}
		if (last.cc == CC_DIGIT && is_unit(l.c)) {
			s->plain &= l.c < 0x80;
			p += l.n;
		}
		break;
	}
	s->kind = seen == 1u << CC_DIGIT ? TOK_NUMBER : TOK_WORD;
	if (p < end && *p != ' ')
		p = address_rest(s, start, p, end, mail, dot);
	return p;
}

/*
 * Words that take a dot without ending a sentence. "no" and "sun" are left out:
 * they end more sentences than they abbreviate.
 */
static const char *const abbreviations[] = {
	"a.m", "adm", "al", "apr", "approx", "aug", "c.f", "capt", "cf", "cmdr",
	"col", "corp", "dec", "dept", "dr", "e.g", "eq", "eqs", "etc", "feb",
	"fig", "figs", "gen", "gov", "hon", "i.e", "inc", "jan", "jr", "lt",
	"ltd", "maj", "messrs", "mr", "mrs", "ms", "mt", "nos", "nov", "oct",
	"p.m", "pp", "pres", "prof", "ref", "refs", "rep", "reps", "rev", "sen",
	"sens", "sep", "sept", "sgt", "sr", "st", "vol", "vs",
};

static const char *const months[] = {
	"Apr.", "April", "Aug.", "August", "Dec.", "December", "Feb.",
	"February", "Jan.", "January", "July", "June", "March", "May", "Nov.",
	"November", "Oct.", "October", "Sept.", "September",
};

bool
is_month(const char *p, size_t n)
{
	for (size_t i = 0; i < sizeof(months) / sizeof(months[0]); i++) {
		if (strlen(months[i]) == n && memcmp(months[i], p, n) == 0)
			return true;
	}
	return false;
}

static int
abbreviation_cmp(const void *key, const void *row)
{
	return strcmp(key, *(const char *const *)row);
}

bool
is_abbreviation(const char *p, size_t n)
{
	char low[8];

	/* REF and FIG are something else */
	if (n < 2 || n >= sizeof(low) || cc_ascii[(unsigned char)p[1]] ==
	    CC_UPPER)
		return false;
	for (size_t i = 0; i < n; i++)
		low[i] = p[i] >= 'A' && p[i] <= 'Z' ? p[i] + 32 : p[i];
	low[n] = '\0';
	return bsearch(low, abbreviations,
	    sizeof(abbreviations) / sizeof(abbreviations[0]),
	    sizeof(abbreviations[0]), abbreviation_cmp) != NULL;
}

/* The dot of "U.S." and of an abbreviation belongs to it. */
static const unsigned char *
scan_dot(const unsigned char *from, const unsigned char *p,
    const unsigned char *end)
{
	if (p == end || *p != '.')
		return p;
	if (p - from >= 3 && p[-2] == '.' && cc_ascii[p[-1]] == CC_UPPER)
		return p + 1;
	return is_abbreviation((const char *)from, p - from) ? p + 1 : p;
}

/* "&amp;", "&#8217;": the end, or NULL. */
static const unsigned char *
scan_entity(const unsigned char *p, const unsigned char *end)
{
	const unsigned char *q = p + 1;
	bool number = q < end && *q == '#';

	q += number;
	while (q < end && q - p < 10 && (number ? is_alnum(cc_ascii[*q]) :
	    is_letter(cc_ascii[*q])))
		q++;
	return q < end && *q == ';' && q - p > 2 ? q + 1 : NULL;
}

/* Combining marks after a base that is a token alone. */
static const unsigned char *
scan_marks(const unsigned char *p, const unsigned char *end)
{
	struct look l = look(p, end);

	while (l.n > 0 && l.cc == CC_MARK) {
		p += l.n;
		l = look(p, end);
	}
	return p;
}

static const unsigned char *
scan_run(const unsigned char *p, const unsigned char *end, uint32_t c)
{
	struct look l = look(p, end);

	while (l.n > 0 && l.c == c) {
		p += l.n;
		l = look(p, end);
	}
	return p;
}

/* Punctuation and symbols, and the numbers, handles and entities they begin. */
static const unsigned char *
scan_mark(struct scan *s, struct look l, const unsigned char *p,
    const unsigned char *end, bool fresh)
{
	const unsigned char *q = p + l.n;
	struct look after = look(q, end);

	s->kind = TOK_PUNCT;
	if (after.cc == CC_DIGIT && (l.cc == CC_CURRENCY ||
	    (fresh && (l.c == '+' || l.c == 0x2212)))) {
		q = scan_word(s, q, end);
		s->kind = TOK_NUMBER;
		return q;
	}
	/* -5, and the -boson of a compound that lost its head */
	if (fresh && is_hyphen(l.c) && is_alnum(after.cc))
		return scan_word(s, q, end);
	if ((l.c == '@' || l.c == '#') && is_letter(after.cc))
		return scan_word(s, q, end);
	if (l.c == '&') {
		const unsigned char *e = scan_entity(p, end);

		return e != NULL ? e : q;
	}
	if (l.c == '.' || l.c == '-' || l.c == '*' || l.c == '_' || l.c == '=')
		return scan_run(q, end, l.c);
	return scan_marks(q, end);
}

static const unsigned char *
scan_ideograph(struct look l, const unsigned char *p,
    const unsigned char *end)
{
	const unsigned char *q = p + l.n;

	switch (l.cc) {
	case CC_KATAKANA:
		for (l = look(q, end); l.n > 0 && l.cc == CC_KATAKANA;
		    l = look(q, end))
			q += l.n;
		break;
	case CC_LEADING:
		l = look(q, end);
		if (l.cc == CC_CLUSTER)
			q += l.n;
		break;
	default:
		break;
	}
	return scan_marks(q, end);
}

const unsigned char *
scan_token(struct scan *s, const unsigned char *p, const unsigned char *end,
    bool fresh)
{
	struct look l = look(p, end);
	const unsigned char *q;

	s->flags = 0;
	s->plain = *p < 0x80;
	switch (l.cc) {
	case CC_UPPER:
	case CC_LETTER:
	case CC_DIGIT:
		if (l.cc != CC_DIGIT)
			s->flags = l.cc == CC_UPPER ? TOK_UPPER : TOK_LOWER;
		q = address_url(s, p, end);
		if (q != p)
			return q;
		q = scan_word(s, p, end);
		return scan_dot(p, q, end);
	case CC_HAN:
	case CC_HIRAGANA:
	case CC_KATAKANA:
	case CC_CLUSTER:
	case CC_LEADING:
		s->kind = TOK_IDEOGRAPH;
		return scan_ideograph(l, p, end);
	case CC_BAD:
		s->kind = TOK_PUNCT;
		return p + 1;
	default:
		q = scan_mark(s, l, p, end, fresh);
		/* marks and signs may have been taken beyond ASCII */
		for (const unsigned char *b = p; s->plain && b < q; b++)
			s->plain = *b < 0x80;
		return q;
	}
}
