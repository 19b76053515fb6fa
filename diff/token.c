#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "diff/diff.h"
#include "diff/scan.h"
#include "diff/token.h"
#include "diff/words.h"

void
tokens_release(struct tokens *t)
{
	free(t->v);
	memset(t, 0, sizeof(*t));
}

static int
tokens_grow(struct tokens *t, size_t bytes)
{
	size_t cap = t->cap + t->cap / 2 + bytes / 5 + 64;
	struct token *v = realloc(t->v, cap * sizeof(*v));

	if (v == NULL)
		return -1;
	t->v = v;
	t->cap = cap;
	return 0;
}

/* Skips white space; what it held is told in token flags. */
static const unsigned char *
skip_gap(const unsigned char *p, const unsigned char *end, unsigned *flags)
{
	unsigned lines = 0;
	size_t n;

	while (p < end) {
		if (*p < 0x80) {
			if (cc_ascii[*p] != CC_SPACE)
				break;
			lines += *p == '\n';
			*flags |= TOK_SPACED;
			p++;
			continue;
		}
		if (!scan_is_gap(p, end, &n))
			break;
		*flags |= TOK_SPACED;
		p += n;
	}
	if (lines > 0)
		*flags |= TOK_LINE;
	if (lines > 1)
		*flags |= TOK_BLANK;
	return p;
}

/* May it be of a date, or a number in a row of them? */
static bool
is_date(const char *text, const struct token *t)
{
	return t->kind == TOK_NUMBER ||
	    is_month(text + t->start, t->len);
}

/* Where the word ends that the caller sees at `at`, or `at`. */
static size_t
caller_word(const struct diff_options *o, const char *text, size_t at,
    size_t end)
{
	size_t to = o->word(o->arg, text, at, end);

	return to > at && to <= end ? to : at;
}

/* The caller's word at p, or else the usual token, up to the caller's next. */
static const unsigned char *
scan_caller(struct scan *s, const struct diff_options *o, const char *text,
    const unsigned char *p, size_t end, bool fresh)
{
	const unsigned char *base = (const unsigned char *)text, *stop;
	size_t at = p - base, to = caller_word(o, text, at, end);

	if (to > at) {
		s->kind = TOK_WORD;
		s->flags = 0;
		s->plain = false;
		return base + to;
	}
	stop = scan_token(s, p, base + end, fresh);
	for (p++; p < stop; p++) {
		if ((*p & 0xc0) != 0x80 &&
		    caller_word(o, text, p - base, end) > (size_t)(p - base))
			break;
	}
	return p;
}

/*
 * Where marks and bad bytes are all there is, some in a row are one token: one
 * a byte would take more memory than there is to be had.
 */
#define DENSE_TOKENS 4096	/* more than half the bytes */
#define DENSE_BYTES 8

static const unsigned char *
take_marks(const unsigned char *from, const unsigned char *p,
    const unsigned char *end)
{
	while (p < end && p - from < DENSE_BYTES) {
		struct look l = look(p, end);

		if (l.cc != CC_PUNCT && l.cc != CC_SYMBOL && l.cc != CC_BAD)
			break;
		p += l.n;
	}
	return p;
}

/* Where a word is cut that is longer than any: between two characters. */
static const unsigned char *
cut_long(const unsigned char *from)
{
	const unsigned char *p = from + TOKEN_BYTES;

	for (int i = 0; i < 3 && (*p & 0xc0) == 0x80; i++)
		p--;
	return p;
}

int
tokens_fit(struct tokens *t)
{
	struct token *v = realloc(t->v, (t->n + 1) * sizeof(*v));

	if (v == NULL)
		return -1;
	t->v = v;
	t->cap = t->n + 1;
	return 0;
}

int
tokenise(struct tokens *t, struct words *w, const struct diff_options *o,
    const char *text, size_t start, size_t end)
{
	const unsigned char *base = (const unsigned char *)text;
	const unsigned char *p = base + start, *stop = base + end, *from;
	size_t first = t->n;
	struct scan s;
	struct token *tok;

	while (p < stop) {
		unsigned flags = p == base || (p == base + start &&
		    p[-1] == '\n') ? TOK_LINE | TOK_BLANK : 0;

		p = skip_gap(p, stop, &flags);
		if (p == stop)
			break;
		if (t->n == t->cap && tokens_grow(t, stop - p) != 0)
			return -1;
		from = p;
		s.dated = cc_ascii[*p] == CC_DIGIT && t->n > first &&
		    is_date(text, &t->v[t->n - 1]);
		p = o->word != NULL ?
		    scan_caller(&s, o, text, p, end, flags != 0) :
		    scan_token(&s, p, stop, flags != 0);
		if (p - from > TOKEN_BYTES)
			p = cut_long(from);
		if (s.kind == TOK_PUNCT && t->n > DENSE_TOKENS +
		    (size_t)(p - base) / 2) {
			p = take_marks(from, p, stop);
			s.plain = false;
		}
		tok = &t->v[t->n++];
		tok->start = from - base;
		tok->len = p - from;
		tok->kind = s.kind;
		tok->why = WHY_NOT;
		tok->flags = flags | s.flags;
		if (words_id(w, from, p - from, s.kind, s.plain,
			&tok->id) != 0)
			return -1;
	}
	return 0;
}
