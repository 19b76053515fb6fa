#include "tracker/extract/match.h"

#include "tracker/base/utf8.h"
#include "tracker/base/xalloc.h"

/* Words in a row that are looked up; three are rarely chance. */
#define RUN 3
/* Places in a row that are tried in the table; a body made so that its words
 * meet there loses some of them. */
#define TRIES 256
/* A body shorter than this (letters) is a summary. */
#define BODY_LEAST 250

/* Hashes of every RUN words of a text, in a table of open addressing. */
struct runs {
	uint64_t *slot;
	size_t mask;
};

struct reader {
	struct str rest;
	uint64_t last[RUN];
	size_t words;
};

static bool
is_word_byte(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c >= 0x80;
}

/* Quotation marks, dashes and spaces beyond ASCII (U+2000 to U+206F, the rest
 * of Latin-1's signs) are written differently by sources: skipped. */
static size_t
sign_bytes(struct str s)
{
	const unsigned char *p = (const unsigned char *)s.p;

	if (s.n >= 3 && p[0] == 0xe2 && (p[1] == 0x80 || p[1] == 0x81))
		return 3;
	if (s.n >= 2 && p[0] == 0xc2)
		return 2;
	return 0;
}

/* The hash of the next word, letters without ASCII case; false at the end. A
 * letter of three or four bytes (CJK) is a word of its own. */
static bool
next_word(struct str *s, uint64_t *hash)
{
	uint64_t h = 14695981039346656037u;
	size_t n = 0, sign;
	unsigned char c;

	while (s->n > 0) {
		c = (unsigned char)s->p[0];
		sign = sign_bytes(*s);
		if (is_word_byte(c) && sign == 0) {
			if (c >= 0xe0 && n > 0)
				break;
			h = (h ^ (c >= 'A' && c <= 'Z' ? c | 0x20u : c)) *
			    1099511628211u;
			*s = str_from(*s, 1);
			n++;
			if (c >= 0xe0) {
				while (s->n > 0 &&
				    ((unsigned char)s->p[0] & 0xc0) == 0x80) {
					h = (h ^ (unsigned char)s->p[0]) *
					    1099511628211u;
					*s = str_from(*s, 1);
				}
				break;
			}
			continue;
		}
		if (n > 0)
			break;
		*s = str_from(*s, sign > 0 ? sign : 1);
	}
	*hash = h;
	return n > 0;
}

/* The hash of the RUN words that end with the next word; a text of fewer words
 * gives the one run it has. */
static bool
next_run(struct reader *r, uint64_t *hash)
{
	uint64_t w;

	for (;;) {
		if (!next_word(&r->rest, &w))
			return false;
		for (size_t i = 0; i + 1 < RUN; i++)
			r->last[i] = r->last[i + 1];
		r->last[RUN - 1] = w;
		r->words++;
		if (r->words >= RUN)
			break;
	}
	*hash = 1;
	for (size_t i = 0; i < RUN; i++)
		*hash = (*hash * 1099511628211u) ^ r->last[i];
	return true;
}

static bool
runs_has(const struct runs *t, uint64_t h)
{
	size_t i = h & t->mask;

	for (int n = 0; n < TRIES && t->slot[i] != 0; n++) {
		if (t->slot[i] == h)
			return true;
		i = (i + 1) & t->mask;
	}
	return false;
}

static void
runs_put(struct runs *t, uint64_t h)
{
	size_t i = h & t->mask;

	for (int n = 0; n < TRIES; n++) {
		if (t->slot[i] == 0 || t->slot[i] == h) {
			t->slot[i] = h;
			return;
		}
		i = (i + 1) & t->mask;
	}
}

static void
runs_of(struct runs *t, struct str body)
{
	struct reader r = { .rest = body };
	uint64_t h;
	size_t cap = 1024;

	while (cap < body.n)
		cap *= 2;
	t->mask = cap - 1;
	t->slot = xcalloc(cap, sizeof(*t->slot));
	while (next_run(&r, &h))
		runs_put(t, h | 1);
}

/* Do most runs of this text stand in the body? */
static bool
is_in(const struct runs *t, struct str s)
{
	struct reader r = { .rest = s };
	size_t all = 0, found = 0;
	uint64_t h;

	while (next_run(&r, &h)) {
		all++;
		found += runs_has(t, h | 1);
	}
	return all > 0 && found * 10 >= all * 7;
}

/* Bytes without the spaces: of a script of three bytes a letter, three. */
static size_t
letter_bytes(struct str s)
{
	size_t n = s.n;

	for (size_t i = 0; i < s.n; i++)
		n -= s.p[i] == ' ';
	return n;
}

size_t
match_texts(const struct dom *d, struct str body, bool *matched)
{
	struct runs t;
	size_t found = 0;

	if (body.n < BODY_LEAST)
		return 0;
	runs_of(&t, body);
	for (size_t i = 0; i < d->ntexts; i++) {
		matched[i] = is_in(&t, d->texts[i].s);
		found += matched[i] ? letter_bytes(d->texts[i].s) : 0;
	}
	free(t.slot);
	if (found * 5 >= body.n)
		return found;
	memset(matched, 0, d->ntexts * sizeof(*matched));
	return 0;
}
