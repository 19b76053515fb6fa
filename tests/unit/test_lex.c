/* A page's markup made small: what the parser gets, and what is kept beside. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <libxml/HTMLparser.h>

#include "tracker/base/limits.h"
#include "tracker/extract/dom.h"
#include "tracker/extract/entity.h"
#include "tracker/extract/script.h"
#include "tracker/extract/source.h"

static struct arena arena;

static struct str
lexed(struct lexed *l, struct str page, bool whole)
{
	lex_page(l, &arena, page, whole);
	return buf_str(&l->html);
}

static void
same(const char *page, bool whole, const char *want)
{
	struct lexed l;
	struct str got = lexed(&l, str_of(page), whole);

	if (!str_eqz(got, want))
		fail_msg("%s:\n%.*s, not\n%s", page, STR_FMT(got), want);
	lexed_release(&l);
}

static void
test_markup(void **state)
{
	(void)state;
	same("<P Class=a>Lund<br/>quay</P>", false,
	    "<p _=0>Lund<br>quay</p>");
	same("<p onclick=x><p title=\"\"><p id=a>", false, "<p><p _=0><p _=2>");
	same("<p id=1 id=2 data-x='3' _=4>", true,
	    "<p id=\"1\" data-x=\"3\" _=0>");
	same("a  <b>\n\t c\r\n\r\nd</b> \f e", false, "a <b>\nc\rd</b>  e");
	same("a  <b>\n\t c</b>", true, "a  <b>\n\t c</b>");
	same("x  ", false, "x ");
	same("a < b <!-- c --><script>d</script><?e?></f>", false,
	    "a &lt; b ");
}

/* What is simple is read by the lexer, what is markup or odd by the parser. */
static void
test_references(void **state)
{
	(void)state;
	same("&eacute;&#233;&#xE9;&#XE9;", false, "\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9");
	same("&amp;lt; &lt;b&gt; &#60; &#38; &quot;&apos;&#39;", false,
	    "&amp;lt; &lt;b> &#60; &#38; \"''");
	same("a & b &c &d; &frac12 &frac12;", false,
	    "a &amp; b &amp;c &amp;d; &amp;frac12 \xc2\xbd");
	same("&nbsp;&#32;&#10;&#0;&#128;&#xd800;&#x110000;&#xfffe;", false,
	    "\xc2\xa0&#32;&#10;&#0;&#128;&#xd800;&#x110000;&#xfffe;");
	same("&#;&#x;&#12&#12345678;&#1f600;", false,
	    "&#;&#x;&#12&#12345678;&#1f600;");
	same("&#x1f600;", true, "\xf0\x9f\x98\x80");
	same("&", false, "&amp;");
	same("a\x01\x0b" "b\x1f", false, "ab");
}

/* Of too many the page loses the rest, no more. */
static void
test_many_references(void **state)
{
	struct lexed l;
	struct buf page;
	struct str got;

	(void)state;
	buf_init(&page, 4 * MIB);
	for (size_t i = 0; i < LIMIT_REFERENCES + 10; i++)
		buf_addz(&page, "&x");
	got = lexed(&l, buf_str(&page), false);
	assert_true(l.cut);
	assert_int_equal(got.n, LIMIT_REFERENCES * strlen("&amp;x") + 10);
	lexed_release(&l);
	buf_release(&page);
}

/* Every name that libxml2 has, and no other. */
static void
test_entities(void **state)
{
	const htmlEntityDesc *e;
	size_t n = 0;

	(void)state;
	for (unsigned c = 1; c < 0x11000; c++) {
		e = htmlEntityValueLookup(c);
		if (e == NULL)
			continue;
		assert_int_equal(entity_value(str_of(e->name)), c);
		n++;
	}
	assert_true(n > 250);
	assert_int_equal(entity_value(STR("")), 0);
	assert_int_equal(entity_value(STR("eacut")), 0);
	assert_int_equal(entity_value(STR("eacutee")), 0);
	assert_int_equal(entity_value(STR("AMP")), 0);
}

