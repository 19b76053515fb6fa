#include "tracker/base/limits.h"
#include "tracker/extract/page.h"

void
page_add_note(struct page *p, struct str text, enum note_kind kind,
    const char *place)
{
	struct article *a = p->out;

	if (a->nnotes >= LIMIT_NOTES || text.n == 0)
		return;
	for (size_t i = 0; i < a->nnotes; i++)
		if (str_eq(a->notes[i].text, text))
			return;
	a->notes = arena_grow(p->arena, a->notes, a->nnotes, &p->cap_notes,
	    sizeof(*a->notes));
	a->notes[a->nnotes++] = (struct article_note){ text, kind, place };
}

void
page_notes(struct page *p)
{
	(void)p;
}
