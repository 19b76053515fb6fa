/*
 * diff - what a reader would say changed between two texts.
 *
 * Two UTF-8 texts in, edits over byte ranges out. No I/O, no globals, no exit;
 * safe to use from several threads on different objects. Bad UTF-8 is carried
 * through byte for byte. The inputs are borrowed: they must live and stay
 * unchanged until the result is freed.
 */
#ifndef DIFF_DIFF_H
#define DIFF_DIFF_H

#include <stddef.h>

enum diff_op { DIFF_REPLACE, DIFF_INSERT, DIFF_DELETE, DIFF_MOVE };

/* Byte offsets, start inclusive, end exclusive. */
struct diff_span {
	size_t start, end;
};

/* How an edit differs less than its words do; 0 when words changed. */
enum diff_flag {
	DIFF_TYPOGRAPHIC = 1 << 0, /* quotes, dashes, ligatures, kinds of space */
	DIFF_SPACE = 1 << 1,	   /* only white space */
	DIFF_CASE = 1 << 2,	   /* only upper and lower case */
	DIFF_PUNCTUATION = 1 << 3, /* only punctuation and space */
};

/*
 * One edit. Replace has both spans, insert an empty `old`, delete an empty
 * `new`. A move has both: the text at `old` stands at `new`, changed by the
 * `inner` edits (replace, insert, delete; offsets are of the whole texts).
 */
struct diff_edit {
	enum diff_op op;
	unsigned flags;		/* enum diff_flag */
	struct diff_span old, new;
	const struct diff_edit *inner;
	size_t ninner;
};

/* How far neighbouring edits are drawn together. */
enum diff_grain { DIFF_AUTO, DIFF_WORD, DIFF_PHRASE };

struct diff_options {
	enum diff_grain grain;
	/*
	 * As few words in edits as can be, and nothing tidied: no moves, no
	 * grain. Where there are more than 16,000 of them sentences are paired
	 * as by default, and the words inside pairs are as few as can be.
	 */
	int minimal;
	int no_moves;	/* a move is a delete and an insert */
	/*
	 * The caller's idea of a word, or NULL: the end of the word that
	 * begins at text[at], at most `end`; `at` where none does. There the
	 * usual rule holds, up to where the next one begins. `text` is one of
	 * the two texts, by turns; the places of each do not fall.
	 */
	size_t (*word)(void *arg, const char *text, size_t at, size_t end);
	void *arg;
};

enum { DIFF_OK = 0, DIFF_ENOMEM = -1, DIFF_ETOOBIG = -2 };

struct diff;

/*
 * Compares. options may be NULL for the defaults. On failure *out is NULL.
 * Texts over 1 GiB are DIFF_ETOOBIG.
 */
int diff_new(struct diff **out, const char *old, size_t nold, const char *new,
    size_t nnew, const struct diff_options *options);
/* Takes NULL. */
void diff_free(struct diff *);

/*
 * The edits in order of `new` (then of `old`), *n of them, owned by the result.
 * Outside the edits the two texts are equal byte for byte, in the same order.
 */
const struct diff_edit *diff_edits(const struct diff *, size_t *n);

/*
 * OLD plus edits is NEW, to the byte: rebuilds NEW from OLD and the edits,
 * taking only inserted and replacing bytes from `new`. *text is malloc'd.
 */
int diff_apply(const struct diff *, char **text, size_t *n);

#endif
