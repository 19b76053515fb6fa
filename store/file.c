/* Files that appear whole or not at all. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/internal.h"

char *
sfile_join(const char *dir, const char *name)
{
	struct sbuf b = { 0 };

	sbuf_addf(&b, "%s/%s", dir, name);
	if (!sbuf_ok(&b))
		sbuf_release(&b);
	return b.data;
}

int
sfile_write_all(int fd, const void *data, size_t n)
{
	const char *p = data;
	ssize_t done;

	while (n) {
		done = write(fd, p, n);
		if (done < 0 && errno == EINTR)
			continue;
		if (done < 0)
			return -1;
		p += done;
		n -= (size_t)done;
	}
	return 0;
}

int
sfile_sync_dir(const char *dir)
{
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC), rc;

	if (fd < 0)
		return -1;
	rc = fsync(fd);
	close(fd);
	return rc;
}

int
sfile_sync_parent(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *dir;
	int rc;

	dir = slash ? strndup(path, (size_t)(slash - path)) : strdup(".");
	if (!dir)
		return -1;
	rc = sfile_sync_dir(dir[0] ? dir : "/");
	free(dir);
	return rc;
}

int
sfile_replace(const char *path, const char *tmp, const void *data, size_t n)
{
	int fd, saved, rc;

	fd = open(tmp, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (fd < 0)
		return -1;
	rc = sfile_write_all(fd, data, n) || fsync(fd);
	rc |= close(fd);
	if (!rc && !rename(tmp, path))
		return sfile_sync_parent(path);
	saved = errno;
	unlink(tmp);
	errno = saved;
	return -1;
}

/* Each missing folder of a path, made and made durable. */
int
sfile_mkdirs(const char *path)
{
	char *copy = strdup(path), *p;
	int rc = 0;

	if (!copy)
		return -1;
	for (p = copy + 1; !rc; p++) {
		if (*p != '/' && *p != '\0')
			continue;
		if (*p == '/')
			*p = '\0';
		else
			p = NULL;
		if (mkdir(copy, 0777) == 0)
			rc = sfile_sync_parent(copy);
		else if (errno != EEXIST)
			rc = -1;
		if (!p)
			break;
		*p = '/';
	}
	free(copy);
	return rc;
}

static int
remove_one(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
	(void)st;
	(void)flag;
	(void)ftw;
	return remove(path);
}

int
sfile_remove_tree(const char *path)
{
	return access(path, F_OK) ? 0 :
	    nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

int64_t
sfile_size(const char *path)
{
	struct stat st;

	return stat(path, &st) ? -1 : (int64_t)st.st_size;
}

/* Bytes of the files below a folder; three levels are all the store has. */
static int64_t
tree_size(const char *dir, int depth)
{
	DIR *d = depth ? opendir(dir) : NULL;
	struct dirent *e;
	struct stat st;
	int64_t total = 0;
	char *path;

	while (d && (e = readdir(d))) {
		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
			continue;
		path = sfile_join(dir, e->d_name);
		if (path && lstat(path, &st) == 0)
			total += S_ISDIR(st.st_mode) ?
			    tree_size(path, depth - 1) : (int64_t)st.st_size;
		free(path);
	}
	if (d)
		closedir(d);
	return total;
}

int64_t
sfile_tree_size(const char *dir)
{
	return tree_size(dir, 8);
}
