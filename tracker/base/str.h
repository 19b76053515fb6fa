/*
 * Slices: a pointer and a length, never owned, never NUL-terminated unless
 * said. Readers advance a slice; nothing here allocates.
 */
#ifndef TRACKER_BASE_STR_H
#define TRACKER_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct str {
	const char *p;	/* may be NULL when n is 0 */
	size_t n;	/* bytes */
};

/* A literal as a slice. */
#define STR(lit) ((struct str){ (lit), sizeof(lit) - 1 })
/* For "%.*s". */
#define STR_FMT(s) (int)(s).n, (s).p ? (s).p : ""

static inline struct str
str_of(const char *z)
{
	return (struct str){ z, z != NULL ? strlen(z) : 0 };
}

static inline struct str
str_make(const char *p, size_t n)
{
	return (struct str){ p, n };
}

bool str_eq(struct str, struct str);
bool str_eqz(struct str, const char *z);
/* ASCII letters compare without case; other bytes as they are. */
bool str_ieq(struct str, struct str);
bool str_ieqz(struct str, const char *z);
bool str_starts(struct str, const char *prefix);
bool str_istarts(struct str, const char *prefix);
bool str_ends(struct str, const char *suffix);
int str_cmp(struct str, struct str);
int str_cmpz(struct str, const char *z);

/* Offset of the first occurrence, or -1. _ifind folds ASCII case. */
ptrdiff_t str_find(struct str, struct str needle);
ptrdiff_t str_ifind(struct str, struct str needle);
ptrdiff_t str_chr(struct str, char);

/* The slice from byte `from`, at most `n` bytes; clipped, never out of it. */
struct str str_sub(struct str, size_t from, size_t n);
struct str str_from(struct str, size_t from);
/* Without ASCII white space at both ends. */
struct str str_trim(struct str);

/*
 * Takes everything up to `sep` off the front of `*s` into `*out` and drops the
 * separator. The last piece has no separator. False when nothing is left.
 */
bool str_cut(struct str *s, char sep, struct str *out);
/* One line without its ending ("\n" or "\r\n"). */
bool str_line(struct str *s, struct str *out);

/* A decimal number that fills the slice, within [min, max]; 0, or -1. */
int str_to_int(struct str, int64_t min, int64_t max, int64_t *out);

/* Levenshtein distance of two short names (at most 64 bytes of each count). */
unsigned str_distance(struct str, struct str);

/* 64-bit FNV-1a: for tables in memory, never for identity on disk. */
uint64_t str_hash(struct str);

#endif
