#include <stdlib.h>

#include "tracker/extract/boilerplate.h"
#include "tracker/base/utf8.h"
#include "tracker/poll/other.h"

/* Letters of a word that tells what a text is about, and of one in a path. */
#define LONG_WORD 5
#define PATH_WORD 4
/* Different words without which a text is too short to tell. */
#define WORDS_LEAST 24
#define SLUG_LEAST 3
/* Words of a text that are kept, a table of twice as many places. */
#define WORDS_MOST 4096
/*
 * Percent of words that two versions of a story share at least. Over 1,700 steps
 * of wire stories the least was 20, where unrelated stories share 16.
 */
#define SHARED_LEAST 20
/* ... and those that a short text, which says what many do, has in common with a
 * long one. */
#define SHARED_SHORT 50
/* Digits that are a story's number. */
#define NUMBER_DIGITS 5

/* ---- sets of words ------------------------------------------------------ */

struct set {
	uint64_t slot[2 * WORDS_MOST];
	size_t n;
};

static bool
set_has(const struct set *s, uint64_t h)
{
	for (size_t i = h % (2 * WORDS_MOST); s->slot[i] != 0;
	     i = (i + 1) % (2 * WORDS_MOST))
		if (s->slot[i] == h)
			return true;
	return false;
}

static void
set_put(struct set *s, uint64_t h)
{
	size_t i = h % (2 * WORDS_MOST);

	if (s->n == WORDS_MOST || set_has(s, h))
		return;
	while (s->slot[i] != 0)
		i = (i + 1) % (2 * WORDS_MOST);
	s->slot[i] = h;
	s->n++;
}

/* Percent of the smaller set that the other has. */
static unsigned
set_shared(const struct set *a, const struct set *b)
{
	const struct set *few = a->n < b->n ? a : b;
	const struct set *many = few == a ? b : a;
	size_t n = 0;

	for (size_t i = 0; i < 2 * WORDS_MOST; i++)
		n += few->slot[i] != 0 && set_has(many, few->slot[i]);
	return few->n == 0 ? 100 : (unsigned)(n * 100 / few->n);
}

/* ---- words of a text ---------------------------------------------------- */

static bool
is_letter(uint32_t c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0xc0;
}

/* Signs, and spaces that are no ASCII. */
static bool
is_sign(uint32_t c)
{
	return (c >= 0x2000 && c <= 0x206f) || (c >= 0x3000 && c <= 0x3020) ||
	    (c >= 0xff00 && c <= 0xff0f);
}

/* Scripts that write no spaces, or short words: two characters in a row tell as
 * much as a word of others does. */
static bool
is_dense(uint32_t c)
{
	return (c >= 0xe00 && c <= 0xeff) || (c >= 0x3040 && c <= 0xd7a3) ||
	    (c >= 0xf900 && c <= 0xfaff) || c >= 0x20000;
}

static void
add_words(struct set *out, struct str s, size_t least)
{
	uint64_t h = 1;
	uint32_t c, before = 0;
	size_t letters = 0;

	while (s.n > 0) {
		c = utf8_next(&s, NULL);
		if (c >= 'A' && c <= 'Z')
			c += 'a' - 'A';
		if (is_dense(c) && !is_sign(c) && before != 0)
			set_put(out, ((uint64_t)before << 32 | c) | 1);
		before = is_dense(c) && !is_sign(c) ? c : 0;
		if (is_letter(c) && !is_sign(c) && !is_dense(c)) {
			h = (h ^ c) * 1099511628211u;
			letters++;
			continue;
		}
		if (letters >= least)
			set_put(out, h | 1);
		h = 1;
		letters = 0;
	}
	if (letters >= least)
		set_put(out, h | 1);
}

static struct set *
words_of(struct arena *a, const struct article *x)
{
	struct set *s = arena_alloc(a, 1, sizeof(*s));

	add_words(s, x->headline, LONG_WORD);
	for (size_t i = 0; i < x->nblocks; i++)
		add_words(s, x->blocks[i].text, LONG_WORD);
	return s;
}

unsigned
other_shared(struct arena *a, const struct article *x, const struct article *y)
{
	struct set *one = words_of(a, x), *two = words_of(a, y);

	return one->n < WORDS_LEAST || two->n < WORDS_LEAST ? 100 :
	    set_shared(one, two);
}

/* ---- what is left ------------------------------------------------------- */

