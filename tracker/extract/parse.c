#include "tracker/extract/format.h"
#include "tracker/base/limits.h"
#include "tracker/base/utf8.h"

/* Where lines of the front matter belong. */
enum level { TOP, IN_NOTES, IN_EXTRACTED, IN_UNKNOWN };

struct parser {
	struct article *a;
	struct arena *arena;
	struct error *err;
	enum level level;
	size_t line;
	size_t cap_notes, cap_blocks;
};

static int
fail(struct parser *p, const char *what)
{
	return error_set(p->err, "story.md: line %zu: %s", p->line, what);
}

/* Up to four hexadecimal digits; how many, and their value. */
static size_t
hex(struct str s, uint32_t *value)
{
	static const char digits[] = "0123456789ABCDEF";
	const char *at;
	size_t n = 0;

	*value = 0;
	for (; n < 4 && n < s.n && s.p[n] != '\0'; n++) {
		at = strchr(digits, s.p[n]);
		if (at == NULL)
			break;
		*value = *value * 16 + (uint32_t)(at - digits);
	}
	return n;
}

/* One escape after its backslash. */
static int
unescape(struct str *s, struct buf *out)
{
	uint32_t c;
	char k = s->n > 0 ? s->p[0] : '\0';

	*s = str_from(*s, 1);
	if (k == '"' || k == '\\')
		return buf_addc(out, k);
	if (k != 'u' || hex(*s, &c) != 4)
		return -1;
	*s = str_from(*s, 4);
	utf8_add(out, c);
	return 0;
}

/* A double-quoted scalar that fills the slice. */
static int
quoted(struct parser *p, struct str s, struct str *out)
{
	struct buf text;
	size_t run;
	int rc = -1;

	if (s.n < 2 || s.p[0] != '"' || s.p[s.n - 1] != '"')
		return fail(p, "not a double-quoted text");
	s = str_sub(s, 1, s.n - 2);
	buf_init(&text, LIMIT_TEXT_BYTES);
	while (s.n > 0) {
		for (run = 0; run < s.n && s.p[run] != '\\';)
			run++;
		if (memchr(s.p, '"', run) != NULL)
			goto out;
		buf_add(&text, s.p, run);
		s = str_from(s, run);
		if (s.n == 0)
			break;
		s = str_from(s, 1);
		if (unescape(&s, &text) < 0)
			goto out;
	}
	*out = arena_str(p->arena, buf_str(&text));
	rc = 0;
out:
	buf_release(&text);
	return rc < 0 ? fail(p, "not a double-quoted text") : 0;
}

static int
quoted_z(struct parser *p, struct str s, const char **out)
{
	struct str text;

	if (quoted(p, s, &text) < 0)
		return -1;
	*out = text.p != NULL ? text.p : "";
	return 0;
}

static int
top_key(struct parser *p, struct str key, struct str value)
{
	char *base = (char *)p->a;

	p->level = str_eqz(key, "notes") ? IN_NOTES :
	    str_eqz(key, "extracted") ? IN_EXTRACTED :
	    value.n == 0 ? IN_UNKNOWN : TOP;
	if (value.n == 0)
		return p->level == TOP ? fail(p, "no value") : 0;
	if (p->level != TOP)
		return fail(p, "a list was expected");
	for (const struct format_field *f = format_fields; f->key; f++)
		if (str_eqz(key, f->key))
			return quoted(p, value,
			    (struct str *)(void *)(base + f->offset));
	if (str_eqz(key, "url")) {
		if (quoted(p, value, &p->a->url) < 0)
			return -1;
		p->a->canonical = p->a->url;
		return 0;
	}
	if (str_eqz(key, "published"))
		return time_parse_iso(value, &p->a->published) < 0 ?
		    fail(p, "not a time") : 0;
	return 0;
}

