/*
 * lex - a page's markup made small and safe before the one parse.
 *
 * Most bytes of a news page are scripts, styles, drawings, attributes and blanks.
 * One pass drops them, keeps the scripts that hold data, and bounds what a parser
 * pays for dearly: depth, elements, stray end tags. The attributes that extraction
 * reads are kept beside the markup, where each start tag says which are its own.
 * What is left means the same (WHATWG HTML 13.2.5, in short). Linear.
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

/* An attribute that extraction reads; lex.c has the table of them. */
struct attr {
	const char *name;	/* NULL after the last one of a tag */
	struct str value;	/* of the input or in the arena */
};

/* The attribute by which a start tag in `html` says where its own begin. */
#define LEX_ATTRS "_"

struct lexed {
	struct buf html;
	struct attr *attrs;	/* in the arena */
	size_t nattrs;
	struct script *scripts;	/* in the arena */
	size_t nscripts;
	size_t script_bytes;	/* of all scripts, the dropped ones too */
	bool cut;		/* a ceiling was reached: the rest is dropped */
};

/* `whole`: leave attributes and blanks in the markup, too, because a site rule may
 * ask for them. */
void lex_page(struct lexed *, struct arena *, struct str utf8, bool whole);
void lexed_release(struct lexed *);

#endif
