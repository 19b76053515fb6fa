/*
 * store - every version of every story, kept for years.
 *
 * A store is a folder (tracker-store(5)):
 *
 *   archive.git/  a bare repository, branch main, one commit a version: truth
 *   captures/     WARC/1.1, one gzip member a record: evidence
 *   catalog.db    SQLite: an index of the two, and schedules, HTTP validators
 *                 and the mail outbox, which live here alone
 *   lock          one writer at a time (flock); readers are never blocked
 *
 * Order of a write: capture (fsync), git objects and reference (fsync), catalog
 * row. A writer that died between two steps is completed by the next one that
 * opens the store. Strings passed in are borrowed for the call; strings handed
 * out belong to the object they came with. Times are seconds since the epoch,
 * STORE_NO_TIME where unknown. The library never prints and never exits: the
 * message of the last failure stays with the handle, also when open failed.
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include <stddef.h>
#include <stdint.h>

#define STORE_NO_TIME INT64_MIN

enum {
	STORE_OK = 0,
	STORE_NONE = 1,		/* nothing there: not an error */
	STORE_SAME = 2,		/* already the latest text: nothing written */
	STORE_AMBIGUOUS = 3,	/* several match */
	STORE_ERROR = -1,	/* store_error() says what; nothing acknowledged */
	STORE_LOCKED = -2,	/* another writer has it */
	STORE_MISSING = -3,	/* no store there */
};

struct store;

enum store_flag {
	STORE_WRITE = 1 << 0,	/* take the lock, complete what a crash left */
	STORE_CREATE = 1 << 1,	/* make it when it is not there; writes */
	/* set a broken catalog aside as broken-catalog.db, make a new; open
	 * also what only store_reindex can mend; writes */
	STORE_REBUILD = 1 << 2,
};

/* *out is set also on failure (for store_error), and must be freed. */
int store_open(struct store **out, const char *dir, unsigned flags);
void store_free(struct store *);
const char *store_error(const struct store *);
/* What opening completed after a crash, one line, or NULL when nothing was. */
const char *store_recovered(const struct store *);
const char *store_dir(const struct store *);

/* ---- stories ---------------------------------------------------------- */

#define STORE_ID_LEN 8

/* The first 8 hex digits of the SHA-256 of a canonical URL. */
void store_id(const char *url, char id[STORE_ID_LEN + 1]);
/* SHA-256 in hex, for texts and captures. */
void store_sha256(const void *, size_t, char hex[65]);

enum store_state {
	STORE_LIVE, STORE_UNREACHABLE, STORE_BLOCKED, STORE_GONE,
	STORE_REDIRECTED, STORE_WITHDRAWN, STORE_STOPPED, STORE_RESTORED,
};
/* "live", "unreachable", ... */
const char *store_state_name(enum store_state);

struct store_story {
	int64_t key;		/* row; stays as long as the catalog does */
	char id[STORE_ID_LEN + 1];
	const char *url;	/* canonical; what the id is made from */
	const char *fetch_url;	/* what is requested, when it is another */
	const char *path;	/* folder in the archive; NULL before version 1 */
	const char *feed;	/* name of the feed that found it, or NULL */
	enum store_state state;
	/* the last state that was none of unreachable, blocked and stopped; the
	 * store's to keep */
	enum store_state was;
	int64_t first_seen;
	int versions;		/* number of the latest version, 0 at first */
	char text_sha256[65];	/* of the latest version's text, or "" */
	char extractor[64];	/* that read the latest version, or "" */
	/* schedule and HTTP validators */
	int64_t next;		/* when due */
	int64_t last;		/* last fetched with an answer */
	int64_t changed;	/* when the latest version was fetched */
	int failures;		/* in a row */
	int64_t failing;	/* when the first of them was */
	int missing;		/* of them, those that said it is gone */
	int64_t missing_since;	/* when the first of those was */
	const char *why;	/* one sentence: why due then */
	const char *etag;	/* or NULL */
	const char *modified;	/* Last-Modified as received, or NULL */
	char body_sha256[65];	/* of the last page's bytes, or "" */
};

