/*
 * archive.git: a bare repository with one branch. Reading is libgit2's; writing
 * is one pack a pass and one reference, so that nothing is ever loose. (Loose
 * objects of ten thousand versions take 600 MB until something packs them.)
 */
#include <dirent.h>
#include <errno.h>
#include <unistd.h>

#include "store/internal.h"

#define IDENT "tracker <tracker@localhost>"

int
archive_sub(struct archive *a, const char *name, char **path)
{
	*path = sfile_join(a->dir, name);
	return *path ? STORE_OK : serr_memory(a->err);
}

static int
repository_init(struct archive *a, const char *path)
{
	git_repository_init_options o;
	git_repository *repo = NULL;

	if (git_repository_init_options_init(&o,
	    GIT_REPOSITORY_INIT_OPTIONS_VERSION))
		return serr_git(a->err, path);
	o.flags = GIT_REPOSITORY_INIT_BARE | GIT_REPOSITORY_INIT_MKDIR;
	o.initial_head = "main";
	o.description = "every version of every story; see tracker-store(5)";
	if (git_repository_init_ext(&repo, path, &o))
		return serr_git(a->err, path);
	git_repository_free(repo);
	return STORE_OK;
}

/* libgit2 brings up OpenSSL, which costs more than most commands do. */
static int
library_init(struct archive *a)
{
	if (a->ready)
		return STORE_OK;
	if (git_libgit2_init() < 0)
		return serr_git(a->err, "libgit2");
	a->ready = 1;
	/* Windows into packs and objects kept: their defaults are gigabytes. */
	git_libgit2_opts(GIT_OPT_SET_MWINDOW_SIZE, (size_t)4 << 20);
	git_libgit2_opts(GIT_OPT_SET_MWINDOW_MAPPED_LIMIT, (size_t)64 << 20);
	git_libgit2_opts(GIT_OPT_SET_CACHE_MAX_SIZE, (ssize_t)4 << 20);
	return STORE_OK;
}

/* Made under another name: a repository is there whole or not at all. */
int
archive_create(struct archive *a)
{
	struct sbuf path = { 0 };
	int rc = STORE_ERROR;

	sbuf_addf(&path, "%s.new", a->dir);
	if (!sbuf_ok(&path))
		serr_memory(a->err);
	else if (library_init(a))
		;
	else if (sfile_remove_tree(path.data))
		serr_sys(a->err, path.data);
	else if (!repository_init(a, path.data)) {
		if (rename(path.data, a->dir) || sfile_sync_parent(a->dir))
			serr_sys(a->err, a->dir);
		else
			rc = STORE_OK;
	}
	sbuf_release(&path);
	return rc;
}

int
archive_open(struct archive *a)
{
	if (a->repo)
		return STORE_OK;
	if (library_init(a))
		return STORE_ERROR;
	if (!a->packdir && archive_sub(a, "objects/pack", &a->packdir))
		return STORE_ERROR;
	if (git_repository_open_bare(&a->repo, a->dir) ||
	    git_repository_odb(&a->odb, a->repo))
		return serr_git(a->err, a->dir);
	return STORE_OK;
}

int
archive_twin(struct archive *to, const struct archive *a)
{
	*to = (struct archive){ .err = a->err, .commit_index = -1 };
	to->pack.fd = -1;
	to->dir = strdup(a->dir);
	return to->dir ? archive_open(to) : serr_memory(a->err);
}

void
archive_close(struct archive *a)
{
	git_odb_free(a->odb);
	git_repository_free(a->repo);
	a->odb = NULL;
	a->repo = NULL;
}

void
archive_release(struct archive *a)
{
	archive_rollback(a);
	archive_close(a);
	if (a->ready)
		git_libgit2_shutdown();
	free(a->dir);
	free(a->packdir);
}

int
archive_head(struct archive *a, unsigned char oid[OID_LEN], int *has_head)
{
	git_oid id;
	int rc;

	if (archive_open(a))
		return STORE_ERROR;
	rc = git_reference_name_to_id(&id, a->repo, MAIN_REF);
	if (rc && rc != GIT_ENOTFOUND)
		return serr_git(a->err, MAIN_REF);
	*has_head = !rc;
	if (!rc)
		memcpy(oid, id.id, OID_LEN);
	return STORE_OK;
}

/*
 * Packs come and go under a reader when a writer consolidates them: what cannot
 * be read is looked for once more in a repository opened anew.
 */
static int
object_read(struct archive *a, const git_oid *id, git_odb_object **o)
{
	int rc = git_odb_read(o, a->odb, id);

	if (!rc || a->packing)
		return rc;
	archive_close(a);
	if (archive_open(a))
		return rc;
	return git_odb_read(o, a->odb, id);
}

