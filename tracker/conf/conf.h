/*
 * conf - feeds.yaml: what is watched and how (feeds.yaml(5)).
 *
 * The keys are the rows of one table (keys.c), which the parser, `tracker
 * check` and the tests of the man page read. Every fault is found in one
 * reading, each with its file, line and column and what was meant.
 */
#ifndef TRACKER_CONF_CONF_H
#define TRACKER_CONF_CONF_H

#include <regex.h>

#include "tracker/base/arena.h"
#include "tracker/base/buf.h"
#include "tracker/base/msg.h"

/* Where a value stands; from 1. 0 where it is a default. */
struct conf_mark {
	size_t line, column;
};

struct conf_texts {
	struct str *item;
	struct conf_mark *mark;
	size_t n;
};

/* Selectors for pages where the general way fails. */
struct conf_rule {
	struct conf_texts body, headline, byline, drop;
};

#define FOREVER INT64_MAX

/* How a story is fetched; every level (defaults, feed, story) may say it. */
struct conf_fetch {
	int64_t every;		/* seconds: the shortest interval */
	int64_t longest;	/* seconds: the longest one */
	int64_t chance;		/* percent: how likely a loss calls for a look */
	int64_t delay;		/* seconds between requests to one host */
	int64_t watch;		/* key `for`: seconds without a change, or FOREVER */
	int64_t timeout;	/* seconds of one transfer */
	bool robots;		/* heed the site's robots.txt */
	char filler[7];		/* compared as bytes: none may be unset */
};

struct conf_feed {
	struct str name, url;
	struct conf_fetch fetch;
	struct str match;	/* extended regular expression on URLs, or empty */
	regex_t *match_re;	/* NULL when there is none */
	struct conf_rule *rule;	/* or NULL */
	struct conf_mark mark;
};

struct conf_story {
	struct str url;
	const struct conf_fetch *fetch;	/* its own, or the defaults */
	struct conf_rule *rule;
	struct conf_mark mark;
};

struct conf_mail {
	struct str server, from, user;
	struct str password_file, password_env;
	struct str ca_file;	/* PEM to trust, or empty: the system's */
	struct str sendmail;	/* command to use instead of a server, or empty */
	struct str unsubscribe;	/* a mailto: or https: URI, or empty */
	int64_t timeout;	/* seconds of one mail */
	bool starttls;		/* require it on smtp:// */
};

enum conf_when_kind { WHEN_AT_ONCE, WHEN_HOURLY, WHEN_DAILY, WHEN_WEEKLY };

struct conf_when {
	enum conf_when_kind kind;
	int minute;		/* of the hour, or of the day */
	int weekday;		/* 0 is Sunday */
};

/* Which changes someone wants. */
struct conf_want {
	struct conf_texts kinds;	/* none: all but first */
	struct conf_texts feeds;	/* none: all */
	struct conf_texts words;	/* none: all */
	int64_t severity;		/* the least */
};

struct conf_digest {
	struct str to;
	struct conf_when when;
	struct str zone;	/* of `when`; empty: UTC */
	struct conf_want want;
	bool trouble;		/* tell of dead hosts and parsers */
	bool all_well;		/* a line where there is nothing to tell */
	struct conf_mark mark;
};

/* A command or a server that is given each change. */
struct conf_hook {
	struct str name;
	struct str run;		/* for the shell; or empty */
	struct str url;		/* or empty */
	struct str secret_file, secret_env;
	struct str ca_file;
	int64_t timeout;	/* seconds */
	struct conf_want want;
	struct conf_mark mark;
};

struct conf {
	struct arena arena;
	struct str path;	/* of the file */
	struct str store;	/* folder */
	struct str agent;	/* User-Agent */
	struct str proxy;	/* or empty */
	bool allow_private;
	int64_t parallel;	/* transfers at once */
	int64_t per_host;	/* of them, to one host, when delay is 0 */
	int64_t per_host_hour;	/* requests to one host in an hour, 0: any */
	int64_t run;		/* seconds before a pass starts no new fetch */
	int64_t budget;		/* requests a day, or 0: no bound */
	int64_t host_budget;	/* the same for each host */
	struct conf_fetch defaults;
	struct conf_feed *feeds;
	size_t nfeeds;
	struct conf_story *stories;
	size_t nstories;
	const struct conf_story **by_url;	/* the stories, sorted */
	struct conf_mail mail;
	struct conf_digest *digests;
	size_t ndigests;
	struct conf_hook *hooks;
	size_t nhooks;

	uint64_t hash;		/* of the whole text */
	struct buf faults;	/* a line each, "file:line:column: ..." */
	size_t nfaults;
};

/*
 * Reads and checks. *out is always set and must be freed; its `faults` say what
 * is wrong. 0, or -1 when there is a fault.
 */
int conf_load(struct conf **out, const char *path);
/* The same from memory; `path` is for messages. */
int conf_parse(struct conf **out, const char *path, struct str text);
void conf_free(struct conf *);
/* One more fault, at a mark of this file. For checks other stages make. */
void conf_fault(struct conf *, struct conf_mark, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/* The feed of a name, or NULL. */
const struct conf_feed *conf_feed_of(const struct conf *, struct str name);
/* The story listed under this URL, as it is written there, or NULL. */
const struct conf_story *conf_story_of(const struct conf *, struct str url);
/* Bytes of mail.password-file or of the variable mail.password-env names; an
 * empty slice when neither is set. -1 with the error said. */
int conf_password(const struct conf *, struct arena *, struct str *out,
    struct error *);
/* The same of a hook's secret. */
int conf_secret(const struct conf_hook *, struct arena *, struct str *out,
    struct error *);
/* The hook of a name, or NULL. */
const struct conf_hook *conf_hook_of(const struct conf *, struct str name);

/* ---- the table of keys ------------------------------------------------- */

enum conf_type {
	CONF_TEXT, CONF_PATH, CONF_URL, CONF_FEED_URL, CONF_BOOL, CONF_INT,
	CONF_DURATION, CONF_DURATION_OR_FOREVER, CONF_REGEX, CONF_TEXTS,
	CONF_ADDRESS, CONF_WHEN, CONF_ZONE, CONF_SERVER, CONF_URI, CONF_NAME,
	CONF_FETCH, CONF_MAIL, CONF_RULE, CONF_FEEDS, CONF_STORIES,
	CONF_DIGESTS, CONF_HOOKS,
};

struct conf_key {
	const char *section;	/* "" for the top; else the key that opens it */
	const char *name;
	enum conf_type type;
	size_t offset;		/* in the section's struct */
	int64_t min, max;	/* of numbers and durations (seconds) */
	const char *preset;	/* default, as it would be written; NULL: none */
	const char *what;	/* one sentence for people */
};
extern const struct conf_key conf_keys[];	/* ended by a NULL name */
const char *conf_type_name(enum conf_type);

/* ---- edits by `add` and `remove` (edit.c) ------------------------------ */

/*
 * The text of feeds.yaml with one more story or feed, everything else as it
 * stood; or without the entry whose URL (or feed name) is given. 0, 1 when it is
 * there already (or was not there), -1 when the list is written in a form that a
 * program should not edit (the error says so).
 */
int conf_text_add(const char *path, struct str text, const char *list,
    struct str entry_url, struct str name, struct buf *out, struct error *);
int conf_text_remove(const char *path, struct str text, const char *list,
    struct str url_or_name, struct buf *out, struct error *);

/* The commented feeds.yaml that `tracker init` writes. */
extern const char conf_sample[];

#endif
