/*
 * Histories under a schedule. Each schedule is run by a pass every five minutes
 * and finds a story within fifteen minutes of its publication, at the same time
 * as the others. A version is caught when a look falls between its time and the
 * next version's.
 */
#include <stdio.h>
#include <stdlib.h>

#include "tests/bench/schedule.h"
#include "tracker/base/xalloc.h"
#include "tracker/poll/budget.h"
#include "tracker/poll/schedule.h"

#define PASS 300
#define FOUND_WITHIN 900

const char *const schedule_names[SCHEDULES] = { "newsdiffs", "NewsSniffer",
	"diffengine", "fixed interval", "tracker" };

/* A story under watch. */
struct watched {
	const struct history *story;
	int64_t first, last;	/* looks */
	int64_t found;		/* look that found the last change, or first */
	int64_t due;
	uint32_t seen;		/* versions that are past */
	int changes;		/* found */
	double period;		/* NewsSniffer's */
	double worth;
};

/* What is counted. */
struct tally {
	const struct histories *all;
	int64_t days;
	uint64_t looks, caught, changes;
	int64_t first, last;	/* publication of any story */
	uint64_t early;		/* looks until the last one */
	int64_t *delay;
};

static int64_t
next_pass(int64_t t)
{
	return (t + PASS - 1) / PASS * PASS;
}

static void
begin(struct tally *t, struct watched *w, const struct history *s)
{
	const int64_t *time = t->all->times + s->first;

	*w = (struct watched){ .story = s, .seen = 1, .last = TIME_NONE };
	w->due = next_pass(time[0] + (int64_t)(s->seed % FOUND_WITHIN));
	for (uint32_t i = 1; i < s->n; i++)
		t->changes += time[i] < time[0] + t->days * DAY;
}

static bool
is_over(const struct tally *t, const struct watched *w)
{
	return w->due >= t->all->times[w->story->first] + t->days * DAY;
}

/* Looks at what is due; whether it found a change. */
static bool
look(struct tally *t, struct watched *w)
{
	const int64_t *time = t->all->times + w->story->first;
	uint32_t before = w->seen;

	t->looks++;
	t->early += w->due <= t->last;
	while (w->seen < w->story->n && time[w->seen] <= w->due)
		w->seen++;
	if (w->seen > before)
		t->delay[t->caught++] = w->due - time[w->seen - 1];
	if (w->last == TIME_NONE)
		w->first = w->found = w->due;
	else if (w->seen > before)
		w->found = w->due;
	return w->seen > before;
}

/* ---- the others' rules ------------------------------------------------ */

/* Seconds until the next look, or -1: never. */
typedef int64_t wait_fn(struct watched *, bool found, double factor);

/* By the time since the last change; nothing after 360 days. */
static int64_t
newsdiffs(struct watched *w, bool found, double factor)
{
	static const struct {
		int64_t quiet, wait;
	} rows[] = {
		{ 3 * 3600, 900 }, { DAY, 3600 }, { 7 * DAY, 3 * 3600 },
		{ 30 * DAY, 3 * DAY }, { 360 * DAY, 30 * DAY },
	};
	int64_t quiet = w->last - w->found;

	(void)found;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (quiet < rows[i].quiet)
			return (int64_t)((double)rows[i].wait * factor);
	return -1;
}

/* Each wait 1.2 times the last, up to 40 days; from the start after a change,
 * the kinder reading of its rule. */
static int64_t
newssniffer(struct watched *w, bool found, double factor)
{
	if (found || w->last == w->first)
		w->period = 1800;
	else
		w->period *= 1.2;
	if (w->period > 40.0 * DAY)
		w->period = 40.0 * DAY;
	return (int64_t)(w->period * factor);
}

/* (now - checked) / (now - created) >= 0.2, so a quarter of the age at the last
 * check; the first waits are as short as passes are. */
static int64_t
diffengine(struct watched *w, bool found, double factor)
{
	double share = 0.2 * factor < 0.9 ? 0.2 * factor : 0.9;

	(void)found;
	return (int64_t)((double)(w->last - w->first) * share / (1 - share));
}

static int64_t
fixed(struct watched *w, bool found, double factor)
{
	(void)w;
	(void)found;
	return (int64_t)factor;
}

static wait_fn *const waits[SCHEDULES] = { newsdiffs, newssniffer, diffengine,
	fixed, NULL };

static void
replay_story(struct tally *t, const struct history *s, wait_fn *wait,
    double factor)
{
	struct watched w;
	int64_t more;
	bool found;

	begin(t, &w, s);
	while (!is_over(t, &w)) {
		found = look(t, &w);
		w.last = w.due;
		more = wait(&w, found, factor);
		if (more < 0)
			return;
		w.due = next_pass(w.last + (more < PASS ? PASS : more));
	}
}

/* ---- this schedule: all stories at once, for they learn from each other  */

struct run {
	struct tally *tally;
	struct conf_fetch fetch;
	double price;		/* without a budget */
	int64_t a_day;
	struct budget budget;
	struct pace all, *feed;
	struct watched **heap;	/* by due time, from 1 */
	size_t nheap;
	struct watched **due;	/* in this pass */
	size_t ndue;
};

static bool
sooner(const struct watched *a, const struct watched *b)
{
	return a->due != b->due ? a->due < b->due : a < b;
}

