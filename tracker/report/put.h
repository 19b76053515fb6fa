/* Hostile text into a line of a terminal, HTML or Markdown; times and spans of
 * time for people. */
#ifndef TRACKER_REPORT_PUT_H
#define TRACKER_REPORT_PUT_H

#include "tracker/base/buf.h"
#include "tracker/base/clock.h"

/* One line: controls shown escaped (utf8_escape), white space folded to one
 * space each run. */
void put_line(struct buf *, struct str);
/* The same, cut with "..." after `columns`; returns the columns used. */
size_t put_cut(struct buf *, struct str, size_t columns);
/*
 * The same, wrapped: the text begins `at` columns into the line, further lines
 * after `indent` spaces; no line over `width` but for a longer word. Ends with
 * a line feed.
 */
void put_wrapped(struct buf *, struct str, size_t at, size_t indent,
    size_t width);
void put_spaces(struct buf *, size_t);

/* As character data or a quoted attribute value. */
void put_html(struct buf *, struct str);
/* The value of an href, quotes and all: "" unless it is http(s). */
void put_href(struct buf *, struct str url);
/* Inside a paragraph of CommonMark. */
void put_markdown(struct buf *, struct str);

/* "2012-05-31 16:48Z", "an unknown time". */
char *when_text(int64_t, char out[TIME_TEXT]);
/* "40 s", "5 min", "18 h 38 min", "3 days 4 h". */
char *span_text(int64_t seconds, char out[TIME_TEXT]);

/* "1 edit", "2 edits". */
void put_count(struct buf *, size_t n, const char *one, const char *many);
/* Runs without white space. */
size_t count_words(struct str);

#endif
