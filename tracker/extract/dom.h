/*
 * dom - a parsed page as two flat arrays in document order: elements, and the
 * blocks of text they hold. Every later pass is a loop over them; nothing
 * recurses and nothing walks the tree again. Inside extract only.
 */
#ifndef TRACKER_EXTRACT_DOM_H
#define TRACKER_EXTRACT_DOM_H

#include <libxml/tree.h>

#include "tracker/base/arena.h"
#include "tracker/base/finder.h"
#include "tracker/extract/lex.h"
#include "tracker/extract/tags.h"

/* What class, id and role say of an element (hints.c). */
enum hint {
	HINT_JUNK = 1 << 0,	/* share bars, promos, related lists, ... */
	HINT_BODY = 1 << 1,	/* "article-body" and the like */
	HINT_STORY = 1 << 2,	/* article, story, post, content */
	HINT_COMMENTS = 1 << 3,
	HINT_BYLINE = 1 << 4,
	HINT_DATE = 1 << 5,
	HINT_DECK = 1 << 6,
	HINT_CAPTION = 1 << 7,
	HINT_HIDDEN = 1 << 8,
	HINT_HEADLINE = 1 << 9,
	HINT_NOTE = 1 << 10,
	HINT_WALL = 1 << 11,
	HINT_BIO = 1 << 12,	/* about the author */
	HINT_SECTION = 1 << 13,
	HINT_WEAK = 1 << 14,	/* words that are often, not always, furniture */
};

/* What a site rule says an element is. */
enum role {
	ROLE_BODY = 1 << 0,
	ROLE_HEADLINE = 1 << 1,
	ROLE_BYLINE = 1 << 2,
	ROLE_DROP = 1 << 3,
};

struct elem {
	xmlNode *node;
	const struct attr *attrs;	/* up to one without a name */
	const struct tag_row *row;
	int parent;		/* index, -1 for the first */
	int end;		/* index after its last descendant */
	int outer;		/* innermost block-level element around it */
	int block_from, block_to;
	unsigned hints;
	unsigned above;		/* hints of all ancestors */
	bool block;		/* begins and ends a block of text */
	unsigned roles;		/* body and drop: of its ancestors, too */
	size_t good, all;	/* characters, filled by score.c */
};

struct text {
	int elem;		/* the innermost block-level element */
	struct str s;		/* folded, in the arena */
	size_t chars;		/* code points that are no white space */
	size_t link_chars, strong_chars, em_chars;
	unsigned links;
	unsigned short tag;	/* enum tag of the nearest of p, h1-6, li, ... */
	bool after_break;	/* begun by <br><br>, not by an element */
};

struct dom {
	xmlDoc *doc;
	struct arena *arena;
	struct elem *elems;
	size_t nelems, cap_elems;
	struct text *texts;
	size_t ntexts, cap_texts;
	size_t *told;		/* what dom_text has gone through */
};

/* `html` is what lex_page made. An unreadable page has no doc. */
void dom_parse(struct dom *, struct arena *, struct str html);
/* Gives an element of the doc one more role. Before dom_read. */
void dom_mark(xmlNode *, enum role);
/* Fills the arrays; attributes stay those of `lexed`. Text that a rule drops out
 * of a line is not in them. */
void dom_read(struct dom *, const struct lexed *);
void dom_release(struct dom *);

/* The value of an attribute in the table of lex.c, or an empty slice. */
struct str dom_attr(const struct elem *, const char *name);
/* All text of an element, folded to one line; built in the arena. Empty when all
 * that was asked for so far is more than a page's fields have: elements hold each
 * other, so that the texts of all are no longer linear in the page. */
struct str dom_text(const struct dom *, const struct elem *);
/* Is element `i` inside (or is it) element `of`? */
bool dom_inside(const struct dom *, int i, int of);
/* Does a rule's body begin with this element? */
bool dom_begins_body(const struct dom *, int i);

/* What reads names, and what it made of the last ones (hints.c). */
#define HINTED_NAMES 256
struct hinter {
	struct finder phrases;
	struct hinted {
		struct str name;
		unsigned hints;
	} seen[HINTED_NAMES];
};
void hinter_init(struct hinter *);
/* Hints of an element's class, id and other attributes. */
unsigned hints_of(struct hinter *, const struct elem *);

/* ASCII white space to single spaces, trimmed; into the arena. */
struct str fold_space(struct arena *, struct str);

#endif
