/*
 * Everything the store claims, checked against itself: history from the first
 * commit, texts against their digests, numbers without a gap, captures against
 * theirs, and the catalog against git.
 */
#include <fcntl.h>
#include <unistd.h>

#include "store/internal.h"

struct check {
	struct store *st;
	store_fault_fn *fn;
	void *arg;
	int64_t faults;
};

static void fault(struct check *, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

static void
fault(struct check *k, const char *fmt, ...)
{
	char text[700];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	k->faults++;
	k->fn(text, k->arg);
}

/* ---- captures --------------------------------------------------------- */

static void
check_capture(struct check *k, const struct store_version *v, const char *want)
{
	char *headers, *body, *url, sum[65];
	size_t n = 0;
	int rc = store_capture_read(k->st, v->capture, &headers, &body, &n,
	    &url);

	if (rc) {
		fault(k, "%s: capture %s: %s", v->commit, v->capture,
		    rc == STORE_NONE ? "not there" : k->st->err.text);
		return;
	}
	store_sha256(body, n, sum);
	if (want[0] && strcmp(sum, want) != 0)
		fault(k, "%s: capture %s: its bytes have another digest",
		    v->commit, v->capture);
	free(headers);
	free(body);
	free(url);
}

/* One record's bytes against the digest beside them. */
static void
check_record(struct check *k, const char *name, const struct warc_record *r)
{
	char digest[80] = "sha256:";

	store_sha256(r->block.data, r->block.len, digest + 7);
	if (strcmp(digest, r->block_digest) != 0)
		fault(k, "%s: the record %s at byte %lld has another digest",
		    name, r->id, (long long)r->offset);
}

/* A capture file is whole records from its first byte to its last. */
static int
check_file(struct store *st, const char *name, const char *path, void *arg)
{
	struct warc_record r = { 0 };
	struct check *k = arg;
	int64_t at = 0, size = sfile_size(path);
	int fd = open(path, O_RDONLY | O_CLOEXEC), rc = STORE_OK;

	if (fd < 0)
		return serr_sys(&st->err, path);
	while (at < size && !(rc = warc_read(fd, at, &r, &st->err))) {
		check_record(k, name, &r);
		at = r.next;
	}
	if (at < size)
		fault(k, "%s: no whole record at byte %lld", name,
		    (long long)at);
	close(fd);
	warc_record_release(&r);
	return STORE_OK;
}

/* ---- a commit against its row ----------------------------------------- */

struct pair {
	struct check *check;
	struct commit *commit;
	int found;
};

static int
check_row(const struct store_version *v, void *arg)
{
	struct pair *p = arg;
	const struct message *m = &p->commit->message;
	char hex[41], sum[65];

	p->found = 1;
	hex_encode(p->commit->oid, OID_LEN, hex);
	store_sha256(v->text, v->ntext, sum);
	if (strcmp(v->commit, hex) != 0)
		fault(p->check, "%s: the catalog has another commit (%s)", hex,
		    v->commit);
	if (strcmp(sum, m->text_sha256) != 0)
		fault(p->check, "%s: the text has another digest", hex);
	if (strcmp(v->text_sha256, m->text_sha256) != 0 ||
	    v->fetched != m->fetched || v->published != m->published ||
	    v->modified != m->modified)
		fault(p->check, "%s: the catalog says otherwise", hex);
	if (m->capture.len && (!v->capture ||
	    strcmp(v->capture, m->capture.data) != 0))
		fault(p->check, "%s: the catalog has another capture", hex);
	else if (m->capture.len)
		check_capture(p->check, v, m->capture_sha256);
	return 0;
}

struct place {
	struct sbuf path;
	int64_t key;
};

static int
place_fill(const struct store_story *s, void *arg)
{
	struct place *p = arg;

	sbuf_adds(&p->path, s->path ? s->path : "");
	p->key = s->key;
	return 0;
}

/* The text git has under the story's folder must be the row's. */
static void
check_tree(struct check *k, struct commit *c, const char *path,
    const char *hex)
{
	unsigned char blob[OID_LEN];
	sqlite3_stmt *s;
	int rc = commit_find(&k->st->archive, c, NULL);

	if (rc == STORE_SAME && c->message.number > 1)
		rc = commit_find(&k->st->archive, c, path);
	if (rc == STORE_SAME)
		fault(k, "%s: a first version that changes nothing", hex);
	else if (rc)
		fault(k, "%s: %s", hex, k->st->err.text);
	if (rc)
		return;
	if (strcmp(c->path.data, path) != 0)
		fault(k, "%s: is in %s, not in %s", hex, c->path.data, path);
	s = sql_get(k->st, "SELECT blob FROM version JOIN story ON "
	    "story.key = version.story WHERE story.url = ? AND number = ?",
	    "sd", c->message.story.data, c->message.number);
	if (s && sql_step(k->st, s) > 0 &&
	    sqlite3_column_bytes(s, 0) == OID_LEN) {
		memcpy(blob, sqlite3_column_blob(s, 0), OID_LEN);
		if (memcmp(blob, c->blob, OID_LEN))
			fault(k, "%s: the catalog has another text", hex);
	}
	sql_done(k->st, s);
}

static void
check_commit(struct check *k, const unsigned char *oid)
{
	struct commit c = { 0 };
	struct place place = { .key = -1 };
	struct pair pair = { k, &c, 0 };
	char hex[41];
	int64_t key = -1;
	int rc;

	hex_encode(oid, OID_LEN, hex);
	if (commit_read(&k->st->archive, oid, &c)) {
		fault(k, "%s", k->st->err.text);
		goto out;
	}
	rc = sql_int(k->st, &key, "SELECT key FROM story WHERE url = ?", "s",
	    c.message.story.data);
	if (!rc)
		store_story_by_key(k->st, key, place_fill, &place);
	if (place.key >= 0) {
		check_tree(k, &c, place.path.data ? place.path.data : "", hex);
		rc = store_version_get(k->st, key, c.message.number, check_row,
		    &pair);
		if (rc < 0)
			fault(k, "%s: %s", hex, k->st->err.text);
	}
	if (place.key < 0 || rc == STORE_NONE)
		fault(k, "%s: version %d of %.200s is not in the catalog", hex,
		    c.message.number, c.message.story.data);
out:
	sbuf_release(&place.path);
	commit_release(&c);
}

/* ---- the catalog against itself --------------------------------------- */

static int
check_numbers(struct check *k)
{
	sqlite3_stmt *s = sql_get(k->st, "SELECT story.url, versions, "
	    "count(number), ifnull(max(number), 0), "
	    "ifnull(min(number), 1) FROM story LEFT JOIN version ON "
	    "version.story = story.key GROUP BY story.key "
	    "HAVING versions <> count(number) OR versions <> "
	    "ifnull(max(number), 0) OR ifnull(min(number), 1) <> 1", "");
	int rc = STORE_ERROR;

	while (s && (rc = sql_step(k->st, s)) > 0)
		fault(k, "%.300s: %d versions said, %d there, the last is %d",
		    sql_text(s, 0), sqlite3_column_int(s, 1),
		    sqlite3_column_int(s, 2), sqlite3_column_int(s, 3));
	sql_done(k->st, s);
	return rc;
}

static int
check_sqlite(struct check *k)
{
	sqlite3_stmt *s = sql_get(k->st, "PRAGMA quick_check(20)", "");
	int rc = STORE_ERROR;

	while (s && (rc = sql_step(k->st, s)) > 0)
		if (strcmp(sql_text(s, 0), "ok") != 0)
			fault(k, "catalog.db: %s", sql_text(s, 0));
	sql_done(k->st, s);
	return rc;
}

static int
check_held(const struct store_held *h, void *arg)
{
	struct check *k = arg;
	struct store_version v = { .capture = h->capture };

	snprintf(v.commit, sizeof(v.commit), "held %lld", (long long)h->key);
	if (!h->capture)
		fault(k, "%s: no capture", v.commit);
	else
		check_capture(k, &v, h->body_sha256);
	return 0;
}

/* One that changes nothing has the text of a commit before it. */
static void
check_former_commit(struct check *k, const char *ref, const unsigned char *oid)
{
	struct archive *a = &k->st->archive;
	struct commit c = { 0 };
	char *text = NULL;
	size_t n;
	int rc = commit_read(a, oid, &c);

	if (!rc)
		rc = commit_find(a, &c, NULL);
	if (!rc)
		rc = archive_read(a, c.blob, GIT_OBJECT_BLOB, &text, &n);
	if (rc < 0 || rc == STORE_NONE)
		fault(k, "%s: %s", ref, rc == STORE_NONE ?
		    "a text is missing" : k->st->err.text);
	free(text);
	commit_release(&c);
}

/* A history that main was written again from is whole, with all its texts. */
static int
check_former(const char *ref, const unsigned char *oid, void *arg)
{
	struct check *k = arg;
	struct history h = { 0 };
	size_t i;

	if (history_read(&k->st->archive, oid, NULL, &h))
		fault(k, "%s: %s", ref, k->st->err.text);
	for (i = 0; i < h.n; i++)
		check_former_commit(k, ref, history_at(&h, i));
	history_release(&h);
	return 0;
}

int
store_verify(struct store *st, store_fault_fn *fn, void *arg)
{
	struct check k = { st, fn, arg, 0 };
	unsigned char head[OID_LEN];
	struct history h = { 0 };
	int64_t rows = 0;
	int has_head = 0, rc;
	size_t i;

	rc = check_sqlite(&k);
	if (!rc)
		rc = archive_head(&st->archive, head, &has_head);
	if (!rc && has_head)
		rc = history_read(&st->archive, head, NULL, &h);
	for (i = 0; !rc && i < h.n; i++)
		check_commit(&k, history_at(&h, i));
	if (!rc)
		rc = sql_int(st, &rows, "SELECT count(*) FROM version", "");
	if (!rc && rows != (int64_t)h.n)
		fault(&k, "%lld versions in the catalog, %zu commits in main",
		    (long long)rows, h.n);
	if (!rc)
		rc = former_each(&k.st->archive, check_former, &k);
	if (!rc)
		rc = check_numbers(&k);
	if (!rc)
		rc = store_held_each(st, check_held, &k);
	if (!rc)
		rc = warc_each(st, check_file, &k);
	history_release(&h);
	return rc ? rc : k.faults ? STORE_NONE : STORE_OK;
}
