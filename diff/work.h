/*
 * The state of one comparison, from lines down to words. Side 0 is the old
 * text, side 1 the new one. Each step fills its part and reads those above it:
 *
 *	lines.c		lines equal to the byte, and the regions between them
 *	sync.c		equal runs inside a region
 *	token.c		tokens of the regions
 *	sentence.c	sentences of the tokens
 *	pair.c		which sentence became which, by similarity
 *	move.c		sentences that stand elsewhere now
 *	window.c	words inside paired sentences
 *	minimal.c	instead of all these, as few edits as can be
 *	tidy.c		what a reader would call one edit
 *	split.c		and what two
 *	emit.c		edits over bytes
 *	gap.c		and those between two kept words
 */
#ifndef DIFF_WORK_H
#define DIFF_WORK_H

#include <stdbool.h>

#include "diff/diff.h"
#include "diff/token.h"

#define NONE UINT32_MAX

/*
 * What differs: bytes [start, end) of each text and the tokens and sentences in
 * them. Outside all regions the texts are equal byte for byte.
 */
struct region {
	struct { uint32_t start, end, tok, ntok, sen, nsen; } side[2];
};

struct sentence {
	uint32_t tok, ntok;
	uint32_t region;
	uint32_t weight;	/* of its words together */
	uint32_t mate;		/* sentence of the other side, or NONE */
	uint32_t mate2;		/* last mate, where it was split in several */
	uint32_t move;		/* number of the move it is part of, or NONE */
	uint8_t para;		/* begins a paragraph */
};

/* A block that moved, as tokens and as bytes (with the gap that goes along). */
struct move {
	struct { uint32_t start, end, tok, ntok, region; } side[2];
};

/* Whether an edit may hold the end of a sentence and the start of the next. */
enum across {
	ACROSS_NEVER,
	ACROSS_REWRITTEN,	/* several words are replaced on both sides */
	ACROSS_ANY,
};

/* How a grain draws edits together; weights are words.h's. */
struct tuning {
	int open;	/* what a hunk costs that keeping a word opens */
	int share;	/* an island is absorbed below this share, in 8ths, ... */
	int most;	/* ... of what is beside it, and below this weight */
	int both;	/* what a replacement counts more than a one-sided hunk */
	int two, three;	/* what an island of so many tokens counts more */
	int mark;	/* what a lone punctuation mark counts more, */
	int lone;	/* and a lone word beside a one-sided hunk */
	enum across across;	/* a sentence's start that both texts have */
};

struct work {
	const char *text[2];
	size_t len[2];
	struct diff_options opt;
	struct tuning tune;
	struct region *region;
	size_t nregion, region_cap;
	struct words words;
	struct tokens tok[2];
	uint32_t *match[2];	/* token of the other side, or NONE */
	uint32_t *moved[2];	/* number of the move a token is in, or NONE */
	struct sentence *sen[2];
	size_t nsen[2];
	struct move *move;
	size_t nmove;
};

struct edits;

/* Before all steps; texts and options as diff_new takes them. */
void work_init(struct work *, const char *const text[2], const size_t len[2],
    const struct diff_options *);
/* What the steps filled; it is as before them. */
void work_release(struct work *);

/* All that follow return 0, or -1 without memory. This one calls the others. */
int work_run(struct work *, struct edits *);

int work_lines(struct work *);
int work_sentences(struct work *);
int work_pairs(struct work *);
int work_windows(struct work *);
/* The longest common subsequence; 1 where that takes too long, and what was
 * kept is of no use. */
int work_minimal(struct work *);

int work_emit(struct work *, struct edits *);

/* Tokens [a, a + n) of the old text and [b, b + m) of the new one. */
struct window {
	uint32_t a, n, b, m;
};
/* That of the sentences which belong with old sentence i, the first of them,
 * which has a mate. The end of the old ones. */
uint32_t work_group(const struct work *, uint32_t i, struct window *);

/* Adds a region. */
int work_region(struct work *, size_t a, size_t b, size_t c, size_t d);

/* The same, without the equal runs in it: one region or several. */
int work_sync(struct work *, size_t a, size_t b, size_t c, size_t d);

/*
 * The heaviest chain of pairs (a, b) with both strictly rising: marks what is
 * in it. Pairs come in order of a, then b; b is below nb.
 */
struct link {
	uint32_t a, b;
	uint64_t weight;
	bool in;
};
int chain(struct link *, size_t n, size_t nb);

static inline void
work_keep(struct work *w, uint32_t a, uint32_t b)
{
	w->match[0][a] = b;
	w->match[1][b] = a;
}

static inline int
word_weight_of(const struct work *w, const struct token *t)
{
	return w->words.weight[t->id];
}

#endif
