/*
 * What schedules catch, at equal requests.
 *
 * usage: schedule [-s STORIES] [-d DAYS] [FILE]
 *
 * FILE has rows "story,time" ("-": standard input); without one, histories are
 * drawn from published figures. Each story is followed for DAYS (365).
 */
#include <getopt.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "tests/bench/schedule.h"
#include "tracker/base/msg.h"

#define TRIES 14
#define NEAR 0.99

static struct histories all;
static int64_t days = 365;

/* ---- equal requests --------------------------------------------------- */

/* Runs of one schedule, kept: the tracker's take long. */
struct tried {
	double factor;
	struct result result;
};
static struct tried tried[SCHEDULES][200];
static size_t ntried[SCHEDULES];

static const struct tried *
try(enum schedule which, double factor)
{
	struct tried *t = tried[which];
	size_t n = ntried[which];

	for (size_t i = 0; i < n; i++)
		if (t[i].factor == factor)
			return &t[i];
	if (n == sizeof(tried[0]) / sizeof(tried[0][0]))
		return &t[n - 1];
	t[n] = (struct tried){ factor, replay(&all, which, factor, days, 0) };
	ntried[which]++;
	return &t[n];
}

/* The two runs next to a number of requests: not more, and more. */
static void
around(enum schedule which, double requests, const struct tried **few,
    const struct tried **many)
{
	*few = *many = NULL;
	for (size_t i = 0; i < ntried[which]; i++) {
		const struct tried *t = &tried[which][i];
		double r = t->result.requests;

		if (r <= requests &&
		    (*few == NULL || r > (*few)->result.requests))
			*few = t;
		if (r > requests &&
		    (*many == NULL || r < (*many)->result.requests))
			*many = t;
	}
}

/* Between two runs, on a line through both; logarithms on both sides. */
static double
between(const struct tried *few, const struct tried *many, double requests)
{
	double a = log(few->result.requests), b = log(many->result.requests);
	double part = (log(requests * (1 + NEAR) / 2) - a) / (b - a);

	if (part < .05 || part > .95)
		part = .5;
	return exp(log(few->factor) +
	    part * (log(many->factor) - log(few->factor)));
}

/* The schedule stretched until it makes as many requests, and not more. */
static struct result
at(enum schedule which, double requests)
{
	const struct tried *few, *many, *last;

	last = try(which, which == FIXED ?
	    (double)(days * DAY) / requests : 1);
	for (int i = 0; i < TRIES; i++) {
		around(which, requests, &few, &many);
		if (few != NULL && few->result.requests >= NEAR * requests)
			break;
		if (few != NULL && many != NULL)
			try(which, between(few, many, requests));
		else if (few != NULL && few->factor > 1e-3)
			try(which, few->factor / 2);
		else if (few == NULL && many->factor < 1e9)
			try(which, many->factor * 2);
		else
			break;
	}
	around(which, requests, &few, &many);
	return few != NULL ? few->result : last->result;
}

/* ---- tables ----------------------------------------------------------- */

static void
time_cell(double s)
{
	if (s < 100 * 60)
		printf("%8.1f m", s / 60);
	else if (s < 72 * 3600)
		printf("%8.1f h", s / 3600);
	else
		printf("%8.1f d", s / 86400);
}

static void
row(const char *name, struct result r)
{
	printf("  %-28s %9.1f %8.2f %%", name, r.requests, 100 * r.caught);
	time_cell(r.median);
	time_cell(r.p95);
	putchar('\n');
}

static void
heading(const char *text)
{
	printf("\n%-30s %9s %10s %9s %9s\n", text, "requests", "caught",
	    "median", "95 %");
}

/* Each by its own rule, and this schedule at as many requests and half. */
static enum schedule
own_rules(struct result own[SCHEDULES])
{
	enum schedule best = NEWSDIFFS;

	heading("by its own rule");
	for (int i = 0; i < FIXED; i++) {
		own[i] = try(i, 1)->result;
		row(schedule_names[i], own[i]);
		if (own[i].caught > own[best].caught)
			best = i;
	}
	row("tracker", own[TRACKER] = try(TRACKER, 1)->result);
	return best;
}

static void
at_equal(double requests, const char *whose)
{
	char text[60];

	snprintf(text, sizeof(text), "at the requests of %s", whose);
	heading(text);
	for (int i = 0; i < SCHEDULES; i++)
		row(schedule_names[i], at(i, requests));
	row("tracker, at half", at(TRACKER, requests / 2));
}

/* The whole tracker under a bound of requests a day, of what it would make while
 * new stories come in. */
static void
budgets(struct result own)
{
	static const double parts[] = { .8, .5 };
	char text[60];
	int64_t a_day;

	heading("with a budget a day");
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		a_day = (int64_t)(parts[i] * own.a_day) + 1;
		snprintf(text, sizeof(text), "tracker, %" PRId64 " (%.0f %%)",
		    a_day, 100 * parts[i]);
		row(text, replay(&all, TRACKER, 1, days, a_day));
	}
}

static void
bar(enum schedule best, struct result own, struct result half)
{
	printf("\nthe best of the named: %s, %.2f %% at %.1f requests; "
	    "tracker at %.1f: %.2f %% (bar: at least as many at half: %s)\n",
	    schedule_names[best], 100 * own.caught, own.requests,
	    half.requests, 100 * half.caught,
	    half.caught >= own.caught && half.requests <= own.requests / 2 ?
	    "met" : "missed");
}

static void
compare(void)
{
	struct result own[SCHEDULES];
	enum schedule best;

	printf("%zu stories, %zu changes, %" PRId64 " days each; requests a "
	    "story, share of\nthe changes caught, and time from a change to "
	    "the look that caught it\n", all.n, all.ntimes - all.n, days);
	best = own_rules(own);
	for (int i = 0; i < FIXED; i++)
		at_equal(own[i].requests, schedule_names[i]);
	budgets(own[TRACKER]);
	bar(best, own[best], at(TRACKER, own[best].requests / 2));
}

int
main(int argc, char **argv)
{
	int64_t stories = 20000;
	int c, bad = 0;

	while ((c = getopt(argc, argv, "s:d:")) != -1)
		if (c == 's')
			bad |= str_to_int(str_of(optarg), 1, 10000000,
			    &stories);
		else if (c == 'd')
			bad |= str_to_int(str_of(optarg), 1, 3650, &days);
		else
			bad = 1;
	if (bad || optind + 1 < argc) {
		fputs("usage: schedule [-s STORIES] [-d DAYS] [FILE]\n",
		    stderr);
		return EXIT_USAGE;
	}
	if (optind < argc)
		histories_read(&all, argv[optind]);
	else
		histories_draw(&all, (size_t)stories);
	compare();
	histories_free(&all);
	return EXIT_OK;
}
