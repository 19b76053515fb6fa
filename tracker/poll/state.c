/*
 * The states of a story between its versions. An outage is no takedown: a page
 * is gone when it was said to be so again and again, over more than a day, and
 * what it was before nobody could say stays so until somebody can.
 */
#include "tracker/base/limits.h"
#include "tracker/poll/pass.h"
#include "tracker/url/url.h"

/* Answers of 404, 410 or 451 since the last good one, and seconds since the first
 * of them, before a story is gone. */
#define GONE_LOOKS 3
#define GONE_AFTER ((int64_t)24 * 3600)

static bool
says_gone(int status)
{
	return status == 404 || status == 410 || status == 451;
}

enum store_state
state_known(const struct store_story *s)
{
	return s->state == STORE_UNREACHABLE || s->state == STORE_BLOCKED ||
	    s->state == STORE_STOPPED ? s->was : s->state;
}

enum store_state
state_failed(struct store_story *s, int status, int64_t now)
{
	enum store_state known = state_known(s);

	if (says_gone(status) && s->missing++ == 0)
		s->missing_since = now;
	if (known == STORE_WITHDRAWN)
		return STORE_WITHDRAWN;
	if (says_gone(status) && (known == STORE_GONE ||
	    (s->missing >= GONE_LOOKS &&
	    now - s->missing_since >= GONE_AFTER)))
		return STORE_GONE;
	return status == 401 || status == 403 || status == 429 ?
	    STORE_BLOCKED : STORE_UNREACHABLE;
}

enum store_state
state_answered(const struct store_story *s)
{
	enum store_state known = state_known(s);

	switch (known) {
	case STORE_WITHDRAWN:
	case STORE_RESTORED:
		return known;
	case STORE_GONE:
	case STORE_REDIRECTED:
		return STORE_RESTORED;
	default:
		return STORE_LIVE;
	}
}

enum store_state
state_of_version(enum store_state was, enum store_state now)
{
	return now != STORE_WITHDRAWN && (was == STORE_WITHDRAWN ||
	    was == STORE_GONE || was == STORE_REDIRECTED) ? STORE_RESTORED :
	    now;
}

/* ---- redirected away ---------------------------------------------------- */

struct other {
	int64_t own;
	const char *url;	/* of another story, in the arena */
	struct arena *arena;
};

static int
see_other(const struct store_story *s, void *arg)
{
	struct other *o = arg;

	if (s->key != o->own)
		o->url = arena_strz(o->arena, str_of(s->url));
	return 0;
}

/* Paths of a site's front page. */
static const char *const FRONTS[] = { "", "/", "/index.html", "/index.htm",
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

/* Is its path that of a front page? And what is asked for there. */
static bool
is_front(struct str url, struct str *query)
{
	ptrdiff_t at = str_find(url, STR("://"));
	struct str path = str_from(url, at < 0 ? 0 : (size_t)at + 3);
	size_t n = 0;

	while (path.n > 0 && path.p[0] != '/' && path.p[0] != '?')
		path = str_from(path, 1);
	while (n < path.n && path.p[n] != '?')
		n++;
	*query = str_from(path, n < path.n ? n + 1 : n);
	path = str_sub(path, 0, n);
	for (size_t i = 0; i < sizeof(FRONTS) / sizeof(*FRONTS); i++)
		if (str_ieqz(path, FRONTS[i]))
			return true;
	return false;
}

bool
state_leads_to_front(struct str own, struct str to)
{
	struct str asked, there;

	if (!is_front(to, &there))
		return false;
	/* where stories have the front page's path, they are what is asked */
	return is_front(own, &asked) ? asked.n > 0 && there.n == 0 :
	    !names_story(there);
}

struct str
state_away(struct pass *p, const struct store_story *s, bool passing,
    const struct fetch_result *r, struct arena *a)
{
	struct other o = { .own = s->key, .arena = a };
	struct str to;

	if (url_canonical(r->final_url, a, &to) < 0 || str_eqz(to, s->url))
		return (struct str){ NULL, 0 };
	if (state_leads_to_front(str_of(s->url), to))
		return arena_printf(a, "it leads to the front page, %.*s",
		    STR_FMT(to));
	/* a first look may be one at another address of a story of ours, but
	 * not where that is for now only */
	if ((s->versions > 0 || passing) && to.n <= LIMIT_URL_BYTES &&
	    store_story_find(p->store, to.p, see_other, &o) == STORE_OK &&
	    o.url != NULL)
		return arena_printf(a, "it leads to another story, %s", o.url);
	return (struct str){ NULL, 0 };
}
