/*
 * Mail what changed since each subscriber's last digest. What a mail covers and
 * the mail itself go to the outbox in one transaction (compose.h); then the
 * outbox is sent (send.h). A run that dies anywhere is completed by the next,
 * with the same bytes.
 */
#include <getopt.h>

#include "tracker/base/clock.h"
#include "tracker/tell/compose.h"
#include "tracker/tell/send.h"

/* cron starts a poll and a digest in the same minute: the digest waits. */
#define LOCK_SECONDS 60

static const struct option longs[] = {
	{ "dry-run", no_argument, NULL, 'n' },
	{ "since", required_argument, NULL, 's' },
	{ "to", required_argument, NULL, 't' },
	{ "html", required_argument, NULL, 'h' },
	{ NULL, 0, NULL, 0 },
};

static int
options(struct compose *x, int argc, char **argv)
{
	int c;

	while ((c = command_option(argc, argv, "n", longs)) != -1) {
		switch (c) {
		case 'n':
			x->dry = true;
			break;
		case 's':
			if (app_time(optarg, &x->since) != 0)
				return EXIT_USAGE;
			break;
		case 't':
			x->to = optarg;
			break;
		case 'h':
			x->html = optarg;
			break;
		default:
			return -1;
		}
	}
	return optind < argc || (x->html != NULL && !x->dry) ? -1 : 0;
}

static int
is_to(const struct store_follow *f, void *arg)
{
	return arg == NULL || strcmp(f->to, arg) == 0 ? 1 : 0;
}

/* Is there anyone (or, with --to, this one) to be told anything? */
static int
somebody(struct compose *x)
{
	const struct conf *c = x->app->conf;
	char *to = x->to != NULL ? arena_strz(&x->app->arena, str_of(x->to)) :
	    NULL;

	for (size_t i = 0; i < c->ndigests; i++)
		if (to == NULL || str_eqz(c->digests[i].to, to))
			return 0;
	if ((to == NULL && c->nhooks > 0) ||
	    store_follow_each(x->app->store, is_to, to) == 1)
		return 0;
	warn(to != NULL ? "%s: no digest goes to %s" : "%s: no digests",
	    x->app->conf_path, to);
	return EXIT_CONFIG;
}

static int
digest_run(struct app *app, int argc, char **argv)
{
	struct compose x = { .app = app, .since = TIME_NONE };
	int code = options(&x, argc, argv), sent;

	if (code != 0)
		return code;
	app->patience = LOCK_SECONDS;
	code = app_open_store(app, x.dry ? 0 : STORE_WRITE | STORE_CREATE);
	if (code == 0)
		code = somebody(&x);
	if (code != 0)
		return code;
	compose_all(&x);
	sent = x.dry ? 0 : send_due(app);
	return sent != 0 ? sent : x.code;
}

const struct command cmd_digest = {
	"digest", "[--dry-run [--html FILE]] [--since T] [--to ADDRESS]",
	"mail what changed since each subscriber's last digest", NEED_CONF,
	digest_run,
};
