#include <stdlib.h>

#include "tracker/base/header.h"
#include "tracker/base/limits.h"
#include "tracker/extract/reread.h"

/* Digits of a rule's digest: enough to tell the rules of one site apart. */
#define RULE_DIGITS 8

static void
add_part(struct buf *b, const char *name, const char *const *selectors)
{
	for (; selectors != NULL && *selectors != NULL; selectors++)
		buf_addf(b, "%s %s\n", name, *selectors);
}

struct str
recall_reader(const struct extract_rule *rule, struct arena *a)
{
	struct str name = STR(EXTRACTOR);
	char sum[65];
	struct buf b;

	if (rule == NULL)
		return name;
	buf_init(&b, MIB);
	add_part(&b, "body", rule->body);
	add_part(&b, "headline", rule->headline);
	add_part(&b, "byline", rule->byline);
	add_part(&b, "drop", rule->drop);
	if (b.n > 0) {
		store_sha256(b.p, b.n, sum);
		name = arena_printf(a, "%s rule/%.*s", EXTRACTOR, RULE_DIGITS,
		    sum);
	}
	buf_release(&b);
	return name;
}

static int
load_known(const struct store_furniture *f, void *arg)
{
	known_add(arg, f->hash, (enum known_level)f->level);
	return 0;
}

int
recall_known(struct known *k, struct arena *a, struct store *store,
    const char *url)
{
	char name[STORE_SITE_SIZE];

	known_init(k, a);
	store_site_name(url, name);
	return store_furniture_hashes(store, name, load_known, k) < 0 ? -1 : 0;
}

void
recall_page(struct article *out, struct arena *a,
    const struct extract_input *in)
{
	extract_page(out, a, in);
	out->extractor = recall_reader(in->rule, a);
}

int
recall_page_by(const struct recall_eyes *eyes, struct article *out,
    struct arena *a, const struct extract_input *in, struct error *e)
{
	struct extract_input page = *in;

	page.known = eyes->known;
	if (eyes->read(out, a, &page, e, eyes->arg) < 0)
		return -1;
	out->extractor = recall_reader(in->rule, a);
	return 0;
}

static int
read_here(struct article *out, struct arena *a, const struct extract_input *in,
    struct error *e, void *arg)
{
	(void)e;
	(void)arg;
	extract_page(out, a, in);
	return 0;
}

int
recall_capture(struct article *out, struct arena *a, struct store *store,
    const char *capture, const struct extract_rule *rule,
    const struct known *known)
{
	struct recall_eyes here = { .read = read_here };
	struct article whole;

	if (recall_capture_by(&here, out, a, store, capture, rule) < 0)
		return -1;
	whole = *out;
	if (!article_strip(out, known, KNOWN_FURNITURE, a))
		return 0;
	here.known = known;
	if (recall_capture_by(&here, out, a, store, capture, rule) < 0)
		return -1;
	if (!recall_no_less(out, &whole))
		*out = whole;
	article_strip(out, known, KNOWN_FURNITURE, a);
	return 0;
}

int
recall_capture_by(const struct recall_eyes *eyes, struct article *out,
    struct arena *a, struct store *store, const char *capture,
    const struct extract_rule *rule)
{
	struct extract_input in = { .status = 200, .rule = rule };
	char *head = NULL, *body = NULL, *url = NULL;
	struct str type, charset;
	struct error e;
	size_t nbody = 0;
	int r;

	if (store_capture_read(store, capture, &head, &body, &nbody, &url) !=
	    STORE_OK)
		return -1;
	header_media_type(header_value(str_of(head), "content-type"), &type,
	    &charset);
	in.bytes = str_make(body, nbody);
	in.url = arena_str(a, str_of(url));
	in.content_type = type;
	in.charset = charset;
	r = recall_page_by(eyes, out, a, &in, &e);
	free(head);
	free(body);
	free(url);
	return r;
}

bool
recall_stands(const struct article *now, const struct article *stored)
{
	return now->verdict == VERDICT_ARTICLE ||
	    (now->nblocks > 0 &&
	    article_words(now) >= (article_words(stored) + 1) / 2);
}

bool
recall_no_less(const struct article *without, const struct article *whole)
{
	if (without->verdict != VERDICT_ARTICLE ||
	    without->nnotes != whole->nnotes)
		return false;
	for (size_t i = 0; i < without->nnotes; i++)
		if (!str_eq(without->notes[i].text, whole->notes[i].text))
			return false;
	return true;
}
