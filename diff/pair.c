#include <stdlib.h>
#include <string.h>

#include "diff/pair.h"

/*
 * Which sentence became which. Similarity is the weight of the words two
 * sentences share against the weight of both (Dice). Candidates share a word
 * that is not frequent; the heaviest chain of candidates in a region is kept,
 * and what it leaves is paired by a small table.
 */
#define FREQUENT 24		/* occurrences; more say nothing */
#define CANDIDATES 6		/* kept for one sentence */
#define SIM_CHAIN 35		/* percent */
#define SIM_FILL 12
#define SIM_ENDS 70
#define PARA_WEIGHT (10 * WORD_WEIGHT)
#define FILL_CELLS 1600
#define PARTS 8			/* that a sentence may come apart in */

static void
share_init(struct share *s)
{
	memset(s, 0, sizeof(*s));
}

void
share_release(struct share *s)
{
	free(s->count);
	free(s->stamp);
	share_init(s);
}

int
share_alloc(struct share *s, size_t nwords)
{
	share_init(s);
	s->count = malloc((nwords + 1) * sizeof(*s->count));
	s->stamp = calloc(nwords + 1, sizeof(*s->stamp));
	if (s->count != NULL && s->stamp != NULL)
		return 0;
	share_release(s);
	return -1;
}

void
share_load(struct share *s, const struct work *w, int side,
    const struct sentence *a)
{
	const struct token *t = w->tok[side].v + a->tok;

	s->now++;
	for (uint32_t i = 0; i < a->ntok; i++) {
		if (s->stamp[t[i].id] != s->now) {
			s->stamp[t[i].id] = s->now;
			s->count[t[i].id] = 0;
		}
		s->count[t[i].id]++;
	}
}

uint32_t
share_take(struct share *s, const struct work *w, int side,
    const struct sentence *b)
{
	const struct token *t = w->tok[side].v + b->tok;
	uint32_t sum = 0, i;

	for (i = 0; i < b->ntok; i++) {
		if (s->stamp[t[i].id] == s->now && s->count[t[i].id] > 0) {
			s->count[t[i].id]--;
			sum += word_weight_of(w, &t[i]);
		}
	}
	return sum;
}

/* Where each word that is not frequent stands on side 1. */
struct postings {
	uint32_t *first;	/* nwords + 1 */
	uint32_t *sen;
};

static int
postings_build(struct postings *p, const struct work *w)
{
	size_t nw = w->words.n, n = w->tok[1].n, i, k;
	const struct token *t = w->tok[1].v;

	p->first = calloc(nw + 2, sizeof(*p->first));
	p->sen = malloc((n + 1) * sizeof(*p->sen));
	if (p->first == NULL || p->sen == NULL)
		return -1;
	for (i = 0; i < w->nsen[1]; i++) {
		const struct sentence *s = &w->sen[1][i];

		for (k = s->tok; s->mate == NONE && k < s->tok + s->ntok; k++)
			p->first[t[k].id + 2]++;
	}
	for (i = 2; i < nw + 2; i++)
		p->first[i] += p->first[i - 1];
	for (i = 0; i < w->nsen[1]; i++) {
		const struct sentence *s = &w->sen[1][i];

		for (k = s->tok; s->mate == NONE && k < s->tok + s->ntok; k++)
			p->sen[p->first[t[k].id + 1]++] = i;
	}
	return 0;
}

/* What sentences of side 1 one sentence of side 0 touches. */
struct touch {
	uint32_t *weight;
	uint32_t *list;
	size_t n;
};

static void
touch_all(struct touch *h, const struct postings *p, const struct work *w,
    const struct sentence *a)
{
	const struct token *t = w->tok[0].v + a->tok;
	uint32_t from, to;

	h->n = 0;
	for (uint32_t i = 0; i < a->ntok; i++) {
		from = p->first[t[i].id];
		to = p->first[t[i].id + 1];
		if (to - from > FREQUENT)
			continue;
		for (; from < to; from++) {
			if (h->weight[p->sen[from]] == 0)
				h->list[h->n++] = p->sen[from];
			h->weight[p->sen[from]] += word_weight_of(w, &t[i]);
		}
	}
}

