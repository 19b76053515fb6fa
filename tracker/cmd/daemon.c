/*
 * `tracker daemon`: pass after pass, each when something is due. The store is
 * open and locked during a pass only, so that `accept`, `digest` and the like
 * have their turn between two.
 */
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "tracker/cmd/command.h"
#include "tracker/cmd/notify.h"
#include "tracker/base/clock.h"
#include "tracker/poll/poll.h"
#include "tracker/tell/send.h"

/* Seconds between two passes: what falls due meanwhile goes together. */
#define REST_LEAST 5
/* After this long it looks again what is due: others write to the store, too. */
#define REST_MOST 60
/* Seconds to wait for another writer before the pass is put off. */
#define PATIENCE 30

static volatile int stop;
static volatile sig_atomic_t reload;

static void
on_stop(int sig)
{
	(void)sig;
	stop = 1;
}

static void
on_reload(int sig)
{
	(void)sig;
	reload = 1;
}

/* They come only while the daemon rests or a pass lets them in: a signal right
 * before the rest must not be slept over. */
static void
catch_signals(sigset_t *during_rest)
{
	struct sigaction sa = { .sa_handler = on_stop };
	sigset_t ours;

	sigemptyset(&ours);
	sigaddset(&ours, SIGTERM);
	sigaddset(&ours, SIGINT);
	sigaddset(&ours, SIGHUP);
	/* A second one ends the process at once: the store survives that. */
	sa.sa_flags = (int)SA_RESETHAND;
	sigaction(SIGTERM, &sa, NULL);
	sigaction(SIGINT, &sa, NULL);
	sa.sa_flags = SA_RESTART;
	sa.sa_handler = on_reload;
	sigaction(SIGHUP, &sa, NULL);
	sigprocmask(SIG_UNBLOCK, &ours, during_rest);
	sigdelset(during_rest, SIGTERM);
	sigdelset(during_rest, SIGINT);
	sigdelset(during_rest, SIGHUP);
}

static void
block_signals(int how)
{
	sigset_t ours;

	sigemptyset(&ours);
	sigaddset(&ours, SIGTERM);
	sigaddset(&ours, SIGINT);
	sigaddset(&ours, SIGHUP);
	sigprocmask(how, &ours, NULL);
}

/* ---- feeds.yaml --------------------------------------------------------- */

/* A file that is wrong is said to be so, and the one in force stays. */
static void
load_again(struct app *app, const char *store_dir)
{
	struct conf *was = app->conf;

	notify("RELOADING=1");
	app->conf = NULL;
	if (app_load_conf(app) == 0) {
		conf_free(was);
		app->store_dir = store_dir;
		detail("%s read again", app->conf_path);
	} else {
		warn("%s: what was read before stays in force",
		    app->conf_path);
		conf_free(app->conf);
		app->conf = was;
	}
	notify("READY=1");
}

/* ---- a pass ------------------------------------------------------------- */

static void
progress(int64_t done, int64_t total, void *arg)
{
	(void)done;
	(void)total;
	(void)arg;
	notify("WATCHDOG=1");
}

static void
trouble(const char *line, void *arg)
{
	(void)arg;
	warn("%s", line);
}

static void
say_pass(const struct poll_counts *counts)
{
	struct buf line;

	if (counts->feeds + counts->stories == 0)
		return;
	buf_init(&line, 1000);
	poll_counts_text(counts, &line);
	detail("%s", buf_z(&line));
	buf_release(&line);
}

/* When the next story or feed is due; now where the store cannot tell, or the
 * pass had no time for all. */
static int64_t
next_due(struct app *app, int64_t began, const struct poll_counts *counts)
{
	int64_t t;

	return counts->skipped == 0 && poll_next(app->conf, app->store, began,
	    &t) == 0 ? t : clock_now();
}

/* Sets *due. An exit code: a store that cannot be opened is no reason to end,
 * for it may be again. */
static int
pass(struct app *app, int64_t *due)
{
	struct poll_options o = { .trouble = trouble, .stop = &stop,
		.progress = progress };
	struct poll_counts counts;
	struct error e;
	int r = app_open_store(app, STORE_WRITE | STORE_CREATE);
	int64_t began = clock_now();

	*due = began;
	if (r == 0) {
		if (poll_pass(app->conf, app->store, &o, &counts, &e) < 0) {
			warn("the pass ended early: %s", e.text);
			r = EXIT_NO;
		}
		say_pass(&counts);
		*due = next_due(app, began, &counts);
		notify("WATCHDOG=1");
		if (!stop)
			tell_at_once(app);
	}
	store_free(app->store);
	app->store = NULL;
	return r;
}

/* ---- the rest between two ----------------------------------------------- */

static int64_t
rest_of(int64_t due)
{
	int64_t rest = due == STORE_NO_TIME ? REST_MOST : due - clock_now();

	return rest < REST_LEAST ? REST_LEAST :
	    rest > REST_MOST ? REST_MOST : rest;
}

static void
tell_rest(int64_t due)
{
	char line[100], when[TIME_TEXT];

	snprintf(line, sizeof(line), "WATCHDOG=1\nSTATUS=at rest; next due %s",
	    due == STORE_NO_TIME ? "never" : time_rfc3339(due, when));
	notify(line);
}

/* Until then, or a signal. With a watchdog, in steps that it will hear of. */
static void
take_rest(int64_t seconds, const sigset_t *during_rest)
{
	int64_t dog = notify_watchdog() / 3, step;
	struct timespec t = { 0 };

	for (; seconds > 0 && !stop && !reload; seconds -= step) {
		step = dog > 0 && dog < seconds ? dog : seconds;
		t.tv_sec = (time_t)step;
		if (pselect(0, NULL, NULL, NULL, &t, during_rest) < 0)
			return;
		notify("WATCHDOG=1");
	}
}

static int
daemon_run(struct app *app, int argc, char **argv)
{
	const char *store_dir = app->store_dir;
	sigset_t during_rest;
	int64_t due;

	(void)argv;
	if (argc > 1)
		return -1;
	app->patience = PATIENCE;
	app->stop = &stop;
	catch_signals(&during_rest);
	notify("READY=1");
	while (!stop) {
		notify("STATUS=fetching");
		pass(app, &due);
		tell_rest(due);
		block_signals(SIG_BLOCK);
		take_rest(rest_of(due), &during_rest);
		block_signals(SIG_UNBLOCK);
		if (reload && !stop) {
			reload = 0;
			load_again(app, store_dir);
		}
	}
	notify("STOPPING=1");
	return EXIT_OK;
}

const struct command cmd_daemon = {
	"daemon", "", "poll for ever, on schedule", NEED_CONF, daemon_run,
};
