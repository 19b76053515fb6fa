/*
 * Site rules: what their selectors name on the one parsed page. The elements
 * are marked before the walk, so that the walk can keep their text apart.
 */
#include <libxml/xpath.h>

#include "tracker/extract/page.h"

/* Steps of a rule on one page, about a second; needing more finds nothing. */
#define XPATH_STEPS 5000000ul

static void
mark(xmlXPathContext *ctx, struct arena *arena, const char *selector,
    enum role role)
{
	xmlXPathObject *o;
	xmlNode *n;
	struct str xpath;
	struct error e;

	if (rule_xpath(arena, selector, &xpath, &e) < 0)
		return;
	o = xmlXPathEvalExpression((const xmlChar *)xpath.p, ctx);
	for (int i = 0; o != NULL && o->nodesetval != NULL &&
	    i < o->nodesetval->nodeNr; i++) {
		n = o->nodesetval->nodeTab[i];
		if (n->type == XML_ELEMENT_NODE)
			dom_mark(n, role);
	}
	xmlXPathFreeObject(o);
}

static void
mark_all(xmlXPathContext *ctx, struct arena *arena,
    const char *const *selectors, enum role role)
{
	for (; selectors != NULL && *selectors != NULL; selectors++)
		mark(ctx, arena, *selectors, role);
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
	mark_all(ctx, p->arena, r->body, ROLE_BODY);
	mark_all(ctx, p->arena, r->headline, ROLE_HEADLINE);
	mark_all(ctx, p->arena, r->byline, ROLE_BYLINE);
	mark_all(ctx, p->arena, r->drop, ROLE_DROP);
	xmlXPathFreeContext(ctx);
}

/* ---- what was marked --------------------------------------------------- */

static bool
has_text(const struct elem *e)
{
	return e->block_to > e->block_from;
}

int
rule_first(const struct page *p, enum role role)
{
	const struct dom *d = &p->dom;

	for (size_t i = 0; i < d->nelems; i++)
		if (d->elems[i].roles & role && has_text(&d->elems[i]))
			return (int)i;
	return -1;
}

int
rule_body(const struct page *p)
{
	const struct dom *d = &p->dom;
	int all = rule_first(p, ROLE_BODY), last = all;

	for (int i = all; i >= 0 && i < (int)d->nelems; i++)
		if (d->elems[i].roles & ROLE_BODY && has_text(&d->elems[i]))
			last = i;
	while (all >= 0 && d->elems[all].end <= last)
		all = d->elems[all].parent;
	return all;
}

bool
rule_leaves_out(const struct page *p, const struct text *t)
{
	unsigned roles = p->dom.elems[t->elem].roles;

	return roles & ROLE_DROP ||
	    (p->rule_body >= 0 && !(roles & ROLE_BODY));
}

size_t
rule_bylines(const struct page *p, struct str *out, size_t most)
{
	const struct dom *d = &p->dom;
	size_t n = 0;

	for (int i = 0; i < (int)d->nelems && n < most; i++) {
		if (!(d->elems[i].roles & ROLE_BYLINE))
			continue;
		out[n] = dom_text(d, &d->elems[i]);
		n += out[n].n > 0;
		i = d->elems[i].end - 1;	/* what is inside is read */
	}
	return n;
}
