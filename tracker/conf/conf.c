/*
 * feeds.yaml by libyaml. The document is read whole (tree.c), then walked along
 * the table of keys (walk.c).
 */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "tracker/base/clock.h"
#include "tracker/base/file.h"
#include "tracker/base/limits.h"
#include "tracker/base/utf8.h"
#include "tracker/base/xalloc.h"
#include "tracker/conf/walk.h"

/* Faults said of one file; the rest are counted. */
#define FAULTS 50

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

/* ---- defaults and paths ------------------------------------------------ */

void
conf_preset(struct conf *c, const char *section_name, void *into)
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
	c->mail.ca_file = anchor(c, c->mail.ca_file);
	for (size_t i = 0; i < c->nhooks; i++) {
		c->hooks[i].secret_file = anchor(c, c->hooks[i].secret_file);
		c->hooks[i].ca_file = anchor(c, c->hooks[i].ca_file);
	}
	conf_whole(c);
	if (c->nfaults > FAULTS)
		buf_addf(&c->faults, "%.*s: %zu more faults\n",
		    STR_FMT(c->path), c->nfaults - FAULTS);
}

/* ---- loading ----------------------------------------------------------- */

static struct conf *
conf_new(const char *path)
{
	struct conf *c = xcalloc(1, sizeof(*c));

	arena_init(&c->arena);
	buf_init(&c->faults, 64 * 1024);
	c->path = arena_str(&c->arena, str_of(path));
	conf_preset(c, "", c);
	conf_preset(c, "defaults", &c->defaults);
	conf_preset(c, "mail", &c->mail);
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

static bool
take_document(struct conf *c, yaml_parser_t *p)
{
	struct tree_node *root;
	struct arena a;
	bool ok;

	arena_init(&a);
	ok = tree_read(&root, &a, p) == 0;
	if (ok)
		conf_walk(c, root);
	else
		syntax_fault(c, p);
	arena_release(&a);
	return ok;
}

/* What stands after a second "---" would be passed over without a word. */
static void
only_one(struct conf *c, yaml_parser_t *p)
{
	struct tree_node *root;
	struct arena a;

	arena_init(&a);
	if (tree_read(&root, &a, p) < 0)
		syntax_fault(c, p);
	else if (root != NULL)
		conf_fault(c, (struct conf_mark){ root->line, root->column },
		    "a second document; everything belongs into one, before "
		    "this \"---\"");
	arena_release(&a);
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

	c->hash = str_hash(text);
	if (too_deep(c, text))
		return -1;
	if (!yaml_parser_initialize(&p)) {
		conf_fault(c, (struct conf_mark){ 0, 0 }, "out of memory");
		return -1;
	}
	yaml_parser_set_input_string(&p, (const unsigned char *)
	    (text.p != NULL ? text.p : ""), text.n);
	if (take_document(c, &p)) {
		only_one(c, &p);
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

const struct conf_hook *
conf_hook_of(const struct conf *c, struct str name)
{
	for (size_t i = 0; i < c->nhooks; i++)
		if (str_eq(c->hooks[i].name, name))
			return &c->hooks[i];
	return NULL;
}

/* ---- secrets ----------------------------------------------------------- */

/* The first line of a file, or a variable of the environment. */
static int
secret(struct str file, struct str env, const char *key, struct arena *a,
    struct str *out, struct error *e)
{
	struct buf text;
	struct str s, line = { NULL, 0 };
	const char *z;
	int r = 0;

	*out = (struct str){ NULL, 0 };
	if (file.n > 0) {
		buf_init(&text, 4096);
		r = file_read(file.p, &text, e);
		s = buf_str(&text);
		str_line(&s, &line);
		*out = arena_str(a, line);
		if (text.n > 0)
			explicit_bzero(text.p, text.n);
		buf_release(&text);
	} else if (env.n > 0) {
		z = getenv(env.p);
		if (z == NULL)
			return error_set(e, "%s: not in the environment "
			    "(%s)", env.p, key);
		*out = arena_str(a, str_of(z));
	}
	/* an empty one would sign nothing, and nobody would be told */
	if (r == 0 && out->n == 0 && (file.n > 0 || env.n > 0))
		return error_set(e, "%.*s: empty (%s)", STR_FMT(file.n > 0 ?
		    file : env), key);
	return r;
}

int
conf_password(const struct conf *c, struct arena *a, struct str *out,
    struct error *e)
{
	return secret(c->mail.password_file, c->mail.password_env,
	    "mail.password-env", a, out, e);
}

int
conf_secret(const struct conf_hook *h, struct arena *a, struct str *out,
    struct error *e)
{
	return secret(h->secret_file, h->secret_env, "hooks.secret-env", a,
	    out, e);
}