/* Called for each row; a value other than 0 ends the walk and is returned. */
typedef int store_story_fn(const struct store_story *, void *arg);

/*
 * Finds or makes the story of a canonical URL (or of an alias of it). *key is
 * set. STORE_SAME when it was there, STORE_OK when it is new (due at once).
 */
int store_story_add(struct store *, const char *url, const char *feed,
    int64_t now, int64_t *key);
/* Finds it alone, by that URL and no beginning of one. STORE_NONE. */
int store_story_at(struct store *, const char *url, int64_t *key);
/*
 * Two rows were one story: what hangs on `from` (its URL, aliases, handles, held
 * captures, followers, its feed where the other has none) goes to `into`, and
 * its row goes. History stays what it is: STORE_AMBIGUOUS when `from` has a
 * version, and nothing is changed. STORE_NONE when one is not there.
 */
int store_story_join(struct store *, int64_t from, int64_t into);
/* What else a story is known by, in words of the program's own; of more than 256
 * for one story the rest is not kept. */
int store_handle_get(struct store *, const char *name, int64_t *story);
int store_handle_put(struct store *, const char *name, int64_t story);
/* Another URL of the same story. STORE_SAME when it is known, or when the story
 * has 64 of them: more tell nothing new. STORE_AMBIGUOUS when it is another
 * story's: then nothing is changed. */
int store_story_alias(struct store *, int64_t key, const char *url);
/*
 * Writes the fields a fetch changes: state, next, last, failures, why, etag,
 * modified, body_sha256, fetch_url, feed, failing, missing, missing_since.
 * Inside store_begin/store_commit.
 */
int store_story_update(struct store *, const struct store_story *);
int store_story_by_key(struct store *, int64_t key, store_story_fn *, void *);
/* Stories due at `now`, the most overdue first. */
int store_story_due(struct store *, int64_t now, store_story_fn *, void *);
int store_story_each(struct store *, store_story_fn *, void *);
/* When the next story is due of those due after `after`; STORE_NO_TIME: none. */
int store_next(struct store *, int64_t after, int64_t *next);
/*
 * Stories that a person's word names: a URL (or alias), an id prefix, a path or
 * slug prefix. An exact match of a URL, id or path is the only one. STORE_OK
 * with one, STORE_AMBIGUOUS after several, STORE_NONE with none.
 */
int store_story_find(struct store *, const char *word, store_story_fn *,
    void *);

/* ---- versions --------------------------------------------------------- */

/*
 * A body as it came, packed: DEFLATE blocks (RFC 1951), whole and checked, as
 * of one gzip member without its head and its checks. They become part of the
 * capture as they are, so that the body need not be packed again.
 */
struct store_packed {
	const void *blocks;		/* NULL: pack the body */
	size_t nblocks;			/* bytes */
	uint64_t last, end;		/* bits of them: the last block */
	uint32_t crc32;			/* of the body */
};

/* One HTTP exchange as it went over the wire, to be kept as evidence. */
struct store_capture {
	const char *url;		/* requested */
	int64_t fetched;
	const char *ip;			/* peer address, or NULL */
	const void *request;		/* request line and headers */
	size_t nrequest;
	const void *response;		/* status line and headers */
	size_t nresponse;
	const void *body;		/* content-decoded bytes */
	size_t nbody;
	/* SHA-256 of the body in hexadecimal, where it is known; or NULL */
	const char *body_sha256;
	struct store_packed packed;	/* the body again, or zeros */
	/* lines "name: value" for the metadata record, or NULL */
	const char *metadata;
};

struct store_version {
	int64_t story;			/* key */
	int number;			/* from 1 */
	char commit[41];
	int64_t fetched, published, modified;
	const char *headline;		/* commit subject */
	const char *note;		/* one line: what was seen */
	const char *text;		/* story.md */
	size_t ntext;
	const char *extractor;
	int words, notes;
	char text_sha256[65];
	const char *capture;		/* "captures/2012-05/x.warc.gz <record id>" */
	int64_t seq;			/* place on main, from 1; stays for ever */
};

