/*
 * fault - a library for LD_PRELOAD that makes one call to the disk fail.
 *
 *   FAULT_AT=N      the Nth of the counted calls (from 1)
 *   FAULT_HOW=kill  the process dies before the call (default)
 *            after  the process dies after the call
 *            short  half of the bytes are written, then it dies
 *            enospc, eio   the call fails, and so do all after it of its kind
 *            once-enospc, once-eio   this call alone fails
 *   FAULT_FROM=STR  only calls whose file's path contains STR are counted
 *   FAULT_COUNT=F   at exit, the number of counted calls is written to F, and
 *                   that of allocations after it
 *   FAULT_ALLOC=N   the Nth allocation (from 1) gives NULL; those that libgit2
 *                   makes itself are not counted, since it falls over them
 *
 * Counted are write, pwrite, writev, fsync, fdatasync, rename, ftruncate,
 * truncate, unlink and link: all that changes what a crash leaves behind. A
 * SIGKILL loses nothing the kernel has; what a power cut loses is tested by
 * failing fsync, after which nothing may be acknowledged.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

enum how { KILL, AFTER, SHORT, ENOSPC_ALL, EIO_ALL, ENOSPC_ONE, EIO_ONE };

static const char *const HOW[] = { "kill", "after", "short", "enospc", "eio",
	"once-enospc", "once-eio" };

static long at, seen, alloc_at, allocs;
static enum how how;
static const char *from, *count_file;
static int ready;

static void *
real(const char *name)
{
	void *p = dlsym(RTLD_NEXT, name);

	if (!p)
		_exit(99);
	return p;
}

static void
die(void)
{
	kill(getpid(), SIGKILL);
	_exit(98);
}

static void
prepare(void)
{
	const char *s = getenv("FAULT_AT");
	size_t i;

	if (ready)
		return;
	ready = 1;
	at = s ? strtol(s, NULL, 10) : 0;
	s = getenv("FAULT_ALLOC");
	alloc_at = s ? strtol(s, NULL, 10) : 0;
	from = getenv("FAULT_FROM");
	count_file = getenv("FAULT_COUNT");
	s = getenv("FAULT_HOW");
	for (i = 0; s && i < sizeof(HOW) / sizeof(HOW[0]); i++)
		if (strcmp(s, HOW[i]) == 0)
			how = (enum how)i;
}

__attribute__((destructor)) static void
report(void)
{
	ssize_t (*write_)(int, const void *, size_t) = real("write");
	char text[32];
	int fd, n;

	prepare();
	if (!count_file)
		return;
	fd = open(count_file, O_WRONLY | O_CREAT | O_TRUNC, 0666);
	n = snprintf(text, sizeof(text), "%ld %ld\n", seen, allocs);
	if (fd >= 0) {
		if (write_(fd, text, (size_t)n) != n)
			_exit(97);
		close(fd);
	}
}

static int
counted(int fd, const char *path)
{
	char link[64], name[4096];
	ssize_t n;

	if (fd >= 0 && fd <= 2)
		return 0;
	if (!path) {
		snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
		n = readlink(link, name, sizeof(name) - 1);
		name[n > 0 ? n : 0] = '\0';
		path = name;
	}
	if (strncmp(path, "/dev/", 5) == 0 || strncmp(path, "pipe:", 5) == 0 ||
	    strncmp(path, "socket:", 7) == 0)
		return 0;
	return !from || strstr(path, from);
}

/* 0: go on; 1: go on, then die; 2: write half, then die; -1: fail. */
static int
strike(int fd, const char *path)
{
	prepare();
	if (!counted(fd, path))
		return 0;
	seen++;
	if (!at || seen < at || (seen > at && how != ENOSPC_ALL &&
	    how != EIO_ALL))
		return 0;
	switch (how) {
	case KILL:
		die();
		return -1;
	case AFTER:
		return 1;
	case SHORT:
		return 2;
	default:
		errno = how == ENOSPC_ALL || how == ENOSPC_ONE ? ENOSPC : EIO;
		return -1;
	}
}

/* `type name(args)`: strike, call, and die after when told to. */
#define WRAP(type, name, params, args, fd, path)                              \
	type name params;                                                     \
	type name params                                                      \
	{                                                                     \
		type(*call) params = real(#name);                             \
		int what = strike(fd, path);                                  \
		type rc;                                                      \
		if (what < 0)                                                 \
			return -1;                                            \
		rc = call args;                                               \
		if (what > 0)                                                 \
			die();                                                \
		return rc;                                                    \
	}

#define WRAP_WRITE(name, params, args)                                        \
	ssize_t name params;                                                  \
	ssize_t name params                                                   \
	{                                                                     \
		ssize_t(*call) params = real(#name);                          \
		int what = strike(fd, NULL);                                  \
		ssize_t rc;                                                   \
		if (what < 0)                                                 \
			return -1;                                            \
		if (what == 2)                                                \
			n /= 2;                                               \
		rc = call args;                                               \
		if (what > 0)                                                 \
			die();                                                \
		return rc;                                                    \
	}

WRAP_WRITE(write, (int fd, const void *p, size_t n), (fd, p, n))
WRAP_WRITE(pwrite, (int fd, const void *p, size_t n, off_t o), (fd, p, n, o))
WRAP_WRITE(pwrite64, (int fd, const void *p, size_t n, off_t o),
    (fd, p, n, o))
WRAP(ssize_t, writev, (int fd, const struct iovec *v, int n), (fd, v, n), fd,
    NULL)
WRAP(int, fsync, (int fd), (fd), fd, NULL)
WRAP(int, fdatasync, (int fd), (fd), fd, NULL)
WRAP(int, ftruncate, (int fd, off_t n), (fd, n), fd, NULL)
WRAP(int, ftruncate64, (int fd, off_t n), (fd, n), fd, NULL)
WRAP(int, truncate, (const char *path, off_t n), (path, n), -1, path)
WRAP(int, rename, (const char *path, const char *to), (path, to), -1, path)
WRAP(int, link, (const char *path, const char *to), (path, to), -1, path)
WRAP(int, unlink, (const char *path), (path), -1, path)

/* ---- memory ----------------------------------------------------------- */

void *__libc_malloc(size_t);
void *__libc_calloc(size_t, size_t);
void *__libc_realloc(void *, size_t);

/* getenv and strtol allocate nothing, so preparing here is no recursion. */
static int
starve(const void *caller)
{
	Dl_info object;

	prepare();
	if ((!alloc_at && !count_file) || !dladdr(caller, &object) ||
	    !object.dli_fname || strstr(object.dli_fname, "libgit2"))
		return 0;
	return ++allocs == alloc_at;
}

void *
malloc(size_t n)
{
	if (starve(__builtin_return_address(0))) {
		errno = ENOMEM;
		return NULL;
	}
	return __libc_malloc(n);
}

void *
calloc(size_t n, size_t size)
{
	if (starve(__builtin_return_address(0))) {
		errno = ENOMEM;
		return NULL;
	}
	return __libc_calloc(n, size);
}

void *
realloc(void *p, size_t n)
{
	if (starve(__builtin_return_address(0))) {
		errno = ENOMEM;
		return NULL;
	}
	return __libc_realloc(p, n);
}
