/*
 * poll - one pass: feeds that are due name stories, stories that are due are
 * fetched, and what is new goes to the store. The poller never diffs; what
 * changed is for the readers to say.
 */
#ifndef TRACKER_POLL_POLL_H
#define TRACKER_POLL_POLL_H

#include "store/store.h"
#include "tracker/base/arena.h"
#include "tracker/base/msg.h"
#include "tracker/conf/conf.h"

struct extract_rule;

/* Every outcome of a pass is counted once. */
struct poll_counts {
	int64_t feeds, feeds_unchanged, feeds_failed;
	int64_t discovered;	/* stories not known before */
	int64_t stories;	/* fetched, or tried */
	int64_t unchanged;	/* 304, or the same bytes */
	int64_t same;		/* other bytes, the same article */
	int64_t first;		/* first versions */
	int64_t changed;	/* later versions */
	int64_t alternating;	/* the text of a version that takes turns */
	int64_t unsettled;	/* something moved that stands elsewhere, too */
	int64_t joined;		/* without a version: it is another story */
	int64_t held;
	int64_t failed;
	int64_t skipped;	/* the run's time was over */
	int64_t waiting;	/* their host is left alone for now */
	int64_t disallowed;	/* by robots.txt */
	int64_t put_off;	/* the budget did not suffice */
};

struct poll_options {
	bool all;		/* due or not */
	bool offline;		/* only take feeds.yaml into the store */
	struct str feed;	/* only this feed and its stories, or empty */
	int64_t story;		/* only this one (key), or 0 */
	/* set nonzero, by a signal or by a failure, to start nothing more; may
	 * be NULL */
	volatile int *stop;
	/* told as fetches end; may be NULL */
	void (*progress)(int64_t done, int64_t total, void *arg);
	/* one line about something that went wrong for the first time */
	void (*trouble)(const char *line, void *arg);
	void *arg;
};

/* 0, or -1 when the pass could not be completed: the error says why, and what
 * was committed before stays. */
int poll_pass(const struct conf *, struct store *, const struct poll_options *,
    struct poll_counts *, struct error *);

/* The store's note (store_meta_put) of which feeds.yaml a pass took its stories
 * from; who stops one of them clears it, so that it can be named again. */
#define POLL_TAKEN "feeds.yaml"

/* How the reason begins of a story or feed that robots.txt forbids. */
#define ROBOTS_FORBIDS "robots.txt of "

/* "feeds 2, stories 120: 117 unchanged, 2 new versions, 1 held" */
void poll_counts_text(const struct poll_counts *, struct buf *);

/*
 * When the next story or feed is due after a pass that began at `began`,
 * STORE_NO_TIME: none ever. What that pass left because of its host or the
 * budget is due when these have room again. 0, or -1 when the store failed.
 */
int poll_next(const struct conf *, struct store *, int64_t began,
    int64_t *next);

/* What is left of the budget now: STORE_OK, STORE_NONE where feeds.yaml has no
 * budget, or another status of the store. */
struct budget;
int poll_budget(const struct conf *, struct store *, struct budget *);
/* When it is spent: until when what is due waits for it; else STORE_NO_TIME. 0,
 * or -1 when the store failed. */
int poll_budget_until(const struct conf *, struct store *, int64_t *until);
/* Each host ("example.org:8080") whose own budget is spent, and until when. 0,
 * what the function returned, or -1 when the store failed. */
typedef int poll_spent_fn(struct str host, int64_t until, void *arg);
int poll_spent_hosts(const struct conf *, struct store *, poll_spent_fn *,
    void *arg);

/* A story whose page calls that canonical address its own, where that is no story
 * nor an alias: STORE_OK, STORE_NONE or another status of the store. */
int poll_called(struct store *, struct str url, int64_t *key);

/* How a story is fetched: its own entry, its feed's, or the defaults. NULL when
 * feeds.yaml no longer names it in any way. */
const struct conf_fetch *poll_settings(const struct conf *,
    const struct store_story *, const struct conf_rule **rule);
/* Its rule as extraction takes it, in the arena; NULL for NULL. */
const struct extract_rule *poll_rule(const struct conf_rule *, struct arena *);

#endif
