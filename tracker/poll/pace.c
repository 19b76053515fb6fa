#include <math.h>
#include <stddef.h>

#include "tracker/poll/pace.h"

#define HOUR 3600
#define FIRST_BIN 600		/* seconds; the next ends at twice as many */
/* Changes that a rate must have seen to count as much as what it leans on. */
#define LEAN_FEED 4.0
#define LEAN_ALL 8.0
#define LEAN_HOUR 20.0
#define LEAN_CLOCK 8.0
/* What is old counts half once so many changes are known: newsrooms change. */
#define ENOUGH 400.0
/* Beyond this the hour of a change is anyone's guess. */
#define HOURLY (2 * (int64_t)86400)
/* Pieces of one walk at most: hours, and bins of both clocks. */
#define PIECES 96

/* ---- what is built in ------------------------------------------------- */

/*
 * Changes an hour of a story that never changed, by age: a third change at all,
 * 80 % of the changes within 5 hours, 90 % within 10, a tail of a year (Guo et
 * al., WWW 2022; corrections of NRK). Of one that did, the product of three
 * factors: what changes is soon changed again. Rounded: learning does the rest.
 */
static const double first_rate[PACE_BINS] = { .25, .25, .19, .1, .05, .022,
	.008, .003, .0013, .0004, .00015, .00006, .000025, .00001, .000005,
	.000002 };
static const double age_rate[PACE_BINS] = { 1, 1, 1, .8, .6, .45, .3, .2, .1,
	.05, .03, .015, .01, .005, .002, .001 };
static const double since_rate[PACE_BINS] = { .5, .5, .5, .35, .25, .15, .1,
	.06, .03, .015, .01, .005, .002, .001, .0005, .0002 };
static const double kind_rate[PACE_KINDS] = { .8, 1, 1.5, 2.5 };

/* A cell, its clocks' factors (or -1) and the changes a second built in. */
struct place {
	int cell, age, quiet;
	double rate;
};

/* ---- rates ------------------------------------------------------------ */

/* The mean of a gamma distribution around `wider` after what was seen. */
static double
lean(double weight, double wider, const struct pace_cell *c)
{
	return wider * (weight + c->changes) / (weight + wider * c->watched);
}

static int
hour_cell(int64_t t)
{
	int64_t h = t / HOUR % 24;

	return PACE_HOURS + (int)(h < 0 ? h + 24 : h);
}

/* How much more than usual happens in an hour of the day, or by a clock. */
static double
factor(const struct pace *p, int c)
{
	double weight = c < PACE_AGES ? LEAN_HOUR : LEAN_CLOCK, f = 1;

	if (p->wider != NULL)
		f = lean(weight, f, &p->wider->cell[c]);
	return lean(weight, f, &p->cell[c]);
}

/* What is expected of a cell before it has been seen itself. */
static double
expected_rate(const struct pace *p, const struct place *at)
{
	return at->age < 0 ? at->rate :
	    at->rate * factor(p, at->age) * factor(p, at->quiet);
}

/* Changes a second. */
static double
rate(const struct pace *p, struct place at)
{
	double r = expected_rate(p, &at);

	if (p->wider != NULL)
		r = lean(LEAN_ALL, r, &p->wider->cell[at.cell]);
	return lean(p->wider != NULL ? LEAN_FEED : LEAN_ALL, r,
	    &p->cell[at.cell]);
}

/* ---- clocks ----------------------------------------------------------- */

static int
bin(int64_t s)
{
	int b = 0;

	while (b < PACE_BINS - 1 && s >= (int64_t)FIRST_BIN << b)
		b++;
	return b;
}

/* When a clock that started at `start` comes to the end of a bin. */
static int64_t
bin_end(int64_t start, int b)
{
	return b < PACE_BINS - 1 ? start + ((int64_t)FIRST_BIN << b) :
	    INT64_MAX;
}

static int
kind(int changes)
{
	return changes < 2 ? 0 : changes < 4 ? 1 : changes < 8 ? 2 : 3;
}

static struct place
before_change(int age)
{
	return (struct place){ age, -1, -1, first_rate[age] / HOUR };
}

static struct place
after_change(int changes, int age, int since)
{
	int k = kind(changes);

	if (since > age)
		since = age;
	return (struct place){ PACE_LATER + k * PACE_PAIRS +
		age * (age + 1) / 2 + since, PACE_AGES + age,
		PACE_QUIETS + k * PACE_BINS + since,
		age_rate[age] * since_rate[since] * kind_rate[k] / HOUR };
}

