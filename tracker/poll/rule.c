/* Site rules of feeds.yaml as extraction takes them. */
#include "tracker/extract/extract.h"
#include "tracker/poll/poll.h"

static const char *const *
selectors(struct arena *a, const struct conf_texts *t)
{
	const char **out = arena_alloc(a, t->n + 1, sizeof(*out));

	for (size_t i = 0; i < t->n; i++)
		out[i] = t->item[i].p;
	return out;
}

const struct extract_rule *
poll_rule(const struct conf_rule *c, struct arena *a)
{
	struct extract_rule *r;

	if (c == NULL)
		return NULL;
	r = arena_alloc(a, 1, sizeof(*r));
	r->body = selectors(a, &c->body);
	r->headline = selectors(a, &c->headline);
	r->byline = selectors(a, &c->byline);
	r->drop = selectors(a, &c->drop);
	return r;
}
