/*
 * report - what is known about stories and their changes, for people and
 * programs.
 *
 * Plain data in, bytes out: nothing here reads the store, the clock or the
 * environment, so the same history always gives the same report. The structs
 * are views: slices and pointers belong to the caller's arena and are only
 * borrowed. Everything appends to a buffer; a buffer that reached its ceiling
 * has `full` set, which the caller looks at once, at the end.
 *
 * Text of pages is hostile. It is escaped for where it goes: control and
 * direction characters on a terminal, markup in HTML and Markdown. Line feeds
 * and tabs inside a text are shown as one space wherever a line is a record.
 *
 * What is not known is worded as not known: "no note seen by <time>".
 *
 * Renderings of a single word diff are worddiff.h's.
 */
#ifndef TRACKER_REPORT_REPORT_H
#define TRACKER_REPORT_REPORT_H

#include "tracker/extract/article.h"
#include "tracker/base/arena.h"
#include "tracker/base/buf.h"
#include "tracker/base/json.h"
#include "tracker/change/classify.h"

/* ---- what is rendered --------------------------------------------------- */

/* The page said it was modified, and its text stayed as it was. */
struct report_touch {
	int times;		/* 0: never */
	int64_t first, last;	/* when that was seen */
	int64_t modified;	/* the time it said then */
};

/* Of the modified time a page gives, from one version to the next. */
enum report_stamp { STAMP_UNKNOWN, STAMP_MOVED, STAMP_STILL };

/* One version and what changed in it. */
struct report_version {
	int number;			/* from 1 */
	struct str commit;		/* hex */
	int64_t fetched, published, modified;	/* TIME_NONE if unknown */
	struct str headline;
	int words;
	int notes;			/* standing in this version */
	const struct article *article;	/* NULL where only a list is wanted */
	/* From the version before (kind first: no edits). NULL: not looked at,
	 * then kind, severity and edits are left out. */
	const struct change *change;
	/* Its notes against its edits; NULL: not looked at. */
	const struct reconciliation *checked;
	struct str capture;		/* file and record id, or empty */
	enum report_stamp stamp;
	struct report_touch touch;	/* after it, before the next version */
	/* When a later note was first seen that made the change a correction,
	 * or 0. */
	int64_t owned;
	/* Why the change may be none: it was not seen by the same eyes before
	 * and after. Empty where it was. */
	struct str caveat;
};

/* A note's life in a story. Its text is the latest wording. */
struct report_note_event {
	const struct note_event *event;
	int version;
	int64_t fetched;
};

struct report_note {
	struct str text;
	enum note_kind kind;
	struct str place;		/* where on the page, or empty */
	int64_t first_seen, last_seen;	/* fetch times */
	int first_version, last_version;
	bool gone;			/* no longer on the page */
	bool unseen;			/* the last looks found no text at all */
	/* After it was first seen; a note that was removed may come back. */
	struct report_note_event *events;
	size_t nevents, cap_events;
	/* of the wording that brought them, which came with a version */
	const struct claim_result *claims;
	size_t nclaims;
	int claims_version;
};

/* An edit of fact that no note mentions. */
struct report_beyond {
	int version;
	int64_t fetched;
	const struct change *change;
	const struct change_edit *edit;
};

/* Seconds; -1 where there is nothing to measure. */
struct report_latency {
	int64_t change;	/* from publication to the first change of fact */
	int64_t note;	/* from publication to the first note of an error */
	int64_t silent;	/* from that change to that note: 0 when they came
			 * together */
};

/* Does a copy have the wrong phrase of a claim? */
enum copy_state {
	COPY_NEVER,		/* in none of its versions */
	COPY_STANDING,		/* in the latest, where the error stood */
	COPY_GONE,		/* it had it and has it no more */
	COPY_OTHER,		/* only in other sentences than the wrong one */
};

/* A wrong phrase in a copy: since when and until when. Of several stretches of
 * versions that have it, times are of the last. */
struct report_standing {
	const struct report_note *note;
	const struct note_claim *claim;
	enum copy_state state;
	int *versions;			/* that have it, ascending */
	size_t nversions;
	int gone_in;			/* the version that has it no more, or 0 */
	/* Fetch times, TIME_NONE for never and other: `until` is when the page
	 * was last looked at, or when it was seen to be gone. */
	int64_t since, until;
	int64_t after_note;		/* seconds it stood after the note came */
	bool unseen;			/* the last looks found no text at all */
	/* where, in the last version that has it; not for COPY_NEVER */
	struct residual at;
	size_t places;
};

/* Another story that carries the same text. */
struct report_copy {
	struct str story, url, feed, state, headline;
	int64_t first_seen, last_seen;
	int nversions;
	double share;			/* of the shorter text, 0 to 1 */
	size_t words, of;		/* shared, and of the shorter text */
	struct str passage;		/* the longest they share */
	size_t passage_words;
	struct report_standing *claims;	/* of all notes, in their order */
	size_t nclaims;
	size_t standing;		/* claims of which it has the error */
};

