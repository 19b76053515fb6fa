/*
 * common - what pages of a host that are read together have in common: texts
 * that stand on several stories of it. No I/O.
 *
 * Without time, recurring is all there is to see; the poller sees more
 * (tracker/poll/learn.h) and asks for more. A story is counted once, however
 * many pages of it there are, and so are stories that are copies of one text.
 */
#ifndef TRACKER_EXTRACT_COMMON_H
#define TRACKER_EXTRACT_COMMON_H

#include "tracker/extract/boilerplate.h"

struct common {
	struct arena *arena;
	struct common_host *hosts;
};

void common_init(struct common *, struct arena *);
/* A page's article, as it was read alone. Nothing of it is kept but hashes. */
void common_add(struct common *, struct str host, struct str story,
    const struct article *);
/* What the pages of a host that were added have in common; NULL: nothing. To be
 * asked when all are added. */
const struct known *common_known(struct common *, struct str host);

#endif
