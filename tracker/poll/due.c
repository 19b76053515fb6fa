/*
 * The stories of a pass. Which of them are due is known at once, for the most
 * valuable go first; but of each there is no more in memory than its turn, until
 * that comes. Then its row is read, and forgotten when its page has been.
 */
#include <stdlib.h>

#include "tracker/base/limits.h"
#include "tracker/base/xalloc.h"
#include "tracker/poll/host.h"

/* ---- what is due ------------------------------------------------------- */

struct collection {
	struct pass *pass;
	size_t n, cap;
};

static struct str
address(const struct store_story *s)
{
	return str_of(s->fetch_url != NULL ? s->fetch_url : s->url);
}

static void
weigh(struct pass *p, const struct store_story *s, struct due *d)
{
	struct job job = { .story = *s, .settings = d->turn.settings };
	struct schedule_input in = pass_schedule(p, &job);

	in.told = s->why != NULL && strcmp(s->why, pass_told) == 0;
	d->pace = job.pace;
	d->worth = schedule_worth(&in);
}

static bool
concerns(const struct poll_options *o, const struct store_story *s)
{
	if (s->state == STORE_STOPPED && o->story == 0)
		return false;
	return o->feed.n == 0 || (s->feed != NULL && str_eqz(o->feed, s->feed));
}

static int
collect(const struct store_story *s, void *arg)
{
	struct collection *c = arg;
	struct pass *p = c->pass;
	struct due *d;

	if (!concerns(p->options, s))
		return 0;
	if (c->n == c->cap) {
		c->cap = c->cap > 0 ? xmul(c->cap, 2) : 64;
		p->due = xrealloc(p->due, c->cap, sizeof(*p->due));
	}
	d = &p->due[c->n++];
	*d = (struct due){ .key = s->key, .turn = { .kind = &pass_page,
		.failed = s->failures > 0 } };
	d->turn.settings = poll_settings(p->conf, s, &d->rule);
	/* Asked for by name: fetched, whatever feeds.yaml says. */
	if (d->turn.settings == NULL && p->options->story != 0)
		d->turn.settings = &p->conf->defaults;
	if (d->turn.settings != NULL) {
		weigh(p, s, d);
		d->turn.origin = host_origin(p, address(s));
	}
	return p->failed ? -1 : 0;
}

static int
stop_watching(const struct store_story *s, void *arg)
{
	struct pass *p = arg;
	struct store_story row = *s;

	row.state = STORE_STOPPED;
	row.why = pass_unnamed;
	return store_story_update(p->store, &row);
}

/* What feeds.yaml no longer names is stopped, now that the walk is over; how
 * many are left. */
static size_t
only_named(struct pass *p, size_t n)
{
	size_t kept = 0;

	for (size_t i = 0; i < n && !p->failed; i++)
		if (p->due[i].turn.settings != NULL)
			p->due[kept++] = p->due[i];
		else if (store_story_by_key(p->store, p->due[i].key,
		    stop_watching, p) < 0)
			pass_store_failed(p);
	return kept;
}

void
pass_queue_stories(struct pass *p)
{
	struct collection c = { .pass = p };
	size_t n;
	int r;

	if (p->options->story != 0)
		r = store_story_by_key(p->store, p->options->story, collect,
		    &c);
	else if (p->options->all)
		r = store_story_each(p->store, collect, &c);
	else
		r = store_story_due(p->store, p->now + PASS_EARLY, collect, &c);
	if (r < 0)
		pass_store_failed(p);
	n = only_named(p, c.n);
	/* A host's queue keeps the order: what its time does not reach is the
	 * least valuable. */
	if (!p->failed)
		n = pass_choose(p, p->due, n);
	p->ndue = n;
	for (size_t i = 0; i < n && !p->failed; i++)
		pass_send_turn(p, &p->due[i].turn);
}

/* ---- what comes up during the pass -------------------------------------- */

struct again {
	struct pass *pass;
	struct due *due;
	bool looked_at;		/* a new story, in this pass */
};

