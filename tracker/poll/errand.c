/* Errands and their way: the queue of a host, the gates in front of it, and what
 * comes back. */
#include <stdlib.h>

#include "tracker/base/limits.h"
#include "tracker/base/xalloc.h"
#include "tracker/poll/host.h"
#include "tracker/web/url.h"

/* ---- the queue of a host ----------------------------------------------- */

static struct turn_list *
list_of(struct turn *t)
{
	struct pass_host *h = t->origin->host;

	return t->failed && !t->kind->inner ? &h->ill : &h->well;
}

static void
append(struct turn *t)
{
	struct turn_list *l = list_of(t);

	t->next = NULL;
	*l->last = t;
	l->last = &t->next;
}

/* What is on its way already goes before what has not begun. */
static void
prepend(struct turn *t)
{
	struct turn_list *l = list_of(t);

	t->next = l->first;
	l->first = t;
	if (t->next == NULL)
		l->last = &t->next;
}

static struct turn *
first(struct pass_host *h)
{
	return h->well.first != NULL ? h->well.first : h->ill.first;
}

static struct turn *
take(struct pass_host *h)
{
	struct turn_list *l = h->well.first != NULL ? &h->well : &h->ill;
	struct turn *t = l->first;

	l->first = t->next;
	if (l->first == NULL)
		l->last = &l->first;
	return t;
}

/* That of a turn; NULL while it is not made. */
static struct errand *
errand_of(struct turn *t)
{
	return t->made ? (struct errand *)(void *)t : NULL;
}

/* ---- ends -------------------------------------------------------------- */

static void
forget(struct pass *p, struct turn *t)
{
	struct errand *e = errand_of(t);

	if (e == NULL)
		return;
	free(e->moved);
	e->moved = NULL;
	if (t->kind->release != NULL)
		t->kind->release(p, e->of);
}

static void
end(struct pass *p, struct turn *t, const struct fetch_result *r)
{
	const struct turn was = *t;	/* it may go with what it is of */

	if (r != NULL)
		t->kind->answer(p, errand_of(t)->of, r);
	if (was.pay == PAY_DONE)
		host_pays(p, was.origin->host, -1);
	forget(p, t);
	if (!was.kind->inner)
		pass_step(p);
}

static void
skip(struct pass *p, struct turn *t)
{
	const struct errand *e = errand_of(t);
	struct fetch_result r = { .outcome = FETCH_SKIPPED };

	if (p->failed) {
		forget(p, t);
	} else if (e == NULL) {
		p->counts->skipped++;
		end(p, t, NULL);
	} else {
		r.url = r.final_url = e->url;
		end(p, t, &r);
	}
}

/* The errand ends without an answer that could be used. */
static void
fail(struct pass *p, struct errand *e, int status, struct str why)
{
	const struct fetch_result r = { .outcome = FETCH_FAILED,
		.status = status, .url = e->url, .final_url = e->url,
		.error = why, .fault = FAULT_PAGE };

	end(p, &e->turn, &r);
}

/*
 * Its host is left alone. What came by a redirect has cost a request: it fails,
 * or it would cost one in every pass. (Where only the requests of an hour are
 * spent, it may come again.)
 */
static void
leave(struct pass *p, struct turn *t)
{
	const struct pass_host *h = t->origin->host;
	struct errand *e = errand_of(t);

	if (e != NULL && (t->kind->inner || (e->hops > 0 &&
	    h->state == HOST_SHUT))) {
		fail(p, e, 0, arena_printf(&p->arena, "a redirect to %.*s, "
		    "which is left alone: %.*s", STR_FMT(h->name),
		    STR_FMT(host_why(p, h))));
		return;
	}
	/* Who asked for this one is told. */
	if (e != NULL && p->options->story != 0)
		pass_trouble(p, e->url, "not fetched", host_why(p, h));
	p->counts->waiting++;
	end(p, t, NULL);
}

static void
put_off(struct pass *p, struct turn *t)
{
	p->counts->put_off++;
	end(p, t, NULL);
}

static void
deny(struct pass *p, struct errand *e, const char *why)
{
	struct turn *t = &e->turn;

	p->counts->disallowed++;
	t->kind->denied(p, e->of, why, t->origin->row.next);
	end(p, t, NULL);
}

/* ---- going ------------------------------------------------------------- */

/* Of what the site asks for and what feeds.yaml says, the longer. */
static int64_t
gap(const struct turn *t)
{
	int64_t own = t->settings->delay, asked = t->origin->delay;

	return t->settings->robots && asked > own ? asked : own;
}

static void
start(struct pass *p, struct errand *e)
{
	struct turn *t = &e->turn;
	struct pass_host *h = t->origin->host;
	const struct fetch_request req = { .url = e->url, .host = h->name,
		.etag = e->etag, .modified = e->modified, .delay = gap(t),
		.timeout = t->settings->timeout, .max_bytes = e->max_bytes,
		.cut = t->kind->inner, .tag = e };

	h->under_way++;
	host_counts(p, h, 1);
	/* A way further, by a redirect, is one more. */
	if (t->pay != PAY_DONE)
		host_pays(p, h, 1);
	t->pay = PAY_ANYHOW;
	fetch_add(p->fetch, &req);
}

