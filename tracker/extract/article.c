#include "tracker/extract/article.h"
#include "tracker/extract/fold.h"
#include "tracker/base/json.h"

static const char *const verdict_names[] = {
	[VERDICT_ARTICLE] = "article",
	[VERDICT_WALL] = "wall",
	[VERDICT_ERROR] = "error",
	[VERDICT_EMPTY] = "empty",
	[VERDICT_LISTING] = "listing",
	[VERDICT_OTHER] = "other",
};

static const char *const block_names[] = {
	[BLOCK_PARAGRAPH] = "paragraph",
	[BLOCK_SUBHEADING] = "subheading",
	[BLOCK_LIST_ITEM] = "list_item",
	[BLOCK_QUOTE] = "quote",
	[BLOCK_CAPTION] = "caption",
	[BLOCK_TABLE_ROW] = "table_row",
};

static const char *const part_names[PART_ALL] = {
	[PART_HEADLINE] = "headline",
	[PART_DECK] = "deck",
	[PART_BYLINE] = "byline",
	[PART_NOTE] = "note",
	[PART_BODY] = "body",
	[PART_SLUG] = "slug",
	[PART_TITLE] = "title",
	[PART_DESCRIPTION] = "description",
	[PART_ALT] = "alt",
	[PART_CAPTION] = "caption",
};

const char *
verdict_name(enum verdict v)
{
	return verdict_names[v];
}

const char *
block_type_name(enum block_type t)
{
	return block_names[t];
}

const char *
part_name(enum part p)
{
	return part_names[p];
}

void
article_init(struct article *a)
{
	*a = (struct article){
		.published = TIME_NONE,
		.modified = TIME_NONE,
	};
}

struct article_said *
article_said(struct article *a, enum part part)
{
	return part == PART_TITLE ? &a->titles :
	    part == PART_DESCRIPTION ? &a->descriptions : &a->alts;
}

static const struct article_said *
said_of(const struct article *a, enum part part)
{
	return part == PART_TITLE ? &a->titles :
	    part == PART_DESCRIPTION ? &a->descriptions :
	    part == PART_ALT ? &a->alts : NULL;
}

size_t
article_pieces(const struct article *a, enum part part)
{
	const struct article_said *said = said_of(a, part);

	return said != NULL ? said->n : part == PART_BODY ? a->nblocks :
	    part == PART_NOTE ? a->nnotes : 1;
}

struct str
article_piece(const struct article *a, enum part part, size_t i)
{
	switch (part) {
	case PART_HEADLINE:
		return a->headline;
	case PART_DECK:
		return a->deck;
	case PART_BYLINE:
		return a->byline;
	case PART_NOTE:
		return a->notes[i].text;
	case PART_TITLE:
	case PART_DESCRIPTION:
	case PART_ALT:
		return said_of(a, part)->v[i];
	default:
		return a->blocks[i].text;
	}
}

struct str
article_part(const struct article *a, enum part part, struct arena *arena)
{
	size_t n = article_pieces(a, part), total = 0, at = 0;
	struct str s;
	char *p;

	if (part == PART_SLUG)
		return article_slug(a, arena);
	if (n == 1)
		return article_piece(a, part, 0);
	for (size_t i = 0; i < n; i++)
		total += article_piece(a, part, i).n + 2;
	if (total == 0)
		return str_make(NULL, 0);
	p = arena_alloc(arena, total + 1, 1);
	for (size_t i = 0; i < n; i++) {
		s = article_piece(a, part, i);
		if (i > 0) {
			p[at++] = '\n';
			p[at++] = '\n';
		}
		if (s.n > 0)
			memcpy(p + at, s.p, s.n);
		at += s.n;
	}
	return str_make(p, at);
}

static void
json_notes(const struct article *a, struct json *j)
{
	json_open(j, "notes", '[');
	for (size_t i = 0; i < a->nnotes; i++) {
		json_open(j, NULL, '{');
		json_str(j, "text", a->notes[i].text);
		json_strz(j, "kind", note_kind_name(a->notes[i].kind));
		json_strz(j, "place", a->notes[i].place);
		json_close(j, '}');
	}
	json_close(j, ']');
}

/* The text of the story in reading order: the deck, then the blocks. Captions
 * are of the pictures, and stand apart. */
static void
json_blocks(const struct article *a, struct json *j)
{
	json_open(j, "paragraphs", '[');
	if (a->deck.n > 0)
		json_str(j, NULL, a->deck);
	for (size_t i = 0; i < a->nblocks; i++)
		if (a->blocks[i].type != BLOCK_CAPTION)
			json_str(j, NULL, a->blocks[i].text);
	json_close(j, ']');
	json_open(j, "types", '[');
	if (a->deck.n > 0)
		json_strz(j, NULL, "deck");
	for (size_t i = 0; i < a->nblocks; i++)
		if (a->blocks[i].type != BLOCK_CAPTION)
			json_strz(j, NULL, block_type_name(a->blocks[i].type));
	json_close(j, ']');
	json_open(j, "captions", '[');
	for (size_t i = 0; i < a->nblocks; i++)
		if (a->blocks[i].type == BLOCK_CAPTION)
			json_str(j, NULL, a->blocks[i].text);
	json_close(j, ']');
}

static void
json_said(struct json *j, const char *key, const struct article_said *said)
{
	json_open(j, key, '[');
	for (size_t i = 0; i < said->n; i++)
		json_str(j, NULL, said->v[i]);
	json_close(j, ']');
}

/* Text, or null where the page said nothing. */
static void
json_field(struct json *j, const char *key, struct str s)
{
	if (s.n > 0)
		json_str(j, key, s);
	else
		json_none(j, key);
}

void
article_json(const struct article *a, struct json *j)
{
	json_open(j, NULL, '{');
	json_field(j, "url", a->url);
	json_field(j, "canonical", a->canonical);
	json_field(j, "headline", a->headline);
	json_field(j, "deck", a->deck);
	json_field(j, "byline", a->byline);
	json_field(j, "dateline", a->dateline);
	json_time(j, "published", a->published);
	json_time(j, "modified", a->modified);
	json_field(j, "section", a->section);
	json_field(j, "language", a->language);
	json_notes(a, j);
	json_blocks(a, j);
	json_said(j, "titles", &a->titles);
	json_said(j, "descriptions", &a->descriptions);
	json_said(j, "alts", &a->alts);
	json_strz(j, "method", a->method);
	json_num(j, "quality", a->quality);
	json_strz(j, "verdict", verdict_name(a->verdict));
	json_field(j, "reason", a->reason);
	json_field(j, "extractor", a->extractor);
	json_close(j, '}');
}
