/* The classes of one edit. */
#include "tracker/change/inner.h"

static const char *const names[CLASS_COUNT] = {
	"number", "date", "name", "role", "place", "quote", "attribution",
	"negation", "modality", "link", "note", "wording", "spelling",
	"punctuation", "case", "space", "addition", "removal", "move",
};

/* What decided a class, weightiest first. */
static const struct {
	unsigned class;
	const char *rule;
} rules[] = {
	{ CLASS_NOTE, "words of a note" },
	{ CLASS_NEGATION, "negation or opposite" },
	{ CLASS_NUMBER, "numbers by value" },
	{ CLASS_QUOTE, "words and marks of quotations" },
	{ CLASS_NAME, "capitalised words" },
	{ CLASS_DATE, "dates by value" },
	{ CLASS_PLACE, "places" },
	{ CLASS_ROLE, "roles" },
	{ CLASS_ATTRIBUTION, "words of saying" },
	{ CLASS_MODALITY, "words of modality" },
	{ CLASS_LINK, "addresses" },
	{ CLASS_MOVE, "same block elsewhere" },
	{ CLASS_ADDITION, "words added" },
	{ CLASS_REMOVAL, "words removed" },
	{ CLASS_WORDING, "other words" },
	{ CLASS_SPELLING, "one word, nearly the same" },
	{ CLASS_CASE, "same words in other case" },
	{ CLASS_PUNCTUATION, "same words, other marks" },
	{ CLASS_SPACE, "only space" },
};

const char *
class_name(unsigned i)
{
	return i < CLASS_COUNT ? names[i] : "";
}

static const char *
rule_of(unsigned classes)
{
	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
		if ((classes & rules[i].class) != 0)
			return rules[i].rule;
	return "none";
}

/* ---- one edit that is no move ------------------------------------------- */

struct verdict_of_edit {
	unsigned classes, altered;
};

static void
read_facts(struct facts *out, struct pair *p, const struct window *w)
{
	struct fact_reader r = { .arena = p->scratch, .tokens = &w->tokens,
		.languages = p->languages, .lexicon = p->lexicon,
		.title_case = p->title_case, .out = out };

	*out = (struct facts){ 0 };
	facts_read(&r);
}

/* Is every word that differs part of a fact of these classes? */
static bool
is_covered(struct arena *a, const struct window *w, const struct facts *f,
    unsigned classes)
{
	unsigned char *in = arena_alloc(a, w->tokens.n + 1, 1);

	for (size_t i = 0; i < f->n; i++)
		if ((f->v[i].class & classes & ~CLASS_QUOTE) != 0)
			memset(in + f->v[i].from, 1,
			    f->v[i].to - f->v[i].from);
	for (size_t i = w->first; i < w->last; i++)
		if (in[i] == 0 && w->tokens.v[i].type != TOKEN_MARK &&
		    w->tokens.v[i].type != TOKEN_QUOTE)
			return false;
	return true;
}

/* Was the old text at this place, both before and after it, a quotation? */
static bool
inside_quotation(const struct side *s, struct diff_span at)
{
	const struct quote *q = quotes_at(&s->quotes, at.start);

	return q != NULL && q->start < at.start && at.end < q->end;
}

/* An insertion of so many words turns the sentence it is in; a longer one
 * brings a clause of its own. */
#define TURNING_WORDS 4

static const struct token *
first_word(const struct window *w)
{
	for (size_t i = w->first; i < w->last; i++)
		if (w->tokens.v[i].type == TOKEN_WORD)
			return &w->tokens.v[i];
	return NULL;
}

/* Is what differs the beginning of a sentence? */
static bool
begins(const struct window *w)
{
	const struct token *t = first_word(w);

	return t != NULL && (t->flags & TOKEN_BEGINS) != 0;
}

/*
 * A capital that went is no name that went, where the word itself stayed; nor
 * is a slip at the start of a sentence that was put right.
 */
static void
spare_case(struct fact_change *f, unsigned shape, const struct window *a)
{
	unsigned who = CLASS_NAME | CLASS_PLACE | CLASS_ROLE;

	if (shape == CLASS_CASE || shape == (CLASS_CASE | CLASS_PUNCTUATION) ||
	    (shape == CLASS_SPELLING && (f->gained & who) == 0 &&
	    begins(a))) {
		f->lost &= ~who;
		f->gained &= ~who;
	}
}

/*
 * What the old text said and does not say now. Words that only came can alter
 * too: "not" before a verb, marks that make a quotation of what was none.
 */
static unsigned
altered_by(const struct fact_change *f, const struct pair *p,
    const struct diff_edit *d, const struct window *a, const struct window *b)
{
	unsigned out = f->lost & CLASS_FACT;

	if (f->opposite)
		out |= CLASS_NEGATION;
	if (a->nwords > 0 || (b->nwords <= TURNING_WORDS && !begins(b)))
		out |= f->gained & (CLASS_NEGATION | CLASS_MODALITY);
	if (a->nwords > 0 || b->nwords == 0 ||
	    inside_quotation(&p->old, d->old))
		out |= f->gained & CLASS_QUOTE;
	return out;
}

