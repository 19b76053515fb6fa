/*
 * What a page says of itself: consent, subscription, log-in, robots, errors. It
 * is asked of a short or long body alike, of its headline, of what stands behind
 * the story, and of a page without one.
 */
#include "tracker/extract/said.h"
#include "tracker/extract/verdict.h"

/* Bytes and blocks of a body that are read for what they say. */
#define READ_BYTES 4000
#define READ_BLOCKS 60
/*
 * Percent of one text that phrases cover when it is such a page's; a story's
 * sentence has one such phrase at most. Where it speaks to the reader, and where
 * there is much of it, or the page calls itself an article.
 */
#define SPOKEN_SHARE 20
#define LONG_SHARE 30
/* Where it does not, and where it tells prices and offers, which are news. */
#define PLAIN_SHARE 50
#define PRICE_SHARE 70
/* Where there is a line or two and the page does not say what it is; and where
 * none of these phrases is said but words that anybody says. */
#define BRIEF_SHARE 12
#define WEAK_SHARE 25
/* Of a gate. */
#define GATE_SHARE 25
/* Percent of a body that such texts are when there is no story in it. */
#define BODY_SHARE 60
/* Bytes of a line or two. */
#define BRIEF_BODY 260
/* Percent of a headline that says what page this is. */
#define HEAD_SHARE 75
/* Bytes of text under such a headline that may be furniture. */
#define HEAD_CHARS 750
/* Bytes of a story that ends at a gate: where the page calls itself an article,
 * where it does not, where it says that it is not free, where it is cut. */
#define TEASER_CHARS 700
#define BARE_CHARS 1000
#define LOCKED_CHARS 1500
#define CUT_CHARS 3000
/* Bytes under its own headline that are a story of one sentence. */
#define OWN_CHARS 60
/* Texts after the body in which a gate is looked for. */
#define GATE_TEXTS 12
/* Last texts of a longer body that may be one. */
#define GATE_LAST 2

struct asked {
	struct page *p;
	const struct said_phrases *phrases;
	size_t chars;		/* bytes of the body */
	bool brief;		/* a line or two, and the page says not what */
};

static const char *const kind_names[SAID_PAGES] = {
	"a consent page", "a subscription page", "a log-in page",
	"a check for robots", "an error page",
};

static bool
decide_kind(struct asked *x, enum said_kind k, struct str phrase)
{
	verdict_is(x->p, k == SAID_ERROR ? VERDICT_ERROR : VERDICT_WALL,
	    arena_printf(x->p->arena, "%s: it says \"%.*s\"", kind_names[k],
	    STR_FMT(phrase)));
	return true;
}

/* Bytes of a body's texts that are of each kind of page. */
struct census {
	size_t all, of[SAID_PAGES];
	size_t weight[SAID_PAGES];	/* that phrases cover */
	struct str first[SAID_PAGES];
};

/* Is the text such a page's? */
static bool
is_of(const struct asked *x, const struct said *s, enum said_kind k)
{
	unsigned share = said_share(s, k);

	if (!said_to_reader(s))
		return s->says[k] > 0 &&
		    share >= (k == SAID_PAY ? PRICE_SHARE : PLAIN_SHARE);
	if (x->brief)
		return share >= (s->says[k] > 0 ? BRIEF_SHARE : WEAK_SHARE);
	return s->says[k] > 0 && share >= (x->chars < SHORT_CHARS &&
	    !verdict_declared(x->p) ? SPOKEN_SHARE : LONG_SHARE);
}

static void
count_text(struct census *c, const struct asked *x, struct str text)
{
	struct said s;

	said_read(x->phrases, text, &s);
	c->all += text.n;
	for (int k = 0; k < SAID_PAGES; k++) {
		if (!is_of(x, &s, (enum said_kind)k))
			continue;
		c->of[k] += text.n;
		c->weight[k] += s.covered[k];
		if (s.first[k].n > c->first[k].n)
			c->first[k] = s.first[k];
	}
}

/* The kind of page that most of what was counted is, or -1. */
static int
kind_of(const struct census *c)
{
	int best = -1;

	for (int k = 0; k < SAID_PAGES; k++)
		if (c->of[k] > 0 && c->of[k] * 100 >= c->all * BODY_SHARE &&
		    (best < 0 || c->weight[k] > c->weight[best]))
			best = k;
	return best;
}

/* Is the body made of what walls and error pages say? */
static bool
is_said(struct asked *x)
{
	const struct article *a = x->p->out;
	struct census c = { 0 };
	int k;

	if (a->deck.n > 0)
		count_text(&c, x, a->deck);
	for (size_t i = 0; i < a->nblocks && i < READ_BLOCKS &&
	    c.all < READ_BYTES; i++)
		if (a->blocks[i].type != BLOCK_CAPTION)
			count_text(&c, x, a->blocks[i].text);
	k = kind_of(&c);
	if (k < 0 || (k == SAID_ERROR && (x->chars > HEAD_CHARS ||
	    a->nnotes > 0)))
		return false;
	/* a story of such matters; or a short one, and a cookie banner that
	 * passed for a part of it */
	if (verdict_declared(x->p) && (k >= SAID_LOGIN ||
	    (verdict_has_headline(x->p) && c.all - c.of[k] >= OWN_CHARS)))
		return false;
	return decide_kind(x, (enum said_kind)k, c.first[k]);
}

