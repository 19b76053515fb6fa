#include <stdlib.h>
#include <string.h>

#include "diff/apply.h"

static int
span_cmp(const void *x, const void *y)
{
	const struct diff_span *a = x, *b = y;

	if (a->start != b->start)
		return a->start < b->start ? -1 : 1;
	return a->end < b->end ? -1 : a->end > b->end;
}

/* What of `old` is taken away, in order of old. NULL without memory. */
static struct diff_span *
cut_spans(const struct diff_edit *e, size_t n, size_t *ncut)
{
	struct diff_span *v = malloc((n + 1) * sizeof(*v));

	if (v == NULL)
		return NULL;
	*ncut = 0;
	for (size_t i = 0; i < n; i++) {
		if (e[i].old.start < e[i].old.end)
			v[(*ncut)++] = e[i].old;
	}
	qsort(v, *ncut, sizeof(*v), span_cmp);
	return v;
}

/* Old text that stays, taken in order round what is cut. */
struct rest {
	const char *old;
	size_t at, end;
	const struct diff_span *cut;
	size_t ncut;
};

/* Copies n bytes of it; the bytes there were. */
static size_t
rest_take(struct rest *r, char *out, size_t n)
{
	size_t done = 0, upto, k;

	while (done < n) {
		while (r->ncut > 0 && r->cut->start <= r->at) {
			if (r->cut->end > r->at)
				r->at = r->cut->end;
			r->cut++;
			r->ncut--;
		}
		upto = r->ncut > 0 ? r->cut->start : r->end;
		if (r->at >= upto)
			break;
		k = upto - r->at < n - done ? upto - r->at : n - done;
		memcpy(out + done, r->old + r->at, k);
		r->at += k;
		done += k;
	}
	return done;
}

/* Fills out[from, to) of the new text. */
static int
apply_range(char *out, size_t from, size_t to, struct rest r, const char *new,
    const struct diff_edit *e, size_t n, int depth)
{
	struct diff_span *cut = cut_spans(e, n, &r.ncut);
	size_t at = from, i;
	int rc = -1;

	if (cut == NULL)
		return -1;
	r.cut = cut;
	for (i = 0; i < n; i++) {
		if (e[i].new.start < at || e[i].new.end > to ||
		    rest_take(&r, out + at, e[i].new.start - at) !=
		    e[i].new.start - at)
			goto out;
		at = e[i].new.end;
		if (e[i].op != DIFF_MOVE) {
			memcpy(out + e[i].new.start, new + e[i].new.start,
			    at - e[i].new.start);
			continue;
		}
		if (depth > 0 || apply_range(out, e[i].new.start, at,
			(struct rest){ r.old, e[i].old.start, e[i].old.end,
			NULL, 0 }, new, e[i].inner, e[i].ninner, 1) != 0)
			goto out;
	}
	if (rest_take(&r, out + at, to - at) == to - at &&
	    rest_take(&r, (char[1]){ 0 }, 1) == 0)
		rc = 0;
out:
	free(cut);
	return rc;
}

int
edits_apply(char **text, const char *old, size_t nold, const char *new,
    size_t nnew, const struct diff_edit *e, size_t n)
{
	struct rest r = { old, 0, nold, NULL, 0 };

	*text = malloc(nnew + 1);
	if (*text == NULL)
		return -1;
	(*text)[nnew] = '\0';
	if (apply_range(*text, 0, nnew, r, new, e, n, 0) == 0)
		return 0;
	free(*text);
	*text = NULL;
	return -1;
}
