/*
 * robots - what a site asks of robots (RFC 9309). No I/O: bytes in, answers
 * out. Everything lives in the arena.
 *
 * What the status of the answer means is the caller's: 4xx allows all, 5xx and
 * no answer allow nothing (2.3.1); the file may be kept for a day (2.4).
 */
#ifndef TRACKER_FETCH_ROBOTS_H
#define TRACKER_FETCH_ROBOTS_H

#include "tracker/base/arena.h"

/* Bytes that are read of a file; the rest is left out (2.5 asks for 500 KiB at
 * least). */
#define ROBOTS_BYTES ((size_t)512 * 1024)
/* Rules, and groups, of one file, the first ones. */
#define ROBOTS_RULES 20000

struct robots_rule {
	struct str path;	/* escapes in one form */
	bool allow;
	size_t length;		/* that decides between rules */
	size_t line;		/* of the file, from 1 */
};

struct robots_group {
	struct str agent;	/* lower case; "*" for all others */
	size_t rules;		/* index of the first */
	size_t nrules;
	double delay;		/* seconds of Crawl-delay, or -1 */
};

struct robots {
	struct robots_rule *rules;
	size_t nrules;
	struct robots_group *groups;	/* several may share their rules */
	size_t ngroups;
	struct str *sitemaps;		/* absolute, in order */
	size_t nsitemaps;
	bool cut;			/* more than is read */
};

/* `url` is that of the file: sitemaps may be relative to it. Never fails; what
 * is not understood is passed over (2.2.4). */
void robots_read(struct robots *, struct arena *, struct str bytes,
    struct str url);

/* The groups that hold for the agent as one of "*", and nothing else; a copy, so
 * that the rest of a large file can go. */
void robots_for_agent(struct robots *out, struct arena *,
    const struct robots *, struct str agent);
/* The product token at the front of a User-Agent: "tracker". */
struct str robots_token(struct str agent);

/*
 * The rule that decides about this path (with its query) for this agent, or
 * NULL: then it may be fetched. `agent` is the product token, or a whole
 * User-Agent, whose first word counts. All groups of the agent's name count,
 * else those of "*" (2.2.1). The longest rule decides, allow wins a tie (2.2.2).
 * Time is in proportion to the bytes of rules and path, with a factor of a
 * rule's length at worst.
 */
const struct robots_rule *robots_rule(const struct robots *, struct str agent,
    struct str path);
/* May the agent fetch the path? */
bool robots_allowed(const struct robots *, struct str agent, struct str path);
/* The path of a URL with its query, without what stands before and after. */
struct str robots_path(struct str url);
/* Seconds between requests that the agent's groups ask for, or -1. */
double robots_delay(const struct robots *, struct str agent);

#endif
