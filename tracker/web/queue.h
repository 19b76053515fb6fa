/*
 * Requests waiting, by host: which may go next, and when. Time is milliseconds
 * of a monotonic clock, given by the caller; nothing here touches the network.
 */
#ifndef TRACKER_FETCH_QUEUE_H
#define TRACKER_FETCH_QUEUE_H

#include "tracker/web/fetch.h"

struct host;

struct waiting {
	struct waiting *next;	/* of the same host, in order of arrival */
	struct host *host;
	struct fetch_request req;
};

struct host {
	struct host *chain;	/* in the hash table */
	struct str name;
	struct waiting *first, **last;
	size_t active;		/* transfers under way */
	int64_t ready;		/* not before */
	int64_t ended;		/* when the last transfer did, or 0 */
	size_t heap;		/* place in the heap from 1, 0: not in it */
};

struct queue {
	struct arena arena;
	struct waiting *spare;	/* of requests that are done */
	struct host **table;
	size_t nhosts, size;	/* size of the table, a power of two */
	struct host **heap;	/* hosts that may start one, earliest first */
	size_t nheap, heap_cap;
	size_t per_host;
	size_t pending;
	size_t drained;		/* buckets of the table found empty so far */
};

void queue_init(struct queue *, size_t per_host);
void queue_release(struct queue *);
/* Copies the request, not its strings. */
void queue_add(struct queue *, const struct fetch_request *);
/* The next request that may start at `now`, its host counted as active; NULL
 * when none may. */
struct waiting *queue_take(struct queue *, int64_t now);
/* A transfer of this host ended. The gap after it is the longer of its own and
 * that of the request that follows. */
void queue_done(struct queue *, struct host *, int64_t delay, int64_t now);
/* A request that was taken or drained is needed no more. */
void queue_forget(struct queue *, struct waiting *);
/* Milliseconds until queue_take may succeed; -1 when only an end can help. */
int64_t queue_wait(const struct queue *, int64_t now);
/* Any request, whether its host is ready or not; NULL when empty. */
struct waiting *queue_drain(struct queue *);

#endif
