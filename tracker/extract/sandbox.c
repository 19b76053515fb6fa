/* What a worker may still do: compute, and speak over its one socket. */
#include <errno.h>
#include <linux/close_range.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "tracker/base/limits.h"
#include "tracker/extract/child.h"

/* Everything else fails with EPERM: a library that tries it is told no, and what
 * was broken into finds nothing to use. */
static const int allowed[] = {
	SCMP_SYS(read), SCMP_SYS(write), SCMP_SYS(recvfrom), SCMP_SYS(sendto),
	SCMP_SYS(poll), SCMP_SYS(ppoll), SCMP_SYS(close), SCMP_SYS(brk),
	SCMP_SYS(mmap), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise),
	SCMP_SYS(mprotect), SCMP_SYS(futex), SCMP_SYS(clock_gettime),
	SCMP_SYS(gettimeofday), SCMP_SYS(getrandom), SCMP_SYS(rt_sigreturn),
	SCMP_SYS(rt_sigprocmask), SCMP_SYS(sigaltstack), SCMP_SYS(getpid),
	SCMP_SYS(gettid), SCMP_SYS(sched_yield), SCMP_SYS(exit),
	SCMP_SYS(exit_group),
};

static int
limit(int what, rlim_t most)
{
	struct rlimit r = { most, most };

	return setrlimit(what, &r);
}

static int
limits(void)
{
	if (limit(RLIMIT_NOFILE, 64) < 0 || limit(RLIMIT_FSIZE, 0) < 0 ||
	    limit(RLIMIT_CORE, 0) < 0 ||
	    limit(RLIMIT_CPU, LIMIT_WORKER_CPU_SECONDS) < 0)
		return -1;
	/* AddressSanitizer reserves terabytes it never touches. */
#ifndef __SANITIZE_ADDRESS__
	if (limit(RLIMIT_AS, LIMIT_WORKER_BYTES) < 0)
		return -1;
#endif
	return 0;
}

/* The store, its lock, sockets of other workers and of servers: all but ours. */
static int
close_others(int fd)
{
	if (fd > 3 && close_range(3, (unsigned)fd - 1, 0) < 0)
		return -1;
	return close_range((unsigned)fd + 1, ~0u, 0);
}

static int
filter(void)
{
	scmp_filter_ctx c = seccomp_init(SCMP_ACT_ERRNO(EPERM));
	int r = c == NULL ? -ENOMEM : 0;

	for (size_t i = 0; r == 0 && i < sizeof(allowed) / sizeof(*allowed);
	    i++)
		r = seccomp_rule_add(c, SCMP_ACT_ALLOW, allowed[i], 0);
	if (r == 0)
		r = seccomp_load(c);
	seccomp_release(c);
	errno = -r;
	return r == 0 ? 0 : -1;
}

int
sandbox_enter(int fd)
{
	/* the parent's death is the worker's, too */
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) < 0 ||
	    prctl(PR_SET_DUMPABLE, 0) < 0 ||
	    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0)
		return -1;
	return close_others(fd) < 0 || limits() < 0 ? -1 : filter();
}
