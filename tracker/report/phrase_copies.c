/* Sentences about copies and the wrong phrases in them. */
#include "tracker/report/phrase.h"
#include "tracker/report/put.h"

void
phrase_copies(struct buf *out, const struct report_copy *c, size_t n)
{
	size_t asked = 0, standing = 0;

	for (size_t i = 0; i < n; i++) {
		asked += c[i].nclaims > 0;
		standing += c[i].standing > 0;
	}
	if (n == 0) {
		buf_addz(out, "no copies among the stories watched");
		return;
	}
	put_count(out, n, "copy", "copies");
	if (asked == 0)
		return;
	if (standing > 0)
		buf_addf(out, ", %zu still with a wrong phrase", standing);
	else
		buf_addz(out, ", none still with a wrong phrase");
}

void
phrase_copy(struct buf *out, const struct report_copy *c)
{
	char first[TIME_TEXT];

	if (c->feed.n > 0)
		buf_addf(out, "feed %.*s, ", STR_FMT(c->feed));
	buf_addf(out, "%d %% of the text, first seen %s, ",
	    (int)(c->share * 100 + 0.5), when_text(c->first_seen, first));
	put_count(out, (size_t)c->nversions, "version", "versions");
	if (!str_eqz(c->state, "live"))
		buf_addf(out, ", %.*s", STR_FMT(c->state));
}

static void
versions_list(struct buf *out, const struct report_standing *s)
{
	size_t i, k;

	buf_addz(out, s->nversions == 1 ? "in version " : "in versions ");
	for (i = 0; i < s->nversions; i = k + 1) {
		k = i;
		while (k + 1 < s->nversions &&
		    s->versions[k + 1] == s->versions[k] + 1)
			k++;
		buf_addf(out, "%s%d", i > 0 ? ", " : "", s->versions[i]);
		if (k > i)
			buf_addf(out, "%s%d", k > i + 1 ? " to " : ", ",
			    s->versions[k]);
	}
}

static void
stretch(struct buf *out, const struct report_standing *s)
{
	char since[TIME_TEXT], until[TIME_TEXT], after[TIME_TEXT];

	versions_list(out, s);
	buf_addf(out, " since %s, ", when_text(s->since, since));
	if (s->state == COPY_STANDING)
		phrase_still(out, s->unseen, s->until);
	else
		buf_addf(out, "gone since version %d of %s", s->gone_in,
		    when_text(s->until, until));
	if (s->after_note > 0)
		buf_addf(out, s->state == COPY_STANDING ?
		    ", %s after the note" : ", %s later than the note",
		    span_text(s->after_note, after));
}

void
phrase_standing(struct buf *out, const struct report_standing *s)
{
	buf_addf(out, "\"%.*s\"", STR_FMT(s->claim->wrong));
	if (s->claim->right.n > 0)
		buf_addf(out, " (right: \"%.*s\")", STR_FMT(s->claim->right));
	buf_addz(out, ": ");
	if (s->state == COPY_NEVER)
		buf_addz(out, "in no version");
	else if (s->state == COPY_OTHER)
		buf_addz(out, "only in other sentences than the one that was "
			      "wrong");
	else
		stretch(out, s);
}

void
phrase_standing_where(struct buf *out, const struct report_standing *s)
{
	if (s->state == COPY_NEVER || s->at.context.n == 0)
		return;
	if (s->at.part != PART_BODY)
		buf_addz(out, "the ");
	phrase_where(out, s->at.part, s->at.paragraph);
	if (s->at.quoted)
		buf_addz(out, ", inside a quotation");
	if (s->places > 1)
		buf_addf(out, ", and in %zu more place%s", s->places - 1,
		    s->places > 2 ? "s" : "");
	buf_addf(out, ": %.*s", STR_FMT(s->at.context));
}
