/* Which blocks of a page another source's article body has; extract only. */
#ifndef TRACKER_EXTRACT_MATCH_H
#define TRACKER_EXTRACT_MATCH_H

#include "tracker/extract/dom.h"

/*
 * Sets matched[i] for texts whose words stand in `body`, in runs; returns the
 * bytes of their letters, or 0 (and none set) when too little of the body was found
 * for it to be this page's text.
 */
size_t match_texts(const struct dom *, struct str body, bool *matched);

#endif
