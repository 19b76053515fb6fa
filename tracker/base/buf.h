/*
 * A growing byte buffer with a ceiling. Invariants: `p` is NULL or holds `n`
 * bytes and a NUL after them; `n` never passes `max`. What would pass it is
 * dropped whole and `full` is set, once and for good, so a caller may write on
 * and look at the end.
 */
#ifndef TRACKER_BASE_BUF_H
#define TRACKER_BASE_BUF_H

#include "tracker/base/str.h"

struct buf {
	char *p;
	size_t n, cap;
	size_t max;	/* ceiling in bytes, from limits.h */
	bool full;
};

void buf_init(struct buf *, size_t max);
void buf_release(struct buf *);
/* Empties it; keeps the memory and the ceiling. */
void buf_clear(struct buf *);
/* Empties it; keeps the memory unless it has more than so many bytes. */
void buf_recycle(struct buf *, size_t keep);

/* 0, or -1 when the ceiling was (or had been) reached. */
int buf_add(struct buf *, const void *, size_t);
int buf_adds(struct buf *, struct str);
int buf_addz(struct buf *, const char *);
int buf_addc(struct buf *, char);
/* A whole number in decimal. */
int buf_addi(struct buf *, int64_t);
/*
 * Room for up to n more bytes: where they go, or NULL at the ceiling. The
 * caller writes some of them and says how many with buf_filled.
 */
char *buf_room(struct buf *, size_t n);
void buf_filled(struct buf *, size_t n);
int buf_addf(struct buf *, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* What is in it; valid until the next change. */
struct str buf_str(const struct buf *);
/* The same as a C string; "" when empty. */
const char *buf_z(const struct buf *);

#endif
