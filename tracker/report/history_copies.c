/*
 * Copies of a story: candidates by their sketches, from the store; then both
 * texts are laid against each other, and the versions of each copy are searched
 * for the wrong phrases of the story's notes.
 */
#include <stdlib.h>

#include "tracker/base/limits.h"
#include "tracker/change/passages.h"
#include "tracker/change/standing.h"
#include "tracker/report/history_inner.h"

/* Versions back the wrong phrase of a note is looked for. */
#define BACK 50
/* Texts of the story that copies are held against. */
#define TEXTS 4
/* Claims followed through the copies. */
#define CLAIMS 32

/* A claim that copies can be asked about. */
struct asked {
	const struct report_note *note;
	const struct note_claim *claim;
	const struct change *was;	/* whose old text had the error */
};

struct search {
	struct arena *arena;	/* for what is kept */
	struct arena texts;	/* of the story, for the search */
	struct arena scratch;	/* for one candidate */
	struct store *store;
	struct passage_text text[TEXTS];
	size_t ntexts;
	struct asked asked[CLAIMS];
	size_t nasked;
	int64_t keys[LIMIT_COPY_CANDIDATES];
	size_t nkeys;
	struct report_copy *copies;
	size_t n, cap;
};

/* ---- what is asked ------------------------------------------------------ */

static void
add_text(struct search *s, const struct report *r, size_t version)
{
	struct str text;

	if (version >= r->nversions || s->ntexts == TEXTS ||
	    r->versions[version].article == NULL)
		return;
	text = article_part(r->versions[version].article, PART_BODY,
	    &s->texts);
	for (size_t i = 0; i < s->ntexts; i++)
		if (str_eq(s->text[i].text, text))
			return;
	passage_text_read(&s->text[s->ntexts++], &s->texts, text);
}

/* As it is now, as it came, and around its first note: a copy may have been
 * taken before the correction or after it. */
static void
read_texts(struct search *s, const struct report *r)
{
	int note = r->nnotes > 0 ? r->notes[0].first_version : 1;

	add_text(s, r, r->nversions - 1);
	add_text(s, r, 0);
	if (note > 1)
		add_text(s, r, (size_t)note - 2);
	add_text(s, r, (size_t)note - 1);
}

/* The change whose old text had the wrong phrase: that of the note, or one
 * before it, when the text was corrected first. */
static const struct change *
change_of(const struct report *r, const struct report_note *n,
    const struct note_claim *claim)
{
	const struct report_version *v;
	int last = n->first_version > BACK ? n->first_version - BACK : 1;

	for (int k = n->first_version; k > last; k--) {
		v = &r->versions[k - 1];
		if (standing_before(v->change, claim,
		    v->article->language) > 0)
			return v->change;
	}
	return r->versions[n->first_version - 1].change;
}

static bool
is_asked(const struct search *s, const struct note_claim *c)
{
	for (size_t i = 0; i < s->nasked; i++)
		if (str_eq(s->asked[i].claim->wrong, c->wrong) &&
		    str_eq(s->asked[i].claim->right, c->right))
			return true;
	return false;
}

static void
read_claims(struct search *s, const struct report *r,
    const struct report_note *n)
{
	const struct claim_result *c;

	for (size_t i = 0; i < n->nclaims && s->nasked < CLAIMS; i++) {
		c = &n->claims[i];
		if (c->claim.wrong.n == 0 || is_asked(s, &c->claim) ||
		    c->verdict == CLAIM_UNLOCATABLE)
			continue;
		s->asked[s->nasked++] = (struct asked){ n, &c->claim,
			change_of(r, n, &c->claim) };
	}
}

/* ---- a wrong phrase through the versions of a copy ---------------------- */

