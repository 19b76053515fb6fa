/* The parent's side: processes, who has which task, and who took too long. */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tracker/base/limits.h"
#include "tracker/base/xalloc.h"
#include "tracker/extract/child.h"
#include "tracker/extract/wire.h"

struct worker {
	pid_t pid;		/* 0: not started */
	int fd;
	bool busy;
	int64_t deadline;	/* of its task */
	int tasks;		/* so far */
	enum task_kind kind;
	answer_fn *done;
	void *arg;
};

struct workers {
	struct worker *v;
	size_t n;
	int64_t seconds;
	bool prepared;
	struct buf task;	/* that is being sent */
};

void
workers_new(struct workers **out, const struct workers_options *o)
{
	struct workers *w = xcalloc(1, sizeof(*w));
	long cores = sysconf(_SC_NPROCESSORS_ONLN);

	w->n = o != NULL && o->n > 0 ? o->n : cores > 0 ? (size_t)cores : 1;
	if (w->n > LIMIT_WORKERS)
		w->n = LIMIT_WORKERS;
	w->seconds = o != NULL && o->seconds > 0 ? o->seconds :
	    LIMIT_TASK_SECONDS;
	w->v = xcalloc(w->n, sizeof(*w->v));
	buf_init(&w->task, LIMIT_TASK_BYTES);
	*out = w;
}

/* ---- processes ---------------------------------------------------------- */

/* Ends a worker; its wait status. */
static int
stop(struct worker *k)
{
	int status = 0;

	if (k->pid == 0)
		return 0;
	close(k->fd);
	kill(k->pid, SIGKILL);
	while (waitpid(k->pid, &status, 0) < 0 && errno == EINTR)
		;
	k->pid = 0;
	k->tasks = 0;
	k->busy = false;
	return status;
}

void
workers_free(struct workers *w)
{
	if (w == NULL)
		return;
	for (size_t i = 0; i < w->n; i++)
		stop(&w->v[i]);
	free(w->v);
	buf_release(&w->task);
	free(w);
}

static int
start(struct workers *w, struct worker *k)
{
	int pair[2], room = WORKER_ROOM;

	if (!w->prepared)
		child_prepare();
	w->prepared = true;
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0)
		return -1;
	/* less of it is slower, and no failure */
	(void)setsockopt(pair[0], SOL_SOCKET, SO_SNDBUF, &room, sizeof(room));
	k->pid = fork();
	if (k->pid == 0) {
		close(pair[0]);
		child_run(pair[1]);
	}
	close(pair[1]);
	k->fd = pair[0];
	if (k->pid > 0)
		return 0;
	k->pid = 0;
	close(pair[0]);
	return -1;
}

/* ---- answers ------------------------------------------------------------ */

static void
fail(const struct worker *k, const char *why)
{
	struct answer a = { .kind = k->kind, .failed = true,
		.why = str_of(why) };

	article_init(&a.article);
	k->done(&a, k->arg);
}

/* The worker is no more: why, for people. */
static void
why_dead(struct workers *w, struct worker *k, int error, char *why, size_t n)
{
	int status = stop(k);

	if (error == ETIMEDOUT)
		snprintf(why, n, "reading it took longer than %lld s",
		    (long long)w->seconds);
	else if (WIFSIGNALED(status) && WTERMSIG(status) != SIGKILL)
		snprintf(why, n, "reading it ended the reader by signal %d",
		    WTERMSIG(status));
	else
		snprintf(why, n, "reading it ended the reader");
}

static int
decode(const struct worker *k, struct answer *a, struct arena *arena,
    struct str bytes)
{
	article_init(&a->article);
	return k->kind == TASK_FEED ? wire_get_feed(&a->feed, arena, bytes) :
	    wire_get_article(&a->article, arena, bytes);
}

/* Takes the answer that has come, or the death, and gives it. */
static void
finish(struct workers *w, struct worker *k)
{
	struct worker mine;
	struct answer a = { .kind = k->kind };
	struct arena arena;
	struct buf in;
	char why[100];
	bool ok;

	arena_init(&arena);
	buf_init(&in, LIMIT_ANSWER_BYTES);
	ok = message_receive(k->fd, &in, k->deadline) == 0;
	if (ok && decode(k, &a, &arena, buf_str(&in)) < 0) {
		ok = false;
		errno = EBADMSG;
	}
	mine = *k;	/* the callback may give the worker something new */
	k->busy = false;
	if (ok) {
		mine.done(&a, mine.arg);
	} else {
		why_dead(w, k, errno, why, sizeof(why));
		fail(&mine, why);
	}
	buf_release(&in);
	arena_release(&arena);
}

