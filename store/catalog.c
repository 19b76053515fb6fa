/* catalog.db: its schema, its upgrades, and prepared statements kept by text. */
#include "store/internal.h"

#define BUSY_MS 10000

/*
 * One row a step; PRAGMA user_version counts those done. A step, once released,
 * is never changed: a new form is a new step.
 */
static const char *const STEPS[] = {
	/* 1 */
	"CREATE TABLE story ("
	" key INTEGER PRIMARY KEY, id TEXT NOT NULL, url TEXT NOT NULL UNIQUE,"
	" fetch_url TEXT, path TEXT, slug TEXT, feed TEXT,"
	" state INTEGER NOT NULL DEFAULT 0, first_seen INTEGER,"
	" versions INTEGER NOT NULL DEFAULT 0,"
	" text_sha256 TEXT NOT NULL DEFAULT '',"
	" extractor TEXT NOT NULL DEFAULT '',"
	" next INTEGER, last INTEGER, changed INTEGER,"
	" failures INTEGER NOT NULL DEFAULT 0, why TEXT, etag TEXT,"
	" modified TEXT, body_sha256 TEXT NOT NULL DEFAULT '');"
	"CREATE INDEX story_id ON story(id);"
	"CREATE UNIQUE INDEX story_path ON story(path) WHERE path IS NOT NULL;"
	"CREATE INDEX story_slug ON story(slug) WHERE slug IS NOT NULL;"
	"CREATE INDEX story_due ON story(next) WHERE next IS NOT NULL"
	" AND state <> 6;"
	"CREATE TABLE alias (url TEXT PRIMARY KEY, story INTEGER NOT NULL)"
	" WITHOUT ROWID;"
	"CREATE TABLE version ("
	" key INTEGER PRIMARY KEY, story INTEGER NOT NULL,"
	" number INTEGER NOT NULL, id BLOB NOT NULL, blob BLOB NOT NULL,"
	" fetched INTEGER NOT NULL, published INTEGER, modified INTEGER,"
	" headline TEXT NOT NULL, note TEXT, extractor TEXT,"
	" words INTEGER NOT NULL, notes INTEGER NOT NULL,"
	" text_sha256 TEXT NOT NULL, capture TEXT,"
	" UNIQUE (story, number));"
	"CREATE INDEX version_fetched ON version(fetched);"
	"CREATE TABLE capture (name TEXT PRIMARY KEY, at INTEGER NOT NULL)"
	" WITHOUT ROWID;"
	"CREATE TABLE warc (name TEXT PRIMARY KEY, bytes INTEGER NOT NULL)"
	" WITHOUT ROWID;"
	"CREATE TABLE held ("
	" key INTEGER PRIMARY KEY, story INTEGER NOT NULL, fetched INTEGER,"
	" verdict TEXT, reason TEXT, capture TEXT,"
	" body_sha256 TEXT NOT NULL, seen INTEGER NOT NULL DEFAULT 1,"
	" last INTEGER, UNIQUE (story, body_sha256));"
	"CREATE TABLE feed ("
	" url TEXT PRIMARY KEY, next INTEGER, last INTEGER,"
	" failures INTEGER NOT NULL DEFAULT 0, why TEXT, etag TEXT,"
	" modified TEXT, body_sha256 TEXT NOT NULL DEFAULT '') WITHOUT ROWID;"
	"CREATE TABLE derived ("
	" story INTEGER NOT NULL, number INTEGER NOT NULL,"
	" rules TEXT NOT NULL, json TEXT NOT NULL,"
	" PRIMARY KEY (story, number, rules)) WITHOUT ROWID;"
	"CREATE TABLE mail ("
	" key INTEGER PRIMARY KEY, recipient TEXT NOT NULL,"
	" message_id TEXT NOT NULL UNIQUE, body BLOB NOT NULL, made INTEGER,"
	" next INTEGER, sent INTEGER, failures INTEGER NOT NULL DEFAULT 0,"
	" why TEXT);"
	"CREATE INDEX mail_due ON mail(next) WHERE sent IS NULL;"
	"CREATE TABLE mark (subscriber TEXT PRIMARY KEY, \"when\" INTEGER,"
	" seq INTEGER NOT NULL) WITHOUT ROWID;"
	"CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;"
	/* The text itself is in git: the index holds none of it. */
	"CREATE VIRTUAL TABLE search USING fts5(headline, text, content='',"
	" tokenize='unicode61 remove_diacritics 2');"
	"INSERT INTO search (search, rank) VALUES ('hashsize', 16777216);",
	/* 2: hosts and their robots.txt */
	"CREATE TABLE host ("
	" name TEXT PRIMARY KEY, failures INTEGER NOT NULL, next INTEGER,"
	" asked INTEGER NOT NULL, why TEXT, hour INTEGER,"
	" requests INTEGER NOT NULL) WITHOUT ROWID;"
	"CREATE TABLE robots ("
	" origin TEXT PRIMARY KEY, tried INTEGER, good INTEGER,"
	" failing INTEGER, next INTEGER, status INTEGER NOT NULL,"
	" delay INTEGER NOT NULL, etag TEXT, modified TEXT, body BLOB);",
	/* 3. Copies: stories there are get their sketches pass by pass (copies.c),
	 * from the latest down to none. */
	"CREATE TABLE sketch (story INTEGER PRIMARY KEY,"
	" hashes BLOB NOT NULL);"
	"INSERT INTO meta (name, value)"
	" SELECT 'sketch-below', key + 1 FROM story ORDER BY key DESC LIMIT 1;",
	/* 4: since when a story fails */
	"ALTER TABLE story ADD COLUMN failing INTEGER;",
	/* 5: what stories of a host have in common */
	"CREATE TABLE site ("
	" key INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE,"
	" sightings INTEGER NOT NULL DEFAULT 0);"
	"CREATE TABLE sighting ("
	" site INTEGER NOT NULL, hash INTEGER NOT NULL,"
	" story INTEGER NOT NULL, how INTEGER NOT NULL, at INTEGER,"
	" PRIMARY KEY (site, hash, story)) WITHOUT ROWID;"
	"CREATE TABLE furniture ("
	" key INTEGER PRIMARY KEY, site INTEGER NOT NULL,"
	" story INTEGER NOT NULL DEFAULT 0, hash INTEGER NOT NULL,"
	" text TEXT NOT NULL, level INTEGER NOT NULL, first INTEGER,"
	" last INTEGER, run INTEGER NOT NULL DEFAULT 0,"
	" UNIQUE (site, story, hash));",
	/* 6: held texts that repeat, versions that take turns */
	"ALTER TABLE held ADD COLUMN text_sha256 TEXT NOT NULL DEFAULT '';"
	"ALTER TABLE held ADD COLUMN since INTEGER;"
	"ALTER TABLE held ADD COLUMN run INTEGER NOT NULL DEFAULT 1;"
	"CREATE INDEX held_text ON held(story, text_sha256);"
	"CREATE INDEX story_blocked ON story(key) WHERE state = 2;"
	"CREATE TABLE alternation (story INTEGER PRIMARY KEY, since INTEGER,"
	" known INTEGER, last INTEGER, current INTEGER NOT NULL, run INTEGER NOT NULL,"
	" run_since INTEGER, settled INTEGER);"
	"CREATE TABLE variant (story INTEGER NOT NULL, number INTEGER NOT NULL,"
	" seen INTEGER NOT NULL, last INTEGER, PRIMARY KEY (story, number))"
	" WITHOUT ROWID;",
	/* 7: what a feed's stories were seen to do */
	"CREATE TABLE pace ("
	" name TEXT NOT NULL, cell INTEGER NOT NULL, changes REAL NOT NULL,"
	" watched REAL NOT NULL, PRIMARY KEY (name, cell)) WITHOUT ROWID;",
	/* 8. The outbox: what else than mail goes out, tries whose end nobody
	 * saw; who follows a story; the mails that others thread under. */
	"ALTER TABLE mail ADD COLUMN way INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE mail ADD COLUMN trying INTEGER;"
	"ALTER TABLE mail ADD COLUMN maybe INTEGER NOT NULL DEFAULT 0;"
	"CREATE TABLE follow (recipient TEXT NOT NULL, story INTEGER NOT NULL,"
	" since INTEGER, seq INTEGER NOT NULL,"
	" PRIMARY KEY (recipient, story)) WITHOUT ROWID;"
	"CREATE TABLE thread (recipient TEXT NOT NULL, story INTEGER NOT NULL,"
	" first TEXT NOT NULL, last TEXT NOT NULL, at INTEGER,"
	" PRIMARY KEY (recipient, story)) WITHOUT ROWID;",
	/* 9: modified times that moved while the text stayed */
	"CREATE TABLE touch ("
	" story INTEGER NOT NULL, number INTEGER NOT NULL,"
	" times INTEGER NOT NULL, first INTEGER, last INTEGER,"
	" modified INTEGER, PRIMARY KEY (story, number)) WITHOUT ROWID;",
	/* 10: what a story was before an outage; answers that said gone */
	"ALTER TABLE story ADD COLUMN was INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE story ADD COLUMN missing INTEGER NOT NULL DEFAULT 0;"
	"ALTER TABLE story ADD COLUMN missing_since INTEGER;"
	"UPDATE story SET was = state WHERE state NOT IN (1, 2, 6);",
	/* 11. One story under several addresses: what else it is known by, and
	 * the least hashes of its sketch, each four bytes (twin.c). */
	"CREATE TABLE handle (name TEXT PRIMARY KEY, story INTEGER NOT NULL)"
	" WITHOUT ROWID;"
	"CREATE INDEX handle_story ON handle(story);"
	"CREATE INDEX alias_story ON alias(story);"
	"CREATE TABLE twin (hash BLOB NOT NULL, story INTEGER NOT NULL,"
	" PRIMARY KEY (hash, story)) WITHOUT ROWID;"
	"INSERT OR IGNORE INTO twin (hash, story)"
	" SELECT substr(hashes, at, 4), story FROM sketch,"
	" (SELECT 1 AS at UNION SELECT 5 UNION SELECT 9)"
	" WHERE length(hashes) >= at + 3;",
};
#define SCHEMA ((int)(sizeof(STEPS) / sizeof(STEPS[0])))

