#include "tracker/extract/feed.h"
#include "tracker/extract/fields.h"
#include "tracker/web/url.h"

#define DATELINE_BYTES 90
/* A line that is a date and little else. */
#define DATE_BYTES 60

static struct str
first_of(struct str a, struct str b)
{
	return a.n > 0 ? a : b;
}

/* The language tag in the form of BCP 47: "en_GB" to "en-GB". */
static struct str
language_tag(struct arena *arena, struct str s)
{
	ptrdiff_t at = str_chr(s, ',');
	char *p;

	if (at > 0)
		s = str_sub(s, 0, (size_t)at);
	s = str_trim(s);
	if (s.n < 2 || s.n > 12)
		return str_make(NULL, 0);
	p = arena_strz(arena, s);
	for (size_t i = 0; i < s.n; i++)
		if (p[i] == '_')
			p[i] = '-';
	return str_make(p, s.n);
}

static bool
is_home(struct str url)
{
	ptrdiff_t at = str_find(url, STR("://"));

	url = at < 0 ? url : str_from(url, (size_t)at + 3);
	at = str_chr(url, '/');
	return at < 0 || (size_t)at + 1 == url.n;
}

/* The canonical URL, absolute; none when it is the site's front page. */
static struct str
canonical(const struct page *p)
{
	const struct str said[] = { p->meta.canonical, p->ld.canonical };
	struct str out;

	for (size_t i = 0; i < 2; i++) {
		if (said[i].n == 0 ||
		    url_resolve(p->in->url, said[i], p->arena, &out) < 0)
			continue;
		if (!is_home(out) || is_home(p->in->url))
			return out;
	}
	return str_make(NULL, 0);
}

static int64_t
time_of(int64_t a, int64_t b, int64_t c)
{
	return a != TIME_NONE ? a : b != TIME_NONE ? b : c;
}

/* Do capitals prevail? */
static bool
is_capital(struct str s)
{
	size_t upper = 0, lower = 0;

	for (size_t i = 0; i < s.n && s.p[i] != '('; i++) {
		upper += s.p[i] >= 'A' && s.p[i] <= 'Z';
		lower += s.p[i] >= 'a' && s.p[i] <= 'z';
	}
	return upper > 3 && upper > lower;
}

/* "WASHINGTON May 30 (Reuters)", "Berlin (dpa)", from the first paragraph. */
static struct str
dateline(struct str s)
{
	static const char *const dashes[] = { " - ", " -- ", " \xe2\x80\x93 ",
		" \xe2\x80\x94 ", ") -", "\xe2\x80\x94" };
	struct str head = str_sub(s, 0, DATELINE_BYTES);
	ptrdiff_t at;

	for (size_t i = 0; i < sizeof(dashes) / sizeof(*dashes); i++) {
		at = str_find(head, str_of(dashes[i]));
		if (at < 4)
			continue;
		head = str_sub(s, 0, (size_t)at + (dashes[i][0] == ')'));
		if (is_capital(head) || str_ends(head, ")"))
			return str_trim(head);
		return str_make(NULL, 0);
	}
	return str_make(NULL, 0);
}

static bool
is_digit(struct str s, size_t i)
{
	return i < s.n && s.p[i] >= '0' && s.p[i] <= '9';
}

/* "25.04.24" at the front, as German papers write it. */
static int
short_date(struct arena *arena, struct str s, int64_t *t)
{
	static const char form[] = "dd.dd.dd";

	for (size_t i = 0; i < sizeof(form) - 1; i++)
		if (form[i] == 'd' ? !is_digit(s, i) :
		    i >= s.n || s.p[i] != '.')
			return -1;
	if (is_digit(s, sizeof(form) - 1))
		return -1;
	return time_parse_iso(arena_printf(arena, "20%.2s-%.2s-%.2s", s.p + 6,
	    s.p + 3, s.p), t);
}

/* A date that stands as text near the headline. */
static int64_t
visible_date(const struct page *p)
{
	const struct dom *d = &p->dom;
	int c = p->scored.container;
	int at = p->title >= 0 ? p->title : c >= 0 ? d->elems[c].block_from : 0;
	int from = at < 8 ? 0 : at - 8, to = at + 25;
	int64_t t;
	struct str s;
	size_t digit;

	for (int i = from; i < to && i < (int)d->ntexts; i++) {
		s = d->texts[i].s;
		if (s.n > DATE_BYTES || s.n < 6 || score_weight(&d->texts[i]))
			continue;
		for (digit = 0; digit < s.n &&
		    !(s.p[digit] >= '0' && s.p[digit] <= '9');)
			digit++;
		if (digit == s.n)
			continue;
		if (feed_date(s, &t) == 0 ||
		    feed_date(str_from(s, digit), &t) == 0 ||
		    feed_date(str_sub(s, digit, 10), &t) == 0 ||
		    short_date(p->arena, str_from(s, digit), &t) == 0)
			return t;
	}
	return TIME_NONE;
}

/* A date that ends the page's title. */
static int64_t
titled_date(const struct page *p)
{
	struct str s = p->meta.title;
	size_t at = s.n;
	int64_t t;

	while (at > 0 && s.p[at - 1] != ' ')
		at--;
	s = str_from(s, at);
	return is_digit(s, 0) && s.n == 10 && feed_date(s, &t) == 0 ? t :
	    TIME_NONE;
}

void
page_fields(struct page *p)
{
	struct article *a = p->out;

	a->headline = field_headline(p);
	a->section = first_of(p->ld.section, p->meta.section);
	a->language = language_tag(p->arena, p->meta.language);
	if (a->language.n == 0)
		a->language = language_tag(p->arena, p->ld.language);
	a->canonical = canonical(p);
	a->published = time_of(p->ld.published, p->meta.published,
	    p->micro.published);
	if (a->published == TIME_NONE)
		a->published = visible_date(p);
	if (a->published == TIME_NONE)
		a->published = titled_date(p);
	a->modified = time_of(p->ld.modified, p->meta.modified,
	    p->micro.modified);
}

void
page_late_fields(struct page *p)
{
	struct article *a = p->out;

	a->byline = field_byline(p);
	for (size_t i = 0; i < a->nblocks && a->dateline.n == 0; i++)
		if (a->blocks[i].type == BLOCK_PARAGRAPH) {
			a->dateline = dateline(a->blocks[i].text);
			break;
		}
}
