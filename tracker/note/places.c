/* Where a note says the change was: "in paragraphs 3, 5 and 7", "headline". */
#include "tracker/note/read.h"

#define WORDS 256
#define RANGE_MAX 40	/* "paragraphs 3-5": more is no range of paragraphs */

static const char *const ordinals[] = {
	"first", "second", "third", "fourth", "fifth", "sixth", "seventh",
	"eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth",
	"fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth",
	"nineteenth", "twentieth",
};
static const char *const cardinals[] = {
	"one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
	"ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen",
	"sixteen", "seventeen", "eighteen", "nineteen", "twenty",
};

static int
name_in(const char *const *names, struct str s)
{
	for (int i = 0; i < 20; i++)
		if (word_is(s, names[i], strlen(names[i])))
			return i + 1;
	return 0;
}

/* "12", "12th", "1st"; 0 when it is no such number. */
static int
digits(struct str s, bool *ordinal)
{
	size_t n = 0;
	int64_t v;
	struct str rest;

	while (n < s.n && s.p[n] >= '0' && s.p[n] <= '9')
		n++;
	rest = str_from(s, n);
	*ordinal = word_in(rest, STR("st|nd|rd|th"));
	if (rest.n > 0 && !*ordinal)
		return 0;
	return str_to_int(str_sub(s, 0, n), 1, 200, &v) == 0 ? (int)v : 0;
}

static int
ordinal_of(struct str s)
{
	bool ordinal;
	int v = digits(s, &ordinal);

	if (v > 0)
		return ordinal ? v : 0;
	if (word_in(s, STR("last|final|closing")))
		return -1;
	if (word_in(s, STR("third-last|third-to-last")))
		return -3;
	if (word_in(s, STR("penultimate|second-to-last|next-to-last|"
	    "second-last")))
		return -2;
	if (word_in(s, STR("opening")))
		return 1;
	return name_in(ordinals, s);
}

static int
cardinal_of(struct str s)
{
	bool ordinal;
	int v = digits(s, &ordinal);

	return v > 0 ? v : name_in(cardinals, s);
}

static bool
is_paragraph(struct str s)
{
	/* "paragragh", "pararaph": typed in haste as often as not */
	if (s.n >= 7 && s.n <= 11 && (s.p[0] == 'p' || s.p[0] == 'P') &&
	    str_distance(s, STR("paragraph")) <= 2)
		return true;
	return word_in(s, STR("paragraph|paragraphs|para|paras|graph|graphs|"
	    "graf|grafs|pargraph|paragragh|parargraph|paragaraph|avsnitt|"
	    "avsnittet|absatz|paragraphe|párrafo|alinea|parágrafo|paragrafo"));
}

static void
add(struct note *out, int v)
{
	for (size_t i = 0; i < out->nparagraphs; i++)
		if (out->paragraphs[i] == v)
			return;
	if (out->nparagraphs < NOTE_PARAGRAPHS)
		out->paragraphs[out->nparagraphs++] = v;
}

/* "3-5" or "3" as one word; false when it is neither. */
static bool
add_range(struct note *out, struct str s)
{
	ptrdiff_t dash = str_chr(s, '-');
	int a, b;

	if (dash <= 0) {
		if ((a = cardinal_of(s)) == 0)
			return false;
		add(out, a);
		return true;
	}
	a = cardinal_of(str_sub(s, 0, (size_t)dash));
	b = cardinal_of(str_from(s, (size_t)dash + 1));
	if (a == 0 || b < a || b - a > RANGE_MAX)
		return false;
	for (; a <= b; a++)
		add(out, a);
	return true;
}

/*
 * "paragraphs 3, 5 and 7", "paragraph six": the numbers after the word at i. A
 * lone number needs to stand beside it; a list goes on over commas and "and".
 */
