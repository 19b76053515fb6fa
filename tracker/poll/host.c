/* The hosts of a pass: which there are, what is known of each, what it learns. */
#include <stdlib.h>

#include "tracker/base/clock.h"
#include "tracker/base/xalloc.h"
#include "tracker/poll/host.h"
#include "tracker/web/url.h"

/* A host that nobody had a word with for so long is forgotten. */
#define FORGET (90 * (int64_t)86400)
/* So many hosts without a connection, and none with one: it is this machine. */
#define ALL_DOWN 3

/* ---- by name ----------------------------------------------------------- */

/* Both hosts, by "example.org", and sites, by "https://example.org" and by every
 * other way in which that is written. */
struct named {
	struct named *chain;
	struct str name;
	struct pass_origin *origin;
	struct pass_host *host;
};

struct hosts {
	struct named **table;
	size_t n, size;		/* a power of two */
	struct pass_host *all;
	bool answered;		/* one of them, at least */
};

struct hosts *
hosts_new(void)
{
	struct hosts *t = xcalloc(1, sizeof(*t));

	t->size = 64;
	t->table = xcalloc(t->size, sizeof(*t->table));
	return t;
}

void
hosts_free(struct hosts *t)
{
	if (t == NULL)
		return;
	free(t->table);
	free(t);
}

static void
grow(struct hosts *t)
{
	size_t size = t->size * 2;
	struct named **table = xcalloc(size, sizeof(*table)), *n, *next;

	for (size_t i = 0; i < t->size; i++)
		for (n = t->table[i]; n != NULL; n = next) {
			size_t at = str_hash(n->name) & (size - 1);

			next = n->chain;
			n->chain = table[at];
			table[at] = n;
		}
	free(t->table);
	t->table = table;
	t->size = size;
}

/* The entry of a name, made when there is none. */
static struct named *
named(struct pass *p, struct str name)
{
	struct hosts *t = p->hosts;
	uint64_t hash = str_hash(name);
	struct named *n;

	for (n = t->table[hash & (t->size - 1)]; n != NULL; n = n->chain)
		if (str_eq(n->name, name))
			return n;
	if (t->n++ >= t->size)
		grow(t);
	n = arena_alloc(&p->arena, 1, sizeof(*n));
	n->name = arena_str(&p->arena, name);
	n->chain = t->table[hash & (t->size - 1)];
	t->table[hash & (t->size - 1)] = n;
	return n;
}

struct pass_host *
hosts_first(const struct pass *p)
{
	return p->hosts->all;
}

/* ---- from the store ---------------------------------------------------- */

struct load {
	struct pass *pass;
	struct pass_host *host;
};

static int
keep_row(const struct store_host *row, void *arg)
{
	struct load *l = arg;

	l->host->row = *row;
	l->host->row.why = row->why != NULL ? arena_strz(&l->pass->arena,
	    str_of(row->why)) : NULL;
	return 0;
}

/*
 * A person who asks for something by name or for all gets it now rather than at
 * the probe's time; but a host's own word holds.
 */
static bool
is_pressed(const struct pass *p, const struct store_host *row)
{
	const struct poll_options *o = p->options;

	return !row->asked && (o->all || o->story != 0 || o->feed.n > 0);
}

static struct pass_host *
host_new(struct pass *p, struct str name)
{
	struct pass_host *h = arena_alloc(&p->arena, 1, sizeof(*h));
	struct load l = { p, h };

	h->name = name;
	h->well.last = &h->well.first;
	h->ill.last = &h->ill.first;
	h->row = (struct store_host){ .next = TIME_NONE, .hour = TIME_NONE };
	if (store_host_get(p->store, name.p, keep_row, &l) < 0)
		pass_store_failed(p);
	h->row.name = name.p;
	h->purse = host_purse(p, name);
	h->probe = h->row.next != TIME_NONE;
	if (backoff_shut(&h->row, p->now) > p->now && !is_pressed(p, &h->row))
		h->state = HOST_SHUT;
	h->next = p->hosts->all;
	p->hosts->all = h;
	return h;
}

static struct pass_host *
host_of(struct pass *p, struct str url)
{
	struct named *n = named(p, url_authority(url, &p->arena));

	if (n->host == NULL)
		n->host = host_new(p, n->name);
	return n->host;
}

struct pass_origin *
host_origin(struct pass *p, struct str url)
{
	struct named *as_written = named(p, url_front(url)), *n = as_written;
	struct str name;

	if (n->origin != NULL)
		return n->origin;
	/* What is no URL at all is a site of its own, and fails as one. */
	name = url_origin(url, &p->arena);
	if (name.n > 0)
		n = named(p, name);
	if (n->origin == NULL) {
		n->origin = arena_alloc(&p->arena, 1, sizeof(*n->origin));
		n->origin->name = n->name;
		n->origin->host = host_of(p, n->name);
	}
	as_written->origin = n->origin;
	return n->origin;
}

static void
host_put(struct pass *p, struct pass_host *h)
{
	h->counted = false;
	if (store_host_put(p->store, &h->row) < 0)
		pass_store_failed(p);
}

/* ---- what it learns ---------------------------------------------------- */

bool
host_is_shut(const struct pass *p, const struct pass_host *h)
{
	return h->state == HOST_SHUT || backoff_spent(&h->row,
	    p->conf->per_host_hour, clock_now()) != TIME_NONE;
}

