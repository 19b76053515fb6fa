/*
 * History read again by today's extractor. What the store keeps of a version is
 * its capture and a reading of it; when the eyes become better, the reading can.
 * Says what is seen now that was not, since that is no change of the publisher's
 * and no other command shows it.
 */
#include <getopt.h>
#include <stdlib.h>

#include "tracker/cmd/command.h"
#include "tracker/cmd/look.h"
#include "tracker/base/clock.h"
#include "tracker/base/limits.h"
#include "tracker/base/xalloc.h"
#include "tracker/report/history.h"
#include "tracker/poll/version.h"
#include "tracker/extract/reread.h"

/* What the versions looked at last of a story say, as hashes, and whether the
 * story is to be looked at. */
struct last {
	uint64_t was, now;
	bool wanted;
};

struct run {
	struct app *app;
	const struct history_eyes *eyes;
	bool dry, json, all;
	struct last *last;	/* by the story's key */
	size_t nlast;
	int64_t *withdrawn;	/* keys of stories whose latest text says so */
	size_t nwithdrawn;
	struct arena arena;	/* of one version */
	struct buf text, out;
	int64_t stories, versions, other, merged, refused, gone;
};

/* ---- one version ------------------------------------------------------- */

struct taking {
	struct run *run;
	struct look *look;
};

static int
take_row(const struct store_story *s, void *arg)
{
	struct taking *t = arg;

	t->look->story = story_copy(&t->run->arena, s);
	return 0;
}

static int
take_text(const struct store_version *v, void *arg)
{
	struct taking *t = arg;
	struct arena *a = &t->run->arena;
	struct article *was = &t->look->was;
	struct error e;

	/* What cannot be parsed says nothing, and what is read is all new. */
	if (article_parse(was, a, arena_str(a, str_make(v->text, v->ntext)),
	    &e) < 0)
		article_init(was);
	was->published = v->published;
	was->modified = v->modified;
	return 0;
}

static int
read_capture(struct run *r, const struct store_version *v, struct look *l)
{
	const struct extract_rule *rule = r->eyes->rule(r->eyes->arg,
	    &l->story, &r->arena);
	struct known known;

	if (recall_known(&known, &r->arena, r->app->store, l->story.url) < 0)
		return -1;
	if (v->capture == NULL || v->capture[0] == '\0' ||
	    recall_capture(&l->now, &r->arena, r->app->store, v->capture,
	    rule, &known) < 0)
		l->outcome = LOOK_GONE;
	else if (!recall_stands(&l->now, &l->was))
		l->outcome = LOOK_REFUSED;
	else
		l->outcome = LOOK_READ;
	if (l->outcome == LOOK_READ)
		sight_compare(&l->sight, &r->arena, &l->was, &l->now);
	return 0;
}

static uint64_t
hash_of(const struct article *article, struct arena *a)
{
	uint64_t h = 1;

	for (int p = 0; p < PART_COUNT; p++)
		h = h * UINT64_C(1099511628211) ^
		    str_hash(article_part(article, (enum part)p, a));
	return h != 0 ? h : 1;
}

static struct last *
last_of(struct run *r, int64_t story)
{
	size_t n = r->nlast;

	if ((size_t)story >= n) {
		while ((size_t)story >= n)
			n = n > 0 ? 2 * n : 1024;
		r->last = xrealloc(r->last, n, sizeof(*r->last));
		memset(r->last + r->nlast, 0,
		    (n - r->nlast) * sizeof(*r->last));
		r->nlast = n;
	}
	return &r->last[story];
}

static void
compare_last(struct run *r, const struct store_version *v, struct look *l)
{
	struct last *last = last_of(r, v->story);
	uint64_t was = hash_of(&l->was, &r->arena);
	uint64_t now = l->outcome == LOOK_READ ?
	    hash_of(&l->now, &r->arena) : was;

	r->stories += last->now == 0;
	l->merged = last->now == now && last->was != was;
	last->was = was;
	last->now = now;
}

static void
count(struct run *r, const struct look *l)
{
	r->versions++;
	r->gone += l->outcome == LOOK_GONE;
	r->refused += l->outcome == LOOK_REFUSED;
	r->merged += l->merged;
	r->other += l->outcome == LOOK_READ && !sight_same(&l->sight);
}

static void
note_state(struct run *r, const struct store_version *v, const struct look *l)
{
	if (l->outcome != LOOK_READ || v->number != l->story.versions ||
	    l->story.state != STORE_LIVE ||
	    version_state(&l->now) != STORE_WITHDRAWN)
		return;
	r->withdrawn = xrealloc(r->withdrawn, r->nwithdrawn + 1,
	    sizeof(*r->withdrawn));
	r->withdrawn[r->nwithdrawn++] = v->story;
}

/* ---- what is told ------------------------------------------------------ */

static void
tell(struct run *r, const struct store_version *v, const struct look *l)
{
	if (l->outcome == LOOK_GONE)
		detail("%s@%d: capture not kept; left as it was", l->story.id,
		    v->number);
	if (l->outcome == LOOK_GONE ? !l->merged :
	    l->outcome == LOOK_READ && !l->merged && sight_same(&l->sight))
		return;
	if (r->json)
		look_json(&r->out, v, l);
	else
		look_line(&r->out, v, l);
	if (r->out.n > MIB)
		output_buf(r->app, &r->out);
}

