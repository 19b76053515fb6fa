/*
 * Another program, run with something to read: bounded in time, and with what
 * it says kept to one line. It gets no file of ours but its standard ones.
 */
#ifndef TRACKER_BASE_RUN_H
#define TRACKER_BASE_RUN_H

#include "tracker/base/msg.h"
#include "tracker/base/str.h"

struct run_result {
	int status;		/* exit code; 128 and more: the signal; or -1 */
	bool late;		/* it was ended because its time was over */
	char said[200];		/* the first line it wrote, escaped */
};

/* What it started may go on when it has ended itself: a mail program delivers
 * in the background. Without this all of it ends. */
#define RUN_LEAVE 1

/*
 * Runs argv[0], looked for in PATH, with `input` on standard input; after
 * `seconds` it is ended, with all it started. That it does not read its input
 * is no failure. 0 when it ran, whatever became of it, or -1 with the error
 * said.
 */
int run_program(char *const argv[], struct str input, int64_t seconds,
    int flags, struct run_result *, struct error *);

#endif
