/*
 * recall - pages read by today's extractor, as they come and again from their
 * captures in the store.
 *
 * Two texts can be compared only when the same eyes read them. So who read is
 * named with every version: the extractor and, where there is one, the site
 * rule, since another rule sees another text as another extractor does.
 */
#ifndef TRACKER_RECALL_RECALL_H
#define TRACKER_RECALL_RECALL_H

#include "store/store.h"
#include "tracker/extract/extract.h"

/* "tracker-extract/1", or "tracker-extract/1 rule/1f2e3d4c". */
struct str recall_reader(const struct extract_rule *, struct arena *);

/* What is known today as furniture of the host of a story's URL; 0, or -1. */
int recall_known(struct known *, struct arena *, struct store *,
    const char *url);

/* extract_page, with the reader's name in out->extractor. */
void recall_page(struct article *out, struct arena *,
    const struct extract_input *);

/* Who reads, where it is not this process itself. */
struct recall_eyes {
	/* As extract_page; -1 when the page could not be read. */
	int (*read)(struct article *, struct arena *,
	    const struct extract_input *, struct error *, void *arg);
	void *arg;
	/* What they look past as furniture of the host, or NULL. */
	const struct known *known;
};
/* recall_page by these eyes; 0, or -1 with the error said. */
int recall_page_by(const struct recall_eyes *, struct article *out,
    struct arena *, const struct extract_input *, struct error *);

/*
 * A capture in the store as it was received; `rule` may be NULL. 0, or -1 when
 * the store has it no more or it cannot be read. With `known` it is read without
 * what is known as furniture of its host.
 */
int recall_capture(struct article *out, struct arena *, struct store *,
    const char *capture, const struct extract_rule *rule,
    const struct known *known);
int recall_capture_by(const struct recall_eyes *, struct article *out,
    struct arena *, struct store *, const char *capture,
    const struct extract_rule *rule);

/*
 * Where the article is may look different when furniture is known: may a page's
 * reading without it stand for the one of all that is there? Not when it makes
 * less of the page than an article with the same notes.
 */
bool recall_no_less(const struct article *without,
    const struct article *whole);

/*
 * May the reading stand for the version whose stored text is `stored`? An
 * article may. What looks like none may when most of the text is there: a person
 * accepted it once, by another verdict.
 */
bool recall_stands(const struct article *now, const struct article *stored);

#endif
