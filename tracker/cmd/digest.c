/*
 * Mail what changed since each subscriber's last digest. What a mail covers and
 * the mail itself go to the outbox in one transaction; then the outbox is sent.
 * A run that dies anywhere is completed by the next, with the same bytes.
 */
#include <getopt.h>
#include <inttypes.h>

#include "tracker/base/clock.h"
#include "tracker/base/file.h"
#include "tracker/base/limits.h"
#include "tracker/base/utf8.h"
#include "tracker/cmd/command.h"
#include "tracker/cmd/when.h"
#include "tracker/history/history.h"
#include "tracker/mail/mail.h"

/* A new subscriber is told of the last week, not of all years. */
#define FIRST_DIGEST (7 * (int64_t)86400)

/* cron starts a poll and a digest in the same minute: the digest waits. */
#define LOCK_SECONDS 60

struct run {
	struct app *app;
	const char *to;		/* only this subscriber, or NULL */
	const char *html;	/* file for the HTML part, or NULL */
	int64_t since;		/* by time instead of the mark, or TIME_NONE */
	bool dry;
	int code;
};

static int
store_failed(struct run *r)
{
	warn("%s", store_error(r->app->store));
	return r->code = EXIT_NO;
}

/* ---- what goes into one digest ----------------------------------------- */

static void
filter_of(const struct run *r, const struct conf_digest *d,
    const struct store_mark *mark, struct history_filter *f)
{
	enum kind k;

	*f = (struct history_filter){ .since = r->since, .until = TIME_NONE,
		.feeds = d->want.feeds.item, .nfeeds = d->want.feeds.n,
		.severity = (int)d->want.severity };
	if (r->since == TIME_NONE && mark->when != STORE_NO_TIME) {
		f->by_sequence = true;
		f->after = mark->seq;
	} else if (r->since == TIME_NONE) {
		f->since = clock_now() - FIRST_DIGEST;
	}
	for (size_t i = 0; i < d->want.kinds.n; i++)
		if (kind_of(d->want.kinds.item[i], &k) == 0)
			f->kinds |= 1u << k;
}

/*
 * A subscriber is an address and which of its digests this is: what it asks for
 * may change without its being told anything twice or not at all.
 */
static struct str
subscriber(struct arena *a, const struct conf *c, const struct conf_digest *d)
{
	size_t n = 1;

	for (const struct conf_digest *e = c->digests; e < d; e++)
		n += str_eq(e->to, d->to);
	return arena_printf(a, "%.*s #%zu", STR_FMT(d->to), n);
}

static void
show(struct run *r, const struct conf_digest *d, const struct digest_text *t)
{
	struct buf out;
	struct error e;

	buf_init(&out, LIMIT_MAIL_BYTES);
	buf_addf(&out, "To: %.*s\nSubject: ", STR_FMT(d->to));
	utf8_escape(&out, buf_str(&t->subject));
	buf_addz(&out, "\n\n");
	utf8_escape(&out, buf_str(&t->text));
	buf_addc(&out, '\n');
	output_buf(r->app, &out);
	buf_release(&out);
	if (r->html != NULL && file_write(r->html, buf_str(&t->html), &e) < 0) {
		warn("%s", e.text);
		r->code = EXIT_OUTPUT;
	}
}

static int
post(struct run *r, const struct conf_digest *d, const struct digest_text *t,
    struct str who, const struct store_mark *mark)
{
	const struct conf_mail *m = &r->app->conf->mail;
	struct store_mail row = { .made = clock_now(), .next = clock_now() };
	struct mail mail = { .from = m->from, .to = d->to,
		.subject = buf_str(&t->subject), .date = clock_now(),
		.list_id = STR("changes.tracker"),
		.text = buf_str(&t->text), .html = buf_str(&t->html) };
	char id[MAIL_ID_MAX];
	struct buf message;
	struct error e;
	int s = 0;

