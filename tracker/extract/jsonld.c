#include <jansson.h>

#include "tracker/base/buf.h"
#include "tracker/base/limits.h"
#include "tracker/extract/script.h"
#include "tracker/extract/source.h"

/* Objects looked at in all scripts of a page. */
#define OBJECTS 5000
#define SCRIPT_BYTES (4 * MIB)
/* Objects asked for an @id, and bytes of names that stand elsewhere: a page can
 * name one long name as often as it likes. */
#define EFFORT (4 * MIB)

/* Objects still to look at: JSON-LD nests freely. */
struct queue {
	json_t *item[OBJECTS];
	size_t n;
	size_t spent;	/* of the page's EFFORT */
};

static struct str
string_of(json_t *v)
{
	return json_is_string(v) ?
	    str_make(json_string_value(v), json_string_length(v)) :
	    str_make(NULL, 0);
}

/* A text as schema.org wraps it: itself, the first of a list, a name. */
static struct str
text_of(json_t *v)
{
	static const char *const keys[] = { "name", "@value", "text", "@id",
		"url" };
	struct str s;

	for (int depth = 0; depth < 4; depth++) {
		if (json_is_string(v))
			return string_of(v);
		if (json_is_array(v)) {
			v = json_array_get(v, 0);
			continue;
		}
		for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
			s = string_of(json_object_get(v, keys[i]));
			if (s.n > 0)
				return s;
		}
		v = json_object_get(v, "name");
	}
	return str_make(NULL, 0);
}

static bool
type_is_article(struct str t)
{
	return str_ends(t, "Article") || str_ends(t, "BlogPosting") ||
	    str_ends(t, "LiveBlogPosting") || str_ends(t, "NewsReport") ||
	    str_eqz(t, "Report") || str_ends(t, "CreativeWork");
}

/* The first of the object's types that is an article's. */
static struct str
article_type(json_t *o)
{
	json_t *t = json_object_get(o, "@type");
	struct str s = string_of(t);

	if (s.n > 0)
		return type_is_article(s) ? s : str_make(NULL, 0);
	for (size_t i = 0; i < json_array_size(t); i++) {
		s = string_of(json_array_get(t, i));
		if (type_is_article(s))
			return s;
	}
	return str_make(NULL, 0);
}

/* ---- reading text that should be JSON ----------------------------------- */

/* From the first bracket on; control characters, which JSON does not allow in
 * strings, as what was meant: a line end there as "\\n", the rest as spaces. */
static struct str
cleaned(struct arena *arena, struct str s)
{
	char *p;
	size_t i = 0, n = 0;
	bool inside = false;

	s = str_trim(s);
	while (i < s.n && s.p[i] != '{' && s.p[i] != '[')
		i++;
	s = str_from(s, i);
	p = arena_alloc(arena, 2 * s.n + 1, 1);
	for (i = 0; i < s.n; i++) {
		if (s.p[i] == '"' && (i == 0 || s.p[i - 1] != '\\'))
			inside = !inside;
		if (inside && s.p[i] == '\n') {
			p[n++] = '\\';
			p[n++] = 'n';
		} else {
			p[n++] = (unsigned char)s.p[i] < 0x20 ||
			    s.p[i] == 0x7f ? ' ' : s.p[i];
		}
	}
	return str_make(p, n);
}

/* A quoted string with its control characters as spaces. */
static struct str
cleaned_value(struct arena *arena, struct str s)
{
	char *p = arena_strz(arena, s);

	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)p[i] < 0x20)
			p[i] = ' ';
	return str_make(p, s.n);
}

/* Without commas before a closing bracket and escapes JSON does not know. */
static struct str
repaired(struct arena *arena, struct str s)
{
	char *p = arena_alloc(arena, s.n + 1, 1);
	size_t n = 0, k;
	bool inside = false;

	for (size_t i = 0; i < s.n; i++) {
		if (inside && s.p[i] == '\\') {
			if (i + 1 < s.n &&
			    strchr("\"\\/bfnrtu", s.p[i + 1]) != NULL) {
				p[n++] = s.p[i++];
				p[n++] = s.p[i];
			}
			continue;
		}
		if (s.p[i] == '"')
			inside = !inside;
		if (!inside && s.p[i] == ',') {
			for (k = i + 1; k < s.n && s.p[k] == ' ' &&
			    k < i + 64;)
				k++;
			if (k < s.n && (s.p[k] == '}' || s.p[k] == ']'))
				continue;
		}
		if (!inside && s.p[i] == ';')
			continue;
		p[n++] = s.p[i];
	}
	return str_make(p, n);
}

static json_t *
parse(struct arena *arena, struct str text)
{
	const size_t flags = JSON_DISABLE_EOF_CHECK | JSON_ALLOW_NUL;
	struct str s;
	json_t *root;

	if (text.n > SCRIPT_BYTES)
		return NULL;
	s = cleaned(arena, text);
	root = script_json(s, flags);
	if (root != NULL || s.n == 0)
		return root;
	s = repaired(arena, s);
	return script_json(s, flags);
}

