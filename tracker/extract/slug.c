/* The words of a story's address. */
#include "tracker/extract/article.h"
#include "tracker/base/utf8.h"

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (unsigned char)c >= 0x80 || c == '%';
}

/* The segment of the path with the most letters: folders are dates and
 * sections, and a number often stands for itself. */
static struct str
wordiest(struct str url)
{
	ptrdiff_t at = str_find(url, STR("://"));
	struct str best = { NULL, 0 }, one;
	size_t most = 0, n;

	url = str_from(url, at < 0 ? 0 : (size_t)at + 3);
	at = str_chr(url, '/');
	url = str_from(url, at < 0 ? url.n : (size_t)at + 1);
	for (size_t i = 0; i < url.n; i++)
		if (url.p[i] == '?' || url.p[i] == '#')
			url = str_sub(url, 0, i);
	while (str_cut(&url, '/', &one)) {
		n = 0;
		for (size_t i = 0; i < one.n; i++)
			n += is_letter(one.p[i]);
		if (n > 0 && n >= most) {
			most = n;
			best = one;
		}
	}
	return best;
}

static int
hex(char c)
{
	return c >= '0' && c <= '9' ? c - '0' :
	    (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
}

/* "engineers-return_2.html" is "engineers return 2". */
struct str
article_slug(const struct article *a, struct arena *arena)
{
	struct str s = wordiest(a->canonical.n > 0 ? a->canonical : a->url);
	struct str name, out;
	char *p = arena_alloc(arena, s.n + 1, 1), c;
	size_t n = 0;

	name = s;
	for (size_t i = s.n; i-- > 1 && s.n - i <= 6;)
		if (s.p[i] == '.')
			name = str_sub(s, 0, i);
	for (size_t i = 0; i < name.n; i++) {
		c = name.p[i];
		if (c == '%' && i + 2 < name.n && hex(name.p[i + 1]) >= 0 &&
		    hex(name.p[i + 2]) >= 0) {
			c = (char)(hex(name.p[i + 1]) * 16 +
			    hex(name.p[i + 2]));
			i += 2;
		}
		p[n++] = c == '-' || c == '_' || c == '+' || c == '.' ||
		    c == ',' || (unsigned char)c < 0x20 ? ' ' : c;
	}
	out = str_make(p, n);
	return utf8_valid(out) ? str_trim(out) : str_make(NULL, 0);
}