static int
by_hash(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

static bool
has_block(struct arena *a, const struct article *was, const struct article *now)
{
	uint64_t *had = arena_alloc(a, was->nblocks + 1, sizeof(*had)), h;

	for (size_t i = 0; i < was->nblocks; i++)
		had[i] = known_hash(was->blocks[i].text);
	if (was->nblocks > 1)
		qsort(had, was->nblocks, sizeof(*had), by_hash);
	for (size_t i = 0; i < now->nblocks; i++) {
		h = known_hash(now->blocks[i].text);
		if (was->nblocks > 0 && bsearch(&h, had, was->nblocks,
		    sizeof(h), by_hash) != NULL)
			return true;
	}
	return false;
}

static bool
same_text(struct str x, struct str y)
{
	return x.n > 0 && known_hash(x) == known_hash(y);
}

enum left
other_left(struct arena *a, const struct article *was,
    const struct article *now, bool *long_enough)
{
	struct set *one, *two;

	*long_enough = false;
	if (same_text(was->headline, now->headline) ||
	    same_text(was->deck, now->deck) || has_block(a, was, now))
		return LEFT_PARTS;
	one = words_of(a, was);
	two = words_of(a, now);
	*long_enough = one->n >= WORDS_LEAST;
	return set_shared(one, two) <
	    (two->n < WORDS_LEAST ? SHARED_SHORT : SHARED_LEAST) ?
	    LEFT_NOTHING : LEFT_WORDS;
}

/* ---- addresses ---------------------------------------------------------- */

/* From the slash after the host, without query and fragment. */
static struct str
path_of(struct str url)
{
	ptrdiff_t at = str_find(url, STR("://"));
	size_t n = 0;

	url = str_from(url, at < 0 ? 0 : (size_t)at + 3);
	at = str_chr(url, '/');
	url = str_from(url, at < 0 ? url.n : (size_t)at);
	while (n < url.n && url.p[n] != '?' && url.p[n] != '#')
		n++;
	url = str_sub(url, 0, n);
	return str_ends(url, "/") ? str_sub(url, 0, url.n - 1) : url;
}

/* Do both have the number of one story? */
static bool
same_number(struct str a, struct str b)
{
	size_t n;

	for (size_t i = 0; i < a.n; i += n + 1) {
		for (n = 0; i + n < a.n && a.p[i + n] >= '0' &&
		    a.p[i + n] <= '9';)
			n++;
		if (n >= NUMBER_DIGITS && str_find(b, str_sub(a, i, n)) >= 0)
			return true;
	}
	return false;
}

/* Without ".html" and the like. */
static struct str
without_ending(struct str path)
{
	size_t n = path.n;

	while (n > 0 && path.p[n - 1] != '.' && path.p[n - 1] != '/')
		n--;
	return n > 0 && path.p[n - 1] == '.' ? str_sub(path, 0, n - 1) : path;
}

static struct set *
slug_words(struct arena *a, struct str text)
{
	struct set *s = arena_alloc(a, 1, sizeof(*s));

	add_words(s, text, PATH_WORD);
	return s;
}

/*
 * Without a last version: the words of both addresses and of the headline, each
 * with enough of them, have none in common with those asked for.
 */
static bool
is_other_slug(struct arena *a, struct str asked, struct str there,
    struct str headline)
{
	struct set *want = slug_words(a, without_ending(path_of(asked)));
	struct set *got = slug_words(a, without_ending(path_of(there)));
	struct set *says = slug_words(a, headline);

	return want->n >= SLUG_LEAST && got->n >= SLUG_LEAST &&
	    says->n >= SLUG_LEAST && set_shared(want, got) == 0 &&
	    set_shared(want, says) == 0 &&
	    !same_number(path_of(asked), path_of(there));
}

/* The other address at which the page stands, or that it calls its own. */
static struct str
elsewhere(struct str asked, const struct article *now)
{
	struct str path = path_of(asked);

	if (now->url.n > 0 && !str_eq(path_of(now->url), path))
		return now->url;
	if (now->canonical.n > 0 && !str_eq(path_of(now->canonical), path))
		return now->canonical;
	return str_make(NULL, 0);
}

bool
other_story(struct arena *a, struct str asked, const struct article *was,
    const struct article *now, struct str *reason)
{
	struct str there = elsewhere(asked, now);
	unsigned shared = 100;

	if (there.n == 0)
		return false;
	if (was != NULL)
		shared = other_shared(a, was, now);
	if (was != NULL ? shared >= SHARED_LEAST :
	    !is_other_slug(a, asked, there, now->headline))
		return false;
	*reason = arena_printf(a, "another story, \"%.*s\", at %.*s",
	    STR_FMT(str_sub(now->headline, 0, 100)),
	    STR_FMT(str_sub(there, 0, 200)));
	return true;
}
