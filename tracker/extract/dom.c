#include <libxml/HTMLparser.h>

#include "tracker/base/buf.h"
#include "tracker/base/limits.h"
#include "tracker/extract/dom.h"

/* State of the walk: where text goes and how it is marked. */
struct walk {
	struct dom *dom;
	const struct lexed *lexed;
	struct hinter hinter;
	struct buf text;	/* of the block under way */
	size_t total;		/* bytes of all blocks */
	struct text now;
	bool space;		/* white space is owed before the next word */
	int breaks;		/* <br> seen since the last word */
	int current;		/* element */
	int block;		/* innermost block-level element */
	int link, strong, em, mute;	/* depth inside such elements */
};

static struct str
xml_str(const xmlChar *s)
{
	return str_of((const char *)s);
}

struct str
dom_attr(const struct elem *e, const char *name)
{
	for (const struct attr *a = e->attrs; a->name != NULL; a++)
		if (strcmp(a->name, name) == 0)
			return a->value;
	return str_make(NULL, 0);
}

bool
dom_inside(const struct dom *d, int i, int of)
{
	return of >= 0 && i >= of && i < d->elems[of].end;
}

void
dom_mark(xmlNode *n, enum role role)
{
	n->_private = (void *)((uintptr_t)n->_private | role);
}

static unsigned
roles_of(const xmlNode *n)
{
	return (unsigned)(uintptr_t)n->_private;
}

bool
dom_begins_body(const struct dom *d, int i)
{
	int up = d->elems[i].parent;

	return d->elems[i].roles & ROLE_BODY &&
	    (up < 0 || !(d->elems[up].roles & ROLE_BODY));
}

static bool
is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

struct str
fold_space(struct arena *arena, struct str s)
{
	char *p = arena_alloc(arena, s.n + 1, 1);
	size_t n = 0;
	bool owed = false;

	for (size_t i = 0; i < s.n; i++) {
		if (is_space(s.p[i]) || (unsigned char)s.p[i] < 0x20 ||
		    s.p[i] == 0x7f) {
			owed = true;
			continue;
		}
		if (owed && n > 0)
			p[n++] = ' ';
		owed = false;
		p[n++] = s.p[i];
	}
	return str_make(p, n);
}

/* ---- blocks ------------------------------------------------------------- */

static const enum tag kinds[] = {
	TAG_P, TAG_H1, TAG_H2, TAG_H3, TAG_H4, TAG_H5, TAG_H6, TAG_LI, TAG_DD,
	TAG_DT, TAG_TD, TAG_TH, TAG_FIGCAPTION, TAG_CAPTION, TAG_PRE,
	TAG_BLOCKQUOTE,
};

static bool
is_kind(enum tag t)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++)
		if (kinds[i] == t)
			return true;
	return false;
}

/* The nearest element that says what a block is. */
static enum tag
kind_at(const struct dom *d, int i)
{
	enum tag t;

	for (int up = 0; i >= 0 && up < 6; up++, i = d->elems[i].parent) {
		t = d->elems[i].row->tag;
		if (is_kind(t))
			return t;
	}
	return TAG_OTHER;
}

/* Ends the block under way, if it has text. */
static void
flush(struct walk *w)
{
	struct dom *d = w->dom;
	struct text *t = &w->now;

	if (w->text.n > 0 && w->block >= 0 && d->ntexts < LIMIT_TEXTS) {
		t->s = arena_str(d->arena, buf_str(&w->text));
		t->elem = w->block;
		t->tag = kind_at(d, w->block);
		d->texts = arena_grow(d->arena, d->texts, d->ntexts,
		    &d->cap_texts, sizeof(*d->texts));
		d->texts[d->ntexts++] = *t;
	}
	buf_clear(&w->text);
	*t = (struct text){ 0 };
	w->space = false;
	w->breaks = 0;
}

static void
count(struct walk *w, size_t chars)
{
	w->now.chars += chars;
	if (w->link > 0)
		w->now.link_chars += chars;
	if (w->strong > 0)
		w->now.strong_chars += chars;
	if (w->em > 0)
		w->now.em_chars += chars;
}

