/*
 * known - texts known to be furniture of a host: what stands on its stories and
 * is part of none. Where they come from is for others to say; here is what they
 * are compared by, what can never be one, and how they leave an article.
 *
 * A text is compared as a reader sees it: soft hyphens, zero-width marks and
 * kinds of space are folded. One of them may have numbers that change ("1,204
 * people read this"): it is known by its form, a run of digits being one sign.
 */
#ifndef TRACKER_ARTICLE_KNOWN_H
#define TRACKER_ARTICLE_KNOWN_H

#include "tracker/extract/article.h"

/* Stories of a host that have a text in common before it is of interest. */
#define KNOWN_STORIES 3
/* A story that shares this much of its text with another, in percent, is a copy
 * of it: the two are one story. */
#define KNOWN_COPY 50

enum known_level {
	KNOWN_REFUSED = -1,	/* a person said that it is the stories' text */
	KNOWN_NOT,
	KNOWN_RECURS,		/* on several stories: may be said often */
	KNOWN_MOVES,		/* and by itself: no version of its own */
	KNOWN_FURNITURE,	/* and both ways: no part of the article */
};

/* A table of hashes; 16 bytes a text. Whether a text is a note is asked when it
 * is first met. */
struct known {
	struct arena *arena;
	struct known_slot {
		uint64_t hash;	/* 0: empty */
		signed char level;	/* enum known_level */
		unsigned char note;	/* is it one? 0: not asked yet */
	} *slot;
	size_t n, cap;
};

void known_init(struct known *, struct arena *);
void known_add(struct known *, uint64_t hash, enum known_level);
enum known_level known_level(const struct known *, uint64_t hash);
/* Is this text, or its form, known at this level or above it? A note, or a text
 * that a note is glued to, never is. `known` may be NULL: nothing is. */
bool known_has(const struct known *, struct str text, enum known_level);

/*
 * The hash of a text as a reader sees it, never 0. It is kept in catalogs:
 * another way to make it means that everything is learned anew.
 */
uint64_t known_hash(struct str);
/* The same of its form; 0 when it has no number. */
uint64_t known_form_hash(struct str);

/*
 * Can this block be furniture at all? Quotations and rows of tables never can.
 * To be known by its words it must also be no short line (dateline, label) and
 * no long one. A heading can be, of any length; but it goes only with what stands
 * below it. Whether it is a note, which costs more, known_has says.
 */
bool known_can_move(const struct block *);
bool known_can_be(const struct block *);
bool known_is_note(struct str);

/* Takes the blocks and the deck that are known out of an article; the array of
 * blocks is a new one. Says whether anything went. */
bool article_strip(struct article *, const struct known *, enum known_level,
    struct arena *);

#endif
