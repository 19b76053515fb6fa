/* Messages over a socket, with a deadline. */
#include <errno.h>
#include <poll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "tracker/extract/child.h"

int64_t
message_clock(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

/* 0 when the socket is ready, or -1. */
static int
wait_for(int fd, short events, int64_t deadline)
{
	struct pollfd p = { .fd = fd, .events = events };
	int64_t left = -1;
	int r;

	do {
		if (deadline >= 0) {
			left = deadline - message_clock();
			left = left < 0 ? 0 : left > 60000 ? 60000 : left;
		}
		r = poll(&p, 1, (int)left);
	} while ((r < 0 && errno == EINTR) || (r == 0 && deadline >= 0 &&
	    message_clock() < deadline));
	if (r > 0)
		return 0;
	if (r == 0)
		errno = ETIMEDOUT;
	return -1;
}

static int
send_all(int fd, struct str s, int64_t deadline)
{
	ssize_t done;

	while (s.n > 0) {
		if (wait_for(fd, POLLOUT, deadline) < 0)
			return -1;
		done = send(fd, s.p, s.n, MSG_NOSIGNAL | MSG_DONTWAIT);
		if (done < 0 && (errno == EINTR || errno == EAGAIN))
			continue;
		if (done < 0)
			return -1;
		s = str_from(s, (size_t)done);
	}
	return 0;
}

static int
receive_all(int fd, char *p, size_t n, int64_t deadline)
{
	ssize_t done;

	while (n > 0) {
		if (wait_for(fd, POLLIN, deadline) < 0)
			return -1;
		done = recv(fd, p, n, MSG_DONTWAIT);
		if (done < 0 && (errno == EINTR || errno == EAGAIN))
			continue;
		if (done <= 0) {
			errno = done == 0 ? 0 : errno;
			return -1;
		}
		p += done;
		n -= (size_t)done;
	}
	return 0;
}

int
message_send(int fd, struct str one, struct str two, int64_t deadline)
{
	uint64_t n = one.n + two.n;

	return send_all(fd, str_make((const char *)&n, sizeof(n)),
	    deadline) < 0 || send_all(fd, one, deadline) < 0 ||
	    send_all(fd, two, deadline) < 0 ? -1 : 0;
}

int
message_receive(int fd, struct buf *in, int64_t deadline)
{
	uint64_t size;
	char *room;

	buf_clear(in);
	if (receive_all(fd, (char *)&size, sizeof(size), deadline) < 0)
		return -1;
	room = size <= in->max ? buf_room(in, (size_t)size) : NULL;
	if (room == NULL) {
		errno = EMSGSIZE;
		return -1;
	}
	if (receive_all(fd, room, (size_t)size, deadline) < 0)
		return -1;
	buf_filled(in, (size_t)size);
	return 0;
}
