/* Section numbers are those of RFC 9309. */
#include "tracker/base/limits.h"
#include "tracker/web/robots.h"
#include "tracker/web/url.h"

/* Longest delay that is heeded: a day. */
#define DELAY_MAX 86400.0
/* Bytes of a path that is asked about; of a longer one the first ones count. */
#define PATH_BYTES ((size_t)LIMIT_URL_BYTES)

struct parse {
	struct robots *r;
	struct arena *arena;
	struct str url;
	size_t rules_cap, groups_cap, sitemaps_cap;
	size_t first;		/* groups from here on take the next rules */
	size_t line;		/* its number */
	double delay;		/* of those groups, or -1 */
	bool open;		/* the last line named an agent */
};

/* ---- paths ------------------------------------------------------------- */

static int
hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 32;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static bool
is_unreserved(int c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || (c > 0 && strchr("-._~", c) != NULL);
}

/* What may stand bare beside them (RFC 3986 2.2), and what may not. */
static bool
is_reserved(int c)
{
	return c > 0 && strchr("!&'()+,;=:@/?[]#%", c) != NULL;
}

/*
 * One form for comparison (2.2.2): escapes of unreserved characters undone,
 * others in upper case, what may not stand bare escaped. "*" and "$" are only
 * bare where they are special; in a path they are escaped, as a rule that means
 * the characters themselves has them (2.2.3).
 */
static struct str
one_form(struct arena *a, struct str s, bool rule)
{
	static const char digits[] = "0123456789ABCDEF";
	char *p = arena_alloc(a, 3 * s.n + 1, 1);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		int c = (unsigned char)s.p[i];
		bool special = rule && (c == '*' ||
		    (c == '$' && i + 1 == s.n));
		bool escaped = c == '%' && s.n - i > 2 &&
		    hex(s.p[i + 1]) >= 0 && hex(s.p[i + 2]) >= 0;

		if (escaped) {
			c = hex(s.p[i + 1]) * 16 + hex(s.p[i + 2]);
			i += 2;
		}
		if (special || is_unreserved(c) ||
		    (!escaped && is_reserved(c))) {
			p[n++] = (char)c;
		} else {
			p[n++] = '%';
			p[n++] = digits[c >> 4];
			p[n++] = digits[c & 15];
		}
	}
	return str_make(p, n);
}

/* The length of a match at the front of `path` of a piece without "*". */
static bool
piece_at(struct str path, size_t at, struct str piece)
{
	return path.n - at >= piece.n &&
	    memcmp(path.p + at, piece.p, piece.n) == 0;
}

/*
 * Does the pattern match a prefix of the path, "*" being any run of characters
 * and a "$" at the end the end? Each piece between stars is taken at its first
 * place: that leaves the most for those after it, so nothing is ever tried
 * again.
 */
static bool
matches(struct str pattern, struct str path)
{
	bool anchored = pattern.n > 0 && pattern.p[pattern.n - 1] == '$';
	struct str piece;
	ptrdiff_t found;
	size_t at = 0;

	pattern.n -= anchored;
	found = str_chr(pattern, '*');
	piece = str_sub(pattern, 0, found < 0 ? pattern.n : (size_t)found);
	if (!piece_at(path, 0, piece))
		return false;
	at = piece.n;
	while (found >= 0) {
		pattern = str_from(pattern, (size_t)found + 1);
		found = str_chr(pattern, '*');
		piece = str_sub(pattern, 0, found < 0 ? pattern.n :
		    (size_t)found);
		if (found < 0 && anchored) {
			/* The last piece belongs at the end. */
			return path.n - at >= piece.n &&
			    piece_at(path, path.n - piece.n, piece);
		}
		if (piece.n > 0) {
			ptrdiff_t place = str_find(str_from(path, at), piece);

			if (place < 0)
				return false;
			at += (size_t)place + piece.n;
		}
	}
	return !anchored || at == path.n;
}

/* ---- lines ------------------------------------------------------------- */

static struct str
lower(struct arena *a, struct str s)
{
	char *p = arena_strz(a, s);

	for (size_t i = 0; i < s.n; i++)
		if (p[i] >= 'A' && p[i] <= 'Z')
			p[i] += 'a' - 'A';
	return str_make(p, s.n);
}

/* Letters, "_" and "-" (2.2.1); digits are seen, too. */
struct str
robots_token(struct str s)
{
	size_t n = 0;

	s = str_trim(s);
	while (n < s.n && (((s.p[n] | 32) >= 'a' && (s.p[n] | 32) <= 'z') ||
	    s.p[n] == '_' || s.p[n] == '-' ||
	    (s.p[n] >= '0' && s.p[n] <= '9')))
		n++;
	return str_sub(s, 0, n);
}

