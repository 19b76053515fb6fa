#include <errno.h>
#include <fcntl.h>
#include <linux/close_range.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tracker/base/clock.h"
#include "tracker/base/run.h"
#include "tracker/base/utf8.h"

/* Milliseconds between two looks whether it has ended. */
#define LOOK_MS 20

struct child {
	pid_t pid;
	int in, out;		/* our ends; -1 when closed */
	struct str rest;	/* of the input */
	char said[400];
	size_t nsaid;
};

static void
shut(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

/* In the child: nothing of ours goes along but what it is given. */
static _Noreturn void
become(char *const argv[], int in, int out)
{
	sigset_t none;

	setpgid(0, 0);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	for (int i = 1; i < NSIG; i++)
		signal(i, SIG_DFL);
	if (dup2(in, 0) < 0 || dup2(out, 1) < 0 || dup2(out, 2) < 0 ||
	    close_range(3, ~0u, 0) < 0)
		_exit(127);
	execvp(argv[0], argv);
	dprintf(2, "%s: %s\n", argv[0], strerror(errno));
	_exit(errno == ENOENT ? 127 : 126);
}

static int
start(struct child *c, char *const argv[], struct error *e)
{
	int in[2] = { -1, -1 }, out[2] = { -1, -1 };

	c->pid = -1;
	if (pipe2(in, O_CLOEXEC) == 0 && pipe2(out, O_CLOEXEC) == 0)
		c->pid = fork();
	if (c->pid == 0)
		become(argv, in[0], out[1]);
	if (c->pid < 0)
		error_set(e, "%s: %s", argv[0], strerror(errno));
	shut(&in[0]);
	shut(&out[1]);
	c->in = in[1];
	c->out = out[0];
	if (c->pid < 0) {
		shut(&c->in);
		shut(&c->out);
		return -1;
	}
	setpgid(c->pid, c->pid);
	fcntl(c->in, F_SETFL, O_NONBLOCK);
	fcntl(c->out, F_SETFL, O_NONBLOCK);
	return 0;
}

static void
feed(struct child *c)
{
	ssize_t n;

	if (c->rest.n > 0) {
		n = write(c->in, c->rest.p, c->rest.n);
		if (n < 0 && (errno == EAGAIN || errno == EINTR))
			return;
		c->rest = n > 0 ? str_from(c->rest, (size_t)n) : STR("");
	}
	if (c->rest.n == 0)
		shut(&c->in);
}

/* What does not fit is read all the same: it must not wait for us. */
static void
hear(struct child *c)
{
	char some[4096];
	ssize_t n = read(c->out, some, sizeof(some));
	size_t room = sizeof(c->said) - c->nsaid;

	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	if (n <= 0) {
		shut(&c->out);
		return;
	}
	if ((size_t)n < room)
		room = (size_t)n;
	memcpy(c->said + c->nsaid, some, room);
	c->nsaid += room;
}

static void
attend(struct child *c, int ms)
{
	struct pollfd p[2] = { { c->in, POLLOUT, 0 }, { c->out, POLLIN, 0 } };

	if (poll(p, 2, ms) <= 0)
		return;
	if (c->in >= 0 && p[0].revents != 0)
		feed(c);
	if (c->out >= 0 && p[1].revents != 0)
		hear(c);
}

static int64_t
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void
settle(struct child *c, int status, struct run_result *r)
{
	struct str all, line = { NULL, 0 };

	/* the last words */
	while (c->out >= 0 && c->nsaid < sizeof(c->said)) {
		size_t was = c->nsaid;

		hear(c);
		if (c->nsaid == was)
			break;
	}
	all = str_trim(str_make(c->said, c->nsaid));
	str_line(&all, &line);
	utf8_escape_into(r->said, sizeof(r->said), line);
	r->status = WIFEXITED(status) ? WEXITSTATUS(status) :
	    WIFSIGNALED(status) ? 128 + WTERMSIG(status) : -1;
}

/* Has it ended? It is not yet buried: its number is still its own, and that of
 * what it left behind. */
static bool
has_ended(const struct child *c)
{
	siginfo_t info = { 0 };

	return waitid(P_PID, (id_t)c->pid, &info, WEXITED | WNOHANG |
	    WNOWAIT) != 0 || info.si_pid == c->pid;
}

int
run_program(char *const argv[], struct str input, int64_t seconds, int flags,
    struct run_result *r, struct error *e)
{
	struct child c = { .rest = input };
	int64_t end = now_ms() + seconds * 1000;
	int status = 0;

	*r = (struct run_result){ .status = -1 };
	if (start(&c, argv, e) < 0)
		return -1;
	while (!has_ended(&c) && !r->late) {
		attend(&c, LOOK_MS);
		r->late = now_ms() >= end;
	}
	r->late = r->late && !has_ended(&c);
	if (r->late || !(flags & RUN_LEAVE))
		kill(-c.pid, SIGKILL);
	waitpid(c.pid, &status, 0);
	settle(&c, status, r);
	shut(&c.in);
	shut(&c.out);
	return 0;
}
