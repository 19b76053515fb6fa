/* Held captures, and the bytes of any capture. */
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "store/internal.h"

/* What the metadata record says, so that reindex finds it again. */
static void
held_fields(struct sbuf *out, const struct store_held *h, const char *url)
{
	struct sbuf verdict = { 0 }, reason = { 0 };

	message_line(&verdict, h->verdict, 40);
	message_line(&reason, h->reason, NOTE_MAX);
	sbuf_addf(out, "story: %s\r\nheld: %s\r\nreason: %s\r\n", url,
	    verdict.len ? verdict.data : "held", reason.len ? reason.data : "");
	if (!sbuf_ok(&verdict) || !sbuf_ok(&reason))
		out->failed = 1;
	sbuf_release(&verdict);
	sbuf_release(&reason);
}

static int
url_fill(const struct store_story *s, void *arg)
{
	sbuf_adds(arg, s->url);
	return 0;
}

static int
held_write(struct store *st, const struct store_held *h,
    const struct store_capture *c, const char *sum)
{
	struct sbuf name = { 0 }, fields = { 0 }, url = { 0 };
	int64_t offset;
	int rc = store_story_by_key(st, h->story, url_fill, &url);

	if (rc == STORE_NONE)
		rc = serr_set(&st->err, "no story %lld", (long long)h->story);
	if (rc)
		goto out;
	held_fields(&fields, h, url.data);
	rc = sbuf_ok(&fields) && sbuf_ok(&url) ?
	    warc_append(&st->warc, c, fields.data, &name, &offset) :
	    serr_memory(&st->err);
	if (!rc)
		rc = capture_insert(st, name.data, offset);
	if (!rc)
		/* the run goes on with another text for the same reason */
		rc = sql_do(st, "INSERT INTO held (story, fetched, verdict, "
		    "reason, capture, body_sha256, last, text_sha256, run, since) "
		    "SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?2, ?7, coalesce(max(run), "
		    "0) + 1, coalesce(min(since), ?2) FROM (SELECT run, since "
		    "FROM held WHERE ?8 AND story = ?1 AND verdict = ?3 "
		    "AND reason = ?4 ORDER BY last DESC LIMIT 1)", "itsssssd",
		    h->story, c->fetched, h->verdict, h->reason, name.data,
		    sum, h->text_sha256, h->goes_on);
out:
	sbuf_release(&url);
	sbuf_release(&fields);
	sbuf_release(&name);
	return rc;
}

static int
hold(struct store *st, const struct store_held *h,
    const struct store_capture *c)
{
	char sum[65];
	int64_t key;
	int rc;

	store_sha256(c->body, c->nbody, sum);
	rc = sql_int(st, &key, "SELECT key FROM held WHERE story = ?1 AND "
	    "body_sha256 = ?2", "is", h->story, sum);
	if (rc == STORE_NONE && h->text_sha256[0])
		rc = sql_int(st, &key, "SELECT key FROM held WHERE story = ? "
		    "AND text_sha256 = ? AND verdict = ?", "iss", h->story,
		    h->text_sha256, h->verdict);
	if (rc == STORE_NONE)
		return held_write(st, h, c, sum);
	if (!rc)
		rc = sql_do(st, "UPDATE held SET seen = seen + 1, last = ?1,"
		    " run = CASE WHEN ?3 THEN run + 1 ELSE 1 END,"
		    " since = CASE WHEN ?3 THEN since ELSE ?1 END "
		    "WHERE key = ?2", "tid", c->fetched, key, h->goes_on);
	return rc ? rc : STORE_SAME;
}

int
store_hold(struct store *st, const struct store_held *h,
    const struct store_capture *c)
{
	int own, rc = batch_enter(st, &own);

	return rc ? rc : batch_leave(st, own, hold(st, h, c));
}

int
store_held_each(struct store *st, store_held_fn *fn, void *arg)
{
	sqlite3_stmt *s = sql_get(st, "SELECT key, story, fetched, verdict, "
	    "reason, capture, body_sha256, seen, last, run, since FROM held "
	    "ORDER BY key", "");
	struct store_held h;
	int rc = STORE_ERROR;

	if (!s)
		return rc;
	while ((rc = sql_step(st, s)) > 0) {
		h = (struct store_held){ .key = sqlite3_column_int64(s, 0),
			.story = sqlite3_column_int64(s, 1),
			.fetched = sql_time(s, 2), .verdict = sql_text(s, 3),
			.reason = sql_text(s, 4), .capture = sql_text(s, 5),
			.seen = sqlite3_column_int(s, 7),
			.last = sql_time(s, 8),
			.run = sqlite3_column_int(s, 9),
			.since = sql_time(s, 10) };
		sql_copy(s, 6, h.body_sha256, sizeof(h.body_sha256));
		rc = fn(&h, arg);
		if (rc)
			break;
	}
	sql_done(st, s);
	return rc;
}

int
store_held_run(struct store *st, int64_t story, const char *text_sha256,
    const char *reason, struct store_held *out)
{
	sqlite3_stmt *s = sql_get(st, "SELECT key, run, since FROM held "
	    "WHERE story = ?1 AND (text_sha256 = ?2 OR reason = ?3) "
	    "ORDER BY last DESC LIMIT 1", "iss", story, text_sha256,
	    reason);
	int rc = s ? sql_step(st, s) : STORE_ERROR;

	if (rc > 0)
		*out = (struct store_held){ .story = story,
			.key = sqlite3_column_int64(s, 0),
			.run = sqlite3_column_int(s, 1),
			.since = sql_time(s, 2) };
	sql_done(st, s);
	return rc > 0 ? STORE_OK : rc ? rc : STORE_NONE;
}

