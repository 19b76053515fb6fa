/*
 * Any bytes as a paragraph and a headline. What a note names lies inside the
 * arena or the text, a glued note is a note where it is said to begin, and a
 * bare headline has no prefix left.
 */
#include <stdlib.h>

#include "tracker/note/note.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static void
want(bool holds)
{
	if (!holds)
		abort();
}

/* Reads every byte, so that a slice out of bounds is seen. */
static void
touch(struct str s)
{
	volatile char c = 0;

	for (size_t i = 0; i < s.n; i++)
		c = s.p[i];
	(void)c;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = { (const char *)data, size }, bare;
	struct arena arena;
	struct note n;
	size_t at = 0;
	bool official;

	arena_init(&arena);
	note_read(&n, &arena, text);
	want(n.kind == note_is(text));
	want(n.nclaims <= NOTE_CLAIMS && n.nparagraphs <= NOTE_PARAGRAPHS);
	want((n.kind == NOTE_NONE) == (n.rule == NULL));
	for (size_t i = 0; i < n.nclaims; i++) {
		touch(n.claims[i].wrong);
		touch(n.claims[i].right);
		want(n.claims[i].wrong.n + n.claims[i].right.n > 0);
	}
	if (note_glued(text, &at) != NOTE_NONE)
		want(at > 0 && at < size);
	note_headline(text, &bare, &official);
	touch(bare);
	want(bare.n <= size);
	touch(note_headline_bare(text));
	arena_release(&arena);
	return 0;
}
