#include "tracker/base/limits.h"
#include "tracker/base/utf8.h"
#include "tracker/extract/entity.h"
#include "tracker/extract/lex.h"
#include "tracker/extract/source.h"
#include "tracker/extract/tags.h"

#define NAME_BYTES 48
#define VALUE_BYTES 8192
#define ATTRS_WHOLE 64
/* Data that a script assigns is only looked for in scripts as long as this. */
#define STATE_LEAST 2000

/* Attributes that extraction reads. */
static const char *const kept[] = {
	"class", "id", "href", "rel", "itemprop", "itemtype", "property",
	"name", "content", "datetime", "role", "lang", "hidden", "style",
	"aria-hidden", "http-equiv", "title", "data-testid", "data-component",
	"data-type", "xml:lang", "pubdate", "data-module", "data-qa",
	"data-tb-region", "data-nosnippet", "aria-label", "alt",
};
#define KEPT (sizeof(kept) / sizeof(*kept))

struct open {
	struct str name;	/* a slice of the input, any case */
	bool block;
};

struct lexer {
	struct lexed *out;
	struct arena *arena;
	struct str in;		/* the rest */
	bool whole;
	size_t cap_scripts, cap_attrs, tags, references;
	size_t depth;
	uint64_t never_ends;	/* hashes of raw elements that have no end */
	struct open open[LIMIT_DEPTH];
};

struct tagged {
	char name_buf[NAME_BYTES];
	struct str name;	/* lower case, in name_buf */
	struct str raw_name;	/* in the input */
	struct str attrs;	/* between name and ">" */
};

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

/* ---- attributes --------------------------------------------------------- */

static bool
next_attr(struct str *s, struct str *name, struct str *value)
{
	size_t i = 0, from;
	char quote;

	while (i < s->n && (is_space(s->p[i]) || s->p[i] == '/'))
		i++;
	from = i;
	if (i < s->n)
		i++;	/* even "=" may begin a name */
	while (i < s->n && !is_space(s->p[i]) && s->p[i] != '=' &&
	    s->p[i] != '/')
		i++;
	*name = str_sub(*s, from, i - from);
	*value = str_make(NULL, 0);
	while (i < s->n && is_space(s->p[i]))
		i++;
	if (i < s->n && s->p[i] == '=') {
		for (i++; i < s->n && is_space(s->p[i]);)
			i++;
		quote = i < s->n ? s->p[i] : '\0';
		from = quote == '"' || quote == '\'' ? ++i : i;
		while (i < s->n && (quote == '"' || quote == '\'' ? s->p[i] != quote :
		    !is_space(s->p[i])))
			i++;
		*value = str_sub(*s, from, i - from);
		i += quote == '"' || quote == '\'';
	}
	*s = str_from(*s, i);
	return name->n > 0;
}

static int
kept_index(struct str name)
{
	char first = name.n > 0 ? lower(name.p[0]) : '\0';

	for (size_t i = 0; i < KEPT; i++)
		if (kept[i][0] == first && str_ieqz(name, kept[i]))
			return (int)i;
	return -1;
}

static bool
is_safe_name(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!is_letter(s.p[i]) && s.p[i] != '-' && s.p[i] != '_' &&
		    s.p[i] != ':' && !(s.p[i] >= '0' && s.p[i] <= '9'))
			return false;
	return s.n > 0 && s.n < NAME_BYTES && is_letter(s.p[0]);
}

static void
put_attr(struct buf *out, struct str name, struct str value)
{
	const char *quote = "\"";

	buf_addc(out, ' ');
	for (size_t i = 0; i < name.n; i++)
		buf_addc(out, lower(name.p[i]));
	if (value.n > 0 && memchr(value.p, '"', value.n) != NULL)
		quote = "'";
	buf_addc(out, '=');
	buf_addz(out, quote);
	buf_adds(out, value);
	buf_addz(out, quote);
}

/* A value within its ceiling, cut before a whole character. */
static struct str
clip(struct str value)
{
	if (value.n <= VALUE_BYTES)
		return value;
	value.n = VALUE_BYTES;
	while (value.n > 0 && ((unsigned char)value.p[value.n] & 0xc0) == 0x80)
		value.n--;
	return value;
}

static void
keep_attr(struct lexer *x, const char *name, struct str value)
{
	struct lexed *out = x->out;

	out->attrs = arena_grow(x->arena, out->attrs, out->nattrs,
	    &x->cap_attrs, sizeof(*out->attrs));
	if (value.n > 0 && memchr(value.p, '&', value.n) != NULL)
		value = plain_attr(x->arena, value);
	out->attrs[out->nattrs++] = (struct attr){ name, value };
}

