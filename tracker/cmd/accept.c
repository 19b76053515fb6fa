#include "tracker/cmd/held.h"
#include "tracker/poll/release.h"

static int
accept_run(struct app *app, int argc, char **argv)
{
	struct store_held h;
	struct error e;
	int r;

	if (argc < 2)
		return -1;
	for (int i = 1; i < argc; i++) {
		r = held_find(app, argv[i], &h);
		if (r != 0)
			return r;
		r = poll_release(app->conf, app->store, &h, &e);
		if (r < 0) {
			warn("%s", e.text);
			return EXIT_NO;
		}
		say(r == 0 ? "held capture %s is a version now" :
		    "held capture %s has the text of the latest version; "
		    "dropped", argv[i]);
	}
	return EXIT_OK;
}

const struct command cmd_accept = {
	"accept", "N...", "release a held capture as a version",
	NEED_CONF | NEED_LOCK, accept_run,
};
