/*
 * How a story writes its words: a word that stands in small letters somewhere
 * is no name where a sentence begins with it; one that has a capital inside a
 * sentence is. Made once for a change, and only when first asked.
 */
#include "tracker/base/utf8.h"
#include "tracker/change/facts.h"
#include "tracker/change/letters.h"

enum seen { SEEN_SMALL = 1, SEEN_NAME = 2, SEEN_FIRST = 4 };

struct lexicon {
	struct arena *arena;
	const struct str *texts;
	size_t ntexts;
	bool made;
	uint64_t *hashes;	/* open addressing; 0 is empty */
	unsigned char *seen;
	size_t mask, n;
};

struct lexicon *
lexicon_new(struct arena *a, const struct str *texts, size_t n)
{
	struct lexicon *l = arena_alloc(a, 1, sizeof(*l));

	l->arena = a;
	l->texts = texts;
	l->ntexts = n;
	return l;
}

#define FNV_START 0xcbf29ce484222325u
#define FNV_PRIME 0x100000001b3u

static uint64_t
mix(uint64_t h, uint32_t c)
{
	return (h ^ c) * FNV_PRIME;
}

static uint64_t
final(uint64_t h)
{
	h ^= h >> 32;
	return h != 0 ? h : 1;
}

static size_t
slot_of(const struct lexicon *l, uint64_t h)
{
	size_t i = h & l->mask;

	while (l->hashes[i] != 0 && l->hashes[i] != h)
		i = (i + 1) & l->mask;
	return i;
}

static void
see(struct lexicon *l, uint64_t h, unsigned char what)
{
	size_t i = slot_of(l, h);

	l->hashes[i] = h;
	l->seen[i] |= what;
}

/*
 * One pass. A sentence begins after a mark that may end one, and after any
 * but a comma or a hyphen: better to learn too little than a wrong name.
 */
static void
learn(struct lexicon *l, struct str s)
{
	bool begins = true, capital = false, in = false;
	uint64_t h = FNV_START;
	uint32_t c;

	while (s.n > 0) {
		c = utf8_next(&s, NULL);
		if (letter_is(c)) {
			if (!in) {
				capital = letter_lower(c) != c;
				h = FNV_START;
				in = true;
			}
			h = mix(h, letter_lower(c));
			continue;
		}
		if (in) {
			see(l, final(h), !capital ? SEEN_SMALL :
			    begins ? SEEN_FIRST : SEEN_NAME);
			begins = false;
			in = false;
		}
		if (!mark_is_space(c) && c != ',' && c != '-' && c != '\'' &&
		    c != 0x2019 && digit_of(c) < 0)
			begins = true;
		begins |= c == '\n';
	}
	if (in && !capital)
		see(l, final(h), SEEN_SMALL);
}

static void
make(struct lexicon *l)
{
	size_t bytes = 0, size = 64;

	for (size_t i = 0; i < l->ntexts; i++)
		bytes += l->texts[i].n;
	/* a word and its space take two bytes at least */
	while (size < bytes)
		size *= 2;
	l->mask = size - 1;
	l->hashes = arena_alloc(l->arena, size, sizeof(*l->hashes));
	l->seen = arena_alloc(l->arena, size, sizeof(*l->seen));
	for (size_t i = 0; i < l->ntexts; i++)
		learn(l, l->texts[i]);
	l->made = true;
}

static unsigned
look_up(struct lexicon *l, struct str key)
{
	uint64_t h = FNV_START;

	if (!l->made)
		make(l);
	while (key.n > 0)
		h = mix(h, utf8_next(&key, NULL));
	return l->seen[slot_of(l, final(h))];
}

bool
lexicon_small(struct lexicon *l, struct str key)
{
	return (look_up(l, key) & SEEN_SMALL) != 0;
}

bool
lexicon_name(struct lexicon *l, struct str key)
{
	return (look_up(l, key) & (SEEN_NAME | SEEN_SMALL)) == SEEN_NAME;
}

/* A story shorter than this may not name those its headline does. */
#define ENOUGH_BYTES 200

bool
lexicon_rules_out(struct lexicon *l, struct str key)
{
	size_t bytes = 0;

	for (size_t i = 0; i < l->ntexts; i++)
		bytes += l->texts[i].n;
	return bytes >= ENOUGH_BYTES && look_up(l, key) == 0;
}
