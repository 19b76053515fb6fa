/* Health: last pass, failures by host, held captures, sizes. */
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "tracker/base/clock.h"
#include "tracker/base/json.h"
#include "tracker/base/limits.h"
#include "tracker/base/utf8.h"
#include "tracker/cmd/command.h"
#include "tracker/url/url.h"

struct bad_host {
	struct str name;
	int64_t stories, feeds;
	int failures;		/* the most in a row */
	struct str why;
};

struct health {
	struct app *app;
	struct bad_host *hosts;
	size_t nhosts, cap;
	struct buf out;
};

#define HOSTS 1000

/* The host of what fails, with the worst of its failures; NULL when there are
 * too many hosts. */
static struct bad_host *
count_failure(struct health *h, const char *url, int failures, const char *why)
{
	struct arena *a = &h->app->arena;
	struct str host = url_host(str_of(url), a);
	struct bad_host *b;
	size_t i;

	for (i = 0; i < h->nhosts && !str_eq(h->hosts[i].name, host); i++)
		;
	if (i == h->nhosts) {
		if (h->nhosts == HOSTS)
			return NULL;
		h->hosts = arena_grow(a, h->hosts, h->nhosts, &h->cap,
		    sizeof(*h->hosts));
		h->hosts[h->nhosts++] = (struct bad_host){ .name = host };
	}
	b = &h->hosts[i];
	if (failures > b->failures) {
		b->failures = failures;
		b->why = arena_str(a, str_of(why != NULL ? why : ""));
	}
	return b;
}

static int
count_story(const struct store_story *s, void *arg)
{
	struct bad_host *b;

	/* What is no longer watched will never be well again. */
	if (s->failures == 0 || s->state == STORE_STOPPED)
		return 0;
	b = count_failure(arg, s->url, s->failures, s->why);
	if (b != NULL)
		b->stories++;
	return 0;
}

static int
count_feed(const struct store_feed *f, void *arg)
{
	struct bad_host *b;

	if (f->failures == 0)
		return 0;
	b = count_failure(arg, f->url, f->failures, f->why);
	if (b != NULL)
		b->feeds++;
	return 0;
}

/* A feed that fails is no story, and hides all its stories. Which feeds there
 * are is for feeds.yaml to say; with -C alone there may be none. */
static int
count_feeds(struct health *h)
{
	const struct conf *c = h->app->conf;

	for (size_t i = 0; c != NULL && i < c->nfeeds; i++)
		if (store_feed_get(h->app->store, c->feeds[i].url.p,
		    count_feed, h) < 0)
			return -1;
	return 0;
}

static int
by_weight(const void *a, const void *b)
{
	const struct bad_host *x = a, *y = b;

	if (x->feeds != y->feeds)
		return x->feeds < y->feeds ? 1 : -1;
	if (x->stories != y->stories)
		return x->stories < y->stories ? 1 : -1;
	return str_cmp(x->name, y->name);
}

static void
size_text(int64_t n, char out[32])
{
	static const char *const units[] = { "B", "KiB", "MiB", "GiB", "TiB" };
	double v = (double)n;
	size_t u = 0;

	for (; v >= 1024 && u < 4; u++)
		v /= 1024;
	snprintf(out, 32, u == 0 ? "%.0f %s" : "%.1f %s", v, units[u]);
}

static void
counts_text(struct buf *o, const struct bad_host *b)
{
	if (b->feeds > 0)
		buf_addf(o, "%" PRId64 " feed%s%s", b->feeds,
		    b->feeds == 1 ? "" : "s", b->stories > 0 ? ", " : "");
	if (b->stories > 0)
		buf_addf(o, "%" PRId64 " stor%s", b->stories,
		    b->stories == 1 ? "y" : "ies");
}

static void
text(struct health *h, const struct store_stats *s)
{
	char when[TIME_TEXT], a[32], c[32], d[32];
	struct buf *o = &h->out;

	size_text(s->archive_bytes, a);
	size_text(s->capture_bytes, c);
	size_text(s->catalog_bytes, d);
	buf_addf(o, "store      %s\n", h->app->store_dir);
	buf_addf(o, "last pass  %s\n", s->last_pass == STORE_NO_TIME ?
	    "never" : time_rfc3339(s->last_pass, when));
	buf_addf(o, "stories    %" PRId64 ", %" PRId64 " due\n", s->stories,
	    s->due);
	buf_addf(o, "versions   %" PRId64 "\n", s->versions);
	buf_addf(o, "held       %" PRId64 "%s\n", s->held, s->held > 0 ?
	    " (\"tracker held\" shows them)" : "");
	buf_addf(o, "outbox     %" PRId64 " unsent\n", s->outbox);
	buf_addf(o, "size       archive %s, captures %s, catalog %s\n", a, c,
	    d);
	for (size_t i = 0; i < h->nhosts; i++) {
		buf_addf(o, "failing    ");
		utf8_escape(o, h->hosts[i].name);
		buf_addz(o, ": ");
		counts_text(o, &h->hosts[i]);
		buf_addz(o, " (");
		utf8_escape(o, h->hosts[i].why);
		buf_addz(o, ")\n");
	}
}

static void
hosts_json(struct json *j, const struct health *h)
{
	json_open(j, "failing", '[');
	for (size_t i = 0; i < h->nhosts; i++) {
		json_open(j, NULL, '{');
		json_str(j, "host", h->hosts[i].name);
		json_int(j, "feeds", h->hosts[i].feeds);
		json_int(j, "stories", h->hosts[i].stories);
		json_int(j, "failures", h->hosts[i].failures);
		json_str(j, "why", h->hosts[i].why);
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void
as_json(struct health *h, const struct store_stats *s)
{
	struct json j;

	json_init(&j, &h->out);
	json_open(&j, NULL, '{');
	json_strz(&j, "store", h->app->store_dir);
	json_time(&j, "last_pass", s->last_pass);
	json_int(&j, "stories", s->stories);
	json_int(&j, "due", s->due);
	json_int(&j, "versions", s->versions);
	json_int(&j, "held", s->held);
	json_int(&j, "outbox", s->outbox);
	json_int(&j, "archive_bytes", s->archive_bytes);
	json_int(&j, "capture_bytes", s->capture_bytes);
	json_int(&j, "catalog_bytes", s->catalog_bytes);
	hosts_json(&j, h);
	json_close(&j, '}');
	json_end(&j);
}

static const struct option longs[] = {
	{ "json", no_argument, NULL, 'j' },
	{ NULL, 0, NULL, 0 },
};

static int
status_run(struct app *app, int argc, char **argv)
{
	struct health h = { .app = app };
	struct store_stats s;
	bool json = false;
	int c;

	while ((c = command_option(argc, argv, "", longs)) != -1) {
		if (c != 'j')
			return -1;
		json = true;
	}
	if (optind < argc)
		return -1;
	if (store_stats(app->store, clock_now(), &s) < 0 ||
	    store_story_each(app->store, count_story, &h) < 0 ||
	    count_feeds(&h) < 0) {
		warn("%s", store_error(app->store));
		return EXIT_NO;
	}
	if (h.nhosts > 1)
		qsort(h.hosts, h.nhosts, sizeof(*h.hosts), by_weight);
	buf_init(&h.out, LIMIT_OUTPUT_BYTES);
	if (json)
		as_json(&h, &s);
	else
		text(&h, &s);
	output_buf(app, &h.out);
	buf_release(&h.out);
	return EXIT_OK;
}

const struct command cmd_status = {
	"status", "[--json]",
	"health: last pass, failures by host, held captures, sizes",
	NEED_STORE, status_run,
};