/* Until one of the busy workers has answered, died or run out of time. */
static void
wait_one(struct workers *w, bool block)
{
	struct pollfd fds[LIMIT_WORKERS];
	size_t at[LIMIT_WORKERS], n = 0;
	int64_t now = message_clock(), left = INT32_MAX;

	for (size_t i = 0; i < w->n; i++) {
		if (!w->v[i].busy)
			continue;
		fds[n] = (struct pollfd){ .fd = w->v[i].fd, .events = POLLIN };
		at[n++] = i;
		if (w->v[i].deadline - now < left)
			left = w->v[i].deadline - now;
	}
	left = !block || left < 0 ? 0 : left;
	if (poll(fds, n, (int)left) < 0)
		return;
	now = message_clock();
	/* one at a time: its callback may change who is busy */
	for (size_t i = 0; i < n; i++)
		if (fds[i].revents != 0 || now >= w->v[at[i]].deadline) {
			finish(w, &w->v[at[i]]);
			return;
		}
}

/* ---- tasks -------------------------------------------------------------- */

static struct worker *
idle(struct workers *w)
{
	struct worker *none = NULL;

	/* one that runs already, before a new one */
	for (size_t i = 0; i < w->n; i++) {
		if (w->v[i].pid > 0 && !w->v[i].busy)
			return &w->v[i];
		if (w->v[i].pid == 0 && none == NULL)
			none = &w->v[i];
	}
	return none;
}

/* A worker that died at rest is found by what is sent to it: then another. */
static int
send_to(struct workers *w, struct worker *k, struct str task, struct str page)
{
	if (k->tasks++ >= LIMIT_WORKER_TASKS)
		stop(k);
	for (int tries = 0; tries < 2; tries++) {
		if (k->pid == 0 && start(w, k) < 0)
			return -1;
		k->deadline = message_clock() + w->seconds * 1000;
		if (message_send(k->fd, task, page, k->deadline) == 0)
			return 0;
		stop(k);
	}
	return -1;
}

static void
hand(struct workers *w, struct worker *k, const struct task *t,
    answer_fn *done, void *arg)
{
	struct buf *b = &w->task;
	struct str page;
	int r;

	page = wire_put_task(b, t);
	k->kind = t->kind;
	k->done = done;
	k->arg = arg;
	r = b->full ? -1 : send_to(w, k, buf_str(b), page);
	buf_recycle(b, WORKER_KEEPS);
	k->busy = r == 0;
	if (r < 0)
		fail(k, "no worker could be given it");
}

void
worker_put(struct workers *w, const struct task *t, answer_fn *done, void *arg)
{
	struct worker *k;

	wait_one(w, false);
	while ((k = idle(w)) == NULL)
		wait_one(w, true);
	hand(w, k, t, done, arg);
}

static bool
any_busy(const struct workers *w)
{
	for (size_t i = 0; i < w->n; i++)
		if (w->v[i].busy)
			return true;
	return false;
}

void
worker_drain(struct workers *w)
{
	while (any_busy(w))
		wait_one(w, true);
}

/* ---- one task, now ------------------------------------------------------ */

struct now {
	struct arena *arena;
	struct answer *answer;
};

/* By the wire once more: the copy lives in the caller's arena. */
static void
keep_answer(const struct answer *a, void *arg)
{
	struct now *now = arg;
	struct buf b;
	struct str bytes;

	*now->answer = *a;
	now->answer->why = arena_str(now->arena, a->why);
	if (a->failed)
		return;
	buf_init(&b, LIMIT_ANSWER_BYTES);
	if (a->kind == TASK_FEED) {
		wire_put_feed(&b, &a->feed);
		bytes = arena_str(now->arena, buf_str(&b));
		(void)wire_get_feed(&now->answer->feed, now->arena, bytes);
	} else {
		wire_put_article(&b, &a->article);
		bytes = arena_str(now->arena, buf_str(&b));
		(void)wire_get_article(&now->answer->article, now->arena,
		    bytes);
	}
	buf_release(&b);
}

void
worker_read(struct workers *w, const struct task *t, struct arena *arena,
    struct answer *answer)
{
	struct now now = { arena, answer };
	struct worker *k = idle(w);

	if (k == NULL) {
		/* not reached from a callback: its worker is idle */
		worker_drain(w);
		k = idle(w);
	}
	hand(w, k, t, keep_answer, &now);
	if (k->busy)
		finish(w, k);
}
