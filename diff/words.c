#include <stdlib.h>
#include <string.h>

#include "diff/unicode.h"
#include "diff/words.h"

/*
 * 64 bits stand for the text: two words that collide would be taken for one,
 * their bytes then differ, and the difference is reported as an edit. So a
 * collision, even one made on purpose, costs quality and never exactness.
 */
#define HASH_K 0x9e3779b97f4a7c15ull
#define PROBES 64	/* then a word gets a number of its own each time */

static inline uint64_t
hash_mix(uint64_t h, uint64_t w)
{
	h = (h ^ w) * HASH_K;
	return h ^ h >> 32;
}

static uint64_t
hash_end(uint64_t h, size_t n)
{
	h = hash_mix(h, n + HASH_K);
	return h != 0 ? h : 1;
}

/* What memcpy of 1 to 7 bytes over zeros gives, without a call. */
static inline uint64_t
load_few(const unsigned char *p, size_t n)
{
	uint64_t w = 0;
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	uint32_t lo, hi;

	if (n >= 4) {
		memcpy(&lo, p, 4);
		memcpy(&hi, p + n - 4, 4);
		return lo | (uint64_t)hi << (n - 4) * 8;
	}
	w = p[0] | (uint64_t)p[n / 2] << n / 2 * 8 |
	    (uint64_t)p[n - 1] << (n - 1) * 8;
#else
	memcpy(&w, p, n);
#endif
	return w;
}

static uint64_t
hash_plain(const unsigned char *p, size_t n)
{
	uint64_t h = 0, w;
	size_t left = n;

	for (; left >= 8; left -= 8, p += 8) {
		memcpy(&w, p, 8);
		h = hash_mix(h, w);
	}
	if (left > 0)
		h = hash_mix(h, load_few(p, left));
	return hash_end(h, n);
}

/* Bytes gathered into the words that hash_plain reads. */
struct gather {
	uint64_t h;
	unsigned char b[8];
	size_t n;
};

static void
gather_byte(struct gather *g, unsigned char c)
{
	uint64_t w;

	g->b[g->n++ & 7] = c;
	if ((g->n & 7) == 0) {
		memcpy(&w, g->b, 8);
		g->h = hash_mix(g->h, w);
		memset(g->b, 0, 8);
	}
}

static uint64_t
hash_folded(const unsigned char *p, size_t n)
{
	const unsigned char *end = p + n;
	struct gather g;
	uint32_t c, last = 0, to[3];
	uint64_t w;
	size_t len;

	memset(&g, 0, sizeof(g));
	for (; p < end; p += len) {
		c = uni_next(p, end, &len);
		if (c == UNI_BAD) {
			gather_byte(&g, 0xff);
			gather_byte(&g, *p);
			continue;
		}
		for (int i = 0, m = uni_fold(c, to); i < m; i++) {
			/* "--" and a dash are one */
			if (to[i] == '-' && last == '-')
				continue;
			last = to[i];
			gather_byte(&g, to[i] & 0xff);
			if (to[i] < 0x80)
				continue;
			gather_byte(&g, to[i] >> 8 & 0xff);
			gather_byte(&g, to[i] >> 16);
		}
	}
	if ((g.n & 7) != 0) {
		memcpy(&w, g.b, 8);
		g.h = hash_mix(g.h, w);
	}
	return hash_end(g.h, g.n);
}

/* Words that carry little: a lone one is no anchor. In order. */
static const char light[][6] = {
	"a", "also", "an", "and", "are", "as", "at", "be", "been", "but",
	"by", "can", "could", "das", "de", "der", "des", "did", "die", "do",
	"does", "el", "en", "et", "for", "from", "had", "has", "have", "he",
	"her", "his", "i", "in", "into", "is", "it", "its", "la", "le", "les",
	"los", "may", "not", "of", "on", "or", "our", "she", "so", "such",
	"than", "that", "the", "their", "then", "there", "these", "they",
	"this", "those", "to", "und", "was", "we", "were", "when", "where",
	"which", "who", "will", "with", "would", "y",
};

static int
light_cmp(const void *key, const void *row)
{
	return strcmp(key, row);
}

static bool
is_light(const unsigned char *p, size_t n)
{
	char low[6];

	if (n > 5)
		return false;
	for (size_t i = 0; i < n; i++)
		low[i] = p[i] >= 'A' && p[i] <= 'Z' ? p[i] + 32 : p[i];
	low[n] = '\0';
	return bsearch(low, light, sizeof(light) / sizeof(light[0]),
	    sizeof(light[0]), light_cmp) != NULL;
}

static uint8_t
word_weight(const unsigned char *p, size_t n, enum token_kind kind)
{
	switch (kind) {
	case TOK_PUNCT:
		return 3;
	case TOK_IDEOGRAPH:
		return 6;
	case TOK_NUMBER:
		return WORD_WEIGHT;
	case TOK_WORD:
		break;
	}
	return is_light(p, n) ? 6 : n < 4 ? 12 : WORD_WEIGHT;
}

void
words_release(struct words *w)
{
	free(w->hash);
	free(w->slot);
	free(w->weight);
	memset(w, 0, sizeof(*w));
}

static int
words_grow(struct words *w)
{
	size_t size = w->mask != 0 ? (w->mask + 1) * 2 : 1024, i, at;
	uint64_t *hash = calloc(size, sizeof(*hash));
	uint32_t *slot = malloc(size * sizeof(*slot));

	if (hash == NULL || slot == NULL) {
		free(hash);
		free(slot);
		return -1;
	}
	for (i = 0; w->mask != 0 && i <= w->mask; i++) {
		if (w->hash[i] == 0)
			continue;
		at = w->hash[i] & (size - 1);
		while (hash[at] != 0)
			at = (at + 1) & (size - 1);
		hash[at] = w->hash[i];
		slot[at] = w->slot[i];
	}
	free(w->hash);
	free(w->slot);
	w->hash = hash;
	w->slot = slot;
	w->mask = size - 1;
	return 0;
}

static int
words_add(struct words *w, uint8_t weight, uint32_t *id)
{
	if (w->n == w->cap) {
		size_t cap = w->cap * 2 + 512;
		uint8_t *v = realloc(w->weight, cap);

		if (v == NULL)
			return -1;
		w->weight = v;
		w->cap = cap;
	}
	w->weight[w->n] = weight;
	*id = w->n++;
	return 0;
}

int
words_id(struct words *w, const unsigned char *p, size_t n,
    enum token_kind kind, bool plain, uint32_t *id)
{
	uint64_t h;
	size_t at;

	/* only "--" differs from its fold among plain tokens */
	plain = plain && !(n > 1 && p[0] == '-' && p[1] == '-');
	h = plain ? hash_plain(p, n) : hash_folded(p, n);
	if (w->n * 2 >= w->mask && words_grow(w) != 0)
		return -1;
	at = h & w->mask;
	for (int i = 0; i < PROBES; i++, at = (at + 1) & w->mask) {
		if (w->hash[at] == h) {
			*id = w->slot[at];
			return 0;
		}
		if (w->hash[at] != 0)
			continue;
		if (words_add(w, word_weight(p, n, kind), id) != 0)
			return -1;
		w->hash[at] = h;
		w->slot[at] = *id;
		return 0;
	}
	return words_add(w, word_weight(p, n, kind), id);
}
