/* What is watched, and when it is due. */
#include <getopt.h>
#include <stdio.h>
#include <unistd.h>

#include "tracker/cmd/left.h"
#include "tracker/base/clock.h"
#include "tracker/base/json.h"
#include "tracker/base/limits.h"
#include "tracker/base/utf8.h"
#include "tracker/web/url.h"

struct list {
	struct app *app;
	struct left left;
	struct buf out;
	bool json;
};

static void
when_text(int64_t next, char out[TIME_TEXT])
{
	int64_t s = next - clock_now();
	int64_t unit = s >= 2 * 86400 ? 86400 : s >= 2 * 3600 ? 3600 :
	    s >= 120 ? 60 : 1;

	if (s <= 0)
		snprintf(out, TIME_TEXT, "now");
	else
		duration_text(s / unit * unit, out);
}

static void
text_line(struct list *l, const char *id, const char *state, int versions,
    const char *due, const char *url, const char *why)
{
	buf_addf(&l->out, "%-8s  %-11s %4d  %-5s  ", id, state, versions, due);
	utf8_escape(&l->out, str_of(url));
	if (why != NULL) {
		buf_addz(&l->out, "  (");
		utf8_escape(&l->out, str_of(why));
		buf_addc(&l->out, ')');
	}
	buf_addc(&l->out, '\n');
}

static void
json_line(struct list *l, const struct store_story *s)
{
	struct json j;

	json_init(&j, &l->out);
	json_open(&j, NULL, '{');
	json_strz(&j, "story", s->id);
	json_strz(&j, "url", s->url);
	json_strz(&j, "feed", s->feed);
	json_strz(&j, "state", store_state_name(s->state));
	json_int(&j, "versions", s->versions);
	json_time(&j, "next", s->state == STORE_STOPPED ? TIME_NONE : s->next);
	json_time(&j, "last", s->last);
	json_int(&j, "failures", s->failures);
	json_strz(&j, "why", s->why);
	json_close(&j, '}');
	json_end(&j);
}

static int
story_line(const struct store_story *row, void *arg)
{
	struct list *l = arg;
	struct store_story copy = *row, *s = &copy;
	char due[TIME_TEXT] = "-";

	left_story(&l->left, s);
	if (s->state != STORE_STOPPED)
		when_text(s->next, due);
	if (l->json)
		json_line(l, s);
	else
		text_line(l, s->id, store_state_name(s->state), s->versions,
		    due, s->url, s->why);
	if (l->out.n > MIB)
		output_buf(l->app, &l->out);
	return 0;
}

static int
ignore(const struct store_story *s, void *arg)
{
	(void)s;
	(void)arg;
	return 0;
}

/* Listed in feeds.yaml and not polled yet: not in the store. */
static void
unpolled(struct list *l)
{
	const struct conf *c = l->app->conf;
	struct store_story s = { .next = clock_now(), .last = STORE_NO_TIME,
		.state = STORE_LIVE, .why = "not polled yet" };
	struct str url;

	for (size_t i = 0; i < c->nstories; i++) {
		if (url_canonical(c->stories[i].url, &l->app->arena, &url) < 0)
			continue;
		if (l->app->store != NULL && store_story_find(l->app->store,
		    url.p, ignore, NULL) != STORE_NONE)
			continue;
		store_id(url.p, s.id);
		s.url = url.p;
		story_line(&s, l);
	}
}

static int
feed_line(const struct store_feed *f, void *arg)
{
	struct list *l = arg;
	const struct left_host *h = left_find(&l->left, f->url);
	const char *why = f->failures > 0 ? f->why : NULL;
	char due[TIME_TEXT];

	if (h != NULL && f->next < h->until)
		why = h->why.p;
	when_text(h != NULL && f->next < h->until ? h->until : f->next, due);
	buf_addf(&l->out, "due %s", due);
	if (why != NULL) {
		buf_addz(&l->out, ": ");
		utf8_escape(&l->out, str_of(why));
	}
	return 0;
}

static void
feed_lines(struct list *l)
{
	const struct conf *c = l->app->conf;

	for (size_t i = 0; i < c->nfeeds; i++) {
		buf_addz(&l->out, "feed ");
		utf8_escape(&l->out, c->feeds[i].name);
		buf_addz(&l->out, "  ");
		utf8_escape(&l->out, c->feeds[i].url);
		buf_addz(&l->out, "  (");
		if (l->app->store == NULL || store_feed_get(l->app->store,
		    c->feeds[i].url.p, feed_line, l) != STORE_OK)
			buf_addz(&l->out, "not polled yet");
		buf_addz(&l->out, ")\n");
	}
}

static const struct option longs[] = {
	{ "json", no_argument, NULL, 'j' },
	{ NULL, 0, NULL, 0 },
};

static int
list_all(struct list *l)
{
	struct app *app = l->app;
	int r = left_load(&l->left, app);

	if (r >= 0 && !l->json) {
		output_page(app);
		feed_lines(l);
	}
	if (r >= 0)
		unpolled(l);
	if (r >= 0 && app->store != NULL)
		r = store_story_each(app->store, story_line, l);
	left_release(&l->left);
	if (r < 0)
		warn("%s", store_error(app->store));
	return r < 0 ? EXIT_NO : 0;
}

static int
list_run(struct app *app, int argc, char **argv)
{
	struct list l = { .app = app };
	int c, r;

	while ((c = command_option(argc, argv, "", longs)) != -1) {
		if (c != 'j')
			return -1;
		l.json = true;
	}
	if (optind < argc)
		return -1;
	/* Before the first poll there is no store, and that is no fault. */
	if (access(app->store_dir != NULL ? app->store_dir :
	    app->conf->store.p, F_OK) == 0 && (r = app_open_store(app, 0)) != 0)
		return r;
	buf_init(&l.out, LIMIT_OUTPUT_BYTES);
	r = list_all(&l);
	output_buf(app, &l.out);
	buf_release(&l.out);
	return r;
}

const struct command cmd_list = {
	"list", "[--json]", "what is watched, and when it is due", NEED_CONF,
	list_run,
};
