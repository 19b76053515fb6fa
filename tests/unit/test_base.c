#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "tracker/base/arena.h"
#include "tracker/base/buf.h"
#include "tracker/base/clock.h"
#include "tracker/base/finder.h"
#include "tracker/base/json.h"
#include "tracker/base/utf8.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static void
test_str_find(void **state)
{
	(void)state;
	assert_int_equal(str_find(STR("liaison officers"), STR("off")), 8);
	assert_int_equal(str_find(STR("abc"), STR("abcd")), -1);
	assert_int_equal(str_ifind(STR("In MAY 30 story"), STR("may")), 3);
	assert_true(str_ends(STR("feeds.yaml"), ".yaml"));
	assert_false(str_ends(STR("yaml"), "feeds.yaml"));
	assert_true(str_ieq(STR("Content-Type"), STR("content-type")));
	assert_false(str_ieq(STR("a"), STR("ab")));
}

/* The order of strcmp for whatever has no NUL. */
static void
test_str_cmpz(void **state)
{
	static const char *const words[] = { "", "a", "ab", "abc", "b",
		"b\xc3", "\xc3", "\xc3\xa9" };
	size_t n = sizeof(words) / sizeof(*words);

	(void)state;
	for (size_t i = 0; i < n; i++)
		for (size_t j = 0; j < n; j++) {
			int c = str_cmpz(str_of(words[i]), words[j]);

			assert_int_equal((c > 0) - (c < 0),
			    (i > j) - (i < j));
		}
	assert_true(str_cmpz(str_make(NULL, 0), "") == 0);
	assert_true(str_cmpz(STR("a\0b"), "a") > 0);
}

static void
test_str_case(void **state)
{
	(void)state;
	assert_true(str_ieq(STR("ABC\xc3\x89"), STR("abc\xc3\x89")));
	assert_false(str_ieq(STR("ABC"), STR("abd")));
	assert_false(str_ieq(STR("ABC"), STR("ab")));
	assert_false(str_ieq(STR("[A"), STR("{a")));
	assert_true(str_istarts(STR("Lund harbour"), "LUND"));
	assert_false(str_istarts(STR("Lun"), "lund"));
	assert_true(str_istarts(STR(""), ""));
	assert_true(str_istarts(str_make(NULL, 0), ""));
	assert_int_equal(str_ifind(STR("xxAb"), STR("aB")), 2);
	assert_int_equal(str_ifind(STR("aaab"), STR("AAB")), 1);
	assert_int_equal(str_ifind(STR("ab"), STR("")), 0);
	assert_int_equal(str_ifind(STR("a"), STR("ab")), -1);
	assert_int_equal(str_ifind(str_make(NULL, 0), STR("a")), -1);
}

/* What the finder finds is what str_ifind finds. */
static void
test_finder(void **state)
{
	static const char *const words[] = { "404", "page not found", "page",
		"ab", "ba", "aab", "bb", "bbb", "\xc3\xa9t", "ge n" };
	static const char letters[] = "abBA4 0PAGEpage\xc3\xa9t";
	size_t n = sizeof(words) / sizeof(*words), seen = 0;
	struct finder f;
	struct hits h;
	char text[12];
	uint32_t draw = 1;

	(void)state;
	finder_init(&f);
	for (size_t i = 0; i < n; i++)
		finder_add(&f, words[i]);
	h = finder_find(&f, STR("The PAGE Not Found, 40"));
	assert_true(hits_has(&h, 1) && hits_has(&h, 2));
	assert_false(hits_has(&h, 0));
	h = finder_find(&f, STR("4"));
	assert_int_equal(h.bits[0], 0);
	for (int k = 0; k < 20000; k++) {
		size_t len;

		draw = draw * 1664525u + 1013904223u;
		len = (draw >> 8) % sizeof(text);
		for (size_t i = 0; i < len; i++) {
			draw = draw * 1664525u + 1013904223u;
			text[i] = letters[(draw >> 8) % (sizeof(letters) - 1)];
		}
		h = finder_find(&f, str_make(text, len));
		for (size_t i = 0; i < n; i++) {
			assert_int_equal(hits_has(&h, i), str_ifind(str_make(
			    text, len), str_of(words[i])) >= 0);
			seen += hits_has(&h, i);
		}
	}
	assert_true(seen > 1000);
	for (size_t i = f.n; i < FINDER_WORDS; i++)
		finder_add(&f, "xy");
	finder_add(&f, "qz");	/* one too many */
	assert_int_equal(f.n, FINDER_WORDS);
	h = finder_find(&f, STR("qz xy"));
	assert_true(hits_has(&h, FINDER_WORDS - 1) && hits_has(&h, n));
}

