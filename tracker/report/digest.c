/* A digest: subject, tally, and its text part. */
#include "tracker/base/limits.h"
#include "tracker/base/utf8.h"
#include "tracker/report/copies.h"
#include "tracker/report/digest.h"
#include "tracker/report/paint.h"
#include "tracker/report/phrase.h"
#include "tracker/report/put.h"

/* Columns of the text part (RFC 5322, 2.1.1, less room for being quoted). */
#define COLUMNS 74
static const struct report_options plain = { .width = COLUMNS };

size_t
digest_in_full(const struct digest *d)
{
	return d->brief ? 0 : d->nchanges < DIGEST_IN_FULL ? d->nchanges :
	    DIGEST_IN_FULL;
}

void
digest_span(struct buf *out, const struct digest *d)
{
	char from[TIME_TEXT], to[TIME_TEXT];

	if (d->since != TIME_NONE)
		buf_addf(out, "Changes seen from %s to %s",
		    when_text(d->since, from), when_text(d->until, to));
	else
		buf_addf(out, "Changes seen up to %s",
		    when_text(d->until, to));
}

/* A kind's name as one counts it; those of no kind below have no plural. */
static const char *
several(enum kind k)
{
	static const char *const names[KIND_COUNT] = {
		[KIND_CORRECTION] = "corrections",
		[KIND_CLARIFICATION] = "clarifications",
		[KIND_REFILE] = "refiles", [KIND_UPDATE] = "updates",
		[KIND_HEADLINE] = "headlines", [KIND_COPYEDIT] = "copyedits",
		[KIND_NOTE] = "notes",
	};

	return names[k] != NULL ? names[k] : kind_name(k);
}

void
digest_tally(struct buf *out, const struct digest *d)
{
	size_t n[KIND_COUNT] = { 0 };
	bool first = true;

	for (size_t i = 0; i < d->nchanges; i++)
		n[d->changes[i].version.change->kind]++;
	for (int k = 0; k < KIND_COUNT; k++) {
		if (n[k] == 0)
			continue;
		buf_addf(out, "%s%zu %s", first ? "" : ", ", n[k], n[k] > 1 ?
		    several((enum kind)k) : kind_name((enum kind)k));
		first = false;
	}
}

/*
 * What a person sees in a list of mails: how many, and the gravest one's kind
 * and headline.
 */
static void
subject(struct buf *out, const struct digest *d)
{
	const struct report_change *top = d->changes;

	if (d->nchanges == 0) {
		buf_addz(out, d->ntroubles > 0 ? "No changes, but trouble" :
		    "All is well: no changes");
		return;
	}
	if (d->nchanges > 1) {
		put_count(out, d->nchanges, "change", "changes");
		buf_addz(out, "; ");
	}
	buf_addf(out, "%s: ", kind_name(top->version.change->kind));
	put_cut(out, top->version.headline, 100);
}

/* ---- text part ---------------------------------------------------------- */

static void
wrapped(struct buf *out, struct buf *b, size_t indent)
{
	if (b->n > 0) {
		put_spaces(out, indent);
		put_wrapped(out, buf_str(b), indent, indent, COLUMNS);
	}
	buf_clear(b);
}

static void
item_head(struct buf *out, const struct report_change *r)
{
	const struct change *c = r->version.change;
	char when[TIME_TEXT];

	buf_addf(out, "[%d] %s, %s", c->severity, kind_name(c->kind),
	    when_text(r->version.fetched, when));
	if (r->feed.n > 0) {
		buf_addz(out, ", ");
		put_cut(out, r->feed, 30);
	}
	buf_addz(out, "\n    ");
	put_wrapped(out, r->version.headline, 4, 4, COLUMNS);
	buf_addz(out, "    ");
	put_line(out, r->url);
	buf_addc(out, '\n');
}

/* Where the versions are kept: for who wants the whole of them. */
static void
item_archived(struct buf *out, const struct report_change *r)
{
	int n = r->version.number;

	buf_addz(out, "    archived: tracker show ");
	put_line(out, r->story);
	buf_addf(out, "@%d", n);
	if (n > 1)
		buf_addf(out, "; before: @%d", n - 1);
	buf_addc(out, '\n');
}

static void
item_edits(struct buf *out, const struct change *c)
{
	const struct change_edit *e[DIGEST_EDITS];
	struct buf b;
	size_t n, all = edits_pick(c, e, DIGEST_EDITS, &n);

	buf_init(&b, 1000);
	for (size_t i = 0; i < n; i++) {
		phrase_edit_where(&b, e[i]);
		buf_addc(&b, ':');
		wrapped(out, &b, 4);
		put_spaces(out, 6);
		put_excerpt(out, c, e[i], &plain, 6, 6);
	}
	if (all > n)
		buf_addf(out, "    and %zu more %s\n", all - n,
		    all - n == 1 ? "edit" : "edits");
	buf_release(&b);
}

