/* Errands and their way: the queue of a host, the gates in front of it, and what
 * comes back. */
#include <stdlib.h>

#include "tracker/base/limits.h"
#include "tracker/base/xalloc.h"
#include "tracker/poll/host.h"
#include "tracker/url/url.h"

/* ---- the queue of a host ----------------------------------------------- */

static struct errand_list *
list_of(struct errand *e)
{
	struct pass_host *h = e->origin->host;

	return e->failed && !e->kind->inner ? &h->ill : &h->well;
}

static void
append(struct errand *e)
{
	struct errand_list *l = list_of(e);

	e->next = NULL;
	*l->last = e;
	l->last = &e->next;
}

/* What is on its way already goes before what has not begun. */
static void
prepend(struct errand *e)
{
	struct errand_list *l = list_of(e);

	e->next = l->first;
	l->first = e;
	if (e->next == NULL)
		l->last = &e->next;
}

static struct errand *
first(struct pass_host *h)
{
	return h->well.first != NULL ? h->well.first : h->ill.first;
}

static struct errand *
take(struct pass_host *h)
{
	struct errand_list *l = h->well.first != NULL ? &h->well : &h->ill;
	struct errand *e = l->first;

	l->first = e->next;
	if (l->first == NULL)
		l->last = &l->first;
	return e;
}

/* ---- ends -------------------------------------------------------------- */

static void
forget(struct errand *e)
{
	free(e->moved);
	e->moved = NULL;
}

static void
end(struct pass *p, struct errand *e, const struct fetch_result *r)
{
	if (r != NULL)
		e->kind->answer(p, e->of, r);
	if (e->pay == PAY_DONE)
		host_pays(p, e->origin->host, -1);
	forget(e);
	if (!e->kind->inner)
		pass_step(p);
}

static void
skip(struct pass *p, struct errand *e)
{
	const struct fetch_result r = { .outcome = FETCH_SKIPPED,
		.url = e->url, .final_url = e->url };

	if (p->failed)
		forget(e);
	else
		end(p, e, &r);
}

/* The errand ends without an answer that could be used. */
static void
fail(struct pass *p, struct errand *e, int status, struct str why)
{
	const struct fetch_result r = { .outcome = FETCH_FAILED,
		.status = status, .url = e->url, .final_url = e->url,
		.error = why, .fault = FAULT_PAGE };

	end(p, e, &r);
}

/*
 * Its host is left alone. What came by a redirect has cost a request: it fails,
 * or it would cost one in every pass. (Where only the requests of an hour are
 * spent, it may come again.)
 */
static void
leave(struct pass *p, struct errand *e)
{
	const struct pass_host *h = e->origin->host;

	if (e->kind->inner || (e->hops > 0 && h->state == HOST_SHUT)) {
		fail(p, e, 0, arena_printf(&p->arena, "a redirect to %.*s, "
		    "which is left alone: %.*s", STR_FMT(h->name),
		    STR_FMT(host_why(p, h))));
		return;
	}
	/* Who asked for this one is told. */
	if (p->options->story != 0)
		pass_trouble(p, e->url, "not fetched", host_why(p, h));
	p->counts->waiting++;
	end(p, e, NULL);
}

static void
put_off(struct pass *p, struct errand *e)
{
	p->counts->put_off++;
	end(p, e, NULL);
}

static void
deny(struct pass *p, struct errand *e, const char *why)
{
	p->counts->disallowed++;
	e->kind->denied(p, e->of, why, e->origin->row.next);
	end(p, e, NULL);
}

/* ---- going ------------------------------------------------------------- */

/* Of what the site asks for and what feeds.yaml says, the longer. */
static int64_t
gap(const struct errand *e)
{
	int64_t own = e->settings->delay, asked = e->origin->delay;

	return e->settings->robots && asked > own ? asked : own;
}

static void
start(struct pass *p, struct errand *e)
{
	struct pass_host *h = e->origin->host;
	const struct fetch_request req = { .url = e->url, .host = h->name,
		.etag = e->etag, .modified = e->modified, .delay = gap(e),
		.timeout = e->settings->timeout, .max_bytes = e->max_bytes,
		.cut = e->kind->inner, .tag = e };

	h->under_way++;
	host_counts(p, h, 1);
	/* A way further, by a redirect, is one more. */
	if (e->pay != PAY_DONE)
		host_pays(p, h, 1);
	e->pay = PAY_ANYHOW;
	fetch_add(p->fetch, &req);
}

/* So many may be under way that the host, should it fall silent now, has cost
 * no more than what it allows at once. */
static size_t
window(const struct pass *p, const struct pass_host *h, const struct errand *e)
{
	return h->state != HOST_OPEN || gap(e) > 0 ? 1 : p->per_host;
}

