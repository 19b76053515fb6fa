/* From the word a person typed to a story and a version. */
#include "tracker/cmd/command.h"
#include "tracker/base/clock.h"
#include "tracker/poll/poll.h"
#include "tracker/web/url.h"

static const char *
copy(struct arena *a, const char *z)
{
	return z != NULL ? arena_strz(a, str_of(z)) : NULL;
}

struct store_story
story_copy(struct arena *a, const struct store_story *s)
{
	struct store_story c = *s;

	c.url = copy(a, s->url);
	c.fetch_url = copy(a, s->fetch_url);
	c.path = copy(a, s->path);
	c.feed = copy(a, s->feed);
	c.why = copy(a, s->why);
	c.etag = copy(a, s->etag);
	c.modified = copy(a, s->modified);
	return c;
}

#define CANDIDATES 10

struct found {
	struct arena *arena;
	struct store_story story[CANDIDATES];
	size_t n;
};

static int
collect(const struct store_story *s, void *arg)
{
	struct found *f = arg;

	if (f->n < CANDIDATES)
		f->story[f->n] = story_copy(f->arena, s);
	f->n++;
	return 0;
}

/* "slug@3": a version number is digits, or minus and digits, after the last @;
 * anything else belongs to the word (a URL may hold an @). */
static struct str
split_version(struct str word, int *number)
{
	ptrdiff_t at = -1;
	int64_t n;

	*number = 0;
	for (size_t i = 0; i < word.n; i++)
		if (word.p[i] == '@')
			at = (ptrdiff_t)i;
	if (at < 0 || str_to_int(str_from(word, (size_t)at + 1), -1000000,
	    1000000, &n) < 0 || n == 0)
		return word;
	*number = (int)n;
	return str_sub(word, 0, (size_t)at);
}

static void
say_candidates(const struct found *f, struct str word)
{
	warn("\"%.*s\" names %zu stories; say more of one:", STR_FMT(word),
	    f->n);
	for (size_t i = 0; i < f->n && i < CANDIDATES; i++)
		warn("  %s  %s", f->story[i].id, f->story[i].url);
	if (f->n > CANDIDATES)
		warn("  and %zu more", f->n - CANDIDATES);
}

/* By what was typed; a URL also by its canonical form, which is what the store
 * knows: the one in a browser has escapes, fragments and tracking parameters. */
static int
find(struct found *f, struct app *app, const char *z)
{
	struct str canonical;
	int64_t key;
	int r = store_story_find(app->store, z, collect, f);

	if (r < 0 || f->n > 0 ||
	    url_canonical(str_of(z), f->arena, &canonical) < 0)
		return r;
	r = store_story_find(app->store, arena_strz(f->arena, canonical),
	    collect, f);
	if (r < 0 || f->n > 0)
		return r;
	r = poll_called(app->store, canonical, &key);
	return r == STORE_OK ? store_story_by_key(app->store, key, collect, f) :
	    r;
}

int
app_story(struct app *app, const char *word, struct store_story *out,
    int *number)
{
	struct found f = { .arena = &app->arena };
	struct str name = split_version(str_of(word), number);
	const char *z = arena_strz(&app->arena, name);
	int r = find(&f, app, z);

	if (r < 0) {
		warn("%s", store_error(app->store));
		return EXIT_NO;
	}
	if (f.n == 0) {
		warn("no story \"%s\"; \"tracker list\" shows the stories", z);
		return EXIT_NO;
	}
	if (f.n > 1) {
		say_candidates(&f, name);
		return EXIT_NO;
	}
	*out = f.story[0];
	if (*number < 0)
		*number = out->versions + 1 + *number;
	if (*number < 0 || *number > out->versions) {
		warn("%s: no version %s; there are %d", out->id, word +
		    name.n + 1, out->versions);
		return EXIT_NO;
	}
	return 0;
}

int
app_time(const char *word, int64_t *out)
{
	int64_t age;

	if (time_parse_iso(str_of(word), out) == 0)
		return 0;
	if (duration_parse(str_of(word), &age) == 0) {
		*out = clock_now() - age;
		return 0;
	}
	warn("\"%s\": expected a date, an RFC 3339 time or an age such as 7d",
	    word);
	return EXIT_USAGE;
}
