#include "tracker/poll/moves.h"

#include <stdlib.h>

#include "tracker/extract/fold.h"
#include "tracker/extract/boilerplate.h"
#include "tracker/base/utf8.h"

/* Blocks that change in two states of one text; more is a rewrite. */
#define MOVES_MOST 16
/* Words of a text that are looked at to see whether two are alike. */
#define WORDS_MOST 400

/* ---- alike -------------------------------------------------------------- */

static int
by_value(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

/* A letter that is a word of its own where no spaces are written. */
static bool
is_wide(uint32_t c)
{
	return c >= 0x2e80;
}

/* Hashes of its words, sorted. */
static size_t
words_of(struct str s, uint64_t *out)
{
	struct str word = { s.p, 0 };
	size_t n = 0;
	uint32_t c;

	while (n < WORDS_MOST) {
		c = s.n > 0 ? utf8_next(&s, NULL) : ' ';
		if (!fold_is_space(c) && !is_wide(c)) {
			word.n = (size_t)(s.p - word.p);
			continue;
		}
		if (word.n > 0)
			out[n++] = str_hash(word);
		if (is_wide(c) && n < WORDS_MOST)
			out[n++] = c;
		word = str_make(s.p, 0);
		if (s.n == 0)
			break;
	}
	if (n > 1)
		qsort(out, n, sizeof(*out), by_value);
	return n;
}

bool
moves_alike(struct str a, struct str b, struct arena *arena)
{
	uint64_t *x = arena_alloc(arena, WORDS_MOST, sizeof(*x));
	uint64_t *y = arena_alloc(arena, WORDS_MOST, sizeof(*y));
	size_t nx = words_of(a, x), ny = words_of(b, y);
	size_t i = 0, j = 0, both = 0;

	while (i < nx && j < ny) {
		if (x[i] == y[j]) {
			both++;
			i++;
			j++;
		} else if (x[i] < y[j]) {
			i++;
		} else {
			j++;
		}
	}
	return 2 * both >= (nx < ny ? nx : ny);
}

/* ---- what both have ----------------------------------------------------- */

struct item {
	struct block block;
	uint64_t hash;
	bool both;
};

struct side {
	struct item *item;
	size_t n;
	uint64_t *sorted;
};

static void
side_of(struct side *s, struct arena *a, const struct article *art)
{
	struct block deck = { BLOCK_PARAGRAPH, art->deck };

	s->n = 0;
	s->item = arena_alloc(a, art->nblocks + 1, sizeof(*s->item));
	s->sorted = arena_alloc(a, art->nblocks + 1, sizeof(*s->sorted));
	if (deck.text.n > 0)
		s->item[s->n++].block = deck;
	for (size_t i = 0; i < art->nblocks; i++)
		s->item[s->n++].block = art->blocks[i];
	for (size_t i = 0; i < s->n; i++)
		s->item[i].hash = s->sorted[i] =
		    known_hash(s->item[i].block.text);
	if (s->n > 1)
		qsort(s->sorted, s->n, sizeof(*s->sorted), by_value);
}

static bool
side_has(const struct side *s, uint64_t hash)
{
	return s->n > 0 && bsearch(&hash, s->sorted, s->n, sizeof(hash),
	    by_value) != NULL;
}

static size_t
next_common(const struct side *s, size_t i)
{
	while (i < s->n && !s->item[i].both)
		i++;
	return i;
}

/* Marks what both have; false when that is not in the same order on both. */
static bool
match(struct side *x, struct side *y)
{
	size_t i, j;

	for (i = 0; i < x->n; i++)
		x->item[i].both = side_has(y, x->item[i].hash);
	for (j = 0; j < y->n; j++)
		y->item[j].both = side_has(x, y->item[j].hash);
	i = next_common(x, 0);
	j = next_common(y, 0);
	while (i < x->n && j < y->n) {
		if (x->item[i].hash != y->item[j].hash)
			return false;
		i = next_common(x, i + 1);
		j = next_common(y, j + 1);
	}
	return i == x->n && j == y->n;
}

/* ---- the gaps between --------------------------------------------------- */

/* One gap: what stood there and what stands there, furniture counted apart. */
struct gap {
	size_t from;		/* its first row */
	size_t went, came;	/* blocks, those of furniture too */
	size_t at;		/* where the last one came */
};

static void
add(struct moves *m, struct arena *a, const struct item *item, bool came)
{
	m->row = arena_grow(a, m->row, m->n, &m->cap, sizeof(*m->row));
	m->row[m->n++] = (struct move){ .block = item->block, .came = came };
}

/* Is a block that came an edit of one that went from its gap? */
static bool
is_edit(const struct moves *m, size_t from, const struct move *came,
    struct arena *a)
{
	for (size_t i = from; i < m->n; i++)
		if (!m->row[i].came &&
		    moves_alike(m->row[i].block.text, came->block.text, a))
			return true;
	return false;
}

/* The rows of a gap: exchanged, edited, or only come or gone; says whether they
 * are an edit. */
static bool
judge_gap(struct moves *m, const struct gap *g, struct arena *a)
{
	bool edited = false;

	for (size_t i = g->from; i < m->n && !edited; i++)
		edited = m->row[i].came && is_edit(m, g->from, &m->row[i], a);
	for (size_t i = g->from; i < m->n; i++)
		m->row[i].how = edited ? HOW_EDITED :
		    (m->row[i].came ? HOW_CAME : HOW_WENT) |
		    (g->came > 0 && g->went > 0 ? HOW_SWAPPED : 0);
	return edited;
}

/* The place of a block, told by what stands before and after it. */
static uint64_t
place_of(const struct side *s, size_t at)
{
	uint64_t before = at > 0 ? s->item[at - 1].hash : 1;
	uint64_t after = at + 1 < s->n ? s->item[at + 1].hash : 2;

	return (before * 1099511628211u) ^ after;
}

static void
take_gap(struct gap *g, struct moves *m, struct arena *a,
    const struct known *k, struct side *x, size_t *i, struct side *y, size_t *j)
{
	*g = (struct gap){ .from = m->n };
	for (; *i < x->n && !x->item[*i].both; (*i)++) {
		g->went++;
		if (!known_has(k, x->item[*i].block.text, KNOWN_FURNITURE))
			add(m, a, &x->item[*i], false);
	}
	for (; *j < y->n && !y->item[*j].both; (*j)++) {
		g->came++;
		g->at = *j;
		if (!known_has(k, y->item[*j].block.text, KNOWN_FURNITURE))
			add(m, a, &y->item[*j], true);
	}
}

/* Gaps that hold an edit, and those that do not: where there are both, what
 * moved did not move alone. */
static void
find_gaps(struct moves *m, struct arena *a, const struct known *k,
    struct side *x, struct side *y)
{
	size_t i = 0, j = 0, gaps[2] = { 0, 0 };
	struct gap g;

	for (;;) {
		take_gap(&g, m, a, k, x, &i, y, &j);
		if (m->n > g.from && m->n <= MOVES_MOST) {
			gaps[judge_gap(m, &g, a)]++;
			m->place = g.went == 1 && g.came == 1 &&
			    m->row[m->n - 1].came ? place_of(y, g.at) : 0;
		}
		if (i == x->n || j == y->n)
			break;
		i++;
		j++;
	}
	m->edited = gaps[1] > 0;
	m->alone = m->n <= MOVES_MOST && (gaps[0] == 0 || gaps[1] == 0);
	if (gaps[0] + gaps[1] != 1)
		m->place = 0;
}

/* ---- what is no block --------------------------------------------------- */

static bool
field_same(struct str a, struct str b)
{
	return known_hash(a) == known_hash(b);
}

static bool
rest_same(const struct article *a, const struct article *b)
{
	if (!field_same(a->headline, b->headline) ||
	    !field_same(a->byline, b->byline) || a->nnotes != b->nnotes)
		return false;
	for (size_t i = 0; i < a->nnotes; i++)
		if (!field_same(a->notes[i].text, b->notes[i].text))
			return false;
	return true;
}

void
moves_find(struct moves *m, struct arena *a, const struct article *was,
    const struct article *now, const struct known *k)
{
	struct side x, y;

	*m = (struct moves){ 0 };
	side_of(&x, a, was);
	side_of(&y, a, now);
	if (match(&x, &y))
		find_gaps(m, a, k, &x, &y);
	else
		for (size_t j = 0; j < y.n; j++)
			if (!y.item[j].both && !known_has(k,
			    y.item[j].block.text, KNOWN_FURNITURE))
				add(m, a, &y.item[j], true);
	m->alone = m->alone && rest_same(was, now);
	if (m->alone)
		return;
	m->place = 0;
	for (size_t i = 0; i < m->n; i++)
		m->row[i].how = HOW_STANDS;
}
