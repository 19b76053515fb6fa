#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

#include "tracker/cmd/command.h"
#include "tracker/poll/poll.h"
#include "tracker/tell/send.h"

static volatile int stop;

static void
on_signal(int sig)
{
	(void)sig;
	stop = 1;
}

static void
catch_signals(void)
{
	struct sigaction sa = { .sa_handler = on_signal };

	/* A second one ends the process at once: the store survives that. */
	sa.sa_flags = (int)SA_RESETHAND;
	sigaction(SIGTERM, &sa, NULL);
	sigaction(SIGINT, &sa, NULL);
}

#define BAR 30

static void
progress(int64_t done, int64_t total, void *arg)
{
	char bar[BAR + 1];
	int full = total > 0 ? (int)(done * BAR / total) : 0;

	(void)arg;
	memset(bar, ' ', BAR);
	memset(bar, '#', (size_t)(full > BAR ? BAR : full));
	bar[BAR] = '\0';
	fprintf(stderr, "\r[%s] %lld/%lld%s", bar, (long long)done,
	    (long long)total, done == total ? "\n" : "");
}

static void
trouble(const char *line, void *arg)
{
	(void)arg;
	warn("%s", line);
}

static const struct option longs[] = {
	{ "all", no_argument, NULL, 'a' },
	{ "feed", required_argument, NULL, 'f' },
	{ "story", required_argument, NULL, 's' },
	{ "offline", no_argument, NULL, 'o' },
	{ NULL, 0, NULL, 0 },
};

static int
options(struct app *app, int argc, char **argv, struct poll_options *o)
{
	struct store_story s;
	int c, number, r;

	while ((c = command_option(argc, argv, "", longs)) != -1) {
		switch (c) {
		case 'a':
			o->all = true;
			break;
		case 'o':
			o->offline = true;
			break;
		case 'f':
			o->feed = str_of(optarg);
			if (conf_feed_of(app->conf, o->feed) != NULL)
				break;
			warn("no feed is named \"%s\" in %s", optarg,
			    app->conf_path);
			return EXIT_NO;
		case 's':
			r = app_story(app, optarg, &s, &number);
			if (r != 0)
				return r;
			o->story = s.key;
			break;
		default:
			return -1;
		}
	}
	return optind < argc ? -1 : 0;
}

static int
poll_run(struct app *app, int argc, char **argv)
{
	struct poll_options o = { .trouble = trouble, .stop = &stop };
	struct poll_counts counts;
	struct buf line;
	struct error e;
	int r = options(app, argc, argv, &o);

	if (r != 0)
		return r;
	if (isatty(STDERR_FILENO) && msg_verbosity() >= NORMAL)
		o.progress = progress;
	catch_signals();
	r = poll_pass(app->conf, app->store, &o, &counts, &e);
	buf_init(&line, 1000);
	poll_counts_text(&counts, &line);
	detail("%s", buf_z(&line));
	buf_release(&line);
	if (r < 0) {
		warn("the pass ended early: %s", e.text);
		return EXIT_NO;
	}
	if (stop) {
		warn("stopped by a signal; what was fetched is kept");
		return EXIT_NO;
	}
	/* The pass is whole, whatever becomes of the telling: that is said, kept
	 * in the outbox and tried again. */
	tell_at_once(app);
	return EXIT_OK;
}

const struct command cmd_poll = {
	"poll", "[--all] [--feed F] [--story S] [--offline]",
	"one pass: fetch what is due, store new versions",
	NEED_CONF | NEED_LOCK, poll_run,
};
