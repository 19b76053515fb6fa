/*
 * worker - pages and feeds are read in processes of their own, which have no
 * files, no network and bounded time and memory (seccomp, setrlimit). What
 * crashes or hangs one costs its own task; the worker is replaced.
 *
 * Tasks are handed out, answers come by callback, from worker_put or
 * worker_drain, in the order in which they are done. Not for several threads.
 */
#ifndef TRACKER_WORKER_WORKER_H
#define TRACKER_WORKER_WORKER_H

#include "tracker/extract/article.h"
#include "tracker/extract/extract.h"
#include "tracker/extract/feed.h"

enum task_kind { TASK_PAGE, TASK_FEED };

struct task {
	enum task_kind kind;
	struct extract_input page;	/* TASK_PAGE */
	struct feed_input feed;		/* TASK_FEED */
};

/* Valid during the callback only. */
struct answer {
	enum task_kind kind;
	bool failed;		/* the worker died, or took too long */
	struct str why;		/* one sentence, when it failed */
	struct article article;	/* TASK_PAGE */
	struct feed feed;	/* TASK_FEED */
};
typedef void answer_fn(const struct answer *, void *arg);

struct workers;

struct workers_options {
	size_t n;		/* processes; 0: one a processor */
	int64_t seconds;	/* of a task, by the clock; 0: LIMIT_TASK_SECONDS */
};

/* No process is started before the first task. options may be NULL. Never
 * fails: what cannot be started fails its task. */
void workers_new(struct workers **out, const struct workers_options *);
/* Ends the processes; tasks under way have no answer. Takes NULL. */
void workers_free(struct workers *);

/*
 * Hands a task to a worker. When all are busy it waits for one of them first;
 * answers that are there are given meanwhile. `arg` is the callback's. The task
 * is borrowed for the call.
 */
void worker_put(struct workers *, const struct task *, answer_fn *, void *arg);
/* Gives the answers of all tasks under way. */
void worker_drain(struct workers *);
/*
 * One task, now, and its answer into the arena. Also from within a callback:
 * the worker whose answer it is has nothing to do then.
 */
void worker_read(struct workers *, const struct task *, struct arena *,
    struct answer *);

#endif
