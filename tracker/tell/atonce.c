/*
 * What is told at once: a mail a story, so that what becomes of a story stands
 * together in the reader's program; but a burst comes as one digest.
 */
#include "tracker/base/clock.h"
#include "tracker/tell/compose.h"

struct at_once {
	struct compose *x;
	struct str to;
	struct report_change *c;
	size_t n, cap;
	size_t stories;
};

static void
add(struct at_once *o, const struct report_change *c)
{
	o->c = arena_grow(&o->x->scratch, o->c, o->n, &o->cap, sizeof(*o->c));
	o->c[o->n++] = *c;
}

/* The most serious first; each once, however many of the address's wishes it
 * fits. */
static void
sort(struct at_once *o)
{
	size_t n = 0;

	if (o->n > 1)
		report_changes_sort(o->c, o->n);
	for (size_t i = 0; i < o->n; i++)
		if (n == 0 || o->c[n - 1].seq != o->c[i].seq)
			o->c[n++] = o->c[i];
	o->n = n;
}

static int
of_digests(struct at_once *o)
{
	struct compose *x = o->x;
	struct report_change *c;
	size_t n;

	for (size_t i = 0; i < x->nsubs; i++) {
		const struct sub *s = &x->subs[i];

		if (!s->due || s->d->when.kind != WHEN_AT_ONCE ||
		    !str_eq(s->d->to, o->to))
			continue;
		if (compose_pick(x, &s->want, &c, &n) < 0)
			return -1;
		for (size_t k = 0; k < n; k++)
			add(o, &c[k]);
	}
	return 0;
}

static int
of_follows(struct at_once *o)
{
	struct compose *x = o->x;
	struct history_filter f = { .by_sequence = true };
	struct report_change *c;
	size_t n;

	for (size_t i = 0; i < x->nfollows; i++) {
		if (!str_eq(x->follows[i].to, o->to))
			continue;
		f.after = x->follows[i].seq;
		if (compose_pick(x, &f, &c, &n) < 0)
			return -1;
		for (size_t k = 0; k < n; k++)
			if (c[k].key == x->follows[i].story)
				add(o, &c[k]);
	}
	return 0;
}

/* ---- mails -------------------------------------------------------------- */

static bool
is_first_of_story(const struct at_once *o, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (o->c[k].key == o->c[i].key)
			return false;
	return true;
}

static struct str
salt(struct at_once *o, int64_t seq)
{
	return arena_printf(&o->x->scratch, "%.*s at once %lld",
	    STR_FMT(o->to), (long long)seq);
}

static struct letter
letter_of(struct at_once *o)
{
	return (struct letter){ .to = o->to, .since = TIME_NONE,
		.changes = o->c, .n = o->n,
		.why = arena_printf(&o->x->scratch, "%.*s is to be told at "
		    "once", STR_FMT(o->to)),
		.salt = salt(o, o->n > 0 ? o->c[0].seq : 0) };
}

static int
story_mail(struct at_once *o, size_t first)
{
	struct letter l = letter_of(o);
	struct report_change *c = arena_alloc(&o->x->scratch, o->n,
	    sizeof(*c));

	l.story = o->c[first].key;
	l.changes = c;
	l.n = 0;
	for (size_t i = first; i < o->n; i++)
		if (o->c[i].key == l.story)
			c[l.n++] = o->c[i];
	l.salt = salt(o, c[0].seq);
	return letter_post(o->x, &l);
}

static int
mails(struct at_once *o)
{
	struct letter l;

	for (size_t i = 0; i < o->n && o->stories <= AT_ONCE_MAILS; i++)
		o->stories += is_first_of_story(o, i);
	if (o->stories > AT_ONCE_MAILS) {
		l = letter_of(o);
		return letter_post(o->x, &l);
	}
	for (size_t i = 0; i < o->n; i++)
		if (is_first_of_story(o, i) && story_mail(o, i) < 0)
			return -1;
	return 0;
}

/* ---- marks -------------------------------------------------------------- */

static int
marks(struct at_once *o)
{
	struct compose *x = o->x;
	struct store_mark now = { .when = x->now, .seq = x->seq };
	struct store *store = x->app->store;

	for (size_t i = 0; i < x->nsubs; i++)
		if (x->subs[i].due && str_eq(x->subs[i].d->to, o->to) &&
		    x->subs[i].d->when.kind == WHEN_AT_ONCE &&
		    store_mail_put(store, NULL, x->subs[i].who.p, &now) < 0)
			return compose_failed(x);
	for (size_t i = 0; i < x->nfollows; i++)
		if (str_eq(x->follows[i].to, o->to) &&
		    store_follow_told(store, x->follows[i].to.p,
		    x->follows[i].story, x->seq) < 0)
			return compose_failed(x);
	return 0;
}

void
compose_at_once(struct compose *x, struct str to)
{
	struct at_once o = { .x = x, .to = to };
	struct store *store = x->app->store;

	if (of_digests(&o) < 0 || of_follows(&o) < 0)
		goto out;
	sort(&o);
	if (x->dry) {
		mails(&o);
		goto out;
	}
	if (store_begin(store) < 0)
		compose_failed(x);
	else if (mails(&o) < 0 || marks(&o) < 0)
		store_rollback(store);
	else if (store_commit(store) < 0)
		compose_failed(x);
out:
	arena_clear(&x->scratch);
}
