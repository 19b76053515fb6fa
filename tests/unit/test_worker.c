/*
 * Workers: what they give is what the readers give, what breaks one costs its
 * task alone, and what a worker may do is nothing but read. The breaking is
 * done by a parser of our own in front of libxml2's (below), which looks for a
 * mark in the page.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <libxml/HTMLparser.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>
#include <cmocka.h>

#include "tracker/base/buf.h"
#include "tracker/base/json.h"
#include "tracker/base/limits.h"
#include "tracker/extract/wire.h"

/* ---- a parser that can be broken ---------------------------------------- */

static bool
eats_memory(void)
{
	for (int i = 0; i < 64; i++) {
		char *p = malloc(64 * MIB);

		if (p == NULL)
			return false;
		memset(p, 1, 64 * MIB);
	}
	return true;
}

/* Did anything work that a worker has no business with? */
static bool
reaches_out(void)
{
	return open("/etc/passwd", O_RDONLY) >= 0 ||
	    socket(AF_INET, SOCK_STREAM, 0) >= 0 || fork() >= 0 ||
	    execl("/bin/true", "true", (char *)NULL) == 0 ||
	    kill(getppid(), 0) == 0 || write(1, "", 0) < 0;
}

int
htmlParseDocument(htmlParserCtxt *c)
{
	int (*real)(htmlParserCtxt *);
	const char *text = (const char *)c->input->cur;

	*(void **)&real = dlsym(RTLD_NEXT, "htmlParseDocument");
	if (strstr(text, "mark-crash") != NULL)
		__builtin_trap();	/* raise() is denied */
	if (strstr(text, "mark-hang") != NULL)
		for (;;)
			;
	if (strstr(text, "mark-memory") != NULL && !eats_memory())
		abort();
	if (strstr(text, "mark-reach") != NULL && reaches_out())
		abort();
	return real(c);
}

/* ---- what is tried ------------------------------------------------------ */

#define STORY "<html><head><title>The mill at Orrin</title></head><body>" \
    "<article><h1>The mill at Orrin</h1><p>The old mill at Orrin will " \
    "grind again, its new owners said on Wednesday, eleven years after the " \
    "last miller left.</p><p>The wheel was taken to a workshop last autumn " \
    "and came back in May with 36 new paddles of larch.</p>%s</article>" \
    "<p>(Corrects number of paddles to 36, not 63)</p></body></html>"

static struct str
page(struct arena *a, const char *more)
{
	char text[4000];

	snprintf(text, sizeof(text), STORY, more);
	return arena_str(a, str_of(text));
}

static struct task
task_of(struct arena *a, const char *more)
{
	return (struct task){ .kind = TASK_PAGE, .page = {
		.bytes = page(a, more), .url = STR("https://a.example/1"),
		.content_type = STR("text/html"), .status = 200 } };
}

static struct str
json_of(const struct article *article, struct arena *a)
{
	struct json j;
	struct buf b;
	struct str s;

	buf_init(&b, LIMIT_OUTPUT_BYTES);
	json_init(&j, &b);
	article_json(article, &j);
	s = arena_str(a, buf_str(&b));
	buf_release(&b);
	return s;
}

static void
assert_str(struct str a, struct str b)
{
	assert_int_equal(a.n, b.n);
	assert_memory_equal(a.p, b.p, a.n);
}

struct seen {
	struct arena *arena;
	int answers, failed;
	struct str why, json;
};

static void
see(const struct answer *a, void *arg)
{
	struct seen *s = arg;

	s->answers++;
	s->failed += a->failed;
	if (a->failed)
		s->why = arena_str(s->arena, a->why);
	else if (a->kind == TASK_PAGE)
		s->json = json_of(&a->article, s->arena);
}

static int
setup(void **state)
{
	static struct arena arena;

	arena_init(&arena);
	*state = &arena;
	return 0;
}

static int
teardown(void **state)
{
	arena_release(*state);
	return 0;
}

static void
test_same(void **state)
{
	static const char *const drop[] = { "//h2", NULL };
	static const char *const body[] = { "article", NULL };
	struct extract_rule rule = { .body = body, .drop = drop };
	struct task t = task_of(*state, "<h2>Promo</h2>");
	struct workers *w;
	struct answer a;
	struct article here;

	workers_new(&w, NULL);
	for (int i = 0; i < 2; i++) {
		t.page.rule = i == 0 ? NULL : &rule;
		extract_page(&here, *state, &t.page);
		worker_read(w, &t, *state, &a);
		assert_false(a.failed);
		assert_str(json_of(&a.article, *state), json_of(&here,
		    *state));
		assert_int_equal(here.nnotes, 1);
	}
	workers_free(w);
}

