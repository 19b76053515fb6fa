#include <stdlib.h>
#include <string.h>

#include "diff/work.h"

/*
 * Measured on edits that people marked: they draw phrases together or keep
 * words apart, and the default stands between the two.
 */
static const struct tuning tunings[] = {
	[DIFF_AUTO] = { 3, 2, 40, 32, 16, 36, 0, 0, ACROSS_REWRITTEN },
	[DIFF_WORD] = { 1, 1, 16, 24, 30, 50, 14, 3, ACROSS_NEVER },
	[DIFF_PHRASE] = { 4, 90, 34, 32, 0, 40, 0, 0, ACROSS_ANY },
};

void
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

void
work_init(struct work *w, const char *const text[2], const size_t len[2],
    const struct diff_options *options)
{
	memset(w, 0, sizeof(*w));
	for (int x = 0; x < 2; x++) {
		w->text[x] = text[x];
		w->len[x] = len[x];
	}
	if (options != NULL)
		w->opt = *options;
	w->opt.no_moves |= w->opt.minimal;
	w->tune = tunings[w->opt.grain];
}

int
work_run(struct work *w, struct edits *e)
{
	if ((w->opt.minimal ? work_least(w) : work_default(w)) != 0)
		return -1;
	return work_emit(w, e);
}
