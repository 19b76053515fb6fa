/*
 * A host is dead when half of its stories, or one of its feeds, could not be
 * fetched for half a day; its parser when it has been silent for so long
 * (unrest.h). One bad hour is no news: `status` has it. That versions take turns
 * is said once.
 */
#include <inttypes.h>

#include "tracker/base/clock.h"
#include "tracker/base/limits.h"
#include "tracker/base/utf8.h"
#include "tracker/report/unrest.h"
#include "tracker/tell/trouble.h"
#include "tracker/web/url.h"

#define LONG_ENOUGH (12 * 3600)
/* Hosts looked at; what is more is passed over. */
#define HOSTS 4000
/* Stories whose versions take turns, at most. */
#define TURNS 20
/* Failures in a row after which a host that is left alone is half a day dead:
 * five minutes, doubled each time. */
#define FAILURES 7

struct host {
	struct str name;
	int64_t stories, failing, feeds;
	int64_t since;		/* the first of them */
	struct str why;
};

struct search {
	struct app *app;
	int64_t now;
	struct host *hosts;
	size_t n, cap;
	struct trouble *out;
	size_t nout, out_cap;
};

static struct host *
host_of(struct search *s, struct str name)
{
	for (size_t i = 0; i < s->n; i++)
		if (str_eq(s->hosts[i].name, name))
			return &s->hosts[i];
	if (s->n == HOSTS)
		return NULL;
	s->hosts = arena_grow(&s->app->arena, s->hosts, s->n, &s->cap,
	    sizeof(*s->hosts));
	s->hosts[s->n] = (struct host){ .since = INT64_MAX,
		.name = arena_str(&s->app->arena, name) };
	return &s->hosts[s->n++];
}

static struct host *
host_of_url(struct search *s, const char *url)
{
	return host_of(s, url_authority(str_of(url), &s->app->arena));
}

static int
see_story(const struct store_story *row, void *arg)
{
	struct search *s = arg;
	struct host *h;

	if (row->state != STORE_LIVE && row->state != STORE_UNREACHABLE &&
	    row->state != STORE_BLOCKED && row->state != STORE_RESTORED)
		return 0;
	h = host_of_url(s, row->fetch_url != NULL ? row->fetch_url : row->url);
	if (h == NULL)
		return 0;
	h->stories++;
	if (row->failures == 0 || row->failing == STORE_NO_TIME)
		return 0;
	h->failing++;
	if (row->failing < h->since) {
		h->since = row->failing;
		h->why = arena_str(&s->app->arena, str_of(row->why));
	}
	return 0;
}

static int
see_feed(const struct store_feed *f, void *arg)
{
	struct search *s = arg;
	struct host *h = host_of_url(s, f->url);
	int64_t last = f->last;

	/* one that never answered */
	if (last == STORE_NO_TIME && f->failures >= FAILURES)
		last = s->now - LONG_ENOUGH;
	if (h == NULL || f->failures == 0 || last == STORE_NO_TIME ||
	    last > s->now - LONG_ENOUGH)
		return 0;
	h->feeds++;
	if (last < h->since) {
		h->since = last;
		h->why = arena_str(&s->app->arena, str_of(f->why));
	}
	return 0;
}

/* Stories that wait for a host that is left alone have not failed. */
static int
see_host(const struct store_host *row, void *arg)
{
	struct search *s = arg;
	struct host *h;

	if (row->failures < FAILURES || row->asked)
		return 0;
	h = host_of(s, str_of(row->name));
	if (h == NULL)
		return 0;
	h->failing = h->stories;
	if (h->since == INT64_MAX)
		h->since = s->now - LONG_ENOUGH;
	if (row->why != NULL)
		h->why = arena_str(&s->app->arena, str_of(row->why));
	return 0;
}

static void
add(struct search *s, struct str line, int64_t told, bool once)
{
	s->out = arena_grow(&s->app->arena, s->out, s->nout, &s->out_cap,
	    sizeof(*s->out));
	s->out[s->nout++] = (struct trouble){ line, told, once };
}