/* The first of each name counts. */
static void
put_attrs(struct lexer *x, struct str attrs)
{
	struct buf *html = &x->out->html;
	struct str name, value;
	uint64_t seen = 0;
	size_t from = x->out->nattrs, n = 0;
	int at;

	while (next_attr(&attrs, &name, &value)) {
		at = kept_index(name);
		value = clip(value);
		if (at >= 0 && (seen >> at & 1) == 0) {
			seen |= (uint64_t)1 << at;
			keep_attr(x, kept[at], value);
		} else if (at >= 0 || !is_safe_name(name) ||
		    n++ >= ATTRS_WHOLE) {
			continue;
		}
		if (x->whole)
			put_attr(html, name, value);
	}
	if (x->out->nattrs == from)
		return;
	keep_attr(x, NULL, str_make(NULL, 0));
	buf_addz(html, " " LEX_ATTRS "=");
	buf_addi(html, (int64_t)from);
}

static struct str
attr_of(struct str attrs, const char *wanted)
{
	struct str name, value;

	while (next_attr(&attrs, &name, &value))
		if (str_ieqz(name, wanted))
			return value;
	return str_make(NULL, 0);
}

/* ---- raw elements ------------------------------------------------------- */

/* The end tag of a raw element: its offset, or -1. */
static ptrdiff_t
raw_end(struct str s, struct str name)
{
	const char *p;
	size_t at = 0;

	while (at < s.n) {
		p = memchr(s.p + at, '<', s.n - at);
		if (p == NULL)
			return -1;
		at = (size_t)(p - s.p);
		if (at + 2 + name.n <= s.n && s.p[at + 1] == '/' &&
		    str_ieq(str_sub(s, at + 2, name.n), name) &&
		    (at + 2 + name.n == s.n || !is_letter(s.p[at + 2 + name.n])))
			return (ptrdiff_t)at;
		at++;
	}
	return -1;
}

static void
keep_script(struct lexer *x, struct str attrs, struct str text)
{
	struct lexed *out = x->out;
	struct str type = attr_of(attrs, "type");
	enum script_kind kind;

	out->script_bytes += text.n;
	if (str_ifind(type, STR("ld+json")) >= 0)
		kind = SCRIPT_LD;
	else if (text.n >= STATE_LEAST &&
	    (str_ifind(type, STR("json")) >= 0 ||
	    str_find(str_sub(text, 0, 200), STR("__")) >= 0 ||
	    str_find(str_sub(text, 0, 200), STR("Fusion")) >= 0))
		kind = SCRIPT_STATE;
	else
		return;
	out->scripts = arena_grow(x->arena, out->scripts, out->nscripts,
	    &x->cap_scripts, sizeof(*out->scripts));
	out->scripts[out->nscripts++] = (struct script){ kind, text };
}

/* Drops a raw element with its content; an unclosed one loses its tag alone. */
static void
skip_raw(struct lexer *x, const struct tagged *t, const struct tag_row *row)
{
	ptrdiff_t end;
	uint64_t bit = (uint64_t)1 << str_hash(t->name) % 64;

	if (x->never_ends & bit)
		return;
	end = raw_end(x->in, t->name);
	if (end < 0) {
		x->never_ends |= bit;
		return;
	}
	if (row->tag == TAG_SCRIPT)
		keep_script(x, t->attrs, str_sub(x->in, 0, (size_t)end));
	x->in = str_from(x->in, (size_t)end);
	end = str_chr(x->in, '>');
	x->in = str_from(x->in, end < 0 ? x->in.n : (size_t)end + 1);
}

/* ---- tags --------------------------------------------------------------- */

/* Reads from after "<" or "</"; false when the tag never ends. */
static bool
read_tag(struct str *in, struct tagged *t)
{
	size_t i = 0, n;
	char quote = '\0';
	const char *p;

	while (i < in->n && !is_space(in->p[i]) && in->p[i] != '>' &&
	    in->p[i] != '/')
		i++;
	t->raw_name = str_sub(*in, 0, i);
	n = i < NAME_BYTES ? i : NAME_BYTES;
	for (size_t k = 0; k < n; k++)
		t->name_buf[k] = lower(in->p[k]);
	t->name = str_make(t->name_buf, n);
	for (n = i; i < in->n && in->p[i] != '>'; i++) {
		quote = in->p[i];
		if (quote != '"' && quote != '\'')
			continue;
		/* a quote opens a value only after "=" */
		for (p = in->p + i - 1; p > in->p + n && is_space(*p);)
			p--;
		if (*p != '=')
			continue;
		p = memchr(in->p + i + 1, quote, in->n - i - 1);
		if (p == NULL)
			return false;
		i = (size_t)(p - in->p);
	}
	if (i >= in->n)
		return false;
	t->attrs = str_sub(*in, n, i - n);
	*in = str_from(*in, i + 1);
	return true;
}

