/* The worker's own side; inside worker only. */
#ifndef TRACKER_WORKER_CHILD_H
#define TRACKER_WORKER_CHILD_H

#include "tracker/base/buf.h"
#include "tracker/base/limits.h"

/* Of a socket to a worker: a whole page of most sites, so that to send it is one
 * call and not a conversation. */
#define WORKER_ROOM ((int)MIB)

/* Of a buffer, from task to task: more than most pages need. */
#define WORKER_KEEPS (4 * MIB)

/* What all workers need from files: loaded once, before the first fork. */
void child_prepare(void);
/* Reads tasks from the socket and answers them, for ever. */
_Noreturn void child_run(int fd);

/*
 * No files, no network, no other processes, and bounded memory, from here on.
 * 0, or -1 with errno: then nothing may be read.
 */
int sandbox_enter(int fd);

/*
 * A message is its length and its bytes, which may come in two parts.
 * `deadline` is a time of the monotonic clock in milliseconds, or -1 for ever. 0,
 * or -1 with errno (ETIMEDOUT, or 0 when the other end is gone).
 */
int message_send(int fd, struct str one, struct str two, int64_t deadline);
/* In place of what is in the buffer; its ceiling holds (EMSGSIZE). */
int message_receive(int fd, struct buf *, int64_t deadline);
int64_t message_clock(void);

#endif
