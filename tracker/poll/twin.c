#include <stdio.h>

#include "tracker/base/limits.h"
#include "tracker/poll/other.h"
#include "tracker/poll/twin.h"
#include "tracker/poll/version.h"
#include "tracker/web/url.h"

/* Percent of a text that is in the other's, of what is one story. */
#define SAME_TEXT 50
#define DAY ((int64_t)24 * 3600)

/* ---- hints -------------------------------------------------------------- */

void
twin_handle(const char *kind, struct str text, char name[TWIN_HANDLE])
{
	char sum[65];

	store_sha256(text.p, text.n, sum);
	snprintf(name, TWIN_HANDLE, "%s %.32s", kind, sum);
}

static void
hint_name(enum twin_word word, struct str url, char name[TWIN_HANDLE])
{
	twin_handle(word == TWIN_PAGE ? "called" : "moved", url, name);
}

/* ---- the other story ---------------------------------------------------- */

struct twin {
	struct pass *pass;
	struct arena *arena;
	int64_t key, last;
	int versions, failures, missing;
	bool watched;		/* by feeds.yaml as it is */
	const char *url, *feed;	/* in the arena */
};

static int
see(const struct store_story *s, void *arg)
{
	struct twin *t = arg;
	const struct conf_rule *rule;

	t->last = s->last;
	t->versions = s->versions;
	t->failures = s->failures;
	t->missing = s->missing;
	t->watched = s->state != STORE_STOPPED &&
	    poll_settings(t->pass->conf, s, &rule) != NULL;
	t->url = arena_strz(t->arena, str_of(s->url));
	t->feed = s->feed != NULL ?
	    arena_strz(t->arena, str_of(s->feed)) : NULL;
	return 0;
}

/* The row; false when it is not there, or is this story itself. */
static bool
row_of(struct pass *p, const struct job *job, struct arena *a, int64_t key,
    struct twin *t)
{
	int r;

	*t = (struct twin){ .pass = p, .arena = a, .key = key };
	if (key == job->story.key)
		return false;
	r = store_story_by_key(p->store, key, see, t);
	if (r < 0)
		pass_store_failed(p);
	return r == STORE_OK && t->watched;
}

/* Another address of the same site in its one form; the front page is every
 * story's and none's. */
static bool
address(const struct job *job, struct str url, struct arena *a,
    struct str *out)
{
	struct str own = str_of(job->story.url);

	return !str_eq(url, own) && url_canonical(url, a, out) == 0 &&
	    !str_eq(own, *out) && out->n <= LIMIT_URL_BYTES &&
	    !state_leads_to_front(own, *out) &&
	    url_same_site(url_host(own, a), url_host(*out, a));
}

static bool
at(struct pass *p, const struct job *job, struct str url, struct arena *a,
    struct twin *t)
{
	struct str canonical;
	int64_t key;
	int r;

	if (!address(job, url, a, &canonical))
		return false;
	r = store_story_at(p->store, canonical.p, &key);
	if (r == STORE_NONE)
		r = poll_called(p->store, canonical, &key);
	if (r < 0)
		pass_store_failed(p);
	return r == STORE_OK && row_of(p, job, a, key, t);
}

/* How much of the article is in the latest version of a story. */
static struct store_twin
likeness(struct pass *p, int64_t key, const struct article *now,
    struct arena *a)
{
	struct store_twin t;
	struct buf b;

	buf_init(&b, VERSION_TEXT_BYTES);
	article_format(now, &b);
	if (store_twin_of(p->store, key, arena_strz(a, now->headline),
	    buf_z(&b), b.n, &t) < 0)
		pass_store_failed(p);
	buf_release(&b);
	return t;
}

static int
see_published(const struct store_version *v, void *arg)
{
	*(int64_t *)arg = v->published;
	return 0;
}

/* What was published on different days is not one story, however much of its
 * text is the same each day. */
static bool
same_day(struct pass *p, int64_t key, const struct article *now)
{
	int64_t other = TIME_NONE, apart;

	/* the last one stays; its text may not be there to be read yet */
	if (store_versions(p->store, key, 0, see_published, &other) < 0)
		pass_store_failed(p);
	if (other == TIME_NONE || now->published == TIME_NONE)
		return true;
	apart = other > now->published ? other - now->published :
	    now->published - other;
	return apart < DAY;
}

/* ---- what is remembered until a look ------------------------------------ */

void
twin_hint(struct pass *p, enum twin_word word, struct str url, int64_t key)
{
	char name[TWIN_HANDLE];

	hint_name(word, url, name);
	if (store_handle_put(p->store, name, key) < 0)
		pass_store_failed(p);
}

