/* Feeds: what they name becomes a story, once. */
#include <stdio.h>
#include <stdlib.h>

#include "tracker/base/limits.h"
#include "tracker/extract/feed.h"
#include "tracker/poll/pass.h"
#include "tracker/url/url.h"

/* Sitemaps followed from one index, the first ones: the newest by custom. */
#define NESTED 50

static int
keep_row(const struct store_feed *row, void *arg)
{
	struct feed_job *job = arg;

	job->row.next = row->next;
	job->row.failures = row->failures;
	memcpy(job->row.body_sha256, row->body_sha256,
	    sizeof(job->row.body_sha256));
	/* Strings of the row go with it; the pass keeps copies in `etag`. */
	job->row.etag = row->etag != NULL ? strdup(row->etag) : NULL;
	job->row.modified = row->modified != NULL ? strdup(row->modified) :
	    NULL;
	return 0;
}

static const char *
to_arena(struct arena *a, const char *heap)
{
	const char *z = heap != NULL ? arena_strz(a, str_of(heap)) : NULL;

	free((void *)(uintptr_t)heap);
	return z;
}

void
pass_feed_queue(struct pass *p, const struct conf_feed *conf, struct str url,
    bool nested)
{
	struct feed_job *job = arena_alloc(&p->arena, 1, sizeof(*job));
	struct errand *e = &job->errand;
	int r;

	job->conf = conf;
	job->url = url;
	job->nested = nested;
	job->row.url = url.p;
	r = store_feed_get(p->store, url.p, keep_row, job);
	if (r < 0) {
		pass_store_failed(p);
		return;
	}
	job->row.etag = to_arena(&p->arena, job->row.etag);
	job->row.modified = to_arena(&p->arena, job->row.modified);
	if (!nested && r == STORE_OK && job->row.next > p->now + PASS_EARLY &&
	    !p->options->all && p->options->feed.n == 0)
		return;
	e->turn.kind = &pass_feed;
	e->of = job;
	e->url = url;
	e->etag = str_of(job->row.etag);
	e->modified = str_of(job->row.modified);
	e->turn.settings = &conf->fetch;
	e->max_bytes = LIMIT_FEED_BYTES;
	e->turn.failed = job->row.failures > 0;
	pass_send(p, e);
}

/* ---- the answer -------------------------------------------------------- */

static void
feed_put(struct pass *p, struct feed_job *job, int64_t retry_after)
{
	struct schedule_input in = { .now = p->now, .since = p->now,
		.failures = job->row.failures, .cause = job->cause,
		.retry_after = retry_after,
		.seed = str_hash(job->url), .fetch = &job->conf->fetch };
	char why[WHY_TEXT];

	job->row.next = schedule_next(&in, why);
	job->row.why = why;
	if (store_feed_put(p->store, &job->row) < 0)
		pass_store_failed(p);
	job->row.why = NULL;
}

static void
feed_failed(struct pass *p, struct feed_job *job, struct str why,
    int64_t retry_after)
{
	p->counts->feeds_failed++;
	if (job->row.failures++ == 0 && !job->errand.told)
		pass_trouble(p, job->url, "feed", why);
	job->cause = why;
	feed_put(p, job, retry_after);
}

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
	char sum[65], name[48];
	int64_t known = 0;
	int r;

	store_sha256(text.p, text.n, sum);
	snprintf(name, sizeof(name), "item %.32s", sum);
	r = store_handle_get(store, name, &known);
	if (r == STORE_OK && new && !is_named(t, known)) {
		r = store_story_by_key(store, known, see_home, &home);
		if (home.same)
			twin_hint(t->pass, url, known);
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

static void
take_feed(struct pass *p, struct feed_job *job, const struct feed *f)
{
	size_t n = f->nitems;

	if (f->format != FEED_SITEMAP_INDEX) {
		take_items(p, job, f);
		return;
	}
	n = job->nested ? 0 : n > NESTED ? NESTED : n;
	for (size_t i = 0; i < n; i++)
		pass_feed_queue(p, job->conf,
		    arena_str(&p->arena, f->items[i].link), true);
}

/*
 * An index is never remembered: its sitemaps change while it stays as it is, and
 * only reading it says which they are.
 */
static void
remember(struct pass *p, struct feed_job *job, const struct fetch_result *r,
    const struct feed *f)
{
	job->row.body_sha256[0] = '\0';
	job->row.etag = job->row.modified = NULL;
	if (f->format == FEED_SITEMAP_INDEX)
		return;
	store_sha256(r->body.p, r->body.n, job->row.body_sha256);
	job->row.etag = arena_strz(&p->arena, r->etag);
	job->row.modified = arena_strz(&p->arena, r->modified);
}

static void
read_feed(struct pass *p, struct feed_job *job, const struct fetch_result *r)
{
	struct arena a;
	struct feed f;
	struct str why;

	arena_init(&a);
	if (pass_read_feed(p, &f, &a, r, &why) < 0) {
		feed_failed(p, job, why, 0);
	} else if (f.format == FEED_NONE) {
		feed_failed(p, job, f.problem, 0);
	} else {
		if (f.cut)
			pass_trouble(p, job->url, "feed", f.problem);
		job->row.failures = 0;
		job->row.last = p->now;
		remember(p, job, r, &f);
		take_feed(p, job, &f);
		feed_put(p, job, 0);
	}
	arena_release(&a);
}

static bool
same_bytes(const char *sha256, struct str body)
{
	char now[65];

	store_sha256(body.p, body.n, now);
	return strcmp(sha256, now) == 0;
}

static void
answer(struct pass *p, void *of, const struct fetch_result *r)
{
	struct feed_job *job = of;
	char status[40];

	p->counts->feeds++;
	job->row.last = p->now;
	switch (r->outcome) {
	case FETCH_SKIPPED:
		p->counts->skipped++;
		break;
	case FETCH_MOVED:	/* an errand follows it */
		break;
	case FETCH_FAILED:
		feed_failed(p, job, r->error, r->retry_after);
		break;
	case FETCH_OK:
		if (r->status < 200 || r->status > 299) {
			snprintf(status, sizeof(status), "HTTP status %d",
			    r->status);
			feed_failed(p, job, str_of(status), r->retry_after);
			break;
		}
		if (!same_bytes(job->row.body_sha256, r->body)) {
			read_feed(p, job, r);
			break;
		}
		/* fallthrough */
	case FETCH_UNCHANGED:
		p->counts->feeds_unchanged++;
		job->row.failures = 0;
		feed_put(p, job, 0);
		break;
	}
}

/* A feed that may not be read hides all its stories: it counts as failing. */
static void
denied(struct pass *p, void *of, const char *why, int64_t next)
{
	struct feed_job *job = of;

	p->counts->feeds_failed++;
	if (job->row.failures++ == 0)
		pass_trouble(p, job->url, "feed", str_of(why));
	job->row.next = next > p->now ? next : p->now + job->conf->fetch.every;
	job->row.why = why;
	if (store_feed_put(p->store, &job->row) < 0)
		pass_store_failed(p);
	job->row.why = NULL;
}

const struct errand_kind pass_feed = {
	.redirects = LIMIT_REDIRECTS, .answer = answer, .denied = denied,
};
