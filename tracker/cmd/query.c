#include "tracker/cmd/query.h"
#include "tracker/base/clock.h"
#include "tracker/base/limits.h"

void
query_init(struct query *q)
{
	*q = (struct query){ .filter = { .since = TIME_NONE,
		.until = TIME_NONE } };
	q->filter.feeds = q->feeds;
	buf_init(&q->words, LIMIT_FIELD_BYTES * QUERY_FEEDS);
}

void
query_release(struct query *q)
{
	buf_release(&q->words);
}

static void
add_words(struct query *q, const char *what, const char *word)
{
	buf_addf(&q->words, "%s%s %s", q->words.n > 0 ? ", " : "", what, word);
}

static int
add_kind(struct query *q, const char *name)
{
	enum kind k;

	if (kind_of(str_of(name), &k) < 0) {
		warn("--kind=%s: unknown; tracker(1) lists the kinds", name);
		return EXIT_USAGE;
	}
	q->filter.kinds |= 1u << k;
	add_words(q, "kind", name);
	return 0;
}

static int
add_feed(struct query *q, const char *name)
{
	if (q->filter.nfeeds == QUERY_FEEDS) {
		warn("--feed=%s: more than %d feeds", name, QUERY_FEEDS);
		return EXIT_USAGE;
	}
	q->feeds[q->filter.nfeeds++] = str_of(name);
	add_words(q, "feed", name);
	return 0;
}

static int
set_story(struct query *q, struct app *app, const char *word)
{
	struct store_story s;
	int number, r = app_story(app, word, &s, &number);

	if (r != 0)
		return r;
	q->filter.story = s.key;
	add_words(q, "story", s.id);
	return 0;
}

static int
set_severity(struct query *q, const char *word)
{
	int64_t n;

	if (str_to_int(str_of(word), 0, 100, &n) < 0) {
		warn("--severity=%s: expected 0 to 100", word);
		return EXIT_USAGE;
	}
	q->filter.severity = (int)n;
	add_words(q, "severity from", word);
	return 0;
}

int
query_option(struct query *q, struct app *app, int c, const char *arg)
{
	switch (c) {
	case 's':
		return app_time(arg, &q->filter.since);
	case 'u':
		return app_time(arg, &q->filter.until);
	case 'k':
		return add_kind(q, arg);
	case 'f':
		return add_feed(q, arg);
	case 't':
		return set_story(q, app, arg);
	case 'y':
		return set_severity(q, arg);
	default:
		return -1;
	}
}

int
query_found_none(const struct query *q, const struct app *app)
{
	for (size_t i = 0; app->conf != NULL && i < q->filter.nfeeds; i++) {
		if (conf_feed_of(app->conf, q->feeds[i]) != NULL)
			continue;
		warn("no change, and no feed is named \"%.*s\" in %s",
		    STR_FMT(q->feeds[i]), app->conf_path);
		return EXIT_NO;
	}
	return EXIT_OK;
}
