/*
 * Any bytes are read; what comes out is clean text and http links. Mended
 * markup is well-formed, and mending it again changes nothing.
 */
#include <libxml/parser.h>

#include "tracker/base/limits.h"
#include "tracker/base/utf8.h"
#include "tracker/extract/feed.h"
#include "tracker/extract/feed_parts.h"
#include "tracker/web/url.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static void
check_text(struct str s)
{
	if (s.n > LIMIT_FIELD_BYTES || !utf8_valid(s))
		abort();
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] < ' ')
			abort();
}

static void
check_link(struct str s, struct arena *a)
{
	if (s.n > 0 && url_host(s, a).n == 0)
		abort();
}

static void
check_feed(const struct feed *f, struct arena *a)
{
	if (f->nitems > LIMIT_FEED_ITEMS || (f->format == FEED_NONE &&
	    (f->nitems > 0 || f->problem.n == 0)))
		abort();
	check_text(f->title);
	check_link(f->hub, a);
	for (size_t i = 0; i < f->nitems; i++) {
		check_text(f->items[i].title);
		check_text(f->items[i].author);
		check_link(f->items[i].link, a);
	}
}

static void
quiet(void *arg, xmlErrorPtr e)
{
	(void)arg;
	(void)e;
}

static bool
well_formed(struct str s)
{
	xmlParserCtxt *ctxt = xmlNewParserCtxt();
	bool good;

	if (ctxt == NULL)
		return true;
	ctxt->sax->serror = quiet;
	xmlFreeDoc(xmlCtxtReadMemory(ctxt, s.p, (int)s.n, NULL, "UTF-8",
	    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
	    XML_PARSE_HUGE));
	good = ctxt->wellFormed;
	xmlFreeParserCtxt(ctxt);
	return good;
}

static void
check_mend(struct str s)
{
	struct buf once, twice;
	struct feed_prolog p;

	feed_prolog(&p, s);
	if (p.root.n == 0)
		return;
	buf_init(&once, 4 * MIB);
	buf_init(&twice, 4 * MIB);
	feed_mend(&once, p.body);
	feed_mend(&twice, buf_str(&once));
	if (!once.full && (!str_eq(buf_str(&once), buf_str(&twice)) ||
	    (str_starts(buf_str(&once), "<") && !well_formed(buf_str(&once)))))
		abort();
	buf_release(&once);
	buf_release(&twice);
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	struct feed_input in = { .bytes = str_make((const char *)p, n),
		.url = STR("https://a.example/feed") };
	struct arena a;
	struct feed f;
	struct buf utf8;
	size_t found;

	arena_init(&a);
	feed_read(&f, &a, &in);
	check_feed(&f, &a);
	feed_discover(&a, &in, &found);
	buf_init(&utf8, 4 * MIB);
	utf8_mend(&utf8, in.bytes);
	check_mend(buf_str(&utf8));
	buf_release(&utf8);
	arena_release(&a);
	return 0;
}
