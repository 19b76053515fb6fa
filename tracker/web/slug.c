/* A name for people, out of a path. */
#include "tracker/base/utf8.h"
#include "tracker/web/parts.h"
#include "tracker/web/url.h"

#define SLUG_BYTES 60

static const char *const extensions[] = {
	".html", ".htm", ".xhtml", ".shtml", ".php", ".asp", ".aspx", ".jsp",
	".amp", ".story", ".ece", ".cms",
};

static struct str
without_extension(struct str s)
{
	for (size_t i = 0; i < sizeof(extensions) / sizeof(*extensions); i++)
		if (str_ends(s, extensions[i]))
			return str_sub(s, 0, s.n - strlen(extensions[i]));
	return s;
}

/* Letters of other scripts: all from U+00C0 but general and CJK punctuation. */
static bool
is_other_letter(uint32_t c)
{
	return c >= 0xc0 && c != UTF8_BAD && !utf8_unsafe(c) &&
	    !(c >= 0x2000 && c <= 0x206f) && !(c >= 0x3000 && c <= 0x303f);
}

/* Lower-case letters and digits, words joined by one hyphen. Letters beyond
 * ASCII stay as they are: half of a word is no name. */
static struct str
words(struct str s, struct arena *a)
{
	char *p = arena_alloc(a, s.n + 1, 1);
	struct str from;
	size_t n = 0;

	while (s.n > 0) {
		uint32_t c;

		from = s;
		c = utf8_next(&s, NULL);
		if (c >= 'A' && c <= 'Z')
			c += 'a' - 'A';
		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
			p[n++] = (char)c;
		else if (is_other_letter(c))
			for (; from.n > s.n; from = str_from(from, 1))
				p[n++] = *from.p;
		else if (n > 0 && p[n - 1] != '-' && c != '\'')
			p[n++] = '-';
	}
	while (n > 0 && p[n - 1] == '-')
		n--;
	return str_make(p, n);
}

static size_t
letters(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += (s.p[i] >= 'a' && s.p[i] <= 'z') ||
		    (unsigned char)s.p[i] >= 0xc0;
	return n;
}

/* Cut at a whole word where there is one. */
static struct str
cut(struct str s)
{
	size_t n = SLUG_BYTES;

	if (s.n <= n)
		return s;
	while (n > SLUG_BYTES / 2 && s.p[n] != '-')
		n--;
	if (s.p[n] != '-')
		for (n = SLUG_BYTES; ((unsigned char)s.p[n] & 0xc0) == 0x80;)
			n--;	/* a letter is not cut in two */
	return str_sub(s, 0, n);
}

/* Names of files that stand for their folder. */
static bool
is_index(struct str s)
{
	return str_eqz(s, "index") || str_eqz(s, "default") ||
	    str_eqz(s, "amp") || str_eqz(s, "article") || str_eqz(s, "story");
}

struct str
url_slug(struct str url, struct arena *a)
{
	struct str rest, piece, best = STR("");
	struct url_parts u;

	if (url_parse(&u, a, STR(""), url) < 0)
		return best;
	rest = u.path;
	while (str_cut(&rest, '/', &piece)) {
		piece = words(without_extension(url_decode(piece, a)), a);
		if (piece.n == 0 || is_index(piece))
			continue;
		/* The last part, unless it is a number after a name. */
		if (letters(piece) >= 8 || letters(piece) * 2 >= letters(best))
			best = piece;
	}
	return cut(best);
}
