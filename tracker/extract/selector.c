/* A site rule's selectors, XPath or CSS, judged before a page meets them. */
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

#include "tracker/extract/css.h"
#include "tracker/extract/page.h"

int
rule_xpath(struct arena *arena, const char *selector, struct str *xpath,
    struct error *e)
{
	struct str s = str_of(selector);
	struct buf b;
	int bad;

	if (css_is_xpath(s)) {
		*xpath = s;
		return 0;
	}
	buf_init(&b, CSS_XPATH_BYTES);
	bad = css_to_xpath(&b, s, e);
	*xpath = arena_str(arena, buf_str(&b));
	buf_release(&b);
	return bad;
}

static void
keep_message(void *arg, xmlErrorPtr why)
{
	struct error *e = arg;
	struct str text = str_trim(str_of(why->message));

	if (text.n > 0)		/* else what was said before stands */
		error_set(e, "%.*s", STR_FMT(text));
}

static int
compile(const char *xpath, struct error *e)
{
	xmlXPathContextPtr ctx = xmlXPathNewContext(NULL);
	xmlXPathCompExprPtr compiled;

	error_set(e, "not understood");
	if (ctx == NULL)
		return -1;
	ctx->userData = e;
	ctx->error = keep_message;
	compiled = xmlXPathCtxtCompile(ctx, (const xmlChar *)xpath);
	xmlXPathFreeContext(ctx);
	if (compiled == NULL)
		return -1;
	xmlXPathFreeCompExpr(compiled);
	return 0;
}

int
extract_selector_check(const char *selector, struct error *e)
{
	struct arena arena;
	struct error why;
	struct str xpath;
	int bad;

	arena_init(&arena);
	if (rule_xpath(&arena, selector, &xpath, &why) < 0)
		bad = error_set(e, "not a CSS selector: %s", why.text);
	else if ((bad = compile(xpath.p, &why)) < 0)
		error_set(e, "not an XPath 1.0 expression: %s", why.text);
	arena_release(&arena);
	return bad;
}
