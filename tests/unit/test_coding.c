/* Content codings: gzip unpacked as it comes, and its blocks made part of a
 * capture as they are. */
#include "tests/unit/test_store.h"

#include <zlib.h>

#include "tracker/base/buf.h"
#include "tracker/base/limits.h"
#include "tracker/web/coding.h"

#define URL "https://news.example/packed"

/* ---- bodies ----------------------------------------------------------------- */

static uint32_t seed = 20120531;

static uint32_t
chance(uint32_t below)
{
	seed = seed * 1664525 + 1013904223;
	return (seed >> 8) % below;
}

/* Words that come again, and some that do not. */
static void
body_make(struct buf *b, size_t n)
{
	static const char *const words[] = { "<p>", "council ", "mill ",
		"</p>\n", "weir ", "<a href=\"/\">", "larch ", "ninety " };

	buf_clear(b);
	while (b->n < n)
		if (chance(5) > 0)
			buf_addz(b, words[chance(8)]);
		else
			buf_addf(b, "%u ", chance(1u << 20));
}

/* How a server may pack it. */
struct way {
	int level, strategy, flush;
	size_t piece;		/* bytes between flushes */
};

static void
pack(struct buf *out, struct str body, const struct way *w)
{
	unsigned char room[4096];
	size_t at = 0, n;
	z_stream z = { 0 };
	int r;

	assert_int_equal(deflateInit2(&z, w->level, Z_DEFLATED, 31, 8,
	    w->strategy), Z_OK);
	do {
		n = body.n - at < w->piece ? body.n - at : w->piece;
		z.next_in = (Bytef *)(uintptr_t)(body.p + at);
		z.avail_in = (uInt)n;
		at += n;
		do {
			z.next_out = room;
			z.avail_out = sizeof(room);
			r = deflate(&z, at < body.n ? w->flush : Z_FINISH);
			assert_true(r == Z_OK || r == Z_STREAM_END ||
			    r == Z_BUF_ERROR);
			buf_add(out, room, sizeof(room) - z.avail_out);
		} while (z.avail_out == 0);
	} while (at < body.n);
	assert_int_equal(r, Z_STREAM_END);
	deflateEnd(&z);
}

/* Gives it in pieces of up to so many bytes. */
static enum coding_end
feed(struct coding *c, const char *name, struct str wire, size_t most,
    struct buf *out, const char **why)
{
	enum coding_end e = CODING_OK;
	size_t n;

	*why = NULL;
	for (size_t at = 0; e == CODING_OK && at < wire.n; at += n) {
		n = 1 + chance((uint32_t)most);
		n = n < wire.n - at ? n : wire.n - at;
		e = coding_add(c, str_of(name), str_sub(wire, at, n), out,
		    why);
	}
	return e == CODING_OK ? coding_finish(c, why) : e;
}

struct try {
	struct coding c;
	struct buf body, wire, out;
};

static void
try_init(struct try *t)
{
	coding_init(&t->c, MIB);
	buf_init(&t->body, MIB);
	buf_init(&t->wire, 2 * MIB);
	buf_init(&t->out, MIB);
}

static void
try_release(struct try *t)
{
	coding_release(&t->c);
	buf_release(&t->body);
	buf_release(&t->wire);
	buf_release(&t->out);
}

static void
try_again(struct try *t)
{
	coding_clear(&t->c, MIB);
	buf_clear(&t->wire);
	buf_clear(&t->out);
}

static void
assert_unpacked(const struct try *t)
{
	assert_true(str_eq(buf_str(&t->out), buf_str(&t->body)));
}

/* ---- a capture of it -------------------------------------------------------- */

struct back {
	char name[160];
	int n;
};

static int
got_held(const struct store_held *h, void *arg)
{
	struct back *g = arg;

	g->n++;
	snprintf(g->name, sizeof(g->name), "%s", h->capture);
	return 0;
}

/* Held with what came, it reads back; and each byte of the file is whole by
 * gzip's own word. */
