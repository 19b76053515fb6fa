/*
 * errand - something to be fetched, on its way to its host; inside tracker/poll
 * only.
 *
 * Errands wait in the queue of their host. The first goes alone; when the host
 * has answered, the others follow as gap and concurrency let them. A host that
 * does not answer is left alone: what waits for it stays due, without a request
 * and without a failure of its own, and when the host's time has come one errand
 * goes, alone again. Before the first page of a site its robots.txt is fetched,
 * and what that forbids is not. A redirect is a new way for the same errand: it
 * waits for the host it leads to like any other.
 */
#ifndef TRACKER_POLL_ERRAND_H
#define TRACKER_POLL_ERRAND_H

#include "tracker/conf/conf.h"
#include "tracker/fetch/fetch.h"

struct pass;
struct pass_origin;

/* What becomes of errands of one kind. */
struct errand_kind {
	int redirects;		/* followed, at most */
	bool inner;		/* of the manners themselves: never counted */
	/* Also with FETCH_SKIPPED, when the run's time was over. */
	void (*answer)(struct pass *, void *of, const struct fetch_result *);
	/* robots.txt forbids it; `next` is when that is read anew. */
	void (*denied)(struct pass *, void *of, const char *why, int64_t next);
};

/* Where its request is taken from (choose.c). */
enum errand_pay {
	PAY_ANYHOW,		/* from the budgets, whatever is left there */
	PAY_IF_LEFT,		/* from what is left, else it stays due */
	PAY_DONE,		/* one was set aside for it */
};

/* The caller fills what stands above the line and keeps it until its end. */
struct errand {
	const struct errand_kind *kind;
	void *of;
	struct str url;			/* with a NUL after it */
	struct str etag, modified;	/* validators, or empty */
	const struct conf_fetch *settings;
	size_t max_bytes;
	bool failed;			/* last time, too */
	enum errand_pay pay;
	/* ---- */
	bool told;		/* its failure is its host's, and was said */
	int hops;
	char *moved;		/* what url points to after a redirect */
	struct pass_origin *origin;
	struct errand *next;
};

/* Into the queue of its host. */
void pass_send(struct pass *, struct errand *);
/*
 * Runs everything that was sent, and what that brings about; `early` when more
 * will be sent and run afterwards. 0, or -1 with the error said when curl itself
 * failed.
 */
int pass_run(struct pass *, bool early, struct error *);

#endif