/* What was read since the last group began is its rules. */
static void
end_groups(struct parse *p)
{
	for (size_t i = p->first; i < p->r->ngroups; i++) {
		p->r->groups[i].nrules = p->r->nrules - p->r->groups[i].rules;
		p->r->groups[i].delay = p->delay;
	}
	p->first = p->r->ngroups;
	p->delay = -1;
}

static void
add_agent(struct parse *p, struct str value)
{
	struct robots *r = p->r;
	struct robots_group *g;

	if (r->ngroups == ROBOTS_RULES) {
		r->cut = true;
		return;
	}
	if (!p->open)
		end_groups(p);
	p->open = true;
	r->groups = arena_grow(p->arena, r->groups, r->ngroups,
	    &p->groups_cap, sizeof(*r->groups));
	g = &r->groups[r->ngroups++];
	g->agent = str_starts(value, "*") ? STR("*") :
	    lower(p->arena, robots_token(value));
	g->rules = r->nrules;
}

static void
add_rule(struct parse *p, struct str path, bool allow)
{
	struct robots *r = p->r;
	struct robots_rule *rule;

	p->open = false;
	/* A rule before any group belongs to none; an empty one says nothing. */
	if (r->ngroups == 0 || path.n == 0)
		return;
	if (r->nrules == ROBOTS_RULES) {
		r->cut = true;
		return;
	}
	r->rules = arena_grow(p->arena, r->rules, r->nrules, &p->rules_cap,
	    sizeof(*r->rules));
	rule = &r->rules[r->nrules++];
	rule->path = one_form(p->arena, path, true);
	rule->allow = allow;
	rule->length = rule->path.n;
	rule->line = p->line;
}

static void
on_allow(struct parse *p, struct str value)
{
	add_rule(p, value, true);
}

static void
on_disallow(struct parse *p, struct str value)
{
	add_rule(p, value, false);
}

/* "10", "0.5": seconds. */
static double
seconds(struct str s)
{
	double v = 0, unit = 1;
	size_t i = 0, n = 0;

	for (; i < s.n && s.p[i] >= '0' && s.p[i] <= '9'; i++, n++)
		v = v * 10 + (s.p[i] - '0');
	if (i < s.n && s.p[i] == '.')
		for (i++; i < s.n && s.p[i] >= '0' && s.p[i] <= '9'; i++, n++)
			v += (s.p[i] - '0') * (unit /= 10);
	if (n == 0 || i < s.n)
		return -1;
	return v > DELAY_MAX ? DELAY_MAX : v;
}

static void
on_delay(struct parse *p, struct str value)
{
	double v = seconds(value);

	p->open = false;
	if (p->delay < 0)
		p->delay = v;
}

/* Belongs to no group and ends none (2.2.4). */
static void
on_sitemap(struct parse *p, struct str value)
{
	struct robots *r = p->r;
	struct str url;

	if (r->nsitemaps == ROBOTS_RULES ||
	    url_resolve(p->url, value, p->arena, &url) < 0)
		return;
	r->sitemaps = arena_grow(p->arena, r->sitemaps, r->nsitemaps,
	    &p->sitemaps_cap, sizeof(*r->sitemaps));
	r->sitemaps[r->nsitemaps++] = url;
}

static const struct {
	const char *name;
	void (*take)(struct parse *, struct str);
} fields[] = {
	{ "user-agent", add_agent }, { "allow", on_allow },
	{ "disallow", on_disallow }, { "crawl-delay", on_delay },
	{ "sitemap", on_sitemap },
	/* as they are seen misspelt */
	{ "useragent", add_agent }, { "user agent", add_agent },
	{ "dissallow", on_disallow }, { "dissalow", on_disallow },
	{ "disalow", on_disallow }, { "diasllow", on_disallow },
	{ "disallaw", on_disallow }, { "site-map", on_sitemap },
};

static void
take_line(struct parse *p, struct str line)
{
	ptrdiff_t hash = str_chr(line, '#'), colon;
	struct str name, value;

	if (hash >= 0)
		line = str_sub(line, 0, (size_t)hash);
	line = str_trim(line);
	colon = str_chr(line, ':');
	/* A space instead of the colon is forgiven where the rest is one word. */
	if (colon < 0)
		colon = str_chr(line, ' ');
	if (colon <= 0)
		return;
	name = str_trim(str_sub(line, 0, (size_t)colon));
	value = str_trim(str_from(line, (size_t)colon + 1));
	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++) {
		if (str_ieqz(name, fields[i].name)) {
			fields[i].take(p, value);
			return;
		}
	}
}

/* A line ends with CR, LF or both (2.2). */
static struct str
next_line(struct str *s)
{
	size_t n = 0;
	struct str line;

	while (n < s->n && s->p[n] != '\n' && s->p[n] != '\r')
		n++;
	line = str_sub(*s, 0, n);
	if (n + 1 < s->n && s->p[n] == '\r' && s->p[n + 1] == '\n')
		n++;
	*s = str_from(*s, n + 1);
	return line;
}

