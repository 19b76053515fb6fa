/* Site rules: XPath on the one parsed page, bounded in steps. */
#include <libxml/xpath.h>

#include "tracker/extract/page.h"

/* Steps of one expression: a large page needs a few million. */
#define XPATH_STEPS 20000000ul

/* Elements of a node set that the walk has seen; the callback for each. */
static void
each_elem(struct page *p, xmlXPathContext *ctx, const char *xpath,
    void (*fn)(struct page *, int elem, void *), void *arg)
{
	xmlXPathObject *o;
	xmlNode *n;

	o = xmlXPathEvalExpression((const xmlChar *)xpath, ctx);
	for (int i = 0; o != NULL && o->nodesetval != NULL &&
	    i < o->nodesetval->nodeNr; i++) {
		n = o->nodesetval->nodeTab[i];
		if (n->type == XML_ELEMENT_NODE && n->_private != NULL)
			fn(p, (int)(intptr_t)n->_private - 1, arg);
	}
	xmlXPathFreeObject(o);
}

static void
take_first(struct page *p, int elem, void *arg)
{
	int *out = arg;

	(void)p;
	if (*out < 0)
		*out = elem;
}

static void
drop(struct page *p, int elem, void *arg)
{
	(void)arg;
	p->dom.elems[elem].dropped = true;
}

/* Said once, by `tracker check`; a page is read without it. */
static void
ignore(void *arg, xmlError *e)
{
	(void)arg;
	(void)e;
}

void
page_rule(struct page *p)
{
	const struct extract_rule *r = p->in->rule;
	xmlXPathContext *ctx;

	if (r == NULL || p->dom.doc == NULL)
		return;
	ctx = xmlXPathNewContext(p->dom.doc);
	if (ctx == NULL)
		return;
	ctx->opLimit = XPATH_STEPS;
	ctx->error = ignore;
	if (r->body != NULL)
		each_elem(p, ctx, r->body, take_first, &p->rule_body);
	if (r->headline != NULL)
		each_elem(p, ctx, r->headline, take_first, &p->rule_headline);
	if (r->byline != NULL)
		each_elem(p, ctx, r->byline, take_first, &p->rule_byline);
	for (const char *const *d = r->drop; d != NULL && *d != NULL; d++)
		each_elem(p, ctx, *d, drop, NULL);
	xmlXPathFreeContext(ctx);
}
