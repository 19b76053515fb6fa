/* The wrong phrase where it still stands. */
#include "tracker/classify/check.h"

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
		out->v[out->n++] = (struct place){ part, i,
			{ text->v[i].start, text->v[i + p->n - 1].end } };
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

/* ---- a number in another sense ------------------------------------------ */

bool
residuals_need_sense(const struct phrase *wrong, const struct phrase *right)
{
	return wrong->n == 1 && (wrong->v[0].number || right->n == 0);
}

/* What a number at a place counts: the next word that says something. */
static uint64_t
counted(const struct phrase *text, size_t unit)
{
	for (size_t i = unit + 1; i < text->n && i < unit + 4; i++)
		if (!text->v[i].common && !text->v[i].number)
			return text->v[i].value;
	return 0;
}

/* Did an edit touch this place of the old text? */
static bool
was_edited(const struct check *c, const struct place *p)
{
	const struct change_edit *e;

	for (size_t i = 0; i < c->change->nedits; i++) {
		e = &c->change->edits[i];
		if (e->part == p->part && e->edit.op != DIFF_MOVE &&
		    e->edit.old.start < p->at.end &&
		    p->at.start < e->edit.old.end)
			return true;
	}
	return false;
}

/* Places looked at for what a number counted, and senses kept. */
#define SENSE_PLACES 256
#define SENSES 16

static size_t
senses_find(uint64_t out[SENSES], struct check *c, const struct places *was)
{
	size_t n = 0;
	uint64_t v;

	for (size_t i = 0; i < was->n && i < SENSE_PLACES && n < SENSES; i++) {
		v = counted(&c->old[was->v[i].part], was->v[i].unit);
		if (v != 0 && was_edited(c, &was->v[i]))
			out[n++] = v;
	}
	return n;
}

void
residuals_same_sense(struct places *still, struct check *c,
    const struct places *was)
{
	uint64_t senses[SENSES], v;
	size_t n = 0, nsenses = senses_find(senses, c, was);
	bool same;

	for (size_t i = 0; i < still->n; i++) {
		v = counted(&c->new[still->v[i].part], still->v[i].unit);
		same = was->n == 0;
		for (size_t k = 0; k < nsenses && !same; k++)
			same = v == senses[k];
		if (same)
			still->v[n++] = still->v[i];
	}
	still->n = n;
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

/* The sentence a span stands in, cut where it is long. */
static struct str
context_of(struct str s, struct diff_span at)
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

void
residuals_make(struct claim_result *out, struct check *c,
    const struct places *places)
{
	out->residuals = arena_alloc(c->arena, places->n + 1,
	    sizeof(*out->residuals));
	for (size_t i = 0; i < places->n; i++) {
		const struct place *p = &places->v[i];
		struct str s = c->change->new_text[p->part];
		const struct quote *q = quotes_at(&c->quotes[p->part],
		    p->at.start);

		out->residuals[out->nresiduals++] = (struct residual){
			.part = p->part,
			.paragraph = p->part == PART_BODY ?
			    paragraphs_at(&c->paragraphs, p->at.start) : 0,
			.context = arena_str(c->arena, context_of(s, p->at)),
			.at = p->at,
			.quoted = q != NULL && p->at.end <= q->end,
		};
	}
}
