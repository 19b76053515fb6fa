#include <stdlib.h>
#include <string.h>

#include "diff/work.h"

/*
 * Words inside paired sentences: the alignment of greatest weight where every
 * hunk costs something (affine gaps after Gotoh, J. Mol. Biol. 162, 1982, with
 * the two sides of a hunk as one state). So a word is kept only if it says
 * more than the hunk costs that keeping it opens.
 */
#define WINDOW_CELLS ((size_t)1 << 17)	/* of a table, and its bytes */

struct table {
	int32_t *match, *hunk;	/* one row each */
	uint8_t *from;
	size_t width, cells;
};

enum {
	FROM_HUNK = 1,		/* a match after a hunk, not after a match */
	HUNK_UP = 2,		/* a hunk that goes on in the old text */
	HUNK_LEFT = 4,		/* in the new text; neither: it opens here */
	IS_MATCH = 8,
};
#define FAR (INT32_MIN / 2)

static void
table_release(struct table *t)
{
	free(t->match);
	free(t->hunk);
	free(t->from);
}

static int
table_fit(struct table *t, size_t n, size_t m)
{
	size_t cells = (n + 1) * (m + 1);

	if (cells > t->cells) {
		free(t->from);
		if ((t->from = malloc(cells)) == NULL) {
			t->cells = 0;
			return -1;
		}
		t->cells = cells;
	}
	if (m + 1 > t->width) {
		free(t->match);
		free(t->hunk);
		t->width = m + 1;
		t->match = malloc(t->width * sizeof(*t->match));
		t->hunk = malloc(t->width * sizeof(*t->hunk));
		if (t->match == NULL || t->hunk == NULL) {
			t->width = 0;
			return -1;
		}
	}
	return 0;
}

static void
table_row(struct table *t, const struct work *w, const struct window *x,
    size_t i)
{
	uint8_t *from = t->from + i * (x->m + 1);
	const struct token *b = w->tok[1].v + x->b;
	uint32_t id = i > 0 ? w->tok[0].v[x->a + i - 1].id : NONE;
	int weight = i == 0 ? 0 : w->opt.minimal ? 1 : w->words.weight[id];
	int open = w->opt.minimal ? 0 : w->tune.open;
	int32_t mdiag = FAR, hdiag = FAR, m, h, best;

	for (size_t j = 0; j <= x->m; j++) {
		uint8_t f = 0;

		m = i == 0 && j == 0 ? 0 : FAR;
		if (i > 0 && j > 0 && b[j - 1].id == id) {
			f = IS_MATCH;
			m = mdiag;
			if (hdiag > m) {
				m = hdiag;
				f |= FROM_HUNK;
			}
			m += weight;
		}
		h = i > 0 ? t->hunk[j] : FAR;
		mdiag = i > 0 ? t->match[j] : FAR;
		hdiag = h;
		best = m - open;
		if (h > best) {
			best = h;
			f |= HUNK_UP;
		}
		if (j > 0 && t->hunk[j - 1] > best) {
			best = t->hunk[j - 1];
			f = (f & ~HUNK_UP) | HUNK_LEFT;
		}
		t->match[j] = m;
		t->hunk[j] = best;
		from[j] = f;
	}
}

static void
table_trace(const struct table *t, struct work *w, const struct window *x)
{
	size_t i = x->n, j = x->m;
	bool hunk = t->hunk[j] > t->match[j];
	uint8_t f;

	while (i > 0 || j > 0) {
		f = t->from[i * (x->m + 1) + j];
		if (!hunk) {
			i--, j--;
			w->match[0][x->a + i] = x->b + j;
			w->match[1][x->b + j] = x->a + i;
			hunk = (f & FROM_HUNK) != 0;
		} else if (f & HUNK_UP) {
			i--;
		} else if (f & HUNK_LEFT) {
			j--;
		} else {
			hunk = false;
		}
	}
}

static int
align(struct work *w, struct table *t, struct window x)
{
	const struct token *a = w->tok[0].v, *b = w->tok[1].v;

	while (x.n > 0 && x.m > 0 && a[x.a].id == b[x.b].id) {
		work_keep(w, x.a++, x.b++);
		x.n--, x.m--;
	}
	while (x.n > 0 && x.m > 0 &&
	    a[x.a + x.n - 1].id == b[x.b + x.m - 1].id) {
		x.n--, x.m--;
		work_keep(w, x.a + x.n, x.b + x.m);
	}
	if (x.n == 0 || x.m == 0)
		return 0;
	if (table_fit(t, x.n, x.m) != 0)
		return -1;
	for (size_t i = 0; i <= x.n; i++)
		table_row(t, w, &x, i);
	table_trace(t, w, &x);
	return 0;
}

static void
reach(uint32_t *end, const struct sentence *s)
{
	uint32_t last = s->mate2 != NONE ? s->mate2 : s->mate;

	if (last != NONE && last + 1 > *end)
		*end = last + 1;
}

uint32_t
work_group(const struct work *w, uint32_t i, struct window *x)
{
	const struct sentence *a = w->sen[0], *b = w->sen[1];
	uint32_t j = a[i].mate, ie = i + 1, je = j + 1, p, q;

	for (p = i, q = j; p < ie || q < je;) {
		if (p < ie)
			reach(&je, &a[p++]);
		if (q < je)
			reach(&ie, &b[q++]);
	}
	x->a = a[i].tok;
	x->n = a[ie - 1].tok + a[ie - 1].ntok - x->a;
	x->b = b[j].tok;
	x->m = b[je - 1].tok + b[je - 1].ntok - x->b;
	return ie;
}

static struct window
window_of(const struct sentence *a, const struct sentence *b)
{
	return (struct window){ a->tok, a->ntok, b->tok, b->ntok };
}

/*
 * A group of sentences, old ones [i, end). One that is too large for a table is
 * aligned pair by pair: words of the sentences attached to a pair are lost.
 */
static int
align_group(struct work *w, struct table *t, uint32_t i, uint32_t end,
    struct window x)
{
	const struct sentence *a = w->sen[0], *b = w->sen[1];

	if ((size_t)(x.n + 1) * (x.m + 1) <= WINDOW_CELLS)
		return align(w, t, x);
	for (; i < end; i++) {
		if (a[i].mate != NONE && b[a[i].mate].mate == i &&
		    align(w, t, window_of(&a[i], &b[a[i].mate])) != 0)
			return -1;
	}
	return 0;
}

int
work_windows(struct work *w)
{
	const struct sentence *a = w->sen[0], *b = w->sen[1];
	struct table t;
	struct window x;
	uint32_t i, next;
	int rc = 0;

	memset(&t, 0, sizeof(t));
	for (i = 0; rc == 0 && i < w->nsen[0]; i = next) {
		next = i + 1;
		if (a[i].mate == NONE)
			continue;
		if (a[i].move != NONE) {
			rc = align(w, &t, window_of(&a[i], &b[a[i].mate]));
			continue;
		}
		next = work_group(w, i, &x);
		rc = align_group(w, &t, i, next, x);
	}
	table_release(&t);
	return rc;
}
