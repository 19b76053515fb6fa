/* Which changes are asked for: the options that `changes` and `atom` share. */
#ifndef TRACKER_APP_QUERY_H
#define TRACKER_APP_QUERY_H

#include "tracker/cmd/command.h"
#include "tracker/report/history.h"

#define QUERY_FEEDS 16

struct query {
	struct history_filter filter;
	struct str feeds[QUERY_FEEDS];
	struct buf words;	/* the question as words: "feed wire", ... */
};

/* Rows of a table of long options, and the words of a usage. */
#define QUERY_OPTIONS \
	{ "since", required_argument, NULL, 's' }, \
	{ "until", required_argument, NULL, 'u' }, \
	{ "kind", required_argument, NULL, 'k' }, \
	{ "feed", required_argument, NULL, 'f' }, \
	{ "story", required_argument, NULL, 't' }, \
	{ "severity", required_argument, NULL, 'y' }
#define QUERY_USAGE "[--since T] [--until T] [--kind K] [--feed F] " \
	"[--story S] [--severity N]"

void query_init(struct query *);
void query_release(struct query *);
/* Takes one of these options. 0, or an exit code after saying what is wrong; -1
 * for an option that is none of them. */
int query_option(struct query *, struct app *, int c, const char *arg);
/* What to exit with where nothing was found: a feed that nobody knows is more
 * likely a slip than a quiet feed. One that was removed still has changes. */
int query_found_none(const struct query *, const struct app *);

#endif