/* ---- all of them ------------------------------------------------------- */

static int
on_version(const struct store_version *v, struct store_reading *out, void *arg)
{
	struct run *r = arg;
	struct look l = { .sight = { .published = TIME_NONE,
		.modified = TIME_NONE } };
	struct taking t = { r, &l };
	int rc;

	if (!r->all && !last_of(r, v->story)->wanted)
		return STORE_SAME;
	arena_clear(&r->arena);
	rc = store_story_by_key(r->app->store, v->story, take_row, &t);
	if (rc == STORE_OK)
		rc = store_version_get(r->app->store, v->story, v->number,
		    take_text, &t);
	if (rc != STORE_OK || read_capture(r, v, &l) < 0)
		return STORE_ERROR;
	compare_last(r, v, &l);
	count(r, &l);
	note_state(r, v, &l);
	tell(r, v, &l);
	if (l.outcome != LOOK_READ)
		return STORE_SAME;
	buf_clear(&r->text);
	version_reading(out, &l.now, v->number, &r->text, &r->arena);
	return STORE_OK;
}

static int
on_row(const struct store_version *v, void *arg)
{
	struct store_reading unused;
	int rc = on_version(v, &unused, arg);

	return rc < 0 ? rc : 0;
}

/* What was taken back is taken back, also when only better eyes see it. */
static int
update_states(struct run *r)
{
	struct store_story row;
	int rc = 0;

	for (size_t i = 0; i < r->nwithdrawn && rc >= 0; i++) {
		struct look l;
		struct taking t = { r, &l };

		rc = store_story_by_key(r->app->store, r->withdrawn[i],
		    take_row, &t);
		row = l.story;
		row.state = STORE_WITHDRAWN;
		if (rc == STORE_OK)
			rc = store_story_update(r->app->store, &row);
	}
	return rc;
}

static void
summary(const struct run *r, struct buf *b, bool written)
{
	buf_addf(b, "%lld version%s of %lld %s read again by %s: %lld with "
	    "something else in sight", (long long)r->versions,
	    r->versions == 1 ? "" : "s", (long long)r->stories,
	    r->stories == 1 ? "story" : "stories", EXTRACTOR,
	    (long long)r->other);
	if (r->merged > 0)
		buf_addf(b, ", %lld no longer different from the one before",
		    (long long)r->merged);
	if (r->refused > 0)
		buf_addf(b, ", %lld left as they were (no article now)",
		    (long long)r->refused);
	if (r->gone > 0)
		buf_addf(b, ", %lld left as they were (capture not kept)",
		    (long long)r->gone);
	buf_addz(b, written ? "; what was read before is kept under "
	    "refs/reextract" : "; nothing was written");
}

static int
run(struct run *r)
{
	struct store *store = r->app->store;
	int64_t changed = 0;
	struct buf b;
	int rc;

	rc = r->dry ? store_versions_after(store, 0, on_row, r) :
	    store_reread(store, clock_now(), on_version, r, &changed);
	if (rc == STORE_OK && !r->dry && update_states(r) < 0)
		rc = STORE_ERROR;
	output_buf(r->app, &r->out);
	if (rc < 0) {
		warn("%s", store_error(store));
		return EXIT_NO;
	}
	buf_init(&b, 1000);
	summary(r, &b, !r->dry && rc == STORE_OK);
	if (r->json) {
		say("%s", buf_z(&b));
	} else {
		buf_addc(&b, '\n');
		output_buf(r->app, &b);
	}
	buf_release(&b);
	return EXIT_OK;
}

/* ---- the command ------------------------------------------------------- */

static const struct option longs[] = {
	{ "dry-run", no_argument, NULL, 'n' },
	{ "json", no_argument, NULL, 'j' },
	{ NULL, 0, NULL, 0 },
};

static int
want(struct run *r, int argc, char **argv)
{
	struct store_story s;
	int number, code;

	r->all = argc == 0;
	for (int i = 0; i < argc; i++) {
		code = app_story(r->app, argv[i], &s, &number);
		if (code != 0)
			return code;
		last_of(r, s.key)->wanted = true;
	}
	return 0;
}

static int
reextract_run(struct app *app, int argc, char **argv)
{
	struct run r = { .app = app, .eyes = app_eyes(app) };
	int c, code;

	while ((c = command_option(argc, argv, "", longs)) != -1) {
		if (c == 'n')
			r.dry = true;
		else if (c == 'j')
			r.json = true;
		else
			return -1;
	}
	code = app_open_store(app, r.dry ? 0 : STORE_WRITE);
	if (code != 0)
		return code;
	arena_init(&r.arena);
	buf_init(&r.text, VERSION_TEXT_BYTES);
	buf_init(&r.out, LIMIT_OUTPUT_BYTES);
	code = want(&r, argc - optind, argv + optind);
	if (code == 0)
		code = run(&r);
	buf_release(&r.out);
	buf_release(&r.text);
	arena_release(&r.arena);
	free(r.last);
	free(r.withdrawn);
	return code;
}

const struct command cmd_reextract = {
	"reextract", "[--dry-run] [--json] [STORY...]",
	"read history again from its captures, by today's extractor",
	NEED_CONF, reextract_run,
};
