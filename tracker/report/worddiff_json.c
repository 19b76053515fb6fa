#include <stdlib.h>

#include "tracker/base/xalloc.h"
#include "tracker/report/worddiff.h"

/*
 * Where paragraphs begin, but for the first: blank lines stand between them, or
 * line feeds in a text that has no blank line. Offsets are asked for in any
 * order, for what moved has none.
 */
struct paragraphs {
	uint32_t *start;
	size_t n, cap;
};

static bool
has_blank_line(struct str s)
{
	size_t feeds = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\n') {
			if (++feeds == 2)
				return true;
		} else if (s.p[i] != '\r' && s.p[i] != ' ' &&
		    s.p[i] != '\t') {
			feeds = 0;
		}
	}
	return false;
}

static void
paragraphs_add(struct paragraphs *p, size_t start)
{
	if (p->n == p->cap) {
		p->cap = p->cap * 2 + 16;
		p->start = xrealloc(p->start, p->cap, sizeof(*p->start));
	}
	p->start[p->n++] = start;
}

static void
paragraphs_init(struct paragraphs *p, struct str s)
{
	size_t least = has_blank_line(s) ? 2 : 1, feeds, line, at = 0;
	bool seen = false;	/* letters before the white space */
	const char *nl;

	*p = (struct paragraphs){ 0 };
	for (;;) {
		for (feeds = 0, line = at; at < s.n; at++) {
			if (s.p[at] == '\n') {
				feeds++;
				line = at + 1;
			} else if (s.p[at] != ' ' && s.p[at] != '\t' &&
			    s.p[at] != '\r') {
				break;
			}
		}
		if (at == s.n)
			break;
		if (seen && feeds >= least)
			paragraphs_add(p, line);
		seen = true;
		nl = memchr(s.p + at, '\n', s.n - at);
		if (nl == NULL)
			break;
		at = nl - s.p;
	}
}

