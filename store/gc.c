/*
 * Packs stay few without ever packing all. Each pass leaves one pack, and since
 * history is one line, a pack holds a stretch of it. When there are many small
 * ones, the newest stretches are written again as one, by the rule of git's
 * geometric repacking (git-repack(1), --geometric): a pack stays when it is at
 * least twice as large as all newer ones together. So a version is rewritten a
 * number of times that grows with the logarithm of the whole, and one that has
 * come to a large pack never again. Writing a stretch again is writing its
 * versions again: the same code makes the same trees, and each text becomes a
 * delta of the one before.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/internal.h"

#define PACKS_MIN 24		/* small packs before anything is done */
#define COMMITS_MAX 131072	/* written again at once, without a budget */
#define OBJECTS_LARGE 65536	/* in a pack that is not counted as small */
#define FORGET_EVERY 1000	/* commits: what was read is forgotten */
#define IDX_HEAD (8 + 1024)

/* A pack by its index, mapped. */
struct idx {
	char name[64];		/* without .idx */
	unsigned char *map;
	size_t size, n;
	int64_t commits;	/* of main that were found in it */
	int covered;		/* all its objects are in the new pack */
};

struct packs {
	struct idx *v;
	size_t n, cap;
};

static uint32_t
be32(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
	    (uint32_t)p[2] << 8 | p[3];
}

static void
packs_release(struct packs *p)
{
	size_t i;

	for (i = 0; i < p->n; i++)
		if (p->v[i].map)
			munmap(p->v[i].map, p->v[i].size);
	free(p->v);
}

/* 0 when it is an index of version 2, -1 otherwise. */
static int
idx_map(struct idx *x, const char *path)
{
	struct stat st;
	void *map;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return -1;
	map = fstat(fd, &st) || st.st_size < IDX_HEAD ? MAP_FAILED :
	    mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_SHARED, fd, 0);
	close(fd);
	if (map == MAP_FAILED)
		return -1;
	x->map = map;
	x->size = (size_t)st.st_size;
	x->n = be32(x->map + IDX_HEAD - 4);
	return memcmp(x->map, "\377tOc\0\0\0\2", 8) == 0 &&
	    x->n <= (x->size - IDX_HEAD) / OID_LEN ? 0 : -1;
}

static const unsigned char *
idx_oid(const struct idx *x, size_t i)
{
	return x->map + IDX_HEAD + i * OID_LEN;
}

