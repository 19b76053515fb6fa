/*
 * Verdicts: is this page the story at all? A wall or an error page is made of
 * what such pages say (said.h), a teaser is short and ends where a gate stands,
 * a section front is a row of cards. An article that speaks of robots or cookies
 * is none the less an article.
 */
#include "tracker/extract/verdict.h"

/* Stories of a section front, and of one where no text is read. */
#define LISTING_STORIES 6
#define CARDS 5
#define LINKS 8
/* Letters of a link that is a headline. */
#define CARD_CHARS 15
/* Letters under the page's own first-level headline that are a story, and those
 * that no other story's headline stands above. */
#define STORY_CHARS 500
#define BRIEF_CHARS 200

static size_t
body_chars(const struct article *a)
{
	size_t n = 0;

	for (size_t i = 0; i < a->nblocks; i++)
		n += a->blocks[i].type == BLOCK_CAPTION ? 0 :
		    a->blocks[i].text.n;
	return n;
}

void
verdict_is(struct page *p, enum verdict v, struct str reason)
{
	p->out->verdict = v;
	p->out->reason = reason;
}

/* Elements of a page that are stories of their own. */
static size_t
stories(const struct dom *d)
{
	size_t n = 0;

	for (size_t i = 0; i < d->nelems; i++)
		n += d->elems[i].row->tag == TAG_ARTICLE &&
		    d->elems[i].block_to > d->elems[i].block_from;
	return n;
}

bool
verdict_has_headline(const struct page *p)
{
	const struct dom *d = &p->dom;
	int t = p->title;

	return t >= 0 && t <= p->first && p->first < p->last &&
	    d->texts[t].tag == TAG_H1 &&
	    (str_eq(p->out->headline, p->ld.headline) ||
	    str_eq(p->out->headline, p->meta.headline));
}

bool
verdict_declared(const struct page *p)
{
	return (p->ld.article && p->ld.published != TIME_NONE) ||
	    (p->meta.article && p->meta.published != TIME_NONE);
}

bool
verdict_in_frame(const struct page *p, const struct text *t)
{
	const struct dom *d = &p->dom;

	if (p->scored.hints != NULL &&
	    p->scored.hints[t->elem] & (HINT_HIDDEN | HINT_COMMENTS))
		return true;
	for (int e = t->elem; e >= 0; e = d->elems[e].parent)
		if (d->elems[e].row->tag == TAG_NAV ||
		    d->elems[e].row->tag == TAG_FOOTER ||
		    d->elems[e].row->tag == TAG_HEADER)
			return true;
	return false;
}

static bool
is_refused(struct page *p)
{
	if (p->in->status < 400)
		return false;
	verdict_is(p, VERDICT_ERROR, arena_printf(p->arena,
	    "the server answered %d", p->in->status));
	return true;
}

static bool
is_media(struct page *p)
{
	struct str t = p->in->content_type;

	if (t.n == 0 || str_istarts(t, "text/") ||
	    str_ifind(t, STR("html")) >= 0 || str_ifind(t, STR("xml")) >= 0)
		return false;
	verdict_is(p, VERDICT_EMPTY, arena_printf(p->arena,
	    "a page was expected, not %.*s", STR_FMT(t)));
	return true;
}

/* Prose right under headings that are links, and all other. */
struct cards {
	size_t n, inside, own;
};

static void
count_cards(const struct page *p, struct cards *c)
{
	const struct dom *d = &p->dom;
	const struct text *t;
	bool open = false;
	int from = p->first > 3 ? p->first - 3 : 0;

	*c = (struct cards){ 0 };
	for (int i = from; i < p->last && i < (int)d->ntexts; i++) {
		t = &d->texts[i];
		if (t->chars >= CARD_CHARS && t->link_chars * 2 > t->chars) {
			c->n++;
			open = true;
		} else if (t->tag >= TAG_H1 && t->tag <= TAG_H6) {
			open = false;
		} else if (score_weight(t) > 0) {
			*(open ? &c->inside : &c->own) += t->s.n;
			open = false;
		}
	}
}

/* Links outside the page's frame that read like headlines. */
static size_t
links(const struct page *p)
{
	const struct dom *d = &p->dom;
	size_t n = 0;

	for (size_t i = 0; i < d->ntexts; i++)
		n += d->texts[i].chars >= CARD_CHARS &&
		    d->texts[i].link_chars * 2 > d->texts[i].chars &&
		    !verdict_in_frame(p, &d->texts[i]);
	return n;
}

