/*
 * What stands before the first element. The document type is not given to the
 * parser: without it there is nothing to load and nothing to expand.
 */
#include "tracker/extract/feed_parts.h"

/* How far a feed is looked for behind something else. */
#define JUNK_BYTES ((size_t)8 * 1024)

static struct str
after(struct str s, const char *end)
{
	ptrdiff_t at = str_find(s, str_of(end));

	return at < 0 ? str_from(s, s.n) :
	    str_from(s, (size_t)at + strlen(end));
}

/* Past a document type with its internal subset and quoted names. */
static struct str
after_doctype(struct str s)
{
	bool subset = false;
	char quote = 0;

	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (quote != 0)
			quote = c == quote ? 0 : quote;
		else if (subset && str_starts(str_from(s, i), "<!--"))
			i += after(str_from(s, i), "-->").p - (s.p + i) - 1;
		else if (c == '"' || c == '\'')
			quote = c;
		else if (c == '[' || c == ']')
			subset = c == '[';
		else if (c == '>' && !subset)
			return str_from(s, i + 1);
	}
	/* An unclosed quote: the next ">" has to do. */
	return quote != 0 ? after(s, ">") : str_from(s, s.n);
}

static bool
is_name(char c)
{
	return ((c | 32) >= 'a' && (c | 32) <= 'z') || (c >= '0' && c <= '9') ||
	    (c > 0 && strchr("_-.:", c) != NULL) || (c & 0x80);
}

static struct str
element_name(struct str s)
{
	size_t n = 1;

	while (n < s.n && is_name(s.p[n]))
		n++;
	return str_sub(s, 1, n - 1);
}

static bool
is_doctype_html(struct str s)
{
	s = str_trim(str_from(s, 9));
	return str_istarts(s, "html");
}

static void
first_element(struct feed_prolog *p, struct str s)
{
	while (s.n > 0) {
		ptrdiff_t at = str_chr(s, '<');

		s = at < 0 ? str_from(s, s.n) : str_from(s, (size_t)at);
		if (str_starts(s, "<!--")) {
			s = after(s, "-->");
		} else if (str_istarts(s, "<!DOCTYPE")) {
			p->html = p->html || is_doctype_html(s);
			s = after_doctype(s);
		} else if (str_starts(s, "<?") || str_starts(s, "<!")) {
			s = after(s, ">");
		} else if (s.n > 1 && element_name(s).n > 0) {
			p->body = s;
			p->root = element_name(s);
			return;
		} else {
			s = str_from(s, 1);
		}
	}
}

/* A feed behind a script's warnings. */
static struct str
behind_junk(struct str utf8)
{
	static const char *const roots[] = { "<rss", "<feed ", "<rdf:RDF",
		"<urlset", "<sitemapindex" };
	struct str head = str_sub(utf8, 0, JUNK_BYTES);

	for (size_t i = 0; i < sizeof(roots) / sizeof(*roots); i++) {
		ptrdiff_t at = str_find(head, str_of(roots[i]));

		if (at > 0)
			return str_from(utf8, (size_t)at);
	}
	return STR("");
}

void
feed_prolog(struct feed_prolog *p, struct str utf8)
{
	static const char *const roots[] = { "br", "b", "p", "font", "div" };
	struct str feed;

	*p = (struct feed_prolog){ .body = STR(""), .root = STR("") };
	first_element(p, utf8);
	for (size_t i = 0; i < sizeof(roots) / sizeof(*roots); i++) {
		if (!str_ieqz(p->root, roots[i]))
			continue;
		feed = behind_junk(utf8);
		if (feed.n > 0)
			first_element(p, feed);
		return;
	}
}
