/*
 * Output in lines, each with whether it shows a change, so that lines far from
 * any change can be left out.
 */
#ifndef TRACKER_REPORT_FOLD_H
#define TRACKER_REPORT_FOLD_H

#include "tracker/base/buf.h"

struct fold_line {
	size_t start;		/* in `out` */
	bool changed;
	bool text;		/* more than white space: it counts as a line */
};

struct fold {
	struct buf out;
	struct fold_line *line;	/* the last one is open */
	size_t n, cap;
};

/* Begins the first line. */
void fold_init(struct fold *, size_t ceiling);
void fold_release(struct fold *);

/* Begins another line; what is appended to `out` before is the one before. */
void fold_begin(struct fold *);
static inline struct fold_line *
fold_last(struct fold *f)
{
	return &f->line[f->n - 1];
}

/*
 * Appends the lines within `context` lines of a change, all where it is
 * negative. For a run of others stands their number, between two marks.
 */
void fold_write(struct buf *, const struct fold *, int context,
    const char *open, const char *close);

#endif
