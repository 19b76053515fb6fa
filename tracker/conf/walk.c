/*
 * The walk over a YAML document along the table of keys, whose depth is fixed:
 * no input makes it deeper.
 */
#include "tracker/base/utf8.h"
#include "tracker/conf/walk.h"

struct walk {
	struct conf *conf;
};

static struct conf_mark
mark_of(const struct tree_node *n)
{
	return (struct conf_mark){ n->line, n->column };
}

/* ---- keys -------------------------------------------------------------- */

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
unknown_key(struct walk *w, const char *section, const struct tree_node *n)
{
	const char *best = nearest_key(section, n->text);
	struct buf all;

	if (best != NULL) {
		conf_fault(w->conf, mark_of(n),
		    "unknown key \"%.*s\"; did you mean \"%s\"?",
		    STR_FMT(str_sub(n->text, 0, 60)), best);
		return;
	}
	buf_init(&all, 1000);
	keys_text(section, &all);
	conf_fault(w->conf, mark_of(n),
	    "unknown key \"%.*s\"; expected one of %s",
	    STR_FMT(str_sub(n->text, 0, 60)), buf_z(&all));
	buf_release(&all);
}

/* ---- the walk ---------------------------------------------------------- */

static void section(struct walk *, const char *name, const struct tree_node *,
    void *into, struct conf_fetch *fetch);

static void
texts(struct walk *w, const struct tree_node *n, struct conf_texts *out)
{
	struct arena *a = &w->conf->arena;
	bool list = n->type == TREE_LIST;
	const struct tree_node *at = list ? n->first : n, *item;
	size_t count = list ? n->count : 1;

	out->item = arena_alloc(a, count, sizeof(*out->item));
	out->mark = arena_alloc(a, count, sizeof(*out->mark));
	for (size_t i = 0; i < count; i++, at = at->next) {
		item = tree_get(at);
		if (item->type != TREE_SCALAR || item->text.n == 0) {
			conf_fault(w->conf, mark_of(item), "expected a text");
			continue;
		}
		out->item[out->n] = arena_str(a, item->text);
		out->mark[out->n++] = mark_of(item);
	}
}

static struct conf_rule *
rule(struct walk *w, const struct tree_node *n)
{
	struct conf_rule *r = arena_alloc(&w->conf->arena, 1, sizeof(*r));

	section(w, "rule", n, r, NULL);
	return r;
}

static void
feed(struct walk *w, const struct tree_node *n, struct conf_feed *f)
{
	f->mark = mark_of(n);
	f->fetch = w->conf->defaults;
	section(w, "feeds", n, f, &f->fetch);
	if (n->type != TREE_MAP)
		return;
	if (f->url.n == 0)
		conf_fault(w->conf, f->mark, "feed without a url");
	if (f->name.n == 0)
		f->name = f->url;
}

static void
story(struct walk *w, const struct tree_node *n, struct conf_story *s)
{
	struct conf_fetch fetch = w->conf->defaults, *own;

	s->mark = mark_of(n);
	s->fetch = &w->conf->defaults;
	if (n->type == TREE_SCALAR) {
		if (conf_is_url(n->text))
			s->url = arena_str(&w->conf->arena, n->text);
		else
			conf_fault(w->conf, s->mark,
			    "expected an http or https URL, not \"%.*s\"",
			    STR_FMT(str_sub(n->text, 0, 80)));
		return;
	}
	section(w, "stories", n, s, &fetch);
	/* Most say nothing of their own, and there may be very many. */
	if (memcmp(&fetch, s->fetch, sizeof(fetch)) != 0) {
		own = arena_alloc(&w->conf->arena, 1, sizeof(*own));
		*own = fetch;
		s->fetch = own;
	}
	if (n->type == TREE_MAP && s->url.n == 0)
		conf_fault(w->conf, s->mark, "story without a url");
}

static void
digest(struct walk *w, const struct tree_node *n, struct conf_digest *d)
{
	d->mark = mark_of(n);
	conf_preset(w->conf, "digests", d);
	section(w, "digests", n, d, NULL);
	if (n->type == TREE_MAP && d->to.n == 0)
		conf_fault(w->conf, d->mark, "digest without an address: to");
}

static void
hook(struct walk *w, const struct tree_node *n, struct conf_hook *h)
{
	h->mark = mark_of(n);
	conf_preset(w->conf, "hooks", h);
	section(w, "hooks", n, h, NULL);
	if (n->type == TREE_MAP && h->name.n == 0)
		conf_fault(w->conf, h->mark, "hook without a name");
}

/* Room for a list's items; NULL after a fault when it is no list. */
static void *
list_of(struct walk *w, const struct tree_node *n, const char *key, size_t size,
    size_t *count)
{
	*count = 0;
	if (n->type == TREE_SCALAR && n->text.n == 0)
		return NULL;	/* "feeds:" with nothing under it yet */
	if (n->type != TREE_LIST) {
		conf_fault(w->conf, mark_of(n), "%s: expected a list", key);
		return NULL;
	}
	*count = n->count;
	return arena_alloc(&w->conf->arena, *count, size);
}