static void
see_version(struct report_standing *out, struct search *s,
    const struct report_version *v, const struct asked *q, bool *had,
    size_t *cap)
{
	struct standings now;
	size_t i = 0;

	standing_find(&now, &s->scratch, q->was, q->claim, v->article);
	if (now.same > 0) {
		while (!now.v[i].same)
			i++;
		if (!*had)
			out->since = v->fetched;
		out->state = COPY_STANDING;
		out->gone_in = 0;
		out->versions = arena_grow(s->arena, out->versions, out->nversions,
		    cap, sizeof(*out->versions));
		out->versions[out->nversions++] = v->number;
	} else if (*had) {
		out->state = COPY_GONE;
		out->gone_in = v->number;
		out->until = v->fetched;
	} else if (now.n > 0 && out->state == COPY_NEVER) {
		out->state = COPY_OTHER;
	}
	if (now.same > 0 || (now.n > 0 && out->state == COPY_OTHER)) {
		out->at = now.v[i].at;
		out->places = now.same > 0 ? now.same : now.n;
	}
	*had = now.same > 0;
}

static void
follow(struct report_standing *out, struct search *s,
    const struct report_version *v, size_t n, const struct asked *q,
    int64_t last_seen)
{
	size_t cap = 0;
	int64_t from;
	bool had = false;

	*out = (struct report_standing){ .note = q->note, .claim = q->claim,
		.since = TIME_NONE, .until = TIME_NONE };
	for (size_t i = 0; i < n; i++)
		see_version(out, s, &v[i], q, &had, &cap);
	out->at.context = arena_str(s->arena, out->at.context);
	if (out->state == COPY_STANDING)
		out->until = last_seen;
	if (out->state == COPY_STANDING || out->state == COPY_GONE) {
		from = out->since > q->note->first_seen ? out->since :
		    q->note->first_seen;
		out->after_note = out->until > from ? out->until - from : 0;
	}
}

/* ---- one candidate ------------------------------------------------------ */

static void
lay_against(struct passages *best, struct search *s, struct str body)
{
	struct passage_text text;
	struct passages p;

	*best = (struct passages){ 0 };
	passage_text_read(&text, &s->scratch, body);
	for (size_t i = 0; i < s->ntexts; i++) {
		passages_find(&p, &s->scratch, &s->text[i], &text);
		if (p.share > best->share)
			*best = p;
	}
}

static void
take_copy(struct search *s, const struct store_story *row,
    const struct passages *p, const struct report_version *v, size_t n)
{
	struct arena *a = s->arena;
	struct report_copy *c;

	s->copies = arena_grow(a, s->copies, s->n, &s->cap,
	    sizeof(*s->copies));
	c = &s->copies[s->n++];
	*c = (struct report_copy){ .first_seen = row->first_seen,
		.last_seen = history_seen_until(row), .nversions = row->versions,
		.share = p->share, .words = p->words, .of = p->of,
		.passage_words = p->longest_words };
	c->story = history_str(a, row->id);
	c->url = history_str(a, row->url);
	c->feed = history_str(a, row->feed);
	c->state = str_of(store_state_name(row->state));
	c->headline = arena_str(a, v[n - 1].headline);
	c->passage = arena_str(a, p->longest);
	c->claims = arena_alloc(a, s->nasked + 1, sizeof(*c->claims));
	for (size_t i = 0; i < s->nasked; i++) {
		follow(&c->claims[c->nclaims], s, v, n, &s->asked[i],
		    c->last_seen);
		c->claims[c->nclaims].unseen = row->state == STORE_BLOCKED;
		c->standing += c->claims[c->nclaims++].state == COPY_STANDING;
	}
}

/* One that cannot be read is no copy: its own commands say what is wrong. */
static int
look_at(const struct store_story *row, void *arg)
{
	struct search *s = arg;
	struct report_version *v;
	struct passages p;
	struct error why;
	size_t n;

	if (history_versions(&v, &n, row, -1, &s->scratch, s->store, &why) <
	    0 || n == 0)
		return 0;
	lay_against(&p, s, article_part(v[0].article, PART_BODY, &s->scratch));
	if (!passages_are_copy(&p))
		return 0;
	if (s->nasked > 0 && history_versions(&v, &n, row, 0, &s->scratch,
	    s->store, &why) < 0)
		return 0;
	take_copy(s, row, &p, v, n);
	return 0;
}

