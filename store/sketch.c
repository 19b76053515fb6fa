/* Words without case, shingles of them, and the sample that is a sketch. */
#include "store/internal.h"
#include "store/sketch.h"

/* Half words: a word is two, a character of Han or Thai is one. */
#define SHINGLE_WEIGHT (2 * SKETCH_WORDS)

/* ---- letters ---------------------------------------------------------- */

struct range {
	uint32_t from, to;
};

static int
in_ranges(const struct range *r, size_t n, uint32_t c)
{
	size_t i;

	for (i = 0; i < n && c >= r[i].from; i++)
		if (c <= r[i].to)
			return 1;
	return 0;
}

/* What is no letter above ASCII; the rest is taken for one. Ascending. */
static const struct range MARKS[] = {
	{ 0x80, 0xa9 }, { 0xab, 0xb4 }, { 0xb6, 0xb9 }, { 0xbb, 0xbf },
	{ 0xd7, 0xd7 }, { 0xf7, 0xf7 }, { 0x2b9, 0x2df }, { 0x37e, 0x37e },
	{ 0x387, 0x387 }, { 0x589, 0x58a }, { 0x5be, 0x5be },
	{ 0x5f3, 0x5f4 }, { 0x60c, 0x60d }, { 0x61b, 0x61f },
	{ 0x66a, 0x66d }, { 0x6d4, 0x6d4 }, { 0x964, 0x965 },
	{ 0x1680, 0x1680 }, { 0x2000, 0x2bff }, { 0x2e00, 0x2e7f },
	{ 0x3000, 0x3004 }, { 0x3008, 0x3020 }, { 0x3030, 0x3030 },
	{ 0xfe10, 0xfe1f }, { 0xfe30, 0xfe6f }, { 0xfeff, 0xfeff },
	{ 0xff01, 0xff0f }, { 0xff1a, 0xff20 }, { 0xff3b, 0xff40 },
	{ 0xff5b, 0xff65 }, { 0xfff0, 0xffff }, { 0x1f000, 0x1faff },
};

/* Thai, Lao, Myanmar, Khmer; kana; Han. Ascending. */
static const struct range ALONE[] = {
	{ 0xe00, 0xeff }, { 0x1000, 0x109f }, { 0x1780, 0x17ff },
	{ 0x3005, 0x3007 }, { 0x3040, 0x30ff }, { 0x3400, 0x4dbf },
	{ 0x4e00, 0x9fff }, { 0xf900, 0xfaff }, { 0x20000, 0x3ffff },
};

/* Shows nothing or stands inside a word: left out, and ends none. */
static int
is_skipped(uint32_t c)
{
	return c == '\'' || c == 0x2019 || c == 0xad || c == 0x2bc ||
	    (c >= 0x200b && c <= 0x200f) || c == 0x2060 || c == 0xfeff;
}

static int
is_letter(uint32_t c)
{
	if (c < 0x80)
		return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
		    (c >= 'A' && c <= 'Z');
	return !in_ranges(MARKS, sizeof(MARKS) / sizeof(MARKS[0]), c);
}

static int
is_alone(uint32_t c)
{
	return c >= 0xe00 &&
	    in_ranges(ALONE, sizeof(ALONE) / sizeof(ALONE[0]), c);
}

/* Capitals at one distance from their small letters; where they come by turns
 * (`by` is 1), every second one. */
static const struct {
	uint32_t from, to, by;
} CASES[] = {
	{ 'A', 'Z', 32 }, { 0xc0, 0xde, 32 }, { 0x100, 0x137, 1 },
	{ 0x139, 0x148, 1 }, { 0x14a, 0x177, 1 }, { 0x179, 0x17e, 1 },
	{ 0x386, 0x386, 38 }, { 0x388, 0x38a, 37 }, { 0x38c, 0x38c, 64 },
	{ 0x38e, 0x38f, 63 }, { 0x391, 0x3ab, 32 }, { 0x400, 0x40f, 80 },
	{ 0x410, 0x42f, 32 }, { 0x460, 0x481, 1 }, { 0x48a, 0x4bf, 1 },
	{ 0x4d0, 0x52f, 1 }, { 0x531, 0x556, 48 }, { 0x1e00, 0x1e95, 1 },
	{ 0x1ea0, 0x1eff, 1 }, { 0xff21, 0xff3a, 32 },
};

static uint32_t
fold(uint32_t c)
{
	size_t i;

	for (i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
		if (c < CASES[i].from)
			return c;
		if (c <= CASES[i].to)
			return CASES[i].by > 1 ? c + CASES[i].by :
			    c + ((c - CASES[i].from) % 2 == 0);
	}
	return c;
}

/* ---- words ------------------------------------------------------------ */

struct reader {
	const char *p, *end;
};

/* Bytes that are no UTF-8 are a mark each. */
static size_t
step(const struct reader *r, uint32_t *c)
{
	size_t n = utf8_step(r->p, (size_t)(r->end - r->p), c);

	if (n)
		return n;
	*c = ' ';
	return 1;
}

