/*
 * Notes: the publisher's own words about a change, wherever they stand. They are
 * looked for in every text of the page, furniture or not, because that is where
 * publishers put them; but not in comments, in what is hidden, in lists of
 * links, nor in the teasers of other stories.
 */
#include "tracker/base/limits.h"
#include "tracker/extract/page.h"

/* A label that announces a note in the text after it. */
#define LABEL_BYTES 60
/* Letters of the shortest note. */
#define NOTE_CHARS 15
/* Bytes of a note in which another may stand again, and how often that is asked
 * of one page: each asks all notes found before. */
#define AGAIN_BYTES 4096
#define AGAIN_TIMES 2000
/* Letters that make an element called "correction" one. */
#define NAMED_CHARS 25

static bool
is_blank_sign(char c)
{
	return c == ' ' || c == '*' || c == '_' || c == '-';
}

void
page_add_note(struct page *p, struct str text, enum note_kind kind,
    const char *place)
{
	struct article *a = p->out;

	while (text.n > 0 && is_blank_sign(text.p[0]))
		text = str_from(text, 1);
	if (a->nnotes >= LIMIT_NOTES || text.n == 0 ||
	    ++p->asked > AGAIN_TIMES)
		return;
	for (size_t i = 0; i < a->nnotes; i++)
		if (str_find(str_sub(a->notes[i].text, 0, AGAIN_BYTES),
		    text) >= 0)
			return;
	a->notes = arena_grow(p->arena, a->notes, a->nnotes, &p->cap_notes,
	    sizeof(*a->notes));
	a->notes[a->nnotes++] = (struct article_note){ text, kind, place };
}

/* ---- labels ---------------------------------------------------------------- */

static const char *const labels[] = {
	"correct", "clarif", "editor", "amend", "update", "rettels", "retting",
	"korrektur", "rectif", "errat", "presisering", "note:",
};

static bool
is_label(struct str s)
{
	if (s.n > LABEL_BYTES)
		return false;
	for (size_t i = 0; i < sizeof(labels) / sizeof(*labels); i++)
		if (str_ifind(s, str_of(labels[i])) >= 0)
			return true;
	return false;
}

/* ---- where a text stands ------------------------------------------------- */

static int
above(const struct dom *d, int e, enum tag t)
{
	while (e >= 0 && d->elems[e].row->tag != t)
		e = d->elems[e].parent;
	return e;
}

static const char *
place_of(const struct page *p, int i)
{
	const struct dom *d = &p->dom;
	int e = d->texts[i].elem;

	if (above(d, e, TAG_ASIDE) >= 0)
		return "aside";
	if (above(d, e, TAG_FOOTER) >= 0)
		return "footer";
	return i <= p->first ? "top" : i < p->last ? "body" : "footer";
}

/* May a note about this story stand here? */
static bool
is_eligible(const struct page *p, int i)
{
	const struct dom *d = &p->dom;
	const struct text *t = &d->texts[i];
	int article;

	if (t->chars < NOTE_CHARS && !is_label(t->s))
		return false;
	if (p->scored.hints[t->elem] & (HINT_COMMENTS | HINT_HIDDEN) ||
	    t->link_chars * 2 > t->chars || i == p->title)
		return false;
	article = above(d, t->elem, TAG_ARTICLE);
	return article < 0 || p->scored.container < 0 ||
	    dom_inside(d, p->scored.container, article) ||
	    dom_inside(d, article, p->scored.container) ||
	    (p->title >= 0 && dom_inside(d, d->texts[p->title].elem, article));
}

/* ---- what is one ---------------------------------------------------------- */

static enum note_kind
kind_by_name(const struct page *p, int i)
{
	const struct text *t = &p->dom.texts[i];

	if (!(p->scored.hints[t->elem] & HINT_NOTE) || t->chars < NAMED_CHARS ||
	    furniture_line(t->s))
		return NOTE_NONE;
	return NOTE_CORRECTION;
}

/* The note at text i, with a label of its own line before it; the texts it
 * takes are counted in *n. */
static enum note_kind
note_at(const struct page *p, int i, struct str *text, int *n)
{
	const struct text *t = &p->dom.texts[i];
	struct str both;
	enum note_kind kind;

	*n = 1;
	*text = t->s;
	if (is_label(t->s) && i + 1 < (int)p->dom.ntexts &&
	    t->s.n + p->dom.texts[i + 1].s.n < LIMIT_FIELD_BYTES &&
	    is_eligible(p, i + 1)) {
		both = arena_printf(p->arena, "%.*s%s %.*s", STR_FMT(t->s),
		    str_ends(t->s, ":") ? "" : ":",
		    STR_FMT(p->dom.texts[i + 1].s));
		kind = note_is(both);
		if (kind != NOTE_NONE && note_is(t->s) == NOTE_NONE) {
			*text = both;
			*n = 2;
			return kind;
		}
	}
	kind = note_is(t->s);
	return kind != NOTE_NONE ? kind : kind_by_name(p, i);
}

/* Notes of the page's texts; what is one leaves the body. */
static void
find_standing(struct page *p)
{
	struct str text, rest;
	enum note_kind kind;
	size_t part;
	int n;

	for (int i = 0; i < (int)p->dom.ntexts; i += n) {
		n = 1;
		if (!is_eligible(p, i))
			continue;
		kind = note_at(p, i, &text, &n);
		if (kind == NOTE_NONE)
			continue;
		part = n == 1 ? note_extent(text) : text.n;
		page_add_note(p, str_sub(text, 0, part), kind,
		    place_of(p, i));
		rest = str_trim(str_from(text, part));
		if (rest.n > 0) {
			p->dom.texts[i].s = rest;
			continue;
		}
		for (int k = i; k < i + n; k++)
			p->fate[k] = FATE_DROP;
	}
}

/* Paragraphs at the end of the body to which a note may be glued. */
#define GLUED_TEXTS 8

/* A note glued to the end of a paragraph: cut off, so that the paragraph stays
 * what it was. */
static void
find_glued(struct page *p)
{
	struct text *t;
	enum note_kind kind;
	struct str note, rest;
	size_t at, n;
	int left = GLUED_TEXTS;

	for (int i = p->last - 1; i >= p->first && left > 0; i--) {
		t = &p->dom.texts[i];
		if (p->fate[i] == FATE_DROP)
			continue;
		left--;
		kind = note_glued(t->s, &at);
		if (kind == NOTE_NONE || at == 0 || at >= t->s.n)
			continue;
		note = str_from(t->s, at);
		n = note_extent(note);
		page_add_note(p, str_trim(str_sub(note, 0, n)), kind, "body");
		/* who reported it stands after the note, and stays */
		rest = str_trim(str_from(note, n));
		t->s = str_trim(str_sub(t->s, 0, at));
		if (rest.n > 0)
			t->s = arena_printf(p->arena, "%.*s %.*s",
			    STR_FMT(t->s), STR_FMT(rest));
	}
}

/* What stands in a field for corrections is one, unless its words say that it
 * is another kind of note. */
static void
add_announced(struct page *p, struct str text)
{
	enum note_kind kind = note_is(text);

	page_add_note(p, text, kind != NOTE_NONE ? kind : NOTE_CORRECTION,
	    "metadata");
}

void
page_notes(struct page *p)
{
	if (p->scored.container >= 0) {
		find_standing(p);
		find_glued(p);
	}
	for (size_t i = 0; i < p->ld.nnotes; i++)
		add_announced(p, p->ld.notes[i]);
	for (size_t i = 0; i < p->micro.nnotes; i++)
		add_announced(p, p->micro.notes[i]);
}
