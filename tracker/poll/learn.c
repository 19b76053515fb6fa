#include "tracker/poll/learn.h"

#include "tracker/base/limits.h"
#include "tracker/poll/moves.h"
#include "tracker/extract/reread.h"

/* Stories to which a text came before that alone makes it furniture: a sentence
 * said often may be added to some, too. */
#define CAME_STORIES 10
/* Seconds within which a text moves on all of them. */
#define MOVED_SPAN (7 * 86400)
/* Changes in a row of one place, at every fetch, and the seconds they span. */
#define PLACE_RUN 4
#define PLACE_SPAN 86400
/* Stories that may share text with a page, the first ones found. */
#define SHARES 64

struct learner_host {
	struct learner_host *next;
	const char *name;
	int64_t key;		/* 0 until something is written */
	struct known known;
};

/* One lesson being taken. */
struct taking {
	struct learner *learner;
	struct learner_host *host;
	const struct lesson *lesson;
	int64_t added;		/* sightings */
};

void
learner_init(struct learner *l, struct store *store, struct arena *a)
{
	*l = (struct learner){ .store = store, .arena = a };
}

/* ---- hosts -------------------------------------------------------------- */

static struct learner_host *
host_of(struct learner *l, const struct store_story *s)
{
	struct learner_host **b, *h;
	char name[STORE_SITE_SIZE];

	store_site_name(s->url, name);
	b = &l->bucket[str_hash(str_of(name)) % 256];
	for (h = *b; h != NULL; h = h->next)
		if (strcmp(h->name, name) == 0)
			return h;
	h = arena_alloc(l->arena, 1, sizeof(*h));
	h->name = arena_strz(l->arena, str_of(name));
	if (recall_known(&h->known, l->arena, l->store, s->url) < 0)
		return NULL;
	h->next = *b;
	*b = h;
	return h;
}

const struct known *
learn_known(struct learner *l, const struct store_story *s)
{
	struct learner_host *h = host_of(l, s);

	return h != NULL ? &h->known : NULL;
}

static int
take(struct taking *t, struct learner *l, const struct lesson *lesson)
{
	*t = (struct taking){ .learner = l, .lesson = lesson,
		.host = host_of(l, lesson->story) };
	if (t->host == NULL)
		return -1;
	if (t->host->key != 0)
		return 0;
	return store_site(l->store, t->host->name, &t->host->key) < 0 ? -1 :
	    0;
}

static int
leave(struct taking *t)
{
	return store_sighting_trim(t->learner->store, t->host->key, t->added,
	    LIMIT_SIGHTINGS) < 0 ? -1 : 0;
}

/* ---- what was seen ------------------------------------------------------ */

static enum known_level
level_of(const struct store_sightings *n)
{
	/* places of bits; an edit may be of fact, and says nothing */
	enum { WENT, CAME, EDITED, SWAPPED };
	const int *how = n->how;

	if (how[SWAPPED] >= KNOWN_STORIES ||
	    (how[CAME] >= KNOWN_STORIES && how[WENT] >= KNOWN_STORIES) ||
	    how[CAME] >= CAME_STORIES)
		return how[CAME] > 0 && how[WENT] > 0 ? KNOWN_FURNITURE :
		    KNOWN_MOVES;
	return n->stories >= KNOWN_STORIES ? KNOWN_RECURS : KNOWN_NOT;
}

static int
know(struct taking *t, struct str text, uint64_t hash, enum known_level level,
    int64_t first)
{
	struct store_furniture f = { .site = t->host->key, .hash = hash,
		.text = arena_strz(t->lesson->arena, text), .level = level,
		.first = first, .last = t->lesson->at };

	known_add(&t->host->known, hash, level);
	return store_furniture_put(t->learner->store, &f, LIMIT_FURNITURE) < 0 ?
	    -1 : 0;
}

/* The story has a text: remembered, and known when that makes enough. */
static int
see(struct taking *t, struct str text, uint64_t hash, int how)
{
	enum known_level was = known_level(&t->host->known, hash), now;
	struct store_sighting o = { .story = t->lesson->story->key,
		.how = how, .at = t->lesson->at };
	struct store_sightings n;

	if (was == KNOWN_REFUSED || was == KNOWN_FURNITURE)
		return 0;
	t->added++;
	if (store_sighting_put(t->learner->store, t->host->key, hash, &o,
	    LIMIT_FURNITURE_STORIES, MOVED_SPAN, &n) < 0)
		return -1;
	now = level_of(&n);
	if (now < was)
		now = was;	/* what was of late is so no more */
	if (now == KNOWN_NOT || (now == was && how == HOW_STANDS) ||
	    known_is_note(text))
		return 0;
	return know(t, text, hash, now, n.first);
}

