/* ninjs 1 and 2 (iptc.org/std/ninjs), and what news systems make of it. */
#include "tracker/base/limits.h"
#include "tracker/extract/item.h"
#include "tracker/extract/script.h"
#include "tracker/extract/source.h"

static struct str
text_of(json_t *v)
{
	return json_is_string(v) ?
	    str_make(json_string_value(v), json_string_length(v)) :
	    str_make(NULL, 0);
}

/* The first of the keys that is there, a string or the first of a list; of an
 * object what it is worth. */
static struct str
field(json_t *o, const char *const *keys)
{
	static const char *const inner[] = { "value", "qcode", "code", "uri",
		"name" };
	struct str s = { NULL, 0 };
	json_t *v;

	for (; *keys != NULL; keys++) {
		v = json_object_get(o, *keys);
		if (json_is_array(v))
			v = json_array_get(v, 0);
		s = text_of(v);
		for (size_t i = 0; s.n == 0 && i < 5; i++)
			s = text_of(json_object_get(v, inner[i]));
		if (s.n > 0)
			break;
	}
	return s;
}

#define KEYS(...) ((const char *const[]){ __VA_ARGS__, NULL })

static void
add_lines(struct buf *out, struct str s)
{
	struct str line;

	while (str_line(&s, &line))
		item_add_text(out, "p", line);
}

/* HTML where there is some, else text. */
static void
add_body(struct buf *out, json_t *o)
{
	struct str html = field(o, KEYS("body_xhtml", "body_html")), s;
	json_t *all = json_object_get(o, "bodies"), *v;

	for (size_t i = 0; html.n == 0 && i < json_array_size(all); i++) {
		v = json_array_get(all, i);
		s = field(v, KEYS("contentType", "contenttype"));
		if (str_ifind(s, STR("html")) >= 0)
			html = field(v, KEYS("value"));
	}
	buf_adds(out, html);
	if (html.n == 0)
		add_lines(out, field(o, KEYS("body_text", "bodies")));
}

static bool
is_item(json_t *o)
{
	static const char *const bodies[] = { "body_html", "body_xhtml",
		"body_text", "bodies", "pubstatus", "pubStatus" };

	if (field(o, KEYS("headline", "headlines")).n == 0)
		return false;
	for (size_t i = 0; i < sizeof(bodies) / sizeof(*bodies); i++)
		if (json_object_get(o, bodies[i]) != NULL)
			return true;
	return false;
}

static void
read_item(struct item *it, struct arena *a, json_t *o)
{
	struct buf body;

	it->headline = plain_line(a, field(o, KEYS("headline", "headlines")));
	it->byline = plain_line(a, field(o, KEYS("byline", "by")));
	it->language = plain_line(a, field(o, KEYS("language")));
	it->note = plain_line(a, field(o, KEYS("ednote", "edNote")));
	it->signal = plain_line(a, field(o, KEYS("signal", "signals",
	    "state")));
	it->status = plain_line(a, field(o, KEYS("pubstatus", "pubStatus")));
	source_date(field(o, KEYS("firstpublished", "firstcreated",
	    "firstCreated", "contentCreated")), &it->published);
	source_date(field(o, KEYS("versioncreated", "versionCreated")),
	    &it->modified);
	buf_init(&body, LIMIT_PAGE_BYTES);
	add_body(&body, o);
	it->body = arena_str(a, buf_str(&body));
	buf_release(&body);
}

bool
item_read_json(struct item *it, struct arena *a, struct str utf8)
{
	json_t *o = script_json(utf8, JSON_ALLOW_NUL);
	bool found = o != NULL && is_item(o);

	if (found)
		read_item(it, a, o);
	json_decref(o);
	return found;
}