/* A name that no element has is written as one that the parser reads whole: it
 * cuts long ones, and within a character. */
static struct str
tag_name(const struct tagged *t)
{
	return is_safe_name(t->name) ? t->name : STR("x-other");
}

static void
put_start(struct lexer *x, const struct tagged *t, const struct tag_row *row)
{
	struct buf *out = &x->out->html;

	if (!(row->flags & (TAGF_VOID | TAGF_LOOSE))) {
		if (x->depth == LIMIT_DEPTH)
			return;
		x->open[x->depth++] = (struct open){ t->raw_name,
		    (row->flags & TAGF_BLOCK) != 0 };
	}
	buf_addc(out, '<');
	buf_adds(out, tag_name(t));
	put_attrs(x, t->attrs);
	buf_addc(out, '>');
}

/* An end tag closes what it names, but an inline one no block on its way. */
static void
put_end(struct lexer *x, const struct tagged *t, const struct tag_row *row)
{
	size_t i = x->depth;

	if (row->flags & TAGF_VOID && row->tag != TAG_BR)
		return;
	if (!(row->flags & (TAGF_LOOSE | TAGF_VOID))) {
		while (i > 0 && !str_ieq(x->open[i - 1].name, t->raw_name)) {
			if (x->open[i - 1].block && !(row->flags & TAGF_BLOCK))
				return;
			i--;
		}
		if (i == 0)
			return;
		x->depth = i - 1;
	}
	if (row->tag == TAG_BODY || row->tag == TAG_HTML)
		return;	/* what comes after is still of the page */
	buf_addz(&x->out->html, "</");
	buf_adds(&x->out->html, tag_name(t));
	buf_addc(&x->out->html, '>');
}

/* Drops "<!...>" and "<?...>"; a comment ends at "-->". */
static void
skip_declaration(struct lexer *x)
{
	ptrdiff_t end;

	if (str_starts(x->in, "!--")) {
		/* "<!-->" and "<!--->" are whole comments */
		x->in = str_from(x->in, 1);
		end = str_find(x->in, STR("-->"));
		x->in = end < 0 ? str_make(NULL, 0) :
		    str_from(x->in, (size_t)end + 3);
		return;
	}
	end = str_chr(x->in, '>');
	x->in = str_from(x->in, end < 0 ? x->in.n : (size_t)end + 1);
}

/* At "<". */
static void
markup(struct lexer *x)
{
	struct tagged t;
	const struct tag_row *row;
	char c = x->in.n > 1 ? x->in.p[1] : '\0';
	bool end = c == '/';

	if (c == '!' || c == '?') {
		x->in = str_from(x->in, 1);
		skip_declaration(x);
		return;
	}
	if (end)
		c = x->in.n > 2 ? x->in.p[2] : '\0';
	if (!is_letter(c)) {
		buf_addz(&x->out->html, "&lt;");
		x->in = str_from(x->in, 1);
		return;
	}
	x->in = str_from(x->in, end ? 2 : 1);
	if (!read_tag(&x->in, &t)) {
		x->in = str_make(NULL, 0);
		return;
	}
	row = tag_of(t.name);
	if (++x->tags > LIMIT_ELEMENTS) {
		x->out->cut = true;
		x->in = str_make(NULL, 0);
	} else if (row->flags & TAGF_RAW) {
		if (!end)
			skip_raw(x, &t, row);
	} else if (end) {
		put_end(x, &t, row);
	} else {
		put_start(x, &t, row);
	}
}

/* ---- text ---------------------------------------------------------------- */

/* Digits of "&#...;" from after "#": the bytes with the ";", or 0. */
static size_t
numbered(struct str s, uint32_t *c)
{
	bool hex = s.n > 0 && (s.p[0] | 0x20) == 'x';
	size_t i = hex;

	for (*c = 0; i < s.n && i < 8; i++) {
		if (s.p[i] >= '0' && s.p[i] <= '9')
			*c = *c * (hex ? 16 : 10) + (uint32_t)(s.p[i] - '0');
		else if (hex && (s.p[i] | 0x20) >= 'a' && (s.p[i] | 0x20) <= 'f')
			*c = *c * 16 + (uint32_t)((s.p[i] | 0x20) - 'a' + 10);
		else
			break;
	}
	return i > hex && i < s.n && s.p[i] == ';' ? i + 1 : 0;
}

