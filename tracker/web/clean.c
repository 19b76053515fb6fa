/*
 * From what pages write to what a strict parser takes: the forgiving first
 * steps of the WHATWG URL standard (4.4, basic URL parser), as far as http and
 * https go.
 */
#include "tracker/web/parts.h"

static bool
is_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool
is_scheme_char(char c)
{
	return is_alpha(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' ||
	    c == '.';
}

/* Bytes of "scheme" before its colon, or 0 for a relative reference. */
static size_t
scheme_length(struct str s)
{
	size_t n = 0;

	if (s.n == 0 || !is_alpha(s.p[0]))
		return 0;
	while (n < s.n && is_scheme_char(s.p[n]))
		n++;
	return n < s.n && s.p[n] == ':' ? n : 0;
}

/* C0 controls and spaces off both ends. */
static struct str
trim(struct str s)
{
	while (s.n > 0 && (unsigned char)s.p[0] <= ' ')
		s = str_from(s, 1);
	while (s.n > 0 && (unsigned char)s.p[s.n - 1] <= ' ')
		s.n--;
	return s;
}

/* Drops tabs and line ends; backslashes before the query become slashes. */
static struct str
plain(struct str s, struct arena *a)
{
	char *p = arena_alloc(a, s.n + 1, 1);
	bool path = true;
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c == '\t' || c == '\n' || c == '\r')
			continue;
		if (c == '?' || c == '#')
			path = false;
		p[n++] = c == '\\' && path ? '/' : c;
	}
	return str_make(p, n);
}

static size_t
leading_slashes(struct str s)
{
	size_t n = 0;

	while (n < s.n && s.p[n] == '/')
		n++;
	return n;
}

static void
escape(struct buf *b, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c <= ' ' || c >= 0x7f)
			buf_addf(b, "%%%02X", c);
		else
			buf_addc(b, (char)c);
	}
}

/* "example.org." and "example.org" are one host; a port may follow. */
static void
add_host(struct buf *b, struct str s)
{
	size_t n = 0, end;

	if (s.n > 0 && s.p[0] == '[') {
		buf_adds(b, s);
		return;
	}
	while (n < s.n && s.p[n] != ':')
		n++;
	end = n;
	while (end > 1 && s.p[end - 1] == '.')
		end--;
	buf_adds(b, str_sub(s, 0, end));
	buf_adds(b, str_from(s, n));
}

/* The host stays as it is, for IDNA; a name before it is escaped. */
static void
add_authority(struct buf *b, struct str s)
{
	struct str rest = s, piece;
	size_t at = 0;

	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '@')
			at = i + 1;
	/* Only the last "@" ends the name; others are part of it. */
	rest.n = at > 0 ? at - 1 : 0;
	while (str_cut(&rest, '@', &piece)) {
		escape(b, piece);
		if (rest.n > 0)
			buf_addz(b, "%40");
	}
	if (at > 0)
		buf_addc(b, '@');
	add_host(b, str_from(s, at));
}

static void
add_absolute(struct buf *b, struct str s)
{
	size_t n = 0;

	while (n < s.n && s.p[n] != '/' && s.p[n] != '?' && s.p[n] != '#')
		n++;
	buf_addz(b, "//");
	add_authority(b, str_sub(s, 0, n));
	escape(b, str_from(s, n));
}

/*
 * "http:page" beside a base of the same scheme is relative; without one, and
 * for any number of slashes, a host follows.
 */
static int
add_reference(struct buf *b, struct str s, struct str base)
{
	size_t n = scheme_length(s), slashes;
	struct str scheme = str_sub(s, 0, n);

	if (n > 0) {
		if (!str_ieqz(scheme, "http") && !str_ieqz(scheme, "https"))
			return -1;
		s = str_from(s, n + 1);
	}
	slashes = leading_slashes(s);
	if (n > 0 && (slashes >= 2 || !str_ieq(scheme, base))) {
		buf_adds(b, scheme);
		buf_addc(b, ':');
		add_absolute(b, str_from(s, slashes));
	} else if (slashes >= 2) {
		add_absolute(b, str_from(s, slashes));
	} else {
		escape(b, s);
	}
	return 0;
}

const char *
url_clean(struct str url, struct str scheme, struct arena *a)
{
	const char *out = NULL;
	struct buf b;

	url = trim(url);
	if (url.n > URL_INPUT_BYTES)
		return NULL;
	buf_init(&b, URL_WORK_BYTES);
	if (add_reference(&b, plain(url, a), scheme) == 0 && !b.full &&
	    (b.n == 0 || memchr(b.p, '\0', b.n) == NULL))
		out = arena_strz(a, buf_str(&b));
	buf_release(&b);
	return out;
}
