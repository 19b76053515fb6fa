/* CSS selectors: what each selects on a page, and how a bad one is refused. */
#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>
#include <libxml/xpath.h>

#include "tracker/extract/css.h"
#include "tracker/extract/dom.h"
#include "tracker/extract/extract.h"

/* As lex_page leaves a page: names in lower case. */
static const char page[] =
    "<html id=html><head id=head><title id=title>T</title></head>"
    "<body id=body class='has-rail wide'>"
    "<div id=a class='story-body story-body--v2' data-kind='long read'>"
    "<h1 id=h lang=en-GB>Head</h1>"
    "<p id=p1 class='lead  intro'>One</p>"
    "<p id=p2>Two <a id=l1 href='https://city.example/2025/x.html'>link</a>"
    "</p>"
    "<aside id=s1 class=promo><p id=p3 class='\xc3\x9c" "ber'>Three</p>"
    "</aside>"
    "<p id=p4 data-q='say \"it&#39;s\" so' lang=en>Four</p>"
    "<p id=p5 data-empty='' lang=english>Five</p>"
    "</div>"
    "<ul id=u><li id=i1>1</li><li id=i2>2</li><li id=i3>3</li>"
    "<li id=i4>4</li><li id=i5>5</li><li id=i6>6</li><li id=i7>7</li></ul>"
    "<div id=b class='a:b 1st x/y'><span id=n1><span id=n2>"
    "<em id=e>x</em></span></span></div>"
    "<div id='c.d' title=\"it's\"></div>"
    "</body></html>";

static const struct {
	const char *css, *ids;
} selected[] = {
	{ "p", "p1 p2 p3 p4 p5" },
	{ "P", "p1 p2 p3 p4 p5" },
	{ " \t p\n ", "p1 p2 p3 p4 p5" },
	{ "*", "html head title body a h p1 p2 l1 s1 p3 p4 p5 u i1 i2 i3 i4 "
	    "i5 i6 i7 b n1 n2 e c.d" },
	{ "article", "" },
	/* classes: whole words, hyphens within */
	{ ".story-body", "a" },
	{ ".story", "" },
	{ ".story-body--v2", "a" },
	{ ".story-body.story-body--v2", "a" },
	{ "p.intro", "p1" },
	{ ".Lead", "" },
	{ ".\xc3\x9c" "ber", "p3" },
	{ ".a\\:b", "b" },
	{ ".\\31st", "b" },
	{ ".\\31bad", "" },		/* U+31BA and d */
	{ ".\\31 st", "b" },
	{ ".\\000031st", "b" },
	{ ".x\\/y", "b" },
	{ ".lead\\ intro", "" },
	/* ids */
	{ "#p2", "p2" },
	{ "p#p2", "p2" },
	{ "#c\\.d", "c.d" },
	{ "#c.d", "" },
	/* attributes */
	{ "[data-q]", "p4" },
	{ "[DATA-Q]", "p4" },
	{ "[data-empty]", "p5" },
	{ "[data-empty='']", "p5" },
	{ "[data-empty^='']", "" },
	{ "[data-empty$='']", "" },
	{ "[data-empty*='']", "" },
	{ "[data-empty~='']", "" },
	{ "[ lang = en ]", "p4" },
	{ "[lang|=en]", "h p4" },
	{ "[lang^=en]", "h p4 p5" },
	{ "[lang$='GB']", "h" },
	{ "[lang$='GBB']", "" },
	{ "[data-kind~=read]", "a" },
	{ "[data-kind~='long read']", "" },
	{ "[data-kind*='g r']", "a" },
	{ "[href^='https://city.example/']", "l1" },
	{ "[href$='.html']", "l1" },
	{ "[title=\"it's\"]", "c.d" },
	{ "[title='it\\'s']", "c.d" },
	{ "[title='it\\27 s']", "c.d" },
	{ "[data-q='say \"it\\'s\" so']", "p4" },
	{ "[data-q*='\"it\\'s\"']", "p4" },
	{ "[data-q$='\\'s\" so']", "p4" },
	{ "[class='\xc3\x9c" "ber']", "p3" },
	{ "[class$='\xc3\x9c" "ber']", "p3" },
	{ "[class=\"l\\\nead  intro\"]", "p1" },
	/* combinators */
	{ "div p", "p1 p2 p3 p4 p5" },
	{ "div > p", "p1 p2 p4 p5" },
	{ "div>p", "p1 p2 p4 p5" },
	{ "aside + p", "p4" },
	{ "h1+p", "p1" },
	{ "h1 + aside", "" },
	{ "h1 ~ p", "p1 p2 p4 p5" },
	{ "aside~p", "p4 p5" },
	{ "body div > aside p", "p3" },
	{ "span span > em", "e" },
	{ "html > body > ul > li", "i1 i2 i3 i4 i5 i6 i7" },
	{ "body + head", "" },
	{ "head ~ body h1 + p ~ aside > p", "p3" },
	{ "body > h1 ~ p a", "" },
	{ "#p1 ~ * p", "p3" },
	{ "ul ~ * em", "e" },		/* the spans have no ul before them */
	{ "#i1 ~ li + #i3 ~ li + li", "i5 i6 i7" },
	{ "span em", "e" },		/* once, though two spans hold it */
	/* lists, in the page's order */
	{ "#p5, h1,#p1", "h p1 p5" },
	{ "p, .intro, #p1", "p1 p2 p3 p4 p5" },
	/* positions */
	{ "li:first-child", "i1" },
	{ "li:last-child", "i7" },
	{ "p:first-child", "p3" },
	{ "em:only-child", "e" },
	{ "li:only-child", "" },
	{ "li:nth-child(3)", "i3" },
	{ "li:nth-child( +3 )", "i3" },
	{ "li:nth-child(odd)", "i1 i3 i5 i7" },
	{ "li:nth-child(EVEN)", "i2 i4 i6" },
	{ "li:nth-child(2n+1)", "i1 i3 i5 i7" },
	{ "li:nth-child(3n - 1)", "i2 i5" },
	{ "li:nth-child(3n-4)", "i2 i5" },
	{ "li:nth-child(-n+2)", "i1 i2" },
	{ "li:nth-child(-2n+5)", "i1 i3 i5" },
	{ "li:nth-child(n)", "i1 i2 i3 i4 i5 i6 i7" },
	{ "li:nth-child(n+6)", "i6 i7" },
	{ "li:nth-child(0n+4)", "i4" },
	{ "li:nth-child(0)", "" },
	{ "li:nth-child(-3)", "" },
	{ "li:nth-child(-n)", "" },
	{ "li:nth-last-child(2)", "i6" },
	{ "p:nth-child(3)", "p2" },
	{ "p:nth-of-type(3)", "p4" },
	{ "p:first-of-type", "p1 p3" },
	{ "p:last-of-type", "p3 p5" },
	{ "p:only-of-type", "p3" },
	{ "p:nth-last-of-type(2)", "p4" },
	{ "ul li:nth-child(n+3):nth-child(-n+5)", "i3 i4 i5" },
	/* :not() */
	{ "p:not(.lead)", "p2 p3 p4 p5" },
	{ "p:not(.lead, #p3)", "p2 p4 p5" },
	{ "p:not(.lead):not([lang])", "p2 p3" },
	{ "div > *:not(p)", "h s1 n1" },
	{ "div > :not( p.lead.intro , h1 )", "p2 s1 p4 p5 n1" },
	{ "li:not(:first-child)", "i2 i3 i4 i5 i6 i7" },
	{ "p:not(:first-of-type)", "p2 p4 p5" },
	{ "p:not(*)", "" },
	{ "li:NOT(:nth-child(2n))", "i1 i3 i5 i7" },
	{ "div:not([title=\"it's\"])", "a b" },
};

