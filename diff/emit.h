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

/* A place between two tokens of one side: the byte, and the token after it. */
struct edge {
	uint32_t at, tok;
};
struct gap {
	struct edge from, to;
};
struct stream;
/* The edits of what lies between two places of both sides; `number` says it is
 * one number in each. */
int emit_gap(const struct work *, struct edit_list *, struct stream *,
    const struct gap[2], bool number);

/* Bytes of the last character of p[0, n) when it is white space, else 0. */
size_t space_after(const char *p, size_t n);

static inline struct diff_span
span(uint32_t start, uint32_t end)
{
	return (struct diff_span){ start, end };
}

/* Tokens and gaps are short: no call for them. */
static inline bool
same_bytes(const struct work *w, uint32_t a, uint32_t aend, uint32_t b,
    uint32_t bend)
{
	if (aend - a != bend - b)
		return false;
	while (a < aend && w->text[0][a] == w->text[1][b])
		a++, b++;
	return a == aend;
}

/* enum diff_flag of a difference. */
unsigned difference(const char *a, size_t na, const char *b, size_t nb);

#endif
