/* The parts of note_read: what a note says beside that it is one. */
#ifndef TRACKER_NOTE_READ_H
#define TRACKER_NOTE_READ_H

#include "tracker/note/note.h"
#include "tracker/note/words.h"

/* Fills place and paragraphs. "last" is -1, "next to last" -2, and so on. */
void note_read_places(struct note *, struct str text);
/* Fills claims; the text lives in the arena already. */
void note_read_claims(struct note *, struct arena *, struct str text);

#endif
