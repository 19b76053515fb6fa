#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "tracker/conf/conf.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static void
test_whole(void **state)
{
	static const char text[] =
	    "feeds:\n"
	    "  - name: world\n"
	    "    url: https://news.example/world.rss\n"
	    "    every: 5m\n"
	    "    match: \"^https://news\\\\.example/20\"\n"
	    "    rule: { body: \"//article\", drop: \"//aside\" }\n"
	    "stories:\n"
	    "  - https://news.example/a\n"
	    "  - { url: 'https://news.example/b', every: 1h }\n"
	    "mail: { from: desk@news.example }\n"
	    "digests:\n"
	    "  - { to: editor@news.example, when: weekly mon 07:30,\n"
	    "      zone: Europe/Berlin, words: [Weir, 'mill*'],\n"
	    "      kinds: [correction, withdrawn], feeds: world }\n"
	    "hooks:\n"
	    "  - { name: chat, url: https://chat.example/in, severity: 40,\n"
	    "      secret-file: chat.secret, feeds: [world] }\n"
	    "  - { name: log, run: 'cat >>log', timeout: 5s }\n"
	    "defaults: { every: 20m, for: 30d }\n";
	struct conf *c;

	(void)state;
	if (conf_parse(&c, "dir/feeds.yaml", STR(text)) < 0)
		fail_msg("%s", buf_z(&c->faults));
	assert_int_equal(c->nfeeds, 1);
	assert_int_equal(c->feeds[0].fetch.every, 300);
	/* defaults hold wherever they stand in the file */
	assert_int_equal(c->feeds[0].fetch.watch, 30 * 86400);
	assert_int_equal(c->feeds[0].fetch.delay, 2);
	assert_string_equal(c->feeds[0].rule->body.item[0].p, "//article");
	assert_int_equal(c->feeds[0].rule->drop.n, 1);
	assert_int_equal(regexec(c->feeds[0].match_re,
	    "https://news.example/2026/x", 0, NULL, 0), 0);
	assert_int_equal(c->nstories, 2);
	assert_int_equal(c->stories[0].fetch->every, 1200);
	assert_int_equal(c->stories[1].fetch->every, 3600);
	assert_ptr_equal(conf_story_of(c, STR("https://news.example/b")),
	    &c->stories[1]);
	assert_null(conf_story_of(c, STR("https://news.example/c")));
	assert_int_equal(c->digests[0].when.kind, WHEN_WEEKLY);
	assert_int_equal(c->digests[0].when.weekday, 1);
	assert_int_equal(c->digests[0].when.minute, 450);
	assert_int_equal(c->digests[0].want.kinds.n, 2);
	assert_int_equal(c->digests[0].want.words.n, 2);
	assert_string_equal(c->digests[0].zone.p, "Europe/Berlin");
	assert_true(c->digests[0].trouble);
	assert_false(c->digests[0].all_well);
	assert_int_equal(c->nhooks, 2);
	assert_string_equal(c->hooks[0].secret_file.p, "dir/chat.secret");
	assert_int_equal(c->hooks[0].timeout, 30);
	assert_int_equal(c->hooks[0].want.severity, 40);
	assert_ptr_equal(conf_hook_of(c, STR("log")), &c->hooks[1]);
	assert_false(c->allow_private);
	conf_free(c);
}

static void
test_empty(void **state)
{
	static const char *const texts[] = { "", "# nothing yet\n",
		"feeds:\nstories:\n", conf_sample };
	struct conf *c;

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		if (conf_parse(&c, "f", str_of(texts[i])) < 0)
			fail_msg("%s", buf_z(&c->faults));
		assert_int_equal(c->nfeeds + c->nstories, 0);
		conf_free(c);
	}
}

