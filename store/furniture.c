/* What stories of a site have in common: sightings of texts, and furniture. */
#include "store/internal.h"

int
store_site(struct store *st, const char *name, int64_t *site)
{
	int rc = sql_int(st, site, "SELECT key FROM site WHERE name = ?", "s",
	    name);

	if (rc != STORE_NONE || (rc = needs_write(st)))
		return rc;
	rc = sql_do(st, "INSERT INTO site (name) VALUES (?)", "s", name);
	if (!rc)
		*site = sqlite3_last_insert_rowid(st->db);
	return rc;
}

/* ---- sightings -------------------------------------------------------- */

/* What the rows of one text say, and which of them says least. */
struct scan {
	const struct store_sighting *put;
	int64_t span;
	struct store_sightings sum;
	int own;		/* the story is among them */
	struct store_sighting least;
};

static void
count(struct store_sightings *n, int how, int64_t at, int late)
{
	int i;

	n->stories++;
	for (i = 0; i < STORE_SIGHTING_BITS && late; i++)
		n->how[i] += how >> i & 1;
	if (n->first == STORE_NO_TIME || at < n->first)
		n->first = at;
}

static int
scan(const struct store_sighting *o, void *arg)
{
	struct scan *s = arg;
	int how = o->how;
	int64_t at = o->at;

	if (o->story == s->put->story) {
		s->own = 1;
		how |= s->put->how;
		at = s->put->how ? s->put->at : at;
	}
	if (!s->sum.stories || o->how < s->least.how)
		s->least = *o;
	count(&s->sum, how, at, at >= s->put->at - s->span &&
	    at <= s->put->at + s->span);
	return 0;
}

static int
write_one(struct store *st, int64_t site, int64_t hash,
    const struct store_sighting *o)
{
	return sql_do(st, "INSERT INTO sighting (site, hash, story, how, at) "
	    "VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO UPDATE SET "
	    "how = how | ?4, at = CASE WHEN ?4 > 0 THEN ?5 ELSE at END",
	    "iiidt", site, hash, o->story, o->how, o->at);
}

int
store_sighting_put(struct store *st, int64_t site, uint64_t hash,
    const struct store_sighting *o, int most, int64_t span,
    struct store_sightings *t)
{
	struct scan s = { .put = o, .span = span,
		.sum = { .first = STORE_NO_TIME } };
	int rc = needs_write(st), full;

	if (!rc)
		rc = store_sighting_each(st, site, hash, scan, &s);
	full = !s.own && s.sum.stories >= most;
	if (!rc && full && s.least.how < o->how) {
		rc = sql_do(st, "DELETE FROM sighting WHERE site = ? AND "
		    "hash = ? AND story = ?", "iii", site, (int64_t)hash,
		    s.least.story);
		return rc ? rc :
		    store_sighting_put(st, site, hash, o, most, span, t);
	}
	if (!rc && !full)
		rc = write_one(st, site, (int64_t)hash, o);
	if (!s.own && !full)
		count(&s.sum, o->how, o->at, 1);
	*t = s.sum;
	return rc;
}

int
store_sighting_each(struct store *st, int64_t site, uint64_t hash,
    store_sighting_fn *fn, void *arg)
{
	sqlite3_stmt *s = sql_get(st, "SELECT story, how, at FROM sighting "
	    "WHERE site = ? AND hash = ?", "ii", site, (int64_t)hash);
	struct store_sighting o;
	int rc = STORE_ERROR;

	if (!s)
		return rc;
	while ((rc = sql_step(st, s)) > 0) {
		o = (struct store_sighting){
			.story = sqlite3_column_int64(s, 0),
			.how = sqlite3_column_int(s, 1),
			.at = sql_time(s, 2) };
		rc = fn(&o, arg);
		if (rc)
			break;
	}
	sql_done(st, s);
	return rc;
}

/* By time, so that what stays is what a site shows today. */
static int
drop_older(struct store *st, int64_t site, int64_t n)
{
	int rc = sql_do(st, "DELETE FROM sighting WHERE site = ?1 AND "
	    "at <= (SELECT at FROM sighting WHERE site = ?1 ORDER BY at "
	    "LIMIT 1 OFFSET ?2) AND hash NOT IN "
	    "(SELECT hash FROM furniture WHERE site = ?1 AND story = 0)", "ii",
	    site, n / 2);

	return rc ? rc : sql_do(st, "UPDATE site SET sightings = (SELECT "
	    "count(*) FROM sighting WHERE site = ?1) WHERE key = ?1", "i",
	    site);
}

int
store_sighting_trim(struct store *st, int64_t site, int64_t added, int64_t most)
{
	int64_t n = 0;
	int rc = needs_write(st);

	if (!rc)
		rc = sql_do(st, "UPDATE site SET sightings = sightings + ? "
		    "WHERE key = ?", "ii", added, site);
	if (!rc)
		rc = sql_int(st, &n, "SELECT sightings FROM site WHERE key = ?",
		    "i", site);
	return rc || n <= most ? rc : drop_older(st, site, n);
}