static void
add_text(struct walk *w, const char *p)
{
	size_t run, chars;

	if (w->mute > 0 || w->total > LIMIT_PAGE_BYTES)
		return;
	while (*p != '\0') {
		for (; is_space(*p) || (*p > 0 && *p < 0x20) || *p == 0x7f; p++)
			w->space = true;
		for (run = chars = 0; p[run] != '\0' && !is_space(p[run]) &&
		    !(p[run] > 0 && p[run] < 0x20) && p[run] != 0x7f; run++)
			chars += ((unsigned char)p[run] & 0xc0) != 0x80;
		if (run == 0)
			break;
		if (w->breaks > 1) {
			flush(w);
			w->now.after_break = true;
		}
		w->breaks = 0;
		if (w->space && w->text.n > 0)
			buf_addc(&w->text, ' ');
		w->space = false;
		buf_add(&w->text, p, run);
		w->total += run;
		count(w, chars);
		p += run;
	}
}

/* ---- elements ----------------------------------------------------------- */

/* What a rule calls the body or the headline holds text of its own. */
static bool
is_block(const struct elem *e, unsigned above)
{
	return e->row->flags & TAGF_BLOCK || roles_of(e->node) &
	    ~above & (ROLE_BODY | ROLE_HEADLINE);
}

/* A dropped block may still hold a note; a dropped part of a line leaves. */
static bool
is_mute(const struct elem *e)
{
	return e->row->flags & TAGF_MUTE || (e->roles & ROLE_DROP && !e->block);
}

static void
marks(struct walk *w, enum tag t, int by)
{
	if (t == TAG_A)
		w->link += by;
	else if (t == TAG_STRONG || t == TAG_B)
		w->strong += by;
	else if (t == TAG_EM || t == TAG_I)
		w->em += by;
}

/* The attributes that the lexer kept of this element's tag. */
static const struct attr *
attrs_of(const struct walk *w, const xmlNode *node)
{
	static const struct attr none = { 0 };
	int64_t at;

	for (xmlAttr *a = node->properties; a != NULL; a = a->next)
		if (strcmp((const char *)a->name, LEX_ATTRS) == 0 &&
		    a->children != NULL && str_to_int(xml_str(
		    a->children->content), 0, INT32_MAX, &at) == 0 &&
		    (size_t)at < w->lexed->nattrs)
			return &w->lexed->attrs[at];
	return &none;
}

static void
enter(struct walk *w, xmlNode *node)
{
	struct dom *d = w->dom;
	struct elem *e, *up;
	unsigned above;

	d->elems = arena_grow(d->arena, d->elems, d->nelems, &d->cap_elems,
	    sizeof(*d->elems));
	e = &d->elems[d->nelems];
	*e = (struct elem){ .node = node, .parent = w->current,
	    .attrs = attrs_of(w, node), .row = tag_of(xml_str(node->name)) };
	up = w->current >= 0 ? &d->elems[w->current] : NULL;
	above = up != NULL ? up->roles & (ROLE_BODY | ROLE_DROP) : 0;
	e->roles = roles_of(node) | above;
	e->block = is_block(e, above);
	if (e->block)
		flush(w);
	e->block_from = (int)d->ntexts;
	e->hints = hints_of(&w->hinter, e);
	e->outer = w->block;
	e->above = up != NULL ? up->above | up->hints : 0;
	w->current = (int)d->nelems++;
	if (e->block)
		w->block = w->current;
	w->mute += is_mute(e);
	marks(w, e->row->tag, 1);
	if (e->row->tag == TAG_A && w->mute == 0)
		w->now.links++;
	if (e->row->tag == TAG_BR) {
		w->breaks++;
		w->space = true;
	}
}

static void
leave(struct walk *w)
{
	struct dom *d = w->dom;
	struct elem *e = &d->elems[w->current];

	if (e->block)
		flush(w);
	marks(w, e->row->tag, -1);
	w->mute -= is_mute(e);
	e->end = (int)d->nelems;
	e->block_to = (int)d->ntexts;
	w->current = e->parent;
	w->block = e->outer;
}

