#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tracker/cmd/command.h"
#include "tracker/base/file.h"

static int
init_run(struct app *app, int argc, char **argv)
{
	const char *dir = argc > 1 ? argv[1] : ".";
	struct str path = arena_printf(&app->arena, "%s/feeds.yaml", dir);
	struct error e;
	int r;

	if (argc > 2)
		return -1;
	if (mkdir(dir, 0777) < 0 && errno != EEXIST) {
		warn("%s: %s", dir, strerror(errno));
		return EXIT_NO;
	}
	if (access(path.p, F_OK) == 0) {
		say("%s is there already and stays as it is", path.p);
	} else if (file_write(path.p, str_of(conf_sample), &e) < 0) {
		warn("%s", e.text);
		return EXIT_NO;
	}
	app->conf_path = path.p;
	r = app_load_conf(app);
	if (r == 0)
		r = app_open_store(app, STORE_WRITE | STORE_CREATE);
	if (r == 0)
		say("%s and %s are ready; \"tracker add URL\" watches a story "
		    "or a feed", path.p, app->store_dir);
	return r;
}

const struct command cmd_init = {
	"init", "[DIR]", "make a store and a commented feeds.yaml", 0,
	init_run,
};
