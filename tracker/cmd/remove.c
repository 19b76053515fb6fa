#include <unistd.h>

#include "tracker/cmd/edit.h"
#include "tracker/cmd/net.h"
#include "tracker/base/clock.h"
#include "tracker/poll/poll.h"
#include "tracker/web/url.h"

static const struct conf_feed *
feed_named(const struct conf *c, struct str word)
{
	for (size_t i = 0; i < c->nfeeds; i++)
		if (str_eq(c->feeds[i].name, word) ||
		    str_eq(c->feeds[i].url, word))
			return &c->feeds[i];
	return NULL;
}

static int
from_conf(struct app *app, const char *list, struct str word)
{
	struct edit e = { .list = list, .url = word, .remove = true };

	return edit_conf(app, &e);
}

static int
stop_watching(struct app *app, struct store_story *s)
{
	s->state = STORE_STOPPED;
	s->next = clock_now();	/* stopped by hand, not at its end */
	s->why = "removed by hand";
	if (store_begin(app->store) < 0 ||
	    store_story_update(app->store, s) < 0 ||
	    store_meta_put(app->store, POLL_TAKEN, NULL) < 0 ||
	    store_commit(app->store) < 0) {
		warn("%s", store_error(app->store));
		return EXIT_NO;
	}
	return 0;
}

struct exact {
	const char *word, *url;
	bool found;
};

static int
is_exact(const struct store_story *s, void *arg)
{
	struct exact *e = arg;

	e->found |= strcmp(s->url, e->url) == 0 ||
	    (s->fetch_url != NULL && strcmp(s->fetch_url, e->word) == 0);
	return 0;
}

/* Has the store the story of this URL, and not only one whose URL goes on
 * where this ends? */
static bool
has_exact(struct app *app, const char *word, const char **url)
{
	struct exact e = { .word = word };
	struct str canonical;

	if (url_canonical(str_of(word), &app->arena, &canonical) < 0)
		return false;
	*url = e.url = canonical.p;
	/* A store that fails says so when the story is looked for again. */
	return store_story_find(app->store, e.url, is_exact, &e) < 0 ||
	    e.found;
}

/*
 * The story's row, when the store has one. `gone` says that feeds.yaml named the
 * word and that its line is out: then a store without it is no fault.
 */
static int
remove_row(struct app *app, const char *word, bool gone)
{
	struct store_story s;
	int number, r = app_open_store(app, STORE_WRITE);

	if (r != 0)
		return r;
	if ((gone || net_is_url(word)) && !has_exact(app, word, &word)) {
		if (gone)
			return 0;
		warn("no story or feed \"%s\"", word);
		return EXIT_NO;
	}
	r = app_story(app, word, &s, &number);
	if (r != 0)
		return r;
	if (!gone)
		r = from_conf(app, "stories", str_of(s.fetch_url != NULL ?
		    s.fetch_url : s.url));
	if (r > 1)
		return r;
	r = stop_watching(app, &s);
	if (r == 0)
		say("%s is no longer watched; its %d version%s stay", s.url,
		    s.versions, s.versions == 1 ? "" : "s");
	return r;
}

static int
remove_feed(struct app *app, const struct conf_feed *f)
{
	int r = from_conf(app, "feeds", f->name);

	if (r == 0)
		say("feed \"%.*s\" removed; the stories only it named are no "
		    "longer watched", STR_FMT(f->name));
	return r;
}

static int
remove_run(struct app *app, int argc, char **argv)
{
	const struct conf_feed *f;
	int r;

	if (argc != 2)
		return -1;
	f = feed_named(app->conf, str_of(argv[1]));
	if (f != NULL)
		return remove_feed(app, f);
	r = from_conf(app, "stories", str_of(argv[1]));
	if (r > 1)
		return r;
	if (access(app->store_dir != NULL ? app->store_dir :
	    app->conf->store.p, F_OK) == 0)
		return remove_row(app, argv[1], r == 0);
	if (r == 0)
		return 0;
	warn("no story or feed \"%s\"", argv[1]);
	return EXIT_NO;
}

const struct command cmd_remove = {
	"remove", "STORY|FEED", "stop watching; what was stored stays",
	NEED_CONF, remove_run,
};