/*
 * One pass writes between begin and commit: captures are appended, versions
 * collected, rows changed; commit makes all of it durable in the order above,
 * together. Rollback forgets what was not committed.
 */
int store_begin(struct store *);
int store_commit(struct store *);
void store_rollback(struct store *);

/*
 * Outside of a pass each of the writing calls below is a pass of its own. After
 * a failed write inside a pass, store_commit fails with the same message.
 *
 * Adds a version with its capture. Without one (NULL), `v->capture` may name a
 * capture that is in the store already (a held one that was accepted), or be
 * NULL too (an import). `text_sha256`, `commit`, `number` and `seq` of `v` are
 * the store's to fill and are ignored. `slug` names the folder of a first
 * version (made safe by the store). STORE_SAME when the text equals the latest
 * version's: nothing is written.
 */
int store_version_add(struct store *, const struct store_version *v,
    const struct store_capture *, const char *slug);

typedef int store_version_fn(const struct store_version *, void *arg);

/*
 * Versions of a story, oldest first; text is NULL unless with_text. The text of
 * a version of the open pass can be read after commit.
 */
int store_versions(struct store *, int64_t story, int with_text,
    store_version_fn *, void *);
/* One version with its text; number -1 is the latest. STORE_NONE if absent. */
int store_version_get(struct store *, int64_t story, int number,
    store_version_fn *, void *);
/* Versions of all stories fetched in [since, until), oldest first. */
int store_versions_between(struct store *, int64_t since, int64_t until,
    store_version_fn *, void *);

/* Versions of all stories after a place on main, in that order. Unlike a time,
 * it misses nothing that a slow writer commits late. */
int store_versions_after(struct store *, int64_t seq, store_version_fn *,
    void *);

/*
 * History read again: what other eyes make of a version's capture. Strings are
 * as in store_version; times that are STORE_NO_TIME stay what they were.
 */
struct store_reading {
	const char *text;
	size_t ntext;
	const char *extractor, *headline, *note;
	int64_t published, modified;
	int words, notes;
};

/*
 * STORE_OK with *r filled, whose strings live until the next call; STORE_SAME
 * where the version stays as it is; a negative value gives up. v->text is NULL:
 * store_version_get has it. Only calls that read may be made from here.
 */
typedef int store_reading_fn(const struct store_version *v,
    struct store_reading *r, void *arg);

/*
 * Asks for a reading of every version in the order of main and writes main
 * again from the first that says something else. A version keeps its number,
 * place (seq), path, fetch time, capture and both dates of its commit; its text
 * may become that of the version before it, it stays a version. The former head
 * is kept as refs/reextract/<now>, with all it reaches.
 *
 * Exclusive, as a pass is. One reference moves, at the end: whatever kills the
 * process, history is the old one or the new one, whole, and the next writer
 * completes the catalog. STORE_SAME when no reading said anything else: then
 * nothing is written. *changed counts those that did.
 */
int store_reread(struct store *, int64_t now, store_reading_fn *, void *arg,
    int64_t *changed);

/*
 * The page said that it was modified at another time than before, and its text
 * was that of the version still.
 */
struct store_touch {
	int number;		/* the version */
	int times;		/* how often the time moved */
	int64_t first, last;	/* when that was seen */
	int64_t modified;	/* the time it says now */
};
/* STORE_SAME when that is the time it said before, or none was known. */
int store_touch_add(struct store *, int64_t story, int number,
    int64_t modified, int64_t now);
typedef int store_touch_fn(const struct store_touch *, void *arg);
/* Those of a story's versions, oldest first. */
int store_touches(struct store *, int64_t story, store_touch_fn *, void *);

