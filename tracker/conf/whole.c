/* What no single value shows: twins, expressions, names that name nothing. */
#include <stdlib.h>

#include "tracker/conf/walk.h"

static void
compile_matches(struct conf *c)
{
	char why[200];
	int r;

	for (size_t i = 0; i < c->nfeeds; i++) {
		struct conf_feed *f = &c->feeds[i];

		if (f->match.n == 0)
			continue;
		f->match_re = arena_alloc(&c->arena, 1, sizeof(regex_t));
		r = regcomp(f->match_re, f->match.p, REG_EXTENDED | REG_NOSUB);
		if (r == 0)
			continue;
		regerror(r, f->match_re, why, sizeof(why));
		conf_fault(c, f->mark, "match: %s in \"%.*s\"", why,
		    STR_FMT(f->match));
		f->match_re = NULL;
	}
}

static int
compare_stories(const void *a, const void *b)
{
	const struct conf_story *x = *(const struct conf_story *const *)a;
	const struct conf_story *y = *(const struct conf_story *const *)b;
	int c = str_cmp(x->url, y->url);

	return c != 0 ? c : (x->mark.line > y->mark.line) -
	    (x->mark.line < y->mark.line);
}

static void
say_twice(struct conf *c, const char *what, struct str text,
    struct conf_mark first, struct conf_mark again)
{
	conf_fault(c, again, "%s \"%.*s\" stands twice, first in line %zu",
	    what, STR_FMT(str_sub(text, 0, 120)), first.line);
}

static void
sort_stories(struct conf *c)
{
	c->by_url = arena_alloc(&c->arena, c->nstories, sizeof(*c->by_url));
	for (size_t i = 0; i < c->nstories; i++)
		c->by_url[i] = &c->stories[i];
	if (c->nstories > 1)
		qsort(c->by_url, c->nstories, sizeof(*c->by_url),
		    compare_stories);
	for (size_t i = 1; i < c->nstories; i++)
		if (c->by_url[i]->url.n > 0 &&
		    str_eq(c->by_url[i]->url, c->by_url[i - 1]->url))
			say_twice(c, "story", c->by_url[i]->url,
			    c->by_url[i - 1]->mark, c->by_url[i]->mark);
}

/* Feeds are few: a table of their names would not earn its lines. */
static void
find_twin_feeds(struct conf *c)
{
	for (size_t i = 1; i < c->nfeeds; i++)
		for (size_t j = 0; j < i; j++)
			if (c->feeds[i].name.n > 0 &&
			    str_eq(c->feeds[i].name, c->feeds[j].name)) {
				say_twice(c, "feed name", c->feeds[i].name,
				    c->feeds[j].mark, c->feeds[i].mark);
				break;
			}
}

static void
check_feeds(struct conf *c, const struct conf_texts *feeds)
{
	for (size_t i = 0; i < feeds->n; i++)
		if (conf_feed_of(c, feeds->item[i]) == NULL)
			conf_fault(c, feeds->mark[i],
			    "no feed is named \"%.*s\"",
			    STR_FMT(feeds->item[i]));
}

static void
check_digests(struct conf *c)
{
	for (size_t i = 0; i < c->ndigests; i++) {
		struct conf_digest *d = &c->digests[i];

		if (c->mail.from.n == 0)
			conf_fault(c, d->mark,
			    "digest, but mail has no address: from");
		check_feeds(c, &d->want.feeds);
	}
}

/* What a hook is given may be news that is not out yet: it crosses no network
 * unencrypted, unless all of it is the user's own (allow-private). */
static void
check_hook(struct conf *c, const struct conf_hook *h)
{
	check_feeds(c, &h->want.feeds);
	if (h->name.n > 0 && (h->run.n > 0) == (h->url.n > 0))
		conf_fault(c, h->mark, "hook \"%.*s\": expected one of run "
		    "and url", STR_FMT(h->name));
	if (h->url.n > 0 && !c->allow_private && !str_istarts(h->url,
	    "https://"))
		conf_fault(c, h->mark, "hook \"%.*s\": expected an https URL "
		    "(http needs allow-private)", STR_FMT(h->name));
	if (h->url.n == 0 && h->run.n > 0 && (h->secret_file.n > 0 ||
	    h->secret_env.n > 0))
		conf_fault(c, h->mark, "hook \"%.*s\": a secret signs what "
		    "is sent to a url, not what a command reads",
		    STR_FMT(h->name));
}

static void
check_hooks(struct conf *c)
{
	for (size_t i = 0; i < c->nhooks; i++) {
		check_hook(c, &c->hooks[i]);
		for (size_t j = 0; j < i; j++)
			if (c->hooks[i].name.n > 0 && str_eq(c->hooks[i].name,
			    c->hooks[j].name)) {
				say_twice(c, "hook name", c->hooks[i].name,
				    c->hooks[j].mark, c->hooks[i].mark);
				break;
			}
	}
}

void
conf_whole(struct conf *c)
{
	compile_matches(c);
	sort_stories(c);
	find_twin_feeds(c);
	check_digests(c);
	check_hooks(c);
}
