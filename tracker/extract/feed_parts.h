/* What the files of the feed reader share; inside feed*.c only. */
#ifndef TRACKER_EXTRACT_FEED_PARTS_H
#define TRACKER_EXTRACT_FEED_PARTS_H

#include "tracker/base/buf.h"
#include "tracker/extract/feed.h"

/* A feed being read. */
struct feed_build {
	struct feed *feed;
	struct arena *arena;
	struct str base;	/* URL of the feed */
	size_t cap;		/* of feed->items */
};

/* What an item is made of while its elements come in any order. A value with a
 * lower rank displaces one with a higher; 0 is nothing yet. */
struct feed_draft {
	struct feed_item item;
	int title, link, id, author, published, updated;	/* ranks */
};

void feed_draft_init(struct feed_draft *);
/* Does a value of this rank go into a field that has `*have`? It then has. */
bool feed_better(int *have, int rank);
/* Names of one rank are all authors. */
void feed_draft_author(struct feed_draft *, struct arena *, struct str name,
    int rank);
/* Adds it, unless the feed is full. */
void feed_add(struct feed_build *, const struct feed_draft *);
/* Empties the feed, for another attempt. */
void feed_restart(struct feed_build *);

/* ---- text (feed_text.c) ----------------------------------------------- */

enum feed_markup {
	MARKUP_NONE,	/* text, as it is */
	MARKUP_HTML,	/* HTML, as its type says */
	MARKUP_MAYBE,	/* RSS does not say: HTML where it looks like it */
};

/* One line of plain text: markup and character references resolved, white space
 * folded, cut to LIMIT_FIELD_BYTES. */
struct str feed_text(struct arena *, struct str, enum feed_markup);
/* The code point of a reference after its "&" up to its ";" ("#38", "eacute"),
 * or 0 when there is no such. */
uint32_t feed_reference(struct str name);
/* "mail@example.org (Name)", "Name <mail@example.org>": the name, else all. */
struct str feed_person(struct str);
/* An http or https URL made absolute, or empty. One that is right as it stands
 * stays as it stands. */
struct str feed_link(struct arena *, struct str base, struct str);

/* ---- formats ---------------------------------------------------------- */

/* Where the markup begins and the name of its first element. */
struct feed_prolog {
	struct str body;	/* from the first element on */
	struct str root;	/* its name with any prefix */
	bool html;		/* a document type said so */
};
void feed_prolog(struct feed_prolog *, struct str utf8);

/* 0, or -1 when the first element is that of no feed. */
int feed_read_xml(struct feed_build *, struct str body);
void feed_read_json(struct feed_build *, struct str utf8);
/* A sitemap of lines; 0, or -1 when the lines are no URLs. */
int feed_read_lines(struct feed_build *, struct str utf8);

/* Broken markup made well-formed, as feed readers take it: references, stray
 * "<", attributes without quotes, end tags that are missing or too many. */
void feed_mend(struct buf *out, struct str body);

/* Undoes gzip up to LIMIT_FEED_BYTES; 0, or -1 with *why set. */
int feed_gunzip(struct arena *, struct str bytes, struct str *out,
    const char **why);

#endif