int
sql_fail(struct store *st)
{
	int code = sqlite3_errcode(st->db) & 0xff;
	int system = sqlite3_system_errno(st->db);

	if ((code == SQLITE_IOERR || code == SQLITE_CANTOPEN) && system)
		serr_set(&st->err, "catalog.db: %s", strerror(system));
	else
		serr_set(&st->err, "catalog.db: %s", sqlite3_errmsg(st->db));
	return code == SQLITE_BUSY || code == SQLITE_LOCKED ? STORE_LOCKED :
	    STORE_ERROR;
}

int
sql_exec(struct store *st, const char *sql)
{
	return sqlite3_exec(st->db, sql, NULL, NULL, NULL) ? sql_fail(st) :
	    STORE_OK;
}

/* ---- statements ------------------------------------------------------- */

static int
bind_one(sqlite3_stmt *s, int i, char type, va_list *ap)
{
	const char *text;
	const void *blob;
	int64_t n;

	switch (type) {
	case 'd':
		return sqlite3_bind_int(s, i, va_arg(*ap, int));
	case 'i':
		return sqlite3_bind_int64(s, i, va_arg(*ap, int64_t));
	case 't':
		n = va_arg(*ap, int64_t);
		return n == STORE_NO_TIME ? sqlite3_bind_null(s, i) :
		    sqlite3_bind_int64(s, i, n);
	case 'f':
		return sqlite3_bind_double(s, i, va_arg(*ap, double));
	case 's':
		text = va_arg(*ap, const char *);
		return sqlite3_bind_text(s, i, text, -1, SQLITE_STATIC);
	case 'b':
		blob = va_arg(*ap, const void *);
		return sqlite3_bind_blob64(s, i, blob ? blob : "",
		    va_arg(*ap, size_t), SQLITE_STATIC);
	default:
		blob = va_arg(*ap, const void *);
		return sqlite3_bind_blob(s, i, blob, OID_LEN, SQLITE_STATIC);
	}
}