/* Each fault in one line, at its place, with what was meant. */
static void
test_faults(void **state)
{
	static const struct {
		const char *text, *want;
	} rows[] = {
		{ "stroe: x\n",
		  "f:1:1: unknown key \"stroe\"; did you mean \"store\"?\n" },
		{ "feeds:\n  - url: https://a.example/\n    evry: 5m\n",
		  "f:3:5: unknown key \"evry\"; did you mean \"every\"?\n" },
		{ "defaults: { every: soon }\n",
		  "f:1:20: every: expected a duration such as 90s, 15m, 2h, "
		  "7d, not \"soon\"\n" },
		{ "defaults: { chance: 0 }\n",
		  "f:1:21: chance: expected a number from 1 to 50, not "
		  "\"0\"\n" },
		{ "budget: many\n",
		  "f:1:9: budget: expected a number from 0 to 100000000, not "
		  "\"many\"\n" },
		{ "defaults: { every: 1s }\n",
		  "f:1:20: every: expected 1m to 30d, not \"1s\"\n" },
		{ "stories:\n  - ftp://a.example/x\n",
		  "f:2:5: expected an http or https URL, not "
		  "\"ftp://a.example/x\"\n" },
		{ "feeds: 3\n", "f:1:8: feeds: expected a list\n" },
		{ "feeds:\n  - name: x\n",
		  "f:2:5: feed without a url\n" },
		{ "parallel: 1000\n",
		  "f:1:11: parallel: expected a number from 1 to 64, not "
		  "\"1000\"\n" },
		{ "store: a\nstore: b\n",
		  "f:2:1: key \"store\" stands twice, first in line 1\n" },
		{ "stories:\n  - https://a.example/\n  - https://a.example/\n",
		  "f:3:5: story \"https://a.example/\" stands twice, first in "
		  "line 2\n" },
		{ "digests:\n  - to: x@a.example\n",
		  "f:2:5: digest, but mail has no address: from\n" },
		{ "mail: { from: x@a.example }\n"
		  "digests:\n  - { to: y@a.example, zone: Europe/Nowhere }\n",
		  "f:3:30: zone: expected a time zone such as UTC or "
		  "Europe/Berlin, not \"Europe/Nowhere\"\n" },
		{ "mail: { unsubscribe: \"mailto:x@a.example>, <y\" }\n",
		  "f:1:22: unsubscribe: expected a mailto: or https: address, "
		  "not \"mailto:x@a.example>, <y\"\n" },
		{ "hooks:\n  - { name: a, run: x, url: 'https://a.example/' }\n",
		  "f:2:5: hook \"a\": expected one of run and url\n" },
		{ "hooks:\n  - { name: a, url: 'http://a.example/' }\n",
		  "f:2:5: hook \"a\": expected an https URL (http needs "
		  "allow-private)\n" },
		{ "hooks:\n  - { name: a, run: x, feeds: city }\n",
		  "f:2:31: no feed is named \"city\"\n" },
		{ "hooks:\n  - { name: a, run: x }\n  - { name: a, run: y }\n",
		  "f:3:5: hook name \"a\" stands twice, first in line 2\n" },
		{ "hooks:\n  - { name: 'a b', run: x }\n",
		  "f:2:13: name: expected a name of at most 40 letters, "
		  "digits, hyphens and _, not \"a b\"\n"
		  "f:2:5: hook without a name\n" },
		{ "mail: { from: \"x@a.example\\r\\nBcc: y@b.example\" }\n",
		  "f:1:15: from: expected a mail address, not "
		  "\"x@a.example\r\nBcc: y@b.example\"\n" },
		{ "feeds:\n  - { url: https://a.example/, match: '(' }\n",
		  "f:2:5: match: Unmatched ( or \\( in \"(\"\n" },
		{ "- a\n- b\n", "f:1:1: expected keys with values\n" },
		{ "defaults: { robots: perhaps }\n",
		  "f:1:21: robots: expected true or false, not \"perhaps\"\n" },
		{ "per-host-hour: -1\n",
		  "f:1:16: per-host-hour: expected a number from 0 to "
		  "1000000, not \"-1\"\n" },
		{ "mail: { server: http://x }\n",
		  "f:1:17: server: expected a smtp:// or smtps:// URL, not "
		  "\"http://x\"\n" },
	};
	struct conf *c;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_int_equal(conf_parse(&c, "f", str_of(rows[i].text)),
		    -1);
		assert_string_equal(buf_z(&c->faults), rows[i].want);
		conf_free(c);
	}
}

