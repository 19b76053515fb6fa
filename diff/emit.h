/* Edits over bytes, out of streams. */
#ifndef DIFF_EMIT_H
#define DIFF_EMIT_H

#include "diff/work.h"

struct edit_list {
	struct diff_edit *v;
	size_t n, cap;
};

/* `inner` holds the edits of all moves; a move's own are a run of it. */
struct edits {
	struct edit_list top, inner;
};

void edits_release(struct edits *);
/* In order of the new text; inner edits are so already. */
void edits_sort(struct edits *);
int edit_add(struct edit_list *, struct diff_span old, struct diff_span new);

/* enum diff_flag of a difference. */
unsigned difference(const char *a, size_t na, const char *b, size_t nb);

#endif
