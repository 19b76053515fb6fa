/*
 * score - where on a page the article's text is; inside extract only.
 *
 * One pass gives each block of text a weight (how much it looks like prose),
 * sums over the subtree of any element are differences of prefix sums, and the
 * container is found by going down from the root while one child holds most of
 * the weight. An element that its class calls furniture is believed unless it
 * holds much of the page's prose: "has-sidebar" on the body is no sidebar.
 */
#ifndef TRACKER_EXTRACT_SCORE_H
#define TRACKER_EXTRACT_SCORE_H

#include "tracker/extract/dom.h"

/* Hints that keep a block out of the article. */
#define HINTS_OUT \
    (HINT_JUNK | HINT_COMMENTS | HINT_HIDDEN | HINT_BIO | HINT_WALL)

struct scored {
	unsigned *hints;	/* of each element with its ancestors', believed */
	size_t *raw;		/* prefix sums over texts: weight by form alone */
	size_t *good;		/* the same where no hint says furniture */
	size_t *chars, *link_chars;	/* prefix sums */
	unsigned *anchors;	/* prefix sums over elements: h1, article body */
	bool *matched;		/* texts found in the article body a source gives */
	size_t nmatched;	/* bytes of their letters */
	int container;		/* element, -1: none */
	size_t weight;		/* good, of the container */
};

/* Sum over the texts of element i. */
size_t score_sum(const struct dom *, const size_t *prefix, int i);
/* How much a block looks like prose: 0, or about its length. */
size_t score_weight(const struct text *);

/* Goes down again from an element, because the story is known to be in it. */
void score_again(struct scored *, const struct dom *, int from);

/* `body` is the text another source gives, or empty; `known` the texts that
 * weigh nothing, or NULL; `forced` an element that a site rule names, or -1. */
void score_page(struct scored *, const struct dom *, struct str body,
    const bool *known, int forced);

#endif
