#include "tracker/report/history.h"
#include "tracker/report/history_inner.h"
#include "tracker/report/late.h"
#include "tracker/report/reading.h"
#include "tracker/report/still.h"
#include "tracker/report/unrest.h"
#include "tracker/extract/reread.h"

/* ---- rows of the store into the arena ---------------------------------- */

struct loaded {
	struct arena *arena;
	struct report_version *v;
	struct reading *r;
	size_t n, cap, reading_cap;
	bool several;		/* extractors */
	struct str reader;	/* of the last row */
};

static struct reading *
add_reading(struct loaded *l)
{
	l->r = arena_grow(l->arena, l->r, l->n, &l->reading_cap,
	    sizeof(*l->r));
	return &l->r[l->n];
}

static int
load_row(const struct store_version *row, void *arg)
{
	struct loaded *l = arg;
	struct arena *a = l->arena;
	struct reading *r = add_reading(l);
	struct report_version *v;

	l->v = arena_grow(a, l->v, l->n, &l->cap, sizeof(*l->v));
	v = &l->v[l->n++];
	*v = (struct report_version){ .number = row->number,
		.fetched = row->fetched, .published = row->published,
		.modified = row->modified, .words = row->words,
		.notes = row->notes };
	v->commit = arena_str(a, str_of(row->commit));
	v->headline = arena_str(a, str_of(row->headline));
	v->capture = arena_str(a, str_of(row->capture));
	*r = (struct reading){ .number = row->number,
		.text = arena_str(a, str_make(row->text, row->ntext)),
		.extractor = arena_str(a, str_of(row->extractor)),
		.capture = v->capture, .modified = row->modified };
	memcpy(r->sha256, row->text_sha256, sizeof(r->sha256));
	return 0;
}

/* ---- by the same eyes -------------------------------------------------- */

static const struct extract_rule *
rule_of(const struct history_eyes *eyes, const struct store_story *s,
    struct arena *a)
{
	return eyes != NULL ? eyes->rule(eyes->arg, s, a) : NULL;
}

static bool
several_readers(const struct loaded *l)
{
	for (size_t i = 1; i < l->n; i++)
		if (!str_eq(l->r[i - 1].extractor, l->r[i].extractor))
			return true;
	return false;
}

/* Parses what is stored, reads again what another extractor read when `several`
 * did, and looks past furniture. */
static int
settle_texts(struct loaded *l, bool several, struct store *store,
    const struct history_eyes *eyes, const struct store_story *s,
    struct error *e)
{
	struct known known;

	if (recall_known(&known, l->arena, store, s->url) < 0)
		return error_set(e, "%s", store_error(store));
	if (reading_parse(l->r, l->n, l->arena, s->id, e) < 0)
		return -1;
	if (several)
		reading_again(l->r, l->n, l->arena, store,
		    rule_of(eyes, s, l->arena), &known);
	reading_strip(l->r, l->n, l->arena, &known);
	return 0;
}

/* What is said of a version is said of the reading that is compared. */
static void
settle_version(struct report_version *v, const struct reading *r)
{
	const struct article *a = r->again != NULL ? r->again : r->stored;

	v->article = a;
	if (a == r->stored)
		return;
	v->words = article_words(a);
	v->notes = (int)a->nnotes;
	if (a->headline.n > 0)
		v->headline = a->headline;
	if (a->published != TIME_NONE)
		v->published = a->published;
}

static int
settle_readings(struct loaded *l, struct store *store,
    const struct history_eyes *eyes, const struct store_story *s,
    struct error *e)
{
	if (settle_texts(l, several_readers(l), store, eyes, s, e) < 0)
		return -1;
	for (size_t i = 0; i < l->n; i++)
		settle_version(&l->v[i], &l->r[i]);
	return 0;
}

/* ---- deriving ---------------------------------------------------------- */

/*
 * The number of an earlier version with this very text, or 0. A version that
 * differs in nothing from the one before it is no return to anything.
 */
static int
equals_earlier(const struct loaded *l, size_t i, const struct reading_pair *p)
{
	const struct reading *r = l->r;

	for (size_t j = 0; j + 1 < i; j++)
		if (p->again && r[j].again != NULL ?
		    strcmp(r[j].again_sha256, r[i].again_sha256) == 0 :
		    strcmp(r[j].sha256, r[i].sha256) == 0)
			return article_same(p->old, p->new) ? 0 : r[j].number;
	return 0;
}

/* Notes in the order in which versions brought them: what comes after version i
 * is the end of one list from upto[i] on, read once for all versions. */
struct brought {
	struct str *notes;
	int64_t *seen;		/* fetch times of the versions they came with */
	size_t n, cap, seen_cap;
	size_t *upto;
};

