/* Numbers by their value, with what bounds them and what they count. */
#include "tracker/change/facts.h"
#include "tracker/change/letters.h"

/* Languages that write 1.500,5 for one and a half thousand and a half. */
#define COMMA_DECIMAL (LANG_DE | LANG_FR | LANG_ES | LANG_NO | LANG_NL | \
    LANG_PT | LANG_IT)

/* A mark before exactly three digits parts thousands, whatever it is, unless
 * the language reads it as the decimal one. */
static bool
is_decimal_mark(struct str key, size_t i, unsigned languages)
{
	char decimal = (languages & COMMA_DECIMAL) != 0 ? ',' : '.';
	size_t digits = 0;

	if (key.p[i] == decimal)
		return true;
	while (i + 1 + digits < key.n && key.p[i + 1 + digits] >= '0' &&
	    key.p[i + 1 + digits] <= '9')
		digits++;
	return digits != 3;
}

int
decimal_of(struct decimal *out, struct str key, unsigned languages)
{
	bool fraction = false;

	*out = (struct decimal){ 0, 0 };
	for (size_t i = 0; i < key.n; i++) {
		char c = key.p[i];

		if (c == '.' || c == ',') {
			if (fraction)
				return -1;
			fraction = is_decimal_mark(key, i, languages);
			continue;
		}
		if (c < '0' || c > '9' || out->digits > UINT64_MAX / 10 - 1)
			return -1;
		out->digits = out->digits * 10 + (uint64_t)(c - '0');
		out->exponent -= fraction;
	}
	while (out->digits != 0 && out->digits % 10 == 0) {
		out->digits /= 10;
		out->exponent++;
	}
	if (out->digits == 0)
		out->exponent = 0;
	return 0;
}

static struct decimal
decimal_int(uint64_t v)
{
	struct decimal d = { v, 0 };

	while (d.digits != 0 && d.digits % 10 == 0) {
		d.digits /= 10;
		d.exponent++;
	}
	return d;
}

struct number {
	struct decimal value;
	uint64_t raw;		/* what has no value: its hash */
	uint64_t shape;		/* ordinal, fraction, minus, vague */
	uint64_t unit;
	bool soft;
};

enum { SHAPE_ORDINAL = 1, SHAPE_FRACTION = 2, SHAPE_MINUS = 4,
	SHAPE_VAGUE = 8 };

static bool
is_mark(const struct token *t, uint32_t mark)
{
	return t != NULL && t->type == TOKEN_MARK && t->mark == mark;
}

static bool
is_glued_dash(const struct token *t)
{
	return t != NULL && t->type == TOKEN_MARK && mark_is_dash(t->mark) &&
	    (t->flags & TOKEN_GLUED) != 0;
}

/* ---- number words ------------------------------------------------------- */

static size_t
small_word(const struct fact_reader *r, size_t i, uint64_t *v)
{
	const struct word *w = word_at(r, &words_numbers, i, WORD_NUMBER);
	const struct word *ones;
	size_t j = i + 1;

	if (w != NULL) {
		*v = (uint64_t)w->id;
		return 1;
	}
	if ((w = word_at(r, &words_numbers, i, WORD_TENS)) == NULL)
		return 0;
	*v = (uint64_t)w->id;
	if (is_glued_dash(token_at(r, j)))
		j++;
	ones = word_at(r, &words_numbers, j, WORD_NUMBER);
	if (ones == NULL || ones->id < 1 || ones->id > 9)
		return 1;
	*v += (uint64_t)ones->id;
	return j + 1 - i;
}

static uint64_t
power(unsigned e)
{
	uint64_t v = 1;

	while (e-- > 0)
		v *= 10;
	return v;
}

struct spelled {
	uint64_t total, part;	/* part: below the next thousand */
	bool any;
};

static size_t
apply_scale(const struct fact_reader *r, size_t i, struct spelled *s)
{
	const struct word *w = word_at(r, &words_numbers, i, WORD_SCALE);
	uint64_t part = s->part > 0 ? s->part : 1;

	if (w == NULL)
		return 0;
	if (w->id == 2) {
		s->part = part * 100;
		return 1;
	}
	s->total += part * power((unsigned)w->id);
	s->part = 0;
	return 1;
}

static size_t
apply_small(const struct fact_reader *r, size_t i, struct spelled *s)
{
	const struct token *t = token_at(r, i);
	size_t skip, n;
	uint64_t v;

	if (t == NULL || s->part % 100 != 0)
		return 0;
	skip = s->any && token_is(t, "and");
	n = small_word(r, i + skip, &v);
	if (n == 0)
		return 0;
	s->part += v;
	return skip + n;
}