int
archive_read(struct archive *a, const unsigned char *oid, int type,
    char **data, size_t *n)
{
	git_odb_object *o = NULL;
	git_oid id;
	char hex[41];
	int rc;

	*data = NULL;
	if (archive_open(a))
		return STORE_ERROR;
	memcpy(id.id, oid, OID_LEN);
	hex_encode(oid, OID_LEN, hex);
	rc = object_read(a, &id, &o);
	if (rc)
		return rc == GIT_ENOTFOUND ? STORE_NONE : serr_git(a->err, hex);
	if ((int)git_odb_object_type(o) != type)
		rc = serr_set(a->err, "%s: not of the type expected", hex);
	else if (!(*data = malloc(git_odb_object_size(o) + 1)))
		rc = serr_memory(a->err);
	else {
		*n = git_odb_object_size(o);
		memcpy(*data, git_odb_object_data(o), *n);
		(*data)[*n] = '\0';
	}
	git_odb_object_free(o);
	return rc;
}

/* ---- a pass ----------------------------------------------------------- */

static int
archive_begin(struct archive *a)
{
	if (a->packing)
		return STORE_OK;
	if (archive_head(a, a->head, &a->has_head) ||
	    pack_begin(&a->pack, a->packdir, a->err))
		return STORE_ERROR;
	a->packing = 1;
	a->commit_index = -1;
	sbuf_reset(&a->commit);
	return STORE_OK;
}

/* Git counts from 1970, and fsck refuses what is before. */
static int64_t
epoch_time(int64_t t)
{
	const int64_t last = INT64_C(253402300799);	/* of year 9999 */

	return t < 0 ? 0 : t > last ? last : t;
}

static int
commit_write(struct archive *a, struct archive_version *v,
    const unsigned char *root)
{
	struct sbuf b = { 0 };
	struct pack_base base = { a->commit.data, a->commit.len,
		a->commit_index };
	char hex[41];

	hex_encode(root, OID_LEN, hex);
	sbuf_addf(&b, "tree %s\n", hex);
	hex_encode(a->head, OID_LEN, hex);
	if (a->has_head)
		sbuf_addf(&b, "parent %s\n", hex);
	sbuf_addf(&b, "author " IDENT " %lld +0000\n"
	    "committer " IDENT " %lld +0000\n\n%s",
	    (long long)epoch_time(v->authored),
	    (long long)epoch_time(v->committed), v->message);
	if (!sbuf_ok(&b)) {
		sbuf_release(&b);
		return serr_memory(a->err);
	}
	a->commit_index = pack_add(&a->pack, GIT_OBJECT_COMMIT, b.data, b.len,
	    &base, v->commit);
	sbuf_swap(&a->commit, &b);
	sbuf_release(&b);
	return a->commit_index < 0 ? STORE_ERROR : STORE_OK;
}

int
archive_add(struct archive *a, struct archive_version *v)
{
	unsigned char root[OID_LEN];

	if (archive_begin(a) || tree_cache_write(a, v, root) ||
	    commit_write(a, v, root))
		return STORE_ERROR;
	memcpy(a->head, v->commit, OID_LEN);
	a->has_head = 1;
	return STORE_OK;
}

int
archive_ref(struct archive *a, const char *ref, const unsigned char *oid)
{
	struct sbuf lock = { 0 };
	char text[42], *path = NULL;
	int rc = archive_sub(a, ref, &path);

	hex_encode(oid, OID_LEN, text);
	text[40] = '\n';
	sbuf_addf(&lock, "%s.lock", path ? path : "");
	if (!rc && !sbuf_ok(&lock))
		rc = serr_memory(a->err);
	if (!rc && sfile_replace(path, lock.data, text, 41))
		rc = serr_sys(a->err, path);
	sbuf_release(&lock);
	free(path);
	return rc;
}

int
archive_commit(struct archive *a)
{
	char name[46];
	int rc;

	if (!a->packing)
		return STORE_NONE;
	rc = pack_finish(&a->pack, name);
	if (!rc)
		rc = archive_ref(a, MAIN_REF, a->head);
	archive_rollback(a);
	/* Opened anew by the next read, which sees the new pack: libgit2 keeps
	 * up to 16 MB for each pack it has read from. */
	archive_close(a);
	return rc;
}

/* Forgets the pass in memory; what is on disk stays. */
void
archive_rollback(struct archive *a)
{
	if (a->packing)
		pack_abort(&a->pack);
	a->packing = 0;
	tree_cache_clear(a);
	sbuf_release(&a->commit);
}

int
archive_sweep(struct archive *a)
{
	struct dirent *e;
	char *path, *lock = NULL;
	DIR *d;

	if (archive_open(a) || archive_sub(a, MAIN_REF ".lock", &lock))
		return STORE_ERROR;
	unlink(lock);
	free(lock);
	if (former_sweep(a))
		return STORE_ERROR;
	d = opendir(a->packdir);
	if (!d)
		return serr_sys(a->err, a->packdir);
	while ((e = readdir(d))) {
		if (strncmp(e->d_name, "tmp_pack_tracker", 16) != 0 &&
		    strncmp(e->d_name, "tmp_idx_tracker", 15) != 0)
			continue;
		path = sfile_join(a->packdir, e->d_name);
		if (path)
			unlink(path);
		free(path);
	}
	closedir(d);
	return STORE_OK;
}
