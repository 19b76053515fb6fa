#include <inttypes.h>
#include <stdio.h>

#include "tracker/base/clock.h"
#include "tracker/base/limits.h"
#include "tracker/poll/pass.h"
#include "tracker/web/url.h"

/* Results between two commits: what a crash may cost is fetched again. Each makes a
 * pack, and many packs are written again as one (store_gc), which is not free. */
#define COMMIT_EVERY 2000

void
pass_store_failed(struct pass *p)
{
	if (!p->failed)
		error_set(&p->error, "%s", store_error(p->store));
	p->failed = true;
	*p->halt = 1;
}

/* ---- settings ---------------------------------------------------------- */

const struct conf_fetch *
poll_settings(const struct conf *c, const struct store_story *s,
    const struct conf_rule **rule)
{
	const struct conf_story *own;
	const struct conf_feed *feed;

	*rule = NULL;
	own = conf_story_of(c, str_of(s->fetch_url != NULL ? s->fetch_url :
	    s->url));
	if (own == NULL)
		own = conf_story_of(c, str_of(s->url));
	feed = s->feed != NULL ? conf_feed_of(c, str_of(s->feed)) : NULL;
	if (feed != NULL)
		*rule = feed->rule;
	if (own != NULL && own->rule != NULL)
		*rule = own->rule;
	/* An entry that says nothing of its own leaves the feed's word. */
	if (feed != NULL && (own == NULL ||
	    memcmp(own->fetch, &c->defaults, sizeof(*own->fetch)) == 0))
		return &feed->fetch;
	return own != NULL ? own->fetch : NULL;
}

/* ---- feeds.yaml into the store ----------------------------------------- */

struct wake {
	struct pass *pass;
	const struct conf_story *conf;
};

/* Was it stopped because its time was over (a row without a next time), and
 * is that so by the settings of today? */
static bool
is_over(const struct wake *w, const struct store_story *s)
{
	struct schedule_input in = { .now = w->pass->now,
		.since = s->changed != STORE_NO_TIME ? s->changed :
		    s->first_seen, .fetch = w->conf->fetch };

	return s->next == STORE_NO_TIME && schedule_is_over(&in);
}

/* A story that feeds.yaml names is watched, also when it once was stopped. */
static int
wake(const struct store_story *s, void *arg)
{
	struct wake *w = arg;
	struct store_story row = *s;

	if (s->state == STORE_STOPPED ? is_over(w, s) : s->fetch_url != NULL &&
	    str_eqz(w->conf->url, s->fetch_url))
		return 0;
	if (s->state == STORE_STOPPED) {
		row.state = s->was;
		row.next = w->pass->now;
		row.why = "feeds.yaml names it again";
	}
	row.fetch_url = w->conf->url.p;
	return store_story_update(w->pass->store, &row);
}

static void
sync_story(struct pass *p, const struct conf_story *s, struct arena *scratch)
{
	struct wake w = { p, s };
	struct str url;
	int64_t key;

	arena_clear(scratch);
	if (url_canonical(s->url, scratch, &url) < 0)
		return;
	if (store_story_add(p->store, url.p, NULL, p->now, &key) < 0 ||
	    store_story_by_key(p->store, key, wake, &w) < 0)
		pass_store_failed(p);
}

const char pass_unnamed[] = "feeds.yaml no longer names it or its feed";

/* Stopped because its feed was out, and the feed is in again. */
static int
wake_of_feed(const struct store_story *s, void *arg)
{
	struct pass *p = arg;
	struct store_story row = *s;
	const struct conf_rule *rule;

	if (s->state != STORE_STOPPED || s->why == NULL ||
	    strcmp(s->why, pass_unnamed) != 0 ||
	    poll_settings(p->conf, s, &rule) == NULL)
		return 0;
	row.state = s->was;
	row.next = p->now;
	row.why = "feeds.yaml names its feed again";
	return store_story_update(p->store, &row);
}

