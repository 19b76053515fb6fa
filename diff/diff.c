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
	const char *text[2];
	size_t len[2];
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
	turned = is_turned(d);
	text[turned] = old;
	len[turned] = nold;
	text[!turned] = new;
	len[!turned] = nnew;
	work_init(&w, text, len, options);
	rc = work_run(&w, &d->edits);
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
