/* Feeds: when they are fetched, and what becomes of the answer. */
#include <stdio.h>
#include <stdlib.h>

#include "tracker/base/limits.h"
#include "tracker/extract/feed.h"
#include "tracker/poll/pass.h"

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
	memcpy(job->row.body_sha256, r->body_sha256,
	    sizeof(job->row.body_sha256));
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
		pass_take_feed(p, job, &f);
		feed_put(p, job, 0);
	}
	arena_release(&a);
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
		if (strcmp(job->row.body_sha256, r->body_sha256) != 0) {
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