/* The heaviest few to the front of the list; nearer ones first on a tie. */
static size_t
touch_top(struct touch *h, const struct work *w, uint32_t region, uint32_t at)
{
	size_t k, i, best;
	uint32_t top, v, dist, near;

	for (k = 0; k < CANDIDATES && k < h->n; k++) {
		best = k;
		top = 0;
		near = NONE;
		for (i = k; i < h->n; i++) {
			const struct sentence *b = &w->sen[1][h->list[i]];

			v = h->weight[h->list[i]] * 2 +
			    (b->region == region);
			dist = h->list[i] > at ? h->list[i] - at :
			    at - h->list[i];
			if (v < top || (v == top && dist >= near))
				continue;
			top = v;
			near = dist;
			best = i;
		}
		v = h->list[k];
		h->list[k] = h->list[best];
		h->list[best] = v;
	}
	return k;
}

static int
cands_add(struct cands *c, uint32_t a, uint32_t b, unsigned sim,
    uint32_t shared)
{
	if (c->n == c->cap) {
		size_t cap = c->cap * 2 + 64;
		struct cand *v = realloc(c->v, cap * sizeof(*v));

		if (v == NULL)
			return -1;
		c->v = v;
		c->cap = cap;
	}
	c->v[c->n].a = a;
	c->v[c->n].b = b;
	c->v[c->n].sim = sim;
	c->v[c->n++].shared = shared;
	return 0;
}

static unsigned
percent(uint32_t shared, uint32_t wa, uint32_t wb)
{
	return wa + wb == 0 ? 0 : (uint64_t)shared * 200 / (wa + wb);
}

static int
cands_of(struct cands *c, struct touch *h, struct share *s, struct work *w,
    uint32_t a)
{
	const struct sentence *sa = &w->sen[0][a], *sb;
	size_t from = c->n, n, i, k;
	uint32_t shared, at;
	struct cand x;

	at = a - w->region[sa->region].side[0].sen +
	    w->region[sa->region].side[1].sen;
	n = touch_top(h, w, sa->region, at);
	share_load(s, w, 0, sa);
	for (i = 0; i < n; i++) {
		sb = &w->sen[1][h->list[i]];
		shared = share_take(s, w, 1, sb);
		share_load(s, w, 0, sa);
		if (percent(shared, sa->weight, sb->weight) >= SIM_CHAIN &&
		    cands_add(c, a, h->list[i],
			percent(shared, sa->weight, sb->weight), shared) != 0)
			return -1;
	}
	for (i = 0; i < h->n; i++)
		h->weight[h->list[i]] = 0;
	for (i = from + 1; i < c->n; i++) {	/* in order of b */
		x = c->v[i];
		for (k = i; k > from && c->v[k - 1].b > x.b; k--)
			c->v[k] = c->v[k - 1];
		c->v[k] = x;
	}
	return 0;
}

int
cands_build(struct cands *c, struct work *w)
{
	struct postings p = { NULL, NULL };
	struct touch h;
	struct share s;
	int rc = -1;

	memset(&h, 0, sizeof(h));
	share_init(&s);
	h.weight = calloc(w->nsen[1] + 1, sizeof(*h.weight));
	h.list = malloc((w->nsen[1] + 1) * sizeof(*h.list));
	if (h.weight == NULL || h.list == NULL ||
	    share_alloc(&s, w->words.n) != 0 || postings_build(&p, w) != 0)
		goto out;
	for (uint32_t i = 0; i < w->nsen[0]; i++) {
		if (w->sen[0][i].mate != NONE)
			continue;
		touch_all(&h, &p, w, &w->sen[0][i]);
		if (cands_of(c, &h, &s, w, i) != 0)
			goto out;
	}
	rc = 0;
out:
	share_release(&s);
	free(h.weight);
	free(h.list);
	free(p.first);
	free(p.sen);
	return rc;
}

