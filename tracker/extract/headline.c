/*
 * The headline: what stands on the page as such. Of several first-level headings
 * (a logo, a section's name, the next story's) it is the one that the page's
 * own metadata say too.
 */
#include "tracker/extract/fields.h"

/* Share of words, in percent, that makes two headlines one. */
#define SAME_SHARE 40
#define HEADLINE_BYTES 500
/* Words of a heading that is more than a section's or a site's name. */
#define LONE_WORDS 5

struct words {
	uint64_t hash[64];
	size_t n;
};

static bool
is_letter(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	    (c >= '0' && c <= '9') || c >= 0x80;
}

static void
words_of(struct words *w, struct str s)
{
	size_t i = 0, from;

	w->n = 0;
	while (i < s.n && w->n < 64) {
		while (i < s.n && !is_letter((unsigned char)s.p[i]))
			i++;
		for (from = i; i < s.n && is_letter((unsigned char)s.p[i]);)
			i++;
		if (i > from)
			w->hash[w->n++] = str_hash(str_sub(s, from, i - from));
	}
}

/* Percent of a's words that b has. */
static unsigned
shared(struct str a, struct str b)
{
	struct words x, y;
	unsigned n = 0;

	words_of(&x, a);
	words_of(&y, b);
	for (size_t i = 0; i < x.n; i++)
		for (size_t k = 0; k < y.n; k++)
			if (x.hash[i] == y.hash[k]) {
				n++;
				break;
			}
	return x.n == 0 ? 0 : n * 100 / (unsigned)x.n;
}

static unsigned
likeness(const struct page *p, struct str s)
{
	const struct str said[] = { p->ld.headline, p->meta.headline,
		p->meta.title };
	unsigned best = 0, n;

	for (size_t i = 0; i < 3; i++) {
		n = (shared(s, said[i]) + shared(said[i], s)) / 2;
		if (n > best)
			best = n;
	}
	return best;
}

/* How much an element looks like the place of a headline. */
static unsigned
standing(const struct elem *e)
{
	if (e->row->tag == TAG_H1)
		return 12;
	if (!(e->hints & HINT_HEADLINE) || !(e->row->flags & TAGF_BLOCK))
		return 0;
	return e->row->tag == TAG_H2 ? 6 : 3;
}

/* The only first-level heading with words of a headline's number, or -1. */
static int
lone_heading(const struct page *p)
{
	const struct dom *d = &p->dom;
	const struct elem *e;
	struct words w;
	int only = -1;

	for (int i = 0; i < (int)d->nelems; i++) {
		e = &d->elems[i];
		if (e->row->tag != TAG_H1 || e->block_to == e->block_from ||
		    p->scored.hints[i] & (HINT_COMMENTS | HINT_JUNK))
			continue;
		words_of(&w, dom_text(d, e));
		if (w.n < LONE_WORDS)
			continue;
		if (only >= 0)
			return -1;
		only = i;
	}
	return only;
}

static int
best_heading(const struct page *p)
{
	const struct dom *d = &p->dom;
	const struct elem *e;
	unsigned most = 0, score;
	int best = -1;
	struct str s;

	for (int i = 0; i < (int)d->nelems; i++) {
		e = &d->elems[i];
		score = standing(e);
		if (score == 0 || e->block_to == e->block_from ||
		    e->block_to - e->block_from > 4)
			continue;
		s = dom_text(d, e);
		if (s.n == 0 || s.n > HEADLINE_BYTES)
			continue;
		score += likeness(p, s);
		if (p->scored.hints != NULL &&
		    p->scored.hints[i] & (HINT_COMMENTS | HINT_JUNK))
			score = score > 20 ? score - 20 : 0;
		if (score > most) {
			most = score;
			best = i;
		}
	}
	if (most >= SAME_SHARE || (p->ld.headline.n == 0 &&
	    p->meta.headline.n == 0 && p->meta.title.n == 0))
		return best;
	/* editors may have given it new words that the metadata lack */
	return p->scored.hints != NULL ? lone_heading(p) : -1;
}

/* Texts of the page in which a headline without a heading is looked for. */
#define FIRST_TEXTS 80

/* The first text that <title> says in full, for pages without headings. */
static int
text_in_title(const struct page *p)
{
	const struct dom *d = &p->dom;

	for (int i = 0; i < (int)d->ntexts && i < FIRST_TEXTS; i++)
		if (d->texts[i].chars >= 12 &&
		    str_find(p->meta.title, d->texts[i].s) >= 0)
			return i;
	return -1;
}

/* Without the site's name after the last separator, if the metadata name it or
 * a shorter form stands elsewhere. */
static struct str
without_site(const struct page *p, struct str s)
{
	static const char *const seps[] = { " | ", " - ", " \xe2\x80\x93 ",
		" \xe2\x80\x94 ", " :: ", " \xc2\xbb ", "\xef\xbd\x9c",
		"\xef\xbc\x9a" };
	struct str tail;
	size_t at;

	for (at = s.n; at-- > 10;) {
		for (size_t k = 0; k < sizeof(seps) / sizeof(*seps); k++) {
			tail = str_from(s, at);
			if (!str_starts(tail, seps[k]))
				continue;
			tail = str_from(tail, strlen(seps[k]));
			if ((p->meta.site.n > 0 &&
			    str_ifind(tail, p->meta.site) >= 0) ||
			    (tail.n < 20 && at > 30))
				return without_site(p, str_sub(s, 0, at));
		}
		if (s.n - at > 60)
			break;
	}
	return str_trim(s);
}

/* The heading without a kicker that stands before it in the same element, when
 * two other sources have it so. */
static struct str
without_kicker(const struct page *p, struct str s)
{
	const struct str said[] = { p->meta.headline, p->ld.headline };

	for (size_t i = 0; i < 2; i++)
		if (said[i].n >= 20 && said[i].n < s.n &&
		    str_eq(str_from(s, s.n - said[i].n), said[i]) &&
		    !is_letter((unsigned char)s.p[s.n - said[i].n - 1]))
			return said[i];
	return s;
}

/* Does the heading announce a correction that the metadata do not? */
static bool
is_marked(struct str s)
{
	struct str bare;
	bool official;

	return note_headline(s, &bare, &official) != NOTE_NONE;
}

struct str
field_headline(struct page *p)
{
	const struct dom *d = &p->dom;
	struct str heading = { 0 }, og = without_site(p, p->meta.headline);
	int ruled = rule_first(p, ROLE_HEADLINE);
	int e = ruled >= 0 ? ruled : best_heading(p);

	if (e >= 0) {
		heading = dom_text(d, &d->elems[e]);
		p->title = d->elems[e].block_to - 1;
	}
	if (ruled >= 0)
		return heading;
	if (heading.n == 0 && p->ld.headline.n == 0) {
		e = text_in_title(p);
		if (e >= 0) {
			p->title = e;
			heading = d->texts[e].s;
		}
	}
	if (heading.n > 0) {
		if (og.n > 0 && str_eq(og, p->ld.headline) &&
		    !is_marked(heading))
			return og;
		return without_kicker(p, heading);
	}
	if (p->ld.headline.n > 0)
		return p->ld.headline;
	return og.n > 0 ? og : without_site(p, p->meta.title);
}
