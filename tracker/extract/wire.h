/*
 * Tasks and answers as bytes between the two ends of a socket, which are one
 * program: numbers in the machine's own form. What a worker sends is read as
 * hostile all the same. Inside worker only.
 */
#ifndef TRACKER_WORKER_WIRE_H
#define TRACKER_WORKER_WIRE_H

#include "tracker/base/buf.h"
#include "tracker/extract/worker.h"

/* All but the bytes of the page or feed: these, which follow it in the message,
 * are returned, so that they need not be copied. */
struct str wire_put_task(struct buf *, const struct task *);
void wire_put_article(struct buf *, const struct article *);
void wire_put_feed(struct buf *, const struct feed *);

/* 0, or -1: not such bytes. Slices point into `bytes`, after which a NUL is;
 * arrays are the arena's. */
int wire_get_task(struct task *, struct arena *, struct str bytes);
int wire_get_article(struct article *, struct arena *, struct str bytes);
int wire_get_feed(struct feed *, struct arena *, struct str bytes);

#endif
