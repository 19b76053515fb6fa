/* One story for one address: told at once of all that becomes of it. */
#include <getopt.h>

#include "tracker/cmd/command.h"
#include "tracker/base/clock.h"
#include "tracker/base/json.h"
#include "tracker/base/limits.h"
#include "tracker/base/utf8.h"
#include "tracker/tell/mail.h"

/* A poll may be at work: a person waits for its end rather than try again. */
#define LOCK_SECONDS 30

struct list {
	struct app *app;
	const char *to;		/* only this one's, or NULL */
	struct buf out;
	bool json;
	const struct store_follow *follow;
};

static int
put(const struct store_story *s, void *arg)
{
	struct list *l = arg;
	char when[TIME_TEXT];
	struct json j;

	if (l->json) {
		json_init(&j, &l->out);
		json_open(&j, NULL, '{');
		json_strz(&j, "to", l->follow->to);
		json_strz(&j, "story", s->id);
		json_strz(&j, "url", s->url);
		json_time(&j, "since", l->follow->since);
		json_close(&j, '}');
		json_end(&j);
		return 0;
	}
	utf8_escape(&l->out, str_of(l->follow->to));
	buf_addf(&l->out, "  %s  %s  ", s->id,
	    time_rfc3339(l->follow->since, when));
	utf8_escape(&l->out, str_of(s->url));
	buf_addc(&l->out, '\n');
	return 0;
}

static int
list_one(const struct store_follow *f, void *arg)
{
	struct list *l = arg;
	int r;

	if (l->to != NULL && strcmp(l->to, f->to) != 0)
		return 0;
	l->follow = f;
	r = store_story_by_key(l->app->store, f->story, put, l);
	return r < 0 ? r : 0;
}

static int
list_all(struct app *app, const char *to, bool json)
{
	struct list l = { .app = app, .to = to, .json = json };
	int code = app_open_store(app, 0);

	if (code != 0)
		return code;
	buf_init(&l.out, LIMIT_OUTPUT_BYTES);
	if (store_follow_each(app->store, list_one, &l) < 0) {
		warn("%s", store_error(app->store));
		code = EXIT_NO;
	}
	output_buf(app, &l.out);
	buf_release(&l.out);
	return code;
}

static const struct option longs[] = {
	{ "json", no_argument, NULL, 'j' },
	{ "to", required_argument, NULL, 't' },
	{ NULL, 0, NULL, 0 },
};

static int
options(int argc, char **argv, const char **to, bool *json)
{
	int c;

	while ((c = command_option(argc, argv, "", longs)) != -1) {
		if (c == 'j' && json != NULL)
			*json = true;
		else if (c == 't')
			*to = optarg;
		else
			return -1;
	}
	if (*to == NULL || mail_address_ok(str_of(*to)))
		return 0;
	warn("\"%s\" is no mail address", *to);
	return EXIT_USAGE;
}

/* A follow that is never heard of would be worse than none. */
static int
can_mail(const struct app *app)
{
	if (app->conf->mail.from.n > 0)
		return 0;
	warn("%s: mail has no address: from", app->conf_path);
	return EXIT_CONFIG;
}

static int
add(struct app *app, const char *word, const char *to)
{
	struct store_follow f = { .to = to, .since = clock_now() };
	struct store_story s;
	int number, r;

	app->patience = LOCK_SECONDS;
	r = app_open_store(app, STORE_WRITE);
	if (r == 0)
		r = app_story(app, word, &s, &number);
	if (r != 0)
		return r;
	f.story = s.key;
	r = store_last_seq(app->store, &f.seq);
	if (r == STORE_OK)
		r = store_follow_add(app->store, &f);
	if (r < 0) {
		warn("%s", store_error(app->store));
		return EXIT_NO;
	}
	say(r == STORE_SAME ? "%s follows it already" : "%s follows %s", to,
	    s.url);
	return EXIT_OK;
}

static int
follow_run(struct app *app, int argc, char **argv)
{
	const char *to = NULL;
	bool json = false;
	int code = options(argc, argv, &to, &json);

	if (code != 0)
		return code;
	if (optind == argc)
		return list_all(app, to, json);
	if (optind + 1 != argc || to == NULL || json)
		return -1;
	code = app_load_conf(app);
	if (code == 0)
		code = can_mail(app);
	return code != 0 ? code : add(app, argv[optind], to);
}

const struct command cmd_follow = {
	"follow", "[--json] [--to ADDRESS] | STORY --to ADDRESS",
	"mail an address what becomes of a story; who follows what", 0,
	follow_run,
};

static int
unfollow_run(struct app *app, int argc, char **argv)
{
	const char *to = NULL;
	struct store_story s;
	int number, r = options(argc, argv, &to, NULL);

	if (r != 0)
		return r;
	if (optind + 1 != argc || to == NULL)
		return -1;
	app->patience = LOCK_SECONDS;
	r = app_open_store(app, STORE_WRITE);
	if (r == 0)
		r = app_story(app, argv[optind], &s, &number);
	if (r != 0)
		return r;
	r = store_follow_drop(app->store, to, s.key);
	if (r == STORE_OK)
		return EXIT_OK;
	if (r == STORE_NONE)
		warn("%s does not follow %s", to, s.url);
	else
		warn("%s", store_error(app->store));
	return EXIT_NO;
}

const struct command cmd_unfollow = {
	"unfollow", "STORY --to ADDRESS", "end a follow", 0, unfollow_run,
};