/* ---- copies ------------------------------------------------------------- */

/* Bytes of a page that other stories have, too. */
struct shares {
	int64_t own;
	size_t bytes;		/* of the block at hand */
	size_t n;
	struct share {
		int64_t story;
		size_t bytes;
	} row[SHARES];
};

static int
share(const struct store_sighting *o, void *arg)
{
	struct shares *s = arg;
	size_t i = 0;

	if (o->story == s->own)
		return 0;
	while (i < s->n && s->row[i].story != o->story)
		i++;
	if (i == SHARES)
		return 0;
	if (i == s->n)
		s->row[s->n++] = (struct share){ o->story, 0 };
	s->row[i].bytes += s->bytes;
	return 0;
}

/* Is half of the page's text another story's, what recurs not counted? *copy is
 * set; 0, or -1. */
static int
is_copy(struct taking *t, const struct article *a, bool *copy)
{
	struct shares s = { .own = t->lesson->story->key };
	const struct block *b;
	size_t all = 0, left = LIMIT_SIGHTINGS_PAGE;
	uint64_t hash;

	for (size_t i = 0; i < a->nblocks && left > 0; i++) {
		b = &a->blocks[i];
		hash = known_hash(b->text);
		if (!known_can_be(b) || b->type == BLOCK_SUBHEADING ||
		    known_level(&t->host->known, hash) >= KNOWN_RECURS)
			continue;
		left--;
		all += s.bytes = b->text.n;
		if (store_sighting_each(t->learner->store, t->host->key, hash,
		    share, &s) < 0)
			return -1;
	}
	*copy = false;
	for (size_t i = 0; i < s.n; i++)
		*copy |= s.row[i].bytes * 100 >= all * KNOWN_COPY;
	return 0;
}

/* ---- a first version ---------------------------------------------------- */

int
learn_first(struct learner *l, const struct lesson *lesson,
    const struct article *a)
{
	struct block deck = { BLOCK_PARAGRAPH, a->deck };
	struct taking t;
	const struct block *b;
	bool copy;
	int left = LIMIT_SIGHTINGS_PAGE;

	if (a->sourced)
		return 0;
	if (take(&t, l, lesson) < 0 || is_copy(&t, a, &copy) < 0)
		return -1;
	for (size_t i = 0; i <= a->nblocks && left > 0 && !copy; i++) {
		b = i < a->nblocks ? &a->blocks[i] : &deck;
		if (!known_can_be(b))
			continue;
		left--;
		if (see(&t, b->text, known_hash(b->text), HOW_STANDS) < 0)
			return -1;
	}
	return leave(&t);
}

/* ---- a change ----------------------------------------------------------- */

static int
see_moves(struct taking *t, const struct moves *m)
{
	const struct move *row;
	int left = LIMIT_SIGHTINGS_PAGE;

	for (size_t i = 0; i < m->n && left > 0; i++) {
		row = &m->row[i];
		if ((row->how == HOW_STANDS && !row->came) ||
		    !known_can_be(&row->block))
			continue;
		left--;
		if (see(t, row->block.text, known_hash(row->block.text),
		    row->how) < 0)
			return -1;
	}
	return 0;
}

/* Without what is known, are the two the same? */
static bool
same_without(const struct taking *t, const struct article *was,
    enum known_level least_was, const struct article *now,
    enum known_level least_now)
{
	struct article a = *was, b = *now;
	struct arena *arena = t->lesson->arena;
	bool went;

	went = article_strip(&a, &t->host->known, least_was, arena);
	went |= article_strip(&b, &t->host->known, least_now, arena);
	return went && article_same(&a, &b);
}

/* ---- from one fetch to the next ----------------------------------------- */

/* A story has one row for what is to be seen again at its next fetch: the place
 * of a block that changed, or what came and went. */
struct spot {
	struct store_furniture row;	/* key 0: none */
	bool changed;		/* its text is another than at the last fetch */
	struct str now;
};

static int
load_spot(const struct store_furniture *f, void *arg)
{
	struct spot *p = arg;

	p->row = *f;
	p->changed = !str_eqz(p->now, f->text);
	return 0;
}

static int
get_spot(struct taking *t, struct spot *p, struct str now)
{
	*p = (struct spot){ .now = now };
	return store_furniture_place(t->learner->store, t->host->key,
	    t->lesson->story->key, load_spot, p) < 0 ? -1 : 0;
}

