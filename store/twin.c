/*
 * Twins: one story under two addresses. What is asked is whether a text that is
 * no version yet is that of a story which is; the answer may lie in the open
 * pass, whose texts cannot be read yet, so that sketches (sketch.h) are held
 * against each other. Three hashes of each sketch, the least, have an index:
 * two states of one story have one of them in common nearly always.
 */
#include "store/internal.h"
#include "store/sketch.h"

/* Stories looked at that have one of the three hashes: the newest. */
#define NEWEST 16
/* Of a sketch, that have an index. */
#define TWIN_HASHES 3
/* A page may call itself by another name at each look. */
#define HANDLES_MOST 256
/* Hashes in common without which a share says nothing. */
#define SHARED_LEAST 2

/* ---- how much two texts share ------------------------------------------ */

static uint32_t
hash_at(const unsigned char *p)
{
	return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 |
	    (uint32_t)p[3] << 24;
}

/* Percent of the smaller of two sketches, one of them as a row has it. */
static int
share_of(const struct sketch *s, const unsigned char *p, size_t n)
{
	size_t i = 0, k = 0, both = 0, least = s->n < n ? s->n : n;

	while (i < s->n && k < n) {
		uint32_t own = s->v[i], other = hash_at(p + 4 * k);

		both += own == other;
		i += own <= other;
		k += other <= own;
	}
	return both < SHARED_LEAST ? 0 : (int)(both * 100 / least);
}

/* The latest headline, as a commit's subject has it. */
static int
same_headline(struct store *st, int64_t story, const char *headline, int *same)
{
	struct sbuf line = { 0 };
	int64_t n = 0;
	int rc;

	message_line(&line, headline, SUBJECT_MAX);
	rc = sbuf_ok(&line) ? STORE_OK : serr_memory(&st->err);
	if (!rc)
		rc = sql_int(st, &n, "SELECT headline = ?2 FROM version "
		    "WHERE story = ?1 ORDER BY number DESC LIMIT 1", "is",
		    story, line.data ? line.data : "");
	*same = n == 1 && line.len > 0;
	sbuf_release(&line);
	return rc == STORE_NONE ? STORE_OK : rc;
}

/* Of one story; STORE_NONE when it has no version. The headline may be NULL. */
static int
compare(struct store *st, const struct sketch *s, const char *headline,
    int64_t story, struct store_twin *out)
{
	sqlite3_stmt *row = sql_get(st, "SELECT hashes FROM sketch "
	    "WHERE story = ?", "i", story);
	int rc = row ? sql_step(st, row) : STORE_ERROR;

	*out = (struct store_twin){ .story = story };
	if (rc > 0)
		out->share = share_of(s, sqlite3_column_blob(row, 0),
		    (size_t)sqlite3_column_bytes(row, 0) / 4);
	sql_done(st, row);
	if (rc > 0)
		return headline ? same_headline(st, story, headline,
		    &out->headline) : STORE_OK;
	return rc == 0 ? STORE_NONE : rc;
}

int
store_twin_of(struct store *st, int64_t story, const char *headline,
    const char *text, size_t n, struct store_twin *out)
{
	struct sketch s;
	int rc;

	*out = (struct store_twin){ .story = story };
	if (sketch_make(&s, text, n))
		return serr_memory(&st->err);
	rc = compare(st, &s, headline, story, out);
	sketch_release(&s);
	return rc;
}

/* ---- by the index ------------------------------------------------------- */

struct near {
	int64_t story[TWIN_HASHES * NEWEST];
	size_t n;
};

static void
near_add(struct near *near, int64_t story)
{
	size_t i;

	for (i = 0; i < near->n; i++)
		if (near->story[i] == story)
			return;
	near->story[near->n++] = story;
}

static int
near_read(struct store *st, struct near *near, uint32_t hash)
{
	const unsigned char bytes[4] = { hash & 0xff, hash >> 8 & 0xff,
		hash >> 16 & 0xff, hash >> 24 };
	sqlite3_stmt *s = sql_get(st, "SELECT story FROM twin WHERE hash = ? "
	    "ORDER BY story DESC LIMIT 16", "b", bytes, sizeof(bytes));
	int rc = STORE_ERROR;

	while (s && (rc = sql_step(st, s)) > 0)
		if (near->n < TWIN_HASHES * NEWEST)
			near_add(near, sqlite3_column_int64(s, 0));
	sql_done(st, s);
	return rc;
}

