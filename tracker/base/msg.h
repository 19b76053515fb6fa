/*
 * What the program says to people beside its output: one line each on standard
 * error, "tracker: " before it, control characters escaped. Only tracker/cmd
 * and main call these; stages return their errors as text.
 */
#ifndef TRACKER_BASE_MSG_H
#define TRACKER_BASE_MSG_H

/* Exit codes are interface (design: command line). */
enum exit_code {
	EXIT_OK = 0,
	EXIT_NO = 1,	  /* not found, or the pass could not be completed */
	EXIT_USAGE = 64,
	EXIT_DATA = 65,	  /* bad input */
	EXIT_OUTPUT = 74, /* output lost */
	EXIT_AGAIN = 75,  /* locked, or try again */
	EXIT_CONFIG = 78,
};

enum verbosity { QUIET = -1, NORMAL = 0, VERBOSE = 1 };

void msg_set_verbosity(enum verbosity);
enum verbosity msg_verbosity(void);

/* An error or warning: always said, also under -q. */
void warn(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* Said unless -q. */
void say(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* Said under -v. */
void detail(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* warn and exit. */
void die(enum exit_code, const char *fmt, ...)
    __attribute__((format(printf, 2, 3), noreturn));

/* An error text in a fixed buffer, as stages return it. */
struct error {
	char text[512];
};
/* Sets the text (cut to fit) and returns -1. */
int error_set(struct error *, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

#endif
