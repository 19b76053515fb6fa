/*
 * Words, numbers and marks of a stretch of text, each with what can be known
 * of it on the spot.
 */
#ifndef TRACKER_CLASSIFY_TOKENS_H
#define TRACKER_CLASSIFY_TOKENS_H

#include "tracker/base/arena.h"

enum token_type {
	TOKEN_WORD,	/* begins with a letter: "A320", "it's", "U.S." */
	TOKEN_NUMBER,	/* begins with a digit: "1,500.5", "9:30", "30/5/12" */
	TOKEN_MARK,
	TOKEN_QUOTE,	/* a mark that opens or closes a quotation */
	TOKEN_LINK,	/* an address of a page, a person or a mailbox */
};

enum token_flag {
	TOKEN_CAPITAL = 1 << 0,		/* its first letter is one */
	TOKEN_CAPITALS = 1 << 1,	/* two letters or more, all of them */
	TOKEN_BEGINS = 1 << 2,		/* first word of a sentence */
	TOKEN_QUOTED = 1 << 3,		/* inside a quotation */
	TOKEN_GLUED = 1 << 4,		/* no space before it */
	TOKEN_POSSESSIVE = 1 << 5,	/* had an 's, which `key` is without */
};

struct token {
	struct str text;	/* in the text */
	struct str key;		/* lower case, plain marks and digits */
	uint32_t mark;		/* TOKEN_MARK, TOKEN_QUOTE: its code point */
	enum token_type type;
	unsigned flags;
};

struct tokens {
	struct token *v;
	size_t n, cap;
};

/* Sorted, apart; from the opening mark to after the closing one. */
struct quotes {
	struct quote {
		size_t start, end;
	} *v;
	size_t n, cap;
};

/*
 * Quotations of a text, paragraph by paragraph: one that is not closed in its
 * paragraph goes on to its end, as long speeches are set. Nested ones are part
 * of the outermost.
 */
void quotes_find(struct quotes *, struct arena *, struct str text);
/* The quotation a byte is in, or NULL. */
const struct quote *quotes_at(const struct quotes *, size_t offset);

/* Appends the tokens of text[from, to). */
void tokens_read(struct tokens *, struct arena *, struct str text, size_t from,
    size_t to, const struct quotes *);

static inline bool
token_is(const struct token *t, const char *key)
{
	return str_eqz(t->key, key);
}

#endif
