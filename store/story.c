/* Stories: rows by URL, what is due, what a fetch changes. */
#include "store/internal.h"

static const char *const STATES[] = { "live", "unreachable", "blocked", "gone",
	"redirected", "withdrawn", "stopped", "restored" };

const char *
store_state_name(enum store_state state)
{
	return (unsigned)state < sizeof(STATES) / sizeof(STATES[0]) ?
	    STATES[state] : "unknown";
}

static void
story_read(sqlite3_stmt *s, struct store_story *o)
{
	*o = (struct store_story){ .key = sqlite3_column_int64(s, 0) };
	sql_copy(s, 1, o->id, sizeof(o->id));
	o->url = sql_text(s, 2);
	o->fetch_url = sql_text(s, 3);
	o->path = sql_text(s, 4);
	o->feed = sql_text(s, 5);
	o->state = (enum store_state)sqlite3_column_int(s, 6);
	o->first_seen = sql_time(s, 7);
	o->versions = sqlite3_column_int(s, 8);
	sql_copy(s, 9, o->text_sha256, sizeof(o->text_sha256));
	sql_copy(s, 10, o->extractor, sizeof(o->extractor));
	o->next = sql_time(s, 11);
	o->last = sql_time(s, 12);
	o->changed = sql_time(s, 13);
	o->failures = sqlite3_column_int(s, 14);
	o->why = sql_text(s, 15);
	o->etag = sql_text(s, 16);
	o->modified = sql_text(s, 17);
	sql_copy(s, 18, o->body_sha256, sizeof(o->body_sha256));
	o->failing = sql_time(s, 19);
	o->was = (enum store_state)sqlite3_column_int(s, 20);
	o->missing = sqlite3_column_int(s, 21);
	o->missing_since = sql_time(s, 22);
}

/* Calls fn for each row; the statement is given back. */
int
story_walk(struct store *st, sqlite3_stmt *s, store_story_fn *fn, void *arg)
{
	struct store_story story;
	int rc = STORE_ERROR, more;

	if (!s)
		return rc;
	while ((rc = more = sql_step(st, s)) > 0) {
		story_read(s, &story);
		rc = fn(&story, arg);
		if (rc)
			break;
	}
	sql_done(st, s);
	return rc;
}

/* A walk that finds at least one row, or STORE_NONE. */
struct one {
	store_story_fn *fn;
	void *arg;
	int found;
};

static int
one_story(const struct store_story *s, void *arg)
{
	struct one *o = arg;

	o->found++;
	return o->fn(s, o->arg);
}

int
store_story_by_key(struct store *st, int64_t key, store_story_fn *fn, void *arg)
{
	struct one o = { fn, arg, 0 };
	int rc;

	rc = story_walk(st, sql_get(st, "SELECT " STORY_COLUMNS
	    "FROM story WHERE key = ?", "i", key), one_story, &o);
	return rc || o.found ? rc : STORE_NONE;
}

int
store_story_due(struct store *st, int64_t now, store_story_fn *fn, void *arg)
{
	return story_walk(st, sql_get(st, "SELECT " STORY_COLUMNS
	    "FROM story WHERE next <= ? AND next IS NOT NULL AND state <> 6 "
	    "ORDER BY next", "i", now), fn, arg);
}

int
store_story_each(struct store *st, store_story_fn *fn, void *arg)
{
	return story_walk(st, sql_get(st, "SELECT " STORY_COLUMNS
	    "FROM story ORDER BY key", ""), fn, arg);
}

/* A URL goes into trailers and headers: one word, bounded. */
static int
url_check(struct store *st, const char *url)
{
	const char *p;

	for (p = url; *p; p++)
		if ((unsigned char)*p <= 0x20 || *p == 0x7f)
			return serr_set(&st->err, "a URL with a control "
			    "character or space is refused");
	if (p == url || p - url > URL_MAX)
		return serr_set(&st->err, "a URL of %zu bytes is refused",
		    (size_t)(p - url));
	return STORE_OK;
}

static int
story_by_url(struct store *st, const char *url, int64_t *key)
{
	int rc = sql_int(st, key, "SELECT key FROM story WHERE url = ?", "s",
	    url);

	return rc != STORE_NONE ? rc :
	    sql_int(st, key, "SELECT story FROM alias WHERE url = ?", "s", url);
}

int
store_story_at(struct store *st, const char *url, int64_t *key)
{
	return story_by_url(st, url, key);
}

int
store_story_add(struct store *st, const char *url, const char *feed,
    int64_t now, int64_t *key)
{
	char id[STORE_ID_LEN + 1];
	int rc;

	if ((rc = needs_write(st)) || (rc = url_check(st, url)))
		return rc;
	rc = story_by_url(st, url, key);
	if (rc == STORE_OK) {
		rc = feed ? sql_do(st, "UPDATE story SET feed = ? "
		    "WHERE key = ? AND feed IS NULL", "si", feed, *key) : rc;
		return rc ? rc : STORE_SAME;
	}
	if (rc != STORE_NONE)
		return rc;
	store_id(url, id);
	rc = sql_do(st, "INSERT INTO story (id, url, feed, first_seen, next, "
	    "why) VALUES (?, ?, ?, ?, ?, 'never fetched')", "sssti", id, url,
	    feed, now, now == STORE_NO_TIME ? 0 : now);
	if (!rc)
		*key = sqlite3_last_insert_rowid(st->db);
	return rc;
}

