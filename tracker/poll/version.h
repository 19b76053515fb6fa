/* From an article to a version in the store. */
#ifndef TRACKER_POLL_VERSION_H
#define TRACKER_POLL_VERSION_H

#include "store/store.h"
#include "tracker/extract/article.h"
#include "tracker/base/limits.h"

/*
 * Writes the article as the story's next version. Either `capture` is what was
 * just received, or `kept` names one that is in the store already. Returns what
 * store_version_add returns.
 */
int version_add(struct store *, const struct store_story *,
    const struct article *, const struct store_capture *capture,
    const char *kept, int64_t fetched, struct arena *);

/* Bytes of a story.md: marks, escapes and front matter beside the text. */
#define VERSION_TEXT_BYTES (2 * LIMIT_TEXT_BYTES)

/* What a version of this article says; story.md goes into `text`. */
void version_reading(struct store_reading *, const struct article *,
    int number, struct buf *text, struct arena *);

/* Withdrawn when a note says so, else live. */
enum store_state version_state(const struct article *);

#endif
