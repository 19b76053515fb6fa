/* `tracker diff --no-index`: two files, or a list of pairs. */
#ifndef TRACKER_APP_NODIFF_H
#define TRACKER_APP_NODIFF_H

#include "tracker/cmd/command.h"
#include "tracker/report/worddiff.h"

struct nodiff {
	enum worddiff_format format;
	struct worddiff_options render;
	struct diff_options diff;
	bool stat;			/* --stat: a line of counts instead */
	const char *word_regex;		/* POSIX extended, or NULL */
};

/* --grain=auto|word|phrase; 0, or -1. */
int nodiff_grain(const char *name, enum diff_grain *);

/* Both say what is wrong and return an exit code. "-" is standard input. */
int nodiff_files(struct app *, const struct nodiff *, const char *old,
    const char *new);
/*
 * LIST has old<TAB>new lines. A pair that cannot be read is an object with an
 * `error` in its place (a line, in other formats), and EXIT_DATA in the end.
 */
int nodiff_pairs(struct app *, const struct nodiff *, const char *list);

#endif