static void
item_claim(struct buf *out, const struct claim_result *c)
{
	struct buf b;

	buf_init(&b, LIMIT_TEXT_BYTES);
	phrase_claim(&b, &c->claim);
	buf_addf(&b, ": %s", phrase_verdict(c->verdict));
	wrapped(out, &b, 6);
	for (size_t i = 0; i < c->nresiduals && i < DIGEST_RESIDUALS; i++) {
		if (c->residuals[i].gone_in > 0)
			continue;
		buf_addz(&b, "! ");
		phrase_residual(&b, &c->residuals[i]);
		wrapped(out, &b, 6);
	}
	buf_release(&b);
}

static void
item_notes(struct buf *out, const struct report_change *r)
{
	const struct change *c = r->version.change;
	const char *kind;
	struct buf b;

	buf_init(&b, LIMIT_TEXT_BYTES);
	for (size_t i = 0; i < c->nnotes; i++) {
		kind = phrase_note_kind(c->notes[i].read.kind);
		/* most notes begin with the word for what they are */
		if (!str_istarts(c->notes[i].text, kind))
			buf_addf(&b, "%s: ", kind);
		buf_adds(&b, c->notes[i].text);
		wrapped(out, &b, 4);
	}
	phrase_noteless(&b, &r->version, r->seen_until);
	wrapped(out, &b, 4);
	if (r->version.caveat.n > 0) {
		buf_addz(&b, "caveat: ");
		buf_adds(&b, r->version.caveat);
		wrapped(out, &b, 4);
	}
	buf_release(&b);
	for (size_t i = 0; r->version.checked != NULL &&
	    i < r->version.checked->nclaims; i++)
		item_claim(out, &r->version.checked->claims[i]);
	copies_digest_text(out, r, COLUMNS);
}

static void
item_line(struct buf *out, const struct report_change *r)
{
	const struct change *c = r->version.change;

	buf_addf(out, "[%d] %s: ", c->severity, kind_name(c->kind));
	put_cut(out, r->version.headline, 48);
	buf_addz(out, "\n    ");
	put_line(out, r->url);
	buf_addc(out, '\n');
}

static void
lines_after(struct buf *out, const struct digest *d)
{
	size_t i = digest_in_full(d);

	if (d->brief)
		buf_addz(out, "Too much for one mail, so a line each:\n\n");
	else if (d->nchanges > i)
		buf_addz(out, "Less serious, a line each:\n\n");
	for (; i < d->nchanges && i < DIGEST_LINES; i++)
		item_line(out, &d->changes[i]);
	if (i < d->nchanges)
		buf_addf(out, "\nand %zu more: \"tracker changes\" lists "
		    "them all\n", d->nchanges - i);
	if (d->nchanges > digest_in_full(d))
		buf_addc(out, '\n');
}

void
digest_text_part(struct buf *out, const struct digest *d)
{
	struct buf b;

	buf_init(&b, LIMIT_TEXT_BYTES);
	if (d->nchanges == 0 && d->ntroubles == 0)
		buf_addz(&b, "All is well. ");
	digest_span(&b, d);
	buf_addz(&b, d->nchanges > 0 ? ": " : ": none");
	digest_tally(&b, d);
	buf_addc(&b, '.');
	wrapped(out, &b, 0);
	if (d->nchanges > 0)
		buf_addz(out, "In [brackets], how serious: 0 to 100. Gone is "
			      "[-marked so-], new {+so+}.\n");
	buf_addc(out, '\n');
	for (size_t i = 0; i < digest_in_full(d); i++) {
		item_head(out, &d->changes[i]);
		item_edits(out, d->changes[i].version.change);
		item_notes(out, &d->changes[i]);
		item_archived(out, &d->changes[i]);
		buf_addc(out, '\n');
	}
	lines_after(out, d);
	if (d->ntroubles > 0)
		buf_addz(out, "Trouble:\n");
	for (size_t i = 0; i < d->ntroubles; i++) {
		buf_adds(&b, d->troubles[i]);
		wrapped(out, &b, 4);
	}
	if (d->footer.n > 0) {
		buf_addz(out, "-- \n");
		buf_adds(&b, d->footer);
		wrapped(out, &b, 0);
	}
	buf_release(&b);
}

/* ---- the whole ---------------------------------------------------------- */

void
digest_write(struct digest_text *out, const struct digest *d)
{
	buf_init(&out->subject, LIMIT_FIELD_BYTES);
	buf_init(&out->text, LIMIT_MAIL_BYTES);
	buf_init(&out->html, LIMIT_MAIL_BYTES);
	subject(&out->subject, d);
	digest_text_part(&out->text, d);
	digest_html_part(&out->html, d);
}

void
digest_release(struct digest_text *t)
{
	buf_release(&t->subject);
	buf_release(&t->text);
	buf_release(&t->html);
}