static void
captured(struct box *b, const struct try *t, const struct fetch_packed *k)
{
	static int64_t at = T0;
	struct store_held h = { .story = 1, .verdict = "wall", .reason = "x" };
	struct store_capture c = capture_of(URL, ++at, buf_z(&t->body));
	struct back g = { .n = 0 };
	char *headers, *body, *url;
	size_t n;

	c.nbody = t->body.n;
	c.packed = (struct store_packed){ k->blocks.p, k->blocks.n, k->last,
		k->end, k->crc32 };
	h.fetched = at;
	snprintf(h.body_sha256, sizeof(h.body_sha256), "%064d", (int)(at - T0));
	ok(b, store_hold(b->st, &h, &c));
	ok(b, store_held_each(b->st, got_held, &g));
	ok(b, store_capture_read(b->st, g.name, &headers, &body, &n, &url));
	assert_int_equal(n, t->body.n);
	assert_memory_equal(body, t->body.p, n);
	free(headers);
	free(body);
	free(url);
}

/* ---- tests ------------------------------------------------------------------ */

static const struct way ways[] = {
	{ 1, Z_DEFAULT_STRATEGY, Z_NO_FLUSH, SIZE_MAX },
	{ 9, Z_DEFAULT_STRATEGY, Z_NO_FLUSH, SIZE_MAX },
	{ 6, Z_DEFAULT_STRATEGY, Z_SYNC_FLUSH, 300 },
	{ 6, Z_DEFAULT_STRATEGY, Z_BLOCK, 700 },
	{ 6, Z_DEFAULT_STRATEGY, Z_PARTIAL_FLUSH, 500 },
	{ 6, Z_FIXED, Z_FULL_FLUSH, 4000 },
	{ 0, Z_DEFAULT_STRATEGY, Z_NO_FLUSH, SIZE_MAX },
	{ 4, Z_HUFFMAN_ONLY, Z_NO_FLUSH, SIZE_MAX },
};

/* Of any make, in any pieces: the body comes out, and what came goes into a
 * capture that reads back. Blocks end at each of a byte's bits. */
static void
gzip_goes_in_as_it_came(void **state)
{
	struct box *b = *state;
	struct try t;
	struct fetch_packed k;
	const char *why;
	unsigned ends = 0;
	char out[4096];

	try_init(&t);
	assert_int_equal(add_story(b, URL), 1);
	ok(b, store_begin(b->st));
	for (int i = 0; i < 160; i++) {
		body_make(&t.body, chance(4) ? chance(3000) : chance(200000));
		try_again(&t);
		pack(&t.wire, buf_str(&t.body),
		    &ways[i % (int)(sizeof(ways) / sizeof(ways[0]))]);
		assert_int_equal(feed(&t.c, "gzip", buf_str(&t.wire),
		    i % 3 ? 16384 : 7, &t.out, &why), CODING_OK);
		assert_unpacked(&t);
		assert_true(coding_packed(&t.c, &k));
		ends |= 1u << k.end % 8;
		captured(b, &t, &k);
	}
	ok(b, store_commit(b->st));
	assert_int_equal(ends, 0xff);
	run(b, "gzip -t captures/*/*.gz && echo whole", out, sizeof(out));
	assert_string_equal(out, "whole");
	try_release(&t);
}

/* Several members are one body; what follows them is nobody's. */
static void
members_and_tails(void **state)
{
	struct try t;
	struct fetch_packed k;
	const char *why;

	(void)state;
	try_init(&t);
	for (size_t most = 1; most < 5000; most *= 5) {
		body_make(&t.body, 3000);
		try_again(&t);
		pack(&t.wire, str_sub(buf_str(&t.body), 0, 1000), &ways[0]);
		pack(&t.wire, str_from(buf_str(&t.body), 1000), &ways[1]);
		assert_int_equal(feed(&t.c, "X-Gzip", buf_str(&t.wire), most,
		    &t.out, &why), CODING_OK);
		assert_unpacked(&t);
		assert_false(coding_packed(&t.c, &k));

		try_again(&t);
		pack(&t.wire, buf_str(&t.body), &ways[0]);
		buf_add(&t.wire, "\0\0 tail", 7);
		assert_int_equal(feed(&t.c, "identity, gzip",
		    buf_str(&t.wire), most, &t.out, &why), CODING_OK);
		assert_unpacked(&t);
		assert_true(coding_packed(&t.c, &k));
	}
	try_release(&t);
}

/* Every cut and many flipped bits: an error, or the body; never more of it than
 * the buffer holds. */