/* So many may be under way that the host, should it fall silent now, has cost
 * no more than what it allows at once. */
static size_t
window(const struct pass *p, const struct pass_host *h, const struct turn *t)
{
	return h->state != HOST_OPEN || gap(t) > 0 ? 1 : p->per_host;
}

/* The errand whose turn it is, still the first of its host; NULL when it was
 * none any more: then its turn is over. */
static struct errand *
errand_now(struct pass *p, struct pass_host *h)
{
	struct turn *t = first(h);
	struct errand *e;

	if (t->made)
		return errand_of(t);
	e = t->kind->make(p, take(h));
	if (e == NULL) {
		end(p, t, NULL);
		return NULL;
	}
	e->turn = *t;
	e->turn.made = true;
	prepend(&e->turn);
	return e;
}

/* Goes, unless its host must be asked first: then false. */
static bool
go(struct pass *p, struct pass_host *h, struct errand *e)
{
	struct errand *ask = NULL;
	char why[DENIED_TEXT];

	switch (robots_gate(p, e, &ask, why)) {
	case GATE_WAIT:
		if (ask != NULL)
			start(p, ask);
		return false;
	case GATE_CLOSED:
		take(h);
		deny(p, e, why);
		return true;
	case GATE_OPEN:
		break;
	}
	take(h);
	if (e->turn.pay == PAY_IF_LEFT && !host_affords(p, h))
		put_off(p, &e->turn);
	else
		start(p, e);
	return true;
}

/* One errand further; false when the first of the queue has to wait. */
static bool
one(struct pass *p, struct pass_host *h, struct turn *t)
{
	struct errand *e;

	if (fetch_over(p->fetch)) {
		skip(p, take(h));
		return true;
	}
	if (host_is_shut(p, h)) {
		/* Whoever asked for one story is told its address. */
		if (p->options->story == 0 || errand_now(p, h) != NULL)
			leave(p, take(h));
		return true;
	}
	/* What failed before proves least: no feed that did is the probe while
	 * stories may be. */
	if (h->under_way >= window(p, h, t) || (p->early && t->failed &&
	    h->row.failures > 0))
		return false;
	e = errand_now(p, h);
	return e == NULL || go(p, h, e);
}

void
host_pump(struct pass *p, struct pass_host *h)
{
	struct turn *t;

	/* An end may bring new errands for the same host. */
	if (h->busy)
		return;
	h->busy = true;
	while ((t = first(h)) != NULL && one(p, h, t))
		;
	h->busy = false;
}

void
pass_send_turn(struct pass *p, struct turn *t)
{
	if (!t->kind->inner)
		p->total++;
	append(t);
	if (p->running)
		host_pump(p, t->origin->host);
}

void
pass_send(struct pass *p, struct errand *e)
{
	e->turn.made = true;
	e->turn.origin = host_origin(p, e->url);
	pass_send_turn(p, &e->turn);
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
	const struct errand_kind *kind = e->turn.kind;
	struct pass_origin *to;
	char *url;

	if (e->hops == kind->redirects) {
		fail(p, e, r->status, arena_printf(&p->arena,
		    "more than %d redirects", kind->redirects));
		return;
	}
	if (r->final_url.n > LIMIT_URL_BYTES) {
		fail(p, e, r->status, STR("a redirect to an address that is "
		    "too long"));
		return;
	}
	to = host_origin(p, r->final_url);
	url = target(e, r->final_url, to == e->turn.origin);
	free(e->moved);
	e->moved = url;
	e->url = str_of(url);
	e->turn.origin = to;
	e->hops++;
	/* RFC 9110, 15.4: only these two are for good */
	e->passing |= r->status != 301 && r->status != 308;
	prepend(&e->turn);
	host_pump(p, to->host);
}

/* A body is hashed here, once, for all that ask whether it is another one. */
static void
answered(struct pass *p, struct turn *t, const struct fetch_result *r)
{
	struct fetch_result hashed = *r;
	char sum[65];

	if (r->outcome == FETCH_OK && !t->kind->inner) {
		store_sha256(r->body.p, r->body.n, sum);
		hashed.body_sha256 = sum;
	}
	end(p, t, &hashed);
}

static void
on_answer(const struct fetch_result *r, void *arg)
{
	struct pass *p = arg;
	struct errand *e = r->tag;
	struct turn *t = &e->turn;
	struct pass_host *h = t->origin->host;

	h->under_way--;
	if (p->failed) {
		forget(p, t);
		return;
	}
	if (r->outcome == FETCH_SKIPPED) {
		host_counts(p, h, -1);
		host_pays(p, h, -1);
	} else if (!t->kind->inner || r->outcome == FETCH_MOVED) {
		host_learns(p, h, e, r);
	}
	if (r->outcome == FETCH_MOVED)
		redirect(p, e, r);
	else
		answered(p, t, r);
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
			forget(p, take(h));
	p->running = false;
	return r;
}
