/* The hosts of a pass, their robots.txt and budgets; for errand.c, host.c,
 * robots.c and choose.c alone. */
#ifndef TRACKER_POLL_HOST_H
#define TRACKER_POLL_HOST_H

#include "store/store.h"
#include "tracker/web/robots.h"
#include "tracker/poll/backoff.h"
#include "tracker/poll/pass.h"

struct turn_list {
	struct turn *first, **last;
};

enum host_state {
	HOST_UNTRIED,		/* errands go one at a time */
	HOST_OPEN,		/* it has answered in this pass */
	HOST_SHUT,		/* left alone for the rest of this pass */
};

/* One server: what back-off, gap and budget are counted for. */
struct pass_host {
	struct pass_host *next;		/* all of the pass */
	struct str name;		/* "example.org:8080" */
	enum host_state state;
	struct store_host row;
	struct purse *purse;		/* its budget; NULL: no bound */
	int64_t set_aside;		/* requests, for what was chosen */
	struct turn_list well;		/* errands that did not fail before ... */
	struct turn_list ill;		/* ... and those that did: they go last */
	size_t under_way;
	bool probe;		/* it was left alone, and its time has come */
	bool unreached;		/* shut in this pass, without a connection */
	bool counted;		/* the row's count of requests has changed */
	bool busy;		/* its queue is being looked through */
};

/* One site by its scheme: what a robots.txt is for. */
struct pass_origin {
	struct pass_origin *chain;
	struct str name;		/* "https://example.org:8080" */
	struct pass_host *host;
	enum { ROBOTS_UNREAD, ROBOTS_ASKED, ROBOTS_READ } state;
	enum robots_use use;
	struct robots rules;		/* those for our agent */
	int64_t delay;			/* Crawl-delay, bounded; else 0 */
	struct store_robots row;
	struct errand errand;		/* for robots.txt itself */
};

/* ---- host.c ------------------------------------------------------------ */

/* The site of a URL, and with it its host, as the store knows them. */
struct pass_origin *host_origin(struct pass *, struct str url);
/* All hosts of the pass so far, by `next`. */
struct pass_host *hosts_first(const struct pass *);
/* Is it left alone? And why, in the pass's arena. */
bool host_is_shut(const struct pass *, const struct pass_host *);
struct str host_why(struct pass *, const struct pass_host *);
/* How many requests it is good for in this pass, as far as is known: one, as a
 * probe, while there are doubts of it. */
int64_t host_room(const struct pass *, const struct pass_host *);
/* Does it ask to be left alone? */
bool host_refuses(const struct fetch_result *);
/* What an answer to a page or feed says of its host. */
void host_learns(struct pass *, struct pass_host *, struct errand *,
    const struct fetch_result *);
/* It answered; or it failed, for `asked` seconds by its own word (or 0). */
void host_is_up(struct pass *, struct pass_host *);
void host_is_down(struct pass *, struct pass_host *, struct str why,
    int64_t asked);
/* One request more (or, when it was not made after all, less). */
void host_counts(struct pass *, struct pass_host *, int n);

/* ---- robots.c ---------------------------------------------------------- */

enum gate { GATE_OPEN, GATE_WAIT, GATE_CLOSED };

/*
 * May the errand go by its site's robots.txt? When that must be fetched first,
 * *ask becomes the errand for it; GATE_CLOSED comes with the reason.
 */
#define DENIED_TEXT 500
enum gate robots_gate(struct pass *, struct errand *, struct errand **ask,
    char why[DENIED_TEXT]);

/* ---- choose.c ---------------------------------------------------------- */

/* The budget of a new host, from the store; NULL where hosts have none. */
struct purse *host_purse(struct pass *, struct str name);
/* Requests to it are counted in the budgets, whatever is left; -1 takes one
 * back. */
void host_pays(struct pass *, struct pass_host *, int requests);
/* Is one left in both budgets? */
bool host_affords(struct pass *, struct pass_host *);

/* ---- errand.c ---------------------------------------------------------- */

/* Lets go what may. */
void host_pump(struct pass *, struct pass_host *);

#endif