/* <title> up to what divides it from the site's name. */
static struct str
title_head(const struct page *p)
{
	static const char *const seps[] = { " | ", " - ", " \xe2\x80\x93 ",
		" \xe2\x80\x94 ", " \xc2\xb7 ", " :: " };
	struct str s = p->meta.title;
	ptrdiff_t at;

	for (size_t i = 0; i < sizeof(seps) / sizeof(*seps); i++) {
		at = str_find(s, str_of(seps[i]));
		if (at > 0)
			s = str_sub(s, 0, (size_t)at);
	}
	return s;
}

/* Is most of a headline what one kind of page says? */
static bool
is_head(struct asked *x, struct str head)
{
	struct said s;

	said_read(x->phrases, head, &s);
	for (int k = SAID_PAGES; k-- > 0;)
		if (s.says[k] > 0 &&
		    said_share(&s, (enum said_kind)k) >= HEAD_SHARE)
			return decide_kind(x, (enum said_kind)k, s.first[k]);
	return false;
}

/* Does the headline say what page this is, or where that is the site's name,
 * another heading before the text? */
static bool
is_headed(struct asked *x)
{
	const struct page *p = x->p;
	const struct text *t = p->dom.texts;

	if (verdict_declared(p) || x->chars >= HEAD_CHARS || p->out->nnotes > 0)
		return false;
	if (is_head(x, p->out->headline))
		return true;
	/* a page's own headline speaks for it */
	if (p->title >= 0 && x->chars > EMPTY_CHARS &&
	    t[p->title].tag == TAG_H1)
		return false;
	if (is_head(x, title_head(p)))
		return true;
	for (int i = 0; i <= p->first && i < (int)p->dom.ntexts; i++)
		if ((t[i].tag == TAG_H1 || t[i].tag == TAG_H2) &&
		    is_head(x, t[i].s))
			return true;
	return false;
}

/* ---- gates -------------------------------------------------------------- */

/* Does the text end before the story does? */
static bool
is_cut(const struct article *a)
{
	struct str s = { 0 };

	for (size_t i = 0; i < a->nblocks; i++)
		if (a->blocks[i].type == BLOCK_PARAGRAPH)
			s = a->blocks[i].text;
	return str_ends(s, "...") || str_ends(s, "\xe2\x80\xa6") ||
	    str_ends(s, "...]") || str_ends(s, "\xe2\x80\xa6]");
}

/* Is text i a gate? A sentence of the story may tell of one; an offer is one
 * only where the page says that it is not free. */
static bool
is_gate(const struct asked *x, int i, const struct said *s)
{
	const struct page *p = x->p;
	bool story = i < p->last && !said_to_reader(s);

	if (said_share(s, SAID_PAY) < (story ? PLAIN_SHARE : GATE_SHARE))
		return false;
	return s->gates > 0 || (p->ld.locked && s->says[SAID_PAY] > 0 &&
	    x->chars < TEASER_CHARS);
}

/* What the first gate says from a text of the body on, or nothing. */
static struct str
first_gate(const struct asked *x, int from)
{
	const struct page *p = x->p;
	int to = p->last + GATE_TEXTS;
	struct said s;

	for (int i = from; i < to && i < (int)p->dom.ntexts; i++) {
		if (verdict_in_frame(p, &p->dom.texts[i]))
			continue;
		said_read(x->phrases, p->dom.texts[i].s, &s);
		if (is_gate(x, i, &s))
			return s.first[SAID_PAY];
	}
	return str_make(NULL, 0);
}

/* Is it a short text that ends where a gate stands? Of a longer one the gate is
 * said: whether it stands before the rest, an earlier version tells. */
static bool
is_gated(struct asked *x)
{
	const struct page *p = x->p;
	bool cut = is_cut(p->out);
	size_t most = cut ? CUT_CHARS : p->ld.locked ? LOCKED_CHARS :
	    verdict_declared(p) ? TEASER_CHARS : BARE_CHARS;
	int late = p->last - GATE_LAST;
	struct str gate;

	if (x->chars < most && cut && p->ld.locked &&
	    x->chars < LOCKED_CHARS) {
		verdict_is(x->p, VERDICT_WALL, STR("a teaser: the page says "
		    "that it is not free, and its text is cut"));
		return true;
	}
	gate = first_gate(x, x->chars >= most && late > p->first ? late :
	    p->first);
	if (x->chars >= most)
		p->out->gate = gate;
	if (x->chars >= most || gate.n == 0)
		return false;
	verdict_is(x->p, VERDICT_WALL, arena_printf(p->arena,
	    "a teaser: %zu bytes of text, and then \"%.*s\"", x->chars,
	    STR_FMT(gate)));
	return true;
}

/* A page without a story: what does the rest of it say? */
static bool
is_bare(struct asked *x)
{
	const struct dom *d = &x->p->dom;
	struct census c = { 0 };
	int k;

	if (x->chars >= EMPTY_CHARS || x->p->out->nnotes > 0)
		return false;
	for (size_t i = 0; i < d->ntexts && c.all < READ_BYTES; i++)
		if (!verdict_in_frame(x->p, &d->texts[i]) &&
		    !(d->elems[d->texts[i].elem].hints & HINT_JUNK))
			count_text(&c, x, d->texts[i].s);
	k = kind_of(&c);
	return k >= 0 && decide_kind(x, (enum said_kind)k, c.first[k]);
}

bool
verdict_said(struct page *p, size_t chars)
{
	struct asked x = { .p = p, .chars = chars };

	x.phrases = said_phrases();
	x.brief = chars < BRIEF_BODY && !p->ld.article && !p->meta.article &&
	    p->out->published == TIME_NONE;
	return is_said(&x) || is_headed(&x) || is_gated(&x) || is_bare(&x);
}
