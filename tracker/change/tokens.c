#include "tracker/base/utf8.h"
#include "tracker/change/letters.h"
#include "tracker/change/tokens.h"

struct reader {
	struct tokens *out;
	struct arena *arena;
	struct str text;
	size_t at, to;
	const struct quotes *quotes;
	bool glued;
};

static uint32_t
peek(const struct reader *r, size_t at)
{
	struct str rest = str_sub(r->text, at, r->to > at ? r->to - at : 0);

	return rest.n > 0 ? utf8_next(&rest, NULL) : 0;
}

static uint32_t
take(struct reader *r)
{
	struct str rest = str_sub(r->text, r->at, r->to - r->at);
	uint32_t c = utf8_next(&rest, NULL);

	r->at = r->to - rest.n;
	return c;
}

/* ---- sentences ---------------------------------------------------------- */

/* A full stop after one of these ends no sentence. */
static bool
is_abbreviation(struct str s)
{
	static const char *const words[] = {
		"mr", "mrs", "ms", "dr", "st", "gen", "lt", "col", "maj",
		"sgt", "capt", "cpl", "adm", "cmdr", "sen", "rep", "gov",
		"rev", "prof", "hon", "jr", "sr", "vs", "no", "jan", "feb",
		"mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct",
		"nov", "dec", "u.s", "u.k", "u.n", "e.u", "ft", "mt", "ave",
		"inc", "corp", "co", "ltd", "bros", "hr", "nr", "bzw", "frk",
	};

	if (s.n == 1 && s.p[0] >= 'A' && s.p[0] <= 'Z')
		return true;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (str_ieqz(s, words[i]))
			return true;
	return false;
}

static bool
is_closer(uint32_t c)
{
	return c == ')' || c == ']' || c == '(' || c == '[' ||
	    mark_is_quote(c) || mark_is_apostrophe(c);
}

/* Start of the code point that ends before `at`. */
static size_t
step_back(struct str s, size_t at)
{
	size_t k = at - 1;

	while (k > 0 && at - k < 4 && (s.p[k] & 0xc0) == 0x80)
		k--;
	return k;
}

/* Does a sentence begin with the word at `at`? Looks back a few bytes. */
static bool
begins_sentence(struct str s, size_t at)
{
	size_t k, word;
	struct str code;
	uint32_t c = 0;

	for (k = at; k > 0; k = word) {
		word = step_back(s, k);
		code = str_sub(s, word, k - word);
		c = utf8_next(&code, NULL);
		if (c == '\n')
			return true;
		if (!mark_is_space(c) && !is_closer(c) &&
		    !mark_is_invisible(c))
			break;
	}
	if (k == 0 || c == '!' || c == '?' || c == 0x3002)
		return true;
	if (c == 0x2026)
		return false;
	if (c != '.')
		return c == ':' || c == ';' ? false : mark_is_dash(c) &&
		    str_ends(str_sub(s, 0, k), "--");
	for (word = k - 1; word > 0 && k - word < 8 &&
	    s.p[word - 1] != ' ' && s.p[word - 1] != '\n'; word--)
		;
	return !is_abbreviation(str_sub(s, word, k - 1 - word));
}

/* ---- one token ---------------------------------------------------------- */

static struct token *
add(struct reader *r, enum token_type type, size_t start)
{
	struct tokens *o = r->out;
	struct token *t;

	o->v = arena_grow(r->arena, o->v, o->n, &o->cap, sizeof(*o->v));
	t = &o->v[o->n++];
	*t = (struct token){ .type = type,
		.text = str_sub(r->text, start, r->at - start) };
	if (r->glued)
		t->flags |= TOKEN_GLUED;
	if (r->quotes != NULL && quotes_at(r->quotes, start) != NULL)
		t->flags |= TOKEN_QUOTED;
	r->glued = true;
	return t;
}

/* At most three bytes become four: a small letter may take more. */
static size_t
put(char *out, uint32_t c)
{
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		out[0] = (char)(0xc0 | c >> 6);
		out[1] = (char)(0x80 | (c & 0x3f));
		return 2;
	}
	if (c < 0x10000) {
		out[0] = (char)(0xe0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 0x3f));
		out[2] = (char)(0x80 | (c & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | c >> 18);
	out[1] = (char)(0x80 | (c >> 12 & 0x3f));
	out[2] = (char)(0x80 | (c >> 6 & 0x3f));
	out[3] = (char)(0x80 | (c & 0x3f));
	return 4;
}

static uint32_t
plain(uint32_t c)
{
	if (mark_is_apostrophe(c))
		return '\'';
	if (digit_of(c) >= 0)
		return '0' + (uint32_t)digit_of(c);
	if (mark_is_dash(c))
		return '-';
	return mark_is_quote(c) ? '"' : letter_lower(c);
}

