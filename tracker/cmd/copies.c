#include <getopt.h>

#include "tracker/cmd/command.h"
#include "tracker/base/limits.h"
#include "tracker/report/history.h"

static const struct option longs[] = {
	{ "json", no_argument, NULL, 'j' },
	{ NULL, 0, NULL, 0 },
};

static int
load(struct app *app, const struct store_story *s, struct report *r)
{
	struct error e;

	if (history_load(r, &app->arena, app->store, app_eyes(app), s, &e) < 0 ||
	    history_copies(r, &app->arena, app->store, s, &e) < 0) {
		warn("%s", e.text);
		return EXIT_NO;
	}
	if (r->nversions == 0) {
		warn("%s: no version yet", s->id);
		return EXIT_NO;
	}
	return 0;
}

static int
copies_run(struct app *app, int argc, char **argv)
{
	struct report_options o = { .color = app->color,
		.width = output_width(80) };
	struct store_story s;
	struct report r;
	struct buf out;
	bool json = false;
	int c, code, number;

	while ((c = command_option(argc, argv, "", longs)) != -1) {
		if (c != 'j')
			return -1;
		json = true;
	}
	if (optind + 1 != argc)
		return -1;
	code = app_story(app, argv[optind], &s, &number);
	if (code == 0)
		code = load(app, &s, &r);
	if (code != 0)
		return code;
	buf_init(&out, LIMIT_OUTPUT_BYTES);
	for (size_t i = 0; json && i < r.ncopies; i++)
		report_copy_json(&out, &r, &r.copies[i]);
	if (!json) {
		report_copies_text(&out, &r, &o);
		output_page(app);
	}
	output_buf(app, &out);
	buf_release(&out);
	return EXIT_OK;
}

const struct command cmd_copies = {
	"copies", "[--json] STORY",
	"stories with the same text, and whether each has a corrected error",
	NEED_STORE, copies_run,
};
