/* Opening what commands stand on: feeds.yaml and the store. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "tracker/cmd/command.h"
#include "tracker/base/clock.h"
#include "tracker/base/limits.h"
#include "tracker/change/classify.h"
#include "tracker/extract/extract.h"
#include "tracker/web/url.h"

int
usage(const struct command *c)
{
	fprintf(stderr, "usage: tracker %s%s%s\n", c->name,
	    *c->usage ? " " : "", c->usage);
	return EXIT_USAGE;
}

int
command_option(int argc, char **argv, const char *letters,
    const struct option *longs)
{
	return getopt_long(argc, argv, letters, longs, NULL);
}

/* ---- feeds.yaml -------------------------------------------------------- */

static const char *
find_conf(struct app *app)
{
	const char *config = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
	struct str paths[3];
	size_t n = 0;

	paths[n++] = STR("feeds.yaml");
	if (config != NULL && *config == '/')
		paths[n++] = arena_printf(&app->arena, "%s/tracker/feeds.yaml",
		    config);
	else if (home != NULL && *home == '/')
		paths[n++] = arena_printf(&app->arena,
		    "%s/.config/tracker/feeds.yaml", home);
	paths[n++] = STR("/etc/tracker/feeds.yaml");
	for (size_t i = 0; i < n; i++)
		if (access(paths[i].p, F_OK) == 0)
			return paths[i].p;
	return NULL;
}

static void
check_selectors(struct conf *c, const char *key, const struct conf_texts *t)
{
	struct error e;

	for (size_t i = 0; i < t->n; i++)
		if (extract_selector_check(t->item[i].p, &e) < 0)
			conf_fault(c, t->mark[i], "%s: \"%.*s\" is %s", key,
			    STR_FMT(str_sub(t->item[i], 0, 80)), e.text);
}

static void
check_rule(struct conf *c, const struct conf_rule *r)
{
	if (r == NULL)
		return;
	check_selectors(c, "body", &r->body);
	check_selectors(c, "headline", &r->headline);
	check_selectors(c, "byline", &r->byline);
	check_selectors(c, "drop", &r->drop);
}

/* A URL that no story can have would never be watched, without a word. */
static void
check_story_url(struct conf *c, const struct conf_story *s,
    struct arena *scratch)
{
	struct str url;

	if (s->url.n > 0 && (url_canonical(s->url, scratch, &url) < 0 ||
	    url.n > LIMIT_URL_BYTES))
		conf_fault(c, s->mark, "\"%.*s\" is no address of a page",
		    STR_FMT(str_sub(s->url, 0, 120)));
	arena_clear(scratch);
}

static void
check_kinds(struct conf *c, const struct conf_texts *kinds)
{
	struct buf all;
	enum kind k;

	buf_init(&all, 1000);
	for (int i = 0; i < KIND_COUNT; i++)
		buf_addf(&all, "%s%s", i > 0 ? ", " : "",
		    kind_name((enum kind)i));
	for (size_t i = 0; i < kinds->n; i++)
		if (kind_of(kinds->item[i], &k) < 0)
			conf_fault(c, kinds->mark[i],
			    "unknown kind \"%.*s\"; expected one of %s",
			    STR_FMT(kinds->item[i]), buf_z(&all));
	buf_release(&all);
}

/* What only other stages can judge. */
static void
check_conf(struct conf *c)
{
	struct arena scratch;

	arena_init(&scratch);
	for (size_t i = 0; i < c->nfeeds; i++)
		check_rule(c, c->feeds[i].rule);
	for (size_t i = 0; i < c->nstories; i++) {
		check_rule(c, c->stories[i].rule);
		check_story_url(c, &c->stories[i], &scratch);
	}
	arena_release(&scratch);
	for (size_t i = 0; i < c->ndigests; i++)
		check_kinds(c, &c->digests[i].want.kinds);
	for (size_t i = 0; i < c->nhooks; i++)
		check_kinds(c, &c->hooks[i].want.kinds);
}

static void
say_faults(const struct conf *c)
{
	struct str all = buf_str(&c->faults), line;

	while (str_line(&all, &line))
		warn("%.*s", STR_FMT(line));
}

bool
app_has_conf(struct app *app)
{
	if (app->conf_path == NULL)
		app->conf_path = find_conf(app);
	return app->conf_path != NULL;
}

int
app_load_conf(struct app *app)
{
	if (app->conf != NULL)
		return 0;
	if (!app_has_conf(app)) {
		warn("no feeds.yaml here, in $XDG_CONFIG_HOME/tracker or in "
		     "/etc/tracker; \"tracker init\" makes one");
		return EXIT_CONFIG;
	}
	conf_load(&app->conf, app->conf_path);
	check_conf(app->conf);
	if (app->conf->nfaults == 0)
		return 0;
	say_faults(app->conf);
	return EXIT_CONFIG;
}

/* ---- the store --------------------------------------------------------- */

static int
find_store(struct app *app)
{
	struct conf *plain;

	if (app->store_dir != NULL)
		return 0;
	if (app_has_conf(app) && app_load_conf(app) != 0)
		return EXIT_CONFIG;
	if (app->conf != NULL) {
		app->store_dir = app->conf->store.p;
		return 0;
	}
	conf_parse(&plain, "", STR(""));
	app->store_dir = arena_strz(&app->arena, plain->store);
	conf_free(plain);
	return 0;
}

static bool
is_stopped(const struct app *app)
{
	return app->stop != NULL && *app->stop != 0;
}

/* A digest that finds a poll at work waits for it a while (app->patience). */
static int
open_waiting(struct app *app, unsigned flags)
{
	const struct timespec pause = { .tv_nsec = 250 * 1000 * 1000 };
	int r = store_open(&app->store, app->store_dir, flags);

	for (int i = 0; r == STORE_LOCKED && i < app->patience * 4 &&
	    !is_stopped(app); i++) {
		store_free(app->store);
		nanosleep(&pause, NULL);
		r = store_open(&app->store, app->store_dir, flags);
	}
	return r;
}

int
app_open_store(struct app *app, unsigned flags)
{
	int r = find_store(app);

	if (r != 0)
		return r;
	r = open_waiting(app, flags);
	if (r == STORE_OK) {
		if (store_recovered(app->store) != NULL)
			say("%s", store_recovered(app->store));
		return 0;
	}
	if (r == STORE_MISSING)
		warn("%s: no store there; \"tracker poll\" makes it",
		    app->store_dir);
	else if (r != STORE_LOCKED || !is_stopped(app))
		warn("%s: %s", app->store_dir, store_error(app->store));
	return r == STORE_LOCKED ? EXIT_AGAIN : EXIT_NO;
}
