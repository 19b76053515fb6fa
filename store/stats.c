/* Counts and sizes, for people who look after a store. */
#include "store/internal.h"

static int64_t
size_of(struct store *st, const char *name, int64_t (*fn)(const char *))
{
	char *path = sfile_join(st->dir, name);
	int64_t n = path ? fn(path) : 0;

	free(path);
	return n > 0 ? n : 0;
}

int
store_next(struct store *st, int64_t after, int64_t *next)
{
	return sql_int(st, next, "SELECT min(next) FROM story WHERE "
	    "next > ? AND next IS NOT NULL AND state <> 6", "i", after);
}

int
store_stats(struct store *st, int64_t now, struct store_stats *out)
{
	char last[32];
	int rc;

	*out = (struct store_stats){ .last_pass = STORE_NO_TIME };
	rc = sql_int(st, &out->stories, "SELECT count(*) FROM story", "");
	if (!rc)
		rc = sql_int(st, &out->versions, "SELECT count(*) FROM version",
		    "");
	if (!rc)
		rc = sql_int(st, &out->held, "SELECT count(*) FROM held", "");
	if (!rc)
		rc = sql_int(st, &out->due, "SELECT count(*) FROM story WHERE "
		    "next <= ? AND next IS NOT NULL AND state <> 6", "i", now);
	if (!rc)
		rc = sql_int(st, &out->outbox, "SELECT count(*) FROM mail "
		    "WHERE sent IS NULL", "");
	if (rc)
		return rc;
	out->archive_bytes = size_of(st, "archive.git", sfile_tree_size);
	out->capture_bytes = size_of(st, "captures", sfile_tree_size);
	out->catalog_bytes = size_of(st, "catalog.db", sfile_size) +
	    size_of(st, "catalog.db-wal", sfile_size);
	rc = store_meta_get(st, "last_pass", last, sizeof(last));
	if (rc == STORE_OK)
		time_parse(last, strlen(last), &out->last_pass);
	return rc < 0 ? rc : STORE_OK;
}
