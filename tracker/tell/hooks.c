/* What hooks are to be given: each change that fits, as JSON, once. */
#include <inttypes.h>

#include "tracker/base/clock.h"
#include "tracker/base/limits.h"
#include "tracker/tell/compose.h"

static int
put(struct compose *x, const struct conf_hook *h, const struct report_change *c)
{
	struct store_mail row = { .way = STORE_HOOK, .made = x->now,
		.next = x->now, .to = h->name.p };
	struct buf body;
	int r;

	/* Versions keep their numbers: the same change has the same id. */
	row.message_id = arena_printf(&x->scratch, "%.*s/%.*s@%d",
	    STR_FMT(h->name), STR_FMT(c->story), c->version.number).p;
	buf_init(&body, LIMIT_MAIL_BYTES);
	report_change_json(&body, c);
	if (body.full) {
		warn("hook %s: %s is over %zu bytes", h->name.p,
		    row.message_id, LIMIT_MAIL_BYTES);
		x->code = EXIT_NO;
		buf_release(&body);
		return 0;
	}
	row.body = buf_z(&body);
	row.nbody = body.n;
	r = store_mail_put(x->app->store, &row, NULL, NULL);
	buf_release(&body);
	return r < 0 ? compose_failed(x) : 0;
}

static int
by_place(const void *a, const void *b)
{
	const struct report_change *x = a, *y = b;

	return (x->seq > y->seq) - (x->seq < y->seq);
}

/* In the order in which they came: programs read a story from its start. */
static int
fill(struct compose *x, const struct hook_sub *s)
{
	struct store_mark now = { .when = x->now, .seq = x->seq };
	struct history_filter f;
	struct report_change *c = NULL;
	size_t n = 0;

	compose_filter(&s->h->want, &f);
	f.by_sequence = true;
	f.after = s->mark.seq;
	/* A new hook is given what comes from now on. */
	if (s->mark.when != STORE_NO_TIME && compose_pick(x, &f, &c, &n) < 0)
		return -1;
	if (n > 1)
		qsort(c, n, sizeof(*c), by_place);
	for (size_t i = 0; i < n; i++)
		if (put(x, s->h, &c[i]) < 0)
			return -1;
	return store_mail_put(x->app->store, NULL, s->who.p, &now) < 0 ?
	    compose_failed(x) : 0;
}

static void
one_hook(struct compose *x, const struct hook_sub *s)
{
	struct store *store = x->app->store;

	if (s->mark.when != STORE_NO_TIME && s->mark.seq >= x->seq)
		return;
	if (store_begin(store) < 0)
		compose_failed(x);
	else if (fill(x, s) < 0)
		store_rollback(store);
	else if (store_commit(store) < 0)
		compose_failed(x);
	arena_clear(&x->scratch);
}

int
compose_hooks_load(struct compose *x)
{
	const struct conf *c = x->app->conf;
	struct arena *a = &x->app->arena;
	struct hook_sub *s;

	x->hooks = arena_alloc(a, c->nhooks + 1, sizeof(*x->hooks));
	for (size_t i = 0; i < c->nhooks; i++) {
		s = &x->hooks[x->nhooks++];
		s->h = &c->hooks[i];
		s->who = arena_printf(a, "hook %.*s", STR_FMT(s->h->name));
		s->mark.when = STORE_NO_TIME;
		if (store_mark_get(x->app->store, s->who.p, &s->mark) < 0)
			return compose_failed(x);
	}
	return 0;
}

void
compose_hooks(struct compose *x)
{
	for (size_t i = 0; i < x->nhooks; i++)
		one_hook(x, &x->hooks[i]);
}