static struct cached *
cached_find(struct store *st, const char *sql)
{
	size_t i;

	for (i = 0; i < st->ncache; i++)
		if (st->cache[i].sql == sql)
			return &st->cache[i];
	return NULL;
}

/* A statement that is not in use; one inside a walk of itself is a new one. */
static sqlite3_stmt *
stmt_take(struct store *st, const char *sql)
{
	struct cached *c = cached_find(st, sql);
	sqlite3_stmt *s = NULL;

	if (!st->db) {
		serr_set(&st->err, "the store is not open");
		return NULL;
	}
	if (c && c->stmt) {
		s = c->stmt;
		c->stmt = NULL;
		return s;
	}
	if (!c && st->ncache < sizeof(st->cache) / sizeof(st->cache[0]))
		st->cache[st->ncache++].sql = sql;
	if (sqlite3_prepare_v3(st->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &s,
	    NULL)) {
		sql_fail(st);
		return NULL;
	}
	return s;
}

static sqlite3_stmt *
sql_vget(struct store *st, const char *sql, const char *types, va_list *ap)
{
	sqlite3_stmt *s = stmt_take(st, sql);
	int i;

	for (i = 0; s && types[i]; i++)
		if (bind_one(s, i + 1, types[i], ap)) {
			sql_fail(st);
			sqlite3_finalize(s);
			return NULL;
		}
	return s;
}