/* Of the fetch right before this one, and of this place? */
static bool
is_of_last(const struct taking *t, const struct spot *p, uint64_t hash)
{
	return p->row.key != 0 && p->row.hash == hash &&
	    p->row.last == t->lesson->previous;
}

static int
put_spot(struct taking *t, struct spot *p, uint64_t hash)
{
	struct store_furniture *f = &p->row;

	f->site = t->host->key;
	f->story = t->lesson->story->key;
	f->hash = hash;
	f->text = arena_strz(t->lesson->arena, p->now);
	f->last = t->lesson->at;
	return store_furniture_put(t->learner->store, f, LIMIT_FURNITURE) < 0 ?
	    -1 : 0;
}

static int
on_other(const struct store_sighting *o, void *arg)
{
	struct shares *s = arg;

	s->n += o->story != s->own;
	return 0;
}

/*
 * Numbers that count up are known by their form on other stories. Each story
 * counts for itself; a number that stands on others, too, is a fact that all of
 * them tell.
 */
static int
see_form(struct taking *t, const struct moves *m)
{
	const struct block *came = &m->row[m->n - 1].block;
	uint64_t form = known_form_hash(came->text);
	struct shares s = { .own = t->lesson->story->key };

	if (m->n != 2 || form == 0 || !known_can_be(came) ||
	    form != known_form_hash(m->row[0].block.text))
		return 0;
	if (store_sighting_each(t->learner->store, t->host->key,
	    known_hash(came->text), on_other, &s) < 0)
		return -1;
	return s.n > 0 ? 0 :
	    see(t, came->text, form, HOW_SWAPPED | HOW_CAME | HOW_WENT);
}

/* A place that never rests is waited for: when it does, it is a version. */
static int
see_place(struct taking *t, const struct moves *m, enum learned *out)
{
	struct spot p;
	bool restless;

	if (get_spot(t, &p, m->row[m->n - 1].block.text) < 0)
		return -1;
	if (!is_of_last(t, &p, m->place) || !p.changed)
		p.row = (struct store_furniture){ .first = t->lesson->at };
	p.row.run++;
	restless = p.row.run >= PLACE_RUN &&
	    t->lesson->at - p.row.first >= PLACE_SPAN;
	p.row.level = restless ? KNOWN_FURNITURE : KNOWN_NOT;
	if (put_spot(t, &p, m->place) < 0)
		return -1;
	if (!restless)
		return 0;
	*out = LEARN_WAIT;
	return see_form(t, m);
}

/* Only what recurs came and went: is it so for the second time in a row? */
static int
see_wait(struct taking *t, const struct moves *m, enum learned *out)
{
	struct spot p;
	uint64_t hash = 1;

	for (size_t i = 0; i < m->n; i++)
		hash = (hash ^ known_hash(m->row[i].block.text)) *
		    1099511628211u + m->row[i].came;
	if (get_spot(t, &p, str_make(NULL, 0)) < 0)
		return -1;
	if (is_of_last(t, &p, hash))
		return 0;
	*out = LEARN_WAIT;
	p.row = (struct store_furniture){ .first = t->lesson->at };
	return put_spot(t, &p, hash);
}

/* ---- the verdict -------------------------------------------------------- */

static int
decide(struct taking *t, const struct moves *m, const struct article *was,
    const struct article *now, enum learned *out)
{
	bool copy;

	if (is_copy(t, now, &copy) < 0 || (!copy && see_moves(t, m) < 0))
		return -1;
	/* what goes in silence is no part of the story, or it would be lost */
	if (same_without(t, was, KNOWN_FURNITURE, now, KNOWN_MOVES)) {
		*out = LEARN_FURNITURE;
		return 0;
	}
	if (t->lesson->previous == STORE_NO_TIME)
		return 0;
	if (!copy && m->alone && !m->edited &&
	    same_without(t, was, KNOWN_RECURS, now, KNOWN_RECURS))
		return see_wait(t, m, out);
	if (m->place != 0 && known_can_move(&m->row[m->n - 1].block) &&
	    !known_is_note(m->row[m->n - 1].block.text))
		return see_place(t, m, out);
	return 0;
}

int
learn_change(struct learner *l, const struct lesson *lesson,
    const struct article *was, const struct article *now, enum learned *out)
{
	struct taking t;
	struct moves m;

	*out = LEARN_CHANGE;
	if (now->sourced)
		return 0;
	if (take(&t, l, lesson) < 0)
		return -1;
	moves_find(&m, lesson->arena, was, now, &t.host->known);
	if (decide(&t, &m, was, now, out) < 0)
		return -1;
	return leave(&t);
}