static int
fill_again(const struct store_story *s, void *arg)
{
	struct again *g = arg;
	struct pass *p = g->pass;
	struct due *d = arena_alloc(&p->arena, 1, sizeof(*d));

	*d = (struct due){ .key = s->key, .turn = { .kind = &pass_page,
		.pay = PAY_IF_LEFT, .failed = s->failures > 0 } };
	d->turn.settings = poll_settings(p->conf, s, &d->rule);
	if (d->turn.settings == NULL && p->options->story != 0)
		d->turn.settings = &p->conf->defaults;
	if (d->turn.settings == NULL)
		return 0;
	d->turn.origin = host_origin(p, address(s));
	g->looked_at = s->versions == 0 && s->last != STORE_NO_TIME &&
	    s->last >= p->now;
	g->due = d;
	return 0;
}

void
due_again(struct pass *p, int64_t key)
{
	struct again g = { .pass = p };
	bool has_turn = false;

	if (store_story_by_key(p->store, key, fill_again, &g) < 0)
		pass_store_failed(p);
	if (g.due == NULL || p->failed)
		return;
	/* What was looked at has its turn behind it. */
	for (size_t i = 0; !g.looked_at && i < p->ndue && !has_turn; i++)
		has_turn = p->due[i].key == key;
	if (has_turn)
		return;
	p->again = true;
	pass_send_turn(p, &g.due->turn);
}

/* ---- jobs -------------------------------------------------------------- */

static struct job *
job_new(struct pass *p)
{
	struct job *job = p->spare;

	if (job != NULL) {
		p->spare = job->spare;
	} else {
		job = arena_alloc(&p->arena, 1, sizeof(*job));
		job->next = p->jobs;
		p->jobs = job;
	}
	job->holders = 1;
	return job;
}

void
job_release(struct pass *p, struct job *job)
{
	struct job empty = { .text = job->text, .room = job->room,
		.next = job->next, .spare = p->spare };

	if (--job->holders > 0)
		return;
	*job = empty;
	p->spare = job;
}

static size_t
size_of(const char *z)
{
	return z != NULL ? strlen(z) + 1 : 0;
}

/* Copies a string to *at and moves on. */
static const char *
keep(char **at, const char *z)
{
	size_t n = size_of(z);
	char *copy = *at;

	if (n == 0)
		return NULL;
	memcpy(copy, z, n);
	*at += n;
	return copy;
}

static void
keep_story(struct job *job, const struct store_story *s)
{
	struct store_story *own = &job->story;
	size_t room = size_of(s->url) + size_of(s->fetch_url) +
	    size_of(s->feed) + size_of(s->why) + size_of(s->etag) +
	    size_of(s->modified);
	char *at;

	if (job->room < room) {
		job->text = xrealloc(job->text, room, 1);
		job->room = room;
	}
	at = job->text;
	*own = *s;
	own->path = NULL;
	own->url = keep(&at, s->url);
	own->fetch_url = keep(&at, s->fetch_url);
	own->feed = keep(&at, s->feed);
	own->why = keep(&at, s->why);
	own->etag = keep(&at, s->etag);
	own->modified = keep(&at, s->modified);
}

static int
fill(const struct store_story *s, void *arg)
{
	struct job *job = arg;
	struct errand *e = &job->errand;

	keep_story(job, s);
	if (s->state == STORE_STOPPED)
		job->stopped = s->why != NULL ? job->story.why : "stopped";
	job->told = s->why != NULL && strcmp(s->why, pass_told) == 0;
	job->story.why = NULL;
	e->of = job;
	e->url = address(&job->story);
	/* Without a version the page itself is wanted, not its sameness. */
	if (s->versions > 0) {
		e->etag = str_of(job->story.etag);
		e->modified = str_of(job->story.modified);
	}
	e->max_bytes = LIMIT_PAGE_BYTES;
	return 0;
}

/* A story that was stopped meanwhile, or moved to another host, is another
 * pass's: what was found out about it is true no more. */
struct errand *
due_make(struct pass *p, struct turn *t)
{
	const struct due *d = (struct due *)(void *)t;
	struct job *job = job_new(p);
	int r = store_story_by_key(p->store, d->key, fill, job);

	if (r < 0)
		pass_store_failed(p);
	if (r != STORE_OK || (job->stopped != NULL && p->options->story == 0) ||
	    host_origin(p, job->errand.url) != t->origin) {
		job_release(p, job);
		return NULL;
	}
	job->settings = t->settings;
	job->rule = d->rule;
	job->pace = d->pace;
	return &job->errand;
}

void
due_release(struct pass *p)
{
	for (struct job *job = p->jobs; job != NULL; job = job->next)
		free(job->text);
	free(p->due);
}