struct store_hit {
	int64_t story;
	int number;
	const char *snippet;	/* with \1 before and \2 after a match */
};
typedef int store_hit_fn(const struct store_hit *, void *arg);
/*
 * Full text over all versions, best first: all words must be there, "several
 * words" in quotation marks as a phrase, word* as a beginning. STORE_NONE
 * without a hit.
 */
int store_search(struct store *, const char *words, int limit, store_hit_fn *,
    void *);

struct store_copy {
	int64_t story;		/* key of the other story */
	int shared, total;	/* of its sampled shingles, how many are shared */
};
typedef int store_copy_fn(const struct store_copy *, void *arg);
/*
 * Other stories whose latest version shares text with any version of this one
 * (its first and its latest 63), the likeliest copies first. They are
 * candidates: a sample of their three-word runs says so, and only reading both
 * texts says how much they share. Words that stand in more than 500 stories are
 * passed over. STORE_NONE without any.
 */
int store_copies(struct store *, int64_t story, int limit, store_copy_fn *,
    void *);

struct store_twin {
	int64_t story;
	int share;	/* percent of the text, about, that is in the other */
	int headline;	/* its latest headline is this one */
};
/* What a text shares with a story's latest version, also of the open pass.
 * STORE_NONE when it has none. */
int store_twin_of(struct store *, int64_t story, const char *headline,
    const char *text, size_t n, struct store_twin *);
typedef int store_twin_fn(const struct store_twin *, void *arg);
/* Some stories that may be the one a text is of, by an index: fast, and blind to
 * those that share little. Headlines are not looked at. */
int store_twins(struct store *, const char *text, size_t n, store_twin_fn *,
    void *);

/* ---- held captures ---------------------------------------------------- */

struct store_held {
	int64_t key;
	int64_t story;
	int64_t fetched;
	const char *verdict, *reason;
	const char *capture;
	char body_sha256[65];
	char text_sha256[65];	/* of what was read in it, or "" */
	int seen;		/* how often these bytes, or this text, came */
	int64_t last;		/* when they last did */
	int goes_on;		/* held: the look before was held, too */
	int run;		/* looks in a row that gave it */
	int64_t since;		/* the first of them */
};
typedef int store_held_fn(const struct store_held *, void *arg);

/*
 * Keeps a capture that is no version. Repeats of the same bytes, or of the same
 * text with the same verdict, are counted for a story, not kept again:
 * STORE_SAME.
 */
int store_hold(struct store *, const struct store_held *,
    const struct store_capture *);
/* How long a text has been held for a story, or texts for this same reason: key,
 * run, since. STORE_NONE when it is not. */
int store_held_run(struct store *, int64_t story, const char *text_sha256,
    const char *reason, struct store_held *);
int store_held_each(struct store *, store_held_fn *, void *);
int store_held_drop(struct store *, int64_t key);

struct store_silent {
	const char *url;
	int64_t since;			/* the first look in a row like this */
	const char *verdict, *reason;	/* of the latest */
};
typedef int store_silent_fn(const struct store_silent *, void *arg);
/* Stories that have versions, and whose address answers, but not with them. */
int store_silent_each(struct store *, store_silent_fn *, void *);
/* How many stories of a site (store_site_of) have answered since with what they
 * are. */
int store_site_answered(struct store *, const char *site, int64_t since,
    int64_t *n);
/*
 * The bytes of a capture's response (headers, then body), both malloc'd.
 * STORE_NONE when its record or file is not kept; store_error says which.
 */
int store_capture_read(struct store *, const char *capture, char **headers,
    char **body, size_t *nbody, char **url);

/* ---- feeds ------------------------------------------------------------ */

struct store_feed {
	const char *url;
	int64_t next, last;
	int failures;
	const char *why, *etag, *modified;
	char body_sha256[65];
};
typedef int store_feed_fn(const struct store_feed *, void *arg);
/* STORE_NONE when never polled. */
int store_feed_get(struct store *, const char *url, store_feed_fn *, void *);
int store_feed_put(struct store *, const struct store_feed *);
/* The stories that a feed found, and their pace, under its new name. */
int store_feed_rename(struct store *, const char *was, const char *name);

