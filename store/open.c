/* The handle: its folder, its lock, and a pass from begin to commit. */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/internal.h"

/* Versions a pass may write again for upkeep: a few seconds at most. */
#define PASS_BUDGET 20000

const char *
store_error(const struct store *st)
{
	return st ? st->err.text : "out of memory";
}

const char *
store_recovered(const struct store *st)
{
	return st->recovered;
}

const char *
store_dir(const struct store *st)
{
	return st->dir;
}

int
needs_write(struct store *st)
{
	return st->flags & STORE_WRITE ? STORE_OK :
	    serr_set(&st->err, "the store is open for reading only");
}

/* ---- the lock --------------------------------------------------------- */

static int
lock_held(struct store *st)
{
	char pid[24] = "";
	ssize_t n = pread(st->lock, pid, sizeof(pid) - 1, 0);

	pid[n > 0 ? n : 0] = '\0';
	pid[strspn(pid, "0123456789")] = '\0';
	serr_set(&st->err, "%s: locked by %s %s", st->dir,
	    pid[0] ? "process" : "another process", pid);
	return STORE_LOCKED;
}

/* The pid inside is for people; the lock itself ends with its process. */
static int
lock_take(struct store *st)
{
	char *path = sfile_join(st->dir, "lock"), pid[24];
	int n;

	if (!path)
		return serr_memory(&st->err);
	st->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
	if (st->lock < 0)
		serr_sys(&st->err, path);
	free(path);
	if (st->lock < 0)
		return STORE_ERROR;
	if (flock(st->lock, LOCK_EX | LOCK_NB))
		return errno == EWOULDBLOCK ? lock_held(st) :
		    serr_sys(&st->err, "lock");
	n = snprintf(pid, sizeof(pid), "%ld\n", (long)getpid());
	if (ftruncate(st->lock, 0) || pwrite(st->lock, pid, (size_t)n, 0) != n)
		return serr_sys(&st->err, "lock");
	return STORE_OK;
}

/* ---- open ------------------------------------------------------------- */

static int
archive_exists(const struct store *st)
{
	char *path = sfile_join(st->archive.dir, "HEAD");
	int there = path && access(path, F_OK) == 0;

	free(path);
	return there;
}

static int
open_missing(struct store *st)
{
	serr_set(&st->err, "%s: no store there", st->dir);
	return STORE_MISSING;
}

static int
open_catalog(struct store *st)
{
	char *path = sfile_join(st->dir, "catalog.db");
	int rc;

	if (!path)
		return serr_memory(&st->err);
	if (!(st->flags & STORE_WRITE) && access(path, F_OK))
		rc = serr_set(&st->err, "%s: the catalog is missing; "
		    "any command that writes makes it again", path);
	else
		rc = catalog_open(st, path, (st->flags & STORE_WRITE) != 0);
	free(path);
	return rc;
}

/* A catalog that cannot be read is set aside; a new one is made from git. */
static int
catalog_aside(struct store *st)
{
	static const char *const NAMES[] = { "catalog.db", "catalog.db-wal",
		"catalog.db-shm" };
	char *from, *to;
	size_t i;
	int rc = STORE_OK;

	for (i = 0; i < 3 && !rc; i++) {
		struct sbuf broken = { 0 };

		from = sfile_join(st->dir, NAMES[i]);
		sbuf_addf(&broken, "%s/broken-%s", st->dir, NAMES[i]);
		to = broken.data;
		if (!from || !sbuf_ok(&broken))
			rc = serr_memory(&st->err);
		else if (rename(from, to) && errno != ENOENT)
			rc = serr_sys(&st->err, from);
		free(from);
		sbuf_release(&broken);
	}
	return rc;
}

static int
open_rebuilding(struct store *st)
{
	int rc = open_catalog(st);

	if (rc != STORE_ERROR || !(st->flags & STORE_REBUILD))
		return rc;
	catalog_close(st);
	rc = catalog_aside(st);
	return rc ? rc : open_catalog(st);
}

static void
note_recovery(struct store *st, int64_t versions, int64_t cut)
{
	struct sbuf b = { 0 };

	if (versions)
		sbuf_addf(&b, "%lld version%s of the archive brought into the "
		    "catalog", (long long)versions, versions == 1 ? "" : "s");
	if (cut)
		sbuf_addf(&b, "%s%lld bytes of an unfinished capture cut off",
		    b.len ? "; " : "", (long long)cut);
	if (sbuf_ok(&b) && b.len) {
		free(st->recovered);
		st->recovered = b.data;
	} else
		sbuf_release(&b);
}

static int
open_recover(struct store *st)
{
	int64_t versions = 0, cut = 0;
	int rc = archive_sweep(&st->archive);

	if (!rc)
		rc = recover_captures(st, &cut);
	if (rc)
		return rc;
	/* Rows that are all to be made again need not be mended first. */
	rc = recover_archive(st, &versions);
	if (rc == STORE_ERROR && (st->flags & STORE_REBUILD))
		rc = STORE_OK;
	note_recovery(st, versions, cut);
	return rc;
}

