/* What the files of tracker/poll share about one pass; inside it only. */
#ifndef TRACKER_POLL_PASS_H
#define TRACKER_POLL_PASS_H

#include "tracker/poll/budget.h"
#include "tracker/poll/errand.h"
#include "tracker/poll/learn.h"
#include "tracker/poll/poll.h"
#include "tracker/poll/rates.h"
#include "tracker/poll/schedule.h"
#include "tracker/extract/reread.h"
#include "tracker/extract/worker.h"

/* Seconds before its time that something is due: cron is not on the second, and
 * the next pass may be minutes away. */
#define PASS_EARLY 5

struct trouble {
	struct str host, what;
	int64_t count;
	struct str example;
};

/* A story that has its turn again when another has been looked at. */
struct wait {
	int64_t own, on;	/* keys */
};

struct pass {
	const struct conf *conf;
	struct store *store;
	const struct poll_options *options;
	struct poll_counts *counts;
	struct arena arena;	/* lives as long as the pass */
	struct fetch *fetch;
	struct workers *workers;
	struct hosts *hosts;
	size_t per_host;	/* transfers at once to one, without a gap */
	bool running;		/* errands go as soon as they may */
	bool early;		/* others will be sent when these are done */
	bool asked_robots;	/* some robots.txt was fetched */
	struct learner learner;
	struct rates rates;
	struct due *due;	/* stories, in the order of their worth */
	size_t ndue;		/* of them have a turn in this pass */
	struct wait *waits;
	size_t nwaits, waits_cap;
	bool again;		/* a turn came when all seemed done */
	struct job *jobs, *spare;	/* all that were made; those free */
	struct purse *purse;	/* the tracker's budget; NULL: no bound */
	int64_t now;		/* when the pass began: what is due counts from it */
	bool failed;		/* the store or curl did: the pass ends */
	struct error error;	/* of that failure */
	volatile int *halt;	/* nonzero: start nothing more */
	volatile int own_halt;
	int64_t done, total;	/* for the progress bar */
	bool alternating;	/* some story's versions take turns */
	int64_t uncommitted;	/* results since the last commit */
	struct trouble *troubles;
	size_t ntroubles, troubles_cap;
	int64_t untold;		/* troubles beyond those kept */
};

/* A story that waits for its turn: all there is of it in memory. */
struct due {
	struct turn turn;
	int64_t key;
	const struct conf_rule *rule;
	struct pace *pace;	/* of its feed or site */
	double worth;		/* of a look */
};

/* A story being fetched: its row, as it is when its turn comes. */
struct job {
	struct errand errand;
	struct store_story story;
	struct str cause;	/* of a failure in this pass */
	const struct conf_fetch *settings;
	const struct conf_rule *rule;
	const char *stopped;	/* why it is no longer watched, or NULL */
	struct pace *pace;	/* of its feed; NULL until first asked for */
	bool told;		/* its feed said that it changed */
	bool found;		/* a version later than the first, now */
	int holders;		/* its errand, and the worker that reads it */
	char *text;		/* the strings of `story` */
	size_t room;
	struct job *next, *spare;
};

/* A feed being fetched. */
struct feed_job {
	struct errand errand;
	const struct conf_feed *conf;
	struct str url;		/* of the feed, or of a sitemap under it */
	struct store_feed row;
	struct str cause;	/* of a failure in this pass */
	bool nested;
};

/* Reads the answer to a story's request, or takes down why there is none
 * (page.c). */
extern const struct errand_kind pass_page;
/* The same of a feed (discover.c). */
extern const struct errand_kind pass_feed;
/* Queues the stories that are due and worth it (due.c). */
void pass_queue_stories(struct pass *);
/* The errand of a story whose turn has come. */
struct errand *due_make(struct pass *, struct turn *);
/* One holder less: without any its memory is another's. */
void job_release(struct pass *, struct job *);
/* A turn for a story that has none in this pass. */
void due_again(struct pass *, int64_t key);
/* What became of all that was queued does not matter any more. */
void due_release(struct pass *);
/* Queues a feed; `nested` for a sitemap that an index named. */
void pass_feed_queue(struct pass *, const struct conf_feed *, struct str url,
    bool nested);
/* What it names becomes a story, once; a story that it says changed is due
 * (items.c). */
void pass_take_feed(struct pass *, struct feed_job *, const struct feed *);

/*
 * Gives a page to a worker; pass_read follows when its article is there, or
 * could not be had. The answer is copied (reading.c).
 */
void pass_read_page(struct pass *, struct job *, const struct fetch_result *);
/* The page as extraction takes it. */
struct extract_input pass_input(const struct fetch_result *,
    const struct extract_rule *);
/* What becomes of the article; NULL: not read, and why (page.c). */
void pass_read(struct pass *, struct job *, const struct fetch_result *,
    struct arena *, const struct article *, struct str why);
/* A feed, now, into the arena; -1: not read, and why. */
int pass_read_feed(struct pass *, struct feed *, struct arena *,
    const struct fetch_result *, struct str *why);
/* Captures read again, by the workers, too. */
struct recall_eyes pass_eyes(struct pass *);

/*
 * What state a story is in (state.c): by the last look that could tell, without
 * outages, walls and whether it is watched;
 */
enum store_state state_known(const struct store_story *);
/*
 * ... after a failure with this HTTP status (0: none), which is counted when it
 * says that the story is gone, and after an answer that is the story. Neither
 * takes back what was withdrawn; only a version does.
 */
enum store_state state_failed(struct store_story *, int status, int64_t now);
enum store_state state_answered(const struct store_story *);
/* ... and after a new version, which by itself makes it live or withdrawn. */
enum store_state state_of_version(enum store_state was, enum store_state now);
/* Is an address, in its canonical form, that of the story's front page? */
bool state_leads_to_front(struct str own, struct str to);
/* Does the answer lead away from the story: to a front page, or to what is
 * another story of ours? Then why, in the arena; else an empty text. `passing`:
 * it leads there for now only. */
struct str state_away(struct pass *, const struct store_story *, bool passing,
    const struct fetch_result *, struct arena *);

/* What the schedule knows of a story (page.c); of the job its story, cause,
 * settings and pace. */
struct schedule_input pass_schedule(struct pass *, struct job *);

/* The budgets (choose.c): the tracker's from the store; then, with those of the
 * hosts that were met, back. */
void pass_open_purse(struct pass *);
void pass_close_purses(struct pass *);
/* What a look at this address must be worth, 1 when budgets suffice. */
double pass_price(struct pass *, struct str url);
/* Sorts by worth and keeps what is to be fetched now, each with its turn's
 * `pay`; how many. */
size_t pass_choose(struct pass *, struct due *, size_t n);

/* Why a story is not watched that feeds.yaml does not name in any way. */
extern const char pass_unnamed[];
/* Why a story is due that its feed says changed. */
extern const char pass_told[];
/* How the reason begins when that was not so. */
#define PASS_IN_VAIN "its feed said that it changed, and it had not; "

/* A story or feed is done with, whatever came of it. */
void pass_step(struct pass *);

/* The hosts of a pass (host.c): made and freed; what they count is written, and
 * what is to be said of them at the end. */
struct hosts *hosts_new(void);
void hosts_free(struct hosts *);
void hosts_flush(struct pass *);
void hosts_end(struct pass *);

/* The store failed: keep its message, start nothing more. */
void pass_store_failed(struct pass *);
/* Something went wrong that went well before; collected by host and reason. */
void pass_trouble(struct pass *, struct str url, const char *what,
    struct str why);
void pass_say_troubles(struct pass *);

#endif
