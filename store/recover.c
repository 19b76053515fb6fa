/*
 * Bringing the catalog up to the archive: after a crash, the last commits; for
 * reindex, all of them. Git is the truth: a catalog that knows a commit main
 * does not have is an error that only reindex mends.
 */
#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include "store/internal.h"

/* ---- commits ---------------------------------------------------------- */

/* The story of a commit's URL, made when the catalog lost it. */
static int
replay_story(struct store *st, const struct message *m, int64_t *key)
{
	int rc = sql_int(st, key, "SELECT key FROM story WHERE url = ?", "s",
	    m->story.data);

	if (rc != STORE_NONE)
		return rc;
	rc = store_story_add(st, m->story.data, NULL, m->fetched, key);
	return rc < 0 ? rc : STORE_OK;
}

struct known {
	struct sbuf path;
	int versions;
};

static int
known_fill(const struct store_story *s, void *arg)
{
	struct known *k = arg;

	sbuf_adds(&k->path, s->path && s->versions ? s->path : "");
	k->versions = s->versions;
	return 0;
}

static int
replay_row(struct store *st, struct commit *c, int64_t story)
{
	struct version_row row = { .story = story, .commit = c->oid,
		.blob = c->blob, .number = c->message.number,
		.path = c->path.data, .message = &c->message };
	char *text, hex[41];
	int rc = archive_read(&st->archive, c->blob, GIT_OBJECT_BLOB, &text,
	    &row.ntext);

	hex_encode(c->oid, OID_LEN, hex);
	if (rc)
		return rc == STORE_NONE ?
		    serr_set(&st->err, "%s: its text is missing", hex) : rc;
	row.text = text;
	rc = version_insert(st, &row);
	free(text);
	return rc;
}

int
recover_commit(struct store *st, const unsigned char *oid)
{
	struct commit c = { 0 };
	struct known k = { 0 };
	int64_t story = 0;
	int rc = commit_read(&st->archive, oid, &c);

	if (!rc)
		rc = replay_story(st, &c.message, &story);
	if (!rc)
		rc = store_story_by_key(st, story, known_fill, &k);
	if (!rc && k.versions + 1 != c.message.number)
		rc = serr_set(&st->err, "%.200s: version %d follows %d",
		    c.message.story.data, c.message.number, k.versions);
	if (!rc)
		rc = commit_find(&st->archive, &c, k.path.len ? k.path.data :
		    NULL);
	if (rc == STORE_SAME)
		rc = serr_set(&st->err, "%.200s: a first version that changes "
		    "nothing", c.message.story.data);
	if (!rc)
		rc = replay_row(st, &c, story);
	sbuf_release(&k.path);
	commit_release(&c);
	return rc;
}

static int
replay(struct store *st, const struct history *h, int64_t *replayed)
{
	struct serr why;
	size_t i;
	int rc = sql_exec(st, "BEGIN IMMEDIATE");

	if (rc)
		return rc;
	for (i = 0; !rc && i < h->n; i++)
		rc = recover_commit(st, history_at(h, i));
	if (!rc)
		rc = sql_exec(st, "COMMIT");
	if (!rc) {
		*replayed = (int64_t)h->n;
		return rc;
	}
	why = st->err;
	sqlite3_exec(st->db, "ROLLBACK", NULL, NULL, NULL);
	st->err = why;
	return rc;
}

/* The last commit the catalog knows; STORE_NONE when it knows none. */
static int
catalog_head(struct store *st, unsigned char oid[OID_LEN])
{
	sqlite3_stmt *s = sql_get(st, "SELECT id FROM version "
	    "ORDER BY key DESC LIMIT 1", "");
	int rc = s ? sql_step(st, s) : STORE_ERROR;

	if (rc > 0 && sqlite3_column_bytes(s, 0) == OID_LEN)
		memcpy(oid, sqlite3_column_blob(s, 0), OID_LEN);
	sql_done(st, s);
	return rc > 0 ? STORE_OK : rc == 0 ? STORE_NONE : rc;
}

