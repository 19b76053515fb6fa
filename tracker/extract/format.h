/* What writer and reader of story.md share; inside tracker/extract only. */
#ifndef TRACKER_ARTICLE_FORMAT_H
#define TRACKER_ARTICLE_FORMAT_H

#include "tracker/extract/article.h"

/* Text fields of the front matter, in the order they are written. */
struct format_field {
	const char *key;
	size_t offset;	/* of a struct str in struct article */
};
extern const struct format_field format_fields[];	/* ended by NULL */

#define FORMAT_MARKS (BLOCK_TABLE_ROW + 1)
/* What stands before a block's text, by type. */
extern const char *const format_marks[FORMAT_MARKS];

/* Is a backslash before this one ours, at the start of a paragraph? */
bool format_is_opener(char);

#endif
