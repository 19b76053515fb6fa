/* XPath expressions of site rules, judged before a page meets them. */
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

#include "tracker/extract/extract.h"

static void
keep_message(void *arg, xmlErrorPtr why)
{
	struct error *e = arg;
	struct str text = str_trim(str_of(why->message));

	if (text.n > 0)		/* else what was said before stands */
		error_set(e, "%.*s", STR_FMT(text));
}

int
extract_xpath_check(const char *xpath, struct error *e)
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
