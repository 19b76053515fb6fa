/* Versions: adding one to the pass, and reading them by their rows. */
#include "store/internal.h"

/* ---- adding ----------------------------------------------------------- */

/* What a story is before the version; strings are copies. */
struct before {
	struct sbuf url, path;
	int64_t first_seen;
	int versions;
	char text_sha256[65];
};

static int
before_fill(const struct store_story *s, void *arg)
{
	struct before *b = arg;

	sbuf_adds(&b->url, s->url);
	sbuf_adds(&b->path, s->path ? s->path : "");
	b->first_seen = s->first_seen;
	b->versions = s->versions;
	memcpy(b->text_sha256, s->text_sha256, sizeof(b->text_sha256));
	return 0;
}

static void
before_release(struct before *b)
{
	sbuf_release(&b->url);
	sbuf_release(&b->path);
}

/* A path no other story has: eight digits of the id, or all when it is taken. */
static int
choose_path(struct store *st, struct before *b, const struct store_version *v,
    const char *slug)
{
	int64_t date = v->published != STORE_NO_TIME ? v->published :
	    b->first_seen != STORE_NO_TIME ? b->first_seen : v->fetched;
	char sum[65], id[65];
	int64_t taken;
	size_t digits;
	int rc = STORE_OK;

	store_sha256(b->url.data, b->url.len, sum);
	for (digits = STORE_ID_LEN; !rc && digits <= 64; digits *= 2) {
		snprintf(id, sizeof(id), "%.*s", (int)digits, sum);
		sbuf_reset(&b->path);
		story_path(&b->path, b->url.data, slug, id, date);
		if (!sbuf_ok(&b->path))
			return serr_memory(&st->err);
		rc = sql_int(st, &taken, "SELECT key FROM story WHERE path = ?",
		    "s", b->path.data);
	}
	return rc == STORE_NONE ? STORE_OK : rc ? rc :
	    serr_set(&st->err, "%s: path taken", b->path.data);
}

static void
message_fill(struct message *m, const struct store_version *v,
    const struct before *b, const struct store_capture *c)
{
	message_line(&m->subject, v->headline, SUBJECT_MAX);
	if (!m->subject.len)
		sbuf_adds(&m->subject, "(no headline)");
	message_line(&m->note, v->note, NOTE_MAX);
	message_line(&m->extractor, v->extractor, 63);
	sbuf_add(&m->story, b->url.data, b->url.len);
	m->number = b->versions + 1;
	m->fetched = v->fetched;
	m->published = v->published;
	m->modified = v->modified;
	m->words = v->words < 0 ? 0 : v->words;
	m->notes = v->notes < 0 ? 0 : v->notes;
	if (c)
		capture_sha256(c, m->capture_sha256);
}

static int
capture_write(struct store *st, const struct store_capture *c,
    const char *fields, struct sbuf *name)
{
	int64_t offset;
	int rc = warc_append(&st->warc, c, fields, name, &offset);

	return rc ? rc : capture_insert(st, name->data, offset);
}

/* A capture that the store has already: a held one that was accepted. */
static int
capture_refer(struct store *st, const char *name, struct message *m)
{
	char *headers, *body, *url;
	size_t n;
	int rc = store_capture_read(st, name, &headers, &body, &n, &url);

	if (rc == STORE_NONE)
		return serr_set(&st->err, "%.200s: no such capture", name);
	if (rc)
		return rc;
	store_sha256(body, n, m->capture_sha256);
	sbuf_adds(&m->capture, name);
	free(headers);
	free(body);
	free(url);
	return sbuf_ok(&m->capture) ? STORE_OK : serr_memory(&st->err);
}

