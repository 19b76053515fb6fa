/*
 * A store with so many stories, each of two versions, the second seen within
 * the last day: usage: digest_made STORE STORIES. Some changes carry a note.
 */
#include <stdio.h>
#include <stdlib.h>

#include "store/store.h"
#include "tests/bench/copies.h"
#include "tracker/base/limits.h"
#include "tracker/base/msg.h"

#define T0 INT64_C(1741771800)	/* 2025-03-12T09:30:00Z */
#define DAY 86400
#define BATCH 500

static void
ok(struct store *st, int rc)
{
	if (rc < 0)
		die(EXIT_NO, "%s", store_error(st));
}

/* Every tenth change has a note that says which word was wrong. */
static void
add_note(struct buf *text, unsigned i)
{
	if (i % 10 == 0)
		buf_addz(text, "\nCorrection: An earlier version of this story "
		    "misstated the number of boats. There were 12, not 9.\n");
	buf_addf(text, "\nThe fee is %u crowns a day, the harbour master said "
	    "on Wednesday.\n", 60 + i % 7);
}

static void
write_one(struct store *st, unsigned i, int version)
{
	struct dice d = { i * 2654435761u + 1 };
	char url[100], slug[40], headline[100];
	struct store_version v = { .extractor = "bench/1", .words = 400 };
	struct arena a;
	struct made m;
	struct buf text;

	arena_init(&a);
	buf_init(&text, LIMIT_TEXT_BYTES);
	make_story(&m, &a, &d, i);
	if (version > 1)
		edit_mixed(&m, &a, &d, 0.02);
	made_format(&m, &a, &text);
	if (version > 1)
		add_note(&text, i);
	snprintf(url, sizeof(url), "https://news%u.example/2025/report-%u",
	    i % 50, i);
	snprintf(slug, sizeof(slug), "report-%u", i);
	snprintf(headline, sizeof(headline), "Report on event %u", i);
	v.fetched = version == 1 ? T0 - 9 * DAY : T0 - DAY + i % DAY;
	v.published = v.modified = STORE_NO_TIME;
	v.headline = headline;
	v.note = "seen";
	v.text = buf_z(&text);
	v.ntext = text.n;
	ok(st, store_story_add(st, url, i % 2 ? "world" : "city", v.fetched,
	    &v.story));
	ok(st, store_version_add(st, &v, NULL, slug));
	buf_release(&text);
	arena_release(&a);
}

int
main(int argc, char **argv)
{
	unsigned n = argc == 3 ? (unsigned)strtoul(argv[2], NULL, 10) : 0;
	struct store *st;

	if (n == 0)
		die(EXIT_USAGE, "usage: digest_made STORE STORIES");
	if (store_open(&st, argv[1], STORE_WRITE | STORE_CREATE) < 0)
		die(EXIT_NO, "%s", store_error(st));
	for (int version = 1; version <= 2; version++)
		for (unsigned i = 0; i < n; i++) {
			if (i % BATCH == 0)
				ok(st, store_begin(st));
			write_one(st, i, version);
			if (i % BATCH == BATCH - 1 || i + 1 == n)
				ok(st, store_commit(st));
		}
	store_free(st);
	return 0;
}
