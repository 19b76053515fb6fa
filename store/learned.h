/*
 * learned - what many looks have shown: of the stories of a host, and of the
 * versions of one story. A part of store.h, which includes it.
 */
#ifndef STORE_LEARNED_H
#define STORE_LEARNED_H

#include "store/store.h"

/* ---- what stories of a host have in common ----------------------------- */

/*
 * Learned, and only in the catalog: which texts (by a hash that the caller
 * makes) stand on which stories of a host, and which of them the caller took
 * for furniture. Rows are bounded by what the caller says.
 */

#define STORE_SITE_SIZE 104
/* A site is a host with all its stories; its name is that of its folder in the
 * archive. That of a story's URL: */
void store_site_name(const char *url, char out[STORE_SITE_SIZE]);
/* The key of a site by its name, made when it is not there. */
int store_site(struct store *, const char *name, int64_t *site);

struct store_sighting {
	int64_t story;
	int how;		/* the caller's bits; those of a story add up */
	int64_t at;		/* when it was first seen, or last with a bit */
};
typedef int store_sighting_fn(const struct store_sighting *, void *arg);

#define STORE_SIGHTING_BITS 4
/* On how many stories a text was seen. */
struct store_sightings {
	int stories;
	int how[STORE_SIGHTING_BITS];	/* of them, with this bit, of late */
	int64_t first;
};
/*
 * A story has a text. At most `most` stories are kept of one text: where there
 * are as many, one with lesser bits makes room. What is known then is put out;
 * of late is what is at most `span` seconds from this one.
 */
int store_sighting_put(struct store *, int64_t site, uint64_t hash,
    const struct store_sighting *, int most, int64_t span,
    struct store_sightings *);
int store_sighting_each(struct store *, int64_t site, uint64_t hash,
    store_sighting_fn *, void *);
/* After `added` more of a host: keeps the newer half when there are more than
 * `most`; those of what is furniture stay. */
int store_sighting_trim(struct store *, int64_t site, int64_t added,
    int64_t most);

struct store_furniture {
	int64_t key;		/* the store's to fill */
	int64_t site;
	const char *site_name;	/* the store's to fill */
	int64_t story;		/* a place in one story, or 0: of the host */
	uint64_t hash;		/* of the text, or of the place */
	const char *text;
	int level;		/* the caller's; below 0 is what was refused */
	int64_t first, last;
	int run;		/* of a place: changes in a row */
	int stories;		/* on which it was seen, the store's to fill */
};
typedef int store_furniture_fn(const struct store_furniture *, void *arg);
/* Adds or replaces the row of this host, story and hash; a story has one place.
 * Of a host's texts the `most` last ones stay. */
int store_furniture_put(struct store *, const struct store_furniture *,
    int64_t most);
/* All of them, or those of one host by its name: the surest first. */
int store_furniture_each(struct store *, const char *name,
    store_furniture_fn *, void *);
/* Only hashes and levels of a host's texts: cheap. */
int store_furniture_hashes(struct store *, const char *name,
    store_furniture_fn *, void *);
/* The place in a story, STORE_NONE without one. */
int store_furniture_place(struct store *, int64_t site, int64_t story,
    store_furniture_fn *, void *);
/* Refuses one by its key: what was seen of it is forgotten, and its row stays
 * with level -1. A place goes. */
int store_furniture_refuse(struct store *, int64_t key);
/* ---- alternations ----------------------------------------------------- */

/* Versions that take turns on a story's page: headline tests, stale caches. */
struct store_alternation {
	int64_t story;
	int64_t since;		/* the first version of them */
	int64_t known;		/* when it was seen that they do */
	int64_t last;		/* when one was last seen */
	int current;		/* which (the variant's number) */
	int run;		/* looks in a row that gave it */
	int64_t run_since;	/* the first of them */
	int64_t settled;	/* when one stayed, or STORE_NO_TIME */
};
/* A text that takes part, by the latest version that has it. */
struct store_variant {
	int number;
	int64_t seen, last;	/* looks that gave it, and the latest */
};
typedef int store_alternation_fn(const struct store_alternation *, void *arg);
typedef int store_variant_fn(const struct store_variant *, void *arg);

int store_alternation_get(struct store *, int64_t story,
    struct store_alternation *);
/* All, the latest begun first. */
int store_alternation_each(struct store *, store_alternation_fn *, void *);
int store_alternation_put(struct store *, const struct store_alternation *);
/* Counts one look; makes the variant when there is none. */
int store_variant_saw(struct store *, int64_t story, int number, int64_t at);
/* A newer version has its text. */
int store_variant_move(struct store *, int64_t story, int from, int to);
int store_variants_drop(struct store *, int64_t story);
int store_variants(struct store *, int64_t story, store_variant_fn *, void *);

#endif
