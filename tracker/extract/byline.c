/* The byline: names of people, from the source that has them. */
#include "tracker/extract/fields.h"

#define VISIBLE_BYTES 120
/* Elements of a byline that are looked at. */
#define BYLINE_ELEMS 400

static const char *const leads[] = {
	"read more by ", "by ", "by: ", "von ", "par ", "por ", "di ",
	"door ", "av ", "af ",
	"autor: ", "author: ", "written by ", "text: ", "reported by ",
	"words by ", "story by ", "de ", "texte: ", "text by ",
};

/* What is no name though it stands where names do. */
static const char *const never[] = {
	"http", "admin", "editor", "redaktion", "staff", "image:", "photo",
	"getty", "www.", "share", "follow", "published", "updated", "contact",
	"unknown", "null", "undefined", "facebook.com", "posts by", "quelle:",
	"source:", "fuente:", "fonte:", "ver\303\266ffentlicht",
	"publi\303\251", "publicado", "pubblicato",
};

static bool
has_letter(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((s.p[i] | 0x20) >= 'a' && (s.p[i] | 0x20) <= 'z')
			return true;
		else if ((unsigned char)s.p[i] >= 0xc3 &&
		    (unsigned char)s.p[i] != 0xe2)	/* bullets, dashes */
			return true;
	return false;
}

/* "sophie-foster", "jane_roe": a key of the site's, no name. */
static bool
is_slug(struct str s)
{
	bool joined = false;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == ' ' || (s.p[i] >= 'A' && s.p[i] <= 'Z') ||
		    (unsigned char)s.p[i] >= 0x80)
			return false;
		joined = joined || s.p[i] == '-' || s.p[i] == '_';
	}
	return joined;
}

/* Is it the publisher, who stands in for a name on some pages? */
static bool
is_site(const struct page *p, struct str s)
{
	struct str host = str_sub(p->in->url, 0, 60);
	char flat[64] = ".";
	size_t n = 1;

	if (str_ieq(s, p->meta.site) || str_ieq(s, p->ld.site) ||
	    str_ifind(s, STR("www.")) >= 0 ||
	    (str_chr(s, '.') > 0 && str_chr(s, ' ') < 0 &&
	    str_ifind(host, s) >= 0))
		return true;
	for (size_t i = 0; i < s.n && n + 1 < sizeof(flat); i++)
		if ((s.p[i] | 0x20) >= 'a' && (s.p[i] | 0x20) <= 'z')
			flat[n++] = (char)(s.p[i] | 0x20);
	flat[n++] = '.';
	if (n >= 7)
		return str_ifind(host, str_make(flat + 1, n - 2)) >= 0;
	return n >= 5 && str_ifind(host, str_make(flat, n)) >= 0;
}

/* Words that begin what follows a name: a date, a place of work, a share bar. */
static const char *const after[] = {
	" | ", " \xc2\xb7 ", " \xe2\x80\xa2 ", " - ", " \xe2\x80\x93 ",
	" updated", " published", " posted", " monday", " tuesday",
	" wednesday", " thursday", " friday", " saturday", " sunday",
	" january", " february", " march ", " april ", " june ", " july ",
	" august ", " september", " october", " november", " december",
	" jan ", " feb ", " dec ", " staff", " the associated press",
	" i write", " editor", " reporter", " correspondent", " senior",
};

/* What a part after a comma has when it is an office, not a name. */
static const char *const offices[] = {
	"writer", "staff", "editor", "reporter", "correspondent", "columnist",
	"contributor", "report", "gazette", "press", "times", ".com", " news",
	"redaktion", "redakteur", "journalist",
};

static bool
has_any(struct str s, const char *const *table, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_ifind(s, str_of(table[i])) >= 0)
			return true;
	return false;
}

/* Words that stand before the last name of several. */
static const char *const joiners[] = {
	" and ", " und ", " og ", " och ", " et ", " & ", " y ", " e ", " en ",
	" ja ", " AND ",
};

/* Dots that belong to the name. */
static const char *const titles[] = { " Jr.", " Sr.", " Ph.D.", " M.D." };

static bool
has_title(struct str s)
{
	for (size_t i = 0; i < sizeof(titles) / sizeof(*titles); i++)
		if (str_ends(s, titles[i]))
			return true;
	return false;
}

static struct str
without_tail(struct str s)
{
	ptrdiff_t at;

	for (size_t i = 0; i < sizeof(after) / sizeof(*after); i++) {
		at = str_ifind(s, str_of(after[i]));
		if (at > 3)
			s = str_sub(s, 0, (size_t)at);
	}
	at = str_chr(s, '(');
	if (at > 3)
		s = str_sub(s, 0, (size_t)at);
	while (s.n > 0 && strchr(" .,;|:", s.p[s.n - 1]) != NULL &&
	    !has_title(s))
		s.n--;
	if (str_ends(s, " \xea\xb8\xb0\xec\x9e\x90"))	/* "reporter" */
		s.n -= 7;
	return s;
}

