/* Stories made up by the thousand, and copies of them edited by a measure. */
#ifndef TESTS_BENCH_COPIES_H
#define TESTS_BENCH_COPIES_H

#include "tracker/base/arena.h"
#include "tracker/base/buf.h"

/* A story as sentences of words, numbers in a vocabulary of its own. */
struct made {
	struct sentence {
		unsigned *words;
		size_t n;
		bool ends;	/* a paragraph */
	} *v;
	size_t n, words;
	unsigned event;
};

struct dice {
	uint64_t state;
};
uint64_t dice_next(struct dice *);

/*
 * A report on an event: words by Zipf's law and by habit of the word before,
 * the event's names among them, some of the event's quotations word for word,
 * and the last line of its agency. Two reports on one event are no copies.
 */
void make_story(struct made *, struct arena *, struct dice *, unsigned event);
/* Every word replaced with this chance, in place. */
void edit_words(struct made *, struct arena *, struct dice *, double);
/*
 * Edits until they touched this part of the words: words replaced, sentences
 * dropped, added, moved.
 */
void edit_mixed(struct made *, struct arena *, struct dice *, double);
/* As a story.md. */
void made_format(const struct made *, struct arena *, struct buf *);

#endif
