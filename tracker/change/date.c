/* Dates and times by their value; each component is a fact of its own, so that
 * a year that is added takes nothing back. */
#include "tracker/change/facts.h"
#include "tracker/change/letters.h"

enum component {
	DATE_YEAR = 1, DATE_MONTH, DATE_DAY, DATE_WEEKDAY, DATE_TIME,
	DATE_ZONE, DATE_RELATIVE, DATE_SHIFT, DATE_DECADE, DATE_FIGURES,
	DATE_PERIOD,
};

static void
add(struct fact_reader *r, enum component c, uint64_t v, size_t from,
    size_t to)
{
	fact_add(r, CLASS_DATE, fact_hash((uint64_t)c, v), from, to, false);
}

static bool
is_mark(const struct token *t, uint32_t mark)
{
	return t != NULL && t->type == TOKEN_MARK && t->mark == mark;
}

static bool
is_glued_dash(const struct token *t)
{
	return t != NULL && t->type == TOKEN_MARK && mark_is_dash(t->mark) &&
	    (t->flags & TOKEN_GLUED) != 0;
}

/* A whole number of `least` to `most` digits, or -1. */
static int
plain_number(const struct token *t, size_t least, size_t most)
{
	int64_t v;

	if (t == NULL || t->type != TOKEN_NUMBER || t->key.n < least ||
	    t->key.n > most || str_to_int(t->key, 0, 9999, &v) != 0)
		return -1;
	return (int)v;
}

static bool
is_day(int v)
{
	return v >= 1 && v <= 31;
}

static bool
is_year(int v)
{
	return v >= 1700 && v < 2100;
}

/* ---- months and days ---------------------------------------------------- */