static struct str
without_lead(struct str s)
{
	s = str_trim(s);
	while (s.n > 0 && strchr(" ,;|:-", s.p[0]) != NULL)
		s = str_from(s, 1);
	for (size_t i = 0; i < sizeof(leads) / sizeof(*leads); i++)
		if (str_istarts(s, leads[i]))
			s = str_trim(str_from(s, strlen(leads[i])));
	return str_ieqz(s, "by") ? str_make(NULL, 0) : s;
}

/* The month of a date that was cut off at its day. */
static bool
is_month(struct str s)
{
	static const char *const names[] = { "jan", "feb", "mar", "apr",
		"may", "jun", "jul", "aug", "sep", "sept", "oct", "nov",
		"dec" };

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (str_ieqz(s, names[i]))
			return true;
	return false;
}

/* A name as it should stand, or empty. */
static struct str
name_of(struct str s)
{
	s = without_tail(without_lead(s));
	if (s.n < 2 || s.n > 100 || !has_letter(s) || is_slug(s) ||
	    s.p[0] == '(' || is_month(s) ||
	    str_chr(s, '@') >= 0 || str_chr(s, '{') >= 0)
		return str_make(NULL, 0);
	for (size_t i = 0; i < sizeof(never) / sizeof(*never); i++)
		if (str_istarts(s, never[i]))
			return str_make(NULL, 0);
	return s;
}

/* Does it begin like a name of two words or more? */
static bool
is_full(struct str s)
{
	return s.n > 3 && ((s.p[0] >= 'A' && s.p[0] <= 'Z') ||
	    (unsigned char)s.p[0] >= 0xc3) && str_chr(s, ' ') > 0;
}

/* Cuts the first name of "Jane Roe and John Doe" off *s. */
static struct str
cut_joined(struct str *s)
{
	struct str first, rest;
	ptrdiff_t at;

	for (size_t i = 0; i < sizeof(joiners) / sizeof(*joiners); i++) {
		at = str_find(*s, str_of(joiners[i]));
		if (at <= 0)
			continue;
		first = str_trim(str_sub(*s, 0, (size_t)at));
		rest = str_trim(str_from(*s, (size_t)at + strlen(joiners[i])));
		if (is_full(first) && is_full(rest)) {
			*s = rest;
			return first;
		}
	}
	first = *s;
	*s = str_make(NULL, 0);
	return first;
}

/* Bytes of a month's name that may stand behind the site's without a space. */
#define GLUED_BYTES 12

/* "Jane Roe The Valley Post" is Jane Roe; "The Valley PostNovember" is not. */
static struct str
without_publisher(const struct page *p, struct str s)
{
	struct str site = p->meta.site.n > 0 ? p->meta.site : p->ld.site;

	if (site.n > 3 && s.n > site.n && s.n <= site.n + GLUED_BYTES &&
	    str_ieq(str_sub(s, 0, site.n), site) && s.p[site.n] != ' ')
		return str_make(NULL, 0);
	if (site.n > 3 && s.n > site.n + 5 &&
	    str_ieq(str_from(s, s.n - site.n), site) &&
	    s.p[s.n - site.n - 1] == ' ')
		return str_trim(str_sub(s, 0, s.n - site.n));
	return s;
}

static void
add_joined(const struct page *p, struct source *seen, struct str s, bool sites)
{
	struct str name;

	while (s.n > 0) {
		name = cut_joined(&s);
		if (!sites)
			name = without_publisher(p, name);
		if (sites || !is_site(p, name))
			source_author(seen, name);
	}
}

/* Words of a name at most. */
#define NAME_WORDS 4

static size_t
words_in(struct str s)
{
	size_t n = s.n > 0;

	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] == ' ';
	return n;
}

/* The capitals a string begins with. */
static size_t
capitals(struct str s)
{
	size_t n = 0;

	while (n < s.n && s.p[n] >= 'A' && s.p[n] <= 'Z')
		n++;
	return n;
}

/*
 * Is what follows a name and a comma an office or an employer? "Jane Roe,
 * professor of law at the University of Sorrel", "John Doe, BBC Radio".
 */
static bool
is_office(struct str part, struct str first)
{
	size_t n = capitals(part);

	return has_any(part, offices, sizeof(offices) / sizeof(*offices)) ||
	    (words_in(part) > NAME_WORDS && !has_any(part, joiners,
	    sizeof(joiners) / sizeof(*joiners))) || (n > 1 && capitals(first) < 2 &&
	    (n == part.n || part.p[n] == ' '));
}

