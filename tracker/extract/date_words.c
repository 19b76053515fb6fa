/* Months, zones and what else stands in dates, in the languages of feeds. */
#include "tracker/base/utf8.h"
#include "tracker/extract/date_words.h"

#define COUNT(a) (sizeof(a) / sizeof(*(a)))
#define WORD_BYTES 32

/* How names of months begin: English, German, French, Spanish, Italian,
 * Portuguese, Dutch, Scandinavian, Finnish no, Polish, Hungarian, Greek,
 * Russian. The first that fits counts. */
static const struct {
	const char *stem;
	int month;
} months[] = {
	{ "jan", 1 }, { "jän", 1 }, { "gen", 1 }, { "ene", 1 }, { "sty", 1 },
	{ "janv", 1 }, { "ιαν", 1 }, { "янв", 1 },
	{ "feb", 2 }, { "fév", 2 }, { "fev", 2 }, { "lut", 2 }, { "φεβ", 2 },
	{ "фев", 2 },
	{ "mar", 3 }, { "mär", 3 }, { "mrt", 3 }, { "maa", 3 }, { "már", 3 },
	{ "mae", 3 }, { "μαρ", 3 }, { "μάρ", 3 }, { "мар", 3 },
	{ "apr", 4 }, { "avr", 4 }, { "abr", 4 }, { "kwi", 4 }, { "ápr", 4 },
	{ "απρ", 4 }, { "апр", 4 },
	{ "may", 5 }, { "mai", 5 }, { "maj", 5 }, { "máj", 5 }, { "mag", 5 },
	{ "mei", 5 }, { "μαι", 5 }, { "μάι", 5 }, { "μαϊ", 5 }, { "май", 5 },
	{ "мая", 5 },
	{ "jun", 6 }, { "jún", 6 }, { "juin", 6 }, { "giu", 6 }, { "cze", 6 },
	{ "ιουν", 6 }, { "ιούν", 6 }, { "июн", 6 },
	{ "jul", 7 }, { "júl", 7 }, { "juil", 7 }, { "lug", 7 }, { "lip", 7 },
	{ "ιουλ", 7 }, { "ιούλ", 7 }, { "июл", 7 },
	{ "aug", 8 }, { "aou", 8 }, { "aoû", 8 }, { "ago", 8 }, { "sie", 8 },
	{ "αυγ", 8 }, { "αύγ", 8 }, { "авг", 8 },
	{ "sep", 9 }, { "set", 9 }, { "szep", 9 }, { "wrz", 9 }, { "σεπ", 9 },
	{ "сен", 9 },
	{ "oct", 10 }, { "okt", 10 }, { "ott", 10 }, { "out", 10 },
	{ "paź", 10 }, { "οκτ", 10 }, { "окт", 10 },
	{ "nov", 11 }, { "lis", 11 }, { "νοε", 11 }, { "νοέ", 11 },
	{ "ноя", 11 },
	{ "dec", 12 }, { "déc", 12 }, { "dez", 12 }, { "des", 12 },
	{ "dic", 12 }, { "gru", 12 }, { "δεκ", 12 }, { "дек", 12 },
};

static const char *const weekdays[] = {
	"mon", "monday", "tue", "tues", "tuesday", "wed", "weds", "wednesday",
	"thu", "thur", "thurs", "thursday", "fri", "friday", "sat", "saturday",
	"sun", "sunday",
};

/* Minutes east of UTC. Of names that several regions use, the one that feeds
 * are most seen to mean. */
static const struct {
	const char *name;
	int minutes;
} zones[] = {
	{ "gmt", 0 }, { "utc", 0 }, { "ut", 0 }, { "z", 0 }, { "zulu", 0 },
	{ "wet", 0 }, { "west", 60 }, { "bst", 60 }, { "cet", 60 },
	{ "cest", 120 }, { "mez", 60 }, { "mesz", 120 }, { "met", 60 },
	{ "mest", 120 }, { "eet", 120 }, { "eest", 180 }, { "msk", 180 },
	{ "msd", 240 }, { "trt", 180 }, { "est", -300 }, { "edt", -240 },
	{ "et", -300 }, { "cst", -360 }, { "cdt", -300 }, { "ct", -360 },
	{ "mst", -420 }, { "mdt", -360 }, { "mt", -420 }, { "pst", -480 },
	{ "pdt", -420 }, { "pt", -480 }, { "ast", -240 }, { "adt", -180 },
	{ "at", -240 }, { "nst", -210 }, { "ndt", -150 }, { "akst", -540 },
	{ "akdt", -480 }, { "hst", -600 }, { "hdt", -540 }, { "brt", -180 },
	{ "art", -180 }, { "clt", -240 }, { "ist", 330 }, { "pkt", 300 },
	{ "sgt", 480 }, { "hkt", 480 }, { "awst", 480 }, { "jst", 540 },
	{ "kst", 540 }, { "acst", 570 }, { "aest", 600 }, { "acdt", 630 },
	{ "aedt", 660 }, { "nzst", 720 }, { "nzt", 720 }, { "nzdt", 780 },
	{ "sast", 120 }, { "cat", 120 }, { "wat", 60 }, { "eat", 180 },
};

