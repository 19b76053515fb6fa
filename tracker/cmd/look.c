#include "tracker/cmd/look.h"
#include "tracker/base/clock.h"
#include "tracker/base/json.h"
#include "tracker/report/put.h"

/* Columns of a text that is shown as an example. */
#define SHOWN 60

static void
comma(struct buf *out, size_t from)
{
	if (out->n > from)
		buf_addz(out, ", ");
}

static void
put_time(struct buf *out, size_t from, const char *name, int64_t t)
{
	char text[TIME_TEXT];

	if (t == TIME_NONE)
		return;
	comma(out, from);
	buf_addf(out, "%s %s", name, time_rfc3339(t, text));
}

static void
put_notes(struct buf *out, size_t from, char sign, size_t n)
{
	if (n == 0)
		return;
	comma(out, from);
	buf_addf(out, "%c%zu %s", sign, n, n == 1 ? "note" : "notes");
}

static void
put_example(struct buf *out, const char *sign, struct str text)
{
	buf_addf(out, "; %s \"", sign);
	put_cut(out, text, SHOWN);
	buf_addc(out, '"');
}

static void
put_sight(struct buf *out, const struct sight *s, size_t from)
{
	if (s->gained + s->lost > 0) {
		comma(out, from);
		buf_addf(out, "+%zu -%zu words", s->gained, s->lost);
	}
	put_notes(out, from, '+', s->nnotes_gained);
	put_notes(out, from, '-', s->nnotes_lost);
	put_time(out, from, "published", s->published);
	put_time(out, from, "modified", s->modified);
}

void
look_line(struct buf *out, const struct store_version *v,
    const struct look *l)
{
	const struct sight *s = &l->sight;
	size_t from;

	buf_addf(out, "%s@%d  ", l->story.id, v->number);
	from = out->n;
	if (l->outcome == LOOK_REFUSED) {
		buf_addf(out, "left as it was: the capture is now taken for "
		    "\"%s\", since ", verdict_name(l->now.verdict));
		put_line(out, l->now.reason);
	} else {
		put_sight(out, s, from);
	}
	if (l->outcome == LOOK_READ && l->now.verdict != VERDICT_ARTICLE) {
		comma(out, from);
		buf_addf(out, "taken for \"%s\" now",
		    verdict_name(l->now.verdict));
	}
	if (l->merged) {
		comma(out, from);
		buf_addf(out, "no difference to version %d any more",
		    v->number - 1);
	}
	for (size_t i = 0; i < s->nnotes_gained; i++)
		put_example(out, "note", s->notes_gained[i]->text);
	if (s->ngains > 0)
		put_example(out, "+", s->gains[0].text);
	if (s->nlosses > 0)
		put_example(out, "-", s->losses[0].text);
	buf_addc(out, '\n');
}

/* ---- JSON --------------------------------------------------------------- */

static void
or_none(struct json *j, const char *key, struct str s)
{
	if (s.n > 0)
		json_str(j, key, s);
	else
		json_none(j, key);
}

static void
json_texts(struct json *j, const char *key, const struct sight_text *t,
    size_t n)
{
	json_open(j, key, '[');
	for (size_t i = 0; i < n; i++) {
		json_open(j, NULL, '{');
		json_strz(j, "part", part_name(t[i].part));
		json_str(j, "text", t[i].text);
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void
json_notes(struct json *j, const char *key, const struct article_note **note,
    size_t n)
{
	json_open(j, key, '[');
	for (size_t i = 0; i < n; i++) {
		json_open(j, NULL, '{');
		json_str(j, "text", note[i]->text);
		json_strz(j, "kind", note_kind_name(note[i]->kind));
		json_strz(j, "place", note[i]->place);
		json_close(j, '}');
	}
	json_close(j, ']');
}

void
look_json(struct buf *out, const struct store_version *v,
    const struct look *l)
{
	const struct sight *s = &l->sight;
	struct json j;

	json_init(&j, out);
	json_open(&j, NULL, '{');
	json_strz(&j, "story", l->story.id);
	json_strz(&j, "url", l->story.url);
	json_int(&j, "version", v->number);
	json_time(&j, "fetched", v->fetched);
	json_strz(&j, "was_read_by", v->extractor);
	or_none(&j, "read_by", l->now.extractor);
	json_bool(&j, "kept", l->outcome != LOOK_READ);
	json_strz(&j, "verdict", l->outcome == LOOK_GONE ? NULL :
	    verdict_name(l->now.verdict));
	or_none(&j, "reason", l->now.reason);
	json_bool(&j, "merged", l->merged);
	json_int(&j, "words_gained", (int64_t)s->gained);
	json_int(&j, "words_lost", (int64_t)s->lost);
	json_texts(&j, "gained", s->gains, s->ngains);
	json_texts(&j, "lost", s->losses, s->nlosses);
	json_notes(&j, "notes_gained", s->notes_gained, s->nnotes_gained);
	json_notes(&j, "notes_lost", s->notes_lost, s->nnotes_lost);
	json_time(&j, "published", s->published);
	json_time(&j, "modified", s->modified);
	json_close(&j, '}');
	json_end(&j);
}
