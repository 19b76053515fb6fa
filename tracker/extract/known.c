/*
 * Texts that are known as furniture of the page's host, learned from its other
 * pages and from this story's earlier states. Without such knowledge nothing
 * here does anything.
 */
#include "tracker/extract/page.h"

void
page_known(struct page *p)
{
	const struct dom *d = &p->dom;
	const struct known *k = p->in->known;

	if (k == NULL || k->n == 0)
		return;
	p->known = arena_alloc(p->arena, d->ntexts + 1, sizeof(*p->known));
	for (size_t i = 0; i < d->ntexts; i++)
		p->known[i] = known_has(k, d->texts[i].s, KNOWN_FURNITURE);
}

static bool
can_go(enum fate f)
{
	return f == FATE_PARAGRAPH || f == FATE_ITEM || f == FATE_CAPTION;
}

/* From the last to the first: a heading goes when what stands below it went. */
void
page_drop_known(struct page *p, int from, int to)
{
	bool below = false;

	for (int i = to - 1; p->known != NULL && i >= from; i--) {
		if (p->fate[i] == FATE_DROP)
			continue;
		below = p->known[i] && !p->scored.matched[i] &&
		    (can_go(p->fate[i]) ||
		    (p->fate[i] == FATE_HEADING && below));
		if (below)
			p->fate[i] = FATE_DROP;
	}
}
