/*
 * Copies: stories that share text with one, found by their sketches (sketch.h).
 *
 * A story has one row with the sketch of its latest version, and a search reads
 * all rows in order: 300 bytes a story, so that a hundred thousand stories are
 * read in some ten milliseconds. An index by hash would answer in fewer, but a
 * version would then write to sixty places of it, a page each, at every poll;
 * polls are many and searches few. Reading every row has two gains besides. The
 * story asked about is held against the sketches whole, with every shingle of
 * its versions, so that a short text is found in a long one and a long one in a
 * short. And in how many stories a hash stands is known when they are ranked:
 * what half the stories say says nothing.
 */
#include "store/internal.h"
#include "store/sketch.h"

/* What stands in more stories than this is furniture, not a copy. */
#define COMMON 500
/* Hashes a story must share to be a candidate at all. */
#define SHARED_LEAST 2
/* Versions of the story asked about: the first and the latest ones. */
#define VERSIONS_MOST 64
/* Shared hashes kept of one search. */
#define HITS_MOST (1u << 22)
/* Stories of an older catalog that a pass gives their sketches. */
#define UPKEEP_STORIES 1000

/* ---- rows ------------------------------------------------------------- */

/* As bytes, the least significant first. */
static void
sketch_bytes(struct sbuf *out, const struct sketch *s)
{
	size_t i;
	char *p = sbuf_room(out, s->n * 4);

	for (i = 0; p && i < s->n; i++, p += 4) {
		p[0] = (char)(s->v[i] & 0xff);
		p[1] = (char)(s->v[i] >> 8 & 0xff);
		p[2] = (char)(s->v[i] >> 16 & 0xff);
		p[3] = (char)(s->v[i] >> 24);
	}
	out->len += p ? s->n * 4 : 0;
}

static uint32_t
hash_at(const unsigned char *p)
{
	return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
	    (uint32_t)p[3] << 24;
}

int
sketch_put(struct store *st, int64_t story, const char *text, size_t n)
{
	struct sketch s;
	struct sbuf bytes = { 0 };
	int rc;

	if (sketch_make(&s, text, n))
		return serr_memory(&st->err);
	if (s.n)
		sketch_bytes(&bytes, &s);
	if (bytes.failed)
		rc = serr_memory(&st->err);
	else
		rc = sql_do(st, "INSERT OR REPLACE INTO sketch (story, "
		    "hashes) VALUES (?, ?)", "ib", story, bytes.data,
		    bytes.len);
	if (!rc)
		rc = twin_put(st, story, bytes.data, bytes.len);
	sbuf_release(&bytes);
	sketch_release(&s);
	return rc;
}

/* ---- older catalogs --------------------------------------------------- */

static int
upkeep_rows(struct store *st, int64_t below, int64_t *last)
{
	sqlite3_stmt *s = sql_get(st, "SELECT story.key, blob FROM story "
	    "JOIN version ON version.story = story.key AND number = versions "
	    "WHERE story.key < ?1 AND NOT EXISTS (SELECT 1 FROM sketch "
	    "WHERE sketch.story = story.key) ORDER BY story.key DESC LIMIT ?2",
	    "id", below, UPKEEP_STORIES);
	int rc = s ? STORE_OK : STORE_ERROR, n = 0;
	char *text;
	size_t size;

	*last = 0;
	while (!rc && (rc = sql_step(st, s)) > 0) {
		*last = sqlite3_column_int64(s, 0);
		n++;
		rc = sqlite3_column_bytes(s, 1) != OID_LEN ? STORE_NONE :
		    archive_read(&st->archive, sqlite3_column_blob(s, 1),
		    GIT_OBJECT_BLOB, &text, &size);
		if (rc == STORE_NONE) {	/* for verify to say */
			rc = STORE_OK;
			continue;
		}
		if (!rc) {
			rc = sketch_put(st, *last, text, size);
			free(text);
		}
	}
	sql_done(st, s);
	if (n < UPKEEP_STORIES)
		*last = 0;	/* that was all */
	return rc;
}