#define LONG "<p>The weir above it was last mended when the railway came, " \
    "and leaks: a third of the water goes past the wheel, by the reckoning " \
    "of the engineer whom the owners had come from Lund Quay. He wants it " \
    "closed with oak and clay as it once was, since concrete would crack in " \
    "the first hard winter, and two people in the valley can still do it.</p>"
#define PROMO "Have the week in pictures sent to you every Friday, for free."

/* What is known as furniture is left out by the worker, too; what the reader
 * needs for judging goes back. */
static void
test_known(void **state)
{
	struct task t = task_of(*state, LONG "<p>" PROMO "</p>" LONG "<p>The "
	    "tide tables of the coming year are sold at the lock-keeper's "
	    "house.</p>" LONG "<div>Subscribe to continue reading</div>");
	struct known known;
	struct workers *w;
	struct answer a;
	struct article here;
	size_t blocks;

	workers_new(&w, NULL);
	extract_page(&here, *state, &t.page);
	blocks = here.nblocks;
	known_init(&known, *state);
	known_add(&known, known_hash(STR(PROMO)), KNOWN_FURNITURE);
	known_add(&known, known_hash(STR("The tide tables of the coming year "
	    "are sold at the lock-keeper's house.")), KNOWN_RECURS);
	t.page.known = &known;
	extract_page(&here, *state, &t.page);
	worker_read(w, &t, *state, &a);
	assert_false(a.failed);
	assert_int_equal(a.article.nblocks, blocks - 1);
	assert_str(json_of(&a.article, *state), json_of(&here, *state));
	assert_str(a.article.gate, STR("subscribe to continue"));
	assert_int_equal(a.article.sourced, here.sourced);
	workers_free(w);
}

/* Bytes of a task that say that nothing is something known. */
static void
test_known_nothing(void **state)
{
	struct task t = task_of(*state, ""), got;
	struct known known;
	struct buf b;
	struct str s;
	char *copy;

	known_init(&known, *state);
	known_add(&known, 0x0101010101010101u, KNOWN_FURNITURE);
	t.page.known = &known;
	buf_init(&b, LIMIT_ANSWER_BYTES);
	buf_adds(&b, wire_put_task(&b, &t));
	s = buf_str(&b);
	assert_int_equal(wire_get_task(&got, *state, s), 0);
	assert_int_equal(known_level(got.page.known, 0x0101010101010101u),
	    KNOWN_FURNITURE);
	copy = arena_strz(*state, s);
	/* before the page and its length */
	memset(copy + s.n - t.page.bytes.n - 16, 0, 8);
	assert_int_equal(wire_get_task(&got, *state, str_make(copy, s.n)), -1);
	buf_release(&b);
}

static void
test_feed(void **state)
{
	struct task t = { .kind = TASK_FEED, .feed = { .bytes = STR(
	    "<rss version=\"2.0\"><channel><title>City</title><item><title>"
	    "A &amp; B</title><link>https://a.example/1</link><pubDate>Wed, 12 "
	    "Mar 2025 09:15:00 GMT</pubDate></item></channel></rss>"),
	    .url = STR("https://a.example/rss") } };
	struct workers *w;
	struct answer a;

	workers_new(&w, NULL);
	worker_read(w, &t, *state, &a);
	assert_false(a.failed);
	assert_int_equal(a.feed.format, FEED_RSS);
	assert_int_equal(a.feed.nitems, 1);
	assert_str(a.feed.items[0].title, STR("A & B"));
	assert_int_equal(a.feed.items[0].published, 1741770900);
	workers_free(w);
}

/* Charsets whose tables are files. */
static void
test_charset(void **state)
{
	static const char *const names[] = { "shift_jis", "koi8-r", "big5",
		"euc-kr", "gb2312", "windows-874", "iso-8859-2", "euc-jp" };
	struct task t = task_of(*state, "<p>caf\xe9 \x83\x41</p>");
	struct workers *w;
	struct answer a;
	struct article here;

	workers_new(&w, NULL);
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		t.page.charset = str_of(names[i]);
		extract_page(&here, *state, &t.page);
		worker_read(w, &t, *state, &a);
		assert_false(a.failed);
		assert_str(json_of(&a.article, *state), json_of(&here,
		    *state));
	}
	workers_free(w);
}

