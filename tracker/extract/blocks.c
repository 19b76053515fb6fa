#include "tracker/base/limits.h"
#include "tracker/extract/page.h"

/* What becomes of each text of the container. */
enum fate { DROP, PARAGRAPH, HEADING, ITEM, QUOTE, CAPTION, ROW };

/* Text shorter than this that is no sentence is a label. */
#define LABEL_CHARS 35
/* Share of letters in links, in percent, above which a part is a list of them. */
#define LINK_SHARE 50

struct sorter {
	struct page *p;
	const struct dom *d;
	const struct scored *s;
	bool *linky;	/* elements that are lists of links */
	enum fate *fate;
	int from, to;	/* texts of the container */
	bool whole;	/* the source's body is all there is */
};

static bool
is_heading(enum tag t)
{
	return t >= TAG_H1 && t <= TAG_H6;
}

static bool
ends_sentence(struct str s)
{
	static const char *const ends[] = { ".", "!", "?", "\"", ":", ";",
		"\xe2\x80\x9d", "\xe2\x80\x99", "\xe3\x80\x82", "\xc2\xbb",
		"\xe2\x80\xa6", ")", "\xe3\x80\x8d", "\xef\xbc\x81",
		"\xef\xbc\x9f", "\xe0\xa5\xa4", "\xe2\x80\x9c", "'" };

	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++)
		if (str_ends(s, ends[i]))
			return true;
	return false;
}

/* Is there an ancestor of this kind, up to the container? */
static int
inside_tag(const struct sorter *x, int e, enum tag t)
{
	for (; e > x->s->container; e = x->d->elems[e].parent)
		if (x->d->elems[e].row->tag == t)
			return e;
	return -1;
}

/* Parts of the container in which most letters are links, top down. */
static void
find_linky(struct sorter *x)
{
	const struct dom *d = x->d;
	const struct elem *c = &d->elems[x->s->container];
	size_t chars, links;
	int up;

	x->linky = arena_alloc(d->arena, (size_t)(c->end - x->s->container),
	    sizeof(*x->linky));
	for (int i = x->s->container + 1; i < c->end; i++) {
		up = d->elems[i].parent - x->s->container;
		chars = score_sum(d, x->s->chars, i);
		links = score_sum(d, x->s->link_chars, i);
		x->linky[i - x->s->container] = x->linky[up] ||
		    (d->elems[i].row->flags & TAGF_BLOCK && chars > 0 &&
		    links * 100 > chars * LINK_SHARE);
	}
}

/*
 * Does the source's body hold the article to its end? Then what it does not
 * hold is not the article's. A body cut short has prose of the page after the
 * last match.
 */
static bool
is_whole(const struct page *p)
{
	const struct scored *s = &p->scored;
	size_t c = (size_t)s->container, before, all;
	size_t to = (size_t)p->dom.elems[c].block_to;
	size_t last = to;

	if (s->nmatched == 0)
		return false;
	while (last > 0 && !s->matched[last - 1])
		last--;
	before = s->raw[last];
	all = s->raw[to];
	return (all - before) * 5 < s->nmatched &&
	    s->nmatched * 10 > p->body.n * 5;
}

static bool
is_linky(const struct sorter *x, int e)
{
	return x->linky[e - x->s->container];
}

static enum fate
fate_by_tag(const struct sorter *x, const struct text *t)
{
	switch (t->tag) {
	case TAG_H1:
		return DROP;
	case TAG_H2:
	case TAG_H3:
	case TAG_H4:
	case TAG_H5:
	case TAG_H6:
		return HEADING;
	case TAG_LI:
	case TAG_DD:
	case TAG_DT:
		return ITEM;
	case TAG_TD:
	case TAG_TH:
		return ROW;
	case TAG_FIGCAPTION:
	case TAG_CAPTION:
		return CAPTION;
	default:
		return inside_tag(x, t->elem, TAG_BLOCKQUOTE) >= 0 ? QUOTE :
		    PARAGRAPH;
	}
}

static enum fate
fate_of(const struct sorter *x, int i)
{
	const struct text *t = &x->d->texts[i];
	unsigned hints = x->s->hints[t->elem];
	bool linky = is_linky(x, t->elem);
	enum fate f = fate_by_tag(x, t);

	if (hints & (HINT_HIDDEN | HINT_COMMENTS))
		return DROP;
	if (i == x->p->title || furniture_line(t->s))
		return DROP;
	if (hints & HINT_CAPTION || inside_tag(x, t->elem, TAG_FIGURE) >= 0)
		f = score_weight(t) > 0 && x->s->matched[i] &&
		    t->tag == TAG_P ? f : CAPTION;
	if (x->s->matched[i] && !is_heading(t->tag) && t->chars > 30)
		return f;
	if (hints & HINTS_OUT || linky)
		return DROP;
	if (f == CAPTION)
		return f;
	if (x->whole && !is_heading(t->tag) && t->chars > 30)
		return DROP;
	if (furniture_time(t->s) || furniture_byline(t->s))
		return DROP;
	if (t->tag == TAG_OTHER && t->chars < LABEL_CHARS &&
	    !ends_sentence(t->s))
		return DROP;
	if (hints & (HINT_BYLINE | HINT_DATE) && t->chars < 80 &&
	    score_weight(t) == 0)
		return DROP;
	return f;
}