/* ---- one article -------------------------------------------------------- */

/* What stands elsewhere in the graph under the same @id. */
static json_t *
resolved(struct queue *q, json_t *v)
{
	struct str id = string_of(json_object_get(v, "@id"));

	if (id.n == 0 || json_object_get(v, "name") != NULL)
		return v;
	for (size_t i = 0; i < q->n && q->spent++ < EFFORT; i++)
		if (json_object_get(q->item[i], "name") != NULL && str_eq(id,
		    string_of(json_object_get(q->item[i], "@id"))))
			return q->item[i];
	return v;
}

/* A name on one line, while the page has not asked for too many. */
static struct str
name_line(struct queue *q, struct arena *arena, struct str s)
{
	q->spent += s.n + 1;
	return q->spent < EFFORT ? plain_line(arena, s) : str_make(NULL, 0);
}

/* "name" may itself be a list, or stand in two parts. */
static void
add_author(struct source *out, struct arena *arena, json_t *v,
    struct queue *q)
{
	json_t *names = json_object_get(v, "name");
	struct str family = string_of(json_object_get(v, "familyName"));

	if (names == NULL && family.n > 0) {
		source_author(out, name_line(q, arena, arena_printf(arena,
		    "%.*s %.*s", STR_FMT(string_of(json_object_get(v,
		    "givenName"))), STR_FMT(family))));
		return;
	}
	if (!json_is_array(names)) {
		source_author(out, name_line(q, arena, text_of(v)));
		return;
	}
	for (size_t i = 0; i < json_array_size(names) && q->spent < EFFORT; i++)
		source_author(out, name_line(q, arena,
		    string_of(json_array_get(names, i))));
}

static void
add_authors(struct source *out, struct arena *arena, json_t *v,
    struct queue *q)
{
	if (json_is_array(v))
		for (size_t i = 0; i < json_array_size(v); i++)
			add_author(out, arena,
			    resolved(q, json_array_get(v, i)), q);
	else if (v != NULL)
		add_author(out, arena, resolved(q, v), q);
}

/* A correction that stands elsewhere in the graph under the same @id. */
static json_t *
correction_of(struct queue *q, json_t *v)
{
	struct str id = string_of(json_object_get(v, "@id"));

	if (id.n == 0 || json_object_get(v, "text") != NULL)
		return v;
	for (size_t i = 0; i < q->n && q->spent++ < EFFORT; i++)
		if (json_object_get(q->item[i], "text") != NULL && str_eq(id,
		    string_of(json_object_get(q->item[i], "@id"))))
			return q->item[i];
	return v;
}

static void
add_notes(struct source *out, struct arena *arena, json_t *v, struct queue *q)
{
	struct str s;
	size_t n = json_is_array(v) ? json_array_size(v) : v != NULL;
	json_t *one;

	for (size_t i = 0; i < n && out->nnotes < SOURCE_NOTES; i++) {
		one = correction_of(q, json_is_array(v) ?
		    json_array_get(v, i) : v);
		s = string_of(json_object_get(one, "text"));
		if (s.n == 0)
			s = string_of(json_object_get(one, "description"));
		if (s.n == 0)
			s = string_of(one);
		s = plain_line(arena, s);
		if (s.n > 0 && str_find(s, STR("://")) < 0)
			out->notes[out->nnotes++] = s;
	}
}

static bool
is_false(json_t *v)
{
	return json_is_false(v) || str_ieqz(string_of(v), "false");
}

static void
read_article(struct source *out, struct arena *arena, json_t *o,
    struct queue *q)
{
	source_init(out);
	out->article = true;
	out->type = arena_str(arena, article_type(o));
	out->headline = plain_line(arena,
	    text_of(json_object_get(o, "headline")));
	if (out->headline.n == 0)
		out->headline = plain_line(arena,
		    string_of(json_object_get(o, "name")));
	out->deck = plain_line(arena,
	    string_of(json_object_get(o, "description")));
	out->body = plain_text(arena,
	    text_of(json_object_get(o, "articleBody")));
	out->section = plain_line(arena,
	    text_of(json_object_get(o, "articleSection")));
	out->language = plain_line(arena,
	    text_of(json_object_get(o, "inLanguage")));
	out->canonical = arena_str(arena, str_trim(text_of(
	    json_object_get(o, "mainEntityOfPage"))));
	if (out->canonical.n == 0)
		out->canonical = arena_str(arena, str_trim(
		    string_of(json_object_get(o, "url"))));
	source_date(text_of(json_object_get(o, "datePublished")),
	    &out->published);
	source_date(text_of(json_object_get(o, "dateModified")),
	    &out->modified);
	if (out->published == TIME_NONE)
		source_date(text_of(json_object_get(o, "dateCreated")),
		    &out->published);
	add_authors(out, arena, json_object_get(o, "author"), q);
	if (out->nauthors == 0)
		add_authors(out, arena, json_object_get(o, "creator"), q);
	out->site = name_line(q, arena,
	    text_of(resolved(q, json_object_get(o, "publisher"))));
	add_notes(out, arena, json_object_get(o, "correction"), q);
	out->locked = is_false(json_object_get(o, "isAccessibleForFree"));
}

