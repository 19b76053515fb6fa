/* Changes by the words they speak of. */
#include "tracker/base/utf8.h"
#include "tracker/classify/letters.h"
#include "tracker/history/history.h"

/* One code point, as it counts: small, all white space and dashes as one. */
static uint32_t
next(struct str *s)
{
	uint32_t c = utf8_next(s, NULL);

	return mark_is_space(c) || c == '\n' ? ' ' : mark_is_dash(c) ? '-' :
	    mark_is_apostrophe(c) ? '\'' : letter_lower(c);
}

static bool
is_of_word(uint32_t c)
{
	return letter_is(c) || digit_of(c) >= 0;
}

/* Does the text begin with the word, and does the word end there? */
static bool
begins(struct str text, struct str word, bool open)
{
	uint32_t last = 0;

	while (word.n > 0) {
		if (text.n == 0)
			return false;
		last = next(&word);
		if (next(&text) != last)
			return false;
	}
	return open || text.n == 0 || !is_of_word(last) ||
	    letter_is_alone(last) || !is_of_word(next(&text));
}

static bool
stands_in(struct str text, struct str word)
{
	bool open = str_ends(word, "*"), inside = false;
	uint32_t first, c;
	struct str at;

	word = str_trim(open ? str_sub(word, 0, word.n - 1) : word);
	if (word.n == 0)
		return false;
	at = word;
	first = next(&at);
	while (text.n > 0) {
		at = text;
		c = next(&text);
		if (c == first && !inside && begins(at, word, open))
			return true;
		inside = is_of_word(c) && !letter_is_alone(c);
	}
	return false;
}

/* The span, out to the ends of its paragraphs. */
static struct str
paragraphs(struct str text, struct diff_span span)
{
	size_t from = span.start, to = span.end;

	while (from > 0 && text.p[from - 1] != '\n')
		from--;
	while (to < text.n && text.p[to] != '\n')
		to++;
	return str_sub(text, from, to - from);
}

static bool
speaks_of(const struct report_version *v, struct str word)
{
	const struct change *c = v->change;
	const struct change_edit *e;

	if (stands_in(v->headline, word))
		return true;
	for (size_t i = 0; i < c->nnotes; i++)
		if (stands_in(c->notes[i].text, word))
			return true;
	for (size_t i = 0; i < c->nedits; i++) {
		e = &c->edits[i];
		if (stands_in(paragraphs(c->old_text[e->part], e->edit.old),
		    word) || stands_in(paragraphs(c->new_text[e->part],
		    e->edit.new), word))
			return true;
	}
	return false;
}

bool
history_speaks(const struct report_version *v, const struct str *words,
    size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (speaks_of(v, words[i]))
			return true;
	return false;
}
