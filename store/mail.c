/* The outbox: a mail and the mark it moves are one transaction. */
#include "store/internal.h"

int
store_mark_get(struct store *st, const char *subscriber,
    struct store_mark *mark)
{
	sqlite3_stmt *s = sql_get(st, "SELECT \"when\", seq FROM mark "
	    "WHERE subscriber = ?", "s", subscriber);
	int rc = s ? sql_step(st, s) : STORE_ERROR;

	if (rc > 0) {
		mark->when = sql_time(s, 0);
		mark->seq = sqlite3_column_int64(s, 1);
	}
	sql_done(st, s);
	return rc > 0 ? STORE_OK : rc == 0 ? STORE_NONE : rc;
}

static int
mail_write(struct store *st, const struct store_mail *m,
    const char *subscriber, const struct store_mark *mark)
{
	int rc = STORE_OK;

	if (m)
		rc = sql_do(st, "INSERT INTO mail (way, recipient, message_id, "
		    "body, made, next) VALUES (?, ?, ?, ?, ?, ?)", "dssbtt",
		    (int)m->way, m->to, m->message_id, m->body, m->nbody,
		    m->made, m->next == STORE_NO_TIME ? m->made : m->next);
	return rc || !subscriber ? rc : sql_do(st, "INSERT OR REPLACE INTO mark "
	    "(subscriber, \"when\", seq) VALUES (?, ?, ?)", "sti",
	    subscriber, mark->when, mark->seq);
}

int
store_mail_put(struct store *st, const struct store_mail *m,
    const char *subscriber, const struct store_mark *mark)
{
	int own, rc = batch_enter(st, &own);

	return rc ? rc :
	    batch_leave(st, own, mail_write(st, m, subscriber, mark));
}

static int
mail_walk(struct store *st, sqlite3_stmt *s, store_mail_fn *fn, void *arg)
{
	struct store_mail m;
	int rc = STORE_ERROR;

	if (!s)
		return rc;
	while ((rc = sql_step(st, s)) > 0) {
		m = (struct store_mail){ .key = sqlite3_column_int64(s, 0),
			.to = sql_text(s, 1), .message_id = sql_text(s, 2),
			.body = sqlite3_column_blob(s, 3),
			.nbody = (size_t)sqlite3_column_bytes(s, 3),
			.made = sql_time(s, 4), .next = sql_time(s, 5),
			.sent = sql_time(s, 6),
			.failures = sqlite3_column_int(s, 7),
			.why = sql_text(s, 8), .way = sqlite3_column_int(s, 9),
			.maybe = sqlite3_column_int(s, 10) };
		rc = fn(&m, arg);
		if (rc)
			break;
	}
	sql_done(st, s);
	return rc;
}

#define MAIL                                                                  \
	"SELECT key, recipient, message_id, body, made, next, sent, "         \
	"failures, why, way, maybe FROM mail "

int
store_mail_due(struct store *st, int64_t now, store_mail_fn *fn, void *arg)
{
	return mail_walk(st, sql_get(st, MAIL "WHERE sent IS NULL AND "
	    "next <= ? ORDER BY failures, way, next, key", "i", now), fn, arg);
}

int
store_mail_each(struct store *st, store_mail_fn *fn, void *arg)
{
	return mail_walk(st, sql_get(st, MAIL "ORDER BY key", ""), fn, arg);
}

int
store_mail_get(struct store *st, int64_t key, store_mail_fn *fn, void *arg)
{
	int64_t there;
	int rc = sql_int(st, &there, "SELECT key FROM mail WHERE key = ?", "i",
	    key);

	return rc ? rc : mail_walk(st, sql_get(st, MAIL "WHERE key = ?", "i",
	    key), fn, arg);
}

/* ---- tries ------------------------------------------------------------ */

/* A statement on one row that must be there. */
static int
on_row(struct store *st, int rc)
{
	return rc ? rc : sqlite3_changes(st->db) ? STORE_OK : STORE_NONE;
}

int
store_mail_trying(struct store *st, int64_t key, int64_t now)
{
	int rc = needs_write(st);

	return rc ? rc : on_row(st, sql_do(st, "UPDATE mail SET trying = ? "
	    "WHERE key = ?", "ti", now, key));
}

/* One that ends the process again and again is tried once an hour. */
int
store_mail_died(struct store *st, int64_t now)
{
	int rc = needs_write(st);

	return rc ? rc : sql_do(st, "UPDATE mail SET trying = NULL, maybe = 1, "
	    "failures = failures + 1, why = 'the run that sent it was cut "
	    "short', next = CASE WHEN failures < 3 THEN next "
	    "ELSE ? + 3600 END WHERE trying IS NOT NULL", "i", now);
}

int
store_mail_done(struct store *st, int64_t key, int64_t now, const char *why,
    int64_t next)
{
	int rc = needs_write(st);

	if (rc)
		return rc;
	rc = why ? sql_do(st, "UPDATE mail SET failures = failures + 1, "
	    "why = ?, next = ?, trying = NULL WHERE key = ?", "sti", why, next,
	    key) : sql_do(st, "UPDATE mail SET sent = ?, why = NULL, body = x'', "
	    "trying = NULL WHERE key = ?", "ti", now, key);
	return on_row(st, rc);
}

int
store_mail_maybe(struct store *st, int64_t key)
{
	int rc = needs_write(st);

	return rc ? rc : on_row(st, sql_do(st, "UPDATE mail SET maybe = 1 "
	    "WHERE key = ?", "i", key));
}

int
store_mail_retry(struct store *st, int64_t key, int64_t now)
{
	int rc = needs_write(st);

	return rc ? rc : on_row(st, sql_do(st, "UPDATE mail SET next = ? "
	    "WHERE key = ? AND sent IS NULL", "ti", now, key));
}

int
store_mail_drop(struct store *st, int64_t key)
{
	int rc = needs_write(st);

	return rc ? rc : on_row(st, sql_do(st, "DELETE FROM mail "
	    "WHERE key = ?", "i", key));
}

int
store_mail_forget(struct store *st, int64_t sent, int64_t threads)
{
	int rc = needs_write(st);

	if (!rc)
		rc = sql_do(st, "DELETE FROM mail WHERE sent < ?", "i", sent);
	return rc ? rc : sql_do(st, "DELETE FROM thread WHERE at < ?", "i",
	    threads);
}
