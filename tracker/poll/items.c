/* What a feed names becomes a story, once; an index of sitemaps is followed. */
#include <stdlib.h>

#include "tracker/base/limits.h"
#include "tracker/extract/feed.h"
#include "tracker/poll/pass.h"
#include "tracker/poll/twin.h"
#include "tracker/web/url.h"

/* Sitemaps followed from one index. */
#define NESTED 50

/* ---- what is known already ---------------------------------------------- */

static bool
wanted(const struct conf_feed *f, struct str url)
{
	return f->match_re == NULL ||
	    regexec(f->match_re, url.p, 0, NULL, 0) == 0;
}

struct recheck {
	struct pass *pass;
	const struct conf_feed *feed;
	const struct feed_item *item;
};

/* The feed that found the story is out of feeds.yaml: this one has it now. */
static int
take_over(const struct recheck *r, const struct store_story *s)
{
	struct store_story row = *s;

	row.feed = r->feed->name.p;
	if (s->state == STORE_STOPPED && s->why != NULL &&
	    strcmp(s->why, pass_unnamed) == 0) {
		row.state = STORE_LIVE;
		row.next = r->pass->now;
		row.why = "another feed names it";
	}
	return store_story_update(r->pass->store, &row);
}

const char pass_told[] = "its feed says that it changed";

/* Seconds that the clock of a site may be ahead. */
#define SKEW 600
/* After a word that proved wrong the next is heeded when this part of the time
 * until the next look of its own is over: some feeds say "now" at every poll. */
#define DOUBTED 4

/* The feed's word that it changed, against what its last word was worth. */
static bool
believed(const struct recheck *r, const struct store_story *s)
{
	int64_t now = r->pass->now, wait = s->next - s->last;

	if (r->item->updated == TIME_NONE || r->item->updated > now + SKEW ||
	    r->item->updated <= s->last)
		return false;
	return s->why == NULL ||
	    strncmp(s->why, PASS_IN_VAIN, strlen(PASS_IN_VAIN)) != 0 ||
	    now - s->last >= wait / DOUBTED;
}

/* The feed says that a story changed after it was last seen: look now. */
static int
recheck(const struct store_story *s, void *arg)
{
	struct recheck *r = arg;
	struct store_story now_due = *s;

	if (s->feed != NULL &&
	    conf_feed_of(r->pass->conf, str_of(s->feed)) == NULL)
		return take_over(r, s);
	if (s->last == STORE_NO_TIME || s->next <= r->pass->now ||
	    s->state == STORE_STOPPED || s->failures > 0 || !believed(r, s))
		return 0;
	now_due.next = r->pass->now;
	now_due.why = pass_told;
	return store_story_update(r->pass->store, &now_due);
}

/* ---- ids ---------------------------------------------------------------- */

/* A feed as it is taken: what it says of its items as a whole. */
struct taking {
	struct pass *pass;
	struct feed_job *job;
	const struct feed *feed;
	struct arena scratch;
	uint64_t *ids;		/* hashes of all ids, ascending */
	int64_t *stories;	/* keys of all it names, ascending; NULL: not
				 * asked yet */
	size_t nstories;
};

