/*
 * Bytes as a page: what comes out is valid UTF-8, the same a second time, and
 * story.md of it reads back to the same bytes, and the parser has nothing to
 * say: what it is given is UTF-8 that it reads to the end as such. With every
 * other block known as furniture none of them is left, and the page can be read.
 * The first byte chooses a charset label and a status.
 */
#include <libxml/xmlerror.h>
#include <stdint.h>
#include <stdlib.h>

#include "tracker/base/json.h"
#include "tracker/base/limits.h"
#include "tracker/base/utf8.h"
#include "tracker/extract/extract.h"

static const char *const charsets[] = {
	"", "utf-8", "iso-8859-1", "shift_jis", "gbk", "utf-16", "koi8-r", "x",
};

static void
check(bool ok)
{
	if (!ok)
		abort();
}

static void
parser_said(void *arg, const char *fmt, ...)
{
	(void)arg;
	(void)fmt;
	abort();
}

static struct str
story_md(const struct article *a, struct arena *arena)
{
	struct buf b;
	struct str s;

	buf_init(&b, LIMIT_OUTPUT_BYTES);
	article_format(a, &b);
	s = arena_str(arena, buf_str(&b));
	buf_release(&b);
	return s;
}

static struct str
json_of(const struct article *a, struct arena *arena)
{
	struct json j;
	struct buf b;
	struct str s;

	buf_init(&b, LIMIT_OUTPUT_BYTES);
	json_init(&j, &b);
	article_json(a, &j);
	s = arena_str(arena, buf_str(&b));
	buf_release(&b);
	return s;
}

static bool
fields_valid(const struct article *a)
{
	for (size_t i = 0; i < a->nblocks; i++)
		if (!utf8_valid(a->blocks[i].text) || a->blocks[i].text.n == 0)
			return false;
	for (size_t i = 0; i < a->nnotes; i++)
		if (!utf8_valid(a->notes[i].text))
			return false;
	return utf8_valid(a->headline) && utf8_valid(a->deck) &&
	    utf8_valid(a->byline) && utf8_valid(a->dateline) &&
	    utf8_valid(a->section) && utf8_valid(a->language);
}

/* The kinds of block that can be furniture at all. */
static bool
may_go(const struct block *b)
{
	return b->type == BLOCK_PARAGRAPH || b->type == BLOCK_LIST_ITEM ||
	    b->type == BLOCK_CAPTION;
}

static void
check_known(const struct article *a, struct extract_input in,
    struct arena *arena)
{
	struct article with, stripped = *a;
	struct known k;

	known_init(&k, arena);
	for (size_t i = 0; i < a->nblocks; i += 2)
		if (known_can_be(&a->blocks[i]))
			known_add(&k, known_hash(a->blocks[i].text),
			    KNOWN_FURNITURE);
	article_strip(&stripped, &k, KNOWN_FURNITURE, arena);
	for (size_t i = 0; i < stripped.nblocks; i++)
		check(!may_go(&stripped.blocks[i]) || !known_has(&k,
		    stripped.blocks[i].text, KNOWN_FURNITURE));
	in.known = &k;
	extract_page(&with, arena, &in);
	check(fields_valid(&with));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct extract_input in = { .url = STR("https://post.example/a/b") };
	struct article a, again, parsed;
	struct arena arena;
	struct str md;
	struct error err;

	if (size == 0)
		return 0;
	in.charset = str_of(charsets[data[0] % 8]);
	in.status = data[0] & 8 ? 404 : 200;
	in.bytes = str_make((const char *)data + 1, size - 1);
	arena_init(&arena);
	xmlSetGenericErrorFunc(NULL, parser_said);
	extract_page(&a, &arena, &in);
	check(fields_valid(&a));
	extract_page(&again, &arena, &in);
	check(str_eq(json_of(&a, &arena), json_of(&again, &arena)));
	check(article_same(&a, &again));
	check_known(&a, in, &arena);
	md = story_md(&a, &arena);
	check(utf8_valid(md));
	check(article_parse(&parsed, &arena, md, &err) == 0);
	check(str_eq(story_md(&parsed, &arena), md));
	arena_release(&arena);
	return 0;
}