static void
judge(struct search *s, const struct host *h)
{
	struct arena *a = &s->app->arena;
	char when[TIME_TEXT];

	if ((h->feeds > 0 || (h->failing > 0 && 2 * h->failing >=
	    h->stories)) && h->since <= s->now - LONG_ENOUGH)
		add(s, arena_printf(a, "%.*s: dead since %s: %" PRId64 " of %"
		    PRId64 " stories and %" PRId64 " feeds not fetched (%.*s)",
		    STR_FMT(h->name), time_rfc3339(h->since, when), h->failing,
		    h->stories, h->feeds, STR_FMT(str_sub(h->why, 0, 200))),
		    h->since + LONG_ENOUGH, false);
}

/* What answers, but cannot be read; what is never the same twice. */
static int
look_at_unrest(struct search *s)
{
	struct arena *a = &s->app->arena;
	struct silent_host *hosts;
	struct turns *turns;
	size_t nhosts, nturns;
	struct buf b;

	if (unrest_hosts(s->app->store, a, &hosts, &nhosts) < 0 ||
	    unrest_all_turns(s->app->store, a, TURNS, &turns, &nturns) < 0)
		return -1;
	buf_init(&b, LIMIT_OUTPUT_BYTES);
	for (size_t i = 0; i < nhosts; i++) {
		if (hosts[i].since > s->now - LONG_ENOUGH)
			continue;
		buf_clear(&b);
		utf8_escape(&b, hosts[i].name);
		buf_addz(&b, ": ");
		unrest_host_text(&b, &hosts[i]);
		add(s, arena_str(a, str_make(b.p, b.n)),
		    hosts[i].since + LONG_ENOUGH, false);
	}
	for (size_t i = 0; i < nturns; i++) {
		buf_clear(&b);
		utf8_escape(&b, str_of(turns[i].url));
		buf_addz(&b, ": ");
		unrest_turns_text(&b, &turns[i]);
		add(s, arena_str(a, str_make(b.p, b.n)), turns[i].when.known,
		    true);
	}
	buf_release(&b);
	return 0;
}

/* What others should have got, and will not by itself. */
static int
see_mail(const struct store_mail *m, void *arg)
{
	struct search *s = arg;
	struct host *box = &s->hosts[0];

	if (m->sent != STORE_NO_TIME || m->next != STORE_NO_TIME)
		return 0;
	box->stories++;
	if (m->made < box->since) {
		box->since = m->made;
		box->why = arena_printf(&s->app->arena, "%s: %.200s",
		    m->to, m->why != NULL ? m->why : "");
	}
	return 0;
}

static int
look_at_outbox(struct search *s)
{
	struct host box = { .since = INT64_MAX };
	struct search b = { .app = s->app, .now = s->now, .hosts = &box };
	char when[TIME_TEXT];

	if (store_mail_each(s->app->store, see_mail, &b) < 0)
		return -1;
	if (box.stories > 0)
		add(s, arena_printf(&s->app->arena, "outbox: %" PRId64
		    " given up, the first of %s (%.*s)", box.stories,
		    time_rfc3339(box.since, when), STR_FMT(box.why)),
		    box.since, false);
	return 0;
}

int
trouble_find(struct app *app, struct trouble **out, size_t *n)
{
	struct search s = { .app = app, .now = clock_now() };
	const struct conf *c = app->conf;

	if (store_story_each(app->store, see_story, &s) < 0 ||
	    store_host_each(app->store, see_host, &s) < 0)
		return -1;
	for (size_t i = 0; c != NULL && i < c->nfeeds; i++)
		if (store_feed_get(app->store, c->feeds[i].url.p, see_feed,
		    &s) < 0)
			return -1;
	for (size_t i = 0; i < s.n; i++)
		judge(&s, &s.hosts[i]);
	if (look_at_unrest(&s) < 0 || look_at_outbox(&s) < 0)
		return -1;
	*out = s.out;
	*n = s.nout;
	return 0;
}
