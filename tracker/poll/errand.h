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
#include "tracker/web/fetch.h"

struct errand;
struct pass;
struct pass_origin;
struct turn;

/* What becomes of errands of one kind. */
struct errand_kind {
	int redirects;		/* followed, at most */
	bool inner;		/* of the manners themselves: never counted */
	/* Also with FETCH_SKIPPED, when the run's time was over. */
	void (*answer)(struct pass *, void *of, const struct fetch_result *);
	/* robots.txt forbids it; `next` is when that is read anew. */
	void (*denied)(struct pass *, void *of, const char *why, int64_t next);
	/* Its turn has come: the errand, or NULL when it is none any more (or
	 * the store failed). Only for what was queued by its turn. */
	struct errand *(*make)(struct pass *, struct turn *);
	/* The errand is over, with or without an answer; may be NULL. */
	void (*release)(struct pass *, void *of);
};

/* Where its request is taken from (choose.c). */
enum errand_pay {
	PAY_ANYHOW,		/* from the budgets, whatever is left there */
	PAY_IF_LEFT,		/* from what is left, else it stays due */
	PAY_DONE,		/* one was set aside for it */
};

/*
 * A place in the queue of a host, which is all that an errand needs to have as
 * long as it waits: there may be a hundred thousand of them, of which some
 * hundred are under way.
 */
struct turn {
	struct turn *next;
	const struct errand_kind *kind;
	const struct conf_fetch *settings;
	struct pass_origin *origin;
	enum errand_pay pay;
	bool failed;		/* last time, too */
	bool made;		/* it is the first member of an errand */
};

/* The caller fills what stands above the line, and of the turn its kind,
 * settings, pay and failed, and keeps it until its end. */
struct errand {
	struct turn turn;
	void *of;
	struct str url;			/* with a NUL after it */
	struct str etag, modified;	/* validators, or empty */
	size_t max_bytes;
	/* ---- */
	bool told;		/* its failure is its host's, and was said */
	int hops;
	bool passing;		/* one of them was said to be for now only */
	char *moved;		/* what url points to after a redirect */
};

/* Into the queue of its host. */
void pass_send(struct pass *, struct errand *);
/* The same of one that is made when its turn comes; its origin is filled, too. */
void pass_send_turn(struct pass *, struct turn *);
/*
 * Runs everything that was sent, and what that brings about; `early` when more
 * will be sent and run afterwards. 0, or -1 with the error said when curl itself
 * failed.
 */
int pass_run(struct pass *, bool early, struct error *);

#endif