/* With a plain space for each that does not break. */
static struct str
plain_spaces(struct arena *arena, struct str s)
{
	char *p;
	size_t n = 0;

	if (str_find(s, STR("\xc2\xa0")) < 0)
		return s;
	p = arena_strz(arena, s);
	for (size_t i = 0; i < s.n; i++) {
		p[n++] = p[i];
		if (n > 1 && p[n - 2] == '\xc2' && p[n - 1] == '\xa0')
			p[--n - 1] = ' ';
	}
	return str_make(p, n);
}

/* Names of one string, its offices left out. */
static void
add_names(const struct page *p, struct source *seen, struct str s, bool sites)
{
	struct str part, first = { 0 };

	s = plain_spaces(p->arena, s);
	while (str_cut(&s, ',', &part)) {
		/* "Jane Roe, John Doe, and Ann Poe" */
		part = str_trim(part);
		if (first.n > 0 && str_istarts(part, "and "))
			part = str_from(part, 4);
		/* "thevalleypost.example, Sorrel, Ruritania" */
		if (first.n == 0 && !sites && is_site(p, part))
			return;
		part = name_of(part);
		if (part.n > 0 && (first.n == 0 || !is_office(part, first)))
			add_joined(p, seen, part, sites);
		if (first.n == 0)
			first = part;
	}
}

/* Names without the publisher's, unless `sites`. */
static struct str
join(struct page *p, const struct str *names, size_t n, bool sites)
{
	struct source seen;
	struct str out = { 0 };

	source_init(&seen);
	for (size_t i = 0; i < n; i++)
		add_names(p, &seen, names[i], sites);
	for (size_t i = 0; i < seen.nauthors; i++)
		out = i == 0 ? seen.authors[0] :
		    arena_printf(p->arena, "%.*s, %.*s", STR_FMT(out),
		    STR_FMT(seen.authors[i]));
	return out;
}

static bool
is_author_link(const struct elem *e)
{
	struct str href = dom_attr(e, "href");

	if (str_ieqz(dom_attr(e, "itemprop"), "author") &&
	    e->block_to - e->block_from < 2)
		return true;
	return e->row->tag == TAG_A && (str_ieqz(dom_attr(e, "rel"), "author") ||
	    str_ifind(href, STR("/author/")) >= 0 ||
	    str_ifind(href, STR("/authors/")) >= 0 ||
	    str_ifind(href, STR("/autor")) >= 0 ||
	    str_ifind(href, STR("/profile/")) >= 0);
}

/* Up to the first digit: a date follows the name. */
static struct str
before_digits(struct str s)
{
	size_t n = 0;

	while (n < s.n && !(s.p[n] >= '0' && s.p[n] <= '9'))
		n++;
	return str_trim(str_sub(s, 0, n));
}

/* The links in element i, or its text when that says "by". */
static struct str
in_byline(struct page *p, size_t i)
{
	const struct dom *d = &p->dom;
	struct str links[8], s;
	size_t n = 0;

	for (int k = (int)i + 1; k < d->elems[i].end && n < 8 &&
	    k < (int)i + BYLINE_ELEMS; k++)
		if (d->elems[k].row->tag == TAG_A &&
		    d->elems[k].block_to - d->elems[k].block_from < 2) {
			s = before_digits(dom_text(d, &d->elems[k]));
			if (s.n > 0 && s.n < VISIBLE_BYTES)
				links[n++] = s;
		}
	s = join(p, links, n, false);
	if (s.n > 0)
		return s;
	s = dom_text(d, &d->elems[i]);
	if (s.n > VISIBLE_BYTES)
		return str_make(NULL, 0);
	s = before_digits(s);
	return join(p, &s, 1, false);
}

/* Names on the page near its headline: links to authors, else a byline. */
static struct str
visible(struct page *p)
{
	const struct dom *d = &p->dom;
	const struct elem *e;
	struct str links[8] = { 0 }, s, byline = { 0 };
	size_t n = 0;
	int from = p->title < 0 ? 0 : p->title - 6;
	int to = p->first + 2 > p->title + 25 ? p->first + 2 : p->title + 25;
	/* what follows the story has other stories' bylines */
	int end = d->elems[p->scored.container].block_to + 2;

	for (size_t i = 0; i < d->nelems; i++) {
		e = &d->elems[i];
		if (e->block_from < from || e->block_from > to ||
		    e->block_from >= end ||
		    p->scored.hints[i] & (HINT_COMMENTS | HINT_BIO))
			continue;
		if (is_author_link(e) && n < 8) {
			s = dom_text(d, e);
			if (s.n > 0 && s.n < VISIBLE_BYTES)
				links[n++] = s;
		}
		if (byline.n == 0 && e->hints & HINT_BYLINE)
			byline = in_byline(p, i);
	}
	s = join(p, links, n, false);
	return s.n > 0 ? s : byline;
}

