/*
 * fetch - many requests over one curl multi handle, politely.
 *
 * Conditional requests, compression, HTTP/2, redirects bounded and only to http
 * and https, ceilings of size and time, a gap per host, and no request to a
 * private address unless asked for. Requests are queued, then run; the answer
 * comes by callback, one at a time, in the order the network gives.
 */
#ifndef TRACKER_FETCH_FETCH_H
#define TRACKER_FETCH_FETCH_H

#include "tracker/base/arena.h"
#include "tracker/base/buf.h"
#include "tracker/base/msg.h"

struct fetch_options {
	struct str agent;
	struct str proxy;	/* or empty: none, whatever the environment says */
	bool allow_private;
	size_t parallel;	/* at once, over all hosts */
	size_t per_host;	/* at once to one host without a gap */
	int64_t run;		/* seconds; after them nothing new is started */
};

struct fetch_request {
	struct str url;
	struct str etag, modified;	/* validators, or empty */
	int64_t delay;			/* seconds between requests to the host */
	int64_t timeout;		/* seconds of this transfer */
	size_t max_bytes;		/* of the decoded body */
	void *tag;			/* the caller's */
};

enum fetch_outcome {
	FETCH_OK,		/* a body, whatever the status says */
	FETCH_UNCHANGED,	/* 304 */
	FETCH_FAILED,		/* no whole answer: `error` says why */
	FETCH_SKIPPED,		/* not tried: the run's time was over */
};

/* Valid during the callback only. */
struct fetch_result {
	enum fetch_outcome outcome;
	void *tag;
	int status;
	struct str url;			/* requested */
	struct str final_url;		/* after redirects */
	struct str body;
	struct str content_type;	/* media type, lower case, no parameters */
	struct str charset;		/* of Content-Type, or empty */
	struct str etag, modified;	/* as received, or empty */
	int64_t retry_after;		/* seconds from now, or 0 */
	struct str ip;
	struct str request_head, response_head;	/* as on the wire */
	struct str error;		/* one line, for FETCH_FAILED */
};
typedef void fetch_done_fn(const struct fetch_result *, void *arg);

struct fetch;

/* 0, or -1 with the error said. Options are copied. */
int fetch_new(struct fetch **out, const struct fetch_options *,
    struct error *);
void fetch_free(struct fetch *);
/* The request is copied. */
void fetch_add(struct fetch *, const struct fetch_request *);
/*
 * Runs until the queue is empty; the callback may add more. When *stop (may be
 * NULL) becomes nonzero nothing new is started and the rest is FETCH_SKIPPED.
 * -1 when curl itself failed.
 */
int fetch_run(struct fetch *, fetch_done_fn *, void *arg,
    volatile const int *stop, struct error *);

/* One page, now: what `extract URL` and `add` need. *result lives in the
 * arena. 0, or -1 with the error said (also for a status of 400 or more). */
int fetch_one(const struct fetch_options *, const struct fetch_request *,
    struct arena *, struct fetch_result *, struct error *);

#endif
