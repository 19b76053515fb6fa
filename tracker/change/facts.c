#include "tracker/change/facts.h"
#include "tracker/change/letters.h"

void
fact_add(struct fact_reader *r, enum class class, uint64_t value, size_t from,
    size_t to, bool soft)
{
	struct facts *f = r->out;

	f->v = arena_grow(r->arena, f->v, f->n, &f->cap, sizeof(*f->v));
	f->v[f->n++] = (struct fact){ class, value, from, to, soft };
}

const struct word *
word_at(const struct fact_reader *r, const struct word_table *t, size_t i,
    enum word_type type)
{
	const struct token *k = token_at(r, i);
	const struct word *w;

	if (k == NULL || k->type == TOKEN_NUMBER || k->type == TOKEN_LINK)
		return NULL;
	w = word_find(t, k->key, r->languages);
	return w != NULL && w->type == type ? w : NULL;
}

#define JOINED 64

const struct word *
words_at(const struct fact_reader *r, const struct word_table *t, size_t i,
    size_t max, enum word_type type, size_t *n)
{
	const struct word *best = NULL, *w;
	char key[JOINED];
	size_t used = 0, words = 0;
	const struct token *k;

	for (size_t j = i; words < max && (k = token_at(r, j)) != NULL; j++) {
		if (k->type == TOKEN_MARK && words > 0 &&
		    (mark_is_dash(k->mark) || k->mark == '.') &&
		    (k->flags & TOKEN_GLUED) != 0)
			continue;
		if (k->type == TOKEN_NUMBER || k->type == TOKEN_LINK ||
		    (k->type == TOKEN_MARK && words > 0) ||
		    used + k->key.n + 1 > sizeof(key))
			break;
		if (words++ > 0)
			key[used++] = ' ';
		memcpy(key + used, k->key.p, k->key.n);
		used += k->key.n;
		w = word_find(t, str_make(key, used), r->languages);
		if (w != NULL && w->type == type) {
			best = w;
			*n = j + 1 - i;
		}
	}
	return best;
}

/* ---- words of speech, negation and modality ----------------------------- */

/* "don't" is "not" and, where it is one, the modal before it. */
static bool
contraction(struct fact_reader *r, size_t i, struct str key)
{
	static const struct {
		const char *key, *modal;
	} rows[] = {
		{ "ca", "can" }, { "wo", "will" }, { "sha", "shall" },
	};
	const struct word *w;
	struct str base;

	if (!str_ends(key, "n't"))
		return false;
	fact_add(r, CLASS_NEGATION, 1, i, i + 1, false);
	base = str_sub(key, 0, key.n - 3);
	for (size_t k = 0; k < sizeof(rows) / sizeof(rows[0]); k++)
		if (str_eqz(base, rows[k].key))
			base = str_of(rows[k].modal);
	w = word_find(&words_polarity, base, r->languages);
	if (w != NULL && w->type == WORD_MODAL)
		fact_add(r, CLASS_MODALITY, (uint64_t)w->id, i, i + 1, false);
	return true;
}

/* "No. 3" denies nothing. */
static bool
is_number_sign(const struct fact_reader *r, size_t i)
{
	const struct token *a = token_at(r, i + 1), *b = token_at(r, i + 2);

	return a != NULL && b != NULL && a->type == TOKEN_MARK &&
	    a->mark == '.' && b->type == TOKEN_NUMBER &&
	    token_is(token_at(r, i), "no");
}

static void
polarity_read(struct fact_reader *r, size_t i)
{
	const struct token *t = token_at(r, i);
	const struct word *w;
	struct str key = t->key;

	if (contraction(r, i, key) || is_number_sign(r, i))
		return;
	if (key.n > 3 && str_ends(key, "'ll"))
		key = STR("will");
	if (str_eqz(key, "cannot"))
		fact_add(r, CLASS_MODALITY, 2, i, i + 1, false);
	w = word_find(&words_polarity, key, r->languages);
	if (w == NULL && str_starts(key, "n'"))
		w = word_find(&words_polarity, STR("ne"), r->languages);
	if (w == NULL)
		return;
	fact_add(r, w->type == WORD_NEGATION ? CLASS_NEGATION :
	    CLASS_MODALITY, (uint64_t)w->id, i, i + 1, false);
}

/* Values of opposites lie beside each other, far from other negations. */
#define OPPOSITE_VALUE 1000

static void
loose_words(struct fact_reader *r, size_t i)
{
	const struct token *t = token_at(r, i);
	const struct word *w;

	if (t->type == TOKEN_LINK)
		fact_add(r, CLASS_LINK, str_hash(t->text), i, i + 1, false);
	if (t->type != TOKEN_WORD)
		return;
	/* "States" is no verb */
	if ((r->title_case || (t->flags & (TOKEN_CAPITAL | TOKEN_BEGINS)) !=
	    TOKEN_CAPITAL) &&
	    (w = word_find(&words_speech, t->key, r->languages)) != NULL)
		fact_add(r, CLASS_ATTRIBUTION, (uint64_t)w->id, i, i + 1,
		    false);
	polarity_read(r, i);
	if ((w = word_find(&words_opposites, t->key, r->languages)) != NULL)
		fact_add(r, CLASS_NEGATION, OPPOSITE_VALUE + (uint64_t)w->id,
		    i, i + 1, true);
}