/* ---- hosts ------------------------------------------------------------ */

/* One that fails, or whose requests are counted; others have no row. */
struct store_host {
	const char *name;	/* "example.org", "example.org:8080" */
	int failures;		/* in a row */
	int64_t next;		/* left alone until then, else STORE_NO_TIME */
	int asked;		/* ... because the server asked for it */
	const char *why;	/* the last failure, or NULL */
	int64_t hour;		/* when the hour began in which ... */
	int64_t requests;	/* ... so many were made */
};
typedef int store_host_fn(const struct store_host *, void *arg);
/* STORE_NONE when nothing is known of it. */
int store_host_get(struct store *, const char *name, store_host_fn *, void *);
int store_host_each(struct store *, store_host_fn *, void *);
/* A row that says nothing any more goes. */
int store_host_put(struct store *, const struct store_host *);

/* A robots.txt, by "https://example.org". */
struct store_robots {
	const char *origin;
	int64_t tried;		/* last asked for */
	int64_t good;		/* last answered: then the copy held */
	int64_t failing;	/* since when it cannot be had, or never */
	int64_t next;		/* when it is asked for again */
	int status;		/* of the last answer, 0 without one */
	int delay;		/* Crawl-delay in seconds, 0 without one */
	const char *etag, *modified;
	const void *body;	/* the last good copy; NULL to put: as it was */
	size_t nbody;
};
typedef int store_robots_fn(const struct store_robots *, void *arg);
/* STORE_NONE when never asked for. */
int store_robots_get(struct store *, const char *origin, store_robots_fn *,
    void *);
int store_robots_put(struct store *, const struct store_robots *);
/* Drops what nobody asked about since. */
int store_hosts_forget(struct store *, int64_t before);

/* ---- derived results, outbox ------------------------------------------ */

/*
 * What a name's stories (a feed's, a site's) were seen to do: numbers of the
 * program's own, by cell. The store keeps them and knows nothing of them.
 */
struct store_pace {
	int cell;
	double changes, watched;
};
typedef int store_pace_fn(const struct store_pace *, void *arg);
int store_pace_each(struct store *, const char *name, store_pace_fn *, void *);
int store_pace_put(struct store *, const char *name, const struct store_pace *);

/*
 * A derived result, valid for one version of the rules ("name/version");
 * STORE_NONE if absent. Readers may put too: STORE_LOCKED while a pass is being
 * written, and nothing is lost by not caching.
 */
int store_derived_get(struct store *, int64_t story, int number,
    const char *rules, char **json);
int store_derived_put(struct store *, int64_t story, int number,
    const char *rules, const char *json);

/*
 * The outbox: mails, and what is given to hooks. A message is written with what
 * it covers in one transaction, sent, and marked; a message found unsent is
 * sent again under the same message id.
 */
enum store_way { STORE_MAIL, STORE_HOOK };

struct store_mail {
	int64_t key;
	enum store_way way;
	const char *to;		/* an address, or the name of a hook */
	const char *message_id;	/* no two have the same */
	const char *body;	/* the whole message, RFC 5322; a hook's JSON */
	size_t nbody;
	int64_t made, sent;
	int64_t next;		/* STORE_NO_TIME, unsent: given up until retried */
	int failures;
	int maybe;		/* an earlier try may have arrived */
	const char *why;	/* last failure, or NULL */
};
typedef int store_mail_fn(const struct store_mail *, void *arg);
/* How far a subscriber has been told. */
struct store_mark {
	int64_t when;		/* its last digest was made */
	int64_t seq;		/* of the last version looked at */
};
/* STORE_NONE (and *mark as it was) when there is none yet. */
int store_mark_get(struct store *, const char *subscriber,
    struct store_mark *);
/* Puts a mail and moves the mark, together. mail may be NULL: only the mark;
 * so may subscriber: only the mail. */
