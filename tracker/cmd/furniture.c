/* What was learned of hosts: texts that are no part of their stories. */
#include <getopt.h>

#include "tracker/cmd/command.h"
#include "tracker/extract/boilerplate.h"
#include "tracker/base/clock.h"
#include "tracker/base/json.h"
#include "tracker/base/limits.h"
#include "tracker/base/utf8.h"

struct list {
	struct app *app;
	struct buf out;
	bool json;
	const struct store_furniture *row;
};

static const char *
word_of(const struct store_furniture *f)
{
	static const char *const words[] = {
		[KNOWN_RECURS] = "recurs", [KNOWN_MOVES] = "moves",
		[KNOWN_FURNITURE] = "furniture",
	};

	if (f->story != 0)
		return "place";
	return f->level < 0 ? "refused" : f->level > KNOWN_FURNITURE ?
	    "furniture" : words[f->level];
}

static int
line(const struct store_story *s, void *arg)
{
	struct list *l = arg;
	const struct store_furniture *f = l->row;
	char when[TIME_TEXT];

	buf_addf(&l->out, "%5lld  %-9s  ", (long long)f->key, word_of(f));
	utf8_escape(&l->out, str_of(f->site_name));
	if (s != NULL)
		buf_addf(&l->out, ", in story %s, %d changes in a row", s->id,
		    f->run);
	else
		buf_addf(&l->out, ", on %d stor%s%s", f->stories,
		    f->stories == 1 ? "y" : "ies",
		    f->stories >= LIMIT_FURNITURE_STORIES ? " or more" : "");
	buf_addf(&l->out, ", first seen %s\n       ",
	    time_rfc3339(f->first, when));
	utf8_escape(&l->out, str_of(f->text));
	buf_addc(&l->out, '\n');
	return 0;
}

static int
json_line(const struct store_story *s, void *arg)
{
	struct list *l = arg;
	const struct store_furniture *f = l->row;
	struct json j;

	json_init(&j, &l->out);
	json_open(&j, NULL, '{');
	json_int(&j, "furniture", f->key);
	json_strz(&j, "host", f->site_name);
	json_strz(&j, "what", word_of(f));
	json_strz(&j, "story", s != NULL ? s->id : NULL);
	json_strz(&j, "text", f->text);
	json_int(&j, "stories", s != NULL ? 1 : f->stories);
	json_time(&j, "first_seen", f->first);
	json_time(&j, "last_seen", f->last);
	json_close(&j, '}');
	json_end(&j);
	return 0;
}

static int
on_row(const struct store_furniture *f, void *arg)
{
	struct list *l = arg;
	store_story_fn *fn = l->json ? json_line : line;

	if (f->level == KNOWN_NOT)
		return 0;
	l->row = f;
	return f->story == 0 ? fn(NULL, l) :
	    store_story_by_key(l->app->store, f->story, fn, l) < 0 ? -1 : 0;
}

static int
list_furniture(struct app *app, struct list *l, const char *host)
{
	int r;

	buf_init(&l->out, LIMIT_OUTPUT_BYTES);
	r = store_furniture_each(app->store, host, on_row, l);
	if (r < 0)
		warn("%s", store_error(app->store));
	if (!l->json)
		output_page(app);
	output_buf(app, &l->out);
	buf_release(&l->out);
	return r < 0 ? EXIT_NO : EXIT_OK;
}

static int
forget(struct app *app, const char *word)
{
	int64_t key;
	int r;

	if (str_to_int(str_of(word), 1, INT64_MAX, &key) < 0) {
		warn("\"%s\": expected a number; \"tracker furniture\" lists "
		     "them", word);
		return EXIT_USAGE;
	}
	r = store_furniture_refuse(app->store, key);
	if (r == STORE_OK)
		return EXIT_OK;
	if (r == STORE_NONE)
		warn("no furniture %s; \"tracker furniture\" lists it", word);
	else
		warn("%s", store_error(app->store));
	return EXIT_NO;
}

static const struct option longs[] = {
	{ "json", no_argument, NULL, 'j' },
	{ "forget", required_argument, NULL, 'f' },
	{ NULL, 0, NULL, 0 },
};

static int
furniture_run(struct app *app, int argc, char **argv)
{
	struct list l = { .app = app };
	const char *number = NULL;
	int c, r;

	while ((c = command_option(argc, argv, "", longs)) != -1) {
		if (c == 'j')
			l.json = true;
		else if (c == 'f')
			number = optarg;
		else
			return -1;
	}
	if (argc - optind > (number == NULL))
		return -1;
	r = app_open_store(app, number != NULL ? STORE_WRITE : 0);
	if (r != 0)
		return r;
	return number != NULL ? forget(app, number) :
	    list_furniture(app, &l, argv[optind]);
}

const struct command cmd_furniture = {
	"furniture", "[--json] [HOST] | --forget N",
	"texts learned to be no part of the stories of a host", 0,
	furniture_run,
};
