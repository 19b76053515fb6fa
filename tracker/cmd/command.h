/*
 * What commands stand on. A command is one file in tracker/cmd that defines one
 * `const struct command`; tracker/table.c lists them. The row says what the
 * command needs; main opens that before and closes it after.
 */
#ifndef TRACKER_APP_COMMAND_H
#define TRACKER_APP_COMMAND_H

#include "store/store.h"
#include "tracker/base/arena.h"
#include "tracker/base/buf.h"
#include "tracker/base/msg.h"
#include "tracker/conf/conf.h"

enum need {
	NEED_CONF = 1 << 0,	/* feeds.yaml, right and loaded */
	NEED_STORE = 1 << 1,	/* the store, for reading */
	NEED_LOCK = 1 << 2,	/* the store, for writing; made when missing */
};

/* What a run of the program holds; main fills it. */
struct app {
	const char *conf_path;	/* -c, or the one found; NULL when there is none */
	const char *store_dir;	/* -C, else of the configuration */
	struct conf *conf;	/* NEED_CONF; else NULL unless one was found */
	struct store *store;	/* NEED_STORE, NEED_LOCK */
	bool color;		/* for what goes to standard output */
	bool pager;		/* may page */
	int patience;		/* seconds to wait for another writer */
	const volatile int *stop;	/* nonzero ends that wait; or NULL */
	bool no_rules;		/* feeds.yaml was looked for and is of no use */
	struct arena arena;	/* lives as long as the run */
};

struct command {
	const char *name;
	const char *usage;	/* after the name, as in the man page's synopsis */
	const char *what;	/* one line */
	unsigned needs;
	/* An exit code, or -1 when the arguments do not fit the usage. */
	int (*run)(struct app *, int argc, char **argv);
};

/* All commands, ended by NULL. */
extern const struct command *const commands[];

/* One line of usage on standard error; returns EXIT_USAGE. */
int usage(const struct command *);

/*
 * Options of a command: getopt_long with the usual handling of errors. Returns
 * the option's letter (or value), -1 at the end, '?' after saying what is wrong.
 */
struct option;
int command_option(int argc, char **argv, const char *letters,
    const struct option *longs);

/* ---- output (output.c) ------------------------------------------------ */

/*
 * Bytes to standard output, through the pager where one is wanted. Failure is
 * remembered; output_finish flushes and says EXIT_OUTPUT when anything was lost.
 */
void output(struct app *, struct str);
/* Sends what the buffer holds and empties it. */
void output_buf(struct app *, struct buf *);
/* From here on the output is for reading: through $PAGER on a terminal. */
void output_page(struct app *);
/* Columns of the terminal it is read on, 40 to `most`; 0 when there is none. */
int output_width(int most);
int output_finish(struct app *, int code);

/* ---- what several commands share (setup.c, story.c, eyes.c) ----------- */

/* Loads feeds.yaml, checks it whole and says each fault. 0, or an exit code. */
int app_load_conf(struct app *);
/* Is there a feeds.yaml to load? Needed where one is welcome, not required. */
bool app_has_conf(struct app *);
int app_open_store(struct app *, unsigned flags);

/*
 * The one story a word names; "@N" after it is a version number (*number, or 0
 * when absent; -1 is the latest). Says what is wrong: none, or the candidates.
 * 0, or an exit code. The row lives in the app's arena.
 */
int app_story(struct app *, const char *word, struct store_story *out,
    int *number);
/* A copy of a row whose strings live in the arena. */
struct store_story story_copy(struct arena *, const struct store_story *);
/*
 * What captures are read again with: the site rules of feeds.yaml, of the one
 * that is loaded, else of the one that is found when they are first needed.
 */
struct history_eyes;
const struct history_eyes *app_eyes(struct app *);
/* "2026-05-01", RFC 3339, or an age such as "7d" before now; 0, or EXIT_USAGE
 * after saying so. */
int app_time(const char *word, int64_t *out);

#endif
