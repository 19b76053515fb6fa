/*
 * feeds.yaml by libyaml. The document is loaded whole (its aliases are shared
 * nodes, so they cannot multiply), then walked along the table of keys, whose
 * depth is fixed: no input makes the walk deeper.
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <yaml.h>

#include "tracker/base/clock.h"
#include "tracker/base/file.h"
#include "tracker/base/limits.h"
#include "tracker/base/utf8.h"
#include "tracker/base/xalloc.h"
#include "tracker/conf/values.h"

/* Faults said of one file; the rest are counted. */
#define FAULTS 50

struct walk {
	struct conf *conf;
	yaml_document_t *doc;
};

void
conf_fault(struct conf *c, struct conf_mark m, const char *fmt, ...)
{
	char text[600];
	va_list ap;

	if (c->nfaults++ >= FAULTS)
		return;
	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	buf_addf(&c->faults, "%.*s:%zu:%zu: %s\n", STR_FMT(c->path), m.line,
	    m.column, text);
}

static struct conf_mark
mark_of(const yaml_node_t *n)
{
	return (struct conf_mark){ n->start_mark.line + 1,
		n->start_mark.column + 1 };
}

static struct str
scalar(const yaml_node_t *n)
{
	return str_make((const char *)n->data.scalar.value,
	    n->data.scalar.length);
}

/* ---- keys --------------------------------------------------------------- */

/* Sections in which the keys of `defaults` stand too. */
static bool
takes_defaults(const char *section)
{
	return strcmp(section, "feeds") == 0 || strcmp(section, "stories") == 0;
}

static bool
key_in(const struct conf_key *k, const char *section)
{
	return strcmp(k->section, section) == 0 ||
	    (takes_defaults(section) && strcmp(k->section, "defaults") == 0);
}

static const struct conf_key *
key_of(const char *section, struct str name)
{
	for (const struct conf_key *k = conf_keys; k->name != NULL; k++)
		if (key_in(k, section) && str_eqz(name, k->name))
			return k;
	return NULL;
}

static const char *
nearest_key(const char *section, struct str name)
{
	const char *best = NULL;
	unsigned d, least = 4;

	for (const struct conf_key *k = conf_keys; k->name != NULL; k++) {
		if (!key_in(k, section))
			continue;
		d = str_distance(name, str_of(k->name));
		if (d < least && d < strlen(k->name)) {
			least = d;
			best = k->name;
		}
	}
	return best;
}

static void
keys_text(const char *section, struct buf *out)
{
	for (const struct conf_key *k = conf_keys; k->name != NULL; k++)
		if (key_in(k, section))
			buf_addf(out, "%s%s", out->n > 0 ? ", " : "", k->name);
}

static void
unknown_key(struct walk *w, const char *section, const yaml_node_t *n)
{
	const char *best = nearest_key(section, scalar(n));
	struct buf all;

	if (best != NULL) {
		conf_fault(w->conf, mark_of(n),
		    "unknown key \"%.*s\"; did you mean \"%s\"?",
		    STR_FMT(str_sub(scalar(n), 0, 60)), best);
		return;
	}
	buf_init(&all, 1000);
	keys_text(section, &all);
	conf_fault(w->conf, mark_of(n),
	    "unknown key \"%.*s\"; expected one of %s",
	    STR_FMT(str_sub(scalar(n), 0, 60)), buf_z(&all));
	buf_release(&all);
}

/* ---- the walk ----------------------------------------------------------- */

static void section(struct walk *, const char *name, const yaml_node_t *,
    void *into, struct conf_fetch *fetch);

