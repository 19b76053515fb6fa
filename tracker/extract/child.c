#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "tracker/base/limits.h"
#include "tracker/web/url.h"
#include "tracker/extract/child.h"
#include "tracker/extract/wire.h"

void
child_prepare(void)
{
	url_prepare();
	extract_prepare();
}

/* Who polls a page instead of a feed is told where that is. */
static void
say_feeds(struct feed *f, struct arena *a, const struct feed_input *in)
{
	size_t n;
	struct str *feeds = feed_discover(a, in, &n);

	if (n > 0)
		f->problem = arena_printf(a, "%.*s; it names %.*s%s",
		    STR_FMT(f->problem), STR_FMT(str_sub(feeds[0], 0, 200)),
		    n > 1 ? " and others" : "");
}

static void
work(const struct task *t, struct arena *arena, struct buf *out)
{
	struct article article;
	struct feed feed;

	if (t->kind == TASK_FEED) {
		feed_read(&feed, arena, &t->feed);
		if (feed.format == FEED_NONE)
			say_feeds(&feed, arena, &t->feed);
		wire_put_feed(out, &feed);
	} else {
		extract_page(&article, arena, &t->page);
		wire_put_article(out, &article);
	}
}

/* One task; false when there is none to come. */
static bool
serve(int fd, struct arena *arena, struct buf *in, struct buf *out)
{
	struct task t;

	if (message_receive(fd, in, -1) < 0 ||
	    wire_get_task(&t, arena, buf_str(in)) < 0)
		return false;
	work(&t, arena, out);
	return !out->full && message_send(fd, buf_str(out), STR(""),
	    -1) == 0;
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
	struct buf in, out;

	set_signals();
	be_quiet();
	if (sandbox_enter(fd) < 0)
		_exit(EXIT_AGAIN);
	arena_init(&arena);
	buf_init(&in, LIMIT_TASK_BYTES);
	buf_init(&out, LIMIT_ANSWER_BYTES);
	while (serve(fd, &arena, &in, &out)) {
		buf_recycle(&in, WORKER_KEEPS);
		arena_clear(&arena);
		buf_clear(&out);
	}
	_exit(EXIT_OK);
}
