#include "tracker/cmd/when.h"
#include "tracker/base/clock.h"
#include "tracker/tell/compose.h"

int
compose_failed(struct compose *x)
{
	warn("%s", store_error(x->app->store));
	x->code = EXIT_NO;
	return -1;
}

void
compose_filter(const struct conf_want *w, struct history_filter *f)
{
	enum kind k;

	*f = (struct history_filter){ .since = TIME_NONE, .until = TIME_NONE,
		.feeds = w->feeds.item, .nfeeds = w->feeds.n,
		.words = w->words.item, .nwords = w->words.n,
		.severity = (int)w->severity };
	for (size_t i = 0; i < w->kinds.n; i++)
		if (kind_of(w->kinds.item[i], &k) == 0)
			f->kinds |= 1u << k;
}

/* ---- the widest windows ------------------------------------------------- */

/* What any digest, follow or hook of this run may ask for, so that one reading
 * serves them all. */
static void
widen(struct history_filter *all, const struct history_filter *one)
{
	if (one->by_sequence && one->after < all->after)
		all->after = one->after;
	if (!one->by_sequence && one->since < all->since)
		all->since = one->since;
}

static struct history_filter
widest(struct compose *x)
{
	struct history_filter all = { .since = INT64_MAX, .after = INT64_MAX };

	for (size_t i = 0; i < x->nsubs; i++)
		if (x->subs[i].due)
			widen(&all, &x->subs[i].want);
	for (size_t i = 0; i < x->nfollows; i++)
		if (x->follows[i].seq < all.after)
			all.after = x->follows[i].seq;
	for (size_t i = 0; i < x->nhooks; i++)
		if (x->hooks[i].mark.when != STORE_NO_TIME &&
		    x->hooks[i].mark.seq < all.after)
			all.after = x->hooks[i].mark.seq;
	return all;
}

int
compose_pick(struct compose *x, const struct history_filter *f,
    struct report_change **out, size_t *n)
{
	struct pool *p = f->by_sequence ? &x->by_mark : &x->by_time;
	struct history_filter window = widest(x);
	struct error e;

	*out = NULL;
	*n = 0;
	if (f->by_sequence && f->after >= x->seq)
		return 0;
	widen(&window, f);
	window.by_sequence = f->by_sequence;
	if ((!p->loaded && pool_load(p, x->app, &window, &e) < 0) ||
	    pool_pick(p, x->app, f, &x->scratch, out, n, &e) < 0) {
		warn("%s", e.text);
		x->code = EXIT_NO;
		return -1;
	}
	return 0;
}

/* ---- who is to be told -------------------------------------------------- */

/*
 * A subscriber is an address and which of its digests this is: what it asks for
 * may change without its being told anything twice or not at all.
 */
static struct str
subscriber(struct arena *a, const struct conf *c, const struct conf_digest *d)
{
	size_t n = 1;

	for (const struct conf_digest *e = c->digests; e < d; e++)
		n += str_eq(e->to, d->to);
	return arena_printf(a, "%.*s #%zu", STR_FMT(d->to), n);
}

static bool
is_due(const struct compose *x, const struct sub *s)
{
	if (x->to != NULL && !str_eqz(s->d->to, x->to))
		return false;
	if (x->only_at_once && s->d->when.kind != WHEN_AT_ONCE)
		return false;
	/* nothing new: a pass that found nothing costs nothing more */
	if (x->only_at_once && s->mark.when != STORE_NO_TIME &&
	    s->mark.seq >= x->seq)
		return false;
	return x->dry || when_due(&s->d->when, s->d->zone, s->mark.when,
	    x->now);
}

static int
load_subs(struct compose *x)
{
	struct app *app = x->app;
	const struct conf *c = app->conf;
	struct sub *s;

	x->subs = arena_alloc(&app->arena, c->ndigests + 1, sizeof(*x->subs));
	for (size_t i = 0; i < c->ndigests; i++) {
		s = &x->subs[x->nsubs++];
		s->d = &c->digests[i];
		s->who = subscriber(&app->arena, c, s->d);
		s->mark.when = STORE_NO_TIME;
		if (store_mark_get(app->store, s->who.p, &s->mark) < 0)
			return compose_failed(x);
		compose_filter(&s->d->want, &s->want);
		s->want.since = x->since;
		if (x->since == TIME_NONE && s->mark.when != STORE_NO_TIME) {
			s->want.by_sequence = true;
			s->want.after = s->mark.seq;
		} else if (x->since == TIME_NONE) {
			s->want.since = x->now - FIRST_DIGEST;
		}
		s->due = is_due(x, s);
	}
	return 0;
}

static int
get_url(const struct store_story *row, void *arg)
{
	struct compose *x = arg;

	x->follows[x->nfollows].url = arena_str(&x->app->arena,
	    str_of(row->url));
	return 0;
}

static int
load_follow(const struct store_follow *f, void *arg)
{
	struct compose *x = arg;
	struct arena *a = &x->app->arena;
	int r;

	if ((x->to != NULL && strcmp(x->to, f->to) != 0) || f->seq >= x->seq)
		return 0;
	x->follows = arena_grow(a, x->follows, x->nfollows, &x->follow_cap,
	    sizeof(*x->follows));
	x->follows[x->nfollows] = (struct follow){ .story = f->story,
		.since = f->since, .seq = f->seq,
		.to = arena_str(a, str_of(f->to)) };
	r = store_story_by_key(x->app->store, f->story, get_url, x);
	x->nfollows += r == 0;
	return r < 0 ? r : 0;
}

