/*
 * Modified times that moved while the text stayed: a row a version, however
 * often a page does so, since some say "now" to everyone who asks.
 */
#include "store/internal.h"

int
store_touch_add(struct store *st, int64_t story, int number, int64_t modified,
    int64_t now)
{
	int64_t known = STORE_NO_TIME;
	int rc = needs_write(st);

	if (!rc)
		rc = sql_int(st, &known, "SELECT ifnull((SELECT modified FROM "
		    "touch WHERE story = ?1 AND number = ?2), (SELECT modified "
		    "FROM version WHERE story = ?1 AND number = ?2))", "id",
		    story, number);
	if (rc)
		return rc;
	if (known == STORE_NO_TIME || modified == STORE_NO_TIME ||
	    known == modified)
		return STORE_SAME;
	return sql_do(st, "INSERT INTO touch (story, number, times, first, "
	    "last, modified) VALUES (?1, ?2, 1, ?3, ?3, ?4) "
	    "ON CONFLICT (story, number) DO UPDATE SET times = times + 1, "
	    "last = ?3, modified = ?4", "idtt", story, number, now, modified);
}

int
store_touches(struct store *st, int64_t story, store_touch_fn *fn, void *arg)
{
	sqlite3_stmt *s = sql_get(st, "SELECT number, times, first, last, "
	    "modified FROM touch WHERE story = ? ORDER BY number", "i", story);
	struct store_touch t;
	int rc = STORE_ERROR;

	while (s && (rc = sql_step(st, s)) > 0) {
		t = (struct store_touch){ sqlite3_column_int(s, 0),
			sqlite3_column_int(s, 1), sql_time(s, 2),
			sql_time(s, 3), sql_time(s, 4) };
		rc = fn(&t, arg);
		if (rc)
			break;
	}
	sql_done(st, s);
	return rc;
}
