/*
 * What the files of tracker/web share: a URL taken apart. Inside tracker/web
 * only.
 */
#ifndef TRACKER_URL_PARTS_H
#define TRACKER_URL_PARTS_H

#include "tracker/base/arena.h"
#include "tracker/base/buf.h"

/* Bytes of a URL as written that are looked at; a longer one is none. */
#define URL_INPUT_BYTES ((size_t)16 * 1024)
/* No step makes a URL longer than an escape for every byte. */
#define URL_WORK_BYTES (4 * URL_INPUT_BYTES)

/* An absolute http or https URL; slices live in the arena. */
struct url_parts {
	struct str scheme;	/* "http", "https" */
	struct str user;	/* "name", "name:password" or empty */
	struct str host;	/* lower case, ASCII */
	struct str port;	/* empty when it is the scheme's own */
	struct str path;	/* "/" at least, no dot segments */
	struct str query;	/* without "?" */
	struct str fragment;	/* without "#" */
};

/* `base` may be empty. 0, or -1 when this is no http or https URL. */
int url_parse(struct url_parts *, struct arena *, struct str base,
    struct str url);
struct str url_join(const struct url_parts *, struct arena *);

/*
 * A URL as people and pages write it, as a C string that a strict parser
 * takes: no white space at the ends, no line ends, forward slashes, escapes for
 * what is not ASCII. NULL when it is of another scheme or too long. `scheme` is
 * that of the base, or empty.
 */
const char *url_clean(struct str url, struct str scheme, struct arena *);

/*
 * Escapes in one form (RFC 3986 6.2.2): unreserved characters bare, what must
 * not stand bare escaped, digits in upper case.
 */
struct str url_escapes(struct str, struct arena *);
/* Without "." and ".." (RFC 3986 5.2.4), escaped or not. */
struct str url_dots(struct str path, struct arena *);
/* Runs of slashes as one, but for the two after a colon. */
struct str url_slashes(struct str path, struct arena *);

/* Without what only says where a reader came from; sorted by name. */
struct str url_query(struct str query, struct arena *);

/*
 * The page inside an address of a redirector or of an AMP cache, or empty: it
 * stands in the address itself, nothing is fetched.
 */
struct str url_inner(const struct url_parts *, struct arena *);

/* The value of a hexadecimal digit, or -1. */
int url_hex(char);
/* Percent-decoded; invalid escapes stay. */
struct str url_decode(struct str, struct arena *);

#endif