/* What keeping a pair in order is worth: few moves rather than short ones. */
static uint64_t
pair_weight(const struct work *w, const struct cand *c)
{
	bool para = w->sen[0][c->a].para && w->sen[1][c->b].para;

	return ((uint64_t)c->shared + (para ? PARA_WEIGHT : 0)) * c->sim + 1;
}

static int
cands_chain(struct work *w, const struct cands *c)
{
	struct link *l = malloc((c->n + 1) * sizeof(*l));
	size_t i, k, n;
	int rc = -1;

	if (l == NULL)
		return -1;
	for (i = 0; i < c->n; i = k) {
		uint32_t r = w->sen[0][c->v[i].a].region;
		uint32_t base = w->region[r].side[1].sen;

		for (k = i, n = 0; k < c->n &&
		    w->sen[0][c->v[k].a].region == r; k++) {
			if (w->sen[1][c->v[k].b].region != r)
				continue;
			l[n].a = c->v[k].a;
			l[n].b = c->v[k].b - base;
			l[n++].weight = pair_weight(w, &c->v[k]);
		}
		if (chain(l, n, w->region[r].side[1].nsen) != 0)
			goto out;
		while (n-- > 0) {
			if (!l[n].in)
				continue;
			w->sen[0][l[n].a].mate = l[n].b + base;
			w->sen[1][l[n].b + base].mate = l[n].a;
		}
	}
	rc = 0;
out:
	free(l);
	return rc;
}

/* A table over a few sentences left between two pairs. */
static int
fill_gap(struct work *w, struct share *s, uint32_t a0, uint32_t a1,
    uint32_t b0, uint32_t b1)
{
	size_t n = a1 - a0, m = b1 - b0, i, j;
	uint32_t *best, *sim, v;

	if (n == 0 || m == 0 || n * m > FILL_CELLS)
		return 0;
	best = calloc((n + 1) * (m + 1), sizeof(*best));
	sim = calloc(n * m, sizeof(*sim));
	if (best == NULL || sim == NULL) {
		free(best);
		free(sim);
		return -1;
	}
#define BEST(i, j) best[(i) * (m + 1) + (j)]
	for (i = n; i-- > 0;) {
		const struct sentence *sa = &w->sen[0][a0 + i], *sb;

		for (j = m; j-- > 0;) {
			sb = &w->sen[1][b0 + j];
			BEST(i, j) = BEST(i + 1, j) > BEST(i, j + 1) ?
			    BEST(i + 1, j) : BEST(i, j + 1);
			if (sa->move != NONE || sb->move != NONE)
				continue;
			share_load(s, w, 0, sa);
			v = share_take(s, w, 1, sb);
			if (percent(v, sa->weight, sb->weight) < SIM_FILL)
				continue;
			v *= percent(v, sa->weight, sb->weight);
			sim[i * m + j] = v;
			if (BEST(i + 1, j + 1) + v > BEST(i, j))
				BEST(i, j) = BEST(i + 1, j + 1) + v;
		}
	}
	for (i = j = 0; i < n && j < m;) {
		v = sim[i * m + j];
		if (v > 0 && BEST(i, j) == BEST(i + 1, j + 1) + v) {
			w->sen[0][a0 + i].mate = b0 + j;
			w->sen[1][b0 + j].mate = a0 + i;
			i++, j++;
		} else if (BEST(i, j) == BEST(i + 1, j)) {
			i++;
		} else {
			j++;
		}
	}
#undef BEST
	free(best);
	free(sim);
	return 0;
}

static int
fill_region(struct work *w, struct share *s, const struct region *r)
{
	uint32_t a = r->side[0].sen, b = r->side[1].sen, i;
	uint32_t aend = a + r->side[0].nsen, bend = b + r->side[1].nsen;

	for (i = a; i <= aend; i++) {
		if (i < aend && (w->sen[0][i].mate == NONE ||
		    w->sen[0][i].move != NONE))
			continue;
		if (fill_gap(w, s, a, i, b,
			i < aend ? w->sen[0][i].mate : bend) != 0)
			return -1;
		if (i == aend)
			break;
		a = i + 1;
		b = w->sen[0][i].mate + 1;
	}
	return 0;
}

