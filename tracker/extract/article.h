/*
 * article - one state of a story as extraction understood it, and its form on
 * disk (story.md: YAML front matter, then one block a paragraph).
 *
 * Text is UTF-8 without control characters, white space inside a block folded
 * to one space where it was ASCII; kinds of space and soft hyphens stay.
 */
#ifndef TRACKER_ARTICLE_ARTICLE_H
#define TRACKER_ARTICLE_ARTICLE_H

#include "tracker/base/arena.h"
#include "tracker/base/buf.h"
#include "tracker/base/clock.h"
#include "tracker/base/msg.h"
#include "tracker/note/note.h"

enum verdict {
	VERDICT_ARTICLE, VERDICT_WALL, VERDICT_ERROR, VERDICT_EMPTY,
	VERDICT_LISTING, VERDICT_OTHER,
};
/* "article", "wall", "error", "empty", "listing", "other" (another story). */
const char *verdict_name(enum verdict);

enum block_type {
	BLOCK_PARAGRAPH, BLOCK_SUBHEADING, BLOCK_LIST_ITEM, BLOCK_QUOTE,
	BLOCK_CAPTION, BLOCK_TABLE_ROW,
};
/* "paragraph", "subheading", "list_item", "quote", "caption", "table_row". */
const char *block_type_name(enum block_type);

struct block {
	enum block_type type;
	struct str text;
};

/* A note as it stood on the page. */
struct article_note {
	struct str text;
	enum note_kind kind;
	const char *place;	/* top, body, aside, footer, headline, metadata */
};

/* Texts of one kind, none twice. */
struct article_said {
	struct str *v;
	size_t n;
};

struct article {
	struct str url;		/* as fetched */
	struct str canonical;	/* empty when the page names none */
	struct str headline, deck, byline, dateline, section, language;
	int64_t published, modified;
	struct block *blocks;
	size_t nblocks;
	struct article_note *notes;
	size_t nnotes;
	bool sourced;		/* the page's own data have all of its text */
	struct str gate;	/* what the page says as if there were more of
				 * it for some readers; empty: nothing */
	const char *method;	/* rule, json-ld, scoring, ... */
	double quality;		/* 0 to 1 */
	enum verdict verdict;
	struct str reason;	/* why this verdict, one sentence */
	struct str extractor;	/* who read it, EXTRACTOR of extract.h */
	/* What the page says beside the text, which a capture has and story.md
	 * does not: <title> and other titles, descriptions of <meta>, the words
	 * of pictures (alt). */
	struct article_said titles, descriptions, alts;
};

/*
 * The parts a diff is made of, in reading order; then where else a page says
 * what its story says, which is looked into but never compared.
 */
enum part {
	PART_HEADLINE, PART_DECK, PART_BYLINE, PART_NOTE, PART_BODY, PART_COUNT,
	PART_SLUG = PART_COUNT,	/* the words of its address */
	PART_TITLE, PART_DESCRIPTION, PART_ALT,
	PART_CAPTION,		/* of the body, a block of BLOCK_CAPTION */
	PART_ALL,
};
const char *part_name(enum part);
/*
 * The text of one part: a field as it is; the body's blocks, or the notes,
 * joined by a blank line. Built in the arena.
 */
struct str article_part(const struct article *, enum part, struct arena *);
/* The words of the story's address, as text. */
struct str article_slug(const struct article *, struct arena *);
/* Where the texts of title, description or alt are. */
struct article_said *article_said(struct article *, enum part);
/* Words of headline and body, as a count of runs without white space. */
int article_words(const struct article *);

/* Empty, with times TIME_NONE. */
void article_init(struct article *);

/*
 * story.md. What changes on every fetch (modified time, counters) is not in it.
 *
 * The front matter is YAML: every text a double-quoted scalar, absent fields
 * left out. After it a block a line, a blank line between two:
 *
 *	text		paragraph
 *	## text		subheading
 *	- text		list item
 *	> text		quotation
 *	: text		caption
 *	| a | b |	table row (its text is "a | b")
 *
 * A backslash stands before what would make a paragraph anything else in
 * Markdown: a first character of the set in format.c, or what follows digits
 * at its start when that is one of ". ) \".
 *
 * article_parse reads back exactly what article_format wrote: formatting what
 * was parsed gives the same bytes. Slices of a parsed article live in the
 * arena.
 * Keys it does not know are passed over; 0, or -1 with the line said.
 */
void article_format(const struct article *, struct buf *out);
int article_parse(struct article *, struct arena *, struct str text,
    struct error *);

/*
 * Equal for a reader: the same words in the same order, with soft hyphens,
 * zero-width marks and kinds of space folded, and no note moved on its page.
 */
bool article_same(const struct article *, const struct article *);
/* From one place of a note to another: was it moved? Body and footer are one,
 * since where the body ends is a guess. */
bool article_moved(const char *from, const char *to);

/*
 * One object of `extract --json`, without the line's end. `paragraphs` are the
 * deck (which stood on the page) and the blocks, `types` says what each is;
 * captions stand in an array of their own, and so do titles, descriptions and
 * the words of pictures.
 */
struct json;
void article_json(const struct article *, struct json *);

#endif