static void
texts(struct walk *w, const yaml_node_t *n, struct conf_texts *out)
{
	struct arena *a = &w->conf->arena;
	const yaml_node_t *item;
	size_t count = 1;

	if (n->type == YAML_SEQUENCE_NODE)
		count = (size_t)(n->data.sequence.items.top -
		    n->data.sequence.items.start);
	out->item = arena_alloc(a, count, sizeof(*out->item));
	out->mark = arena_alloc(a, count, sizeof(*out->mark));
	for (size_t i = 0; i < count; i++) {
		item = n->type == YAML_SEQUENCE_NODE ?
		    yaml_document_get_node(w->doc,
			n->data.sequence.items.start[i]) : n;
		if (item->type != YAML_SCALAR_NODE || scalar(item).n == 0) {
			conf_fault(w->conf, mark_of(item), "expected a text");
			continue;
		}
		out->item[out->n] = arena_str(a, scalar(item));
		out->mark[out->n++] = mark_of(item);
	}
}

static struct conf_rule *
rule(struct walk *w, const yaml_node_t *n)
{
	struct conf_rule *r = arena_alloc(&w->conf->arena, 1, sizeof(*r));

	r->mark = mark_of(n);
	section(w, "rule", n, r, NULL);
	return r;
}

static void
feed(struct walk *w, const yaml_node_t *n, struct conf_feed *f)
{
	f->mark = mark_of(n);
	f->fetch = w->conf->defaults;
	section(w, "feeds", n, f, &f->fetch);
	if (n->type != YAML_MAPPING_NODE)
		return;
	if (f->url.n == 0)
		conf_fault(w->conf, f->mark, "feed without a url");
	if (f->name.n == 0)
		f->name = f->url;
}

static void
story(struct walk *w, const yaml_node_t *n, struct conf_story *s)
{
	s->mark = mark_of(n);
	s->fetch = w->conf->defaults;
	if (n->type == YAML_SCALAR_NODE) {
		if (conf_is_url(scalar(n)))
			s->url = arena_str(&w->conf->arena, scalar(n));
		else
			conf_fault(w->conf, s->mark,
			    "expected an http or https URL, not \"%.*s\"",
			    STR_FMT(str_sub(scalar(n), 0, 80)));
		return;
	}
	section(w, "stories", n, s, &s->fetch);
	if (n->type == YAML_MAPPING_NODE && s->url.n == 0)
		conf_fault(w->conf, s->mark, "story without a url");
}

static void
digest(struct walk *w, const yaml_node_t *n, struct conf_digest *d)
{
	d->mark = mark_of(n);
	d->when = (struct conf_when){ WHEN_DAILY, 7 * 60, 0 };
	section(w, "digests", n, d, NULL);
	if (n->type == YAML_MAPPING_NODE && d->to.n == 0)
		conf_fault(w->conf, d->mark, "digest without an address: to");
}

/* Room for a list's items; NULL after a fault when it is no list. */
static void *
list_of(struct walk *w, const yaml_node_t *n, const char *key, size_t size,
    size_t *count)
{
	*count = 0;
	if (n->type == YAML_SCALAR_NODE && scalar(n).n == 0)
		return NULL;	/* "feeds:" with nothing under it yet */
	if (n->type != YAML_SEQUENCE_NODE) {
		conf_fault(w->conf, mark_of(n), "%s: expected a list", key);
		return NULL;
	}
	*count = (size_t)(n->data.sequence.items.top -
	    n->data.sequence.items.start);
	return arena_alloc(&w->conf->arena, *count, size);
}

static const yaml_node_t *
item(struct walk *w, const yaml_node_t *n, size_t i)
{
	return yaml_document_get_node(w->doc,
	    n->data.sequence.items.start[i]);
}

static void
lists(struct walk *w, const struct conf_key *k, const yaml_node_t *n)
{
	struct conf *c = w->conf;

	if (k->type == CONF_FEEDS) {
		c->feeds = list_of(w, n, k->name, sizeof(*c->feeds),
		    &c->nfeeds);
		for (size_t i = 0; i < c->nfeeds; i++)
			feed(w, item(w, n, i), &c->feeds[i]);
	} else if (k->type == CONF_STORIES) {
		c->stories = list_of(w, n, k->name, sizeof(*c->stories),
		    &c->nstories);
		for (size_t i = 0; i < c->nstories; i++)
			story(w, item(w, n, i), &c->stories[i]);
	} else {
		c->digests = list_of(w, n, k->name, sizeof(*c->digests),
		    &c->ndigests);
		for (size_t i = 0; i < c->ndigests; i++)
			digest(w, item(w, n, i), &c->digests[i]);
	}
}