/* A feed is known by its URL; what is called otherwise now takes its stories
 * along. */
static void
sync_name(struct pass *p, const struct conf_feed *f)
{
	struct str key = arena_printf(&p->arena, "feed %.*s",
	    STR_FMT(f->url));
	char was[LIMIT_FIELD_BYTES + 1];
	int r = store_meta_get(p->store, key.p, was, sizeof(was));

	if (r == STORE_OK && str_eqz(f->name, was))
		return;
	if (r == STORE_OK && conf_feed_of(p->conf, str_of(was)) == NULL)
		r = store_feed_rename(p->store, was, f->name.p);
	if (r < 0 || store_meta_put(p->store, key.p, f->name.p) < 0)
		pass_store_failed(p);
}

/* All stories are looked through only when the feeds are not those of the pass
 * before. */
static void
sync_feeds(struct pass *p)
{
	char was[40], now[40];
	uint64_t names = 0;
	int r = store_meta_get(p->store, "feeds", was, sizeof(was));

	for (size_t i = 0; i < p->conf->nfeeds && !p->failed; i++)
		sync_name(p, &p->conf->feeds[i]);
	for (size_t i = 0; i < p->conf->nfeeds; i++)
		names = names * 31 + str_hash(p->conf->feeds[i].name);
	snprintf(now, sizeof(now), "%016" PRIx64, names);
	if (r == STORE_OK && strcmp(was, now) == 0)
		return;
	if (r < 0 || store_story_each(p->store, wake_of_feed, p) < 0 ||
	    store_meta_put(p->store, "feeds", now) < 0)
		pass_store_failed(p);
}

/*
 * Each story is looked up only when feeds.yaml is not that of the pass before:
 * of a long list a pass is to cost what is due, not what is watched.
 */
static void
sync_stories(struct pass *p)
{
	char was[80], now[80];
	struct arena scratch;
	int r = store_meta_get(p->store, POLL_TAKEN, was, sizeof(was));

	snprintf(now, sizeof(now), "%016" PRIx64 " %s", p->conf->hash,
	    TRACKER_VERSION);
	if (r == STORE_OK && strcmp(was, now) == 0)
		return;
	arena_init(&scratch);
	for (size_t i = 0; i < p->conf->nstories && !p->failed; i++)
		sync_story(p, &p->conf->stories[i], &scratch);
	arena_release(&scratch);
	if (r < 0 || (!p->failed &&
	    store_meta_put(p->store, POLL_TAKEN, now) < 0))
		pass_store_failed(p);
}

static void
sync_conf(struct pass *p)
{
	sync_feeds(p);
	if (!p->failed)
		sync_stories(p);
}

/* ---- feeds that are due -------------------------------------------------- */

static void
queue_feeds(struct pass *p)
{
	const struct conf_feed *f;

	if (p->options->story != 0)
		return;
	for (size_t i = 0; i < p->conf->nfeeds && !p->failed; i++) {
		f = &p->conf->feeds[i];
		if (p->options->feed.n == 0 ||
		    str_eq(p->options->feed, f->name))
			pass_feed_queue(p, f, f->url, false);
	}
}

/* ---- results ----------------------------------------------------------- */

static void
commit(struct pass *p, bool more)
{
	hosts_flush(p);
	if (rates_save(&p->rates) < 0)
		pass_store_failed(p);
	if (store_commit(p->store) < 0 ||
	    (more && store_begin(p->store) < 0))
		pass_store_failed(p);
	p->uncommitted = 0;
}

void
pass_step(struct pass *p)
{
	p->done++;
	if (p->options->progress != NULL)
		p->options->progress(p->done, p->total, p->options->arg);
	if (++p->uncommitted >= COMMIT_EVERY && !p->failed)
		commit(p, true);
}

/* ---- the pass ---------------------------------------------------------- */

static void
fetch_all(struct pass *p, void (*queue)(struct pass *), bool early)
{
	struct error e;

	queue(p);
	do {
		p->again = false;
		if (!p->failed && pass_run(p, early, &e) < 0) {
			p->error = e;
			p->failed = true;
		}
		worker_drain(p->workers);
	} while (p->again && !p->failed);
}

