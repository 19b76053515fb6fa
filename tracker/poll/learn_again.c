/*
 * What hosts have in common, from the versions kept. They say less than the
 * fetches did: what came and went in silence is not in them. So this adds to
 * what is known, and is all there is when the catalog was lost.
 */
#include "tracker/poll/learn.h"

/* Stories between two commits. */
#define COMMIT_EVERY 500

struct again {
	struct store *store;
	struct learner learner;
	struct arena arena, pages[2];	/* of this version and the one before */
	int64_t *stories;
	size_t n, cap;
	const struct store_story *story;
	struct article was;
	bool first;
	int which;
};

static int
collect(const struct store_story *s, void *arg)
{
	struct again *g = arg;

	g->stories = arena_grow(&g->arena, g->stories, g->n, &g->cap,
	    sizeof(*g->stories));
	g->stories[g->n++] = s->key;
	return 0;
}

static int
learn(struct again *g, const struct lesson *lesson, struct article *now)
{
	const struct known *known = learn_known(&g->learner, g->story);
	enum learned learned;

	if (known == NULL)
		return -1;
	if (g->first)
		return learn_first(&g->learner, lesson, now);
	article_strip(&g->was, known, KNOWN_FURNITURE, lesson->arena);
	article_strip(now, known, KNOWN_FURNITURE, lesson->arena);
	return article_same(&g->was, now) ? 0 :
	    learn_change(&g->learner, lesson, &g->was, now, &learned);
}

static int
on_version(const struct store_version *v, void *arg)
{
	struct again *g = arg;
	struct arena *a = &g->pages[g->which];
	/* Fetches that found nothing new are not known. */
	struct lesson lesson = { .story = g->story,
		.previous = STORE_NO_TIME, .at = v->fetched, .arena = a };
	struct article now;
	struct error e;

	arena_clear(a);
	/* A story.md that does not parse teaches nothing. */
	if (article_parse(&now, a, arena_str(a, str_make(v->text, v->ntext)),
	    &e) < 0)
		return 0;
	if (learn(g, &lesson, &now) < 0)
		return -1;
	g->was = now;
	g->first = false;
	g->which = !g->which;
	return 0;
}

static int
on_story(const struct store_story *s, void *arg)
{
	struct again *g = arg;

	g->story = s;
	g->first = true;
	return store_versions(g->store, s->key, 1, on_version, g);
}

static int
learn_all(struct again *g)
{
	if (store_begin(g->store) < 0)
		return -1;
	for (size_t i = 0; i < g->n; i++) {
		if (store_story_by_key(g->store, g->stories[i], on_story,
		    g) < 0)
			return -1;
		if (i % COMMIT_EVERY == COMMIT_EVERY - 1 &&
		    (store_commit(g->store) < 0 || store_begin(g->store) < 0))
			return -1;
	}
	return store_commit(g->store) < 0 ? -1 : 0;
}

int
learn_again(struct store *store)
{
	struct again g = { .store = store };
	int r;

	arena_init(&g.arena);
	arena_init(&g.pages[0]);
	arena_init(&g.pages[1]);
	learner_init(&g.learner, store, &g.arena);
	r = store_story_each(store, collect, &g) < 0 ? -1 : learn_all(&g);
	if (r < 0)
		store_rollback(store);
	arena_release(&g.arena);
	arena_release(&g.pages[0]);
	arena_release(&g.pages[1]);
	return r;
}
