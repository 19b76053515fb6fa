/*
 * What a page says of its story beside the text: titles, descriptions, the words
 * for those who cannot see its pictures. Where a correction is made, these are
 * forgotten most often.
 */
#include "tracker/base/limits.h"
#include "tracker/extract/page.h"

static const struct {
	const char *name;	/* of <meta> */
	enum part part;
} names[] = {
	{ "og:title", PART_TITLE },
	{ "twitter:title", PART_TITLE },
	{ "parsely-title", PART_TITLE },
	{ "sailthru.title", PART_TITLE },
	{ "dc.title", PART_TITLE },
	{ "title", PART_TITLE },
	{ "description", PART_DESCRIPTION },
	{ "og:description", PART_DESCRIPTION },
	{ "twitter:description", PART_DESCRIPTION },
	{ "sailthru.description", PART_DESCRIPTION },
	{ "dc.description", PART_DESCRIPTION },
	{ "og:image:alt", PART_ALT },
	{ "twitter:image:alt", PART_ALT },
};

/* Bytes of the longest text that is kept of one; the rest is cut. */
#define SAID_BYTES LIMIT_FIELD_BYTES

static void
add(struct page *p, enum part part, struct str s)
{
	struct article_said *to = article_said(p->out, part);
	size_t n = SAID_BYTES;

	s = plain_line(p->arena, str_sub(s, 0, 4 * SAID_BYTES));
	if (s.n > n) {
		while (n > 0 && ((unsigned char)s.p[n] & 0xc0) == 0x80)
			n--;
		s = str_sub(s, 0, n);
	}
	if (s.n == 0 || to->n >= LIMIT_SAID)
		return;
	for (size_t i = 0; i < to->n; i++)
		if (str_find(to->v[i], s) >= 0)
			return;
	if (to->v == NULL)
		to->v = arena_alloc(p->arena, LIMIT_SAID, sizeof(*to->v));
	to->v[to->n++] = s;
}

static void
add_meta(struct page *p, const struct elem *e)
{
	struct str name = dom_attr(e, "property");

	if (name.n == 0)
		name = dom_attr(e, "name");
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (str_ieqz(name, names[i].name))
			add(p, names[i].part, dom_attr(e, "content"));
}

/* A picture of the story, not of a teaser or the site. */
static bool
is_of_story(const struct page *p, int i)
{
	const unsigned away = HINT_JUNK | HINT_COMMENTS;
	int c = p->scored.container;

	return c < 0 || (dom_inside(&p->dom, i, c) &&
	    !(p->dom.elems[i].hints & away) && !(p->scored.hints[i] & away));
}

void
page_beside(struct page *p)
{
	const struct dom *d = &p->dom;
	bool titled = false;

	for (int i = 0; i < (int)d->nelems; i++) {
		const struct elem *e = &d->elems[i];

		/* drawings have titles, too */
		if (e->row->tag == TAG_TITLE && !titled) {
			titled = true;
			add(p, PART_TITLE, dom_text(d, e));
		} else if (e->row->tag == TAG_META) {
			add_meta(p, e);
		} else if (e->row->tag == TAG_IMG && is_of_story(p, i)) {
			add(p, PART_ALT, dom_attr(e, "alt"));
		}
	}
	add(p, PART_TITLE, p->ld.headline);
	add(p, PART_DESCRIPTION, p->ld.deck);
}
