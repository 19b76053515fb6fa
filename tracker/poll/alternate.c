/* Which of a story's latest versions take turns on its page. */
#include "tracker/base/str.h"
#include "tracker/poll/alternate.h"

/* Versions looked at, and seconds within which they took turns. */
#define WINDOW 8
#define WINDOW_SECONDS ((int64_t)7 * 24 * 3600)

/* Looks in a row, and seconds, after which a text has come to stay. */
#define SETTLED_LOOKS 3
#define SETTLED_SECONDS ((int64_t)24 * 3600)

struct window {
	struct arena *arena;
	struct article text[WINDOW];
	int64_t fetched[WINDOW];
	int same[WINDOW];	/* the latest index with the same text */
	int first, n;		/* number of the first version; how many */
};

static int
keep(const struct store_version *v, void *arg)
{
	struct window *w = arg;
	struct error e;

	/* A story.md that does not parse compares as another text. */
	if (article_parse(&w->text[w->n], w->arena, arena_str(w->arena,
	    str_make(v->text, v->ntext)), &e) < 0)
		article_init(&w->text[w->n]);
	w->fetched[w->n] = v->fetched;
	return 0;
}

/* The latest versions of these seven days, oldest first. */
static int
window_read(struct window *w, struct store *store,
    const struct store_story *s, int64_t now)
{
	int i, r;

	w->first = s->versions > WINDOW ? s->versions - WINDOW + 1 : 1;
	for (int k = w->first; k <= s->versions; k++) {
		r = store_version_get(store, s->key, k, keep, w);
		if (r < 0)
			return r;
		if (now - w->fetched[w->n] > WINDOW_SECONDS)
			w->first = k + 1;
		else
			w->n++;
	}
	for (int k = 0; k < w->n; k++) {
		for (i = w->n - 1; i > k; i--)
			if (article_same(&w->text[k], &w->text[i]))
				break;
		w->same[k] = i;
	}
	return 0;
}

/* Only the headline differs. */
static bool
same_but_headline(const struct article *a, const struct article *b)
{
	struct article x = *a;

	x.headline = b->headline;
	return article_same(&x, b);
}

/* Which version has this text, the latest first; with its headline over the
 * latest text is enough once the headlines are known to take turns. -1: none */
static int
find(const struct window *w, const struct article *now, bool known)
{
	const struct article *last = &w->text[w->n - 1];

	for (int i = w->n - 2; i >= 0; i--)
		if (article_same(&w->text[i], now))
			return i;
	if (!known || !same_but_headline(last, now))
		return -1;
	for (int i = w->n - 2; i >= 0; i--)
		if (str_eq(w->text[i].headline, now->headline))
			return i;
	return -1;
}

/* Did the text of version k stand before? */
static bool
stood_before(const struct window *w, int k)
{
	for (int i = 0; i < k; i++)
		if (w->same[i] == w->same[k])
			return true;
	return false;
}

/*
 * From which version on what comes back counts: the latest that was a new text
 * after one had come back, or with which a known alternation ended. What came
 * back before it is over.
 */
static int
count_from(const struct window *w, int64_t settled)
{
	bool back = false;
	int from = 0, k = 0;

	for (int i = 0; i < w->n; i++) {
		if (stood_before(w, i)) {
			back = true;
		} else if (back) {
			from = i;
			back = false;
		}
	}
	if (settled == STORE_NO_TIME)
		return from;
	while (k < w->n - 1 && w->fetched[k] < settled)
		k++;
	return k > from ? k : from;
}

/* The first version from there on that came back, or will; or `at`, which is
 * there again. -1 when none came back. */
static int
begin_of(const struct window *w, int at, int from)
{
	for (int i = from; i < w->n; i++)
		if (w->same[i] != i || (i > from && stood_before(w, i)))
			return at >= from && at < i ? at : i;
	return -1;
}

/* Is this one of the headlines that take turns over one text? Then it is the
 * text that was edited, and they go on. */