/* ---- furniture -------------------------------------------------------- */

static int
keep_last(struct store *st, int64_t site, int64_t most)
{
	int64_t n = 0;
	int rc = sql_int(st, &n, "SELECT count(*) FROM furniture WHERE "
	    "site = ? AND story = 0 AND level >= 0", "i", site);

	return rc || n <= most ? rc : sql_do(st, "DELETE FROM furniture WHERE "
	    "key IN (SELECT key FROM furniture WHERE site = ?1 AND story = 0 "
	    "AND level >= 0 ORDER BY last, key LIMIT ?2)", "ii", site,
	    n - most);
}

int
store_furniture_put(struct store *st, const struct store_furniture *f,
    int64_t most)
{
	int rc = needs_write(st);

	if (!rc && f->story)
		rc = sql_do(st, "DELETE FROM furniture WHERE site = ? AND "
		    "story = ? AND hash <> ?", "iii", f->site, f->story,
		    (int64_t)f->hash);
	if (!rc)
		rc = sql_do(st, "INSERT INTO furniture (site, story, hash, "
		    "text, level, first, last, run) VALUES (?1, ?2, ?3, ?4, "
		    "?5, ?6, ?7, ?8) ON CONFLICT DO UPDATE SET text = ?4, "
		    "level = ?5, first = CASE WHEN story THEN ?6 ELSE "
		    "min(first, ?6) END, last = ?7, run = ?8", "iiisdttd",
		    f->site, f->story, (int64_t)f->hash, f->text, f->level,
		    f->first, f->last, f->run);
	return rc || f->story ? rc : keep_last(st, f->site, most);
}

static int
furniture_walk(struct store *st, sqlite3_stmt *s, store_furniture_fn *fn,
    void *arg, int *found)
{
	struct store_furniture f;
	int rc = STORE_ERROR;

	if (!s)
		return rc;
	while ((rc = sql_step(st, s)) > 0) {
		f = (struct store_furniture){
			.key = sqlite3_column_int64(s, 0),
			.site = sqlite3_column_int64(s, 1),
			.site_name = sql_text(s, 2),
			.story = sqlite3_column_int64(s, 3),
			.hash = (uint64_t)sqlite3_column_int64(s, 4),
			.text = sql_text(s, 5),
			.level = sqlite3_column_int(s, 6),
			.first = sql_time(s, 7), .last = sql_time(s, 8),
			.run = sqlite3_column_int(s, 9),
			.stories = sqlite3_column_int(s, 10) };
		*found = 1;
		rc = fn(&f, arg);
		if (rc)
			break;
	}
	sql_done(st, s);
	return rc;
}

#define FURNITURE                                                             \
	"SELECT furniture.key, furniture.site, site.name, story, hash, text, " \
	"level, first, last, run, (SELECT count(*) FROM sighting WHERE "      \
	"sighting.site = furniture.site AND sighting.hash = furniture.hash) " \
	"FROM furniture JOIN site ON site.key = furniture.site "

int
store_furniture_each(struct store *st, const char *name, store_furniture_fn *fn,
    void *arg)
{
	int found;

	return furniture_walk(st, name ? sql_get(st, FURNITURE
	    "WHERE site.name = ? ORDER BY level DESC, furniture.key", "s",
	    name) : sql_get(st, FURNITURE
	    "ORDER BY site.name, level DESC, furniture.key", ""), fn, arg,
	    &found);
}

int
store_furniture_hashes(struct store *st, const char *name,
    store_furniture_fn *fn, void *arg)
{
	int found;

	return furniture_walk(st, sql_get(st, "SELECT furniture.key, site, "
	    "name, story, hash, NULL, level, first, last, run, 0 "
	    "FROM furniture JOIN site ON site.key = furniture.site "
	    "WHERE name = ? AND story = 0", "s", name), fn, arg, &found);
}

int
store_furniture_place(struct store *st, int64_t site, int64_t story,
    store_furniture_fn *fn, void *arg)
{
	int found = 0;
	int rc = furniture_walk(st, sql_get(st, FURNITURE
	    "WHERE furniture.site = ? AND story = ?", "ii", site, story), fn,
	    arg, &found);

	return rc || found ? rc : STORE_NONE;
}

int
store_furniture_refuse(struct store *st, int64_t key)
{
	int rc = needs_write(st);

	if (!rc)
		rc = sql_do(st, "DELETE FROM sighting WHERE (site, hash) IN "
		    "(SELECT site, hash FROM furniture WHERE key = ? AND "
		    "story = 0)", "i", key);
	if (!rc)
		rc = sql_do(st, "DELETE FROM furniture WHERE key = ? AND "
		    "story <> 0", "i", key);
	if (rc || sqlite3_changes(st->db))
		return rc;
	rc = sql_do(st, "UPDATE furniture SET level = -1 WHERE key = ?", "i",
	    key);
	return rc ? rc : sqlite3_changes(st->db) ? STORE_OK : STORE_NONE;
}
