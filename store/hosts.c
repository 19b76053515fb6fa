/* Hosts: which of them fail and are left alone, and what their robots.txt said. */
#include "store/internal.h"

/* ---- hosts ------------------------------------------------------------ */

#define HOST_COLUMNS "name, failures, next, asked, why, hour, requests "

static void
host_read(sqlite3_stmt *s, struct store_host *h)
{
	*h = (struct store_host){ .name = sql_text(s, 0),
		.failures = sqlite3_column_int(s, 1), .next = sql_time(s, 2),
		.asked = sqlite3_column_int(s, 3), .why = sql_text(s, 4),
		.hour = sql_time(s, 5),
		.requests = sqlite3_column_int64(s, 6) };
}

static int
host_walk(struct store *st, sqlite3_stmt *s, store_host_fn *fn, void *arg,
    int *found)
{
	struct store_host h;
	int rc = STORE_ERROR;

	while (s && (rc = sql_step(st, s)) > 0) {
		(*found)++;
		host_read(s, &h);
		rc = fn(&h, arg);
		if (rc)
			break;
	}
	sql_done(st, s);
	return rc;
}

int
store_host_get(struct store *st, const char *name, store_host_fn *fn,
    void *arg)
{
	int found = 0, rc = host_walk(st, sql_get(st, "SELECT " HOST_COLUMNS
	    "FROM host WHERE name = ?", "s", name), fn, arg, &found);

	return rc || found ? rc : STORE_NONE;
}

int
store_host_each(struct store *st, store_host_fn *fn, void *arg)
{
	int found = 0;

	return host_walk(st, sql_get(st, "SELECT " HOST_COLUMNS
	    "FROM host ORDER BY name", ""), fn, arg, &found);
}

int
store_host_put(struct store *st, const struct store_host *h)
{
	int rc = needs_write(st);

	if (rc)
		return rc;
	if (!h->failures && h->next == STORE_NO_TIME && !h->requests)
		return sql_do(st, "DELETE FROM host WHERE name = ?", "s",
		    h->name);
	return sql_do(st, "INSERT OR REPLACE INTO host (name, failures, next, "
	    "asked, why, hour, requests) VALUES (?, ?, ?, ?, ?, ?, ?)",
	    "sdtdsti", h->name, h->failures, h->next, h->asked, h->why,
	    h->hour, h->requests);
}

/* ---- robots.txt ------------------------------------------------------- */

int
store_robots_get(struct store *st, const char *origin, store_robots_fn *fn,
    void *arg)
{
	sqlite3_stmt *s = sql_get(st, "SELECT origin, tried, good, failing, "
	    "next, status, delay, etag, modified, body FROM robots "
	    "WHERE origin = ?", "s", origin);
	struct store_robots r;
	int rc = s ? sql_step(st, s) : STORE_ERROR;

	if (rc > 0) {
		r = (struct store_robots){ .origin = sql_text(s, 0),
			.tried = sql_time(s, 1), .good = sql_time(s, 2),
			.failing = sql_time(s, 3), .next = sql_time(s, 4),
			.status = sqlite3_column_int(s, 5),
			.delay = sqlite3_column_int(s, 6),
			.etag = sql_text(s, 7), .modified = sql_text(s, 8),
			.body = sqlite3_column_blob(s, 9),
			.nbody = (size_t)sqlite3_column_bytes(s, 9) };
		rc = fn(&r, arg);
	} else if (rc == 0)
		rc = STORE_NONE;
	sql_done(st, s);
	return rc;
}

int
store_robots_put(struct store *st, const struct store_robots *r)
{
	int rc = needs_write(st);

	if (!rc)
		rc = sql_do(st, "INSERT INTO robots (origin, tried, good, "
		    "failing, next, status, delay, etag, modified) "
		    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) "
		    "ON CONFLICT (origin) DO UPDATE SET tried = ?2, good = ?3, "
		    "failing = ?4, next = ?5, status = ?6, delay = ?7, "
		    "etag = ?8, modified = ?9", "sttttddss", r->origin,
		    r->tried, r->good, r->failing, r->next, r->status,
		    r->delay, r->etag, r->modified);
	if (!rc && r->body)
		rc = sql_do(st, "UPDATE robots SET body = ? WHERE origin = ?",
		    "bs", r->body, r->nbody, r->origin);
	return rc;
}

/* ---- both ------------------------------------------------------------- */

int
store_hosts_forget(struct store *st, int64_t before)
{
	int rc = needs_write(st);

	if (!rc)
		rc = sql_do(st, "DELETE FROM robots WHERE tried < ?", "i",
		    before);
	return rc ? rc : sql_do(st, "DELETE FROM host WHERE "
	    "coalesce(next, hour, 0) < ?", "i", before);
}
