/* HTML elements by name, and what their kind means; inside extract only. */
#ifndef TRACKER_EXTRACT_TAGS_H
#define TRACKER_EXTRACT_TAGS_H

#include "tracker/base/str.h"

enum tag {
	TAG_OTHER, TAG_A, TAG_ADDRESS, TAG_ARTICLE, TAG_ASIDE, TAG_B,
	TAG_BLOCKQUOTE, TAG_BODY, TAG_BR, TAG_BUTTON, TAG_CAPTION, TAG_DD,
	TAG_DETAILS, TAG_DIV, TAG_DL, TAG_DT, TAG_EM, TAG_FIGCAPTION,
	TAG_FIGURE, TAG_FOOTER, TAG_FORM, TAG_H1, TAG_H2, TAG_H3, TAG_H4,
	TAG_H5, TAG_H6, TAG_HEAD, TAG_HEADER, TAG_HR, TAG_HTML, TAG_I,
	TAG_IMG, TAG_LI, TAG_LINK, TAG_MAIN, TAG_META, TAG_NAV, TAG_NOSCRIPT,
	TAG_OL, TAG_P, TAG_PRE, TAG_SCRIPT, TAG_SECTION, TAG_SPAN, TAG_STRONG,
	TAG_STYLE, TAG_SUP, TAG_TABLE, TAG_TD, TAG_TEXTAREA, TAG_TH, TAG_TIME,
	TAG_TITLE, TAG_TR, TAG_UL,
};

enum tag_flag {
	TAGF_BLOCK = 1 << 0,	/* begins and ends a block of text */
	TAGF_VOID = 1 << 1,	/* has no end tag */
	TAGF_RAW = 1 << 2,	/* content is no markup and no text of ours */
	TAGF_LOOSE = 1 << 3,	/* its end tag may be left out */
	TAGF_MUTE = 1 << 4,	/* text in it is never the article's */
};

struct tag_row {
	const char *name;
	enum tag tag;
	unsigned flags;
};

/* The row of a lower-case name; never NULL (the row of TAG_OTHER). */
const struct tag_row *tag_of(struct str name);

#endif
