/* What `add` and `remove` share: feeds.yaml read, edited, proved, replaced. */
#ifndef TRACKER_APP_EDIT_H
#define TRACKER_APP_EDIT_H

#include "tracker/cmd/command.h"

struct edit {
	const char *list;	/* "stories" or "feeds" */
	struct str url;		/* of the entry; for a removal, or its name */
	struct str name;	/* of a feed to add */
	bool remove;
};

/*
 * Edits the lines of one entry. The result is read again before it replaces the
 * file: an edit that would break it is refused. 0; 1 when there is nothing to
 * do; an exit code of 64 and above after saying what is wrong.
 */
int edit_conf(struct app *, const struct edit *);

#endif
