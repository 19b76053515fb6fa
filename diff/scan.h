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
	bool dated;	/* told by the caller: after a number or a month */
};

/* White space, or a mark with nothing before it that folds away; its bytes in
 * *n. */
bool scan_is_gap(const unsigned char *p, const unsigned char *end, size_t *n);

/* Does the word take a dot that ends no sentence? */
bool is_abbreviation(const char *p, size_t n);

/* Is it the name of a month, whole or abbreviated? A day may follow it. */
bool is_month(const char *p, size_t n);

/* A character and where the next one begins. */
struct look {
	uint32_t c;
	enum cc cc;
	size_t n;	/* bytes; 0 at the end */
};

struct look look_wide(const unsigned char *p, const unsigned char *end);

static inline struct look
look(const unsigned char *p, const unsigned char *end)
{
	if (p >= end)
		return (struct look){ 0, CC_SPACE, 0 };
	if (*p < 0x80)
		return (struct look){ *p, cc_ascii[*p], 1 };
	return look_wide(p, end);
}

static inline bool
is_letter(enum cc cc)
{
	return cc == CC_LETTER || cc == CC_UPPER;
}

static inline bool
is_alnum(enum cc cc)
{
	return (1u << CC_LETTER | 1u << CC_UPPER | 1u << CC_DIGIT) >> cc & 1;
}

/*
 * The end of the token at p. `fresh` says that white space stands before it:
 * only then does a sign belong to a number.
 */
const unsigned char *scan_token(struct scan *, const unsigned char *p,
    const unsigned char *end, bool fresh);

#endif
