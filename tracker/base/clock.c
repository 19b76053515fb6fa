#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "tracker/base/clock.h"

static int64_t fixed_now = TIME_NONE;

int
clock_init(void)
{
	const char *z = getenv("TRACKER_NOW");
	int64_t t;

	fixed_now = TIME_NONE;
	if (z == NULL || *z == '\0')
		return 0;
	if (str_to_int(str_of(z), 0, INT64_C(253402300799), &t) < 0 &&
	    time_parse_iso(str_of(z), &t) < 0)
		return -1;
	fixed_now = t;
	return 0;
}

bool
clock_fixed(void)
{
	return fixed_now != TIME_NONE;
}

int64_t
clock_now(void)
{
	return clock_fixed() ? fixed_now : (int64_t)time(NULL);
}

static int64_t
floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

static int64_t
days_of(int y, int m, int d)
{
	int64_t era, yy = m <= 2 ? y - 1 : y;
	int64_t yoe, doy, doe;

	era = floor_div(yy, 400);
	yoe = yy - era * 400;
	doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
	doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
	return era * 146097 + doe - 719468;
}

struct civil
civil_of(int64_t t)
{
	int64_t days = floor_div(t, 86400), secs = t - days * 86400;
	int64_t z = days + 719468, era = floor_div(z, 146097);
	int64_t doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t mp = (5 * doy + 2) / 153;
	struct civil c;

	c.day = (int)(doy - (153 * mp + 2) / 5 + 1);
	c.month = (int)(mp < 10 ? mp + 3 : mp - 9);
	c.year = (int)(yoe + era * 400 + (c.month <= 2));
	c.hour = (int)(secs / 3600);
	c.minute = (int)(secs / 60 % 60);
	c.second = (int)(secs % 60);
	return c;
}

int64_t
civil_to_time(const struct civil *c)
{
	return days_of(c->year, c->month, c->day) * 86400 +
	    c->hour * 3600 + c->minute * 60 + c->second;
}

int
civil_weekday(int64_t t)
{
	int64_t days = floor_div(t, 86400);

	return (int)(((days + 4) % 7 + 7) % 7);
}

char *
time_rfc3339(int64_t t, char out[TIME_TEXT])
{
	struct civil c;

	out[0] = '\0';
	if (t == TIME_NONE)
		return out;
	c = civil_of(t);
	snprintf(out, TIME_TEXT, "%04d-%02d-%02dT%02d:%02d:%02dZ", c.year,
	    c.month, c.day, c.hour, c.minute, c.second);
	return out;
}

char *
time_rfc5322(int64_t t, char out[TIME_TEXT])
{
	static const char days[][4] = { "Sun", "Mon", "Tue", "Wed", "Thu",
		"Fri", "Sat" };
	static const char months[][4] = { "Jan", "Feb", "Mar", "Apr", "May",
		"Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	struct civil c = civil_of(t == TIME_NONE ? 0 : t);

	snprintf(out, TIME_TEXT, "%s, %02d %s %04d %02d:%02d:%02d +0000",
	    days[civil_weekday(t)], c.day, months[c.month - 1], c.year, c.hour,
	    c.minute, c.second);
	return out;
}

/* Takes exactly n digits off the front. */
static int
digits(struct str *s, size_t n, int *out)
{
	int64_t v;

	if (str_to_int(str_sub(*s, 0, n), 0, 9999, &v) < 0 || s->n < n)
		return -1;
	*out = (int)v;
	*s = str_from(*s, n);
	return 0;
}

static bool
take(struct str *s, char c)
{
	if (s->n == 0 || s->p[0] != c)
		return false;
	*s = str_from(*s, 1);
	return true;
}

/* "Z", "+02:00", "+0200", "+02" or nothing; seconds east of UTC. */
static int
offset(struct str *s, int *east)
{
	int h, m = 0, sign;

	*east = 0;
	*s = str_trim(*s);
	if (s->n == 0 || take(s, 'Z') || take(s, 'z'))
		return 0;
	sign = s->p[0] == '-' ? -1 : 1;
	if ((!take(s, '+') && !take(s, '-')) || digits(s, 2, &h) < 0)
		return -1;
	take(s, ':');
	if (s->n > 0 && digits(s, 2, &m) < 0)
		return -1;
	if (h > 18 || m > 59)
		return -1;
	*east = sign * (h * 3600 + m * 60);
	return 0;
}

static int
clock_part(struct str *s, struct civil *c)
{
	if (digits(s, 2, &c->hour) < 0 || !take(s, ':') ||
	    digits(s, 2, &c->minute) < 0)
		return -1;
	if (take(s, ':') && digits(s, 2, &c->second) < 0)
		return -1;
	if (take(s, '.') || take(s, ','))
		while (s->n > 0 && s->p[0] >= '0' && s->p[0] <= '9')
			*s = str_from(*s, 1);
	return c->hour > 24 || c->minute > 59 || c->second > 60 ? -1 : 0;
}

static int
month_days(int y, int m)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31,
		30, 31 };
	bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;

	return m == 2 && leap ? 29 : days[m - 1];
}

int
time_parse_iso(struct str s, int64_t *out)
{
	struct civil c = { 0 };
	int east = 0;

	s = str_trim(s);
	if (digits(&s, 4, &c.year) < 0 || !take(&s, '-') ||
	    digits(&s, 2, &c.month) < 0 || !take(&s, '-') ||
	    digits(&s, 2, &c.day) < 0)
		return -1;
	if (c.month < 1 || c.month > 12 || c.day < 1 ||
	    c.day > month_days(c.year, c.month))
		return -1;
	if (s.n > 0) {
		if (!take(&s, 'T') && !take(&s, 't') && !take(&s, ' '))
			return -1;
		if (clock_part(&s, &c) < 0 || offset(&s, &east) < 0 || s.n > 0)
			return -1;
	}
	*out = civil_to_time(&c) - east;
	return 0;
}

static const struct {
	char letter;
	int64_t seconds;
} units[] = {
	{ 'w', 7 * 86400 }, { 'd', 86400 }, { 'h', 3600 }, { 'm', 60 },
	{ 's', 1 },
};

int
duration_parse(struct str s, int64_t *seconds)
{
	int64_t unit = 1, n;

	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (s.n > 1 && s.p[s.n - 1] == units[i].letter) {
			unit = units[i].seconds;
			s.n--;
			break;
		}
	if (str_to_int(s, 0, INT64_C(3155760000) / unit, &n) < 0)
		return -1;
	*seconds = n * unit;
	return 0;
}

char *
duration_text(int64_t seconds, char out[TIME_TEXT])
{
	size_t i = 0;

	while (units[i].seconds > 1 && (seconds == 0 ||
	    seconds % units[i].seconds != 0))
		i++;
	snprintf(out, TIME_TEXT, "%" PRId64 "%c", seconds / units[i].seconds,
	    units[i].letter);
	return out;
}
