/*
 * History read again by other eyes. Commits cannot change, so from the first
 * version with another text on, main is written anew beside the old: the same
 * versions in the same order, with the dates of author and committer as they
 * stood. New objects go to packs of their own; then one reference moves, which
 * is the instant at which the new history begins. Killed before it, main is the
 * old one; after it, the next writer lets the rows of the catalog follow.
 */
#include "store/internal.h"

#define COMMITS_MAX 32768	/* of a pack: its trees are kept in memory */

struct rewrite {
	struct store *st;
	struct archive to;
	store_reading_fn *fn;
	void *arg;
	unsigned char before[OID_LEN];	/* the commit looked at last */
	int has_before;
	int begun;		/* to.head is of the new history */
	int64_t in_pack;
	int64_t changed;
};

/* A version's commit, and where its text is. */
struct place {
	struct commit commit;
	struct sbuf path;
	unsigned char blob[OID_LEN];
};

static void
place_release(struct place *p)
{
	commit_release(&p->commit);
	sbuf_release(&p->path);
}

static int
place_read(struct store *st, const struct store_version *v, struct place *p)
{
	sqlite3_stmt *s = sql_get(st, "SELECT version.id, blob, path FROM "
	    "version JOIN story ON story.key = version.story "
	    "WHERE version.key = ?", "i", v->seq);
	unsigned char oid[OID_LEN];
	int rc = s ? sql_step(st, s) : STORE_ERROR;

	if (rc > 0 && sqlite3_column_bytes(s, 0) == OID_LEN &&
	    sqlite3_column_bytes(s, 1) == OID_LEN && sql_text(s, 2)) {
		memcpy(oid, sqlite3_column_blob(s, 0), OID_LEN);
		memcpy(p->blob, sqlite3_column_blob(s, 1), OID_LEN);
		sbuf_adds(&p->path, sql_text(s, 2));
		rc = sbuf_ok(&p->path) ? STORE_OK : serr_memory(&st->err);
	} else if (rc >= 0)
		rc = serr_set(&st->err, "catalog.db: broken row");
	sql_done(st, s);
	return rc ? rc : commit_read(&st->archive, oid, &p->commit);
}

/* main is one line, and the catalog has it in order; else nothing is done. */
static int
line_check(struct rewrite *w, const struct commit *c)
{
	int follows = w->has_before ?
	    c->has_parent && !memcmp(c->parent, w->before, OID_LEN) :
	    !c->has_parent;

	memcpy(w->before, c->oid, OID_LEN);
	w->has_before = 1;
	return follows ? STORE_OK : serr_set(&w->st->err, "main is not the "
	    "line of versions that the catalog has: reindex");
}

/* ---- a commit --------------------------------------------------------- */

/* The message of before where the reading says nothing else. */
static void
message_again(struct message *m, const struct store_reading *r)
{
	sbuf_reset(&m->subject);
	message_line(&m->subject, r->headline, SUBJECT_MAX);
	if (!m->subject.len)
		sbuf_adds(&m->subject, "(no headline)");
	sbuf_reset(&m->note);
	message_line(&m->note, r->note, NOTE_MAX);
	sbuf_reset(&m->extractor);
	message_line(&m->extractor, r->extractor, 63);
	if (r->published != STORE_NO_TIME)
		m->published = r->published;
	if (r->modified != STORE_NO_TIME)
		m->modified = r->modified;
	m->words = r->words < 0 ? 0 : r->words;
	m->notes = r->notes < 0 ? 0 : r->notes;
	store_sha256(r->text, r->ntext, m->text_sha256);
}

/* Tree and parent are new; author and committer, with their dates, are not. */
static void
commit_headers(struct sbuf *out, const struct archive *to,
    const unsigned char *root, const char *raw)
{
	char hex[41];
	size_t n;

	hex_encode(root, OID_LEN, hex);
	sbuf_addf(out, "tree %s\n", hex);
	hex_encode(to->head, OID_LEN, hex);
	if (to->has_head)
		sbuf_addf(out, "parent %s\n", hex);
	for (; *raw && *raw != '\n'; raw += n) {
		n = strcspn(raw, "\n");
		n += raw[n] == '\n';
		if (strncmp(raw, "tree ", 5) != 0 &&
		    strncmp(raw, "parent ", 7) != 0)
			sbuf_add(out, raw, n);
	}
}

/* r is NULL for a version that stays as it is, after others that did not. */
static int
commit_again(struct rewrite *w, struct place *p, const struct store_reading *r,
    const unsigned char *root)
{
	struct archive *to = &w->to;
	struct pack_base base = { to->commit.data, to->commit.len,
		to->commit_index };
	struct message *m = &p->commit.message;
	struct sbuf b = { 0 };
	int rc = STORE_OK;

	commit_headers(&b, to, root, p->commit.raw.data);
	if (r) {
		message_again(m, r);
		sbuf_addc(&b, '\n');
		message_write(m, &b);
		if (!sbuf_ok(&m->subject) || !sbuf_ok(&m->note) ||
		    !sbuf_ok(&m->extractor))
			rc = serr_memory(&w->st->err);
	} else
		sbuf_adds(&b, strstr(p->commit.raw.data, "\n\n") + 1);
	if (!rc && !sbuf_ok(&b))
		rc = serr_memory(&w->st->err);
	if (!rc) {
		to->commit_index = pack_add(&to->pack, GIT_OBJECT_COMMIT,
		    b.data, b.len, &base, to->head);
		to->has_head = 1;
		rc = to->commit_index < 0 ? STORE_ERROR : STORE_OK;
		sbuf_swap(&to->commit, &b);
	}
	sbuf_release(&b);
	return rc;
}

