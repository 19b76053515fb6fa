/*
 * A change as runs of text: what stayed, what went, what came. Two cursors walk
 * the old and the new text; the edits say where each may not follow the other.
 */
#ifndef TRACKER_REPORT_RUNS_H
#define TRACKER_REPORT_RUNS_H

#include "tracker/change/classify.h"

enum run_kind {
	RUN_KEEP,
	RUN_DELETE, RUN_INSERT,		/* also the two sides of a replace */
	RUN_FROM, RUN_TO,		/* the two places of a move */
};

struct run {
	enum run_kind kind;
	struct str text;		/* of the new text where both have it */
	const struct change_edit *edit;	/* NULL for RUN_KEEP */
};

/* The runs of one part, in reading order; in the arena. */
struct run *runs_of(const struct change *, enum part, struct arena *,
    size_t *n);

/* An edit with the words around it, for a line. */
struct excerpt {
	struct str left, old, new, right;
	bool cut_left, cut_right;	/* there is more of the paragraph */
};
/* `room` is about how many bytes of context each side may have. */
struct excerpt excerpt_of(const struct change *, const struct change_edit *,
    size_t room);

/*
 * The edits most worth a line, at most `max`: those of fact first, then the
 * rest, each in reading order. Edits of the note itself are left out: the note
 * is shown as such. *n are put out; returns how many there are in all.
 */
size_t edits_pick(const struct change *, const struct change_edit **out,
    size_t max, size_t *n);
/* Edits that may have changed a fact; all edits but the note's. */
size_t edits_of_fact(const struct change *);
size_t edits_of_text(const struct change *);

#endif
