/*
 * Bytes as a CSS selector: refused with a word why, or made an XPath that
 * compiles. What a selector S selects on a page and what :not(S) selects, where
 * S may stand there, are together all elements, and none twice. And a form: any
 * bytes are XPath or CSS, what was made is XPath.
 */
#include <libxml/xpath.h>
#include <stdlib.h>

#include "tracker/extract/css.h"
#include "tracker/extract/dom.h"
#include "tracker/extract/extract.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static const char page[] =
    "<html><body class='a b'><div id=a class=b><p class='a'>1</p>"
    "<p id=p lang=en-GB title=\"it's\">2</p><em>3</em><p a=''>4</p></div>"
    "<ul id=b><li class='a b c'>1</li><li a='x y'>2</li><li>3</li></ul>"
    "</body></html>";

static void
check(bool ok)
{
	if (!ok)
		abort();
}

/* Elements an XPath selects; -1 when it took too long or too deep. */
static int
selected(struct dom *d, const char *xpath)
{
	xmlXPathContext *ctx = xmlXPathNewContext(d->doc);
	xmlXPathObject *o;
	int n = -1;

	ctx->opLimit = 1000000;
	o = xmlXPathEvalExpression((const xmlChar *)xpath, ctx);
	if (o != NULL)
		n = o->nodesetval != NULL ? o->nodesetval->nodeNr : 0;
	xmlXPathFreeObject(o);
	xmlXPathFreeContext(ctx);
	return n;
}

static void
silent(void *arg, const char *text, ...)
{
	(void)arg;
	(void)text;
}

static void
check_rest(struct arena *arena, struct str css, const char *xpath)
{
	struct str text = arena_printf(arena, ":not(%.*s)", STR_FMT(css));
	struct buf rest;
	struct error why;
	struct dom d;
	int one, other;

	buf_init(&rest, CSS_XPATH_BYTES);
	if (css_to_xpath(&rest, text, &why) == 0) {
		dom_parse(&d, arena, str_of(page));
		xmlSetGenericErrorFunc(NULL, silent);
		one = selected(&d, xpath);
		other = selected(&d, buf_z(&rest));
		if (one >= 0 && other >= 0)
			check(one + other == selected(&d, "//*"));
		dom_release(&d);
	}
	buf_release(&rest);
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct str css = str_make((const char *)p, n);
	struct arena arena;
	struct buf xpath;
	struct error why;

	arena_init(&arena);
	buf_init(&xpath, CSS_XPATH_BYTES);
	css_is_xpath(css);
	if (css_to_xpath(&xpath, css, &why) < 0) {
		check(why.text[0] != '\0' && xpath.n == 0);
	} else {
		check(css_is_xpath(buf_str(&xpath)));
		check(extract_selector_check(buf_z(&xpath), &why) == 0);
		check_rest(&arena, css, buf_z(&xpath));
	}
	buf_release(&xpath);
	arena_release(&arena);
	return 0;
}
