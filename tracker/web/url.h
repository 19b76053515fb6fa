/*
 * url - identity of pages, by libcurl's URL parser. No I/O.
 */
#ifndef TRACKER_URL_URL_H
#define TRACKER_URL_URL_H

#include "tracker/base/arena.h"

/*
 * The canonical form of an http or https URL: lower-case host, no default port,
 * no fragment, no tracking parameters, dots resolved, escapes in one form; what
 * names the page stays. Idempotent. -1 for anything else (empty *out).
 */
int url_canonical(struct str url, struct arena *, struct str *out);
/* `ref` made absolute against `base` (RFC 3986 5.2); http and https only. */
int url_resolve(struct str base, struct str ref, struct arena *,
    struct str *out);
/* The host, lower case; empty when it is no URL. */
struct str url_host(struct str url, struct arena *);
/* scheme://host[:port], for per-host limits and robots.txt. */
struct str url_origin(struct str url, struct arena *);
/* What stands before the path, as it is written: no copy, no parsing. */
struct str url_front(struct str url);
/* Has it the path of a site's front page? *query is what is asked for there. */
bool url_front_path(struct str url, struct str *query);
/* ... and nothing is asked for that names a story, as "/?p=123" does? */
bool url_is_front_page(struct str url);
/* The same for two URLs of one server: host[:port], lower case, without user and
 * default port, whether by http or https. */
struct str url_authority(struct str url, struct arena *);
/* The last telling part of the path, for a slug; may be empty. */
struct str url_slug(struct str url, struct arena *);
/* Do two hosts belong to one site ("www.", "m.", "amp." apart)? */
bool url_same_site(struct str a, struct str b);

/* Loads the library that takes URLs apart, so that later no file is opened. */
void url_prepare(void);

#endif