sqlite3_stmt *
sql_get(struct store *st, const char *sql, const char *types, ...)
{
	sqlite3_stmt *s;
	va_list ap;

	va_start(ap, types);
	s = sql_vget(st, sql, types, &ap);
	va_end(ap);
	return s;
}

/* Its text is that of the literal it was made from. */
void
sql_done(struct store *st, sqlite3_stmt *s)
{
	size_t i;

	if (!s)
		return;
	sqlite3_reset(s);
	sqlite3_clear_bindings(s);
	for (i = 0; i < st->ncache; i++)
		if (!st->cache[i].stmt &&
		    strcmp(st->cache[i].sql, sqlite3_sql(s)) == 0) {
			st->cache[i].stmt = s;
			return;
		}
	sqlite3_finalize(s);
}

int
sql_step(struct store *st, sqlite3_stmt *s)
{
	int rc = sqlite3_step(s);

	return rc == SQLITE_ROW ? 1 : rc == SQLITE_DONE ? 0 : sql_fail(st);
}

int
sql_do(struct store *st, const char *sql, const char *types, ...)
{
	sqlite3_stmt *s;
	va_list ap;
	int rc;

	va_start(ap, types);
	s = sql_vget(st, sql, types, &ap);
	va_end(ap);
	if (!s)
		return STORE_ERROR;
	while ((rc = sql_step(st, s)) > 0)
		;
	sql_done(st, s);
	return rc;
}

/* The first column of the first row; STORE_NONE without one. */
int
sql_int(struct store *st, int64_t *out, const char *sql, const char *types, ...)
{
	sqlite3_stmt *s;
	va_list ap;
	int rc;

	va_start(ap, types);
	s = sql_vget(st, sql, types, &ap);
	va_end(ap);
	if (!s)
		return STORE_ERROR;
	rc = sql_step(st, s);
	if (rc > 0)
		*out = sql_time(s, 0);
	sql_done(st, s);
	return rc > 0 ? STORE_OK : rc == 0 ? STORE_NONE : rc;
}

int64_t
sql_time(sqlite3_stmt *s, int column)
{
	return sqlite3_column_type(s, column) == SQLITE_NULL ? STORE_NO_TIME :
	    sqlite3_column_int64(s, column);
}

