#include "tracker/cmd/command.h"

static int
check_run(struct app *app, int argc, char **argv)
{
	const struct conf *c;
	int r;

	(void)argv;
	if (argc > 1)
		return -1;
	r = app_load_conf(app);
	c = app->conf;
	if (r == 0)
		say("%s: right; %zu feed%s, %zu stor%s, %zu digest%s",
		    app->conf_path, c->nfeeds, c->nfeeds == 1 ? "" : "s",
		    c->nstories, c->nstories == 1 ? "y" : "ies",
		    c->ndigests, c->ndigests == 1 ? "" : "s");
	return r;
}

const struct command cmd_check = {
	"check", "", "is feeds.yaml right?", 0, check_run,
};