static void
test_str_cut(void **state)
{
	struct str s = STR("a,,b"), piece;
	const char *want[] = { "a", "", "b" };

	(void)state;
	for (size_t i = 0; i < COUNT(want); i++) {
		assert_true(str_cut(&s, ',', &piece));
		assert_true(str_eqz(piece, want[i]));
	}
	assert_false(str_cut(&s, ',', &piece));
	s = STR("one\r\ntwo");
	assert_true(str_line(&s, &piece));
	assert_true(str_eqz(piece, "one"));
	assert_true(str_line(&s, &piece));
	assert_true(str_eqz(piece, "two"));
	assert_false(str_line(&s, &piece));
}

static void
test_str_to_int(void **state)
{
	int64_t v;

	(void)state;
	assert_int_equal(str_to_int(STR("1200"), 0, 5000, &v), 0);
	assert_int_equal(v, 1200);
	assert_int_equal(str_to_int(STR("-7"), -10, 0, &v), 0);
	assert_int_equal(v, -7);
	assert_int_equal(str_to_int(STR("12x"), 0, 99, &v), -1);
	assert_int_equal(str_to_int(STR(""), 0, 99, &v), -1);
	assert_int_equal(str_to_int(STR("100"), 0, 99, &v), -1);
	assert_int_equal(str_to_int(STR("99999999999999999999"), 0, INT64_MAX,
	    &v), -1);
}

static void
test_str_distance(void **state)
{
	(void)state;
	assert_int_equal(str_distance(STR("every"), STR("evry")), 1);
	assert_int_equal(str_distance(STR(""), STR("abc")), 3);
	assert_int_equal(str_distance(STR("kitten"), STR("sitting")), 3);
}

static void
test_buf_ceiling(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 10);
	assert_int_equal(buf_addz(&b, "12345"), 0);
	assert_int_equal(buf_addz(&b, "123456"), -1);
	assert_true(b.full);
	assert_string_equal(buf_z(&b), "12345");
	/* Once full it stays full, also for what would fit. */
	assert_int_equal(buf_addz(&b, "6"), -1);
	buf_clear(&b);
	assert_int_equal(buf_addf(&b, "%d", 42), 0);
	assert_string_equal(buf_z(&b), "42");
	buf_release(&b);
}

static void
test_arena(void **state)
{
	struct arena a;
	int *v = NULL;
	size_t cap = 0;

	(void)state;
	arena_init(&a);
	for (int i = 0; i < 10000; i++) {
		v = arena_grow(&a, v, (size_t)i, &cap, sizeof(*v));
		v[i] = i;
	}
	assert_int_equal(v[9999], 9999);
	assert_string_equal(arena_printf(&a, "%s-%d", "x", 7).p, "x-7");
	assert_non_null(arena_alloc(&a, 1, 1 << 20));
	arena_release(&a);
}

/* Every length of sequence, and what is not one. */
static void
test_utf8(void **state)
{
	static const struct {
		const char *text;
		uint32_t first;
		bool bad;
	} rows[] = {
		{ "A", 'A', false },
		{ "\xc3\xa9", 0xe9, false },
		{ "\xe2\x82\xac", 0x20ac, false },
		{ "\xf0\x9f\x98\x80", 0x1f600, false },
		{ "\xc0\xaf", UTF8_BAD, true },		/* overlong */
		{ "\xed\xa0\x80", UTF8_BAD, true },	/* surrogate */
		{ "\xf5\x80\x80\x80", UTF8_BAD, true },
		{ "\xe2\x82", UTF8_BAD, true },		/* cut */
		{ "\x80", UTF8_BAD, true },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct str s = str_of(rows[i].text);
		bool bad;

		assert_int_equal(utf8_next(&s, &bad), rows[i].first);
		assert_int_equal(bad, rows[i].bad);
		if (!bad)
			assert_int_equal(s.n, 0);
		assert_int_equal(utf8_valid(str_of(rows[i].text)),
		    !rows[i].bad);
	}
}

static void
test_utf8_round_trip(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 16);
	for (uint32_t c = 1; c <= 0x10ffff; c += c < 0x3000 ? 1 : 97) {
		struct str s;

		if (c >= 0xd800 && c < 0xe000)
			continue;
		buf_clear(&b);
		utf8_add(&b, c);
		s = buf_str(&b);
		assert_int_equal(utf8_next(&s, NULL), c);
		assert_int_equal(s.n, 0);
	}
	buf_release(&b);
}

