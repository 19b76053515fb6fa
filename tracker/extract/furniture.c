#include "tracker/extract/page.h"

enum how { WHOLE, START };

/* Lines that belong to the page, not to the story, whatever the page. */
static const struct {
	enum how how;
	const char *text;
} lines[] = {
	{ WHOLE, "advertisement" },
	{ START, "advertisement -" },
	{ START, "article continues below" },
	{ START, "story continues below" },
	{ WHOLE, "story continues" },
	{ WHOLE, "anzeige" },
	{ WHOLE, "werbung" },
	{ WHOLE, "publicidad" },
	{ WHOLE, "publicidade" },
	{ WHOLE, "publicit\xc3\xa9" },
	{ WHOLE, "pubblicit\xc3\xa0" },
	{ START, "read more:" },
	{ START, "read also:" },
	{ START, "also read:" },
	{ START, "also read |" },
	{ START, "read next:" },
	{ START, "see also:" },
	{ START, "related:" },
	{ START, "watch:" },
	{ START, "more on this story" },
	{ START, "lire aussi" },
	{ START, "\xc3\xa0 lire aussi" },
	{ START, "lesen sie auch" },
	{ START, "lesen sie hier" },
	{ START, "mehr zum thema" },
	{ START, "lees ook" },
	{ START, "leia tamb\xc3\xa9m" },
	{ START, "leia mais" },
	{ START, "leggi anche" },
	{ START, "lea tambi\xc3\xa9n" },
	{ START, "lee tambi\xc3\xa9n" },
	{ START, "te puede interesar" },
	{ START, "l\xc3\xa6s ogs\xc3\xa5" },
	{ START, "les ogs\xc3\xa5" },
	{ START, "l\xc3\xa4s ocks\xc3\xa5" },
	{ START, "lue my\xc3\xb6s" },
	{ START, "czytaj tak\305\274e" },
	{ START, "sign up for " },
	{ START, "sign up to " },
	{ START, "subscribe to " },
	{ START, "follow us on " },
	{ START, "click here to " },
	{ START, "listen to this article" },
	{ START, "copyright " },
	{ START, "\xc2\xa9 " },
	{ START, "all rights reserved" },
	{ START, "photo:" },
	{ START, "photo by " },
	{ START, "image:" },
	{ START, "image credit" },
	{ START, "(image credit" },
	{ START, "(image:" },
	{ START, "picture:" },
	{ START, "foto:" },
	{ START, "photograph:" },
	{ START, "this content is reserved for subscribers" },
	{ START, "this article was originally published on" },
	{ START, "get the latest " },
	{ START, "join our " },
	{ START, "download our app" },
	{ START, "our community members are treated to" },
	{ START, "you can unsubscribe" },
	{ START, "by submitting your " },
	{ START, "by signing up" },
	{ START, "by entering your email" },
	{ START, "follow us" },
	{ START, "follow our" },
	{ START, "like us on facebook" },
	{ START, "disclaimer:" },
	{ START, "don't miss:" },
	{ START, "don\xe2\x80\x99t miss:" },
	{ START, "hat ihnen dieser artikel gefallen" },
	{ START, "redaktion:" },
	{ START, "sendung:" },
	{ START, "stand:" },
	{ START, "quellen:" },
	{ START, "tags:" },
	{ START, "topics:" },
	{ START, "filed under" },
	{ START, "have you got a story" },
	{ START, "do you have a story" },
	{ START, "this feature is powered by" },
	{ START, "was this article helpful" },
	{ START, "what do you think?" },
	{ START, "let us know in the comments" },
	{ START, "support quality journalism" },
	{ START, "support independent journalism" },
	{ START, "\xe6\x9c\x89\xe6\x96\x99\xe4\xbc\x9a\xe5\x93\xa1" },
	{ WHOLE, "related articles:" },
	{ WHOLE, "recommended videos" },
	{ WHOLE, "share:" },
	{ WHOLE, "share" },
	{ WHOLE, "share this" },
	{ WHOLE, "share this article" },
	{ WHOLE, "comments" },
	{ WHOLE, "loading..." },
	{ WHOLE, "more" },
	{ WHOLE, "read more" },
};