static const char *const fillers[] = {
	"t", "at", "um", "uhr", "of", "the", "de", "del", "den", "der", "le",
	"el", "il", "am", "à", "a", "kl", "st", "nd", "rd", "th", "er", "etc",
	"h", "hrs", "time", "г", "в", "o",
};

static const struct {
	const char *text;
	enum date_word word;
} marks[] = {
	{ "년", WORD_YEAR_MARK }, { "年", WORD_YEAR_MARK },
	{ "월", WORD_MONTH_MARK }, { "月", WORD_MONTH_MARK },
	{ "일", WORD_DAY_MARK }, { "日", WORD_DAY_MARK },
	{ "오전", WORD_AM }, { "오후", WORD_PM },
	{ "午前", WORD_AM }, { "午後", WORD_PM },
	{ "上午", WORD_AM }, { "下午", WORD_PM },
	{ "am", WORD_AM }, { "a.m", WORD_AM }, { "pm", WORD_PM },
	{ "p.m", WORD_PM }, { "μμ", WORD_PM }, { "πμ", WORD_AM },
};

static uint32_t
lower(uint32_t c)
{
	if ((c >= 'A' && c <= 'Z') || (c >= 0xc0 && c <= 0xde) ||
	    (c >= 0x391 && c <= 0x3a9) || (c >= 0x410 && c <= 0x42f))
		return c + 32;
	return c;
}

/* Military letters (RFC 822 5.1 as corrected in use): A is +1, N is -1. */
static bool
military(struct str w, int *value)
{
	static const char letters[] = "abcdefghiklm", west[] = "nopqrstuvwxy";
	const char *at;

	if (w.n != 1)
		return false;
	if ((at = strchr(letters, w.p[0])) != NULL)
		*value = 60 * (int)(at - letters + 1);
	else if ((at = strchr(west, w.p[0])) != NULL)
		*value = -60 * (int)(at - west + 1);
	return at != NULL && *at != '\0';
}

static bool
is_zone(struct str w, int *value)
{
	for (size_t i = 0; i < COUNT(zones); i++) {
		if (str_eqz(w, zones[i].name)) {
			*value = zones[i].minutes;
			return true;
		}
	}
	return false;
}

static bool
is_month(struct str w, int *value)
{
	for (size_t i = 0; i < COUNT(months); i++) {
		if (str_starts(w, months[i].stem)) {
			*value = months[i].month;
			return true;
		}
	}
	return false;
}

static bool
listed(struct str w, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_eqz(w, list[i]))
			return true;
	return false;
}

static enum date_word
mark(struct str w, bool clock)
{
	for (size_t i = 0; i < COUNT(marks); i++)
		/* German "am" stands before the time, not after it. */
		if (str_eqz(w, marks[i].text) &&
		    (clock || (unsigned char)w.p[0] >= 0x80))
			return marks[i].word;
	return WORD_UNKNOWN;
}

static enum date_word
meaning(struct str w, bool clock, int *value)
{
	enum date_word m = mark(w, clock);

	if (m != WORD_UNKNOWN)
		return m;
	if (!clock && listed(w, fillers, COUNT(fillers)))
		return WORD_FILLER;
	if (is_zone(w, value) || (clock && military(w, value)))
		return WORD_ZONE;
	if (listed(w, weekdays, COUNT(weekdays)))
		return WORD_WEEKDAY;
	if (is_month(w, value))
		return WORD_MONTH;
	return listed(w, fillers, COUNT(fillers)) ? WORD_FILLER : WORD_UNKNOWN;
}

enum date_word
date_word(struct str s, bool clock, int *value)
{
	enum date_word m;
	struct buf b;

	*value = 0;
	buf_init(&b, WORD_BYTES);
	while (s.n > 0)
		utf8_add(&b, lower(utf8_next(&s, NULL)));
	m = b.full || b.n == 0 ? WORD_UNKNOWN : meaning(buf_str(&b), clock,
	    value);
	buf_release(&b);
	return m;
}