static bool
is_test(const struct window *w, const struct article *now)
{
	for (int i = 0; i < w->n; i++)
		for (int k = 0; k < w->n; k++)
			if (str_eq(w->text[i].headline, now->headline) &&
			    !str_eq(w->text[k].headline, now->headline) &&
			    same_but_headline(&w->text[i], &w->text[k]))
				return true;
	return false;
}

static int
begin(struct store *store, const struct store_story *s,
    const struct window *w, int from, int64_t at, struct store_alternation *a)
{
	int r = store_variants_drop(store, s->key);

	for (int i = from; i < w->n && r >= 0; i++)
		r = store_variant_saw(store, s->key, w->first + w->same[i],
		    w->fetched[i]);
	*a = (struct store_alternation){ .story = s->key,
		.since = w->fetched[from], .known = at,
		.settled = STORE_NO_TIME };
	return r;
}

/* One look that gave the variant. */
static int
saw(struct store *store, struct store_alternation *a, int number, int64_t now)
{
	int r = store_variant_saw(store, a->story, number, now);

	if (a->current != number) {
		a->current = number;
		a->run = 0;
		a->run_since = now;
	}
	a->run++;
	a->last = now;
	return r;
}

/* A text that is none of them ends it: from then on looks count anew. */
static int
end(struct store *store, struct store_alternation *a, int64_t at)
{
	a->settled = at;
	return store_alternation_put(store, a) < 0 ? -1 : 0;
}

static bool
has_settled(const struct store_alternation *a, int64_t now)
{
	return a->run >= SETTLED_LOOKS && now - a->run_since >= SETTLED_SECONDS;
}

static bool
is_open(const struct store_alternation *a, int64_t now)
{
	return a->settled == STORE_NO_TIME && now - a->last <= WINDOW_SECONDS;
}

int
alternate_other(struct store *store, const struct store_story *s,
    const struct article *now, int64_t at, struct arena *arena,
    enum alternate *out, int *before)
{
	struct window w = { .arena = arena };
	struct store_alternation a = { .settled = STORE_NO_TIME };
	bool open;
	int i, from, r;

	*out = ALTERNATE_NO;
	*before = 0;
	if (s->versions < 2)
		return 0;
	r = store_alternation_get(store, s->key, &a);
	open = r == STORE_OK && is_open(&a, at);
	if (r < 0 || window_read(&w, store, s, at) < 0)
		return -1;
	i = w.n < 2 ? -1 : find(&w, now, open);
	if (i < 0)
		return r != STORE_OK || a.settled != STORE_NO_TIME ||
		    is_test(&w, now) ? 0 : end(store, &a, at);
	from = begin_of(&w, i, count_from(&w, a.settled));
	if (from < 0 && !open)
		return 0;
	*before = w.first + i;
	*out = open ? ALTERNATE_GOES_ON : ALTERNATE_BEGINS;
	if (!open && begin(store, s, &w, from, at, &a) < 0)
		return -1;
	if (saw(store, &a, w.first + w.same[i], at) < 0)
		return -1;
	if (has_settled(&a, at)) {
		*out = ALTERNATE_SETTLES;
		a.settled = at;
		if (store_variant_move(store, s->key, a.current,
		    s->versions + 1) < 0)
			return -1;
	}
	return store_alternation_put(store, &a) < 0 ? -1 : 0;
}

static int
is_variant(const struct store_variant *v, void *arg)
{
	return v->number == *(int *)arg;
}

int
alternate_same(struct store *store, const struct store_story *s, int64_t now)
{
	struct store_alternation a;
	int latest = s->versions;
	int r = store_alternation_get(store, s->key, &a);

	if (r != STORE_OK || !is_open(&a, now))
		return r < 0 ? -1 : 0;
	r = store_variants(store, s->key, is_variant, &latest);
	if (r <= 0)
		return r;
	if (saw(store, &a, latest, now) < 0)
		return -1;
	/* it has stayed, and is the latest version already */
	if (has_settled(&a, now))
		a.settled = now;
	return store_alternation_put(store, &a) < 0 ? -1 : 0;
}