const char *
sql_text(sqlite3_stmt *s, int column)
{
	return (const char *)sqlite3_column_text(s, column);
}

void
sql_copy(sqlite3_stmt *s, int column, char *out, size_t size)
{
	/* As bytes: a text with a NUL after it is a copy that SQLite makes. */
	const void *text = sqlite3_column_blob(s, column);
	size_t n = (size_t)sqlite3_column_bytes(s, column);

	if (n >= size)
		n = size - 1;
	if (n)
		memcpy(out, text, n);
	out[n] = '\0';
}

void
sql_hex(sqlite3_stmt *s, int column, char *out, size_t size)
{
	const void *blob = sqlite3_column_blob(s, column);
	size_t n = (size_t)sqlite3_column_bytes(s, column);

	out[0] = '\0';
	if (blob && n * 2 + 1 <= size)
		hex_encode(blob, n, out);
}

/* ---- open ------------------------------------------------------------- */

static int
catalog_version(struct store *st, int *version)
{
	sqlite3_stmt *s = NULL;
	int rc;

	rc = sqlite3_prepare_v2(st->db, "PRAGMA user_version", -1, &s, NULL);
	if (!rc && sqlite3_step(s) == SQLITE_ROW)
		*version = sqlite3_column_int(s, 0);
	else
		rc = sql_fail(st);
	sqlite3_finalize(s);
	return rc;
}

static int
catalog_step(struct store *st, int i)
{
	char pragma[48];

	snprintf(pragma, sizeof(pragma), "PRAGMA user_version = %d", i + 1);
	if (!sql_exec(st, "BEGIN IMMEDIATE") && !sql_exec(st, STEPS[i]) &&
	    !sql_exec(st, pragma) && !sql_exec(st, "COMMIT"))
		return STORE_OK;
	sqlite3_exec(st->db, "ROLLBACK", NULL, NULL, NULL);
	return STORE_ERROR;
}

static int
catalog_upgrade(struct store *st)
{
	int version = 0;

	if (catalog_version(st, &version))
		return STORE_ERROR;
	if (version > SCHEMA)
		return serr_set(&st->err, "catalog.db: form %d is newer than "
		    "this program's %d", version, SCHEMA);
	if (version < SCHEMA && !(st->flags & STORE_WRITE))
		return serr_set(&st->err, "catalog.db: form %d is older than "
		    "this program's %d; any command that writes brings it up",
		    version, SCHEMA);
	for (; version < SCHEMA; version++)
		if (catalog_step(st, version))
			return STORE_ERROR;
	return STORE_OK;
}

/*
 * Readers open for writing too where they may: only so can SQLite complete the
 * write-ahead log of a writer that died.
 */
int
catalog_open(struct store *st, const char *path, int create)
{
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, rc;

	rc = sqlite3_open_v2(path, &st->db,
	    flags | (create ? SQLITE_OPEN_CREATE : 0), NULL);
	if (rc == SQLITE_CANTOPEN && !(st->flags & STORE_WRITE)) {
		sqlite3_close(st->db);
		rc = sqlite3_open_v2(path, &st->db,
		    SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL);
	}
	if (rc)
		return sql_fail(st);
	sqlite3_extended_result_codes(st->db, 0);
	sqlite3_busy_timeout(st->db, BUSY_MS);
	if (create && sql_exec(st, "PRAGMA journal_mode = WAL"))
		return STORE_ERROR;
	if (sql_exec(st, "PRAGMA synchronous = FULL;"
	    "PRAGMA cache_size = -16384; PRAGMA temp_store = MEMORY"))
		return STORE_ERROR;
	if (catalog_upgrade(st))
		return STORE_ERROR;
	return search_attach(st);
}

int
catalog_close(struct store *st)
{
	size_t i;

	for (i = 0; i < st->ncache; i++)
		sqlite3_finalize(st->cache[i].stmt);
	st->ncache = 0;
	sqlite3_close(st->db);
	st->db = NULL;
	return STORE_OK;
}
