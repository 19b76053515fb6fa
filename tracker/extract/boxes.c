#include "tracker/extract/boxes.h"

#define SHAPES 64
/* Share of the prose, in percent, that one shape must have to be the story's,
 * and that another must not reach to be a box's. */
#define MAIN_SHARE 60
#define BOX_SHARE 25

/* A way in which texts stand: the tags from the container down. */
struct shape {
	uint64_t hash;
	size_t weight;
	int wraps;
};

struct shapes {
	struct shape row[SHAPES];
	size_t n, total;
	uint64_t *hash;	/* of elements from the container */
	int *wraps;	/* div, section and the like on the way */
	int base;
};

static bool
is_wrap(enum tag t)
{
	return t == TAG_DIV || t == TAG_SECTION || t == TAG_ASIDE ||
	    t == TAG_ARTICLE || t == TAG_FORM || t == TAG_DETAILS ||
	    t == TAG_FIGURE;
}

static void
measure(struct shapes *s, const struct page *p)
{
	const struct dom *d = &p->dom;
	const struct elem *e;
	int c = p->scored.container, up, i;

	s->base = c;
	s->hash = arena_alloc(p->arena, (size_t)(d->elems[c].end - c),
	    sizeof(*s->hash));
	s->wraps = arena_alloc(p->arena, (size_t)(d->elems[c].end - c),
	    sizeof(*s->wraps));
	for (int k = c + 1; k < d->elems[c].end; k++) {
		e = &d->elems[k];
		up = e->parent - c;
		i = k - c;
		s->hash[i] = s->hash[up];
		s->wraps[i] = s->wraps[up] + is_wrap(e->row->tag);
		if (e->row->flags & TAGF_BLOCK)
			s->hash[i] = (s->hash[up] ^ (e->row->tag + 1u)) *
			    1099511628211u;
	}
}

static struct shape *
shape_of(struct shapes *s, uint64_t hash, int wraps)
{
	for (size_t i = 0; i < s->n; i++)
		if (s->row[i].hash == hash)
			return &s->row[i];
	if (s->n == SHAPES)
		return NULL;
	s->row[s->n] = (struct shape){ .hash = hash, .wraps = wraps };
	return &s->row[s->n++];
}

static void
weigh(struct shapes *s, const struct page *p, int from, int to)
{
	const struct text *t;
	struct shape *h;
	size_t w;

	for (int i = from; i < to; i++) {
		t = &p->dom.texts[i];
		w = score_weight(t);
		if (p->fate[i] == FATE_DROP || p->fate[i] == FATE_CAPTION ||
		    w == 0 || !dom_inside(&p->dom, t->elem, s->base))
			continue;
		h = shape_of(s, s->hash[t->elem - s->base],
		    s->wraps[t->elem - s->base]);
		s->total += w;
		if (h != NULL)
			h->weight += w;
	}
}

void
drop_boxes(struct page *p, int from, int to)
{
	struct shapes *s = arena_alloc(p->arena, 1, sizeof(*s));
	const struct shape *best = &s->row[0], *h;
	const struct text *t;
	bool begun = false;
	int e;

	measure(s, p);
	weigh(s, p, from, to);
	for (size_t i = 1; i < s->n; i++)
		if (s->row[i].weight > best->weight)
			best = &s->row[i];
	if (s->n == 0 || best->weight * 100 < s->total * MAIN_SHARE)
		return;
	for (int i = from; i < to; i++) {
		t = &p->dom.texts[i];
		e = t->elem - s->base;
		if (!dom_inside(&p->dom, t->elem, s->base))
			continue;
		begun = begun || s->hash[e] == best->hash;
		if (!begun || p->fate[i] == FATE_DROP ||
		    p->fate[i] == FATE_CAPTION || p->scored.matched[i] ||
		    s->wraps[e] <= best->wraps)
			continue;
		h = shape_of(s, s->hash[e], s->wraps[e]);
		if (h == NULL || h->weight * 100 < s->total * BOX_SHARE)
			p->fate[i] = FATE_DROP;
	}
}
