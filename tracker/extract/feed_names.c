/* The vocabularies of feeds and their elements. */
#include "tracker/extract/feed_xml.h"

#define COUNT(a) (sizeof(a) / sizeof(*(a)))

/* What a namespace's name contains; without case, the first that fits. */
static const struct {
	const char *part;
	enum feed_space space;
} spaces[] = {
	{ "www.w3.org/2005/atom", SPACE_ATOM },
	{ "purl.org/atom/", SPACE_ATOM },
	{ "example.com/newformat", SPACE_ATOM },
	{ "necho", SPACE_ATOM },
	{ "22-rdf-syntax-ns", SPACE_RDF },
	{ "purl.org/dc/terms", SPACE_TERMS },
	{ "purl.org/dc/elements", SPACE_DC },
	{ "itunes.com/dtds", SPACE_ITUNES },
	{ "search.yahoo.com/mrss", SPACE_MEDIA },
	{ "rssnamespace.org/feedburner", SPACE_BURNER },
	{ "pheedo.com", SPACE_BURNER },
	{ "schemas/sitemap-news", SPACE_NEWS },
	{ "www.w3.org/1999/xhtml", SPACE_XHTML },
	{ "purl.org/rss/1.0/modules", SPACE_OTHER },
	{ "purl.org/rss", SPACE_CORE },
	{ "purl.org/net/rss", SPACE_CORE },
	{ "netscape.com/rdf/simple", SPACE_CORE },
	{ "channel.netscape.com", SPACE_CORE },
	{ "backend.userland.com", SPACE_CORE },
	{ "blogs.law.harvard.edu/tech/rss", SPACE_CORE },
	{ "schemas/sitemap/", SPACE_CORE },
};

static const struct {
	const char *prefix;
	enum feed_space space;
} prefixes[] = {
	{ "", SPACE_CORE }, { "rss", SPACE_CORE }, { "atom", SPACE_ATOM },
	{ "atom10", SPACE_ATOM }, { "a10", SPACE_ATOM }, { "rdf", SPACE_RDF },
	{ "dc", SPACE_DC }, { "dcterms", SPACE_TERMS },
	{ "itunes", SPACE_ITUNES }, { "media", SPACE_MEDIA },
	{ "feedburner", SPACE_BURNER }, { "pheedo", SPACE_BURNER },
	{ "news", SPACE_NEWS }, { "n", SPACE_NEWS }, { "xhtml", SPACE_XHTML },
};

enum feed_space
feed_space_of(struct str uri, struct str prefix)
{
	if (uri.n == 0) {
		for (size_t i = 0; i < COUNT(prefixes); i++)
			if (str_ieqz(prefix, prefixes[i].prefix))
				return prefixes[i].space;
		return SPACE_OTHER;
	}
	uri = str_sub(uri, 0, 200);
	for (size_t i = 0; i < COUNT(spaces); i++)
		if (str_ifind(uri, str_of(spaces[i].part)) >= 0)
			return spaces[i].space;
	return SPACE_OTHER;
}

