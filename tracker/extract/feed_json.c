/* JSON Feed 1 and 1.1 (jsonfeed.org). */
#include <jansson.h>

#include "tracker/base/limits.h"
#include "tracker/extract/feed_parts.h"

static struct str
text(const json_t *o, const char *key)
{
	const json_t *v = json_object_get(o, key);

	return json_is_string(v) ? str_make(json_string_value(v),
	    json_string_length(v)) : STR("");
}

/* An id may be a number where a careless site wrote one. */
static struct str
id(struct arena *a, const json_t *o)
{
	const json_t *v = json_object_get(o, "id");

	if (json_is_integer(v))
		return arena_printf(a, "%lld",
		    (long long)json_integer_value(v));
	return feed_text(a, text(o, "id"), MARKUP_NONE);
}

/* "authors" of version 1.1, "author" of version 1. */
static void
authors(struct feed_draft *d, struct arena *a, const json_t *o)
{
	const json_t *list = json_object_get(o, "authors");

	for (size_t i = 0; i < json_array_size(list); i++)
		feed_draft_author(d, a, feed_text(a, text(json_array_get(list,
		    i), "name"), MARKUP_NONE), 1);
	feed_draft_author(d, a, feed_text(a, text(json_object_get(o, "author"),
	    "name"), MARKUP_NONE), 2);
}

static void
item(struct feed_build *b, const json_t *o, struct str feed_author)
{
	static const char *const links[] = { "url", "external_url", "id" };
	struct arena *a = b->arena;
	struct feed_draft d;

	feed_draft_init(&d);
	/* Plain text, says the specification: "AT&amp;T" is what it says. */
	d.item.title = feed_text(a, text(o, "title"), MARKUP_NONE);
	d.item.id = id(a, o);
	for (size_t i = 0; i < 3 && d.item.link.n == 0; i++)
		if (i < 2 || str_istarts(text(o, links[i]), "http"))
			d.item.link = feed_link(a, b->base, text(o, links[i]));
	authors(&d, a, o);
	if (d.item.author.n == 0)
		d.item.author = feed_author;
	if (feed_date(text(o, "date_published"), &d.item.published) < 0)
		d.item.published = TIME_NONE;
	if (feed_date(text(o, "date_modified"), &d.item.updated) < 0)
		d.item.updated = TIME_NONE;
	feed_add(b, &d);
}

static void
hub(struct feed_build *b, const json_t *root)
{
	const json_t *hubs = json_object_get(root, "hubs");

	for (size_t i = 0; i < json_array_size(hubs) &&
	    b->feed->hub.n == 0; i++)
		b->feed->hub = feed_link(b->arena, b->base,
		    text(json_array_get(hubs, i), "url"));
}

static void
read_root(struct feed_build *b, const json_t *root)
{
	const json_t *items = json_object_get(root, "items");
	struct feed_draft all;
	size_t n = json_array_size(items);

	feed_draft_init(&all);
	authors(&all, b->arena, root);
	b->feed->format = FEED_JSON;
	b->feed->title = feed_text(b->arena, text(root, "title"), MARKUP_NONE);
	b->feed->link = feed_link(b->arena, b->base, text(root,
	    "home_page_url"));
	hub(b, root);
	for (size_t i = 0; i < n && !b->feed->cut; i++)
		item(b, json_array_get(items, i), all.item.author);
}

void
feed_read_json(struct feed_build *b, struct str utf8)
{
	json_error_t e;
	json_t *root = json_loadb(utf8.p, utf8.n, JSON_ALLOW_NUL |
	    JSON_DISABLE_EOF_CHECK, &e);

	if (root == NULL)
		b->feed->problem = arena_printf(b->arena,
		    "broken JSON at line %d, column %d", e.line, e.column);
	else if (json_is_array(json_object_get(root, "items")) ||
	    str_find(text(root, "version"), STR("jsonfeed.org")) >= 0)
		read_root(b, root);
	else
		b->feed->problem = STR("JSON, but no JSON Feed");
	json_decref(root);
}
