/* Paths and escapes in one form (RFC 3986, sections 5.2.4 and 6.2.2). */
#include "tracker/web/parts.h"

int
url_hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* The byte of the escape at `i`, or -1 when none stands there. */
static int
escape_at(struct str s, size_t i)
{
	int hi, lo;

	if (s.p[i] != '%' || s.n - i < 3)
		return -1;
	hi = url_hex(s.p[i + 1]);
	lo = url_hex(s.p[i + 2]);
	return hi < 0 || lo < 0 ? -1 : hi * 16 + lo;
}

struct str
url_decode(struct str s, struct arena *a)
{
	char *p = arena_alloc(a, s.n + 1, 1);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		int c = escape_at(s, i);

		p[n++] = c >= 0 ? (char)c : s.p[i];
		if (c >= 0)
			i += 2;
	}
	return str_make(p, n);
}

/* RFC 3986 2.3. */
static bool
is_unreserved(int c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || (c > 0 && strchr("-._~", c) != NULL);
}

/*
 * What may stand bare in a path or query: pchar, "/" and "?" (3.3, 3.4), but
 * for the apostrophe, which browsers escape in queries.
 */
static bool
is_bare(int c)
{
	return is_unreserved(c) ||
	    (c > 0 && strchr("!$&()*+,;=:@/?", c) != NULL);
}

struct str
url_escapes(struct str s, struct arena *a)
{
	struct buf b;
	struct str out;

	buf_init(&b, 3 * s.n + 1);
	for (size_t i = 0; i < s.n; i++) {
		int c = escape_at(s, i);

		if (c >= 0) {
			i += 2;
			if (is_unreserved(c))
				buf_addc(&b, (char)c);
			else
				buf_addf(&b, "%%%02X", (unsigned)c);
		} else if (is_bare((unsigned char)s.p[i])) {
			buf_addc(&b, s.p[i]);
		} else {
			buf_addf(&b, "%%%02X", (unsigned char)s.p[i]);
		}
	}
	out = arena_str(a, buf_str(&b));
	buf_release(&b);
	return out;
}

/* A dot at `i`, bare or escaped: its length, or 0. */
static size_t
dot_at(struct str s, size_t i)
{
	if (i < s.n && s.p[i] == '.')
		return 1;
	return i < s.n && escape_at(s, i) == '.' ? 3 : 0;
}

/* How many dots the segment consists of: 1, 2, or 0 for any other. */
static int
dots_of(struct str segment)
{
	size_t one = dot_at(segment, 0), two;

	if (one == 0)
		return 0;
	if (one == segment.n)
		return 1;
	two = dot_at(segment, one);
	return two > 0 && one + two == segment.n ? 2 : 0;
}

struct str
url_dots(struct str path, struct arena *a)
{
	char *p = arena_alloc(a, path.n + 2, 1);
	size_t n = 0, end;

	for (size_t i = 1; i <= path.n; i = end + 1) {
		int dots;

		end = i;
		while (end < path.n && path.p[end] != '/')
			end++;
		dots = dots_of(str_sub(path, i, end - i));
		if (dots == 2)
			while (n > 0 && p[--n] != '/')
				;
		if (dots == 0) {
			p[n++] = '/';
			memcpy(p + n, path.p + i, end - i);
			n += end - i;
		} else if (end == path.n) {
			p[n++] = '/';
		}
	}
	if (n == 0)
		p[n++] = '/';
	return str_make(p, n);
}

struct str
url_slashes(struct str path, struct arena *a)
{
	char *p = arena_alloc(a, path.n + 1, 1);
	size_t n = 0;

	for (size_t i = 0; i < path.n; i++) {
		bool again = path.p[i] == '/' && n > 0 && p[n - 1] == '/';

		if (!again || (n > 1 && p[n - 2] == ':'))
			p[n++] = path.p[i];
	}
	return str_make(p, n);
}
