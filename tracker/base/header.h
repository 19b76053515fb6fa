/*
 * Header lines of an HTTP message, as they came over the wire or stand in a
 * capture: read in one way, so that a page is the same page when it is read
 * again.
 */
#ifndef TRACKER_BASE_HEADER_H
#define TRACKER_BASE_HEADER_H

#include "tracker/base/str.h"

/* The value of a name among the lines of a head; the last one where there are
 * several. Empty when there is none. */
struct str header_value(struct str head, const char *name);

/* The target of the first link of this relation in the Link lines (RFC 8288), as
 * it is written; empty when there is none. */
struct str header_link(struct str head, const char *rel);

/* "text/html; charset=utf-8" (RFC 9110, 8.3) taken apart; each may be empty. */
void header_media_type(struct str value, struct str *type,
    struct str *charset);

#endif
