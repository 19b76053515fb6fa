/*
 * One mail's or change's trouble is its own; a server that cannot be reached or
 * a wrong password is everyone's. Each try is noted before it is made: one that
 * ends this process is seen by the next run to have done so.
 */
#include <time.h>

#include "tracker/base/clock.h"
#include "tracker/base/limits.h"
#include "tracker/tell/hook.h"
#include "tracker/tell/mail.h"
#include "tracker/tell/compose.h"
#include "tracker/tell/send.h"

#define DAY 86400
/* Seconds after which a run begins no new try: the store is locked meanwhile. */
#define SEND_SECONDS 120
/* Refusals after which a person has to say that it is tried again. */
#define REFUSALS 5
/* After this long of other failures, too (RFC 5321, 4.5.4.1). */
#define GIVE_UP (5 * DAY)
/* How long what was sent is remembered, and which mail a story's first was. */
#define KEEP_SENT (30 * DAY)
#define KEEP_THREADS (400 * DAY)

struct queued {
	int64_t key, made;
	enum store_way way;
	int failures;
	char *to, *id;
};

struct outbox {
	struct app *app;
	struct queued *q;
	size_t n, cap;
	struct mail_session *session;
	bool no_mail;		/* it will not go out in this run */
	struct str *away;	/* hooks that will not, either */
	size_t naway, away_cap;
	struct buf body;	/* of the one under way */
	int code;
};

enum fate { SENT, LATER, REFUSED, BROKEN };

static void
failed(struct outbox *o)
{
	warn("%s", store_error(o->app->store));
	o->code = EXIT_NO;
}

static int
collect(const struct store_mail *m, void *arg)
{
	struct outbox *o = arg;
	struct arena *a = &o->app->arena;

	o->q = arena_grow(a, o->q, o->n, &o->cap, sizeof(*o->q));
	o->q[o->n++] = (struct queued){ .key = m->key, .made = m->made,
		.way = m->way, .failures = m->failures,
		.to = arena_strz(a, str_of(m->to)),
		.id = arena_strz(a, str_of(m->message_id)) };
	return 0;
}

/* ---- the fate of one ---------------------------------------------------- */

/* 5 minutes, doubling, at most 12 hours. */
static int64_t
next_try(const struct queued *q)
{
	int64_t wait = (int64_t)300 << (q->failures < 8 ? q->failures : 8);

	return clock_now() + (wait > DAY / 2 ? DAY / 2 : wait);
}

/* STORE_NO_TIME: not by itself. */
static int64_t
next_of(const struct queued *q, enum fate fate, int64_t wait)
{
	int64_t next = next_try(q);

	if (fate == REFUSED)
		return q->failures + 1 >= REFUSALS ? STORE_NO_TIME :
		    next + DAY;
	/* what is wrong here, and not there, wears out nothing */
	if (fate == LATER && clock_now() - q->made > GIVE_UP)
		return STORE_NO_TIME;
	wait = wait > DAY ? DAY : wait;
	return clock_now() + wait > next ? clock_now() + wait : next;
}

static void
settle(struct outbox *o, const struct queued *q, enum fate fate, int64_t wait,
    const char *why)
{
	int64_t next = next_of(q, fate, wait);
	char when[TIME_TEXT];

	if (store_mail_done(o->app->store, q->key, clock_now(), fate == SENT ?
	    NULL : why, next) < 0)
		failed(o);
	if (fate == SENT)
		return;
	o->code = EXIT_NO;
	if (next == STORE_NO_TIME)
		warn("%s %s: %s; given up, \"tracker outbox\" has it",
		    q->way == STORE_MAIL ? "mail to" : "hook", q->to, why);
	else
		warn("%s %s: %s; tried again at %s", q->way == STORE_MAIL ?
		    "mail to" : "hook", q->to, why, time_rfc3339(next, when));
}

/* ---- mail --------------------------------------------------------------- */

static int
open_session(struct outbox *o)
{
	const struct conf_mail *m = &o->app->conf->mail;
	struct mail_server server = { .url = m->server, .user = m->user,
		.starttls = m->starttls, .ca_file = m->ca_file,
		.sendmail = m->sendmail, .timeout = m->timeout };
	struct error e;

	if (o->session != NULL)
		return 0;
	if (conf_password(o->app->conf, &o->app->arena, &server.password,
	    &e) < 0) {
		warn("%s", e.text);
		return EXIT_CONFIG;
	}
	o->session = mail_session_new(&server, &e);
	if (o->session == NULL) {
		warn("%s", e.text);
		return EXIT_NO;
	}
	return 0;
}

