/*
 * An arena: what dies together is born together. Memory comes in blocks, is
 * aligned for any type, and goes all at once. Running out of memory ends the
 * process with one line (xalloc.h): a poller that cannot allocate a page's
 * worth cannot do its work, and the store survives any death.
 */
#ifndef TRACKER_BASE_ARENA_H
#define TRACKER_BASE_ARENA_H

#include "tracker/base/str.h"

struct arena_block;

struct arena {
	struct arena_block *head;
	struct arena_block *spare;	/* kept by arena_clear */
	size_t used;	/* bytes handed out since init or clear */
};

void arena_init(struct arena *);
/* Frees everything the arena handed out. */
void arena_release(struct arena *);
/* The same, but keeps up to a MiB for the next use. */
void arena_clear(struct arena *);

/* Zeroed memory for n objects of `size` bytes. Never NULL. */
void *arena_alloc(struct arena *, size_t n, size_t size);
/* A copy with a NUL after it, so that `.p` is a C string too. */
struct str arena_str(struct arena *, struct str);
char *arena_strz(struct arena *, struct str);
/* printf into the arena. */
struct str arena_printf(struct arena *, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/*
 * Room for one more element of an array that grows inside the arena: returns
 * the array, moved if it was full. `*cap` is its capacity, 0 at first.
 */
void *arena_grow(struct arena *, void *array, size_t n, size_t *cap,
    size_t size);

#endif