/* One errand further; false when the first of the queue has to wait. */
static bool
one(struct pass *p, struct pass_host *h, struct errand *e)
{
	struct errand *ask = NULL;
	char why[DENIED_TEXT];

	if (fetch_over(p->fetch)) {
		skip(p, take(h));
		return true;
	}
	if (host_is_shut(p, h)) {
		leave(p, take(h));
		return true;
	}
	/* What failed before proves least: no feed that did is the probe while
	 * stories may be. */
	if (h->under_way >= window(p, h, e) || (p->early && e->failed &&
	    h->row.failures > 0))
		return false;
	switch (robots_gate(p, e, &ask, why)) {
	case GATE_WAIT:
		if (ask != NULL)
			start(p, ask);
		return false;
	case GATE_CLOSED:
		deny(p, take(h), why);
		return true;
	case GATE_OPEN:
		break;
	}
	e = take(h);
	if (e->pay == PAY_IF_LEFT && !host_affords(p, h))
		put_off(p, e);
	else
		start(p, e);
	return true;
}

void
host_pump(struct pass *p, struct pass_host *h)
{
	struct errand *e;

	/* An end may bring new errands for the same host. */
	if (h->busy)
		return;
	h->busy = true;
	while ((e = first(h)) != NULL && one(p, h, e))
		;
	h->busy = false;
}

void
pass_send(struct pass *p, struct errand *e)
{
	if (!e->kind->inner)
		p->total++;
	e->origin = host_origin(p, e->url);
	append(e);
	if (p->running)
		host_pump(p, e->origin->host);
}

/* ---- coming back ------------------------------------------------------- */

/* The name and password in front of a URL's host, with their "@". */
static struct str
user_of(struct str url)
{
	struct str front = url_front(url);
	ptrdiff_t from = str_find(front, STR("://"));
	size_t at = front.n;

	if (from < 0)
		return STR("");
	front = str_from(front, (size_t)from + 3);
	for (at = front.n; at > 0 && front.p[at - 1] != '@'; at--)
		;
	return str_sub(front, 0, at);
}

/* Within the site they go along, as with curl. */
static char *
target(const struct errand *e, struct str to, bool same_site)
{
	struct str user = same_site && user_of(to).n == 0 ? user_of(e->url) :
	    STR("");
	size_t n = (size_t)str_find(to, STR("://")) + 3;
	char *z = xcalloc(to.n + user.n + 1, 1);

	memcpy(z, to.p, n);
	if (user.n > 0)
		memcpy(z + n, user.p, user.n);
	memcpy(z + n + user.n, to.p + n, to.n - n);
	return z;
}

static void
redirect(struct pass *p, struct errand *e, const struct fetch_result *r)
{
	struct pass_origin *to;
	char *url;

	if (e->hops == e->kind->redirects) {
		fail(p, e, r->status, arena_printf(&p->arena,
		    "more than %d redirects", e->kind->redirects));
		return;
	}
	if (r->final_url.n > LIMIT_URL_BYTES) {
		fail(p, e, r->status, STR("a redirect to an address that is "
		    "too long"));
		return;
	}
	to = host_origin(p, r->final_url);
	url = target(e, r->final_url, to == e->origin);
	free(e->moved);
	e->moved = url;
	e->url = str_of(url);
	e->origin = to;
	e->hops++;
	prepend(e);
	host_pump(p, to->host);
}

static void
on_answer(const struct fetch_result *r, void *arg)
{
	struct pass *p = arg;
	struct errand *e = r->tag;
	struct pass_host *h = e->origin->host;

	h->under_way--;
	if (p->failed) {
		forget(e);
		return;
	}
	if (r->outcome == FETCH_SKIPPED) {
		host_counts(p, h, -1);
		host_pays(p, h, -1);
	} else if (!e->kind->inner || r->outcome == FETCH_MOVED) {
		host_learns(p, h, e, r);
	}
	if (r->outcome == FETCH_MOVED)
		redirect(p, e, r);
	else
		end(p, e, r);
	host_pump(p, h);
}

int
pass_run(struct pass *p, bool early, struct error *e)
{
	struct pass_host *h;
	int r;

	p->running = true;
	p->early = early;
	for (h = hosts_first(p); h != NULL; h = h->next)
		host_pump(p, h);
	r = fetch_run(p->fetch, on_answer, p, p->halt, e);
	p->failed |= r < 0;
	/* After a failure nobody comes for what still waits. */
	for (h = hosts_first(p); h != NULL && p->failed; h = h->next)
		while (first(h) != NULL)
			forget(take(h));
	p->running = false;
	return r;
}
