/*
 * Changes by the words they speak of. What a change says is folded once - small
 * letters, one kind of space, dash and apostrophe - and then searched as bytes
 * for each subscriber's words.
 */
#include "tracker/base/limits.h"
#include "tracker/base/utf8.h"
#include "tracker/change/letters.h"
#include "tracker/report/history.h"

/* Between two texts: stands in no word. */
#define BREAK '\n'

static void
fold(struct buf *out, struct str s)
{
	bool space = true;
	uint32_t c;

	while (s.n > 0) {
		c = utf8_next(&s, NULL);
		if (mark_is_invisible(c))
			continue;
		if (mark_is_space(c) || c == '\n') {
			if (!space)
				buf_addc(out, ' ');
			space = true;
			continue;
		}
		space = false;
		c = mark_is_dash(c) ? '-' : mark_is_apostrophe(c) ? '\'' :
		    letter_lower(c);
		if (c < 0x80)
			buf_addc(out, (char)c);
		else
			utf8_add(out, c);
	}
	buf_addc(out, BREAK);
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

/* Edits come in order; a paragraph with several is told once. */
static void
fold_side(struct buf *out, const struct change *c, bool old)
{
	const char *upto[PART_COUNT] = { NULL };
	const struct change_edit *e;
	struct str s;

	for (size_t i = 0; i < c->nedits; i++) {
		e = &c->edits[i];
		s = old ? paragraphs(c->old_text[e->part], e->edit.old) :
		    paragraphs(c->new_text[e->part], e->edit.new);
		if (s.n == 0 || s.p + s.n == upto[e->part])
			continue;
		upto[e->part] = s.p + s.n;
		fold(out, s);
	}
}

struct str
history_speech(const struct report_version *v, struct arena *a)
{
	const struct change *c = v->change;
	struct str speech;
	struct buf b;

	buf_init(&b, LIMIT_TEXT_BYTES);
	fold(&b, v->headline);
	for (size_t i = 0; i < c->nnotes; i++)
		fold(&b, c->notes[i].text);
	fold_side(&b, c, true);
	fold_side(&b, c, false);
	speech = arena_str(a, buf_str(&b));
	buf_release(&b);
	return speech;
}

/* ---- the search --------------------------------------------------------- */

static bool
is_of_word(uint32_t c)
{
	return (letter_is(c) && !letter_is_alone(c)) || digit_of(c) >= 0;
}

static uint32_t
before(struct str s, size_t at)
{
	struct str one;
	size_t i = at;

	if (at == 0)
		return 0;
	do
		i--;
	while (i > 0 && ((unsigned char)s.p[i] & 0xc0) == 0x80);
	one = str_sub(s, i, at - i);
	return utf8_next(&one, NULL);
}

/* Do two neighbours make one word? */
static bool
joins(struct str s, size_t at)
{
	struct str rest = str_from(s, at);

	return rest.n > 0 && at > 0 && is_of_word(before(s, at)) &&
	    is_of_word(utf8_next(&rest, NULL));
}

static bool
stands_in(struct str text, struct str word, bool open)
{
	const char *at, *from = text.p, *end = text.p + text.n;
	size_t i;

	while (word.n > 0 && from < end && (at = memmem(from,
	    (size_t)(end - from), word.p, word.n)) != NULL) {
		i = (size_t)(at - text.p);
		if (!joins(text, i) && (open || !joins(text, i + word.n)))
			return true;
		from = at + 1;
	}
	return false;
}

bool
history_speaks(struct str speech, const struct str *words, size_t n)
{
	bool open, found = false;
	struct str word;
	struct buf b;

	buf_init(&b, LIMIT_FIELD_BYTES);
	for (size_t i = 0; i < n && !found; i++) {
		open = str_ends(words[i], "*");
		word = str_trim(open ? str_sub(words[i], 0, words[i].n - 1) :
		    words[i]);
		buf_clear(&b);
		fold(&b, word);
		word = buf_str(&b);
		found = !b.full && stands_in(speech, str_sub(word, 0,
		    word.n - 1), open);
	}
	buf_release(&b);
	return found;
}
