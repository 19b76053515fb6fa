/*
 * classify - what kind of change it is, from the two texts and the notes.
 *
 * What changed is decided; why it changed is only shown, as evidence with the
 * rule that said so. Deterministic, no I/O. A result can always be made again,
 * so it may be cached under CLASSIFY_RULES.
 */
#ifndef TRACKER_CLASSIFY_CLASSIFY_H
#define TRACKER_CLASSIFY_CLASSIFY_H

#include "diff/diff.h"
#include "tracker/extract/article.h"

/* Changes whenever some change may get another kind, class or severity. */
#define CLASSIFY_RULES "3"

/* design: JSON, `kind` of a version. The first that applies. */
enum kind {
	KIND_FIRST, KIND_WITHDRAWN, KIND_CORRECTION, KIND_CLARIFICATION,
	KIND_REFILE, KIND_REVERTED, KIND_UNACKNOWLEDGED, KIND_UPDATE,
	KIND_HEADLINE, KIND_COPYEDIT, KIND_TYPOGRAPHIC, KIND_NOTE, KIND_COUNT,
};
const char *kind_name(enum kind);
int kind_of(struct str name, enum kind *);	/* 0, or -1 */

/* classes of an edit, a set */
enum class {
	CLASS_NUMBER = 1 << 0, CLASS_DATE = 1 << 1, CLASS_NAME = 1 << 2,
	CLASS_ROLE = 1 << 3, CLASS_PLACE = 1 << 4, CLASS_QUOTE = 1 << 5,
	CLASS_ATTRIBUTION = 1 << 6, CLASS_NEGATION = 1 << 7,
	CLASS_MODALITY = 1 << 8, CLASS_LINK = 1 << 9, CLASS_NOTE = 1 << 10,
	CLASS_WORDING = 1 << 11, CLASS_SPELLING = 1 << 12,
	CLASS_PUNCTUATION = 1 << 13, CLASS_CASE = 1 << 14,
	CLASS_SPACE = 1 << 15, CLASS_ADDITION = 1 << 16,
	CLASS_REMOVAL = 1 << 17, CLASS_MOVE = 1 << 18,
};
#define CLASS_COUNT 19
/* Name of bit i. */
const char *class_name(unsigned i);
/* Classes in which a fact may have changed. */
#define CLASS_FACT (CLASS_NUMBER | CLASS_DATE | CLASS_NAME | CLASS_ROLE | \
    CLASS_PLACE | CLASS_QUOTE | CLASS_ATTRIBUTION | CLASS_NEGATION | \
    CLASS_MODALITY)

struct change_edit {
	enum part part;
	struct diff_edit edit;		/* offsets into the part's two texts */
	size_t old_paragraph, new_paragraph;	/* from 1; 0 where the side is empty */
	struct str before, after;
	unsigned classes;
	const char *rule;		/* what decided the weightiest class */
	/* Classes of fact (CLASS_FACT) in which what the old text said is gone
	 * or says something else now: a subset of `classes`, 0 where the new
	 * text only adds. */
	unsigned altered;
};

/* What became of the notes from the old version to the new one. */
enum note_event_kind {
	EVENT_APPEARED, EVENT_REWORDED, EVENT_MOVED, EVENT_REMOVED,
};
/* "first_seen", "reworded", "moved", "removed". */
const char *note_event_name(enum note_event_kind);

struct note_event {
	enum note_event_kind kind;
	enum note_kind note;
	struct str before, after;	/* texts; empty where there was none */
	const char *from, *to;		/* places on the page, or "" */
	/* Says what no note said before: it appeared, or another claim, date or
	 * sentence came into it. */
	bool news;
};

/*
 * In the new article's order, what is gone last; notes that stayed as they were
 * have none. `old` may be NULL. A note that says most of its words again is the
 * same note; one moved and reworded is reworded.
 */
void note_events(struct note_event **out, size_t *n, struct arena *,
    const struct article *old, const struct article *new);

/* A note of the new version that says what the old one's did not. */
struct change_note {
	struct str text;
	struct note read;
};

struct change {
	enum kind kind;
	int severity;			/* 0 to 100 */
	struct change_edit *edits;
	size_t nedits;
	struct change_note *notes;	/* new in this version */
	size_t nnotes;
	struct note_event *events;	/* of its notes */
	size_t nevents;
	/* Which of the context's later notes made it a correction, from 1; 0
	 * when none did. */
	size_t later_note;
	struct str *evidence;		/* sentences: why this kind */
	size_t nevidence;
	struct str old_text[PART_COUNT], new_text[PART_COUNT];
};

struct classify_context {
	/* number of the earlier version this text equals, or 0 */
	int equals_version;
	/* when history was last looked at: "no note seen by <time>" */
	int64_t seen_until;
	/* later versions' notes that speak of this change, or NULL */
	const struct str *later_notes;
	size_t nlater_notes;
	/* notes that stood before this change and stand after it: one may have
	 * said what only now was done */
	const struct str *standing_notes;
	size_t nstanding_notes;
	/* how the texts are compared; NULL: the differ's defaults */
	const struct diff_options *diff;
};

/*
 * The change from `old` to `new`; `old` is NULL for a first version. Everything
 * lives in the arena. Fails only when memory is out (which ends the process).
 */
void classify(struct change *out, struct arena *, const struct article *old,
    const struct article *new, const struct classify_context *);

/* ---- notes checked against the diff ----------------------------------- */

enum claim_verdict {
	CLAIM_MATCHED, CLAIM_PARTIAL, CLAIM_UNFULFILLED, CLAIM_UNLOCATABLE,
	CLAIM_NO_EARLIER_VERSION,
};
const char *claim_verdict_name(enum claim_verdict);

/* The wrong phrase of a claim still standing after the correction. */
struct residual {
	enum part part;		/* up to PART_ALL; a caption is the body's */
	size_t paragraph;	/* from 1, in the body */
	struct str context;	/* the sentence or clause it stands in */
	struct diff_span at;	/* in the part's text */
	bool quoted;		/* inside a quotation */
	/* Why these words are none of the error's, where they are not. */
	struct str apart;
	int gone_in;		/* the later version without it; 0: none seen */
};

struct claim_result {
	struct note_claim claim;
	enum claim_verdict verdict;
	struct str because;	/* one sentence of evidence */
	struct residual *residuals;
	size_t nresiduals;
	/* The same words in their own right, each with the reason. */
	struct residual *others;
	size_t nothers;
};

struct reconciliation {
	struct claim_result *claims;
	size_t nclaims;
	const struct change_edit **beyond;	/* edits of fact no note mentions */
	size_t nbeyond;
	/* edits of fact that fit what a note names without quoting a word */
	const struct change_edit **named;
	size_t nnamed;
};

/*
 * `old` may be NULL (no earlier version). The wrong phrase is looked for in the
 * new text and in all that the new article says beside it; a verdict is of the
 * text alone.
 */
void reconcile(struct reconciliation *out, struct arena *,
    const struct change *, const struct article *old,
    const struct article *new);

#endif
