#include "tracker/extract/page.h"

/* The first that says something. */
static struct str
first_of(struct str a, struct str b)
{
	return a.n > 0 ? a : b;
}

static struct str
joined(struct arena *arena, const struct source *s)
{
	struct str out = { 0 };

	for (size_t i = 0; i < s->nauthors; i++)
		out = i == 0 ? s->authors[0] :
		    arena_printf(arena, "%.*s, %.*s", STR_FMT(out),
		    STR_FMT(s->authors[i]));
	return out;
}

void
page_fields(struct page *p)
{
	struct article *a = p->out;
	const struct dom *d = &p->dom;

	for (size_t i = 0; i < d->ntexts && p->title < 0; i++)
		if (d->texts[i].tag == TAG_H1)
			p->title = (int)i;
	a->headline = p->title >= 0 ? d->texts[p->title].s :
	    first_of(p->ld.headline, p->meta.headline);
	a->byline = joined(p->arena, p->ld.nauthors > 0 ? &p->ld : &p->meta);
	a->section = first_of(p->ld.section, p->meta.section);
	a->language = first_of(p->meta.language, p->ld.language);
	a->canonical = p->meta.canonical;
	a->published = p->ld.published != TIME_NONE ? p->ld.published :
	    p->meta.published;
	a->modified = p->ld.modified != TIME_NONE ? p->ld.modified :
	    p->meta.modified;
}
