#include "diff/diff.h"
#include "tracker/base/msg.h"
#include "tracker/report/sight.h"
#include "tracker/report/put.h"

struct texts {
	struct sight_text **list;
	size_t *n, cap;
	size_t *words;
};

static void
add_text(struct texts *t, struct arena *a, enum part part, struct str text,
    const struct diff_span *at)
{
	struct str s = str_trim(str_sub(text, at->start, at->end - at->start));

	if (s.n == 0)
		return;
	*t->list = arena_grow(a, *t->list, *t->n, &t->cap, sizeof(**t->list));
	(*t->list)[(*t->n)++] = (struct sight_text){ part, s };
	*t->words += count_words(s);
}

/* What only moved is seen by both; an order is no word. */
static void
compare_part(struct arena *a, enum part part, const struct article *was,
    const struct article *now, struct texts *gains, struct texts *losses)
{
	struct str old = article_part(was, part, a);
	struct str new = article_part(now, part, a);
	const struct diff_edit whole = { .old = { 0, old.n },
		.new = { 0, new.n } }, *e = &whole;
	struct diff *d = NULL;
	size_t n = 1;
	int r;

	if (str_eq(old, new))
		return;
	r = diff_new(&d, old.n > 0 ? old.p : "", old.n,
	    new.n > 0 ? new.p : "", new.n, NULL);
	if (r == DIFF_ENOMEM)
		die(EXIT_AGAIN, "out of memory");
	if (r == DIFF_OK)
		e = diff_edits(d, &n);
	for (size_t i = 0; i < n; i++) {
		const struct diff_edit *in = e[i].op == DIFF_MOVE ?
		    e[i].inner : &e[i];
		size_t k = e[i].op == DIFF_MOVE ? e[i].ninner : 1;

		for (size_t j = 0; j < k; j++) {
			add_text(gains, a, part, new, &in[j].new);
			add_text(losses, a, part, old, &in[j].old);
		}
	}
	diff_free(d);
}

/* The notes of `of` that `other` does not have. */
static const struct article_note **
notes_beside(struct arena *a, const struct article *of,
    const struct article *other, size_t *n)
{
	const struct article_note **out = arena_alloc(a, of->nnotes + 1,
	    sizeof(*out));
	bool found;

	*n = 0;
	for (size_t i = 0; i < of->nnotes; i++) {
		found = false;
		for (size_t k = 0; k < other->nnotes && !found; k++)
			found = str_eq(of->notes[i].text, other->notes[k].text);
		if (!found)
			out[(*n)++] = &of->notes[i];
	}
	return out;
}

void
sight_compare(struct sight *s, struct arena *a, const struct article *was,
    const struct article *now)
{
	struct texts gains = { &s->gains, &s->ngains, 0, &s->gained };
	struct texts losses = { &s->losses, &s->nlosses, 0, &s->lost };

	*s = (struct sight){ 0 };
	for (int p = 0; p < PART_COUNT; p++)
		if (p != PART_NOTE)
			compare_part(a, (enum part)p, was, now, &gains,
			    &losses);
	s->notes_gained = notes_beside(a, now, was, &s->nnotes_gained);
	s->notes_lost = notes_beside(a, was, now, &s->nnotes_lost);
	s->published = now->published != was->published ? now->published :
	    TIME_NONE;
	s->modified = now->modified != was->modified ? now->modified :
	    TIME_NONE;
}

bool
sight_same(const struct sight *s)
{
	return s->ngains + s->nlosses + s->nnotes_gained + s->nnotes_lost ==
	    0 && s->published == TIME_NONE && s->modified == TIME_NONE;
}
