/*
 * Dates as feeds write them: RFC 822 and 5322, RFC 3339 and ISO 8601, asctime,
 * and whatever mixture of the three a home-made script prints. Not a grammar but
 * a reading: each number and word is taken for the one thing it can be, and what
 * can be nothing makes the whole no date.
 */
#include "tracker/base/utf8.h"
#include "tracker/extract/date_words.h"
#include "tracker/extract/feed.h"

/* A longer text is no date. */
#define DATE_BYTES 128
/* Numbers of one or two digits: day, and month or year. */
#define SMALL 3

struct reading {
	struct str s;		/* what is left */
	struct civil c;
	bool year, month, day, clock, zone;
	bool named;		/* the zone, by a word */
	bool year_first;	/* before the small numbers */
	int small[SMALL];
	size_t nsmall;
	int first_month;	/* a first word that may be month or weekday */
	int half;		/* 1 for am, 2 for pm */
	int east;		/* minutes */
	bool korean;
	bool slash;		/* numbers stood between slashes */
	char before;		/* the byte before what is left, or 0 */
	const char *glued;	/* just behind the time or the zone's name */
	size_t words;
};

static size_t
digits(struct str s)
{
	size_t n = 0;

	while (n < s.n && s.p[n] >= '0' && s.p[n] <= '9')
		n++;
	return n;
}

static void
advance(struct reading *r, size_t n)
{
	if (n > 0 && n <= r->s.n)
		r->before = r->s.p[n - 1];
	r->s = str_from(r->s, n);
}

/* A number of 1 to `max` digits off the front; 0, or -1. */
static int
number(struct reading *r, size_t max, int *out)
{
	size_t n = digits(r->s);
	int64_t v;

	if (n == 0 || n > max ||
	    str_to_int(str_sub(r->s, 0, n), 0, INT32_MAX, &v) < 0)
		return -1;
	*out = (int)v;
	advance(r, n);
	return 0;
}

static bool
next_is(const struct reading *r, char c)
{
	return r->s.n > 0 && r->s.p[0] == c;
}

/* "16:48", "16:48:00", "16:48:00.25"; by another mark "16.48.00". */
static int
clock_time(struct reading *r, char mark)
{
	if (r->clock || number(r, 2, &r->c.hour) < 0)
		return -1;
	advance(r, 1);
	if (number(r, 2, &r->c.minute) < 0)
		return -1;
	if (next_is(r, mark)) {
		advance(r, 1);
		if (number(r, 2, &r->c.second) < 0)
			return -1;
	}
	if (next_is(r, ':'))
		return -1;
	if ((next_is(r, '.') || next_is(r, ',')) &&
	    digits(str_from(r->s, 1)) > 0)
		advance(r, 1 + digits(str_from(r->s, 1)));
	r->clock = true;
	r->glued = r->s.p;
	return 0;
}

/* "+0200", "-01:30", "+2" behind a time or a zone's name. */
static int
offset(struct reading *r)
{
	int sign = r->s.p[0] == '-' ? -1 : 1, hours, minutes = 0;
	size_t n = digits(str_from(r->s, 1));

	advance(r, 1);
	if (n == 0 || n > 4 || number(r, 4, &hours) < 0)
		return -1;
	if (n > 2) {
		minutes = hours % 100;
		hours /= 100;
	} else if (next_is(r, ':')) {
		advance(r, 1);
		if (number(r, 2, &minutes) < 0)
			return -1;
	}
	if (hours > 18 || minutes > 59)
		return -1;
	r->east = sign * (hours * 60 + minutes);
	r->zone = true;
	return 0;
}

static int
set_year(struct reading *r, int y)
{
	if (r->year)
		return -1;
	r->c.year = y;
	r->year = true;
	r->year_first = r->nsmall == 0;
	return 0;
}

static void
set_month_day(struct reading *r, int m, int d)
{
	r->c.month = m;
	r->c.day = d;
	r->month = r->day = true;
}

