#include <stdlib.h>
#include <string.h>

#include "diff/apply.h"
#include "diff/emit.h"

struct diff {
	const char *old, *new;
	size_t nold, nnew;
	struct edits edits;
};

#define TEXT_MAX ((size_t)1 << 30)

/*
 * Measured on edits that people marked: they draw phrases together or keep
 * words apart, and the default stands between the two.
 */
static const struct tuning tunings[] = {
	[DIFF_AUTO] = { 3, 2, 40, 32, 16, 36, 0, 0, ACROSS_REWRITTEN },
	[DIFF_WORD] = { 1, 1, 16, 24, 30, 50, 14, 3, ACROSS_NEVER },
	[DIFF_PHRASE] = { 4, 90, 34, 32, 0, 40, 0, 0, ACROSS_ANY },
};

/* What the steps filled; it is as before them. */
static void
work_release(struct work *w)
{
	free(w->region);
	w->region = NULL;
	w->nregion = w->region_cap = 0;
	words_release(&w->words);
	for (int x = 0; x < 2; x++) {
		tokens_release(&w->tok[x]);
		free(w->match[x]);
		free(w->moved[x]);
		free(w->sen[x]);
		w->match[x] = w->moved[x] = NULL;
		w->sen[x] = NULL;
		w->nsen[x] = 0;
	}
	free(w->move);
	w->move = NULL;
	w->nmove = 0;
}

static int
work_tokens(struct work *w)
{
	for (size_t r = 0; r < w->nregion; r++) {
		for (int x = 0; x < 2; x++) {
			w->region[r].side[x].tok = w->tok[x].n;
			if (tokenise(&w->tok[x], &w->words, &w->opt,
				w->text[x], w->region[r].side[x].start,
				w->region[r].side[x].end) != 0)
				return -1;
			w->region[r].side[x].ntok =
			    w->tok[x].n - w->region[r].side[x].tok;
		}
	}
	for (int x = 0; x < 2; x++) {
		size_t bytes = (w->tok[x].n + 1) * sizeof(uint32_t);

		if (tokens_fit(&w->tok[x]) != 0)
			return -1;
		w->match[x] = malloc(bytes);
		if (w->match[x] == NULL)
			return -1;
		memset(w->match[x], 0xff, bytes);
	}
	return 0;
}

/* Which tokens are in which move; nothing is kept when there is none. */
static int
mark_moved(struct work *w)
{
	if (w->nmove == 0)
		return 0;
	for (int x = 0; x < 2; x++) {
		size_t bytes = (w->tok[x].n + 1) * sizeof(uint32_t);

		w->moved[x] = malloc(bytes);
		if (w->moved[x] == NULL)
			return -1;
		memset(w->moved[x], 0xff, bytes);
		for (uint32_t k = 0; k < w->nmove; k++) {
			uint32_t t = w->move[k].side[x].tok, i;

			for (i = 0; i < w->move[k].side[x].ntok; i++)
				w->moved[x][t + i] = k;
		}
	}
	return 0;
}

static int
work_default(struct work *w)
{
	if (work_lines(w) != 0)
		return -1;
	if (w->nregion == 0)
		return 0;
	if (work_tokens(w) != 0 || work_sentences(w) != 0 ||
	    work_pairs(w) != 0 || mark_moved(w) != 0)
		return -1;
	return work_windows(w);
}

/*
 * Where the texts differ in too much they are aligned as by default, with as
 * few words in edits as that allows.
 */
static int
work_least(struct work *w)
{
	int rc;

	if (work_region(w, 0, w->len[0], 0, w->len[1]) != 0 ||
	    work_tokens(w) != 0)
		return -1;
	rc = work_minimal(w);
	if (rc <= 0)
		return rc;
	work_release(w);
	return work_default(w);
}

static int
work_all(struct work *w, struct edits *e)
{
	w->opt.no_moves |= w->opt.minimal;
	if ((w->opt.minimal ? work_least(w) : work_default(w)) != 0)
		return -1;
	return work_emit(w, e);
}

/*
 * The two texts are compared in an order of their own, so that the same two
 * always give the same edits, read one way or the other.
 */
static bool
is_turned(const struct diff *d)
{
	if (d->nold != d->nnew)
		return d->nold > d->nnew;
	return d->nold > 0 && memcmp(d->old, d->new, d->nold) > 0;
}

static void
turn(struct edit_list *l)
{
	for (size_t i = 0; i < l->n; i++) {
		struct diff_edit *e = &l->v[i];
		struct diff_span old = e->old;

		e->old = e->new;
		e->new = old;
		if (e->op == DIFF_INSERT)
			e->op = DIFF_DELETE;
		else if (e->op == DIFF_DELETE)
			e->op = DIFF_INSERT;
	}
}

int
diff_new(struct diff **out, const char *old, size_t nold, const char *new,
    size_t nnew, const struct diff_options *options)
{
	struct work w;
	struct diff *d;
	bool turned;
	int rc;

	*out = NULL;
	if (nold > TEXT_MAX || nnew > TEXT_MAX)
		return DIFF_ETOOBIG;
	if ((d = calloc(1, sizeof(*d))) == NULL)
		return DIFF_ENOMEM;
	d->old = old;
	d->nold = nold;
	d->new = new;
	d->nnew = nnew;
	memset(&w, 0, sizeof(w));
	turned = is_turned(d);
	w.text[turned] = old;
	w.len[turned] = nold;
	w.text[!turned] = new;
	w.len[!turned] = nnew;
	if (options != NULL)
		w.opt = *options;
	w.tune = tunings[w.opt.grain];
	rc = work_all(&w, &d->edits);
	work_release(&w);
	if (turned) {
		turn(&d->edits.top);
		turn(&d->edits.inner);
		edits_sort(&d->edits);
	}
	if (rc != 0) {
		diff_free(d);
		return DIFF_ENOMEM;
	}
	*out = d;
	return DIFF_OK;
}

void
diff_free(struct diff *d)
{
	if (d == NULL)
		return;
	edits_release(&d->edits);
	free(d);
}

const struct diff_edit *
diff_edits(const struct diff *d, size_t *n)
{
	*n = d->edits.top.n;
	return d->edits.top.v;
}

int
diff_apply(const struct diff *d, char **text, size_t *n)
{
	*n = 0;
	if (edits_apply(text, d->old, d->nold, d->new, d->nnew,
		d->edits.top.v, d->edits.top.n) != 0)
		return DIFF_ENOMEM;
	*n = d->nnew;
	return DIFF_OK;
}
