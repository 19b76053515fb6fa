/*
 * What the feed, robots and URL scripts measure: one JSON object a line in,
 * one answer a line out. `feed_driver VERB`.
 */
#include <jansson.h>

#include "tracker/base/file.h"
#include "tracker/base/json.h"
#include "tracker/base/limits.h"
#include "tracker/extract/charset.h"
#include "tracker/extract/feed.h"
#include "tracker/web/robots.h"
#include "tracker/web/url.h"

static struct str
text(json_t *row, const char *key)
{
	json_t *v = json_object_get(row, key);

	return str_make(json_string_value(v), json_string_length(v));
}

static void
do_canonical(json_t *row, struct arena *a, struct json *j)
{
	struct str out;

	if (url_canonical(text(row, "url"), a, &out) < 0)
		json_none(j, NULL);
	else
		json_str(j, NULL, out);
}

static void
do_resolve(json_t *row, struct arena *a, struct json *j)
{
	struct str out;

	if (url_resolve(text(row, "base"), text(row, "url"), a, &out) < 0)
		json_none(j, NULL);
	else
		json_str(j, NULL, out);
}

static void
do_date(json_t *row, struct arena *a, struct json *j)
{
	int64_t t;

	(void)a;
	if (feed_date(text(row, "input"), &t) < 0)
		json_none(j, NULL);
	else
		json_int(j, NULL, t);
}

static void
put_item(struct json *j, const struct feed_item *i)
{
	json_open(j, NULL, '{');
	json_str(j, "title", i->title);
	json_str(j, "link", i->link);
	json_str(j, "id", i->id);
	json_str(j, "author", i->author);
	json_time(j, "published", i->published);
	json_time(j, "updated", i->updated);
	json_close(j, '}');
}

static void
put_feed(struct json *j, const struct feed *f)
{
	json_open(j, NULL, '{');
	json_strz(j, "format", feed_format_name(f->format));
	json_bool(j, "recovered", f->recovered);
	json_str(j, "title", f->title);
	json_str(j, "link", f->link);
	json_str(j, "problem", f->problem);
	json_open(j, "items", '[');
	for (size_t i = 0; i < f->nitems; i++)
		put_item(j, &f->items[i]);
	json_close(j, ']');
	json_close(j, '}');
}

static void
do_feed(json_t *row, struct arena *a, struct json *j)
{
	struct feed_input in = { .url = text(row, "url"),
		.charset = text(row, "charset") };
	struct error err;
	struct feed f;
	struct buf b;

	buf_init(&b, LIMIT_FILE_BYTES);
	if (file_read(arena_strz(a, text(row, "file")), &b, &err) < 0) {
		json_none(j, NULL);
	} else {
		in.bytes = buf_str(&b);
		feed_read(&f, a, &in);
		put_feed(j, &f);
	}
	buf_release(&b);
}

/* The charset that a page's bytes say of themselves. */
static void
do_charset(json_t *row, struct arena *a, struct json *j)
{
	struct str utf8, hex = text(row, "bytes");
	const char *name = NULL;
	char *p = arena_alloc(a, hex.n + 1, 1);
	size_t n = 0;

	/* Hexadecimal digits, two a byte. */
	for (size_t i = 0; i + 1 < hex.n; i += 2)
		sscanf(hex.p + i, "%2hhx", (unsigned char *)&p[n++]);
	charset_decode(str_make(p, n), STR(""), a, &utf8, &name);
	json_strz(j, NULL, name);
}

static void
do_robots(json_t *row, struct arena *a, struct json *j)
{
	struct robots r;

	robots_read(&r, a, text(row, "robots"), text(row, "url"));
	json_bool(j, NULL, robots_allowed(&r, text(row, "agent"),
	    robots_path(text(row, "url"))));
}

static const struct {
	const char *name;
	void (*run)(json_t *, struct arena *, struct json *);
} verbs[] = {
	{ "canonical", do_canonical },
	{ "resolve", do_resolve },
	{ "date", do_date },
	{ "feed", do_feed },
	{ "robots", do_robots },
	{ "charset", do_charset },
};

static void
answer(size_t verb, const char *line, size_t n)
{
	json_t *row = json_loadb(line, n, JSON_ALLOW_NUL, NULL);
	struct arena a;
	struct json j;
	struct buf out;

	arena_init(&a);
	buf_init(&out, LIMIT_OUTPUT_BYTES);
	json_init(&j, &out);
	if (row == NULL)
		json_none(&j, NULL);
	else
		verbs[verb].run(row, &a, &j);
	json_end(&j);
	fwrite(out.p, 1, out.n, stdout);
	json_decref(row);
	buf_release(&out);
	arena_release(&a);
}

int
main(int argc, char **argv)
{
	size_t verb = 0, cap = 0, count = sizeof(verbs) / sizeof(*verbs);
	char *line = NULL;
	ssize_t n;

	while (verb < count && (argc != 2 ||
	    strcmp(argv[1], verbs[verb].name) != 0))
		verb++;
	if (verb == count) {
		fprintf(stderr, "usage: feed_driver VERB < ROWS\n");
		return 64;
	}
	while ((n = getline(&line, &cap, stdin)) > 0)
		answer(verb, line, (size_t)n);
	free(line);
	return fflush(stdout) == 0 ? 0 : 74;
}
