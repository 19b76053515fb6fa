/* Feeds, derived results and small values: rows by their key. */
#include "store/internal.h"

/* ---- feeds ------------------------------------------------------------ */

int
store_feed_get(struct store *st, const char *url, store_feed_fn *fn, void *arg)
{
	sqlite3_stmt *s = sql_get(st, "SELECT url, next, last, failures, why, "
	    "etag, modified, body_sha256 FROM feed WHERE url = ?", "s", url);
	struct store_feed f;
	int rc = s ? sql_step(st, s) : STORE_ERROR;

	if (rc > 0) {
		f = (struct store_feed){ .url = sql_text(s, 0),
			.next = sql_time(s, 1), .last = sql_time(s, 2),
			.failures = sqlite3_column_int(s, 3),
			.why = sql_text(s, 4), .etag = sql_text(s, 5),
			.modified = sql_text(s, 6) };
		sql_copy(s, 7, f.body_sha256, sizeof(f.body_sha256));
		rc = fn(&f, arg);
	} else if (rc == 0)
		rc = STORE_NONE;
	sql_done(st, s);
	return rc;
}

int
store_feed_put(struct store *st, const struct store_feed *f)
{
	int rc = needs_write(st);

	return rc ? rc : sql_do(st, "INSERT OR REPLACE INTO feed (url, next, "
	    "last, failures, why, etag, modified, body_sha256) "
	    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)", "sttdssss", f->url, f->next,
	    f->last, f->failures, f->why, f->etag, f->modified, f->body_sha256);
}

/* ---- pace ------------------------------------------------------------- */

int
store_pace_each(struct store *st, const char *name, store_pace_fn *fn,
    void *arg)
{
	sqlite3_stmt *s = sql_get(st, "SELECT cell, changes, watched FROM pace "
	    "WHERE name = ?", "s", name);
	struct store_pace p;
	int rc = STORE_ERROR;

	while (s && (rc = sql_step(st, s)) > 0) {
		p = (struct store_pace){ sqlite3_column_int(s, 0),
			sqlite3_column_double(s, 1),
			sqlite3_column_double(s, 2) };
		rc = fn(&p, arg);
		if (rc)
			break;
	}
	sql_done(st, s);
	return rc;
}

int
store_pace_put(struct store *st, const char *name, const struct store_pace *p)
{
	int rc = needs_write(st);

	return rc ? rc : sql_do(st, "INSERT OR REPLACE INTO pace (name, cell, "
	    "changes, watched) VALUES (?, ?, ?, ?)", "sdff", name, p->cell,
	    p->changes, p->watched);
}

/* ---- derived results -------------------------------------------------- */

int
store_derived_get(struct store *st, int64_t story, int number,
    const char *rules, char **json)
{
	sqlite3_stmt *s = sql_get(st, "SELECT json FROM derived WHERE "
	    "story = ? AND number = ? AND rules = ?", "ids", story, number,
	    rules);
	int rc = s ? sql_step(st, s) : STORE_ERROR;

	*json = NULL;
	if (rc > 0) {
		*json = strdup(sql_text(s, 0) ? sql_text(s, 0) : "");
		rc = *json ? STORE_OK : serr_memory(&st->err);
	} else if (rc == 0)
		rc = STORE_NONE;
	sql_done(st, s);
	return rc;
}

/*
 * Readers may cache too: they ask SQLite alone, and give up at once when a pass
 * is being written. Results of other versions of the same rules ("name/1",
 * "name/2") go.
 */
int
store_derived_put(struct store *st, int64_t story, int number,
    const char *rules, const char *json)
{
	int family = (int)strcspn(rules, "/"), rc;

	if (!(st->flags & STORE_WRITE))
		sqlite3_busy_timeout(st->db, 0);
	rc = sql_do(st, "DELETE FROM derived WHERE story = ?1 AND number = ?2 "
	    "AND substr(rules || '/', 1, ?4) = substr(?3 || '/', 1, ?4)",
	    "idsd", story, number, rules, family + 1);
	if (!rc)
		rc = sql_do(st, "INSERT OR REPLACE INTO derived (story, "
		    "number, rules, json) VALUES (?, ?, ?, ?)", "idss",
		    story, number, rules, json);
	if (!(st->flags & STORE_WRITE))
		sqlite3_busy_timeout(st->db, 10000);
	return rc;
}

/* ---- small values ----------------------------------------------------- */

int
store_meta_put(struct store *st, const char *name, const char *value)
{
	int rc = needs_write(st);

	if (rc)
		return rc;
	return value ? sql_do(st, "INSERT OR REPLACE INTO meta (name, value) "
	    "VALUES (?, ?)", "ss", name, value) :
	    sql_do(st, "DELETE FROM meta WHERE name = ?", "s", name);
}

int
store_meta_get(struct store *st, const char *name, char *out, size_t size)
{
	sqlite3_stmt *s = sql_get(st, "SELECT value FROM meta WHERE name = ?",
	    "s", name);
	int rc = s ? sql_step(st, s) : STORE_ERROR;

	if (size)
		out[0] = '\0';
	if (rc > 0)
		sql_copy(s, 0, out, size);
	sql_done(st, s);
	return rc > 0 ? STORE_OK : rc == 0 ? STORE_NONE : rc;
}

int
store_meta_each(struct store *st, const char *prefix, store_meta_fn *fn,
    void *arg)
{
	sqlite3_stmt *s = sql_get(st, "SELECT substr(name, length(?1) + 1), "
	    "value FROM meta WHERE substr(name, 1, length(?1)) = ?1 "
	    "ORDER BY name", "s", prefix);
	int rc = s ? STORE_OK : STORE_ERROR;

	while (!rc && (rc = sql_step(st, s)) > 0)
		rc = fn(sql_text(s, 0), sql_text(s, 1), arg);
	sql_done(st, s);
	return rc;
}