static void
set_key(struct token *t, struct arena *a)
{
	struct str s = t->text;
	char *p = arena_alloc(a, s.n * 3 + 5, 1);
	size_t n = 0, letters = 0, capitals = 0;
	uint32_t c;

	while (s.n > 0) {
		c = utf8_next(&s, NULL);
		if (mark_is_invisible(c))
			continue;
		if (letter_is(c)) {
			if (letter_lower(c) != c) {
				if (letters == 0)
					t->flags |= TOKEN_CAPITAL;
				capitals++;
			}
			letters++;
		}
		n += put(p + n, plain(c));
	}
	/* "a.m." is "a.m" */
	if (t->type == TOKEN_WORD && n > 1 && p[n - 1] == '.')
		n--;
	t->key = str_make(p, n);
	if (letters > 1 && capitals == letters)
		t->flags |= TOKEN_CAPITALS;
	if (t->type == TOKEN_WORD && str_ends(t->key, "'s")) {
		t->key.n -= 2;
		t->flags |= TOKEN_POSSESSIVE;
	}
}

/* Letters and digits; an apostrophe, or a full stop as in "U.S.", inside. */
static void
read_word(struct reader *r)
{
	size_t start = r->at, next;
	uint32_t c, after;
	size_t run = 0;		/* letters since the last full stop */
	bool dotted = false;
	struct token *t;

	while (r->at < r->to) {
		next = r->at;
		c = take(r);
		after = peek(r, r->at);
		if (letter_is(c) && !letter_is_alone(c)) {
			run++;
		} else if (digit_of(c) >= 0 || mark_is_invisible(c)) {
			continue;
		} else if (mark_is_apostrophe(c) && letter_is(after)) {
			run = 2;
		} else if (c == '.' && run == 1 && letter_is(after)) {
			dotted = true;
			run = 0;
		} else if (c == '.' && run == 1 && dotted) {
			break;
		} else {
			r->at = next;
			break;
		}
	}
	t = add(r, TOKEN_WORD, start);
	set_key(t, r->arena);
	if ((t->flags & TOKEN_CAPITAL) != 0 && begins_sentence(r->text, start))
		t->flags |= TOKEN_BEGINS;
}

static void
read_number(struct reader *r)
{
	size_t start = r->at, next;
	uint32_t c;

	while (r->at < r->to) {
		next = r->at;
		c = take(r);
		if (digit_of(c) >= 0)
			continue;
		if ((c == '.' || c == ',' || c == ':' || c == '/') &&
		    digit_of(peek(r, r->at)) >= 0)
			continue;
		r->at = next;
		break;
	}
	set_key(add(r, TOKEN_NUMBER, start), r->arena);
}

/* Length of an address that begins here, or 0. */
static size_t
link_length(const struct reader *r)
{
	struct str s = str_sub(r->text, r->at, r->to - r->at);
	size_t n = 0;
	bool at = false;

	if (!str_istarts(s, "http://") && !str_istarts(s, "https://") &&
	    !str_istarts(s, "www.")) {
		while (n < s.n && n < 80 && (letter_is((unsigned char)s.p[n]) ||
		    strchr("0123456789._-@", s.p[n]) != NULL) &&
		    s.p[n] != '\0') {
			at |= s.p[n] == '@';
			n++;
		}
		while (n > 0 && (s.p[n - 1] == '.' || s.p[n - 1] == '-'))
			n--;
		return at && n > 2 ? n : 0;
	}
	while (n < s.n && (unsigned char)s.p[n] > ' ' && s.p[n] != '"' &&
	    s.p[n] != ')' && s.p[n] != '>')
		n++;
	while (n > 0 && (s.p[n - 1] == '.' || s.p[n - 1] == ','))
		n--;
	return n;
}

static void
read_mark(struct reader *r, uint32_t c, size_t start)
{
	bool quote = mark_is_quote(c);
	const struct quote *q;
	struct token *t;

	if (!quote && mark_is_apostrophe(c) && r->quotes != NULL) {
		q = quotes_at(r->quotes, start);
		quote = q != NULL && (q->start == start || q->end == r->at);
	}
	t = add(r, quote ? TOKEN_QUOTE : TOKEN_MARK, start);
	t->mark = c;
	set_key(t, r->arena);
	if (quote)
		t->key = STR("\"");
}

void
tokens_read(struct tokens *out, struct arena *a, struct str text, size_t from,
    size_t to, const struct quotes *quotes)
{
	struct reader r = { .out = out, .arena = a, .text = text, .at = from,
		.to = to < text.n ? to : text.n, .quotes = quotes };
	size_t start, n;
	uint32_t c;

	r.glued = from > 0 && from < text.n &&
	    !mark_is_space(peek(&r, step_back(text, from)));
	while (r.at < r.to) {
		start = r.at;
		c = take(&r);
		if (mark_is_space(c) || mark_is_invisible(c)) {
			r.glued &= !mark_is_space(c);
			continue;
		}
		r.at = start;
		if ((!r.glued && (n = link_length(&r)) > 0) ) {
			r.at += n;
			set_key(add(&r, TOKEN_LINK, start), a);
		} else if (digit_of(c) >= 0) {
			read_number(&r);
		} else if (letter_is(c) && !letter_is_alone(c)) {
			read_word(&r);
		} else {
			take(&r);
			if (letter_is(c))
				set_key(add(&r, TOKEN_WORD, start), a);
			else
				read_mark(&r, c, start);
		}
	}
}
