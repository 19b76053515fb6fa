/*
 * Content codings (RFC 9110, 8.4.1): the body of a response unpacked as it
 * comes, under the ceiling of its buffer. Only gzip (RFC 1952) is asked for.
 *
 * What came as gzip is kept as it came, too, with where its last DEFLATE block
 * begins and ends (RFC 1951, 3.2.3), as zlib tells at each block: with that
 * the blocks can be made part of another stream, and a capture of the page need
 * not be packed a second time.
 */
#ifndef TRACKER_FETCH_CODING_H
#define TRACKER_FETCH_CODING_H

#include <zlib.h>

#include "tracker/base/buf.h"
#include "tracker/web/fetch.h"

enum coding_kind {
	CODING_UNSEEN,		/* no byte of the body has come */
	CODING_NONE,
	CODING_GZIP,
};

struct coding {
	enum coding_kind kind;
	z_stream z;
	bool open;		/* zlib holds memory */
	bool done;		/* at the end of a member */
	bool over;		/* and what follows is none */
	int members;
	struct buf wire;	/* all of the body, as it came */
	uint32_t crc32;		/* of this member's part of it, so far */
	uint32_t sum;		/* of the last whole member's */
	uint64_t taken;		/* bytes of it that zlib has read */
	size_t first;		/* byte of `wire` where the blocks begin */
	uint64_t last, end;	/* bits of `wire`, of the last block */
};

enum coding_end {
	CODING_OK,
	CODING_LARGE,		/* more than the buffer may hold, or packed so */
	CODING_BAD,		/* *why says what is wrong */
};

void coding_init(struct coding *, size_t max);
/* Ready for another body; keeps so many bytes of memory. */
void coding_clear(struct coding *, size_t keep);
void coding_release(struct coding *);

/*
 * The next bytes of a body, onto `out`; `name` is Content-Encoding's value, or
 * empty. With CODING_LARGE `out` is filled to its ceiling.
 */
enum coding_end coding_add(struct coding *, struct str name, struct str bytes,
    struct buf *out, const char **why);
/* No more will come: is it whole? */
enum coding_end coding_finish(const struct coding *, const char **why);
/* How the body came, where it was one gzip member; false where not. */
bool coding_packed(const struct coding *, struct fetch_packed *);

#endif
