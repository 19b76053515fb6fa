#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tracker/base/file.h"

#define CHUNK_BYTES 65536

/* Pages of a large buffer are had at once: a fault for each takes longer. */
static void
populate(char *p, size_t n)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	size_t skip = (page - (uintptr_t)p % page) % page;

	if (n > skip + page)
		(void)madvise(p + skip, (n - skip) / page * page,
		    MADV_POPULATE_WRITE);
}

/* What is left of a file in one read, where its size is told; else a chunk. */
static size_t
first_read(int fd, const struct buf *out)
{
	struct stat st;

	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) ||
	    st.st_size < CHUNK_BYTES ||
	    (uint64_t)st.st_size >= out->max - out->n)
		return CHUNK_BYTES;
	return (size_t)st.st_size + 1;
}

static int
read_all(int fd, const char *path, struct buf *out, struct error *e)
{
	char chunk[CHUNK_BYTES], *p;
	size_t want = first_read(fd, out);
	ssize_t n;

	for (;; want = CHUNK_BYTES) {
		p = want > CHUNK_BYTES ? buf_room(out, want) : chunk;
		if (p == NULL)
			return error_set(e, "%s: larger than %zu bytes", path,
			    out->max);
		if (p != chunk)
			populate(p, want);
		do
			n = read(fd, p, want);
		while (n < 0 && errno == EINTR);
		if (n < 0)
			return error_set(e, "%s: %s", path, strerror(errno));
		if (n == 0)
			return 0;
		if (p != chunk)
			buf_filled(out, (size_t)n);
		else if (buf_add(out, chunk, (size_t)n) < 0)
			return error_set(e, "%s: larger than %zu bytes", path,
			    out->max);
	}
}

int
file_read(const char *path, struct buf *out, struct error *e)
{
	int fd, r;

	if (strcmp(path, "-") == 0)
		return read_all(STDIN_FILENO, "standard input", out, e);
	fd = open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return error_set(e, "%s: %s", path, strerror(errno));
	r = read_all(fd, path, out, e);
	close(fd);
	return r;
}

static int
write_all(int fd, struct str s)
{
	ssize_t n;

	while (s.n > 0) {
		n = write(fd, s.p, s.n);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		s = str_from(s, (size_t)n);
	}
	return 0;
}

static int
sync_folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	char dir[4096];
	int fd, r;

	snprintf(dir, sizeof(dir), "%.*s", slash == NULL ? 1 :
	    slash == path ? 1 : (int)(slash - path), slash ? path : ".");
	fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return -1;
	r = fsync(fd);
	close(fd);
	return r;
}

int
file_write(const char *path, struct str s, struct error *e)
{
	char tmp[4096];
	struct stat st;
	mode_t mode = stat(path, &st) == 0 ? st.st_mode & 0777 : 0644;
	int fd;

	if ((size_t)snprintf(tmp, sizeof(tmp), "%s.XXXXXX", path) >=
	    sizeof(tmp))
		return error_set(e, "%s: name too long", path);
	fd = mkostemp(tmp, O_CLOEXEC);
	if (fd < 0)
		return error_set(e, "%s: %s", tmp, strerror(errno));
	if (write_all(fd, s) < 0 || fchmod(fd, mode) < 0 || fsync(fd) < 0 ||
	    rename(tmp, path) < 0 || sync_folder_of(path) < 0) {
		error_set(e, "%s: %s", path, strerror(errno));
		close(fd);
		unlink(tmp);
		return -1;
	}
	close(fd);
	return 0;
}
