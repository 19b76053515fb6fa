/*
 * store_reread - history read again by other eyes, for the crash test.
 *
 *   store_reread DIR
 *
 * Opens the store that store_pass made and lets "test/2" read what "test/1"
 * read: each text gets an ending, but for every third version, which says what
 * the first one said. Prints "done" once the new history is acknowledged, or
 * was there already. At the end the store is verified. Exit 0, or 1 with the
 * store's message.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/store.h"

#define NOW INT64_C(1400000000)

struct eyes {
	struct store *st;
	char text[4096];
};

static int
take_text(const struct store_version *v, void *arg)
{
	struct eyes *e = arg;
	int n = v->ntext < 4000 ? (int)v->ntext : 4000;

	snprintf(e->text, sizeof(e->text), "%.*sand more\n", n, v->text);
	return 0;
}

static int
look(const struct store_version *v, struct store_reading *r, void *arg)
{
	struct eyes *e = arg;
	int rc;

	if (strcmp(v->extractor, "test/2") == 0)
		return STORE_SAME;
	rc = store_version_get(e->st, v->story, v->number % 3 ? v->number : 1,
	    take_text, e);
	if (rc)
		return rc < 0 ? rc : STORE_ERROR;
	*r = (struct store_reading){ .text = e->text,
		.ntext = strlen(e->text), .extractor = "test/2",
		.headline = v->headline, .note = "seen again",
		.published = STORE_NO_TIME, .modified = STORE_NO_TIME };
	return STORE_OK;
}

static void
say_fault(const char *what, void *arg)
{
	(void)arg;
	fprintf(stderr, "store_reread: %s\n", what);
}

int
main(int argc, char **argv)
{
	struct eyes e = { NULL, "" };
	int64_t changed;
	int rc;

	if (argc != 2)
		return 2;
	rc = store_open(&e.st, argv[1], STORE_WRITE);
	if (rc == STORE_OK)
		rc = store_reread(e.st, NOW, look, &e, &changed);
	if (rc >= 0) {
		printf("done\n");
		fflush(stdout);
	}
	if (rc >= 0 && store_verify(e.st, say_fault, NULL) != STORE_OK)
		rc = STORE_ERROR;
	if (rc < 0)
		fprintf(stderr, "store_reread: %s\n", store_error(e.st));
	store_free(e.st);
	return rc < 0;
}
