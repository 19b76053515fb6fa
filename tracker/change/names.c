/* Who, what they are, and where: names, roles and places. */
#include "tracker/change/facts.h"
#include "tracker/change/letters.h"

static bool
is_glued_dash(const struct token *t)
{
	return t != NULL && t->type == TOKEN_MARK && mark_is_dash(t->mark) &&
	    (t->flags & TOKEN_GLUED) != 0;
}

static bool
is_capital(const struct token *t)
{
	return t != NULL && t->type == TOKEN_WORD &&
	    (t->flags & TOKEN_CAPITAL) != 0;
}

/* ---- roles -------------------------------------------------------------- */

/* Titles that are other words in small letters. */
static bool
needs_capital(struct str key)
{
	static const char *const words[] = {
		"adm", "capt", "chair", "col", "general", "gen", "gov", "lt",
		"maj", "major", "miss", "principal", "rep", "sen", "sir",
		"guide", "cook", "mp", "rev", "prof", "sgt", "col",
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (str_eqz(key, words[i]))
			return true;
	return false;
}

/* A role word, in the plural too; or what modifies one. */
static const struct word *
role_word(const struct fact_reader *r, size_t i)
{
	const struct token *t = token_at(r, i);
	const struct word *w;
	struct str key;

	if (t == NULL || t->type != TOKEN_WORD)
		return NULL;
	key = t->key;
	if (str_ends(key, "s'"))
		key.n--;
	w = word_find(&words_roles, key, r->languages);
	if (w == NULL && key.n > 3 && key.p[key.n - 1] == 's')
		w = word_find(&words_roles, str_sub(key, 0, key.n - 1),
		    r->languages);
	if (w != NULL && w->type == WORD_ROLE && needs_capital(key) &&
	    !is_capital(t))
		return NULL;
	return w;
}

/* "former deputy prime minister" is one role: its words are one value. */
size_t
role_read(struct fact_reader *r, size_t i)
{
	const struct word *w;
	uint64_t v = 0, whole = 0;
	size_t n = 0;

	for (size_t j = i; j < i + 8; j++) {
		if (j > i && is_glued_dash(token_at(r, j)))
			j++;
		if ((w = role_word(r, j)) == NULL)
			break;
		v = fact_hash(v, (uint64_t)w->id | (uint64_t)w->type << 32);
		if (w->type == WORD_ROLE) {
			whole = v;
			n = j + 1 - i;
		}
	}
	if (n > 0)
		fact_add(r, CLASS_ROLE, whole, i, i + n, false);
	return n;
}

/* ---- places ------------------------------------------------------------- */

static const struct word *
known_place(const struct fact_reader *r, size_t i, size_t *n)
{
	const struct token *t = token_at(r, i);
	const struct word *w;

	if (!is_capital(t))
		return NULL;
	if (token_is(t, "us") && (t->flags & TOKEN_CAPITALS) == 0)
		return NULL;
	w = words_at(r, &words_cities, i, 3, WORD_PLACE, n);
	if (w == NULL)
		w = words_at(r, &words_countries, i, 3, WORD_PLACE, n);
	return w;
}

/* "north", where it is part of a place. */
static size_t
direction(struct fact_reader *r, size_t i)
{
	const struct word *w = word_at(r, &words_countries, i,
	    WORD_DIRECTION);
	const struct token *t = token_at(r, i), *next = token_at(r, i + 1);
	const struct token *before = i > 0 ? token_at(r, i - 1) : NULL;
	bool named;

	if (w == NULL)
		return 0;
	named = !r->title_case && (t->flags & TOKEN_CAPITAL) != 0 &&
	    (t->flags & TOKEN_BEGINS) == 0;
	if (!named && !(is_capital(next) && !r->title_case) &&
	    !(next != NULL && token_is(next, "of")) &&
	    !(before != NULL && token_is(before, "the")) &&
	    !(before != NULL && word_find(&words_countries, before->key,
	    r->languages) != NULL))
		return 0;
	fact_add(r, CLASS_PLACE, (uint64_t)w->id, i, i + 1, false);
	r->place_to = i + 1;
	return 1;
}

/* Does a name at i say where, by what stands before it? */
static bool
follows_place_word(const struct fact_reader *r, size_t i)
{
	size_t k = i;

	if (i > 0 && r->place_to == i)
		return true;
	if (k > 0 && token_is(token_at(r, k - 1), "the"))
		k--;
	return k > 0 && word_at(r, &words_countries, k - 1,
	    WORD_PREPOSITION) != NULL;
}

static bool is_name(const struct fact_reader *, size_t);

size_t
place_read(struct fact_reader *r, size_t i)
{
	const struct token *t = token_at(r, i);
	const struct word *w;
	size_t n = 0;

	if ((n = direction(r, i)) > 0)
		return n;
	n = 1;
	if ((w = known_place(r, i, &n)) != NULL) {
		/* a city and a country may have the same number */
		fact_add(r, CLASS_PLACE, fact_hash((uint64_t)w->id, 1), i,
		    i + n, false);
		return n;
	}
	if (r->title_case || !is_capital(t) || !follows_place_word(r, i) ||
	    role_word(r, i) != NULL || !is_name(r, i))
		return 0;
	fact_add(r, CLASS_PLACE, str_hash(t->key), i, i + 1, false);
	r->place_to = i + 1;
	return 1;
}

/* ---- names -------------------------------------------------------------- */

/* Endings of words that are seldom names. */
static bool
has_plain_ending(struct str key)
{
	static const char *const endings[] = {
		"ing", "ed", "ly", "tion", "tions", "ment", "ments", "ness",
		"ists", "ism", "able", "ible", "ously", "ities", "ative",
	};

	for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++)
		if (key.n > strlen(endings[i]) + 2 &&
		    str_ends(key, endings[i]))
			return true;
	return false;
}

