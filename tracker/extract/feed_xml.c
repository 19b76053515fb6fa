/*
 * RSS, RDF, Atom and sitemaps, by libxml2's SAX interface: no tree, so that
 * sixteen megabytes cost what their items cost. What is well-formed is read as
 * it is; what is not is mended first.
 */
#include <libxml/parser.h>

#include "tracker/base/limits.h"
#include "tracker/extract/feed_parts.h"
#include "tracker/extract/feed_xml.h"
#include "tracker/web/url.h"

/* libxml2 stops at 256 by itself. */
#define DEPTH 260
/* Bytes of one element's text that are looked at. */
#define TEXT_BYTES ((size_t)16 * 1024)

/* Attributes that matter, of the element being read. */
struct attributes {
	struct str base, rel, href, type, mode, permalink, about;
};

struct reader {
	struct feed_build *build;
	xmlParserCtxt *ctxt;
	enum feed_format format;	/* FEED_NONE: unknown first element */
	struct str home;		/* namespace of the first element */
	int depth;
	struct str bases[DEPTH + 1];	/* xml:base in force, by depth */
	int skip_depth;		/* of an element that is skipped, or 0 */
	int item_depth;		/* of the item, or 0 */
	int person_depth;	/* of an Atom author, or 0 */
	int source_depth;	/* of an entry's source, or 0 */
	struct feed_draft channel, item;
	/* the element whose text is gathered */
	const struct feed_element *element;	/* or NULL */
	struct attributes attributes;
	int element_depth;
	struct buf text;
	struct str person, mail;
};

static struct str
slice(const xmlChar *z)
{
	return str_of((const char *)z);
}

static struct feed_draft *
draft(struct reader *r)
{
	return r->item_depth > 0 ? &r->item : &r->channel;
}

/* ---- what elements say ------------------------------------------------ */

/* RFC 4648; other bytes are passed over. */
static struct str
base64(struct arena *a, struct str s)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "abcdefghijklmnopqrstuvwxyz0123456789+/";
	char *p = arena_alloc(a, s.n + 1, 1);
	unsigned bits = 0;
	size_t n = 0, have = 0;

	for (size_t i = 0; i < s.n; i++) {
		const char *d = s.p[i] != '\0' ? strchr(digits, s.p[i]) : NULL;

		if (d == NULL)
			continue;
		bits = (bits << 6 | (unsigned)(d - digits)) & 0xffffff;
		have += 6;
		if (have >= 8) {
			have -= 8;
			p[n++] = (char)(bits >> have & 0xff);
		}
	}
	return str_make(p, n);
}

/* A media type whose content stands in base64 (RFC 4287 4.1.3.3). */
static bool
is_binary(struct str type)
{
	return str_chr(type, '/') > 0 && !str_istarts(type, "text/") &&
	    !str_ends(type, "xml");
}

/* What an element's text is, by its type (RFC 4287 3.1; Atom 0.3 3.1). */
static enum feed_markup
markup(const struct reader *r)
{
	struct str type = r->attributes.type;

	if (r->element->space == SPACE_NEWS)
		return MARKUP_MAYBE;
	if (r->format != FEED_ATOM && r->element->space != SPACE_ATOM)
		return MARKUP_MAYBE;
	if (str_ieqz(type, "html") || str_ieqz(type, "text/html"))
		return str_ieqz(r->attributes.mode, "xml") ? MARKUP_NONE :
		    MARKUP_HTML;
	if ((str_ieqz(r->attributes.mode, "escaped") && type.n == 0) ||
	    is_binary(type))
		return MARKUP_MAYBE;
	return MARKUP_NONE;
}

static void
say_title(struct reader *r, struct feed_draft *d, struct str s)
{
	if (str_ieqz(r->attributes.mode, "base64") ||
	    is_binary(r->attributes.type))
		s = base64(r->build->arena, s);
	s = feed_text(r->build->arena, s, markup(r));
	if (s.n > 0 && feed_better(&d->title, r->element->rank))
		d->item.title = s;
}

