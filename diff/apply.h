/* Rebuilding the new text. */
#ifndef DIFF_APPLY_H
#define DIFF_APPLY_H

#include "diff/diff.h"

/* -1 without memory, or when the edits do not fit the texts. */
int edits_apply(char **text, const char *old, size_t nold, const char *new,
    size_t nnew, const struct diff_edit *, size_t n);

#endif
