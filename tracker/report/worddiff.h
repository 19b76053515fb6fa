/*
 * worddiff - a word diff shown: in color, with marks, side by side, as HTML or
 * JSON. Two texts and the edits between them in, bytes out; what is appended to
 * the buffer is safe where it goes: control characters are shown escaped,
 * markup is quoted. A buffer that reached its ceiling has `full` set.
 */
#ifndef TRACKER_REPORT_WORDDIFF_H
#define TRACKER_REPORT_WORDDIFF_H

#include "diff/diff.h"
#include "tracker/base/buf.h"
#include "tracker/base/json.h"

/* One part of an article, or a file. Everything is borrowed. */
struct worddiff_input {
	struct str old, new;
	const struct diff_edit *edits;	/* in diff_edits' order */
	size_t n;
	const char *part;		/* "body", "headline", ... */
	/* names of the classes of edit i, space between; NULL: from its flags */
	const char *const *classes;
};

struct worddiff_options {
	int context;	/* unchanged lines shown round a change; -1: all */
	int width;	/* columns of side by side; 0: 80 */
	bool color;	/* side by side: color rather than marks */
	/* Moves shown on the page before; these are numbered on from there. */
	size_t moves;
};

/* All lines but folded ones, 80 columns, no color. */
#define WORDDIFF_OPTIONS { -1, 0, false, 0 }

enum worddiff_format {
	WORDDIFF_COLOR,	/* deleted red, inserted green, moved magenta */
	WORDDIFF_PLAIN,	/* [-deleted-]{+inserted+}, moves numbered */
	WORDDIFF_WDIFF,	/* as wdiff prints: a move is both */
	WORDDIFF_SIDE,	/* two columns */
	WORDDIFF_HTML,	/* <del>, <ins>, moves linked; no document round it */
	WORDDIFF_JSON,	/* one object a line with `edits` */
	WORDDIFF_FORMATS,
};
/* 0, or -1 if there is none of that name. */
int worddiff_format_of(const char *name, enum worddiff_format *);

/* options may be NULL. Ends with a line feed unless nothing is shown. */
void worddiff_render(struct buf *, enum worddiff_format,
    const struct worddiff_input *, const struct worddiff_options *);

/* The edits as objects (design: JSON, edit) inside an open array, so that the
 * parts of one article share it. */
void worddiff_json_edits(struct json *, const struct worddiff_input *);

/* Counts of one diff; words are runs without white space. */
struct worddiff_stat {
	size_t replaced, inserted, deleted, moved;
	size_t words_old, words_new;	/* inside edits; moved ones apart */
};
void worddiff_count(struct worddiff_stat *, const struct worddiff_input *);
void worddiff_add(struct worddiff_stat *, const struct worddiff_stat *);
/* The same as an object: replaced, inserted, deleted, moved, words_out,
 * words_in. */
void worddiff_json_stat(struct json *, const char *key,
    const struct worddiff_stat *);
/* "3 edits: 2 replaced, 1 moved; 4 words out, 5 in" and a line feed. */
void worddiff_stat_line(struct buf *, const struct worddiff_stat *);

#endif