static void
numbers_after(struct note *out, const struct word *w, size_t n, size_t i)
{
	bool plural = word_in(w[i].s, STR("paragraphs|paras|graphs|grafs"));

	for (size_t k = i + 1; k < n; k++) {
		int before = out->nparagraphs > 0 ?
		    out->paragraphs[out->nparagraphs - 1] : 0;

		if (w[k].type == WORD_STOP)
			return;
		if (w[k].type == WORD_COLON)
			continue;
		if (word_in(w[k].s, STR("and|&|through|to|number|no"))) {
			int b = k + 1 < n ? cardinal_of(w[k + 1].s) : 0;

			if (b == 0)
				return;
			if (word_in(w[k].s, STR("to|through"))) {
				/* "paragraph 2 to 45 percent" is no range */
				if (!plural || before <= 0 || b < before ||
				    b - before > RANGE_MAX)
					return;
				for (int v = before; v < b; v++)
					add(out, v);
			}
			continue;
		}
		if (!add_range(out, w[k].s))
			return;
		if (!plural && !w[k].comma && (k + 1 >= n ||
		    !word_in(w[k + 1].s, STR("and|&"))))
			return;
	}
}

/*
 * "the third and fifth paragraphs", "7th paragraph", "next to last paragraph":
 * the ordinals before the word at i.
 */
static void
ordinals_before(struct note *out, const struct word *w, size_t i)
{
	size_t k = i;
	int v;

	while (k > 0 && w[k - 1].type == WORD_TEXT) {
		struct str s = w[k - 1].s;

		v = ordinal_of(s);
		if (v == -1 && k > 2 && word_in(w[k - 2].s, STR("to")) &&
		    word_in(w[k - 3].s, STR("next|second"))) {
			v = -2;
			k -= 2;
		} else if (v == -1 && k > 1 && ordinal_of(w[k - 2].s) > 1 &&
		    ordinal_of(w[k - 2].s) < 10) {
			/* "second last", "third last" */
			v = -ordinal_of(w[k - 2].s);
			k--;
		}
		if (v != 0)
			add(out, v);
		else if (!word_in(s, STR("and|&|the|full|main")))
			return;
		k--;
	}
}

static const struct {
	enum note_place place;
	const char *words;
} place_words[] = {
	{ PLACE_AUDIO, "audio|broadcast|podcast|radio|video|lyden" },
	{ PLACE_HEADLINE, "headline|headlines|title|tittelen|overskriften|"
	    "overskrifta|tittel|überschrift|titre|titular|kop|título|titolo" },
	{ PLACE_CAPTION, "caption|captions|photo|picture|image|bildeteksten|"
	    "bildetekst|bildet|légende" },
	{ PLACE_DATELINE, "dateline" },
	{ PLACE_BYLINE, "byline" },
	{ PLACE_GRAPHIC, "graphic|chart|map|table|grafikken|grafikk" },
};

/* "title of Dan Berger" is a person's, "the title of this story" is not. */
static bool
of_a_person(const struct word *w, size_t n, size_t i)
{
	if (!word_in(w[i].s, STR("title|table|video|photo|picture|image|chart")))
		return false;
	if (word_in(w[i].s, STR("title|table|chart")))
		return true;
	return i + 1 < n && word_in(w[i + 1].s, STR("of"));
}

static enum note_place
place_of(const struct word *w, size_t n)
{
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < sizeof(place_words) /
		    sizeof(place_words[0]); k++)
			if (w[i].type == WORD_TEXT &&
			    word_in(w[i].s, str_of(place_words[k].words)) &&
			    !of_a_person(w, n, i))
				return place_words[k].place;
	return PLACE_UNSAID;
}

void
note_read_places(struct note *out, struct str text)
{
	struct word w[WORDS];
	size_t n = words_read(w, WORDS, text);

	for (size_t i = 0; i < n; i++) {
		if (w[i].type != WORD_TEXT || !is_paragraph(w[i].s))
			continue;
		ordinals_before(out, w, i);
		numbers_after(out, w, n, i);
	}
	out->place = place_of(w, n);
	if (out->place == PLACE_UNSAID && out->nparagraphs > 0)
		out->place = PLACE_PARAGRAPH;
}
