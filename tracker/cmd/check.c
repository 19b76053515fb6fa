#include "tracker/cmd/command.h"

static int
check_run(struct app *app, int argc, char **argv)
{
	int r;

	(void)argv;
	if (argc > 1)
		return -1;
	r = app_load_conf(app);
	if (r == 0)
		say("%s: right; %zu feeds, %zu stories, %zu digests",
		    app->conf_path, app->conf->nfeeds, app->conf->nstories,
		    app->conf->ndigests);
	return r;
}

const struct command cmd_check = {
	"check", "", "is feeds.yaml right?", 0, check_run,
};
