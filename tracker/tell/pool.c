#include "tracker/tell/pool.h"

int
pool_load(struct pool *p, struct app *app, const struct history_filter *window,
    struct error *e)
{
	struct history_filter f = { .since = window->since,
		.until = TIME_NONE, .by_sequence = window->by_sequence,
		.after = window->after, .kinds = ~0u };
	int64_t last;

	if (history_changes(&p->changes, &p->n, &last, &app->arena, app->store,
	    app_eyes(app), &f, e) < 0)
		return -1;
	p->elsewhere = arena_alloc(&app->arena, p->n + 1,
	    sizeof(*p->elsewhere));
	p->loaded = true;
	return 0;
}

static int
look_elsewhere(struct pool *p, struct app *app, size_t i, struct error *e)
{
	if (p->elsewhere[i])
		return 0;
	p->elsewhere[i] = true;
	return history_elsewhere(&p->changes[i], 1, &app->arena, app->store,
	    app_eyes(app), e);
}

int
pool_pick(struct pool *p, struct app *app, const struct history_filter *f,
    struct arena *a, struct report_change **out, size_t *n, struct error *e)
{
	size_t cap = 0;

	*out = NULL;
	*n = 0;
	for (size_t i = 0; i < p->n; i++) {
		if (f->nwords > 0 && p->changes[i].speech.n == 0)
			p->changes[i].speech = history_speech(
			    &p->changes[i].version, &app->arena);
		if (!history_fits(f, &p->changes[i]))
			continue;
		if (*n < DIGEST_IN_FULL && look_elsewhere(p, app, i, e) < 0)
			return -1;
		*out = arena_grow(a, *out, *n, &cap, sizeof(**out));
		(*out)[(*n)++] = p->changes[i];
	}
	return 0;
}