static void
test_utf8_escape(void **state)
{
	struct buf b;
	char small[8];

	(void)state;
	buf_init(&b, 1000);
	utf8_escape(&b, STR("a\033[31mb\xff\xe2\x80\xae\n"));
	assert_string_equal(buf_z(&b), "a\\x1b[31mb\\xff<U+202E>\n");
	utf8_escape_into(small, sizeof(small), STR("abcde\033z"));
	assert_string_equal(small, "abcde");
	buf_release(&b);
	assert_int_equal(utf8_columns(STR("e\xcc\x81")), 1);
	assert_int_equal(utf8_columns(STR("\xe6\x97\xa5\xe6\x9c\xac")), 4);
}

static void
test_times(void **state)
{
	static const struct {
		const char *text;
		int64_t t;
	} rows[] = {
		{ "1970-01-01", 0 },
		{ "2012-05-31T16:48:00Z", 1338482880 },
		{ "2012-05-31T18:48:00+02:00", 1338482880 },
		{ "2012-05-31 16:48", 1338482880 },
		{ "2012-05-31T16:48:00.123Z", 1338482880 },
		{ "2024-02-29", 1709164800 },
		{ "1969-12-31T23:59:59Z", -1 },
	};
	static const char *const bad[] = { "", "2012", "2012-13-01",
		"2023-02-29", "2012-05-31T25:00:00Z", "2012-05-31Tx",
		"2012-05-31T16:48:00+99:00" };
	char out[TIME_TEXT];
	int64_t t;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_int_equal(time_parse_iso(str_of(rows[i].text), &t), 0);
		assert_int_equal(t, rows[i].t);
	}
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_int_equal(time_parse_iso(str_of(bad[i]), &t), -1);
	assert_string_equal(time_rfc3339(1338482880, out),
	    "2012-05-31T16:48:00Z");
	assert_string_equal(time_rfc5322(1338482880, out),
	    "Thu, 31 May 2012 16:48:00 +0000");
	assert_string_equal(time_rfc3339(TIME_NONE, out), "");
}

/* Four centuries of days, forth and back. */
static void
test_calendar(void **state)
{
	(void)state;
	for (int64_t d = -60000; d < 90000; d++) {
		struct civil c = civil_of(d * 86400);

		assert_int_equal(civil_to_time(&c), d * 86400);
	}
	assert_int_equal(civil_weekday(0), 4);
	assert_int_equal(civil_weekday(-86400), 3);
}

static void
test_durations(void **state)
{
	static const struct {
		const char *text;
		int64_t s;
	} rows[] = { { "15m", 900 }, { "90s", 90 }, { "2h", 7200 },
		{ "7d", 604800 }, { "2w", 1209600 }, { "45s", 45 } };
	char out[TIME_TEXT];
	int64_t s;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_int_equal(duration_parse(str_of(rows[i].text), &s), 0);
		assert_int_equal(s, rows[i].s);
	}
	assert_int_equal(duration_parse(STR("90"), &s), 0);
	assert_int_equal(duration_parse(STR("m"), &s), -1);
	assert_int_equal(duration_parse(STR("-5m"), &s), -1);
	assert_int_equal(duration_parse(STR("1y"), &s), -1);
	assert_string_equal(duration_text(900, out), "15m");
	assert_string_equal(duration_text(604800, out), "1w");
	assert_string_equal(duration_text(0, out), "0s");
}

static void
test_json(void **state)
{
	struct buf b;
	struct json j;

	(void)state;
	buf_init(&b, 1000);
	json_init(&j, &b);
	json_open(&j, NULL, '{');
	json_strz(&j, "a", "x\"\\\n\001\xff");
	json_int(&j, "n", -3);
	json_open(&j, "list", '[');
	json_bool(&j, NULL, true);
	json_none(&j, NULL);
	json_close(&j, ']');
	json_time(&j, "t", 0);
	json_num(&j, "q", 0.5);
	json_close(&j, '}');
	json_end(&j);
	assert_string_equal(buf_z(&b),
	    "{\"a\":\"x\\\"\\\\\\n\\u0001\xef\xbf\xbd\","
	    "\"n\":-3,\"list\":[true,null],\"t\":\"1970-01-01T00:00:00Z\","
	    "\"q\":0.50}\n");
	buf_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_str_find),
		cmocka_unit_test(test_str_cmpz),
		cmocka_unit_test(test_str_case),
		cmocka_unit_test(test_finder),
		cmocka_unit_test(test_str_cut),
		cmocka_unit_test(test_str_to_int),
		cmocka_unit_test(test_str_distance),
		cmocka_unit_test(test_buf_ceiling),
		cmocka_unit_test(test_arena),
		cmocka_unit_test(test_utf8),
		cmocka_unit_test(test_utf8_round_trip),
		cmocka_unit_test(test_utf8_escape),
		cmocka_unit_test(test_times),
		cmocka_unit_test(test_calendar),
		cmocka_unit_test(test_durations),
		cmocka_unit_test(test_json),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
