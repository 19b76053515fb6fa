#include "tracker/base/clock.h"
#include "tracker/poll/poll.h"

struct earliest {
	int64_t time;
};

static void
consider(struct earliest *e, int64_t t)
{
	if (t != STORE_NO_TIME && (e->time == STORE_NO_TIME || t < e->time))
		e->time = t;
}

static int
of_feed(const struct store_feed *row, void *arg)
{
	consider(arg, row->next);
	return 0;
}

/* A feed that has no row yet was never asked: now. One that feeds.yaml no longer
 * names may have a row, and does not count. */
int
poll_next(const struct conf *conf, struct store *store, int64_t *next)
{
	struct earliest e = { STORE_NO_TIME };
	int r = store_next(store, &e.time);

	for (size_t i = 0; i < conf->nfeeds && r >= 0; i++) {
		r = store_feed_get(store, conf->feeds[i].url.p, of_feed, &e);
		if (r == STORE_NONE)
			consider(&e, clock_now());
	}
	*next = e.time;
	return r < 0 ? -1 : 0;
}
