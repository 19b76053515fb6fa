/* The report as CommonMark with GitHub's tables, for a ticket or a wiki. */
#include "tracker/base/limits.h"
#include "tracker/report/copies.h"
#include "tracker/report/phrase.h"
#include "tracker/report/put.h"
#include "tracker/report/runs.h"

static void
put_buf(struct buf *out, struct buf *b)
{
	put_markdown(out, buf_str(b));
	buf_clear(b);
}

/* A URL between angle brackets, which end at a space or a bracket. */
void
markdown_url(struct buf *out, struct str s)
{
	bool fits = str_istarts(s, "http://") || str_istarts(s, "https://");

	for (size_t i = 0; fits && i < s.n; i++)
		fits = s.p[i] > ' ' && s.p[i] < 0x7f && s.p[i] != '<' &&
		    s.p[i] != '>' && s.p[i] != '\\';
	if (fits) {
		buf_addc(out, '<');
		buf_adds(out, s);
		buf_addc(out, '>');
	} else {
		put_markdown(out, s);
	}
}

static void
head(struct buf *out, const struct report *r)
{
	char first[TIME_TEXT], last[TIME_TEXT];

	buf_addz(out, "# ");
	if (r->nversions > 0)
		put_markdown(out, r->versions[r->nversions - 1].headline);
	buf_addz(out, "\n\n");
	markdown_url(out, r->url);
	buf_addz(out, "\n\nStory ");
	put_markdown(out, r->story);
	if (r->feed.n > 0) {
		buf_addz(out, ", feed ");
		put_markdown(out, r->feed);
	}
	buf_addz(out, ", ");
	put_markdown(out, r->state);
	buf_addf(out, ", first seen %s, last looked at %s.\n\n",
	    when_text(r->first_seen, first), when_text(r->last_seen, last));
	if (r->turns.n > 0) {
		put_markdown(out, r->turns);
		buf_addz(out, "\n\n");
	}
}

static void
versions(struct buf *out, const struct report *r)
{
	char when[TIME_TEXT];
	struct buf b;

	buf_init(&b, 4096);
	buf_addz(out, "## Versions\n\n"
	    "| version | fetched | kind | severity | words | what |\n"
	    "|---:|---|---|---:|---:|---|\n");
	for (size_t i = 0; i < r->nversions; i++) {
		const struct report_version *v = &r->versions[i];
		const struct change *c = v->change;

		buf_addf(out, "| %d | %s | %s | ", v->number,
		    when_text(v->fetched, when),
		    c != NULL ? kind_name(c->kind) : "");
		if (c != NULL && c->kind != KIND_FIRST) {
			buf_addf(out, "%d", c->severity);
			phrase_version(&b, v);
		} else {
			phrase_times(&b, v);
		}
		buf_addf(out, " | %d | ", v->words);
		put_buf(out, &b);
		buf_addz(out, " |\n");
	}
	buf_addc(out, '\n');
	buf_release(&b);
}

static void
claim(struct buf *out, const struct report *r, const struct claim_result *c,
    int version)
{
	struct buf b;

	buf_init(&b, LIMIT_TEXT_BYTES);
	buf_addz(out, "- ");
	phrase_claim(&b, &c->claim);
	put_buf(out, &b);
	buf_addf(out, "  \n  **%s**: ", claim_verdict_name(c->verdict));
	buf_addz(&b, phrase_verdict(c->verdict));
	if (c->because.n > 0) {
		buf_addz(&b, "; ");
		buf_adds(&b, c->because);
	}
	put_buf(out, &b);
	buf_addc(out, '\n');
	for (size_t i = 0; i < c->nresiduals; i++) {
		buf_addz(out, "  - ");
		phrase_left(&b, r, &c->residuals[i], version);
		buf_addz(&b, ": ");
		buf_adds(&b, c->residuals[i].context);
		put_buf(out, &b);
		buf_addc(out, '\n');
	}
	for (size_t i = 0; i < c->nothers; i++) {
		if (!phrase_other(&b, &c->others[i]))
			continue;
		buf_addz(out, "  - ");
		put_buf(out, &b);
		buf_addc(out, '\n');
	}
	buf_release(&b);
}

