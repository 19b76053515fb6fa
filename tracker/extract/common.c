#include "tracker/extract/common.h"

#include <stdlib.h>

#include "tracker/base/limits.h"

/* A text on a story. */
struct sight {
	uint64_t hash;
	size_t bytes;
	size_t story;		/* place among the host's */
	size_t from;		/* the first row of this text */
};

struct common_host {
	struct common_host *next;
	struct str name;
	uint64_t *stories;	/* hashes of their names */
	size_t nstories, cap_stories;
	struct sight *sights;
	size_t n, cap;
	bool done;
	struct known known;
};

void
common_init(struct common *c, struct arena *a)
{
	*c = (struct common){ .arena = a };
}

static struct common_host *
host_of(struct common *c, struct str name)
{
	struct common_host *h = c->hosts;

	while (h != NULL && !str_eq(h->name, name))
		h = h->next;
	return h;
}

static struct common_host *
host_make(struct common *c, struct str name)
{
	struct common_host *h = host_of(c, name);

	if (h != NULL)
		return h;
	h = arena_alloc(c->arena, 1, sizeof(*h));
	h->name = arena_str(c->arena, name);
	known_init(&h->known, c->arena);
	h->next = c->hosts;
	return c->hosts = h;
}

static size_t
story_of(struct common *c, struct common_host *h, struct str name)
{
	uint64_t hash = str_hash(name);

	for (size_t i = 0; i < h->nstories && name.n > 0; i++)
		if (h->stories[i] == hash)
			return i;
	h->stories = arena_grow(c->arena, h->stories, h->nstories,
	    &h->cap_stories, sizeof(*h->stories));
	h->stories[h->nstories] = hash;
	return h->nstories++;
}

void
common_add(struct common *c, struct str host, struct str story,
    const struct article *a)
{
	struct common_host *h;
	const struct block *b;
	size_t s, left = LIMIT_SIGHTINGS_PAGE;

	if (host.n == 0 || a->sourced || a->verdict != VERDICT_ARTICLE)
		return;
	h = host_make(c, host);
	s = story_of(c, h, story);
	for (size_t i = 0; i < a->nblocks && left > 0; i++) {
		b = &a->blocks[i];
		if (!known_can_be(b) || h->n == LIMIT_SIGHTINGS)
			continue;
		left--;
		h->sights = arena_grow(c->arena, h->sights, h->n, &h->cap,
		    sizeof(*h->sights));
		h->sights[h->n++] = (struct sight){ .story = s,
			.hash = known_hash(b->text), .bytes = b->text.n };
	}
}

/* ---- what recurs --------------------------------------------------------- */

static int
by_text(const void *a, const void *b)
{
	const struct sight *x = a, *y = b;

	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return (x->story > y->story) - (x->story < y->story);
}

/* One row for each text of a story, in the order of texts; each knows where the
 * rows of its text begin. */
static void
sort_sights(struct common_host *h)
{
	size_t n = 0;

	if (h->n == 0)
		return;
	qsort(h->sights, h->n, sizeof(*h->sights), by_text);
	for (size_t i = 1; i < h->n; i++)
		if (by_text(&h->sights[n], &h->sights[i]) != 0)
			h->sights[++n] = h->sights[i];
	h->n = n + 1;
	for (size_t i = 0; i < h->n; i++)
		h->sights[i].from = i > 0 &&
		    h->sights[i - 1].hash == h->sights[i].hash ?
		    h->sights[i - 1].from : i;
}

/* The rows of each story, one after the other: first[k] to first[k + 1]. */
static size_t *
rows_of_stories(struct arena *a, const struct common_host *h, size_t **first)
{
	size_t *rows = arena_alloc(a, h->n + 1, sizeof(*rows));
	size_t *at = arena_alloc(a, h->nstories + 2, sizeof(*at));

	for (size_t i = 0; i < h->n; i++)
		at[h->sights[i].story + 2]++;
	for (size_t k = 2; k < h->nstories + 2; k++)
		at[k] += at[k - 1];
	for (size_t i = 0; i < h->n; i++)
		rows[at[h->sights[i].story + 1]++] = i;
	*first = at;
	return rows;
}

/* Is half of a story's text that of one before it? Of a text that many have,
 * the first few are looked at. `with` has a zero for each story, before and
 * after. */
static bool
is_copy(const struct common_host *h, const size_t *row, const size_t *end,
    size_t *with, const bool *copy)
{
	const struct sight *s, *o;
	size_t all = 0, most = 0;

	for (const size_t *r = row; r < end; r++) {
		s = &h->sights[*r];
		all += s->bytes;
		for (o = &h->sights[s->from]; o < s && o <
		    &h->sights[s->from] + LIMIT_FURNITURE_STORIES; o++) {
			with[o->story] += copy[o->story] ? 0 : s->bytes;
			if (with[o->story] > most)
				most = with[o->story];
		}
	}
	for (const size_t *r = row; r < end; r++)
		for (o = &h->sights[h->sights[*r].from];
		    o < &h->sights[*r]; o++)
			with[o->story] = 0;
	return most > 0 && most * 100 >= all * KNOWN_COPY;
}

static void
find_known(struct common *c, struct common_host *h)
{
	bool *copy = arena_alloc(c->arena, h->nstories + 1, sizeof(*copy));
	size_t *with = arena_alloc(c->arena, h->nstories + 1, sizeof(*with));
	size_t *first, *rows, stories = 0;

	sort_sights(h);
	rows = rows_of_stories(c->arena, h, &first);
	for (size_t k = 1; k < h->nstories; k++)
		copy[k] = is_copy(h, rows + first[k], rows + first[k + 1],
		    with, copy);
	for (size_t i = 0; i < h->n; i++) {
		stories = h->sights[i].from == i ? 0 : stories;
		stories += !copy[h->sights[i].story];
		if (stories == KNOWN_STORIES)
			known_add(&h->known, h->sights[i].hash,
			    KNOWN_FURNITURE);
	}
	h->done = true;
}

const struct known *
common_known(struct common *c, struct str host)
{
	struct common_host *h = host_of(c, host);

	if (h == NULL)
		return NULL;
	if (!h->done)
		find_known(c, h);
	return &h->known;
}