/* "two hundred and five thousand". */
static size_t
word_number(const struct fact_reader *r, size_t i, uint64_t *out)
{
	struct spelled s = { 0 };
	size_t j = i, n;

	while (s.total < UINT64_MAX / 1000000000 && s.part < 100000) {
		if (s.any && is_glued_dash(token_at(r, j)) &&
		    word_at(r, &words_numbers, j + 1, WORD_SCALE) != NULL)
			j++;
		n = apply_scale(r, j, &s);
		if (n == 0)
			n = apply_small(r, j, &s);
		if (n == 0)
			break;
		s.any = true;
		j += n;
	}
	*out = s.total + s.part;
	return j - i;
}

/* ---- what stands before and behind -------------------------------------- */

static size_t
currency_before(const struct fact_reader *r, size_t i, uint64_t *unit)
{
	const struct token *t = token_at(r, i);
	const struct word *w;
	size_t n = 1;

	if (t == NULL)
		return 0;
	/* "US$5", "C$5": the letters are part of the currency */
	if (t->type == TOKEN_WORD && (t->flags & TOKEN_CAPITAL) != 0 &&
	    t->key.n <= 3 && is_mark(token_at(r, i + 1), '$') &&
	    (token_at(r, i + 1)->flags & TOKEN_GLUED) != 0) {
		w = word_at(r, &words_numbers, i + 1, WORD_CURRENCY);
		*unit = token_is(t, "us") ? (uint64_t)w->id :
		    str_hash(t->key) | 1u << 16;
		return 2;
	}
	w = words_at(r, &words_numbers, i, 1, WORD_CURRENCY, &n);
	if (w == NULL || (t->type == TOKEN_WORD &&
	    (t->flags & TOKEN_CAPITALS) == 0))
		return 0;
	*unit = (uint64_t)w->id;
	return n;
}

static size_t
scale_after(const struct fact_reader *r, size_t i, struct number *n)
{
	const struct token *t = token_at(r, i);
	size_t skip = is_glued_dash(t) ? 1 : 0, dot;
	const struct word *w = word_at(r, &words_numbers, i + skip,
	    WORD_SCALE);

	if (w == NULL && n->unit != 0 && t != NULL && token_is(t, "m") &&
	    t->type == TOKEN_WORD) {
		n->value.exponent += 6;
		return 1;
	}
	if (w == NULL)
		return 0;
	n->value.exponent += n->value.digits != 0 ? w->id : 0;
	t = token_at(r, i + skip);
	dot = t->key.n <= 4 && is_mark(token_at(r, i + skip + 1), '.') &&
	    (t->key.n == 3 || r->languages != LANG_EN);
	return skip + 1 + dot;
}

static size_t
unit_after(const struct fact_reader *r, size_t i, struct number *n)
{
	const struct token *t = token_at(r, i);
	size_t skip = 0, used = 0;
	const struct word *w;

	if (is_mark(t, '%')) {
		n->unit = 1;
		return 1;
	}
	if (is_mark(t, 0xb0)) {
		n->unit = 4;
		return 1;
	}
	if (is_glued_dash(t))
		skip = 1;
	w = words_at(r, &words_numbers, i + skip, 2, WORD_UNIT, &used);
	if (w == NULL)
		w = words_at(r, &words_numbers, i + skip, 2, WORD_CURRENCY,
		    &used);
	if (w == NULL || (n->unit != 0 && w->type == WORD_CURRENCY))
		return 0;
	n->unit = n->unit != 0 ? fact_hash(n->unit, (uint64_t)w->id) :
	    (uint64_t)w->id;
	return skip + used;
}

static size_t
ordinal_after(const struct fact_reader *r, size_t i)
{
	const struct token *t = token_at(r, i);

	return t != NULL && t->type == TOKEN_WORD &&
	    (t->flags & TOKEN_GLUED) != 0 && (token_is(t, "st") ||
	    token_is(t, "nd") || token_is(t, "rd") || token_is(t, "th"));
}

/* ---- the number itself -------------------------------------------------- */

static size_t
figure_number(const struct fact_reader *r, size_t i, struct number *n)
{
	const struct token *t = token_at(r, i);
	size_t used = 1;

	if (t == NULL || t->type != TOKEN_NUMBER)
		return 0;
	if (decimal_of(&n->value, t->key, r->languages) != 0)
		n->raw = str_hash(t->key);
	if (ordinal_after(r, i + used)) {
		n->shape |= SHAPE_ORDINAL;
		used++;
	}
	return used;
}

static bool
is_one_word(const struct fact_reader *r, size_t i)
{
	const struct token *before = i > 0 ? token_at(r, i - 1) : NULL;
	const struct token *after = token_at(r, i + 1);

	return token_is(token_at(r, i), "one") &&
	    ((before != NULL && token_is(before, "no")) ||
	    (after != NULL && token_is(after, "another")));
}

