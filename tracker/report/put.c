#include <inttypes.h>

#include "tracker/base/limits.h"
#include "tracker/base/utf8.h"
#include "tracker/report/put.h"

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Takes a word off the front, and the white space before it. */
static bool
next_word(struct str *s, struct str *word)
{
	size_t i = 0, from;

	while (i < s->n && is_space(s->p[i]))
		i++;
	from = i;
	while (i < s->n && !is_space(s->p[i]))
		i++;
	*word = str_sub(*s, from, i - from);
	*s = str_from(*s, i);
	return word->n > 0;
}

size_t
count_words(struct str s)
{
	struct str word;
	size_t n = 0;

	while (next_word(&s, &word))
		n++;
	return n;
}

void
put_spaces(struct buf *out, size_t n)
{
	while (n-- > 0)
		buf_addc(out, ' ');
}

void
put_line(struct buf *out, struct str s)
{
	struct str word;
	bool first = true;

	while (next_word(&s, &word)) {
		if (!first)
			buf_addc(out, ' ');
		utf8_escape(out, word);
		first = false;
	}
}

/* Bytes of the longest front of a text that fits; whole code points, and what
 * combines with the last one. */
static size_t
fitting(struct str s, size_t columns, size_t *used)
{
	struct str rest = s;
	size_t n = 0, w;

	*used = 0;
	while (rest.n > 0) {
		w = (size_t)utf8_width(utf8_next(&rest, NULL));
		if (*used + w > columns)
			break;
		*used += w;
		n = s.n - rest.n;
	}
	return n;
}

size_t
put_cut(struct buf *out, struct str s, size_t columns)
{
	struct buf line;
	size_t n, used;

	/* more bytes than any cut needs; marks that combine are bounded too */
	buf_init(&line, MIB);
	put_line(&line, str_sub(s, 0, 16 * columns + 64));
	n = fitting(buf_str(&line), columns, &used);
	if (n == line.n && s.n <= 16 * columns + 64) {
		buf_adds(out, buf_str(&line));
	} else {
		n = fitting(buf_str(&line), columns > 3 ? columns - 3 : 0,
		    &used);
		buf_add(out, buf_z(&line), n);
		buf_addz(out, "...");
		used += 3;
	}
	buf_release(&line);
	return used;
}

void
put_wrapped(struct buf *out, struct str s, size_t at, size_t indent,
    size_t width)
{
	struct buf word;
	struct str raw;
	bool first = true;
	size_t columns;

	buf_init(&word, LIMIT_TEXT_BYTES * 8);
	while (next_word(&s, &raw)) {
		buf_clear(&word);
		utf8_escape(&word, raw);
		columns = utf8_columns(buf_str(&word));
		if (!first && at + 1 + columns > width) {
			buf_addc(out, '\n');
			put_spaces(out, indent);
			at = indent;
		} else if (!first) {
			buf_addc(out, ' ');
			at++;
		}
		buf_adds(out, buf_str(&word));
		at += columns;
		first = false;
	}
	buf_addc(out, '\n');
	buf_release(&word);
}

/* ---- HTML and Markdown -------------------------------------------------- */

static const char *
entity_of(char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

static void
add_entities(struct buf *out, struct str s)
{
	const char *entity;
	size_t from = 0;

	for (size_t i = 0; i < s.n; i++) {
		entity = entity_of(s.p[i]);
		if (entity == NULL)
			continue;
		buf_add(out, s.p + from, i - from);
		buf_addz(out, entity);
		from = i + 1;
	}
	buf_adds(out, str_from(s, from));
}

void
put_html(struct buf *out, struct str s)
{
	struct buf safe;

	if (s.n == 0)
		return;
	buf_init(&safe, 8 * s.n);
	utf8_escape(&safe, s);
	add_entities(out, buf_str(&safe));
	buf_release(&safe);
}

void
put_href(struct buf *out, struct str url)
{
	buf_addc(out, '"');
	if (str_istarts(url, "http://") || str_istarts(url, "https://"))
		put_html(out, url);
	buf_addc(out, '"');
}

/* A character that could open a block where a line begins. */
static bool
opens_block(struct str s, size_t i)
{
	size_t digits = 0;

	if (i == 0)
		return strchr("-+=", s.p[0]) != NULL;
	while (digits < s.n && s.p[digits] >= '0' && s.p[digits] <= '9')
		digits++;
	return i == digits && (s.p[i] == '.' || s.p[i] == ')');
}

void
put_markdown(struct buf *out, struct str s)
{
	struct buf line;
	struct str t;

	buf_init(&line, 8 * s.n + 1);
	put_line(&line, s);
	t = buf_str(&line);
	for (size_t i = 0; i < t.n; i++) {
		if (t.p[i] == '<' || t.p[i] == '&' || t.p[i] == '>') {
			buf_addz(out, entity_of(t.p[i]));
			continue;
		}
		if (strchr("\\`*_[]|~#$", t.p[i]) != NULL || opens_block(t, i))
			buf_addc(out, '\\');
		buf_addc(out, t.p[i]);
	}
	buf_release(&line);
}

/* ---- numbers and times -------------------------------------------------- */

char *
when_text(int64_t t, char out[TIME_TEXT])
{
	struct civil c;

	if (t == TIME_NONE) {
		snprintf(out, TIME_TEXT, "an unknown time");
		return out;
	}
	c = civil_of(t);
	snprintf(out, TIME_TEXT, "%04d-%02d-%02d %02d:%02dZ", c.year, c.month,
	    c.day, c.hour, c.minute);
	return out;
}

char *
span_text(int64_t s, char out[TIME_TEXT])
{
	int64_t d = s / 86400, h = s / 3600 % 24, m = s / 60 % 60;

	if (s < 60)
		snprintf(out, TIME_TEXT, "%" PRId64 " s", s);
	else if (s < 3600)
		snprintf(out, TIME_TEXT, "%" PRId64 " min", m);
	else if (d == 0)
		snprintf(out, TIME_TEXT, m > 0 ? "%" PRId64 " h %" PRId64
		    " min" : "%" PRId64 " h", h, m);
	else
		snprintf(out, TIME_TEXT, h > 0 ? "%" PRId64 " %s %" PRId64
		    " h" : "%" PRId64 " %s", d, d == 1 ? "day" : "days", h);
	return out;
}

void
put_count(struct buf *out, size_t n, const char *one, const char *many)
{
	buf_addf(out, "%zu %s", n, n == 1 ? one : many);
}