static void
value(struct walk *w, const struct conf_key *k, const yaml_node_t *n,
    void *place)
{
	struct error e;

	switch (k->type) {
	case CONF_FETCH:
		section(w, "defaults", n, place, NULL);
		return;
	case CONF_MAIL:
		section(w, "mail", n, place, NULL);
		return;
	case CONF_RULE:
		*(struct conf_rule **)place = rule(w, n);
		return;
	case CONF_TEXTS:
		texts(w, n, place);
		return;
	case CONF_FEEDS:
	case CONF_STORIES:
	case CONF_DIGESTS:
		lists(w, k, n);
		return;
	default:
		break;
	}
	if (n->type != YAML_SCALAR_NODE)
		conf_fault(w->conf, mark_of(n), "%s: expected a %s", k->name,
		    conf_type_name(k->type));
	else if (conf_value(&w->conf->arena, k, scalar(n), place, &e) < 0)
		conf_fault(w->conf, mark_of(n), "%s: %s, not \"%.*s\"",
		    k->name, e.text, STR_FMT(str_sub(scalar(n), 0, 80)));
}

/*
 * `defaults` must be read before the lists that copy it, wherever it stands: at
 * the top the walk goes twice, first for the plain keys.
 */
static bool
is_list(const struct conf_key *k)
{
	return k->type == CONF_FEEDS || k->type == CONF_STORIES ||
	    k->type == CONF_DIGESTS;
}

static void
pairs(struct walk *w, const char *name, const yaml_node_t *n, void *into,
    struct conf_fetch *fetch, bool want_lists)
{
	const yaml_node_t *kn, *vn;
	const struct conf_key *k;
	void *place;

	for (yaml_node_pair_t *p = n->data.mapping.pairs.start;
	     p < n->data.mapping.pairs.top; p++) {
		kn = yaml_document_get_node(w->doc, p->key);
		vn = yaml_document_get_node(w->doc, p->value);
		if (kn->type != YAML_SCALAR_NODE)
			continue;	/* said by duplicates() */
		k = key_of(name, scalar(kn));
		if (k == NULL) {
			if (!want_lists)
				unknown_key(w, name, kn);
			continue;
		}
		if (is_list(k) != want_lists)
			continue;
		place = strcmp(k->section, name) == 0 ? into : (void *)fetch;
		value(w, k, vn, (char *)place + k->offset);
	}
}

static void
duplicates(struct walk *w, const yaml_node_t *n)
{
	const yaml_node_t *a, *b;

	for (yaml_node_pair_t *p = n->data.mapping.pairs.start;
	     p < n->data.mapping.pairs.top; p++) {
		a = yaml_document_get_node(w->doc, p->key);
		if (a->type != YAML_SCALAR_NODE) {
			conf_fault(w->conf, mark_of(a), "expected a key");
			continue;
		}
		/* A key of ours: at most a dozen of them are right. */
		for (yaml_node_pair_t *q = n->data.mapping.pairs.start;
		     q < p && q < n->data.mapping.pairs.start + 64; q++) {
			b = yaml_document_get_node(w->doc, q->key);
			if (b->type == YAML_SCALAR_NODE &&
			    str_eq(scalar(a), scalar(b))) {
				conf_fault(w->conf, mark_of(a),
				    "key \"%.*s\" stands twice, first in line "
				    "%zu", STR_FMT(str_sub(scalar(a), 0, 60)),
				    mark_of(b).line);
				break;
			}
		}
	}
}

