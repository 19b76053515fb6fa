/*
 * copies_bench - planted copies found again, and how long a search takes.
 *
 *   copies_bench planted DIR STORIES   in a store made at DIR
 *   copies_bench again DIR STORIES     the same searches in such a store
 *   copies_bench list DIR FILE         FILE has a story a line: a name, a tab,
 *                                      paragraphs with \x1f between them; says
 *                                      "name other share" for each copy found
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "store/store.h"
#include "tests/bench/copies.h"
#include "tracker/extract/article.h"
#include "tracker/base/file.h"
#include "tracker/base/limits.h"
#include "tracker/report/history.h"

#define EACH 200	/* copies planted of a kind */
#define A_PASS 2000	/* stories written together */
#define AN_EVENT 50	/* reports on one event */
#define T0 INT64_C(1741766400)

static const struct {
	const char *name;
	void (*edit)(struct made *, struct arena *, struct dice *, double);
	double part;
} kinds[] = {
	{ "10 % edited", edit_mixed, .1 }, { "30 % edited", edit_mixed, .3 },
	{ "50 % edited", edit_mixed, .5 },
	{ "10 % of words replaced", edit_words, .1 },
	{ "30 % of words replaced", edit_words, .3 },
	{ "50 % of words replaced", edit_words, .5 },
};
#define KINDS (sizeof(kinds) / sizeof(kinds[0]))