static int
by_id(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static int
by_key(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static void
list_ids(struct taking *t)
{
	const struct feed *f = t->feed;

	t->ids = arena_alloc(&t->scratch, f->nitems + 1, sizeof(*t->ids));
	for (size_t i = 0; i < f->nitems; i++)
		t->ids[i] = str_hash(f->items[i].id);
	qsort(t->ids, f->nitems, sizeof(*t->ids), by_id);
}

/* An id that says more than the link, and that no other item has: some feeds
 * give all of them one. */
static bool
tells(const struct taking *t, const struct feed_item *item)
{
	uint64_t id = str_hash(item->id), *at;
	size_t i;

	if (item->id.n == 0 || str_eq(item->id, item->link))
		return false;
	at = bsearch(&id, t->ids, t->feed->nitems, sizeof(id), by_id);
	if (at == NULL)
		return false;
	i = (size_t)(at - t->ids);
	return (i == 0 || t->ids[i - 1] != id) &&
	    (i + 1 == t->feed->nitems || t->ids[i + 1] != id);
}

static void
list_stories(struct taking *t)
{
	const struct feed *f = t->feed;
	struct arena a;
	struct str url;
	int64_t key;

	t->stories = arena_alloc(&t->scratch, f->nitems + 1,
	    sizeof(*t->stories));
	arena_init(&a);
	for (size_t i = 0; i < f->nitems; i++) {
		arena_clear(&a);
		if (url_canonical(f->items[i].link, &a, &url) == 0 &&
		    store_story_at(t->pass->store, url.p, &key) == STORE_OK)
			t->stories[t->nstories++] = key;
	}
	arena_release(&a);
	qsort(t->stories, t->nstories, sizeof(*t->stories), by_key);
}

/* Does the same feed name the story by another item? */
static bool
is_named(struct taking *t, int64_t key)
{
	if (t->stories == NULL)
		list_stories(t);
	return bsearch(&key, t->stories, t->nstories, sizeof(key), by_key) !=
	    NULL;
}

struct home {
	struct str url;
	struct arena *arena;
	bool same;
};

static int
see_home(const struct store_story *s, void *arg)
{
	struct home *h = arg;

	h->same = url_same_site(url_host(str_of(s->url), h->arena),
	    url_host(h->url, h->arena));
	return 0;
}

/*
 * What the feed called so before has another link now: `url` may be that
 * story's. Its first look will say, for an id may be used for anything.
 */
static void
take_id(struct taking *t, const struct feed_item *item, struct str url,
    int64_t key, bool new, struct arena *a)
{
	struct store *store = t->pass->store;
	struct str text = arena_printf(a, "%.*s\n%.*s", STR_FMT(t->job->url),
	    STR_FMT(item->id));
	struct home home = { url, a, false };
	char name[TWIN_HANDLE];
	int64_t known = 0;
	int r;

	twin_handle("item", text, name);
	r = store_handle_get(store, name, &known);
	if (r == STORE_OK && new && !is_named(t, known)) {
		r = store_story_by_key(store, known, see_home, &home);
		if (home.same)
			twin_hint(t->pass, TWIN_ITEM, url, known);
	} else if (r == STORE_NONE || (r == STORE_OK && known != key && !new)) {
		r = store_handle_put(store, name, key);
	}
	if (r < 0)
		pass_store_failed(t->pass);
}

/* ---- items -------------------------------------------------------------- */

static void
take_item(struct taking *t, const struct feed_item *item, struct arena *a)
{
	struct pass *p = t->pass;
	const struct conf_feed *conf = t->job->conf;
	struct recheck again = { p, conf, item };
	struct str url;
	int64_t key;
	bool new;
	int r;

	arena_clear(a);
	if (url_canonical(item->link, a, &url) < 0 ||
	    url.n > LIMIT_URL_BYTES || !wanted(conf, url))
		return;
	r = store_story_add(p->store, url.p, conf->name.p, p->now, &key);
	new = r == STORE_OK;
	if (new)
		p->counts->discovered++;
	else if (r == STORE_SAME)
		r = store_story_by_key(p->store, key, recheck, &again);
	if (r < 0)
		pass_store_failed(p);
	else if (tells(t, item))
		take_id(t, item, url, key, new, a);
}

static void
take_items(struct pass *p, struct feed_job *job, const struct feed *f)
{
	struct taking t = { .pass = p, .job = job, .feed = f };
	struct arena a;

	arena_init(&t.scratch);
	arena_init(&a);
	list_ids(&t);
	for (size_t i = 0; i < f->nitems && !p->failed; i++)
		take_item(&t, &f->items[i], &a);
	arena_release(&a);
	arena_release(&t.scratch);
}

/* ---- an index of sitemaps ----------------------------------------------- */

struct nested {
	struct str link;
	int64_t updated;
	size_t rank;		/* of those without a date: from either end */
};

/* Those without a date in front, then the newest. */
static int
by_date(const void *a, const void *b)
{
	const struct nested *x = a, *y = b;
	bool undated = x->updated == TIME_NONE;

	if (undated != (y->updated == TIME_NONE))
		return undated ? -1 : 1;
	if (x->updated != y->updated)
		return x->updated > y->updated ? -1 : 1;
	return (x->rank > y->rank) - (x->rank < y->rank);
}

/* Some indexes begin with the newest and some end with it. */
static size_t
from_either_end(size_t i, size_t n)
{
	return i < n - 1 - i ? 2 * i : 2 * (n - 1 - i) + 1;
}

/* All of them when they are few; else the newest by their dates, but half of
 * the places are for those that have none. */
static size_t
choose_nested(struct nested *v, size_t n)
{
	size_t undated = 0, chosen = 0;

	qsort(v, n, sizeof(*v), by_date);
	if (n <= NESTED)
		return n;
	while (undated < n && v[undated].updated == TIME_NONE)
		undated++;
	chosen = n - undated < NESTED / 2 ? NESTED - (n - undated) :
	    NESTED / 2;
	if (chosen > undated)
		chosen = undated;
	memmove(v + chosen, v + undated,
	    (n - undated) * sizeof(*v));
	return NESTED;
}

/* Said when it begins, for the index is read at every poll. */
static void
say_left_out(struct pass *p, const struct feed_job *job, size_t n)
{
	struct str key = arena_printf(&p->arena, "index %.*s",
	    STR_FMT(job->url));
	char was[8];
	int r = store_meta_get(p->store, key.p, was, sizeof(was));

	if (n > NESTED && r == STORE_NONE) {
		pass_trouble(p, job->url, "feed", arena_printf(&p->arena,
		    "an index of %zu sitemaps, of which the newest %d are "
		    "followed", n, NESTED));
		r = store_meta_put(p->store, key.p, "cut");
	} else if (n <= NESTED && r == STORE_OK) {
		r = store_meta_put(p->store, key.p, NULL);
	}
	if (r < 0)
		pass_store_failed(p);
}

static void
take_index(struct pass *p, struct feed_job *job, const struct feed *f)
{
	size_t n = f->nitems;
	struct nested *v;
	struct arena a;

	arena_init(&a);
	v = arena_alloc(&a, n + 1, sizeof(*v));
	for (size_t i = 0; i < n; i++)
		v[i] = (struct nested){ f->items[i].link, f->items[i].updated,
			from_either_end(i, n) };
	say_left_out(p, job, n);
	n = choose_nested(v, n);
	for (size_t i = 0; i < n && !p->failed; i++)
		pass_feed_queue(p, job->conf, arena_str(&p->arena, v[i].link),
		    true);
	arena_release(&a);
}

void
pass_take_feed(struct pass *p, struct feed_job *job, const struct feed *f)
{
	if (f->format != FEED_SITEMAP_INDEX)
		take_items(p, job, f);
	else if (!job->nested)
		take_index(p, job, f);
}
