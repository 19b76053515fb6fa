/*
 * Former heads of main. When history is read again by other eyes, main moves to
 * commits that say what these see; what was seen before stays reachable under
 * refs/reextract/, so that no garbage collection takes it.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "store/internal.h"

#define FORMER "refs/reextract"
#define SAME_SECOND 1000	/* runs that one second can name */

/* refs/reextract/20120531T142208Z, with -2 and so on where that is taken. */
static int
former_name(struct archive *a, int64_t now, struct sbuf *out)
{
	struct civil c;
	char *path;
	int i, taken = 1;

	time_civil(now, &c);
	for (i = 1; taken && i < SAME_SECOND; i++) {
		sbuf_reset(out);
		sbuf_addf(out, FORMER "/%04d%02d%02dT%02d%02d%02dZ",
		    (int)c.year, c.month, c.day, c.hour, c.minute, c.second);
		if (i > 1)
			sbuf_addf(out, "-%d", i);
		if (!sbuf_ok(out))
			return serr_memory(a->err);
		if (archive_sub(a, out->data, &path))
			return STORE_ERROR;
		taken = access(path, F_OK) == 0;
		free(path);
	}
	return taken ? serr_set(a->err, "%s: taken", out->data) : STORE_OK;
}

int
former_keep(struct archive *a, const unsigned char *oid, int64_t now)
{
	struct sbuf name = { 0 };
	char *dir = NULL;
	int rc = archive_sub(a, FORMER, &dir);

	if (!rc && sfile_mkdirs(dir))
		rc = serr_sys(a->err, dir);
	if (!rc)
		rc = former_name(a, now, &name);
	if (!rc)
		rc = archive_ref(a, name.data, oid);
	sbuf_release(&name);
	free(dir);
	return rc;
}

/* ---- reading them ----------------------------------------------------- */

struct walk {
	struct archive *a;
	former_fn *fn;
	void *arg;
	int said;		/* the error is set */
};

/* libgit2 finds them packed too. */
static int
one_former(const char *ref, void *arg)
{
	struct walk *w = arg;
	git_oid id;
	int rc = git_reference_name_to_id(&id, w->a->repo, ref) ?
	    serr_git(w->a->err, ref) : w->fn(ref, id.id, w->arg);

	w->said = rc < 0;
	return rc;
}

int
former_each(struct archive *a, former_fn *fn, void *arg)
{
	struct walk w = { a, fn, arg, 0 };
	int rc;

	if (archive_open(a))
		return STORE_ERROR;
	rc = git_reference_foreach_glob(a->repo, FORMER "/*", one_former, &w);
	return rc < 0 && !w.said ? serr_git(a->err, FORMER) : rc;
}

struct search {
	struct archive *a;
	const unsigned char *oid;
};

static int
has_commit(const char *ref, const unsigned char *oid, void *arg)
{
	struct search *s = arg;
	struct history h = { 0 };
	int rc = history_read(s->a, oid, s->oid, &h);

	(void)ref;
	rc = rc ? rc : h.reached;
	history_release(&h);
	return rc;
}

int
former_has(struct archive *a, const unsigned char *oid)
{
	struct search s = { a, oid };
	int rc = former_each(a, has_commit, &s);

	return rc > 0 ? STORE_OK : rc == 0 ? STORE_NONE : rc;
}

/* ---- after a crash ---------------------------------------------------- */

static int
is_lock(const char *name)
{
	size_t n = strlen(name);

	return n > 5 && strcmp(name + n - 5, ".lock") == 0;
}

/* Does the file hold the id that main has? */
static int
names_head(const char *path, const char *head)
{
	char text[40];
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n;

	if (fd < 0)
		return 0;
	n = read(fd, text, sizeof(text));
	close(fd);
	return n == 40 && memcmp(text, head, 40) == 0;
}

int
former_sweep(struct archive *a)
{
	unsigned char oid[OID_LEN] = { 0 };
	char head[41], *dir, *path;
	struct dirent *e;
	int has_head;
	DIR *d;

	if (archive_sub(a, FORMER, &dir))
		return STORE_ERROR;
	d = opendir(dir);
	if (d && archive_head(a, oid, &has_head)) {
		closedir(d);
		free(dir);
		return STORE_ERROR;
	}
	hex_encode(oid, OID_LEN, head);
	while (d && (e = readdir(d))) {
		path = sfile_join(dir, e->d_name);
		if (path && (is_lock(e->d_name) || names_head(path, head)))
			unlink(path);
		free(path);
	}
	if (d)
		closedir(d);
	free(dir);
	return STORE_OK;
}
