#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "tracker/base/limits.h"
#include "tracker/url/url.h"
#include "tracker/worker/child.h"
#include "tracker/worker/wire.h"

void
child_prepare(void)
{
	url_prepare();
	extract_prepare();
}

static void
work(const struct task *t, struct arena *arena, struct buf *out)
{
	struct article article;
	struct feed feed;

	if (t->kind == TASK_FEED) {
		feed_read(&feed, arena, &t->feed);
		wire_put_feed(out, &feed);
	} else {
		extract_page(&article, arena, &t->page);
		wire_put_article(out, &article);
	}
}

/* One task; false when there is none to come. */
static bool
serve(int fd, struct arena *arena, struct buf *out)
{
	struct task t;
	char *bytes;
	size_t n;
	bool ok;

	if (message_receive(fd, LIMIT_TASK_BYTES, &bytes, &n, -1) < 0)
		return false;
	ok = wire_get_task(&t, arena, str_make(bytes, n)) == 0;
	if (ok)
		work(&t, arena, out);
	ok = ok && !out->full && message_send(fd, buf_str(out), -1) == 0;
	free(bytes);
	return ok;
}

/* What is printed by what was broken into is read by nobody. */
static void
be_quiet(void)
{
	int null = open("/dev/null", O_RDWR | O_CLOEXEC);

	for (int i = 0; null >= 0 && i < 3; i++)
#ifdef __SANITIZE_ADDRESS__
		if (i != STDERR_FILENO)
#endif
			(void)dup2(null, i);
}

/* A fault ends the worker, whatever handler the parent has for its own; a key
 * at the terminal is the parent's business. */
static void
set_signals(void)
{
	static const int faults[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT,
		SIGTERM };

	for (size_t i = 0; i < sizeof(faults) / sizeof(*faults); i++)
		signal(faults[i], SIG_DFL);
	signal(SIGINT, SIG_IGN);
	signal(SIGHUP, SIG_IGN);
}

void
child_run(int fd)
{
	struct arena arena;
	struct buf out;

	set_signals();
	be_quiet();
	if (sandbox_enter(fd) < 0)
		_exit(EXIT_AGAIN);
	arena_init(&arena);
	buf_init(&out, LIMIT_ANSWER_BYTES);
	while (serve(fd, &arena, &out)) {
		arena_clear(&arena);
		buf_clear(&out);
	}
	_exit(EXIT_OK);
}
