#include <getopt.h>

#include "tracker/cmd/query.h"
#include "tracker/base/limits.h"

static const struct option longs[] = {
	QUERY_OPTIONS,
	{ "json", no_argument, NULL, 'j' },
	{ NULL, 0, NULL, 0 },
};

static int
write_changes(struct app *app, const struct query *q, bool json)
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
	if (!json)
		output_page(app);
	for (size_t i = 0; i < n; i++) {
		if (json)
			report_change_json(&out, &c[i]);
		else
			report_change_text(&out, &c[i], &o);
		if (out.n > MIB)
			output_buf(app, &out);
	}
	output_buf(app, &out);
	buf_release(&out);
	return n == 0 ? query_found_none(q, app) : EXIT_OK;
}

static int
changes_run(struct app *app, int argc, char **argv)
{
	struct query q;
	bool json = false;
	int c, r = 0;

	query_init(&q);
	while (r == 0 && (c = command_option(argc, argv, "", longs)) != -1) {
		if (c == 'j')
			json = true;
		else
			r = query_option(&q, app, c, optarg);
	}
	if (r == 0)
		r = optind < argc ? -1 : write_changes(app, &q, json);
	query_release(&q);
	return r;
}

const struct command cmd_changes = {
	"changes", QUERY_USAGE " [--json]",
	"changes across stories, the most serious first", NEED_STORE,
	changes_run,
};