/* A page is held a moment before its story's row says that it answered. */
int
store_silent_each(struct store *st, store_silent_fn *fn, void *arg)
{
	sqlite3_stmt *s = sql_get(st, "SELECT story.url, held.since, "
	    "held.verdict, held.reason, max(held.last) FROM story "
	    "JOIN held ON held.story = story.key "
	    "WHERE story.state = 2 AND story.failures = 0 "
	    "AND story.versions > 0 AND held.last + 5 >= story.last "
	    "GROUP BY story.key", "");
	struct store_silent h;
	int rc = STORE_ERROR;

	while (s && (rc = sql_step(st, s)) > 0) {
		h = (struct store_silent){ .url = sql_text(s, 0),
			.since = sql_time(s, 1), .verdict = sql_text(s, 2),
			.reason = sql_text(s, 3) };
		rc = fn(&h, arg);
		if (rc)
			break;
	}
	sql_done(st, s);
	return rc;
}

int
store_site_answered(struct store *st, const char *site, int64_t since,
    int64_t *n)
{
	/* '0' follows '/': all paths that begin with the site's folder */
	return sql_int(st, n, "SELECT count(*) FROM story WHERE path >= "
	    "?1 || '/' AND path < ?1 || '0' AND state NOT IN (2, 4, 6) AND "
	    "failures = 0 AND last >= ?2", "st", site, since);
}

int
store_held_drop(struct store *st, int64_t key)
{
	int rc = needs_write(st);

	if (!rc)
		rc = sql_do(st, "DELETE FROM held WHERE key = ?", "i", key);
	return rc ? rc : sqlite3_changes(st->db) ? STORE_OK : STORE_NONE;
}

/* ---- reading a capture ------------------------------------------------ */

/* From where the catalog says, else by reading the file from its start. */
static int
capture_seek(struct store *st, int fd, int64_t at, const char *id,
    struct warc_record *r)
{
	int rc = warc_read(fd, at, r, &st->err);

	if (!rc && strcmp(r->id, id) == 0)
		return rc;
	for (at = 0; !(rc = warc_read(fd, at, r, &st->err)); at = r->next)
		if (strcmp(r->id, id) == 0)
			return STORE_OK;
	return rc;
}

static char *
copy_bytes(const char *p, size_t n)
{
	char *out = malloc(n + 1);

	if (!out)
		return NULL;
	memcpy(out, p, n);
	out[n] = '\0';
	return out;
}

static int
capture_split(struct store *st, const struct warc_record *r, char **headers,
    char **body, size_t *nbody, char **url)
{
	const char *p = r->block.data ? r->block.data : "", *end;
	size_t n;

	end = r->block.len ? memmem(p, r->block.len, "\r\n\r\n", 4) : NULL;
	if (!end)
		return serr_set(&st->err, "%s: no HTTP response", r->id);
	n = (size_t)(end - p) + 4;
	*headers = copy_bytes(p, n);
	*body = copy_bytes(p + n, r->block.len - n);
	*url = copy_bytes(r->url.data ? r->url.data : "", r->url.len);
	*nbody = r->block.len - n;
	if (*headers && *body && *url)
		return STORE_OK;
	free(*headers);
	free(*body);
	free(*url);
	*headers = *body = *url = NULL;
	return serr_memory(&st->err);
}

/* "captures/..." and nothing that leaves the folder. */
static char *
capture_path(struct store *st, const char *capture, const char *space)
{
	char *name, *path = NULL;

	if (!space || strncmp(capture, "captures/", 9) != 0 ||
	    strstr(capture, ".."))
		return NULL;
	name = strndup(capture, (size_t)(space - capture));
	if (name)
		path = sfile_join(st->dir, name);
	free(name);
	return path;
}

int
store_capture_read(struct store *st, const char *capture, char **headers,
    char **body, size_t *nbody, char **url)
{
	const char *space = strchr(capture, ' ');
	struct warc_record r = { 0 };
	char *path = capture_path(st, capture, space);
	int64_t at = 0;
	int fd, rc;

	*headers = *body = *url = NULL;
	if (!path)
		return serr_set(&st->err, "%.200s: no name of a capture",
		    capture);
	rc = sql_int(st, &at, "SELECT at FROM capture WHERE name = ?", "s",
	    capture);
	fd = rc < 0 ? -1 : open(path, O_RDONLY | O_CLOEXEC);
	if (rc >= 0 && fd < 0) {
		rc = errno == ENOENT ? STORE_NONE : STORE_ERROR;
		serr_sys(&st->err, path);
	} else if (rc >= 0) {
		rc = capture_seek(st, fd, at, space + 1, &r);
		if (rc == STORE_NONE)
			serr_set(&st->err, "%.200s: not there", capture);
	}
	if (!rc)
		rc = capture_split(st, &r, headers, body, nbody, url);
	if (fd >= 0)
		close(fd);
	warc_record_release(&r);
	free(path);
	return rc;
}
