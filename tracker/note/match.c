/*
 * The table of shapes made ready: patterns as sets of states, words as one
 * vocabulary. Made by the first call, the same for all that follow.
 */
#include <pthread.h>

#include "tracker/note/shapes.h"
#include "tracker/note/vocabulary.h"

#define ELEMENTS 63	/* states fit one word of 64 bits, with the end */
#define ROW_WORDS (VOCABULARY_ROWS / 64)
#define BIT(i) (UINT64_C(1) << (i))

/* Elements of a row, by what they take: a bit each. */
struct pattern {
	uint64_t word, any, date, colon, optional;
	size_t n;
	unsigned short word_at[ELEMENTS];	/* in the vocabulary */
};

static struct table {
	struct vocabulary words;
	struct pattern patterns[VOCABULARY_ROWS];
	size_t elements;
	uint64_t flagged[SHAPE_FLAGS][ROW_WORDS];	/* rows with a flag */
	uint64_t free[ROW_WORDS];	/* rows that begin with any word */
} table;

/* The element that months, hours and the like are. */
#define DATES 0

static void
add_repeat(struct pattern *p, struct str s)
{
	int64_t n = 1;

	str_to_int(str_from(s, 1), 1, ELEMENTS, &n);
	for (; n > 0 && p->n < ELEMENTS; n--, p->n++) {
		p->optional |= BIT(p->n);
		*(s.p[0] == '~' ? &p->any : &p->date) |= BIT(p->n);
	}
}

/* `row` may begin with the element, or is -1. */
static void
add_words(struct table *t, struct pattern *p, struct str s, int row)
{
	if (t->elements >= VOCABULARY_ELEMENTS)
		return;
	p->word |= BIT(p->n);
	p->word_at[p->n] = (unsigned short)t->elements;
	vocabulary_add(&t->words, s, t->elements++, row);
}

static void
add_element(struct table *t, struct pattern *p, struct str s, int row)
{
	if (p->n >= ELEMENTS)
		return;
	if (s.p[0] == '~' || s.p[0] == '@') {
		add_repeat(p, s);
		return;
	}
	if (s.p[s.n - 1] == '?') {
		p->optional |= BIT(p->n);
		s.n--;
	}
	if (s.n > 0 && s.p[0] == ':')
		p->colon |= BIT(p->n);
	else
		add_words(t, p, s, p->n == 0 ? row : -1);
	p->n++;
}

static void
add_row(struct table *t, size_t row)
{
	struct pattern *p = &t->patterns[row];
	struct str s = str_of(shapes[row].pattern), element;

	while (str_cut(&s, ' ', &element))
		if (element.n > 0)
			add_element(t, p, element, (int)row);
	if (!(p->word & ~p->optional & 1))
		t->free[row / 64] |= BIT(row % 64);
	for (size_t f = 0; f < SHAPE_FLAGS; f++)
		if (shapes[row].flags & 1u << f)
			t->flagged[f][row / 64] |= BIT(row % 64);
}

static void
make_table(void)
{
	vocabulary_init(&table.words);
	vocabulary_add(&table.words, str_of(word_dates), DATES, -1);
	table.elements = 1;
	for (size_t i = 0; i < nshapes && i < VOCABULARY_ROWS; i++)
		add_row(&table, i);
	vocabulary_close(&table.words);
}

static const struct table *
ready(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, make_table);
	return &table;
}

/* ---- one row against words ------------------------------------------------ */

/* States that can be reached without a word. */
static uint64_t
closure(const struct pattern *p, uint64_t s)
{
	uint64_t more = s;

	while ((more = (more & p->optional) << 1 & ~s) != 0)
		s |= more;
	return s;
}

static bool
is_dateish(struct str s, const struct meaning *m)
{
	return meaning_takes(m, DATES) || word_has_digit(s);
}

static uint64_t
step(const struct pattern *p, uint64_t s, const struct word *w,
    const struct meaning *m)
{
	uint64_t taken;

	s &= BIT(p->n) - 1;
	if (w->type == WORD_STOP)
		return 0;
	if (w->type == WORD_COLON)
		return closure(p, (s & ~p->colon) | (s & p->colon) << 1);
	taken = s & p->any;
	if (s & p->date && is_dateish(w->s, m))
		taken |= s & p->date;
	for (uint64_t left = s & p->word; left != 0; left &= left - 1) {
		int i = __builtin_ctzll(left);

		if (meaning_takes(m, p->word_at[i]))
			taken |= BIT(i);
	}
	return closure(p, taken << 1);
}

static bool
match(const struct pattern *p, const struct shape_text *t, size_t from,
    bool anywhere, size_t *end)
{
	uint64_t first = closure(p, 1), s = first;

	for (size_t i = from; i < t->n; i++) {
		s = step(p, s, &t->w[i], t->m[i]);
		if (s >> p->n & 1) {
			*end = i + 1;
			return true;
		}
		if (anywhere)
			s |= first;
		else if (s == 0)
			return false;
	}
	return false;
}

/* ---- all rows ------------------------------------------------------------ */

void
shape_text_read(struct shape_text *t, struct str text)
{
	const struct vocabulary *v = &ready()->words;

	t->n = words_read(t->w, SHAPE_WORDS, text);
	for (size_t i = 0; i < t->n; i++)
		t->m[i] = t->w[i].type == WORD_TEXT ?
		    vocabulary_find(v, t->w[i].s) : &v->meanings[0];
}

bool
shape_dateish(const struct shape_text *t, size_t i)
{
	return is_dateish(t->w[i].s, t->m[i]);
}

/* Rows of which a word has what they begin with. */
static uint64_t
candidates(const struct table *t, const struct shape_text *text, size_t from,
    size_t k)
{
	const uint64_t *anywhere = t->flagged[SHAPE_ANYWHERE_AT];
	uint64_t rows = 0;

	for (size_t i = from; i < text->n; i++)
		rows |= text->m[i]->rows[k];
	return (rows & anywhere[k]) | text->m[from]->rows[k] | t->free[k];
}

const struct shape *
shape_find(const struct shape_text *text, size_t from, unsigned with,
    unsigned without, size_t *end)
{
	const struct table *t = ready();
	uint64_t rows;

	for (size_t k = 0; k < ROW_WORDS && from < text->n; k++) {
		rows = candidates(t, text, from, k);
		for (size_t f = 0; f < SHAPE_FLAGS; f++) {
			if (with & 1u << f)
				rows &= t->flagged[f][k];
			if (without & 1u << f)
				rows &= ~t->flagged[f][k];
		}
		for (; rows != 0; rows &= rows - 1) {
			size_t i = k * 64 + (size_t)__builtin_ctzll(rows);

			if (match(&t->patterns[i], text, from,
			    shapes[i].flags & SHAPE_ANYWHERE, end))
				return &shapes[i];
		}
	}
	return NULL;
}