int64_t
host_room(const struct pass *p, const struct pass_host *h)
{
	const struct store_host *row = &h->row;
	int64_t now = clock_now(), most = p->conf->per_host_hour;

	if (host_is_shut(p, h))
		return 0;
	if (h->probe || row->failures > 0)
		return 1;
	if (most == 0)
		return INT64_MAX;
	return row->hour == TIME_NONE || row->hour > now ||
	    now - row->hour >= 3600 ? most : most - row->requests;
}

struct str
host_why(struct pass *p, const struct pass_host *h)
{
	char why[BACKOFF_TEXT];

	backoff_why(&h->row, p->conf->per_host_hour, clock_now(), why);
	return arena_str(&p->arena, str_of(why));
}

void
host_counts(struct pass *p, struct pass_host *h, int n)
{
	struct store_host *row = &h->row;
	int64_t now = clock_now();

	if (p->conf->per_host_hour == 0)
		return;
	if (row->hour == TIME_NONE || row->hour > now ||
	    now - row->hour >= 3600) {
		row->hour = now;
		row->requests = 0;
	}
	row->requests += n;
	h->counted = true;
}

void
host_is_up(struct pass *p, struct pass_host *h)
{
	struct store_host *row = &h->row;

	p->hosts->answered = true;
	/* An answer that was on its way when another shut the host. */
	if (h->state == HOST_SHUT)
		return;
	h->state = HOST_OPEN;
	h->probe = false;
	if (row->failures == 0 && row->next == TIME_NONE)
		return;
	row->failures = row->asked = 0;
	row->next = TIME_NONE;
	row->why = NULL;
	host_put(p, h);
}

void
host_is_down(struct pass *p, struct pass_host *h, struct str why,
    int64_t asked)
{
	struct store_host *row = &h->row;
	int64_t wait;

	/* Once a pass: the other requests on their way say the same. */
	if (h->state != HOST_SHUT || asked > 0) {
		row->failures += h->state != HOST_SHUT;
		wait = backoff_wait(h->name, row->failures, asked);
		row->asked = wait > backoff_wait(h->name, row->failures, 0);
		row->next = clock_now() + wait;
		row->why = arena_strz(&p->arena, str_sub(why, 0, 300));
		host_put(p, h);
	}
	h->state = HOST_SHUT;
}

bool
host_refuses(const struct fetch_result *r)
{
	return r->status == 429 || (r->status == 503 && r->retry_after > 0);
}

enum sign { SIGN_UP, SIGN_DOUBT, SIGN_DOWN };

/* A page alone may be slow or break its server's program; a refusal for the
 * sake of load, or no connection at all, is of the whole host. */
static enum sign
sign_of(const struct fetch_result *r)
{
	if (host_refuses(r))
		return SIGN_DOWN;
	if (r->outcome == FETCH_FAILED)
		return r->fault == FAULT_HOST ? SIGN_DOWN :
		    r->fault == FAULT_LINE ? SIGN_DOUBT : SIGN_UP;
	return r->status >= 500 ? SIGN_DOUBT : SIGN_UP;
}

/*
 * One doubt in a row makes the next errand go alone, a second shuts the host. A
 * host that was left alone, or that a pass before had its doubts of, is shut by
 * one. A page that failed before says nothing of a host that answers others:
 * else one broken page would shut a good host for ever.
 */
static void
doubt(struct pass *p, struct pass_host *h, const struct errand *e,
    struct str why)
{
	if (h->state == HOST_SHUT || (h->state == HOST_OPEN && e->turn.failed))
		return;
	if (h->probe || h->row.failures > 0) {
		host_is_down(p, h, why, 0);
		return;
	}
	h->state = HOST_UNTRIED;
	h->row.failures = 1;
	/* No row without a time by which it is forgotten one day. */
	if (h->row.hour == TIME_NONE)
		h->row.hour = clock_now();
	h->row.why = arena_strz(&p->arena, str_sub(why, 0, 300));
	host_put(p, h);
}

void
host_learns(struct pass *p, struct pass_host *h, struct errand *e,
    const struct fetch_result *r)
{
	enum sign sign = sign_of(r);
	struct str why;

	if (sign == SIGN_UP) {
		host_is_up(p, h);
		return;
	}
	/* Said when it began, by the errand that met it first. */
	e->told = h->row.failures > 0;
	why = r->outcome == FETCH_FAILED ? r->error :
	    arena_printf(&p->arena, "HTTP status %d", r->status);
	if (sign == SIGN_DOUBT) {
		doubt(p, h, e, why);
		return;
	}
	h->unreached |= !host_refuses(r);
	host_is_down(p, h, why, r->retry_after);
}

/* ---- the end of a pass ------------------------------------------------- */

void
hosts_flush(struct pass *p)
{
	for (struct pass_host *h = p->hosts->all; h != NULL; h = h->next)
		if (h->counted && !p->failed)
			host_put(p, h);
}

/*
 * When nothing could be reached it is this machine that has no network, and
 * that is no reason to leave each host alone for hours afterwards.
 */
static void
forgive(struct pass *p)
{
	struct pass_host *h;
	int n = 0;

	for (h = p->hosts->all; h != NULL; h = h->next)
		n += h->unreached;
	if (p->hosts->answered || n < ALL_DOWN)
		return;
	for (h = p->hosts->all; h != NULL && !p->failed; h = h->next) {
		if (!h->unreached)
			continue;
		h->row.failures = 1;
		h->row.next = p->now + backoff_wait(h->name, 1, 0);
		host_put(p, h);
	}
}

void
hosts_end(struct pass *p)
{
	forgive(p);
	hosts_flush(p);
	if (p->asked_robots && !p->failed &&
	    store_hosts_forget(p->store, p->now - FORGET) < 0)
		pass_store_failed(p);
}