/* The ids of what an XPath selects, a space between. */
static struct str
ids(struct arena *arena, struct dom *d, struct str xpath)
{
	xmlXPathContext *ctx = xmlXPathNewContext(d->doc);
	xmlXPathObject *o;
	struct buf b;
	struct str s;
	xmlChar *id;

	buf_init(&b, 10000);
	o = xmlXPathEvalExpression((const xmlChar *)xpath.p, ctx);
	assert_non_null(o);
	for (int i = 0; o->nodesetval != NULL && i < o->nodesetval->nodeNr;
	    i++) {
		id = xmlGetProp(o->nodesetval->nodeTab[i],
		    (const xmlChar *)"id");
		buf_addf(&b, "%s%s", i > 0 ? " " : "", (char *)id);
		xmlFree(id);
	}
	s = arena_str(arena, buf_str(&b));
	buf_release(&b);
	xmlXPathFreeObject(o);
	xmlXPathFreeContext(ctx);
	return s;
}

static void
test_selected(void **state)
{
	struct arena arena;
	struct buf xpath;
	struct error why;
	struct dom d;
	struct str got;
	int bad = 0;

	(void)state;
	arena_init(&arena);
	dom_parse(&d, &arena, str_of(page));
	for (size_t i = 0; i < sizeof(selected) / sizeof(*selected); i++) {
		buf_init(&xpath, CSS_XPATH_BYTES);
		assert_false(css_is_xpath(str_of(selected[i].css)));
		if (css_to_xpath(&xpath, str_of(selected[i].css), &why) < 0)
			fail_msg("%s: %s", selected[i].css, why.text);
		got = ids(&arena, &d, buf_str(&xpath));
		if (!str_eqz(got, selected[i].ids)) {
			print_message("# %s\n#  want %s\n#  got  %s\n"
			    "#  by %s\n", selected[i].css, selected[i].ids, got.p,
			    buf_z(&xpath));
			bad++;
		}
		buf_release(&xpath);
	}
	dom_release(&d);
	arena_release(&arena);
	assert_int_equal(bad, 0);
}