static void
test_not_yaml(void **state)
{
	static const char *const texts[] = { "feeds: [\n", "a: b: c\n",
		"\tx: y\n", "store: \xff\xfe\n", "&a [*a]\n", "x: *nowhere\n",
		"? [a, b]\n: c\n" };
	struct conf *c;

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		assert_int_equal(conf_parse(&c, "f", str_of(texts[i])), -1);
		assert_true(str_starts(buf_str(&c->faults), "f:"));
		conf_free(c);
	}
}

/* What names lead to: the node itself, with its own place. */
static void
test_anchors(void **state)
{
	static const struct {
		const char *text, *said;
	} rows[] = {
		{ "x: *nowhere\n", "f:1:4: not YAML: found undefined alias\n" },
		{ "store: &a x\nagent: &a y\n",
		  "f:2:8: not YAML: found duplicate anchor; first occurrence, "
		  "second occurrence\n" },
		{ "stories: &s [u, *s]\n",
		  "f:1:14: expected an http or https URL, not \"u\"\n"
		  "f:1:10: stories: expected keys with values\n" },
		{ "stories:\n- &u https://a.example/\n- *u\n",
		  "f:2:3: story \"https://a.example/\" stands twice, first "
		  "in line 2\n" },
		{ "store: x\n---\nstore: [\n",
		  "f:4:1: not YAML: while parsing a flow node, did not find "
		  "expected node content\n" },
		{ "? {a: b}\n: c\n", "f:1:3: expected a key\n" },
	};
	struct conf *c;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_int_equal(conf_parse(&c, "f", str_of(rows[i].text)),
		    -1);
		assert_string_equal(buf_z(&c->faults), rows[i].said);
		conf_free(c);
	}
}

static void
test_deep(void **state)
{
	struct buf b;
	struct conf *c;

	(void)state;
	buf_init(&b, 1000000);
	buf_addz(&b, "store: ");
	for (int i = 0; i < 500000; i++)
		buf_addc(&b, '[');
	assert_int_equal(conf_parse(&c, "f", buf_str(&b)), -1);
	assert_string_equal(buf_z(&c->faults),
	    "f:1:2008: brackets nested deeper than 2000\n");
	conf_free(c);
	buf_release(&b);
}