/* Words that are months or days only beside a number or with a capital. */
static bool
is_doubtful(struct str key)
{
	static const char *const words[] = {
		"may", "march", "mar", "sat", "sun", "august", "wed", "dec",
		"jan",
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (str_eqz(key, words[i]))
			return true;
	return false;
}

static bool
beside_number(const struct fact_reader *r, size_t i)
{
	const struct token *before = i > 0 ? token_at(r, i - 1) : NULL;
	const struct token *after = token_at(r, i + 1);

	if (is_mark(after, '.'))
		after = token_at(r, i + 2);
	return (before != NULL && before->type == TOKEN_NUMBER) ||
	    (after != NULL && after->type == TOKEN_NUMBER);
}

/* May the word at i be a month or a day of the week? */
static bool
is_calendar(const struct fact_reader *r, size_t i)
{
	const struct token *t = token_at(r, i);

	if ((r->languages & (LANG_EN | LANG_DE)) != 0 &&
	    (t->flags & TOKEN_CAPITAL) == 0)
		return false;
	if (!is_doubtful(t->key) || r->languages != LANG_EN)
		return true;
	return beside_number(r, i) ||
	    (!r->title_case && (t->flags & TOKEN_BEGINS) == 0);
}

static const struct word *
month_at(const struct fact_reader *r, size_t i)
{
	const struct word *w = word_at(r, &words_dates, i, WORD_MONTH);

	return w != NULL && is_calendar(r, i) ? w : NULL;
}

static size_t
ordinal_mark(const struct fact_reader *r, size_t i)
{
	const struct token *t = token_at(r, i);

	if (t == NULL || (t->flags & TOKEN_GLUED) == 0)
		return 0;
	return token_is(t, "st") || token_is(t, "nd") || token_is(t, "rd") ||
	    token_is(t, "th") || (r->languages != LANG_EN && is_mark(t, '.'));
}

/* ", 2012" or " 2012" */
static size_t
year_after(struct fact_reader *r, size_t i)
{
	size_t skip = is_mark(token_at(r, i), ',') ? 1 : 0;
	const struct token *t;
	int v;

	t = token_at(r, i + skip);
	if (skip == 0 && t != NULL && t->type == TOKEN_WORD &&
	    (token_is(t, "de") || token_is(t, "of")))
		skip = 1;
	v = plain_number(token_at(r, i + skip), 4, 4);
	if (!is_year(v))
		return 0;
	add(r, DATE_YEAR, (uint64_t)v, i + skip, i + skip + 1);
	return skip + 1;
}

/* "May 30th, 2012" */
static size_t
month_first(struct fact_reader *r, size_t i)
{
	const struct word *m = month_at(r, i);
	size_t n = 1;
	int day;

	if (m == NULL)
		return 0;
	add(r, DATE_MONTH, (uint64_t)m->id, i, i + 1);
	if (is_mark(token_at(r, i + n), '.') &&
	    (token_at(r, i + n)->flags & TOKEN_GLUED) != 0)
		n++;
	day = plain_number(token_at(r, i + n), 1, 2);
	if (is_day(day)) {
		add(r, DATE_DAY, (uint64_t)day, i + n, i + n + 1);
		n++;
		n += ordinal_mark(r, i + n);
	}
	return n + year_after(r, i + n);
}

/* "30th of May 2012", "30. mai" */
static size_t
day_first(struct fact_reader *r, size_t i)
{
	int day = plain_number(token_at(r, i), 1, 2);
	const struct word *m;
	const struct token *t;
	size_t n = 1;

	if (!is_day(day))
		return 0;
	n += ordinal_mark(r, i + n);
	t = token_at(r, i + n);
	if (t != NULL && (token_is(t, "of") || token_is(t, "de")))
		n++;
	if ((m = month_at(r, i + n)) == NULL)
		return 0;
	add(r, DATE_MONTH, (uint64_t)m->id, i + n, i + n + 1);
	add(r, DATE_DAY, (uint64_t)day, i, i + 1);
	n++;
	if (is_mark(token_at(r, i + n), '.') && is_year(plain_number(
	    token_at(r, i + n + 1), 4, 4)))
		n++;
	return n + year_after(r, i + n);
}

static size_t
weekday(struct fact_reader *r, size_t i)
{
	const struct word *w = word_at(r, &words_dates, i, WORD_WEEKDAY);

	if (w == NULL || !is_calendar(r, i))
		return 0;
	add(r, DATE_WEEKDAY, (uint64_t)w->id, i, i + 1);
	return 1;
}

/* ---- figures ------------------------------------------------------------ */

/* 2012-05-30 */
static size_t
iso_date(struct fact_reader *r, size_t i)
{
	int y = plain_number(token_at(r, i), 4, 4);
	int m = plain_number(token_at(r, i + 2), 2, 2);
	int d = plain_number(token_at(r, i + 4), 2, 2);

	if (!is_year(y) || m < 1 || m > 12 || !is_day(d) ||
	    !is_glued_dash(token_at(r, i + 1)) ||
	    !is_glued_dash(token_at(r, i + 3)))
		return 0;
	add(r, DATE_MONTH, (uint64_t)m, i + 2, i + 3);
	add(r, DATE_DAY, (uint64_t)d, i + 4, i + 5);
	add(r, DATE_YEAR, (uint64_t)y, i, i + 1);
	return 5;
}

/* 30/5/2012, 30.5.2012: which is the month is not known. */
static size_t
slashed_date(struct fact_reader *r, size_t i)
{
	const struct token *t = token_at(r, i);
	size_t marks = 0;

	if (t->type != TOKEN_NUMBER)
		return 0;
	for (size_t k = 0; k < t->key.n; k++)
		marks += t->key.p[k] == '/' || t->key.p[k] == '.';
	if (marks != 2 || t->key.n > 10 || str_chr(t->key, ',') >= 0)
		return 0;
	add(r, DATE_FIGURES, str_hash(t->key), i, i + 1);
	return 1;
}

/* Minutes after midnight of "9:30" or "9", or -1. */
static int
minutes_of(const struct token *t)
{
	struct str s = t->key, hour;
	int64_t h, m = 0;

	if (t->type != TOKEN_NUMBER)
		return -1;
	str_cut(&s, ':', &hour);
	if (str_to_int(hour, 0, 24, &h) != 0)
		return -1;
	if (s.n > 0 && (s.n != 2 || str_to_int(s, 0, 59, &m) != 0))
		return -1;
	return (int)(h * 60 + m);
}

/* "9:30", "9 a.m.", "21:00 GMT" */
static size_t
time_of_day(struct fact_reader *r, size_t i)
{
	const struct token *t = token_at(r, i);
	const struct word *clock = word_at(r, &words_dates, i + 1, WORD_CLOCK);
	int v = minutes_of(t);
	bool half = clock != NULL && clock->id <= 2;

	if (v < 0 || (str_chr(t->key, ':') < 0 && !half))
		return 0;
	if (half && v < 13 * 60)
		v = v % (12 * 60) + (clock->id == 2 ? 12 * 60 : 0);
	add(r, DATE_TIME, (uint64_t)v, i, i + 1);
	if (!half)
		return 1;
	return is_mark(token_at(r, i + 2), '.') &&
	    (token_at(r, i + 2)->flags & TOKEN_GLUED) != 0 ? 3 : 2;
}

/* Does the number at i count what follows, as in "2000 people"? */
static bool
counts_things(const struct fact_reader *r, size_t i)
{
	const struct token *t = token_at(r, i + 1);

	if (t == NULL)
		return false;
	if (is_mark(t, '%') || is_mark(t, 0xb0))
		return true;
	return t->type == TOKEN_WORD && (t->flags & TOKEN_CAPITAL) == 0 &&
	    (word_find(&words_numbers, t->key, r->languages) != NULL ||
	    (str_ends(t->key, "s") && t->key.n > 3 &&
	    !word_is_common(t->key, r->languages)) ||
	    token_is(t, "people"));
}

static size_t
year_alone(struct fact_reader *r, size_t i)
{
	const struct token *t = token_at(r, i);
	const struct token *before = i > 0 ? token_at(r, i - 1) : NULL;
	const struct token *after = token_at(r, i + 1);
	int v = plain_number(t, 2, 4);

	if (v < 0 || t->key.n == 3)
		return 0;
	if (after != NULL && token_is(after, "s") &&
	    (after->flags & TOKEN_GLUED) != 0 && v % 10 == 0) {
		add(r, DATE_DECADE, (uint64_t)(v % 100), i, i + 2);
		return 2;
	}
	if (!is_year(v) || counts_things(r, i) ||
	    (before != NULL && before->type == TOKEN_MARK &&
	    (t->flags & TOKEN_GLUED) != 0 &&
	    word_find(&words_numbers, before->key, LANG_ANY) != NULL))
		return 0;
	add(r, DATE_YEAR, (uint64_t)v, i, i + 1);
	return 1;
}

/* ---- words -------------------------------------------------------------- */

static bool
is_span(const struct fact_reader *r, size_t i)
{
	return word_at(r, &words_dates, i, WORD_PERIOD) != NULL ||
	    word_at(r, &words_numbers, i, WORD_UNIT) != NULL;
}

/* "last week", "early Monday", "three days ago": the word that shifts. */
static size_t
shift(struct fact_reader *r, size_t i)
{
	const struct word *w = word_at(r, &words_dates, i, WORD_SHIFT);
	const struct word *p;

	if (w == NULL)
		return 0;
	p = word_at(r, &words_dates, i + 1, WORD_PERIOD);
	if (p != NULL) {
		add(r, DATE_SHIFT, (uint64_t)w->id, i, i + 1);
		add(r, DATE_PERIOD, str_hash(token_at(r, i + 1)->key), i + 1,
		    i + 2);
		return 2;
	}
	if (word_at(r, &words_dates, i + 1, WORD_WEEKDAY) != NULL ||
	    word_at(r, &words_dates, i + 1, WORD_RELATIVE) != NULL ||
	    month_at(r, i + 1) != NULL || (i > 0 && is_span(r, i - 1))) {
		add(r, DATE_SHIFT, (uint64_t)w->id, i, i + 1);
		return 1;
	}
	return 0;
}

static size_t
relative(struct fact_reader *r, size_t i)
{
	const struct word *w;
	size_t n = 0;

	w = words_at(r, &words_dates, i, 3, WORD_RELATIVE, &n);
	if (w != NULL) {
		add(r, DATE_RELATIVE, (uint64_t)w->id, i, i + n);
		return n;
	}
	w = word_at(r, &words_dates, i, WORD_CLOCK);
	if (w == NULL || w->id <= 2 || i == 0 ||
	    (token_at(r, i)->flags & TOKEN_CAPITALS) == 0)
		return 0;
	add(r, DATE_ZONE, (uint64_t)w->id, i, i + 1);
	return 1;
}

size_t
date_read(struct fact_reader *r, size_t i)
{
	static size_t (*const readers[])(struct fact_reader *, size_t) = {
		iso_date, day_first, slashed_date, time_of_day, year_alone,
		month_first, weekday, shift, relative,
	};
	size_t n = 0;

	for (size_t k = 0; n == 0 &&
	    k < sizeof(readers) / sizeof(readers[0]); k++)
		n = readers[k](r, i);
	return n;
}
