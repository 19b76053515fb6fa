#include "tracker/extract/source.h"

static struct str
value_of(const struct dom *d, const struct elem *e)
{
	struct str s = dom_attr(e, "content");

	if (s.n == 0)
		s = dom_attr(e, "datetime");
	return s.n > 0 ? s : dom_text(d, e);
}

/* A text, or a CorrectionComment whose text is in it. */
static void
read_correction(struct source *out, const struct dom *d, const struct elem *e)
{
	struct str s = dom_attr(e, "content");

	if (s.n == 0)
		s = dom_text(d, e);
	s = plain_line(d->arena, s);
	if (s.n > 0 && out->nnotes < SOURCE_NOTES &&
	    str_find(s, STR("://")) < 0)
		out->notes[out->nnotes++] = s;
}

static void
read_prop(struct source *out, const struct dom *d, const struct elem *e,
    struct str prop)
{
	int64_t t;

	if (str_ieqz(prop, "datePublished") && out->published == TIME_NONE) {
		if (source_date(value_of(d, e), &t) == 0)
			out->published = t;
	} else if (str_ieqz(prop, "dateModified")) {
		if (source_date(value_of(d, e), &t) == 0)
			out->modified = t;
	} else if (str_ieqz(prop, "correction")) {
		read_correction(out, d, e);
	} else if (str_ieqz(prop, "headline") && out->headline.n == 0) {
		out->headline = plain_line(d->arena, value_of(d, e));
	}
}

/* The first <time> that is a date, of those outside lists of other stories. */
static void
read_time(struct source *out, const struct dom *d, const struct elem *e)
{
	int64_t t;

	if ((e->hints | e->above) & (HINT_JUNK | HINT_COMMENTS))
		return;
	if (source_date(dom_attr(e, "datetime"), &t) < 0)
		return;
	if (out->published == TIME_NONE)
		out->published = t;
	(void)d;
}

void
source_micro(struct source *out, const struct dom *d)
{
	const struct elem *e;
	struct str prop;

	source_init(out);
	for (size_t i = 0; i < d->nelems; i++) {
		e = &d->elems[i];
		prop = dom_attr(e, "itemprop");
		if (prop.n > 0)
			read_prop(out, d, e, prop);
	}
	for (size_t i = 0; i < d->nelems; i++)
		if (d->elems[i].row->tag == TAG_TIME)
			read_time(out, d, &d->elems[i]);
}