static void
send_mail(struct outbox *o, const struct queued *q)
{
	static const enum fate fates[] = { [MAIL_SENT] = SENT,
		[MAIL_LATER] = LATER, [MAIL_REFUSED] = REFUSED,
		[MAIL_BROKEN] = BROKEN };
	struct error e = { "" };
	enum mail_outcome how;
	bool maybe;

	how = mail_send(o->session, o->app->conf->mail.from, str_of(q->to),
	    buf_str(&o->body), &maybe, &e);
	if (maybe && store_mail_maybe(o->app->store, q->key) < 0)
		failed(o);
	settle(o, q, fates[how], 0, e.text);
	o->no_mail = how == MAIL_BROKEN || mail_session_away(o->session);
}

/* ---- hooks -------------------------------------------------------------- */

static bool
is_away(const struct outbox *o, const char *name)
{
	for (size_t i = 0; i < o->naway; i++)
		if (str_eqz(o->away[i], name))
			return true;
	return false;
}

static enum hook_outcome
post(struct outbox *o, const struct conf_hook *h,
    const struct hook_delivery *d, int64_t *wait, struct error *e)
{
	const struct conf *c = o->app->conf;
	struct hook_target t = { .url = h->url, .ca_file = h->ca_file,
		.agent = c->agent, .proxy = c->proxy, .timeout = h->timeout,
		.allow_private = c->allow_private };

	if (conf_secret(h, &o->app->arena, &t.secret, e) < 0)
		return HOOK_AWAY;
	return hook_post(&t, d, clock_now(), wait, e);
}

static void
give_hook(struct outbox *o, const struct queued *q)
{
	static const enum fate fates[] = { [HOOK_DONE] = SENT,
		[HOOK_LATER] = LATER, [HOOK_AWAY] = LATER,
		[HOOK_REFUSED] = REFUSED };
	const struct conf_hook *h = conf_hook_of(o->app->conf, str_of(q->to));
	struct hook_delivery d = { str_of(q->id), buf_str(&o->body) };
	enum hook_outcome how = HOOK_AWAY;
	struct error e = { "no hook of this name in feeds.yaml" };
	int64_t wait = 0;

	if (h != NULL)
		how = h->run.n > 0 ? hook_run(h->run, h->timeout, &d, &e) :
		    post(o, h, &d, &wait, &e);
	settle(o, q, fates[how], wait, e.text);
	if (how != HOOK_AWAY && how != HOOK_REFUSED)
		return;
	o->away = arena_grow(&o->app->arena, o->away, o->naway, &o->away_cap,
	    sizeof(*o->away));
	o->away[o->naway++] = str_of(q->to);
}

/* ---- all of them -------------------------------------------------------- */

static int
take_body(const struct store_mail *m, void *arg)
{
	return buf_add(arg, m->body, m->nbody);
}

static void
send_one(struct outbox *o, const struct queued *q)
{
	struct store *store = o->app->store;
	int code;

	if (q->way == STORE_MAIL ? o->no_mail : is_away(o, q->to))
		return;
	code = q->way == STORE_MAIL ? open_session(o) : 0;
	if (code != 0) {
		o->code = code;
		o->no_mail = true;
		return;
	}
	buf_clear(&o->body);
	if (store_mail_get(store, q->key, take_body, &o->body) != STORE_OK ||
	    store_mail_trying(store, q->key, clock_now()) < 0)
		failed(o);
	else if (q->way == STORE_MAIL)
		send_mail(o, q);
	else
		give_hook(o, q);
}

static int64_t
seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec;
}

int
send_due(struct app *app)
{
	struct outbox o = { .app = app };
	int64_t now = clock_now(), end = seconds() + SEND_SECONDS;

	buf_init(&o.body, 2 * LIMIT_MAIL_BYTES);
	if (store_mail_died(app->store, now) < 0 ||
	    store_mail_forget(app->store, now - KEEP_SENT,
	    now - KEEP_THREADS) < 0 ||
	    store_mail_due(app->store, now, collect, &o) < 0)
		failed(&o);
	for (size_t i = 0; i < o.n && seconds() < end; i++)
		send_one(&o, &o.q[i]);
	mail_session_free(o.session);
	buf_release(&o.body);
	return o.code;
}

/* A daemon does this for years: what it takes is given back each time. */
int
tell_at_once(struct app *app)
{
	struct compose x = { .app = app, .since = TIME_NONE,
		.only_at_once = true };
	struct arena keep = app->arena;
	int code;

	arena_init(&app->arena);
	compose_all(&x);
	code = send_due(app);
	arena_release(&app->arena);
	app->arena = keep;
	return code != 0 ? code : x.code;
}
