/* Version histories: drawn from published figures, or read as rows. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "tests/bench/schedule.h"
#include "tracker/base/file.h"
#include "tracker/base/limits.h"
#include "tracker/base/msg.h"
#include "tracker/base/xalloc.h"

/* ---- chance ----------------------------------------------------------- */

/* splitmix64 (Steele, Lea and Flood, 2014): the same on every machine. */
static uint64_t
next_bits(uint64_t *state)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15u;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

/* In (0, 1). */
static double
uniform(uint64_t *state)
{
	return ((double)(next_bits(state) >> 11) + 0.5) / 9007199254740992.0;
}

static double
normal(uint64_t *state)
{
	double r = sqrt(-2 * log(uniform(state)));

	return r * cos(2 * acos(-1) * uniform(state));
}

/* ---- the generator ---------------------------------------------------- */

/*
 * 16 to 50 % of an outlet's stories change, a third of all: of these 80 % once
 * or twice and 5 % more than nine times, 1.94 on average. A change is one of
 * two sorts. Nine in ten are headline-like: 80 % within 5 hours of publication,
 * 90 % within 10, which makes a lognormal with these parameters. The others
 * come as corrections do, by the quantiles below (of dated notes). Two changes
 * within five minutes are one.
 */
#define CHANGING_LEAST 0.16
#define CHANGING_MOST 0.5
#define SLOW 0.1
#define MEDIAN_HOURS 1.33
#define SPREAD 1.575
#define APART 300
#define STORIES_A_DAY 500
#define OUTLETS 10
#define MOST 40

static const struct {
	double share, hours;
} corrections[] = {
	{ 0, 0.1 }, { .1, 1.1 }, { .25, 4 }, { .5, 15.8 }, { .75, 50 },
	{ .9, 309 }, { .95, 1270 }, { 1, 8760 },
};

static double
correction_hours(double u)
{
	size_t i = 1;
	double part, lo, hi;

	while (u > corrections[i].share)
		i++;
	part = (u - corrections[i - 1].share) /
	    (corrections[i].share - corrections[i - 1].share);
	lo = log(corrections[i - 1].hours);
	hi = log(corrections[i].hours);
	return exp(lo + part * (hi - lo));
}

static int
number_of_changes(uint32_t outlet, uint64_t *rnd)
{
	double share = CHANGING_LEAST + (CHANGING_MOST - CHANGING_LEAST) *
	    outlet / (OUTLETS - 1);
	double u = uniform(rnd);
	int more = (int)(-log(uniform(rnd)) * 1.5);

	if (uniform(rnd) > share)
		return 0;
	if (u < .8)
		return u < .7 ? 1 : 2;
	if (u < .95)
		return 3 + (more < 6 ? more / 2 : 6);
	return 10 + (more < MOST - 10 ? more : MOST - 10);
}

