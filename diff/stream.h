/*
 * A stream: tokens of both texts that stand in order, seen as hunks with kept
 * tokens between. A region without its moved blocks is a stream, and so is
 * each moved block. Positions count the stream's own tokens.
 */
#ifndef DIFF_STREAM_H
#define DIFF_STREAM_H

#include "diff/work.h"

struct hunk {
	uint32_t a0, a1, b0, b1 : 31;
	uint32_t cut : 1;	/* from the one before it, which it touches */
};
struct hunks {
	struct hunk *v;
	size_t n, cap;
};

/* Bytes of one side between two tokens, and whether words are in them. */
struct piece {
	uint32_t start, end;
	bool words;
};
struct pieces {
	struct piece *v;
	size_t n, cap;
};

struct stream {
	bool cut;		/* moved blocks are left out of it */
	uint32_t *tok[2];	/* then: the token at a position */
	uint32_t n[2];
	struct hunks hunks, spare;
	struct pieces piece[2];	/* emit.c's: what they leave of a gap */
	/* what bounds it */
	struct { uint32_t start, end, tok, ntok; } side[2];
};

/* All return 0, or -1 without memory. */
void stream_release(struct stream *);
int stream_region(struct stream *, const struct work *, const struct region *);
int stream_move(struct stream *, const struct work *, const struct move *);

int hunks_add(struct hunks *, struct hunk);

int tidy(struct stream *, const struct work *);
/* Cuts hunks where sentences or paragraphs that belong together begin. */
int split(struct stream *, const struct work *);

static inline uint32_t
stream_at(const struct stream *s, int side, uint32_t at)
{
	return s->cut ? s->tok[side][at] : s->side[side].tok + at;
}

static inline const struct token *
stream_token(const struct stream *s, const struct work *w, int side,
    uint32_t at)
{
	return &w->tok[side].v[stream_at(s, side, at)];
}

/* Does a sentence begin there, or the stream end? */
static inline bool
begins_sentence(const struct stream *s, const struct work *w, int side,
    uint32_t at)
{
	return at >= s->n[side] ||
	    (stream_token(s, w, side, at)->flags & TOK_FIRST) != 0;
}

#endif