struct report {
	struct str story;		/* id */
	struct str url, feed, state;	/* feed may be empty */
	int64_t first_seen;
	int64_t last_seen;		/* the page was last looked at */
	/* Which versions take turns, as a sentence without its stop; empty where
	 * none do. */
	struct str turns;
	const struct report_version *versions;	/* oldest first */
	size_t nversions;
	struct report_note *notes;	/* in order of first_seen */
	size_t nnotes;
	struct report_beyond *beyond;
	size_t nbeyond;
	/* Edits of fact that fit what a note names and does not quote. */
	struct report_beyond *named;
	size_t nnamed;
	struct report_latency latency;
	/* Stories that carry the same text, those with an error first; only
	 * where they were looked for. */
	const struct report_copy *copies;
	size_t ncopies;
};

/*
 * Fills notes, beyond and latency from the versions, whose article, change and
 * checked are set (a version without them says nothing). `last_seen` is set
 * before.
 */
void report_derive(struct report *, struct arena *);

/* ---- the report of a story ---------------------------------------------- */

struct report_options {
	int width;		/* columns; 0: 80 */
	bool color;		/* for a terminal */
};

struct report_format {
	const char *name;	/* text, markdown, html, json */
	const char *media_type;
	void (*write)(struct buf *, const struct report *,
	    const struct report_options *);
};
/* Ended by a NULL name; the first is the default. */
extern const struct report_format report_formats[];
/* NULL if there is none of that name. */
const struct report_format *report_format_of(const char *name);

/* The four writers; options may be NULL where they have none to heed. */
void report_text(struct buf *, const struct report *,
    const struct report_options *);
void report_markdown(struct buf *, const struct report *,
    const struct report_options *);
void report_html(struct buf *, const struct report *,
    const struct report_options *);
void report_json(struct buf *, const struct report *,
    const struct report_options *);

/* ---- copies: `copies` ---------------------------------------------------- */

/* Every copy of a report, for a terminal. */
void report_copies_text(struct buf *, const struct report *,
    const struct report_options *);
/* One line. */
void report_copy_json(struct buf *, const struct report *,
    const struct report_copy *);

/* ---- one version: `log` ------------------------------------------------- */

/* Some lines in the manner of `git log`, with an empty line after them. */
void report_log_text(struct buf *, struct str story,
    const struct report_version *, const struct report_options *);
/* One line (design: JSON, version). */
void report_log_json(struct buf *, struct str story, struct str url,
    const struct report_version *);

/* ---- changes across stories: `changes`, `digest` ------------------------ */

struct report_change {
	struct str story, url, feed;
	int64_t key;			/* of the story, in the store */
	int64_t seq;			/* of the version, in all history */
	int64_t seen_until;		/* the page was last looked at */
	struct report_version version;	/* `change` is set */
	/* what words are looked for in (history_speech), where it was made */
	struct str speech;
	/* Copies with an error that a note of this version speaks of; only
	 * where they were looked for. */
	const struct report_copy *copies;
	size_t ncopies;
};

/* The most serious first; among equals the newest, then by URL and version. */
void report_changes_sort(struct report_change *, size_t n);
/* The newest first; among equals the most serious. */
void report_changes_newest(struct report_change *, size_t n);
/* Two or three lines. */
void report_change_text(struct buf *, const struct report_change *,
    const struct report_options *);
/* One line (design: JSON, change). */
void report_change_json(struct buf *, const struct report_change *);
/* The members of an edit (design: JSON, edit) as an object. */
void report_edit_json(struct json *, const char *key,
    const struct change_edit *);

/* ---- feed: `atom` -------------------------------------------------------- */

struct atom {
	const struct report_change *changes;	/* newest first */
	size_t nchanges;
	struct str title;
	/* What was asked for, for the feed's id; where the feed is published,
	 * that is the id. */
	struct str query, url;
	/* Of a feed in several documents (RFC 5005, 4), each may be empty: the
	 * document before this one, and that of the present, which makes this
	 * one an archive. */
	struct str previous, current;
};

/*
 * An Atom feed (RFC 4287), an entry a change. The id of an entry is made of
 * story, version and time, and nothing in an entry says more than was known at
 * the time of the change: the same store gives the same bytes, and so does a
 * later one as far as it has the same changes.
 */
void atom_write(struct buf *, const struct atom *);

/* ---- digest ------------------------------------------------------------- */

/* Changes told in full; those after them get a line each. */
#define DIGEST_IN_FULL 20
/* Lines; what is left after them is only counted. */
#define DIGEST_LINES 1000

struct digest {
	const struct report_change *changes;	/* sorted */
	size_t nchanges;
	int64_t since, until;		/* the time it covers; since may be
					 * TIME_NONE */
	const struct str *troubles;	/* a dead host or parser, a line each */
	size_t ntroubles;
	struct str footer;		/* why one gets this, or empty */
	bool brief;			/* none in full: it would be too long */
};

/* What goes into one mail. */
struct digest_text {
	struct buf subject;		/* UTF-8, one line */
	struct buf text;		/* lines of at most 78 columns, but for
					 * URLs and long words */
	struct buf html;		/* a whole document */
};

void digest_write(struct digest_text *out, const struct digest *);
void digest_release(struct digest_text *);

#endif
