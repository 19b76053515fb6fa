/* What each rendering says of a story's copies. */
#ifndef TRACKER_REPORT_COPIES_H
#define TRACKER_REPORT_COPIES_H

#include "tracker/report/report.h"

/* The section of a report: the copies that have an error, and how many there
 * are besides; nothing where there are none. */
void copies_text_section(struct buf *, const struct report *,
    const struct report_options *);
void copies_markdown_section(struct buf *, const struct report *);
void copies_html_section(struct buf *, const struct report *);
/* All of them, as an array. */
void copies_json(struct json *, const char *key, const struct report *);

/* Lines of a digest's text part. */
void copies_digest_text(struct buf *, const struct report_change *,
    size_t width);

/* A URL for Markdown (markdown.c). */
void markdown_url(struct buf *, struct str);

#endif