int
poll_called(struct store *store, struct str url, int64_t *key)
{
	char name[TWIN_HANDLE];

	hint_name(TWIN_PAGE, url, name);
	return store_handle_get(store, name, key);
}

void
twin_alias(struct pass *p, struct job *job, struct str url, bool doubted,
    struct arena *a)
{
	struct str other;
	struct twin t;
	int64_t key;
	int r;

	if (!address(job, url, a, &other))
		return;
	r = store_story_at(p->store, other.p, &key);
	if (r == STORE_NONE && doubted) {
		twin_hint(p, TWIN_PAGE, other, job->story.key);
		return;
	}
	if (r == STORE_NONE)
		r = store_story_alias(p->store, job->story.key, other.p);
	else if (r == STORE_OK && row_of(p, job, a, key, &t) &&
	    t.versions == 0)
		twin_hint(p, TWIN_PAGE, str_of(t.url), job->story.key);
	if (r < 0)
		pass_store_failed(p);
}

/* ---- joining ------------------------------------------------------------ */

struct move {
	struct pass *pass;
	const char *url;
	bool moved;
};

static int
move(const struct store_story *s, void *arg)
{
	struct move *m = arg;
	struct store_story row = *s;

	/* Where a person says in feeds.yaml, it stays. */
	if (s->feed == NULL ||
	    conf_feed_of(m->pass->conf, str_of(s->feed)) == NULL)
		return 0;
	row.fetch_url = m->url;
	row.etag = row.modified = NULL;
	row.next = m->pass->now;
	row.why = "it has another address now";
	m->moved = true;
	return store_story_update(m->pass->store, &row);
}

/* What was its address answers no more, or is in its feed no more: from now on
 * it is fetched where it was found. Looks under way write their row later. */
static void
moves_to(struct pass *p, int64_t key, const char *url)
{
	struct move m = { p, arena_strz(&p->arena, str_of(url)), false };

	if (store_story_by_key(p->store, key, move, &m) < 0)
		pass_store_failed(p);
	if (!m.moved)
		return;
	for (struct job *j = p->jobs; j != NULL; j = j->next)
		if (j->holders > 0 && j->story.key == key)
			j->story.fetch_url = m.url;
	due_again(p, key);
}

static bool
join(struct pass *p, const struct job *job, const struct twin *t, bool moved)
{
	const struct store_story *s = &job->story;
	int r = store_story_join(p->store, s->key, t->key);

	if (r < 0)
		pass_store_failed(p);
	if (r != STORE_OK)
		return false;
	p->counts->joined++;
	if (moved || t->missing > 0)
		moves_to(p, t->key, s->fetch_url != NULL ? s->fetch_url :
		    s->url);
	twin_looked(p, s->key);
	return true;
}

void
twin_absorb(struct pass *p, struct job *job, struct str url, struct arena *a,
    const struct article *now)
{
	struct store_story *s = &job->story;
	struct twin t;
	int r;

	if (job->errand.passing || !at(p, job, url, a, &t) ||
	    t.versions > 0 ||
	    (now != NULL && likeness(p, s->key, now, a).share < SAME_TEXT))
		return;
	r = store_story_join(p->store, t.key, s->key);
	if (r < 0)
		pass_store_failed(p);
	p->counts->joined += r == STORE_OK;
	if (r == STORE_OK && s->feed == NULL && t.feed != NULL)
		s->feed = arena_strz(&p->arena, str_of(t.feed));
}

/* ---- waiting ------------------------------------------------------------ */

/* This story again when the other has been looked at; in the next pass at the
 * latest, and then whatever became of that. */
static bool
wait_for(struct pass *p, struct job *job, int64_t key)
{
	struct store_story *s = &job->story;
	bool asked = false;

	if (s->last != STORE_NO_TIME || p->nwaits == LIMIT_WAITS)
		return false;
	for (size_t i = 0; i < p->nwaits; i++)
		asked |= p->waits[i].on == key;
	p->waits = arena_grow(&p->arena, p->waits, p->nwaits, &p->waits_cap,
	    sizeof(*p->waits));
	p->waits[p->nwaits++] = (struct wait){ s->key, key };
	s->last = clock_now();
	s->failures = 0;
	s->next = p->now;
	s->why = "it may be a story that is known, which is looked at first";
	if (store_story_update(p->store, s) < 0)
		pass_store_failed(p);
	s->why = NULL;
	p->counts->unsettled++;
	if (!asked)
		due_again(p, key);
	return true;
}

