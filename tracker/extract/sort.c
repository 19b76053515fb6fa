#include "tracker/extract/boxes.h"
#include "tracker/extract/page.h"

/* Text shorter than this that is no sentence is a label. */
#define LABEL_CHARS 35
/* Share of letters in links, in percent, above which a part is a list of them. */
#define LINK_SHARE 50
/* Letters of its own that make a paragraph of links one all the same. */
#define OWN_CHARS 60

struct sorter {
	struct page *p;
	const struct dom *d;
	const struct scored *s;
	bool *linky;	/* elements that are lists of links */
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
		"\xef\xbc\x9f", "\xe0\xa5\xa4", "\xe2\x80\x9c", "'", "؟",
		"۔", "։", "።", "។", "။", "།" };

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
		if (dom_begins_body(d, i))
			continue;
		up = d->elems[i].parent - x->s->container;
		chars = score_sum(d, x->s->chars, i);
		links = score_sum(d, x->s->link_chars, i);
		x->linky[i - x->s->container] = x->linky[up] ||
		    (d->elems[i].row->flags & TAGF_BLOCK && chars > 0 &&
		    links * 100 > chars * LINK_SHARE &&
		    score_sum(d, x->s->good, i) * 4 < x->s->weight &&
		    !(d->elems[i].row->tag == TAG_P &&
		    chars - links >= OWN_CHARS));
	}
}

/* A body shorter than this may be an introduction. */
#define WHOLE_BYTES 600

/*
 * Does the source's body hold the article to its end? Then what it does not hold
 * is not the article's. A body cut short ends within a sentence, or has much of
 * the page's prose after the last match.
 */
static bool
is_whole(const struct page *p)
{
	const struct scored *s = &p->scored;
	size_t to = (size_t)p->dom.elems[s->container].block_to;
	size_t last = to, after;

	if (p->rule_body >= 0 || s->nmatched == 0 ||
	    s->nmatched * 2 < p->body.n ||
	    str_ends(p->body, "...") || str_ends(p->body, "\xe2\x80\xa6"))
		return false;
	while (last > 0 && !s->matched[last - 1])
		last--;
	after = s->raw[to] - s->raw[last];
	return after * 5 < s->nmatched || (p->body.n >= WHOLE_BYTES &&
	    ends_sentence(p->body) && after < 2 * s->nmatched);
}

static bool
is_linky(const struct sorter *x, int e)
{
	/* an inline element that a rule names has text of those around it */
	return dom_inside(x->d, e, x->s->container) &&
	    x->linky[e - x->s->container];
}

