/* Where one token ends (UAX #29 word boundaries, with a newsroom's habits). */
#ifndef DIFF_SCAN_H
#define DIFF_SCAN_H

#include <stdbool.h>
#include <stddef.h>

#include "diff/token.h"
#include "diff/unicode.h"

struct scan {
	enum token_kind kind;
	unsigned flags;		/* TOK_UPPER, TOK_LOWER */
	bool plain;		/* ASCII only, so that its bytes are its fold */
};

/* White space, or a mark with nothing before it that folds away; its bytes in
 * *n. */
bool scan_is_gap(const unsigned char *p, const unsigned char *end, size_t *n);

/* Does the word take a dot that ends no sentence? */
bool is_abbreviation(const char *p, size_t n);

/*
 * The end of the token at p. `fresh` says that white space stands before it:
 * only then does a sign belong to a number.
 */
const unsigned char *scan_token(struct scan *, const unsigned char *p,
    const unsigned char *end, bool fresh);

#endif
