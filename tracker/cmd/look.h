/* A version looked at again by today's eyes, and how that is told. */
#ifndef TRACKER_APP_LOOK_H
#define TRACKER_APP_LOOK_H

#include "store/store.h"
#include "tracker/base/buf.h"
#include "tracker/report/sight.h"

enum look_outcome {
	LOOK_READ,
	LOOK_REFUSED,		/* today's extractor sees no article */
	LOOK_GONE,		/* the capture is not kept */
};

struct look {
	struct store_story story;
	struct article was, now;	/* now: unless gone */
	enum look_outcome outcome;
	struct sight sight;		/* of what was read */
	bool merged;		/* says now what the version before says */
};

/* One line for people; one object (tracker(1), reextract). */
void look_line(struct buf *, const struct store_version *,
    const struct look *);
void look_json(struct buf *, const struct store_version *,
    const struct look *);

#endif
