/*
 * Addresses that carry another: redirectors put the page into a parameter, AMP
 * caches into the path.
 */
#include "tracker/web/parts.h"

static const struct {
	const char *host;	/* with any "www." dropped */
	const char *path;
	const char *params[3];
} redirectors[] = {
	{ "google.com", "/url", { "url", "q" } },
	{ "facebook.com", "/sharer.php", { "u" } },
	{ "facebook.com", "/sharer/sharer.php", { "u" } },
	{ "l.facebook.com", "/l.php", { "u" } },
	{ "lm.facebook.com", "/l.php", { "u" } },
	{ "l.instagram.com", "/", { "u" } },
	{ "twitter.com", "/share", { "url" } },
	{ "twitter.com", "/intent/tweet", { "url" } },
	{ "x.com", "/share", { "url" } },
	{ "linkedin.com", "/shareArticle", { "url" } },
	{ "bing.com", "/news/apiclick.aspx", { "url" } },
	{ "out.reddit.com", "/", { "url" } },
	{ "t.umblr.com", "/redirect", { "z" } },
	{ "youtube.com", "/redirect", { "q" } },
	{ "duckduckgo.com", "/l/", { "uddg" } },
	{ "slack-redir.net", "/link", { "url" } },
};

static struct str
param(struct str query, const char *name)
{
	struct str piece;

	while (str_cut(&query, '&', &piece)) {
		ptrdiff_t eq = str_chr(piece, '=');

		if (eq > 0 && str_eqz(str_sub(piece, 0, (size_t)eq), name))
			return str_from(piece, (size_t)eq + 1);
	}
	return STR("");
}

static bool
is_url(struct str s)
{
	return str_istarts(s, "http://") || str_istarts(s, "https://");
}

static struct str
redirected(const struct url_parts *u, struct str host, struct arena *a)
{
	for (size_t i = 0; i < sizeof(redirectors) / sizeof(*redirectors);
	    i++) {
		if (!str_eqz(host, redirectors[i].host) ||
		    !str_eqz(u->path, redirectors[i].path))
			continue;
		for (const char *const *p = redirectors[i].params; *p != NULL;
		    p++) {
			struct str v = url_decode(param(u->query, *p), a);

			if (is_url(v))
				return v;
		}
	}
	return STR("");
}

/* What follows "/c/s/" (or "/v/s/"), where "s/" says https. */
static struct str
amp_target(struct str path, struct str query, struct arena *a)
{
	const char *scheme = "http";

	if (str_starts(path, "s/")) {
		scheme = "https";
		path = str_from(path, 2);
	}
	if (str_chr(path, '.') <= 0)
		return STR("");
	return arena_printf(a, "%s://%.*s%s%.*s", scheme, STR_FMT(path),
	    query.n > 0 ? "?" : "", STR_FMT(query));
}

struct str
url_inner(const struct url_parts *u, struct arena *a)
{
	struct str host = u->host;

	if (str_starts(host, "www."))
		host = str_from(host, 4);
	if (str_eqz(host, "google.com") && str_starts(u->path, "/amp/"))
		return amp_target(str_from(u->path, 5), u->query, a);
	if (str_eqz(host, "cdn.ampproject.org") ||
	    str_ends(host, ".cdn.ampproject.org")) {
		if (str_starts(u->path, "/c/") || str_starts(u->path, "/v/"))
			return amp_target(str_from(u->path, 3), u->query, a);
		return STR("");
	}
	return redirected(u, host, a);
}