static struct verdict_of_edit
judge(struct pair *p, const struct diff_edit *d)
{
	struct verdict_of_edit v;
	struct window a, b;
	struct facts old, new;
	struct fact_change f;
	unsigned found;

	windows_read(&a, &b, p, d);
	if (a.first == a.last && b.first == b.last) {
		/* nothing but space, or but what a headline's note says */
		v.classes = d->new.start < p->new.skip ||
		    d->old.start < p->old.skip ? CLASS_NOTE : CLASS_SPACE;
		v.altered = 0;
		return v;
	}
	read_facts(&old, p, &a);
	read_facts(&new, p, &b);
	facts_compare(&f, p->scratch, &old, &new);
	v.classes = shape_of(&a, &b);
	spare_case(&f, v.classes, &a);
	found = f.lost | f.gained | (f.opposite ? CLASS_NEGATION : 0u);
	if ((v.classes & CLASS_WORDING) != 0 && found != 0 &&
	    is_covered(p->scratch, &a, &old, found) &&
	    is_covered(p->scratch, &b, &new, found))
		v.classes &= ~(unsigned)CLASS_WORDING;
	v.classes |= found;
	v.altered = altered_by(&f, p, d, &a, &b);
	return v;
}

/* ---- edits that belong together ----------------------------------------- */

/* "May 30, 2012" made "30 May 2012" is two edits, and neither says so alone. */
#define TOGETHER_BYTES 24
#define TOGETHER_EDITS 6
#define BY_VALUE ((unsigned)(CLASS_DATE | CLASS_NUMBER | CLASS_MODALITY))

static bool
is_near(const struct pair *p, const struct diff_edit *a,
    const struct diff_edit *b)
{
	size_t gap;

	if (a->op == DIFF_MOVE || b->op == DIFF_MOVE ||
	    a->old.end > b->old.start || a->new.end > b->new.start)
		return false;
	gap = b->new.start - a->new.end;
	return gap <= TOGETHER_BYTES && b->old.start - a->old.end == gap &&
	    str_chr(str_sub(p->new.text, a->new.end, gap), '\n') < 0;
}

/* Edit i with those beside it, as one; false where there are none. */
static bool
together(struct diff_edit *out, const struct pair *p, size_t i)
{
	size_t from = i, to = i;

	while (from > 0 && i - from < TOGETHER_EDITS &&
	    is_near(p, &p->edits[from - 1], &p->edits[from]))
		from--;
	while (to + 1 < p->nedits && to - i < TOGETHER_EDITS &&
	    is_near(p, &p->edits[to], &p->edits[to + 1]))
		to++;
	*out = (struct diff_edit){ .op = DIFF_REPLACE,
		.old = { p->edits[from].old.start, p->edits[to].old.end },
		.new = { p->edits[from].new.start, p->edits[to].new.end } };
	return from < to;
}

/*
 * Where the edits beside it and this one together leave all numbers and dates
 * as they were, this one changed none.
 */
static void
judge_together(struct verdict_of_edit *v, struct pair *p, size_t i)
{
	struct verdict_of_edit all;
	struct diff_edit d;

	if ((v->classes & (CLASS_DATE | CLASS_NUMBER)) == 0 ||
	    !together(&d, p, i))
		return;
	all = judge(p, &d);
	if ((all.classes & BY_VALUE) != 0)
		return;
	v->classes &= ~BY_VALUE;
	v->altered &= ~BY_VALUE;
}

/* ---- any edit ----------------------------------------------------------- */

/* A paragraph of the body that came or went and is a note. */
static bool
is_note_paragraph(const struct change_edit *e)
{
	struct str s = str_trim(e->edit.op == DIFF_INSERT ? e->after :
	    e->before);
	size_t at;

	if (e->part != PART_BODY || s.n < 16 ||
	    (e->edit.op != DIFF_INSERT && e->edit.op != DIFF_DELETE))
		return false;
	return note_is(s) != NOTE_NONE ||
	    (note_glued(s, &at) != NOTE_NONE && at == 0);
}

void
classes_of(struct change_edit *e, struct pair *p, size_t at)
{
	struct verdict_of_edit v = { CLASS_MOVE, 0 }, inner;

	if (e->edit.op != DIFF_MOVE) {
		v = judge(p, &e->edit);
		judge_together(&v, p, at);
	}
	for (size_t i = 0; i < e->edit.ninner; i++) {
		inner = judge(p, &e->edit.inner[i]);
		v.classes |= inner.classes;
		v.altered |= inner.altered;
	}
	if (p->part == PART_NOTE || is_note_paragraph(e)) {
		v.classes = (v.classes & ~(unsigned)CLASS_FACT) | CLASS_NOTE;
		v.altered = 0;
	}
	e->classes = v.classes;
	e->altered = v.altered;
	e->rule = rule_of(v.classes);
}