/*
 * A sentence that was split: what stands beside its mate, has none itself and
 * is mostly words of it that the mate has not. Side `x` is the one with more.
 * Each part takes its words away from the next, so that the parts of a sentence
 * weigh little more than twice what it does, and they are few.
 */
static bool
is_part(const struct work *w, struct share *s, int x, uint32_t m, uint32_t i)
{
	const struct sentence *whole = &w->sen[1 - x][m], *one = &w->sen[x][i];
	uint32_t k = whole->mate;
	uint32_t last = whole->mate2 != NONE ? whole->mate2 : k;

	if (whole->move != NONE || last - k + 1 >= PARTS)
		return false;
	share_load(s, w, 1 - x, whole);
	for (; k <= last; k++)
		share_take(s, w, x, &w->sen[x][k]);
	return share_take(s, w, x, one) * 100 >= one->weight * 45;
}

static void
attach(struct work *w, struct share *s, int x)
{
	for (uint32_t i = 0; i < w->nsen[x]; i++) {
		struct sentence *one = &w->sen[x][i], *whole, *mate;
		uint32_t m;
		int d;

		if (one->mate != NONE || one->move != NONE)
			continue;
		for (d = -1; d <= 1; d += 2) {
			if ((d < 0 && i == 0) || i + d >= w->nsen[x])
				continue;
			mate = &w->sen[x][i + d];
			m = d < 0 && mate->mate2 != NONE ? mate->mate2 :
			    mate->mate;
			if (m == NONE || mate->region != one->region ||
			    !is_part(w, s, x, m, i))
				continue;
			one->mate = m;
			whole = &w->sen[1 - x][m];
			if (d > 0 && whole->mate2 == NONE)
				whole->mate2 = whole->mate;
			*(d < 0 ? &whole->mate2 : &whole->mate) = i;
			break;
		}
	}
}

static bool
pair_ends(struct work *w, struct share *s, uint32_t a, uint32_t b)
{
	struct sentence *sa = &w->sen[0][a], *sb = &w->sen[1][b];

	share_load(s, w, 0, sa);
	if (percent(share_take(s, w, 1, sb), sa->weight, sb->weight) <
	    SIM_ENDS)
		return false;
	sa->mate = b;
	sb->mate = a;
	return true;
}

/*
 * What is plainly the same sentence at both ends of a region needs no search.
 * Is something left in both texts?
 */
static bool
pair_from_ends(struct work *w, struct share *s)
{
	uint32_t a, b, ae, be;
	bool left[2] = { false, false };

	for (size_t r = 0; r < w->nregion; r++) {
		a = w->region[r].side[0].sen;
		b = w->region[r].side[1].sen;
		ae = a + w->region[r].side[0].nsen;
		be = b + w->region[r].side[1].nsen;
		while (a < ae && b < be && pair_ends(w, s, a, b))
			a++, b++;
		while (a < ae && b < be && pair_ends(w, s, ae - 1, be - 1))
			ae--, be--;
		left[0] |= a < ae;
		left[1] |= b < be;
	}
	return left[0] && left[1];
}

int
work_pairs(struct work *w)
{
	struct cands c = { NULL, 0, 0 };
	struct share s;
	int rc = -1;

	share_init(&s);
	if (w->nsen[0] == 0 || w->nsen[1] == 0)
		return 0;
	if (share_alloc(&s, w->words.n) != 0)
		goto out;
	if (pair_from_ends(w, &s) && (cands_build(&c, w) != 0 ||
	    cands_chain(w, &c) != 0))
		goto out;
	if (!w->opt.no_moves && pair_moves(w, &c) != 0)
		goto out;
	for (size_t r = 0; r < w->nregion; r++) {
		if (fill_region(w, &s, &w->region[r]) != 0)
			goto out;
	}
	attach(w, &s, 0);
	attach(w, &s, 1);
	rc = 0;
out:
	share_release(&s);
	free(c.v);
	return rc;
}
