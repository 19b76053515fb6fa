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

/* Moved pairs in a row are one block, if it weighs enough. */
static int
number_blocks(struct work *w)
{
	struct sentence *s = w->sen[0];
	uint32_t i, k, b, weight;
	struct move *m;

	for (i = 0; i < w->nsen[0]; i = k) {
		k = i + 1;
		if (s[i].move == NONE)
			continue;
		weight = s[i].weight;
		for (; k < w->nsen[0] && s[k].move != NONE &&
		    s[k].mate == s[k - 1].mate + 1 &&
		    s[k].region == s[i].region &&
		    w->sen[1][s[k].mate].region ==
		    w->sen[1][s[i].mate].region; k++)
			weight += s[k].weight;
		m = realloc(w->move, (w->nmove + 1) * sizeof(*m));
		if (m == NULL)
			return -1;
		w->move = m;
		m += w->nmove;
		m->side[0].tok = s[i].tok;
		m->side[0].ntok = s[k - 1].tok + s[k - 1].ntok - s[i].tok;
		b = s[k - 1].mate;
		m->side[1].tok = w->sen[1][s[i].mate].tok;
		m->side[1].ntok = w->sen[1][b].tok + w->sen[1][b].ntok -
		    m->side[1].tok;
		for (b = i; b < k; b++)
			s[b].move = w->sen[1][s[b].mate].move = w->nmove;
		w->nmove++;
	}
	return 0;
}

int
pair_moves(struct work *w, const struct cands *c)
{
	struct pick *p = malloc((c->n + 1) * sizeof(*p));
	struct share s;
	size_t n = 0, i;
	int rc = -1;

	if (share_alloc(&s, w->words.n) != 0 || p == NULL)
		goto out;
	for (i = 0; i < c->n; i++) {
		const struct cand *x = &c->v[i];

		if (!is_free(w, x) || x->sim < SIM_MOVE ||
		    w->sen[0][x->a].weight < MOVE_WEIGHT ||
		    w->sen[1][x->b].weight < MOVE_WEIGHT)
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
	free(p);
	return rc;
}