static void
bring(struct brought *b, struct arena *a, struct str text, int64_t seen)
{
	b->notes = arena_grow(a, b->notes, b->n, &b->cap, sizeof(*b->notes));
	b->seen = arena_grow(a, b->seen, b->n, &b->seen_cap, sizeof(*b->seen));
	b->notes[b->n] = text;
	b->seen[b->n++] = seen;
}

static void
collect_notes(const struct loaded *l, struct brought *b)
{
	struct note_event *e;
	size_t n;

	b->upto = arena_alloc(l->arena, l->n + 1, sizeof(*b->upto));
	for (size_t i = 0; i < l->n; i++) {
		n = 0;
		if (i > 0)
			note_events(&e, &n, l->arena, l->v[i - 1].article,
			    l->v[i].article);
		for (size_t k = 0; k < n; k++)
			if (e[k].news)
				bring(b, l->arena, e[k].after,
				    l->v[i].fetched);
		b->upto[i] = b->n;
	}
}

/* Those that stand in the version and stood in the one before. */
static void
standing_notes(const struct loaded *l, size_t i, struct classify_context *c)
{
	const struct article *was = i > 0 ? l->v[i - 1].article : NULL;
	const struct article *is = l->v[i].article;
	struct str *out;

	if (was == NULL || was->nnotes == 0)
		return;
	out = arena_alloc(l->arena, is->nnotes + 1, sizeof(*out));
	for (size_t k = 0; k < is->nnotes; k++)
		for (size_t m = 0; m < was->nnotes; m++)
			if (str_eq(is->notes[k].text, was->notes[m].text)) {
				out[c->nstanding_notes++] = is->notes[k].text;
				break;
			}
	c->standing_notes = out;
}

static void
later_notes(const struct brought *b, size_t i, struct classify_context *c)
{
	c->nlater_notes = b->n - b->upto[i];
	c->later_notes = c->nlater_notes > 0 ? b->notes + b->upto[i] : NULL;
}

/* One more sentence of evidence, where there is one. */
static void
add_evidence(struct change *c, struct arena *a, struct str sentence)
{
	struct str *all;

	if (sentence.n == 0)
		return;
	all = arena_alloc(a, c->nevidence + 1, sizeof(*all));
	if (c->nevidence > 0)
		memcpy(all, c->evidence, c->nevidence * sizeof(*all));
	all[c->nevidence++] = sentence;
	c->evidence = all;
}

static bool
has_wrong(const struct change *c)
{
	for (size_t i = 0; i < c->nnotes; i++)
		for (size_t k = 0; k < c->notes[i].read.nclaims; k++)
			if (c->notes[i].read.claims[k].wrong.n > 0)
				return true;
	return false;
}

static void
derive_change(struct loaded *l, const struct brought *b, size_t i,
    struct reconciliation *r, struct still *still, int64_t seen_until)
{
	struct change *change = arena_alloc(l->arena, 1, sizeof(*change));
	struct reading_pair p = { .new = l->v[i].article };
	struct classify_context c = { .seen_until = seen_until };
	struct article with;

	if (i > 0)
		reading_pair(&p, &l->r[i - 1], &l->r[i], l->arena);
	c.equals_version = equals_earlier(l, i, &p);
	later_notes(b, i, &c);
	standing_notes(l, i, &c);
	classify(change, l->arena, p.old, p.new, &c);
	with = *p.new;
	if (has_wrong(change)) {
		l->v[i].article = still_article(still, i, l->v[i].article);
		with.url = l->v[i].article->url;
		with.titles = l->v[i].article->titles;
		with.descriptions = l->v[i].article->descriptions;
		with.alts = l->v[i].article->alts;
	}
	reconcile(r, l->arena, change, p.old, &with);
	add_evidence(change, l->arena, p.said);
	add_evidence(change, l->arena, p.caveat);
	l->v[i].change = change;
	l->v[i].checked = r;
	l->v[i].caveat = p.caveat;
	l->v[i].owned = change->later_note > 0 ?
	    b->seen[b->upto[i] + change->later_note - 1] : 0;
}

int64_t
history_seen_until(const struct store_story *s)
{
	return s->last != STORE_NO_TIME ? s->last : s->changed;
}

struct str
history_str(struct arena *a, const char *z)
{
	return z != NULL ? arena_str(a, str_of(z)) : (struct str){ NULL, 0 };
}

static void
head(struct report *out, struct arena *a, const struct store_story *s)
{
	*out = (struct report){ .first_seen = s->first_seen,
		.last_seen = history_seen_until(s) };
	out->story = history_str(a, s->id);
	out->url = history_str(a, s->url);
	out->feed = history_str(a, s->feed);
	out->state = str_of(store_state_name(s->state));
}

