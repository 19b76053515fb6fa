/* One page on its way to an article; inside extract only. */
#ifndef TRACKER_EXTRACT_PAGE_H
#define TRACKER_EXTRACT_PAGE_H

#include "tracker/extract/extract.h"
#include "tracker/extract/score.h"
#include "tracker/extract/source.h"

/* What becomes of each text of the page. */
enum fate {
	FATE_DROP, FATE_PARAGRAPH, FATE_HEADING, FATE_ITEM, FATE_QUOTE,
	FATE_CAPTION, FATE_ROW,
};

struct page {
	const struct extract_input *in;
	struct arena *arena;
	struct article *out;
	const char *charset;	/* that the bytes were read in */
	struct lexed lexed;
	struct dom dom;
	struct source ld, meta, micro, state;
	struct str body;	/* of the best source that has one */
	bool *known;		/* texts known as furniture, NULL: none */
	struct scored scored;
	int title;		/* text that is the headline, -1: none */
	int first, last;	/* texts of the body, first and after the last */
	enum fate *fate;	/* of each text */
	bool from_source;	/* the blocks are a source's, not the page's */
	size_t cap_blocks, cap_notes;
	size_t asked;		/* whether a note is there already */
	int rule_body;		/* element that holds all of a rule's, or -1 */
};

/* Which texts are known as furniture of this host (known.c). Sets known. */
void page_known(struct page *);
/* Drops those of them that the page's own data do not have (known.c). */
void page_drop_known(struct page *, int from, int to);
/* Headline, times and the like (fields.c). Sets title. */
void page_fields(struct page *);
/* Byline and dateline, once the body is known (fields.c). */
void page_late_fields(struct page *);
/* Which texts are the body (sort.c). Sets first, last, fate, and the deck. */
void page_sort(struct page *);
/* Notes, wherever they stand; they leave the body (notes.c). */
void page_notes(struct page *);
/* Titles, descriptions, alt texts (beside.c). */
void page_beside(struct page *);
/* The blocks, once their fate is known (blocks.c). */
void page_blocks(struct page *);
/* Verdict, reason, quality (verdict.c). */
void page_verdict(struct page *);
/* Marks the elements a site rule names, before dom_read (rule.c). */
void page_rule(struct page *);
/* The first element of a role that has text, or -1. */
int rule_first(const struct page *, enum role);
/* The innermost element that holds all of the rule's body, or -1. */
int rule_body(const struct page *);
/* Is it dropped by the rule, or outside the body it names? */
bool rule_leaves_out(const struct page *, const struct text *);
/* The texts the rule calls bylines, in order; how many. */
size_t rule_bylines(const struct page *, struct str *out, size_t most);
/* A rule's selector as XPath (selector.c). 0, or -1 with the reason. */
int rule_xpath(struct arena *, const char *selector, struct str *xpath,
    struct error *);

void page_add_note(struct page *, struct str, enum note_kind,
    const char *place);

/* Is this a line of the page's furniture? (furniture.c) */
bool furniture_line(struct str text);
/* A date line, "updated 3 hours ago", "5 min read". */
bool furniture_time(struct str text);
/* A heading after which other stories come: "More from X", "Related". */
bool furniture_end(struct str text);
/* The words of a picture: "... (Image: Getty)". */
bool furniture_credit(struct str text);
/* "By Jane Roe" and nothing more. */
bool furniture_byline(struct str text);
/* Who the author is, where to write to, whose the rights are: when it is the
 * last that stands below a story. */
bool furniture_sign_off(struct str text);

#endif
