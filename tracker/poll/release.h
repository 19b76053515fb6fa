/* A held capture becomes a version, by a person's word. */
#ifndef TRACKER_POLL_RELEASE_H
#define TRACKER_POLL_RELEASE_H

#include "store/store.h"
#include "tracker/base/msg.h"
#include "tracker/conf/conf.h"

/*
 * Reads the held capture again by today's extractor and stores what it gives as
 * the next version, whatever its verdict. 0; 1 when its text is already the
 * latest version; -1 with the error said.
 */
int poll_release(const struct conf *, struct store *,
    const struct store_held *, struct error *);

#endif
