#include <stdlib.h>
#include <string.h>

#include "diff/pair.h"

/*
 * Moves: sentences that found no place in order but a likeness elsewhere.
 * Neighbours that moved together are one block.
 */
#define SIM_MOVE 60		/* percent */
#define SIM_BESIDE 35		/* next to a sentence that moved with it */
#define MOVE_WEIGHT (4 * WORD_WEIGHT)
#define MOVE_WORDS 4		/* of a lighter one, the same to the word */

struct pick {
	uint64_t score;
	uint32_t at;
};

static int
pick_cmp(const void *x, const void *y)
{
	const struct pick *a = x, *b = y;

	if (a->score != b->score)
		return a->score < b->score ? 1 : -1;
	return a->at < b->at ? -1 : a->at > b->at;
}

static bool
is_free(const struct work *w, const struct cand *c)
{
	return w->sen[0][c->a].mate == NONE && w->sen[1][c->b].mate == NONE;
}

static void
mate_moved(struct work *w, uint32_t a, uint32_t b)
{
	w->sen[0][a].mate = b;
	w->sen[1][b].mate = a;
	w->sen[0][a].move = w->sen[1][b].move = 0;	/* numbered later */
}

/*
 * A light sentence moved when it is the same, of some words, and stands once in
 * what differs of each text: else it may be another that says the same.
 */
struct lights {
	uint64_t *hash[2];	/* of the light sentences of a side, sorted */
	size_t n[2];
	bool built;
};

/* 0 for a sentence that is heavy or too short. */
static uint64_t
light_hash(const struct work *w, int side, const struct sentence *s)
{
	const struct token *t = w->tok[side].v + s->tok;
	uint64_t h = s->ntok;
	int words = 0;

	if (s->weight >= MOVE_WEIGHT)
		return 0;
	for (uint32_t i = 0; i < s->ntok; i++) {
		h = (h ^ t[i].id) * 0x9e3779b97f4a7c15ull;
		h ^= h >> 29;
		words += t[i].kind != TOK_PUNCT;
	}
	return words < MOVE_WORDS ? 0 : h | 1;
}

static int
hash_cmp(const void *x, const void *y)
{
	const uint64_t *a = x, *b = y;

	return *a < *b ? -1 : *a > *b;
}

static int
lights_build(struct lights *l, const struct work *w)
{
	for (int x = 0; x < 2; x++) {
		l->hash[x] = malloc((w->nsen[x] + 1) * sizeof(uint64_t));
		if (l->hash[x] == NULL)
			return -1;
		for (size_t i = 0; i < w->nsen[x]; i++) {
			l->hash[x][l->n[x]] = light_hash(w, x, &w->sen[x][i]);
			l->n[x] += l->hash[x][l->n[x]] != 0;
		}
		qsort(l->hash[x], l->n[x], sizeof(uint64_t), hash_cmp);
	}
	l->built = true;
	return 0;
}

static bool
is_single(const struct lights *l, int x, uint64_t hash)
{
	const uint64_t *p = bsearch(&hash, l->hash[x], l->n[x], sizeof(hash),
	    hash_cmp);

	return p != NULL && (p == l->hash[x] || p[-1] != hash) &&
	    (p + 1 == l->hash[x] + l->n[x] || p[1] != hash);
}

/* 1, 0, or -1 without memory. */
static int
may_move(struct lights *l, const struct work *w, const struct cand *c)
{
	const struct sentence *a = &w->sen[0][c->a], *b = &w->sen[1][c->b];
	uint64_t hash;

	if (c->sim < SIM_MOVE)
		return 0;
	if (a->weight >= MOVE_WEIGHT && b->weight >= MOVE_WEIGHT)
		return 1;
	if (c->sim < 100)
		return 0;
	hash = light_hash(w, 0, a);
	if (hash == 0 || hash != light_hash(w, 1, b))
		return 0;
	if (!l->built && lights_build(l, w) != 0)
		return -1;
	return is_single(l, 0, hash) && is_single(l, 1, hash);
}