/* Letters and digits of "&...;" from after "&": the bytes with the ";", or 0. */
static size_t
named(struct str s, uint32_t *c)
{
	size_t i = 0;

	while (i < s.n && i < 12 && (is_letter(s.p[i]) ||
	    (s.p[i] >= '0' && s.p[i] <= '9')))
		i++;
	if (i == 0 || i == s.n || s.p[i] != ';')
		return 0;
	*c = entity_value(str_sub(s, 0, i));
	return *c != 0 ? i + 1 : 0;
}

/* Neither markup nor blank nor control, so that it may stand as it is. */
static bool
is_plain(uint32_t c)
{
	return (c > ' ' && c < 0x7f && c != '<' && c != '&') ||
	    (c >= 0xa0 && c < 0xd800) || (c >= 0xe000 && c < 0xfffe) ||
	    (c >= 0x10000 && c <= 0x10ffff);
}

/*
 * At "&": returns the bytes that are done with. What is simple is read here,
 * because the parser goes through all names for each and makes an error message
 * of what is none.
 */
static size_t
put_reference(struct lexer *x, struct str s)
{
	struct buf *out = &x->out->html;
	uint32_t c = 0;
	bool number = s.n > 1 && s.p[1] == '#';
	size_t n = number ? numbered(str_from(s, 2), &c) :
	    named(str_from(s, 1), &c);

	if (++x->references > LIMIT_REFERENCES) {
		x->out->cut = true;
	} else if (n > 0 && is_plain(c)) {
		utf8_add(out, c);
		return 1 + number + n;
	} else if (n > 0 || number) {
		buf_addc(out, '&');
	} else {
		buf_addz(out, "&amp;");
	}
	return 1;
}

enum { ORDINARY, BLANK, AMPERSAND, CONTROL };

/* Bytes that are more than themselves; the parser drops control characters,
 * too, but at great length. */
static const unsigned char classes[256] = {
	CONTROL, CONTROL, CONTROL, CONTROL, CONTROL, CONTROL, CONTROL, CONTROL,
	CONTROL, BLANK, BLANK, CONTROL, CONTROL, BLANK, CONTROL, CONTROL,
	CONTROL, CONTROL, CONTROL, CONTROL, CONTROL, CONTROL, CONTROL, CONTROL,
	CONTROL, CONTROL, CONTROL, CONTROL, CONTROL, CONTROL, CONTROL, CONTROL,
	[' '] = BLANK, ['&'] = AMPERSAND,
};

static unsigned char
class_at(struct str s, size_t i)
{
	return i < s.n ? classes[(unsigned char)s.p[i]] : ORDINARY;
}

/* Text as it stands; blanks in a row are one, which says as much. */
static void
put_text(struct lexer *x, struct str s)
{
	struct buf *out = &x->out->html;
	size_t from = 0, i = 0, to;

	while (i < s.n) {
		unsigned char class = class_at(s, i);

		to = i++;
		if (class == ORDINARY || (class == BLANK && (x->whole ||
		    class_at(s, i) != BLANK)))
			continue;
		buf_add(out, s.p + from, to + (class == BLANK) - from);
		if (class == AMPERSAND)
			i = to + put_reference(x, str_from(s, to));
		while (class == BLANK && class_at(s, i) == BLANK)
			i++;
		from = i;
	}
	buf_adds(out, str_from(s, from));
}

void
lex_page(struct lexed *out, struct arena *arena, struct str utf8, bool whole)
{
	struct lexer x = { .out = out, .arena = arena, .in = utf8,
	    .whole = whole };
	const char *p;
	size_t n;

	*out = (struct lexed){ 0 };
	buf_init(&out->html, 3 * LIMIT_PAGE_BYTES);
	while (x.in.n > 0) {
		p = memchr(x.in.p, '<', x.in.n);
		n = p != NULL ? (size_t)(p - x.in.p) : x.in.n;
		put_text(&x, str_sub(x.in, 0, n));
		x.in = str_from(x.in, n);
		if (x.in.n > 0)
			markup(&x);
	}
	out->cut = out->cut || out->html.full;
}

void
lexed_release(struct lexed *l)
{
	buf_release(&l->html);
}