/* A longer one is prose that begins like one. */
#define LINE_BYTES 300

/*
 * A line without soft hyphens and zero-width marks, its spaces plain; at most
 * LINE_BYTES, in `room` if it had any.
 */
static struct str
plain_marks(struct str s, char room[LINE_BYTES])
{
	const unsigned char *p = (const unsigned char *)s.p;
	size_t n = 0, i = 0;

	if (s.n > LINE_BYTES || (memchr(s.p, 0xc2, s.n) == NULL &&
	    memchr(s.p, 0xe2, s.n) == NULL))
		return s;
	while (i < s.n) {
		if (i + 1 < s.n && p[i] == 0xc2 &&
		    (p[i + 1] == 0xa0 || p[i + 1] == 0xad)) {
			room[n] = ' ';
			n += p[i + 1] == 0xa0;
			i += 2;
		} else if (i + 2 < s.n && p[i] == 0xe2 && p[i + 1] == 0x80 &&
		    (p[i + 2] <= 0x8f || p[i + 2] == 0xaf)) {
			room[n] = ' ';
			n += p[i + 2] <= 0x8a || p[i + 2] == 0xaf;
			i += 3;
		} else {
			room[n++] = s.p[i++];
		}
	}
	return str_trim(str_make(room, n));
}

bool
furniture_line(struct str s)
{
	char room[LINE_BYTES];

	if (s.n > LINE_BYTES)
		return false;
	s = plain_marks(s, room);
	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++)
		if (lines[i].how == START ? str_istarts(s, lines[i].text) :
		    str_ieqz(s, lines[i].text))
			return true;
	return false;
}

static const char *const times[] = {
	"updated", "published", "last updated", "posted", "first published",
	"modified", "aktualisiert", "ver\303\266ffentlicht", "publi\xc3\xa9",
	"mis \xc3\xa0 jour", "actualizado", "publicado", "atualizado",
	"aggiornato", "pubblicato",
};

static bool
has_digit(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] >= '0' && s.p[i] <= '9')
			return true;
	return false;
}

bool
furniture_time(struct str s)
{
	char room[LINE_BYTES];

	s = plain_marks(s, room);
	if (s.n > 80)
		return false;
	if (str_ifind(s, STR("min read")) >= 0 || str_ends(s, " ago") ||
	    str_ifind(s, STR("minute read")) >= 0)
		return true;
	for (size_t i = 0; i < sizeof(times) / sizeof(*times); i++)
		if (str_istarts(s, times[i]) && (has_digit(s) || s.n < 25))
			return true;
	return false;
}

static const char *const by[] = { "by ", "von ", "par ", "por ", "av " };

bool
furniture_byline(struct str s)
{
	size_t words = 1, n = 0;
	unsigned char first;
	char room[LINE_BYTES];

	s = plain_marks(s, room);
	for (size_t i = 0; i < sizeof(by) / sizeof(*by) && n == 0; i++)
		n = str_istarts(s, by[i]) ? strlen(by[i]) : 0;
	if (s.n > 60 || n == 0 || n == s.n || str_ends(s, "."))
		return false;
	first = (unsigned char)s.p[n];
	if (first < 0x80 && !(first >= 'A' && first <= 'Z'))
		return false;
	for (size_t i = 0; i < s.n; i++)
		words += s.p[i] == ' ';
	return words <= 9;
}