static int
open_write(struct store *st)
{
	int rc;

	if ((st->flags & STORE_CREATE) && sfile_mkdirs(st->dir))
		return serr_sys(&st->err, st->dir);
	if (!(st->flags & STORE_CREATE) && !archive_exists(st))
		return open_missing(st);
	rc = lock_take(st);
	if (!rc && !archive_exists(st))
		rc = archive_create(&st->archive);
	if (!rc)
		rc = open_rebuilding(st);
	return rc ? rc : open_recover(st);
}

static int
open_any(struct store *st, const char *dir)
{
	st->dir = strdup(dir);
	if (!st->dir)
		return serr_memory(&st->err);
	while (strlen(st->dir) > 1 && st->dir[strlen(st->dir) - 1] == '/')
		st->dir[strlen(st->dir) - 1] = '\0';
	st->warc.dir = strdup(st->dir);
	st->archive.dir = sfile_join(st->dir, "archive.git");
	if (!st->warc.dir || !st->archive.dir)
		return serr_memory(&st->err);
	if (st->flags & STORE_WRITE)
		return open_write(st);
	return archive_exists(st) ? open_catalog(st) : open_missing(st);
}

int
store_open(struct store **out, const char *dir, unsigned flags)
{
	struct store *st = calloc(1, sizeof(*st));

	*out = st;
	if (!st)
		return STORE_ERROR;
	st->flags = flags & (STORE_CREATE | STORE_REBUILD) ?
	    flags | STORE_WRITE : flags;
	st->lock = st->warc.fd = st->archive.pack.fd = -1;
	st->archive.err = st->warc.err = &st->err;
	return open_any(st, dir);
}

void
store_free(struct store *st)
{
	if (!st)
		return;
	store_rollback(st);
	catalog_close(st);
	warc_release(&st->warc);
	archive_release(&st->archive);
	if (st->lock >= 0)
		close(st->lock);
	free(st->recovered);
	free(st->dir);
	free(st);
}

/* ---- a pass ----------------------------------------------------------- */

int
store_begin(struct store *st)
{
	int64_t replayed;
	int rc = needs_write(st);

	if (rc)
		return rc;
	if (st->batch)
		return serr_set(&st->err, "a pass is already open");
	if (st->behind && (rc = recover_archive(st, &replayed)))
		return rc;
	rc = sql_exec(st, "BEGIN IMMEDIATE");
	if (rc)
		return rc;
	st->batch = 1;
	st->poisoned = 0;
	return STORE_OK;
}

/* The rows of the capture files, as long as they are now. */
static int
warc_rows(struct store *st)
{
	const struct warc_grown *g;
	size_t i;

	for (i = 0; i < st->warc.ngrown; i++) {
		g = &st->warc.grown[i];
		if (sql_do(st, "INSERT INTO warc (name, bytes) VALUES (?1, ?2) "
		    "ON CONFLICT (name) DO UPDATE SET bytes = ?2", "si",
		    g->name, g->after))
			return STORE_ERROR;
	}
	return STORE_OK;
}

/* What was acknowledged stays so, whatever becomes of the upkeep. */
static void
commit_upkeep(struct store *st)
{
	struct serr why = st->err;

	store_gc(st, PASS_BUDGET);
	sketch_upkeep(st);
	st->err = why;
}

/*
 * Captures, then git, then rows, each durable before the next begins. Once the
 * reference has moved the versions exist: rows that fail are made at the next
 * begin, from git.
 */
int
store_commit(struct store *st)
{
	struct serr why;
	int rc;

	if (!st->batch)
		return serr_set(&st->err, "no pass is open");
	if (st->poisoned) {
		why = st->err;
		store_rollback(st);
		return serr_set(&st->err, "%s", why.text);
	}
	rc = warc_sync(&st->warc);
	if (!rc)
		rc = warc_rows(st);
	if (!rc) {
		rc = archive_commit(&st->archive);
		st->behind = rc != STORE_NONE;
		rc = rc == STORE_NONE ? STORE_OK : rc;
	}
	if (!rc)
		rc = sql_exec(st, "COMMIT");
	if (rc) {
		why = st->err;
		if (st->behind)
			warc_forget(&st->warc);
		store_rollback(st);
		st->err = why;
		return rc;
	}
	warc_forget(&st->warc);
	st->batch = st->behind = 0;
	commit_upkeep(st);
	return STORE_OK;
}

void
store_rollback(struct store *st)
{
	if (!st->batch)
		return;
	if (!sqlite3_get_autocommit(st->db))
		sqlite3_exec(st->db, "ROLLBACK", NULL, NULL, NULL);
	archive_rollback(&st->archive);
	warc_rollback(&st->warc);
	st->batch = st->poisoned = 0;
}

int
batch_enter(struct store *st, int *own)
{
	*own = !st->batch;
	return *own ? store_begin(st) : STORE_OK;
}

/* A failed write inside a pass spoils the pass: commit will refuse. */
int
batch_leave(struct store *st, int own, int rc)
{
	struct serr why;
	int done;

	if (!own) {
		st->poisoned |= rc < 0;
		return rc;
	}
	if (rc >= 0) {
		done = store_commit(st);
		return done ? done : rc;
	}
	why = st->err;
	store_rollback(st);
	st->err = why;
	return rc;
}
