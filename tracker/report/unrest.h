/*
 * unrest - what a person should know of a store's health beyond single stories:
 * hosts whose stories all at once yield nothing, and stories whose versions take
 * turns.
 */
#ifndef TRACKER_HISTORY_UNREST_H
#define TRACKER_HISTORY_UNREST_H

#include "store/store.h"
#include "tracker/base/arena.h"
#include "tracker/base/buf.h"
#include "tracker/base/json.h"

/*
 * A host that answers, but not with its stories: a wall, a new layout. Three of
 * them at least, and half of those looked at since the first.
 */
struct silent_host {
	struct str name;	/* with a port, where the URL has one */
	struct str site;	/* its folder in the archive */
	int64_t stories;	/* that yield nothing */
	int64_t looked;		/* at, since then */
	int64_t since;
	struct str verdict, reason;	/* of one of them */
};
/* In the arena, most stories first; 0, or -1 when the store failed. */
int unrest_hosts(struct store *, struct arena *, struct silent_host **out,
    size_t *n);
/* "12 of 14 stories yield nothing since 2025-...: wall (the text fell ...)". */
void unrest_host_text(struct buf *, const struct silent_host *);
void unrest_host_json(struct json *, const struct silent_host *);

#define UNREST_VARIANTS 8
/* Versions of one story that take turns. */
struct turns {
	struct store_alternation when;
	const char *id, *url;
	struct store_variant variants[UNREST_VARIANTS];
	size_t n;
};
/* One story's; STORE_NONE where there are none. */
int unrest_turns(struct store *, struct arena *, const struct store_story *,
    struct turns *);
/* Those that have not settled, the latest first, at most `max`. 0, or -1 when the
 * store failed. */
int unrest_all_turns(struct store *, struct arena *, size_t max,
    struct turns **out, size_t *n);
/* "versions 2 (45 %) and 3 (55 %) take turns, 20 looks since 2025-..." */
void unrest_turns_text(struct buf *, const struct turns *);
void unrest_turns_json(struct json *, const struct turns *);

#endif
