/*
 * What the service manager is told: the protocol of sd_notify(3), datagrams to
 * the socket that $NOTIFY_SOCKET names. Where none is named, nothing is sent.
 */
#ifndef TRACKER_APP_NOTIFY_H
#define TRACKER_APP_NOTIFY_H

#include <stdint.h>

/* Lines "NAME=value". That it is not heard is no failure of ours. */
void notify(const char *lines);
/* Seconds within which a sign of life is wanted ($WATCHDOG_USEC), 0: none. */
int64_t notify_watchdog(void);

#endif