static double
seconds(clockid_t clock)
{
	struct timespec t;

	clock_gettime(clock, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void
failed(struct store *st)
{
	die(EXIT_NO, "%s", store_error(st));
}

/* ---- a store ------------------------------------------------------------ */

struct filler {
	struct store *store;
	int64_t n;
};

static void
put(struct filler *f, struct str text)
{
	struct store_version v = { .fetched = T0 + f->n, .published = T0,
		.modified = STORE_NO_TIME, .headline = "A report",
		.note = "first seen", .text = text.p, .ntext = text.n,
		.extractor = "bench/1", .words = 400 };
	char url[80];

	if (f->n % A_PASS == 0 && f->n > 0 && store_commit(f->store) < 0)
		failed(f->store);
	if (f->n % A_PASS == 0 && store_begin(f->store) < 0)
		failed(f->store);
	f->n++;
	snprintf(url, sizeof(url), "https://host%d.example/%d",
	    (int)(f->n % 97), (int)f->n);
	if (store_story_add(f->store, url, "bench", T0, &v.story) < 0 ||
	    store_version_add(f->store, &v, NULL, "a-report") < 0)
		failed(f->store);
}

static void
put_made(struct filler *f, const struct made *m, struct arena *a)
{
	struct buf b;

	buf_init(&b, MIB);
	made_format(m, a, &b);
	put(f, buf_str(&b));
	buf_release(&b);
}

/* ---- a search ----------------------------------------------------------- */

struct asked {
	struct store *store;
	struct arena *arena;
	struct report report;
	bool failed;
};

static int
ask_one(const struct store_story *s, void *arg)
{
	struct asked *q = arg;
	struct error e;

	q->failed = history_load(&q->report, q->arena, q->store, NULL, s,
	    &e) < 0 || history_copies(&q->report, q->arena, q->store, s, &e) < 0;
	return 0;
}

/* As the clock on the wall has it, and of this program's own time. */
struct took {
	double wall, cpu;
};

static struct took
took_since(struct took from)
{
	return (struct took){ seconds(CLOCK_MONOTONIC) - from.wall,
		seconds(CLOCK_PROCESS_CPUTIME_ID) - from.cpu };
}

static struct took
ask(struct asked *q, int64_t story)
{
	struct took from = took_since((struct took){ 0, 0 });

	arena_clear(q->arena);
	if (store_story_by_key(q->store, story, ask_one, q) != STORE_OK ||
	    q->failed)
		failed(q->store);
	return took_since(from);
}

/* The number at the end of a URL is the story's key. */
static int64_t
key_of(struct str url)
{
	return strtoll(strrchr(url.p, '/') + 1, NULL, 10);
}

/* ---- planted copies ----------------------------------------------------- */

/* Story k of the first KINDS * EACH has a copy: as many after all the others. */
static void
fill(struct store *st, int64_t stories)
{
	struct filler f = { .store = st };
	struct arena arena;
	struct dice d;
	struct made m;
	struct took from = took_since((struct took){ 0, 0 });

	arena_init(&arena);
	for (int64_t i = 0; i < stories; i++) {
		d.state = (uint64_t)i << 20;
		make_story(&m, &arena, &d, (unsigned)(i / AN_EVENT));
		put_made(&f, &m, &arena);
		arena_clear(&arena);
	}
	for (int64_t i = 0; i < (int64_t)(KINDS * EACH); i++) {
		/* originals are spread over the events */
		d.state = (uint64_t)(i * 37 % stories) << 20;
		make_story(&m, &arena, &d,
		    (unsigned)(i * 37 % stories / AN_EVENT));
		kinds[i / EACH].edit(&m, &arena, &d, kinds[i / EACH].part);
		put_made(&f, &m, &arena);
		arena_clear(&arena);
	}
	if (store_commit(st) < 0)
		failed(st);
	arena_release(&arena);
	printf("%lld stories written in %.0f s\n", (long long)f.n,
	    took_since(from).wall);
}

static int
by_wall(const void *a, const void *b)
{
	double x = ((const struct took *)a)->wall;
	double y = ((const struct took *)b)->wall;

	return (x > y) - (x < y);
}

static int
count(const struct store_copy *c, void *arg)
{
	(void)c;
	++*(int *)arg;
	return 0;
}

static void
search_kind(struct asked *q, size_t kind, int64_t stories,
    struct took *times)
{
	size_t found = 0, told = 0;
	int64_t i, copy;

	for (size_t k = 0; k < EACH; k++) {
		i = (int64_t)(kind * EACH + k);
		copy = stories + i + 1;
		*times++ = ask(q, i * 37 % stories + 1);
		told += q->report.ncopies;
		for (size_t c = 0; c < q->report.ncopies; c++)
			found += key_of(q->report.copies[c].url) == copy;
	}
	printf("%-24s recall %5.1f %%  precision %5.1f %%  (%zu of %d found, "
	    "%zu told)\n", kinds[kind].name, 100.0 * (double)found / EACH,
	    told > 0 ? 100.0 * (double)found / (double)told : 100.0, found,
	    EACH, told);
}

static void
planted(struct store *st, int64_t stories)
{
	static struct took times[KINDS * EACH];
	const size_t all = KINDS * EACH;
	struct arena arena;
	struct asked q = { .store = st, .arena = &arena };
	struct took from;
	double cpu = 0;
	int n = 0;

	arena_init(&arena);
	for (size_t k = 0; k < KINDS; k++)
		search_kind(&q, k, stories, times + k * EACH);
	for (size_t i = 0; i < all; i++)
		cpu += times[i].cpu;
	qsort(times, all, sizeof(*times), by_wall);
	printf("a search, report and all: %.0f ms of CPU; by the clock "
	    "half under %.0f ms, 99 of 100 under %.0f, the slowest %.0f\n",
	    cpu * 1e3 / (double)all, times[all / 2].wall * 1e3,
	    times[all * 99 / 100].wall * 1e3, times[all - 1].wall * 1e3);
	from = took_since((struct took){ 0, 0 });
	for (int i = 1; i <= 20; i++)
		if (store_copies(st, i, LIMIT_COPY_CANDIDATES, count, &n) < 0)
			failed(st);
	printf("of it the candidates: %.0f ms of CPU, %d each\n",
	    took_since(from).cpu * 1e3 / 20, n / 20);
	arena_release(&arena);
}

/* ---- a list ------------------------------------------------------------- */

static void
put_line(struct filler *f, struct arena *a, struct str paragraphs)
{
	struct article art;
	struct buf b;
	size_t cap = 0, n;

	article_init(&art);
	art.url = STR("https://a.example/");
	art.headline = STR("A report");
	while (paragraphs.n > 0) {
		for (n = 0; n < paragraphs.n && paragraphs.p[n] != '\x1f';)
			n++;
		art.blocks = arena_grow(a, art.blocks, art.nblocks, &cap,
		    sizeof(*art.blocks));
		art.blocks[art.nblocks++] = (struct block){ BLOCK_PARAGRAPH,
			str_sub(paragraphs, 0, n) };
		paragraphs = str_from(paragraphs, n + (n < paragraphs.n));
	}
	buf_init(&b, 4 * MIB);
	article_format(&art, &b);
	put(f, buf_str(&b));
	buf_release(&b);
}

static void
list(struct store *st, const char *path)
{
	struct filler f = { .store = st };
	struct arena arena, names;
	struct asked q = { .store = st, .arena = &arena };
	struct str rest, line, *name = NULL;
	struct buf file;
	struct error e;
	size_t cap = 0, n = 0;
	ptrdiff_t end, tab;

	arena_init(&arena);
	arena_init(&names);
	buf_init(&file, LIMIT_FILE_BYTES);
	if (file_read(path, &file, &e) < 0)
		die(EXIT_NO, "%s", e.text);
	rest = buf_str(&file);
	while ((end = str_find(rest, STR("\n"))) >= 0) {
		line = str_sub(rest, 0, (size_t)end);
		rest = str_from(rest, (size_t)end + 1);
		tab = str_find(line, STR("\t"));
		if (tab < 0)
			continue;
		name = arena_grow(&names, name, n, &cap, sizeof(*name));
		name[n++] = str_sub(line, 0, (size_t)tab);
		put_line(&f, &arena, str_from(line, (size_t)tab + 1));
	}
	if (store_commit(st) < 0)
		failed(st);
	for (size_t i = 0; i < n; i++) {
		ask(&q, (int64_t)i + 1);
		for (size_t c = 0; c < q.report.ncopies; c++) {
			const struct report_copy *r = &q.report.copies[c];

			line = name[key_of(r->url) - 1];
			printf("%.*s %.*s %.2f\n", STR_FMT(name[i]),
			    STR_FMT(line), r->share);
		}
	}
	buf_release(&file);
	arena_release(&arena);
	arena_release(&names);
}

int
main(int argc, char **argv)
{
	struct store *st;
	int64_t stories;

	if (argc != 4)
		return EXIT_USAGE;
	setvbuf(stdout, NULL, _IOLBF, 0);
	if (store_open(&st, argv[2], STORE_CREATE) < 0)
		failed(st);
	if (strcmp(argv[1], "list") == 0) {
		list(st, argv[3]);
	} else {
		stories = strtoll(argv[3], NULL, 10);
		if (strcmp(argv[1], "planted") == 0)
			fill(st, stories);
		planted(st, stories);
	}
	store_free(st);
	return 0;
}
