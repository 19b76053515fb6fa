/*
 * Allocation for the program (the libraries diff and store report failure
 * instead). Out of memory prints one line and exits with EXIT_AGAIN; nothing
 * acknowledged is lost, because the store is written before it is acknowledged.
 */
#ifndef TRACKER_BASE_XALLOC_H
#define TRACKER_BASE_XALLOC_H

#include <stddef.h>

void *xmalloc(size_t);
void *xcalloc(size_t n, size_t size);
void *xrealloc(void *, size_t n, size_t size);
/* Sums and products of sizes that cannot wrap round. */
size_t xadd(size_t, size_t);
size_t xmul(size_t, size_t);

#endif