static void
notes(struct buf *out, const struct report *r)
{
	struct buf b;

	buf_init(&b, LIMIT_TEXT_BYTES);
	buf_addz(out, "## Notes of the publisher\n\n");
	if (r->nnotes == 0) {
		phrase_unnoted(&b, r->last_seen);
		put_buf(out, &b);
		buf_addz(out, "\n\n");
	}
	for (size_t i = 0; i < r->nnotes; i++) {
		const struct report_note *n = &r->notes[i];

		buf_addf(out, "**%s**, ", phrase_note_kind(n->kind));
		phrase_note_life(&b, n);
		put_buf(out, &b);
		buf_addz(out, ":\n\n> ");
		put_markdown(out, n->text);
		buf_addz(out, "\n\n");
		for (size_t k = 0; phrase_note_event(&b, n, k); k++) {
			buf_addz(out, "- ");
			put_buf(out, &b);
			buf_addc(out, '\n');
		}
		if (n->nevents > 0)
			buf_addc(out, '\n');
		if (phrase_unquoted(&b, n)) {
			put_buf(out, &b);
			buf_addz(out, "\n\n");
		}
		for (size_t k = 0; k < n->nclaims; k++)
			claim(out, r, &n->claims[k], n->claims_version);
		if (n->nclaims > 0)
			buf_addc(out, '\n');
	}
	buf_release(&b);
}

static void
beyond_one(struct buf *out, const struct report_beyond *e)
{
	struct excerpt x = excerpt_of(e->change, e->edit, 60);
	struct buf b;

	buf_init(&b, LIMIT_TEXT_BYTES);
	buf_addf(&b, "version %d, ", e->version);
	phrase_edit_where(&b, e->edit);
	buf_addz(&b, " (");
	phrase_classes(&b, e->edit->classes);
	buf_addz(&b, "): ");
	if (x.cut_left)
		buf_addz(&b, "... ");
	buf_adds(&b, x.left);
	buf_addz(out, "- ");
	put_buf(out, &b);
	if (x.old.n > 0) {
		buf_addz(out, " ~~");
		put_markdown(out, x.old);
		buf_addz(out, "~~");
	}
	if (x.new.n > 0) {
		buf_addz(out, " **");
		put_markdown(out, x.new);
		buf_addz(out, "**");
	}
	buf_addc(out, ' ');
	put_markdown(out, x.right);
	buf_addz(out, x.cut_right ? " ...\n" : "\n");
	buf_release(&b);
}

static void
latency(struct buf *out, const struct report *r, struct buf *b)
{
	bool any = false;

	for (size_t i = 0; phrase_latency(b, &r->latency, i); i++) {
		if (b->n == 0)
			continue;
		buf_addz(out, any ? "- " : "## How long it took\n\n- ");
		put_buf(out, b);
		buf_addc(out, '\n');
		any = true;
	}
}

void
report_markdown(struct buf *out, const struct report *r,
    const struct report_options *o)
{
	struct buf b;

	(void)o;
	buf_init(&b, 1000);
	head(out, r);
	versions(out, r);
	notes(out, r);
	if (r->nnamed > 0)
		buf_addf(out, "## %s\n\n", phrase_named);
	for (size_t i = 0; i < r->nnamed; i++)
		beyond_one(out, &r->named[i]);
	if (r->nnamed > 0)
		buf_addc(out, '\n');
	if (r->nbeyond > 0) {
		phrase_beyond(&b, r);
		buf_addz(out, "## ");
		put_buf(out, &b);
		buf_addz(out, "\n\n");
	}
	for (size_t i = 0; i < r->nbeyond; i++)
		beyond_one(out, &r->beyond[i]);
	if (r->nbeyond > 0)
		buf_addc(out, '\n');
	latency(out, r, &b);
	copies_markdown_section(out, r);
	buf_release(&b);
}