/* The paragraph of the first letter at or after a byte, from 1. */
static size_t
paragraph_at(const struct paragraphs *p, size_t at)
{
	size_t lo = 0, hi = p->n, mid;

	while (lo < hi) {
		mid = (lo + hi) / 2;
		if (p->start[mid] <= at)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo + 1;
}

struct writer {
	struct json *j;
	const struct worddiff_input *in;
	struct paragraphs old, new;
};

static void
put_span(struct json *j, const char *key, struct diff_span s,
    const struct paragraphs *p)
{
	json_open(j, key, '{');
	json_int(j, "start", s.start);
	json_int(j, "end", s.end);
	json_int(j, "paragraph", paragraph_at(p, s.start));
	json_close(j, '}');
}

static void
put_classes(struct json *j, const char *names, unsigned flags)
{
	static const struct {
		unsigned flag;
		const char *name;
	} by_flag[] = {
		{ DIFF_TYPOGRAPHIC, "typographic" }, { DIFF_SPACE, "space" },
		{ DIFF_CASE, "case" }, { DIFF_PUNCTUATION, "punctuation" },
	};
	struct str all = str_of(names), one;

	json_open(j, "classes", '[');
	while (names != NULL && str_cut(&all, ' ', &one)) {
		if (one.n > 0)
			json_str(j, NULL, one);
	}
	for (size_t i = 0; names == NULL && i < 4; i++) {
		if (flags & by_flag[i].flag)
			json_strz(j, NULL, by_flag[i].name);
	}
	json_close(j, ']');
}

static void
put_edit(struct writer *w, const struct diff_edit *e, const char *classes)
{
	static const char *const ops[] = {
		[DIFF_REPLACE] = "replace", [DIFF_INSERT] = "insert",
		[DIFF_DELETE] = "delete", [DIFF_MOVE] = "move",
	};
	struct json *j = w->j;

	json_open(j, NULL, '{');
	json_strz(j, "op", ops[e->op]);
	json_strz(j, "part", w->in->part);
	put_span(j, "old", e->old, &w->old);
	put_span(j, "new", e->new, &w->new);
	json_str(j, "before",
	    str_sub(w->in->old, e->old.start, e->old.end - e->old.start));
	json_str(j, "after",
	    str_sub(w->in->new, e->new.start, e->new.end - e->new.start));
	put_classes(j, classes, e->flags);
	if (e->op == DIFF_MOVE) {
		json_open(j, "inner", '[');
		/* inner edits hold no moves, so this goes no deeper */
		for (size_t i = 0; i < e->ninner; i++)
			put_edit(w, &e->inner[i], NULL);
		json_close(j, ']');
	}
	json_close(j, '}');
}

void
worddiff_json_edits(struct json *j, const struct worddiff_input *in)
{
	struct writer w = { .j = j, .in = in };

	if (in->n == 0)
		return;
	paragraphs_init(&w.old, in->old);
	paragraphs_init(&w.new, in->new);
	for (size_t i = 0; i < in->n; i++)
		put_edit(&w, &in->edits[i],
		    in->classes != NULL ? in->classes[i] : NULL);
	free(w.old.start);
	free(w.new.start);
}

static size_t
count_words(struct str s)
{
	size_t n = 0;
	bool in = false, space;

	for (size_t i = 0; i < s.n; i++) {
		space = s.p[i] == ' ' || (s.p[i] >= '\t' && s.p[i] <= '\r');
		n += !space && !in;
		in = !space;
	}
	return n;
}

static void
count_edit(struct worddiff_stat *st, const struct worddiff_input *in,
    const struct diff_edit *e)
{
	size_t *const counts[] = {
		[DIFF_REPLACE] = &st->replaced, [DIFF_INSERT] = &st->inserted,
		[DIFF_DELETE] = &st->deleted, [DIFF_MOVE] = &st->moved,
	};

	++*counts[e->op];
	if (e->op == DIFF_MOVE)
		return;
	st->words_old += count_words(str_sub(in->old, e->old.start,
	    e->old.end - e->old.start));
	st->words_new += count_words(str_sub(in->new, e->new.start,
	    e->new.end - e->new.start));
}

void
worddiff_count(struct worddiff_stat *st, const struct worddiff_input *in)
{
	*st = (struct worddiff_stat){ 0 };
	for (size_t i = 0; i < in->n; i++) {
		const struct diff_edit *e = &in->edits[i];

		count_edit(st, in, e);
		for (size_t k = 0; e->op == DIFF_MOVE && k < e->ninner; k++)
			count_edit(st, in, &e->inner[k]);
	}
}

void
worddiff_add(struct worddiff_stat *st, const struct worddiff_stat *more)
{
	st->replaced += more->replaced;
	st->inserted += more->inserted;
	st->deleted += more->deleted;
	st->moved += more->moved;
	st->words_old += more->words_old;
	st->words_new += more->words_new;
}

void
worddiff_json_stat(struct json *j, const char *key,
    const struct worddiff_stat *st)
{
	json_open(j, key, '{');
	json_int(j, "replaced", st->replaced);
	json_int(j, "inserted", st->inserted);
	json_int(j, "deleted", st->deleted);
	json_int(j, "moved", st->moved);
	json_int(j, "words_out", st->words_old);
	json_int(j, "words_in", st->words_new);
	json_close(j, '}');
}

void
worddiff_stat_line(struct buf *out, const struct worddiff_stat *st)
{
	const struct {
		size_t n;
		const char *what;
	} parts[] = {
		{ st->replaced, "replaced" }, { st->inserted, "inserted" },
		{ st->deleted, "deleted" }, { st->moved, "moved" },
	};
	size_t all = st->replaced + st->inserted + st->deleted + st->moved;
	const char *sep = ": ";

	buf_addf(out, "%zu edit%s", all, all == 1 ? "" : "s");
	for (size_t i = 0; i < 4; i++) {
		if (parts[i].n == 0)
			continue;
		buf_addf(out, "%s%zu %s", sep, parts[i].n, parts[i].what);
		sep = ", ";
	}
	if (all > 0)
		buf_addf(out, "; %zu words out, %zu in", st->words_old,
		    st->words_new);
	buf_addc(out, '\n');
}
