#include "tracker/cmd/command.h"
#include "tracker/poll/learn.h"

static int
reindex_run(struct app *app, int argc, char **argv)
{
	int64_t n;
	int r;

	(void)argv;
	if (argc > 1)
		return -1;
	r = app_open_store(app, STORE_WRITE | STORE_REBUILD);
	if (r != 0)
		return r;
	if (store_reindex(app->store, &n) < 0 || learn_again(app->store) < 0) {
		warn("%s", store_error(app->store));
		return EXIT_NO;
	}
	say("%s: %lld versions read from the archive", app->store_dir,
	    (long long)n);
	return EXIT_OK;
}

const struct command cmd_reindex = {
	"reindex", "", "rebuild the catalog from the archive and the captures",
	0, reindex_run,
};