static void
section(struct walk *w, const char *name, const yaml_node_t *n, void *into,
    struct conf_fetch *fetch)
{
	if (n->type == YAML_SCALAR_NODE && scalar(n).n == 0)
		return;
	if (n->type != YAML_MAPPING_NODE) {
		conf_fault(w->conf, mark_of(n), "%s%sexpected keys with values",
		    name, *name ? ": " : "");
		return;
	}
	duplicates(w, n);
	pairs(w, name, n, into, fetch, false);
	pairs(w, name, n, into, fetch, true);
}

/* ---- what no single value shows ----------------------------------------- */

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
check_digests(struct conf *c)
{
	for (size_t i = 0; i < c->ndigests; i++) {
		struct conf_digest *d = &c->digests[i];

		if (c->mail.from.n == 0)
			conf_fault(c, d->mark,
			    "digest, but mail has no address: from");
		for (size_t j = 0; j < d->feeds.n; j++)
			if (conf_feed_of(c, d->feeds.item[j]) == NULL)
				conf_fault(c, d->feeds.mark[j],
				    "no feed is named \"%.*s\"",
				    STR_FMT(d->feeds.item[j]));
	}
}

/* ---- defaults and paths -------------------------------------------------- */

static void
preset(struct conf *c, const char *section_name, void *into)
{
	struct error e;

	for (const struct conf_key *k = conf_keys; k->name != NULL; k++)
		if (strcmp(k->section, section_name) == 0 && k->preset != NULL)
			conf_value(&c->arena, k, str_of(k->preset),
			    (char *)into + k->offset, &e);
}

static struct str
default_store(struct arena *a)
{
	const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");

	if (data != NULL && *data == '/')
		return arena_printf(a, "%s/tracker", data);
	if (home != NULL && *home == '/')
		return arena_printf(a, "%s/.local/share/tracker", home);
	return STR("/var/lib/tracker");
}

/* A relative path is relative to the folder of feeds.yaml, not to where the
 * command happens to run: cron runs it from elsewhere. */
static struct str
anchor(struct conf *c, struct str p)
{
	const char *slash;

	if (p.n == 0 || p.p[0] == '/')
		return p;
	slash = strrchr(c->path.p, '/');
	if (slash == NULL)
		return p;
	return arena_printf(&c->arena, "%.*s/%.*s", (int)(slash - c->path.p),
	    c->path.p, STR_FMT(p));
}

static void
finish(struct conf *c)
{
	if (c->store.n == 0)
		c->store = default_store(&c->arena);
	else
		c->store = anchor(c, c->store);
	c->mail.password_file = anchor(c, c->mail.password_file);
	compile_matches(c);
	sort_stories(c);
	find_twin_feeds(c);
	check_digests(c);
	if (c->nfaults > FAULTS)
		buf_addf(&c->faults, "%.*s: %zu more faults\n",
		    STR_FMT(c->path), c->nfaults - FAULTS);
}

/* ---- loading --------------------------------------------------------------- */

static struct conf *
conf_new(const char *path)
{
	struct conf *c = xcalloc(1, sizeof(*c));

	arena_init(&c->arena);
	buf_init(&c->faults, 64 * 1024);
	c->path = arena_str(&c->arena, str_of(path));
	preset(c, "", c);
	preset(c, "defaults", &c->defaults);
	preset(c, "mail", &c->mail);
	return c;
}

static void
syntax_fault(struct conf *c, const yaml_parser_t *p)
{
	struct conf_mark m = { p->problem_mark.line + 1,
		p->problem_mark.column + 1 };

	if (p->error == YAML_READER_ERROR)
		conf_fault(c, m, "not UTF-8 text: %s at byte %zu", p->problem,
		    p->problem_offset);
	else if (p->context != NULL)
		conf_fault(c, m, "not YAML: %s, %s", p->context, p->problem);
	else
		conf_fault(c, m, "not YAML: %s",
		    p->problem != NULL ? p->problem : "out of memory");
}

static void
walk_document(struct conf *c, yaml_document_t *doc)
{
	struct walk w = { c, doc };
	yaml_node_t *root = yaml_document_get_root_node(doc);

	/* An empty file is a configuration that watches nothing. */
	if (root != NULL)
		section(&w, "", root, c, NULL);
}

