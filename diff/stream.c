#include <stdlib.h>
#include <string.h>

#include "diff/stream.h"

void
stream_release(struct stream *s)
{
	free(s->tok[0]);
	free(s->tok[1]);
	free(s->hunk);
	free(s->piece[0].v);
	free(s->piece[1].v);
	memset(s, 0, sizeof(*s));
}

static int
stream_fit(struct stream *s, size_t n)
{
	if (n <= s->cap)
		return 0;
	free(s->tok[0]);
	free(s->tok[1]);
	free(s->hunk);
	s->cap = 0;
	s->tok[0] = malloc(n * sizeof(uint32_t));
	s->tok[1] = malloc(n * sizeof(uint32_t));
	s->hunk = malloc((n + 1) * sizeof(*s->hunk));
	if (s->tok[0] == NULL || s->tok[1] == NULL || s->hunk == NULL)
		return -1;
	s->cap = n;
	return 0;
}

/* Kept tokens come in the same order on both sides: what is between is one
 * hunk. */
static void
stream_hunks(struct stream *s, const struct work *w)
{
	uint32_t i = 0, j = 0, i0, j0;

	s->nhunk = 0;
	while (i < s->n[0] || j < s->n[1]) {
		i0 = i;
		j0 = j;
		while (i < s->n[0] && w->match[0][s->tok[0][i]] == NONE)
			i++;
		while (j < s->n[1] && w->match[1][s->tok[1][j]] == NONE)
			j++;
		if (i > i0 || j > j0)
			s->hunk[s->nhunk++] =
			    (struct hunk){ i0, i, j0, j, false };
		if (i < s->n[0])
			i++, j++;
	}
}

int
stream_region(struct stream *s, const struct work *w, const struct region *r)
{
	uint32_t t;

	s->cut = w->nmove > 0;
	if (stream_fit(s, (size_t)r->side[0].ntok + r->side[1].ntok + 1) != 0)
		return -1;
	for (int x = 0; x < 2; x++) {
		s->n[x] = 0;
		s->side[x].start = r->side[x].start;
		s->side[x].end = r->side[x].end;
		s->side[x].tok = r->side[x].tok;
		s->side[x].ntok = r->side[x].ntok;
		for (t = r->side[x].tok;
		    t < r->side[x].tok + r->side[x].ntok; t++) {
			if (w->nmove == 0 || w->moved[x][t] == NONE)
				s->tok[x][s->n[x]++] = t;
		}
	}
	stream_hunks(s, w);
	return 0;
}

int
stream_move(struct stream *s, const struct work *w, const struct move *m)
{
	s->cut = false;
	if (stream_fit(s, (size_t)m->side[0].ntok + m->side[1].ntok + 1) != 0)
		return -1;
	for (int x = 0; x < 2; x++) {
		s->n[x] = m->side[x].ntok;
		s->side[x].tok = m->side[x].tok;
		s->side[x].ntok = m->side[x].ntok;
		s->side[x].start = m->side[x].start;
		s->side[x].end = m->side[x].end;
		for (uint32_t k = 0; k < s->n[x]; k++)
			s->tok[x][k] = m->side[x].tok + k;
	}
	stream_hunks(s, w);
	return 0;
}
