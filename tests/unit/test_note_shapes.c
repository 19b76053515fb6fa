/*
 * The table of shapes, made ready, answers as the table itself does: texts are
 * drawn from its own patterns, whole and spoiled, and the row that match.c finds
 * is the one that a plain reading of shapes.h finds.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tracker/base/buf.h"
#include "tracker/note/shapes.h"
#include "tracker/note/vocabulary.h"

#define TEXTS 12000
#define ELEMENTS 63

/* ---- a plain reading ------------------------------------------------------ */

struct plain {
	struct str e[ELEMENTS];	/* "~" and "@" once for each repeat */
	bool optional[ELEMENTS];
	size_t n;
};

static void
plain_read(struct plain *p, const char *pattern)
{
	struct str s = str_of(pattern), e;
	int64_t n;

	p->n = 0;
	while (str_cut(&s, ' ', &e)) {
		bool repeat = e.p[0] == '~' || e.p[0] == '@';

		n = 1;
		if (repeat) {
			str_to_int(str_from(e, 1), 1, ELEMENTS, &n);
			e.n = 1;
		}
		for (; n > 0; n--, p->n++) {
			assert_true(p->n < ELEMENTS);
			p->optional[p->n] = repeat || str_ends(e, "?");
			p->e[p->n] = str_sub(e, 0, e.n - (str_ends(e, "?")));
		}
	}
}

static bool
plain_fits(struct str word, struct str alternatives)
{
	struct str a;

	while (str_cut(&alternatives, '|', &a))
		if (word_in(word, a.p[0] == '$' ? shape_set(str_from(a, 1)) : a))
			return true;
	return false;
}

static bool
plain_takes(struct str e, struct str word)
{
	if (e.p[0] == '~')
		return true;
	if (e.p[0] == '@')
		return word_has_digit(word) || word_in(word, str_of(word_dates));
	return e.p[0] != ':' && plain_fits(word, e);
}

static uint64_t
plain_skip(const struct plain *p, uint64_t s)
{
	for (size_t i = 0; i < p->n; i++)
		if (s >> i & 1 && p->optional[i])
			s |= UINT64_C(1) << (i + 1);
	return s;
}

/* The word after the match, or 0. */
static size_t
plain_match(const struct shape *shape, const struct shape_text *t, size_t from)
{
	struct plain p;
	uint64_t s, next;

	plain_read(&p, shape->pattern);
	s = plain_skip(&p, 1);
	if (t->w[from].type != WORD_TEXT && !(shape->flags & SHAPE_ANYWHERE) &&
	    p.e[0].p[0] != ':' && !p.optional[0])
		return 0;
	for (size_t w = from; w < t->n && (s != 0); w++) {
		next = 0;
		for (size_t i = 0; i < p.n && t->w[w].type != WORD_STOP; i++) {
			if (!(s >> i & 1))
				continue;
			if (t->w[w].type == WORD_COLON)
				next |= UINT64_C(1) << (i + (p.e[i].p[0] == ':'));
			else if (plain_takes(p.e[i], t->w[w].s))
				next |= UINT64_C(1) << (i + 1);
		}
		s = plain_skip(&p, next);
		if (s >> p.n & 1)
			return w + 1;
		if (shape->flags & SHAPE_ANYWHERE)
			s |= plain_skip(&p, 1);
	}
	return 0;
}

static const struct shape *
plain_find(const struct shape_text *t, size_t from, unsigned with,
    unsigned without, size_t *end)
{
	for (size_t i = 0; i < nshapes && from < t->n; i++) {
		if ((shapes[i].flags & with) != with ||
		    shapes[i].flags & without)
			continue;
		*end = plain_match(&shapes[i], t, from);
		if (*end > 0)
			return &shapes[i];
	}
	return NULL;
}

/* ---- texts ----------------------------------------------------------------- */

static uint32_t seed = 1;

static size_t
draw(size_t n)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % n;
}

static const char *const fillers[] = {
	"the", "May", "of", "harbour", "12", "Lund", "story", "--", ":", ".",
	"saken", "\xc3\x89t\xc3\xa9", "editor\xe2\x80\x99s", "version,", "(",
	"RETTET", "not", "publisering", "an", "was",
};

/* One of "a|b|c*", or of a set. */
static void
put_one(struct buf *b, struct str alternatives)
{
	struct str all = alternatives, a = { 0 };
	size_t n = 0, k;

	while (str_cut(&all, '|', &a))
		n++;
	for (k = draw(n) + 1; k > 0; k--)
		str_cut(&alternatives, '|', &a);
	if (a.p[0] == '$') {
		put_one(b, shape_set(str_from(a, 1)));
		return;
	}
	for (size_t i = 0; i < a.n; i++)
		if (a.p[i] == '*')
			buf_adds(b, str_sub(STR("mente"), 0, draw(6)));
		else if (draw(8) == 0 && a.p[i] >= 'a' && a.p[i] <= 'z')
			buf_addc(b, (char)(a.p[i] - 32));
		else
			buf_addc(b, a.p[i]);
}

