#include <stdlib.h>
#include <string.h>

#include "diff/stream.h"

void
stream_release(struct stream *s)
{
	for (int x = 0; x < 2; x++) {
		free(s->tok[x]);
		free(s->piece[x].v);
	}
	free(s->hunks.v);
	free(s->spare.v);
	memset(s, 0, sizeof(*s));
}

int
hunks_add(struct hunks *h, struct hunk one)
{
	if (h->n == h->cap) {
		size_t cap = h->cap + h->cap / 2 + 16;
		struct hunk *v = realloc(h->v, cap * sizeof(*v));

		if (v == NULL)
			return -1;
		h->v = v;
		h->cap = cap;
	}
	h->v[h->n++] = one;
	return 0;
}

/* Kept tokens come in the same order on both sides: what is between is one
 * hunk. */
static int
stream_hunks(struct stream *s, const struct work *w)
{
	uint32_t i = 0, j = 0, i0, j0;

	s->hunks.n = 0;
	while (i < s->n[0] || j < s->n[1]) {
		i0 = i;
		j0 = j;
		while (i < s->n[0] && w->match[0][stream_at(s, 0, i)] == NONE)
			i++;
		while (j < s->n[1] && w->match[1][stream_at(s, 1, j)] == NONE)
			j++;
		if ((i > i0 || j > j0) && hunks_add(&s->hunks,
			(struct hunk){ i0, i, j0, j, false }) != 0)
			return -1;
		if (i < s->n[0])
			i++, j++;
	}
	return 0;
}

/* Lists the tokens that are in no moved block. */
static int
stream_list(struct stream *s, const struct work *w, int x)
{
	uint32_t t = s->side[x].tok, end = t + s->side[x].ntok;

	free(s->tok[x]);
	s->tok[x] = malloc((s->side[x].ntok + 1) * sizeof(*s->tok[x]));
	if (s->tok[x] == NULL)
		return -1;
	for (s->n[x] = 0; t < end; t++) {
		if (w->moved[x][t] == NONE)
			s->tok[x][s->n[x]++] = t;
	}
	return 0;
}

int
stream_region(struct stream *s, const struct work *w, const struct region *r)
{
	s->cut = w->nmove > 0;
	for (int x = 0; x < 2; x++) {
		s->side[x].start = r->side[x].start;
		s->side[x].end = r->side[x].end;
		s->side[x].tok = r->side[x].tok;
		s->side[x].ntok = s->n[x] = r->side[x].ntok;
		if (s->cut && stream_list(s, w, x) != 0)
			return -1;
	}
	return stream_hunks(s, w);
}

int
stream_move(struct stream *s, const struct work *w, const struct move *m)
{
	s->cut = false;
	for (int x = 0; x < 2; x++) {
		s->side[x].start = m->side[x].start;
		s->side[x].end = m->side[x].end;
		s->side[x].tok = m->side[x].tok;
		s->side[x].ntok = s->n[x] = m->side[x].ntok;
	}
	return stream_hunks(s, w);
}
