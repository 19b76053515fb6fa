#include "tracker/cmd/command.h"

static int
gc_run(struct app *app, int argc, char **argv)
{
	int r;

	(void)argv;
	if (argc > 1)
		return -1;
	r = store_gc(app->store, 0);
	if (r < 0) {
		warn("%s", store_error(app->store));
		return EXIT_NO;
	}
	say(r == STORE_NONE ? "%s: packed already" : "%s: packed",
	    app->store_dir);
	return EXIT_OK;
}

const struct command cmd_gc = {
	"gc", "", "write many small packs again as one", NEED_LOCK, gc_run,
};
