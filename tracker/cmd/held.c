/* Captures that are no version: kept as evidence, for a person to look at. */
#include <getopt.h>
#include <stdlib.h>
#include <unistd.h>

#include "tracker/cmd/command.h"
#include "tracker/base/clock.h"
#include "tracker/base/json.h"
#include "tracker/base/limits.h"
#include "tracker/base/utf8.h"
#include "tracker/cmd/held.h"

struct list {
	struct app *app;
	struct buf out;
	int64_t story;		/* only of this one, or 0 */
	bool json;
	const struct store_held *held;
};

static int
line(const struct store_story *s, void *arg)
{
	struct list *l = arg;
	const struct store_held *h = l->held;
	char when[TIME_TEXT];

	buf_addf(&l->out, "%5lld  %s  %-7s  ", (long long)h->key,
	    time_rfc3339(h->fetched, when), h->verdict);
	utf8_escape(&l->out, str_of(s->url));
	buf_addz(&l->out, "\n       ");
	utf8_escape(&l->out, str_of(h->reason));
	buf_addc(&l->out, '\n');
	return 0;
}

static int
json_line(const struct store_story *s, void *arg)
{
	struct list *l = arg;
	const struct store_held *h = l->held;
	struct json j;

	json_init(&j, &l->out);
	json_open(&j, NULL, '{');
	json_int(&j, "held", h->key);
	json_strz(&j, "story", s->id);
	json_strz(&j, "url", s->url);
	json_time(&j, "fetched", h->fetched);
	json_strz(&j, "verdict", h->verdict);
	json_strz(&j, "reason", h->reason);
	json_strz(&j, "capture", h->capture);
	json_close(&j, '}');
	json_end(&j);
	return 0;
}

static int
on_held(const struct store_held *h, void *arg)
{
	struct list *l = arg;

	if (l->story != 0 && l->story != h->story)
		return 0;
	l->held = h;
	return store_story_by_key(l->app->store, h->story,
	    l->json ? json_line : line, l);
}

/* ---- one of them ------------------------------------------------------- */

struct find {
	struct arena *arena;
	int64_t key;
	struct store_held *out;
};

static int
match(const struct store_held *h, void *arg)
{
	struct find *f = arg;
	struct arena *a = f->arena;

	if (h->key != f->key)
		return 0;
	*f->out = *h;
	f->out->verdict = arena_strz(a, str_of(h->verdict));
	f->out->reason = arena_strz(a, str_of(h->reason));
	f->out->capture = arena_strz(a, str_of(h->capture));
	return 1;
}

int
held_find(struct app *app, const char *word, struct store_held *out)
{
	struct find f = { .arena = &app->arena, .out = out };

	if (str_to_int(str_of(word), 1, INT64_MAX, &f.key) < 0) {
		warn("\"%s\": expected the number of a held capture; "
		     "\"tracker held\" lists them", word);
		return EXIT_USAGE;
	}
	switch (store_held_each(app->store, match, &f)) {
	case 1:
		return 0;
	case STORE_OK:
		break;
	default:
		warn("%s", store_error(app->store));
		return EXIT_NO;
	}
	warn("no held capture %s; \"tracker held\" lists them", word);
	return EXIT_NO;
}

static int
show_body(struct app *app, const char *word)
{
	struct store_held h;
	char *head = NULL, *body = NULL, *url = NULL;
	size_t n = 0;
	struct buf out;
	int r = held_find(app, word, &h);

	if (r != 0)
		return r;
	if (store_capture_read(app->store, h.capture, &head, &body, &n,
	    &url) != STORE_OK) {
		warn("%s", store_error(app->store));
		return EXIT_NO;
	}
	buf_init(&out, LIMIT_OUTPUT_BYTES);
	if (isatty(STDOUT_FILENO))
		utf8_escape(&out, str_make(body, n));
	else
		buf_add(&out, body, n);
	output_page(app);
	output_buf(app, &out);
	buf_release(&out);
	free(head);
	free(body);
	free(url);
	return EXIT_OK;
}

/* ---- the command ------------------------------------------------------- */

static const struct option longs[] = {
	{ "json", no_argument, NULL, 'j' },
	{ "body", required_argument, NULL, 'b' },
	{ NULL, 0, NULL, 0 },
};

static int
list_held(struct app *app, struct list *l)
{
	int r;

	buf_init(&l->out, LIMIT_OUTPUT_BYTES);
	r = store_held_each(app->store, on_held, l);
	if (r < 0)
		warn("%s", store_error(app->store));
	if (!l->json)
		output_page(app);
	output_buf(app, &l->out);
	buf_release(&l->out);
	return r < 0 ? EXIT_NO : EXIT_OK;
}

static int
held_run(struct app *app, int argc, char **argv)
{
	struct list l = { .app = app };
	const char *body = NULL;
	struct store_story s;
	int c, number, r;

	while ((c = command_option(argc, argv, "", longs)) != -1) {
		if (c == 'j')
			l.json = true;
		else if (c == 'b')
			body = optarg;
		else
			return -1;
	}
	if (argc - optind > (body == NULL))
		return -1;
	if (body != NULL)
		return show_body(app, body);
	if (optind < argc) {
		r = app_story(app, argv[optind], &s, &number);
		if (r != 0)
			return r;
		l.story = s.key;
	}
	return list_held(app, &l);
}

const struct command cmd_held = {
	"held", "[--json] [STORY] | --body N",
	"captures that were kept and are no version", NEED_STORE, held_run,
};
