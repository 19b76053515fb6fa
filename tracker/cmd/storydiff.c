#include "tracker/cmd/storydiff.h"
#include "tracker/base/json.h"
#include "tracker/base/limits.h"
#include "tracker/report/history.h"

/* ---- a change as the input of the renderers ---------------------------- */

static const char *
class_names(struct arena *a, unsigned classes)
{
	struct str s = { "", 0 };

	for (unsigned i = 0; i < CLASS_COUNT; i++)
		if (classes >> i & 1)
			s = arena_printf(a, "%.*s%s%s", STR_FMT(s),
			    s.n > 0 ? " " : "", class_name(i));
	return s.p;
}

static void
part_input(struct worddiff_input *in, struct arena *a,
    const struct change *c, enum part part)
{
	struct diff_edit *edits = arena_alloc(a, c->nedits, sizeof(*edits));
	const char **classes = arena_alloc(a, c->nedits, sizeof(*classes));

	*in = (struct worddiff_input){ .old = c->old_text[part],
		.new = c->new_text[part], .edits = edits, .classes = classes,
		.part = part_name(part) };
	for (size_t i = 0; i < c->nedits; i++) {
		if (c->edits[i].part != part)
			continue;
		edits[in->n] = c->edits[i].edit;
		classes[in->n++] = class_names(a, c->edits[i].classes);
	}
}

/* Moves are numbered through all parts: an id stands once on a page. */
static void
part_text(struct buf *out, const struct worddiff_input *in,
    const struct storydiff *how, size_t *moves)
{
	struct worddiff_options show = how->show;
	struct worddiff_stat stat;

	if (how->format == WORDDIFF_HTML)
		buf_addf(out, "<h3>%s</h3>\n", in->part);
	else
		buf_addf(out, "%s:\n", in->part);
	worddiff_count(&stat, in);
	if (how->stat) {
		worddiff_stat_line(out, &stat);
	} else {
		show.moves = *moves;
		worddiff_render(out, how->format, in, &show);
	}
	*moves += stat.moved;
}

void
storydiff_change(struct buf *out, struct arena *a, const struct change *c,
    const struct storydiff *how)
{
	struct worddiff_input in;
	size_t moves = 0;

	for (int p = 0; p < PART_COUNT; p++) {
		part_input(&in, a, c, (enum part)p);
		if (in.n > 0)
			part_text(out, &in, how, &moves);
	}
}

static void
change_edits(struct json *j, struct arena *a, const struct change *c, bool stat)
{
	struct worddiff_stat all = { 0 }, one;
	struct worddiff_input in;

	if (!stat)
		json_open(j, "edits", '[');
	for (int p = 0; p < PART_COUNT; p++) {
		part_input(&in, a, c, (enum part)p);
		if (!stat) {
			worddiff_json_edits(j, &in);
			continue;
		}
		worddiff_count(&one, &in);
		worddiff_add(&all, &one);
	}
	if (!stat)
		json_close(j, ']');
	else
		worddiff_json_stat(j, "stat", &all);
}

static void
change_json(struct buf *out, struct arena *a, const struct change *c,
    const struct store_story *s, int from, int to, struct str caveat,
    bool stat)
{
	struct json j;

	json_init(&j, out);
	json_open(&j, NULL, '{');
	json_strz(&j, "story", s->id);
	json_strz(&j, "url", s->url);
	json_int(&j, "from", from);
	json_int(&j, "to", to);
	json_strz(&j, "kind", kind_name(c->kind));
	change_edits(&j, a, c, stat);
	if (caveat.n > 0)
		json_str(&j, "caveat", caveat);
	else
		json_none(&j, "caveat");
	json_close(&j, '}');
	json_end(&j);
}

/* ---- diff STORY [A..B] ------------------------------------------------- */

static int
number_of(struct str word, int versions, int *out)
{
	int64_t n;

	if (str_to_int(word, -1000000, 1000000, &n) < 0)
		return EXIT_USAGE;
	if (n < 0)
		n = versions + 1 + n;
	*out = (int)n;
	return n >= 1 && n <= versions ? 0 : EXIT_NO;
}

static int
range_of(const struct store_story *s, const char *range, int *from, int *to)
{
	struct str rest = str_of(range), a = rest;
	ptrdiff_t dots = str_find(rest, STR(".."));
	int r;

	*to = s->versions;
	*from = s->versions - 1;
	if (range == NULL)
		return 0;
	if (dots >= 0) {
		a = str_sub(rest, 0, (size_t)dots);
		rest = str_from(rest, (size_t)dots + 2);
		if (rest.n > 0 &&
		    (r = number_of(rest, s->versions, to)) != 0)
			return r;
	}
	return number_of(a, s->versions, from);
}

static int
show(struct app *app, const struct store_story *s, int from, int to,
    const struct storydiff *how)
{
	struct history_pair p;
	struct classify_context plain = { .seen_until = TIME_NONE,
		.diff = &how->how };
	struct change c;
	struct error e;
	struct buf out;

	if (history_pair(&p, &app->arena, app->store, app_eyes(app), s, from,
	    to, &e) < 0) {
		warn("%s", e.text);
		return EXIT_NO;
	}
	if (p.caveat.n > 0)
		say("%s: %.*s", s->id, STR_FMT(p.caveat));
	classify(&c, &app->arena, &p.old, &p.new, &plain);
	buf_init(&out, LIMIT_OUTPUT_BYTES);
	if (how->format == WORDDIFF_JSON) {
		change_json(&out, &app->arena, &c, s, from, to, p.caveat,
		    how->stat);
	} else {
		storydiff_change(&out, &app->arena, &c, how);
		output_page(app);
	}
	output_buf(app, &out);
	buf_release(&out);
	return EXIT_OK;
}

int
storydiff_run(struct app *app, const char *word, const char *range,
    const struct storydiff *how)
{
	struct store_story s;
	int from, to, number, r;

	r = app_story(app, word, &s, &number);
	if (r != 0)
		return r;
	/* STORY@N: that version and the one before. */
	r = range_of(&s, range, &from, &to);
	if (r != 0) {
		warn("\"%s\": expected A..B, versions from 1 to %d", range,
		    s.versions);
		return r;
	}
	if (number > 0 && range == NULL) {
		to = number;
		from = number - 1;
	}
	if (from < 1) {
		warn("%s: version 1 has none before it", s.id);
		return EXIT_NO;
	}
	return show(app, &s, from, to, how);
}
