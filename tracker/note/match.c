#include "tracker/note/shapes.h"

#define ELEMENTS 63	/* states fit one word of 64 bits, with the end */

enum element_type { ELEMENT_WORD, ELEMENT_ANY, ELEMENT_DATE, ELEMENT_COLON };

struct element {
	enum element_type type;
	bool optional;
	struct str words;
};

struct pattern {
	struct element e[ELEMENTS];
	size_t n;
};

static void
add_repeat(struct pattern *p, enum element_type type, struct str digits)
{
	int64_t n = 1;

	str_to_int(digits, 1, ELEMENTS, &n);
	while (n-- > 0 && p->n < ELEMENTS)
		p->e[p->n++] = (struct element){ type, true, { NULL, 0 } };
}

static void
add_element(struct pattern *p, struct str s)
{
	struct element e = { ELEMENT_WORD, false, s };

	if (p->n >= ELEMENTS)
		return;
	if (s.p[0] == '~' || s.p[0] == '@') {
		add_repeat(p, s.p[0] == '~' ? ELEMENT_ANY : ELEMENT_DATE,
		    str_from(s, 1));
		return;
	}
	if (s.p[s.n - 1] == '?') {
		e.optional = true;
		e.words = s = str_sub(s, 0, s.n - 1);
	}
	if (s.p[0] == ':')
		e.type = ELEMENT_COLON;
	p->e[p->n++] = e;
}

static void
pattern_read(struct pattern *p, struct str s)
{
	struct str word;

	p->n = 0;
	while (str_cut(&s, ' ', &word))
		if (word.n > 0)
			add_element(p, word);
}

/* States that can be reached without a word. */
static uint64_t
closure(const struct pattern *p, uint64_t s)
{
	for (size_t i = 0; i < p->n; i++)
		if ((s >> i & 1) && p->e[i].optional)
			s |= UINT64_C(1) << (i + 1);
	return s;
}

/* One of the alternatives, sets among them. */
static bool
word_fits(struct str word, struct str alternatives)
{
	struct str a;

	while (str_cut(&alternatives, '|', &a))
		if (a.n > 1 && a.p[0] == '$' ?
		    word_in(word, shape_set(str_from(a, 1))) : word_in(word, a))
			return true;
	return false;
}

static bool
takes(const struct element *e, const struct word *w)
{
	switch (e->type) {
	case ELEMENT_ANY:
		return true;
	case ELEMENT_DATE:
		return word_dateish(w->s);
	case ELEMENT_WORD:
		return word_fits(w->s, e->words);
	default:
		return false;
	}
}

static uint64_t
step(const struct pattern *p, uint64_t s, const struct word *w)
{
	uint64_t next = 0;

	if (w->type == WORD_STOP)
		return 0;
	for (size_t i = 0; i < p->n; i++) {
		if (!(s >> i & 1))
			continue;
		if (w->type == WORD_COLON)
			next |= UINT64_C(1) <<
			    (i + (p->e[i].type == ELEMENT_COLON));
		else if (takes(&p->e[i], w))
			next |= UINT64_C(1) << (i + 1);
	}
	return closure(p, next);
}

/* A cheap no for most shapes: their first word is not the text's. */
static bool
begins(const struct shape *shape, const struct word *w)
{
	struct str s = str_of(shape->pattern), first;

	if (!str_cut(&s, ' ', &first) || first.n == 0)
		return false;
	if (memchr("~@:", first.p[0], 3) != NULL || first.p[first.n - 1] == '?')
		return true;
	return word_fits(w->s, first);
}

bool
shape_match(const struct shape *shape, const struct word *w, size_t n,
    size_t *end)
{
	bool anywhere = shape->flags & SHAPE_ANYWHERE;
	struct pattern p;
	uint64_t s, first;

	if (n == 0 || (!anywhere && !begins(shape, w)))
		return false;
	pattern_read(&p, str_of(shape->pattern));
	s = first = closure(&p, 1);
	for (size_t i = 0; i < n; i++) {
		s = step(&p, s, &w[i]);
		if (s >> p.n & 1) {
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
