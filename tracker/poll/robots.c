/* robots.txt of a site, before its first page (RFC 9309). */
#include <stdio.h>

#include "tracker/base/clock.h"
#include "tracker/base/limits.h"
#include "tracker/poll/host.h"

/* Redirects of robots.txt that are followed, also to other hosts; with more it
 * counts as not there (2.3.1.2). */
#define REDIRECTS 5

/* ---- the copy ---------------------------------------------------------- */

/* Only what concerns our agent stays in memory. */
static void
read_copy(struct pass *p, struct pass_origin *o, struct str bytes)
{
	struct arena a;
	struct robots all;
	double delay;

	arena_init(&a);
	robots_read(&all, &a, bytes, STR(""));
	robots_for_agent(&o->rules, &p->arena, &all, p->conf->agent);
	arena_release(&a);
	delay = robots_delay(&o->rules, STR("*"));
	if (delay < 0)
		delay = 0;
	if (delay > LIMIT_CRAWL_DELAY)
		delay = LIMIT_CRAWL_DELAY;
	o->delay = (int64_t)delay + (delay > (double)(int64_t)delay);
	o->row.delay = (int)o->delay;
}

static const char *
keep(struct pass *p, const char *z)
{
	return z != NULL ? arena_strz(&p->arena, str_of(z)) : NULL;
}

struct load {
	struct pass *pass;
	struct pass_origin *origin;
};

static int
keep_row(const struct store_robots *row, void *arg)
{
	struct load *l = arg;
	struct pass_origin *o = l->origin;

	o->row = *row;
	o->row.etag = keep(l->pass, row->etag);
	o->row.modified = keep(l->pass, row->modified);
	o->row.body = NULL;
	read_copy(l->pass, o, str_make(row->body, row->nbody));
	return 0;
}

static void
load(struct pass *p, struct pass_origin *o)
{
	struct load l = { p, o };

	o->row = (struct store_robots){ .tried = TIME_NONE, .good = TIME_NONE,
		.failing = TIME_NONE, .next = TIME_NONE };
	if (store_robots_get(p->store, o->name.p, keep_row, &l) < 0)
		pass_store_failed(p);
	o->row.origin = o->name.p;
	o->use = robots_use(&o->row, p->now);
}

static void
save(struct pass *p, struct pass_origin *o)
{
	if (store_robots_put(p->store, &o->row) < 0)
		pass_store_failed(p);
	o->row.body = NULL;
}

/* ---- what asking came to ----------------------------------------------- */

/* A new copy; an empty one, which allows all, where there is no file. */
static void
take(struct pass *p, struct pass_origin *o, const struct fetch_result *r,
    struct str bytes)
{
	o->row.etag = r->etag.n > 0 ? arena_strz(&p->arena, r->etag) : NULL;
	o->row.modified = r->modified.n > 0 ? arena_strz(&p->arena,
	    r->modified) : NULL;
	o->row.body = bytes.n > 0 ? bytes.p : "";
	o->row.nbody = bytes.n;
	read_copy(p, o, bytes);
}

/*
 * It cannot be had. While that means that nothing may be fetched, and also when
 * the host itself is the reason, the host is left alone: its next probe will be
 * robots.txt again.
 */
static void
unreachable(struct pass *p, struct pass_origin *o, const struct fetch_result *r)
{
	struct pass_host *h = o->host;
	bool own = o->errand.turn.origin->host == h;
	bool down = own && (host_refuses(r) || (r->outcome == FETCH_FAILED &&
	    r->fault == FAULT_HOST));
	struct str why = r->outcome == FETCH_FAILED ? r->error :
	    arena_printf(&p->arena, "HTTP status %d", r->status);

	robots_failed(&o->row, r->status, p->now);
	if (!down && robots_use(&o->row, p->now) != ROBOTS_NOTHING)
		return;
	if (h->row.failures == 0)
		pass_trouble(p, o->errand.url, "not fetched", why);
	h->unreached |= down && !host_refuses(r);
	host_is_down(p, h, arena_printf(&p->arena, "robots.txt: %.*s",
	    STR_FMT(why)), own && host_refuses(r) ? r->retry_after : 0);
}

