#include <inttypes.h>
#include <stdlib.h>

#include "tracker/cmd/left.h"
#include "tracker/base/clock.h"
#include "tracker/poll/backoff.h"
#include "tracker/poll/poll.h"
#include "tracker/web/url.h"

struct load {
	struct left *left;
	int64_t per_hour;
	struct left alone;	/* as it was before what is spent */
	struct str spent_why;
};

static int
by_name(const void *key, const void *element)
{
	const struct left_host *h = element;

	return str_cmp(*(const struct str *)key, h->name);
}

static int
take(const struct store_host *row, void *arg)
{
	struct load *load = arg;
	struct left *l = load->left;
	int64_t now = clock_now();
	int64_t until = backoff_until(row, load->per_hour, now);
	char why[BACKOFF_TEXT];

	if (until == TIME_NONE)
		return 0;
	backoff_why(row, load->per_hour, now, why);
	l->host = arena_grow(l->arena, l->host, l->n, &l->cap,
	    sizeof(*l->host));
	l->host[l->n++] = (struct left_host){
		.name = arena_str(l->arena, str_of(row->name)), .until = until,
		.why = arena_str(l->arena, str_of(why)),
		.failures = row->failures,
		.down = row->failures > 0 && !row->asked };
	return 0;
}

static int
load_budget(struct left *l, struct app *app)
{
	if (app->conf == NULL || app->conf->budget == 0)
		return 0;
	l->budget_why = arena_printf(l->arena, "the budget of %" PRId64
	    " requests a day is spent; what is worth most goes first",
	    app->conf->budget);
	return poll_budget_until(app->conf, app->store, &l->budget_until);
}

static struct left_host *
named(const struct left *l, struct str name)
{
	return l->n == 0 ? NULL :
	    bsearch(&name, l->host, l->n, sizeof(*l->host), by_name);
}

/* A host that is left alone for another reason has that one. */
static int
take_spent(struct str host, int64_t until, void *arg)
{
	struct load *load = arg;
	struct left *l = load->left;

	if (named(&load->alone, host) != NULL)
		return 0;
	l->host = arena_grow(l->arena, l->host, l->n, &l->cap,
	    sizeof(*l->host));
	l->host[l->n++] = (struct left_host){ .spent = true,
		.name = arena_str(l->arena, host), .until = until,
		.why = load->spent_why };
	return 0;
}

static int
in_order(const void *a, const void *b)
{
	return by_name(&((const struct left_host *)a)->name, b);
}

static int
load_spent(struct load *load, struct app *app)
{
	struct left *l = load->left;

	if (app->conf == NULL)
		return 0;
	load->alone = *l;
	load->spent_why = arena_printf(l->arena, "the host's budget of %"
	    PRId64 " requests a day is spent; what is worth most goes first",
	    app->conf->host_budget);
	if (poll_spent_hosts(app->conf, app->store, take_spent, load) < 0)
		return -1;
	if (l->n > 1)
		qsort(l->host, l->n, sizeof(*l->host), in_order);
	return 0;
}

int
left_load(struct left *l, struct app *app)
{
	struct load load = { .left = l, .per_hour = app->conf != NULL ?
	    app->conf->per_host_hour : 0 };

	*l = (struct left){ .arena = &app->arena, .budget_until = TIME_NONE };
	arena_init(&l->scratch);
	if (app->store == NULL)
		return 0;
	if (store_host_each(app->store, take, &load) < 0 ||
	    load_spent(&load, app) < 0)
		return -1;
	return load_budget(l, app);
}

void
left_release(struct left *l)
{
	arena_release(&l->scratch);
}

static struct left_host *
find(struct left *l, const char *url)
{
	if (l->n == 0)
		return NULL;
	arena_clear(&l->scratch);
	return named(l, url_authority(str_of(url), &l->scratch));
}

struct left_host *
left_find(struct left *l, const char *url)
{
	struct left_host *h = find(l, url);

	return h != NULL && h->spent ? NULL : h;
}

struct left_host *
left_story(struct left *l, struct store_story *s)
{
	struct left_host *h;

	if (s->state == STORE_STOPPED)
		return NULL;
	h = find(l, s->fetch_url != NULL ? s->fetch_url : s->url);
	/* what is not due does not wait for it */
	if (h != NULL && h->spent && s->next > clock_now())
		return NULL;
	if (h == NULL) {
		if (l->budget_until != TIME_NONE && s->next <= clock_now()) {
			s->next = l->budget_until;
			s->why = l->budget_why.p;
		}
		return NULL;
	}
	if (h->down && s->state == STORE_LIVE)
		s->state = STORE_UNREACHABLE;
	if (s->next <= clock_now() || s->next < h->until) {
		s->next = s->next < h->until ? h->until : s->next;
		s->why = h->why.p;
	}
	return h;
}