int
recover_archive(struct store *st, int64_t *replayed)
{
	unsigned char head[OID_LEN], known[OID_LEN];
	struct history h = { 0 };
	int has_head = 0, rc, empty, again;

	*replayed = 0;
	rc = archive_head(&st->archive, head, &has_head);
	if (!rc)
		rc = catalog_head(st, known);
	if (rc < 0)
		return rc;
	empty = rc == STORE_NONE;
	if (empty ? !has_head : has_head && !memcmp(head, known, OID_LEN)) {
		st->behind = 0;
		return STORE_OK;
	}
	if (!has_head)
		return serr_set(&st->err, "the archive is empty and the "
		    "catalog is not: reindex");
	rc = history_read(&st->archive, head, empty ? NULL : known, &h);
	again = !rc && !empty && !h.reached;
	if (again)
		rc = former_has(&st->archive, known);
	if (rc == STORE_NONE)
		rc = serr_set(&st->err, "the catalog knows a version that main "
		    "does not have: reindex");
	if (!rc)
		rc = again ? follow_main(st, &h, replayed) :
		    replay(st, &h, replayed);
	if (!rc && empty)
		rc = recover_warc_rows(st);
	st->behind = rc != STORE_OK;
	history_release(&h);
	return rc;
}

/* ---- capture files ---------------------------------------------------- */

static int
by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static int
visible(const struct dirent *e)
{
	return e->d_name[0] != '.';
}

static int
month_each(struct store *st, const char *month, warc_file_fn *fn, void *arg)
{
	struct dirent **files = NULL;
	char *dir = sfile_join(st->dir, month), *path;
	int n = dir ? scandir(dir, &files, visible, by_name) : -1, i;
	int rc = STORE_OK;

	for (i = 0; i < n; i++) {
		char name[600];
		size_t len = strlen(files[i]->d_name);

		if (!rc && len > 8 &&
		    !strcmp(files[i]->d_name + len - 8, ".warc.gz")) {
			snprintf(name, sizeof(name), "%s/%s", month,
			    files[i]->d_name);
			path = sfile_join(st->dir, name);
			rc = path ? fn(st, name, path, arg) :
			    serr_memory(&st->err);
			free(path);
		}
		free(files[i]);
	}
	free(files);
	free(dir);
	return rc;
}

int
warc_each(struct store *st, warc_file_fn *fn, void *arg)
{
	struct dirent **months = NULL;
	char *dir = sfile_join(st->dir, "captures");
	int n = dir ? scandir(dir, &months, visible, by_name) : -1, i;
	int rc = STORE_OK;

	for (i = 0; i < n; i++) {
		char name[300];

		snprintf(name, sizeof(name), "captures/%s", months[i]->d_name);
		if (!rc)
			rc = month_each(st, name, fn, arg);
		free(months[i]);
	}
	free(months);
	free(dir);
	return rc;
}

/* Looks only at what grew since the catalog last knew the file's length. */
static int
cut_one(struct store *st, const char *name, const char *path, void *arg)
{
	int64_t known = 0, end = 0, size = sfile_size(path), *cut = arg;
	int rc = sql_int(st, &known, "SELECT bytes FROM warc WHERE name = ?",
	    "s", name);

	if (rc < 0 || size == known)
		return rc < 0 ? rc : STORE_OK;
	known = known <= size ? known : 0;
	rc = warc_whole(path, known, &end, &st->err);
	if (!rc && end < size) {
		if (truncate(path, end))
			return serr_sys(&st->err, path);
		*cut += size - end;
	}
	return rc ? rc : sql_do(st, "INSERT OR REPLACE INTO warc (name, bytes) "
	    "VALUES (?, ?)", "si", name, end);
}

int
recover_captures(struct store *st, int64_t *cut)
{
	*cut = 0;
	return warc_each(st, cut_one, cut);
}

/* ---- rows of captures ------------------------------------------------- */

/* "name: value" of a metadata block, without its line end. */
static int
meta_field(const struct warc_record *r, const char *name, struct sbuf *out)
{
	const char *p = r->block.data ? r->block.data : "";
	size_t n = strlen(name);

	for (; *p; p += strcspn(p, "\n"), p += *p == '\n')
		if (!strncmp(p, name, n) && !strncmp(p + n, ": ", 2)) {
			sbuf_reset(out);
			sbuf_add(out, p + n + 2, strcspn(p + n + 2, "\r\n"));
			return sbuf_ok(out);
		}
	return 0;
}

/* The response a metadata record may say more about. */
struct last_response {
	char name[700];
	char body[65];
};

