/*
 * store_pass - what a poller does to a store, for the crash test.
 *
 *   store_pass DIR PASSES STORIES
 *
 * Opens the store for writing and runs passes from where the last run stopped:
 * in pass p each story k gets the text "story k, pass p" with a capture, and
 * one page is held. Prints "pass p" once a pass is acknowledged. A pass whose
 * versions were there already (git had them, the catalog not yet) writes
 * nothing and is acknowledged again. At the end the store is verified. Exit 0,
 * or 1 with the store's message.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/store.h"

#define T0 INT64_C(1338422400)

static int
number(const char *s)
{
	return (int)strtol(s, NULL, 10);
}

static void
padding(char *out, size_t n, int story)
{
	size_t i;
	unsigned x = (unsigned)story * 2654435761u + 1;

	for (i = 0; i + 1 < n; i++) {
		x = x * 1664525u + 1013904223u;
		out[i] = x >> 24 < 40 ? ' ' : (char)('a' + (x >> 16) % 26);
	}
	out[n - 1] = '\0';
}

static int
one_story(struct store *st, int story, int pass)
{
	char url[64], text[3000], pad[2000], headline[64];
	int64_t t = T0 + pass * 86400 / 4 + story, key;
	struct store_capture c = { .url = url, .fetched = t,
		.request = "GET / HTTP/1.1\r\n\r\n", .nrequest = 18,
		.response = "HTTP/1.1 200 OK\r\n\r\n", .nresponse = 19,
		.body = text };
	struct store_version v = { .fetched = t, .published = T0,
		.modified = STORE_NO_TIME, .headline = headline, .text = text,
		.extractor = "test/1", .note = "seen" };
	int rc;

	snprintf(url, sizeof(url), "https://h%d.example/%d", story % 5, story);
	snprintf(headline, sizeof(headline), "Story %d", story);
	padding(pad, sizeof(pad), story);
	snprintf(text, sizeof(text), "story %d, pass %d\n\n%s\n", story, pass,
	    pad);
	rc = store_story_add(st, url, "feed", T0, &key);
	if (rc < 0)
		return rc;
	v.story = key;
	v.ntext = c.nbody = strlen(text);
	return store_version_add(st, &v, &c, "a story");
}

static int
hold_page(struct store *st, int pass)
{
	char body[64];
	struct store_capture c = { .url = "https://h0.example/0",
		.fetched = T0 + pass, .response = "HTTP/1.1 403 No\r\n\r\n",
		.nresponse = 19, .body = body };
	struct store_held h = { .story = 1, .verdict = "wall",
		.reason = "a test" };

	snprintf(body, sizeof(body), "wall %d", pass);
	c.nbody = strlen(body);
	return store_hold(st, &h, &c);
}

static int
one_pass(struct store *st, int pass, int stories)
{
	int story, rc = store_begin(st);

	for (story = 0; rc >= 0 && story < stories; story++)
		rc = one_story(st, story, pass);
	if (rc >= 0)
		rc = hold_page(st, pass);
	if (rc >= 0)
		rc = store_commit(st);
	return rc;
}

static int
see_number(const struct store_version *v, void *arg)
{
	*(int *)arg = v->number;
	return 0;
}

static void
say_fault(const char *what, void *arg)
{
	(void)arg;
	fprintf(stderr, "store_pass: %s\n", what);
}

int
main(int argc, char **argv)
{
	struct store *st = NULL;
	int pass = 0, passes, rc;

	if (argc != 4)
		return 2;
	passes = number(argv[2]);
	rc = store_open(&st, argv[1], STORE_CREATE);
	if (rc == STORE_OK && store_version_get(st, 1, -1, see_number,
	    &pass) < 0)
		rc = STORE_ERROR;
	/* The last pass is tried again: what it wrote must be the same. */
	for (pass = pass ? pass : 1; rc >= 0 && pass <= passes; pass++) {
		rc = one_pass(st, pass, number(argv[3]));
		if (rc >= 0) {
			printf("pass %d\n", pass);
			fflush(stdout);
		}
	}
	if (rc >= 0 && store_verify(st, say_fault, NULL) != STORE_OK)
		rc = STORE_ERROR;
	if (rc < 0)
		fprintf(stderr, "store_pass: %s\n", store_error(st));
	store_free(st);
	return rc < 0;
}
