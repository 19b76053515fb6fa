#include <getopt.h>

#include "tracker/cmd/command.h"
#include "tracker/base/limits.h"
#include "tracker/report/history.h"

static const struct option longs[] = {
	{ "format", required_argument, NULL, 'f' },
	{ "json", no_argument, NULL, 'j' },
	{ NULL, 0, NULL, 0 },
};

static int
unknown_format(const char *name)
{
	struct buf all;

	buf_init(&all, 1000);
	for (const struct report_format *f = report_formats; f->name; f++)
		buf_addf(&all, "%s%s", all.n > 0 ? ", " : "", f->name);
	warn("--format=%s: expected one of %s", name, buf_z(&all));
	buf_release(&all);
	return EXIT_USAGE;
}

static int
write_report(struct app *app, const struct store_story *s,
    const struct report_format *f)
{
	struct report_options o = { .color = app->color,
		.width = output_width(80) };
	struct report r;
	struct error e;
	struct buf out;

	if (history_load(&r, &app->arena, app->store, app_eyes(app), s,
	    &e) < 0 ||
	    history_copies(&r, &app->arena, app->store, s, &e) < 0) {
		warn("%s", e.text);
		return EXIT_NO;
	}
	if (r.nversions == 0) {
		warn("%s: no version yet", s->id);
		return EXIT_NO;
	}
	buf_init(&out, LIMIT_OUTPUT_BYTES);
	f->write(&out, &r, &o);
	if (f == &report_formats[0])
		output_page(app);
	output_buf(app, &out);
	buf_release(&out);
	return EXIT_OK;
}

static int
report_run(struct app *app, int argc, char **argv)
{
	const char *format = report_formats[0].name;
	struct store_story s;
	int c, r, number;

	while ((c = command_option(argc, argv, "", longs)) != -1) {
		if (c == 'j')
			format = "json";
		else if (c == 'f')
			format = optarg;
		else
			return -1;
	}
	if (optind + 1 != argc)
		return -1;
	if (report_format_of(format) == NULL)
		return unknown_format(format);
	r = app_story(app, argv[optind], &s, &number);
	return r != 0 ? r : write_report(app, &s, report_format_of(format));
}

const struct command cmd_report = {
	"report", "[--format=text|markdown|html|json] [--json] STORY",
	"the correction report of a story", NEED_STORE, report_run,
};
