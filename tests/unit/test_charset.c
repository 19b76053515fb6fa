#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#include "tracker/base/utf8.h"
#include "tracker/extract/charset.h"

#define CAFE "<p>Un caf\xc3\xa9 \xe2\x82\xac" "2</p>"

static const struct {
	const char *name;
	struct str bytes;
	const char *http, *utf8, *charset;
} cases[] = {
	{ "plain", STR("abc"), "", "abc", "UTF-8" },
	{ "utf-8", STR(CAFE), "", CAFE, "UTF-8" },
	{ "utf-8 called latin-1", STR(CAFE), "iso-8859-1", CAFE, "UTF-8" },
	{ "bom", STR("\xef\xbb\xbf" CAFE), "koi8-r", CAFE, "UTF-8" },
	{ "latin-1 is windows-1252", STR("<p>Un caf\xe9 \x80" "2</p>"),
	    "ISO-8859-1", CAFE, "WINDOWS-1252" },
	{ "header in quotes", STR("<p>Un caf\xe9 \x80" "2</p>"),
	    "\"latin1\"", CAFE, "WINDOWS-1252" },
	{ "meta", STR("<meta charset=windows-1251>\xcf\xf0\xe8"), "",
	    "<meta charset=windows-1251>\xd0\x9f\xd1\x80\xd0\xb8",
	    "WINDOWS-1251" },
	{ "meta in a comment", STR("<!-- <meta charset=koi8-r> -->"
	    "<meta charset='windows-1251'>\xcf"), "",
	    "<!-- <meta charset=koi8-r> --><meta charset='windows-1251'>"
	    "\xd0\x9f", "WINDOWS-1251" },
	{ "xml declaration", STR("<?xml version='1.0' "
	    "encoding='iso-8859-2'?><a>\xb1</a>"), "",
	    "<?xml version='1.0' encoding='iso-8859-2'?><a>\xc4\x85</a>",
	    "ISO-8859-2" },
	{ "header before meta", STR("<meta charset=koi8-r>\xe9"),
	    "windows-1252", "<meta charset=koi8-r>\xc3\xa9",
	    "WINDOWS-1252" },
	{ "shift_jis", STR("\x93\xfa\x96\x7b\x8c\xea"), "shift_jis",
	    "\xe6\x97\xa5\xe6\x9c\xac\xe8\xaa\x9e", "CP932" },
	{ "gb2312 is gb18030", STR("\xd6\xd0\xce\xc4"), "gb2312",
	    "\xe4\xb8\xad\xe6\x96\x87", "GB18030" },
	{ "utf-16", STR("\xff\xfe" "a\0b\0"), "", "ab", "UTF-16LE" },
	{ "a bad byte", STR("caf\xc3\xa9 caf\xc3\xa9 \xff"), "utf-8",
	    "caf\xc3\xa9 caf\xc3\xa9 \xef\xbf\xbd", "UTF-8" },
	{ "unknown label", STR("caf\xc3\xa9"), "x-none", "caf\xc3\xa9",
	    "UTF-8" },
	{ "nul", STR("a\0b"), "", "a\xef\xbf\xbd" "b", "UTF-8" },
	{ "empty", STR(""), "", "", "UTF-8" },
};

static void
test_decode(void **state)
{
	struct arena arena;
	struct str got;
	const char *name;

	(void)state;
	arena_init(&arena);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		charset_decode(cases[i].bytes, str_of(cases[i].http), &arena,
		    &got, &name);
		if (!str_eqz(got, cases[i].utf8) ||
		    strcmp(name, cases[i].charset) != 0)
			fail_msg("%s: got \"%.*s\" from %s", cases[i].name,
			    STR_FMT(got), name);
		assert_true(utf8_valid(got));
	}
	arena_release(&arena);
}

/* "é" and "’" as they look after UTF-8 was read as windows-1252. */
#define E2 "\xc3\x83\xc2\xa9"
#define Q2 "\xc3\xa2\xe2\x82\xac\xe2\x84\xa2"

static const struct {
	const char *text, *want;
} doubled[] = {
	{ "caf" E2 ", it" Q2 "s Zo" E2, "caf\xc3\xa9, it\xe2\x80\x99s Zo\xc3\xa9" },
	{ "caf\xc3\xa9, th\xc3\xa9, Zo\xc3\xab", NULL },
	{ "one " E2 " is no proof", NULL },
	{ "the r\xc3\xa9sum\xc3\xa9 of caf\xc3\xa9 said " E2 E2 E2, NULL },
	{ "S\xc3\x83O PAULO, N\xc3\x83O, IRM\xc3\x83", NULL },
};

static void
test_undouble(void **state)
{
	struct arena arena;
	struct str got;

	(void)state;
	arena_init(&arena);
	for (size_t i = 0; i < sizeof(doubled) / sizeof(*doubled); i++) {
		got = charset_undouble(str_of(doubled[i].text), &arena);
		if (!str_eqz(got, doubled[i].want != NULL ?
		    doubled[i].want : doubled[i].text))
			fail_msg("case %zu: got \"%.*s\"", i, STR_FMT(got));
	}
	arena_release(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_decode),
		cmocka_unit_test(test_undouble),
	};

	return cmocka_run_group_tests_name("charset", tests, NULL, NULL);
}
