#include "tracker/base/limits.h"
#include "tracker/poll/rates.h"
#include "tracker/web/url.h"

#define BUCKETS 256

struct rates_entry {
	struct rates_entry *chain;
	struct str name;
	struct pace pace;
};

/* ---- loading ---------------------------------------------------------- */

static int
take_cell(const struct store_pace *row, void *arg)
{
	struct pace *p = arg;

	/* Numbers that no learning makes are not believed. */
	if (row->cell >= 0 && row->cell < PACE_CELLS && row->changes >= 0 &&
	    row->changes < 1e9 && row->watched >= 0 && row->watched < 1e15)
		p->cell[row->cell] = (struct pace_cell){ row->changes,
			row->watched };
	return 0;
}

static struct rates_entry *
load(struct rates *r, struct str name)
{
	struct rates_entry *e = arena_alloc(r->arena, 1, sizeof(*e));

	e->name = arena_str(r->arena, name);
	e->pace.wider = r->all != NULL ? &r->all->pace : NULL;
	if (store_pace_each(r->store, e->name.p, take_cell, &e->pace) < 0)
		r->failed = true;
	r->n++;
	return e;
}

static struct pace *
pace_of(struct rates *r, struct str name)
{
	struct rates_entry **at = &r->table[str_hash(name) % BUCKETS], *e;

	for (e = *at; e != NULL; e = e->chain)
		if (str_eq(e->name, name))
			return &e->pace;
	if (name.n == 0 || r->n >= LIMIT_RATES)
		return &r->all->pace;
	e = load(r, name);
	e->chain = *at;
	*at = e;
	return &e->pace;
}

struct pace *
rates_of(struct rates *r, const struct store_story *s)
{
	struct arena scratch;
	struct pace *pace;

	if (s->feed != NULL)
		return pace_of(r, str_of(s->feed));
	arena_init(&scratch);
	pace = pace_of(r, url_host(str_of(s->url), &scratch));
	arena_release(&scratch);
	return pace;
}

/* ---- learning from history -------------------------------------------- */

/* Between two versions the looks are not known: one just before is assumed. */
#define LOOK_BEFORE 900

struct lesson {
	struct rates *rates;
	struct pace *pace;	/* of the story */
	struct pace_story story;
	int64_t last;		/* look */
};

static int
learn_version(const struct store_version *v, void *arg)
{
	struct lesson *l = arg;
	int64_t before = v->fetched - LOOK_BEFORE;

	if (v->number > 1 && v->fetched > l->last) {
		if (before > l->last)
			pace_learn(l->pace, &l->story, l->last, before, false);
		pace_learn(l->pace, &l->story, before > l->last ? before :
		    l->last, v->fetched, true);
		l->story.changes++;
	}
	l->last = l->story.changed = v->fetched;
	return 0;
}

static int
learn_story(const struct store_story *s, void *arg)
{
	struct rates *r = arg;
	struct lesson l = { r, rates_of(r, s), { s->first_seen, s->first_seen,
		0 }, s->first_seen };

	if (s->versions == 0 || s->first_seen == STORE_NO_TIME)
		return 0;
	if (store_versions(r->store, s->key, 0, learn_version, &l) < 0)
		return -1;
	if (s->last != STORE_NO_TIME && s->last > l.last)
		pace_learn(l.pace, &l.story, l.last, s->last, false);
	return 0;
}

static bool
is_empty(const struct pace *p)
{
	for (int i = 0; i < PACE_CELLS; i++)
		if (p->cell[i].watched > 0)
			return false;
	return true;
}

void
rates_init(struct rates *r, struct store *store, struct arena *a)
{
	*r = (struct rates){ .store = store, .arena = a };
	r->table = arena_alloc(a, BUCKETS, sizeof(struct rates_entry *));
	r->all = load(r, STR(""));
	if (!r->failed && is_empty(&r->all->pace) &&
	    store_story_each(store, learn_story, r) < 0)
		r->failed = true;
}

/* ---- saving ----------------------------------------------------------- */

static void
save(struct rates *r, struct rates_entry *e)
{
	struct store_pace row;

	for (int i = 0; i < PACE_CELLS && !r->failed; i++) {
		if (!e->pace.touched[i])
			continue;
		row = (struct store_pace){ i, e->pace.cell[i].changes,
			e->pace.cell[i].watched };
		r->failed = store_pace_put(r->store, e->name.p, &row) < 0;
		e->pace.touched[i] = false;
	}
}

int
rates_save(struct rates *r)
{
	if (r->all == NULL)
		return 0;
	save(r, r->all);
	for (size_t i = 0; i < BUCKETS; i++)
		for (struct rates_entry *e = r->table[i]; e != NULL;
		    e = e->chain)
			save(r, e);
	return r->failed ? -1 : 0;
}
