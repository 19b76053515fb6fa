/* The stage as a whole: parts, their edits, the notes that are new. */
#include <stdarg.h>
#include <stdio.h>

#include "tracker/base/msg.h"
#include "tracker/change/inner.h"

static void
side_init(struct side *s, const struct article *a, enum part part,
    struct arena *arena)
{
	*s = (struct side){ 0 };
	if (a != NULL)
		s->text = article_part(a, part, arena);
	paragraphs_find(&s->paragraphs, arena, s->text);
}

/* A headline's prefix is a note: its words are none of the story's. */
static size_t
prefix_size(struct str headline)
{
	struct str bare;
	bool official;

	if (note_headline(headline, &bare, &official) == NOTE_NONE ||
	    bare.n >= headline.n)
		return 0;
	return headline.n - bare.n;
}

/* What only edits need; made where there are some. */
static void
pair_prepare(struct pair *p, const struct diff_edit *d, size_t n)
{
	bool headline = p->part == PART_HEADLINE || p->part == PART_DECK;

	quotes_find(&p->old.quotes, p->scratch, p->old.text);
	quotes_find(&p->new.quotes, p->scratch, p->new.text);
	limits_find(p, d, n);
	p->edits = d;
	p->nedits = n;
	if (p->part == PART_HEADLINE) {
		p->old.skip = prefix_size(p->old.text);
		p->new.skip = prefix_size(p->new.text);
	}
	p->title_case = headline && (has_title_case(p->scratch, p->old.text) ||
	    has_title_case(p->scratch, p->new.text));
}

/* Paragraph of a span; a span's leading line feeds are of the one before. */
static size_t
paragraph_of(const struct side *s, struct diff_span at)
{
	while (at.start < at.end && s->text.p[at.start] == '\n')
		at.start++;
	return span_size(at) > 0 ?
	    paragraphs_at(&s->paragraphs, at.start) : 0;
}

static void
edit_init(struct change_edit *out, struct pair *p, const struct diff_edit *d)
{
	*out = (struct change_edit){
		.part = p->part,
		.edit = *d,
		.old_paragraph = paragraph_of(&p->old, d->old),
		.new_paragraph = paragraph_of(&p->new, d->new),
		.before = span_text(p->old.text, d->old),
		.after = span_text(p->new.text, d->new),
	};
	if (d->ninner > 0) {
		struct diff_edit *inner = arena_alloc(p->arena, d->ninner,
		    sizeof(*inner));

		memcpy(inner, d->inner, d->ninner * sizeof(*inner));
		out->edit.inner = inner;
	}
}

/* The whole part as one edit: what a text too large to compare comes to. */
static struct diff_edit
whole_edit(const struct pair *p)
{
	struct diff_edit d = { .op = DIFF_REPLACE,
		.old = { 0, p->old.text.n }, .new = { 0, p->new.text.n } };

	if (p->old.text.n == 0)
		d.op = DIFF_INSERT;
	else if (p->new.text.n == 0)
		d.op = DIFF_DELETE;
	return d;
}

static void
add_edits(struct change *c, size_t *cap, struct pair *p,
    const struct diff_edit *d, size_t n)
{
	pair_prepare(p, d, n);
	for (size_t i = 0; i < n; i++) {
		c->edits = arena_grow(p->arena, c->edits, c->nedits, cap,
		    sizeof(*c->edits));
		edit_init(&c->edits[c->nedits], p, &d[i]);
		classes_of(&c->edits[c->nedits], p, i);
		c->nedits++;
	}
}

static void
diff_part(struct change *c, size_t *cap, struct pair *p)
{
	struct str a = p->old.text, b = p->new.text;
	const struct diff_edit *edits;
	struct diff_edit whole;
	struct diff *d;
	size_t n;

	if (str_eq(a, b))
		return;
	switch (diff_new(&d, a.n > 0 ? a.p : "", a.n, b.n > 0 ? b.p : "", b.n,
	    p->how)) {
	case DIFF_OK:
		edits = diff_edits(d, &n);
		add_edits(c, cap, p, edits, n);
		diff_free(d);
		break;
	case DIFF_ENOMEM:
		die(EXIT_AGAIN, "out of memory");
	default:
		whole = whole_edit(p);
		add_edits(c, cap, p, &whole, 1);
	}
}

static const struct article_note *
note_of(const struct article *a, struct str text)
{
	for (size_t i = 0; i < a->nnotes; i++)
		if (a->notes[i].text.p == text.p)
			return &a->notes[i];
	return NULL;
}

static void
new_notes(struct change *c, struct arena *arena, const struct article *old,
    const struct article *new)
{
	const struct article_note *from;
	struct change_note *n;
	size_t cap = 0;

	note_events(&c->events, &c->nevents, arena, old, new);
	for (size_t i = 0; i < c->nevents; i++) {
		if (!c->events[i].news)
			continue;
		from = note_of(new, c->events[i].after);
		c->notes = arena_grow(arena, c->notes, c->nnotes, &cap,
		    sizeof(*c->notes));
		n = &c->notes[c->nnotes++];
		n->text = arena_str(arena, c->events[i].after);
		note_read(&n->read, arena, n->text);
		/* metadata may know the kind where the words do not say it */
		if (n->read.kind == NOTE_NONE && from != NULL)
			n->read.kind = from->kind;
	}
}

void
evidence_add(struct evidence *e, const char *fmt, ...)
{
	struct change *c = e->change;
	char line[512];
	va_list ap;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(line, sizeof(line), fmt, ap);
	va_end(ap);
	if (n < 0)
		return;
	if ((size_t)n >= sizeof(line))
		n = sizeof(line) - 1;
	c->evidence = arena_grow(e->arena, c->evidence, c->nevidence, &e->cap,
	    sizeof(*c->evidence));
	c->evidence[c->nevidence++] = arena_str(e->arena,
	    str_make(line, (size_t)n));
}

static void
diff_parts(struct change *c, struct arena *arena, const struct article *old,
    const struct article *new, const struct diff_options *how)
{
	struct arena scratch;
	struct str bodies[2];
	struct pair p = { .arena = arena, .scratch = &scratch, .how = how,
		.languages = language_of(new->language) };
	size_t cap = 0;

	arena_init(&scratch);
	bodies[0] = old != NULL ? article_part(old, PART_BODY, arena) :
	    str_make(NULL, 0);
	bodies[1] = article_part(new, PART_BODY, arena);
	p.lexicon = lexicon_new(&scratch, bodies, 2);
	for (unsigned i = 0; i < PART_COUNT; i++) {
		p.part = (enum part)i;
		side_init(&p.old, old, p.part, arena);
		side_init(&p.new, new, p.part, arena);
		c->old_text[i] = p.old.text;
		c->new_text[i] = p.new.text;
		if (old != NULL)
			diff_part(c, &cap, &p);
	}
	arena_release(&scratch);
}

void
classify(struct change *out, struct arena *arena, const struct article *old,
    const struct article *new, const struct classify_context *context)
{
	static const struct classify_context none = { .seen_until = TIME_NONE };
	struct evidence e = { out, arena, 0 };

	if (context == NULL)
		context = &none;
	*out = (struct change){ .kind = KIND_FIRST };
	diff_parts(out, arena, old, new, context->diff);
	new_notes(out, arena, old, new);
	kind_decide(&e, old, new, context);
	say_events(&e);
	severity_sum(&e);
}
