/* A diff as one run of text: what stayed, went, came and moved, in reading
 * order. */
#ifndef TRACKER_REPORT_SEGMENTS_H
#define TRACKER_REPORT_SEGMENTS_H

#include "tracker/report/worddiff.h"

enum segment_kind {
	SEG_KEEP, SEG_DELETE, SEG_INSERT,
	SEG_AWAY,	/* stood here; the text is the old one */
	SEG_HERE,	/* begins a block that moved here; no text */
	SEG_END,	/* ends it */
};

struct segment {
	enum segment_kind kind;
	struct str text;
	size_t move;		/* its number, from 1; 0 outside moves */
};

struct segments {
	struct segment *v;
	size_t n, cap;
};

/* Freed by segments_release. */
void segments_build(struct segments *, const struct worddiff_input *);
void segments_release(struct segments *);

#endif
