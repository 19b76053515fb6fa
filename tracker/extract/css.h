/*
 * css - CSS selectors as XPath 1.0, for site rules; inside extract only.
 *
 * Of Selectors 4: type, *, .class, #id, [a], [a=v] and its ~= |= ^= $= *=,
 * the pseudo-classes of one table (css_nth.c), :not() of what has no
 * combinator, the four combinators, comma lists, escapes. No namespaces, no
 * comments, no states. Names of elements and attributes fold ASCII case, as in
 * HTML.
 */
#ifndef TRACKER_EXTRACT_CSS_H
#define TRACKER_EXTRACT_CSS_H

#include "tracker/base/buf.h"
#include "tracker/base/limits.h"
#include "tracker/base/msg.h"

/* Bytes of one XPath: a class takes sixty, a long name may stand in many. */
#define CSS_XPATH_BYTES MIB

/*
 * Is a rule's value XPath, by its form? It is when it begins with "(" or
 * "id(", or when "/", "@" or "::" stands outside quotation marks and escapes:
 * none of them can stand there in a selector that is understood here.
 */
bool css_is_xpath(struct str);

/*
 * Appends the XPath that selects the same elements of a page, from its root.
 * 0, or -1 with the character and what was expected there. What is appended
 * compiles: the selector's length, and so the depth of its XPath, is bounded.
 */
int css_to_xpath(struct buf *xpath, struct str css, struct error *);

/* ---- between css.c and css_nth.c ---------------------------------------- */

/* A position among siblings: one of a*n + b for some n >= 0. */
struct css_nth {
	const char *axis;	/* from which end it counts */
	bool typed;		/* only siblings of the same name count */
	bool only;		/* and none at the other end */
	bool given;		/* a and b stand in parentheses */
	long a, b;
};

/* The pseudo-class of a name; false when there is none. */
bool css_nth_named(struct str name, struct css_nth *);
/* Takes "2n+1", "odd" and the like off the front. False when it is none. */
bool css_nth_read(struct str *, struct css_nth *);
/* Appends it as a condition; `test` is the node test of siblings. */
void css_nth_put(struct buf *, const struct css_nth *, struct str test);
/* The names, for messages. */
void css_nth_names(struct buf *);

#endif
