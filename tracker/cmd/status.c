/* Health: last pass, failures by host, held captures, sizes. */
#include <getopt.h>
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "tracker/cmd/left.h"
#include "tracker/base/clock.h"
#include "tracker/base/json.h"
#include "tracker/base/limits.h"
#include "tracker/base/utf8.h"
#include "tracker/report/unrest.h"
#include "tracker/poll/budget.h"
#include "tracker/poll/poll.h"
#include "tracker/web/url.h"

/* One with which not all is well. */
struct bad_host {
	struct str name;
	int64_t stories, feeds;	/* that fail */
	int64_t waiting;	/* due, but for their host */
	int64_t disallowed;	/* by robots.txt */
	int failures;		/* the most in a row */
	struct str why;
	int64_t next;		/* left alone until then, or TIME_NONE */
};

struct health {
	struct app *app;
	struct left left;
	struct bad_host *hosts;
	size_t nhosts, cap;
	struct silent_host *silent;	/* that answer with no story */
	size_t nsilent;
	struct turns *turns;
	size_t nturns;
	struct buf out;
};

#define HOSTS 1000
/* Stories whose versions take turns, at most. */
#define TURNS 100

/* NULL when there are too many hosts. */
static struct bad_host *
new_host(struct health *h, struct str name)
{
	if (h->nhosts == HOSTS)
		return NULL;
	h->hosts = arena_grow(&h->app->arena, h->hosts, h->nhosts, &h->cap,
	    sizeof(*h->hosts));
	h->hosts[h->nhosts] = (struct bad_host){ .name = name,
		.next = TIME_NONE };
	return &h->hosts[h->nhosts++];
}

/* The host that is left alone, with its own cause. */
static struct bad_host *
left_entry(struct health *h, struct left_host *left)
{
	struct bad_host *b;

	if (left->entry > 0)
		return &h->hosts[left->entry - 1];
	b = new_host(h, left->name);
	if (b == NULL)
		return NULL;
	left->entry = h->nhosts;
	b->next = left->until;
	b->why = left->why;
	b->failures = left->failures;
	return b;
}

static struct bad_host *
entry(struct health *h, const char *url, struct left_host *left)
{
	struct arena *a = &h->app->arena;
	struct str host;

	if (left != NULL)
		return left_entry(h, left);
	host = url_authority(str_of(url), a);
	for (size_t i = 0; i < h->nhosts; i++)
		if (str_eq(h->hosts[i].name, host))
			return &h->hosts[i];
	return new_host(h, host);
}

/* The worst of what fails there stands for all, unless the host itself does. */
static void
blame(struct health *h, struct bad_host *b, int failures, const char *why)
{
	if (b->next == TIME_NONE && (failures > b->failures ||
	    b->why.n == 0)) {
		b->failures = failures;
		b->why = arena_str(&h->app->arena, str_of(why != NULL ? why :
		    ""));
	}
}

static int
count_story(const struct store_story *row, void *arg)
{
	struct health *h = arg;
	struct store_story s = *row;
	struct left_host *left = left_story(&h->left, &s);
	bool forbidden = s.state == STORE_BLOCKED && row->why != NULL &&
	    str_starts(str_of(row->why), ROBOTS_FORBIDS);
	struct bad_host *b;

	/* What is no longer watched will never be well again. */
	if (s.state == STORE_STOPPED ||
	    (s.failures == 0 && !forbidden && left == NULL))
		return 0;
	b = entry(h, s.fetch_url != NULL ? s.fetch_url : s.url, left);
	if (b == NULL)
		return 0;
	b->waiting += left != NULL && row->next < left->until;
	b->disallowed += forbidden;
	b->stories += s.failures > 0 && !forbidden;
	if (s.failures > 0 || forbidden)
		blame(h, b, s.failures, row->why);
	return 0;
}

static int
count_feed(const struct store_feed *f, void *arg)
{
	struct health *h = arg;
	struct left_host *left = left_find(&h->left, f->url);
	struct bad_host *b;

	if (f->failures == 0 && left == NULL)
		return 0;
	b = entry(h, f->url, left);
	if (b == NULL)
		return 0;
	b->feeds += f->failures > 0;
	if (f->failures > 0)
		blame(h, b, f->failures, f->why);
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
	if (x->stories + x->waiting != y->stories + y->waiting)
		return x->stories + x->waiting < y->stories + y->waiting ? 1 :
		    -1;
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

/* ": 1 feed, 12 stories, 3 waiting" */
static void
counts_text(struct buf *o, const struct bad_host *b)
{
	const struct {
		int64_t n;
		const char *one, *many;
	} rows[] = {
		{ b->feeds, "feed", "feeds" },
		{ b->stories, "story", "stories" },
		{ b->waiting, "waiting", "waiting" },
		{ b->disallowed, "disallowed", "disallowed" },
	};
	const char *sep = ": ";

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		if (rows[i].n == 0)
			continue;
		buf_addf(o, "%s%" PRId64 " %s", sep, rows[i].n,
		    rows[i].n == 1 ? rows[i].one : rows[i].many);
		sep = ", ";
	}
}