static int
commit_write(struct store *st, const struct store_version *v,
    const struct before *b, const struct message *m)
{
	struct sbuf text = { 0 };
	struct archive_version av = { .path = b->path.data, .story = v->story,
		.text = v->text, .ntext = v->ntext, .committed = v->fetched };
	struct version_row row = { .story = v->story, .number = m->number,
		.path = b->path.data, .message = m, .text = v->text,
		.ntext = v->ntext, .commit = av.commit, .blob = av.blob };
	int rc;

	av.authored = v->modified != STORE_NO_TIME ? v->modified :
	    v->published != STORE_NO_TIME ? v->published : v->fetched;
	message_write(m, &text);
	av.message = text.data;
	if (sbuf_ok(&m->subject) && sbuf_ok(&m->note) && sbuf_ok(&text))
		rc = archive_add(&st->archive, &av);
	else
		rc = serr_memory(&st->err);
	if (!rc)
		rc = version_insert(st, &row);
	sbuf_release(&text);
	return rc;
}

static int
version_check(struct store *st, const struct store_version *v)
{
	if (v->ntext > TEXT_MAX)
		return serr_set(&st->err, "a text of %zu bytes is refused",
		    v->ntext);
	if (v->fetched == STORE_NO_TIME)
		return serr_set(&st->err, "a version needs a fetch time");
	return STORE_OK;
}

static int
version_write(struct store *st, const struct store_version *v,
    const struct store_capture *c, const char *slug)
{
	struct before b = { 0 };
	struct message m = { 0 };
	int rc = store_story_by_key(st, v->story, before_fill, &b);

	if (rc == STORE_NONE)
		rc = serr_set(&st->err, "no story %lld", (long long)v->story);
	if (!rc && (!sbuf_ok(&b.url) || !sbuf_ok(&b.path)))
		rc = serr_memory(&st->err);
	store_sha256(v->text, v->ntext, m.text_sha256);
	if (!rc && strcmp(m.text_sha256, b.text_sha256) == 0)
		rc = STORE_SAME;
	if (rc)
		goto out;
	message_fill(&m, v, &b, c);
	if (!b.path.len)
		rc = choose_path(st, &b, v, slug);
	if (!rc && c)
		rc = capture_write(st, c, NULL, &m.capture);
	else if (!rc && v->capture && v->capture[0])
		rc = capture_refer(st, v->capture, &m);
	if (!rc)
		rc = commit_write(st, v, &b, &m);
out:
	message_release(&m);
	before_release(&b);
	return rc;
}

int
store_version_add(struct store *st, const struct store_version *v,
    const struct store_capture *c, const char *slug)
{
	int own, rc = version_check(st, v);

	if (rc || (rc = batch_enter(st, &own)))
		return rc;
	return batch_leave(st, own, version_write(st, v, c, slug));
}

/* ---- rows ------------------------------------------------------------- */

int
capture_insert(struct store *st, const char *capture, int64_t offset)
{
	return sql_do(st, "INSERT OR REPLACE INTO capture (name, at) "
	    "VALUES (?, ?)", "si", capture, offset);
}

static int
story_advance(struct store *st, const struct version_row *r)
{
	const char *slug = strrchr(r->path, '/');

	return sql_do(st, "UPDATE story SET versions = ?, path = ?, slug = ?, "
	    "text_sha256 = ?, extractor = ?, changed = ? WHERE key = ?",
	    "dssssti", r->number, r->path, slug ? slug + 1 : r->path,
	    r->message->text_sha256,
	    r->message->extractor.data ? r->message->extractor.data : "",
	    r->message->fetched, r->story);
}

int
version_insert(struct store *st, const struct version_row *r)
{
	const struct message *m = r->message;
	int rc;

	rc = sql_do(st, "INSERT INTO version (story, number, id, blob, "
	    "fetched, published, modified, headline, note, extractor, words, "
	    "notes, text_sha256, capture) "
	    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
	    "idxxtttsssddss", r->story, r->number, r->commit, r->blob,
	    m->fetched, m->published, m->modified, m->subject.data,
	    m->note.data, m->extractor.data, m->words, m->notes,
	    m->text_sha256, m->capture.data);
	if (!rc)
		rc = search_add(st, sqlite3_last_insert_rowid(st->db),
		    m->subject.data, r->text, r->ntext);
	if (!rc)
		rc = sketch_put(st, r->story, r->text, r->ntext);
	return rc ? rc : story_advance(st, r);
}

