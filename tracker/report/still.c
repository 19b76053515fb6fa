/*
 * What notes left standing: where a page says its story beside the text, and
 * which later version has it no more. The text of a version is in the archive;
 * its title, description and the words of its pictures are in the capture, which
 * is read again for them, and only where a note calls something wrong.
 */
#include "tracker/change/standing.h"
#include "tracker/report/still.h"
#include "tracker/extract/reread.h"

/* Versions after a note that are gone through. */
#define STILL_ON 100

static void
copy_said(struct article_said *to, struct arena *a,
    const struct article_said *from)
{
	to->n = from->n;
	to->v = arena_alloc(a, from->n + 1, sizeof(*to->v));
	for (size_t i = 0; i < from->n; i++)
		to->v[i] = arena_str(a, from->v[i]);
}

static const struct extract_rule *
rule_of(struct still *s)
{
	if (!s->has_rule && s->eyes != NULL)
		s->rule = s->eyes->rule(s->eyes->arg, s->story, s->arena);
	s->has_rule = true;
	return s->rule;
}

const struct article *
still_article(struct still *s, size_t i, const struct article *a)
{
	struct article *with = arena_alloc(s->arena, 1, sizeof(*with)), page;
	struct arena scratch;

	*with = *a;
	if (with->url.n == 0)
		with->url = history_str(s->arena, s->story->url);
	if (s->r[i].capture.n == 0)
		return with;
	arena_init(&scratch);
	if (recall_capture(&page, &scratch, s->store,
	    arena_strz(&scratch, s->r[i].capture), rule_of(s),
	    NULL) == 0) {
		copy_said(&with->titles, s->arena, &page.titles);
		copy_said(&with->descriptions, s->arena, &page.descriptions);
		copy_said(&with->alts, s->arena, &page.alts);
	}
	arena_release(&scratch);
	return with;
}

static bool
any_left(const struct reconciliation *r, bool beside)
{
	for (size_t i = 0; i < r->nclaims; i++)
		for (size_t k = 0; k < r->claims[i].nresiduals; k++)
			if (r->claims[i].residuals[k].gone_in == 0 &&
			    (!beside || r->claims[i].residuals[k].part >=
			    PART_COUNT))
				return true;
	return false;
}

static void
follow(struct still *s, struct reconciliation *r, const struct change *was,
    const struct report_version *later)
{
	const struct article *a = later->article;

	if (any_left(r, true))
		a = still_article(s, (size_t)later->number - 1, a);
	for (size_t i = 0; i < r->nclaims; i++)
		if (r->claims[i].claim.wrong.n > 0)
			standing_follow(&r->claims[i], was, a, later->number);
}

/* Is all that was left still there in the latest version? Most often it is, and
 * those between need no look. */
static bool
all_stands(struct still *s, struct reconciliation *r, const struct change *was,
    const struct report_version *last)
{
	bool all = true;

	follow(s, r, was, last);
	for (size_t i = 0; i < r->nclaims; i++) {
		for (size_t k = 0; k < r->claims[i].nresiduals; k++) {
			all &= r->claims[i].residuals[k].gone_in == 0;
			r->claims[i].residuals[k].gone_in = 0;
		}
	}
	return all;
}

void
still_follow(struct still *s, const struct report_version *v,
    struct reconciliation *checked)
{
	for (size_t i = 0; i + 1 < s->n; i++) {
		if (!any_left(&checked[i], false) || all_stands(s, &checked[i],
		    v[i].change, &v[s->n - 1]))
			continue;
		for (size_t k = i + 1; k < s->n && k - i <= STILL_ON &&
		    any_left(&checked[i], false); k++)
			follow(s, &checked[i], v[i].change, &v[k]);
	}
}
