/*
 * The C library knows the rules of all zones and how to read them; but it has
 * one zone a process, TZ. So that is set for the length of one question.
 */
#include <fcntl.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "tracker/base/xalloc.h"
#include "tracker/base/zone.h"

#define FOLDER "/usr/share/zoneinfo/"

bool
zone_ok(struct str name)
{
	char path[128], magic[4] = "";
	int fd;

	if (name.n == 0 || name.n > 64 || name.p[0] == '/' ||
	    str_find(name, STR("..")) >= 0)
		return false;
	for (size_t i = 0; i < name.n; i++)
		if (strchr("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWX"
			   "YZ0123456789_+-/.", name.p[i]) == NULL)
			return false;
	snprintf(path, sizeof(path), FOLDER "%.*s", STR_FMT(name));
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return str_eqz(name, "UTC");
	if (read(fd, magic, sizeof(magic)) != sizeof(magic))
		magic[0] = '\0';
	close(fd);
	return memcmp(magic, "TZif", sizeof(magic)) == 0;
}

/* Returns what TZ was, for the way back. */
static char *
enter(struct str name)
{
	const char *was = getenv("TZ");
	char *keep = NULL;
	char zone[100];

	if (was != NULL) {
		keep = xmalloc(strlen(was) + 1);
		memcpy(keep, was, strlen(was) + 1);
	}
	snprintf(zone, sizeof(zone), ":%.*s", STR_FMT(name));
	setenv("TZ", zone, 1);
	tzset();
	return keep;
}

static void
leave(char *was)
{
	if (was != NULL)
		setenv("TZ", was, 1);
	else
		unsetenv("TZ");
	tzset();
	free(was);
}

struct civil
zone_civil(struct str name, int64_t t)
{
	time_t when = (time_t)t;
	struct tm tm = { 0 };
	char *was;

	if (name.n == 0)
		return civil_of(t);
	was = enter(name);
	localtime_r(&when, &tm);
	leave(was);
	return (struct civil){ tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday,
		tm.tm_hour, tm.tm_min, tm.tm_sec };
}

/* mktime, told which of two it is; TIME_NONE when the clock never shows it. */
static int64_t
make(const struct civil *c, int summer)
{
	struct tm tm = { .tm_year = c->year - 1900, .tm_mon = c->month - 1,
		.tm_mday = c->day, .tm_hour = c->hour, .tm_min = c->minute,
		.tm_sec = c->second, .tm_isdst = summer };
	time_t t = mktime(&tm);

	return tm.tm_hour == c->hour && tm.tm_min == c->minute &&
	    tm.tm_mday == c->day ? (int64_t)t : TIME_NONE;
}

int64_t
zone_time(struct str name, const struct civil *c)
{
	int64_t summer, winter, t;
	struct civil before;
	char *was;

	if (name.n == 0)
		return civil_to_time(c);
	was = enter(name);
	summer = make(c, 1);
	winter = make(c, 0);
	t = summer == TIME_NONE || (winter != TIME_NONE && winter < summer) ?
	    winter : summer;
	if (t == TIME_NONE) {
		/* an hour that is left out: counted on from the one before */
		before = civil_of(civil_to_time(c) - 3600);
		t = make(&before, 0);
		t = t == TIME_NONE ? civil_to_time(c) : t + 3600;
	}
	leave(was);
	return t;
}