static enum fate
fate_by_tag(const struct sorter *x, const struct text *t)
{
	switch (t->tag) {
	case TAG_H1:
		return FATE_DROP;
	case TAG_H2:
	case TAG_H3:
	case TAG_H4:
	case TAG_H5:
	case TAG_H6:
		return FATE_HEADING;
	case TAG_LI:
	case TAG_DD:
	case TAG_DT:
		return FATE_ITEM;
	case TAG_TD:
	case TAG_TH:
		/* prose in a cell: the table is there for layout */
		return score_weight(t) > 0 ? FATE_PARAGRAPH : FATE_ROW;
	case TAG_FIGCAPTION:
	case TAG_CAPTION:
		return FATE_CAPTION;
	default:
		return inside_tag(x, t->elem, TAG_BLOCKQUOTE) >= 0 ? FATE_QUOTE :
		    FATE_PARAGRAPH;
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
		return FATE_DROP;
	if (i == x->p->title || furniture_line(t->s) ||
	    rule_leaves_out(x->p, t))
		return FATE_DROP;
	if (furniture_credit(t->s))
		f = FATE_CAPTION;
	else if (f != FATE_QUOTE && (hints & HINT_CAPTION ||
	    inside_tag(x, t->elem, TAG_FIGURE) >= 0))
		f = score_weight(t) > 0 && x->s->matched[i] &&
		    t->tag == TAG_P ? f : FATE_CAPTION;
	if (x->s->matched[i] && !is_heading(t->tag) && t->chars > 30 &&
	    !(hints & HINT_JUNK && t->link_chars == t->chars))
		return f;
	if (hints & HINTS_OUT || linky)
		return FATE_DROP;
	if (f == FATE_CAPTION)
		return f;
	if (x->whole && !is_heading(t->tag) && t->chars > 30)
		return FATE_DROP;
	if (furniture_time(t->s) || furniture_byline(t->s))
		return FATE_DROP;
	if (t->tag == TAG_OTHER && t->chars < LABEL_CHARS &&
	    !ends_sentence(t->s))
		return FATE_DROP;
	if (hints & (HINT_BYLINE | HINT_DATE) && t->chars < 80 &&
	    score_weight(t) == 0)
		return FATE_DROP;
	return f;
}

/* A heading with nothing under it is of something that was dropped, and so is
 * one that announces other stories and has the story's next paragraph there. */
static void
drop_bare_headings(struct sorter *x)
{
	const struct text *t;
	bool body = false;

	for (int i = x->to - 1; i >= x->from; i--) {
		t = &x->d->texts[i];
		if (x->p->fate[i] == FATE_HEADING) {
			if (!body || (t->chars < 60 && furniture_end(t->s)))
				x->p->fate[i] = FATE_DROP;
			body = false;
		} else if (x->p->fate[i] != FATE_DROP) {
			body = true;
		}
	}
}

/*
 * Does the story go on behind a box that this heading is of? Its next prose then
 * stands beside the prose before it, and in between is what was dropped.
 */
static bool
goes_on(const struct sorter *x, int heading)
{
	const struct text *t = x->d->texts;
	const enum fate *fate = x->p->fate;
	int before = heading - 1, next = heading + 1;

	while (before >= x->from && (fate[before] == FATE_DROP ||
	    score_weight(&t[before]) == 0))
		before--;
	while (next < x->to && fate[next] == FATE_DROP)
		next++;
	return before >= x->from && next > heading + 1 && next < x->to &&
	    score_weight(&t[next]) > 0 &&
	    t[next].tag == t[before].tag &&
	    x->d->elems[t[next].elem].parent ==
	    x->d->elems[t[before].elem].parent;
}

/*
 * A heading such as "More stories" after most of the prose ends the story: what
 * follows is of others.
 */
static void
cut_tail(struct sorter *x)
{
	size_t all = x->s->good[x->to] - x->s->good[x->from];
	const struct text *t;
	int i;

	for (i = x->from; i < x->to; i++) {
		t = &x->d->texts[i];
		if (x->p->fate[i] == FATE_HEADING && t->chars < 60 &&
		    furniture_end(t->s) &&
		    (x->s->good[i] - x->s->good[x->from]) * 2 >= all &&
		    !goes_on(x, i))
			break;
	}
	for (; i < x->to; i++)
		if (!x->s->matched[i])
			x->p->fate[i] = FATE_DROP;
}

/* Lines of the author, the agency and the rights that end the text. */
#define SIGN_OFFS 4

static void
drop_sign_offs(struct sorter *x)
{
	int left = SIGN_OFFS;

	if (x->p->rule_body >= 0)
		return;
	for (int i = x->to - 1; i >= x->from && left > 0; i--) {
		if (x->p->fate[i] == FATE_DROP)
			continue;
		if (x->s->matched[i] ||
		    !furniture_sign_off(x->d->texts[i].s))
			return;
		x->p->fate[i] = FATE_DROP;
		left--;
	}
}

/* The first text that is prose, and the one after the last. */
static void
find_region(struct sorter *x)
{
	struct page *p = x->p;

	p->first = x->to;
	p->last = x->from;
	if (p->rule_body >= 0) {	/* all of it, by order */
		p->first = x->from;
		p->last = x->to;
		return;
	}
	for (int i = x->from; i < x->to; i++) {
		if (x->p->fate[i] == FATE_DROP ||
		    x->p->fate[i] == FATE_CAPTION ||
		    x->s->good[i + 1] == x->s->good[i])
			continue;
		if (p->first == x->to)
			p->first = i;
		p->last = i + 1;
	}
}

/* The list that holds a text, or -1. */
static int
list_of(const struct sorter *x, int i)
{
	int e = x->d->texts[i].elem;

	for (; e > x->s->container; e = x->d->elems[e].parent)
		if (x->d->elems[e].row->tag == TAG_UL ||
		    x->d->elems[e].row->tag == TAG_OL)
			return e;
	return -1;
}

/*
 * A list right after the last prose, which its last line may have announced,
 * belongs to the story: short items are no prose, and yet no furniture.
 */
static void
take_last_list(struct sorter *x)
{
	struct page *p = x->p;
	int list, i = p->last;

	if (i == x->from || i >= x->to || p->fate[i] != FATE_ITEM)
		return;
	list = list_of(x, i);
	if (list < 0 || score_sum(x->d, x->s->link_chars, list) > 0 ||
	    x->d->elems[list].parent !=
	    x->d->elems[x->d->texts[i - 1].elem].parent)
		return;
	while (p->last < x->to && list_of(x, p->last) == list)
		p->last++;
}

/*
 * Of the texts around the region of prose, captions before it and short
 * sentences right after it belong to the story.
 */
static bool
is_near(const struct sorter *x, int i)
{
	const struct page *p = x->p;

	if (i < p->first)
		return i >= p->first - 3 && (p->fate[i] == FATE_CAPTION ||
		    x->s->matched[i]);
	return i < p->last || (i < p->last + 2 && (x->s->matched[i] ||
	    p->fate[i] == FATE_CAPTION ||
	    (x->d->texts[i].tag != TAG_OTHER &&
	    ends_sentence(x->d->texts[i].s))));
}

/* Texts of some length after the headline in which the first prose is a deck,
 * and how much. */
#define DECK_TEXTS 4
#define DECK_LEAST 60
/* A deck of several lines is taken up to this. */
#define DECK_BYTES 600

/* Does a text say the headline once more, with a kicker or a name? */
static bool
repeats_headline(const struct page *p, struct str s)
{
	struct str title = p->title < 0 ? str_make(NULL, 0) :
	    p->dom.texts[p->title].s;

	return title.n >= 20 && s.n < 3 * title.n && str_find(s, title) >= 0;
}

/* Is it the text after the headline, or its sibling but for labels between? */
static bool
is_next(const struct sorter *x, int i)
{
	const struct text *t = x->d->texts;
	const struct elem *e = x->d->elems;
	int title = x->p->title;

	if (title < 0 || i <= title || (i > title + 1 &&
	    e[t[i].elem].parent != e[t[title].elem].parent))
		return false;
	while (--i > title)
		if (is_heading(t[i].tag) || score_weight(&t[i]) > 0)
			return false;
	return true;
}

/* Is this text, before the body, the deck? `guess`: by its place alone. */
static bool
is_deck(const struct sorter *x, int i, struct str said, bool guess)
{
	const struct text *t = &x->d->texts[i];
	unsigned hints = x->s->hints[t->elem];

	if (t->chars < 20 || t->chars > 1000 || i == x->p->title ||
	    t->link_chars * 2 > t->chars || furniture_line(t->s) ||
	    furniture_time(t->s) || furniture_byline(t->s) ||
	    repeats_headline(x->p, t->s) ||
	    hints & (HINT_COMMENTS | HINT_HIDDEN))
		return false;
	if (furniture_credit(t->s) || (x->p->known != NULL && x->p->known[i]))
		return false;
	/* the metadata say so, whatever its class */
	if (said.n >= 20 && t->s.n >= 20 &&
	    str_eq(str_sub(t->s, 0, 40), str_sub(said, 0, 40)))
		return true;
	if (hints & HINTS_OUT)
		return false;
	if (hints & HINT_DECK && !(hints & HINT_CAPTION))
		return true;
	if (t->tag == TAG_H2 && t->chars >= 40 && is_next(x, i))
		return true;
	return guess && i > x->p->title && x->p->title >= 0 &&
	    x->p->rule_body < 0 && score_weight(t) >= DECK_LEAST &&
	    t->tag != TAG_FIGCAPTION &&
	    !(hints & (HINT_CAPTION | HINT_BYLINE | HINT_DATE)) &&
	    t->tag != TAG_LI && t->tag != TAG_TD && !furniture_credit(t->s);
}

static void
take_deck(struct sorter *x, int i)
{
	struct article *a = x->p->out;
	struct str s = x->d->texts[i].s;

	a->deck = a->deck.n == 0 ? s : arena_printf(x->p->arena, "%.*s %.*s",
	    STR_FMT(a->deck), STR_FMT(s));
	x->p->fate[i] = FATE_DROP;
}

/* Texts from the headline to the body that are the deck: what is named so, else
 * the first prose right after the headline. */
static void
find_deck(struct sorter *x)
{
	struct page *p = x->p;
	struct str said = p->ld.deck.n > 0 ? p->ld.deck : p->meta.deck;
	int from = p->title >= 0 && p->title < p->first ? p->title + 1 :
	    p->first - 10;
	int to = p->first, n = 0;

	if (from < 0)
		from = 0;
	if (to < x->to && x->s->hints[x->d->texts[to].elem] & HINT_DECK)
		to++;
	for (int i = from; i < to; i++)
		if (p->out->deck.n <= DECK_BYTES && is_deck(x, i, said, false))
			take_deck(x, i);
	/* counts and share bars come and go: only longer texts are counted */
	for (int i = from; i < to && n < DECK_TEXTS; i++) {
		if (p->out->deck.n > 0)
			break;
		n += x->d->texts[i].chars >= LABEL_CHARS;
		if (is_deck(x, i, said, true))
			take_deck(x, i);
	}
}

/* Prose (in bytes) after which another first-level heading is the next story. */
#define STORY_LEAST 300

/* Where the next story begins that the page goes on with, or `to`. */
static int
next_story(const struct sorter *x)
{
	const struct page *p = x->p;
	const size_t *good = x->s->good;
	struct str class;

	if (p->title < 0 || x->d->texts[p->title].tag != TAG_H1 ||
	    p->rule_body >= 0)
		return x->to;
	/* editors' own headings have no class, or another one */
	class = dom_attr(&x->d->elems[x->d->texts[p->title].elem], "class");
	for (int i = x->from; i < x->to && class.n > 0; i++)
		if (x->d->texts[i].tag == TAG_H1 && i > p->title &&
		    str_eq(dom_attr(&x->d->elems[x->d->texts[i].elem],
		    "class"), class) &&
		    good[i] - good[p->title] >= STORY_LEAST)
			return i;
	return x->to;
}

void
page_sort(struct page *p)
{
	struct sorter x = { .p = p, .d = &p->dom, .s = &p->scored };
	const struct elem *c;

	p->fate = arena_alloc(p->arena, p->dom.ntexts + 1, sizeof(*p->fate));
	if (p->scored.container < 0)
		return;
	c = &p->dom.elems[p->scored.container];
	x.from = c->block_from;
	x.to = c->block_to;
	x.to = next_story(&x);
	x.whole = is_whole(p);
	p->out->sourced = x.whole;
	find_linky(&x);
	for (int i = x.from; i < x.to; i++)
		p->fate[i] = fate_of(&x, i);
	page_drop_known(p, x.from, x.to);
	drop_boxes(p, x.from, x.to);
	cut_tail(&x);
	drop_sign_offs(&x);
	drop_bare_headings(&x);
	find_region(&x);
	take_last_list(&x);
	for (int i = x.from; i < x.to; i++)
		if (!is_near(&x, i))
			p->fate[i] = FATE_DROP;
	find_deck(&x);
}
