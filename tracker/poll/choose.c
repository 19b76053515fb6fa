/*
 * Which of what is due goes now: the most valuable first, as far as the budgets
 * of the tracker and of each host reach. What is left stays due.
 */
#include <stdlib.h>

#include "tracker/base/clock.h"
#include "tracker/poll/host.h"

/* A budget of one host, or (no name) of the whole tracker. */
struct purse {
	struct str host;
	struct budget budget;
	bool want;		/* something was put off */
};

/* Before the name of a host. */
#define HOST_BUDGET "budget "

/* ---- kept in the store ------------------------------------------------ */

static struct str
meta_name(struct pass *p, struct str host)
{
	return host.n > 0 ? arena_printf(&p->arena, HOST_BUDGET "%.*s",
	    STR_FMT(host)) : STR("budget");
}

static struct purse *
open_purse(struct pass *p, struct str host, int64_t a_day)
{
	struct purse *u = arena_alloc(&p->arena, 1, sizeof(*u));
	char text[BUDGET_TEXT];
	int r = store_meta_get(p->store, meta_name(p, host).p, text,
	    sizeof(text));

	u->host = arena_str(&p->arena, host);
	budget_parse(&u->budget, r == STORE_OK ? str_of(text) : STR(""));
	budget_refill(&u->budget, a_day, p->now);
	if (r < 0)
		pass_store_failed(p);
	return u;
}

static void
close_purse(struct pass *p, struct purse *u)
{
	char text[BUDGET_TEXT];

	budget_settle(&u->budget, u->want);
	if (store_meta_put(p->store, meta_name(p, u->host).p,
	    budget_text(&u->budget, text)) < 0)
		pass_store_failed(p);
}

void
pass_open_purse(struct pass *p)
{
	if (p->conf->budget > 0)
		p->purse = open_purse(p, STR(""), p->conf->budget);
}

struct purse *
host_purse(struct pass *p, struct str name)
{
	return p->conf->host_budget > 0 ?
	    open_purse(p, name, p->conf->host_budget) : NULL;
}

void
pass_close_purses(struct pass *p)
{
	if (p->purse != NULL)
		close_purse(p, p->purse);
	for (struct pass_host *h = hosts_first(p); h != NULL; h = h->next)
		if (h->purse != NULL)
			close_purse(p, h->purse);
}

/* ---- for others -------------------------------------------------------- */

int
poll_budget(const struct conf *c, struct store *store, struct budget *b)
{
	char text[BUDGET_TEXT];
	int r;

	if (c->budget == 0)
		return STORE_NONE;
	r = store_meta_get(store, "budget", text, sizeof(text));
	if (r < 0)
		return r;
	budget_parse(b, r == STORE_OK ? str_of(text) : STR(""));
	budget_refill(b, c->budget, clock_now());
	return STORE_OK;
}

int
poll_budget_until(const struct conf *c, struct store *store, int64_t *until)
{
	struct budget b;
	int r = poll_budget(c, store, &b);

	*until = r == STORE_OK ? budget_until(&b, c->budget) : TIME_NONE;
	return r < 0 ? -1 : 0;
}

struct spent {
	const struct conf *conf;
	poll_spent_fn *fn;
	void *arg;
};

static int
spent_host(const char *host, const char *text, void *arg)
{
	struct spent *s = arg;
	struct budget b;
	int64_t until;

	budget_parse(&b, str_of(text));
	budget_refill(&b, s->conf->host_budget, clock_now());
	until = budget_until(&b, s->conf->host_budget);
	return until != TIME_NONE ? s->fn(str_of(host), until, s->arg) : 0;
}

int
poll_spent_hosts(const struct conf *c, struct store *store, poll_spent_fn *fn,
    void *arg)
{
	struct spent s = { c, fn, arg };

	return c->host_budget > 0 ?
	    store_meta_each(store, HOST_BUDGET, spent_host, &s) : 0;
}

/* ---- during the pass -------------------------------------------------- */

void
host_pays(struct pass *p, struct pass_host *h, int requests)
{
	if (p->purse != NULL)
		budget_spend(&p->purse->budget, p->conf->budget, requests);
	if (h->purse != NULL)
		budget_spend(&h->purse->budget, p->conf->host_budget,
		    requests);
}

/* Has it one left? Else something was wanted of it. */
static bool
has(struct purse *u, int64_t a_day)
{
	if (u == NULL || budget_has(&u->budget, a_day))
		return true;
	u->want = true;
	return false;
}

bool
host_affords(struct pass *p, struct pass_host *h)
{
	return has(p->purse, p->conf->budget) &&
	    has(h->purse, p->conf->host_budget);
}

static double
price(const struct purse *u)
{
	return u != NULL ? u->budget.price : 1;
}

double
pass_price(struct pass *p, struct str url)
{
	double all = price(p->purse);
	double own = price(host_origin(p, url)->host->purse);

	return own > all ? own : all;
}

static int
by_worth(const void *a, const void *b)
{
	const struct due *x = a, *y = b;

	if (x->worth != y->worth)
		return x->worth < y->worth ? 1 : -1;
	return (x->key > y->key) - (x->key < y->key);
}

/*
 * A request is set aside, so that the order of worth holds over all hosts. A host
 * that is left alone, on trial or near the end of its hour gets no more of them
 * than it is good for: what waits for it must not keep others waiting.
 */
static bool
choose(struct pass *p, struct turn *t)
{
	struct pass_host *h = t->origin->host;

	t->pay = PAY_IF_LEFT;
	if (h->set_aside >= host_room(p, h))
		return true;
	if (!host_affords(p, h))
		return false;
	host_pays(p, h, 1);
	h->set_aside++;
	t->pay = PAY_DONE;
	return true;
}

size_t
pass_choose(struct pass *p, struct due *due, size_t n)
{
	/* What a person asks for is fetched, and counts. */
	bool asked = p->options->all || p->options->story != 0;
	size_t kept = 0;

	if (n > 1)
		qsort(due, n, sizeof(*due), by_worth);
	for (size_t i = 0; i < n; i++)
		if (asked || choose(p, &due[i].turn))
			due[kept++] = due[i];
		else
			p->counts->put_off++;
	return kept;
}
