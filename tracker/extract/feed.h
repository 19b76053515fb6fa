/*
 * feed - a feed's bytes in, its items out: RSS, Atom, JSON Feed, sitemaps.
 * No I/O. Broken XML is recovered as feed readers do.
 */
#ifndef TRACKER_EXTRACT_FEED_H
#define TRACKER_EXTRACT_FEED_H

#include "tracker/base/arena.h"
#include "tracker/base/clock.h"

enum feed_format {
	FEED_NONE,	/* not a feed; `problem` says what it looks like */
	FEED_RSS, FEED_RDF, FEED_ATOM, FEED_JSON, FEED_SITEMAP,
	FEED_SITEMAP_INDEX,
};
const char *feed_format_name(enum feed_format);

struct feed_item {
	struct str title;	/* plain text: markup and entities resolved */
	struct str link;	/* absolute, http or https, or empty */
	struct str id;
	struct str author;
	int64_t published, updated;	/* TIME_NONE where unknown */
};

struct feed {
	enum feed_format format;
	struct str title;
	struct str link;	/* the site */
	struct str hub;		/* WebSub hub, or empty */
	struct feed_item *items;
	size_t nitems;
	bool cut;		/* more than LIMIT_FEED_ITEMS: the rest is dropped */
	bool recovered;		/* broken, and read all the same */
	struct str problem;	/* one sentence, or empty */
};

struct feed_input {
	struct str bytes;
	struct str url;		/* base of relative links */
	struct str charset;	/* of Content-Type, or empty */
	struct str content_type;
};

/* Never fails: what is no feed has format FEED_NONE. */
void feed_read(struct feed *out, struct arena *, const struct feed_input *);

/* A date in any form found in feeds in the wild; 0, or -1. */
int feed_date(struct str, int64_t *);

/* Feeds that an HTML page names by link rel=alternate, absolute, *n of them. */
struct str *feed_discover(struct arena *, const struct feed_input *, size_t *n);

#endif
