#include "tracker/extract/dom.h"

#define WORD_BYTES 24
#define NAME_MAX_BYTES 400

struct hint_word {
	const char *word;
	unsigned hints;
};

/* Whole words of class, id, role, itemprop and data-* names; sorted. */
static const struct hint_word words[] = {
	{ "ad", HINT_JUNK },
	{ "ads", HINT_JUNK },
	{ "adslot", HINT_JUNK },
	{ "adunit", HINT_JUNK },
	{ "advert", HINT_JUNK },
	{ "advertisement", HINT_JUNK },
	{ "advertising", HINT_JUNK },
	{ "alert", HINT_WEAK },
	{ "article", HINT_STORY },
	{ "articlebody", HINT_BODY },
	{ "artikel", HINT_STORY },
	{ "auteur", HINT_BYLINE },
	{ "author", HINT_BYLINE },
	{ "authors", HINT_BYLINE },
	{ "autor", HINT_BYLINE },
	{ "banner", HINT_JUNK },
	{ "bio", HINT_BIO },
	{ "biography", HINT_BIO },
	{ "breadcrumb", HINT_JUNK },
	{ "breadcrumbs", HINT_JUNK },
	{ "byline", HINT_BYLINE },
	{ "caption", HINT_CAPTION },
	{ "carousel", HINT_JUNK },
	{ "clarification", HINT_NOTE },
	{ "comment", HINT_COMMENTS },
	{ "comments", HINT_COMMENTS },
	{ "complementary", HINT_JUNK },
	{ "consent", HINT_JUNK },
	{ "content", HINT_STORY },
	{ "contentinfo", HINT_JUNK },
	{ "contribute", HINT_JUNK },
	{ "contribution", HINT_JUNK },
	{ "contributor", HINT_BYLINE },
	{ "cookie", HINT_JUNK },
	{ "cookies", HINT_JUNK },
	{ "copyright", HINT_JUNK },
	{ "correction", HINT_NOTE },
	{ "corrections", HINT_NOTE },
	{ "credit", HINT_CAPTION },
	{ "date", HINT_DATE },
	{ "dateline", HINT_DATE },
	{ "datepublished", HINT_DATE },
	{ "datetime", HINT_DATE },
	{ "deck", HINT_DECK },
	{ "dek", HINT_DECK },
	{ "dialog", HINT_JUNK },
	{ "disclaimer", HINT_JUNK },
	{ "disqus", HINT_COMMENTS },
	{ "donate", HINT_JUNK },
	{ "donation", HINT_JUNK },
	{ "donations", HINT_JUNK },
	{ "entry", HINT_STORY },
	{ "excerpt", HINT_DECK },
	{ "feedback", HINT_JUNK },
	{ "footer", HINT_JUNK },
	{ "fundraising", HINT_JUNK },
	{ "gdpr", HINT_JUNK },
	{ "headline", HINT_HEADLINE },
	{ "instagram", HINT_JUNK },
	{ "intro", HINT_DECK },
	{ "keywords", HINT_JUNK },
	{ "lead", HINT_DECK },
	{ "lede", HINT_DECK },
	{ "login", HINT_JUNK },
	{ "masthead", HINT_JUNK },
	{ "membership", HINT_JUNK },
	{ "menu", HINT_JUNK },
	{ "modal", HINT_JUNK },
	{ "mostread", HINT_JUNK },
	{ "nav", HINT_JUNK },
	{ "navbar", HINT_JUNK },
	{ "navigation", HINT_JUNK },
	{ "newsletter", HINT_JUNK },
	{ "newsletters", HINT_JUNK },
	{ "outbrain", HINT_JUNK },
	{ "overlay", HINT_JUNK },
	{ "pagination", HINT_JUNK },
	{ "paywall", HINT_WALL },
	{ "poll", HINT_JUNK },
	{ "popular", HINT_JUNK },
	{ "popup", HINT_JUNK },
	{ "post", HINT_STORY },
	{ "print", HINT_WEAK },
	{ "promo", HINT_JUNK },
	{ "promos", HINT_JUNK },
	{ "promoted", HINT_JUNK },
	{ "promotion", HINT_JUNK },
	{ "pubdate", HINT_DATE },
	{ "published", HINT_DATE },
	{ "pullquote", HINT_JUNK },
	{ "rail", HINT_JUNK },
	{ "readmore", HINT_JUNK },
	{ "recirc", HINT_JUNK },
	{ "recirculation", HINT_JUNK },
	{ "recommendation", HINT_JUNK },
	{ "recommendations", HINT_JUNK },
	{ "recommended", HINT_JUNK },
	{ "regwall", HINT_WALL },
	{ "related", HINT_JUNK },
	{ "relatedlinks", HINT_JUNK },
	{ "reply", HINT_COMMENTS },
	{ "respond", HINT_COMMENTS },
	{ "share", HINT_JUNK },
	{ "sharebar", HINT_JUNK },
	{ "sharing", HINT_JUNK },
	{ "sidebar", HINT_JUNK },
	{ "signup", HINT_JUNK },
	{ "skip", HINT_JUNK },
	{ "slider", HINT_WEAK },
	{ "social", HINT_JUNK },
	{ "sponsor", HINT_JUNK },
	{ "sponsored", HINT_JUNK },
	{ "standfirst", HINT_DECK },
	{ "story", HINT_STORY },
	{ "subheadline", HINT_DECK },
	{ "subscribe", HINT_JUNK },
	{ "subscription", HINT_JUNK },
	{ "subtitle", HINT_DECK },
	{ "summary", HINT_DECK },
	{ "support", HINT_JUNK },
	{ "supporter", HINT_JUNK },
	{ "taboola", HINT_JUNK },
	{ "tags", HINT_JUNK },
	{ "teaser", HINT_JUNK },
	{ "teasers", HINT_JUNK },
	{ "ticker", HINT_JUNK },
	{ "tiktok", HINT_JUNK },
	{ "timestamp", HINT_DATE },
	{ "title", HINT_HEADLINE },
	{ "toolbar", HINT_JUNK },
	{ "topics", HINT_JUNK },
	{ "trending", HINT_JUNK },
	{ "tweet", HINT_JUNK },
	{ "twitter", HINT_JUNK },
	{ "widget", HINT_WEAK },
	{ "writer", HINT_BYLINE },
};