int
sketch_upkeep(struct store *st)
{
	int64_t below, last;
	int rc = sql_int(st, &below, "SELECT CAST(value AS INTEGER) FROM meta "
	    "WHERE name = 'sketch-below'", "");

	if (rc)
		return rc == STORE_NONE ? STORE_OK : rc;
	rc = sql_exec(st, "BEGIN IMMEDIATE");
	if (rc)
		return rc;
	rc = upkeep_rows(st, below, &last);
	if (!rc && last)
		rc = sql_do(st, "UPDATE meta SET value = ? "
		    "WHERE name = 'sketch-below'", "i", last);
	else if (!rc)
		rc = sql_do(st, "DELETE FROM meta WHERE "
		    "name = 'sketch-below'", "");
	if (!rc)
		rc = sql_exec(st, "COMMIT");
	if (rc)
		sqlite3_exec(st->db, "ROLLBACK", NULL, NULL, NULL);
	return rc;
}

/* ---- the story asked about -------------------------------------------- */

/* A set of hashes with how many stories have each: open addressing, and bits
 * before it that say no to nearly all that are not in it. */
struct asked {
	struct sketch all;
	uint32_t *slots;	/* place in `all` + 1, 0 for none */
	unsigned char *bits;
	uint32_t nslots;	/* a power of two; eight bits each */
	unsigned *stories;
};

static void
asked_release(struct asked *q)
{
	sketch_release(&q->all);
	free(q->slots);
	free(q->bits);
	free(q->stories);
}

/* Both ascending; their union. */
static int
sketch_merge(struct sketch *into, const struct sketch *s)
{
	uint32_t *v = malloc((into->n + s->n + 1) * sizeof(*v)), next;
	size_t i = 0, k = 0, n = 0;

	if (!v)
		return -1;
	while (i < into->n || k < s->n) {
		if (k == s->n || (i < into->n && into->v[i] <= s->v[k]))
			next = into->v[i++];
		else
			next = s->v[k++];
		if (!n || v[n - 1] != next)
			v[n++] = next;
	}
	free(into->v);
	*into = (struct sketch){ v, n };
	return 0;
}

static int
asked_add(const struct store_version *v, void *arg)
{
	struct asked *q = arg;
	struct sketch s;
	int rc = sketch_whole(&s, v->text, v->ntext);

	if (!rc && q->all.n + s.n <= 2 * (size_t)SHINGLES_MOST)
		rc = sketch_merge(&q->all, &s);
	sketch_release(&s);
	return rc ? STORE_ERROR : 0;
}

static int
asked_read(struct store *st, struct asked *q, int64_t story)
{
	int64_t last = 0, i;
	int rc = sql_int(st, &last, "SELECT versions FROM story WHERE key = ?",
	    "i", story);

	st->err.text[0] = '\0';
	for (i = 1; !rc && i <= last; i++) {
		if (i == 2 && last > VERSIONS_MOST)
			i = last - VERSIONS_MOST + 2;
		rc = store_version_get(st, story, (int)i, asked_add, q);
	}
	if (rc == STORE_ERROR && !st->err.text[0])
		serr_memory(&st->err);
	return rc;
}

static int
asked_index(struct asked *q)
{
	uint32_t at;
	size_t i;

	for (q->nslots = 1024; q->nslots < q->all.n * 4;)
		q->nslots *= 2;
	q->slots = calloc(q->nslots, sizeof(*q->slots));
	q->bits = calloc(q->nslots, 1);
	q->stories = calloc(q->all.n + 1, sizeof(*q->stories));
	if (!q->slots || !q->bits || !q->stories)
		return -1;
	for (i = 0; i < q->all.n; i++) {
		at = q->all.v[i] & (q->nslots - 1);
		while (q->slots[at])
			at = (at + 1) & (q->nslots - 1);
		q->slots[at] = (uint32_t)i + 1;
		at = q->all.v[i] & (8 * q->nslots - 1);
		q->bits[at >> 3] |= (unsigned char)(1 << (at & 7));
	}
	return 0;
}

/* Place of a hash among those asked about, or -1. */
static int64_t
asked_find(const struct asked *q, uint32_t hash)
{
	uint32_t at = hash & (8 * q->nslots - 1);

	if (!(q->bits[at >> 3] >> (at & 7) & 1))
		return -1;
	for (at = hash & (q->nslots - 1); q->slots[at];
	    at = (at + 1) & (q->nslots - 1))
		if (q->all.v[q->slots[at] - 1] == hash)
			return q->slots[at] - 1;
	return -1;
}

/* ---- all the others --------------------------------------------------- */

struct candidate {
	struct store_copy copy;
	uint32_t from, n;	/* of the hits */
	uint64_t weight;
};