static int
by_time(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* Times of one story, its publication first; how many. */
static uint32_t
draw_story(int64_t published, uint32_t outlet, int64_t *t, uint64_t *rnd)
{
	int n = number_of_changes(outlet, rnd);
	uint32_t kept = 1;
	double hours;

	t[0] = published;
	for (int i = 1; i <= n; i++) {
		hours = uniform(rnd) < SLOW ? correction_hours(uniform(rnd)) :
		    MEDIAN_HOURS * exp(SPREAD * normal(rnd));
		t[i] = published + (int64_t)(hours * 3600);
	}
	qsort(t + 1, (size_t)n, sizeof(*t), by_time);
	for (int i = 1; i <= n; i++)
		if (t[i] - t[kept - 1] >= APART)
			t[kept++] = t[i];
	return kept;
}

void
histories_draw(struct histories *h, size_t stories)
{
	uint64_t rnd = 2026;
	double at = 1.7e9;

	*h = (struct histories){ .n = stories, .feeds = OUTLETS };
	h->story = xcalloc(stories, sizeof(*h->story));
	h->times = xcalloc(stories * (MOST + 1), sizeof(*h->times));
	for (size_t i = 0; i < stories; i++) {
		struct history *s = &h->story[i];

		at -= log(uniform(&rnd)) * 86400 / STORIES_A_DAY;
		s->first = h->ntimes;
		s->feed = (uint32_t)(next_bits(&rnd) % OUTLETS);
		s->n = draw_story((int64_t)at, s->feed, h->times + s->first,
		    &rnd);
		s->seed = next_bits(&rnd);
		h->ntimes += s->n;
	}
}

/* ---- rows ------------------------------------------------------------- */

struct row {
	struct str story;
	int64_t time;
};

static int
by_story(const void *a, const void *b)
{
	const struct row *x = a, *y = b;
	int c = str_cmp(x->story, y->story);

	return c != 0 ? c : (x->time > y->time) - (x->time < y->time);
}

/* Seconds since the epoch, whole or not, or RFC 3339. */
static bool
read_time(struct str s, int64_t *out)
{
	ptrdiff_t dot = str_chr(s, '.');
	struct str whole = dot < 0 ? s : str_sub(s, 0, (size_t)dot);

	return str_to_int(whole, 0, INT64_C(1) << 40, out) == 0 ||
	    time_parse_iso(s, out) == 0;
}

/* The last comma divides: a URL may hold others. */
static bool
read_row(struct str line, struct row *out)
{
	size_t at = line.n;

	while (at > 0 && line.p[at - 1] != ',')
		at--;
	if (at == 0)
		return false;
	out->story = str_trim(str_sub(line, 0, at - 1));
	return read_time(str_trim(str_from(line, at)), &out->time);
}

static size_t
read_rows(struct str text, struct row **out)
{
	size_t n = 0, cap = 0, bad = 0;
	struct str line;
	struct row row;

	while (str_line(&text, &line)) {
		if (!read_row(line, &row)) {
			bad++;
			continue;
		}
		if (n == cap) {
			cap = cap > 0 ? 2 * cap : 4096;
			*out = xrealloc(*out, cap, sizeof(**out));
		}
		(*out)[n++] = row;
	}
	/* One is a heading. */
	if (bad > 1)
		fprintf(stderr, "%zu lines are no \"story,time\"\n", bad);
	return n;
}

/* The host of a URL: its stories are taken for one feed. */
static struct str
outlet_of(struct str story)
{
	ptrdiff_t at = str_find(story, STR("://"));
	struct str rest, host;

	if (at < 0)
		return STR("");
	rest = str_from(story, (size_t)at + 3);
	return str_cut(&rest, '/', &host) ? host : rest;
}

/* Outlets in the order of their first story; few, so a walk finds one. */
static uint32_t
feed_of(struct histories *h, struct str story, struct str **outlets)
{
	struct str host = outlet_of(story);
	uint32_t i;

	for (i = h->feeds; i > 0; i--)
		if (str_eq((*outlets)[i - 1], host))
			return i - 1;
	*outlets = xrealloc(*outlets, h->feeds + 1, sizeof(**outlets));
	(*outlets)[h->feeds] = host;
	return h->feeds++;
}

static void
take_rows(struct histories *h, const struct row *row, size_t n)
{
	struct str *outlets = NULL;
	struct history *s = NULL;

	h->story = xcalloc(n, sizeof(*h->story));
	h->times = xcalloc(n, sizeof(*h->times));
	for (size_t i = 0; i < n; i++) {
		if (i == 0 || !str_eq(row[i].story, row[i - 1].story)) {
			s = &h->story[h->n++];
			s->first = h->ntimes;
			s->feed = feed_of(h, row[i].story, &outlets);
			s->seed = str_hash(row[i].story);
		} else if (row[i].time == row[i - 1].time) {
			continue;
		}
		h->times[h->ntimes++] = row[i].time;
		s->n++;
	}
	free(outlets);
}

void
histories_read(struct histories *h, const char *path)
{
	struct row *row = NULL;
	struct error e;
	struct buf text;
	size_t n;

	*h = (struct histories){ 0 };
	buf_init(&text, LIMIT_FILE_BYTES);
	if (file_read(path, &text, &e) < 0) {
		fprintf(stderr, "%s\n", e.text);
		exit(EXIT_DATA);
	}
	n = read_rows(buf_str(&text), &row);
	if (n > 1)
		qsort(row, n, sizeof(*row), by_story);
	if (n > 0)
		take_rows(h, row, n);
	free(row);
	buf_release(&text);
	if (h->n == 0) {
		fprintf(stderr, "no rows of \"story,time\"\n");
		exit(EXIT_DATA);
	}
}

void
histories_free(struct histories *h)
{
	free(h->story);
	free(h->times);
	*h = (struct histories){ 0 };
}
