/*
 * From subscriptions to the outbox: digests, what is at once, follows, hooks.
 * What someone is told and the mark that says so are one transaction: a run
 * that dies anywhere has told it or has not.
 */
#ifndef TRACKER_TELL_COMPOSE_H
#define TRACKER_TELL_COMPOSE_H

#include "tracker/tell/pool.h"
#include "tracker/tell/trouble.h"

/* A new subscriber is told of the last week, not of all years. */
#define FIRST_DIGEST (7 * (int64_t)86400)
/* Stories that are told at once by a mail each; more come as one digest. */
#define AT_ONCE_MAILS 10

/* A digest of feeds.yaml, and how far it has come. */
struct sub {
	const struct conf_digest *d;
	struct str who;		/* its mark's name */
	struct store_mark mark;	/* `when` is STORE_NO_TIME before the first */
	struct history_filter want;
	bool due;
};

struct follow {
	struct str to, url;
	int64_t story, since, seq;
};

struct hook_sub {
	const struct conf_hook *h;
	struct str who;
	struct store_mark mark;
};

struct compose {
	struct app *app;
	const char *to;		/* only this subscriber, or NULL */
	const char *html;	/* file for the HTML part, or NULL */
	int64_t since;		/* by time instead of the mark, or TIME_NONE */
	bool dry;		/* show, put nothing into the outbox */
	bool only_at_once;	/* no digests that have their hours */
	int code;		/* exit code */

	/* the rest is compose_all's */
	int64_t now, seq;	/* of this run; of the last version */
	struct sub *subs;
	size_t nsubs;
	struct follow *follows;
	size_t nfollows, follow_cap;
	struct hook_sub *hooks;
	size_t nhooks;
	struct pool by_mark, by_time;
	struct trouble *troubles;
	size_t ntroubles;
	bool looked;		/* for troubles */
	struct arena scratch;	/* for one subscriber */
};

/* Fills the outbox, of a store that is open for writing unless `dry`; says what
 * goes wrong and sets `code`. */
void compose_all(struct compose *);

/* ---- the parts of it ---------------------------------------------------- */

/* Says the store's error. -1. */
int compose_failed(struct compose *);
/* Kinds, feeds, words and severity; the window is the caller's. */
void compose_filter(const struct conf_want *, struct history_filter *);
/* From the right pool, loaded when first wanted. 0, or -1 after saying so. */
int compose_pick(struct compose *, const struct history_filter *,
    struct report_change **, size_t *n);

/* One mail: the changes, and the thread it belongs to. */
struct letter {
	struct str to;
	struct report_change *changes;
	size_t n;
	int64_t since;		/* or TIME_NONE */
	const struct str *troubles;
	size_t ntroubles;
	int64_t story;		/* all changes are this one's; or 0 */
	struct str why;		/* the reader gets it */
	struct str salt;	/* what tells it from another of the same words */
};
/* Into the outbox, inside a transaction, or (dry) to the output. 0, or -1. */
int letter_post(struct compose *, const struct letter *);

/* What one address is told at once: by its digests that are `at once` and by
 * the stories it follows, each change by one of them. */
void compose_at_once(struct compose *, struct str to);
/* Reads their marks; then fills the outbox for them. 0, or -1. */
int compose_hooks_load(struct compose *);
void compose_hooks(struct compose *);

#endif