static void
say_link(struct reader *r, struct feed_draft *d, struct str ref, int rank)
{
	struct str link;

	if (d->link != 0 && d->link <= rank)
		return;
	link = feed_link(r->build->arena, r->bases[r->depth], ref);
	if (link.n > 0 && feed_better(&d->link, rank))
		d->item.link = link;
}

static void
say_id(struct reader *r, struct feed_draft *d, struct str s)
{
	s = feed_text(r->build->arena, s, MARKUP_NONE);
	if (s.n > 0 && feed_better(&d->id, r->element->rank))
		d->item.id = s;
}

/* RSS 2.0: a guid is the item's address unless it says that it is none. */
static void
say_guid(struct reader *r, struct feed_draft *d, struct str s)
{
	say_id(r, d, s);
	if (!str_ieqz(r->attributes.permalink, "false") &&
	    (str_istarts(s, "http://") || str_istarts(s, "https://")))
		say_link(r, d, s, 5);
}

static void
say_atom_id(struct reader *r, struct feed_draft *d, struct str s)
{
	/* It has to be absolute; where it is not, its base makes it so. */
	if (str_starts(s, "/"))
		s = feed_link(r->build->arena, r->bases[r->depth], s);
	say_id(r, d, s);
	if (str_istarts(s, "http://") || str_istarts(s, "https://"))
		say_link(r, d, s, 6);
}

static void
say_location(struct reader *r, struct feed_draft *d, struct str s)
{
	if (s.n > LIMIT_URL_BYTES)
		return;
	say_link(r, d, s, 1);
	d->item.id = d->item.link;
}

static void
say_date(struct reader *r, struct feed_draft *d, struct str s)
{
	enum feed_field field = r->element->field;
	int rank = r->element->rank;
	int64_t t;

	if (feed_date(s, &t) < 0)
		return;
	/* "A point or period in the life of the resource", says Dublin Core.
	 * Of two dates of one rank the later element counts. */
	if (field != FIELD_UPDATED && (d->published == rank ||
	    feed_better(&d->published, rank)))
		d->item.published = t;
	if (field != FIELD_PUBLISHED && (d->updated == rank ||
	    feed_better(&d->updated, rank)))
		d->item.updated = t;
}

static void
say_author(struct reader *r, struct feed_draft *d, struct str s)
{
	s = feed_person(feed_text(r->build->arena, s, markup(r) ==
	    MARKUP_MAYBE ? MARKUP_MAYBE : MARKUP_NONE));
	feed_draft_author(d, r->build->arena, s, r->element->rank);
}

/* Of several alternates the page is wanted, not another feed. */
static int
alternate_rank(struct str type)
{
	if (type.n == 0 || str_ieqz(type, "text/html") ||
	    str_ieqz(type, "application/xhtml+xml"))
		return 3;
	return 4;
}

static void
say_atom_link(struct reader *r, const struct attributes *at)
{
	struct feed_build *b = r->build;

	if (at->rel.n == 0 || feed_rel_is(at->rel, "alternate"))
		say_link(r, draft(r), at->href, alternate_rank(at->type));
	else if (feed_rel_is(at->rel, "hub") && r->item_depth == 0 &&
	    b->feed->hub.n == 0)
		b->feed->hub = feed_link(b->arena, r->bases[r->depth],
		    at->href);
}

static void
say(struct reader *r, struct str s)
{
	struct feed_draft *d = draft(r);

	switch (r->element->field) {
	case FIELD_TITLE:
		say_title(r, d, s);
		break;
	case FIELD_LINK:
		say_link(r, d, s.n > 0 ? s : r->attributes.href,
		    r->element->rank);
		break;
	case FIELD_GUID:
		say_guid(r, d, s);
		break;
	case FIELD_ID:
		say_atom_id(r, d, s);
		break;
	case FIELD_LOCATION:
		say_location(r, d, s);
		break;
	case FIELD_AUTHOR:
		say_author(r, d, s);
		break;
	case FIELD_NAME:
		r->person = feed_text(r->build->arena, s, MARKUP_NONE);
		break;
	case FIELD_MAIL:
		r->mail = feed_text(r->build->arena, s, MARKUP_NONE);
		break;
	case FIELD_PUBLISHED:
	case FIELD_UPDATED:
	case FIELD_DATE:
		say_date(r, d, s);
		break;
	default:
		break;
	}
}

