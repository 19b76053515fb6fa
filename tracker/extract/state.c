/*
 * Pages that a script renders carry their text as data: __NEXT_DATA__ and its
 * like. The article is the longest run of prose among the strings of one such
 * script; keys are not asked, because every site has its own.
 */
#include <jansson.h>

#include "tracker/base/buf.h"
#include "tracker/base/limits.h"
#include "tracker/extract/script.h"
#include "tracker/extract/source.h"

#define SCRIPT_BYTES (8 * MIB)
#define VALUES 200000
/* Strings that are compared with the paragraphs found so far. */
#define PARAGRAPHS 20000
/* Letters of a string that may be a paragraph, and of one that is a body. */
#define PARAGRAPH_LEAST 60
#define BODY_LEAST 600
/* Fewer bytes than this are no article. */
#define TEXT_LEAST 400

/* Values still to look at, a stack: document order, no recursion. */
struct stack {
	json_t **item;
	size_t n, cap, seen;
};

static void
push(struct stack *s, struct arena *arena, json_t *v)
{
	if (v == NULL || s->seen >= VALUES)
		return;
	s->item = arena_grow(arena, s->item, s->n, &s->cap, sizeof(*s->item));
	s->item[s->n++] = v;
	s->seen++;
}

/* The members, the last first, so that the first is taken first. */
static void
push_members(struct stack *s, struct arena *arena, json_t *v)
{
	size_t from = s->n, to;
	const char *key;
	json_t *m, *t;

	if (json_is_array(v)) {
		for (size_t i = json_array_size(v); i-- > 0;)
			push(s, arena, json_array_get(v, i));
		return;
	}
	json_object_foreach(v, key, m)
		push(s, arena, m);
	for (to = s->n; from + 1 < to; from++) {
		t = s->item[from];
		s->item[from] = s->item[--to];
		s->item[to] = t;
	}
}

/* Does it read like prose: words, spaces, the end of a sentence? */
static bool
is_prose(struct str s)
{
	size_t spaces = 0;

	if (s.n < PARAGRAPH_LEAST || str_istarts(s, "http") ||
	    s.p[0] == '{' || s.p[0] == '[')
		return false;
	for (size_t i = 0; i < s.n; i++)
		spaces += s.p[i] == ' ';
	return (spaces * 20 > s.n || (unsigned char)s.p[0] >= 0xe0) &&
	    (str_find(s, STR(". ")) >= 0 || str_ends(s, ".") ||
	    str_ends(s, "!") || str_ends(s, "?") || str_ends(s, "\"") ||
	    str_ends(s, "</p>") ||
	    str_find(s, STR("\xe3\x80\x82")) >= 0);
}

/* One string: a body of its own if it is long, else a paragraph more. */
static void
take(struct str s, struct arena *arena, size_t *paragraphs, struct str *body,
    struct buf *run)
{
	struct str plain;

	if (!is_prose(s))
		return;
	plain = plain_text(arena, s);
	if (plain.n >= BODY_LEAST) {
		if (plain.n > body->n)
			*body = plain;
		return;
	}
	if (plain.n < PARAGRAPH_LEAST || run->full ||
	    ++*paragraphs > PARAGRAPHS)
		return;
	if (run->n == 0 || str_find(buf_str(run), plain) < 0) {
		buf_adds(run, plain);
		buf_addc(run, '\n');
	}
}

static struct str
longest(struct arena *arena, json_t *root)
{
	struct stack s = { 0 };
	struct str body = { 0 };
	size_t paragraphs = 0;
	struct buf run;
	json_t *v;

	/* paragraphs apart: a bound keeps the search for doubles linear */
	buf_init(&run, 64 * 1024);
	push(&s, arena, root);
	while (s.n > 0) {
		v = s.item[--s.n];
		if (json_is_string(v))
			take(str_make(json_string_value(v),
			    json_string_length(v)), arena, &paragraphs,
			    &body, &run);
		else
			push_members(&s, arena, v);
	}
	if (run.n > 2 * body.n)
		body = arena_str(arena, buf_str(&run));
	buf_release(&run);
	return body;
}

void
source_state(struct source *out, struct arena *arena,
    const struct lexed *lexed)
{
	struct str s, body;
	json_t *root;
	size_t at;

	source_init(out);
	for (size_t i = 0; i < lexed->nscripts; i++) {
		s = lexed->scripts[i].text;
		if (lexed->scripts[i].kind != SCRIPT_STATE ||
		    s.n > SCRIPT_BYTES)
			continue;
		for (at = 0; at < s.n && s.p[at] != '{' && s.p[at] != '[';)
			at++;
		s = str_from(s, at);
		root = script_json(s, JSON_DISABLE_EOF_CHECK);
		body = root != NULL ? longest(arena, root) :
		    str_make(NULL, 0);
		json_decref(root);
		if (body.n >= TEXT_LEAST && body.n > out->body.n)
			out->body = body;
	}
}