/* "20120531" and "20120531164800". */
static int
compact(struct reading *r, size_t n)
{
	int v;

	if (r->year || r->nsmall > 0 || r->month)
		return -1;
	v = 0;
	for (size_t i = 0; i < 8; i++)
		v = v * 10 + (r->s.p[i] - '0');
	if (set_year(r, v / 10000) < 0)
		return -1;
	set_month_day(r, v / 100 % 100, v % 100);
	advance(r, 8);
	if (n == 8)
		return 0;
	v = 0;
	for (size_t i = 0; i < 6; i++)
		v = v * 10 + (r->s.p[i] - '0');
	r->c.hour = v / 10000;
	r->c.minute = v / 100 % 100;
	r->c.second = v % 100;
	r->clock = true;
	advance(r, 6);
	return 0;
}

/* "164800" or "1648" behind the T of a compact date. */
static int
compact_clock(struct reading *r, size_t n)
{
	int v;

	if (number(r, 6, &v) < 0)
		return -1;
	if (n == 4)
		v *= 100;
	r->c.hour = v / 10000;
	r->c.minute = v / 100 % 100;
	r->c.second = v % 100;
	r->clock = true;
	r->glued = r->s.p;
	return 0;
}

static int
small(struct reading *r, int v)
{
	if (r->nsmall == SMALL)
		return -1;
	r->small[r->nsmall++] = v;
	if (next_is(r, '/'))
		r->slash = true;
	return 0;
}

/* A sign may begin an offset, or only part two numbers. */
static bool
is_offset(const struct reading *r)
{
	size_t n = digits(str_from(r->s, 1));

	if (r->s.p[0] == '+')
		return true;
	if (r->s.p[0] != '-')
		return false;
	if (r->s.p == r->glued || (r->clock && r->before == ' '))
		return n > 0;
	return r->before == ' ' && n == 4 && r->day;
}

/* "16.48.00" where the date stands already: else it is the date. */
static bool
is_dotted_clock(const struct reading *r, size_t n)
{
	size_t parts = r->nsmall + r->month + r->day + (r->first_month > 0);
	struct str rest = str_from(r->s, n);

	return !r->clock && r->year && parts >= 2 && n > 0 && n <= 2 &&
	    rest.n >= 6 && rest.p[0] == '.' && rest.p[3] == '.' &&
	    digits(str_from(rest, 1)) == 2 && digits(str_from(rest, 4)) == 2;
}

static int
take_number(struct reading *r)
{
	size_t n = digits(r->s);
	int v;

	if (n < r->s.n && r->s.p[n] == ':')
		return clock_time(r, ':');
	if (is_dotted_clock(r, n))
		return clock_time(r, '.');
	if ((r->before == 'T' || r->before == 't') && r->day && !r->clock &&
	    (n == 6 || n == 4))
		return compact_clock(r, n);
	if (n == 8 || n == 14)
		return compact(r, n);
	if (n > 4 || number(r, 4, &v) < 0)
		return -1;
	if (n == 4)
		return set_year(r, v);
	return small(r, v);
}

static bool
is_letter(const char *p, size_t n)
{
	return n > 0 && (((*p | 32) >= 'a' && (*p | 32) <= 'z') ||
	    (*p & 0x80) != 0);
}

static size_t
word_length(struct str s)
{
	size_t n = 0;

	/* "p.m." is one word. */
	if (s.n >= 3 && s.p[1] == '.' && (s.p[2] | 32) == 'm' &&
	    ((s.p[0] | 32) == 'a' || (s.p[0] | 32) == 'p'))
		return 3;
	while (n < s.n && is_letter(s.p + n, s.n - n))
		n++;
	return n;
}

/* The number just read is a year, a month or a day: "2004년 05월 28일". */
static int
marked(struct reading *r, enum date_word word)
{
	int v;

	if (word == WORD_YEAR_MARK)
		return r->year ? 0 : -1;
	if (r->nsmall == 0)
		return -1;
	v = r->small[--r->nsmall];
	if (word == WORD_MONTH_MARK) {
		r->c.month = v;
		r->month = true;
	} else {
		r->c.day = v;
		r->day = true;
	}
	return 0;
}

static int
take_month(struct reading *r, int month)
{
	/* "mar" may be a Tuesday and "sat" none; a second month decides. */
	if (r->words == 1 && r->nsmall == 0 && !r->year) {
		r->first_month = month;
		return 0;
	}
	if (r->month)
		return -1;
	r->c.month = month;
	r->month = true;
	return 0;
}