/* A capital that any word would have there: is it a name all the same? */
static bool
is_name_anyway(const struct fact_reader *r, size_t i)
{
	const struct token *t = token_at(r, i), *next = token_at(r, i + 1);

	if (word_is_common(t->key, r->languages) ||
	    word_find(&words_speech, t->key, r->languages) != NULL ||
	    word_find(&words_polarity, t->key, r->languages) != NULL ||
	    word_find(&words_opposites, t->key, r->languages) != NULL ||
	    word_find(&words_numbers, t->key, r->languages) != NULL)
		return false;
	if (r->lexicon != NULL && lexicon_name(r->lexicon, t->key))
		return true;
	if (r->lexicon != NULL && lexicon_small(r->lexicon, t->key))
		return false;
	if (r->title_case && r->lexicon != NULL &&
	    lexicon_rules_out(r->lexicon, t->key))
		return false;
	if (!r->title_case && is_capital(next))
		return true;
	return !has_plain_ending(t->key);
}

/* In German a noun has a capital; two in a row are more often a name. */
static bool
is_german_name(const struct fact_reader *r, size_t i)
{
	const struct token *before = i > 0 ? token_at(r, i - 1) : NULL;

	return is_capital(token_at(r, i + 1)) ||
	    (is_capital(before) && (before->flags & TOKEN_BEGINS) == 0);
}

static bool
is_name(const struct fact_reader *r, size_t i)
{
	const struct token *t = token_at(r, i);

	if (!is_capital(t) || token_is(t, "i") || str_starts(t->key, "i'"))
		return false;
	if ((r->languages & LANG_DE) != 0)
		return is_german_name(r, i);
	if (r->title_case || (t->flags & TOKEN_BEGINS) != 0)
		return is_name_anyway(r, i);
	return true;
}

/* "GS.N", "DBKGn.DE": what an exchange calls a share is an address. */
static bool
is_exchange_code(const struct fact_reader *r, size_t i)
{
	const struct token *t = token_at(r, i), *dot = token_at(r, i + 1);
	const struct token *end = token_at(r, i + 2);

	return t->text.n > 1 && is_capital(end) && dot->type == TOKEN_MARK &&
	    dot->mark == '.' && (dot->flags & end->flags & TOKEN_GLUED) != 0 &&
	    end->text.n <= 2 && (end->text.n == 1 ||
	    (end->flags & TOKEN_CAPITALS) != 0);
}

size_t
name_read(struct fact_reader *r, size_t i)
{
	const struct token *t = token_at(r, i);

	if (is_capital(t) && is_exchange_code(r, i)) {
		fact_add(r, CLASS_LINK, fact_hash(str_hash(t->key),
		    str_hash(token_at(r, i + 2)->key)), i, i + 3, false);
		return 3;
	}
	if (!is_name(r, i))
		return 0;
	fact_add(r, CLASS_NAME, str_hash(t->key), i, i + 1, false);
	return 1;
}