static void
push(struct run *r, struct watched *w)
{
	size_t at = ++r->nheap;

	for (; at > 1 && sooner(w, r->heap[at / 2]); at /= 2)
		r->heap[at] = r->heap[at / 2];
	r->heap[at] = w;
}

static struct watched *
pop(struct run *r)
{
	struct watched *top = r->heap[1], *w = r->heap[r->nheap--];
	size_t at = 1, kid;

	for (; (kid = 2 * at) <= r->nheap; at = kid) {
		if (kid < r->nheap && sooner(r->heap[kid + 1], r->heap[kid]))
			kid++;
		if (!sooner(r->heap[kid], w))
			break;
		r->heap[at] = r->heap[kid];
	}
	r->heap[at] = w;
	return top;
}

static struct schedule_input
input(struct run *r, const struct watched *w, int64_t now)
{
	return (struct schedule_input){ .now = now, .first = w->first,
		.since = w->found, .last = w->last, .changes = w->changes,
		.seed = w->story->seed, .pace = &r->feed[w->story->feed],
		.price = r->a_day > 0 ? r->budget.price : r->price,
		.fetch = &r->fetch };
}

static void
look_and_learn(struct run *r, struct watched *w)
{
	bool again = w->last != TIME_NONE;
	struct pace_story s = { w->first, w->found, w->changes };
	struct schedule_input in;
	char why[WHY_TEXT];
	bool found = look(r->tally, w);

	if (again) {
		pace_learn(&r->feed[w->story->feed], &s, w->last, w->due,
		    found);
		w->changes += found;
	}
	w->last = w->due;
	in = input(r, w, w->due);
	w->due = next_pass(schedule_next(&in, why));
}

static int
by_worth(const void *a, const void *b)
{
	const struct watched *x = *(struct watched *const *)a;
	const struct watched *y = *(struct watched *const *)b;

	if (x->worth != y->worth)
		return x->worth < y->worth ? 1 : -1;
	return (x > y) - (x < y);
}

/* What is due at `now`, the most valuable first, as far as the budget goes. */
static void
pass(struct run *r, int64_t now)
{
	struct schedule_input in;
	bool want = false;

	r->ndue = 0;
	while (r->nheap > 0 && r->heap[1]->due <= now)
		r->due[r->ndue++] = pop(r);
	budget_refill(&r->budget, r->a_day, now);
	for (size_t i = 0; i < r->ndue && r->a_day > 0; i++) {
		in = input(r, r->due[i], now);
		r->due[i]->worth = schedule_worth(&in);
	}
	if (r->ndue > 1 && r->a_day > 0)
		qsort(r->due, r->ndue, sizeof(*r->due), by_worth);
	for (size_t i = 0; i < r->ndue; i++) {
		r->due[i]->due = now;
		if (is_over(r->tally, r->due[i]))
			continue;
		if (budget_has(&r->budget, r->a_day)) {
			budget_spend(&r->budget, r->a_day, 1);
			look_and_learn(r, r->due[i]);
		} else {
			r->due[i]->due = now + PASS;
			want = true;
		}
		push(r, r->due[i]);
	}
	budget_settle(&r->budget, want);
}

static void
replay_tracker(struct tally *t, double price, int64_t a_day)
{
	const struct histories *h = t->all;
	struct watched *w = xcalloc(h->n, sizeof(*w));
	struct run r = { .tally = t, .price = price, .a_day = a_day,
		.budget = { .at = TIME_NONE } };
	struct conf *defaults;

	conf_parse(&defaults, "defaults", STR("store: none\n"));
	r.fetch = defaults->defaults;
	conf_free(defaults);
	r.heap = xcalloc(h->n + 1, sizeof(*r.heap));
	r.due = xcalloc(h->n, sizeof(*r.due));
	r.feed = xcalloc(h->feeds, sizeof(*r.feed));
	for (uint32_t i = 0; i < h->feeds; i++)
		r.feed[i].wider = &r.all;
	for (size_t i = 0; i < h->n; i++) {
		begin(t, &w[i], &h->story[i]);
		push(&r, &w[i]);
	}
	while (r.nheap > 0)
		pass(&r, r.heap[1]->due);
	free(r.heap);
	free(r.due);
	free(r.feed);
	free(w);
}

/* ---- the result ------------------------------------------------------- */

static int
by_length(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

struct result
replay(const struct histories *h, enum schedule which, double factor,
    int64_t days, int64_t budget)
{
	struct tally t = { .all = h, .days = days, .first = INT64_MAX,
		.last = INT64_MIN };
	struct result r = { 0 };

	for (size_t i = 0; i < h->n; i++) {
		int64_t at = h->times[h->story[i].first];

		t.first = at < t.first ? at : t.first;
		t.last = at > t.last ? at : t.last;
	}
	t.delay = xcalloc(h->ntimes, sizeof(*t.delay));
	if (which == TRACKER)
		replay_tracker(&t, factor, budget);
	for (size_t i = 0; i < h->n && which != TRACKER; i++)
		replay_story(&t, &h->story[i], waits[which], factor);
	r.requests = (double)t.looks / (double)h->n;
	r.a_day = (double)t.early * DAY / (double)(t.last - t.first + DAY);
	if (t.caught > 0) {
		qsort(t.delay, t.caught, sizeof(*t.delay), by_length);
		r.caught = (double)t.caught / (double)t.changes;
		r.median = (double)t.delay[t.caught / 2];
		r.p95 = (double)t.delay[t.caught * 95 / 100];
	}
	free(t.delay);
	return r;
}
