/*
 * What the files of classify share: an edit being classified, the quotations
 * of a part, paragraphs, evidence. Nothing here is for other stages.
 */
#ifndef TRACKER_CLASSIFY_INNER_H
#define TRACKER_CLASSIFY_INNER_H

#include "tracker/change/classify.h"
#include "tracker/change/facts.h"
#include "tracker/change/tokens.h"

/* Sorted byte offsets where a text's paragraphs begin. */
struct paragraphs {
	size_t *starts;
	size_t n;
};

void paragraphs_find(struct paragraphs *, struct arena *, struct str);
/* Number, from 1, of the paragraph a byte is in; 0 for no text. */
size_t paragraphs_at(const struct paragraphs *, size_t offset);
/* Bytes of the paragraph a byte is in. */
struct diff_span paragraphs_span(const struct paragraphs *, struct str,
    size_t offset);

/* Sorted byte offsets where other edits end, and where they start. */
struct limits {
	size_t *ends, *starts;
	size_t n;
};

/* One part of a story, one side of it. */
struct side {
	struct str text;
	struct paragraphs paragraphs;
	struct quotes quotes;
	struct limits limits;
	size_t skip;	/* what a headline begins with that is a note */
};

struct pair {
	enum part part;
	struct side old, new;
	struct arena *arena;	/* for what is kept */
	struct arena *scratch;	/* for what is not */
	unsigned languages;
	struct lexicon *lexicon;
	bool title_case;	/* capitals say nothing here */
	const struct diff_options *how;	/* NULL: the differ's defaults */
	const struct diff_edit *edits;	/* of this part */
	size_t nedits;
};

/* A stretch of text around one side of an edit. */
struct window {
	struct tokens tokens;
	size_t first, last;	/* the tokens that differ: [first, last) */
	size_t nwords;		/* words and numbers among these */
};

/*
 * Both sides of an edit with the words around that no other edit touches: the
 * same words on both sides, so what differs is of this edit alone.
 */
void windows_read(struct window *old, struct window *new, struct pair *,
    const struct diff_edit *);
/* What the windows need to know of all edits of a part; before the first. */
void limits_find(struct pair *, const struct diff_edit *, size_t n);
/* Do most words of a headline begin with capitals? */
bool has_title_case(struct arena *, struct str);

/* What the word's inflections have in common; a slice of `key`. */
struct str stem_of(struct str key);
/* SPACE, CASE, PUNCTUATION, SPELLING, WORDING, ADDITION, REMOVAL. */
unsigned shape_of(const struct window *old, const struct window *new);

static inline size_t
span_size(struct diff_span s)
{
	return s.end - s.start;
}

/* The bytes of a span; clipped. */
static inline struct str
span_text(struct str text, struct diff_span s)
{
	return str_sub(text, s.start, s.end - s.start);
}

/*
 * Sets `classes`, `altered` and `rule` of edit i of the part, whose other
 * fields are set. A moved block has the classes of the edits inside it.
 */
void classes_of(struct change_edit *, struct pair *, size_t i);

/* Appends a sentence to a change's evidence. */
struct evidence {
	struct change *change;
	struct arena *arena;
	size_t cap;
};
void evidence_add(struct evidence *, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));

/* Sets the kind, with evidence. */
void kind_decide(struct evidence *, const struct article *old,
    const struct article *new, const struct classify_context *);
/* What became of the notes, as evidence. */
void say_events(struct evidence *);
/* Sets the severity, with evidence for every rule that counted. */
void severity_sum(struct evidence *);

#endif
