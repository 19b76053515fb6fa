/*
 * passages - what two texts say in the same words.
 *
 * Two texts on one event share names, phrases and quotations without one being
 * a copy of the other; a copy goes on in the same words in the same order, and
 * where it was edited it comes back to them soon. So runs of words that stand in
 * both count in groups: the next run is near, and as near in the other text,
 * and a group has six words at least. Of text in which every second word was
 * replaced that leaves a fifth to a third; of two reports of one event,
 * quotations apart, one pair in a hundred comes to a tenth.
 */
#ifndef TRACKER_CLASSIFY_PASSAGES_H
#define TRACKER_CLASSIFY_PASSAGES_H

#include "tracker/base/arena.h"

/* A text as its words; to be laid against others. Lives in the arena. */
struct passage_text {
	struct str text;
	struct passage_word {
		uint64_t hash;
		struct str at;		/* in the text */
	} *words;
	size_t n;
	/* words in half words up to each: of scripts without spaces a character
	 * is one, else a word is two */
	unsigned *weight;
	unsigned *first, *next;	/* by the hash of two words: where they stand */
	size_t nfirst;
};

struct passages {
	/* two characters of a script without spaces are a word here */
	size_t words;		/* of the shorter text in shared passages */
	size_t of;		/* words of the shorter text */
	double share;		/* the one by the other: 0 to 1 */
	size_t stretch;		/* words the longest group reaches over */
	struct str longest;	/* the longest run, as the shorter text has it */
	size_t longest_words;
};

void passage_text_read(struct passage_text *, struct arena *, struct str);
/* Each word of the shorter text counts once, however often the longer has it. */
void passages_find(struct passages *, struct arena *scratch,
    const struct passage_text *, const struct passage_text *);
/* Do they share so much that one is a copy of the other, or both of a third? */
bool passages_are_copy(const struct passages *);

#endif
