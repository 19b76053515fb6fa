#include "tracker/extract/charset.h"
#include "tracker/extract/item.h"
#include "tracker/extract/page.h"

/* Prose of the page (in bytes) below which its scripts are asked for more. */
#define BARE_PAGE 400

/* Is there so little text that a script must be meant to bring it? */
static bool
is_bare(const struct dom *d)
{
	size_t n = 0;

	for (size_t i = 0; i < d->ntexts && n < BARE_PAGE; i++)
		n += score_weight(&d->texts[i]);
	return n < BARE_PAGE;
}

/* Prose (in bytes) that makes an <article> with the headline the story. */
#define STORY_LEAST 300

/*
 * A page may go on with the next stories, each an <article> of its own. The one
 * with this page's headline is the story, if the container holds several.
 */
static void
keep_to_article(struct page *p)
{
	const struct dom *d = &p->dom;
	int e, c = p->scored.container;

	if (p->title < 0 || c < 0 || p->rule_body >= 0)
		return;
	for (e = d->texts[p->title].elem; e > c; e = d->elems[e].parent)
		if (d->elems[e].row->tag == TAG_ARTICLE &&
		    score_sum(d, p->scored.good, e) >= STORY_LEAST)
			break;
	if (e > c)
		score_again(&p->scored, d, e);
}

static void
read_page(struct article *out, struct arena *arena,
    const struct extract_input *in)
{
	struct page p = { .in = in, .arena = arena, .out = out, .title = -1 };
	struct str utf8;

	article_init(out);
	out->url = arena_str(arena, in->url);
	out->extractor = STR(EXTRACTOR);
	charset_decode(in->bytes, in->charset, arena, &utf8, &p.charset);
	lex_page(&p.lexed, arena, utf8, in->rule != NULL);
	dom_parse(&p.dom, arena, buf_str(&p.lexed.html));
	page_rule(&p);
	dom_read(&p.dom, &p.lexed);
	p.rule_body = rule_body(&p);
	source_jsonld(&p.ld, arena, &p.lexed, in->url);
	source_meta(&p.meta, &p.dom);
	source_micro(&p.micro, &p.dom);
	source_init(&p.state);
	if (p.ld.body.n == 0 && is_bare(&p.dom))
		source_state(&p.state, arena, &p.lexed);
	p.body = p.ld.body.n > 0 ? p.ld.body : p.state.body;
	page_known(&p);
	score_page(&p.scored, &p.dom, p.body, p.known, p.rule_body);
	page_fields(&p);
	keep_to_article(&p);
	page_sort(&p);
	page_notes(&p);
	page_blocks(&p);
	page_late_fields(&p);
	page_beside(&p);
	page_verdict(&p);
	dom_release(&p.dom);
	lexed_release(&p.lexed);
}

void
extract_page(struct article *out, struct arena *arena,
    const struct extract_input *in)
{
	struct extract_input page = *in;
	struct item item;

	if (!item_read(&item, arena, in)) {
		read_page(out, arena, in);
		return;
	}
	page.bytes = item_page(&item, arena);
	page.charset = STR("utf-8");
	page.content_type = STR("text/html");
	page.rule = NULL;
	read_page(out, arena, &page);
	item_finish(out, &item, arena);
}