	buf_init(&message, LIMIT_MAIL_BYTES);
	if (mail_compose(&message, &mail, id, &e) < 0) {
		warn("digest to %.*s: %s", STR_FMT(d->to), e.text);
		r->code = EXIT_NO;
	} else {
		row.to = arena_strz(&r->app->arena, d->to);
		row.message_id = id;
		row.body = buf_z(&message);
		row.nbody = message.n;
		s = store_mail_put(r->app->store, &row, who.p, mark);
	}
	buf_release(&message);
	return s < 0 ? store_failed(r) : 0;
}

/*
 * Does the digest look back far enough to leave nothing untold? One that does
 * not (--since) is an extra and moves no mark.
 */
static bool
covers(const struct run *r, const struct store_mark *was)
{
	int64_t from = was->when != STORE_NO_TIME ? was->when :
	    clock_now() - FIRST_DIGEST;

	return r->since == TIME_NONE || r->since <= from;
}

static int
write_digest(struct run *r, const struct conf_digest *d, struct str who,
    const struct store_mark *was)
{
	struct history_filter f;
	struct store_mark now = { .when = clock_now(), .seq = was->seq };
	struct digest digest = { .until = now.when };
	struct store_stats stats;
	struct report_change *changes;
	struct digest_text text;
	struct error e;
	int64_t last;
	int code = 0;

	filter_of(r, d, was, &f);
	digest.since = f.by_sequence ? was->when : f.since;
	/* What comes in from here on is the next digest's. */
	if (store_stats(r->app->store, now.when, &stats) < 0)
		return store_failed(r);
	now.seq = stats.versions;
	if (history_changes(&changes, &digest.nchanges, &last, &r->app->arena,
	    r->app->store, app_eyes(r->app), &f, &e) < 0 ||
	    history_elsewhere(changes, digest.nchanges < DIGEST_IN_FULL ?
	    digest.nchanges : DIGEST_IN_FULL, &r->app->arena, r->app->store,
	    app_eyes(r->app), &e) < 0) {
		warn("%s", e.text);
		return r->code = EXIT_NO;
	}
	if (last > now.seq)
		now.seq = last;
	if (!covers(r, was))
		now = *was;
	if (digest.nchanges == 0) {
		if (!r->dry && store_mail_put(r->app->store, NULL, who.p,
		    &now) < 0)
			return store_failed(r);
		return 0;
	}
	digest.changes = changes;
	digest_write(&text, &digest);
	if (r->dry)
		show(r, d, &text);
	else
		code = post(r, d, &text, who, &now);
	digest_release(&text);
	return code;
}

static int
one_digest(struct run *r, const struct conf_digest *d)
{
	struct store_mark mark = { .when = STORE_NO_TIME };
	struct str who = subscriber(&r->app->arena, r->app->conf, d);

	if (r->to != NULL && !str_eqz(d->to, r->to))
		return 0;
	if (store_mark_get(r->app->store, who.p, &mark) < 0)
		return store_failed(r);
	if (!r->dry && !when_due(&d->when, mark.when, clock_now()))
		return 0;
	return write_digest(r, d, who, &mark);
}

/* ---- the outbox -------------------------------------------------------- */

struct outbox {
	struct run *run;
	struct mail_session *session;
	struct {
		int64_t key;
		int failures;
		char *to;
		struct str body;
	} *mails;
	size_t n, cap;
};

static int
collect(const struct store_mail *m, void *arg)
{
	struct outbox *o = arg;
	struct arena *a = &o->run->app->arena;

	o->mails = arena_grow(a, o->mails, o->n, &o->cap, sizeof(*o->mails));
	o->mails[o->n].key = m->key;
	o->mails[o->n].failures = m->failures;
	o->mails[o->n].to = arena_strz(a, str_of(m->to));
	o->mails[o->n++].body = arena_str(a, str_make(m->body, m->nbody));
	return 0;
}

/* 5 minutes, doubling, at most 12 hours. */
static int64_t
next_try(int failures)
{
	int64_t wait = (int64_t)300 << (failures < 8 ? failures : 8);

	return clock_now() + (wait > 43200 ? 43200 : wait);
}

