#include "tracker/extract/format.h"
#include "tracker/base/utf8.h"

const struct format_field format_fields[] = {
	{ "headline", offsetof(struct article, headline) },
	{ "deck", offsetof(struct article, deck) },
	{ "byline", offsetof(struct article, byline) },
	{ "dateline", offsetof(struct article, dateline) },
	{ "section", offsetof(struct article, section) },
	{ "language", offsetof(struct article, language) },
	{ NULL, 0 },
};

const char *const format_marks[FORMAT_MARKS] = {
	[BLOCK_PARAGRAPH] = "",
	[BLOCK_SUBHEADING] = "## ",
	[BLOCK_LIST_ITEM] = "- ",
	[BLOCK_QUOTE] = "> ",
	[BLOCK_CAPTION] = ": ",
	[BLOCK_TABLE_ROW] = "| ",
};

/*
 * What opens something other than a paragraph in CommonMark or its common
 * extensions: headings, quotations, lists, rules, code, tables, definitions,
 * HTML, link references, front matter, setext lines, and the escape itself.
 */
static const char openers[] = "#>-+*_=`~|:<[\\";

bool
format_is_opener(char c)
{
	return c != '\0' && strchr(openers, c) != NULL;
}

/* Printable in YAML 1.1 (5.1) and no kind of line break there. */
static bool
is_yaml_plain(uint32_t c)
{
	return (c >= 0x20 && c < 0x7f) || (c >= 0xa0 && c < 0xd800 &&
	    c != 0x2028 && c != 0x2029) || (c >= 0xe000 && c <= 0xfffd &&
	    c != 0xfeff) || c >= 0x10000;
}

/* A double-quoted scalar, on one line whatever the text. */
static void
add_quoted(struct buf *out, struct str s)
{
	uint32_t c;

	buf_addc(out, '"');
	while (s.n > 0) {
		c = utf8_next(&s, NULL);
		if (c == '"' || c == '\\')
			buf_addf(out, "\\%c", (char)c);
		else if (is_yaml_plain(c))
			utf8_add(out, c);
		else
			buf_addf(out, "\\u%04X", c);
	}
	buf_addc(out, '"');
}

static void
add_field(struct buf *out, const char *key, struct str s)
{
	if (s.n == 0)
		return;
	buf_addf(out, "%s: ", key);
	add_quoted(out, s);
	buf_addc(out, '\n');
}

static void
add_notes(struct buf *out, const struct article *a)
{
	const char *kind;

	if (a->nnotes == 0)
		return;
	buf_addz(out, "notes:\n");
	for (size_t i = 0; i < a->nnotes; i++) {
		kind = note_kind_name(a->notes[i].kind);
		buf_addz(out, "  - kind: ");
		add_quoted(out, str_of(kind != NULL ? kind : "none"));
		buf_addz(out, "\n    place: ");
		add_quoted(out, str_of(a->notes[i].place));
		buf_addz(out, "\n    text: ");
		add_quoted(out, a->notes[i].text);
		buf_addc(out, '\n');
	}
}

static void
add_front(struct buf *out, const struct article *a)
{
	char time[TIME_TEXT];
	const char *base = (const char *)a;

	buf_addz(out, "---\n");
	for (const struct format_field *f = format_fields; f->key; f++)
		add_field(out, f->key,
		    *(const struct str *)(const void *)(base + f->offset));
	if (a->published != TIME_NONE)
		buf_addf(out, "published: %s\n",
		    time_rfc3339(a->published, time));
	add_field(out, "url", a->canonical.n > 0 ? a->canonical : a->url);
	add_notes(out, a);
	if (a->method != NULL || a->extractor.n > 0) {
		buf_addz(out, "extracted:\n");
		add_field(out, "  method", str_of(a->method));
		add_field(out, "  extractor", a->extractor);
	}
	buf_addz(out, "---\n");
}

/* The text on one line, valid UTF-8, control characters as spaces. */
static void
add_line(struct buf *out, struct str s)
{
	uint32_t c;

	while (s.n > 0) {
		c = utf8_next(&s, NULL);
		utf8_add(out, c < 0x20 || c == 0x7f ? ' ' : c);
	}
}

static void
add_paragraph(struct buf *out, struct str s)
{
	size_t digits = 0;

	while (digits < s.n && s.p[digits] >= '0' && s.p[digits] <= '9')
		digits++;
	if (digits == 0 && format_is_opener(s.p[0]))
		buf_addc(out, '\\');
	if (digits > 0 && digits < s.n && strchr(".)\\", s.p[digits])) {
		buf_add(out, s.p, digits);
		buf_addc(out, '\\');
		s = str_from(s, digits);
	}
	add_line(out, s);
}

void
article_format(const struct article *a, struct buf *out)
{
	const struct block *b;

	add_front(out, a);
	for (size_t i = 0; i < a->nblocks; i++) {
		b = &a->blocks[i];
		if (b->text.n == 0)
			continue;
		buf_addc(out, '\n');
		buf_addz(out, format_marks[b->type]);
		if (b->type == BLOCK_PARAGRAPH)
			add_paragraph(out, b->text);
		else
			add_line(out, b->text);
		buf_addz(out, b->type == BLOCK_TABLE_ROW ? " |\n" : "\n");
	}
}