/* One row a statement: of several SQLite makes a savepoint, at which the search
 * table writes out what it holds, and a version takes twice the time. */
int
twin_put(struct store *st, int64_t story, const char *hashes, size_t n)
{
	int rc = STORE_OK;
	size_t i;

	for (i = 0; !rc && i < TWIN_HASHES && 4 * (i + 1) <= n; i++)
		rc = sql_do(st, "INSERT OR IGNORE INTO twin (hash, story) "
		    "VALUES (?, ?)", "bi", hashes + 4 * i, (size_t)4, story);
	return rc;
}

int
store_twins(struct store *st, const char *text, size_t n, store_twin_fn *fn,
    void *arg)
{
	struct near near = { .n = 0 };
	struct store_twin t;
	struct sketch s;
	size_t i;
	int rc = STORE_OK;

	if (sketch_make(&s, text, n))
		return serr_memory(&st->err);
	for (i = 0; !rc && i < s.n && i < TWIN_HASHES; i++)
		rc = near_read(st, &near, s.v[i]);
	for (i = 0; !rc && i < near.n; i++) {
		rc = compare(st, &s, NULL, near.story[i], &t);
		rc = rc == STORE_NONE ? STORE_OK : rc ? rc : fn(&t, arg);
	}
	sketch_release(&s);
	return rc;
}

/* ---- other names -------------------------------------------------------- */

int
store_handle_get(struct store *st, const char *name, int64_t *story)
{
	return sql_int(st, story, "SELECT story FROM handle WHERE name = ?",
	    "s", name);
}

int
store_handle_put(struct store *st, const char *name, int64_t story)
{
	int64_t n = 0;
	int rc = needs_write(st);

	if (!rc)
		rc = sql_int(st, &n, "SELECT count(*) FROM handle WHERE "
		    "story = ?", "i", story);
	if (rc || n >= HANDLES_MOST)
		return rc;
	return sql_do(st, "INSERT OR REPLACE INTO handle (name, story) "
	    "VALUES (?, ?)", "si", name, story);
}

/* ---- joining ------------------------------------------------------------ */

/* All that may hang on a story without a version. What both have is one. */
static const char *const MOVES[] = {
	"UPDATE story SET feed = coalesce(feed, (SELECT feed FROM story WHERE "
	    "key = ?1)) WHERE key = ?2",
	"INSERT INTO alias (url, story) SELECT url, ?2 FROM story "
	    "WHERE key = ?1",
	"UPDATE alias SET story = ?2 WHERE story = ?1",
	"UPDATE handle SET story = ?2 WHERE story = ?1",
	"UPDATE OR IGNORE held SET story = ?2 WHERE story = ?1",
	"DELETE FROM held WHERE story = ?1 AND ?2",
	"UPDATE OR IGNORE follow SET story = ?2 WHERE story = ?1",
	"DELETE FROM follow WHERE story = ?1 AND ?2",
	"UPDATE OR IGNORE thread SET story = ?2 WHERE story = ?1",
	"DELETE FROM thread WHERE story = ?1 AND ?2",
	"DELETE FROM story WHERE key = ?1 AND ?2",
};

int
store_story_join(struct store *st, int64_t from, int64_t into)
{
	int64_t versions = 0, there = 0;
	int rc = needs_write(st);
	size_t i;

	if (!rc)
		rc = sql_int(st, &versions, "SELECT versions FROM story "
		    "WHERE key = ?", "i", from);
	if (!rc)
		rc = sql_int(st, &there, "SELECT key FROM story "
		    "WHERE key = ?", "i", into);
	if (rc || from == into)
		return rc;
	if (versions > 0)
		return STORE_AMBIGUOUS;
	for (i = 0; !rc && i < sizeof(MOVES) / sizeof(MOVES[0]); i++)
		rc = sql_do(st, MOVES[i], "ii", from, into);
	return rc;
}