/* ---- structure -------------------------------------------------------- */

static bool
is_sitemap(const struct reader *r)
{
	return r->format == FEED_SITEMAP || r->format == FEED_SITEMAP_INDEX;
}

static void
begin_item(struct reader *r, const struct attributes *at)
{
	feed_draft_init(&r->item);
	r->item_depth = r->depth;
	r->source_depth = 0;
	buf_clear(&r->text);
	/* RSS 1.0 names an item by its address. */
	if (r->format == FEED_RDF && at->about.n > 0) {
		r->item.item.id = arena_str(r->build->arena, at->about);
		r->item.id = 2;
		say_link(r, &r->item, at->about, 6);
	}
}

static void
end_item(struct reader *r)
{
	struct feed_draft *d = &r->item;

	/* Sitemaps are seen that leave out <loc>. */
	if (is_sitemap(r) && d->link == 0) {
		say_link(r, d, str_trim(buf_str(&r->text)), 2);
		d->item.id = d->item.link;
	}
	/* RFC 4287 4.2.1: an entry's author is else its source's (end_person),
	 * else the feed's. */
	if (r->format == FEED_ATOM && d->item.author.n == 0)
		d->item.author = r->channel.item.author;
	feed_add(r->build, d);
	r->item_depth = 0;
}

/* Behind whatever the entry itself calls an author. */
#define SOURCE_RANK 9

static void
end_person(struct reader *r)
{
	feed_draft_author(draft(r), r->build->arena, r->person.n > 0 ?
	    r->person : r->mail, r->source_depth > 0 ? SOURCE_RANK : 1);
	r->person_depth = 0;
}

static const struct {
	const char *name;
	enum feed_format format;
} roots[] = {
	{ "rss", FEED_RSS }, { "channel", FEED_RSS }, { "rdf", FEED_RDF },
	{ "feed", FEED_ATOM }, { "entry", FEED_ATOM },
	{ "urlset", FEED_SITEMAP }, { "sitemapindex", FEED_SITEMAP_INDEX },
};

static void
begin_root(struct reader *r, struct str name, struct str uri)
{
	for (size_t i = 0; i < sizeof(roots) / sizeof(*roots); i++)
		if (str_ieqz(name, roots[i].name))
			r->format = roots[i].format;
	r->home = arena_str(r->build->arena, uri);
}

/* The one in force: its own, or that of what is around it. */
static struct str
base_of(struct reader *r, struct str base)
{
	struct str around = r->bases[r->depth - 1], out;

	if (base.n == 0 || base.n > LIMIT_URL_BYTES ||
	    url_resolve(around, base, r->build->arena, &out) < 0)
		return around;
	return out;
}

static enum feed_space
space_of(struct reader *r, struct str uri, struct str prefix)
{
	enum feed_space space = feed_space_of(uri, prefix);

	/* A feed in a namespace of its own is taken for what it looks like. */
	if (space == SPACE_OTHER && str_eq(uri, r->home))
		return SPACE_CORE;
	/* Entries of Atom without its namespace. */
	if (space == SPACE_CORE && r->format == FEED_ATOM)
		return SPACE_ATOM;
	return space;
}

/* Its text is gathered up to its end. */
static void
gather(struct reader *r, const struct feed_element *e,
    const struct attributes *at)
{
	struct arena *a = r->build->arena;

	r->element = e;
	r->element_depth = r->depth;
	r->attributes = (struct attributes){ .type = arena_str(a, at->type),
		.mode = arena_str(a, at->mode),
		.href = arena_str(a, at->href),
		.permalink = arena_str(a, at->permalink) };
	buf_clear(&r->text);
	r->text.full = false;
}