static enum mail_outcome
send_one(struct outbox *o, size_t i)
{
	struct run *r = o->run;
	struct error e;
	enum mail_outcome how = mail_send(o->session,
	    r->app->conf->mail.from, str_of(o->mails[i].to),
	    o->mails[i].body, NULL, &e);
	const char *why = how == MAIL_SENT ? NULL : e.text;
	int64_t next = next_try(o->mails[i].failures);

	if (how == MAIL_REFUSED)
		next += 86400;
	if (store_mail_done(r->app->store, o->mails[i].key, clock_now(), why,
	    next) < 0)
		store_failed(r);
	if (why != NULL) {
		warn("mail to %s: %s; tried again later", o->mails[i].to, why);
		r->code = EXIT_NO;
	}
	return how;
}

static int
open_session(struct outbox *o)
{
	struct app *app = o->run->app;
	const struct conf_mail *m = &app->conf->mail;
	struct mail_server server = { .url = m->server, .user = m->user,
		.starttls = m->starttls };
	struct error e;

	if (conf_password(app->conf, &app->arena, &server.password, &e) < 0) {
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
send_due(struct run *r)
{
	struct outbox o = { .run = r };
	int code;

	if (store_mail_due(r->app->store, clock_now(), collect, &o) < 0) {
		store_failed(r);
		return;
	}
	if (o.n == 0)
		return;
	code = open_session(&o);
	if (code != 0) {
		r->code = code;
		return;
	}
	/* One mail's trouble is its own; a server that cannot be reached or a
	 * wrong password is everyone's. */
	for (size_t i = 0; i < o.n; i++)
		if (send_one(&o, i) == MAIL_BROKEN)
			break;
	mail_session_free(o.session);
}

/* ---- the command ------------------------------------------------------- */

static const struct option longs[] = {
	{ "dry-run", no_argument, NULL, 'n' },
	{ "since", required_argument, NULL, 's' },
	{ "to", required_argument, NULL, 't' },
	{ "html", required_argument, NULL, 'h' },
	{ NULL, 0, NULL, 0 },
};

static int
options(struct run *r, int argc, char **argv)
{
	int c;

	while ((c = command_option(argc, argv, "n", longs)) != -1) {
		switch (c) {
		case 'n':
			r->dry = true;
			break;
		case 's':
			if (app_time(optarg, &r->since) != 0)
				return EXIT_USAGE;
			break;
		case 't':
			r->to = optarg;
			break;
		case 'h':
			r->html = optarg;
			break;
		default:
			return -1;
		}
	}
	return optind < argc || (r->html != NULL && !r->dry) ? -1 : 0;
}

static bool
known(const struct conf *c, const char *to)
{
	for (size_t i = 0; i < c->ndigests; i++)
		if (to == NULL || str_eqz(c->digests[i].to, to))
			return true;
	return false;
}

static int
digest_run(struct app *app, int argc, char **argv)
{
	struct run r = { .app = app, .since = TIME_NONE };
	int code = options(&r, argc, argv);

	if (code != 0)
		return code;
	if (!known(app->conf, r.to)) {
		warn(r.to != NULL ? "%s: no digest goes to %s" :
		    "%s: no digests", app->conf_path, r.to);
		return EXIT_CONFIG;
	}
	app->patience = LOCK_SECONDS;
	code = app_open_store(app, r.dry ? 0 : STORE_WRITE | STORE_CREATE);
	if (code != 0)
		return code;
	for (size_t i = 0; i < app->conf->ndigests; i++)
		one_digest(&r, &app->conf->digests[i]);
	if (!r.dry)
		send_due(&r);
	return r.code;
}

const struct command cmd_digest = {
	"digest", "[--dry-run [--html FILE]] [--since T] [--to ADDRESS]",
	"mail what changed since each subscriber's last digest", NEED_CONF,
	digest_run,
};
