/*
 * Rows that follow a main that was written again. Order and number of the
 * commits are those of before, so the row at a place is the version at that
 * place: what its commit says now goes into it, and its key, which digests
 * remember, stays.
 */
#include "store/internal.h"

/* A row as it is before. */
struct old_row {
	int64_t key, story;
	int number;
	unsigned char id[OID_LEN], blob[OID_LEN];
	struct sbuf headline, url, path;
	int64_t fetched;
};

static void
old_release(struct old_row *o)
{
	sbuf_release(&o->headline);
	sbuf_release(&o->url);
	sbuf_release(&o->path);
}

static void
add_column(struct sbuf *out, sqlite3_stmt *s, int column)
{
	const char *text = sql_text(s, column);

	sbuf_reset(out);
	sbuf_adds(out, text ? text : "");
}

/* The row after o->key. STORE_NONE after the last. */
static int
old_next(struct store *st, struct old_row *o)
{
	sqlite3_stmt *s = sql_get(st, "SELECT version.key, story, number, "
	    "version.id, blob, fetched, headline, url, path FROM version JOIN "
	    "story ON story.key = version.story WHERE version.key > ? "
	    "ORDER BY version.key LIMIT 1", "i", o->key);
	int rc = s ? sql_step(st, s) : STORE_ERROR;

	if (rc > 0) {
		o->key = sqlite3_column_int64(s, 0);
		o->story = sqlite3_column_int64(s, 1);
		o->number = sqlite3_column_int(s, 2);
		o->fetched = sql_time(s, 5);
		add_column(&o->headline, s, 6);
		add_column(&o->url, s, 7);
		add_column(&o->path, s, 8);
		if (sqlite3_column_bytes(s, 3) != OID_LEN ||
		    sqlite3_column_bytes(s, 4) != OID_LEN)
			rc = serr_set(&st->err, "catalog.db: broken row");
		else if (!sbuf_ok(&o->headline) || !sbuf_ok(&o->url) ||
		    !sbuf_ok(&o->path))
			rc = serr_memory(&st->err);
	}
	if (rc > 0) {
		memcpy(o->id, sqlite3_column_blob(s, 3), OID_LEN);
		memcpy(o->blob, sqlite3_column_blob(s, 4), OID_LEN);
	}
	sql_done(st, s);
	return rc > 0 ? STORE_OK : rc == 0 ? STORE_NONE : rc;
}

/* ---- the index of words ----------------------------------------------- */

static int
text_read(struct store *st, const unsigned char *blob, char **text, size_t *n)
{
	int rc = archive_read(&st->archive, blob, GIT_OBJECT_BLOB, text, n);

	return rc == STORE_NONE ?
	    serr_set(&st->err, "a text of main is missing") : rc;
}

/* The index keeps no text: to forget a version's words it must be told them. */
static int
words_follow(struct store *st, const struct old_row *o, const struct commit *c)
{
	const char *headline = c->message.subject.data;
	char *was = NULL, *now = NULL;
	size_t nwas, nnow;
	int rc;

	if (!memcmp(o->blob, c->blob, OID_LEN) &&
	    strcmp(o->headline.data, headline) == 0)
		return STORE_OK;
	rc = text_read(st, o->blob, &was, &nwas);
	if (!rc)
		rc = text_read(st, c->blob, &now, &nnow);
	if (!rc)
		rc = search_remove(st, o->key, o->headline.data, was, nwas);
	if (!rc)
		rc = search_add(st, o->key, headline, now, nnow);
	free(was);
	free(now);
	return rc;
}

/* ---- a row ------------------------------------------------------------ */

static int
row_update(struct store *st, const struct old_row *o, const struct commit *c)
{
	const struct message *m = &c->message;
	const char *extractor = m->extractor.data ? m->extractor.data : "";
	int rc;

	rc = sql_do(st, "UPDATE version SET id = ?, blob = ?, published = ?, "
	    "modified = ?, headline = ?, note = ?, extractor = ?, words = ?, "
	    "notes = ?, text_sha256 = ? WHERE key = ?", "xxttsssddsi", c->oid,
	    c->blob, m->published, m->modified, m->subject.data, m->note.data,
	    extractor, m->words, m->notes, m->text_sha256, o->key);
	if (!rc)
		rc = sql_do(st, "UPDATE story SET text_sha256 = ?, "
		    "extractor = ? WHERE key = ? AND versions = ?", "ssid",
		    m->text_sha256, extractor, o->story, o->number);
	return rc;
}

/* What was derived from a text of the story is of another text now. */
static int
row_follow(struct store *st, const struct old_row *o, const unsigned char *oid)
{
	struct commit c = { 0 };
	int rc = commit_read(&st->archive, oid, &c);

	if (!rc && (strcmp(c.message.story.data, o->url.data) != 0 ||
	    c.message.number != o->number || c.message.fetched != o->fetched))
		rc = serr_set(&st->err, "main has other versions than the "
		    "catalog: reindex");
	if (!rc)
		rc = commit_find(&st->archive, &c, o->path.data);
	if (!rc)
		rc = words_follow(st, o, &c);
	if (!rc && memcmp(o->blob, c.blob, OID_LEN))
		rc = sql_do(st, "DELETE FROM derived WHERE story = ?", "i",
		    o->story);
	if (!rc)
		rc = row_update(st, o, &c);
	commit_release(&c);
	return rc;
}

/* ---- all of them ------------------------------------------------------ */

static int
follow(struct store *st, const struct history *h, int64_t *followed)
{
	struct old_row o = { 0 };
	size_t i = 0;
	int rc;

	while (!(rc = old_next(st, &o))) {
		if (i == h->n) {
			rc = serr_set(&st->err, "main has fewer versions than "
			    "the catalog: reindex");
			break;
		}
		if (memcmp(o.id, history_at(h, i), OID_LEN) != 0) {
			rc = row_follow(st, &o, history_at(h, i));
			++*followed;
		}
		i++;
		if (rc)
			break;
	}
	old_release(&o);
	for (rc = rc == STORE_NONE ? STORE_OK : rc; !rc && i < h->n; i++) {
		rc = recover_commit(st, history_at(h, i));
		++*followed;
	}
	return rc;
}

int
follow_main(struct store *st, const struct history *h, int64_t *followed)
{
	struct serr why;
	int rc = sql_exec(st, "BEGIN IMMEDIATE");

	*followed = 0;
	if (rc)
		return rc;
	rc = follow(st, h, followed);
	if (!rc)
		rc = sql_exec(st, "COMMIT");
	if (!rc)
		return rc;
	why = st->err;
	sqlite3_exec(st->db, "ROLLBACK", NULL, NULL, NULL);
	st->err = why;
	return rc;
}
