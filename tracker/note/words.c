#include "tracker/note/words.h"

static bool
is_digit(unsigned char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_upper(unsigned char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool
is_lower(unsigned char c)
{
	return c >= 'a' && c <= 'z';
}

static bool
is_alnum(unsigned char c)
{
	return is_digit(c) || is_upper(c) || is_lower(c);
}

enum mark { MARK_LETTER, MARK_SPACE, MARK_QUOTE, MARK_DASH, MARK_APOSTROPHE,
	MARK_NONE, MARK_OTHER };

/* What a multi-byte sequence at `at` is; its length in *n. */
static enum mark
mark_at(struct str t, size_t at, size_t *n)
{
	unsigned char a = (unsigned char)t.p[at];
	unsigned char b = at + 1 < t.n ? (unsigned char)t.p[at + 1] : 0;
	unsigned char c = at + 2 < t.n ? (unsigned char)t.p[at + 2] : 0;

	*n = word_unseen(t, at);
	if (*n > 0)
		return MARK_NONE;
	*n = 1;
	if (a == 0xc2) {
		*n = b != 0 ? 2 : 1;
		if (b == 0xa0)
			return MARK_SPACE;
		if (b == 0xab || b == 0xbb)
			return MARK_QUOTE;
		return b == 0xaa || b == 0xba ? MARK_LETTER : MARK_OTHER;
	}
	if (a == 0xe2 && b == 0x80 && c != 0) {
		*n = 3;
		if (c == 0x99)
			return MARK_APOSTROPHE;
		if (c >= 0x90 && c <= 0x95)
			return MARK_DASH;
		if (c >= 0x98 && c <= 0x9f)
			return MARK_QUOTE;
		return c <= 0x8f || c == 0xaf ? MARK_SPACE : MARK_OTHER;
	}
	return MARK_LETTER;
}

/* Does a word go on over the mark at `at`, which stands inside the text? */
static bool
joins(struct str t, size_t at)
{
	unsigned char c = (unsigned char)t.p[at];
	unsigned char before = at > 0 ? (unsigned char)t.p[at - 1] : ' ';
	unsigned char after = at + 1 < t.n ? (unsigned char)t.p[at + 1] : ' ';

	if (c == '%')
		return is_digit(before);
	if (c == '\'' || c == '-' || c == '&')
		return is_alnum(after) || after >= 0xc3;
	if (c == ',' || c == ':' || c == '/')
		return is_digit(before) && is_digit(after);
	if (c != '.')
		return false;
	if (is_digit(before))
		return is_digit(after);
	/* "U.S." and "a.m.", but not "stories.This" */
	return (is_upper(before) && is_upper(after)) || is_lower(after);
}

/* Does a word go on over a mark of n bytes? */
static bool
goes_on(struct str t, size_t at, size_t n, enum mark m)
{
	unsigned char after = at + n < t.n ? (unsigned char)t.p[at + n] : ' ';

	return m == MARK_LETTER || (m == MARK_APOSTROPHE && is_alnum(after)) ||
	    (m == MARK_NONE && (is_alnum(after) || after >= 0xc3));
}

static size_t
word_end(struct str t, size_t at)
{
	size_t n;

	while (at < t.n) {
		unsigned char c = (unsigned char)t.p[at];

		if (is_alnum(c)) {
			at++;
		} else if (c >= 0x80) {
			enum mark m = mark_at(t, at, &n);

			if (!goes_on(t, at, n, m))
				break;
			at += n;
		} else if (joins(t, at)) {
			at++;
		} else {
			break;
		}
	}
	return at < t.n ? at : t.n;
}

static const char abbreviations[] =
    "jan|feb|mar|apr|jun|jul|aug|sep|sept|oct|nov|dec|mr|mrs|ms|dr|st|prof|"
    "gen|gov|sen|rep|lt|col|sgt|capt|cmdr|rev|hon|inc|corp|co|ltd|bros|no|vs|"
    "jr|sr|ft|mt|op|pct|approx|est|cf|ca|bl.a|f.eks|kl|nr|etc|u.s|u.k|e.g|i.e|"
    "calif|mass|conn|fla|ariz|wash|ore|pa|va|ill|ind|mich|minn|wis|tenn|tex";

bool
sentence_ends(struct str t, size_t at)
{
	size_t i = at, n = 0;
	size_t next = at + 1;

	while (i > 0 && is_alnum((unsigned char)t.p[i - 1]) && n < 16) {
		i--;
		n++;
	}
	if (next < t.n && t.p[next] == '.')
		return false;
	while (next < t.n && memchr(" \t\n\"')]*_", t.p[next], 10) != NULL)
		next++;
	if (next >= t.n)
		return true;
	if (is_lower((unsigned char)t.p[next]) ||
	    is_digit((unsigned char)t.p[next]))
		return false;
	if (t.p[at] != '.')
		return true;
	if (at > 0 && t.p[at - 1] == '.')
		return false;
	/* "2:15 p.m. EDT" */
	if (i > 1 && t.p[i - 1] == '.' && next + 1 < t.n &&
	    is_upper((unsigned char)t.p[next + 1]))
		return false;
	/* "J. Li", "Mr. Li", "U.S. Army" */
	return !(n == 1 && is_upper((unsigned char)t.p[i])) &&
	    !word_in(str_sub(t, i, n), str_of(abbreviations));
}

struct reading {
	struct word *w;
	size_t n, cap;
	bool quoted;
	bool inside;	/* double marks: single ones inside are no quotation */
};

static void
put(struct reading *r, enum word_type type, struct str s)
{
	if (r->n >= r->cap)
		return;
	r->w[r->n++] = (struct word){ .type = type, .s = s,
		.quoted = r->quoted };
	r->quoted = false;
}

/* A mark after white space or a bracket opens a quotation, others close one. */
static void
quote(struct reading *r, struct str t, size_t at)
{
	if (at == 0 || memchr(" \t\n([:", t.p[at - 1], 6) != NULL)
		r->quoted = r->inside = true;
	else if (r->n > 0) {
		size_t last = r->n - 1;

		if (r->w[last].type == WORD_STOP && last > 0)
			last--;
		r->w[last].closed = true;
		r->inside = false;
	}
}

/* The same for single marks, which are apostrophes inside a quotation. */
static void
single_quote(struct reading *r, struct str t, size_t at, size_t n)
{
	if (r->inside)
		return;
	if (at == 0 || t.p[at - 1] == ' ' || t.p[at - 1] == '(')
		r->quoted = true;
	else if (at + n < t.n && memchr(" .,;)", t.p[at + n], 5) != NULL &&
	    r->n > 0)
		r->w[r->n - 1].closed = true;
}

/* What stands between words, in ASCII; `at` is its place. */
static void
read_mark(struct reading *r, struct str t, size_t at)
{
	char c = t.p[at];
	bool dash = c == '-' && at > 0 && t.p[at - 1] == ' ';

	if (c == '"')
		quote(r, t, at);
	else if (c == '\'')
		single_quote(r, t, at, 1);
	else if ((c == ',' || c == ';') && r->n > 0)
		r->w[r->n - 1].comma = true;
	else if (c == ':' || dash)
		put(r, WORD_COLON, str_sub(t, at, 1));
	else if ((c == '.' || c == '!' || c == '?' || c == '|') &&
	    sentence_ends(t, at))
		put(r, WORD_STOP, str_sub(t, at, 1));
}

size_t
words_read(struct word *w, size_t cap, struct str t)
{
	struct reading r = { .w = w, .cap = cap };
	size_t at = 0, n;

	while (at < t.n && r.n < cap) {
		unsigned char c = (unsigned char)t.p[at];
		enum mark m = MARK_OTHER;

		n = 1;
		if (c >= 0x80)
			m = mark_at(t, at, &n);
		if (is_alnum(c) || m == MARK_LETTER ||
		    ((c == '$' || c == '#') && at + 1 < t.n &&
		    is_digit((unsigned char)t.p[at + 1]))) {
			size_t end = word_end(t, at + n);

			put(&r, WORD_TEXT, str_sub(t, at, end - at));
			at = end;
			continue;
		}
		if (m == MARK_APOSTROPHE || (m == MARK_QUOTE && n == 3 &&
		    (unsigned char)t.p[at + 2] < 0x9c))
			single_quote(&r, t, at, n);
		else if (m == MARK_QUOTE)
			quote(&r, t, at);
		else if (m == MARK_DASH)
			put(&r, WORD_COLON, str_sub(t, at, n));
		else if (c < 0x80)
			read_mark(&r, t, at);
		at += n;
	}
	return r.n;
}

bool
word_starts(struct str s, const char *z, size_t n)
{
	size_t i = 0;

	for (size_t k = 0; k < n; k++)
		if (word_fold(s, &i) != (unsigned char)z[k])
			return false;
	return true;
}

bool
word_is(struct str s, const char *z, size_t n)
{
	size_t i = 0;

	for (size_t k = 0; k < n; k++)
		if (word_fold(s, &i) != (unsigned char)z[k])
			return false;
	return i == s.n;
}

bool
word_in(struct str s, struct str alternatives)
{
	const char *p = alternatives.p, *end = p + alternatives.n, *bar;
	size_t i = 0;
	unsigned char first = word_fold(s, &i);

	/* most alternatives differ in their first byte */
	for (; p < end; p = bar + 1) {
		size_t n;

		bar = memchr(p, '|', (size_t)(end - p));
		if (bar == NULL)
			bar = end;
		n = (size_t)(bar - p);
		if (n == 0 || (unsigned char)*p != first)
			continue;
		if (p[n - 1] == '*' ? word_starts(s, p, n - 1) :
		    word_is(s, p, n))
			return true;
	}
	return false;
}

const char word_dates[] =
    "jan*|feb*|mar|march|mars|märz|marzo|março|mai|may|mayo|maio|maggio|apr*|"
    "abr*|avr*|jun*|juin|juil*|jul*|aug*|août|ago*|sep*|set*|oct*|okt*|out|"
    "outubro|ott*|nov*|dec*|dez*|des*|dic*|déc*|gen*|giu*|lug*|monday|tuesday|"
    "wednesday|thursday|friday|saturday|sunday|mon|tue|tues|wed|thu|thur|thurs|"
    "fri|sat|sun|mandag|måndag|tirsdag|tysdag|onsdag|torsdag|fredag|lørdag|"
    "laurdag|søndag|sundag|montag|dienstag|mittwoch|donnerstag|freitag|samstag|"
    "sonntag|a.m|p.m|am|pm|et|est|edt|pt|gmt|bst|utc|cet|ist|on|at|the|of|and|"
    "kl|klokka|klokken|den|vom|uhr|le|el|de|del|op|om|noon|midnight|og|h|kveld|"
    "morgen|natt|updated|gjort|appended|added|new";

bool
word_has_digit(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (is_digit((unsigned char)s.p[i]))
			return true;
	return false;
}