static int
take_word(struct reading *r)
{
	size_t n = word_length(r->s);
	struct str w = str_sub(r->s, 0, n);
	int value;
	enum date_word word = date_word(w, r->clock, &value);

	/* The T of ISO 8601, and a mark glued to what follows it. */
	if (word == WORD_UNKNOWN && (w.p[0] & 0x80) != 0 && n > 3) {
		word = date_word(str_sub(w, 0, 3), r->clock, &value);
		n = word == WORD_UNKNOWN ? n : 3;
	}
	r->korean = r->korean || str_starts(w, "년") || str_starts(w, "오");
	r->words++;
	advance(r, n);
	switch (word) {
	case WORD_MONTH:
		return take_month(r, value);
	case WORD_ZONE:
		if (r->named)
			return -1;
		r->named = true;
		/* "+0000 UTC": said again for people */
		if (r->zone)
			return 0;
		r->zone = true;
		r->east = value;
		r->glued = r->s.p;
		return 0;
	case WORD_AM:
	case WORD_PM:
		r->half = word == WORD_AM ? 1 : 2;
		return 0;
	case WORD_YEAR_MARK:
	case WORD_MONTH_MARK:
	case WORD_DAY_MARK:
		return marked(r, word);
	case WORD_UNKNOWN:
		/* A weekday in some language, but nothing anywhere else. */
		return r->words == 1 && !r->year && r->nsmall == 0 ? 0 : -1;
	default:
		return 0;
	}
}

/* "(EDT)", "(Coordinated Universal Time)", "+02:00[Europe/Paris]": said again
 * for people. */
static bool
take_comment(struct reading *r)
{
	bool square = r->zone && next_is(r, '[');
	ptrdiff_t end = str_chr(r->s, square ? ']' : ')');

	if ((!square && !next_is(r, '(')) || end < 0)
		return false;
	advance(r, (size_t)end + 1);
	return true;
}

static int
take(struct reading *r)
{
	char c = r->s.p[0];

	if (c >= '0' && c <= '9')
		return take_number(r);
	if (is_letter(&c, 1))
		return take_word(r);
	if (take_comment(r))
		return 0;
	if (is_offset(r))
		return offset(r);
	if (strchr(" \t\r\n,;\"'/.-\\()[]*", c) == NULL)
		return -1;
	advance(r, 1);
	return 0;
}

/* ---- what the numbers are --------------------------------------------- */

static int
full_year(int y)
{
	return y < 70 ? 2000 + y : y < 100 ? 1900 + y : y;
}

/* A month's name was there: the rest is a day and perhaps a year. */
static int
beside_month(struct reading *r)
{
	int *v = r->small;

	if (r->day)
		return r->nsmall == 0 ? 0 : -1;
	if (r->year && r->nsmall == 1) {
		r->c.day = v[0];
	} else if (!r->year && r->nsmall == 2) {
		r->c.day = v[0] > 31 ? v[1] : v[0];
		r->c.year = full_year(v[0] > 31 ? v[0] : v[1]);
		r->year = true;
	} else {
		return -1;
	}
	r->day = true;
	return 0;
}

/* "31.05.2012", "05/31/2012", "12-05-31": who goes first differs by country. */
static int
beside_nothing(struct reading *r)
{
	int *v = r->small;

	if (r->year && r->nsmall == 1 && r->year_first) {
		/* "2012-05" and, by the day of the year, "2012-152". */
		if (v[0] <= 12) {
			set_month_day(r, v[0], 1);
		} else {
			set_month_day(r, 1, v[0]);
			return v[0] > 366 ? -1 : 1;
		}
	} else if (r->year && r->nsmall == 2) {
		bool month_first = r->year_first || v[1] > 12 ||
		    (r->slash && v[0] <= 12);

		set_month_day(r, v[!month_first], v[month_first]);
	} else if (!r->year && r->nsmall == 3 && !r->slash) {
		r->c.year = full_year(v[0]);
		r->year = true;
		set_month_day(r, v[1], v[2]);
	} else {
		return -1;
	}
	return 0;
}

static int
month_days(int y, int m)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31,
		30, 31 };
	bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;

	return m == 2 && leap ? 29 : days[m - 1];
}

