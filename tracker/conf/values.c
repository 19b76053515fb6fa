#include <inttypes.h>

#include "tracker/base/clock.h"
#include "tracker/base/limits.h"
#include "tracker/base/utf8.h"
#include "tracker/base/zone.h"
#include "tracker/conf/values.h"

bool
conf_is_url(struct str s)
{
	struct str rest;

	if (s.n > LIMIT_URL_BYTES)
		return false;
	if (str_istarts(s, "http://"))
		rest = str_from(s, 7);
	else if (str_istarts(s, "https://"))
		rest = str_from(s, 8);
	else
		return false;
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] <= ' ' || s.p[i] == 0x7f)
			return false;
	return rest.n > 0 && strchr("/?#:@", rest.p[0]) == NULL;
}

bool
conf_is_address(struct str s)
{
	ptrdiff_t at = str_chr(s, '@');

	if (at <= 0 || (size_t)at + 1 >= s.n || s.n > 254)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] <= ' ' || s.p[i] == 0x7f ||
		    strchr("<>()[],;:\\\"", s.p[i]) != NULL)
			return false;
	return str_chr(str_from(s, (size_t)at + 1), '@') < 0;
}

static bool
is_server(struct str s)
{
	struct str host;

	if (str_istarts(s, "smtp://"))
		host = str_from(s, 7);
	else if (str_istarts(s, "smtps://"))
		host = str_from(s, 8);
	else
		return false;
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] <= ' ' || s.p[i] == 0x7f)
			return false;
	return host.n > 0 && host.p[0] != ':' && host.p[0] != '/' &&
	    str_chr(host, '@') < 0;
}

/* "07:30" to minutes of the day. */
static int
time_of_day(struct str s, int *minute)
{
	struct str h;
	int64_t hh, mm;

	if (str_chr(s, ':') < 0)
		return -1;
	str_cut(&s, ':', &h);
	if (str_to_int(h, 0, 23, &hh) < 0 || s.n != 2 ||
	    str_to_int(s, 0, 59, &mm) < 0)
		return -1;
	*minute = (int)(hh * 60 + mm);
	return 0;
}

static int
weekday(struct str s, int *day)
{
	static const char *const names[] = { "sunday", "monday", "tuesday",
		"wednesday", "thursday", "friday", "saturday" };

	for (int i = 0; i < 7; i++)
		if (s.n >= 3 && str_ieq(s, str_sub(str_of(names[i]), 0, s.n))) {
			*day = i;
			return 0;
		}
	return -1;
}

static int
when(struct str s, struct conf_when *w)
{
	struct str word, day;

	*w = (struct conf_when){ 0 };
	if (str_ieqz(s, "at once"))
		return 0;
	if (str_ieqz(s, "hourly")) {
		w->kind = WHEN_HOURLY;
		return 0;
	}
	if (!str_cut(&s, ' ', &word) || s.p == NULL)
		return -1;
	s = str_trim(s);
	if (str_ieqz(word, "daily")) {
		w->kind = WHEN_DAILY;
		return time_of_day(s, &w->minute);
	}
	if (!str_ieqz(word, "weekly") || !str_cut(&s, ' ', &day) ||
	    weekday(day, &w->weekday) < 0)
		return -1;
	w->kind = WHEN_WEEKLY;
	return time_of_day(str_trim(s), &w->minute);
}

static int
boolean(struct str s, bool *out)
{
	static const char *const yes[] = { "true", "yes", "on" };
	static const char *const no[] = { "false", "no", "off" };

	for (size_t i = 0; i < 3; i++) {
		if (str_ieqz(s, yes[i])) {
			*out = true;
			return 0;
		}
		if (str_ieqz(s, no[i])) {
			*out = false;
			return 0;
		}
	}
	return -1;
}

static int
number(const struct conf_key *k, struct str s, int64_t *out, struct error *e)
{
	if (str_to_int(s, k->min, k->max, out) == 0)
		return 0;
	return error_set(e, "expected a number from %" PRId64 " to %" PRId64,
	    k->min, k->max);
}

static int
duration(const struct conf_key *k, struct str s, int64_t *out,
    struct error *e)
{
	char lo[TIME_TEXT], hi[TIME_TEXT];

	if (k->type == CONF_DURATION_OR_FOREVER && str_ieqz(s, "forever")) {
		*out = FOREVER;
		return 0;
	}
	if (duration_parse(s, out) < 0)
		return error_set(e, "expected a %s", conf_type_name(k->type));
	if (*out < k->min || *out > k->max)
		return error_set(e, "expected %s to %s",
		    duration_text(k->min, lo), duration_text(k->max, hi));
	return 0;
}

/* What may stand between the angle brackets of List-Unsubscribe. */
static bool
is_uri(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] <= ' ' || s.p[i] > '~' ||
		    strchr("<>,", s.p[i]) != NULL)
			return false;
	return s.n <= 900 && (str_istarts(s, "mailto:") ||
	    str_istarts(s, "https://"));
}

static bool
is_name(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWX"
			   "YZ0123456789-_", s.p[i]) == NULL)
			return false;
	return s.n > 0 && s.n <= 40;
}

static bool
fits(enum conf_type t, struct str s)
{
	switch (t) {
	case CONF_URL:
	case CONF_FEED_URL:
		return conf_is_url(s);
	case CONF_ADDRESS:
		return conf_is_address(s);
	case CONF_SERVER:
		return is_server(s);
	case CONF_ZONE:
		return zone_ok(s);
	case CONF_URI:
		return is_uri(s);
	case CONF_NAME:
		return is_name(s);
	default:
		return s.n > 0 && s.n <= LIMIT_FIELD_BYTES && utf8_valid(s) &&
		    str_chr(s, '\n') < 0 && str_chr(s, '\r') < 0;
	}
}

int
conf_value(struct arena *a, const struct conf_key *k, struct str s,
    void *place, struct error *e)
{
	switch (k->type) {
	case CONF_BOOL:
		if (boolean(s, place) == 0)
			return 0;
		break;
	case CONF_INT:
		return number(k, s, place, e);
	case CONF_DURATION:
	case CONF_DURATION_OR_FOREVER:
		return duration(k, s, place, e);
	case CONF_WHEN:
		if (when(s, place) == 0)
			return 0;
		break;
	default:
		if (s.n > 0 && memchr(s.p, '\0', s.n) != NULL)
			break;
		if (!fits(k->type, s))
			break;
		*(struct str *)place = arena_str(a, s);
		return 0;
	}
	return error_set(e, "expected %s%s",
	    k->type == CONF_BOOL || k->type == CONF_WHEN ? "" : "a ",
	    conf_type_name(k->type));
}
