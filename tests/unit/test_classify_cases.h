/* Reads the one-line cases of tests/cases/kinds. */
#ifndef TEST_CLASSIFY_CASES_H
#define TEST_CLASSIFY_CASES_H

#include "tracker/base/file.h"
#include "tracker/change/classify.h"

#define CASE_FIELDS 6

/* Fields parted by " | ", trimmed; how many. */
static inline size_t
case_fields(struct str line, struct str out[CASE_FIELDS])
{
	size_t n = 0;

	while (n < CASE_FIELDS && str_cut(&line, '|', &out[n])) {
		out[n] = str_trim(out[n]);
		n++;
	}
	return n;
}

/* The next line that is a case. */
static inline bool
case_next(struct str *file, struct str *line)
{
	while (str_line(file, line))
		if (line->n > 0 && line->p[0] != '#')
			return true;
	return false;
}

/* Cuts `s` at a mark of its own words; what follows, or empty. */
static inline struct str
case_split(struct str *s, const char *mark)
{
	ptrdiff_t at = str_find(*s, str_of(mark));
	struct str rest = { NULL, 0 };

	if (at < 0)
		return rest;
	rest = str_trim(str_from(*s, (size_t)at + strlen(mark)));
	*s = str_trim(str_sub(*s, 0, (size_t)at));
	return rest;
}

/* "headline // body ¶ body ## note" */
static inline void
case_article(struct article *a, struct arena *arena, struct str s)
{
	struct str note, body, more;
	size_t cap = 0;

	article_init(a);
	note = case_split(&s, " ## ");
	body = case_split(&s, " // ");
	if (body.n == 0) {
		body = s;
		s = STR("Of this and that");
	}
	a->headline = s;
	while (body.n > 0) {
		more = case_split(&body, "¶");
		a->blocks = arena_grow(arena, a->blocks, a->nblocks, &cap,
		    sizeof(*a->blocks));
		a->blocks[a->nblocks++] = (struct block){ BLOCK_PARAGRAPH,
			str_trim(body) };
		body = more;
	}
	if (note.n == 0)
		return;
	a->notes = arena_alloc(arena, 1, sizeof(*a->notes));
	a->notes[0] = (struct article_note){ note, note_is(note), "footer" };
	a->nnotes = 1;
}

static inline unsigned
case_classes(struct str s)
{
	unsigned out = 0;
	struct str word;

	while (str_cut(&s, ' ', &word))
		for (unsigned i = 0; i < CLASS_COUNT; i++)
			if (str_eqz(word, class_name(i)))
				out |= 1u << i;
	return out;
}

#endif
