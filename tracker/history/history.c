#include "tracker/history/history.h"
#include "tracker/history/late.h"

/* ---- rows of the store into the arena ---------------------------------- */

struct loaded {
	struct arena *arena;
	struct report_version *v;
	struct str *text;
	char (*sha256)[65];
	size_t n, cap, text_cap, sha_cap;
};

static int
load_row(const struct store_version *row, void *arg)
{
	struct loaded *l = arg;
	struct arena *a = l->arena;
	struct report_version *v;

	l->v = arena_grow(a, l->v, l->n, &l->cap, sizeof(*l->v));
	l->text = arena_grow(a, l->text, l->n, &l->text_cap,
	    sizeof(*l->text));
	l->sha256 = arena_grow(a, l->sha256, l->n, &l->sha_cap,
	    sizeof(*l->sha256));
	l->text[l->n] = arena_str(a, str_make(row->text, row->ntext));
	memcpy(l->sha256[l->n], row->text_sha256, sizeof(*l->sha256));
	v = &l->v[l->n++];
	*v = (struct report_version){ .number = row->number,
		.fetched = row->fetched, .published = row->published,
		.modified = row->modified, .words = row->words,
		.notes = row->notes };
	v->commit = arena_str(a, str_of(row->commit));
	v->headline = arena_str(a, str_of(row->headline));
	v->capture = arena_str(a, str_of(row->capture));
	return 0;
}

/* ---- deriving ---------------------------------------------------------- */

static int
parse_articles(struct loaded *l, const struct store_story *s,
    struct error *e)
{
	struct article *a = arena_alloc(l->arena, l->n, sizeof(*a));
	struct error why;

	for (size_t i = 0; i < l->n; i++) {
		if (article_parse(&a[i], l->arena, l->text[i], &why) < 0)
			return error_set(e, "%s version %d: %s", s->id,
			    l->v[i].number, why.text);
		a[i].modified = l->v[i].modified;
		l->v[i].article = &a[i];
	}
	return 0;
}

/* The number of an earlier version with this very text, or 0. */
static int
equals_earlier(const struct loaded *l, size_t i)
{
	for (size_t j = 0; j + 1 < i; j++)
		if (strcmp(l->sha256[j], l->sha256[i]) == 0)
			return l->v[j].number;
	return 0;
}

static bool
has_note(const struct article *a, struct str text)
{
	for (size_t i = 0; i < a->nnotes; i++)
		if (str_eq(a->notes[i].text, text))
			return true;
	return false;
}

/* Notes in the order in which versions brought them: what comes after version i
 * is the end of one list from upto[i] on, read once for all versions. */
struct brought {
	struct str *notes;
	size_t n, cap;
	size_t *upto;
};

static void
collect_notes(const struct loaded *l, struct brought *b)
{
	const struct article *a;

	b->upto = arena_alloc(l->arena, l->n + 1, sizeof(*b->upto));
	for (size_t i = 0; i < l->n; i++) {
		a = l->v[i].article;
		for (size_t k = 0; i > 0 && k < a->nnotes; k++) {
			if (has_note(l->v[i - 1].article, a->notes[k].text))
				continue;
			b->notes = arena_grow(l->arena, b->notes, b->n,
			    &b->cap, sizeof(*b->notes));
			b->notes[b->n++] = a->notes[k].text;
		}
		b->upto[i] = b->n;
	}
}

static void
later_notes(const struct brought *b, size_t i, struct classify_context *c)
{
	c->nlater_notes = b->n - b->upto[i];
	c->later_notes = c->nlater_notes > 0 ? b->notes + b->upto[i] : NULL;
}

static void
derive_change(struct loaded *l, const struct brought *b, size_t i,
    struct reconciliation *r, int64_t seen_until)
{
	struct change *change = arena_alloc(l->arena, 1, sizeof(*change));
	const struct article *old = i > 0 ? l->v[i - 1].article : NULL;
	struct classify_context c = { .seen_until = seen_until,
		.equals_version = equals_earlier(l, i) };

	later_notes(b, i, &c);
	classify(change, l->arena, old, l->v[i].article, &c);
	reconcile(r, l->arena, change, old, l->v[i].article);
	l->v[i].change = change;
	l->v[i].checked = r;
}

static int64_t
seen_until(const struct store_story *s)
{
	return s->last != STORE_NO_TIME ? s->last : s->changed;
}

static struct str
copy(struct arena *a, const char *z)
{
	return z != NULL ? arena_str(a, str_of(z)) : (struct str){ NULL, 0 };
}

static void
head(struct report *out, struct arena *a, const struct store_story *s)
{
	*out = (struct report){ .first_seen = s->first_seen,
		.last_seen = seen_until(s) };
	out->story = copy(a, s->id);
	out->url = copy(a, s->url);
	out->feed = copy(a, s->feed);
	out->state = str_of(store_state_name(s->state));
}

int
history_load(struct report *out, struct arena *a, struct store *store,
    const struct store_story *s, struct error *e)
{
	struct loaded l = { .arena = a };
	struct brought b = { 0 };
	struct reconciliation *checked;

	head(out, a, s);
	if (store_versions(store, s->key, 1, load_row, &l) < 0)
		return error_set(e, "%s", store_error(store));
	if (parse_articles(&l, s, e) < 0)
		return -1;
	checked = arena_alloc(a, l.n + 1, sizeof(*checked));
	collect_notes(&l, &b);
	for (size_t i = 0; i < l.n; i++)
		derive_change(&l, &b, i, &checked[i], out->last_seen);
	late_notes(l.v, checked, l.n, a);
	out->versions = l.v;
	out->nversions = l.n;
	report_derive(out, a);
	return 0;
}

int
history_article(struct article *out, const struct store_story *s, int number,
    struct arena *a, struct store *store, struct error *e)
{
	struct loaded l = { .arena = a };
	int r = store_version_get(store, s->key, number, load_row, &l);

	if (r < 0)
		return error_set(e, "%s", store_error(store));
	if (l.n == 0)
		return error_set(e, "%s: no version yet", s->id);
	if (parse_articles(&l, s, e) < 0)
		return -1;
	*out = *l.v[0].article;
	return 0;
}