static bool
is_json(const char *unit, size_t times)
{
	struct buf b;
	json_t *v;

	buf_init(&b, 16 * MIB);
	buf_addc(&b, '[');
	for (size_t i = 0; i < times; i++) {
		buf_addz(&b, unit);
		buf_addc(&b, i + 1 < times ? ',' : ']');
	}
	assert_false(b.full);
	v = script_json(buf_str(&b), 0);
	json_decref(v);
	buf_release(&b);
	return v != NULL;
}

/* What takes little memory is read, whatever its bytes. */
static void
test_script_json(void **state)
{
	char *quotes = arena_alloc(&arena, 8 * MIB + 1, 1);

	(void)state;
	assert_true(is_json("{\"a\":[1,\"b\\\"\"]}", 1000));
	assert_false(is_json("{\"a\":[1,\"b\\\"]}", 1000));
	assert_true(is_json("{}", 100000) && is_json("[]", 100000));
	assert_false(is_json("{}", 2000000));
	assert_false(is_json("[]", 2000000));
	assert_false(is_json("\"\"", 2000000));
	memset(quotes, '\\', 8 * MIB);
	for (size_t i = 1; i < 8 * MIB; i += 2)
		quotes[i] = '"';
	assert_true(is_json(arena_printf(&arena, "\"%s\"", quotes).p, 1));
}

static void
attr_is(struct str page, const char *name, struct str want)
{
	struct lexed l;
	struct dom d;
	struct str got = { NULL, 0 };

	lexed(&l, page, false);
	dom_parse(&d, &arena, buf_str(&l.html));
	dom_read(&d, &l);
	for (size_t i = 0; i < d.nelems; i++)
		if (d.elems[i].row->tag == TAG_P)
			got = dom_attr(&d.elems[i], name);
	if (!str_eq(got, want))
		fail_msg("%.*s: %.*s", STR_FMT(page), STR_FMT(got));
	dom_release(&d);
	lexed_release(&l);
}

/* What an element says is what its own tag said, decoded. */
static void
test_attributes(void **state)
{
	char *page = arena_alloc(&arena, 20001, 1);

	(void)state;
	attr_is(STR("<div class=no><p CLASS='a &amp; b' id=c>"), "class",
	    STR("a & b"));
	attr_is(STR("<p id=c class=a class=b>"), "class", STR("a"));
	attr_is(STR("<p id=c><div class=no>"), "class", STR(""));
	attr_is(STR("<p>"), "class", STR(""));
	attr_is(STR("<p title=\"1 &frac12; &#233; &#x20AC; &no; & &eacute\">"),
	    "title", STR("1 \xc2\xbd \xc3\xa9 \xe2\x82\xac &no; & &eacute"));
	attr_is(STR("<p _=0 name=x>"), "name", STR("x"));
	attr_is(STR("<i id=z></i><p _=0>"), "id", STR(""));
	attr_is(STR("<p hidden>"), "hidden", STR(""));
	/* a value ends at its ceiling, before a whole character */
	memcpy(page, "<p title='x", 11);
	for (size_t i = 11; i + 2 < 20000; i += 2)
		memcpy(page + i, "\xc3\xa9", 2);
	memcpy(page + 19997, "'>", 2);
	attr_is(str_make(page, 19999), "title", str_sub(str_make(page + 10,
	    20000), 0, 8191));
}

/* Only the head's first language counts, wherever another <html> stands. */
static void
test_merged(void **state)
{
	struct lexed l;
	struct dom d;

	(void)state;
	lexed(&l, STR("<html lang=nb><p id=a>Lund<html lang=sv id=b><p>Kell"),
	    false);
	dom_parse(&d, &arena, buf_str(&l.html));
	dom_read(&d, &l);
	assert_true(d.nelems > 0 && d.elems[0].row->tag == TAG_HTML);
	assert_true(str_eqz(dom_attr(&d.elems[0], "lang"), "nb"));
	dom_release(&d);
	lexed_release(&l);
}

