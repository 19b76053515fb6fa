#include <inttypes.h>
#include <stdlib.h>

#include "tracker/base/clock.h"
#include "tracker/base/utf8.h"
#include "tracker/report/unrest.h"
#include "tracker/web/url.h"

/* ---- hosts that yield nothing ------------------------------------------ */

#define SILENT_LEAST 3

struct hosts {
	struct arena *arena;
	struct silent_host *host;
	size_t n, cap;
};

static int
add_silent(const struct store_silent *s, void *arg)
{
	struct hosts *h = arg;
	char name[STORE_SITE_SIZE];
	struct silent_host *at = NULL;

	store_site_name(s->url, name);
	for (size_t i = 0; i < h->n && at == NULL; i++)
		if (str_eqz(h->host[i].site, name))
			at = &h->host[i];
	if (at == NULL) {
		h->host = arena_grow(h->arena, h->host, h->n, &h->cap,
		    sizeof(*h->host));
		at = &h->host[h->n++];
		*at = (struct silent_host){ .since = s->since,
			.name = url_authority(str_of(s->url), h->arena),
			.site = arena_str(h->arena, str_of(name)),
			.verdict = arena_str(h->arena, str_of(s->verdict)),
			.reason = arena_str(h->arena, str_of(s->reason)) };
	}
	/* what is true of the host says more than what is of one story */
	if (str_eqz(at->verdict, "other") && strcmp(s->verdict, "other") != 0) {
		at->verdict = arena_str(h->arena, str_of(s->verdict));
		at->reason = arena_str(h->arena, str_of(s->reason));
	}
	at->stories++;
	if (s->since < at->since)
		at->since = s->since;
	return 0;
}

static int
by_stories(const void *a, const void *b)
{
	const struct silent_host *x = a, *y = b;

	if (x->stories != y->stories)
		return x->stories < y->stories ? 1 : -1;
	return str_cmp(x->name, y->name);
}

int
unrest_hosts(struct store *store, struct arena *a, struct silent_host **out,
    size_t *n)
{
	struct hosts h = { .arena = a };
	int64_t well;
	size_t kept = 0;

	if (store_silent_each(store, add_silent, &h) < 0)
		return -1;
	for (size_t i = 0; i < h.n; i++) {
		if (h.host[i].stories < SILENT_LEAST)
			continue;
		if (store_site_answered(store, arena_strz(a, h.host[i].site),
		    h.host[i].since, &well) < 0)
			return -1;
		h.host[i].looked = h.host[i].stories + well;
		if (h.host[i].stories >= well)
			h.host[kept++] = h.host[i];
	}
	if (kept > 1)
		qsort(h.host, kept, sizeof(*h.host), by_stories);
	*out = h.host;
	*n = kept;
	return 0;
}

void
unrest_host_text(struct buf *out, const struct silent_host *h)
{
	char when[TIME_TEXT];

	buf_addf(out, "%" PRId64 " of %" PRId64 " stories yield nothing since "
	    "%s: ", h->stories, h->looked, time_rfc3339(h->since, when));
	utf8_escape(out, h->verdict);
	buf_addz(out, " (");
	utf8_escape(out, h->reason);
	buf_addz(out, ")");
}

void
unrest_host_json(struct json *j, const struct silent_host *h)
{
	json_open(j, NULL, '{');
	json_str(j, "host", h->name);
	json_int(j, "stories", h->stories);
	json_int(j, "looked", h->looked);
	json_time(j, "since", h->since);
	json_str(j, "verdict", h->verdict);
	json_str(j, "reason", h->reason);
	json_close(j, '}');
}

/* ---- versions that take turns ------------------------------------------ */

static int
add_variant(const struct store_variant *v, void *arg)
{
	struct turns *t = arg;

	if (t->n == UNREST_VARIANTS)
		return 0;
	t->variants[t->n++] = *v;
	return 0;
}

struct list {
	struct store *store;
	struct arena *arena;
	struct turns *turns;
	size_t n, cap, max;
};

static int
fill_story(const struct store_story *s, void *arg)
{
	struct list *l = arg;
	struct turns *t = &l->turns[l->n];

	t->id = arena_strz(l->arena, str_of(s->id));
	t->url = arena_strz(l->arena, str_of(s->url));
	return 0;
}

static int
add_turns(const struct store_alternation *when, void *arg)
{
	struct list *l = arg;
	int r;

	if (when->settled != STORE_NO_TIME || l->n == l->max)
		return 0;
	l->turns = arena_grow(l->arena, l->turns, l->n, &l->cap,
	    sizeof(*l->turns));
	l->turns[l->n] = (struct turns){ .when = *when };
	r = store_story_by_key(l->store, when->story, fill_story, l);
	if (r == STORE_OK)
		r = store_variants(l->store, when->story, add_variant,
		    &l->turns[l->n]);
	l->n += r == STORE_OK;
	return r < 0 ? r : 0;
}

int
unrest_turns(struct store *store, struct arena *a, const struct store_story *s,
    struct turns *t)
{
	int r;

	*t = (struct turns){ .id = arena_strz(a, str_of(s->id)),
		.url = arena_strz(a, str_of(s->url)) };
	r = store_alternation_get(store, s->key, &t->when);
	return r != STORE_OK ? r : store_variants(store, s->key, add_variant,
	    t);
}

int
unrest_all_turns(struct store *store, struct arena *a, size_t max,
    struct turns **out, size_t *n)
{
	struct list l = { .store = store, .arena = a, .max = max };
	int r = store_alternation_each(store, add_turns, &l);

	*out = l.turns;
	*n = l.n;
	return r < 0 ? -1 : 0;
}

static int64_t
looks(const struct turns *t)
{
	int64_t all = 0;

	for (size_t i = 0; i < t->n; i++)
		all += t->variants[i].seen;
	return all;
}

/* Of all looks, in percent, rounded. */
static int64_t
share(const struct turns *t, size_t i)
{
	int64_t all = looks(t);

	return all > 0 ? (200 * t->variants[i].seen + all) / (2 * all) : 0;
}

void
unrest_turns_text(struct buf *out, const struct turns *t)
{
	char when[TIME_TEXT];

	buf_addz(out, "versions ");
	for (size_t i = 0; i < t->n; i++)
		buf_addf(out, "%s%d (%" PRId64 " %%)", i == 0 ? "" :
		    i + 1 < t->n ? ", " : " and ", t->variants[i].number,
		    share(t, i));
	buf_addf(out, " %s turns, %" PRId64 " looks since %s",
	    t->when.settled == STORE_NO_TIME ? "take" : "took", looks(t),
	    time_rfc3339(t->when.since, when));
	if (t->when.settled != STORE_NO_TIME)
		buf_addf(out, " until %s", time_rfc3339(t->when.settled, when));
}

void
unrest_turns_json(struct json *j, const struct turns *t)
{
	json_open(j, NULL, '{');
	json_strz(j, "story", t->id);
	json_strz(j, "url", t->url);
	json_time(j, "since", t->when.since);
	json_time(j, "last", t->when.last);
	json_time(j, "settled", t->when.settled);
	json_open(j, "versions", '[');
	for (size_t i = 0; i < t->n; i++) {
		json_open(j, NULL, '{');
		json_int(j, "version", t->variants[i].number);
		json_int(j, "seen", t->variants[i].seen);
		json_int(j, "percent", share(t, i));
		json_close(j, '}');
	}
	json_close(j, ']');
	json_close(j, '}');
}
