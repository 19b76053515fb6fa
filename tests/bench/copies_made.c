#include <math.h>

#include "tests/bench/copies.h"
#include "tracker/extract/article.h"
#include "tracker/base/limits.h"

#define VOCABULARY 60000
#define HABITS 4
#define NAMES 30		/* of an event */
#define QUOTES 6
#define AGENCIES 40
#define NAME_BASE 1000000	/* names are words of no vocabulary */

uint64_t
dice_next(struct dice *d)
{
	uint64_t z = d->state += 0x9e3779b97f4a7c15u;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

static double
chance(struct dice *d)
{
	return (double)(dice_next(d) >> 11) / 9007199254740992.0;
}

static size_t
below(struct dice *d, size_t n)
{
	return (size_t)(dice_next(d) % n);
}

/* ---- words -------------------------------------------------------------- */

/* The rank of a word is as likely as it is low. */
static unsigned
by_zipf(struct dice *d)
{
	return (unsigned)pow(VOCABULARY, chance(d)) - 1;
}

static unsigned
next_word(struct dice *d, unsigned before, unsigned event)
{
	struct dice habit = { before * (uint64_t)HABITS + below(d, HABITS) };

	if (chance(d) < 0.07)
		return NAME_BASE + event * NAMES + (unsigned)below(d, NAMES);
	return by_zipf(chance(d) < 0.35 ? &habit : d);
}

static void
sentence_make(struct sentence *s, struct arena *a, struct dice *d,
    unsigned event)
{
	unsigned before = 0;

	s->n = 7 + below(d, 22);
	s->words = arena_alloc(a, s->n, sizeof(*s->words));
	s->ends = below(d, 5) < 2;
	for (size_t i = 0; i < s->n; i++)
		before = s->words[i] = next_word(d, before, event);
}

static void
add(struct made *m, struct arena *a, size_t *cap, const struct sentence *s)
{
	m->v = arena_grow(a, m->v, m->n, cap, sizeof(*m->v));
	m->v[m->n++] = *s;
	m->words += s->n;
}

/* The same for all who ask: a quotation of an event, a line of an agency. */
static void
add_known(struct made *m, struct arena *a, size_t *cap, uint64_t seed,
    unsigned event)
{
	struct dice d = { seed };
	struct sentence s;

	sentence_make(&s, a, &d, event);
	s.ends = true;
	add(m, a, cap, &s);
}

/* Sum of twelve: near enough to normal. */
static double
normal(struct dice *d)
{
	double sum = -6;

	for (int i = 0; i < 12; i++)
		sum += chance(d);
	return sum;
}

void
make_story(struct made *m, struct arena *a, struct dice *d, unsigned event)
{
	double length = exp(5.9 + 0.55 * normal(d));
	size_t words = length < 90 ? 90 : length > 2000 ? 2000 :
	    (size_t)length, cap = 0;
	struct sentence s;

	*m = (struct made){ .event = event };
	while (m->words < words) {
		if (chance(d) < 0.06)
			add_known(m, a, &cap, 7919 * (uint64_t)event +
			    below(d, QUOTES), event);
		sentence_make(&s, a, d, event);
		add(m, a, &cap, &s);
	}
	add_known(m, a, &cap, below(d, AGENCIES), 0);
}

/* ---- edits -------------------------------------------------------------- */

static void
own_words(struct sentence *s, struct arena *a)
{
	unsigned *w = arena_alloc(a, s->n + 1, sizeof(*w));

	memcpy(w, s->words, s->n * sizeof(*w));
	s->words = w;
}

static void
own_sentences(struct made *m, struct arena *a, size_t room)
{
	struct sentence *v = arena_alloc(a, m->n + room, sizeof(*v));

	memcpy(v, m->v, m->n * sizeof(*v));
	m->v = v;
	for (size_t i = 0; i < m->n; i++)
		own_words(&v[i], a);
}

void
edit_words(struct made *m, struct arena *a, struct dice *d, double part)
{
	own_sentences(m, a, 0);
	for (size_t i = 0; i < m->n; i++)
		for (size_t k = 0; k < m->v[i].n; k++)
			if (chance(d) < part)
				m->v[i].words[k] = by_zipf(d);
}

static size_t
replace_some(struct made *m, struct arena *a, struct dice *d)
{
	struct sentence *s = &m->v[below(d, m->n)];
	size_t n = 1 + below(d, 3), at = below(d, s->n);

	(void)a;
	n = n < s->n - at ? n : s->n - at;
	for (size_t i = 0; i < n; i++)
		s->words[at + i] = by_zipf(d);
	return n;
}

static size_t
drop(struct made *m, struct arena *a, struct dice *d)
{
	size_t at = below(d, m->n), n = m->v[at].n;

	(void)a;
	if (m->n < 3)
		return 1;
	memmove(m->v + at, m->v + at + 1, (m->n - at - 1) * sizeof(*m->v));
	m->n--;
	return n;
}

static void
put_at(struct made *m, size_t at, const struct sentence *s)
{
	memmove(m->v + at + 1, m->v + at, (m->n - at) * sizeof(*m->v));
	m->v[at] = *s;
	m->n++;
}

static size_t
insert(struct made *m, struct arena *a, struct dice *d)
{
	struct sentence s;

	sentence_make(&s, a, d, m->event);
	put_at(m, below(d, m->n + 1), &s);
	return s.n;
}

static size_t
move(struct made *m, struct arena *a, struct dice *d)
{
	size_t at = below(d, m->n);
	struct sentence s = m->v[at];

	(void)a;
	memmove(m->v + at, m->v + at + 1, (m->n - at - 1) * sizeof(*m->v));
	m->n--;
	put_at(m, below(d, m->n + 1), &s);
	return s.n;
}

void
edit_mixed(struct made *m, struct arena *a, struct dice *d, double part)
{
	/* of a hundred words touched some forty are replaced */
	static const struct {
		unsigned until;	/* of a hundred */
		size_t (*edit)(struct made *, struct arena *, struct dice *);
	} kinds[] = {
		{ 85, replace_some }, { 91, drop }, { 96, insert },
		{ 100, move },
	};
	size_t budget = (size_t)(part * (double)m->words), spent = 0, k;
	unsigned roll;

	own_sentences(m, a, budget + 1);
	while (spent < budget) {
		roll = (unsigned)below(d, 100);
		for (k = 0; roll >= kinds[k].until; k++)
			;
		spent += kinds[k].edit(m, a, d);
	}
}

/* ---- as text ------------------------------------------------------------ */

static void
spell(struct buf *b, unsigned word, bool capital)
{
	static const char *const parts[] = { "ba", "den", "ki", "lor", "mes",
		"nu", "ral", "so", "ti", "vun", "an", "er", "ost", "il", "um",
		"gre", "ha", "pe", "win", "zo" };
	const unsigned n = sizeof(parts) / sizeof(parts[0]);
	size_t at = b->n;

	do {
		buf_addz(b, parts[word % n]);
		word /= n;
	} while (word > 0);
	if (capital)
		b->p[at] = (char)(b->p[at] - 32);
}

void
made_format(const struct made *m, struct arena *arena, struct buf *out)
{
	struct article art;
	struct buf b;
	size_t cap = 0;

	article_init(&art);
	art.url = STR("https://a.example/");
	art.headline = arena_printf(arena, "Report on event %u", m->event);
	art.language = STR("en");
	buf_init(&b, MIB);
	for (size_t i = 0; i < m->n; i++) {
		for (size_t k = 0; k < m->v[i].n; k++) {
			if (b.n > 0)
				buf_addc(&b, ' ');
			spell(&b, m->v[i].words[k], k == 0 ||
			    m->v[i].words[k] >= NAME_BASE);
		}
		buf_addc(&b, '.');
		if (!m->v[i].ends && i + 1 < m->n)
			continue;
		art.blocks = arena_grow(arena, art.blocks, art.nblocks, &cap,
		    sizeof(*art.blocks));
		art.blocks[art.nblocks++] = (struct block){ BLOCK_PARAGRAPH,
			arena_str(arena, buf_str(&b)) };
		buf_clear(&b);
	}
	article_format(&art, out);
	buf_release(&b);
}
