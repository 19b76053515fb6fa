/*
 * Writing JSON (RFC 8259), one object a line, straight into a buffer: the
 * output of a million edits should not pass through a tree. (Reading JSON is
 * jansson's, in tracker/extract.) Keys are literals of ours; text is escaped
 * and bad UTF-8 becomes U+FFFD.
 */
#ifndef TRACKER_BASE_JSON_H
#define TRACKER_BASE_JSON_H

#include "tracker/base/buf.h"

struct json {
	struct buf *out;
	bool comma;	/* a value stands before the next one */
};

void json_init(struct json *, struct buf *out);
/* `key` is NULL inside an array and at the top. */
void json_open(struct json *, const char *key, char bracket); /* '{' or '[' */
void json_close(struct json *, char bracket);		      /* '}' or ']' */
void json_str(struct json *, const char *key, struct str);
void json_strz(struct json *, const char *key, const char *); /* NULL: null */
void json_int(struct json *, const char *key, int64_t);
void json_bool(struct json *, const char *key, bool);
void json_num(struct json *, const char *key, double);	/* two decimals */
void json_none(struct json *, const char *key);
/* RFC 3339, or null for TIME_NONE. */
void json_time(struct json *, const char *key, int64_t);
/* Ends the line of a whole object. */
void json_end(struct json *);

#endif
