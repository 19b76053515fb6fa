/* Words by number. */
#ifndef DIFF_WORDS_H
#define DIFF_WORDS_H

#include <stdbool.h>

#include "diff/token.h"

/* The number of the word with this text; `plain` says its bytes are its fold.
 * 0, or -1 without memory. */
int words_id(struct words *, const unsigned char *p, size_t n,
    enum token_kind, bool plain, uint32_t *id);

#endif
