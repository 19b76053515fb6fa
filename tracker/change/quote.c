/* Where a text quotes somebody. */
#include "tracker/base/utf8.h"
#include "tracker/change/letters.h"
#include "tracker/change/tokens.h"

/* Marks come in families; one closes what its own family opened. */
enum family { FAMILY_NONE, FAMILY_DOUBLE, FAMILY_SINGLE, FAMILY_ANGLE,
	FAMILY_CORNER };

static enum family
family_of(uint32_t c)
{
	if (c == '"' || (c >= 0x201c && c <= 0x201f) || c == 0xff02)
		return FAMILY_DOUBLE;
	if (c == '\'' || (c >= 0x2018 && c <= 0x201b))
		return FAMILY_SINGLE;
	if (c == 0xab || c == 0xbb || c == 0x2039 || c == 0x203a)
		return FAMILY_ANGLE;
	if (c >= 0x300c && c <= 0x300f)
		return FAMILY_CORNER;
	return FAMILY_NONE;
}

/* A word may begin after it. */
static bool
is_before_word(uint32_t c)
{
	return c == 0 || mark_is_space(c) || c == '(' || c == '[' ||
	    c == '/' || mark_is_dash(c) || family_of(c) != FAMILY_NONE;
}

struct scan {
	struct quotes *out;
	struct arena *arena;
	struct str text;
	bool open;
	enum family family;
	size_t start, dry;	/* no single mark closes before `dry` */
	uint32_t before;	/* code point before the mark */
};

static void
close_at(struct scan *s, size_t end)
{
	struct quotes *q = s->out;

	q->v = arena_grow(s->arena, q->v, q->n, &q->cap, sizeof(*q->v));
	q->v[q->n++] = (struct quote){ s->start, end };
	s->open = false;
}

static uint32_t
peek(struct str s, size_t at)
{
	struct str rest = str_from(s, at);

	return rest.n > 0 ? utf8_next(&rest, NULL) : 0;
}

static uint32_t
code_before(struct str s, size_t at)
{
	size_t k = at;

	if (at == 0)
		return 0;
	for (k--; k > 0 && at - k < 4 && (s.p[k] & 0xc0) == 0x80; k--)
		;
	return peek(s, k);
}

/*
 * Single marks are apostrophes too: one that opens needs one that closes. What
 * was searched in vain is not searched again, so a text is read once.
 */
static bool
single_closes(struct scan *s, size_t at)
{
	size_t from = at > s->dry ? at : s->dry;
	struct str rest = str_from(s->text, from);
	uint32_t c, after, before = code_before(s->text, from);

	while (rest.n > 0) {
		c = utf8_next(&rest, NULL);
		if (c == '\n')
			break;
		after = peek(rest, 0);
		if ((c == '\'' || c == 0x2019) && !mark_is_space(before) &&
		    !letter_is(after) && digit_of(after) < 0)
			return true;
		before = c;
	}
	s->dry = s->text.n - rest.n;
	return false;
}

static bool
opens(struct scan *s, uint32_t c, size_t next)
{
	uint32_t after = peek(s->text, next);

	if (after == 0 || mark_is_space(after))
		return false;
	if (family_of(c) != FAMILY_SINGLE)
		return c != 0x201d || is_before_word(s->before);
	if (!is_before_word(s->before) || digit_of(after) >= 0 ||
	    (c == 0x2019 && s->before != 0 && !mark_is_space(s->before)))
		return false;
	return single_closes(s, next);
}

static bool
closes(const struct scan *s, uint32_t c, size_t next)
{
	uint32_t after = peek(s->text, next);

	if (family_of(c) != s->family)
		return false;
	if (s->family != FAMILY_SINGLE)
		return true;
	return s->before != 0 && !mark_is_space(s->before) &&
	    !letter_is(after) && digit_of(after) < 0;
}

/* Bytes that begin no mark of interest are passed over fast. */
static bool
is_dull(unsigned char c)
{
	return c < 0x80 ? c != '"' && c != '\'' && c != '\n' :
	    c != 0xc2 && c != 0xe2 && c != 0xe3 && c != 0xef;
}

void
quotes_find(struct quotes *out, struct arena *a, struct str text)
{
	struct scan s = { .out = out, .arena = a, .text = text };
	struct str rest;
	size_t at, next;
	uint32_t c;

	*out = (struct quotes){ 0 };
	for (at = 0; at < text.n; at = next) {
		next = at + 1;
		if (is_dull((unsigned char)text.p[at]))
			continue;
		rest = str_from(text, at);
		c = utf8_next(&rest, NULL);
		next = text.n - rest.n;
		if (c == '\n' && s.open)
			close_at(&s, at);
		if (family_of(c) == FAMILY_NONE)
			continue;
		s.before = code_before(text, at);
		if (s.open) {
			if (closes(&s, c, next))
				close_at(&s, next);
		} else if (opens(&s, c, next)) {
			s.open = true;
			s.family = family_of(c);
			s.start = at;
		}
	}
	if (s.open)
		close_at(&s, text.n);
}

const struct quote *
quotes_at(const struct quotes *q, size_t offset)
{
	size_t lo = 0, hi = q->n, mid;

	while (lo < hi) {
		mid = lo + (hi - lo) / 2;
		if (q->v[mid].end <= offset)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo < q->n && q->v[lo].start <= offset ? &q->v[lo] : NULL;
}