/* Texts of elements in elements are given while they are few. */
static void
test_told(void **state)
{
	struct lexed l;
	struct dom d;
	struct buf page;
	size_t bytes = 0, before = arena.used;

	(void)state;
	buf_init(&page, MIB);
	for (int i = 0; i < 400; i++)
		buf_addz(&page, "<div>");
	for (int i = 0; i < 1000; i++)
		buf_addz(&page, "Varn ");
	lexed(&l, buf_str(&page), false);
	dom_parse(&d, &arena, buf_str(&l.html));
	dom_read(&d, &l);
	assert_int_equal(dom_text(&d, &d.elems[100]).n, 4999);
	for (int k = 0; k < 100; k++)
		for (size_t i = 0; i < d.nelems; i++)
			bytes += dom_text(&d, &d.elems[i]).n;
	assert_true(bytes > MIB && bytes < 16 * MIB);
	assert_true(arena.used - before < 24 * MIB);
	assert_int_equal(dom_text(&d, &d.elems[100]).n, 0);
	dom_release(&d);
	lexed_release(&l);
	buf_release(&page);
}

struct hinted_case {
	const char *tag;
	unsigned hints;
};

static void
test_hints(void **state)
{
	static const struct hinted_case cases[] = {
		{ "<div class='x related-stories'>", HINT_JUNK },
		{ "<div class='x related-stories' id=articleBody>",
		    HINT_JUNK | HINT_STORY | HINT_BODY },
		{ "<div class='css-1ad3f'>", 0 },
		{ "<div class='storyBodyText'>", HINT_STORY | HINT_BODY },
		{ "<div class='article&#45;body'>", HINT_STORY | HINT_BODY },
		{ "<div title='related'>", 0 },
		{ "<div style='color:red; Display : none'>", HINT_HIDDEN },
		{ "<div aria-hidden=true>", HINT_HIDDEN },
		{ "<div aria-hidden=false>", 0 },
		{ "<div itemprop=articleBody>", HINT_BODY },
		{ "<div class='ABOUT the AUTHOR'>", HINT_BYLINE },
		{ "<div class='about-the-author'>", HINT_BYLINE | HINT_BIO },
		{ "<div class='aboutTheAuthor'>", HINT_BYLINE | HINT_BIO },
	};
	size_t n = sizeof(cases) / sizeof(*cases);
	struct lexed l;
	struct dom d;
	struct buf page;

	(void)state;
	/* twice over: the second time names are known */
	buf_init(&page, 65536);
	for (size_t i = 0; i < 2 * n; i++) {
		buf_addz(&page, cases[i % n].tag);
		buf_addz(&page, "a</div>");
	}
	lexed(&l, buf_str(&page), false);
	dom_parse(&d, &arena, buf_str(&l.html));
	dom_read(&d, &l);
	for (size_t i = 0, k = 0; i < d.nelems; i++) {
		if (d.elems[i].row->tag != TAG_DIV)
			continue;
		if (d.elems[i].hints != cases[k % n].hints)
			fail_msg("%s: %x", cases[k % n].tag, d.elems[i].hints);
		assert_true(++k <= 2 * n);
	}
	dom_release(&d);
	lexed_release(&l);
	buf_release(&page);
}

static void
test_plain_attr(void **state)
{
	(void)state;
	assert_true(str_eqz(plain_attr(&arena, STR("a&amp;amp;b <i> &lt;")),
	    "a&amp;b <i> <"));
	assert_true(str_eqz(plain_attr(&arena, STR("&sup2;&sup;&there4;")),
	    "\xc2\xb2\xe2\x8a\x83\xe2\x88\xb4"));
	assert_true(str_eqz(plain_attr(&arena, STR("&2sup;&")), "&2sup;&"));
}

static int
finish(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_markup),
		cmocka_unit_test(test_references),
		cmocka_unit_test(test_many_references),
		cmocka_unit_test(test_entities),
		cmocka_unit_test(test_script_json),
		cmocka_unit_test(test_attributes),
		cmocka_unit_test(test_told),
		cmocka_unit_test(test_merged),
		cmocka_unit_test(test_hints),
		cmocka_unit_test(test_plain_attr),
	};

	return cmocka_run_group_tests(tests, NULL, finish);
}
