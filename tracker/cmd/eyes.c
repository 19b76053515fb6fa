/* Whose eyes history is read again with. */
#include "tracker/cmd/command.h"
#include "tracker/report/history.h"
#include "tracker/poll/poll.h"

/* With -C alone nothing has looked for feeds.yaml yet. One that is wrong is said
 * once, and then no rule is known. */
static const struct conf *
rules(struct app *app)
{
	if (app->conf == NULL && !app->no_rules)
		app->no_rules = !app_has_conf(app) || app_load_conf(app) != 0;
	return app->no_rules ? NULL : app->conf;
}

static const struct extract_rule *
rule(void *arg, const struct store_story *s, struct arena *a)
{
	const struct conf *c = rules(arg);
	const struct conf_rule *found = NULL;

	if (c != NULL)
		poll_settings(c, s, &found);
	return poll_rule(found, a);
}

const struct history_eyes *
app_eyes(struct app *app)
{
	struct history_eyes *eyes = arena_alloc(&app->arena, 1, sizeof(*eyes));

	*eyes = (struct history_eyes){ rule, app };
	return eyes;
}