static int64_t
least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* Where a walk is; *end becomes where it leaves that, if that is sooner. */
static struct place
place_at(const struct pace_story *s, int64_t t, int64_t *end)
{
	int age = bin(t - s->first), since;

	*end = least(*end, bin_end(s->first, age));
	if (s->changes == 0)
		return before_change(age);
	since = bin(t - s->changed);
	*end = least(*end, bin_end(s->changed, since));
	return after_change(s->changes, age, since);
}

/* ---- walks ------------------------------------------------------------ */

struct piece {
	struct place place;
	int hour;		/* a cell, or -1 */
	double factor;		/* of the hour */
	double seconds;		/* times the factor */
	double expected;
};

/* The next piece on the way to `to`, within one cell and one hour. */
static void
step(struct pace_walk *w, int64_t to, struct piece *out)
{
	int64_t end = to;

	*out = (struct piece){ .hour = -1, .factor = 1 };
	if (w->at - w->from < HOURLY) {
		end = least(end, (w->at / HOUR + 1) * HOUR);
		out->hour = hour_cell(w->at);
		out->factor = factor(w->pace, out->hour);
	}
	out->place = place_at(&w->story, w->at, &end);
	if (end <= w->at)
		end = w->at + 1;
	out->seconds = (double)(end - w->at) * out->factor;
	out->expected = out->seconds * rate(w->pace, out->place);
	w->at = end;
}

void
pace_walk_begin(struct pace_walk *w, const struct pace *p,
    const struct pace_story *s, int64_t from)
{
	*w = (struct pace_walk){ .pace = p, .story = *s, .from = from,
		.at = from };
}

double
pace_walk_to(struct pace_walk *w, int64_t to)
{
	struct piece piece;

	while (w->at < to) {
		step(w, to, &piece);
		w->expected += piece.expected;
	}
	return w->expected;
}

double
pace_again(const struct pace *p, const struct pace_story *s, int64_t at,
    int64_t span)
{
	int age = bin(at - s->first);
	int64_t from = 0, to;
	double sum = 0;

	for (int b = 0; from < span; b++, from = to) {
		to = least(span, bin_end(0, b));
		sum += (double)(to - from) *
		    rate(p, after_change(s->changes + 1, age, b));
	}
	return span < 86400 ?
	    sum * factor(p, hour_cell(at + span / 2)) : sum;
}

/* ---- learning --------------------------------------------------------- */

static void
add(struct pace *p, int c, double changes, double watched)
{
	struct pace_cell *cell = &p->cell[c];

	cell->changes += changes;
	cell->watched += watched;
	p->touched[c] = true;
	if (cell->changes > ENOUGH) {
		cell->changes /= 2;
		cell->watched /= 2;
	}
}

/* Each clock's factor is taught as if the other's were right. */
static void
learn_clocks(struct pace *p, const struct piece *piece, double changes)
{
	const struct place *at = &piece->place;
	double expected;

	if (at->age < 0)
		return;
	expected = piece->seconds * expected_rate(p, at);
	add(p, at->age, changes, expected / factor(p, at->age));
	add(p, at->quiet, changes, expected / factor(p, at->quiet));
}

static void
learn_piece(struct pace *p, const struct piece *piece, double changes)
{
	add(p, piece->place.cell, changes, piece->seconds);
	learn_clocks(p, piece, changes);
	if (piece->hour >= 0)
		add(p, piece->hour, changes, piece->expected / piece->factor);
}

void
pace_learn(struct pace *pace, const struct pace_story *s, int64_t from,
    int64_t to, bool found)
{
	struct piece piece[PIECES];
	struct pace_walk w;
	double share = 0;
	size_t n = 0;

	pace_walk_begin(&w, pace, s, from);
	for (; w.at < to && n < PIECES; n++) {
		step(&w, to, &piece[n]);
		w.expected += piece[n].expected;
	}
	/* Of a Poisson number that is not nought, the mean. */
	if (found && w.expected > 0)
		share = 1 / -expm1(-w.expected);
	for (struct pace *p = pace; p != NULL; p = p->wider)
		for (size_t i = 0; i < n; i++)
			learn_piece(p, &piece[i], piece[i].expected * share);
}