/* A failure of the store is told by what is read next. */
static void
head_turns(struct report *out, struct arena *a, struct store *store,
    const struct store_story *s)
{
	struct turns t;
	struct buf b;

	if (unrest_turns(store, a, s, &t) != STORE_OK)
		return;
	buf_init(&b, 1000);
	unrest_turns_text(&b, &t);
	out->turns = arena_str(a, buf_str(&b));
	buf_release(&b);
}

/* ---- what the page says of its time -------------------------------------- */

static int
take_touch(const struct store_touch *t, void *arg)
{
	struct loaded *l = arg;

	for (size_t i = 0; i < l->n; i++)
		if (l->v[i].number == t->number)
			l->v[i].touch = (struct report_touch){ t->times,
				t->first, t->last, t->modified };
	return 0;
}

/* Did the page's modified time go with the text? */
static void
settle_times(struct loaded *l)
{
	struct report_version *v;
	char when[TIME_TEXT];
	int64_t was;

	for (size_t i = 1; i < l->n; i++) {
		v = &l->v[i];
		was = v[-1].touch.times > 0 ? v[-1].touch.modified :
		    v[-1].modified;
		if (was == TIME_NONE || v->modified == TIME_NONE)
			continue;
		v->stamp = v->modified != was ? STAMP_MOVED : STAMP_STILL;
		if (v->stamp == STAMP_STILL && v->change->nedits > 0)
			add_evidence((struct change *)v->change, l->arena,
			    arena_printf(l->arena, "the text changed, the "
			    "modified time the page gives did not: still %s",
			    time_rfc3339(was, when)));
	}
}

int
history_load(struct report *out, struct arena *a, struct store *store,
    const struct history_eyes *eyes, const struct store_story *s,
    struct error *e)
{
	struct loaded l = { .arena = a };
	struct brought b = { 0 };
	struct still still = { .arena = a, .store = store, .eyes = eyes,
		.story = s };
	struct reconciliation *checked;

	head(out, a, s);
	head_turns(out, a, store, s);
	if (store_versions(store, s->key, 1, load_row, &l) < 0)
		return error_set(e, "%s", store_error(store));
	if (settle_readings(&l, store, eyes, s, e) < 0)
		return -1;
	checked = arena_alloc(a, l.n + 1, sizeof(*checked));
	collect_notes(&l, &b);
	still.r = l.r;
	still.n = l.n;
	for (size_t i = 0; i < l.n; i++)
		derive_change(&l, &b, i, &checked[i], &still, out->last_seen);
	late_notes(l.v, checked, l.n, a);
	if (store_touches(store, s->key, take_touch, &l) < 0)
		return error_set(e, "%s", store_error(store));
	settle_times(&l);
	still_follow(&still, l.v, checked);
	out->versions = l.v;
	out->nversions = l.n;
	report_derive(out, a);
	return 0;
}

int
history_versions(struct report_version **out, size_t *n,
    const struct store_story *s, int number, struct arena *a,
    struct store *store, struct error *e)
{
	struct loaded l = { .arena = a };
	int r = number == 0 ? store_versions(store, s->key, 1, load_row, &l) :
	    store_version_get(store, s->key, number, load_row, &l);

	if (r < 0)
		return error_set(e, "%s", store_error(store));
	if (reading_parse(l.r, l.n, a, s->id, e) < 0)
		return -1;
	for (size_t i = 0; i < l.n; i++)
		l.v[i].article = l.r[i].stored;
	*out = l.v;
	*n = l.n;
	return 0;
}

/* ---- two versions ------------------------------------------------------- */

static int
see_reader(const struct store_version *row, void *arg)
{
	struct loaded *l = arg;

	l->several |= row->number > 1 &&
	    !str_eqz(l->reader, row->extractor != NULL ? row->extractor : "");
	l->reader = arena_str(l->arena, str_of(row->extractor));
	return 0;
}

int
history_pair(struct history_pair *out, struct arena *a, struct store *store,
    const struct history_eyes *eyes, const struct store_story *s, int old,
    int new, struct error *e)
{
	struct loaded l = { .arena = a };
	struct reading_pair p;

	if (store_versions(store, s->key, 0, see_reader, &l) < 0 ||
	    store_version_get(store, s->key, old, load_row, &l) < 0 ||
	    store_version_get(store, s->key, new, load_row, &l) < 0)
		return error_set(e, "%s", store_error(store));
	if (l.n < 2)
		return error_set(e, "%s: no such version", s->id);
	if (settle_texts(&l, l.several, store, eyes, s, e) < 0)
		return -1;
	reading_pair(&p, &l.r[0], &l.r[1], a);
	out->old = *p.old;
	out->new = *p.new;
	out->caveat = p.caveat;
	return 0;
}
