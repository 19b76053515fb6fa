/* The wrong phrase where it still stands, in the text and beside it. */
#include "tracker/change/check.h"

static const enum part parts[] = { PART_HEADLINE, PART_DECK, PART_BODY };

/* Is a byte of the body in a note? Asked in order of the text. */
struct note_sight {
	struct side body;
	struct diff_span paragraph;	/* the last one asked about */
	size_t from;			/* what follows in it is a note */
};

static bool
in_note(struct note_sight *n, size_t offset)
{
	struct str text;
	size_t at;

	if (offset < n->paragraph.start || offset >= n->paragraph.end) {
		n->paragraph = paragraphs_span(&n->body.paragraphs,
		    n->body.text, offset);
		text = span_text(n->body.text, n->paragraph);
		n->from = n->paragraph.end;
		if (note_is(text) != NOTE_NONE)
			n->from = n->paragraph.start;
		else if (note_glued(text, &at) != NOTE_NONE)
			n->from = n->paragraph.start + at;
	}
	return offset >= n->from;
}

static void
find_in(struct places *out, struct check *c, const struct phrase *text,
    struct note_sight *notes, enum part part, const struct phrase *p,
    const struct phrase *but)
{
	size_t until = 0;	/* units up to here are of `but` */

	for (size_t i = 0; i < text->n; i++) {
		if (but != NULL && but->n > p->n && phrase_at(text, i, but))
			until = i + but->n;
		if (i + p->n <= until || !phrase_at(text, i, p))
			continue;
		if (part == PART_BODY && in_note(notes, text->v[i].start))
			continue;
		out->v = arena_grow(c->scratch, out->v, out->n, &out->cap,
		    sizeof(*out->v));
		out->v[out->n++] = (struct place){ .part = part, .unit = i,
			.at = { text->v[i].start,
			    text->v[i + p->n - 1].end } };
	}
}

void
places_find(struct places *out, struct check *c, bool new,
    const struct phrase *p, const struct phrase *but)
{
	const struct phrase *texts = new ? c->new : c->old;
	const struct str *raw = new ? c->change->new_text :
	    c->change->old_text;
	struct note_sight notes = { 0 };

	*out = (struct places){ 0 };
	if (p->n == 0)
		return;
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		notes.body.text = raw[parts[i]];
		if (parts[i] == PART_BODY)
			paragraphs_find(&notes.body.paragraphs, c->scratch,
			    notes.body.text);
		find_in(out, c, &texts[parts[i]], &notes, parts[i], p, but);
	}
}

/* ---- beside the text ---------------------------------------------------- */

static const enum part beside[] = {
	PART_SLUG, PART_TITLE, PART_DESCRIPTION, PART_ALT,
};
#define NBESIDE (sizeof(beside) / sizeof(beside[0]))

struct str
part_text(const struct check *c, enum part part)
{
	return part < PART_COUNT ? c->change->new_text[part] : c->beside[part];
}

void
beside_read(struct check *c, const struct article *new)
{
	c->article = new;
	for (size_t i = 0; i < NBESIDE; i++) {
		c->beside[beside[i]] = article_part(new, beside[i],
		    c->scratch);
		phrase_read(&c->new[beside[i]], c->scratch,
		    c->beside[beside[i]], c->languages);
	}
	phrase_read(&c->new[PART_NOTE], c->scratch,
	    c->change->new_text[PART_NOTE], c->languages);
}

void
places_beside(struct places *out, struct check *c, const struct phrase *p,
    const struct phrase *but)
{
	struct note_sight none = { 0 };
	size_t from;

	if (p->n == 0)
		return;
	for (size_t i = 0; i < NBESIDE; i++)
		find_in(out, c, &c->new[beside[i]], &none, beside[i], p, but);
	from = out->n;
	find_in(out, c, &c->new[PART_NOTE], &none, PART_NOTE, p, but);
	for (size_t i = from; i < out->n; i++)
		out->v[i].apart = STR("the note itself");
}

/* ---- telling ------------------------------------------------------------ */

#define CONTEXT_BYTES 240

static bool
ends_sentence(struct str s, size_t i)
{
	return (s.p[i] == '.' || s.p[i] == '!' || s.p[i] == '?') &&
	    i + 2 < s.n && (s.p[i + 1] == ' ' || s.p[i + 1] == '\n') &&
	    !(s.p[i + 2] >= 'a' && s.p[i + 2] <= 'z');
}

static bool
inside_code(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

struct str
sentence_of(struct str s, struct diff_span at)
{
	size_t from = at.start, to = at.end;

	while (from > 0 && s.p[from - 1] != '\n' &&
	    at.start - from < CONTEXT_BYTES &&
	    !(s.p[from - 1] == ' ' && from > 1 && ends_sentence(s, from - 2)))
		from--;
	while (from < at.start && inside_code(s.p[from]))
		from++;
	while (to < s.n && s.p[to] != '\n' && to - at.end < CONTEXT_BYTES &&
	    !(to > at.end && ends_sentence(s, to - 1)))
		to++;
	while (to > at.end && to < s.n && inside_code(s.p[to]))
		to--;
	return str_trim(str_sub(s, from, to - from));
}

/* A caption is a block of the body, but the words of a picture. */
static bool
is_caption(const struct check *c, size_t paragraph)
{
	return c->article != NULL && paragraph > 0 &&
	    paragraph <= c->article->nblocks &&
	    c->article->blocks[paragraph - 1].type == BLOCK_CAPTION;
}

static struct residual
residual_at(struct check *c, const struct place *p)
{
	struct str s = part_text(c, p->part);
	const struct quote *q = quotes_at(&c->quotes[p->part], p->at.start);
	struct residual r = {
		.part = p->part,
		.context = arena_str(c->arena, sentence_of(s, p->at)),
		.at = p->at,
		.quoted = q != NULL && p->at.end <= q->end,
		.apart = p->apart,
	};

	if (p->part == PART_BODY) {
		r.paragraph = paragraphs_at(&c->paragraphs, p->at.start);
		if (is_caption(c, r.paragraph))
			r.part = PART_CAPTION;
	}
	return r;
}

void
residuals_make(struct claim_result *out, struct check *c,
    const struct places *places)
{
	out->residuals = arena_alloc(c->arena, places->n + 1,
	    sizeof(*out->residuals));
	out->others = arena_alloc(c->arena, places->n + 1,
	    sizeof(*out->others));
	for (size_t i = 0; i < places->n; i++) {
		struct residual one = residual_at(c, &places->v[i]);

		if (one.apart.n > 0)
			out->others[out->nothers++] = one;
		else
			out->residuals[out->nresiduals++] = one;
	}
}
