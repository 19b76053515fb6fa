/*
 * store_write - the store's side of bench-store.
 *
 *   store_write write DIR LIST BATCH   adds the versions of LIST, BATCH a pass
 *   store_write log DIR URL            the versions of a story, newest last
 *   store_write gc DIR                 what upkeep a pass does
 *   store_write fill DIR VERSIONS STORIES BATCH   short texts made here
 *
 * LIST has a line a version: url, time, headline, offset and length, separated
 * by tabs; LIST.texts holds the texts one after another.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "store/store.h"

struct line {
	char url[512], headline[512];
	long long time, offset, length;
};

static int
line_read(FILE *list, struct line *l)
{
	char text[2048];

	return fgets(text, sizeof(text), list) &&
	    sscanf(text, "%511[^\t]\t%lld\t%511[^\t]\t%lld\t%lld", l->url,
	    &l->time, l->headline, &l->offset, &l->length) == 5;
}

static int
line_add(struct store *st, const struct line *l, const char *texts)
{
	struct store_version v = { .fetched = l->time,
		.published = STORE_NO_TIME, .modified = STORE_NO_TIME,
		.headline = l->headline, .note = "seen in the feed",
		.text = texts + l->offset, .ntext = (size_t)l->length,
		.extractor = "bench/1", .words = 600 };
	int rc = store_story_add(st, l->url, "bench", l->time, &v.story);

	return rc < 0 ? rc : store_version_add(st, &v, NULL, "a-story");
}

static int
write_list(struct store *st, FILE *list, const char *texts, int batch)
{
	struct line l;
	int n = 0, rc = store_begin(st);

	while (rc >= 0 && line_read(list, &l)) {
		rc = line_add(st, &l, texts);
		if (rc >= 0 && ++n % batch == 0 && !(rc = store_commit(st)))
			rc = store_begin(st);
	}
	return rc < 0 ? rc : store_commit(st);
}

static int
do_write(struct store *st, const char *path, int batch)
{
	char texts_path[1024];
	FILE *list = fopen(path, "r");
	struct stat s;
	void *texts;
	int fd, rc;

	snprintf(texts_path, sizeof(texts_path), "%s.texts", path);
	fd = open(texts_path, O_RDONLY);
	if (!list || fd < 0 || fstat(fd, &s))
		return -1;
	texts = mmap(NULL, (size_t)s.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (texts == MAP_FAILED)
		return -1;
	rc = write_list(st, list, texts, batch);
	munmap(texts, (size_t)s.st_size);
	close(fd);
	fclose(list);
	return rc;
}

/* Short texts of which a version changes one number, stories in turn. */
static int
fill_one(struct store *st, long long i, long long stories)
{
	char text[512], headline[64];
	struct line l = { .time = 1338422400 + i * 30, .offset = 0 };
	long long story = i % stories;

	snprintf(l.url, sizeof(l.url), "https://site%lld.example/news/%lld",
	    story % 40, story);
	snprintf(headline, sizeof(headline), "Story number %lld", story);
	memcpy(l.headline, headline, sizeof(headline));
	l.length = snprintf(text, sizeof(text), "---\nheadline: \"%s\"\n---\n\n"
	    "In town %llx the %llu residents were told of it on day %lld.\n\n"
	    "A second paragraph stands as it was, with %llx in it.\n",
	    headline, (unsigned long long)story * 2654435761u,
	    (unsigned long long)i * 40503u % 65521, i / 2880,
	    (unsigned long long)story * 40503u);
	return line_add(st, &l, text);
}

static int
do_fill(struct store *st, long long n, long long stories, int batch)
{
	long long i;
	int rc = store_begin(st);

	for (i = 0; rc >= 0 && i < n; i++) {
		rc = fill_one(st, i, stories);
		if (rc >= 0 && (i + 1) % batch == 0 && !(rc = store_commit(st)))
			rc = store_begin(st);
	}
	return rc < 0 ? rc : store_commit(st);
}

static int
show(const struct store_version *v, void *arg)
{
	(void)arg;
	printf("%d %s %lld %s\n", v->number, v->commit, (long long)v->fetched,
	    v->headline);
	return 0;
}

static int
log_story(const struct store_story *s, void *arg)
{
	return store_versions(arg, s->key, 0, show, NULL);
}

int
main(int argc, char **argv)
{
	struct store *st = NULL;
	int rc, writes = argc > 1 && strcmp(argv[1], "log") != 0;

	if (argc < 3)
		return 2;
	rc = store_open(&st, argv[2], writes ? STORE_CREATE : 0);
	if (rc == STORE_OK && argc == 6)
		rc = do_fill(st, strtoll(argv[3], NULL, 10),
		    strtoll(argv[4], NULL, 10), (int)strtol(argv[5], NULL, 10));
	else if (rc == STORE_OK && argc == 5)
		rc = do_write(st, argv[3], (int)strtol(argv[4], NULL, 10));
	else if (rc == STORE_OK && argc == 4)
		rc = store_story_find(st, argv[3], log_story, st);
	else if (rc == STORE_OK)
		rc = store_gc(st, 0);
	if (rc < 0)
		fprintf(stderr, "store_write: %s\n", store_error(st));
	store_free(st);
	return rc < 0;
}
