/* One transfer: an easy handle, what it may receive, what came. Inside
 * tracker/web only. */
#ifndef TRACKER_FETCH_TRANSFER_H
#define TRACKER_FETCH_TRANSFER_H

#include <curl/curl.h>

#include "tracker/web/coding.h"
#include "tracker/web/queue.h"

struct transfer {
	struct transfer *next;		/* in the list of idle ones */
	const struct fetch_options *options;
	CURL *easy;
	struct curl_slist *headers;
	struct waiting *waiting;	/* what is being fetched, or NULL */
	struct buf body, head, sent;
	struct coding coding;		/* of the body */
	char why[CURL_ERROR_SIZE];
	const char *refused;		/* our own reason to end it, or NULL */
	bool cut;			/* all of the body that is wanted is there */
	char content_type[128], charset[64];
};

/* NULL when curl gives no handle. */
struct transfer *transfer_new(const struct fetch_options *);
void transfer_free(struct transfer *);
/* Sets the handle up for a request; the caller adds it to the multi. */
void transfer_start(struct transfer *, struct waiting *);
/* What came; slices point into the transfer. */
void transfer_result(struct transfer *, CURLcode, struct fetch_result *);
/* Ready for another request. */
void transfer_clear(struct transfer *);

#endif