static int
note_key(struct parser *p, struct str key, struct str value, bool first)
{
	struct article *a = p->a;
	struct article_note *n;
	struct str kind;

	if (first) {
		if (a->nnotes >= LIMIT_NOTES)
			return fail(p, "too many notes");
		a->notes = arena_grow(p->arena, a->notes, a->nnotes,
		    &p->cap_notes, sizeof(*a->notes));
		a->notes[a->nnotes++] = (struct article_note){ .place = "" };
	}
	if (a->nnotes == 0)
		return fail(p, "a list item was expected");
	n = &a->notes[a->nnotes - 1];
	if (str_eqz(key, "text"))
		return quoted(p, value, &n->text);
	if (str_eqz(key, "place"))
		return quoted_z(p, value, &n->place);
	if (!str_eqz(key, "kind"))
		return 0;
	if (quoted(p, value, &kind) < 0)
		return -1;
	n->kind = note_kind_of(kind);
	return 0;
}

static int
extracted_key(struct parser *p, struct str key, struct str value)
{
	if (str_eqz(key, "method"))
		return quoted_z(p, value, &p->a->method);
	if (str_eqz(key, "extractor"))
		return quoted(p, value, &p->a->extractor);
	return 0;
}

static int
front_line(struct parser *p, struct str line)
{
	struct str key, value = line;
	bool nested = str_starts(line, "  ");
	bool first = str_starts(line, "  - ");

	if (!str_cut(&value, ':', &key) || key.n == line.n)
		return fail(p, "`key: value` was expected");
	value = str_trim(value);
	key = str_from(key, first ? 4 : 0);
	key = str_trim(key);
	if (!nested)
		return top_key(p, key, value);
	if (p->level == IN_NOTES)
		return note_key(p, key, value, first);
	if (p->level == IN_EXTRACTED)
		return extracted_key(p, key, value);
	return p->level == IN_UNKNOWN ? 0 : fail(p, "indented for no reason");
}

/* The paragraph without the backslash that article_format may have put. */
static struct str
paragraph(struct parser *p, struct str line)
{
	size_t digits = 0;
	char *copy;

	if (line.n > 1 && line.p[0] == '\\' && format_is_opener(line.p[1]))
		return arena_str(p->arena, str_from(line, 1));
	while (digits < line.n && line.p[digits] >= '0' &&
	    line.p[digits] <= '9')
		digits++;
	if (digits == 0 || digits >= line.n || line.p[digits] != '\\')
		return arena_str(p->arena, line);
	copy = arena_alloc(p->arena, line.n, 1);
	memcpy(copy, line.p, digits);
	memcpy(copy + digits, line.p + digits + 1, line.n - digits - 1);
	return str_make(copy, line.n - 1);
}

static int
block_line(struct parser *p, struct str line)
{
	struct article *a = p->a;
	struct block b = { .type = BLOCK_PARAGRAPH };

	for (int t = BLOCK_PARAGRAPH + 1; t < FORMAT_MARKS; t++)
		if (str_starts(line, format_marks[t]))
			b.type = t;
	line = str_from(line, strlen(format_marks[b.type]));
	if (b.type == BLOCK_TABLE_ROW) {
		if (!str_ends(line, " |"))
			return fail(p, "a table row without its end");
		line = str_sub(line, 0, line.n - 2);
	}
	b.text = b.type == BLOCK_PARAGRAPH ? paragraph(p, line) :
	    arena_str(p->arena, line);
	if (a->nblocks >= LIMIT_BLOCKS)
		return fail(p, "too many blocks");
	a->blocks = arena_grow(p->arena, a->blocks, a->nblocks,
	    &p->cap_blocks, sizeof(*a->blocks));
	a->blocks[a->nblocks++] = b;
	return 0;
}

static int
next_line(struct parser *p, struct str *text, struct str *line)
{
	p->line++;
	return text->n > 0 && str_cut(text, '\n', line) ? 0 : -1;
}

int
article_parse(struct article *a, struct arena *arena, struct str text,
    struct error *err)
{
	struct parser p = { .a = a, .arena = arena, .err = err };
	struct str line;

	article_init(a);
	if (next_line(&p, &text, &line) < 0 || !str_eqz(line, "---"))
		return fail(&p, "`---` was expected");
	for (;;) {
		if (next_line(&p, &text, &line) < 0)
			return fail(&p, "the front matter has no end");
		if (str_eqz(line, "---"))
			break;
		if (front_line(&p, line) < 0)
			return -1;
	}
	while (next_line(&p, &text, &line) == 0)
		if (line.n > 0 && block_line(&p, line) < 0)
			return -1;
	return 0;
}