/* "all", "some", "both": not "dozens". */
static bool
is_quantifier(int id)
{
	return id == 9 || id == 10 || id == 11 || id == 12 || id == 20;
}

/* "half a million", "a dozen", "second", "hundreds". */
static size_t
spelled_number(const struct fact_reader *r, size_t i, struct number *n)
{
	const struct token *t = token_at(r, i);
	const struct word *w;
	uint64_t v;
	size_t skip = 0, used;

	if (t == NULL || t->type != TOKEN_WORD || is_one_word(r, i))
		return 0;
	if ((token_is(t, "a") || token_is(t, "an")) &&
	    (word_at(r, &words_numbers, i + 1, WORD_SCALE) != NULL ||
	    (token_at(r, i + 1) != NULL &&
	    token_is(token_at(r, i + 1), "dozen"))))
		skip = 1;
	if ((w = word_at(r, &words_numbers, i, WORD_ORDINAL)) != NULL) {
		n->value = decimal_int((uint64_t)w->id);
		n->shape |= SHAPE_ORDINAL;
		return 1;
	}
	if ((w = word_at(r, &words_numbers, i, WORD_FRACTION)) != NULL) {
		n->value = decimal_int((uint64_t)w->id);
		n->shape |= SHAPE_FRACTION;
		return 1;
	}
	if ((w = word_at(r, &words_numbers, i, WORD_VAGUE)) != NULL) {
		n->value = decimal_int((uint64_t)w->id);
		n->shape |= SHAPE_VAGUE;
		n->soft = is_quantifier(w->id);
		return 1;
	}
	if ((used = word_number(r, i + skip, &v)) == 0)
		return 0;
	n->value = decimal_int(v);
	return skip + used;
}

static uint64_t
number_value(const struct number *n, uint64_t bound)
{
	uint64_t v = n->raw;

	if (v == 0)
		v = fact_hash(n->value.digits,
		    (uint64_t)(n->value.exponent + 1000));
	return fact_hash(fact_hash(fact_hash(v, n->shape), n->unit), bound);
}

static size_t
number_at(const struct fact_reader *r, size_t i, struct number *n)
{
	const struct token *t = token_at(r, i), *next = token_at(r, i + 1);
	size_t used = 0, got;

	*n = (struct number){ 0 };
	if (t != NULL && next != NULL && t->type == TOKEN_MARK &&
	    mark_is_dash(t->mark) && (t->flags & TOKEN_GLUED) == 0 &&
	    (next->flags & TOKEN_GLUED) != 0) {
		n->shape |= SHAPE_MINUS;
		used = 1;
	} else if (t != NULL && token_is(t, "minus")) {
		n->shape |= SHAPE_MINUS;
		used = 1;
	}
	used += currency_before(r, i + used, &n->unit);
	got = figure_number(r, i + used, n);
	if (got == 0)
		got = spelled_number(r, i + used, n);
	if (got == 0)
		return 0;
	used += got;
	if ((n->shape & (SHAPE_ORDINAL | SHAPE_VAGUE)) != 0)
		return used;
	used += scale_after(r, i + used, n);
	used += unit_after(r, i + used, n);
	return used;
}

size_t
number_read(struct fact_reader *r, size_t i)
{
	const struct word *bound;
	struct number n;
	size_t skip = 0, used;

	bound = words_at(r, &words_numbers, i, 3, WORD_BOUND, &skip);
	/* "some" is a quantity too */
	if (bound == NULL && token_is(token_at(r, i), "some") &&
	    token_at(r, i + 1) != NULL &&
	    number_at(r, i + 1, &n) > 0 && !n.soft)
		skip = 1;
	used = number_at(r, i + skip, &n);
	if (used == 0)
		return 0;
	fact_add(r, CLASS_NUMBER, number_value(&n, bound != NULL ?
	    (uint64_t)bound->id : skip > 0 ? 5 : 0), i, i + skip + used,
	    n.soft);
	return skip + used;
}

size_t
number_bare(const struct fact_reader *r, size_t i, uint64_t *value)
{
	struct number n = { 0 };
	size_t used, got;

	used = currency_before(r, i, &n.unit);
	got = figure_number(r, i + used, &n);
	if (got == 0)
		got = spelled_number(r, i + used, &n);
	if (got == 0)
		return 0;
	used += got;
	if ((n.shape & (SHAPE_ORDINAL | SHAPE_VAGUE)) == 0)
		used += scale_after(r, i + used, &n);
	n.unit = 0;
	*value = number_value(&n, 0);
	return used;
}