static bool
is_listing(struct page *p, size_t chars)
{
	struct cards c;
	size_t n;

	if (verdict_declared(p) || p->rule_body >= 0)
		return false;
	count_cards(p, &c);
	if (c.n >= CARDS && c.own * 5 < c.inside) {
		verdict_is(p, VERDICT_LISTING, arena_printf(p->arena,
		    "%zu headlines with links and hardly a text besides", c.n));
		return true;
	}
	if (chars < EMPTY_CHARS && p->out->nnotes == 0 &&
	    (n = links(p)) >= LINKS) {
		verdict_is(p, VERDICT_LISTING, arena_printf(p->arena,
		    "%zu links and no text of an article", n));
		return true;
	}
	if (p->out->published != TIME_NONE || chars > SHORT_CHARS ||
	    (verdict_has_headline(p) && chars > STORY_CHARS) ||
	    (c.own > c.inside && c.own > BRIEF_CHARS && p->title >= 0 &&
	    p->title <= p->first))
		return false;
	n = stories(&p->dom);
	if (n < LISTING_STORIES && !(p->meta.listing && n > 1))
		return false;
	verdict_is(p, VERDICT_LISTING, arena_printf(p->arena,
	    "%zu stories and none of them the page's own", n));
	return true;
}

/*
 * Control characters that text does not have, in more than one byte of
 * twenty. Two-byte encodings have them in every letter, and are left out.
 */
static bool
has_controls(const struct page *p)
{
	struct str head = str_sub(p->in->bytes, 0, 65536);
	size_t n = 0;

	if (str_starts(str_of(p->charset), "UTF-16") ||
	    str_starts(str_of(p->charset), "UTF-32"))
		return false;
	for (size_t i = 0; i < head.n; i++) {
		unsigned char c = (unsigned char)head.p[i];

		n += c < 0x20 && (c < '\t' || c > '\r') && c != 0x1b;
	}
	return n * 20 > head.n;
}

/* Bytes that are no text, or whose characters mostly could not be decoded. */
static bool
is_binary(struct page *p, size_t chars)
{
	const struct article *a = p->out;
	size_t bad = 0;
	struct str s;
	ptrdiff_t at;

	for (size_t i = 0; i < a->nblocks; i++)
		for (s = a->blocks[i].text;
		    (at = str_find(s, STR("\xef\xbf\xbd"))) >= 0;
		    s = str_from(s, (size_t)at + 3))
			bad += 3;
	if (!has_controls(p) && (bad * 10 < chars || chars == 0))
		return false;
	verdict_is(p, VERDICT_EMPTY, STR("the bytes are no text"));
	return true;
}

/*
 * Does a note that stands here say that the story was taken back? Then that is
 * all there is to say, whatever else the page has to say of cookies.
 */
static bool
is_withdrawn(const struct article *a)
{
	for (size_t i = 0; i < a->nnotes; i++)
		if (a->notes[i].kind == NOTE_WITHDRAWAL &&
		    strcmp(a->notes[i].place, "metadata") != 0)
			return true;
	return false;
}

/* Sources that agree raise trust (issue: sources combined). */
static double
quality(const struct page *p, size_t chars)
{
	const struct article *a = p->out;
	double q = 0.2;

	q += p->scored.nmatched > 0 || p->rule_body >= 0 ? 0.3 : 0.1;
	q += chars > 1500 ? 0.2 : chars > 400 ? 0.1 : 0.0;
	q += a->published != TIME_NONE ? 0.1 : 0.0;
	q += a->byline.n > 0 ? 0.05 : 0.0;
	q += p->title >= 0 && (str_eq(a->headline, p->ld.headline) ||
	    str_eq(a->headline, p->meta.headline)) ? 0.15 : 0.0;
	return a->verdict == VERDICT_ARTICLE ? q : q / 4;
}

static const char *
method(const struct page *p)
{
	return p->rule_body >= 0 ? "rule" :
	    p->from_source ? p->state.body.n > p->ld.body.n ? "state" :
	    "json-ld" : p->scored.nmatched > 0 ? "json-ld+page" : "scoring";
}

void
page_verdict(struct page *p)
{
	struct article *a = p->out;
	size_t chars = body_chars(a);
	bool taken = is_withdrawn(a);

	a->method = method(p);
	a->verdict = VERDICT_ARTICLE;
	if (!is_media(p) && !is_refused(p) &&
	    (taken || !verdict_said(p, chars)) && !is_binary(p, chars) &&
	    (taken || !is_listing(p, chars)) &&
	    chars < EMPTY_CHARS && a->nnotes == 0)
		verdict_is(p, VERDICT_EMPTY, p->in->bytes.n == 0 ?
		    STR("the answer has no bytes") :
		    STR("no text of an article on the page"));
	a->quality = quality(p, chars);
}