/* A heading with nothing under it is of something that was dropped. */
static void
drop_bare_headings(struct sorter *x)
{
	bool body = false;

	for (int i = x->to - 1; i >= x->from; i--) {
		if (x->fate[i - x->from] == HEADING) {
			if (!body)
				x->fate[i - x->from] = DROP;
			body = false;
		} else if (x->fate[i - x->from] != DROP &&
		    x->fate[i - x->from] != CAPTION) {
			body = true;
		}
	}
}

/* The first text that is prose, and the one after the last. */
static void
find_region(struct sorter *x)
{
	struct page *p = x->p;

	p->first = x->to;
	p->last = x->from;
	for (int i = x->from; i < x->to; i++) {
		if (x->fate[i - x->from] == DROP ||
		    x->fate[i - x->from] == CAPTION ||
		    x->s->good[i + 1] == x->s->good[i])
			continue;
		if (p->first == x->to)
			p->first = i;
		p->last = i + 1;
	}
}

static void
put(struct sorter *x, int i)
{
	static const enum block_type types[] = {
		[PARAGRAPH] = BLOCK_PARAGRAPH, [HEADING] = BLOCK_SUBHEADING,
		[ITEM] = BLOCK_LIST_ITEM, [QUOTE] = BLOCK_QUOTE,
		[CAPTION] = BLOCK_CAPTION, [ROW] = BLOCK_TABLE_ROW,
	};
	enum fate f = x->fate[i - x->from];

	if (f == DROP)
		return;
	x->p->used[i] = true;
	page_add_block(x->p, types[f], x->d->texts[i].s);
}

/* Is this text, before the body, the deck? */
static bool
is_deck(const struct sorter *x, int i, struct str said)
{
	const struct text *t = &x->d->texts[i];
	unsigned hints = x->s->hints[t->elem];

	if (t->chars < 20 || t->chars > 1000 || i == x->p->title ||
	    t->link_chars * 2 > t->chars || furniture_line(t->s) ||
	    furniture_time(t->s) || furniture_byline(t->s) ||
	    hints & HINTS_OUT)
		return false;
	if (hints & HINT_DECK && !(hints & HINT_CAPTION))
		return true;
	if (said.n >= 20 && t->s.n >= 20 &&
	    str_eq(str_sub(t->s, 0, 40), str_sub(said, 0, 40)))
		return true;
	return t->tag == TAG_H2 && i == x->p->title + 1 && t->chars >= 40;
}

/* Texts from the headline to the body that are the deck. */
static void
find_deck(struct sorter *x)
{
	struct page *p = x->p;
	struct article *a = p->out;
	struct str said = p->ld.deck.n > 0 ? p->ld.deck : p->meta.deck;
	int from = p->title >= 0 && p->title < p->first ? p->title + 1 :
	    p->first - 10;
	int to = p->first;

	if (to < x->to && x->s->hints[x->d->texts[to].elem] & HINT_DECK)
		to++;
	for (int i = from < 0 ? 0 : from; i < to; i++) {
		if (!is_deck(x, i, said) || a->deck.n > 600)
			continue;
		a->deck = a->deck.n == 0 ? x->d->texts[i].s :
		    arena_printf(p->arena, "%.*s %.*s", STR_FMT(a->deck),
		    STR_FMT(x->d->texts[i].s));
		if (i >= x->from)
			x->fate[i - x->from] = DROP;
		p->used[i] = true;
	}
}

void
page_add_block(struct page *p, enum block_type type, struct str text)
{
	struct article *a = p->out;

	if (a->nblocks >= LIMIT_BLOCKS || text.n == 0)
		return;
	a->blocks = arena_grow(p->arena, a->blocks, a->nblocks,
	    &p->cap_blocks, sizeof(*a->blocks));
	a->blocks[a->nblocks++] = (struct block){ type, text };
}

/* The body as another source gave it, a paragraph a line. */
static void
blocks_of_source(struct page *p, struct str body)
{
	struct str line;

	while (str_line(&body, &line))
		page_add_block(p, BLOCK_PARAGRAPH, line);
}

void
page_blocks(struct page *p)
{
	struct sorter x = { .p = p, .d = &p->dom, .s = &p->scored };
	const struct elem *c;

	p->used = arena_alloc(p->arena, p->dom.ntexts + 1, sizeof(*p->used));
	if (p->scored.container < 0 ||
	    (p->scored.nmatched == 0 && p->body.n > 2 * p->scored.weight)) {
		blocks_of_source(p, p->body);
		return;
	}
	c = &p->dom.elems[p->scored.container];
	x.from = c->block_from;
	x.to = c->block_to;
	x.fate = arena_alloc(p->arena, (size_t)(x.to - x.from) + 1,
	    sizeof(*x.fate));
	x.whole = is_whole(p);
	find_linky(&x);
	for (int i = x.from; i < x.to; i++)
		x.fate[i - x.from] = fate_of(&x, i);
	drop_bare_headings(&x);
	find_region(&x);
	find_deck(&x);
	for (int i = x.from; i < x.to; i++)
		if (i >= p->first - 3 && i < p->last + 2)
			put(&x, i);
}