/* "Mo 25.04.24 | 14:07 Uhr | Von Jane Roe": what follows "Von". */
static struct str
after_date(struct str s)
{
	static const char *const marks[] = { "| von ", "| by ", "| par ",
		", von ", " \xc2\xb7 by " };
	ptrdiff_t at;

	for (size_t i = 0; s.n < VISIBLE_BYTES &&
	    i < sizeof(marks) / sizeof(*marks); i++) {
		at = str_ifind(s, str_of(marks[i]));
		if (at > 4 && before_digits(s).n < (size_t)at)
			return str_from(s, (size_t)at + 2);
	}
	return str_make(NULL, 0);
}

/* A line of the page that is "By Jane Roe" and nothing more. */
static struct str
by_line(struct page *p)
{
	const struct dom *d = &p->dom;
	int to = p->first + 3 < (int)d->ntexts ? p->first + 3 : (int)d->ntexts;
	struct str s;

	for (int i = p->title < 0 ? 0 : p->title; i < to; i++) {
		s = furniture_byline(d->texts[i].s) ?
		    before_digits(d->texts[i].s) : after_date(d->texts[i].s);
		if (s.n > 0)
			return join(p, &s, 1, false);
	}
	return str_make(NULL, 0);
}

/* Letters of a name that stands by itself. */
#define ALONE_LEAST 6
#define ALONE_MOST 60

/* "Jane Roe", "JANE ROE/JOHN DOE": a paragraph of capitals' names, set off from
 * the text by its weight or slant. */
static bool
is_alone(const struct text *t)
{
	struct str s = t->s, word;
	size_t words = 0;

	if (s.n < ALONE_LEAST || s.n > ALONE_MOST || t->link_chars > 0 ||
	    (t->strong_chars < t->chars && t->em_chars < t->chars))
		return false;
	while (str_cut(&s, ' ', &word)) {
		if (word.n == 0)
			continue;
		if ((word.p[0] >= 'a' && word.p[0] <= 'z') ||
		    !has_letter(word) || strchr(".!?:;)0123456789\"",
		    word.p[word.n - 1]) != NULL)
			return false;
		words++;
	}
	return words >= 2 && words <= 2 * NAME_WORDS - 2;
}

/* The name that stands alone right before the first prose or after the last. */
static struct str
alone(struct page *p)
{
	const struct text *t = p->dom.texts;
	const int at[] = { p->first - 1, p->first, p->last - 1, p->last };
	struct str s, part, names[4];
	size_t n = 0;

	for (size_t i = 0; i < sizeof(at) / sizeof(*at); i++) {
		if (at[i] < 0 || at[i] >= (int)p->dom.ntexts ||
		    at[i] == p->title || !is_alone(&t[at[i]]) ||
		    p->scored.hints[t[at[i]].elem] & HINTS_OUT)
			continue;
		for (s = t[at[i]].s; n < 4 && str_cut(&s, '/', &part);)
			names[n++] = part;
		return join(p, names, n, false);
	}
	return str_make(NULL, 0);
}

/* Is it somebody's name, and not "APA" or "sid/dpa"? Names in the scripts of
 * East Asia have no space. */
static bool
is_personal(struct str s)
{
	return is_full(s) || (s.n >= 6 && (unsigned char)s.p[0] >= 0xe3);
}

/*
 * Names of people come first, from wherever; an agency or initials on the page
 * say less than an organisation that the metadata name as the author.
 */
struct str
field_byline(struct page *p)
{
	struct str s, said, ruled[SOURCE_AUTHORS];
	size_t n = rule_bylines(p, ruled, SOURCE_AUTHORS);

	if (n > 0)
		return join(p, ruled, n, true);
	s = join(p, p->ld.authors, p->ld.nauthors, false);
	if (s.n == 0)
		s = join(p, p->meta.authors, p->meta.nauthors, false);
	if (s.n == 0 && p->scored.container >= 0)
		s = by_line(p);
	if (s.n == 0 && p->scored.container >= 0)
		s = visible(p);
	if (s.n == 0 && p->scored.container >= 0)
		s = alone(p);
	if (is_personal(s))
		return s;
	said = join(p, p->ld.authors, p->ld.nauthors, true);
	if (said.n > 0)
		return said;
	return s.n > 0 ? s : join(p, p->meta.authors, p->meta.nauthors, true);
}
