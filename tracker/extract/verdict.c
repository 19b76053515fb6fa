/*
 * Verdicts: is this page the story at all? Shown by what a page says when it has
 * little else to say; an article that speaks of robots or cookies is none the
 * less an article.
 */
#include "tracker/base/finder.h"
#include "tracker/extract/page.h"

/* Letters of prose below which a page must be asked what it is. */
#define SHORT_CHARS 1500
/* The same for a page that says it is an article. */
#define TEASER_CHARS 700
/* Below this there is nothing. */
#define EMPTY_CHARS 20
/* Stories of a front page. */
#define LISTING_STORIES 6
/* Letters under the page's own first-level headline that are a story. */
#define STORY_CHARS 500

/* What a page says that stands before the story; lower case. */
static const char *const walls[] = {
	"before you continue", "accept all cookies", "accept cookies",
	"manage your cookie", "we and our partners", "store and access",
	"we value your privacy", "your privacy choices", "cookie settings",
	"alle akzeptieren", "mit werbung weiterlesen", "tout accepter",
	"continuer sans accepter", "aceptar todo", "accetta tutto",
	"verify you are human", "verify that you are", "are you a robot",
	"not a robot", "unusual traffic", "checking your browser",
	"just a moment", "enable javascript", "javascript is disabled",
	"turn on javascript", "captcha", "access denied",
	"access to this page has been denied", "security check",
	"subscribe to continue", "subscribe to read", "subscribers only",
	"to continue reading", "continue reading with", "already a subscriber",
	"log in to continue", "sign in to continue", "sign in to read",
	"log in to read", "create a free account", "register to read",
	"register to continue", "reserved for subscribers",
	"already have an account", "for subscribers", "jetzt weiterlesen",
	"nur f\xc3\xbcr abonnenten", "mit einem abo",
	"r\xc3\xa9serv\xc3\xa9 aux abonn\xc3\xa9s",
	"solo para suscriptores", "disable your ad blocker", "ad blocker",
};

/* What an error page's headline or first words say; lower case. */
static const char *const errors[] = {
	"page not found", "404", "not be found", "page you requested",
	"page you are looking for", "page you were looking for",
	"does not exist", "no longer available", "no longer exists",
	"seite nicht gefunden", "page introuvable", "page non trouv",
	"p\xc3\xa1gina no encontrada", "pagina non trovata",
	"p\xc3\xa1gina n\xc3\xa3o encontrada", "pagina niet gevonden",
	"siden finnes ikke", "siden blev ikke fundet", "sidan hittades inte",
	"something went wrong", "an error occurred", "internal server error",
	"bad gateway", "service unavailable", "temporarily unavailable",
	"gateway time", "403 forbidden", "error 403", "error 500",
	"request could not be satisfied", "forbidden url",
};

/* How many of a table's words the text has; *first is the table's first. */
static size_t
says(struct str s, const char *const *table, size_t n, const char **first)
{
	struct finder f;
	struct hits found;
	size_t count = 0;

	finder_init(&f);
	for (size_t i = 0; i < n; i++)
		finder_add(&f, table[i]);
	found = finder_find(&f, s);
	for (size_t i = 0; i < n; i++)
		if (hits_has(&found, i) && count++ == 0)
			*first = table[i];
	return count;
}

#define SAYS(s, table, first) \
	says(s, table, sizeof(table) / sizeof(*(table)), first)
_Static_assert(sizeof(walls) / sizeof(*walls) <= FINDER_WORDS &&
    sizeof(errors) / sizeof(*errors) <= FINDER_WORDS, "too many words");

static size_t
body_chars(const struct article *a)
{
	size_t n = 0;

	for (size_t i = 0; i < a->nblocks; i++)
		n += a->blocks[i].type == BLOCK_CAPTION ? 0 :
		    a->blocks[i].text.n;
	return n;
}

/* The first texts of the page, body or not, as one. */
static struct str
page_text(const struct page *p)
{
	struct buf b;
	struct str s;

	buf_init(&b, 20000);
	for (size_t i = 0; i < p->dom.ntexts && !b.full; i++) {
		buf_adds(&b, p->dom.texts[i].s);
		buf_addc(&b, ' ');
	}
	s = arena_str(p->arena, buf_str(&b));
	buf_release(&b);
	return s;
}

static void
decide(struct page *p, enum verdict v, struct str reason)
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

