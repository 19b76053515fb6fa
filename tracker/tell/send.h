/* From the outbox to the world. */
#ifndef TRACKER_TELL_SEND_H
#define TRACKER_TELL_SEND_H

#include "tracker/cmd/command.h"

/*
 * Sends what is due, of a store that is open for writing; says what goes wrong.
 * Bounded in time: what is left then is due in the next run. An exit code.
 */
int send_due(struct app *);

/* After a pass: what is to be told at once, and what waits in the outbox. */
int tell_at_once(struct app *);

#endif