/* Parts of names with everything but letters left out. */
static const struct hint_word phrases[] = {
	{ "articlebody", HINT_BODY },
	{ "storybody", HINT_BODY },
	{ "storytext", HINT_BODY },
	{ "articletext", HINT_BODY },
	{ "articlecontent", HINT_BODY },
	{ "entrycontent", HINT_BODY },
	{ "postcontent", HINT_BODY },
	{ "postbody", HINT_BODY },
	{ "bodytext", HINT_BODY },
	{ "bodycontent", HINT_BODY },
	{ "bodycopy", HINT_BODY },
	{ "mostread", HINT_JUNK },
	{ "readmore", HINT_JUNK },
	{ "readnext", HINT_JUNK },
	{ "alsoread", HINT_JUNK },
	{ "readalso", HINT_JUNK },
	{ "morestories", HINT_JUNK },
	{ "morefrom", HINT_JUNK },
	{ "morenews", HINT_JUNK },
	{ "signup", HINT_JUNK },
	{ "visuallyhidden", HINT_HIDDEN },
	{ "screenreader", HINT_HIDDEN },
	{ "sronly", HINT_HIDDEN },
	{ "aboutauthor", HINT_BIO },
	{ "abouttheauthor", HINT_BIO },
	{ "authorbio", HINT_BIO },
	{ "authorinfo", HINT_BIO },
	{ "authorbox", HINT_BIO },
	{ "authorcard", HINT_BIO },
	{ "authorprofile", HINT_BIO },
	{ "pullquote", HINT_JUNK },
	{ "editorsnote", HINT_NOTE },
	{ "editornote", HINT_NOTE },
	{ "mobileapp", HINT_JUNK },
	{ "fonticon", HINT_HIDDEN },
};

static unsigned
word_hints(struct str word)
{
	size_t lo = 0, hi = sizeof(words) / sizeof(*words), mid;
	int c;

	while (lo < hi) {
		mid = (lo + hi) / 2;
		c = str_cmpz(word, words[mid].word);
		if (c == 0)
			return words[mid].hints;
		if (c < 0)
			hi = mid;
		else
			lo = mid + 1;
	}
	return 0;
}

static bool
is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool
is_alpha(char c)
{
	return (c >= 'a' && c <= 'z') || is_upper(c);
}

/*
 * Is this piece of a name a word that somebody meant? Build tools write names
 * such as "css-1ad3f" and "xAdKq", in which words are chance: what touches a
 * digit is none, nor is a short piece cut out by a change of case.
 */
static bool
is_meant(struct str s, size_t end, size_t n)
{
	char before = end > n ? s.p[end - n - 1] : ' ';
	char after = end < s.n ? s.p[end] : ' ';

	if ((before >= '0' && before <= '9') || (after >= '0' && after <= '9'))
		return false;
	return n > 3 || !(is_alpha(before) || is_alpha(after));
}

