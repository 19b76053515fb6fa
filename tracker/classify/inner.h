/*
 * What the files of classify share: an edit being classified, the quotations
 * of a part, paragraphs, evidence. Nothing here is for other stages.
 */
#ifndef TRACKER_CLASSIFY_INNER_H
#define TRACKER_CLASSIFY_INNER_H

#include "tracker/classify/classify.h"

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

/* One part of a story, both sides. */
struct side {
	struct str text;
	struct paragraphs paragraphs;
};

struct pair {
	enum part part;
	struct side old, new;
	struct arena *arena;
	struct str language;
	const struct diff_options *how;	/* NULL: the differ's defaults */
};

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

/* Sets `classes`, `altered` and `rule` of an edit whose other fields are set. */
void classes_of(struct change_edit *, struct pair *);

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
/* Sets the severity, with evidence for every rule that counted. */
void severity_sum(struct evidence *);

#endif
