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
#define SHAPE_FLAGS 5
#define SHAPE_ANYWHERE_AT 3	/* the bit it is */

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

#define SHAPE_WORDS 72	/* as far into a paragraph as a shape looks */

/* The words of a text and what the table knows of each (vocabulary.h). */
struct shape_text {
	struct word w[SHAPE_WORDS];
	const struct meaning *m[SHAPE_WORDS];
	size_t n;
};

void shape_text_read(struct shape_text *, struct str);
/* Is it a number, month, weekday, hour or what stands between them? */
bool shape_dateish(const struct shape_text *, size_t word);

/*
 * The first row that matches from a word on, of those that have all flags of
 * `with` and none of `without`; NULL when none does. `end` is the word after the
 * match. A set of states walks over the words once (Thompson 1968), so no input
 * makes it slow.
 */
const struct shape *shape_find(const struct shape_text *, size_t from,
    unsigned with, unsigned without, size_t *end);

#endif
