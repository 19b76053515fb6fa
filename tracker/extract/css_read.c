#include "tracker/extract/css_read.h"

#include "tracker/base/utf8.h"

size_t
css_characters(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += ((unsigned char)s.p[i] & 0xc0) != 0x80;
	return n;
}

int
css_expected(struct reader *r, const char *what)
{
	struct str before = str_sub(r->all, 0, r->all.n - r->rest.n);

	return error_set(r->why, "character %zu%s: expected %s",
	    css_characters(before) + 1, r->rest.n == 0 ? ", the end" : "",
	    what);
}

int
css_peek(const struct reader *r)
{
	return r->rest.n > 0 ? (unsigned char)r->rest.p[0] : -1;
}

bool
css_at_any(const struct reader *r, const char *bytes)
{
	return css_peek(r) > 0 && strchr(bytes, css_peek(r)) != NULL;
}

void
css_skip(struct reader *r, size_t n)
{
	r->rest = str_from(r->rest, n);
}

bool
css_take(struct reader *r, int c)
{
	if (css_peek(r) != c)
		return false;
	css_skip(r, 1);
	return true;
}

bool
css_blanks(struct reader *r)
{
	size_t before = r->rest.n;

	while (css_at_any(r, " \t\n\v\f\r"))
		css_skip(r, 1);
	return r->rest.n < before;
}

static bool
is_name_start(struct str s)
{
	unsigned char c = s.n > 0 ? (unsigned char)s.p[0] : 0;

	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
	    c >= 0x80 || (c == '\\' && s.n > 1);
}

bool
css_is_name_byte(int c)
{
	char byte = (char)c;

	return (c >= '0' && c <= '9') || c == '-' ||
	    (c >= 0 && is_name_start(str_make(&byte, 1)));
}

bool
css_at_name(const struct reader *r)
{
	struct str s = r->rest;

	if (str_starts(s, "--"))
		return true;
	return is_name_start(str_starts(s, "-") ? str_from(s, 1) : s);
}

static int
hex_digit(int c)
{
	return c >= '0' && c <= '9' ? c - '0' :
	    (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10 : -1;
}

/* Control characters are in no page's names, nor in an XPath's literals. */
static int
put_char(struct reader *r, uint32_t c)
{
	if (c < 0x20 && c != '\t' && c != '\n' && c != '\r')
		return css_expected(r, "no control character");
	utf8_add(&r->name, c);
	return 0;
}

/* After the backslash: up to six digits and one blank, or any character. */
static int
escape(struct reader *r)
{
	uint32_t c = 0;
	int n = 0;

	if (r->rest.n == 0 || css_at_any(r, "\n\r\f"))
		return css_expected(r, "a character after \"\\\"");
	for (; n < 6 && hex_digit(css_peek(r)) >= 0; n++) {
		c = c * 16 + (uint32_t)hex_digit(css_peek(r));
		css_skip(r, 1);
	}
	if (n == 0)
		return put_char(r, utf8_next(&r->rest, NULL));
	if (css_at_any(r, " \t\n"))
		css_skip(r, 1);
	return put_char(r, c == 0 ? UTF8_BAD : c);
}

int
css_name(struct reader *r, const char *what)
{
	buf_clear(&r->name);
	if (!css_at_name(r))
		return css_expected(r, what);
	for (;;) {
		if (css_is_name_byte(css_peek(r))) {
			buf_addc(&r->name, r->rest.p[0]);
			css_skip(r, 1);
		} else if (!css_take(r, '\\')) {
			return 0;
		} else if (escape(r) < 0) {
			return -1;
		}
	}
}

int
css_string(struct reader *r)
{
	int quote = css_peek(r);

	buf_clear(&r->name);
	css_skip(r, 1);
	while (!css_take(r, quote)) {
		if (r->rest.n == 0 || css_peek(r) == '\n')
			return css_expected(r, quote == '"' ?
			    "the closing quote (\")" :
			    "the closing quote (')");
		if (!css_take(r, '\\')) {
			if (put_char(r, utf8_next(&r->rest, NULL)) < 0)
				return -1;
		} else if (!css_take(r, '\n') && escape(r) < 0) {
			return -1;
		}
	}
	return 0;
}
