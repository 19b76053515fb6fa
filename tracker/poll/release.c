#include "tracker/base/clock.h"
#include "tracker/poll/poll.h"
#include "tracker/poll/release.h"
#include "tracker/poll/version.h"
#include "tracker/extract/reread.h"

struct release {
	const struct conf *conf;
	struct store *store;
	const struct store_held *held;
	struct arena arena;
	int result;		/* of version_add, or STORE_NONE */
};

static int
with_story(const struct store_story *s, void *arg)
{
	struct release *r = arg;
	struct store_story row = *s;
	const struct conf_rule *rule = NULL;
	struct article now;

	if (r->conf != NULL)
		poll_settings(r->conf, s, &rule);
	if (recall_capture(&now, &r->arena, r->store, r->held->capture,
	    poll_rule(rule, &r->arena), NULL) < 0)
		return -1;
	r->result = version_add(r->store, s, &now, NULL, r->held->capture,
	    r->held->fetched, &r->arena);
	if (r->result < 0)
		return -1;
	if (s->state != STORE_STOPPED)
		row.state = version_state(&now);
	row.changed = clock_now();
	if (store_story_update(r->store, &row) < 0)
		return -1;
	return store_held_drop(r->store, r->held->key);
}

int
poll_release(const struct conf *conf, struct store *store,
    const struct store_held *h, struct error *e)
{
	struct release r = { .conf = conf, .store = store, .held = h,
		.result = STORE_NONE };
	int failed;

	arena_init(&r.arena);
	failed = store_begin(store) < 0 ||
	    store_story_by_key(store, h->story, with_story, &r) < 0;
	if (!failed)
		failed = store_commit(store) < 0;
	else
		store_rollback(store);
	arena_release(&r.arena);
	if (failed)
		return error_set(e, "%s", store_error(store));
	return r.result == STORE_SAME;
}
