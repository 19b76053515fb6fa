/*
 * sketch - a text as a few numbers, so that texts that share passages are found
 * among all stories without reading them. Text in, numbers out: no file, no
 * clock, no state; the same text gives the same numbers on every machine.
 *
 * A shingle is three words in a row, letters without case, marks left out
 * (Broder, "On the resemblance and containment of documents", 1997). In scripts
 * that set no space between words a character counts as half a word, so that a
 * shingle is six of them. A sketch keeps the shingles whose hash is in the
 * lowest eighth of all hashes (FracMinHash: Irber et al., "Lightweight
 * compositional analysis of metagenomes with FracMinHash", 2022), which, unlike
 * a fixed number of least ones, tells how much of a short text is in a long
 * one. A short text keeps at least its SKETCH_FLOOR least ones.
 *
 * What is kept of a hash is its lower half: whether it is kept is decided by
 * the upper. Of a YAML front matter nothing is taken: it is about the text.
 *
 * A new rule here gives new numbers: it needs a step in catalog.c that empties
 * the table and marks it as to be made again (copies.c).
 */
#ifndef STORE_SKETCH_H
#define STORE_SKETCH_H

#include <stddef.h>
#include <stdint.h>

enum {
	SKETCH_WORDS = 3,	/* of a shingle */
	SKETCH_SCALE = 8,	/* one shingle in so many is kept */
	SKETCH_FLOOR = 32,	/* but of a short text at least so many */
	SKETCH_MOST = 4096,	/* and of a long one at most, the least ones */
	SHINGLES_MOST = 1 << 20,	/* looked at of one text, the first */
};

/* Ascending, each once. */
struct sketch {
	uint32_t *v;
	size_t n;
};

/* 0, or -1 without memory. Release what was made. */
int sketch_make(struct sketch *, const char *text, size_t n);
/* Every shingle instead of a sample: what sketches are held against. */
int sketch_whole(struct sketch *, const char *text, size_t n);
void sketch_release(struct sketch *);

#endif
