#include "tracker/cmd/command.h"

static void
say_fault(const char *what, void *arg)
{
	(void)arg;
	warn("%s", what);
}

static int
verify_run(struct app *app, int argc, char **argv)
{
	struct store_stats s;
	int r;

	(void)argv;
	if (argc > 1)
		return -1;
	r = store_verify(app->store, say_fault, NULL);
	if (r < 0) {
		warn("%s", store_error(app->store));
		return EXIT_NO;
	}
	if (r != STORE_OK)
		return EXIT_NO;
	if (store_stats(app->store, 0, &s) == STORE_OK)
		say("%s: %lld versions of %lld stories are whole",
		    app->store_dir, (long long)s.versions,
		    (long long)s.stories);
	return EXIT_OK;
}

const struct command cmd_verify = {
	"verify", "", "check objects, history, digests and captures",
	NEED_STORE, verify_run,
};
