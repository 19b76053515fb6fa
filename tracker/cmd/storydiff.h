/* The word diff of two versions of a story, part by part: for `diff STORY` and
 * `log -p`. */
#ifndef TRACKER_APP_STORYDIFF_H
#define TRACKER_APP_STORYDIFF_H

#include "tracker/cmd/command.h"
#include "tracker/change/classify.h"
#include "tracker/report/worddiff.h"

struct storydiff {
	enum worddiff_format format;
	struct worddiff_options show;
	struct diff_options how;
	bool stat;		/* only how much changed */
};

/*
 * `diff STORY [A..B]`: `range` may be NULL for the latest version and the one
 * before; "A" alone is A and the latest. An exit code.
 */
int storydiff_run(struct app *, const char *word, const char *range,
    const struct storydiff *);

/* Appends every part that changed, each under its name. */
void storydiff_change(struct buf *, struct arena *, const struct change *,
    const struct storydiff *);

#endif
