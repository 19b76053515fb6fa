/*
 * Broken markup made well-formed. Not by XML's rules, which end at the first
 * fault, but as feed readers have come to take what sites send.
 */
#include "tracker/base/utf8.h"
#include "tracker/extract/feed_parts.h"

/* Open elements that are kept track of; deeper ones lose their tags. */
#define DEPTH 128
/* Attributes kept of one element. */
#define ATTRIBUTES 32

struct mend {
	struct buf *out;
	struct str in;
	struct str open[DEPTH];
	int depth;
	bool ended;	/* the first element is closed */
	unsigned missing;	/* kinds of ends that do not come any more */
};

/* Names of feeds are ASCII; what is not begins no tag. */
static bool
is_name_start(char c)
{
	return ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '_';
}

static bool
is_name(char c)
{
	return is_name_start(c) || (c >= '0' && c <= '9') || c == '-' ||
	    c == '.' || c == ':';
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

/* Takes a name off the front, with one prefix at most (Namespaces in XML, 4);
 * empty when there is none. */
static struct str
take_name(struct str *s)
{
	struct str name = STR("");
	bool prefix = false;
	size_t n = 0;

	if (s->n > 0 && is_name_start(s->p[0]))
		for (; n < s->n && is_name(s->p[n]); n++) {
			if (s->p[n] == ':' && (prefix || n + 1 == s->n ||
			    !is_name_start(s->p[n + 1])))
				break;
			prefix |= s->p[n] == ':';
		}
	name = str_sub(*s, 0, n);
	*s = str_from(*s, n);
	return name;
}

static void
skip_space(struct str *s)
{
	while (s->n > 0 && is_space(s->p[0]))
		*s = str_from(*s, 1);
}

/* One code point as character data; what XML forbids (2.2) is left out. */
static void
add_char(struct buf *out, uint32_t c)
{
	switch (c) {
	case '&':
		buf_addz(out, "&amp;");
		break;
	case '<':
		buf_addz(out, "&lt;");
		break;
	case '>':
		buf_addz(out, "&gt;");
		break;
	case '"':
		buf_addz(out, "&quot;");
		break;
	default:
		if ((c >= ' ' || c == '\t' || c == '\n' || c == '\r') &&
		    c != 0xfffe && c != 0xffff)
			utf8_add(out, c);
	}
}

/* Bytes at the front that stand for themselves. */
static size_t
plain_length(struct str s)
{
	size_t n = 0;

	while (n < s.n && s.p[n] >= ' ' && s.p[n] < 0x7f && s.p[n] != '&' &&
	    s.p[n] != '<' && s.p[n] != '>' && s.p[n] != '"')
		n++;
	return n;
}

/* Text; a reference that means nothing is text too. */
static void
add_text(struct buf *out, struct str s, bool references)
{
	while (s.n > 0) {
		size_t plain = plain_length(s);

		if (plain > 0) {
			buf_adds(out, str_sub(s, 0, plain));
			s = str_from(s, plain);
			continue;
		}
		if (s.p[0] == '&' && references) {
			ptrdiff_t end = str_chr(str_sub(s, 0, 14), ';');
			uint32_t c = end > 1 ? feed_reference(str_sub(s, 1,
			    (size_t)end - 1)) : 0;

			add_char(out, c != 0 ? c : '&');
			s = str_from(s, c != 0 ? (size_t)end + 1 : 1);
			continue;
		}
		add_char(out, utf8_next(&s, NULL));
	}
}

/* One attribute's value, with or without quotes. */
static struct str
take_value(struct str *s)
{
	struct str value;
	size_t n = 0;
	char quote;

	skip_space(s);
	if (s->n == 0)
		return STR("");
	quote = s->p[0];
	if (quote == '"' || quote == '\'') {
		*s = str_from(*s, 1);
		while (n < s->n && s->p[n] != quote)
			n++;
		value = str_sub(*s, 0, n);
		*s = str_from(*s, n + 1);
		return value;
	}
	while (n < s->n && !is_space(s->p[n]))
		n++;
	value = str_sub(*s, 0, n);
	*s = str_from(*s, n);
	return value;
}

static void
add_attributes(struct mend *m, struct str s)
{
	struct str seen[ATTRIBUTES], name, value;
	size_t n = 0, i;

	while (s.n > 0 && n < ATTRIBUTES) {
		skip_space(&s);
		name = take_name(&s);
		if (name.n == 0) {
			s = str_from(s, 1);
			continue;
		}
		skip_space(&s);
		value = STR("");
		if (s.n > 0 && s.p[0] == '=') {
			s = str_from(s, 1);
			value = take_value(&s);
		}
		for (i = 0; i < n && !str_eq(seen[i], name); i++)
			;
		if (i < n)
			continue;
		seen[n++] = name;
		buf_addc(m->out, ' ');
		buf_adds(m->out, name);
		buf_addz(m->out, "=\"");
		add_text(m->out, value, true);
		buf_addc(m->out, '"');
	}
}

static void
close_one(struct mend *m)
{
	struct str name = m->open[--m->depth];

	buf_addz(m->out, "</");
	buf_adds(m->out, name);
	buf_addc(m->out, '>');
	m->ended = m->depth == 0;
}

/* Closes up to the nearest open element of that name, if there is one. */
static void
end_tag(struct mend *m, struct str name)
{
	int i = m->depth;

	while (i > 0 && !str_ieq(m->open[i - 1], name))
		i--;
	while (i > 0 && m->depth >= i)
		close_one(m);
}

/*
 * Bytes up to and with the ">" that ends the tag at the front, not looking into
 * quotes; 0 when there is none before the next "<".
 */
static size_t
tag_length(struct str s)
{
	char quote = 0, before = 0;

	for (size_t i = 1; i < s.n; i++) {
		char c = s.p[i];

		if (quote != 0) {
			if (c == quote)
				quote = 0;
			else if (c == '<')
				return 0;
		} else if (c == '>') {
			return i + 1;
		} else if (c == '<') {
			return 0;
		} else if ((c == '"' || c == '\'') && before == '=') {
			quote = c;
		}
		if (!is_space(c))
			before = c;
	}
	return 0;
}

static void
start_tag(struct mend *m, struct str tag)
{
	struct str s = str_sub(tag, 1, tag.n - 2), name;
	bool empty = s.n > 0 && s.p[s.n - 1] == '/';

	if (empty)
		s.n--;
	name = take_name(&s);
	if (m->depth == DEPTH)
		return;
	buf_addc(m->out, '<');
	buf_adds(m->out, name);
	add_attributes(m, s);
	buf_addc(m->out, '>');
	m->open[m->depth++] = name;
	if (empty)
		close_one(m);
}

/* What is skipped or copied whole, with its end. */
static const struct {
	const char *open, *close;
	bool text;
} spans[] = {
	{ "<![CDATA[", "]]>", true },
	{ "<!--", "-->", false },
	{ "<?", ">", false },
	{ "<!", ">", false },
};

/* One of them at the front is taken off; of one without end, its opening. An
 * end that was not found once is not looked for again. */
static bool
took_span(struct mend *m)
{
	for (unsigned i = 0; i < sizeof(spans) / sizeof(*spans); i++) {
		ptrdiff_t end = -1;

		if (!str_starts(m->in, spans[i].open))
			continue;
		m->in = str_from(m->in, strlen(spans[i].open));
		if ((m->missing & 1u << i) == 0)
			end = str_find(m->in, str_of(spans[i].close));
		if (end < 0) {
			m->missing |= 1u << i;
			return true;
		}
		if (spans[i].text)
			add_text(m->out, str_sub(m->in, 0, (size_t)end),
			    false);
		m->in = str_from(m->in, (size_t)end + strlen(spans[i].close));
		return true;
	}
	return false;
}

/* What begins with "<". */
static void
markup(struct mend *m)
{
	struct str rest = str_from(m->in, 1), name;
	size_t n;

	if (took_span(m))
		return;
	if (rest.n > 0 && rest.p[0] == '/') {
		rest = str_from(rest, 1);
		name = take_name(&rest);
		while (rest.n > 0 && rest.p[0] != '>' && rest.p[0] != '<')
			rest = str_from(rest, 1);
		end_tag(m, name);
		m->in = rest.n > 0 && rest.p[0] == '>' ? str_from(rest, 1) :
		    rest;
		return;
	}
	n = rest.n > 0 && is_name_start(rest.p[0]) ? tag_length(m->in) : 0;
	if (n == 0) {
		add_char(m->out, '<');
		m->in = rest;
		return;
	}
	start_tag(m, str_sub(m->in, 0, n));
	m->in = str_from(m->in, n);
}

void
feed_mend(struct buf *out, struct str body)
{
	struct mend m = { .out = out, .in = body };

	while (m.in.n > 0 && !m.ended && !out->full) {
		size_t n = 0;

		while (n < m.in.n && m.in.p[n] != '<')
			n++;
		add_text(out, str_sub(m.in, 0, n), true);
		m.in = str_from(m.in, n);
		if (m.in.n > 0)
			markup(&m);
	}
	while (m.depth > 0)
		close_one(&m);
}
