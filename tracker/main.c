/* Global options; opens what a command needs, runs it, closes it. */
#include <errno.h>
#include <getopt.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "tracker/cmd/command.h"
#include "tracker/base/clock.h"

enum { OPT_COLOR = 256, OPT_NO_PAGER, OPT_VERSION, OPT_HELP };

static const struct option longs[] = {
	{ "color", required_argument, NULL, OPT_COLOR },
	{ "no-pager", no_argument, NULL, OPT_NO_PAGER },
	{ "version", no_argument, NULL, OPT_VERSION },
	{ "help", no_argument, NULL, OPT_HELP },
	{ NULL, 0, NULL, 0 },
};

static void
help(FILE *f)
{
	fputs("usage: tracker [-c FILE] [-C STORE] [-v|-q] [--color=WHEN] "
	      "[--no-pager] COMMAND ...\n\n", f);
	for (const struct command *const *c = commands; *c != NULL; c++)
		fprintf(f, "  %-9s %s\n", (*c)->name, (*c)->what);
	fputs("\n\"tracker COMMAND --help\" shows the usage of one; tracker(1) "
	      "says the rest.\n", f);
}

static const struct command *
command_of(const char *name)
{
	const struct command *nearest = NULL;
	unsigned d, least = 3;

	for (const struct command *const *c = commands; *c != NULL; c++) {
		if (strcmp((*c)->name, name) == 0)
			return *c;
		d = str_distance(str_of((*c)->name), str_of(name));
		if (d < least) {
			least = d;
			nearest = *c;
		}
	}
	if (nearest != NULL)
		warn("no command \"%s\"; did you mean \"%s\"?", name,
		    nearest->name);
	else
		warn("no command \"%s\"; \"tracker --help\" lists them", name);
	return NULL;
}

static int
set_color(struct app *app, const char *when)
{
	const char *no = getenv("NO_COLOR");

	if (strcmp(when, "always") == 0)
		app->color = true;
	else if (strcmp(when, "never") == 0)
		app->color = false;
	else if (strcmp(when, "auto") == 0)
		app->color = isatty(STDOUT_FILENO) &&
		    (no == NULL || *no == '\0');
	else
		return -1;
	return 0;
}

/* A terminal that went away or a full file must be an error, not a death. */
static void
set_signals(void)
{
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
}

static int
global_options(struct app *app, int argc, char **argv)
{
	int c;

	set_color(app, "auto");
	app->pager = true;
	while ((c = getopt_long(argc, argv, "+c:C:vqh", longs, NULL)) != -1) {
		switch (c) {
		case 'c':
			app->conf_path = optarg;
			break;
		case 'C':
			app->store_dir = optarg;
			break;
		case 'v':
			msg_set_verbosity(VERBOSE);
			break;
		case 'q':
			msg_set_verbosity(QUIET);
			break;
		case OPT_COLOR:
			if (set_color(app, optarg) == 0)
				break;
			warn("--color=%s: expected always, never or auto",
			    optarg);
			return EXIT_USAGE;
		case OPT_NO_PAGER:
			app->pager = false;
			break;
		case OPT_VERSION:
			printf("tracker %s\n", TRACKER_VERSION);
			return EXIT_OK;
		case 'h':
		case OPT_HELP:
			help(stdout);
			return EXIT_OK;
		default:
			fputs("tracker: \"tracker --help\" lists options and "
			      "commands\n", stderr);
			return EXIT_USAGE;
		}
	}
	return -1;
}

static int
open_needs(struct app *app, const struct command *cmd)
{
	int code;

	if (cmd->needs & NEED_CONF) {
		code = app_load_conf(app);
		if (code != 0)
			return code;
	}
	if (cmd->needs & NEED_LOCK)
		return app_open_store(app, STORE_WRITE | STORE_CREATE);
	if (cmd->needs & NEED_STORE)
		return app_open_store(app, 0);
	return 0;
}

static int
help_command(const struct command *cmd)
{
	printf("usage: tracker %s%s%s\n\n%s\n", cmd->name,
	    *cmd->usage ? " " : "", cmd->usage, cmd->what);
	return EXIT_OK;
}

static int
run(struct app *app, const struct command *cmd, int argc, char **argv)
{
	static char program[] = "tracker";
	int code;

	/* Help needs no configuration and no store. */
	if (argc > 1 && (strcmp(argv[1], "--help") == 0 ||
	    strcmp(argv[1], "-h") == 0))
		return help_command(cmd);
	code = open_needs(app, cmd);
	if (code == 0) {
		argv[0] = program;	/* for what getopt has to say */
		optind = 0;
		code = cmd->run(app, argc, argv);
		if (code < 0)
			code = usage(cmd);
	}
	store_free(app->store);
	conf_free(app->conf);
	return code;
}

/* "help" and "help COMMAND" are what one types who does not know yet. */
static int
dispatch(struct app *app, int argc, char **argv)
{
	bool asks = strcmp(argv[0], "help") == 0;
	const struct command *cmd;

	if (asks && argc == 1) {
		help(stdout);
		return EXIT_OK;
	}
	cmd = command_of(argv[asks ? 1 : 0]);
	if (cmd == NULL)
		return EXIT_USAGE;
	return asks ? help_command(cmd) : run(app, cmd, argc, argv);
}

int
main(int argc, char **argv)
{
	struct app app = { 0 };
	int code;

	setlocale(LC_CTYPE, "");
	set_signals();
	arena_init(&app.arena);
	code = global_options(&app, argc, argv);
	if (code < 0 && clock_init() < 0) {
		warn("TRACKER_NOW: expected seconds since the epoch or "
		     "RFC 3339, not \"%s\"", getenv("TRACKER_NOW"));
		code = EXIT_USAGE;
	}
	if (code < 0 && optind == argc) {
		help(stderr);
		code = EXIT_USAGE;
	}
	if (code < 0)
		code = dispatch(&app, argc - optind, argv + optind);
	code = output_finish(&app, code);
	arena_release(&app.arena);
	return code;
}
