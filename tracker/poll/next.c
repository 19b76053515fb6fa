/* When the daemon is to wake: for what falls due, or may be had at last. */
#include "tracker/base/clock.h"
#include "tracker/poll/backoff.h"
#include "tracker/poll/pass.h"

struct earliest {
	const struct conf *conf;
	int64_t now;
	int64_t seen;		/* the pass saw what was due until then */
	int64_t time;
	bool left;		/* something is due that the pass left */
};

static void
consider(struct earliest *e, int64_t t)
{
	if (t != TIME_NONE && (e->time == TIME_NONE || t < e->time))
		e->time = t;
}

static void
of_row(struct earliest *e, int64_t t)
{
	if (t != TIME_NONE && t <= e->seen)
		e->left = true;
	else
		consider(e, t);
}

static int
of_feed(const struct store_feed *row, void *arg)
{
	of_row(arg, row->next);
	return 0;
}

static int
of_host(const struct store_host *row, void *arg)
{
	struct earliest *e = arg;
	int64_t until = backoff_until(row, e->conf->per_host_hour, e->now);

	if (until != TIME_NONE && until > e->now)
		consider(e, until);
	return 0;
}

static int
of_spent(struct str host, int64_t until, void *arg)
{
	(void)host;
	consider(arg, until);
	return 0;
}

static int
of_stories(struct earliest *e, struct store *store)
{
	int64_t t;
	int r = store_next(store, INT64_MIN, &t);

	if (r >= 0)
		of_row(e, t);
	if (r >= 0)
		r = store_next(store, e->seen, &t);
	if (r >= 0)
		of_row(e, t);
	return r;
}

/* A feed that has no row yet was never asked: now. One that feeds.yaml no longer
 * names may have a row, and does not count. */
static int
of_feeds(struct earliest *e, struct store *store)
{
	int r = 0;

	for (size_t i = 0; i < e->conf->nfeeds && r >= 0; i++) {
		r = store_feed_get(store, e->conf->feeds[i].url.p, of_feed, e);
		if (r == STORE_NONE)
			consider(e, e->now);
	}
	return r;
}

/* What is left waits for its host or for the budget, or else goes now. */
static int
of_left(struct earliest *e, struct store *store)
{
	int64_t rows = e->time, budget;
	int r;

	e->time = TIME_NONE;
	r = store_host_each(store, of_host, e);
	if (r >= 0)
		r = poll_budget_until(e->conf, store, &budget);
	if (r >= 0)
		consider(e, budget);
	if (r >= 0)
		r = poll_spent_hosts(e->conf, store, of_spent, e);
	if (e->time == TIME_NONE)
		e->time = e->now;
	consider(e, rows);
	return r;
}

int
poll_next(const struct conf *conf, struct store *store, int64_t began,
    int64_t *next)
{
	struct earliest e = { conf, clock_now(), began + PASS_EARLY, TIME_NONE,
		false };
	int r = of_stories(&e, store);

	if (r >= 0)
		r = of_feeds(&e, store);
	if (r >= 0 && e.left)
		r = of_left(&e, store);
	*next = e.time;
	return r < 0 ? -1 : 0;
}
