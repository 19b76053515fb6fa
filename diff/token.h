/*
 * Tokens: what is whole for a reader. White space is no token but the gap
 * between two. Two tokens are of one word when their texts are equal after
 * folding of typography; the word has a number, its id.
 */
#ifndef DIFF_TOKEN_H
#define DIFF_TOKEN_H

#include <stddef.h>
#include <stdint.h>

enum token_kind { TOK_WORD, TOK_NUMBER, TOK_PUNCT, TOK_IDEOGRAPH };

enum token_flag {
	TOK_SPACED = 1 << 0,	/* white space before it */
	TOK_LINE = 1 << 1,	/* a line feed before it */
	TOK_BLANK = 1 << 2,	/* a blank line before it */
	TOK_UPPER = 1 << 3,	/* begins with upper case */
	TOK_LOWER = 1 << 4,	/* begins with lower case */
	TOK_FIRST = 1 << 5,	/* begins a sentence */
};

/* Why a kept word is in an edit all the same. */
enum token_why {
	WHY_NOT,
	WHY_ISLAND,	/* it says little beside the edits round it */
	WHY_SLID,	/* the edit stands here as well as where the word is */
};

/* Small, for there are as many as a text has words and marks. */
struct token {
	uint32_t start;		/* byte of its text */
	uint32_t id;
	uint16_t len;		/* bytes; a longer word is several tokens */
	uint8_t kind : 4, why : 4;
	uint8_t flags;
};
#define TOKEN_BYTES 65000

static inline uint32_t
token_end(const struct token *t)
{
	return t->start + t->len;
}

struct tokens {
	struct token *v;
	size_t n, cap;
};

/* Words by number, over both texts. */
struct words {
	uint64_t *hash;		/* open addressing; 0 is free */
	uint32_t *slot;
	size_t mask, n, cap;
	uint8_t *weight;	/* of word i: what it says, in 16ths */
};

#define WORD_WEIGHT 16		/* of a word of content */

void words_release(struct words *);
void tokens_release(struct tokens *);
/* Gives back what they do not need. */
int tokens_fit(struct tokens *);

struct diff_options;
/*
 * Appends the tokens of text[start, end). 0, or -1 without memory. A range
 * begins where a token may begin: at the start of a line or of the text.
 */
int tokenise(struct tokens *, struct words *, const struct diff_options *,
    const char *text, size_t start, size_t end);

#endif
