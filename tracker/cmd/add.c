#include <getopt.h>

#include "tracker/cmd/edit.h"
#include "tracker/cmd/net.h"
#include "tracker/base/limits.h"
#include "tracker/base/utf8.h"
#include "tracker/extract/extract.h"
#include "tracker/extract/feed.h"
#include "tracker/web/url.h"

enum what { LOOK, STORY, FEED };

/* ---- what it is --------------------------------------------------------- */

/* The page itself, as it came, and the feeds that it names. */
struct page {
	struct fetch_result r;
	struct str *feeds;
	size_t nfeeds;
};

static void
list_feeds(const struct page *page)
{
	struct buf line;

	buf_init(&line, LIMIT_URL_BYTES * 8);
	for (size_t i = 0; i < page->nfeeds; i++) {
		buf_clear(&line);
		utf8_escape(&line, page->feeds[i]);
		warn("  %s", buf_z(&line));
	}
	buf_release(&line);
}

/* A front page is none, whatever stands on it. */
static bool
is_article(struct app *app, const struct page *page)
{
	const struct fetch_result *r = &page->r;
	const struct extract_input in = { .bytes = r->body,
		.url = r->final_url, .charset = r->charset,
		.content_type = r->content_type, .status = r->status };
	struct article a;

	if (url_is_front_page(r->final_url))
		return false;
	extract_page(&a, &app->arena, &in);
	return a.verdict == VERDICT_ARTICLE;
}

/* A feed was asked for, and here is a page: the one that it names. */
static int
feed_of_page(const struct page *page, struct str problem, struct str *url)
{
	struct str there = *url;

	if (page->nfeeds == 1) {
		*url = page->feeds[0];
		say("%.*s names a feed, %.*s", STR_FMT(there), STR_FMT(*url));
		return 0;
	}
	if (page->nfeeds == 0) {
		warn("%.*s: %.*s, and it names none", STR_FMT(there),
		    STR_FMT(problem));
		return EXIT_DATA;
	}
	warn("%.*s: %.*s; it names %zu, add one of them:", STR_FMT(there),
	    STR_FMT(problem), page->nfeeds);
	list_feeds(page);
	return EXIT_DATA;
}

/* A feed's bytes say that it is one; everything else is a story. */
static int
look(struct app *app, struct str *url, enum what *what)
{
	struct page page = { .nfeeds = 0 };
	struct feed_input in;
	struct feed f;
	int code = net_fetch(app, *url, &page.r);

	if (code != 0 && *what == FEED) {
		say("it is added unseen");
		return 0;
	}
	if (code != 0) {
		say("--story or --feed adds it unseen");
		return code;
	}
	in = (struct feed_input){ page.r.body, page.r.final_url,
		page.r.charset, page.r.content_type };
	feed_read(&f, &app->arena, &in);
	if (f.format != FEED_NONE) {
		*what = FEED;
		return 0;
	}
	page.feeds = feed_discover(&app->arena, &in, &page.nfeeds);
	if (*what == FEED)
		return feed_of_page(&page, f.problem, url);
	*what = STORY;
	if (page.nfeeds == 0 || is_article(app, &page))
		return 0;
	warn("%.*s: no article, but a page that names feeds; add one of them, "
	    "or with --story the page itself:", STR_FMT(*url));
	list_feeds(&page);
	return EXIT_DATA;
}

/* ---- adding it ---------------------------------------------------------- */

/* Is it in feeds.yaml, perhaps with another parameter that counts readers? */
static bool
has_story(struct app *app, struct str canonical)
{
	struct arena a;
	struct str other;
	bool has = false;

	arena_init(&a);
	for (size_t i = 0; i < app->conf->nstories && !has; i++) {
		arena_clear(&a);
		has = url_canonical(app->conf->stories[i].url, &a, &other) ==
		    0 && str_eq(other, canonical);
	}
	arena_release(&a);
	return has;
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
	if (what != STORY && (r = look(app, &url, &what)) != 0)
		return r;
	e.url = url;
	e.list = what == FEED ? "feeds" : "stories";
	if (what == FEED)
		e.name = name.n > 0 ? name : feed_name(app, url);
	r = what == STORY && has_story(app, canonical) ? 1 :
	    edit_conf(app, &e);
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
