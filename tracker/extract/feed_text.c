/* Text of feeds: character references, markup, names, links. */
#include "tracker/base/limits.h"
#include "tracker/base/utf8.h"
#include "tracker/extract/entity.h"
#include "tracker/extract/feed_parts.h"
#include "tracker/web/url.h"

/* Longest name of a reference, "#x10ffff" and "thetasym" among them. */
#define NAME_BYTES 12

/* Numbers 128 to 159 mean windows-1252 (WHATWG HTML 13.2.5.80). */
static const uint16_t c1[32] = {
	0x20ac, 0x81, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
	0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8d, 0x017d, 0x8f,
	0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
	0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d, 0x017e, 0x0178,
};

static uint32_t
by_number(struct str digits)
{
	uint32_t v = 0, base = 10;

	if (digits.n > 0 && (digits.p[0] == 'x' || digits.p[0] == 'X')) {
		base = 16;
		digits = str_from(digits, 1);
	}
	if (digits.n == 0 || digits.n > 7)
		return 0;
	for (size_t i = 0; i < digits.n; i++) {
		char c = digits.p[i];

		if (c >= '0' && c <= '9')
			v = v * base + (uint32_t)(c - '0');
		else if (base == 16 && ((c | 32) >= 'a' && (c | 32) <= 'f'))
			v = v * base + (uint32_t)((c | 32) - 'a' + 10);
		else
			return 0;
	}
	if (v >= 128 && v < 160)
		return c1[v - 128];
	if (v > 0x10ffff || (v >= 0xd800 && v < 0xe000) || v == 0)
		return UTF8_BAD;
	return v;
}

uint32_t
feed_reference(struct str name)
{
	if (name.n == 0 || name.n > NAME_BYTES)
		return 0;
	if (name.p[0] == '#')
		return by_number(str_from(name, 1));
	return entity_value(name);
}

/* Elements that RSS titles are seen to carry; others are taken for text. */
static const char *const tags[] = {
	"a", "abbr", "acronym", "b", "big", "blockquote", "br", "cite", "code",
	"del", "div", "em", "figure", "font", "h1", "h2", "h3", "h4", "h5",
	"h6", "hr", "i", "img", "ins", "li", "mark", "nobr", "ol", "p", "pre",
	"q", "s", "script", "small", "span", "strike", "strong", "style",
	"sub", "sup", "table", "tbody", "td", "th", "tr", "tt", "u", "ul",
	"wbr",
};

static bool
is_tag(struct str name, enum feed_markup markup)
{
	if (markup == MARKUP_HTML)
		return true;
	for (size_t i = 0; i < sizeof(tags) / sizeof(*tags); i++)
		if (str_ieqz(name, tags[i]))
			return true;
	return false;
}

static size_t
name_length(struct str s)
{
	size_t n = 0;

	while (n < s.n && (((s.p[n] | 32) >= 'a' && (s.p[n] | 32) <= 'z') ||
	    (s.p[n] >= '0' && s.p[n] <= '9')))
		n++;
	return n;
}

/* Bytes of the tag or comment at the front, or 0 for a "<" that is text. */
static size_t
tag_length(struct str s, enum feed_markup markup)
{
	struct str rest = str_from(s, 1);
	ptrdiff_t end;

	if (str_starts(rest, "!--")) {
		end = str_find(rest, STR("-->"));
		return end < 0 ? 0 : (size_t)end + 4;
	}
	if (rest.n > 0 && rest.p[0] == '/')
		rest = str_from(rest, 1);
	if (name_length(rest) == 0 || (unsigned char)rest.p[0] <= '9' ||
	    !is_tag(str_sub(rest, 0, name_length(rest)), markup))
		return 0;
	end = str_chr(s, '>');
	return end < 0 ? 0 : (size_t)end + 1;
}

static bool
is_break(struct str tag)
{
	static const char *const inlines[] = { "a", "abbr", "acronym", "b",
		"big", "cite", "code", "del", "em", "font", "i", "ins", "mark",
		"nobr", "q", "s", "small", "span", "strike", "strong", "sub",
		"sup", "tt", "u", "wbr" };

	tag = str_from(tag, tag.n > 1 && tag.p[1] == '/' ? 2 : 1);
	tag.n = name_length(tag);
	for (size_t i = 0; i < sizeof(inlines) / sizeof(*inlines); i++)
		if (str_ieqz(tag, inlines[i]))
			return false;
	return true;
}

/* Appends one code point, white space folded, controls left out. */
static void
add_char(struct buf *b, uint32_t c)
{
	if (c == ' ' || (c >= '\t' && c <= '\r')) {
		if (b->n > 0 && b->p[b->n - 1] != ' ')
			buf_addc(b, ' ');
	} else if (c >= ' ' && c != 0x7f && (c < 0x80 || c >= 0xa0)) {
		utf8_add(b, c);
	}
}

static size_t
add_reference(struct buf *b, struct str s)
{
	ptrdiff_t end = str_chr(str_sub(s, 0, NAME_BYTES + 2), ';');
	uint32_t c = end > 1 ? feed_reference(str_sub(s, 1, (size_t)end - 1)) :
	    0;

	if (c == 0) {
		add_char(b, '&');
		return 1;
	}
	add_char(b, c);
	return (size_t)end + 1;
}

struct str
feed_text(struct arena *a, struct str s, enum feed_markup markup)
{
	bool tagged = markup != MARKUP_NONE && str_chr(s, '>') >= 0;
	struct str out;
	struct buf b;
	size_t n;

	buf_init(&b, LIMIT_FIELD_BYTES);
	while (s.n > 0 && !b.full) {
		if (s.p[0] == '&' && markup != MARKUP_NONE) {
			s = str_from(s, add_reference(&b, s));
			continue;
		}
		n = s.p[0] == '<' && tagged ? tag_length(s, markup) : 0;
		if (n == 0) {
			add_char(&b, utf8_next(&s, NULL));
			continue;
		}
		if (is_break(str_sub(s, 0, n)))
			add_char(&b, ' ');
		s = str_from(s, n);
	}
	out = arena_str(a, str_trim(buf_str(&b)));
	buf_release(&b);
	return out;
}

struct str
feed_person(struct str s)
{
	ptrdiff_t open = str_chr(s, '('), angle = str_chr(s, '<');
	struct str name;

	if (open >= 0 && s.n > 0 && s.p[s.n - 1] == ')') {
		name = str_trim(str_sub(s, (size_t)open + 1,
		    s.n - (size_t)open - 2));
		/* The name may stand before the bracket or in it. */
		if (str_chr(name, '@') >= 0 || name.n == 0)
			name = str_trim(str_sub(s, 0, (size_t)open));
		else if (str_chr(str_sub(s, 0, (size_t)open), '@') < 0)
			name = s;
		return name;
	}
	if (angle > 0 && s.p[s.n - 1] == '>')
		return str_trim(str_sub(s, 0, (size_t)angle));
	return s;
}

static bool
is_plain(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] <= ' ' || s.p[i] == 0x7f || s.p[i] == '\\')
			return false;
	return true;
}

struct str
feed_link(struct arena *a, struct str base, struct str ref)
{
	struct str out;

	ref = str_trim(ref);
	if (ref.n == 0 || url_resolve(base, ref, a, &out) < 0)
		return STR("");
	if ((str_istarts(ref, "http://") || str_istarts(ref, "https://")) &&
	    is_plain(ref))
		return arena_str(a, ref);
	return out;
}