static int
idx_has(const struct idx *x, const unsigned char *oid)
{
	size_t low, high, middle;
	int c;

	low = oid[0] ? be32(x->map + 8 + 4 * (oid[0] - 1)) : 0;
	high = be32(x->map + 8 + 4 * oid[0]);
	while (low < high && high <= x->n) {
		middle = low + (high - low) / 2;
		c = memcmp(idx_oid(x, middle), oid, OID_LEN);
		if (c == 0)
			return 1;
		if (c < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return 0;
}

static int
packs_add(struct archive *a, struct packs *p, const char *file)
{
	size_t n = strlen(file), cap = p->cap ? p->cap * 2 : 32;
	struct idx *v;
	char *path;

	if (n < 5 || n >= sizeof(v->name) || strncmp(file, "pack-", 5) != 0 ||
	    strcmp(file + n - 4, ".idx") != 0)
		return STORE_OK;
	if (p->n == p->cap) {
		v = realloc(p->v, cap * sizeof(*v));
		if (!v)
			return serr_memory(a->err);
		p->v = v;
		p->cap = cap;
	}
	v = &p->v[p->n];
	*v = (struct idx){ 0 };
	memcpy(v->name, file, n - 4);
	path = sfile_join(a->packdir, file);
	if (path && idx_map(v, path) == 0)
		p->n++;
	else if (v->map)
		munmap(v->map, v->size);
	free(path);
	return STORE_OK;
}

static int
larger_first(const void *a, const void *b)
{
	const struct idx *x = a, *y = b;

	return x->n < y->n ? 1 : x->n > y->n ? -1 : strcmp(x->name, y->name);
}

static int
packs_read(struct archive *a, struct packs *p)
{
	DIR *d = opendir(a->packdir);
	struct dirent *e;
	int rc = STORE_OK;

	if (!d)
		return serr_sys(a->err, a->packdir);
	while (!rc && (e = readdir(d)))
		rc = packs_add(a, p, e->d_name);
	closedir(d);
	if (p->n)
		qsort(p->v, p->n, sizeof(*p->v), larger_first);
	return rc;
}

/* ---- which stretch ---------------------------------------------------- */

/* A stretch of history that one pack holds; the newest comes first. */
struct run {
	int64_t first, count;	/* oldest seq */
};

#define RUNS_MAX 4096

/* History is a line: most are where the one after them was. */
static struct idx *
packs_find(struct packs *p, struct idx *last, const unsigned char *oid)
{
	size_t i;

	if (last && idx_has(last, oid))
		return last;
	for (i = 0; i < p->n; i++)
		if (idx_has(&p->v[i], oid))
			return &p->v[i];
	return NULL;
}

/*
 * Runs from the newest back to one that is settled: it holds at least half of
 * what may be written at once, and so do all before it. Their number.
 */
static int
runs_read(struct store *st, struct packs *p, struct run *runs, int64_t budget)
{
	sqlite3_stmt *s = sql_get(st, "SELECT key, id FROM version "
	    "ORDER BY key DESC", "");
	struct idx *last = NULL, *x;
	int n = 0, rc = s ? STORE_OK : STORE_ERROR;

	while (!rc && (rc = sql_step(st, s)) > 0) {
		if (sqlite3_column_bytes(s, 1) != OID_LEN)
			break;
		x = packs_find(p, last, sqlite3_column_blob(s, 1));
		if (!x || (x != last && n == RUNS_MAX))
			break;
		if (x != last)
			runs[n++] = (struct run){ 0, 0 };
		last = x;
		runs[n - 1].first = sqlite3_column_int64(s, 0);
		if (++runs[n - 1].count >= budget / 2) {
			n--;
			break;
		}
		rc = STORE_OK;
	}
	sql_done(st, s);
	return rc < 0 ? rc : n;
}

/*
 * Of the runs that are too small for what is newer, the oldest that fit into
 * the budget together: what does not fit is settled then. *from is the newest
 * of them; their number, of which less than two is nothing to do.
 */
static int
runs_choose(const struct run *runs, int n, int64_t budget, int *from)
{
	int64_t sum = 0;
	int i, end = 0;

	for (i = 0; i < n; i++) {
		if (i && runs[i].count < 2 * sum)
			end = i + 1;
		sum += runs[i].count;
	}
	for (i = end, sum = 0; i > 0; i--) {
		if (sum + runs[i - 1].count > budget)
			break;
		sum += runs[i - 1].count;
	}
	*from = i;
	return end - i;
}

/* ---- writing it again ------------------------------------------------- */

struct again {
	struct store *st;
	struct archive to;
	int64_t first, count;
};

/* A commit as it is, the trees made anew: they must come out the same. */
static int
again_one(struct again *g, const unsigned char *oid, struct archive_version *v)
{
	struct pack_base base = { g->to.commit.data, g->to.commit.len,
		g->to.commit_index };
	unsigned char root[OID_LEN];
	struct commit c = { 0 };
	char *text = NULL;
	int rc = commit_read(&g->st->archive, oid, &c);

	if (!rc && !g->to.packing) {
		memcpy(g->to.head, c.parent, OID_LEN);
		g->to.has_head = c.has_parent;
		rc = pack_begin(&g->to.pack, g->to.packdir, g->to.err);
		g->to.packing = !rc;
	}
	if (!rc)
		rc = archive_read(&g->st->archive, v->blob, GIT_OBJECT_BLOB,
		    &text, &v->ntext);
	v->text = text;
	if (!rc)
		rc = tree_cache_write(&g->to, v, root);
	if (!rc && memcmp(root, c.tree, OID_LEN))
		rc = serr_set(&g->st->err, "a tree of main is not the "
		    "tracker's own: packs stay as they are");
	if (!rc) {
		g->to.commit_index = pack_add(&g->to.pack, GIT_OBJECT_COMMIT,
		    c.raw.data, c.raw.len, &base, v->commit);
		rc = g->to.commit_index < 0 ? STORE_ERROR : STORE_OK;
		sbuf_swap(&g->to.commit, &c.raw);
	}
	free(text);
	commit_release(&c);
	return rc == STORE_NONE ?
	    serr_set(&g->st->err, "an object of main is missing") : rc;
}

/* What libgit2 keeps of packs it has read from goes only with what is open. */
static void
again_forget(struct again *g)
{
	archive_close(&g->st->archive);
	archive_close(&g->to);
}

static int
again_write(struct again *g)
{
	sqlite3_stmt *s = sql_get(g->st, "SELECT version.id, blob, path, story "
	    "FROM version JOIN story ON story.key = version.story "
	    "WHERE version.key >= ? AND version.key < ? ORDER BY version.key",
	    "ii", g->first, g->first + g->count);
	struct archive_version v = { 0 };
	unsigned char oid[OID_LEN];
	int rc = s ? STORE_OK : STORE_ERROR, n = 0;

	while (!rc && (rc = sql_step(g->st, s)) > 0) {
		if (++n % FORGET_EVERY == 0)
			again_forget(g);
		if (sqlite3_column_bytes(s, 0) != OID_LEN ||
		    sqlite3_column_bytes(s, 1) != OID_LEN || !sql_text(s, 2)) {
			rc = serr_set(&g->st->err, "catalog.db: broken row");
			break;
		}
		memcpy(oid, sqlite3_column_blob(s, 0), OID_LEN);
		memcpy(v.blob, sqlite3_column_blob(s, 1), OID_LEN);
		v.path = sql_text(s, 2);
		v.story = sqlite3_column_int64(s, 3);
		rc = again_one(g, oid, &v);
	}
	sql_done(g->st, s);
	return rc;
}

/* Packs whose every object the new one has. */
static void
mark_covered(const struct pack *pack, struct packs *p)
{
	size_t i, j;

	for (i = 0; i < p->n; i++) {
		if (p->v[i].n > pack->n)
			continue;
		for (j = 0; j < p->v[i].n; j++)
			if (!pack_has(pack, idx_oid(&p->v[i], j)))
				break;
		p->v[i].covered = j == p->v[i].n;
	}
}

/* Every file that belongs to a pack: the index first, so none points nowhere. */
static int
pack_remove(struct archive *a, const char *name)
{
	static const char *const KINDS[] = { "idx", "bitmap", "rev", "mtimes",
		"pack" };
	struct sbuf path = { 0 };
	size_t i;
	int rc = STORE_OK;

	for (i = 0; i < sizeof(KINDS) / sizeof(KINDS[0]) && !rc; i++) {
		sbuf_reset(&path);
		sbuf_addf(&path, "%s/%s.%s", a->packdir, name, KINDS[i]);
		if (!sbuf_ok(&path))
			rc = serr_memory(a->err);
		else if (unlink(path.data) && errno != ENOENT)
			rc = serr_sys(a->err, path.data);
	}
	sbuf_release(&path);
	return rc;
}

static int
again_replace(struct again *g, struct packs *p)
{
	struct archive *a = &g->st->archive;
	char name[46];
	size_t i;
	int rc;

	mark_covered(&g->to.pack, p);
	rc = pack_finish(&g->to.pack, name);
	for (i = 0; !rc && i < p->n; i++)
		if (p->v[i].covered && strcmp(p->v[i].name, name) != 0)
			rc = pack_remove(a, p->v[i].name);
	archive_close(a);
	return rc;
}

/* runs[0] is the newest of n. */
static int
gc_run(struct store *st, struct packs *p, const struct run *runs, int n)
{
	struct again g = { .st = st, .first = runs[n - 1].first };
	int i, rc;

	for (i = 0; i < n; i++)
		g.count += runs[i].count;
	rc = archive_twin(&g.to, &st->archive);
	if (!rc)
		rc = again_write(&g);
	if (!rc && g.to.packing)
		rc = again_replace(&g, p);
	archive_release(&g.to);
	return rc;
}

static size_t
packs_small(const struct packs *p)
{
	size_t i, n = 0;

	for (i = 0; i < p->n; i++)
		n += p->v[i].n < OBJECTS_LARGE;
	return n;
}

int
store_gc(struct store *st, int64_t budget)
{
	struct packs p = { 0 };
	struct run *runs = NULL;
	int64_t most = budget ? budget : COMMITS_MAX;
	int n, from = 0, rc = needs_write(st);

	if (rc)
		return rc;
	if (st->batch)
		return serr_set(&st->err, "a pass is open");
	if (st->behind)
		return STORE_NONE;
	rc = archive_open(&st->archive);
	if (!rc)
		rc = packs_read(&st->archive, &p);
	if (rc || packs_small(&p) < (budget ? PACKS_MIN : 2)) {
		rc = rc ? rc : STORE_NONE;
		goto out;
	}
	runs = calloc(RUNS_MAX, sizeof(*runs));
	n = runs ? runs_read(st, &p, runs, most) : serr_memory(&st->err);
	if (n > 0)
		n = runs_choose(runs, n, most, &from);
	rc = n < 0 ? n : n < 2 ? STORE_NONE : gc_run(st, &p, runs + from, n);
out:
	free(runs);
	packs_release(&p);
	return rc;
}