static const char *const ends[] = {
	"more from ", "more on ", "more stories", "more news", "related",
	"read more", "read next", "most read", "most popular", "most viewed",
	"recommended", "you may also like", "you might also like", "trending",
	"also on ", "don't miss", "latest news", "latest stories", "popular",
	"up next", "what to read next", "editors' picks", "editor's picks",
	"mehr zum thema", "mehr aus ", "mehr artikel", "weitere artikel",
	"auch interessant", "das k\xc3\xb6nnte sie auch", "meistgelesen",
	"lesen sie auch", "\xc3\xa0 lire aussi", "sur le m\xc3\xaame sujet",
	"articles similaires", "te puede interesar", "m\xc3\xa1s sobre",
	"noticias relacionadas", "relacionad", "leggi anche", "lees ook",
	"leia tamb\xc3\xa9m", "mehr themen", "sign up for", "comments",
	"about the author", "share this", "more articles",
};

bool
furniture_end(struct str s)
{
	size_t words = 1;
	char room[LINE_BYTES];

	s = plain_marks(s, room);
	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++)
		if (str_istarts(s, ends[i]))
			return true;
	if (!str_istarts(s, "more "))
		return false;
	for (size_t i = 0; i < s.n; i++)
		words += s.p[i] == ' ';
	return words <= 3;
}

static const char *const credits[] = {
	"(image:", "(photo", "(picture:", "(foto", "(credit:", "(image credit",
	"(bild:", "(pic:", "photo by ", "photo courtesy", "[getty", "/getty images",
	"photo credit",
};

/* Bytes at the end in which a credit stands. */
#define CREDIT_BYTES 70

bool
furniture_credit(struct str s)
{
	struct str tail = str_from(s, s.n > CREDIT_BYTES ?
	    s.n - CREDIT_BYTES : 0);

	if (s.n < 600 && str_find(tail, STR("\xc2\xa9 ")) > 0)
		return true;
	if (s.n > 600 || (!str_ends(s, ")") && !str_ends(s, "]") && s.n > 80))
		return false;
	for (size_t i = 0; i < sizeof(credits) / sizeof(*credits); i++)
		if (str_ifind(tail, str_of(credits[i])) >= 0)
			return true;
	return false;
}

/* What the last lines of a page say of author, agency and rights. */
static const char *const signs[] = {
	"can be reached at", "can be contacted at", "follow him on",
	"follow her on", "follow them on", "follow us on",
	"all rights reserved", "was originally published", "distributed by ",
	"originally appeared in", "originally appeared on",
};

/* What somebody is who "is a ..." below the story. */
static const char *const callings[] = {
	"reporter", "writer", "correspondent", "editor", "columnist",
	"contributor", "journalist", "freelance",
};

/* Bytes in which "Jane Roe is a" stands, and in which her calling does. */
#define IS_BYTES 50
#define CALLING_BYTES 120
#define SIGN_BYTES 600

static bool
has_one(struct str s, const char *const *table, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_ifind(s, str_of(table[i])) >= 0)
			return true;
	return false;
}

/* Is it a name, capitals throughout, that "is a ..." follows? */
static bool
is_somebody(struct str s)
{
	static const char *const is[] = { " is a ", " is an ", " is the " };
	struct str head = str_sub(s, 0, IS_BYTES), word;
	size_t words = 0;
	ptrdiff_t at = -1;

	for (size_t i = 0; i < sizeof(is) / sizeof(*is) && at < 0; i++)
		at = str_find(head, str_of(is[i]));
	if (at <= 0)
		return false;
	head = str_sub(head, 0, (size_t)at);
	while (str_cut(&head, ' ', &word)) {
		if (word.n == 0 || (word.p[0] >= 'a' && word.p[0] <= 'z'))
			return false;
		words++;
	}
	return words > 1 && words < 5;
}

bool
furniture_sign_off(struct str s)
{
	if (s.n > SIGN_BYTES)
		return false;
	if (str_starts(s, "\xc2\xa9") || str_istarts(s, "copyright ") ||
	    has_one(s, signs, sizeof(signs) / sizeof(*signs)))
		return true;
	return is_somebody(s) && has_one(
	    str_sub(s, 0, CALLING_BYTES), callings,
	    sizeof(callings) / sizeof(*callings));
}
