#include "tracker/note/read.h"
#include "tracker/note/shapes.h"

#define BYTES 4096	/* of a paragraph, where a word has no end */
#define SENTENCES 400	/* starts tried for a glued note */

static const char *const kinds[] = {
	[NOTE_NONE] = "none",
	[NOTE_CORRECTION] = "correction",
	[NOTE_CLARIFICATION] = "clarification",
	[NOTE_EDITOR] = "editor",
	[NOTE_REFILE] = "refile",
	[NOTE_UPDATE] = "update",
	[NOTE_WITHDRAWAL] = "withdrawal",
};

const char *
note_kind_name(enum note_kind k)
{
	return kinds[k];
}

enum note_kind
note_kind_of(struct str name)
{
	for (size_t i = NOTE_CORRECTION; i <= NOTE_WITHDRAWAL; i++)
		if (str_eqz(name, kinds[i]))
			return (enum note_kind)i;
	return NOTE_NONE;
}

static const char *const places[] = {
	[PLACE_UNSAID] = "unsaid",
	[PLACE_HEADLINE] = "headline",
	[PLACE_BODY] = "body",
	[PLACE_PARAGRAPH] = "paragraph",
	[PLACE_DATELINE] = "dateline",
	[PLACE_BYLINE] = "byline",
	[PLACE_CAPTION] = "caption",
	[PLACE_AUDIO] = "audio",
	[PLACE_GRAPHIC] = "graphic",
};

const char *
note_place_name(enum note_place p)
{
	return places[p];
}

/* "[text](address)", "[name]: address": links of Markdown. */
static bool
is_link(struct str text)
{
	ptrdiff_t end = str_chr(text, ']');

	return text.n > 0 && text.p[0] == '[' && end > 0 &&
	    (size_t)end + 1 < text.n && (text.p[end + 1] == '(' ||
	    text.p[end + 1] == ':');
}

/* Is what opens the text a bracket, or the dashes of a wire's note? */
static bool
opens(struct str text)
{
	text = str_trim(text);
	return !is_link(text) && text.n > 1 && (text.p[0] == '(' || text.p[0] == '[' ||
	    str_starts(text, "--"));
}

/*
 * Words before which a note may stand: the hour or day it was added ("10:42:",
 * "16/10:") and rule lines.
 */
static size_t
skip_stamp(const struct shape_text *t)
{
	size_t i = 0;

	while (i < t->n && i < 10 && t->w[i].type == WORD_TEXT &&
	    shape_dateish(t, i))
		i++;
	if (i > 0 && i < t->n && t->w[i].type != WORD_TEXT)
		return i + 1;
	return t->n > 0 && t->w[0].type != WORD_TEXT ? 1 : 0;
}

/* The kinds from least to most telling: what a label leaves open. */
static const struct shape *
weigh(const struct shape *label, const struct shape *body)
{
	if (body == NULL)
		return (label->flags & SHAPE_WEAK) ? NULL : label;
	/* "Correction: this story has been updated to ..." corrects */
	if (!(label->flags & SHAPE_WEAK) &&
	    (body->kind == NOTE_UPDATE || label->kind == NOTE_CLARIFICATION))
		return label;
	return body;
}

/* `glued`: only rows sure enough inside a paragraph. */
static const struct shape *
judge(struct str text, bool glued)
{
	struct shape_text t;
	unsigned with = glued ? SHAPE_GLUED : 0;
	unsigned without = opens(text) ? 0 : SHAPE_PAREN;
	size_t from, end = 0;
	const struct shape *first, *body;

	shape_text_read(&t, str_sub(text, 0, BYTES));
	from = glued ? 0 : skip_stamp(&t);
	first = shape_find(&t, from, with, without, &end);
	if (first == NULL && from > 0)
		first = shape_find(&t, 0, with, without, &end);
	if (first == NULL || !(first->flags & SHAPE_LABEL))
		return first;
	while (end < t.n && t.w[end].type != WORD_TEXT)
		end++;
	body = shape_find(&t, end, with, without | SHAPE_LABEL, &end);
	return weigh(first, body);
}

size_t
note_extent(struct str t)
{
	size_t from = 0, depth = 0;

	while (from < t.n && (t.p[from] == ' ' || t.p[from] == '*'))
		from++;
	for (size_t i = from; i < t.n; i++) {
		if (t.p[i] == '(' || t.p[i] == '[')
			depth++;
		else if ((t.p[i] == ')' || t.p[i] == ']') && depth > 0)
			depth--;
		else if (i == from)
			return t.n;
		if (depth == 0)
			return i + 1;
	}
	return t.n;
}

enum note_kind
note_is(struct str text)
{
	const struct shape *s = judge(text, false);

	return s != NULL ? s->kind : NOTE_NONE;
}

/* The start of the next sentence at or after `at`, which is never 0. */
static size_t
next_sentence(struct str t, size_t at)
{
	for (; at < t.n; at++) {
		char c = t.p[at];

		if (c == '(' || c == '[' || c == '*')
			return at;
		if (c != '.' && c != '!' && c != '?' && c != '_' && c != '|')
			continue;
		if (!sentence_ends(t, at))
			continue;
		at++;
		while (at < t.n && memchr(" \t\n\"'_*|", t.p[at], 8) != NULL)
			at++;
		while (at + 2 < t.n && (unsigned char)t.p[at] == 0xe2)
			at += 3;
		while (at < t.n && t.p[at] == ' ')
			at++;
		return at;
	}
	return t.n;
}

enum note_kind
note_glued(struct str t, size_t *offset)
{
	size_t at = next_sentence(t, 0);

	for (size_t i = 0; at < t.n && i < SENTENCES; i++) {
		const struct shape *s = judge(str_from(t, at), true);

		if (s != NULL && at > 0) {
			while (at + 1 < t.n && (t.p[at] == ')' ||
			    t.p[at] == ']' || t.p[at] == ' '))
				at++;
			*offset = at;
			return s->kind;
		}
		at = next_sentence(t, at + 1);
	}
	return NOTE_NONE;
}

void
note_read(struct note *out, struct arena *arena, struct str text)
{
	const struct shape *s = judge(text, false);

	*out = (struct note){ .kind = s != NULL ? s->kind : NOTE_NONE,
		.rule = s != NULL ? s->name : NULL };
	if (s == NULL)
		return;
	text = arena_str(arena, str_sub(text, 0, note_extent(text)));
	note_read_places(out, text);
	note_read_claims(out, arena, text);
}
