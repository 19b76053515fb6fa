/* What a page is, in two files: verdict.c and verdict_said.c. */
#ifndef TRACKER_EXTRACT_VERDICT_H
#define TRACKER_EXTRACT_VERDICT_H

#include "tracker/extract/page.h"

/* Bytes of a body below which there is none, and below which it is short. */
#define EMPTY_CHARS 20
#define SHORT_CHARS 1500

/* Sets verdict and reason. */
void verdict_is(struct page *, enum verdict, struct str reason);
/* Does the page say that it holds one article? */
bool verdict_declared(const struct page *);
/* Does the text stand under a headline that the metadata have, too? */
bool verdict_has_headline(const struct page *);
/* Does a text stand in the page's frame, or is it shown to nobody? */
bool verdict_in_frame(const struct page *, const struct text *);

/* Is it a wall or an error page by what it says? `chars` are those of the body.
 * Sets the verdict then. */
bool verdict_said(struct page *, size_t chars);

#endif