static int
held_row(struct store *st, const struct warc_record *r,
    const struct last_response *last)
{
	struct sbuf url = { 0 }, verdict = { 0 }, reason = { 0 };
	int64_t story = 0, t = STORE_NO_TIME;
	int rc = STORE_OK;

	if (!meta_field(r, "held", &verdict) || !meta_field(r, "story", &url) ||
	    time_parse(r->date, strlen(r->date), &t))
		goto out;
	meta_field(r, "reason", &reason);
	rc = store_story_add(st, url.data, NULL, t, &story);
	if (rc >= 0)
		rc = sql_do(st, "INSERT INTO held (story, fetched, verdict, "
		    "reason, capture, body_sha256, last, since) VALUES (?1, "
		    "?2, ?3, ?4, ?5, ?6, ?2, ?2) ON CONFLICT (story, body_sha256) DO "
		    "NOTHING", "itssss", story, t, verdict.data,
		    reason.data ? reason.data : "", last->name, last->body);
out:
	sbuf_release(&url);
	sbuf_release(&verdict);
	sbuf_release(&reason);
	return rc;
}

static int
record_rows(struct store *st, const char *name, const struct warc_record *r,
    struct last_response *last)
{
	if (strcmp(r->type, "response") == 0) {
		snprintf(last->name, sizeof(last->name), "%s %s", name, r->id);
		snprintf(last->body, sizeof(last->body), "%s",
		    strncmp(r->payload_digest, "sha256:", 7) ? "" :
		    r->payload_digest + 7);
		return capture_insert(st, last->name, r->offset);
	}
	if (strcmp(r->type, "metadata") == 0 && last->name[0] &&
	    r->concurrent[0] && strstr(last->name, r->concurrent))
		return held_row(st, r, last);
	return STORE_OK;
}

static int
file_rows(struct store *st, const char *name, const char *path, void *arg)
{
	struct last_response last = { "", "" };
	struct warc_record r = { 0 };
	int fd = open(path, O_RDONLY | O_CLOEXEC), rc = STORE_OK;
	int64_t at = 0;

	(void)arg;
	if (fd < 0)
		return serr_sys(&st->err, path);
	while (!rc && !(rc = warc_read(fd, at, &r, &st->err))) {
		rc = record_rows(st, name, &r, &last);
		at = r.next;
	}
	close(fd);
	warc_record_release(&r);
	if (rc != STORE_NONE)
		return rc;
	return sql_do(st, "INSERT OR REPLACE INTO warc (name, bytes) "
	    "VALUES (?, ?)", "si", name, at);
}

/* Captures that became versions after all are not held. */
int
recover_warc_rows(struct store *st)
{
	int rc = warc_each(st, file_rows, NULL);

	return rc ? rc : sql_do(st, "DELETE FROM held WHERE capture IN "
	    "(SELECT capture FROM version WHERE capture IS NOT NULL)", "");
}

/* ---- reindex ---------------------------------------------------------- */

static int
reindex(struct store *st, int64_t *versions)
{
	unsigned char head[OID_LEN];
	struct history h = { 0 };
	int has_head = 0, rc;
	size_t i;

	rc = sql_exec(st, "DELETE FROM version; DELETE FROM capture;"
	    "DELETE FROM held; DELETE FROM warc; DELETE FROM derived;"
	    "DELETE FROM sketch; DELETE FROM twin;"
	    "DELETE FROM meta WHERE name = 'sketch-below';"
	    "INSERT INTO search(search) VALUES ('delete-all');"
	    "UPDATE story SET versions = 0, path = NULL, slug = NULL,"
	    " text_sha256 = '', extractor = '', changed = NULL");
	if (!rc)
		rc = archive_head(&st->archive, head, &has_head);
	if (!rc && has_head)
		rc = history_read(&st->archive, head, NULL, &h);
	for (i = 0; !rc && i < h.n; i++)
		rc = recover_commit(st, history_at(&h, i));
	if (!rc)
		rc = recover_warc_rows(st);
	*versions = (int64_t)h.n;
	history_release(&h);
	return rc;
}

int
store_reindex(struct store *st, int64_t *versions)
{
	int rc = needs_write(st);
	struct serr why;

	*versions = 0;
	if (rc)
		return rc;
	if (st->batch)
		return serr_set(&st->err, "a pass is open");
	rc = sql_exec(st, "BEGIN IMMEDIATE");
	if (!rc)
		rc = reindex(st, versions);
	if (!rc)
		rc = sql_exec(st, "COMMIT");
	if (rc && !sqlite3_get_autocommit(st->db)) {
		why = st->err;
		sqlite3_exec(st->db, "ROLLBACK", NULL, NULL, NULL);
		st->err = why;
	}
	st->behind = st->behind && rc;
	return rc;
}
