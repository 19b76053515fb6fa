/* Similarity of sentences, as pair.c and move.c ask for it. */
#ifndef DIFF_PAIR_H
#define DIFF_PAIR_H

#include "diff/work.h"

/* The words of one sentence, counted. */
struct share {
	uint32_t *count, *stamp;	/* by word */
	uint32_t now;
};

int share_alloc(struct share *, size_t nwords);
void share_release(struct share *);
void share_load(struct share *, const struct work *, int side,
    const struct sentence *);
/* The weight of what a sentence shares with the one loaded; counts it off. */
uint32_t share_take(struct share *, const struct work *, int side,
    const struct sentence *);

/* Two sentences that may be one. */
struct cand {
	uint32_t a, b;
	unsigned sim;		/* percent */
	uint32_t shared;	/* weight */
};
struct cands {
	struct cand *v;
	size_t n, cap;
};
int cands_build(struct cands *, struct work *);

/* Marks sentences that stand elsewhere now, before the rest is paired. */
int pair_moves(struct work *, const struct cands *);

#endif