/*
 * libyaml looks at every open bracket for every token, so a line of brackets
 * costs their square. No configuration nests a hundredth as deep as this.
 */
#define BRACKETS 2000

static bool
too_deep(struct conf *c, struct str text)
{
	struct conf_mark m = { 1, 1 };
	size_t open = 0;

	for (size_t i = 0; i < text.n; i++, m.column++) {
		if (text.p[i] == '\n') {
			m.line++;
			m.column = 0;
		} else if (text.p[i] == '[' || text.p[i] == '{') {
			open++;
		} else if (open > 0 && (text.p[i] == ']' || text.p[i] == '}')) {
			open--;
		}
		if (open > BRACKETS) {
			conf_fault(c, m, "brackets nested deeper than %d",
			    BRACKETS);
			return true;
		}
	}
	return false;
}

int
conf_parse(struct conf **out, const char *path, struct str text)
{
	struct conf *c = *out = conf_new(path);
	yaml_parser_t p;
	yaml_document_t doc;

	if (too_deep(c, text))
		return -1;
	if (!yaml_parser_initialize(&p)) {
		conf_fault(c, (struct conf_mark){ 0, 0 }, "out of memory");
		return -1;
	}
	yaml_parser_set_input_string(&p, (const unsigned char *)
	    (text.p != NULL ? text.p : ""), text.n);
	if (!yaml_parser_load(&p, &doc)) {
		syntax_fault(c, &p);
	} else {
		walk_document(c, &doc);
		yaml_document_delete(&doc);
		finish(c);
	}
	yaml_parser_delete(&p);
	return c->nfaults > 0 ? -1 : 0;
}

int
conf_load(struct conf **out, const char *path)
{
	struct buf text;
	struct error e;
	int r;

	buf_init(&text, LIMIT_CONF_BYTES);
	if (file_read(path, &text, &e) < 0) {
		*out = conf_new(path);
		(*out)->nfaults = 1;
		buf_addf(&(*out)->faults, "%s\n", e.text);
		r = -1;
	} else {
		r = conf_parse(out, path, buf_str(&text));
	}
	buf_release(&text);
	return r;
}

void
conf_free(struct conf *c)
{
	if (c == NULL)
		return;
	for (size_t i = 0; i < c->nfeeds; i++)
		if (c->feeds[i].match_re != NULL)
			regfree(c->feeds[i].match_re);
	buf_release(&c->faults);
	arena_release(&c->arena);
	free(c);
}

const struct conf_feed *
conf_feed_of(const struct conf *c, struct str name)
{
	for (size_t i = 0; i < c->nfeeds; i++)
		if (str_eq(c->feeds[i].name, name))
			return &c->feeds[i];
	return NULL;
}

const struct conf_story *
conf_story_of(const struct conf *c, struct str url)
{
	size_t lo = 0, hi = c->nstories, mid;
	int order;

	while (lo < hi) {
		mid = (lo + hi) / 2;
		order = str_cmp(c->by_url[mid]->url, url);
		if (order == 0)
			return c->by_url[mid];
		if (order < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return NULL;
}

int
conf_password(const struct conf *c, struct arena *a, struct str *out,
    struct error *e)
{
	struct buf text;
	struct str s, line = { NULL, 0 };
	const char *z;
	int r = 0;

	*out = (struct str){ NULL, 0 };
	if (c->mail.password_file.n > 0) {
		buf_init(&text, 4096);
		r = file_read(c->mail.password_file.p, &text, e);
		s = buf_str(&text);
		str_line(&s, &line);
		*out = arena_str(a, line);
		buf_release(&text);
	} else if (c->mail.password_env.n > 0) {
		z = getenv(c->mail.password_env.p);
		if (z == NULL)
			return error_set(e, "%s: not in the environment "
			    "(mail.password-env)", c->mail.password_env.p);
		*out = arena_str(a, str_of(z));
	}
	return r;
}
