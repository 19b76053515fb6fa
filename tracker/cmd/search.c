#include <getopt.h>

#include "tracker/cmd/command.h"
#include "tracker/base/json.h"
#include "tracker/base/limits.h"
#include "tracker/base/utf8.h"

struct search {
	struct app *app;
	struct buf out;
	bool json;
	const struct store_hit *hit;
	size_t n;
};

/* \1 and \2 of a snippet become bold, or brackets where there is no color. */
static void
snippet_text(struct search *s, struct str text)
{
	static const char *const marks[2][2] = { { "[", "]" },
		{ "\033[1m", "\033[m" } };
	size_t from = 0;

	for (size_t i = 0; i <= text.n; i++) {
		if (i < text.n && text.p[i] != '\1' && text.p[i] != '\2') {
			if (text.p[i] != '\n')
				continue;
		}
		utf8_escape(&s->out, str_sub(text, from, i - from));
		from = i + 1;
		if (i < text.n)
			buf_addz(&s->out, text.p[i] == '\n' ? " " :
			    marks[s->app->color][text.p[i] - '\1']);
	}
}

/* The store knows a version only as text; how the front matter of a story.md
 * ends (format.h) is no part of the story. Where the paragraphs behind it have a
 * hit, too, they are what is shown. */
static struct str
without_front(struct str text, struct arena *a)
{
	static const char how[] = " extracted:   method: ", end[] = " ---  ";
	ptrdiff_t from = str_find(text, str_of(how)), to;
	struct str front, body;

	to = str_find(text, str_of(end));
	if (to < 0 || from > to)
		return text;
	front = str_sub(text, 0, from >= 0 ? (size_t)from : 0);
	body = str_from(text, (size_t)to + strlen(end));
	if (str_find(body, STR("\1")) >= 0)
		return body;
	if (str_find(front, STR("\1")) < 0)
		return text;
	return arena_printf(a, "%.*s ... %.*s", STR_FMT(front), STR_FMT(body));
}

static void
snippet_json(struct json *j, struct str text)
{
	struct buf plain;

	buf_init(&plain, MIB);
	for (size_t i = 0; i < text.n; i++)
		if (text.p[i] != '\1' && text.p[i] != '\2')
			buf_addc(&plain, text.p[i] == '\n' ? ' ' : text.p[i]);
	json_str(j, "snippet", buf_str(&plain));
	buf_release(&plain);
}

static int
with_story(const struct store_story *st, void *arg)
{
	struct search *s = arg;
	struct json j;

	if (s->json) {
		json_init(&j, &s->out);
		json_open(&j, NULL, '{');
		json_strz(&j, "story", st->id);
		json_strz(&j, "url", st->url);
		json_int(&j, "version", s->hit->number);
		snippet_json(&j, without_front(str_of(s->hit->snippet),
		    &s->app->arena));
		json_close(&j, '}');
		json_end(&j);
		return 0;
	}
	buf_addf(&s->out, "%s@%d  ", st->id, s->hit->number);
	utf8_escape(&s->out, str_of(st->url));
	buf_addz(&s->out, "\n    ");
	snippet_text(s, without_front(str_of(s->hit->snippet),
		    &s->app->arena));
	buf_addc(&s->out, '\n');
	return 0;
}

static int
on_hit(const struct store_hit *h, void *arg)
{
	struct search *s = arg;

	s->n++;
	s->hit = h;
	return store_story_by_key(s->app->store, h->story, with_story, s);
}

static const struct option longs[] = {
	{ "json", no_argument, NULL, 'j' },
	{ "limit", required_argument, NULL, 'l' },
	{ NULL, 0, NULL, 0 },
};

static int
search_run(struct app *app, int argc, char **argv)
{
	struct search s = { .app = app };
	struct buf words;
	int64_t limit = 50;
	int c, r;

	while ((c = command_option(argc, argv, "", longs)) != -1) {
		if (c == 'j')
			s.json = true;
		else if (c != 'l' || str_to_int(str_of(optarg), 1, 100000,
		    &limit) < 0)
			return -1;
	}
	if (optind == argc)
		return -1;
	buf_init(&words, 4096);
	for (int i = optind; i < argc; i++)
		buf_addf(&words, "%s%s", i > optind ? " " : "", argv[i]);
	buf_init(&s.out, LIMIT_OUTPUT_BYTES);
	r = store_search(app->store, buf_z(&words), (int)limit, on_hit, &s);
	if (r < 0)
		warn("%s", store_error(app->store));
	if (!s.json)
		output_page(app);
	output_buf(app, &s.out);
	buf_release(&s.out);
	buf_release(&words);
	return r >= 0 && s.n > 0 ? EXIT_OK : EXIT_NO;
}

const struct command cmd_search = {
	"search", "[--json] [--limit N] WORDS...",
	"full text over all versions", NEED_STORE, search_run,
};
