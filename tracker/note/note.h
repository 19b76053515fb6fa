/*
 * note - the publisher's own words about a change, read.
 *
 * A paragraph in, what it says out: is it a note, of which kind, about which
 * place, and what it claims was wrong and is right. Shapes are rows of a table
 * (shapes.c), a language each. No I/O.
 */
#ifndef TRACKER_NOTE_NOTE_H
#define TRACKER_NOTE_NOTE_H

#include "tracker/base/arena.h"

enum note_kind {
	NOTE_NONE,		/* no note */
	NOTE_CORRECTION,
	NOTE_CLARIFICATION,
	NOTE_EDITOR,		/* editor's note that says more than hello */
	NOTE_REFILE,
	NOTE_UPDATE,
	NOTE_WITHDRAWAL,
};
/* "correction", "clarification", "editor", "refile", "update", "withdrawal". */
const char *note_kind_name(enum note_kind);
enum note_kind note_kind_of(struct str name);	/* NOTE_NONE if unknown */

/* What a claim is about. */
enum note_place {
	PLACE_UNSAID, PLACE_HEADLINE, PLACE_BODY, PLACE_PARAGRAPH,
	PLACE_DATELINE, PLACE_BYLINE, PLACE_CAPTION, PLACE_AUDIO, PLACE_GRAPHIC,
};
const char *note_place_name(enum note_place);

struct note_claim {
	struct str wrong;	/* empty when the note does not quote it */
	struct str right;	/* the same */
	enum note_place place;
};

#define NOTE_PARAGRAPHS 16
#define NOTE_CLAIMS 8

struct note {
	enum note_kind kind;
	enum note_place place;
	int paragraphs[NOTE_PARAGRAPHS];	/* "paragraph 3": 3; last: -1 */
	size_t nparagraphs;
	struct note_claim claims[NOTE_CLAIMS];
	size_t nclaims;
	const char *rule;	/* name of the row that decided, or NULL */
};

/*
 * Is this paragraph a note? Cheap: for every paragraph of every page. `text` is
 * one paragraph, white space folded or not.
 */
enum note_kind note_is(struct str text);
/*
 * A note glued to the end of a paragraph: its offset and kind, or NOTE_NONE.
 */
enum note_kind note_glued(struct str paragraph, size_t *offset);
/*
 * Bytes of a note that begins here: one in brackets ends with them, whatever
 * stands after it ("(Reporting by ...)"); any other is the whole.
 */
size_t note_extent(struct str note);
/* Reads a paragraph in full. Slices point into the arena. */
void note_read(struct note *, struct arena *, struct str text);

/*
 * A headline's prefix: "CORRECTED-UPDATE 2-X" is a correction whose headline is
 * "X". `official`: the source erred. Returns NOTE_NONE and the whole headline
 * when it has none that says anything of a change.
 */
enum note_kind note_headline(struct str headline, struct str *bare,
    bool *official);
/*
 * The headline without any prefix, those of a form ("EXCLUSIVE-", "RPT-",
 * "INSTANT VIEW 3-") included: two headlines are compared so.
 */
struct str note_headline_bare(struct str headline);

#endif
