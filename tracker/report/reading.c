#include "tracker/base/limits.h"
#include "tracker/report/reading.h"
#include "tracker/extract/reread.h"

static struct article *
parse(struct reading *r, struct arena *a, struct str text, struct error *e)
{
	struct article *article = arena_alloc(a, 1, sizeof(*article));

	if (article_parse(article, a, text, e) < 0)
		return NULL;
	article->modified = r->modified;
	return article;
}

int
reading_parse(struct reading *r, size_t n, struct arena *a, const char *id,
    struct error *e)
{
	struct error why;

	for (size_t i = 0; i < n; i++) {
		r[i].stored = parse(&r[i], a, r[i].text, &why);
		if (r[i].stored == NULL)
			return error_set(e, "%s version %d: %s", id,
			    r[i].number, why.text);
	}
	return 0;
}

/* ---- read again -------------------------------------------------------- */

static void
digest(char sha256[65], const struct article *article)
{
	struct buf text;

	buf_init(&text, 2 * LIMIT_TEXT_BYTES);
	article_format(article, &text);
	store_sha256(buf_z(&text), text.n, sha256);
	buf_release(&text);
}

/* What extraction allocates is many times the text, and dies with `scratch`. */
static void
read_again(struct reading *r, struct arena *a, struct arena *scratch,
    struct store *store, const struct extract_rule *rule,
    const struct known *known)
{
	struct article now;
	struct error e;
	struct buf text;

	if (r->capture.n == 0 || recall_capture(&now, scratch, store,
	    arena_strz(scratch, r->capture), rule, known) < 0) {
		r->lacks = "capture not kept";
		return;
	}
	if (!recall_stands(&now, r->stored)) {
		r->lacks = "the capture is no article to today's extractor";
		return;
	}
	buf_init(&text, 2 * LIMIT_TEXT_BYTES);
	article_format(&now, &text);
	store_sha256(buf_z(&text), text.n, r->again_sha256);
	r->again = parse(r, a, arena_str(a, buf_str(&text)), &e);
	if (r->again == NULL)
		r->lacks = "today's reading cannot be kept";
	buf_release(&text);
}

void
reading_again(struct reading *r, size_t n, struct arena *a,
    struct store *store, const struct extract_rule *rule,
    const struct known *known)
{
	struct str today = recall_reader(rule, a);
	struct arena scratch;

	arena_init(&scratch);
	for (size_t i = 0; i < n; i++) {
		if (str_eq(r[i].extractor, today)) {
			r[i].again = r[i].stored;
			memcpy(r[i].again_sha256, r[i].sha256,
			    sizeof(r[i].sha256));
			continue;
		}
		read_again(&r[i], a, &scratch, store, rule, known);
		arena_clear(&scratch);
	}
	arena_release(&scratch);
}

/* ---- without furniture ------------------------------------------------- */

static const struct article *
strip(const struct article *was, char sha256[65], struct arena *a,
    const struct known *known)
{
	struct article *out = arena_alloc(a, 1, sizeof(*out));

	*out = *was;
	if (!article_strip(out, known, KNOWN_FURNITURE, a))
		return was;
	digest(sha256, out);
	return out;
}

void
reading_strip(struct reading *r, size_t n, struct arena *a,
    const struct known *known)
{
	const struct article *was;

	for (size_t i = 0; i < n && known->n > 0; i++) {
		was = r[i].stored;
		r[i].stored = strip(was, r[i].sha256, a, known);
		if (r[i].again == was) {
			r[i].again = r[i].stored;
			memcpy(r[i].again_sha256, r[i].sha256,
			    sizeof(r[i].sha256));
		} else if (r[i].again != NULL) {
			r[i].again = strip(r[i].again, r[i].again_sha256, a,
			    known);
		}
	}
}

/* ---- two of them ------------------------------------------------------- */

void
reading_pair(struct reading_pair *p, const struct reading *old,
    const struct reading *new, struct arena *a)
{
	const struct reading *without = old->again == NULL ? old : new;

	*p = (struct reading_pair){ .old = old->stored, .new = new->stored,
		.again = old->again != NULL && new->again != NULL };
	if (p->again) {
		p->old = old->again;
		p->new = new->again;
	}
	if (str_eq(old->extractor, new->extractor))
		return;
	if (p->again)
		p->said = arena_printf(a, "versions %d and %d were read by "
		    "different extractors; both were read again by %.*s",
		    old->number, new->number,
		    STR_FMT(new->again->extractor));
	else
		p->caveat = arena_printf(a, "read by different extractors; "
		    "%s (version %d)", without->lacks, without->number);
}