void
twin_looked(struct pass *p, int64_t key)
{
	for (size_t i = 0; i < p->nwaits && !p->failed;) {
		struct wait w = p->waits[i];

		if (w.on != key) {
			i++;
			continue;
		}
		p->waits[i] = p->waits[--p->nwaits];
		due_again(p, w.own);
	}
}

/* ---- a first look ------------------------------------------------------- */

struct search {
	struct pass *pass;
	struct job *job;
	struct arena *arena;
	int64_t found;		/* 0: none */
	int share;		/* of its text */
};

/* The story most like it that was not looked at since it was found. */
static int
see_near(const struct store_twin *near, void *arg)
{
	struct search *f = arg;
	const struct store_story *s = &f->job->story;
	struct twin t;
	struct str canonical;

	if (near->share < SAME_TEXT || near->share <= f->share ||
	    !row_of(f->pass, f->job, f->arena, near->story, &t) ||
	    t.failures > 0 || t.last >= s->first_seen ||
	    !address(f->job, str_of(t.url), f->arena, &canonical))
		return 0;
	f->found = t.key;
	f->share = near->share;
	return 0;
}

static int64_t
near(struct pass *p, struct job *job, const struct article *now,
    struct arena *a)
{
	struct search f = { p, job, a, 0, 0 };
	struct buf b;

	buf_init(&b, VERSION_TEXT_BYTES);
	article_format(now, &b);
	if (store_twins(p->store, buf_z(&b), b.n, see_near, &f) < 0)
		pass_store_failed(p);
	buf_release(&b);
	return f.found;
}

static bool
by_redirect(struct pass *p, struct job *job, const struct fetch_result *r,
    const struct article *now, struct arena *a)
{
	struct str reason;
	struct twin t;

	if (!at(p, job, r->final_url, a, &t))
		return false;
	if (t.versions > 0 ? likeness(p, t.key, now, a).share < SAME_TEXT :
	    t.failures > 0 || other_story(a, str_of(job->story.url), NULL, now,
	    &reason))
		return false;
	return join(p, job, &t, false);
}

static bool
by_own_word(struct pass *p, struct job *job, const struct article *now,
    struct arena *a)
{
	struct store_twin like;
	struct twin t;

	if (!at(p, job, now->canonical, a, &t))
		return false;
	if (t.versions == 0)
		return t.last == STORE_NO_TIME && t.failures == 0 &&
		    wait_for(p, job, t.key);
	like = likeness(p, t.key, now, a);
	return like.headline && like.share >= SAME_TEXT &&
	    same_day(p, t.key, now) && join(p, job, &t, false);
}

static bool
by_hint(struct pass *p, struct job *job, enum twin_word word,
    const struct article *now, struct arena *a)
{
	char name[TWIN_HANDLE];
	struct twin t;
	int64_t key;
	int r;

	hint_name(word, str_of(job->story.url), name);
	r = store_handle_get(p->store, name, &key);
	if (r < 0)
		pass_store_failed(p);
	if (r != STORE_OK || !row_of(p, job, a, key, &t) ||
	    t.versions == 0 || !same_day(p, key, now) ||
	    likeness(p, key, now, a).share < SAME_TEXT)
		return false;
	/* A column of each day may have one id: while the old address answers
	 * it is a story of its own, and whether it does is asked first. */
	if (word == TWIN_ITEM && t.missing == 0)
		return t.failures == 0 && t.last < job->story.first_seen &&
		    wait_for(p, job, key);
	return join(p, job, &t, true);
}

bool
twin_joins(struct pass *p, struct job *job, const struct fetch_result *r,
    struct arena *a, const struct article *now)
{
	int64_t key;

	/* what is there for now only must stay, to say something of it */
	if (job->errand.passing && p->now - job->story.first_seen < DAY)
		return false;
	if (by_redirect(p, job, r, now, a) || by_own_word(p, job, now, a) ||
	    by_hint(p, job, TWIN_PAGE, now, a) ||
	    by_hint(p, job, TWIN_ITEM, now, a))
		return true;
	if (job->story.last != STORE_NO_TIME || p->failed)
		return false;
	key = near(p, job, now, a);
	return key != 0 && wait_for(p, job, key);
}

/* ---- what went while it was looked at ----------------------------------- */

static int
same_url(const struct store_story *s, void *arg)
{
	const struct job *job = arg;

	return strcmp(s->url, job->story.url) != 0;
}

bool
twin_gone(struct pass *p, struct job *job)
{
	int r;

	if (job->story.versions > 0)
		return false;
	r = store_story_by_key(p->store, job->story.key, same_url, job);
	if (r < 0)
		pass_store_failed(p);
	return r != STORE_OK;
}