/* ---- which of several --------------------------------------------------- */

/* The path of a URL, without query and last slash. */
static struct str
path_of(struct str url)
{
	ptrdiff_t at = str_find(url, STR("://"));

	if (at >= 0)
		url = str_from(url, (size_t)at + 3);
	at = str_chr(url, '/');
	url = str_from(url, at < 0 ? url.n : (size_t)at);
	at = str_chr(url, '?');
	url = str_sub(url, 0, at < 0 ? url.n : (size_t)at);
	at = str_chr(url, '#');
	url = str_sub(url, 0, at < 0 ? url.n : (size_t)at);
	return str_ends(url, "/") ? str_sub(url, 0, url.n - 1) : url;
}

static int
rank(const struct source *s, struct str url)
{
	bool here = s->canonical.n > 0 && path_of(url).n > 1 &&
	    str_eq(path_of(s->canonical), path_of(url));

	return 8 * here + 4 * (s->body.n > 250) +
	    3 * !str_ends(s->type, "CreativeWork") + 2 * (s->headline.n > 0) +
	    (s->published != TIME_NONE) + (s->nauthors > 0);
}

static void
push(struct queue *q, json_t *v)
{
	if (q->n < OBJECTS && (json_is_object(v) || json_is_array(v)))
		q->item[q->n++] = v;
}

/* Objects that hold the page's own article, not a list of others. */
static const char *const wrappers[] = {
	"@graph", "mainEntity", "mainEntityOfPage", "article", "hasPart",
	"itemReviewed", "subjectOf", "about",
};

static void
look(struct source *best, struct arena *arena, json_t *root, struct str url,
    struct queue *q)
{
	struct source s;
	json_t *o;

	q->n = 0;
	push(q, root);
	for (size_t i = 0; i < q->n; i++) {
		o = q->item[i];
		for (size_t k = 0; k < json_array_size(o); k++)
			push(q, json_array_get(o, k));
		for (size_t k = 0; k < sizeof(wrappers) / sizeof(*wrappers);
		    k++)
			push(q, json_object_get(o, wrappers[k]));
	}
	for (size_t i = 0; i < q->n; i++) {
		if (article_type(q->item[i]).n == 0)
			continue;
		read_article(&s, arena, q->item[i], q);
		if (!best->article || rank(&s, url) > rank(best, url))
			*best = s;
	}
}

/* ---- text that no repair makes JSON -------------------------------------- */

/* The string after a key, wherever it stands. */
static struct str
value_after(struct arena *arena, struct str s, const char *key)
{
	struct str quoted = arena_printf(arena, "\"%s\"", key), out = { 0 };
	ptrdiff_t at = str_find(s, quoted);
	size_t end = 1;
	json_t *v;

	if (at < 0)
		return out;
	s = str_trim(str_from(s, (size_t)at + quoted.n));
	if (s.n == 0 || s.p[0] != ':')
		return out;
	s = str_trim(str_from(s, 1));
	if (s.n == 0 || s.p[0] != '"')
		return out;
	while (end < s.n && s.p[end] != '"')
		end += s.p[end] == '\\' ? 2 : 1;
	s = cleaned_value(arena, str_sub(s, 0, end + 1));
	v = json_loadb(s.p, s.n, JSON_DECODE_ANY, NULL);
	out = arena_str(arena, string_of(v));
	json_decref(v);
	return out;
}

/* What can be told from keys alone, for fields nothing else has given. */
static void
scavenge(struct source *out, struct arena *arena, struct str text)
{
	if (text.n > SCRIPT_BYTES || str_find(text, STR("Article")) < 0)
		return;
	out->article = true;
	if (out->headline.n == 0)
		out->headline = plain_line(arena,
		    value_after(arena, text, "headline"));
	if (out->body.n == 0)
		out->body = plain_text(arena,
		    value_after(arena, text, "articleBody"));
	if (out->published == TIME_NONE)
		source_date(value_after(arena, text, "datePublished"),
		    &out->published);
	if (out->modified == TIME_NONE)
		source_date(value_after(arena, text, "dateModified"),
		    &out->modified);
}

void
source_jsonld(struct source *out, struct arena *arena,
    const struct lexed *lexed, struct str url)
{
	struct queue *q = arena_alloc(arena, 1, sizeof(*q));
	json_t *root;

	source_init(out);
	for (size_t i = 0; i < lexed->nscripts; i++) {
		if (lexed->scripts[i].kind != SCRIPT_LD)
			continue;
		root = parse(arena, lexed->scripts[i].text);
		if (root == NULL)
			scavenge(out, arena, lexed->scripts[i].text);
		look(out, arena, root, url, q);
		json_decref(root);
	}
}
