/*
 * What the store's unit tests share: an empty folder a test, a story made of a
 * few calls, and commands run on the result (git, to hold the archive against
 * what plain git makes of it).
 */
#ifndef TEST_STORE_H
#define TEST_STORE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "store/store.h"

#define T0 INT64_C(1338422400)		/* 2012-05-31T00:00:00Z */

struct box {
	char dir[64];
	struct store *st;
};

static inline int
box_setup(void **state)
{
	struct box *b = calloc(1, sizeof(*b));

	if (!b)
		return -1;
	snprintf(b->dir, sizeof(b->dir), "/tmp/test_store.XXXXXX");
	if (!mkdtemp(b->dir))
		return -1;
	*state = b;
	return store_open(&b->st, b->dir, STORE_CREATE);
}

static inline int
box_teardown(void **state)
{
	struct box *b = *state;
	char cmd[128];

	store_free(b->st);
	snprintf(cmd, sizeof(cmd), "rm -rf '%s'", b->dir);
	if (system(cmd))
		return -1;
	free(b);
	return 0;
}

static inline void
box_reopen(struct box *b, unsigned flags)
{
	store_free(b->st);
	if (store_open(&b->st, b->dir, flags))
		fail_msg("open: %s", store_error(b->st));
}

#define ok(b, call)                                                           \
	do {                                                                  \
		int rc_ = (call);                                             \
		if (rc_ != STORE_OK)                                          \
			fail_msg("%s: %d, %s", #call, rc_,                    \
			    store_error((b)->st));                            \
	} while (0)

static inline int64_t
add_story(struct box *b, const char *url)
{
	int64_t key = -1;
	int rc = store_story_add(b->st, url, "feed", T0, &key);

	if (rc != STORE_OK && rc != STORE_SAME)
		fail_msg("story: %s", store_error(b->st));
	return key;
}

static inline struct store_version
version_of(int64_t story, int64_t t, const char *headline, const char *text)
{
	return (struct store_version){ .story = story, .fetched = t,
		.published = T0, .modified = t, .headline = headline,
		.note = "first seen", .text = text, .ntext = strlen(text),
		.extractor = "rules/1", .words = 7, .notes = 1 };
}

static inline struct store_capture
capture_of(const char *url, int64_t t, const char *body)
{
	static const char request[] = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
	static const char response[] = "HTTP/2 200 \r\n"
	    "content-type: text/html\r\nContent-Encoding: gzip\r\n"
	    "Content-Length: 17\r\n\r\n";

	return (struct store_capture){ .url = url, .fetched = t,
		.ip = "192.0.2.1", .request = request,
		.nrequest = sizeof(request) - 1, .response = response,
		.nresponse = sizeof(response) - 1, .body = body,
		.nbody = strlen(body), .metadata = "fetchTimeMs: 12\n" };
}

/* Adds a version with a capture of the same text. */
static inline int
add_version(struct box *b, const char *url, int64_t t, const char *headline,
    const char *text)
{
	struct store_version v = version_of(add_story(b, url), t, headline,
	    text);
	struct store_capture c = capture_of(url, t, text);

	return store_version_add(b->st, &v, &c, "A Slug");
}

/* Runs a command in the store's folder; its output without the last newline. */
static inline char *
run(struct box *b, const char *cmd, char *out, size_t size)
{
	char line[2048];
	FILE *p;
	size_t n;

	snprintf(line, sizeof(line), "cd '%s' && %s", b->dir, cmd);
	p = popen(line, "r");
	assert_non_null(p);
	n = fread(out, 1, size - 1, p);
	out[n] = '\0';
	if (pclose(p))
		fail_msg("%s failed: %s", cmd, out);
	while (n && out[n - 1] == '\n')
		out[--n] = '\0';
	return out;
}

static inline void
print_fault(const char *what, void *arg)
{
	(void)arg;
	print_message("# fault: %s\n", what);
}

/* The store holds together, by its own word and by git's. */
static inline void
assert_sound(struct box *b)
{
	char out[4096];

	assert_int_equal(store_verify(b->st, print_fault, NULL), STORE_OK);
	run(b, "git -C archive.git fsck --strict --full 2>&1", out,
	    sizeof(out));
	assert_string_equal(out, "");
}

#endif
