#include "tracker/note/shapes.h"
#include "tracker/note/vocabulary.h"

/* One letter of the trie; parents stand before their children. */
struct letter {
	unsigned short up, child, next;
	unsigned short word;	/* meaning of the word that ends here */
	unsigned short start;	/* of one that only begins so */
	unsigned char c;
};

static unsigned short
new_letter(struct vocabulary *v, unsigned short up, unsigned char c)
{
	v->letters = arena_grow(&v->arena, v->letters, v->nletters,
	    &v->cap_letters, sizeof(*v->letters));
	v->letters[v->nletters] = (struct letter){ .up = up, .c = c };
	return (unsigned short)v->nletters++;
}

static unsigned short
new_meaning(struct vocabulary *v)
{
	v->meanings = arena_grow(&v->arena, v->meanings, v->nmeanings,
	    &v->cap_meanings, sizeof(*v->meanings));
	v->meanings[v->nmeanings] = (struct meaning){ 0 };
	return (unsigned short)v->nmeanings++;
}

void
vocabulary_init(struct vocabulary *v)
{
	*v = (struct vocabulary){ 0 };
	arena_init(&v->arena);
	new_letter(v, 0, 0);
	new_meaning(v);
}

void
vocabulary_release(struct vocabulary *v)
{
	arena_release(&v->arena);
}

/* The child of a letter, or 0. */
static unsigned short
child_of(const struct vocabulary *v, unsigned short at, unsigned char c)
{
	unsigned short k;

	if (at == 0)
		return v->first[c];
	for (k = v->letters[at].child; k != 0; k = v->letters[k].next)
		if (v->letters[k].c == c)
			break;
	return k;
}

static unsigned short
add_child(struct vocabulary *v, unsigned short at, unsigned char c)
{
	unsigned short k = child_of(v, at, c);

	if (k != 0)
		return k;
	k = new_letter(v, at, c);
	if (at == 0) {
		v->first[c] = k;
	} else {
		v->letters[k].next = v->letters[at].child;
		v->letters[at].child = k;
	}
	return k;
}

static void
add_word(struct vocabulary *v, struct str s, size_t element, int row)
{
	bool star = s.n > 0 && s.p[s.n - 1] == '*';
	unsigned short at = 0, *m;

	s.n -= star;
	for (size_t i = 0; i < s.n; i++)
		at = add_child(v, at, (unsigned char)s.p[i]);
	if (at == 0)
		return;
	m = star ? &v->letters[at].start : &v->letters[at].word;
	if (*m == 0)
		*m = new_meaning(v);
	v->meanings[*m].elements[element / 64] |= UINT64_C(1) << (element % 64);
	if (row >= 0)
		v->meanings[*m].rows[row / 64] |= UINT64_C(1) << (row % 64);
}

static void
add_set(struct vocabulary *v, struct str words, size_t element, int row)
{
	struct str s;

	while (str_cut(&words, '|', &s))
		add_word(v, s, element, row);
}

void
vocabulary_add(struct vocabulary *v, struct str alternatives, size_t element,
    int row)
{
	struct str s;

	while (str_cut(&alternatives, '|', &s))
		if (s.n > 1 && s.p[0] == '$')
			add_set(v, shape_set(str_from(s, 1)), element, row);
		else
			add_word(v, s, element, row);
}

/* What both mean; `own` is changed, where there is one. */
static unsigned short
join(struct vocabulary *v, unsigned short own, unsigned short above)
{
	struct meaning *m = &v->meanings[own];
	const struct meaning *a = &v->meanings[above];

	if (own == 0 || above == 0)
		return own != 0 ? own : above;
	for (size_t i = 0; i < VOCABULARY_ELEMENTS / 64; i++)
		m->elements[i] |= a->elements[i];
	for (size_t i = 0; i < VOCABULARY_ROWS / 64; i++)
		m->rows[i] |= a->rows[i];
	return own;
}

void
vocabulary_close(struct vocabulary *v)
{
	struct letter *l;

	for (size_t i = 1; i < v->nletters; i++) {
		l = &v->letters[i];
		l->start = join(v, l->start, v->letters[l->up].start);
		l->word = join(v, l->word, l->start);
	}
}

const struct meaning *
vocabulary_find(const struct vocabulary *v, struct str s)
{
	unsigned short at = 0, k;
	size_t i = 0;

	while (i < s.n) {
		k = child_of(v, at, word_fold(s, &i));
		if (k == 0)
			return &v->meanings[v->letters[at].start];
		at = k;
	}
	return &v->meanings[v->letters[at].word];
}
