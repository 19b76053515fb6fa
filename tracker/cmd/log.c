#include <getopt.h>

#include "tracker/cmd/storydiff.h"
#include "tracker/base/limits.h"
#include "tracker/report/history.h"
#include "tracker/report/unrest.h"

static const struct option longs[] = {
	{ "json", no_argument, NULL, 'j' },
	{ "patch", no_argument, NULL, 'p' },
	{ NULL, 0, NULL, 0 },
};

/* Which versions take turns, above them all. */
static void
write_turns(struct app *app, struct buf *out, const struct store_story *s)
{
	struct turns t;

	if (unrest_turns(app->store, &app->arena, s, &t) != STORE_OK)
		return;
	unrest_turns_text(out, &t);
	buf_addz(out, "\n\n");
}

static void
write_log(struct app *app, const struct store_story *s, const struct report *r,
    bool patch, bool json)
{
	struct report_options o = { .color = app->color,
		.width = output_width(80) };
	struct storydiff how = { .show = WORDDIFF_OPTIONS };
	const struct report_version *v;
	struct buf out;

	how.format = app->color ? WORDDIFF_COLOR : WORDDIFF_PLAIN;
	how.show.context = 0;
	buf_init(&out, LIMIT_OUTPUT_BYTES);
	if (!json)
		write_turns(app, &out, s);
	for (size_t i = r->nversions; i > 0; i--) {
		v = &r->versions[i - 1];
		if (json) {
			report_log_json(&out, r->story, r->url, v);
			continue;
		}
		report_log_text(&out, r->story, v, &o);
		if (patch && i > 1) {
			storydiff_change(&out, &app->arena, v->change, &how);
			buf_addc(&out, '\n');
		}
	}
	if (!json)
		output_page(app);
	output_buf(app, &out);
	buf_release(&out);
}

static int
log_run(struct app *app, int argc, char **argv)
{
	bool patch = false, json = false;
	struct store_story s;
	struct report r;
	struct error e;
	int c, number, code;

	while ((c = command_option(argc, argv, "p", longs)) != -1) {
		if (c == 'j')
			json = true;
		else if (c == 'p')
			patch = true;
		else
			return -1;
	}
	if (optind + 1 != argc)
		return -1;
	code = app_story(app, argv[optind], &s, &number);
	if (code != 0)
		return code;
	if (history_load(&r, &app->arena, app->store, app_eyes(app), &s,
	    &e) < 0) {
		warn("%s", e.text);
		return EXIT_NO;
	}
	write_log(app, &s, &r, patch, json);
	return EXIT_OK;
}

const struct command cmd_log = {
	"log", "[-p] [--json] STORY", "the versions of a story, newest first",
	NEED_STORE, log_run,
};
