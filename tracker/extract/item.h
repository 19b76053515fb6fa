/*
 * item - a news item as agencies send it, where a page was expected: NewsML-G2,
 * NITF or ninjs. It says in its own fields what a page says in words: that it
 * corrects, or is taken back. Inside extract only.
 */
#ifndef TRACKER_EXTRACT_ITEM_H
#define TRACKER_EXTRACT_ITEM_H

#include "tracker/extract/extract.h"

struct item {
	struct str headline, byline, language;
	struct str note;	/* to editors (edNote) */
	struct str signal;	/* "sig:correction", as it says it, or empty */
	struct str status;	/* "stat:canceled", or empty */
	int64_t published, modified;
	struct str body;	/* as HTML */
};

/* False when the bytes are none of the three. */
bool item_read(struct item *, struct arena *, const struct extract_input *);
bool item_read_xml(struct item *, struct arena *, struct str utf8);
bool item_read_json(struct item *, struct arena *, struct str utf8);
/* The item as a page, for those who read pages. */
struct str item_page(const struct item *, struct arena *);
/* What only the item says, into the article of its page. */
void item_finish(struct article *, const struct item *, struct arena *);

/* A paragraph ("p") or heading of plain text. */
void item_add_text(struct buf *, const char *tag, struct str);

#endif