/* ---- reading ---------------------------------------------------------- */

#define VERSION_COLUMNS                                                       \
	"SELECT story, number, id, fetched, published, modified, headline, "  \
	"note, extractor, words, notes, text_sha256, capture, blob, key "     \
	"FROM version "

static void
version_read(sqlite3_stmt *s, struct store_version *v)
{
	*v = (struct store_version){ .story = sqlite3_column_int64(s, 0),
		.number = sqlite3_column_int(s, 1) };
	sql_hex(s, 2, v->commit, sizeof(v->commit));
	v->fetched = sql_time(s, 3);
	v->published = sql_time(s, 4);
	v->modified = sql_time(s, 5);
	v->headline = sql_text(s, 6);
	v->note = sql_text(s, 7);
	v->extractor = sql_text(s, 8);
	v->words = sqlite3_column_int(s, 9);
	v->notes = sqlite3_column_int(s, 10);
	sql_copy(s, 11, v->text_sha256, sizeof(v->text_sha256));
	v->capture = sql_text(s, 12);
	v->seq = sqlite3_column_int64(s, 14);
}

/* The text of a row; one of the open pass is in the archive after commit. */
static int
version_text(struct store *st, sqlite3_stmt *s, char **text, size_t *n)
{
	const void *blob = sqlite3_column_blob(s, 13);
	char hex[41] = "";
	int rc;

	if (!blob || sqlite3_column_bytes(s, 13) != OID_LEN)
		return serr_set(&st->err, "catalog.db: a version without text");
	rc = archive_read(&st->archive, blob, GIT_OBJECT_BLOB, text, n);
	if (rc != STORE_NONE)
		return rc;
	hex_encode(blob, OID_LEN, hex);
	return serr_set(&st->err, "%s: the text is not in the archive", hex);
}

static int
version_walk(struct store *st, sqlite3_stmt *s, int with_text,
    store_version_fn *fn, void *arg, int *found)
{
	struct store_version v;
	char *text;
	int rc = STORE_ERROR;

	if (!s)
		return rc;
	while ((rc = sql_step(st, s)) > 0) {
		text = NULL;
		*found = 1;
		version_read(s, &v);
		rc = with_text ? version_text(st, s, &text, &v.ntext) :
		    STORE_OK;
		v.text = text;
		if (!rc)
			rc = fn(&v, arg);
		free(text);
		if (rc)
			break;
	}
	sql_done(st, s);
	return rc;
}

int
store_versions(struct store *st, int64_t story, int with_text,
    store_version_fn *fn, void *arg)
{
	int found;

	return version_walk(st, sql_get(st, VERSION_COLUMNS
	    "WHERE story = ? ORDER BY number", "i", story), with_text, fn, arg,
	    &found);
}

int
store_version_get(struct store *st, int64_t story, int number,
    store_version_fn *fn, void *arg)
{
	int found = 0, rc;

	rc = version_walk(st, number == -1 ?
	    sql_get(st, VERSION_COLUMNS "WHERE story = ? "
	    "ORDER BY number DESC LIMIT 1", "i", story) :
	    sql_get(st, VERSION_COLUMNS "WHERE story = ? AND number = ?", "id",
	    story, number), 1, fn, arg, &found);
	return rc || found ? rc : STORE_NONE;
}

int
store_versions_between(struct store *st, int64_t since, int64_t until,
    store_version_fn *fn, void *arg)
{
	int found;

	return version_walk(st, sql_get(st, VERSION_COLUMNS
	    "WHERE fetched >= ? AND fetched < ? ORDER BY fetched, key", "ii",
	    since, until), 0, fn, arg, &found);
}

int
store_versions_after(struct store *st, int64_t seq, store_version_fn *fn,
    void *arg)
{
	int found;

	return version_walk(st, sql_get(st, VERSION_COLUMNS
	    "WHERE key > ? ORDER BY key", "i", seq), 0, fn, arg, &found);
}
