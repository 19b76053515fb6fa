#include <stdlib.h>

#include "tracker/base/xalloc.h"
#include "tracker/web/queue.h"
#include "tracker/web/url.h"

void
queue_init(struct queue *q, size_t per_host)
{
	*q = (struct queue){ .per_host = per_host > 0 ? per_host : 1,
		.size = 64 };
	arena_init(&q->arena);
	q->table = xcalloc(q->size, sizeof(*q->table));
}

void
queue_release(struct queue *q)
{
	free(q->table);
	free(q->heap);
	arena_release(&q->arena);
	*q = (struct queue){ 0 };
}

/* ---- hosts ------------------------------------------------------------- */

static void
grow_table(struct queue *q)
{
	size_t size = q->size * 2;
	struct host **table = xcalloc(size, sizeof(*table)), *h, *next;

	for (size_t i = 0; i < q->size; i++)
		for (h = q->table[i]; h != NULL; h = next) {
			size_t at = str_hash(h->name) & (size - 1);

			next = h->chain;
			h->chain = table[at];
			table[at] = h;
		}
	free(q->table);
	q->table = table;
	q->size = size;
}

static struct host *
host_of(struct queue *q, const struct fetch_request *req)
{
	struct str name = req->host.n > 0 ? req->host : url_front(req->url);
	size_t at = str_hash(name) & (q->size - 1);
	struct host *h;

	for (h = q->table[at]; h != NULL; h = h->chain)
		if (str_eq(h->name, name))
			return h;
	if (q->nhosts++ >= q->size) {
		grow_table(q);
		at = str_hash(name) & (q->size - 1);
	}
	h = arena_alloc(&q->arena, 1, sizeof(*h));
	h->name = arena_str(&q->arena, name);
	h->last = &h->first;
	h->chain = q->table[at];
	q->table[at] = h;
	return h;
}

/* ---- a binary heap of hosts by `ready` --------------------------------- */

/* Of two that may go now, the one that had a request last: its connection is
 * still there. */
static bool
goes_first(const struct host *a, const struct host *b)
{
	return a->ready != b->ready ? a->ready < b->ready :
	    a->ended > b->ended;
}

static void
put(struct queue *q, size_t at, struct host *h)
{
	q->heap[at] = h;
	h->heap = at;
}

static void
sift_up(struct queue *q, size_t at)
{
	struct host *h = q->heap[at];

	for (; at > 1 && goes_first(h, q->heap[at / 2]); at /= 2)
		put(q, at, q->heap[at / 2]);
	put(q, at, h);
}

static void
sift_down(struct queue *q, size_t at)
{
	struct host *h = q->heap[at];
	size_t kid;

	for (; (kid = at * 2) <= q->nheap; at = kid) {
		if (kid < q->nheap &&
		    goes_first(q->heap[kid + 1], q->heap[kid]))
			kid++;
		if (!goes_first(q->heap[kid], h))
			break;
		put(q, at, q->heap[kid]);
	}
	put(q, at, h);
}

static void
push(struct queue *q, struct host *h)
{
	if (q->nheap + 1 >= q->heap_cap) {
		q->heap_cap = q->heap_cap > 0 ? q->heap_cap * 2 : 64;
		q->heap = xrealloc(q->heap, q->heap_cap, sizeof(*q->heap));
	}
	put(q, ++q->nheap, h);
	sift_up(q, q->nheap);
}

static void
pop(struct queue *q)
{
	q->heap[1]->heap = 0;
	if (--q->nheap == 0)
		return;
	put(q, 1, q->heap[q->nheap + 1]);
	sift_down(q, 1);
}

/* ---- the queue --------------------------------------------------------- */

/* With a gap, one at a time: the next starts after the end of the last. */
static bool
may_start(const struct queue *q, const struct host *h)
{
	if (h->first == NULL)
		return false;
	return h->active < (h->first->req.delay > 0 ? 1 : q->per_host);
}

/* The host may start one: after the gap that its next request wants. */
static void
line_up(struct queue *q, struct host *h)
{
	int64_t gap = h->first->req.delay * 1000;

	if (gap > 0 && h->ended != 0 && h->ready < h->ended + gap)
		h->ready = h->ended + gap;
	push(q, h);
}

void
queue_add(struct queue *q, const struct fetch_request *req)
{
	struct waiting *w = q->spare;
	struct host *h = host_of(q, req);

	if (w != NULL)
		q->spare = w->next;
	else
		w = arena_alloc(&q->arena, 1, sizeof(*w));
	w->req = *req;
	w->host = h;
	w->next = NULL;
	*h->last = w;
	h->last = &w->next;
	q->pending++;
	q->drained = 0;
	if (h->heap == 0 && may_start(q, h))
		line_up(q, h);
}

void
queue_forget(struct queue *q, struct waiting *w)
{
	w->next = q->spare;
	q->spare = w;
}

static struct waiting *
unlink_first(struct queue *q, struct host *h)
{
	struct waiting *w = h->first;

	h->first = w->next;
	if (h->first == NULL)
		h->last = &h->first;
	q->pending--;
	return w;
}

struct waiting *
queue_take(struct queue *q, int64_t now)
{
	struct host *h;
	struct waiting *w;

	if (q->nheap == 0 || q->heap[1]->ready > now)
		return NULL;
	h = q->heap[1];
	w = unlink_first(q, h);
	h->active++;
	if (!may_start(q, h))
		pop(q);
	return w;
}

void
queue_done(struct queue *q, struct host *h, int64_t delay, int64_t now)
{
	h->active--;
	h->ended = now;
	if (delay > 0 && h->ready < now + delay * 1000)
		h->ready = now + delay * 1000;
	if (h->heap > 0) {
		sift_up(q, h->heap);
		sift_down(q, h->heap);
	} else if (may_start(q, h)) {
		line_up(q, h);
	}
}

int64_t
queue_wait(const struct queue *q, int64_t now)
{
	if (q->nheap == 0)
		return -1;
	return q->heap[1]->ready > now ? q->heap[1]->ready - now : 0;
}

struct waiting *
queue_drain(struct queue *q)
{
	struct host *h;

	/* All goes: no host is ready any more. */
	while (q->nheap > 0)
		pop(q);
	for (; q->pending > 0 && q->drained < q->size; q->drained++)
		for (h = q->table[q->drained]; h != NULL; h = h->chain)
			if (h->first != NULL)
				return unlink_first(q, h);
	return NULL;
}
