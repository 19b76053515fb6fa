/* Changes across stories. A story's history is read once, however many of its
 * versions are wanted. */
#include <stdlib.h>

#include "tracker/report/history.h"

struct wanted {
	int64_t story, fetched, seq;
	int number;
};

struct gather {
	struct arena *arena;
	const struct history_filter *filter;
	struct wanted *w;
	size_t n, cap;
	int64_t last;
};

/* The kinds a filter lets through. */
static unsigned
kinds_of(const struct history_filter *f)
{
	return f->kinds != 0 ? f->kinds : ~(1u << KIND_FIRST);
}

/* A story is read for none of its versions that the row alone rules out. */
static int
gather_row(const struct store_version *v, void *arg)
{
	struct gather *g = arg;
	const struct history_filter *f = g->filter;

	if (v->seq > g->last)
		g->last = v->seq;
	if (f->story != 0 && v->story != f->story)
		return 0;
	if (v->number == 1 && (kinds_of(f) >> KIND_FIRST & 1) == 0)
		return 0;
	g->w = arena_grow(g->arena, g->w, g->n, &g->cap, sizeof(*g->w));
	g->w[g->n++] = (struct wanted){ v->story, v->fetched, v->seq,
	    v->number };
	return 0;
}

static int
by_story(const void *a, const void *b)
{
	const struct wanted *x = a, *y = b;

	if (x->story != y->story)
		return x->story < y->story ? -1 : 1;
	return (x->number > y->number) - (x->number < y->number);
}

static bool
feed_fits(const struct history_filter *f, struct str feed)
{
	for (size_t i = 0; i < f->nfeeds; i++)
		if (feed.n > 0 && str_eq(f->feeds[i], feed))
			return true;
	return f->nfeeds == 0;
}

static bool
version_fits(const struct history_filter *f, const struct report_version *v)
{
	const struct change *c = v->change;

	if (c->nedits + c->nevents == 0 && c->kind != KIND_FIRST)
		return false;
	return (kinds_of(f) >> c->kind & 1) != 0 && c->severity >= f->severity;
}

static bool
words_fit(const struct history_filter *f, const struct report_change *c)
{
	struct arena a;
	bool fit;

	if (f->nwords == 0)
		return true;
	if (c->speech.n > 0)
		return history_speaks(c->speech, f->words, f->nwords);
	arena_init(&a);
	fit = history_speaks(history_speech(&c->version, &a), f->words,
	    f->nwords);
	arena_release(&a);
	return fit;
}

static bool
time_fits(const struct history_filter *f, const struct report_change *c)
{
	int64_t t = c->version.fetched;

	if (f->by_sequence)
		return c->seq > f->after;
	return (f->since == TIME_NONE || t >= f->since) &&
	    (f->until == TIME_NONE || t < f->until);
}

bool
history_fits(const struct history_filter *f, const struct report_change *c)
{
	return time_fits(f, c) && feed_fits(f, c->feed) &&
	    version_fits(f, &c->version) && words_fit(f, c);
}

struct walk {
	struct arena *arena;
	struct store *store;
	const struct history_eyes *eyes;
	const struct history_filter *filter;
	const struct wanted *w;	/* of one story */
	size_t n;
	struct report_change *out;
	size_t nout, cap;
	struct error *error;
};

static int
take_story(const struct store_story *s, void *arg)
{
	struct walk *k = arg;
	struct report r;
	const struct report_version *v;

	if (!feed_fits(k->filter, str_of(s->feed)))
		return 0;
	if (history_load(&r, k->arena, k->store, k->eyes, s, k->error) < 0)
		return -1;
	for (size_t i = 0; i < k->n; i++) {
		if ((size_t)k->w[i].number > r.nversions)
			continue;
		v = &r.versions[k->w[i].number - 1];
		if (!version_fits(k->filter, v))
			continue;
		k->out = arena_grow(k->arena, k->out, k->nout, &k->cap,
		    sizeof(*k->out));
		k->out[k->nout] = (struct report_change){ .story = r.story,
			.url = r.url, .feed = r.feed, .key = s->key,
			.seq = k->w[i].seq,
			.seen_until = r.last_seen, .version = *v };
		k->nout += words_fit(k->filter, &k->out[k->nout]);
	}
	return 0;
}

static int
take_all(struct walk *k, const struct gather *g)
{
	size_t from = 0, to;

	while (from < g->n) {
		for (to = from + 1; to < g->n &&
		    g->w[to].story == g->w[from].story;)
			to++;
		k->w = g->w + from;
		k->n = to - from;
		k->error->text[0] = '\0';
		if (store_story_by_key(k->store, g->w[from].story, take_story,
		    k) < 0)
			return k->error->text[0] != '\0' ? -1 :
			    error_set(k->error, "%s", store_error(k->store));
		from = to;
	}
	return 0;
}

static int
by_age(const void *a, const void *b)
{
	const struct wanted *x = a, *y = b;

	if (x->fetched != y->fetched)
		return x->fetched > y->fetched ? -1 : 1;
	return by_story(a, b);
}

/*
 * The newest without reading all history: twice as many versions as changes are
 * wanted, then as many again while that was not enough. Those of one second
 * stay together, so that what is left out does not depend on the store's order.
 */
static int
take_newest(struct walk *k, const struct gather *g, size_t most)
{
	size_t from = 0, to;
	struct gather part;

	if (g->n > 1)
		qsort(g->w, g->n, sizeof(*g->w), by_age);
	for (; from < g->n && k->nout < most; from = to) {
		to = g->n - from < 2 * most ? g->n : from + 2 * most;
		while (to < g->n && g->w[to].fetched == g->w[to - 1].fetched)
			to++;
		part = (struct gather){ .w = g->w + from, .n = to - from };
		qsort(part.w, part.n, sizeof(*part.w), by_story);
		if (take_all(k, &part) < 0)
			return -1;
	}
	report_changes_newest(k->out, k->nout);
	if (k->nout > most)
		k->nout = most;
	return 0;
}

static int
take_gravest(struct walk *k, const struct gather *g)
{
	if (g->n > 1)
		qsort(g->w, g->n, sizeof(*g->w), by_story);
	if (take_all(k, g) < 0)
		return -1;
	report_changes_sort(k->out, k->nout);
	return 0;
}

int
history_changes(struct report_change **out, size_t *n, int64_t *last,
    struct arena *a, struct store *store, const struct history_eyes *eyes,
    const struct history_filter *f, struct error *e)
{
	struct gather g = { .arena = a, .filter = f };
	struct walk k = { .arena = a, .store = store, .eyes = eyes,
		.filter = f, .error = e };
	int r;

	if (f->by_sequence)
		r = store_versions_after(store, f->after, gather_row, &g);
	else
		r = store_versions_between(store, f->since,
		    f->until != TIME_NONE ? f->until : INT64_MAX, gather_row,
		    &g);
	if (r < 0)
		return error_set(e, "%s", store_error(store));
	r = f->newest > 0 ? take_newest(&k, &g, f->newest) :
	    take_gravest(&k, &g);
	if (r < 0)
		return -1;
	*out = k.out;
	*n = k.nout;
	*last = g.last;
	return 0;
}