static void
lists(struct walk *w, const struct conf_key *k, const struct tree_node *n)
{
	struct conf *c = w->conf;
	const struct tree_node *at = n->type == TREE_LIST ? n->first : NULL;

	if (k->type == CONF_FEEDS) {
		c->feeds = list_of(w, n, k->name, sizeof(*c->feeds),
		    &c->nfeeds);
		for (size_t i = 0; i < c->nfeeds; i++, at = at->next)
			feed(w, tree_get(at), &c->feeds[i]);
	} else if (k->type == CONF_STORIES) {
		c->stories = list_of(w, n, k->name, sizeof(*c->stories),
		    &c->nstories);
		for (size_t i = 0; i < c->nstories; i++, at = at->next)
			story(w, tree_get(at), &c->stories[i]);
	} else if (k->type == CONF_HOOKS) {
		c->hooks = list_of(w, n, k->name, sizeof(*c->hooks),
		    &c->nhooks);
		for (size_t i = 0; i < c->nhooks; i++, at = at->next)
			hook(w, tree_get(at), &c->hooks[i]);
	} else {
		c->digests = list_of(w, n, k->name, sizeof(*c->digests),
		    &c->ndigests);
		for (size_t i = 0; i < c->ndigests; i++, at = at->next)
			digest(w, tree_get(at), &c->digests[i]);
	}
}

/* What stands before an "@" of a URL may be a password: it is not shown. */
static struct str
presentable(const struct conf_key *k, struct str s)
{
	bool address = k->type == CONF_URL || k->type == CONF_FEED_URL ||
	    k->type == CONF_SERVER;

	if (address && str_chr(s, '@') >= 0)
		return STR("(a name or password, and a host)");
	return str_sub(s, 0, 80);
}

static void
value(struct walk *w, const struct conf_key *k, const struct tree_node *n,
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
	case CONF_HOOKS:
		lists(w, k, n);
		return;
	default:
		break;
	}
	if (n->type != TREE_SCALAR)
		conf_fault(w->conf, mark_of(n), "%s: expected a %s", k->name,
		    conf_type_name(k->type));
	else if (conf_value(&w->conf->arena, k, n->text, place, &e) < 0)
		conf_fault(w->conf, mark_of(n), "%s: %s, not \"%.*s\"",
		    k->name, e.text, STR_FMT(presentable(k, n->text)));
}

/*
 * `defaults` must be read before the lists that copy it, wherever it stands: at
 * the top the walk goes twice, first for the plain keys.
 */
static bool
is_list(const struct conf_key *k)
{
	return k->type == CONF_FEEDS || k->type == CONF_STORIES ||
	    k->type == CONF_DIGESTS || k->type == CONF_HOOKS;
}

static void
pairs(struct walk *w, const char *name, const struct tree_node *n, void *into,
    struct conf_fetch *fetch, bool want_lists)
{
	const struct tree_node *kn, *vn;
	const struct conf_key *k;
	void *place;

	for (const struct tree_node *p = n->first; p != NULL;
	     p = p->next->next) {
		kn = tree_get(p);
		vn = tree_get(p->next);
		if (kn->type != TREE_SCALAR)
			continue;	/* said by duplicates() */
		k = key_of(name, kn->text);
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
duplicates(struct walk *w, const struct tree_node *n)
{
	const struct tree_node *a, *b, *q;
	int seen;

	for (const struct tree_node *p = n->first; p != NULL;
	     p = p->next->next) {
		a = tree_get(p);
		if (a->type != TREE_SCALAR) {
			conf_fault(w->conf, mark_of(a), "expected a key");
			continue;
		}
		/* A key of ours: at most a dozen of them are right. */
		for (q = n->first, seen = 0; q != p && seen < 64;
		     q = q->next->next, seen++) {
			b = tree_get(q);
			if (b->type == TREE_SCALAR &&
			    str_eq(a->text, b->text)) {
				conf_fault(w->conf, mark_of(a),
				    "key \"%.*s\" stands twice, first in line "
				    "%zu", STR_FMT(str_sub(a->text, 0, 60)),
				    mark_of(b).line);
				break;
			}
		}
	}
}

static void
section(struct walk *w, const char *name, const struct tree_node *n, void *into,
    struct conf_fetch *fetch)
{
	if (n->type == TREE_SCALAR && n->text.n == 0)
		return;
	if (n->type != TREE_MAP) {
		conf_fault(w->conf, mark_of(n), "%s%sexpected keys with values",
		    name, *name ? ": " : "");
		return;
	}
	duplicates(w, n);
	pairs(w, name, n, into, fetch, false);
	pairs(w, name, n, into, fetch, true);
}

void
conf_walk(struct conf *c, const struct tree_node *root)
{
	struct walk w = { c };

	/* An empty file is a configuration that watches nothing. */
	if (root != NULL)
		section(&w, "", root, c, NULL);
}