/* Of one story: some sites redirect to another address at each look. */
#define ALIASES_MOST 64

int
store_story_alias(struct store *st, int64_t key, const char *url)
{
	int64_t other, n = 0;
	int rc;

	if ((rc = needs_write(st)) || (rc = url_check(st, url)))
		return rc;
	rc = story_by_url(st, url, &other);
	if (rc == STORE_OK)
		return other == key ? STORE_SAME : STORE_AMBIGUOUS;
	if (rc != STORE_NONE)
		return rc;
	rc = sql_int(st, &n, "SELECT count(*) FROM alias WHERE story = ?", "i",
	    key);
	if (!rc && n >= ALIASES_MOST)
		return STORE_SAME;
	return rc ? rc : sql_do(st, "INSERT INTO alias (url, story) "
	    "VALUES (?, ?)", "si", url, key);
}

int
store_story_update(struct store *st, const struct store_story *s)
{
	int rc = needs_write(st);

	return rc ? rc : sql_do(st, "UPDATE story SET state = ?1, was = "
	    "CASE WHEN ?1 IN (1, 2, 6) THEN was ELSE ?1 END, next = ?, "
	    "last = ?, failures = ?, why = ?, etag = ?, modified = ?, "
	    "body_sha256 = ?, fetch_url = ?, feed = ?, failing = ?, "
	    "missing = ?, missing_since = ? WHERE key = ?", "dttdsssssstdti",
	    (int)s->state, s->next, s->last, s->failures, s->why, s->etag,
	    s->modified, s->body_sha256, s->fetch_url, s->feed,
	    s->failures > 0 ? s->failing : STORE_NO_TIME, s->missing,
	    s->missing > 0 ? s->missing_since : STORE_NO_TIME, s->key);
}

int
store_feed_rename(struct store *st, const char *was, const char *name)
{
	int rc = needs_write(st);

	if (!rc)
		rc = sql_do(st, "UPDATE story SET feed = ? WHERE feed = ?",
		    "ss", name, was);
	return rc ? rc : sql_do(st, "UPDATE OR REPLACE pace SET name = ? "
	    "WHERE name = ?", "ss", name, was);
}

/* ---- by a person's word ----------------------------------------------- */

/*
 * Ways to understand a word, the exact ones first: the first that finds a
 * story ends the search. A prefix is a range of an index: [word, word + 0xff).
 */
static const struct {
	const char *sql;
	int prefix;		/* has ?2, the end of the range */
} WAYS[] = {
	{ "SELECT " STORY_COLUMNS "FROM story WHERE url = ?1", 0 },
	{ "SELECT " STORY_COLUMNS "FROM story JOIN alias ON "
	  "alias.story = story.key WHERE alias.url = ?1", 0 },
	{ "SELECT " STORY_COLUMNS "FROM story WHERE id = ?1 ORDER BY key", 0 },
	{ "SELECT " STORY_COLUMNS "FROM story WHERE path = ?1", 0 },
	{ "SELECT " STORY_COLUMNS "FROM story WHERE slug = ?1 ORDER BY key",
	  0 },
	{ "SELECT " STORY_COLUMNS "FROM story WHERE "
	  "(id >= ?1 AND id < ?2) OR (path >= ?1 AND path < ?2) OR "
	  "(slug >= ?1 AND slug < ?2) OR (url >= ?1 AND url < ?2) "
	  "ORDER BY path, key", 1 },
};

int
store_story_find(struct store *st, const char *word, store_story_fn *fn,
    void *arg)
{
	struct one o = { fn, arg, 0 };
	struct sbuf first = { 0 }, after = { 0 };
	size_t i, n = strlen(word);
	int rc = STORE_OK;

	while (n > 1 && word[n - 1] == '/' && !strstr(word, "://"))
		n--;		/* a folder as a shell completes it */
	sbuf_add(&first, word, n);
	sbuf_add(&after, word, n);
	sbuf_adds(&after, "\xff");
	if (!sbuf_ok(&first) || !sbuf_ok(&after))
		rc = serr_memory(&st->err);
	for (i = 0; !rc && !o.found && n &&
	    i < sizeof(WAYS) / sizeof(WAYS[0]); i++)
		rc = story_walk(st, WAYS[i].prefix ?
		    sql_get(st, WAYS[i].sql, "ss", first.data, after.data) :
		    sql_get(st, WAYS[i].sql, "s", first.data), one_story, &o);
	sbuf_release(&first);
	sbuf_release(&after);
	return rc ? rc : o.found == 1 ? STORE_OK :
	    o.found ? STORE_AMBIGUOUS : STORE_NONE;
}
