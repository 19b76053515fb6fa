/* Which network addresses are nobody's business of a news tracker. */
#ifndef TRACKER_FETCH_ADDRESS_H
#define TRACKER_FETCH_ADDRESS_H

#include <stdbool.h>
#include <sys/socket.h>

/*
 * Loopback, private, link-local, shared, multicast, reserved, and the IPv6
 * forms that carry such an IPv4 address (IANA special-purpose registries, RFC
 * 6890). An address family that is neither is private.
 */
bool address_is_private(const struct sockaddr *);

#endif