struct found {
	uint32_t *hits;		/* places of hashes, a candidate's together */
	uint32_t nhits, hits_cap;
	struct candidate *v;
	size_t n, cap;
	int64_t stories;
};

static int
hit_add(struct found *f, uint32_t place)
{
	uint32_t cap = f->hits_cap ? f->hits_cap * 2 : 4096, *v;

	if (f->nhits == f->hits_cap) {
		v = realloc(f->hits, cap * sizeof(*v));
		if (!v)
			return -1;
		f->hits = v;
		f->hits_cap = cap;
	}
	f->hits[f->nhits++] = place;
	return 0;
}

static int
candidate_add(struct found *f, const struct candidate *c)
{
	size_t cap = f->cap ? f->cap * 2 : 256;
	struct candidate *v;

	if (f->n == f->cap) {
		v = realloc(f->v, cap * sizeof(*v));
		if (!v)
			return -1;
		f->v = v;
		f->cap = cap;
	}
	f->v[f->n++] = *c;
	return 0;
}

static int
found_one(struct found *f, struct asked *q, int64_t story,
    const unsigned char *p, size_t n)
{
	struct candidate c = { .copy = { .story = story, .total = (int)n },
		.from = f->nhits };
	int64_t place;
	size_t i;

	for (i = 0; i < n; i++) {
		place = asked_find(q, hash_at(p + 4 * i));
		if (place < 0 || ++q->stories[place] > COMMON)
			continue;
		if (f->nhits < HITS_MOST && hit_add(f, (uint32_t)place))
			return -1;
	}
	c.n = f->nhits - c.from;
	if (c.n >= SHARED_LEAST)
		return candidate_add(f, &c);
	f->nhits = c.from;
	return 0;
}

static int
found_read(struct store *st, struct found *f, struct asked *q, int64_t story)
{
	sqlite3_stmt *s = sql_get(st, "SELECT story, hashes FROM sketch", "");
	int rc = s ? STORE_OK : STORE_ERROR;
	int64_t key;

	while (!rc && (rc = sql_step(st, s)) > 0) {
		rc = STORE_OK;
		f->stories++;
		key = sqlite3_column_int64(s, 0);
		if (key != story && found_one(f, q, key,
		    sqlite3_column_blob(s, 1),
		    (size_t)sqlite3_column_bytes(s, 1) / 4))
			rc = serr_memory(&st->err);
	}
	sql_done(st, s);
	return rc;
}

static unsigned
log2_of(uint64_t n)
{
	return 63 - (unsigned)__builtin_clzll(n | 1);
}

/*
 * The rarer a hash, the more it says: the logarithm of one in how many stories
 * has it, as if there were a thousand stories more, so that in a small store
 * what all its stories share counts too.
 */
static void
found_weigh(struct found *f, const struct asked *q)
{
	unsigned all = log2_of((uint64_t)f->stories + 1024), stories;
	size_t i, n = 0;
	uint32_t k;

	for (i = 0; i < f->n; i++) {
		struct candidate c = f->v[i];

		for (k = 0; k < c.n; k++) {
			stories = q->stories[f->hits[c.from + k]];
			if (stories > COMMON)
				continue;
			c.copy.shared++;
			c.weight += all - log2_of(stories);
		}
		if (c.copy.shared >= SHARED_LEAST)
			f->v[n++] = c;
	}
	f->n = n;
}

static int
by_weight(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	if (x->weight != y->weight)
		return x->weight < y->weight ? 1 : -1;
	return (x->copy.story > y->copy.story) -
	    (x->copy.story < y->copy.story);
}

int
store_copies(struct store *st, int64_t story, int limit, store_copy_fn *fn,
    void *arg)
{
	struct asked q = { .nslots = 0 };
	struct found f = { .nhits = 0 };
	size_t i;
	int rc = asked_read(st, &q, story);

	if (!rc && asked_index(&q))
		rc = serr_memory(&st->err);
	if (!rc)
		rc = found_read(st, &f, &q, story);
	if (!rc)
		found_weigh(&f, &q);
	if (!rc && f.n)
		qsort(f.v, f.n, sizeof(*f.v), by_weight);
	for (i = 0; !rc && i < f.n && limit > 0 && i < (size_t)limit; i++)
		rc = fn(&f.v[i].copy, arg);
	if (!rc && !f.n)
		rc = STORE_NONE;
	free(f.hits);
	free(f.v);
	asked_release(&q);
	return rc;
}