/* A host that had its requests of the hour, or pages that robots.txt forbids,
 * are no failure. */
static const char *
label(const struct bad_host *b)
{
	if (b->failures > 0 || b->stories > 0 || b->feeds > 0)
		return "failing";
	return b->next != TIME_NONE ? "waiting" : "disallowed";
}

/* What is left of the budget now; false where feeds.yaml has none. */
static bool
budget_now(struct health *h, struct budget *b)
{
	return h->app->conf != NULL &&
	    poll_budget(h->app->conf, h->app->store, b) == STORE_OK;
}

static void
budget_line(struct health *h)
{
	struct budget b;

	if (!budget_now(h, &b))
		return;
	buf_addf(&h->out, "budget     %.0f left of %" PRId64 " a day",
	    b.left > 0 ? floor(b.left) : 0, h->app->conf->budget);
	if (b.price > 1.05)
		buf_addf(&h->out, ", short: a look must be worth %.1f times "
		    "as much", b.price);
	buf_addc(&h->out, '\n');
}

static void
unrest_text(struct health *h)
{
	struct buf *o = &h->out;

	for (size_t i = 0; i < h->nsilent; i++) {
		buf_addz(o, "silent     ");
		utf8_escape(o, h->silent[i].name);
		buf_addz(o, ": ");
		unrest_host_text(o, &h->silent[i]);
		buf_addc(o, '\n');
	}
	for (size_t i = 0; i < h->nturns; i++) {
		buf_addz(o, "turns      ");
		utf8_escape(o, str_of(h->turns[i].url));
		buf_addz(o, ": ");
		unrest_turns_text(o, &h->turns[i]);
		buf_addc(o, '\n');
	}
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
	budget_line(h);
	buf_addf(o, "versions   %" PRId64 "\n", s->versions);
	buf_addf(o, "held       %" PRId64 "%s\n", s->held, s->held > 0 ?
	    " (\"tracker held\" shows them)" : "");
	buf_addf(o, "outbox     %" PRId64 " unsent\n", s->outbox);
	buf_addf(o, "size       archive %s, captures %s, catalog %s\n", a, c,
	    d);
	for (size_t i = 0; i < h->nhosts; i++) {
		buf_addf(o, "%-10s ", label(&h->hosts[i]));
		utf8_escape(o, h->hosts[i].name);
		counts_text(o, &h->hosts[i]);
		buf_addz(o, " (");
		utf8_escape(o, h->hosts[i].why);
		buf_addz(o, ")\n");
	}
	unrest_text(h);
}

static void
unrest_json(struct json *j, const struct health *h)
{
	json_open(j, "silent", '[');
	for (size_t i = 0; i < h->nsilent; i++)
		unrest_host_json(j, &h->silent[i]);
	json_close(j, ']');
	json_open(j, "turns", '[');
	for (size_t i = 0; i < h->nturns; i++)
		unrest_turns_json(j, &h->turns[i]);
	json_close(j, ']');
}

static void
budget_json(struct json *j, struct health *h)
{
	struct budget b;

	if (!budget_now(h, &b)) {
		json_none(j, "budget");
		return;
	}
	json_open(j, "budget", '{');
	json_int(j, "a_day", h->app->conf->budget);
	json_int(j, "left", b.left > 0 ? (int64_t)b.left : 0);
	json_num(j, "price", b.price);
	json_close(j, '}');
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
		json_int(j, "waiting", h->hosts[i].waiting);
		json_int(j, "disallowed", h->hosts[i].disallowed);
		json_int(j, "failures", h->hosts[i].failures);
		json_time(j, "next", h->hosts[i].next);
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
	budget_json(&j, h);
	hosts_json(&j, h);
	unrest_json(&j, h);
	json_close(&j, '}');
	json_end(&j);
}

static int
look(struct health *h, struct store_stats *s)
{
	struct store *store = h->app->store;
	int r = left_load(&h->left, h->app);

	if (r >= 0)
		r = store_stats(store, clock_now(), s);
	if (r >= 0)
		r = store_story_each(store, count_story, h);
	if (r >= 0)
		r = count_feeds(h);
	if (r >= 0)
		r = unrest_hosts(store, &h->app->arena, &h->silent,
		    &h->nsilent);
	if (r >= 0)
		r = unrest_all_turns(store, &h->app->arena, TURNS, &h->turns,
		    &h->nturns);
	left_release(&h->left);
	return r;
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
	if (look(&h, &s) < 0) {
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
