/* Feeds that a page names for itself (RSS Advisory Board, "RSS Autodiscovery";
 * WHATWG HTML 4.6.7.1, link type "alternate"). */
#include <libxml/HTMLparser.h>

#include "tracker/base/limits.h"
#include "tracker/extract/charset.h"
#include "tracker/extract/feed_parts.h"
#include "tracker/web/url.h"

/* Feeds of one page, the first ones. */
#define FEEDS 64

struct finder {
	struct arena *arena;
	struct str base;
	bool based;		/* <base> was there */
	struct str *found;
	size_t n, cap;
};

static const char *const types[] = {
	"application/rss+xml", "application/atom+xml", "application/rdf+xml",
	"application/feed+json", "application/json", "application/xml",
	"text/xml", "application/x.atom+xml", "application/x-atom+xml",
};

static struct str
attribute(const xmlChar **at, const char *name)
{
	for (; at != NULL && at[0] != NULL; at += 2)
		if (str_ieqz(str_of((const char *)at[0]), name))
			return str_trim(str_of((const char *)at[1]));
	return STR("");
}

/* Is it one of the words of a list? */
static bool
has_word(struct str list, const char *word)
{
	struct str piece;

	while (str_cut(&list, ' ', &piece))
		if (str_ieqz(str_trim(piece), word))
			return true;
	return false;
}

static bool
is_feed(struct str rel, struct str type, struct str href)
{
	ptrdiff_t semicolon = str_chr(type, ';');

	if (semicolon >= 0)
		type = str_trim(str_sub(type, 0, (size_t)semicolon));
	if (has_word(rel, "feed"))
		return true;
	if (!has_word(rel, "alternate"))
		return false;
	/* WordPress names its programming interface in this way. */
	if (str_ieqz(type, "application/json") &&
	    str_find(href, STR("/wp-json/")) >= 0)
		return false;
	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
		if (str_ieqz(type, types[i]))
			return true;
	return false;
}

static void
add(struct finder *f, struct str href)
{
	struct str url = feed_link(f->arena, f->base, href);

	if (url.n == 0 || url.n > LIMIT_URL_BYTES || f->n == FEEDS)
		return;
	for (size_t i = 0; i < f->n; i++)
		if (str_eq(f->found[i], url))
			return;
	f->found = arena_grow(f->arena, f->found, f->n, &f->cap,
	    sizeof(*f->found));
	f->found[f->n++] = url;
}

static void
on_start(void *arg, const xmlChar *name, const xmlChar **at)
{
	struct str tag = str_of((const char *)name), href, url;
	struct finder *f = arg;

	if (!str_ieqz(tag, "link") && !str_ieqz(tag, "base"))
		return;
	href = attribute(at, "href");
	if (href.n == 0)
		return;
	if (str_ieqz(tag, "link")) {
		if (is_feed(attribute(at, "rel"), attribute(at, "type"), href))
			add(f, href);
	} else if (!f->based && url_resolve(f->base, href, f->arena, &url) ==
	    0) {
		f->base = url;
		f->based = true;
	}
}

struct str *
feed_discover(struct arena *a, const struct feed_input *in, size_t *n)
{
	struct finder f = { .arena = a, .base = in->url };
	htmlParserCtxt *ctxt = NULL;
	struct str utf8;

	*n = 0;
	charset_decode(str_sub(in->bytes, 0, LIMIT_PAGE_BYTES), in->charset, a,
	    &utf8, NULL);
	if (utf8.n == 0 || (ctxt = htmlNewParserCtxt()) == NULL)
		return NULL;
	memset(ctxt->sax, 0, sizeof(*ctxt->sax));
	ctxt->sax->startElement = on_start;
	ctxt->userData = &f;
	xmlFreeDoc(htmlCtxtReadMemory(ctxt, utf8.p, (int)utf8.n, NULL, "UTF-8",
	    HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
	    HTML_PARSE_NONET));
	htmlFreeParserCtxt(ctxt);
	*n = f.n;
	return f.found;
}