/* What stands beside a moved pair on both sides goes with it. */
static void
extend(struct work *w, struct share *s, uint32_t a, uint32_t b, int d)
{
	struct sentence *sa, *sb;
	uint32_t v;

	for (a += d, b += d; a < w->nsen[0] && b < w->nsen[1];
	    a += d, b += d) {
		sa = &w->sen[0][a];
		sb = &w->sen[1][b];
		if (sa->mate != NONE || sb->mate != NONE ||
		    sa->region != w->sen[0][a - d].region ||
		    sb->region != w->sen[1][b - d].region)
			return;
		share_load(s, w, 0, sa);
		v = share_take(s, w, 1, sb);
		if ((uint64_t)v * 200 <
		    (uint64_t)SIM_BESIDE * (sa->weight + sb->weight))
			return;
		mate_moved(w, a, b);
	}
}

/*
 * The next moved pair that belongs to the block which `at` ends so far, or
 * NONE: between the two, in either text, stands at most what was added to the
 * block or taken from it, weighing less than the block.
 */
static uint32_t
block_next(const struct work *w, uint32_t at, uint32_t weight)
{
	const struct sentence *a = w->sen[0], *b = w->sen[1];
	uint32_t i, j, between = 0;

	for (i = at + 1; i < w->nsen[0] && a[i].mate == NONE &&
	    between <= weight; i++)
		between += a[i].weight;
	if (i >= w->nsen[0] || a[i].move == NONE || a[i].region !=
	    a[at].region || a[i].mate <= a[at].mate ||
	    b[a[i].mate].region != b[a[at].mate].region)
		return NONE;
	for (j = a[at].mate + 1; j < a[i].mate; j++) {
		between += b[j].weight;
		if (b[j].mate != NONE || between > weight)
			return NONE;
	}
	return between <= weight ? i : NONE;
}

static void
number_block(struct work *w, uint32_t from, uint32_t to)
{
	struct sentence *a = w->sen[0], *b = w->sen[1];
	struct move *m = &w->move[w->nmove];
	uint32_t i, bfrom = a[from].mate, bto = a[to].mate;

	m->side[0].region = a[from].region;
	m->side[1].region = b[bfrom].region;
	m->side[0].tok = a[from].tok;
	m->side[0].ntok = a[to].tok + a[to].ntok - a[from].tok;
	m->side[1].tok = b[bfrom].tok;
	m->side[1].ntok = b[bto].tok + b[bto].ntok - b[bfrom].tok;
	for (i = from; i <= to; i++)
		a[i].move = w->nmove;
	for (i = bfrom; i <= bto; i++)
		b[i].move = w->nmove;
	w->nmove++;
}

/* Moved pairs in a row are one block. */
static int
number_blocks(struct work *w)
{
	const struct sentence *a = w->sen[0];
	uint32_t i, last, next, weight;
	size_t cap = 0;
	struct move *m;

	for (i = 0; i < w->nsen[0]; i = last + 1) {
		last = i;
		if (a[i].move == NONE)
			continue;
		for (weight = a[i].weight; (next = block_next(w, last,
		    weight)) != NONE; last = next)
			weight += a[next].weight;
		if (w->nmove == cap) {
			cap = cap * 2 + 8;
			m = realloc(w->move, cap * sizeof(*m));
			if (m == NULL)
				return -1;
			w->move = m;
		}
		number_block(w, i, last);
	}
	return 0;
}

int
pair_moves(struct work *w, const struct cands *c)
{
	struct pick *p = malloc((c->n + 1) * sizeof(*p));
	struct lights l = { { NULL, NULL }, { 0, 0 }, false };
	struct share s;
	size_t n = 0, i;
	int rc = -1, may;

	if (share_alloc(&s, w->words.n) != 0 || p == NULL)
		goto out;
	for (i = 0; i < c->n; i++) {
		const struct cand *x = &c->v[i];

		may = is_free(w, x) ? may_move(&l, w, x) : 0;
		if (may < 0)
			goto out;
		if (may == 0)
			continue;
		p[n].score = (uint64_t)x->shared * x->sim;
		p[n++].at = i;
	}
	qsort(p, n, sizeof(*p), pick_cmp);
	for (i = 0; i < n; i++) {
		const struct cand *x = &c->v[p[i].at];

		if (!is_free(w, x))
			continue;
		mate_moved(w, x->a, x->b);
		extend(w, &s, x->a, x->b, 1);
		extend(w, &s, x->a, x->b, -1);
	}
	rc = number_blocks(w);
out:
	share_release(&s);
	free(l.hash[0]);
	free(l.hash[1]);
	free(p);
	return rc;
}