/* The node after `n` in document order, leaving elements on the way up. */
static xmlNode *
after(struct walk *w, xmlNode *n)
{
	while (n->next == NULL) {
		n = n->parent;
		if (n == NULL || n->type != XML_ELEMENT_NODE)
			return NULL;
		leave(w);
	}
	return n->next;
}

static void
walk_tree(struct walk *w, xmlNode *n)
{
	while (n != NULL) {
		if (n->type == XML_ELEMENT_NODE) {
			enter(w, n);
			if (n->children != NULL) {
				n = n->children;
				continue;
			}
			leave(w);
		} else if ((n->type == XML_TEXT_NODE ||
		    n->type == XML_CDATA_SECTION_NODE) && n->content != NULL) {
			add_text(w, (const char *)n->content);
		}
		n = after(w, n);
	}
}

/*
 * libxml2's own ceiling on depth ends the parse; ours (lex.c) only flattens, so
 * theirs is lifted. The option has no name among those of HTML.
 */
static xmlDoc *
parse(struct str html)
{
	htmlParserCtxt *c = htmlCreateMemoryParserCtxt(html.p, (int)html.n);
	xmlDoc *doc;

	if (c == NULL)
		return NULL;
	htmlCtxtUseOptions(c, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR |
	    HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_COMPACT |
	    HTML_PARSE_IGNORE_ENC);
	c->options |= XML_PARSE_HUGE;
	/* it is UTF-8: no conversion, no guess, whatever a meta says */
	c->charset = XML_CHAR_ENCODING_UTF8;
	htmlParseDocument(c);
	doc = c->myDoc;
	c->myDoc = NULL;
	htmlFreeParserCtxt(c);
	return doc;
}

void
dom_parse(struct dom *d, struct arena *arena, struct str html)
{
	*d = (struct dom){ .arena = arena,
	    .told = arena_alloc(arena, 1, sizeof(*d->told)) };
	if (html.n > 0 && html.n <= INT32_MAX)
		d->doc = parse(html);
}

void
dom_read(struct dom *d, const struct lexed *lexed)
{
	struct walk w = { .dom = d, .lexed = lexed, .current = -1,
	    .block = -1 };

	if (d->doc == NULL)
		return;
	buf_init(&w.text, LIMIT_TEXT_BYTES);
	hinter_init(&w.hinter);
	walk_tree(&w, xmlDocGetRootElement(d->doc));
	buf_release(&w.text);
}

void
dom_release(struct dom *d)
{
	if (d->doc != NULL)
		xmlFreeDoc(d->doc);
	d->doc = NULL;
}

/* Nodes and bytes that dom_text goes through for one page. */
#define TOLD (8 * MIB)

struct str
dom_text(const struct dom *d, const struct elem *e)
{
	struct buf b;
	struct str s;
	xmlNode *n = e->node->children;

	buf_init(&b, LIMIT_FIELD_BYTES * 4);
	for (*d->told += 16; n != NULL && !b.full && *d->told < TOLD; ++*d->told) {
		if (n->type == XML_TEXT_NODE && n->content != NULL)
			buf_addz(&b, (const char *)n->content);
		else if (n->type == XML_ELEMENT_NODE &&
		    tag_of(xml_str(n->name))->flags & (TAGF_BLOCK | TAGF_VOID))
			buf_addc(&b, ' ');
		if (n->type == XML_ELEMENT_NODE && n->children != NULL &&
		    !(roles_of(n) & ROLE_DROP)) {
			n = n->children;
			continue;
		}
		while (n != e->node && n->next == NULL)
			n = n->parent;
		n = n == e->node ? NULL : n->next;
	}
	*d->told += b.n;
	s = *d->told < TOLD ? fold_space(d->arena, buf_str(&b)) :
	    str_make(NULL, 0);
	buf_release(&b);
	return s;
}
