/* Who is told of one story alone, and by which mails: follows and threads. */
#include "store/internal.h"

int
store_follow_add(struct store *st, const struct store_follow *f)
{
	int own, rc = batch_enter(st, &own);

	if (rc)
		return rc;
	rc = sql_do(st, "INSERT OR IGNORE INTO follow (recipient, story, "
	    "since, seq) VALUES (?, ?, ?, ?)", "siti", f->to, f->story,
	    f->since, f->seq);
	if (!rc && !sqlite3_changes(st->db))
		rc = STORE_SAME;
	return batch_leave(st, own, rc);
}

int
store_follow_told(struct store *st, const char *to, int64_t story, int64_t seq)
{
	int own, rc = batch_enter(st, &own);

	return rc ? rc : batch_leave(st, own, sql_do(st, "UPDATE follow "
	    "SET seq = ? WHERE recipient = ? AND story = ?", "isi", seq, to,
	    story));
}

int
store_follow_drop(struct store *st, const char *to, int64_t story)
{
	int own, rc = batch_enter(st, &own);

	if (rc)
		return rc;
	rc = sql_do(st, "DELETE FROM follow WHERE recipient = ? AND story = ?",
	    "si", to, story);
	if (!rc && !sqlite3_changes(st->db))
		rc = STORE_NONE;
	return batch_leave(st, own, rc);
}

int
store_follow_each(struct store *st, store_follow_fn *fn, void *arg)
{
	sqlite3_stmt *s = sql_get(st, "SELECT recipient, story, since, seq "
	    "FROM follow ORDER BY recipient, since, story", "");
	struct store_follow f;
	int rc = STORE_ERROR;

	while (s && (rc = sql_step(st, s)) > 0) {
		f = (struct store_follow){ .to = sql_text(s, 0),
			.story = sqlite3_column_int64(s, 1),
			.since = sql_time(s, 2),
			.seq = sqlite3_column_int64(s, 3) };
		rc = fn(&f, arg);
		if (rc)
			break;
	}
	sql_done(st, s);
	return rc;
}

int
store_thread_get(struct store *st, const char *to, int64_t story,
    char first[STORE_MESSAGE_ID], char last[STORE_MESSAGE_ID])
{
	sqlite3_stmt *s = sql_get(st, "SELECT first, last FROM thread "
	    "WHERE recipient = ? AND story = ?", "si", to, story);
	int rc = s ? sql_step(st, s) : STORE_ERROR;

	if (rc > 0) {
		sql_copy(s, 0, first, STORE_MESSAGE_ID);
		sql_copy(s, 1, last, STORE_MESSAGE_ID);
	}
	sql_done(st, s);
	return rc > 0 ? STORE_OK : rc == 0 ? STORE_NONE : rc;
}

int
store_thread_put(struct store *st, const char *to, int64_t story,
    const char *message_id, int64_t now)
{
	int own, rc = batch_enter(st, &own);

	return rc ? rc : batch_leave(st, own, sql_do(st, "INSERT INTO thread "
	    "(recipient, story, first, last, at) VALUES (?1, ?2, ?3, ?3, ?4) "
	    "ON CONFLICT (recipient, story) DO UPDATE SET last = ?3, at = ?4",
	    "sist", to, story, message_id, now));
}

int
store_last_seq(struct store *st, int64_t *seq)
{
	int rc = sql_int(st, seq, "SELECT coalesce(max(key), 0) FROM version",
	    "");

	return rc == STORE_NONE ? STORE_OK : rc;
}