static void
damage_is_said(void **state)
{
	struct try t;
	const char *why;
	struct buf bad;
	enum coding_end e;

	(void)state;
	try_init(&t);
	buf_init(&bad, MIB);
	body_make(&t.body, 2000);
	pack(&t.wire, buf_str(&t.body), &ways[2]);
	for (size_t n = 1; n < t.wire.n; n++) {
		coding_clear(&t.c, MIB);
		buf_clear(&t.out);
		assert_int_equal(feed(&t.c, "gzip",
		    str_sub(buf_str(&t.wire), 0, n), 900, &t.out, &why),
		    CODING_BAD);
		assert_non_null(why);
	}
	for (size_t bit = 0; bit < t.wire.n * 8; bit++) {
		buf_clear(&bad);
		buf_adds(&bad, buf_str(&t.wire));
		bad.p[bit / 8] ^= (char)(1 << bit % 8);
		coding_clear(&t.c, MIB);
		buf_clear(&t.out);
		e = feed(&t.c, "gzip", buf_str(&bad), 900, &t.out, &why);
		/* bits of the head that mean nothing */
		if (e == CODING_OK)
			assert_unpacked(&t);
		else
			assert_true(bit < 80 || why != NULL);
	}
	buf_release(&bad);
	try_release(&t);
}

static void
ceilings_hold(void **state)
{
	struct try t;
	const char *why;

	(void)state;
	try_init(&t);
	body_make(&t.body, 100000);
	pack(&t.wire, buf_str(&t.body), &ways[1]);
	t.out.max = t.body.n;
	assert_int_equal(feed(&t.c, "gzip", buf_str(&t.wire), 900, &t.out,
	    &why), CODING_OK);
	assert_unpacked(&t);
	coding_clear(&t.c, MIB);
	buf_clear(&t.out);
	t.out.max = t.body.n - 1;
	assert_int_equal(feed(&t.c, "gzip", buf_str(&t.wire), 900, &t.out,
	    &why), CODING_LARGE);
	assert_int_equal(t.out.n, t.out.max);
	/* as it is, too */
	coding_clear(&t.c, MIB);
	buf_clear(&t.out);
	assert_int_equal(feed(&t.c, "", buf_str(&t.body), 900, &t.out, &why),
	    CODING_LARGE);
	assert_int_equal(t.out.n, t.out.max);
	/* and what comes packed */
	coding_release(&t.c);
	coding_init(&t.c, 1000);
	buf_clear(&t.out);
	t.out.max = MIB;
	assert_int_equal(feed(&t.c, "gzip", buf_str(&t.wire), 900, &t.out,
	    &why), CODING_LARGE);
	try_release(&t);
}

static void
names_of_codings(void **state)
{
	static const char *const bad[] = { "br", "gzip, gzip", "gzip, br",
		"ZSTD", "deflate", "compress" };
	static const char *const none[] = { "", "identity", "utf-8", ",", "none" };
	struct try t;
	const char *why;

	(void)state;
	try_init(&t);
	body_make(&t.body, 500);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		try_again(&t);
		assert_int_equal(feed(&t.c, bad[i], buf_str(&t.body), 99,
		    &t.out, &why), CODING_BAD);
		assert_non_null(why);
	}
	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++) {
		try_again(&t);
		assert_int_equal(feed(&t.c, none[i], buf_str(&t.body), 99,
		    &t.out, &why), CODING_OK);
		assert_unpacked(&t);
	}
	try_release(&t);
}

/* A caller that says what is not so of its blocks: the body is packed anew. */
static void
false_blocks_are_left(void **state)
{
	struct box *b = *state;
	struct fetch_packed k;
	struct try t;
	const char *why;

	try_init(&t);
	assert_int_equal(add_story(b, URL), 1);
	for (int lie = 0; lie < 4; lie++) {
		try_again(&t);
		body_make(&t.body, 5000);
		pack(&t.wire, buf_str(&t.body), &ways[1]);
		assert_int_equal(feed(&t.c, "gzip", buf_str(&t.wire), 900,
		    &t.out, &why), CODING_OK);
		assert_true(coding_packed(&t.c, &k));
		if (lie == 0)
			k.last = k.end;
		else if (lie == 1)
			k.end += 8;
		else if (lie == 2)
			k.last += 1;
		else
			k.blocks.n = t.body.n + 1;
		captured(b, &t, &k);
	}
	try_release(&t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(gzip_goes_in_as_it_came,
		    box_setup, box_teardown),
		cmocka_unit_test(members_and_tails),
		cmocka_unit_test(damage_is_said),
		cmocka_unit_test(ceilings_hold),
		cmocka_unit_test(names_of_codings),
		cmocka_unit_test_setup_teardown(false_blocks_are_left,
		    box_setup, box_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
