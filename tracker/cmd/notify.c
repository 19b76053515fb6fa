#include <stddef.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "tracker/cmd/notify.h"
#include "tracker/base/str.h"

void
notify(const char *lines)
{
	struct sockaddr_un to = { .sun_family = AF_UNIX };
	struct str name = str_of(getenv("NOTIFY_SOCKET"));
	int fd;

	if (name.n == 0 || name.n >= sizeof(to.sun_path) ||
	    (name.p[0] != '/' && name.p[0] != '@'))
		return;
	memcpy(to.sun_path, name.p, name.n);
	if (name.p[0] == '@')	/* the abstract name space */
		to.sun_path[0] = '\0';
	fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return;
	(void)sendto(fd, lines, strlen(lines), MSG_NOSIGNAL,
	    (struct sockaddr *)&to, (socklen_t)(offsetof(struct sockaddr_un,
	    sun_path) + name.n));
	close(fd);
}

int64_t
notify_watchdog(void)
{
	int64_t usec, pid;

	if (str_to_int(str_of(getenv("WATCHDOG_USEC")), 1, INT64_MAX,
	    &usec) < 0)
		return 0;
	/* it may be meant for another process that has our environment */
	if (str_to_int(str_of(getenv("WATCHDOG_PID")), 1, INT64_MAX,
	    &pid) == 0 && pid != getpid())
		return 0;
	return usec / 1000000;
}
