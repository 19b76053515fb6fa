/*
 * The states of a story between its versions. An outage is no takedown: a page
 * is gone when it was said to be so again and again, over more than a day, and
 * what it was before nobody could say stays so until somebody can.
 */
#include "tracker/base/limits.h"
#include "tracker/poll/pass.h"
#include "tracker/web/url.h"

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

bool
state_leads_to_front(struct str own, struct str to)
{
	struct str asked, there;

	/* where stories have the front page's path, they are what is asked */
	if (url_front_path(own, &asked))
		return url_front_path(to, &there) && asked.n > 0 &&
		    there.n == 0;
	return url_is_front_page(to);
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
