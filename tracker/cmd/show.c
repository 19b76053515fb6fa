#include "tracker/cmd/command.h"
#include "tracker/base/limits.h"
#include "tracker/base/utf8.h"

#include <unistd.h>

struct shown {
	struct app *app;
	struct buf out;
};

/* story.md as it is stored; made safe where it meets a terminal. */
static int
show_text(const struct store_version *v, void *arg)
{
	struct shown *s = arg;
	struct str text = str_make(v->text, v->ntext);

	if (isatty(STDOUT_FILENO))
		utf8_escape(&s->out, text);
	else
		buf_adds(&s->out, text);
	return 0;
}

static int
show_run(struct app *app, int argc, char **argv)
{
	struct shown shown = { .app = app };
	struct store_story s;
	int number, r;

	if (argc != 2)
		return -1;
	r = app_story(app, argv[1], &s, &number);
	if (r != 0)
		return r;
	buf_init(&shown.out, LIMIT_OUTPUT_BYTES);
	r = store_version_get(app->store, s.key, number != 0 ? number : -1,
	    show_text, &shown);
	if (r < 0)
		warn("%s", store_error(app->store));
	else if (r == STORE_NONE)
		warn("%s: no version yet", s.id);
	output_page(app);
	output_buf(app, &shown.out);
	buf_release(&shown.out);
	return r == STORE_OK ? EXIT_OK : EXIT_NO;
}

const struct command cmd_show = {
	"show", "STORY[@N]", "one version, as it is stored", NEED_STORE,
	show_run,
};
