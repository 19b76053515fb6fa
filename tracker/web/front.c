#include "tracker/web/url.h"

/* What servers call the page that stands for a whole site. */
static const char *const paths[] = { "", "/", "/index.html", "/index.htm",
	"/index.php", "/default.aspx" };

/* "/?p=123" is how some sites write a story; "/?from=gone" is none. */
static bool
names_story(struct str query)
{
	struct str one, name;
	size_t n;

	while (query.n > 0) {
		str_cut(&query, '&', &one);
		str_cut(&one, '=', &name);
		for (n = 0; n < one.n && one.p[n] >= '0' && one.p[n] <= '9';)
			n++;
		if (one.n > 0 && n == one.n)
			return true;
	}
	return false;
}

bool
url_front_path(struct str url, struct str *query)
{
	struct str path = str_from(url, url_front(url).n);
	ptrdiff_t at = str_chr(path, '?');

	*query = at < 0 ? (struct str){ NULL, 0 } :
	    str_from(path, (size_t)at + 1);
	if (at >= 0)
		path = str_sub(path, 0, (size_t)at);
	for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++)
		if (str_ieqz(path, paths[i]))
			return true;
	return false;
}

bool
url_is_front_page(struct str url)
{
	struct str query;

	return url_front_path(url, &query) && !names_story(query);
}
