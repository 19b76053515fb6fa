#include <getopt.h>

#include "tracker/base/limits.h"
#include "tracker/cmd/command.h"
#include "tracker/history/history.h"

static const struct option longs[] = {
	{ "since", required_argument, NULL, 's' },
	{ "until", required_argument, NULL, 'u' },
	{ "kind", required_argument, NULL, 'k' },
	{ "feed", required_argument, NULL, 'f' },
	{ "severity", required_argument, NULL, 'y' },
	{ "json", no_argument, NULL, 'j' },
	{ NULL, 0, NULL, 0 },
};

struct query {
	struct history_filter filter;
	struct str feeds[16];
	bool json;
};

static int
add_kind(struct query *q, const char *name)
{
	enum kind k;

	if (kind_of(str_of(name), &k) < 0) {
		warn("--kind=%s: unknown; tracker(1) lists the kinds", name);
		return EXIT_USAGE;
	}
	q->filter.kinds |= 1u << k;
	return 0;
}

static int
option(struct query *q, int c)
{
	int64_t n;

	switch (c) {
	case 's':
		return app_time(optarg, &q->filter.since);
	case 'u':
		return app_time(optarg, &q->filter.until);
	case 'k':
		return add_kind(q, optarg);
	case 'f':
		if (q->filter.nfeeds == 16)
			return -1;
		q->feeds[q->filter.nfeeds++] = str_of(optarg);
		return 0;
	case 'y':
		if (str_to_int(str_of(optarg), 0, 100, &n) == 0) {
			q->filter.severity = (int)n;
			return 0;
		}
		warn("--severity=%s: expected 0 to 100", optarg);
		return EXIT_USAGE;
	case 'j':
		q->json = true;
		return 0;
	default:
		return -1;
	}
}

/* Nothing of a feed, and feeds.yaml has none of that name: more likely a slip
 * than a quiet feed. A feed that was removed still has its changes. */
static int
check_feeds(const struct app *app, const struct query *q)
{
	for (size_t i = 0; app->conf != NULL && i < q->filter.nfeeds; i++) {
		if (conf_feed_of(app->conf, q->feeds[i]) != NULL)
			continue;
		warn("no change, and no feed is named \"%.*s\" in %s",
		    STR_FMT(q->feeds[i]), app->conf_path);
		return EXIT_NO;
	}
	return EXIT_OK;
}

static int
write_changes(struct app *app, const struct query *q)
{
	struct report_options o = { .color = app->color,
		.width = output_width(80) };
	struct report_change *c;
	struct error e;
	struct buf out;
	int64_t last;
	size_t n;

	if (history_changes(&c, &n, &last, &app->arena, app->store,
	    app_eyes(app), &q->filter, &e) < 0) {
		warn("%s", e.text);
		return EXIT_NO;
	}
	buf_init(&out, LIMIT_OUTPUT_BYTES);
	if (!q->json)
		output_page(app);
	for (size_t i = 0; i < n; i++) {
		if (q->json)
			report_change_json(&out, &c[i]);
		else
			report_change_text(&out, &c[i], &o);
		if (out.n > MIB)
			output_buf(app, &out);
	}
	output_buf(app, &out);
	buf_release(&out);
	return n == 0 ? check_feeds(app, q) : EXIT_OK;
}

static int
changes_run(struct app *app, int argc, char **argv)
{
	struct query q = { .filter = { .since = TIME_NONE,
		.until = TIME_NONE } };
	int c, r;

	q.filter.feeds = q.feeds;
	while ((c = command_option(argc, argv, "", longs)) != -1) {
		r = option(&q, c);
		if (r != 0)
			return r;
	}
	return optind < argc ? -1 : write_changes(app, &q);
}

const struct command cmd_changes = {
	"changes", "[--since T] [--until T] [--kind K] [--feed F] "
	"[--severity N] [--json]",
	"changes across stories, the most serious first", NEED_STORE,
	changes_run,
};