static const struct {
	const char *css, *why;
} refused[] = {
	{ "", "character 1, the end: expected an element's name" },
	{ "  ", "character 3, the end: expected an element's name" },
	{ ".", "character 2, the end: expected a class's name" },
	{ ".1st", "character 2: expected a class's name" },
	{ ".-1", "character 2: expected a class's name" },
	{ "#", "character 2, the end: expected an id" },
	{ "p..x", "character 3: expected a class's name" },
	{ "p[", "character 3, the end: expected an attribute's name" },
	{ "p[lang", "character 7, the end: expected \"]\", \"=\"" },
	{ "p[lang=", "character 8, the end: expected a name, or a value" },
	{ "p[lang=en", "character 10, the end: expected \"]\"" },
	{ "p[lang!=en]", "character 7: expected \"]\", \"=\"" },
	{ "p[lang~en]", "character 8: expected \"=\"" },
	{ "p[lang=5]", "character 8: expected a name, or a value" },
	{ "p[lang='en]", "the end: expected the closing quote (')" },
	{ "p[lang=\"en]", "the end: expected the closing quote (\")" },
	{ "p[lang='e\nn']", "character 10: expected the closing quote" },
	{ "p[lang='en\\", "the end: expected a character after" },
	{ "p[lang='\\1 ']", "expected no control character" },
	{ "p[lang=en i]", "character 11: expected \"]\"" },
	{ "\xc3\xa4\xc3\xb6.", "character 4, the end: expected a class" },
	{ "p >", "character 4, the end: expected an element's name" },
	{ "> p", "character 1: expected an element's name" },
	{ "a > > p", "character 5: expected an element's name" },
	{ "a + ~ p", "character 5: expected an element's name" },
	{ "p,", "character 3, the end: expected an element's name" },
	{ ",p", "character 1: expected an element's name" },
	{ "p{}", "character 2: expected a combinator" },
	{ "p]", "character 2: expected a combinator" },
	{ "svg|rect", "character 4: expected a combinator" },
	{ "p:hover", "character 3: expected :first-child, " },
	{ "p:", "character 3, the end: expected a pseudo-class" },
	{ "p:nth-child", "character 12, the end: expected \"(\"" },
	{ "p:nth-child()", "character 13: expected a number" },
	{ "p:nth-child(2n+)", "expected a number" },
	{ "p:nth-child(2n+1", "character 17, the end: expected \")\"" },
	{ "p:nth-child(1000001)", "expected a number up to 1000000" },
	{ "p:nth-child(99999999999999999999n)", "expected a number up to" },
	{ "p:nth-child(x)", "expected a number" },
	{ ".x:first-of-type", "expected an element's name before" },
	{ "*:nth-of-type(2)", "expected an element's name before" },
	{ "p:not", "expected :first-child" },
	{ "p:not(", "expected an element's name" },
	{ "p:not()", "expected an element's name" },
	{ "p:not(a b)", "character 9: expected \",\" or \")\"" },
	{ "p:not(.a", "the end: expected \",\" or \")\"" },
	{ "p:not(.a,)", "expected an element's name" },
	{ "p:not(:not(.a))", "expected no :not() inside :not()" },
	{ "p\\", "character 3, the end: expected a character after" },
	{ "caf\xe9", "expected UTF-8" },
};

static void
test_refused(void **state)
{
	struct buf xpath;
	struct error why;

	(void)state;
	buf_init(&xpath, CSS_XPATH_BYTES);
	for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++) {
		if (css_to_xpath(&xpath, str_of(refused[i].css), &why) == 0)
			fail_msg("%s: taken as %s", refused[i].css,
			    buf_z(&xpath));
		if (strstr(why.text, refused[i].why) == NULL)
			fail_msg("%s: \"%s\", not \"%s\"", refused[i].css,
			    why.text, refused[i].why);
		assert_int_equal(xpath.n, 0);
	}
	buf_release(&xpath);
}

