/*
 * Bytes as a page: what comes out is valid UTF-8, the same a second time, and
 * story.md of it reads back to the same bytes, and the parser has nothing to
 * say: what it is given is UTF-8 that it reads to the end as such. The first
 * byte chooses a charset label and a status.
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
	md = story_md(&a, &arena);
	check(utf8_valid(md));
	check(article_parse(&parsed, &arena, md, &err) == 0);
	check(str_eq(story_md(&parsed, &arena), md));
	arena_release(&arena);
	return 0;
}
