/*
 * NewsML-G2 (iptc.org/std/NewsML-G2) and NITF. A document is read as a tree;
 * one that declares entities is none of a news item, since these can be made to
 * grow without bound.
 */
#include <libxml/parser.h>
#include <libxml/tree.h>

#include "tracker/base/limits.h"
#include "tracker/extract/item.h"
#include "tracker/extract/source.h"

static struct str
name_of(const xmlNode *n)
{
	return n->type == XML_ELEMENT_NODE ? str_of((const char *)n->name) :
	    str_make(NULL, 0);
}

/* The node after this one in the order of the document, within `top`. */
static xmlNode *
next_node(xmlNode *n, const xmlNode *top, bool into)
{
	if (into && n->type == XML_ELEMENT_NODE && n->children != NULL)
		return n->children;
	while (n != top && n->next == NULL)
		n = n->parent;
	return n == top ? NULL : n->next;
}

/* All text of an element on one line. */
static struct str
text_of(struct arena *a, xmlNode *top)
{
	struct buf b;
	struct str s;

	buf_init(&b, LIMIT_TEXT_BYTES);
	for (xmlNode *n = top; n != NULL; n = next_node(n, top, true))
		if (n->type == XML_TEXT_NODE ||
		    n->type == XML_CDATA_SECTION_NODE)
			buf_addz(&b, (const char *)n->content);
	s = str_trim(buf_str(&b));
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '\n' || s.p[i] == '\t' || s.p[i] == '\r')
			b.p[(size_t)(s.p - b.p) + i] = ' ';
	s = arena_str(a, s);
	buf_release(&b);
	return s;
}

static struct str
attr_of(struct arena *a, xmlNode *n, const char *name)
{
	xmlChar *v = xmlGetNoNsProp(n, (const xmlChar *)name);
	struct str s = arena_str(a, str_of((const char *)v));

	xmlFree(v);
	return s;
}

struct reading {
	struct item *it;
	struct arena *arena;
	struct buf body;
};

/* Elements of the text that are a paragraph each, with all that is in them. */
static bool
is_paragraph(struct str name)
{
	static const char *const names[] = { "p", "h2", "h3", "h4", "hl2",
		"li", "tr", "blockquote" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (str_eqz(name, names[i]))
			return true;
	return false;
}

static bool
is_body(const xmlNode *n)
{
	struct str s = name_of(n);

	return str_eqz(s, "body.content") || str_eqz(s, "inlineXML") ||
	    str_eqz(s, "inlineData");
}

static void
once(struct str *to, struct str s)
{
	if (to->n == 0)
		*to = s;
}

/* A signal that says nothing of a change may stand before one that does. */
static void
read_signal(struct reading *r, xmlNode *n)
{
	struct str s = attr_of(r->arena, n, "qcode");

	if (s.n == 0)
		s = attr_of(r->arena, n, "uri");
	if (str_ifind(s, STR("correct")) >= 0 || r->it->signal.n == 0)
		r->it->signal = s;
}

static void
read_meta(struct reading *r, xmlNode *n)
{
	struct item *it = r->it;
	struct str s = name_of(n);

	if (str_eqz(s, "signal"))
		read_signal(r, n);
	else if (str_eqz(s, "pubStatus"))
		it->status = attr_of(r->arena, n, "qcode");
	else if (str_eqz(s, "edNote") || str_eqz(s, "ed-msg"))
		once(&it->note, str_eqz(s, "edNote") ? text_of(r->arena, n) :
		    attr_of(r->arena, n, "info"));
	else if (str_eqz(s, "headline") || str_eqz(s, "hl1"))
		once(&it->headline, text_of(r->arena, n));
	else if (str_eqz(s, "by") || str_eqz(s, "byline"))
		once(&it->byline, text_of(r->arena, n));
	else if (str_eqz(s, "language"))
		once(&it->language, attr_of(r->arena, n, "tag"));
	else if (str_eqz(s, "versionCreated"))
		source_date(text_of(r->arena, n), &it->modified);
	else if (str_eqz(s, "firstCreated") || str_eqz(s, "contentCreated"))
		source_date(text_of(r->arena, n), &it->published);
	else if (str_eqz(s, "date.issue"))
		source_date(attr_of(r->arena, n, "norm"), &it->published);
}

static void
read_body(struct reading *r, xmlNode *top)
{
	bool into = true, any = false;
	struct str s, line, name;

	for (xmlNode *n = top; n != NULL; n = next_node(n, top, into)) {
		name = name_of(n);
		into = !is_paragraph(name);
		if (into)
			continue;
		item_add_text(&r->body, str_eqz(name, "hl2") ||
		    (name.n == 2 && name.p[0] == 'h') ? "h2" : "p",
		    text_of(r->arena, n));
		any = true;
	}
	if (any)
		return;
	s = attr_of(r->arena, top, "contenttype");
	for (xmlNode *n = top->children; n != NULL; n = n->next) {
		if (n->type != XML_TEXT_NODE &&
		    n->type != XML_CDATA_SECTION_NODE)
			continue;
		line = str_of((const char *)n->content);
		if (str_ifind(s, STR("html")) >= 0)
			buf_adds(&r->body, line);
		else
			for (struct str rest = line;
			    str_line(&rest, &line);)
				item_add_text(&r->body, "p", line);
	}
}

static void
read_item(struct reading *r, xmlNode *top)
{
	bool into = true;

	for (xmlNode *n = top; n != NULL; n = next_node(n, top, into)) {
		into = !is_body(n);
		if (!into)
			read_body(r, n);
		else if (n->type == XML_ELEMENT_NODE)
			read_meta(r, n);
	}
}

/* Of a message the first item. */
static xmlNode *
item_of(xmlNode *root)
{
	xmlNode *n = root;

	if (str_eqz(name_of(root), "nitf"))
		return root;
	while (n != NULL && !str_eqz(name_of(n), "newsItem"))
		n = next_node(n, root, true);
	return n;
}

bool
item_read_xml(struct item *it, struct arena *a, struct str utf8)
{
	struct reading r = { .it = it, .arena = a };
	xmlNode *root, *top = NULL;
	xmlDoc *doc;

	if (utf8.n > LIMIT_PAGE_BYTES || str_find(utf8, STR("<!ENTITY")) >= 0)
		return false;
	doc = xmlReadMemory(utf8.p, (int)utf8.n, NULL, "UTF-8",
	    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
	    XML_PARSE_NOCDATA);
	root = doc != NULL ? xmlDocGetRootElement(doc) : NULL;
	if (root != NULL)
		top = item_of(root);
	if (top != NULL) {
		buf_init(&r.body, LIMIT_PAGE_BYTES);
		read_item(&r, top);
		it->body = arena_str(a, buf_str(&r.body));
		buf_release(&r.body);
	}
	xmlFreeDoc(doc);
	return top != NULL && it->headline.n > 0;
}
