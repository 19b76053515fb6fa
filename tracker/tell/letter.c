/* One mail of changes: written, composed, put into the outbox or shown. */
#include "tracker/base/clock.h"
#include "tracker/base/file.h"
#include "tracker/base/limits.h"
#include "tracker/base/utf8.h"
#include "tracker/tell/mail_address.h"
#include "tracker/tell/mail.h"
#include "tracker/tell/compose.h"

static void
show(struct compose *x, const struct letter *l, const struct digest_text *t)
{
	struct buf out;
	struct error e;

	buf_init(&out, LIMIT_MAIL_BYTES);
	buf_addf(&out, "To: %.*s\nSubject: ", STR_FMT(l->to));
	utf8_escape(&out, buf_str(&t->subject));
	buf_addz(&out, "\n\n");
	utf8_escape(&out, buf_str(&t->text));
	buf_addc(&out, '\n');
	output_buf(x->app, &out);
	buf_release(&out);
	if (x->html != NULL && file_write(x->html, buf_str(&t->html), &e) < 0) {
		warn("%s", e.text);
		x->code = EXIT_OUTPUT;
	}
}

/* "mailto:" and the sender, who is a person that keeps feeds.yaml. */
static struct str
unsubscribe(const struct conf_mail *m, struct arena *a)
{
	struct buf b;
	struct str out;

	if (m->unsubscribe.n > 0)
		return m->unsubscribe;
	buf_init(&b, LIMIT_FIELD_BYTES);
	buf_addz(&b, "mailto:");
	for (size_t i = 0; i < m->from.n; i++) {
		unsigned char c = (unsigned char)m->from.p[i];

		/* RFC 6068, 2 */
		if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
		    (c >= 'a' && c <= 'z') || strchr("@.-_~", c) != NULL)
			buf_addc(&b, (char)c);
		else
			buf_addf(&b, "%%%02X", c);
	}
	buf_addz(&b, "?subject=unsubscribe");
	out = arena_str(a, buf_str(&b));
	buf_release(&b);
	return out;
}

/* RFC 2919: a name below a domain of one's own. */
static struct str
list_id(const struct conf_mail *m, struct arena *a)
{
	struct str id = arena_printf(a, "changes.%.*s",
	    STR_FMT(mail_domain(m->from)));

	return mail_list_id_ok(id) ? id : STR("changes.tracker");
}

/* Under the first mail about this story, and after the last one. */
static struct str
references(struct compose *x, const struct letter *l)
{
	char first[STORE_MESSAGE_ID], last[STORE_MESSAGE_ID];
	struct arena *a = &x->scratch;

	if (l->story == 0 || store_thread_get(x->app->store,
	    arena_strz(a, l->to), l->story, first, last) != STORE_OK)
		return STR("");
	if (strcmp(first, last) == 0)
		return arena_str(a, str_of(first));
	return arena_printf(a, "%s %s", first, last);
}

static int
put(struct compose *x, const struct letter *l, const char *id,
    const struct buf *message)
{
	struct store_mail row = { .way = STORE_MAIL, .made = x->now,
		.next = x->now, .message_id = id,
		.body = message->p, .nbody = message->n,
		.to = arena_strz(&x->scratch, l->to) };

	if (store_mail_put(x->app->store, &row, NULL, NULL) < 0 ||
	    (l->story != 0 && store_thread_put(x->app->store, row.to, l->story,
	    id, x->now) < 0))
		return compose_failed(x);
	return 0;
}

struct message {
	struct digest_text t;
	struct buf bytes;
	char id[MAIL_ID_MAX];
};

/* -1 with the error said; `too_long` when it has more bytes than a mail may. */
static int
compose(struct compose *x, const struct letter *l, const struct digest *d,
    struct message *out, bool *too_long, struct error *e)
{
	const struct conf_mail *m = &x->app->conf->mail;
	struct mail mail = { .from = m->from, .to = l->to, .date = x->now,
		.salt = l->salt, .references = references(x, l),
		.list_id = list_id(m, &x->scratch),
		.list_name = STR("Changes of news stories"),
		.unsubscribe = unsubscribe(m, &x->scratch) };
	int r;

	digest_write(&out->t, d);
	mail.subject = buf_str(&out->t.subject);
	mail.text = buf_str(&out->t.text);
	mail.html = buf_str(&out->t.html);
	buf_init(&out->bytes, LIMIT_MAIL_BYTES);
	r = mail_compose(&out->bytes, &mail, out->id, e);
	*too_long = out->bytes.full || out->t.text.full || out->t.html.full;
	return r;
}

static void
release(struct message *m)
{
	digest_release(&m->t);
	buf_release(&m->bytes);
}

/*
 * What pages say may be more than a mail can hold. Then it is a line each: a
 * mail that could not be written would hold up all that come after it.
 */
int
letter_post(struct compose *x, const struct letter *l)
{
	const struct conf_mail *m = &x->app->conf->mail;
	struct digest digest = { .changes = l->changes, .nchanges = l->n,
		.since = l->since, .until = x->now, .troubles = l->troubles,
		.ntroubles = l->ntroubles };
	struct message message;
	struct error e;
	bool too_long;
	int r;

	digest.footer = arena_printf(&x->scratch, "You get this because %.*s. "
	    "To get no more, write to %.*s.", STR_FMT(l->why),
	    STR_FMT(m->from));
	r = compose(x, l, &digest, &message, &too_long, &e);
	if (too_long) {
		release(&message);
		digest.brief = true;
		r = compose(x, l, &digest, &message, &too_long, &e);
	}
	if (r < 0) {
		warn("mail to %.*s: %s", STR_FMT(l->to), e.text);
		x->code = EXIT_NO;
	} else if (x->dry) {
		show(x, l, &message.t);
	} else {
		r = put(x, l, message.id, &message.bytes);
	}
	release(&message);
	return r;
}
