/* What kind of feed is it? And what every kind shares. */
#include "tracker/base/limits.h"
#include "tracker/extract/charset.h"
#include "tracker/extract/feed_parts.h"

static const char *const names[] = {
	[FEED_NONE] = "none", [FEED_RSS] = "rss", [FEED_RDF] = "rdf",
	[FEED_ATOM] = "atom", [FEED_JSON] = "json", [FEED_SITEMAP] = "sitemap",
	[FEED_SITEMAP_INDEX] = "sitemap-index",
};

const char *
feed_format_name(enum feed_format format)
{
	return names[format];
}

/* ---- items ------------------------------------------------------------ */

void
feed_draft_init(struct feed_draft *d)
{
	*d = (struct feed_draft){ 0 };
	d->item.title = d->item.link = d->item.id = d->item.author = STR("");
	d->item.published = d->item.updated = TIME_NONE;
}

bool
feed_better(int *have, int rank)
{
	if (*have != 0 && *have <= rank)
		return false;
	*have = rank;
	return true;
}

void
feed_draft_author(struct feed_draft *d, struct arena *a, struct str name,
    int rank)
{
	struct str *author = &d->item.author;

	if (name.n == 0)
		return;
	if (feed_better(&d->author, rank))
		*author = name;
	else if (d->author == rank && str_find(*author, name) < 0 &&
	    author->n + name.n + 2 <= LIMIT_FIELD_BYTES)
		*author = arena_printf(a, "%.*s, %.*s", STR_FMT(*author),
		    STR_FMT(name));
}

void
feed_add(struct feed_build *b, const struct feed_draft *d)
{
	struct feed *f = b->feed;

	if (f->nitems == LIMIT_FEED_ITEMS) {
		f->cut = true;
		return;
	}
	f->items = arena_grow(b->arena, f->items, f->nitems, &b->cap,
	    sizeof(*f->items));
	f->items[f->nitems++] = d->item;
}

void
feed_restart(struct feed_build *b)
{
	*b->feed = (struct feed){ .title = STR(""), .link = STR(""),
		.hub = STR(""), .problem = STR("") };
	b->cap = 0;
}

/* ---- kinds ------------------------------------------------------------ */

static void
refuse(struct feed_build *b, struct str why)
{
	feed_restart(b);
	b->feed->problem = why;
}

/* Elements that only a page begins with. */
static bool
is_page(struct str root)
{
	static const char *const roots[] = { "html", "head", "body", "script",
		"meta", "div", "center" };

	for (size_t i = 0; i < sizeof(roots) / sizeof(*roots); i++)
		if (str_ieqz(root, roots[i]))
			return true;
	return false;
}

static void
read_markup(struct feed_build *b, struct str utf8)
{
	struct feed_prolog p;

	feed_prolog(&p, utf8);
	if (!is_page(p.root) && p.root.n > 0 && feed_read_xml(b, p.body) == 0)
		return;
	if (is_page(p.root) || p.html)
		refuse(b, STR("an HTML page, not a feed"));
	else if (p.root.n == 0)
		refuse(b, STR("neither XML nor JSON: no feed"));
	else
		refuse(b, arena_printf(b->arena, "XML that begins with <%.*s>: "
		    "no feed of a known kind", STR_FMT(str_sub(p.root, 0,
		    64))));
}

static void
read_text(struct feed_build *b, struct str utf8)
{
	struct str s = str_trim(utf8);

	if (s.n == 0)
		refuse(b, STR("empty"));
	else if (s.p[0] == '{' || s.p[0] == '[')
		feed_read_json(b, s);
	else if (s.p[0] == '<' || feed_read_lines(b, s) < 0)
		read_markup(b, s);
}

static void
say_cut(struct feed_build *b)
{
	if (b->feed->cut && b->feed->problem.n == 0)
		b->feed->problem = arena_printf(b->arena, "more than %d items: "
		    "the first %d are taken", LIMIT_FEED_ITEMS,
		    LIMIT_FEED_ITEMS);
}

void
feed_read(struct feed *out, struct arena *a, const struct feed_input *in)
{
	struct feed_build b = { .feed = out, .arena = a };
	struct str bytes = in->bytes, utf8;
	const char *why = NULL;

	feed_restart(&b);
	b.base = in->url;
	if (str_starts(bytes, "\x1f\x8b") &&
	    feed_gunzip(a, bytes, &bytes, &why) < 0) {
		refuse(&b, str_of(why));
		return;
	}
	if (bytes.n > LIMIT_FEED_BYTES) {
		refuse(&b, STR("more bytes than a feed may have"));
		return;
	}
	charset_decode(bytes, in->charset, a, &utf8, NULL);
	read_text(&b, utf8);
	say_cut(&b);
}

/* A sitemap may be a URL a line (sitemaps.org protocol, "Text file"). */
int
feed_read_lines(struct feed_build *b, struct str utf8)
{
	struct str line;

	if (!str_istarts(utf8, "http://") && !str_istarts(utf8, "https://"))
		return -1;
	b->feed->format = FEED_SITEMAP;
	while (str_line(&utf8, &line)) {
		struct feed_draft d;

		feed_draft_init(&d);
		line = str_trim(line);
		if (line.n > LIMIT_URL_BYTES)
			continue;
		d.item.link = feed_link(b->arena, b->base, line);
		d.item.id = d.item.link;
		if (d.item.link.n > 0)
			feed_add(b, &d);
		else if (line.n > 0)
			b->feed->recovered = true;
	}
	return 0;
}
