/* The table of shapes that notes begin with, and how one is matched. */
#ifndef TRACKER_NOTE_SHAPES_H
#define TRACKER_NOTE_SHAPES_H

#include "tracker/note/note.h"
#include "tracker/note/words.h"

enum shape_flag {
	SHAPE_PAREN = 1 << 0,	/* only where a bracket or dashes open the text */
	SHAPE_LABEL = 1 << 1,	/* a label: what follows says more of the kind */
	SHAPE_WEAK = 1 << 2,	/* a label that counts only before another shape */
	SHAPE_ANYWHERE = 1 << 3,/* may begin at any word */
	SHAPE_GLUED = 1 << 4,	/* sure enough to count inside a paragraph */
};

/*
 * One shape. The pattern is a row of elements, each against one word:
 *
 *	a|b*|c		one of these (a star: the word begins so)
 *	$story		one of a named set
 *	x?		the element may be missing
 *	~4		up to four words, whatever they are
 *	@8		up to eight words of a date or time
 *	:		a colon, or a dash that stands for one
 *
 * A colon the pattern does not ask for is passed over; a sentence that ends
 * before the pattern does is no match.
 */
struct shape {
	const char *name;
	const char *lang;
	enum note_kind kind;
	unsigned flags;
	const char *pattern;
};

extern const struct shape shapes[];
extern const size_t nshapes;

/* The set of a name ("$story"), or an empty slice. */
struct str shape_set(struct str name);

/*
 * Words the shape takes from the front of `w`, or 0 when it does not match. A
 * set of states walks over the words once (Thompson 1968), so no input makes it
 * slow. `end` is the word after the match.
 */
bool shape_match(const struct shape *, const struct word *w, size_t n,
    size_t *end);

#endif
