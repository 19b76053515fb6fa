/* Pieces of the HTML report. */
#ifndef TRACKER_REPORT_HTML_H
#define TRACKER_REPORT_HTML_H

#include "tracker/report/report.h"

/* How words that went, came, or came from another place begin: the start of a
 * del element and of two ins elements; and what stands before their end. */
struct html_marks {
	const char *del, *ins, *moved, *end;
};
/* Those of the report's pages. */
extern const struct html_marks html_page_marks;
/* An edit with about `room` bytes of its paragraph on each side. */
void html_excerpt(struct buf *, const struct change *,
    const struct change_edit *, const struct html_marks *, size_t room);

/* The language of an article where it can be one: a tag (RFC 5646) that may
 * stand in an attribute as it is; else empty. */
struct str html_language(const struct article *);

/* Words for those who listen, not seen; those of a direction of their own have
 * no say in that of the text (HTML, 3.2.6.4). */
#define HTML_SR(words) "<span dir=\"ltr\" class=\"sr\">" words "</span>"
#define HTML_MOVED "<span dir=\"ltr\">[moved here:]</span> "

/* The style sheet: light and dark, telephone, paper. */
extern const char html_style[];

/* Empties a buffer of raw text into HTML. */
void html_raw(struct buf *out, struct buf *raw);
/* Where the edits fall, as a drawing with a row a version. */
void html_picture(struct buf *, const struct report *);
/* One part's changed paragraphs, before and after side by side. */
void html_side_by_side(struct buf *, const struct change *, enum part);

#endif
