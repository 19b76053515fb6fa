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
	{ START, "czytaj tak\xc5\xbc" "e" },
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

bool
furniture_line(struct str s)
{
	if (s.n > LINE_BYTES)
		return false;
	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++)
		if (lines[i].how == START ? str_istarts(s, lines[i].text) :
		    str_ieqz(s, lines[i].text))
			return true;
	return false;
}

static const char *const times[] = {
	"updated", "published", "last updated", "posted", "first published",
	"modified", "aktualisiert", "ver\xc3\xb6" "ffentlicht", "publi\xc3\xa9",
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

bool
furniture_byline(struct str s)
{
	size_t words = 1;

	if (s.n > 60 || !str_istarts(s, "by "))
		return false;
	for (size_t i = 0; i < s.n; i++) {
		words += s.p[i] == ' ';
		if (s.p[i] == '.' && i + 1 == s.n)
			return false;
	}
	return words <= 8;
}
