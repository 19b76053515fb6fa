/* Alternations: versions of a story that take turns on its page. */
#include "store/internal.h"

#define COLUMNS "story, since, known, last, current, run, run_since, settled "

static void
alternation_read(sqlite3_stmt *s, struct store_alternation *a)
{
	*a = (struct store_alternation){ .story = sqlite3_column_int64(s, 0),
		.since = sql_time(s, 1), .known = sql_time(s, 2),
		.last = sql_time(s, 3), .current = sqlite3_column_int(s, 4),
		.run = sqlite3_column_int(s, 5), .run_since = sql_time(s, 6),
		.settled = sql_time(s, 7) };
}

int
store_alternation_get(struct store *st, int64_t story,
    struct store_alternation *out)
{
	sqlite3_stmt *s = sql_get(st, "SELECT " COLUMNS "FROM alternation "
	    "WHERE story = ?", "i", story);
	int rc = s ? sql_step(st, s) : STORE_ERROR;

	if (rc > 0)
		alternation_read(s, out);
	sql_done(st, s);
	return rc > 0 ? STORE_OK : rc ? rc : STORE_NONE;
}

int
store_alternation_each(struct store *st, store_alternation_fn *fn, void *arg)
{
	sqlite3_stmt *s = sql_get(st, "SELECT " COLUMNS "FROM alternation "
	    "ORDER BY since DESC, story", "");
	struct store_alternation a;
	int rc = STORE_ERROR;

	while (s && (rc = sql_step(st, s)) > 0) {
		alternation_read(s, &a);
		rc = fn(&a, arg);
		if (rc)
			break;
	}
	sql_done(st, s);
	return rc;
}

int
store_alternation_put(struct store *st, const struct store_alternation *a)
{
	int rc = needs_write(st);

	return rc ? rc : sql_do(st, "INSERT OR REPLACE INTO alternation ("
	    COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?)", "itttddtt",
	    a->story, a->since, a->known, a->last, a->current, a->run,
	    a->run_since, a->settled);
}

int
store_variant_saw(struct store *st, int64_t story, int number, int64_t at)
{
	int rc = needs_write(st);

	return rc ? rc : sql_do(st, "INSERT INTO variant (story, number, seen,"
	    " last) VALUES (?1, ?2, 1, ?3) ON CONFLICT (story, number) DO "
	    "UPDATE SET seen = seen + 1, last = ?3", "idt", story, number, at);
}

int
store_variant_move(struct store *st, int64_t story, int from, int to)
{
	int rc = needs_write(st);

	return rc ? rc : sql_do(st, "UPDATE OR REPLACE variant SET number = ?3 "
	    "WHERE story = ?1 AND number = ?2", "idd", story, from, to);
}

int
store_variants_drop(struct store *st, int64_t story)
{
	int rc = needs_write(st);

	return rc ? rc : sql_do(st, "DELETE FROM variant WHERE story = ?", "i",
	    story);
}

int
store_variants(struct store *st, int64_t story, store_variant_fn *fn,
    void *arg)
{
	sqlite3_stmt *s = sql_get(st, "SELECT number, seen, last FROM variant "
	    "WHERE story = ? ORDER BY number", "i", story);
	struct store_variant v;
	int rc = STORE_ERROR;

	while (s && (rc = sql_step(st, s)) > 0) {
		v = (struct store_variant){ .number = sqlite3_column_int(s, 0),
			.seen = sqlite3_column_int64(s, 1),
			.last = sql_time(s, 2) };
		rc = fn(&v, arg);
		if (rc)
			break;
	}
	sql_done(st, s);
	return rc;
}