static void
quoted_token(struct fact_reader *r, size_t i)
{
	const struct token *t = token_at(r, i);

	if (t->type == TOKEN_QUOTE)
		fact_add(r, CLASS_QUOTE, 1, i, i + 1, false);
	else if ((t->flags & TOKEN_QUOTED) != 0 && t->type != TOKEN_MARK)
		fact_add(r, CLASS_QUOTE, str_hash(t->key) |
		    (t->flags & TOKEN_POSSESSIVE), i, i + 1, false);
}

void
facts_read(struct fact_reader *r)
{
	static size_t (*const readers[])(struct fact_reader *, size_t) = {
		date_read, number_read, place_read, role_read, name_read,
	};
	size_t k, n, to = 0, date_to = 0;

	r->place_to = 0;
	for (size_t i = 0; i < r->tokens->n; i++) {
		quoted_token(r, i);
		if (i >= to) {
			n = 0;
			for (k = 0; n == 0 &&
			    k < sizeof(readers) / sizeof(readers[0]); k++)
				n = readers[k](r, i);
			to = i + n;
			if (n > 0 && readers[k - 1] == date_read)
				date_to = to;
		}
		/* the month of May is no modal */
		if (i >= date_to)
			loose_words(r, i);
	}
}

/* ---- comparing ---------------------------------------------------------- */

struct sequence {
	const struct fact **v;
	size_t n;
};

static struct sequence
select_class(struct arena *a, const struct facts *f, unsigned class)
{
	struct sequence s = { arena_alloc(a, f->n + 1, sizeof(*s.v)), 0 };

	for (size_t i = 0; i < f->n; i++)
		if (f->v[i].class == class)
			s.v[s.n++] = &f->v[i];
	return s;
}

/* Leaves of both what is not the same at both ends. */
static void
trim(struct sequence *a, struct sequence *b)
{
	while (a->n > 0 && b->n > 0 && a->v[0]->value == b->v[0]->value) {
		a->v++;
		b->v++;
		a->n--;
		b->n--;
	}
	while (a->n > 0 && b->n > 0 &&
	    a->v[a->n - 1]->value == b->v[b->n - 1]->value) {
		a->n--;
		b->n--;
	}
}

static bool
is_within(const struct sequence *a, const struct sequence *b)
{
	size_t k = 0;

	for (size_t i = 0; i < b->n && k < a->n; i++)
		k += a->v[k]->value == b->v[i]->value;
	return k == a->n;
}

static bool
has_hard(const struct sequence *s)
{
	for (size_t i = 0; i < s->n; i++)
		if (!s->v[i]->soft)
			return true;
	return false;
}

/* Does one hold the opposite of a word of the other? Short stretches only:
 * in a rewritten paragraph they would meet by chance. */
#define OPPOSITES_NEAR 6
static bool
turned_round(const struct sequence *a, const struct sequence *b)
{
	if (a->n > OPPOSITES_NEAR || b->n > OPPOSITES_NEAR)
		return false;
	for (size_t i = 0; i < a->n; i++)
		for (size_t j = 0; j < b->n; j++)
			if (a->v[i]->soft && b->v[j]->soft &&
			    (a->v[i]->value ^ b->v[j]->value) == 1)
				return true;
	return false;
}

static void
compare_class(struct fact_change *out, struct arena *arena,
    const struct facts *old, const struct facts *new, unsigned class)
{
	struct sequence a = select_class(arena, old, class);
	struct sequence b = select_class(arena, new, class);
	bool lost, gained;

	trim(&a, &b);
	lost = a.n > 0 && !is_within(&a, &b);
	gained = b.n > 0 && !is_within(&b, &a);
	if (class == CLASS_NEGATION && turned_round(&a, &b)) {
		out->opposite = true;
	} else if (class == CLASS_NEGATION || !lost || !gained) {
		/* soft ones say nothing by themselves */
		lost &= has_hard(&a);
		gained &= has_hard(&b);
	}
	out->lost |= lost ? class : 0;
	out->gained |= gained ? class : 0;
}

void
facts_compare(struct fact_change *out, struct arena *a,
    const struct facts *old, const struct facts *new)
{
	static const unsigned classes[] = {
		CLASS_NUMBER, CLASS_DATE, CLASS_NAME, CLASS_ROLE, CLASS_PLACE,
		CLASS_QUOTE, CLASS_ATTRIBUTION, CLASS_NEGATION,
		CLASS_MODALITY, CLASS_LINK,
	};

	*out = (struct fact_change){ 0 };
	for (size_t i = 0; i < sizeof(classes) / sizeof(classes[0]); i++)
		compare_class(out, a, old, new, classes[i]);
}
