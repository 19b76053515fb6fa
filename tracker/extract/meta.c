#include "tracker/extract/source.h"

enum field {
	F_HEADLINE, F_DECK, F_AUTHOR, F_PUBLISHED, F_MODIFIED, F_SECTION,
	F_LANGUAGE, F_CANONICAL, F_SITE, F_TYPE, F_TITLE, F_COUNT,
};

/* Names of <meta> and what they say; a lower rank is believed before. */
static const struct {
	const char *name;
	enum field field;
	int rank;
} names[] = {
	{ "og:title", F_HEADLINE, 1 },
	{ "twitter:title", F_HEADLINE, 3 },
	{ "parsely-title", F_HEADLINE, 2 },
	{ "sailthru.title", F_HEADLINE, 2 },
	{ "dc.title", F_HEADLINE, 4 },
	{ "og:description", F_DECK, 1 },
	{ "description", F_DECK, 2 },
	{ "twitter:description", F_DECK, 3 },
	{ "author", F_AUTHOR, 1 },
	{ "article:author", F_AUTHOR, 4 },
	{ "article:author_name", F_AUTHOR, 2 },
	{ "parsely-author", F_AUTHOR, 1 },
	{ "sailthru.author", F_AUTHOR, 2 },
	{ "dc.creator", F_AUTHOR, 2 },
	{ "dcterms.creator", F_AUTHOR, 2 },
	{ "byl", F_AUTHOR, 1 },
	{ "cxenseparse:author", F_AUTHOR, 3 },
	{ "article:published_time", F_PUBLISHED, 1 },
	{ "og:article:published_time", F_PUBLISHED, 1 },
	{ "article:published", F_PUBLISHED, 1 },
	{ "article:published:time", F_PUBLISHED, 1 },
	{ "article:modified:time", F_MODIFIED, 1 },
	{ "parsely-pub-date", F_PUBLISHED, 2 },
	{ "sailthru.date", F_PUBLISHED, 3 },
	{ "date", F_PUBLISHED, 3 },
	{ "pubdate", F_PUBLISHED, 2 },
	{ "publishdate", F_PUBLISHED, 2 },
	{ "publish-date", F_PUBLISHED, 2 },
	{ "datepublished", F_PUBLISHED, 2 },
	{ "dc.date", F_PUBLISHED, 3 },
	{ "dc.date.issued", F_PUBLISHED, 2 },
	{ "dcterms.created", F_PUBLISHED, 3 },
	{ "dcterms.date", F_PUBLISHED, 3 },
	{ "cxenseparse:recs:publishtime", F_PUBLISHED, 2 },
	{ "ptime", F_PUBLISHED, 2 },
	{ "article.published", F_PUBLISHED, 2 },
	{ "published_at", F_PUBLISHED, 2 },
	{ "og:pubdate", F_PUBLISHED, 2 },
	{ "article:modified_time", F_MODIFIED, 1 },
	{ "og:updated_time", F_MODIFIED, 2 },
	{ "lastmod", F_MODIFIED, 3 },
	{ "last-modified", F_MODIFIED, 3 },
	{ "utime", F_MODIFIED, 2 },
	{ "datemodified", F_MODIFIED, 2 },
	{ "article:section", F_SECTION, 1 },
	{ "parsely-section", F_SECTION, 2 },
	{ "section", F_SECTION, 3 },
	{ "content-language", F_LANGUAGE, 2 },
	{ "language", F_LANGUAGE, 3 },
	{ "og:locale", F_LANGUAGE, 4 },
	{ "og:url", F_CANONICAL, 2 },
	{ "og:site_name", F_SITE, 1 },
	{ "og:type", F_TYPE, 1 },
};

struct found {
	struct str value[F_COUNT];
	int rank[F_COUNT];
};

static void
offer(struct found *f, enum field field, int rank, struct str value)
{
	value = str_trim(value);
	if (value.n == 0 || (f->rank[field] != 0 && f->rank[field] <= rank))
		return;
	f->value[field] = value;
	f->rank[field] = rank;
}

static void
read_meta(struct found *f, struct source *out, const struct dom *d,
    const struct elem *e)
{
	struct str name = dom_attr(e, "property");
	struct str value = dom_attr(e, "content");

	if (name.n == 0)
		name = dom_attr(e, "name");
	if (name.n == 0)
		name = dom_attr(e, "itemprop");
	if (name.n == 0)
		name = dom_attr(e, "http-equiv");
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		if (!str_ieqz(name, names[i].name))
			continue;
		if (names[i].field == F_AUTHOR && names[i].rank ==
		    f->rank[F_AUTHOR])
			source_author(out, plain_line(d->arena, value));
		else if (names[i].field == F_AUTHOR && value.n > 0 &&
		    (f->rank[F_AUTHOR] == 0 ||
		    names[i].rank < f->rank[F_AUTHOR])) {
			out->nauthors = 0;
			source_author(out, plain_line(d->arena, value));
			if (out->nauthors > 0)
				f->rank[F_AUTHOR] = names[i].rank;
		} else if (names[i].field != F_AUTHOR) {
			offer(f, names[i].field, names[i].rank, value);
		}
	}
}

static void
read_elem(struct found *f, struct source *out, const struct dom *d,
    const struct elem *e)
{
	switch (e->row->tag) {
	case TAG_META:
		read_meta(f, out, d, e);
		break;
	case TAG_LINK:
		if (str_ieqz(dom_attr(e, "rel"), "canonical"))
			offer(f, F_CANONICAL, 1, dom_attr(e, "href"));
		break;
	case TAG_TITLE:
		offer(f, F_TITLE, 1, dom_text(d, e));
		break;
	case TAG_HTML:
		offer(f, F_LANGUAGE, 1, dom_attr(e, "lang"));
		break;
	default:
		break;
	}
}

void
source_meta(struct source *out, const struct dom *d)
{
	struct found f = { 0 };

	source_init(out);
	for (size_t i = 0; i < d->nelems; i++)
		read_elem(&f, out, d, &d->elems[i]);
	out->headline = plain_line(d->arena, f.value[F_HEADLINE]);
	out->title = plain_line(d->arena, f.value[F_TITLE]);
	out->deck = plain_line(d->arena, f.value[F_DECK]);
	out->section = plain_line(d->arena, f.value[F_SECTION]);
	out->language = plain_line(d->arena, f.value[F_LANGUAGE]);
	out->canonical = arena_str(d->arena, f.value[F_CANONICAL]);
	out->site = plain_line(d->arena, f.value[F_SITE]);
	out->type = plain_line(d->arena, f.value[F_TYPE]);
	source_date(f.value[F_PUBLISHED], &out->published);
	source_date(f.value[F_MODIFIED], &out->modified);
	out->article = str_ieqz(out->type, "article");
	out->listing = str_ieqz(out->type, "website");
}