int store_mail_put(struct store *, const struct store_mail *,
    const char *subscriber, const struct store_mark *);
/* Those that failed least first, so that one that always fails holds up no
 * other; then mails before hooks, of which one may be slow and have many; then
 * by when they were due. */
int store_mail_due(struct store *, int64_t now, store_mail_fn *, void *);
int store_mail_each(struct store *, store_mail_fn *, void *);
int store_mail_get(struct store *, int64_t key, store_mail_fn *, void *);
/* A try begins; one that no store_mail_done ends is counted by _died, which a
 * run calls first: it may have arrived. */
int store_mail_trying(struct store *, int64_t key, int64_t now);
int store_mail_died(struct store *, int64_t now);
/* Outcome of one try: sent at `now` when why is NULL, and its body dropped; else
 * tried again at next, or (STORE_NO_TIME) when a person says so. */
int store_mail_done(struct store *, int64_t key, int64_t now, const char *why,
    int64_t next);
/* The try that failed may have arrived all the same. */
int store_mail_maybe(struct store *, int64_t key);
/* Due at `now`, whatever happened before; STORE_NONE when it is not unsent. */
int store_mail_retry(struct store *, int64_t key, int64_t now);
int store_mail_drop(struct store *, int64_t key);
/* Drops what was sent before, and threads that nothing came to since. */
int store_mail_forget(struct store *, int64_t sent, int64_t threads);

/* One who follows one story. */
struct store_follow {
	const char *to;
	int64_t story;
	int64_t since;
	int64_t seq;		/* told up to this place on main */
};
typedef int store_follow_fn(const struct store_follow *, void *arg);
/* STORE_SAME when that is so already: then nothing is changed. */
int store_follow_add(struct store *, const struct store_follow *);
int store_follow_told(struct store *, const char *to, int64_t story,
    int64_t seq);
/* STORE_NONE when there was none. */
int store_follow_drop(struct store *, const char *to, int64_t story);
int store_follow_each(struct store *, store_follow_fn *, void *);

/* The first and the last message about a story to someone. STORE_NONE. */
#define STORE_MESSAGE_ID 200
int store_thread_get(struct store *, const char *to, int64_t story,
    char first[STORE_MESSAGE_ID], char last[STORE_MESSAGE_ID]);
int store_thread_put(struct store *, const char *to, int64_t story,
    const char *message_id, int64_t now);

/* The place on main of the last version, 0 without any. */
int store_last_seq(struct store *, int64_t *seq);

/* ---- upkeep ----------------------------------------------------------- */

/* Rebuilds every row about versions and held captures from git and WARC. */
int store_reindex(struct store *, int64_t *versions);
/* Checks objects, history, digests and captures; reports each fault. */
typedef void store_fault_fn(const char *what, void *arg);
/* STORE_OK without a fault, STORE_NONE after some, negative when it cannot. */
int store_verify(struct store *, store_fault_fn *, void *);

/*
 * Keeps packs few: writes the versions of the newest ones again as one pack
 * when there are many, at most `budget` versions (0: without bound, and also
 * when there are few). STORE_NONE when nothing was due. Every store_commit does
 * this with a small budget; its failure is none of the commit's.
 */
int store_gc(struct store *, int64_t budget);

struct store_stats {
	int64_t stories, versions, held, due, outbox;
	int64_t archive_bytes, capture_bytes, catalog_bytes;
	int64_t last_pass;
};
int store_stats(struct store *, int64_t now, struct store_stats *);
/* Small values of the program's own ("last_pass"); NULL text is absence. */
int store_meta_put(struct store *, const char *name, const char *value);
int store_meta_get(struct store *, const char *name, char *out, size_t size);
/* Those whose names begin so, in the order of names; `name` is what follows. */
typedef int store_meta_fn(const char *name, const char *value, void *arg);
int store_meta_each(struct store *, const char *prefix, store_meta_fn *, void *);

#include "store/learned.h"

#endif