static const struct {
	const char *text;
	bool xpath;
} forms[] = {
	{ "//div[@id='a']", true },
	{ "/html/body", true },
	{ " //p", true },
	{ "(//p)[1]", true },
	{ "./p", true },
	{ ".//p", true },
	{ "id('a')", true },
	{ "id('a')/p", true },
	{ "descendant::p", true },
	{ "html/body/p", true },
	{ "div[@id='a']", true },
	{ "p::first-line", true },
	{ "div p", false },
	{ ".a", false },
	{ "[href^='https://x.example/']", false },
	{ "[href^=\"//x\"]", false },
	{ "[title='a\\'/b']", false },
	{ "[title='user@x.example']", false },
	{ ".w-1\\/2", false },
	{ ".\\@md", false },
	{ "p:first-child", false },
	{ "", false },
	{ "p['", false },
	{ "p\\", false },
};

static void
test_form(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(forms) / sizeof(*forms); i++)
		if (css_is_xpath(str_of(forms[i].text)) != forms[i].xpath)
			fail_msg("%s", forms[i].text);
}

/* ---- as long and as deep as may be ------------------------------------- */

static const struct {
	const char *before, *unit, *after;
	size_t most;	/* units, or 0: as many as fit */
} repeated[] = {
	{ "p", " p", "", 63 }, { "p", ">p", "", 63 }, { "p", "+p", "", 63 },
	{ "p", "~p", "", 63 }, { "p:not(.a)", ">b:not([c])", "", 63 },
	{ "a b c,p", ",a b c", "", 0 }, { "p", ",p", "", 0 },
	{ "p", ".a", "", 0 },
	{ "p", "#a", "", 0 }, { "p", "[a]", "", 0 }, { "p", "[a=b]", "", 0 },
	{ "p[a='", "\"", "']", 0 }, { "p[a='", "\\'\"", "']", 0 },
	{ "p", ":not(a)", "", 0 }, { "p:not(a", ",a", ")", 0 },
	{ "p:not(a", ".a", ")", 0 }, { "p", ":nth-child(2n+1)", "", 0 },
	{ "p", ":nth-of-type(-3n+9)", "", 0 }, { ".", "a", "", 0 },
	{ "p", "a", ":nth-of-type(2):nth-of-type(3):nth-of-type(4)", 0 },
	{ "\xc3\xa4", "\xc3\xa4", ":first-of-type > p", 0 },
};

/* The selector with `n` units; as many as fit when n is 0. */
static void
repeat(struct buf *css, size_t i, size_t n)
{
	size_t unit = strlen(repeated[i].unit);
	size_t room = LIMIT_SELECTOR_BYTES - strlen(repeated[i].after);

	buf_clear(css);
	buf_addz(css, repeated[i].before);
	for (size_t k = 0; n > 0 ? k < n : css->n + unit <= room; k++)
		buf_addz(css, repeated[i].unit);
	buf_addz(css, repeated[i].after);
}

static void
test_long(void **state)
{
	struct buf css, xpath;
	struct arena arena;
	struct dom d;
	struct error why;

	(void)state;
	arena_init(&arena);
	dom_parse(&d, &arena, str_of(page));
	buf_init(&css, MIB);
	buf_init(&xpath, CSS_XPATH_BYTES);
	for (size_t i = 0; i < sizeof(repeated) / sizeof(*repeated); i++) {
		repeat(&css, i, repeated[i].most);
		buf_clear(&xpath);
		if (css_to_xpath(&xpath, buf_str(&css), &why) < 0)
			fail_msg("%s: %s", repeated[i].unit, why.text);
		assert_int_equal(extract_selector_check(buf_z(&xpath), &why),
		    0);
		ids(&arena, &d, buf_str(&xpath));	/* it can be asked */
		if (repeated[i].most > 0) {
			repeat(&css, i, repeated[i].most + 1);
			assert_int_equal(css_to_xpath(&xpath, buf_str(&css),
			    &why), -1);
			assert_non_null(strstr(why.text, "at most 64"));
		}
		repeat(&css, i, 100000);
		assert_int_equal(css_to_xpath(&xpath, buf_str(&css), &why), -1);
		assert_non_null(strstr(why.text, "at most 2000 bytes"));
		assert_int_equal(extract_selector_check(buf_z(&css), &why), -1);
	}
	buf_release(&css);
	buf_release(&xpath);
	dom_release(&d);
	arena_release(&arena);
}

static void
test_check(void **state)
{
	struct error why;

	(void)state;
	assert_int_equal(extract_selector_check("div > .a", &why), 0);
	assert_int_equal(extract_selector_check("//div[@id='a']", &why), 0);
	assert_int_equal(extract_selector_check("div >", &why), -1);
	assert_non_null(strstr(why.text, "CSS"));
	assert_int_equal(extract_selector_check("//div[", &why), -1);
	assert_non_null(strstr(why.text, "XPath"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_selected),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_form),
		cmocka_unit_test(test_long),
		cmocka_unit_test(test_check),
	};

	return cmocka_run_group_tests_name("css", tests, NULL, NULL);
}