static void
run(struct pass *p)
{
	char text[TIME_TEXT];

	if (store_begin(p->store) < 0) {
		pass_store_failed(p);
		return;
	}
	sync_conf(p);
	if (!p->options->offline && !p->failed) {
		rates_init(&p->rates, p->store, &p->arena);
		pass_open_purse(p);
		fetch_all(p, queue_feeds, true);
		fetch_all(p, pass_queue_stories, false);
		pass_close_purses(p);
		hosts_end(p);
	}
	if (!p->failed && store_meta_put(p->store, "last_pass",
	    time_rfc3339(p->now, text)) < 0)
		pass_store_failed(p);
	if (p->failed)
		store_rollback(p->store);
	else
		commit(p, false);
}

static int
open_fetch(struct pass *p, struct error *e)
{
	struct fetch_options o = { .agent = p->conf->agent,
		.proxy = p->conf->proxy,
		.allow_private = p->conf->allow_private,
		.parallel = (size_t)p->conf->parallel,
		.per_host = (size_t)p->conf->per_host, .run = p->conf->run };

	/* With a clock that stands still two runs on the same input make the
	 * same commits, byte for byte: then the order must not be the network's. */
	if (clock_fixed())
		o.parallel = o.per_host = 1;
	p->per_host = o.per_host;
	return fetch_new(&p->fetch, &o, e);
}

static int
any(const struct store_alternation *a, void *arg)
{
	(void)a;
	(void)arg;
	return 1;
}

int
poll_pass(const struct conf *conf, struct store *store,
    const struct poll_options *options, struct poll_counts *counts,
    struct error *e)
{
	struct pass p = { .conf = conf, .store = store, .options = options,
		.counts = counts, .now = clock_now() };

	p.halt = options->stop != NULL ? options->stop : &p.own_halt;
	*counts = (struct poll_counts){ 0 };
	arena_init(&p.arena);
	learner_init(&p.learner, store, &p.arena);
	if (open_fetch(&p, e) < 0)
		return -1;
	p.hosts = hosts_new();
	p.alternating = store_alternation_each(store, any, NULL) != STORE_OK;
	workers_new(&p.workers, NULL);
	run(&p);
	pass_say_troubles(&p);
	fetch_free(p.fetch);
	hosts_free(p.hosts);
	workers_free(p.workers);
	due_release(&p);
	if (p.failed)
		*e = p.error;
	arena_release(&p.arena);
	return p.failed ? -1 : 0;
}

/* ---- counts as a line -------------------------------------------------- */

void
poll_counts_text(const struct poll_counts *c, struct buf *out)
{
	const struct {
		const char *what;
		int64_t n;
	} rows[] = {
		{ "unchanged", c->unchanged },
		{ "same text", c->same },
		{ "first version", c->first },
		{ "new version", c->changed },
		{ "to be looked at again", c->unsettled },
		{ "taking turns", c->alternating },
		{ "part of another story", c->joined },
		{ "held", c->held },
		{ "failed", c->failed },
		{ "disallowed by robots.txt", c->disallowed },
		{ "waiting for their host", c->waiting },
		{ "left for the next pass", c->skipped },
		{ "put off by the budget", c->put_off },
	};
	const char *sep = ":";

	buf_addf(out, "feeds %" PRId64, c->feeds);
	if (c->feeds_failed > 0)
		buf_addf(out, " (%" PRId64 " failed)", c->feeds_failed);
	if (c->discovered > 0)
		buf_addf(out, ", %" PRId64 " stories discovered",
		    c->discovered);
	buf_addf(out, ", stories %" PRId64, c->stories);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (rows[i].n == 0)
			continue;
		buf_addf(out, "%s %" PRId64 " %s", sep, rows[i].n,
		    rows[i].what);
		sep = ",";
	}
}
