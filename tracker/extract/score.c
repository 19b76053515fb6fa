#include "tracker/base/utf8.h"
#include "tracker/extract/match.h"
#include "tracker/extract/score.h"

/* Prose shorter than this weighs nothing: captions, buttons, labels. */
#define PROSE_LEAST 40
#define PARAGRAPH_LEAST 30
#define PROSE_SURE 140
/* Share of an element's weight, in percent, that leads down into a child. */
#define DOWN_SHARE 80
/* The same where another source says which texts are the article's. */
#define DOWN_SHARE_MATCHED 97
/* A parent that calls itself the body may hold so much more, in percent. */
#define UP_SHARE 140
/* Share of the page's prose, in percent, above which a name is not believed. */
#define BELIEVE_SHARE 45
#define COMMENTS_SHARE 90
/* The same for what says elsewhere that it holds the body or the headline. */
#define BODY_SHARE 15

size_t
score_sum(const struct dom *d, const size_t *prefix, int i)
{
	return prefix[d->elems[i].block_to] - prefix[d->elems[i].block_from];
}

static const char *const stops[] = {
	". ", "? ", "! ", ", ", "\xe3\x80\x82", "\xef\xbc\x81", "\xef\xbc\x9f",
	"\xe3\x80\x81", "\xe0\xa5\xa4", "\xd8\x8c", "\xd8\x9f", "\xef\xbc\x8c",
	"\xe0\xb8\xaf",
	/* Urdu, Armenian, Ethiopic, Khmer, Burmese, Tibetan */
	"۔", "։", "።", "፣", "។", "။", "၊", "།",
};

/* Letters of Thai or Lao, which write no stops, that are a sentence. */
#define THAI_SENTENCE 30

static bool
is_thai_sentence(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i + 2 < s.n && n < THAI_SENTENCE; i++)
		n += (unsigned char)s.p[i] == 0xe0 &&
		    (unsigned char)s.p[i + 1] >= 0xb8 &&
		    (unsigned char)s.p[i + 1] <= 0xbb;
	return n == THAI_SENTENCE;
}

static bool
has_stop(struct str s)
{
	char last = s.n > 0 ? s.p[s.n - 1] : '\0';

	if (last == '.' || last == '!' || last == '?' || last == '"' ||
	    last == ':' || last == ';')
		return true;
	for (size_t i = 0; i < sizeof(stops) / sizeof(*stops); i++)
		if (str_find(s, str_of(stops[i])) >= 0)
			return true;
	return is_thai_sentence(s);
}

size_t
score_weight(const struct text *t)
{
	/* letters of more bytes say more: CJK counts double */
	size_t len = (t->chars + t->s.n) / 2;

	if (len < (t->tag == TAG_P ? PARAGRAPH_LEAST : PROSE_LEAST) ||
	    t->link_chars * 2 > t->chars)
		return 0;
	if (t->tag >= TAG_H1 && t->tag <= TAG_H6)
		return 0;
	len -= len * t->link_chars / t->chars;
	if (!has_stop(t->s))
		return len < PROSE_SURE ? 0 : len / 3;
	/* a beginning, cut off: the teaser of another story */
	if (str_ends(t->s, "...") || str_ends(t->s, "\xe2\x80\xa6"))
		return len / 4;
	return t->tag == TAG_FIGCAPTION ? len / 4 : len;
}

/* Names that say furniture are taken back where the prose is. */
static unsigned
believed(const struct scored *s, const struct dom *d, int i)
{
	const struct elem *e = &d->elems[i];
	unsigned hints = e->hints;
	size_t here = score_sum(d, s->raw, i), all = s->raw[d->ntexts];

	if (here * 100 >= all * BODY_SHARE && s->anchors[e->end] > s->anchors[i])
		hints &= ~(unsigned)HINTS_OUT;
	if (hints & HINT_BODY && here > 0)
		hints &= ~(unsigned)(HINT_JUNK | HINT_WALL | HINT_HIDDEN);
	/* paragraphs of the body wait for a script that shows them */
	if (e->above & HINT_BODY && here > 0)
		hints &= ~(unsigned)(HINT_HIDDEN | HINT_WALL);

	if (here * 100 >= all * BELIEVE_SHARE)
		hints &= ~(unsigned)(HINT_JUNK | HINT_HIDDEN | HINT_BIO |
		    HINT_CAPTION | HINT_DECK | HINT_BYLINE | HINT_NOTE |
		    HINT_WALL);
	/* a paragraph that a script uncovers is one all the same */
	if (e->row->tag == TAG_P && here > 0)
		hints &= ~(unsigned)(HINT_WALL | HINT_HIDDEN);
	if (here * 100 >= all * COMMENTS_SHARE)
		hints &= ~(unsigned)HINT_COMMENTS;
	return hints;
}

