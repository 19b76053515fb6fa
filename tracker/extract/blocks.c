#include "tracker/base/limits.h"
#include "tracker/extract/page.h"

static void
add_block(struct page *p, enum block_type type, struct str text)
{
	struct article *a = p->out;

	if (a->nblocks >= LIMIT_BLOCKS || text.n == 0)
		return;
	a->blocks = arena_grow(p->arena, a->blocks, a->nblocks,
	    &p->cap_blocks, sizeof(*a->blocks));
	a->blocks[a->nblocks++] = (struct block){ type, text };
}

static int
row_of(const struct dom *d, int i)
{
	int e = d->texts[i].elem;

	while (e >= 0 && d->elems[e].row->tag != TAG_TR)
		e = d->elems[e].parent;
	return e;
}

/* A table's row is one block, its cells apart by bars. */
static void
add_row(struct page *p, size_t *i)
{
	const struct dom *d = &p->dom;
	struct str cells = d->texts[*i].s;
	int row = row_of(d, (int)*i);
	size_t k = *i + 1;

	for (; row >= 0 && k < d->ntexts && row_of(d, (int)k) == row; k++)
		if (p->fate[k] == FATE_ROW && cells.n < LIMIT_FIELD_BYTES)
			cells = arena_printf(p->arena, "%.*s | %.*s",
			    STR_FMT(cells), STR_FMT(d->texts[k].s));
		else if (p->fate[k] != FATE_DROP)
			break;
	*i = k - 1;
	add_block(p, BLOCK_TABLE_ROW, cells);
}

/* The body as another source gave it, a paragraph a line. */
static void
blocks_of_source(struct page *p, struct str body)
{
	struct str line;
	enum note_kind kind;

	while (str_line(&body, &line)) {
		kind = note_is(line);
		if (kind != NOTE_NONE)
			page_add_note(p, line, kind, "metadata");
		else if (!furniture_line(line))
			add_block(p, BLOCK_PARAGRAPH, line);
	}
}

void
page_blocks(struct page *p)
{
	static const enum block_type types[] = {
		[FATE_PARAGRAPH] = BLOCK_PARAGRAPH,
		[FATE_HEADING] = BLOCK_SUBHEADING,
		[FATE_ITEM] = BLOCK_LIST_ITEM,
		[FATE_QUOTE] = BLOCK_QUOTE,
		[FATE_CAPTION] = BLOCK_CAPTION,
		[FATE_ROW] = BLOCK_TABLE_ROW,
	};

	if (p->scored.container < 0 || (p->rule_body < 0 &&
	    p->scored.nmatched == 0 && p->body.n > 2 * p->scored.weight)) {
		p->from_source = p->out->sourced = p->body.n > 0;
		blocks_of_source(p, p->body);
		return;
	}
	for (size_t i = 0; i < p->dom.ntexts; i++)
		if (p->fate[i] == FATE_ROW)
			add_row(p, &i);
		else if (p->fate[i] != FATE_DROP)
			add_block(p, types[p->fate[i]], p->dom.texts[i].s);
}