void
robots_read(struct robots *r, struct arena *a, struct str bytes,
    struct str url)
{
	struct parse p = { .r = r, .arena = a, .url = url, .delay = -1 };

	*r = (struct robots){ 0 };
	if (bytes.n > ROBOTS_BYTES) {
		bytes.n = ROBOTS_BYTES;
		r->cut = true;
	}
	if (str_starts(bytes, "\xef\xbb\xbf"))
		bytes = str_from(bytes, 3);
	while (bytes.n > 0) {
		p.line++;
		take_line(&p, next_line(&bytes));
	}
	end_groups(&p);
}

/* ---- answers ----------------------------------------------------------- */

/* The name whose groups hold for the agent: its own, else "*", else none. */
static struct str
group_of(const struct robots *r, struct str agent)
{
	struct str own = robots_token(agent), found = STR("");

	for (size_t i = 0; i < r->ngroups; i++) {
		struct str name = r->groups[i].agent;

		if (name.n > 0 && str_ieq(name, own))
			return name;
		if (str_eqz(name, "*"))
			found = name;
	}
	return found;
}

struct str
robots_path(struct str url)
{
	ptrdiff_t colon = str_find(url, STR("://")), end = str_chr(url, '#');
	size_t n = 0;

	if (end >= 0)
		url = str_sub(url, 0, (size_t)end);
	if (colon < 0)
		return url;
	url = str_from(url, (size_t)colon + 3);
	while (n < url.n && url.p[n] != '/' && url.p[n] != '?')
		n++;
	return str_from(url, n);
}

/* The rules that hold for a name, in order, each once: several groups may share
 * theirs. `at` walks the groups; false at the end. */
struct walk {
	const struct robots *r;
	struct str name;
	size_t at;
	size_t seen;		/* rules before this one are done */
};

static bool
next_group(struct walk *w, const struct robots_group **out)
{
	const struct robots_group *g;

	while (w->at < w->r->ngroups) {
		g = &w->r->groups[w->at++];
		if (g->rules < w->seen || !str_eq(g->agent, w->name))
			continue;
		w->seen = g->rules + g->nrules;
		*out = g;
		return true;
	}
	return false;
}

/* The longer rule, and of two as long the one that allows. */
static bool
outweighs(const struct robots_rule *rule, const struct robots_rule *best)
{
	if (best == NULL)
		return true;
	return rule->length > best->length ||
	    (rule->length == best->length && rule->allow && !best->allow);
}

const struct robots_rule *
robots_rule(const struct robots *r, struct str agent, struct str path)
{
	struct walk w = { .r = r, .name = group_of(r, agent) };
	const struct robots_rule *best = NULL, *rule;
	const struct robots_group *g;
	struct arena scratch;

	if (r->nrules == 0 || w.name.n == 0 ||
	    str_eqz(path, "/robots.txt"))
		return NULL;
	arena_init(&scratch);
	path = one_form(&scratch, str_sub(path, 0, PATH_BYTES), false);
	if (path.n == 0 || path.p[0] == '?')
		path = arena_printf(&scratch, "/%.*s", STR_FMT(path));
	while (next_group(&w, &g)) {
		for (size_t k = g->rules; k < g->rules + g->nrules; k++) {
			rule = &r->rules[k];
			if (outweighs(rule, best) && matches(rule->path, path))
				best = rule;
		}
	}
	arena_release(&scratch);
	return best;
}

bool
robots_allowed(const struct robots *r, struct str agent, struct str path)
{
	const struct robots_rule *rule = robots_rule(r, agent, path);

	return rule == NULL || rule->allow;
}

void
robots_for_agent(struct robots *out, struct arena *a, const struct robots *r,
    struct str agent)
{
	struct walk w = { .r = r, .name = group_of(r, agent) };
	struct robots_group *own = arena_alloc(a, 1, sizeof(*own));
	const struct robots_group *g;
	struct robots_rule *to;
	size_t cap = 0;

	*own = (struct robots_group){ .agent = STR("*"),
		.delay = robots_delay(r, agent) };
	*out = (struct robots){ .groups = own, .ngroups = 1, .cut = r->cut };
	while (w.name.n > 0 && next_group(&w, &g)) {
		for (size_t k = g->rules; k < g->rules + g->nrules; k++) {
			out->rules = arena_grow(a, out->rules, out->nrules,
			    &cap, sizeof(*out->rules));
			to = &out->rules[out->nrules++];
			*to = r->rules[k];
			to->path = arena_str(a, to->path);
		}
	}
	own->nrules = out->nrules;
}

double
robots_delay(const struct robots *r, struct str agent)
{
	struct str name = group_of(r, agent);
	double delay = -1;

	for (size_t i = 0; i < r->ngroups && name.n > 0; i++)
		if (str_eq(r->groups[i].agent, name) &&
		    r->groups[i].delay > delay)
			delay = r->groups[i].delay;
	return delay;
}
