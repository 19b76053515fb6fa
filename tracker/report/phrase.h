/*
 * The sentences of every rendering, in one place, so that no format says more
 * than another and none more than is known. They append raw text, with the
 * page's own words in it: the caller escapes the whole for where it goes.
 */
#ifndef TRACKER_REPORT_PHRASE_H
#define TRACKER_REPORT_PHRASE_H

#include "tracker/report/report.h"

/* "paragraph 3", "headline". */
void phrase_where(struct buf *, enum part, size_t paragraph);
void phrase_edit_where(struct buf *, const struct change_edit *);
/* "number, role". Classes of no fact only where there is no other. */
void phrase_classes(struct buf *, unsigned classes);
/* `"trainers" is wrong, "liaison officers" is right (paragraph)` */
void phrase_claim(struct buf *, const struct note_claim *);
/* "the change does what the note says", and so on. */
const char *phrase_verdict(enum claim_verdict);
/* "still in paragraph 10, inside a quotation". */
void phrase_residual(struct buf *, const struct residual *);
/* "stood in paragraph 10 ..." with other words before the place. */
void phrase_residual_where(struct buf *, const struct residual *,
    const char *before);
/* The same through the story: still there in the latest version, or gone in
 * which; `version` is that of the note. */
void phrase_left(struct buf *, const struct report *, const struct residual *,
    int version);
/* Words that are none of the error's, and why; false for those of the note
 * itself, which need no telling. */
bool phrase_other(struct buf *, const struct residual *);
/* "correction", "editor's note", as a person says it. */
const char *phrase_note_kind(enum note_kind);
/* "still there at 2012-05-31 16:48Z", or what is known where a wall hides it. */
void phrase_still(struct buf *, bool unseen, int64_t at);
/* "seen from 2012-05-31 16:48Z (version 2), still there at ..." */
void phrase_note_life(struct buf *, const struct report_note *);
/* "reworded in version 3, ...; it read before: ...", one a call while it returns
 * true, i from 0. */
bool phrase_note_event(struct buf *, const struct report_note *, size_t i);
/* Of a note of an error without any claim; false for others. */
bool phrase_unquoted(struct buf *, const struct report_note *);
/* "a note is new; a note was removed"; nothing where nothing became of any. */
void phrase_events(struct buf *, const struct change *);
/* "its note was first seen ..., 1 day after the change", or nothing. */
void phrase_owned(struct buf *, const struct report_version *);
/* How the page's own modified time goes with its text: where it does not. */
void phrase_times(struct buf *, const struct report_version *);
/* Heading of edits that fit what a note names. */
extern const char phrase_named[];
/* "Edits of fact no note seen by 2012-06-01 10:00Z mentions" */
void phrase_beyond(struct buf *, const struct report *);
/* "no note seen by 2012-06-01 10:00Z" */
void phrase_unnoted(struct buf *, int64_t seen_until);
/* "no note seen by 2012-06-01 10:00Z speaks of it" */
void phrase_unspoken(struct buf *, int64_t seen_until);
/* Of a change that no note came with: that none was seen, or when one was;
 * nothing where none is missed. */
void phrase_noteless(struct buf *, const struct report_version *,
    int64_t seen_until);
/* "first note of an error 18 h 38 min after publication", ...; one sentence a
 * call while it returns true, i from 0. */
bool phrase_latency(struct buf *, const struct report_latency *, size_t i);
/* "7 edits, 4 of fact, +31 -42 words", or "no difference" */
void phrase_counts(struct buf *, const struct change *);
/* The same of a version, with its caveat where it has one. */
void phrase_version(struct buf *, const struct report_version *);

/* "2 copies, 1 still has a wrong phrase" */
void phrase_copies(struct buf *, const struct report_copy *, size_t n);
/* "feed wire, 84 % of the text, first seen 2012-05-31 16:48Z, 2 versions" */
void phrase_copy(struct buf *, const struct report_copy *);
/* `"trainers" (right: "liaison officers"), seen from ..., still there at ...,
 * 2 days after the note` */
void phrase_standing(struct buf *, const struct report_standing *);
/* `paragraph 3: the sentence`; nothing where there is none. */
void phrase_standing_where(struct buf *, const struct report_standing *);

/* Words edits brought and took. */
void words_changed(const struct change *, size_t *added, size_t *removed);

#endif
