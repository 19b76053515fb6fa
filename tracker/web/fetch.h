/*
 * fetch - many requests over one curl multi handle, politely.
 *
 * Conditional requests, compression, HTTP/2, redirects bounded and only to http
 * and https, ceilings of size and time, a gap per host, and no request to a
 * private address unless asked for. Requests are queued, then run; the answer
 * comes by callback, one at a time, in the order the network gives. Whether a
 * request may be made at all (robots.txt, back-off) is the caller's to say.
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
	struct str url;			/* with a NUL after it */
	struct str host;		/* whose gap it is; empty: the URL's */
	struct str etag, modified;	/* validators, or empty */
	int64_t delay;			/* seconds between requests to the host */
	int64_t timeout;		/* seconds of this transfer */
	size_t max_bytes;		/* of the decoded body */
	bool cut;			/* what is more is left out, no failure */
	bool follow;			/* redirects, wherever they lead */
	void *tag;			/* the caller's */
};

enum fetch_outcome {
	FETCH_OK,		/* a body, whatever the status says */
	FETCH_UNCHANGED,	/* 304 */
	FETCH_MOVED,		/* a redirect not followed, to `final_url` */
	FETCH_FAILED,		/* no whole answer: `error` says why */
	FETCH_SKIPPED,		/* not tried: the run's time was over */
};

/* Whose failure it may be, for FETCH_FAILED. */
enum fetch_fault {
	FAULT_PAGE,		/* the host answers, with what cannot be used */
	FAULT_LINE,		/* silence or a cut: of the page or of the host */
	FAULT_HOST,		/* no connection: any page of it would fail */
};

/*
 * A body as it came, packed: the DEFLATE blocks of a gzip member, without its
 * head and its checks. Bits count from the first byte's lowest (RFC 1951, 3.1.1).
 */
struct fetch_packed {
	struct str blocks;		/* empty: it did not come so */
	uint64_t last, end;		/* bits: of the last block */
	uint32_t crc32;			/* of the body */
};

/* Valid during the callback only. */
struct fetch_result {
	enum fetch_outcome outcome;
	void *tag;
	int status;
	struct str url;			/* requested */
	struct str final_url;		/* after redirects */
	struct str body;
	struct fetch_packed packed;	/* the body again, as it came */
	/* in hexadecimal; NULL, for who takes the answer to fill */
	const char *body_sha256;
	struct str content_type;	/* media type, lower case, no parameters */
	struct str charset;		/* of Content-Type, or empty */
	struct str etag, modified;	/* as received, or empty */
	int64_t retry_after;		/* seconds from now, or 0 */
	struct str ip;
	struct str request_head, response_head;	/* as on the wire */
	struct str error;		/* one line, for FETCH_FAILED */
	enum fetch_fault fault;
};
typedef void fetch_done_fn(const struct fetch_result *, void *arg);

struct fetch;

/* 0, or -1 with the error said. Options are copied. */
int fetch_new(struct fetch **out, const struct fetch_options *,
    struct error *);
void fetch_free(struct fetch *);
/* The request is copied; its strings stay the caller's until the answer. */
void fetch_add(struct fetch *, const struct fetch_request *);
/*
 * Runs until the queue is empty; the callback may add more. When *stop (may be
 * NULL) becomes nonzero nothing new is started and the rest is FETCH_SKIPPED.
 * -1 when curl itself failed.
 */
int fetch_run(struct fetch *, fetch_done_fn *, void *arg,
    volatile const int *stop, struct error *);

/* Is the time of the run over, or was it stopped? Then nothing is started. */
bool fetch_over(const struct fetch *);

/* Seconds from `now` that a Retry-After asks for, as a number or as a date; 0
 * when it is neither (RFC 9110, 10.2.3). */
int64_t fetch_retry_after(struct str value, int64_t now);

/* One page, now: what `extract URL` and `add` need. *result lives in the
 * arena. 0, or -1 with the error said (also for a status of 400 or more). */
int fetch_one(const struct fetch_options *, const struct fetch_request *,
    struct arena *, struct fetch_result *, struct error *);

#endif