static void
test_many(void **state)
{
	struct workers_options o = { .n = 3 };
	struct seen s = { .arena = *state };
	struct task good = task_of(*state, ""), bad = task_of(*state,
	    "<!-- --><p>mark-crash</p>");
	struct workers *w;

	workers_new(&w, &o);
	for (int i = 0; i < 60; i++)
		worker_put(w, i % 10 == 5 ? &bad : &good, see, &s);
	worker_drain(w);
	assert_int_equal(s.answers, 60);
	assert_int_equal(s.failed, 6);
	assert_true(str_find(s.why, STR("by signal")) >= 0);
	workers_free(w);
}

static void
test_hang(void **state)
{
	struct workers_options o = { .n = 2, .seconds = 1 };
	struct seen s = { .arena = *state }, other = { .arena = *state };
	struct task bad = task_of(*state, "<p>mark-hang</p>");
	struct task good = task_of(*state, "");
	struct workers *w;

	workers_new(&w, &o);
	worker_put(w, &bad, see, &s);
	worker_put(w, &good, see, &other);
	worker_drain(w);
	assert_int_equal(s.failed, 1);
	assert_true(str_find(s.why, STR("longer than 1 s")) >= 0);
	assert_int_equal(other.answers, 1);
	assert_int_equal(other.failed, 0);
	worker_put(w, &good, see, &other);
	worker_drain(w);
	assert_int_equal(other.answers, 2);
	workers_free(w);
}

static void
test_bounds(void **state)
{
	struct seen s = { .arena = *state };
	struct task reach = task_of(*state, "<p>mark-reach</p>");
	struct workers *w;

	workers_new(&w, NULL);
	worker_put(w, &reach, see, &s);
	worker_drain(w);
	assert_int_equal(s.answers, 1);
	assert_int_equal(s.failed, 0);
#ifndef __SANITIZE_ADDRESS__
	struct task memory = task_of(*state, "<p>mark-memory</p>");

	worker_put(w, &memory, see, &s);
	worker_drain(w);
	assert_int_equal(s.failed, 1);
#endif
	workers_free(w);
}

/* A worker that dies at rest is replaced. */
static void
test_killed(void **state)
{
	struct workers_options o = { .n = 1 };
	struct seen s = { .arena = *state };
	struct task good = task_of(*state, "");
	char command[100];
	struct workers *w;

	workers_new(&w, &o);
	worker_put(w, &good, see, &s);
	worker_drain(w);
	snprintf(command, sizeof(command), "pkill -9 -P %d -f test_worker",
	    (int)getpid());
	(void)!system(command);
	nanosleep(&(struct timespec){ .tv_nsec = 300000000 }, NULL);
	worker_put(w, &good, see, &s);
	worker_drain(w);
	assert_int_equal(s.answers, 2);
	assert_int_equal(s.failed, 0);
	workers_free(w);
}

/* Bytes that no worker of ours would send. */
static void
test_hostile(void **state)
{
	struct article a;
	struct feed f;
	struct task t = task_of(*state, "");
	struct buf b;
	struct str s;
	char *copy;

	extract_page(&a, *state, &t.page);
	buf_init(&b, LIMIT_ANSWER_BYTES);
	wire_put_article(&b, &a);
	s = buf_str(&b);
	assert_int_equal(wire_get_article(&a, *state, s), 0);
	for (size_t i = 0; i < s.n; i++)
		assert_int_equal(wire_get_article(&a, *state,
		    str_sub(s, 0, i)), -1);
	copy = arena_strz(*state, s);
	for (size_t i = 0; i < s.n; i++) {
		copy[i] ^= (char)0xff;
		(void)wire_get_article(&a, *state, str_make(copy, s.n));
		(void)wire_get_feed(&f, *state, str_make(copy, s.n));
		(void)wire_get_task(&t, *state, str_make(copy, s.n));
		copy[i] ^= (char)0xff;
	}
	buf_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same),
		cmocka_unit_test(test_known),
		cmocka_unit_test(test_known_nothing),
		cmocka_unit_test(test_feed),
		cmocka_unit_test(test_charset),
		cmocka_unit_test(test_many),
		cmocka_unit_test(test_hang),
		cmocka_unit_test(test_bounds),
		cmocka_unit_test(test_killed),
		cmocka_unit_test(test_hostile),
	};

	signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests(tests, setup, teardown);
}
