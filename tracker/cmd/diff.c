/* `tracker diff`: of two versions of a story, of two files, of a list. */
#include <getopt.h>

#include "tracker/cmd/nodiff.h"
#include "tracker/cmd/storydiff.h"

static const struct option longs[] = {
	{ "no-index", no_argument, NULL, 'n' },
	{ "pairs", required_argument, NULL, 'p' },
	{ "grain", required_argument, NULL, 'g' },
	{ "format", required_argument, NULL, 'f' },
	{ "json", no_argument, NULL, 'j' },
	{ "unified", required_argument, NULL, 'U' },
	{ "stat", no_argument, NULL, 's' },
	{ "minimal", no_argument, NULL, 'm' },
	{ "word-regex", required_argument, NULL, 'w' },
	{ NULL, 0, NULL, 0 },
};

struct wanted {
	struct nodiff how;
	bool no_index;
	const char *pairs;
};

static int
format_of(struct wanted *w, const char *name)
{
	if (worddiff_format_of(name, &w->how.format) == 0)
		return 0;
	warn("--format=%s: expected color, plain, wdiff, side, html or json",
	    name);
	return EXIT_USAGE;
}

static int
context_of(struct wanted *w, const char *text)
{
	int64_t n;

	if (str_to_int(str_of(text), 0, 1000000, &n) < 0) {
		warn("-U %s: expected a number of lines", text);
		return EXIT_USAGE;
	}
	w->how.render.context = (int)n;
	return 0;
}

static int
option(struct wanted *w, int c)
{
	switch (c) {
	case 'n':
		w->no_index = true;
		return 0;
	case 'p':
		w->pairs = optarg;
		return 0;
	case 'g':
		if (nodiff_grain(optarg, &w->how.diff.grain) == 0)
			return 0;
		warn("--grain=%s: expected auto, word or phrase", optarg);
		return EXIT_USAGE;
	case 'f':
		return format_of(w, optarg);
	case 'j':
		w->how.format = WORDDIFF_JSON;
		return 0;
	case 'U':
		return context_of(w, optarg);
	case 's':
		w->how.stat = true;
		return 0;
	case 'm':
		w->how.diff.minimal = 1;
		return 0;
	case 'w':
		w->how.word_regex = optarg;
		return 0;
	default:
		return -1;
	}
}

static int
of_story(struct app *app, const struct wanted *w, int argc, char **argv)
{
	struct storydiff how = { .format = w->how.format,
		.show = w->how.render, .how = w->how.diff,
		.stat = w->how.stat };
	int r;

	if (argc < 1 || argc > 2 || w->pairs != NULL ||
	    w->how.word_regex != NULL)
		return -1;
	r = app_open_store(app, 0);
	return r != 0 ? r : storydiff_run(app, argv[0],
	    argc == 2 ? argv[1] : NULL, &how);
}

static int
diff_run(struct app *app, int argc, char **argv)
{
	struct wanted w = { .how = { .render = WORDDIFF_OPTIONS } };
	int c, r;

	w.how.format = app->color ? WORDDIFF_COLOR : WORDDIFF_PLAIN;
	w.how.render.color = app->color;
	w.how.render.width = output_width(200);
	while ((c = command_option(argc, argv, "U:", longs)) != -1) {
		r = option(&w, c);
		if (r != 0)
			return r;
	}
	argc -= optind;
	argv += optind;
	if (!w.no_index)
		return of_story(app, &w, argc, argv);
	if (w.pairs != NULL)
		return argc == 0 ? nodiff_pairs(app, &w.how, w.pairs) : -1;
	return argc == 2 ? nodiff_files(app, &w.how, argv[0], argv[1]) : -1;
}

const struct command cmd_diff = {
	"diff", "[OPTIONS] STORY [A..B] | --no-index [OPTIONS] OLD NEW | "
	"--no-index [OPTIONS] --pairs LIST",
	"the word diff of two versions, or of two files", 0, diff_run,
};
