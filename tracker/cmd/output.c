/* Standard output: checked, and through a pager where a person reads. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tracker/cmd/command.h"

static FILE *sink;	/* NULL: standard output */
static bool lost;
static int lost_errno;

void
output(struct app *app, struct str s)
{
	FILE *f = sink != NULL ? sink : stdout;

	(void)app;
	if (s.n == 0 || lost)
		return;
	if (fwrite(s.p, 1, s.n, f) != s.n) {
		lost = true;
		lost_errno = errno;
	}
}

void
output_buf(struct app *app, struct buf *b)
{
	output(app, buf_str(b));
	if (b->full)
		lost = true;
	buf_clear(b);
}

void
output_page(struct app *app)
{
	const char *pager = getenv("PAGER");

	if (!app->pager || sink != NULL || !isatty(STDOUT_FILENO))
		return;
	if (pager == NULL || *pager == '\0')
		pager = "less";
	if (strcmp(pager, "cat") == 0)
		return;
	/* As git does: stay on screen when it fits, show colors. */
	setenv("LESS", "FRX", 0);
	signal(SIGPIPE, SIG_IGN);
	sink = popen(pager, "w");
}

int
output_width(int most)
{
	struct winsize w;

	if (!isatty(STDOUT_FILENO) ||
	    ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) != 0 || w.ws_col == 0)
		return 0;
	return w.ws_col < 40 ? 40 : w.ws_col > most ? most : w.ws_col;
}

int
output_finish(struct app *app, int code)
{
	(void)app;
	if (sink != NULL) {
		int status;

		/* A pager that was quit early is no loss; one that the shell
		 * could not run has shown nothing. */
		fflush(sink);
		status = pclose(sink);
		sink = NULL;
		if (!WIFEXITED(status) || (WEXITSTATUS(status) != 126 &&
		    WEXITSTATUS(status) != 127))
			return code;
		warn("PAGER did not run; --no-pager does without");
		return EXIT_OUTPUT;
	}
	if (fflush(stdout) != 0 && !lost) {
		lost = true;
		lost_errno = errno;
	}
	if (!lost)
		return code;
	if (lost_errno == EPIPE)
		return EXIT_OUTPUT;
	warn("standard output: %s",
	    lost_errno != 0 ? strerror(lost_errno) : "too much output");
	return EXIT_OUTPUT;
}
