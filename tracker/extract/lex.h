/*
 * lex - a page's markup made small and safe before the one parse.
 *
 * Most bytes of a news page are scripts, styles, drawings and attributes nobody
 * reads. One pass drops them, keeps the scripts that hold data, and bounds what
 * a parser pays for dearly: depth, attributes of an element, elements, stray end
 * tags. What is left means the same (WHATWG HTML 13.2.5, in short). Linear.
 */
#ifndef TRACKER_EXTRACT_LEX_H
#define TRACKER_EXTRACT_LEX_H

#include "tracker/base/arena.h"
#include "tracker/base/buf.h"

enum script_kind {
	SCRIPT_LD,	/* application/ld+json */
	SCRIPT_STATE,	/* application/json, and data assigned to a variable */
};

struct script {
	enum script_kind kind;
	struct str text;	/* a slice of the input */
};

struct lexed {
	struct buf html;
	struct script *scripts;	/* in the arena */
	size_t nscripts;
	size_t script_bytes;	/* of all scripts, the dropped ones too */
	bool cut;		/* a ceiling was reached: the rest is dropped */
};

/* `whole`: keep every attribute, because a site rule may ask for it. */
void lex_page(struct lexed *, struct arena *, struct str utf8, bool whole);
void lexed_release(struct lexed *);

#endif
