/* How far two stretches of words differ, apart from what they say. */
#include "tracker/change/inner.h"
#include "tracker/change/letters.h"

/* ---- one word ----------------------------------------------------------- */

struct str
stem_of(struct str key)
{
	static const char *const endings[] = {
		"ational", "fulness", "ations", "ation", "ingly", "edly",
		"ings", "ing", "ies", "ied", "ers", "ed", "er", "es", "ly",
		"s", "e", "y",
	};
	size_t n;

	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
		n = strlen(endings[i]);
		if (key.n >= n + 3 && str_ends(key, endings[i])) {
			key.n -= n;
			break;
		}
	}
	/* "stopped" and "stop" */
	if (key.n > 3 && key.p[key.n - 1] == key.p[key.n - 2] &&
	    strchr("aeiouls", key.p[key.n - 1]) == NULL)
		key.n--;
	return key;
}

/* The same letters, two neighbours changed about. */
static bool
is_transposed(struct str a, struct str b)
{
	size_t i = 0;

	if (a.n != b.n)
		return false;
	while (i < a.n && a.p[i] == b.p[i])
		i++;
	return i + 1 < a.n && a.p[i] == b.p[i + 1] && a.p[i + 1] == b.p[i] &&
	    str_eq(str_from(a, i + 2), str_from(b, i + 2));
}

/* A slip of the hand or another form of the same word. */
static bool
is_near(const struct token *a, const struct token *b)
{
	size_t least = a->key.n < b->key.n ? a->key.n : b->key.n;
	unsigned apart;

	if (a->type != TOKEN_WORD || b->type != TOKEN_WORD || least < 2)
		return false;
	if (str_eq(a->key, b->key) ||
	    (least > 3 && str_eq(stem_of(a->key), stem_of(b->key))))
		return true;
	if (is_transposed(a->key, b->key))
		return least > 2;
	apart = str_distance(a->key, b->key);
	if (least <= 4)
		return apart <= 1 && a->key.p[0] == b->key.p[0] && least > 2;
	return apart <= 2 && (a->key.p[0] == b->key.p[0] || apart == 1);
}

/* ---- all words ---------------------------------------------------------- */

static bool
is_word(const struct token *t)
{
	return t->type != TOKEN_MARK && t->type != TOKEN_QUOTE;
}

static const struct token *
next_word(const struct window *w, size_t *i)
{
	while (*i < w->last && !is_word(&w->tokens.v[*i]))
		(*i)++;
	return *i < w->last ? &w->tokens.v[(*i)++] : NULL;
}

/* The same words in the same order; says whether case or marks differ. */
static bool
same_words(const struct window *a, const struct window *b, bool *letters,
    bool *marks)
{
	size_t i = a->first, j = b->first;
	const struct token *x, *y;

	for (;;) {
		x = next_word(a, &i);
		y = next_word(b, &j);
		if (x == NULL || y == NULL)
			return x == y;
		if (!str_eq(x->key, y->key) ||
		    ((x->flags ^ y->flags) & TOKEN_POSSESSIVE) != 0)
			return false;
		if (str_eq(x->text, y->text))
			continue;
		if (str_ieq(x->text, y->text) || ((x->flags ^ y->flags) &
		    (TOKEN_CAPITAL | TOKEN_CAPITALS)) != 0)
			*letters = true;
		else
			*marks = true;
	}
}

static bool
same_marks(const struct window *a, const struct window *b)
{
	size_t i = a->first, j = b->first;

	for (;; i++, j++) {
		while (i < a->last && is_word(&a->tokens.v[i]))
			i++;
		while (j < b->last && is_word(&b->tokens.v[j]))
			j++;
		if (i >= a->last || j >= b->last)
			return i >= a->last && j >= b->last;
		if (a->tokens.v[i].mark != b->tokens.v[j].mark)
			return false;
	}
}

/* The letters of all words in a row: "co-operate" and "cooperate". */
struct letters {
	const struct window *w;
	size_t token, byte;
};

static int
next_letter(struct letters *l)
{
	const struct token *t;

	for (; l->token < l->w->last; l->token++, l->byte = 0) {
		t = &l->w->tokens.v[l->token];
		while (is_word(t) && l->byte < t->key.n)
			if (strchr(".,'", t->key.p[l->byte++]) == NULL)
				return (unsigned char)t->key.p[l->byte - 1];
	}
	return -1;
}

static bool
same_letters(const struct window *a, const struct window *b)
{
	struct letters x = { a, a->first, 0 }, y = { b, b->first, 0 };
	int c;

	do {
		c = next_letter(&x);
		if (c != next_letter(&y))
			return false;
	} while (c >= 0);
	return true;
}

static bool
one_near_word(const struct window *a, const struct window *b)
{
	size_t i = a->first, j = b->first;

	return a->nwords == 1 && b->nwords == 1 &&
	    is_near(next_word(a, &i), next_word(b, &j));
}

static bool
has_number(const struct window *w)
{
	for (size_t i = w->first; i < w->last; i++)
		if (w->tokens.v[i].type == TOKEN_NUMBER)
			return true;
	return false;
}

unsigned
shape_of(const struct window *a, const struct window *b)
{
	bool letters = false, marks = !same_marks(a, b);
	unsigned out = 0;

	if (same_words(a, b, &letters, &marks)) {
		out = (letters ? CLASS_CASE : 0u) |
		    (marks ? CLASS_PUNCTUATION : 0u);
		return out != 0 ? out : CLASS_SPACE;
	}
	if (a->nwords == 0)
		return CLASS_ADDITION;
	if (b->nwords == 0)
		return CLASS_REMOVAL;
	if (same_letters(a, b))
		return marks || has_number(a) ? CLASS_PUNCTUATION :
		    CLASS_SPELLING;
	if (one_near_word(a, b))
		return CLASS_SPELLING;
	if (b->nwords >= 2 * a->nwords + 4)
		out = CLASS_ADDITION;
	if (a->nwords >= 2 * b->nwords + 4)
		out = CLASS_REMOVAL;
	return out | CLASS_WORDING;
}
