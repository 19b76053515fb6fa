/* What one source of a page says of its article; inside extract only. */
#ifndef TRACKER_EXTRACT_SOURCE_H
#define TRACKER_EXTRACT_SOURCE_H

#include "tracker/base/arena.h"
#include "tracker/base/clock.h"
#include "tracker/extract/dom.h"
#include "tracker/extract/lex.h"

#define SOURCE_NOTES 8
#define SOURCE_AUTHORS 16

/* Empty where it says nothing. Slices live in the arena, text is plain. */
struct source {
	struct str headline, deck, section, language, canonical, site;
	struct str title;	/* <title> */
	struct str type;	/* NewsArticle, article, website, ... */
	struct str authors[SOURCE_AUTHORS];
	size_t nauthors;
	int64_t published, modified;
	struct str body;	/* paragraphs on lines, where it has them */
	struct str notes[SOURCE_NOTES];	/* corrections it announces */
	size_t nnotes;
	bool locked;		/* isAccessibleForFree is false */
	bool article, listing;	/* what it calls the page */
};

void source_init(struct source *);
/* Adds a name, unless it is there or is none. */
void source_author(struct source *, struct str);

/* JSON-LD of all scripts (schema.org), the article that is this page's. */
void source_jsonld(struct source *, struct arena *, const struct lexed *,
    struct str url);
/* Data of pages that a script renders: the longest article text in it. */
void source_state(struct source *, struct arena *, const struct lexed *);
/* meta, link, title, html lang. */
void source_meta(struct source *, const struct dom *);
/* itemprop and rel attributes of the body. */
void source_micro(struct source *, const struct dom *);

/* A date as sites write them; 0, or -1. */
int source_date(struct str, int64_t *);

/* Entities decoded, tags out (block-level ones and <br> as line ends), blanks
 * folded, line ends kept one by one. */
struct str plain_text(struct arena *, struct str);
/* The same on one line. */
struct str plain_line(struct arena *, struct str);
/* The value of an attribute: entities decoded, no more. */
struct str plain_attr(struct arena *, struct str);

#endif
