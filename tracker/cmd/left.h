/* Hosts that are left alone for now, and a budget that is spent, and what that
 * means for a story or feed: what `list` and `status` say of them. */
#ifndef TRACKER_APP_LEFT_H
#define TRACKER_APP_LEFT_H

#include "tracker/cmd/command.h"

struct left_host {
	struct str name;	/* "example.org:8080" */
	int64_t until;
	struct str why;		/* a sentence that ends in the cause */
	int failures;		/* in a row */
	bool down;		/* it failed, rather than asked for it */
	bool spent;		/* its budget is: feeds do not wait for that */
	size_t entry;		/* the caller's; 0 at first */
};

struct left {
	struct arena *arena;
	struct arena scratch;
	struct left_host *host;	/* by name */
	size_t n, cap;
	int64_t budget_until;	/* what is due waits for it, or TIME_NONE */
	struct str budget_why;
};

/* Reads the store's. 0, or -1 with the store's error. */
int left_load(struct left *, struct app *);
void left_release(struct left *);
/* The host of a feed's URL when it is left alone, else NULL. */
struct left_host *left_find(struct left *, const char *url);
/* A story's row as it is in effect: what is due before its host may be asked is
 * due then, and says why; a live page of a host that is down is unreachable. What
 * is due while the budget is spent waits for that. */
struct left_host *left_story(struct left *, struct store_story *);

#endif