/* ---- packs ------------------------------------------------------------ */

static int
pack_next(struct rewrite *w, const struct commit *c)
{
	struct archive *to = &w->to;
	int rc;

	if (!w->begun) {
		memcpy(to->head, c->parent, OID_LEN);
		to->has_head = c->has_parent;
	}
	w->begun = 1;
	if (to->packing)
		return STORE_OK;
	rc = pack_begin(&to->pack, to->packdir, to->err);
	to->packing = !rc;
	to->commit_index = -1;
	sbuf_reset(&to->commit);
	w->in_pack = 0;
	return rc;
}

/* The trees of a pack are forgotten with it and read back from it. */
static int
pack_end(struct rewrite *w)
{
	struct archive *to = &w->to;
	char name[46];
	int rc;

	if (!to->packing)
		return STORE_OK;
	rc = pack_finish(&to->pack, name);
	archive_rollback(to);
	if (!rc && git_odb_refresh(to->odb))
		rc = serr_git(to->err, to->dir);
	return rc;
}

/* ---- a version -------------------------------------------------------- */

static int
version_again(struct rewrite *w, const struct store_version *v,
    struct place *p, const struct store_reading *r)
{
	struct archive_version av = { .path = p->path.data,
		.story = v->story };
	unsigned char root[OID_LEN];
	int rc = pack_next(w, &p->commit);

	if (!rc && r) {
		av.text = r->text;
		av.ntext = r->ntext;
		rc = tree_cache_write(&w->to, &av, root);
	} else if (!rc)
		rc = tree_cache_put(&w->to, av.path, p->blob, root);
	if (!rc)
		rc = commit_again(w, p, r, root);
	if (!rc && ++w->in_pack >= COMMITS_MAX)
		rc = pack_end(w);
	return rc;
}

/* Is it what is there already? */
static int
says_the_same(const struct store_version *v, const struct store_reading *r)
{
	char sum[65];

	store_sha256(r->text, r->ntext, sum);
	return strcmp(sum, v->text_sha256) == 0 &&
	    strcmp(r->extractor ? r->extractor : "",
	    v->extractor ? v->extractor : "") == 0;
}

static int
one_version(const struct store_version *v, void *arg)
{
	struct store_reading r = { .published = STORE_NO_TIME,
		.modified = STORE_NO_TIME };
	struct rewrite *w = arg;
	struct place p = { 0 };
	int rc = place_read(w->st, v, &p), same;

	if (!rc)
		rc = line_check(w, &p.commit);
	if (!rc)
		rc = w->fn(v, &r, w->arg);
	if (rc == STORE_OK && r.ntext > TEXT_MAX)
		rc = serr_set(&w->st->err, "a text of %zu bytes is refused",
		    r.ntext);
	same = rc == STORE_SAME || (rc == STORE_OK && says_the_same(v, &r));
	w->changed += rc == STORE_OK && !same;
	rc = rc == STORE_SAME ? STORE_OK : rc;
	if (!rc && (w->begun || !same))
		rc = version_again(w, v, &p, same ? NULL : &r);
	place_release(&p);
	return rc;
}

/* ---- all of them ------------------------------------------------------ */

/* The old head is named before main leaves it. */
static int
move_main(struct rewrite *w, int64_t now)
{
	struct store *st = w->st;
	int64_t followed;
	int rc = pack_end(w);

	if (!rc)
		rc = former_keep(&st->archive, w->before, now);
	if (!rc) {
		st->behind = 1;
		rc = archive_ref(&st->archive, MAIN_REF, w->to.head);
	}
	archive_close(&st->archive);
	return rc ? rc : recover_archive(st, &followed);
}

int
store_reread(struct store *st, int64_t now, store_reading_fn *fn, void *arg,
    int64_t *changed)
{
	struct rewrite w = { .st = st, .fn = fn, .arg = arg };
	int64_t replayed;
	int rc = needs_write(st);

	*changed = 0;
	if (!rc && st->batch)
		rc = serr_set(&st->err, "a pass is open");
	if (!rc && st->behind)
		rc = recover_archive(st, &replayed);
	if (rc)
		return rc;
	rc = archive_open(&st->archive);
	if (!rc)
		rc = archive_twin(&w.to, &st->archive);
	if (!rc)
		rc = store_versions_after(st, 0, one_version, &w);
	if (!rc && w.begun)
		rc = move_main(&w, now);
	*changed = w.changed;
	if (w.to.dir)
		archive_release(&w.to);
	return rc ? rc : w.begun ? STORE_OK : STORE_SAME;
}