static bool
valid(const struct civil *c, bool ordinal)
{
	if (c->month < 1 || c->month > 12 || c->day < 1 || c->year < 1)
		return false;
	if (!ordinal && c->day > month_days(c->year, c->month))
		return false;
	if (c->hour == 24)
		return c->minute == 0 && c->second == 0;
	return c->hour < 24 && c->minute < 60 && c->second <= 60;
}

static int
settle(struct reading *r, int64_t *out)
{
	int ordinal = 0;

	if (!r->month && r->first_month > 0) {
		r->c.month = r->first_month;
		r->month = true;
	}
	if (r->month)
		ordinal = beside_month(r);
	else if (!r->day)
		ordinal = beside_nothing(r);
	if (ordinal < 0 || !r->year || !r->month || !r->day)
		return -1;
	if (r->half > 0 && (r->c.hour > 12 || !r->clock))
		r->half = 0;
	if (r->half > 0)
		r->c.hour = r->c.hour % 12 + (r->half == 2 ? 12 : 0);
	if (!valid(&r->c, ordinal == 1))
		return -1;
	/* Korean sites write their own time without saying so. */
	if (!r->zone && r->korean)
		r->east = 540;
	*out = civil_to_time(&r->c) - r->east * 60;
	return 0;
}

/* ---- forms that are one number ---------------------------------------- */

static int
two(const char *p)
{
	return (p[0] - '0') * 10 + p[1] - '0';
}

/* Digits alone: a year, truncated ISO 8601, or seconds since the epoch. */
static int
bare_number(struct str s, int64_t *out)
{
	struct civil c = { .month = 1, .day = 1 };
	bool ordinal = false;
	int64_t v;

	if (str_to_int(s, 0, INT64_MAX / 2, &v) < 0)
		return -1;
	switch (s.n) {
	case 4:
		c.year = (int)v;
		break;
	case 5:
		c.year = full_year(two(s.p));
		c.day = (int)(v % 1000);
		ordinal = true;
		if (c.day > 366)
			return -1;
		break;
	case 6:
		c.year = full_year(two(s.p));
		c.month = two(s.p + 2);
		c.day = two(s.p + 4);
		break;
	case 10:
		*out = v;
		return 0;
	case 13:
		*out = v / 1000;
		return 0;
	default:
		return -1;
	}
	if (!valid(&c, ordinal))
		return -1;
	*out = civil_to_time(&c);
	return 0;
}

/* "-0312" and "-03-12" (ISO 8601:2000 5.2.1.3). */
static int
century_left_out(struct str s, int64_t *out)
{
	struct civil c = { .day = 1 };

	s = str_from(s, 1);
	if (digits(s) == 4 && s.n == 4)
		c.month = two(s.p + 2);
	else if (s.n == 5 && digits(s) == 2 && s.p[2] == '-' &&
	    digits(str_from(s, 3)) == 2)
		c.month = two(s.p + 3);
	else
		return -1;
	c.year = full_year(two(s.p));
	if (!valid(&c, false))
		return -1;
	*out = civil_to_time(&c);
	return 0;
}

/* U+2212, the minus sign of printers, becomes that of keyboards. */
static struct str
plain_minus(struct str s, char out[DATE_BYTES])
{
	size_t n = 0;

	for (; s.n > 0; n++) {
		bool minus = str_starts(s, "\xe2\x88\x92");

		out[n] = minus ? '-' : s.p[0];
		s = str_from(s, minus ? 3 : 1);
	}
	return str_make(out, n);
}

int
feed_date(struct str s, int64_t *out)
{
	struct reading r = { .s = str_trim(s) };
	char text[DATE_BYTES];
	int64_t t;

	if (r.s.n == 0 || r.s.n > DATE_BYTES || !utf8_valid(r.s))
		return -1;
	r.s = plain_minus(r.s, text);
	if (digits(r.s) == r.s.n && r.s.n != 8 && r.s.n != 14)
		return bare_number(r.s, out);
	if (r.s.p[0] == '-' && r.s.n <= 6)
		return century_left_out(r.s, out);
	while (r.s.n > 0)
		if (take(&r) < 0)
			return -1;
	if (settle(&r, &t) < 0)
		return -1;
	*out = t;
	return 0;
}