static void
prefix_sums(struct scored *s, const struct dom *d)
{
	size_t n = d->ntexts;

	s->raw = arena_alloc(d->arena, n + 1, sizeof(*s->raw));
	s->good = arena_alloc(d->arena, n + 1, sizeof(*s->good));
	s->chars = arena_alloc(d->arena, n + 1, sizeof(*s->chars));
	s->link_chars = arena_alloc(d->arena, n + 1, sizeof(*s->link_chars));
	for (size_t i = 0; i < n; i++) {
		s->raw[i + 1] = s->raw[i] + score_weight(&d->texts[i]);
		s->chars[i + 1] = s->chars[i] + d->texts[i].chars;
		s->link_chars[i + 1] = s->link_chars[i] +
		    d->texts[i].link_chars;
	}
}

/* Elements that say what a page's main part is, as prefix sums. */
static void
find_anchors(struct scored *s, const struct dom *d)
{
	const struct elem *e;

	s->anchors = arena_alloc(d->arena, d->nelems + 1, sizeof(*s->anchors));
	for (size_t i = 0; i < d->nelems; i++) {
		e = &d->elems[i];
		s->anchors[i + 1] = s->anchors[i] + (e->hints & HINT_BODY ||
		    (e->row->tag == TAG_H1 && e->block_to > e->block_from));
	}
}

static void
hints_down(struct scored *s, const struct dom *d)
{
	unsigned from;
	int up;

	s->hints = arena_alloc(d->arena, d->nelems, sizeof(*s->hints));
	for (size_t i = 0; i < d->nelems; i++) {
		up = d->elems[i].parent;
		from = up >= 0 ? s->hints[up] : 0;
		/* the body's first part, shown to those who do not pay */
		if (d->elems[i].hints & HINT_BODY && score_sum(d, s->raw,
		    (int)i) > 0)
			from &= ~(unsigned)HINT_JUNK;
		s->hints[i] = believed(s, d, (int)i) | from;
		if (dom_begins_body(d, (int)i))
			s->hints[i] &= ~(unsigned)HINTS_OUT;
		if (d->elems[i].roles & ROLE_DROP)
			s->hints[i] |= HINT_JUNK;
	}
}

static void
good_sums(struct scored *s, const struct dom *d, const bool *known)
{
	const struct text *t;
	size_t w;

	for (size_t i = 0; i < d->ntexts; i++) {
		t = &d->texts[i];
		w = s->hints[t->elem] & HINTS_OUT ? 0 : score_weight(t);
		/* a source that has the text outweighs all form */
		if (s->nmatched > 0)
			w = s->matched[i] ? t->chars * 4 : w / 16;
		if (known != NULL && known[i] && !s->matched[i])
			w = 0;
		s->good[i + 1] = s->good[i] + w;
	}
}

/* The child that holds most of the weight. */
static int
best_child(const struct scored *s, const struct dom *d, int i, size_t *best)
{
	int at = -1;
	size_t w;

	*best = 0;
	for (int k = i + 1; k < d->elems[i].end; k = d->elems[k].end) {
		w = score_sum(d, s->good, k);
		if (w > *best) {
			*best = w;
			at = k;
		}
	}
	return at;
}

static int
go_down(const struct scored *s, const struct dom *d, int i)
{
	size_t here, best;
	size_t share = s->nmatched > 0 ? DOWN_SHARE_MATCHED : DOWN_SHARE;
	int child;

	for (;;) {
		here = score_sum(d, s->good, i);
		child = best_child(s, d, i, &best);
		if (child < 0 || best * 100 < here * share ||
		    d->elems[child].row->tag == TAG_P)
			return i;
		i = child;
	}
}

/* Texts belong to block-level elements: an inline one that holds blocks has the
 * text beside it in its range, so none is a container. */
static int
block_of(const struct dom *d, int i)
{
	while (i > 0 && !d->elems[i].block)
		i = d->elems[i].parent;
	return i;
}

/*
 * Up again to what calls itself the article's body, if that is not much more: the
 * first paragraphs may stand apart from the rest.
 */
static int
go_up(const struct scored *s, const struct dom *d, int i, int top)
{
	size_t here = score_sum(d, s->good, i);
	int best = i;

	for (int up = d->elems[i].parent; up > top; up = d->elems[up].parent) {
		if (score_sum(d, s->good, up) * 100 > here * UP_SHARE)
			break;
		if (d->elems[up].hints & HINT_BODY)
			best = up;
	}
	return best;
}

void
score_page(struct scored *s, const struct dom *d, struct str body,
    const bool *known, int forced)
{
	*s = (struct scored){ .container = -1 };
	if (d->nelems == 0 || d->ntexts == 0)
		return;
	s->matched = arena_alloc(d->arena, d->ntexts, sizeof(*s->matched));
	s->nmatched = match_texts(d, body, s->matched);
	prefix_sums(s, d);
	find_anchors(s, d);
	hints_down(s, d);
	good_sums(s, d, known);
	s->container = forced >= 0 ? forced :
	    block_of(d, go_up(s, d, go_down(s, d, 0), 0));
	s->weight = score_sum(d, s->good, s->container);
}

void
score_again(struct scored *s, const struct dom *d, int from)
{
	s->container = block_of(d, go_up(s, d, go_down(s, d, from), from));
	s->weight = score_sum(d, s->good, s->container);
}
