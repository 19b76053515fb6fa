#include "tracker/base/limits.h"
#include "tracker/base/utf8.h"
#include "tracker/extract/wire.h"

/* Reads off the front; after the first fault everything is empty. */
struct reader {
	struct str rest;
	struct arena *arena;
	bool bad;
};

/* ---- numbers and texts -------------------------------------------------- */

static void
put_int(struct buf *b, int64_t v)
{
	buf_add(b, &v, sizeof(v));
}

static void
put_str(struct buf *b, struct str s)
{
	put_int(b, (int64_t)s.n);
	buf_adds(b, s);
	/* so that a slice of the message is a C string, too */
	buf_addc(b, '\0');
}

/* NULL is not the empty string. */
static void
put_strz(struct buf *b, const char *z)
{
	put_int(b, z != NULL);
	put_str(b, str_of(z));
}

static int64_t
get_int(struct reader *r, int64_t min, int64_t max)
{
	int64_t v = min;

	if (r->rest.n < sizeof(v)) {
		r->bad = true;
		return min;
	}
	memcpy(&v, r->rest.p, sizeof(v));
	r->rest = str_from(r->rest, sizeof(v));
	if (v >= min && v <= max)
		return v;
	r->bad = true;
	return min;
}

static struct str
get_str(struct reader *r, size_t max)
{
	size_t n = (size_t)get_int(r, 0, (int64_t)max);
	struct str s;

	if (r->bad || n >= r->rest.n || r->rest.p[n] != '\0') {
		r->bad = true;
		return (struct str){ NULL, 0 };
	}
	s = str_sub(r->rest, 0, n);
	r->rest = str_from(r->rest, n + 1);
	return s;
}

/* Text that a person will read. */
static struct str
get_text(struct reader *r, size_t max)
{
	struct str s = get_str(r, max);

	if (!utf8_valid(s))
		r->bad = true;
	return s;
}

static const char *
get_strz(struct reader *r, size_t max)
{
	bool there = get_int(r, 0, 1);
	struct str s = get_text(r, max);

	return there && s.p != NULL ? s.p : NULL;
}

/* The count of an array whose elements take at least so many bytes. */
static size_t
get_count(struct reader *r, size_t max, size_t least)
{
	size_t n = (size_t)get_int(r, 0, (int64_t)max);

	if (n > r->rest.n / least)
		r->bad = true;
	return r->bad ? 0 : n;
}

/* ---- tasks -------------------------------------------------------------- */

/* A list that ends with a NULL, or none. */
static void
put_list(struct buf *b, const char *const *list)
{
	size_t n = 0;

	while (list != NULL && list[n] != NULL)
		n++;
	put_int(b, list != NULL);
	put_int(b, (int64_t)n);
	for (size_t i = 0; i < n; i++)
		put_strz(b, list[i]);
}

static const char *const *
get_list(struct reader *r)
{
	bool there = get_int(r, 0, 1);
	size_t n = get_count(r, LIMIT_CONF_BYTES, 17);
	const char **list = arena_alloc(r->arena, n + 1, sizeof(*list));

	for (size_t i = 0; i < n; i++)
		list[i] = get_strz(r, LIMIT_CONF_BYTES);
	return there ? list : NULL;
}

static void
put_rule(struct buf *b, const struct extract_rule *rule)
{
	put_int(b, rule != NULL);
	if (rule == NULL)
		return;
	put_list(b, rule->body);
	put_list(b, rule->headline);
	put_list(b, rule->byline);
	put_list(b, rule->drop);
}

static const struct extract_rule *
get_rule(struct reader *r)
{
	struct extract_rule *rule;

	if (get_int(r, 0, 1) == 0)
		return NULL;
	rule = arena_alloc(r->arena, 1, sizeof(*rule));
	rule->body = get_list(r);
	rule->headline = get_list(r);
	rule->byline = get_list(r);
	rule->drop = get_list(r);
	return rule;
}

/* Only what is left out of articles: the worker asks for nothing else. */
static void
put_known(struct buf *b, const struct known *k)
{
	size_t n = 0, cap = k != NULL ? k->cap : 0;
	uint64_t hash[LIMIT_FURNITURE];

	for (size_t i = 0; i < cap && n < LIMIT_FURNITURE; i++)
		if (k->slot[i].hash != 0 && k->slot[i].level >= KNOWN_FURNITURE)
			hash[n++] = k->slot[i].hash;
	put_int(b, (int64_t)n);
	buf_add(b, hash, n * sizeof(*hash));
}