/* Does the element begin one more item? */
static bool
is_item(const struct reader *r, const struct feed_element *e)
{
	static const char *const names[] = { [FEED_RSS] = "item",
		[FEED_RDF] = "item", [FEED_ATOM] = "entry",
		[FEED_SITEMAP] = "url", [FEED_SITEMAP_INDEX] = "sitemap" };

	return e->field == FIELD_ITEM && strcmp(e->name, names[r->format]) == 0;
}

static void
begin_element(struct reader *r, const struct feed_element *e,
    const struct attributes *at)
{
	/* An author of Atom holds elements; one of RSS holds a name. */
	bool person = e->field == FIELD_PERSON;

	if (r->source_depth > 0 && !person && (r->person_depth == 0 ||
	    (e->field != FIELD_NAME && e->field != FIELD_MAIL))) {
		r->skip_depth = r->depth;
	} else if (is_item(r, e)) {
		if (r->item_depth > 0)
			end_item(r);
		begin_item(r, at);
		/* Full, and one more item is there: enough is known. */
		if (r->build->feed->nitems == LIMIT_FEED_ITEMS) {
			r->build->feed->cut = true;
			xmlStopParser(r->ctxt);
		}
	} else if (person && r->person_depth == 0) {
		r->person_depth = r->depth;
		r->person = r->mail = STR("");
	} else if (e->field == FIELD_SOURCE && r->item_depth > 0) {
		r->source_depth = r->depth;
	} else if (e->field == FIELD_ATOM_LINK) {
		say_atom_link(r, at);
		r->skip_depth = r->depth;
	} else if (((e->field == FIELD_NAME || e->field == FIELD_MAIL) &&
	    r->person_depth == 0) || e->field == FIELD_NONE ||
	    e->field == FIELD_SOURCE || e->field == FIELD_ITEM || person) {
		r->skip_depth = r->depth;
	} else if (e->field != FIELD_INSIDE) {
		gather(r, e, at);
	}
}

/* ---- libxml2 ---------------------------------------------------------- */

static void
take_attributes(struct attributes *out, int n, const xmlChar **at)
{
	*out = (struct attributes){ 0 };
	for (int i = 0; i < n; i++, at += 5) {
		struct str name = slice(at[0]), prefix = slice(at[1]);
		struct str value = str_make((const char *)at[3],
		    (size_t)(at[4] - at[3]));

		if (str_eqz(prefix, "xml") && str_eqz(name, "base"))
			out->base = str_trim(value);
		else if (str_ieqz(name, "about"))
			out->about = str_trim(value);
		else if (str_ieqz(name, "isPermaLink"))
			out->permalink = str_trim(value);
		else if (str_ieqz(name, "rel"))
			out->rel = str_trim(value);
		else if (str_ieqz(name, "href"))
			out->href = str_trim(value);
		else if (str_ieqz(name, "type"))
			out->type = str_trim(value);
		else if (str_ieqz(name, "mode"))
			out->mode = str_trim(value);
	}
}

static void
on_start(void *arg, const xmlChar *local, const xmlChar *prefix,
    const xmlChar *uri, int nspaces, const xmlChar **spaces, int nattributes,
    int ndefaulted, const xmlChar **attributes)
{
	struct reader *r = arg;
	struct attributes at;

	(void)nspaces;
	(void)spaces;
	(void)ndefaulted;
	if (++r->depth > DEPTH)
		return;
	if (r->depth == 1)
		begin_root(r, slice(local), slice(uri));
	r->bases[r->depth] = r->bases[r->depth - 1];
	if (r->skip_depth > 0 || r->format == FEED_NONE)
		return;
	if (r->element != NULL) {
		/* Markup inside a text: words around it stay apart where
		 * the block does. */
		if (str_ieqz(slice(local), "br") || str_ieqz(slice(local), "p") ||
		    str_ieqz(slice(local), "div"))
			buf_addc(&r->text, ' ');
		return;
	}
	take_attributes(&at, nattributes, attributes);
	r->bases[r->depth] = base_of(r, at.base);
	begin_element(r, feed_element_of(space_of(r, slice(uri),
	    slice(prefix)), slice(local)), &at);
}

