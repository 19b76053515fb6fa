#include "tracker/extract/boilerplate.h"
#include "tracker/base/limits.h"
#include "tracker/poll/other.h"
#include "tracker/poll/strange.h"

/* Stories of a host that have a text when it is no story's own. */
#define OWN_STORIES 3
/* Percent of a page's text that another story has. */
#define SHARED_TEXT 75
/* Versions before the last in which a text may have stood. */
#define FORMER 8

/* Hashes of such texts, and of whole pages, are kept beside those of what may be
 * furniture, and are none of these. */
#define APART UINT64_C(0x7374720a6e676521)

static uint64_t
hash_of(const struct article *a)
{
	uint64_t h = APART;

	for (size_t i = 0; i < a->nblocks; i++)
		h = (h ^ known_hash(a->blocks[i].text)) * 1099511628211u;
	return h;
}

static int
site_of(const struct strange_look *l, int64_t *site)
{
	char name[STORE_SITE_SIZE];

	store_site_name(l->story->url, name);
	return store_site(l->store, name, site) < 0 ? -1 : 0;
}

/* The story has what this is the hash of; *stories are those that do. */
static int
put(const struct strange_look *l, int64_t site, uint64_t hash, int *stories)
{
	struct store_sighting o = { .story = l->story->key, .at = l->at };
	struct store_sightings n;
	int r = store_sighting_put(l->store, site, hash, &o,
	    LIMIT_FURNITURE_STORIES, 0, &n);

	*stories = n.stories;
	return r < 0 ? -1 : 0;
}

int
strange_first(const struct strange_look *l, const struct article *a)
{
	int64_t site;
	int n;

	if (a->nblocks == 0)
		return 0;
	return site_of(l, &site) < 0 ? -1 : put(l, site, hash_of(a), &n);
}

/* ---- what stood before -------------------------------------------------- */

struct former {
	const struct strange_look *look;
	const struct article *now;
	bool left;		/* a part of it is there again */
};

static int
see_former(const struct store_version *v, void *arg)
{
	struct former *f = arg;
	struct arena *a = f->look->arena;
	struct article was;
	struct error e;
	bool long_enough;

	if (article_parse(&was, a, arena_str(a, str_make(v->text, v->ntext)),
	    &e) == 0)
		f->left = other_left(a, &was, f->now, &long_enough) ==
		    LEFT_PARTS;
	return 0;
}

static int
came_back(const struct strange_look *l, const struct article *now, bool *back)
{
	struct former f = { l, now, false };
	int last = l->story->versions - 1;

	for (int k = last; k > 0 && k > last - FORMER && !f.left; k--)
		if (store_version_get(l->store, l->story->key, k, see_former,
		    &f) < 0)
			return -1;
	*back = f.left;
	return 0;
}

/* Was nothing of the version before left in the last one either? Then it is a
 * page that is written anew each time, as a column of each day is. */
static int
is_rewritten(const struct strange_look *l, const struct article *was,
    bool *again)
{
	struct former f = { l, was, false };
	int before = l->story->versions - 1;

	*again = false;
	if (before < 1)
		return 0;
	if (store_version_get(l->store, l->story->key, before, see_former,
	    &f) < 0)
		return -1;
	*again = !f.left;
	return 0;
}

static int
count(const struct store_sighting *o, void *arg)
{
	(void)o;
	++*(int *)arg;
	return 0;
}

/* Was the last version such a page itself, taken before that was known? */
static int
was_shared(const struct strange_look *l, int64_t site,
    const struct article *was, bool *shared)
{
	int n = 0;

	if (store_sighting_each(l->store, site, hash_of(was), count, &n) < 0)
		return -1;
	*shared = n >= OWN_STORIES;
	return 0;
}

/* ---- whose text it is --------------------------------------------------- */

/* A long story has words of any text: has this one been strange on others, and
 * more than one? */
static int
is_known(const struct strange_look *l, int64_t site,
    const struct article *now, bool *known)
{
	size_t all = 0, others = 0, most = now->nblocks;
	int n;

	if (most > LIMIT_SIGHTINGS_PAGE)
		most = LIMIT_SIGHTINGS_PAGE;
	for (size_t i = 0; i < most; i++) {
		n = 0;
		if (store_sighting_each(l->store, site,
		    known_hash(now->blocks[i].text) ^ APART, count, &n) < 0)
			return -1;
		all += now->blocks[i].text.n;
		if (n >= OWN_STORIES - 1)
			others += now->blocks[i].text.n;
	}
	*known = all > 0 && others * 100 >= all * SHARED_TEXT;
	return 0;
}

/*
 * The text is remembered. Do other stories have it, too? Two stories may be
 * written anew as one report, which is theirs when it stays; of more it is not.
 */
static int
is_shared(const struct strange_look *l, int64_t site,
    const struct article *now, enum strange *out)
{
	size_t all = 0, other = 0, several = 0;
	const struct block *b;
	int whole, n, added = 1;

	if (put(l, site, hash_of(now), &whole) < 0)
		return -1;
	for (size_t i = 0; i < now->nblocks && added < LIMIT_SIGHTINGS_PAGE;
	    i++) {
		b = &now->blocks[i];
		if (put(l, site, known_hash(b->text) ^ APART, &n) < 0)
			return -1;
		added++;
		all += b->text.n;
		other += n > 1 ? b->text.n : 0;
		several += n >= OWN_STORIES ? b->text.n : 0;
	}
	if (whole >= OWN_STORIES || several * 100 > all * SHARED_TEXT)
		*out = STRANGE_SHARED;
	else if (whole > 1 || other * 100 > all * SHARED_TEXT)
		*out = STRANGE_ALONE;
	return store_sighting_trim(l->store, site, added, LIMIT_SIGHTINGS) < 0 ?
	    -1 : 0;
}

int
strange_page(const struct strange_look *l, const struct article *was,
    const struct article *now, enum strange *out)
{
	bool long_enough, back, again, shared = false;
	enum left left = other_left(l->arena, was, now, &long_enough);
	int64_t site;

	*out = STRANGE_NO;
	if (left == LEFT_PARTS)
		return 0;
	if (site_of(l, &site) < 0 || (left == LEFT_WORDS &&
	    is_known(l, site, now, &shared) < 0))
		return -1;
	if (left == LEFT_WORDS && !shared)
		return 0;
	if (came_back(l, now, &back) < 0 ||
	    was_shared(l, site, was, &shared) < 0)
		return -1;
	if (back || shared)
		return 0;
	if (is_shared(l, site, now, out) < 0)
		return -1;
	if (*out != STRANGE_NO || !long_enough)
		return 0;
	if (is_rewritten(l, was, &again) < 0)
		return -1;
	*out = again ? STRANGE_NO : STRANGE_ALONE;
	return 0;
}