/* Does the text stand under a headline that the metadata have, too? */
static bool
has_headline(const struct page *p)
{
	const struct dom *d = &p->dom;
	int t = p->title;

	return t >= 0 && t <= p->first && p->first < p->last &&
	    d->texts[t].tag == TAG_H1 &&
	    (str_eq(p->out->headline, p->ld.headline) ||
	    str_eq(p->out->headline, p->meta.headline));
}

/* Does the page say that it holds one article? */
static bool
is_declared(const struct page *p)
{
	return (p->ld.article && p->ld.published != TIME_NONE) ||
	    (p->meta.article && p->meta.published != TIME_NONE);
}

static bool
is_wall(struct page *p, size_t chars)
{
	const char *word = NULL;
	struct str text;
	size_t n, least;

	if (chars >= SHORT_CHARS || (is_declared(p) && chars >= TEASER_CHARS))
		return false;
	text = page_text(p);
	n = SAYS(text, walls, &word);
	/* a page that calls itself an article has a cookie line all the same */
	least = p->ld.locked ? 1 : is_declared(p) ? 3 : chars < 300 ? 1 : 2;
	if (n < least && SAYS(p->out->headline, walls, &word) == 0)
		return false;
	decide(p, VERDICT_WALL, arena_printf(p->arena,
	    "%zu bytes of text, and the page says \"%s\"", chars, word));
	return true;
}

static bool
is_error(struct page *p, size_t chars)
{
	const char *word = NULL;
	struct str head;

	if (p->in->status >= 400) {
		decide(p, VERDICT_ERROR, arena_printf(p->arena,
		    "the server answered %d", p->in->status));
		return true;
	}
	if (is_declared(p) || chars >= SHORT_CHARS / 2)
		return false;
	head = arena_printf(p->arena, "%.*s %.*s", STR_FMT(p->out->headline),
	    STR_FMT(p->meta.title));
	if (SAYS(head, errors, &word) == 0 &&
	    (chars > 400 || SAYS(page_text(p), errors, &word) == 0))
		return false;
	decide(p, VERDICT_ERROR, arena_printf(p->arena,
	    "the page says \"%s\"", word));
	return true;
}

static bool
is_media(struct page *p)
{
	struct str t = p->in->content_type;

	if (t.n == 0 || str_istarts(t, "text/") ||
	    str_ifind(t, STR("html")) >= 0 || str_ifind(t, STR("xml")) >= 0)
		return false;
	decide(p, VERDICT_EMPTY, arena_printf(p->arena,
	    "a page was expected, not %.*s", STR_FMT(t)));
	return true;
}

static bool
is_listing(struct page *p, size_t chars)
{
	size_t n;

	if (is_declared(p) || p->out->published != TIME_NONE ||
	    p->rule_body >= 0 || chars > SHORT_CHARS ||
	    (has_headline(p) && chars > STORY_CHARS))
		return false;
	n = stories(&p->dom);
	if (n < LISTING_STORIES && !(p->meta.listing && n > 1))
		return false;
	decide(p, VERDICT_LISTING, arena_printf(p->arena,
	    "%zu stories and none of them the page's own", n));
	return true;
}

/*
 * Control characters that text does not have, in more than one byte of
 * twenty. Two-byte encodings have them in every letter, and are left out.
 */
static bool
has_controls(const struct extract_input *in)
{
	struct str head = str_sub(in->bytes, 0, 65536);
	size_t n = 0;

	if (str_istarts(in->charset, "utf-16") || str_starts(head, "\xff\xfe") ||
	    str_starts(head, "\xfe\xff"))
		return false;
	for (size_t i = 0; i < head.n; i++)
		if ((unsigned char)head.p[i] < 0x20)
			n += (head.p[i] < '\t' || head.p[i] > '\r') &&
			    head.p[i] != 0x1b;
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
	if (!has_controls(p->in) && (bad * 10 < chars || chars == 0))
		return false;
	decide(p, VERDICT_EMPTY, STR("the bytes are no text"));
	return true;
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

	a->method = method(p);
	a->verdict = VERDICT_ARTICLE;
	if (!is_media(p) && !is_error(p, chars) && !is_wall(p, chars) &&
	    !is_binary(p, chars) && !is_listing(p, chars) &&
	    chars < EMPTY_CHARS && a->nnotes == 0)
		decide(p, VERDICT_EMPTY, p->in->bytes.n == 0 ?
		    STR("the answer has no bytes") :
		    STR("no text of an article on the page"));
	a->quality = quality(p, chars);
}