static const struct feed_element elements[] = {
	/* RSS 0.9 to 2.0 and RSS 1.0 (RDF) */
	{ SPACE_CORE, "rss", FIELD_INSIDE, 0 },
	{ SPACE_RDF, "RDF", FIELD_INSIDE, 0 },
	{ SPACE_CORE, "RDF", FIELD_INSIDE, 0 },
	{ SPACE_CORE, "channel", FIELD_INSIDE, 0 },
	{ SPACE_CORE, "item", FIELD_ITEM, 0 },
	{ SPACE_CORE, "title", FIELD_TITLE, 1 },
	{ SPACE_DC, "title", FIELD_TITLE, 2 },
	{ SPACE_MEDIA, "title", FIELD_TITLE, 4 },
	{ SPACE_ITUNES, "title", FIELD_TITLE, 5 },
	{ SPACE_BURNER, "origLink", FIELD_LINK, 1 },
	{ SPACE_CORE, "link", FIELD_LINK, 2 },
	{ SPACE_CORE, "guid", FIELD_GUID, 1 },
	{ SPACE_CORE, "author", FIELD_AUTHOR, 2 },
	{ SPACE_DC, "creator", FIELD_AUTHOR, 1 },
	{ SPACE_DC, "author", FIELD_AUTHOR, 2 },
	{ SPACE_TERMS, "creator", FIELD_AUTHOR, 2 },
	{ SPACE_ITUNES, "author", FIELD_AUTHOR, 4 },
	{ SPACE_CORE, "pubDate", FIELD_PUBLISHED, 1 },
	{ SPACE_CORE, "pubdate", FIELD_PUBLISHED, 1 },
	{ SPACE_TERMS, "issued", FIELD_PUBLISHED, 2 },
	{ SPACE_TERMS, "created", FIELD_PUBLISHED, 4 },
	{ SPACE_TERMS, "modified", FIELD_UPDATED, 2 },
	{ SPACE_DC, "date", FIELD_DATE, 3 },
	{ SPACE_TERMS, "date", FIELD_DATE, 3 },
	{ SPACE_CORE, "date", FIELD_DATE, 4 },
	/* Atom 0.3 and 1.0 */
	{ SPACE_ATOM, "feed", FIELD_INSIDE, 0 },
	{ SPACE_ATOM, "entry", FIELD_ITEM, 0 },
	{ SPACE_ATOM, "title", FIELD_TITLE, 3 },
	{ SPACE_ATOM, "link", FIELD_ATOM_LINK, 3 },
	{ SPACE_ATOM, "id", FIELD_ID, 1 },
	{ SPACE_ATOM, "author", FIELD_PERSON, 1 },
	{ SPACE_ATOM, "source", FIELD_SOURCE, 0 },
	{ SPACE_ATOM, "name", FIELD_NAME, 0 },
	{ SPACE_ATOM, "email", FIELD_MAIL, 0 },
	{ SPACE_ATOM, "published", FIELD_PUBLISHED, 1 },
	{ SPACE_ATOM, "issued", FIELD_PUBLISHED, 1 },
	{ SPACE_ATOM, "created", FIELD_PUBLISHED, 4 },
	{ SPACE_ATOM, "updated", FIELD_UPDATED, 1 },
	{ SPACE_ATOM, "modified", FIELD_UPDATED, 1 },
	/* the same without or with an unknown namespace */
	{ SPACE_CORE, "feed", FIELD_INSIDE, 0 },
	{ SPACE_CORE, "entry", FIELD_ITEM, 0 },
	{ SPACE_CORE, "id", FIELD_ID, 1 },
	{ SPACE_CORE, "name", FIELD_NAME, 0 },
	{ SPACE_CORE, "email", FIELD_MAIL, 0 },
	{ SPACE_CORE, "published", FIELD_PUBLISHED, 1 },
	{ SPACE_CORE, "issued", FIELD_PUBLISHED, 1 },
	{ SPACE_CORE, "created", FIELD_PUBLISHED, 4 },
	{ SPACE_CORE, "updated", FIELD_UPDATED, 1 },
	{ SPACE_CORE, "modified", FIELD_UPDATED, 1 },
	/* sitemaps, also with Google's news extension */
	{ SPACE_CORE, "urlset", FIELD_INSIDE, 0 },
	{ SPACE_CORE, "sitemapindex", FIELD_INSIDE, 0 },
	{ SPACE_CORE, "url", FIELD_ITEM, 0 },
	{ SPACE_CORE, "sitemap", FIELD_ITEM, 0 },
	{ SPACE_CORE, "loc", FIELD_LOCATION, 1 },
	{ SPACE_CORE, "lastmod", FIELD_UPDATED, 1 },
	{ SPACE_NEWS, "news", FIELD_INSIDE, 0 },
	{ SPACE_NEWS, "title", FIELD_TITLE, 1 },
	{ SPACE_NEWS, "publication_date", FIELD_PUBLISHED, 1 },
};

static const struct feed_element none = { SPACE_OTHER, "", FIELD_NONE, 0 };

const struct feed_element *
feed_element_of(enum feed_space space, struct str name)
{
	for (size_t i = 0; i < COUNT(elements); i++)
		if (elements[i].space == space &&
		    str_ieqz(name, elements[i].name))
			return &elements[i];
	return &none;
}

bool
feed_rel_is(struct str rel, const char *name)
{
	if (str_istarts(rel, "http://www.iana.org/assignments/relation/"))
		rel = str_from(rel, 41);
	return str_ieqz(rel, name);
}