/*
 * Hints of one name. Words end at anything but a letter and where lower case
 * meets upper case; `flat` keeps the letters of each class in a row.
 */
static unsigned
read_name(const struct hinter *h, struct str s)
{
	char word[WORD_BYTES], flat[NAME_MAX_BYTES];
	size_t n = 0, f = 0;
	unsigned hints = 0;
	struct hits found;
	char c, before = ' ';

	if (s.n > NAME_MAX_BYTES - 2)
		s.n = NAME_MAX_BYTES - 2;
	for (size_t i = 0; i <= s.n; i++, before = c) {
		c = i < s.n ? s.p[i] : ' ';
		if (!is_alpha(c) || (is_upper(c) && !is_upper(before))) {
			if (n > 0 && n < WORD_BYTES &&
			    is_meant(s, i, n))
				hints |= word_hints(str_make(word, n));
			n = 0;
		}
		if (c == ' ')
			flat[f++] = ' ';
		if (!is_alpha(c))
			continue;
		if (n < WORD_BYTES)
			word[n] = (char)(c | 0x20);
		n++;
		flat[f++] = (char)(c | 0x20);
	}
	if (f < 6)
		return hints;
	found = finder_find(&h->phrases, str_make(flat, f));
	for (size_t i = 0; i < sizeof(phrases) / sizeof(*phrases); i++)
		if (hits_has(&found, i))
			hints |= phrases[i].hints;
	return hints;
}

void
hinter_init(struct hinter *h)
{
	*h = (struct hinter){ 0 };
	finder_init(&h->phrases);
	for (size_t i = 0; i < sizeof(phrases) / sizeof(*phrases); i++)
		finder_add(&h->phrases, phrases[i].word);
}

/* Elements of a list share their names: each is read once, as a rule. */
static unsigned
name_hints(struct hinter *h, struct str s)
{
	struct hinted *seen;
	size_t at = s.n;

	for (size_t i = 0; i < s.n; i += 1 + s.n / 8)
		at = at * 31 + (unsigned char)s.p[i];
	seen = &h->seen[at % HINTED_NAMES];
	if (seen->name.p == NULL || !str_eq(seen->name, s))
		*seen = (struct hinted){ s, read_name(h, s) };
	return seen->hints;
}

static bool
is_hidden(struct str style)
{
	ptrdiff_t at = str_ifind(style, STR("display"));

	if (at < 0)
		return false;
	style = str_from(style, (size_t)at + 7);
	style = str_sub(style, 0, 8);
	return str_ifind(style, STR("none")) >= 0;
}

static const struct {
	const char *attr;
	bool named;	/* its value is a name in words */
} sources[] = {
	{ "class", true }, { "id", true }, { "role", true },
	{ "data-testid", true }, { "data-component", true },
	{ "data-module", true }, { "data-type", true }, { "data-qa", true },
	{ "data-tb-region", true },
};

static unsigned
attr_hints(struct hinter *h, const char *name, struct str value)
{
	for (size_t i = 0; i < sizeof(sources) / sizeof(*sources); i++)
		if (strcmp(name, sources[i].attr) == 0)
			return name_hints(h, value);
	if (strcmp(name, "itemprop") == 0)
		return str_ieqz(value, "articleBody") ? HINT_BODY :
		    name_hints(h, value);
	if (strcmp(name, "hidden") == 0)
		return HINT_HIDDEN;
	if (strcmp(name, "aria-hidden") == 0)
		return str_eqz(value, "true") ? HINT_HIDDEN : 0;
	if (strcmp(name, "style") == 0)
		return is_hidden(value) ? HINT_HIDDEN : 0;
	return 0;
}

static unsigned
tag_hints(enum tag t)
{
	switch (t) {
	case TAG_NAV:
	case TAG_FOOTER:
	case TAG_ASIDE:
	case TAG_FORM:
		return HINT_JUNK;
	case TAG_ARTICLE:
	case TAG_MAIN:
		return HINT_STORY;
	case TAG_FIGCAPTION:
	case TAG_FIGURE:
		return HINT_CAPTION;
	case TAG_TIME:
		return HINT_DATE;
	default:
		return 0;
	}
}

unsigned
hints_of(struct hinter *h, const struct elem *e)
{
	unsigned hints = tag_hints(e->row->tag);

	for (const struct attr *a = e->attrs; a->name != NULL; a++)
		hints |= attr_hints(h, a->name, a->value);
	if (e->row->tag == TAG_BODY || e->row->tag == TAG_HTML)
		hints = 0;
	return hints;
}
