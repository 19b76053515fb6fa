#include <stdlib.h>

#include "tracker/base/header.h"
#include "tracker/base/limits.h"
#include "tracker/recall/recall.h"

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
	if (eyes->read(out, a, in, e, eyes->arg) < 0)
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
    const char *capture, const struct extract_rule *rule)
{
	const struct recall_eyes here = { read_here, NULL };

	return recall_capture_by(&here, out, a, store, capture, rule);
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
