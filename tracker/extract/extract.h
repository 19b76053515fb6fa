/*
 * extract - a page's bytes in, an article out. No I/O, no globals; what it
 * cannot read it says in `verdict` and `reason`, it never fails.
 */
#ifndef TRACKER_EXTRACT_EXTRACT_H
#define TRACKER_EXTRACT_EXTRACT_H

#include "tracker/article/article.h"

/*
 * Changes whenever the text extracted from some page may change. Written into
 * every version, so that history can be read again by the same eyes.
 */
#define EXTRACTOR "tracker-extract/2"

/* A site rule from feeds.yaml; NULL fields are absent. XPath 1.0. */
struct extract_rule {
	const char *body;
	const char *headline;
	const char *byline;
	const char *const *drop;	/* NULL-terminated, or NULL */
};

struct extract_input {
	struct str bytes;		/* content-decoded */
	struct str url;			/* after redirects */
	struct str charset;		/* of Content-Type, or empty */
	struct str content_type;	/* media type, or empty */
	int status;			/* HTTP, or 0 for a file */
	const struct extract_rule *rule;/* or NULL */
};

/* Fills *out; everything it points to lives in the arena. */
void extract_page(struct article *out, struct arena *,
    const struct extract_input *);

/* Is this an XPath that compiles? For `check`: 0, or -1 with the reason. */
int extract_xpath_check(const char *xpath, struct error *);

#endif