static void
on_end(void *arg, const xmlChar *local, const xmlChar *prefix,
    const xmlChar *uri)
{
	struct reader *r = arg;

	(void)local;
	(void)prefix;
	(void)uri;
	if (r->depth <= DEPTH) {
		if (r->element != NULL && r->element_depth == r->depth) {
			say(r, str_trim(buf_str(&r->text)));
			r->element = NULL;
			buf_clear(&r->text);
		} else if (r->skip_depth == r->depth) {
			r->skip_depth = 0;
		} else if (r->person_depth == r->depth) {
			end_person(r);
		} else if (r->source_depth == r->depth) {
			r->source_depth = 0;
		} else if (r->item_depth == r->depth) {
			end_item(r);
		}
	}
	r->depth--;
}

static void
on_text(void *arg, const xmlChar *p, int n)
{
	struct reader *r = arg;
	size_t room = TEXT_BYTES - r->text.n;
	bool loose = is_sitemap(r) && r->item_depth > 0 &&
	    r->item_depth == r->depth;

	if ((r->element == NULL && !loose) || r->skip_depth > 0 || n <= 0)
		return;
	buf_add(&r->text, p, (size_t)n < room ? (size_t)n : room);
}

static void
sax_handlers(xmlSAXHandler *sax)
{
	memset(sax, 0, sizeof(*sax));
	sax->initialized = XML_SAX2_MAGIC;
	sax->startElementNs = on_start;
	sax->endElementNs = on_end;
	sax->characters = on_text;
	sax->cdataBlock = on_text;
	sax->ignorableWhitespace = on_text;
}

/* One attempt; true when the markup was well-formed. */
static bool
parse(struct reader *r, struct str body, int options)
{
	xmlParserCtxt *ctxt = xmlNewParserCtxt();
	bool good = false;

	if (ctxt == NULL)
		return false;
	sax_handlers(ctxt->sax);
	ctxt->userData = r;
	r->ctxt = ctxt;
	/* References are resolved; with no document type there are no
	 * entities but the five, so nothing can grow. */
	xmlFreeDoc(xmlCtxtReadMemory(ctxt, body.p, (int)body.n, NULL, "UTF-8",
	    options | XML_PARSE_NOENT | XML_PARSE_NONET | XML_PARSE_NOERROR |
	    XML_PARSE_NOWARNING));
	good = ctxt->wellFormed;
	xmlFreeParserCtxt(ctxt);
	return good;
}

static void
reader_init(struct reader *r, struct feed_build *b)
{
	memset(r, 0, sizeof(*r));
	r->build = b;
	r->bases[0] = b->base;
	r->person = r->mail = STR("");
	feed_draft_init(&r->channel);
	feed_draft_init(&r->item);
	buf_init(&r->text, TEXT_BYTES);
}

static bool
attempt(struct feed_build *b, struct str body, int options)
{
	struct feed *f = b->feed;
	struct reader r;
	bool good;

	feed_restart(b);
	reader_init(&r, b);
	good = parse(&r, body, options);
	if (r.item_depth > 0 && (options & XML_PARSE_RECOVER))
		end_item(&r);
	buf_release(&r.text);
	f->format = r.format;
	f->title = r.channel.item.title;
	f->link = r.channel.item.link;
	return good;
}

int
feed_read_xml(struct feed_build *b, struct str body)
{
	struct buf mended;

	if (!attempt(b, body, 0) && !b->feed->cut) {
		buf_init(&mended, 4 * LIMIT_FEED_BYTES);
		feed_mend(&mended, body);
		attempt(b, buf_str(&mended), XML_PARSE_RECOVER);
		buf_release(&mended);
		b->feed->recovered = true;
	}
	return b->feed->format == FEED_NONE ? -1 : 0;
}