static const struct known *
get_known(struct reader *r)
{
	size_t n = get_count(r, LIMIT_FURNITURE, sizeof(uint64_t));
	struct known *k;
	uint64_t hash;

	if (n == 0)
		return NULL;
	k = arena_alloc(r->arena, 1, sizeof(*k));
	known_init(k, r->arena);
	for (size_t i = 0; i < n; i++) {
		memcpy(&hash, r->rest.p, sizeof(hash));
		r->rest = str_from(r->rest, sizeof(hash));
		/* 0 is no hash: it is what empty places have */
		if (hash == 0)
			r->bad = true;
		else
			known_add(k, hash, KNOWN_FURNITURE);
	}
	return k;
}

struct str
wire_put_task(struct buf *b, const struct task *t)
{
	put_int(b, t->kind);
	if (t->kind == TASK_FEED) {
		put_str(b, t->feed.url);
		put_str(b, t->feed.charset);
		put_str(b, t->feed.content_type);
		put_int(b, (int64_t)t->feed.bytes.n);
		return t->feed.bytes;
	}
	put_str(b, t->page.url);
	put_str(b, t->page.charset);
	put_str(b, t->page.content_type);
	put_int(b, t->page.status);
	put_rule(b, t->page.rule);
	put_known(b, t->page.known);
	put_int(b, (int64_t)t->page.bytes.n);
	return t->page.bytes;
}

/* What is left of the message, of the length that was said. */
static struct str
get_rest(struct reader *r)
{
	struct str rest;

	if (get_int(r, 0, INT64_MAX) != (int64_t)r->rest.n)
		r->bad = true;
	rest = r->rest;
	r->rest.n = 0;
	return rest;
}

int
wire_get_task(struct task *t, struct arena *arena, struct str bytes)
{
	struct reader r = { .rest = bytes, .arena = arena };

	*t = (struct task){ .kind = (enum task_kind)get_int(&r, TASK_PAGE,
	    TASK_FEED) };
	if (t->kind == TASK_FEED) {
		t->feed.url = get_str(&r, bytes.n);
		t->feed.charset = get_str(&r, bytes.n);
		t->feed.content_type = get_str(&r, bytes.n);
		t->feed.bytes = get_rest(&r);
	} else {
		t->page.url = get_str(&r, bytes.n);
		t->page.charset = get_str(&r, bytes.n);
		t->page.content_type = get_str(&r, bytes.n);
		t->page.status = (int)get_int(&r, 0, 999);
		t->page.rule = get_rule(&r);
		t->page.known = get_known(&r);
		t->page.bytes = get_rest(&r);
	}
	return r.bad || r.rest.n > 0 ? -1 : 0;
}

/* ---- articles ----------------------------------------------------------- */

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* The texts of an article, in the order of the wire. */
static void
article_texts(struct article *a, struct str *out[], size_t *n)
{
	struct str *all[] = { &a->url, &a->canonical, &a->headline, &a->deck,
		&a->byline, &a->dateline, &a->section, &a->language,
		&a->reason, &a->extractor, &a->gate };

	*n = COUNT(all);
	memcpy(out, all, sizeof(all));
}

#define ARTICLE_TEXTS 11

static void
put_said(struct buf *b, const struct article_said *said)
{
	put_int(b, (int64_t)said->n);
	for (size_t i = 0; i < said->n; i++)
		put_str(b, said->v[i]);
}

static void
get_said(struct reader *r, struct article_said *said)
{
	said->n = get_count(r, LIMIT_SAID, 9);
	said->v = arena_alloc(r->arena, said->n + 1, sizeof(*said->v));
	for (size_t i = 0; i < said->n; i++)
		said->v[i] = get_text(r, LIMIT_FIELD_BYTES);
}

void
wire_put_article(struct buf *b, const struct article *article)
{
	struct article copy = *article, *a = &copy;
	struct str *texts[ARTICLE_TEXTS];
	size_t n;

	article_texts(a, texts, &n);
	for (size_t i = 0; i < n; i++)
		put_str(b, *texts[i]);
	put_int(b, a->published);
	put_int(b, a->modified);
	put_strz(b, a->method);
	put_int(b, (int64_t)(a->quality * 1e6));
	put_int(b, a->verdict);
	put_int(b, a->sourced);
	put_int(b, (int64_t)a->nblocks);
	for (size_t i = 0; i < a->nblocks; i++) {
		put_int(b, a->blocks[i].type);
		put_str(b, a->blocks[i].text);
	}
	put_int(b, (int64_t)a->nnotes);
	for (size_t i = 0; i < a->nnotes; i++) {
		put_str(b, a->notes[i].text);
		put_int(b, a->notes[i].kind);
		put_strz(b, a->notes[i].place);
	}
	put_said(b, &a->titles);
	put_said(b, &a->descriptions);
	put_said(b, &a->alts);
}

