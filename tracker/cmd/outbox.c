/* What waits to go out, and what did: mails, and changes for hooks. */
#include <getopt.h>
#include <inttypes.h>

#include "tracker/cmd/command.h"
#include "tracker/base/clock.h"
#include "tracker/base/json.h"
#include "tracker/base/limits.h"
#include "tracker/base/utf8.h"
#include "tracker/tell/send.h"

/* A poll may be at work: a person waits for its end rather than try again. */
#define LOCK_SECONDS 30

struct view {
	struct app *app;
	struct buf out;
	bool json, sent;
	int act;		/* 0 to list, else 'r', 'd' or 's' */
	int64_t *ids;
	size_t n, cap;
};

static const char *
state_of(const struct store_mail *m)
{
	return m->sent != STORE_NO_TIME ? "sent" :
	    m->next == STORE_NO_TIME ? "given-up" :
	    m->failures > 0 ? "late" : "waiting";
}

static const char *
way_of(const struct store_mail *m)
{
	return m->way == STORE_MAIL ? "mail" : "hook";
}

static void
as_json(struct buf *out, const struct store_mail *m)
{
	struct json j;

	json_init(&j, out);
	json_open(&j, NULL, '{');
	json_int(&j, "id", m->key);
	json_strz(&j, "way", way_of(m));
	json_strz(&j, "to", m->to);
	json_strz(&j, "message_id", m->message_id);
	json_strz(&j, "state", state_of(m));
	json_time(&j, "made", m->made);
	json_time(&j, "next", m->sent != STORE_NO_TIME ? TIME_NONE : m->next);
	json_time(&j, "sent", m->sent);
	json_int(&j, "failures", m->failures);
	json_bool(&j, "maybe", m->maybe != 0);
	json_strz(&j, "why", m->why);
	json_close(&j, '}');
	json_end(&j);
}

/* "12  mail  late      desk@example.org  2025-03-12T09:30:00Z" and why. */
static void
as_text(struct buf *out, const struct store_mail *m)
{
	char when[TIME_TEXT];

	buf_addf(out, "%-5" PRId64 " %s  %-8s  %s  ", m->key, way_of(m),
	    state_of(m), time_rfc3339(m->made, when));
	utf8_escape(out, str_of(m->to));
	buf_addc(out, '\n');
	if (m->sent == STORE_NO_TIME && m->failures > 0) {
		buf_addf(out, "      failed %d time%s, ", m->failures,
		    m->failures == 1 ? "" : "s");
		if (m->next != STORE_NO_TIME)
			buf_addf(out, "next at %s: ",
			    time_rfc3339(m->next, when));
		else
			buf_addz(out, "given up: ");
		utf8_escape(out, str_of(m->why));
		buf_addc(out, '\n');
	}
	if (m->maybe && m->sent == STORE_NO_TIME)
		buf_addz(out, "      an earlier try may have arrived\n");
}

static int
list_one(const struct store_mail *m, void *arg)
{
	struct view *v = arg;

	if ((m->sent != STORE_NO_TIME) != v->sent)
		return 0;
	if (v->json)
		as_json(&v->out, m);
	else
		as_text(&v->out, m);
	return 0;
}

/* The message as it is sent; a page may have had a hand in its words. */
static int
show_one(const struct store_mail *m, void *arg)
{
	struct view *v = arg;
	struct str body = str_make(m->body, m->nbody), line;

	while (str_line(&body, &line)) {
		utf8_escape(&v->out, line);
		buf_addc(&v->out, '\n');
	}
	return 0;
}

static int
unsent(const struct store_mail *m, void *arg)
{
	struct view *v = arg;

	if (m->sent != STORE_NO_TIME)
		return 0;
	v->ids = arena_grow(&v->app->arena, v->ids, v->n, &v->cap,
	    sizeof(*v->ids));
	v->ids[v->n++] = m->key;
	return 0;
}

static int
act(struct view *v, int64_t id)
{
	struct store *store = v->app->store;
	int r = v->act == 'r' ? store_mail_retry(store, id, clock_now()) :
	    v->act == 'd' ? store_mail_drop(store, id) :
	    store_mail_get(store, id, show_one, v);

	if (r == STORE_NONE)
		warn("%" PRId64 ": %s", id, v->act == 'r' ?
		    "nothing of this number waits" : "no such number");
	else if (r < 0)
		warn("%s", store_error(store));
	return r != STORE_OK ? EXIT_NO : 0;
}

static int
run(struct view *v)
{
	int code = 0, r;

	/* --retry alone is all that waits */
	if (v->act == 0 || (v->act == 'r' && v->n == 0))
		code = store_mail_each(v->app->store, v->act == 0 ? list_one :
		    unsent, v);
	if (code < 0) {
		warn("%s", store_error(v->app->store));
		return EXIT_NO;
	}
	for (size_t i = 0; i < v->n; i++) {
		r = act(v, v->ids[i]);
		code = r != 0 ? r : code;
	}
	if (v->act != 'r')
		return code;
	r = send_due(v->app);
	return r != 0 ? r : code;
}

static const struct option longs[] = {
	{ "json", no_argument, NULL, 'j' },
	{ "sent", no_argument, NULL, 'S' },
	{ "show", no_argument, NULL, 's' },
	{ "retry", no_argument, NULL, 'r' },
	{ "drop", no_argument, NULL, 'd' },
	{ NULL, 0, NULL, 0 },
};

static int
options(struct view *v, int argc, char **argv)
{
	int64_t id;
	int c;

	while ((c = command_option(argc, argv, "", longs)) != -1) {
		if (c == '?' || (c != 'j' && c != 'S' && v->act != 0))
			return -1;
		v->json |= c == 'j';
		v->sent |= c == 'S';
		if (c != 'j' && c != 'S')
			v->act = c;
	}
	for (; optind < argc; optind++) {
		if (str_to_int(str_of(argv[optind]), 1, INT64_MAX, &id) < 0) {
			warn("\"%s\": expected a number, as \"tracker outbox\" "
			     "shows it", argv[optind]);
			return EXIT_USAGE;
		}
		v->ids = arena_grow(&v->app->arena, v->ids, v->n, &v->cap,
		    sizeof(*v->ids));
		v->ids[v->n++] = id;
	}
	return (v->act == 0) != (v->n == 0) && v->act != 'r' ? -1 : 0;
}

static int
outbox_run(struct app *app, int argc, char **argv)
{
	struct view v = { .app = app };
	int code = options(&v, argc, argv);

	app->patience = LOCK_SECONDS;
	if (code == 0 && v.act == 'r')
		code = app_load_conf(app);
	if (code == 0)
		code = app_open_store(app, v.act == 'r' || v.act == 'd' ?
		    STORE_WRITE : 0);
	if (code != 0)
		return code;
	buf_init(&v.out, LIMIT_OUTPUT_BYTES);
	code = run(&v);
	output_buf(app, &v.out);
	buf_release(&v.out);
	return code;
}

const struct command cmd_outbox = {
	"outbox", "[--json] [--sent] | --show ID ... | --retry [ID ...] | "
	"--drop ID ...",
	"what waits to be sent: see, send now, drop", 0, outbox_run,
};