/* More redirects than are followed, or one to nowhere. */
static bool
leads_nowhere(const struct fetch_result *r)
{
	return r->status >= 300 && r->status <= 399 && r->status != 304;
}

static void
take_answer(struct pass *p, struct pass_origin *o, const struct fetch_result *r)
{
	bool there = r->outcome == FETCH_OK && r->status >= 200 &&
	    r->status <= 299;
	bool none = leads_nowhere(r) || (r->outcome == FETCH_OK &&
	    r->status >= 400 && r->status <= 499 && r->status != 429);

	if (there)
		take(p, o, r, r->body);
	else if (none)
		take(p, o, r, STR(""));
	if (!there && !none && r->outcome != FETCH_UNCHANGED) {
		unreachable(p, o, r);
	} else {
		host_is_up(p, o->host);
		robots_answered(&o->row, r->outcome == FETCH_UNCHANGED ? 200 :
		    r->status, p->now);
	}
	save(p, o);
}

static void
answer(struct pass *p, void *of, const struct fetch_result *r)
{
	struct pass_origin *o = of;

	p->asked_robots = true;
	if (r->outcome == FETCH_SKIPPED) {
		o->state = ROBOTS_UNREAD;
	} else {
		/* Where a redirect led to, there is something to learn, too. */
		if (o->errand.turn.origin->host != o->host && r->status != 0)
			host_learns(p, o->errand.turn.origin->host, &o->errand, r);
		take_answer(p, o, r);
		o->use = robots_use(&o->row, p->now);
		o->state = ROBOTS_READ;
	}
	host_pump(p, o->host);
}

static const struct errand_kind robots_kind = {
	.redirects = REDIRECTS, .inner = true, .answer = answer,
};

/* ---- the gate ---------------------------------------------------------- */

static struct errand *
ask(struct pass *p, struct pass_origin *o, const struct errand *e)
{
	o->state = ROBOTS_ASKED;
	o->errand = (struct errand){ .turn = { .kind = &robots_kind,
		.settings = e->turn.settings, .origin = o, .made = true },
		.of = o,
		.url = arena_printf(&p->arena, "%.*s/robots.txt",
		    STR_FMT(o->name)),
		.etag = str_of(o->row.etag), .modified = str_of(o->row.modified),
		.max_bytes = ROBOTS_BYTES };
	return &o->errand;
}

static enum gate
judge(const struct pass *p, const struct pass_origin *o,
    const struct errand *e, char why[DENIED_TEXT])
{
	struct str host = str_sub(o->host->name, 0, 120);
	struct str agent = str_sub(robots_token(p->conf->agent), 0, 60);
	const struct robots_rule *rule;

	if (o->use == ROBOTS_ALL)
		return GATE_OPEN;
	if (o->use == ROBOTS_NOTHING) {
		snprintf(why, DENIED_TEXT, ROBOTS_FORBIDS "%.*s cannot be had",
		    STR_FMT(host));
		return GATE_CLOSED;
	}
	rule = robots_rule(&o->rules, STR("*"), robots_path(e->url));
	if (rule == NULL || rule->allow)
		return GATE_OPEN;
	snprintf(why, DENIED_TEXT, ROBOTS_FORBIDS "%.*s disallows this for %.*s "
	    "(line %zu: Disallow: %.*s)", STR_FMT(host), STR_FMT(agent),
	    rule->line, STR_FMT(str_sub(rule->path, 0, 120)));
	return GATE_CLOSED;
}

enum gate
robots_gate(struct pass *p, struct errand *e, struct errand **asking,
    char why[DENIED_TEXT])
{
	struct pass_origin *o = e->turn.origin;

	if (e->turn.kind->inner || !e->turn.settings->robots)
		return GATE_OPEN;
	if (o->state == ROBOTS_ASKED)
		return GATE_WAIT;
	if (o->state == ROBOTS_UNREAD) {
		load(p, o);
		if (robots_stale(&o->row, p->now)) {
			*asking = ask(p, o, e);
			return GATE_WAIT;
		}
		o->state = ROBOTS_READ;
	}
	return judge(p, o, e, why);
}