/* ---- digests that have their hours -------------------------------------- */

static int
look_for_trouble(struct compose *x)
{
	if (!x->looked && trouble_find(x->app, &x->troubles,
	    &x->ntroubles) < 0)
		return compose_failed(x);
	x->looked = true;
	return 0;
}

/* Its lines; is one of them news since the last digest? */
static bool
take_troubles(struct compose *x, const struct sub *s, struct letter *l)
{
	struct str *lines;
	bool news = false, fresh;
	size_t n = 0;

	if (!s->d->trouble || look_for_trouble(x) < 0)
		return false;
	lines = arena_alloc(&x->scratch, x->ntroubles + 1, sizeof(*lines));
	for (size_t i = 0; i < x->ntroubles; i++) {
		fresh = s->mark.when == STORE_NO_TIME ||
		    x->troubles[i].told > s->mark.when;
		if (fresh || !x->troubles[i].once)
			lines[n++] = x->troubles[i].line;
		news |= fresh;
	}
	l->troubles = lines;
	l->ntroubles = n;
	return news;
}

/*
 * Does the digest look back far enough to leave nothing untold? One that does
 * not (--since) is an extra and moves no mark.
 */
static bool
covers(const struct compose *x, const struct sub *s)
{
	int64_t from = s->mark.when != STORE_NO_TIME ? s->mark.when :
	    x->now - FIRST_DIGEST;

	return x->since == TIME_NONE || x->since <= from;
}

static int
mark_told(struct compose *x, const struct sub *s)
{
	struct store_mark now = { .when = x->now, .seq = x->seq };

	if (x->dry || !covers(x, s))
		return 0;
	return store_mail_put(x->app->store, NULL, s->who.p, &now) < 0 ?
	    compose_failed(x) : 0;
}

static int
write_digest(struct compose *x, const struct sub *s)
{
	static const char *const whens[] = { "what is new", "an hourly digest",
		"a daily digest", "a weekly digest" };
	struct letter l = { .to = s->d->to, .since = s->want.by_sequence ?
		s->mark.when : s->want.since };
	bool news;

	if (compose_pick(x, &s->want, &l.changes, &l.n) < 0)
		return -1;
	news = take_troubles(x, s, &l);
	l.why = arena_printf(&x->scratch, "%.*s is down for %s",
	    STR_FMT(s->d->to), whens[s->d->when.kind]);
	l.salt = s->who;
	if ((l.n > 0 || news || (s->d->all_well && covers(x, s))) &&
	    letter_post(x, &l) < 0)
		return -1;
	return mark_told(x, s);
}

static void
one_digest(struct compose *x, const struct sub *s)
{
	struct store *store = x->app->store;

	if (!x->dry && store_begin(store) < 0) {
		compose_failed(x);
		return;
	}
	if (write_digest(x, s) < 0)
		store_rollback(store);
	else if (!x->dry && store_commit(store) < 0)
		compose_failed(x);
	arena_clear(&x->scratch);
}

/* ---- all of them -------------------------------------------------------- */

/* With --since all digests are extras, a mail each. */
static bool
is_at_once(const struct compose *x, const struct sub *s)
{
	return x->since == TIME_NONE && s->d->when.kind == WHEN_AT_ONCE;
}

static bool
is_first_of(const struct compose *x, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (x->subs[k].due && is_at_once(x, &x->subs[k]) &&
		    str_eq(x->subs[k].d->to, x->subs[i].d->to))
			return false;
	return true;
}

static bool
has_sub(const struct compose *x, struct str to)
{
	for (size_t i = 0; i < x->nsubs; i++)
		if (x->subs[i].due && is_at_once(x, &x->subs[i]) &&
		    str_eq(x->subs[i].d->to, to))
			return true;
	return false;
}

static void
all_at_once(struct compose *x)
{
	for (size_t i = 0; i < x->nsubs; i++)
		if (x->subs[i].due && is_at_once(x, &x->subs[i]) &&
		    is_first_of(x, i))
			compose_at_once(x, x->subs[i].d->to);
	/* follows come in the order of their addresses */
	for (size_t i = 0; i < x->nfollows; i++)
		if (!has_sub(x, x->follows[i].to) && (i == 0 ||
		    !str_eq(x->follows[i - 1].to, x->follows[i].to)))
			compose_at_once(x, x->follows[i].to);
}

/* Follows and hooks are at once, and no part of what --since looks back for. */
static int
load(struct compose *x)
{
	struct store *store = x->app->store;

	if (store_last_seq(store, &x->seq) < 0)
		return compose_failed(x);
	if (load_subs(x) < 0)
		return -1;
	if (x->since != TIME_NONE)
		return 0;
	if (x->app->conf->mail.from.n > 0 &&
	    store_follow_each(store, load_follow, x) < 0)
		return compose_failed(x);
	return x->to == NULL && !x->dry ? compose_hooks_load(x) : 0;
}

void
compose_all(struct compose *x)
{
	x->now = clock_now();
	arena_init(&x->scratch);
	if (load(x) == 0) {
		for (size_t i = 0; i < x->nsubs; i++)
			if (x->subs[i].due && !is_at_once(x, &x->subs[i]))
				one_digest(x, &x->subs[i]);
		all_at_once(x);
		compose_hooks(x);
	}
	arena_release(&x->scratch);
}