/* ---- all of them -------------------------------------------------------- */

static int
collect(const struct store_copy *c, void *arg)
{
	struct search *s = arg;

	if (s->nkeys < LIMIT_COPY_CANDIDATES)
		s->keys[s->nkeys++] = c->story;
	return 0;
}

/* With an error first, then what shares most. */
static int
by_weight(const void *a, const void *b)
{
	const struct report_copy *x = a, *y = b;

	if (x->standing != y->standing)
		return x->standing < y->standing ? 1 : -1;
	if (x->share < y->share || x->share > y->share)
		return x->share < y->share ? 1 : -1;
	return str_cmp(x->url, y->url);
}

static int
look_at_all(struct search *s)
{
	for (size_t i = 0; i < s->nkeys; i++) {
		if (store_story_by_key(s->store, s->keys[i], look_at, s) < 0)
			return -1;
		arena_clear(&s->scratch);
	}
	if (s->n > 1)
		qsort(s->copies, s->n, sizeof(*s->copies), by_weight);
	return 0;
}

int
history_copies(struct report *r, struct arena *a, struct store *store,
    const struct store_story *story, struct error *e)
{
	struct search *s = arena_alloc(a, 1, sizeof(*s));
	int code;

	s->arena = a;
	s->store = store;
	arena_init(&s->texts);
	arena_init(&s->scratch);
	if (r->nversions > 0)
		read_texts(s, r);
	for (size_t i = 0; i < r->nnotes; i++)
		read_claims(s, r, &r->notes[i]);
	code = store_copies(store, story->key, LIMIT_COPY_CANDIDATES, collect,
	    s);
	if (code >= 0)
		code = look_at_all(s);
	if (code < 0)
		error_set(e, "%s", store_error(store));
	r->copies = s->copies;
	r->ncopies = s->n < LIMIT_COPIES ? s->n : LIMIT_COPIES;
	arena_release(&s->texts);
	arena_release(&s->scratch);
	return code < 0 ? -1 : 0;
}

/* ---- for a digest ------------------------------------------------------- */

struct elsewhere {
	struct report_change *change;
	struct arena *arena;
	struct store *store;
	const struct history_eyes *eyes;
	struct error *error;
};

static bool
has_wrong_phrase(const struct report_version *v)
{
	for (size_t i = 0; v->checked != NULL && i < v->checked->nclaims; i++)
		if (v->checked->claims[i].claim.wrong.n > 0)
			return true;
	return false;
}

static bool
stands_after(const struct report_copy *c, int version)
{
	for (size_t i = 0; i < c->nclaims; i++)
		if (c->claims[i].state == COPY_STANDING &&
		    c->claims[i].note->first_version == version)
			return true;
	return false;
}

static int
elsewhere_one(const struct store_story *row, void *arg)
{
	struct elsewhere *w = arg;
	struct report_change *c = w->change;
	struct report_copy *v;
	struct report r;

	if (history_load(&r, w->arena, w->store, w->eyes, row,
	    w->error) < 0 ||
	    history_copies(&r, w->arena, w->store, row, w->error) < 0)
		return -1;
	v = arena_alloc(w->arena, r.ncopies + 1, sizeof(*v));
	for (size_t i = 0; i < r.ncopies; i++)
		if (stands_after(&r.copies[i], c->version.number))
			v[c->ncopies++] = r.copies[i];
	c->copies = v;
	return 0;
}

int
history_elsewhere(struct report_change *c, size_t n, struct arena *a,
    struct store *store, const struct history_eyes *eyes, struct error *e)
{
	struct elsewhere w = { .arena = a, .store = store, .eyes = eyes,
		.error = e };

	for (size_t i = 0; i < n; i++) {
		if (!has_wrong_phrase(&c[i].version))
			continue;
		w.change = &c[i];
		e->text[0] = '\0';
		if (store_story_find(store, arena_strz(a, c[i].url),
		    elsewhere_one, &w) < 0)
			return e->text[0] != '\0' ? -1 :
			    error_set(e, "%s", store_error(store));
	}
	return 0;
}
