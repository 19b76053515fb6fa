/* Hosts and parsers that are dead, versions that take turns: a line each in a
 * digest. */
#ifndef TRACKER_TELL_TROUBLE_H
#define TRACKER_TELL_TROUBLE_H

#include "tracker/cmd/command.h"

struct trouble {
	struct str line;
	int64_t told;	/* since when it stands long enough to be told */
	bool once;	/* said when it is news, not beside other news */
};

/* The store's, by host; in the app's arena. 0, or -1 with the store's error. */
int trouble_find(struct app *, struct trouble **out, size_t *n);

#endif
