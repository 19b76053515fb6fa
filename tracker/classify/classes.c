/* The classes of one edit. */
#include "tracker/classify/inner.h"

static const char *const names[CLASS_COUNT] = {
	"number", "date", "name", "role", "place", "quote", "attribution",
	"negation", "modality", "link", "note", "wording", "spelling",
	"punctuation", "case", "space", "addition", "removal", "move",
};

const char *
class_name(unsigned i)
{
	return i < CLASS_COUNT ? names[i] : "";
}

/* What holds of a text by its characters alone. */
static unsigned
facts_by_bytes(struct str s)
{
	unsigned out = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] >= '0' && s.p[i] <= '9')
			out |= CLASS_NUMBER;
		if (s.p[i] == '"')
			out |= CLASS_QUOTE;
		if (i > 0 && s.p[i] >= 'A' && s.p[i] <= 'Z')
			out |= CLASS_NAME;
	}
	return out;
}

static unsigned
shape_of(const struct diff_edit *d)
{
	static const struct {
		unsigned flag, class;
	} rows[] = {
		{ DIFF_SPACE, CLASS_SPACE }, { DIFF_CASE, CLASS_CASE },
		{ DIFF_TYPOGRAPHIC, CLASS_PUNCTUATION },
		{ DIFF_PUNCTUATION, CLASS_PUNCTUATION },
	};

	if (d->op == DIFF_INSERT)
		return CLASS_ADDITION;
	if (d->op == DIFF_DELETE)
		return CLASS_REMOVAL;
	if (d->op == DIFF_MOVE)
		return CLASS_MOVE;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if ((d->flags & rows[i].flag) != 0)
			return rows[i].class;
	return CLASS_WORDING;
}

void
classes_of(struct change_edit *e, struct pair *p)
{
	unsigned gone;

	e->rule = "shape";
	e->classes = shape_of(&e->edit);
	if (p->part == PART_NOTE) {
		e->classes |= CLASS_NOTE;
		return;
	}
	if (e->edit.op == DIFF_MOVE || e->edit.flags != 0)
		return;
	gone = facts_by_bytes(e->before);
	e->classes |= gone | facts_by_bytes(e->after);
	e->altered = gone;
}
