/*
 * extract - a page's bytes in, an article out. No I/O, no globals; what it
 * cannot read it says in `verdict` and `reason`, it never fails.
 */
#ifndef TRACKER_EXTRACT_EXTRACT_H
#define TRACKER_EXTRACT_EXTRACT_H

#include "tracker/extract/boilerplate.h"

/*
 * Changes whenever the text extracted from some page may change. Written into
 * every version, so that history can be read again by the same eyes.
 */
#define EXTRACTOR "tracker-extract/3"

/*
 * A site rule from feeds.yaml: lists of selectors that end with a NULL, or
 * NULL. XPath 1.0 or CSS, told apart by their form (css.h). Of the body and of the
 * byline every element counts, in reading order; of the headline the first.
 */
struct extract_rule {
	const char *const *body;
	const char *const *headline;
	const char *const *byline;
	const char *const *drop;
};

struct extract_input {
	struct str bytes;		/* content-decoded */
	struct str url;			/* after redirects */
	struct str charset;		/* of Content-Type, or empty */
	struct str content_type;	/* media type, or empty */
	int status;			/* HTTP, or 0 for a file */
	const struct extract_rule *rule;/* or NULL */
	/* What is known as furniture of this host, or NULL: it is no part of
	 * the article, and where the article is, is found without it. Notes
	 * stay, and what the page's own data call the article's text. */
	const struct known *known;
};

/* Fills *out; everything it points to lives in the arena. */
void extract_page(struct article *out, struct arena *,
    const struct extract_input *);

/*
 * Loads what the libraries below would read from files at their first use
 * (tables of charsets, a seed): after it, pages and feeds are read without
 * opening any.
 */
void extract_prepare(void);

/* Is this a selector a rule can have? For `check`: 0, or -1 with the reason. */
int extract_selector_check(const char *selector, struct error *);

#endif