/* Aliases are shared nodes: a billion laughs stay a small document. */
static void
test_alias_bomb(void **state)
{
	struct buf b;
	struct conf *c;

	(void)state;
	buf_init(&b, 100000);
	buf_addz(&b, "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
	for (int i = 1; i < 30; i++) {
		buf_addf(&b, "a%d: &a%d [", i, i);
		for (int j = 0; j < 9; j++)
			buf_addf(&b, "*a%d, ", i - 1);
		buf_addf(&b, "*a%d]\n", i - 1);
	}
	assert_int_equal(conf_parse(&c, "f", buf_str(&b)), -1);
	assert_int_equal(c->nfaults, 30);
	conf_free(c);
	buf_release(&b);
}

static void
check_add(const char *text, const char *list, const char *url,
    const char *name, const char *want)
{
	struct buf out;
	struct error e;
	int r;

	buf_init(&out, 10000);
	r = conf_text_add("f", str_of(text), list, str_of(url), str_of(name),
	    &out, &e);
	if (want == NULL) {
		assert_int_not_equal(r, 0);
	} else {
		assert_int_equal(r, 0);
		assert_string_equal(buf_z(&out), want);
	}
	buf_release(&out);
}

static void
test_add(void **state)
{
	const char *u = "https://a.example/1";

	(void)state;
	check_add("", "stories", u, NULL,
	    "stories:\n  - https://a.example/1\n");
	check_add("stories: # mine\n# end\n", "stories", u, NULL,
	    "stories: # mine\n  - https://a.example/1\n# end\n");
	check_add("stories:\n- https://b.example/ # b\n# end\nstore: x\n",
	    "stories", u, NULL, "stories:\n- https://b.example/ # b\n"
	    "- https://a.example/1\n# end\nstore: x\n");
	check_add("stories:\n    - url: https://b.example/\n      every: 1h\n"
	    "\nfeeds:\n", "stories", u, NULL,
	    "stories:\n    - url: https://b.example/\n      every: 1h\n"
	    "    - https://a.example/1\n\nfeeds:\n");
	check_add("feeds:\n  - url: https://b.example/", "feeds", u, "w",
	    "feeds:\n  - url: https://b.example/\n  - name: w\n"
	    "    url: https://a.example/1\n");
	check_add("stories: [https://b.example/]\n", "stories", u, NULL, NULL);
	check_add("stories:\n  - https://a.example/1\n", "stories", u, NULL,
	    NULL);
	check_add("", "stories", "https://a.example/x:", NULL,
	    "stories:\n  - 'https://a.example/x:'\n");
}

static void
check_remove(const char *text, const char *list, const char *word,
    const char *want)
{
	struct buf out;
	struct error e;
	int r;

	buf_init(&out, 10000);
	r = conf_text_remove("f", str_of(text), list, str_of(word), &out, &e);
	if (want == NULL) {
		assert_int_not_equal(r, 0);
	} else {
		assert_int_equal(r, 0);
		assert_string_equal(buf_z(&out), want);
	}
	buf_release(&out);
}

static void
test_remove(void **state)
{
	(void)state;
	check_remove("stories:\n  - https://a.example/\n  - https://b.example/ "
	    "# b\n# end\n", "stories", "https://b.example/",
	    "stories:\n  - https://a.example/\n# end\n");
	check_remove("feeds:\n  - name: w\n    url: https://a.example/\n"
	    "    rule:\n      drop:\n        - //aside\n  - name: v\n"
	    "    url: https://b.example/\n", "feeds", "w",
	    "feeds:\n  - name: v\n    url: https://b.example/\n");
	check_remove("feeds:\n  -\n    name: w\n    url: https://a.example/\n",
	    "feeds", "w", "feeds:\n");
	check_remove("stories:\n", "stories", "https://a.example/", NULL);
	check_remove("stories: [https://a.example/]\n", "stories",
	    "https://a.example/", NULL);
}

/* What the table presets must be right by the table's own rules. */
static void
test_presets(void **state)
{
	struct conf *c;

	(void)state;
	conf_parse(&c, "f", STR(""));
	assert_int_equal(c->defaults.every, 600);
	assert_int_equal(c->defaults.longest, 30 * 86400);
	assert_int_equal(c->defaults.chance, 6);
	assert_int_equal(c->budget, 0);
	assert_int_equal(c->host_budget, 0);
	assert_int_equal(c->defaults.delay, 2);
	assert_true(c->defaults.watch == FOREVER);
	assert_true(c->defaults.robots);
	assert_int_equal(c->parallel, 16);
	assert_int_equal(c->per_host_hour, 0);
	assert_string_equal(c->mail.server.p, "smtp://localhost:25");
	assert_true(str_starts(c->agent, "tracker/"));
	conf_free(c);
	for (const struct conf_key *k = conf_keys; k->name != NULL; k++)
		assert_true(strlen(k->what) > 10);
}

/* The nearest word holds; an entry that says nothing compares as none. */
static void
test_robots(void **state)
{
	struct conf *c;

	(void)state;
	assert_int_equal(conf_parse(&c, "f", STR("feeds:\n"
	    "  - { name: a, url: https://a.example/a, robots: false }\n"
	    "  - { name: b, url: https://a.example/b }\n"
	    "stories:\n  - { url: https://a.example/x, robots: false }\n"
	    "  - https://a.example/y\n")), 0);
	assert_false(c->feeds[0].fetch.robots);
	assert_true(c->feeds[1].fetch.robots);
	assert_false(c->stories[0].fetch->robots);
	assert_memory_equal(c->stories[1].fetch, &c->defaults,
	    sizeof(c->defaults));
	assert_memory_not_equal(c->stories[0].fetch, &c->defaults,
	    sizeof(c->defaults));
	conf_free(c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_whole),
		cmocka_unit_test(test_empty),
		cmocka_unit_test(test_faults),
		cmocka_unit_test(test_not_yaml),
		cmocka_unit_test(test_deep),
		cmocka_unit_test(test_anchors),
		cmocka_unit_test(test_alias_bomb),
		cmocka_unit_test(test_add),
		cmocka_unit_test(test_remove),
		cmocka_unit_test(test_presets),
		cmocka_unit_test(test_robots),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
