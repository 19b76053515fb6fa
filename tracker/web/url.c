/* Parsing is libcurl's; what is one page under many names is decided here. */
#include <curl/curl.h>
#include <locale.h>

#include "tracker/base/limits.h"
#include "tracker/web/parts.h"
#include "tracker/web/url.h"

static struct str
lower(struct str s, struct arena *a)
{
	char *p = arena_strz(a, s);

	for (size_t i = 0; i < s.n; i++)
		if (p[i] >= 'A' && p[i] <= 'Z')
			p[i] += 'a' - 'A';
	return str_make(p, s.n);
}

/* One part as it stands in the handle; empty when it has none. */
static struct str
part(CURLU *h, CURLUPart what, unsigned flags, struct arena *a)
{
	struct str s = STR("");
	char *z = NULL;

	if (curl_url_get(h, what, &z, flags) == CURLUE_OK)
		s = arena_str(a, str_of(z));
	curl_free(z);
	return s;
}

static bool
is_ascii(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] >= 0x80)
			return false;
	return true;
}

/*
 * IDNA is libidn2's, inside libcurl, which reads the host in the charset of the
 * thread's locale. That is UTF-8 here, whatever cron runs under.
 */
static struct str
idna_host(CURLU *h, struct arena *a)
{
	locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", NULL), before;
	struct str host;

	if (utf8 == NULL)
		return STR("");
	before = uselocale(utf8);
	host = part(h, CURLUPART_HOST, CURLU_PUNYCODE, a);
	uselocale(before);
	freelocale(utf8);
	return host;
}

/* A last label that is a number, as "1" or "0x1f". */
static bool
ends_in_number(struct str host)
{
	size_t n = host.n;

	while (n > 0 && host.p[n - 1] != '.')
		n--;
	host = str_from(host, n);
	if (host.n == 0)
		return false;
	if (str_starts(host, "0x"))
		return strspn(host.p + 2, "0123456789abcdef") == host.n - 2;
	return strspn(host.p, "0123456789") == host.n;
}

/* Four numbers, as libcurl writes every form of an IPv4 address. */
static bool
is_ipv4(struct str host)
{
	struct str piece;
	int64_t v;
	int n = 0;

	while (str_cut(&host, '.', &piece))
		if (++n > 4 || str_to_int(piece, 0, 255, &v) < 0 ||
		    (piece.n > 1 && piece.p[0] == '0'))
			return false;
	return n == 4;
}

/*
 * Names as DNS has them, and addresses; libcurl has looked into brackets. A
 * host that ends in a number is an IPv4 address (WHATWG URL 3.5).
 */
static bool
good_host(struct str host)
{
	if (host.n > 2 && host.p[0] == '[')
		return strspn(host.p, "[0123456789abcdef:.]") == host.n;
	if (host.n == 0 || str_eqz(host, ".") || strspn(host.p,
	    "abcdefghijklmnopqrstuvwxyz0123456789-._") != host.n)
		return false;
	return !ends_in_number(host) || is_ipv4(host);
}

static struct str
host_of(CURLU *h, struct arena *a)
{
	struct str host = part(h, CURLUPART_HOST, 0, a);

	if (!is_ascii(host))
		host = idna_host(h, a);
	/* A dot at the end that had been escaped. */
	while (host.n > 1 && host.p[host.n - 1] == '.')
		host.n--;
	return lower(host, a);
}

static struct str
user_of(CURLU *h, struct arena *a)
{
	struct str user = part(h, CURLUPART_USER, 0, a);
	struct str password = part(h, CURLUPART_PASSWORD, 0, a);

	if (password.n == 0)
		return user;
	return arena_printf(a, "%.*s:%.*s", STR_FMT(user), STR_FMT(password));
}

static int
take_parts(struct url_parts *u, CURLU *h, struct arena *a)
{
	u->scheme = lower(part(h, CURLUPART_SCHEME, 0, a), a);
	u->host = host_of(h, a);
	u->user = user_of(h, a);
	u->port = part(h, CURLUPART_PORT, CURLU_NO_DEFAULT_PORT, a);
	u->path = url_dots(part(h, CURLUPART_PATH, 0, a), a);
	u->query = part(h, CURLUPART_QUERY, 0, a);
	u->fragment = part(h, CURLUPART_FRAGMENT, 0, a);
	if (!str_eqz(u->scheme, "http") && !str_eqz(u->scheme, "https"))
		return -1;
	/* A zone is of one machine's network cards, not of an address. */
	if (str_starts(u->host, "[") &&
	    part(h, CURLUPART_ZONEID, 0, a).n > 0)
		return -1;
	return good_host(u->host) ? 0 : -1;
}

/* The scheme that a cleaned absolute URL begins with. */
static struct str
scheme_of(const char *z)
{
	ptrdiff_t colon = str_chr(str_of(z), ':');

	return colon < 0 ? STR("") : str_make(z, (size_t)colon);
}

int
url_parse(struct url_parts *u, struct arena *a, struct str base,
    struct str url)
{
	const char *from = NULL, *to;
	CURLU *h = NULL;
	bool same;
	int r = -1;