static void
put_word(struct buf *b, struct str e)
{
	if (e.p[0] == '~' || e.p[0] == '@' || draw(16) == 0)
		buf_addz(b, fillers[draw(sizeof(fillers) / sizeof(*fillers))]);
	else
		put_one(b, e);
	if (draw(40) != 0)
		buf_addc(b, ' ');
}

/* A text of a row: nearly all of its elements, words before it if it may begin
 * anywhere. */
static void
put_text(struct buf *b, const struct shape *shape)
{
	struct plain p;

	buf_clear(b);
	plain_read(&p, shape->pattern);
	for (size_t k = draw(4); shape->flags & SHAPE_ANYWHERE && k > 0; k--)
		put_word(b, STR("~"));
	for (size_t i = 0; i < p.n; i++)
		if (p.optional[i] ? draw(3) == 0 : draw(30) != 0)
			put_word(b, p.e[i]);
	buf_addz(b, "Lund.");
}

static void
test_same(void **state)
{
	static const unsigned flags[][2] = {
		{ 0, SHAPE_PAREN }, { 0, 0 }, { SHAPE_GLUED, SHAPE_PAREN },
		{ 0, SHAPE_LABEL }, { SHAPE_GLUED, SHAPE_LABEL },
	};
	size_t end, want_end, found = 0;
	struct shape_text t;
	struct buf b;

	(void)state;
	buf_init(&b, 4096);
	for (size_t i = 0; i < TEXTS; i++) {
		const unsigned *f = flags[draw(5)];
		const struct shape *got, *want;
		size_t from;

		put_text(&b, &shapes[i % nshapes]);
		shape_text_read(&t, buf_str(&b));
		from = draw(4) == 0 ? draw(t.n + 1) : 0;
		got = shape_find(&t, from, f[0], f[1], &end);
		want = plain_find(&t, from, f[0], f[1], &want_end);
		if (got != want || (got != NULL && end != want_end))
			fail_msg("%s, not %s: %s", got ? got->name : "nothing",
			    want ? want->name : "nothing", buf_z(&b));
		found += got != NULL;
	}
	assert_true(found > TEXTS / 3);
	buf_release(&b);
}

/* The rows and their elements fit what holds them. */
static void
test_room(void **state)
{
	size_t n = 1;

	(void)state;
	assert_true(nshapes <= VOCABULARY_ROWS);
	for (size_t i = 0; i < nshapes; i++) {
		struct str s = str_of(shapes[i].pattern), e;

		while (str_cut(&s, ' ', &e))
			n += e.p[0] != '~' && e.p[0] != '@' && e.p[0] != ':';
	}
	assert_true(n <= VOCABULARY_ELEMENTS);
}

/* ---- the vocabulary by itself --------------------------------------------- */

static bool
takes(const struct vocabulary *v, const char *word, size_t element)
{
	return meaning_takes(vocabulary_find(v, str_of(word)), element);
}

static void
test_vocabulary(void **state)
{
	struct vocabulary v;

	(void)state;
	vocabulary_init(&v);
	vocabulary_add(&v, STR("rett*|ret|boat's|\xc3\xa9t\xc3\xa9"), 3, 70);
	vocabulary_add(&v, STR("rettet|re*"), 200, -1);
	vocabulary_add(&v, STR("*|"), 5, 0);
	vocabulary_close(&v);
	assert_true(takes(&v, "rett", 3) && takes(&v, "RETTING", 3));
	assert_true(takes(&v, "rettet", 3) && takes(&v, "rettet", 200));
	assert_true(takes(&v, "ret", 3) && takes(&v, "ret", 200));
	assert_false(takes(&v, "reti", 3));
	assert_true(takes(&v, "reti", 200) && takes(&v, "re", 200));
	assert_false(takes(&v, "r", 200) || takes(&v, "", 200));
	assert_true(takes(&v, "Boat\xe2\x80\x99s", 3));
	assert_true(takes(&v, "\xc3\x89t\xc3\x89", 3));
	assert_false(takes(&v, "\xc3\x89t", 3) || takes(&v, "boat", 3));
	assert_false(takes(&v, "x", 5) || takes(&v, "", 5));
	assert_true(vocabulary_find(&v, STR("ret"))->rows[1] == 1u << 6);
	assert_true(vocabulary_find(&v, STR("reti"))->rows[1] == 0);
	vocabulary_release(&v);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same),
		cmocka_unit_test(test_room),
		cmocka_unit_test(test_vocabulary),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
