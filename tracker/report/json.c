/* The objects of design.md, section 6: keys are what scripts rely on. */
#include "tracker/report/copies.h"

static void
json_span(struct json *j, const char *key, const struct diff_span *s,
    size_t paragraph)
{
	json_open(j, key, '{');
	json_int(j, "start", (int64_t)s->start);
	json_int(j, "end", (int64_t)s->end);
	if (paragraph > 0)
		json_int(j, "paragraph", (int64_t)paragraph);
	else
		json_none(j, "paragraph");
	json_close(j, '}');
}

static const char *const op_names[] = {
	[DIFF_REPLACE] = "replace", [DIFF_INSERT] = "insert",
	[DIFF_DELETE] = "delete", [DIFF_MOVE] = "move",
};

/* Edits inside a moved block: their words are in the block's own. */
static void
json_inner(struct json *j, const struct change_edit *e)
{
	struct str before, after;

	json_open(j, "inner", '[');
	for (size_t i = 0; i < e->edit.ninner; i++) {
		const struct diff_edit *d = &e->edit.inner[i];

		before = str_sub(e->before, d->old.start - e->edit.old.start,
		    d->old.end - d->old.start);
		after = str_sub(e->after, d->new.start - e->edit.new.start,
		    d->new.end - d->new.start);
		json_open(j, NULL, '{');
		json_strz(j, "op", op_names[d->op]);
		json_span(j, "old", &d->old, 0);
		json_span(j, "new", &d->new, 0);
		json_str(j, "before", before);
		json_str(j, "after", after);
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void
edit_members(struct json *j, const struct change_edit *e)
{
	json_strz(j, "op", op_names[e->edit.op]);
	json_strz(j, "part", part_name(e->part));
	json_span(j, "old", &e->edit.old, e->old_paragraph);
	json_span(j, "new", &e->edit.new, e->new_paragraph);
	json_str(j, "before", e->before);
	json_str(j, "after", e->after);
	json_open(j, "classes", '[');
	for (unsigned i = 0; i < CLASS_COUNT; i++)
		if ((e->classes >> i & 1) != 0)
			json_strz(j, NULL, class_name(i));
	json_close(j, ']');
	if (e->edit.op == DIFF_MOVE)
		json_inner(j, e);
}

void
report_edit_json(struct json *j, const char *key, const struct change_edit *e)
{
	json_open(j, key, '{');
	edit_members(j, e);
	json_close(j, '}');
}

/* ---- claims ------------------------------------------------------------- */

/* Words a note does not quote are null, not empty. */
static void
json_phrase(struct json *j, const char *key, struct str s)
{
	if (s.n > 0)
		json_str(j, key, s);
	else
		json_none(j, key);
}

static void
json_residual(struct json *j, const struct residual *r)
{
	json_open(j, NULL, '{');
	json_strz(j, "part", part_name(r->part));
	if (r->paragraph > 0)
		json_int(j, "paragraph", (int64_t)r->paragraph);
	else
		json_none(j, "paragraph");
	json_int(j, "start", (int64_t)r->at.start);
	json_int(j, "end", (int64_t)r->at.end);
	json_bool(j, "quoted", r->quoted);
	json_str(j, "context", r->context);
	if (r->apart.n > 0)
		json_str(j, "reason", r->apart);
	else if (r->gone_in > 0)
		json_int(j, "gone_in", r->gone_in);
	else
		json_none(j, "gone_in");
	json_close(j, '}');
}

static void
json_claims(struct json *j, const struct claim_result *c, size_t n)
{
	json_open(j, "claims", '[');
	for (size_t i = 0; i < n; i++) {
		json_open(j, NULL, '{');
		json_phrase(j, "wrong", c[i].claim.wrong);
		json_phrase(j, "right", c[i].claim.right);
		if (c[i].claim.place == PLACE_UNSAID)
			json_none(j, "place");
		else
			json_strz(j, "place",
			    note_place_name(c[i].claim.place));
		json_strz(j, "verdict", claim_verdict_name(c[i].verdict));
		json_str(j, "because", c[i].because);
		json_open(j, "residuals", '[');
		for (size_t k = 0; k < c[i].nresiduals; k++)
			json_residual(j, &c[i].residuals[k]);
		json_close(j, ']');
		json_open(j, "other_uses", '[');
		for (size_t k = 0; k < c[i].nothers; k++)
			json_residual(j, &c[i].others[k]);
		json_close(j, ']');
		json_close(j, '}');
	}
	json_close(j, ']');
}

/* ---- versions ----------------------------------------------------------- */

static void
json_event(struct json *j, const struct note_event *e)
{
	json_strz(j, "event", note_event_name(e->kind));
	json_strz(j, "kind", note_kind_name(e->note));
	json_phrase(j, "before", e->before);
	json_phrase(j, "after", e->after);
	json_phrase(j, "place_before", str_of(e->from));
	json_phrase(j, "place", str_of(e->to));
}

static void
json_events(struct json *j, const struct change *c)
{
	json_open(j, "note_events", '[');
	for (size_t i = 0; c != NULL && i < c->nevents; i++) {
		json_open(j, NULL, '{');
		json_event(j, &c->events[i]);
		json_close(j, '}');
	}
	json_close(j, ']');
}

/* A note that came later and speaks of the change. */
static void
json_owned(struct json *j, const struct report_version *v)
{
	if (v->owned == 0) {
		json_none(j, "acknowledged");
		return;
	}
	json_open(j, "acknowledged", '{');
	json_time(j, "first_seen", v->owned);
	json_int(j, "after", v->owned - v->fetched);
	json_close(j, '}');
}

/* How the page's modified time went with its text. */
static void
json_times(struct json *j, const struct report_version *v)
{
	if (v->stamp == STAMP_UNKNOWN)
		json_none(j, "modified_moved");
	else
		json_bool(j, "modified_moved", v->stamp == STAMP_MOVED);
	if (v->touch.times == 0) {
		json_none(j, "touched");
		return;
	}
	json_open(j, "touched", '{');
	json_int(j, "times", v->touch.times);
	json_time(j, "first_seen", v->touch.first);
	json_time(j, "last_seen", v->touch.last);
	json_time(j, "modified", v->touch.modified);
	json_close(j, '}');
}

static void
version_members(struct json *j, const struct report_version *v)
{
	const struct change *c = v->change;

	json_int(j, "version", v->number);
	json_str(j, "commit", v->commit);
	json_time(j, "fetched", v->fetched);
	json_time(j, "published", v->published);
	json_time(j, "modified", v->modified);
	json_str(j, "headline", v->headline);
	json_int(j, "words", v->words);
	json_strz(j, "kind", c != NULL ? kind_name(c->kind) : NULL);
	if (c != NULL)
		json_int(j, "severity", c->severity);
	else
		json_none(j, "severity");
	json_int(j, "notes", v->notes);
	if (c != NULL)
		json_int(j, "edits", (int64_t)c->nedits);
	else
		json_none(j, "edits");
	json_times(j, v);
	json_events(j, c);
	json_owned(j, v);
}

void
report_log_json(struct buf *out, struct str story, struct str url,
    const struct report_version *v)
{
	struct json j;

	json_init(&j, out);
	json_open(&j, NULL, '{');
	json_str(&j, "story", story);
	json_str(&j, "url", url);
	version_members(&j, v);
	json_phrase(&j, "caveat", v->caveat);
	json_close(&j, '}');
	json_end(&j);
}

static void
json_strs(struct json *j, const char *key, const struct str *s, size_t n)
{
	json_open(j, key, '[');
	for (size_t i = 0; i < n; i++)
		json_str(j, NULL, s[i]);
	json_close(j, ']');
}

static void
json_change_notes(struct json *j, const struct change *c)
{
	json_open(j, "notes", '[');
	for (size_t i = 0; i < c->nnotes; i++) {
		json_open(j, NULL, '{');
		json_str(j, "text", c->notes[i].text);
		json_strz(j, "kind", note_kind_name(c->notes[i].read.kind));
		json_close(j, '}');
	}
	json_close(j, ']');
}

void
report_change_json(struct buf *out, const struct report_change *r)
{
	const struct change *c = r->version.change;
	struct json j;

	json_init(&j, out);
	json_open(&j, NULL, '{');
	json_str(&j, "story", r->story);
	json_str(&j, "url", r->url);
	json_str(&j, "feed", r->feed);
	json_int(&j, "version", r->version.number);
	json_time(&j, "fetched", r->version.fetched);
	json_strz(&j, "kind", kind_name(c->kind));
	json_int(&j, "severity", c->severity);
	json_str(&j, "headline", r->version.headline);
	json_open(&j, "edits", '[');
	for (size_t i = 0; i < c->nedits; i++)
		report_edit_json(&j, NULL, &c->edits[i]);
	json_close(&j, ']');
	json_change_notes(&j, c);
	json_time(&j, "modified", r->version.modified);
	json_times(&j, &r->version);
	json_events(&j, c);
	json_owned(&j, &r->version);
	if (r->version.checked != NULL)
		json_claims(&j, r->version.checked->claims,
		    r->version.checked->nclaims);
	json_strs(&j, "evidence", c->evidence, c->nevidence);
	json_close(&j, '}');
	json_end(&j);
}

/* ---- the report --------------------------------------------------------- */

static void
json_notes(struct json *j, const struct report *r)
{
	json_open(j, "notes", '[');
	for (size_t i = 0; i < r->nnotes; i++) {
		const struct report_note *n = &r->notes[i];

		json_open(j, NULL, '{');
		json_str(j, "text", n->text);
		json_strz(j, "kind", note_kind_name(n->kind));
		json_phrase(j, "place", n->place);
		json_time(j, "first_seen", n->first_seen);
		json_time(j, "last_seen", n->last_seen);
		json_int(j, "first_version", n->first_version);
		json_int(j, "last_version", n->last_version);
		json_bool(j, "gone", n->gone);
		json_open(j, "events", '[');
		for (size_t k = 0; k < n->nevents; k++) {
			json_open(j, NULL, '{');
			json_event(j, n->events[k].event);
			json_int(j, "version", n->events[k].version);
			json_time(j, "fetched", n->events[k].fetched);
			json_close(j, '}');
		}
		json_close(j, ']');
		json_claims(j, n->claims, n->nclaims);
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void
json_beyond(struct json *j, const char *key, const struct report_beyond *e,
    size_t n)
{
	json_open(j, key, '[');
	for (size_t i = 0; i < n; i++) {
		json_open(j, NULL, '{');
		json_int(j, "version", e[i].version);
		json_time(j, "fetched", e[i].fetched);
		edit_members(j, e[i].edit);
		json_close(j, '}');
	}
	json_close(j, ']');
}

static void
json_seconds(struct json *j, const char *key, int64_t s)
{
	if (s >= 0)
		json_int(j, key, s);
	else
		json_none(j, key);
}

static void
json_version(struct json *j, const struct report_version *v)
{
	json_open(j, NULL, '{');
	version_members(j, v);
	json_phrase(j, "capture", v->capture);
	json_phrase(j, "caveat", v->caveat);
	if (v->change != NULL)
		json_strs(j, "evidence", v->change->evidence,
		    v->change->nevidence);
	json_close(j, '}');
}

void
report_json(struct buf *out, const struct report *r,
    const struct report_options *o)
{
	struct json j;

	(void)o;
	json_init(&j, out);
	json_open(&j, NULL, '{');
	json_str(&j, "story", r->story);
	json_str(&j, "url", r->url);
	json_phrase(&j, "feed", r->feed);
	json_str(&j, "state", r->state);
	json_time(&j, "first_seen", r->first_seen);
	json_time(&j, "last_seen", r->last_seen);
	json_phrase(&j, "takes_turns", r->turns);
	json_open(&j, "versions", '[');
	for (size_t i = 0; i < r->nversions; i++)
		json_version(&j, &r->versions[i]);
	json_close(&j, ']');
	json_notes(&j, r);
	json_beyond(&j, "named_by_notes", r->named, r->nnamed);
	json_beyond(&j, "beyond_notes", r->beyond, r->nbeyond);
	json_open(&j, "latency", '{');
	json_seconds(&j, "change", r->latency.change);
	json_seconds(&j, "note", r->latency.note);
	json_seconds(&j, "silent", r->latency.silent);
	json_close(&j, '}');
	copies_json(&j, "copies", r);
	json_close(&j, '}');
	json_end(&j);
}