	if (base.n > 0 && (from = url_clean(base, STR(""), a)) == NULL)
		return -1;
	to = url_clean(url, from != NULL ? scheme_of(from) : STR(""), a);
	if (to == NULL || (h = curl_url()) == NULL)
		goto out;
	if (from != NULL &&
	    curl_url_set(h, CURLUPART_URL, from, CURLU_PATH_AS_IS) != CURLUE_OK)
		goto out;
	/* Nothing, or a place within the base. */
	same = from != NULL && (*to == '\0' || *to == '#');
	if (!same &&
	    curl_url_set(h, CURLUPART_URL, to, CURLU_PATH_AS_IS) != CURLUE_OK)
		goto out;
	r = take_parts(u, h, a);
	if (same)
		u->fragment = str_from(str_of(to), 1);
out:
	curl_url_cleanup(h);
	return r;
}

struct str
url_join(const struct url_parts *u, struct arena *a)
{
	return arena_printf(a, "%.*s://%.*s%s%.*s%s%.*s%.*s%s%.*s%s%.*s",
	    STR_FMT(u->scheme), STR_FMT(u->user), u->user.n > 0 ? "@" : "",
	    STR_FMT(u->host), u->port.n > 0 ? ":" : "", STR_FMT(u->port),
	    STR_FMT(u->path), u->query.n > 0 ? "?" : "", STR_FMT(u->query),
	    u->fragment.n > 0 ? "#" : "", STR_FMT(u->fragment));
}

/* An http or https URL whose path and query are in their one form. */
static int
parse_canonical(struct url_parts *u, struct arena *a, struct str url)
{
	if (url_parse(u, a, STR(""), url) < 0)
		return -1;
	/* Who asks is not part of what is asked for, and a password must not
	 * get into an archive. */
	u->user = u->fragment = STR("");
	u->path = url_dots(url_slashes(url_escapes(u->path, a), a), a);
	u->query = url_query(url_escapes(u->query, a), a);
	return 0;
}

int
url_canonical(struct str url, struct arena *a, struct str *out)
{
	struct url_parts u, inner;

	*out = STR("");
	if (parse_canonical(&u, a, url) < 0)
		return -1;
	/* It ends: what is inside is shorter than what is around it. */
	while ((url = url_inner(&u, a)).n > 0 &&
	    parse_canonical(&inner, a, url) == 0)
		u = inner;
	url = url_join(&u, a);
	if (url.n > LIMIT_URL_BYTES)
		return -1;
	*out = url;
	return 0;
}

int
url_resolve(struct str base, struct str ref, struct arena *a, struct str *out)
{
	struct url_parts u;

	*out = STR("");
	if (url_parse(&u, a, base, ref) < 0)
		return -1;
	*out = url_join(&u, a);
	return 0;
}

struct str
url_host(struct str url, struct arena *a)
{
	struct url_parts u;

	return url_parse(&u, a, STR(""), url) < 0 ? STR("") : u.host;
}

struct str
url_origin(struct str url, struct arena *a)
{
	struct url_parts u;

	if (url_parse(&u, a, STR(""), url) < 0)
		return STR("");
	return arena_printf(a, "%.*s://%.*s%s%.*s", STR_FMT(u.scheme),
	    STR_FMT(u.host), u.port.n > 0 ? ":" : "", STR_FMT(u.port));
}

struct str
url_front(struct str url)
{
	ptrdiff_t at = str_find(url, STR("://"));
	size_t i = at < 0 ? 0 : (size_t)at + 3;

	while (i < url.n && strchr("/?#", url.p[i]) == NULL)
		i++;
	return str_sub(url, 0, i);
}

/* A name in ASCII needs no libcurl, and most commands never load it. */
struct str
url_authority(struct str url, struct arena *a)
{
	struct str s = url_front(url);
	bool secure = str_istarts(s, "https:");
	const char *port = secure ? ":443" : ":80";
	ptrdiff_t at;

	if (!is_ascii(s))
		s = url_origin(url, a);
	at = str_find(s, STR("://"));
	s = str_from(s, at < 0 ? 0 : (size_t)at + 3);
	while ((at = str_chr(s, '@')) >= 0)
		s = str_from(s, (size_t)at + 1);
	if (str_ends(s, port))
		s.n -= strlen(port);
	return lower(s, a);
}

/* Labels in front of a name that give another rendering of the same site. */
static const char *const renderings[] = {
	"www.", "www2.", "m.", "mobile.", "amp.", "touch.", "wap.", "edition.",
};

/* Without one such label; "m.com" is a site of its own. */
static struct str
site(struct str host)
{
	for (size_t i = 0; i < sizeof(renderings) / sizeof(*renderings); i++) {
		struct str rest = str_from(host, strlen(renderings[i]));

		if (str_istarts(host, renderings[i]) && str_chr(rest, '.') > 0)
			return rest;
	}
	return host;
}

bool
url_same_site(struct str a, struct str b)
{
	return a.n > 0 && str_ieq(site(a), site(b));
}

void
url_prepare(void)
{
	struct url_parts u;
	struct arena a;

	arena_init(&a);
	(void)url_parse(&u, &a, STR(""), STR("https://example.org/"));
	arena_release(&a);
}