static void
get_blocks(struct reader *r, struct article *a)
{
	a->nblocks = get_count(r, LIMIT_BLOCKS, 17);
	a->blocks = arena_alloc(r->arena, a->nblocks + 1, sizeof(*a->blocks));
	for (size_t i = 0; i < a->nblocks; i++) {
		a->blocks[i].type = (enum block_type)get_int(r,
		    BLOCK_PARAGRAPH, BLOCK_TABLE_ROW);
		a->blocks[i].text = get_text(r, LIMIT_TEXT_BYTES);
	}
}

static void
get_notes(struct reader *r, struct article *a)
{
	a->nnotes = get_count(r, LIMIT_NOTES, 34);
	a->notes = arena_alloc(r->arena, a->nnotes + 1, sizeof(*a->notes));
	for (size_t i = 0; i < a->nnotes; i++) {
		a->notes[i].text = get_text(r, LIMIT_TEXT_BYTES);
		a->notes[i].kind = (enum note_kind)get_int(r, NOTE_NONE,
		    NOTE_WITHDRAWAL);
		a->notes[i].place = get_strz(r, LIMIT_FIELD_BYTES);
	}
}

int
wire_get_article(struct article *a, struct arena *arena, struct str bytes)
{
	struct reader r = { .rest = bytes, .arena = arena };
	struct str *texts[ARTICLE_TEXTS];
	size_t n;

	article_init(a);
	article_texts(a, texts, &n);
	for (size_t i = 0; i < n; i++)
		*texts[i] = get_text(&r, LIMIT_TEXT_BYTES);
	a->published = get_int(&r, INT64_MIN, INT64_MAX);
	a->modified = get_int(&r, INT64_MIN, INT64_MAX);
	a->method = get_strz(&r, LIMIT_FIELD_BYTES);
	a->quality = (double)get_int(&r, 0, 1000000) / 1e6;
	a->verdict = (enum verdict)get_int(&r, VERDICT_ARTICLE,
	    VERDICT_LISTING);
	a->sourced = get_int(&r, 0, 1);
	get_blocks(&r, a);
	get_notes(&r, a);
	get_said(&r, &a->titles);
	get_said(&r, &a->descriptions);
	get_said(&r, &a->alts);
	if (!r.bad && r.rest.n == 0)
		return 0;
	article_init(a);
	return -1;
}

/* ---- feeds -------------------------------------------------------------- */

void
wire_put_feed(struct buf *b, const struct feed *f)
{
	put_int(b, f->format);
	put_str(b, f->title);
	put_str(b, f->link);
	put_str(b, f->hub);
	put_str(b, f->problem);
	put_int(b, f->cut);
	put_int(b, f->recovered);
	put_int(b, (int64_t)f->nitems);
	for (size_t i = 0; i < f->nitems; i++) {
		put_str(b, f->items[i].title);
		put_str(b, f->items[i].link);
		put_str(b, f->items[i].id);
		put_str(b, f->items[i].author);
		put_int(b, f->items[i].published);
		put_int(b, f->items[i].updated);
	}
}

static void
get_item(struct reader *r, struct feed_item *item)
{
	item->title = get_text(r, LIMIT_FEED_BYTES);
	item->link = get_text(r, LIMIT_FEED_BYTES);
	item->id = get_text(r, LIMIT_FEED_BYTES);
	item->author = get_text(r, LIMIT_FEED_BYTES);
	item->published = get_int(r, INT64_MIN, INT64_MAX);
	item->updated = get_int(r, INT64_MIN, INT64_MAX);
}

int
wire_get_feed(struct feed *f, struct arena *arena, struct str bytes)
{
	struct reader r = { .rest = bytes, .arena = arena };

	*f = (struct feed){ .format = (enum feed_format)get_int(&r, FEED_NONE,
	    FEED_SITEMAP_INDEX) };
	f->title = get_text(&r, LIMIT_FEED_BYTES);
	f->link = get_text(&r, LIMIT_FEED_BYTES);
	f->hub = get_text(&r, LIMIT_FEED_BYTES);
	f->problem = get_text(&r, LIMIT_FEED_BYTES);
	f->cut = get_int(&r, 0, 1);
	f->recovered = get_int(&r, 0, 1);
	f->nitems = get_count(&r, LIMIT_FEED_ITEMS, 52);
	f->items = arena_alloc(arena, f->nitems + 1, sizeof(*f->items));
	for (size_t i = 0; i < f->nitems; i++)
		get_item(&r, &f->items[i]);
	if (!r.bad && r.rest.n == 0)
		return 0;
	*f = (struct feed){ .format = FEED_NONE };
	return -1;
}
