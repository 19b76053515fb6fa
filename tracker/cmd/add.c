#include <getopt.h>

#include "tracker/app/edit.h"
#include "tracker/app/net.h"
#include "tracker/extract/feed.h"
#include "tracker/url/url.h"

enum what { LOOK, STORY, FEED };

/* A feed's bytes say that it is one; everything else is a story. */
static int
look(struct app *app, struct str url, enum what *what)
{
	struct fetch_result r = { 0 };
	struct feed_input in;
	struct feed f;
	int code = net_fetch(app, url, &r);

	if (code != 0) {
		say("--story or --feed adds it unseen");
		return code;
	}
	in = (struct feed_input){ r.body, r.final_url, r.charset,
		r.content_type };
	feed_read(&f, &app->arena, &in);
	*what = f.format != FEED_NONE ? FEED : STORY;
	return 0;
}

/* "example.org-world", with a number behind it where that name is taken. */
static struct str
feed_name(struct app *app, struct str url)
{
	struct arena *a = &app->arena;
	struct str host = url_host(url, a), slug = url_slug(url, a);
	struct str base = slug.n > 0 ? arena_printf(a, "%.*s-%.*s",
	    STR_FMT(host), STR_FMT(slug)) : host, name = base;

	for (int i = 2; conf_feed_of(app->conf, name) != NULL; i++)
		name = arena_printf(a, "%.*s-%d", STR_FMT(base), i);
	return name;
}

static int
add_one(struct app *app, struct str url, enum what what, struct str name)
{
	struct edit e = { .url = url };
	struct str canonical;
	int r;

	if (url_canonical(url, &app->arena, &canonical) < 0) {
		warn("\"%.*s\": expected an http or https URL", STR_FMT(url));
		return EXIT_DATA;
	}
	if (what == LOOK && (r = look(app, url, &what)) != 0)
		return r;
	e.list = what == FEED ? "feeds" : "stories";
	if (what == FEED)
		e.name = name.n > 0 ? name : feed_name(app, url);
	r = edit_conf(app, &e);
	if (r == 1)
		say("%.*s is there already", STR_FMT(url));
	else if (r == 0 && what == FEED)
		say("%s: feed \"%.*s\" added", app->conf_path,
		    STR_FMT(e.name));
	else if (r == 0)
		say("%s: story %.*s added", app->conf_path, STR_FMT(url));
	return r == 1 ? 0 : r;
}

/* The next URL is added to what this one made of the file. */
static int
reload(struct app *app)
{
	conf_free(app->conf);
	app->conf = NULL;
	return app_load_conf(app);
}

static const struct option longs[] = {
	{ "feed", no_argument, NULL, 'f' },
	{ "story", no_argument, NULL, 's' },
	{ "name", required_argument, NULL, 'n' },
	{ NULL, 0, NULL, 0 },
};

static int
add_run(struct app *app, int argc, char **argv)
{
	enum what what = LOOK;
	struct str name = { NULL, 0 };
	int c, r = 0, worst = 0;

	while ((c = command_option(argc, argv, "", longs)) != -1) {
		if (c == 'f')
			what = FEED;
		else if (c == 's')
			what = STORY;
		else if (c == 'n')
			name = str_of(optarg);
		else
			return -1;
	}
	if (optind == argc || (name.n > 0 && argc - optind > 1))
		return -1;
	for (int i = optind; i < argc; i++) {
		r = add_one(app, str_of(argv[i]), what, name);
		worst = r != 0 ? r : worst;
		if (i + 1 < argc && (r = reload(app)) != 0)
			return r;
	}
	return worst;
}

const struct command cmd_add = {
	"add", "[--story|--feed] [--name NAME] URL...",
	"watch a story or a feed", NEED_CONF, add_run,
};