/* The next word as a hash (FNV-1a over code points); its weight, 0 at the end. */
static int
next_word(struct reader *r, uint64_t *hash)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);
	int letters = 0;
	uint32_t c;
	size_t n;

	for (; r->p < r->end; r->p += n) {
		n = step(r, &c);
		if (is_skipped(c))
			continue;
		if (!is_letter(c) || is_alone(c)) {
			if (letters)
				break;
			if (!is_alone(c))
				continue;
			r->p += n;
			*hash = (h ^ c) * UINT64_C(0x100000001b3);
			return 1;
		}
		h = (h ^ fold(c)) * UINT64_C(0x100000001b3);
		letters++;
	}
	*hash = h;
	return letters ? 2 : 0;
}

/* What comes after the front matter of a Markdown text, if it has one. */
static struct reader
body_of(const char *text, size_t n)
{
	struct reader r = { text, text + n };
	const char *end;

	if (n > 4 && memcmp(text, "---\n", 4) == 0 &&
	    (end = memmem(text + 3, n - 3, "\n---\n", 5)))
		r.p = end + 5;
	return r;
}

/* ---- shingles --------------------------------------------------------- */

/* The words before the one being read; a shingle has at most so many. */
struct window {
	uint64_t hash[SHINGLE_WEIGHT];
	int weight[SHINGLE_WEIGHT];
	unsigned n;
};

/* Murmur3's finalizer: every bit of the sum in every bit of the hash. */
static uint64_t
mix(uint64_t h)
{
	h = (h ^ h >> 33) * UINT64_C(0xff51afd7ed558ccd);
	h = (h ^ h >> 33) * UINT64_C(0xc4ceb9fe1a85ec53);
	return h ^ h >> 33;
}

/* The shingle that ends with the last word; 0 when the text is too short. */
static int
window_shingle(const struct window *w, int any, uint64_t *out)
{
	unsigned i, from = w->n;
	int weight = 0;
	uint64_t h = 0;

	while (from > 0 && w->n - from < SHINGLE_WEIGHT &&
	    weight < SHINGLE_WEIGHT)
		weight += w->weight[--from % SHINGLE_WEIGHT];
	if (weight < SHINGLE_WEIGHT && !any)
		return 0;
	for (i = from; i < w->n; i++)
		h = mix(h + w->hash[i % SHINGLE_WEIGHT]);
	*out = h;
	return w->n > 0;
}

struct hashes {
	uint64_t *v;
	size_t n, cap;
};

static int
hashes_add(struct hashes *l, uint64_t h)
{
	size_t cap = l->cap ? l->cap * 2 : 256;
	uint64_t *v;

	if (l->n == l->cap) {
		v = realloc(l->v, cap * sizeof(*v));
		if (!v)
			return -1;
		l->v = v;
		l->cap = cap;
	}
	l->v[l->n++] = h;
	return 0;
}

/* Shingles up to a hash. A text that is too short for one is one. */
static int
hashes_read(struct hashes *l, const char *text, size_t n, uint64_t most)
{
	struct reader r = body_of(text, n);
	struct window w = { .n = 0 };
	uint64_t h;
	size_t all = 0;
	int weight;

	l->n = 0;
	while (all < SHINGLES_MOST && (weight = next_word(&r, &h)) > 0) {
		w.hash[w.n % SHINGLE_WEIGHT] = h;
		w.weight[w.n++ % SHINGLE_WEIGHT] = weight;
		if (!window_shingle(&w, 0, &h))
			continue;
		all++;
		if (h <= most && hashes_add(l, h))
			return -1;
	}
	if (!all && window_shingle(&w, 1, &h))
		return hashes_add(l, h);
	return 0;
}

/* ---- the sample ------------------------------------------------------- */

static int
by_hash(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static void
hashes_sort(struct hashes *l)
{
	size_t i, n = 0;

	if (l->n)
		qsort(l->v, l->n, sizeof(*l->v), by_hash);
	for (i = 0; i < l->n; i++)
		if (!n || l->v[n - 1] != l->v[i])
			l->v[n++] = l->v[i];
	l->n = n;
}

/* The lower halves of the first `most`; the list is consumed. */
static int
sketch_take(struct sketch *s, struct hashes *l, size_t most, int failed)
{
	size_t i, n = 0;

	hashes_sort(l);
	l->n = l->n < most ? l->n : most;
	for (i = 0; i < l->n; i++)
		l->v[i] &= UINT32_MAX;
	hashes_sort(l);
	s->v = failed || !l->n ? NULL : malloc(l->n * sizeof(*s->v));
	for (i = 0; s->v && i < l->n; i++)
		s->v[n++] = (uint32_t)l->v[i];
	s->n = n;
	failed = failed || n < l->n;
	free(l->v);
	return failed ? -1 : 0;
}

int
sketch_make(struct sketch *s, const char *text, size_t n)
{
	struct hashes l = { 0 };
	int rc = hashes_read(&l, text, n, UINT64_MAX / SKETCH_SCALE);

	hashes_sort(&l);
	if (rc || l.n >= SKETCH_FLOOR)
		return sketch_take(s, &l, SKETCH_MOST, rc);
	/* short: what lies above counts too */
	rc = hashes_read(&l, text, n, UINT64_MAX);
	return sketch_take(s, &l, SKETCH_FLOOR, rc);
}

int
sketch_whole(struct sketch *s, const char *text, size_t n)
{
	struct hashes l = { 0 };
	int rc = hashes_read(&l, text, n, UINT64_MAX);

	return sketch_take(s, &l, SHINGLES_MOST, rc);
}

void
sketch_release(struct sketch *s)
{
	free(s->v);
	*s = (struct sketch){ 0 };
}
