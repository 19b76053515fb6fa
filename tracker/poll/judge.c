#include <stdlib.h>

#include "tracker/extract/extract.h"
#include "tracker/poll/judge.h"

static const char *const *
selectors(struct arena *a, const struct conf_texts *t)
{
	const char **out = arena_alloc(a, t->n + 1, sizeof(*out));

	for (size_t i = 0; i < t->n; i++)
		out[i] = t->item[i].p;
	return out;
}

static const struct extract_rule *
rule_of(struct arena *a, const struct conf_rule *c)
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

void
judge_read(struct article *out, struct arena *a, const struct fetch_result *r,
    const struct conf_rule *rule)
{
	struct extract_input in = { .bytes = r->body, .url = r->final_url,
		.charset = r->charset, .content_type = r->content_type,
		.status = r->status, .rule = rule_of(a, rule) };

	extract_page(out, a, &in);
}

/* ---- the last version -------------------------------------------------- */

struct last {
	struct arena *arena;
	struct str text, extractor, capture;
};

static int
keep_last(const struct store_version *v, void *arg)
{
	struct last *l = arg;

	l->text = arena_str(l->arena, str_make(v->text, v->ntext));
	l->extractor = arena_str(l->arena, str_of(v->extractor));
	l->capture = arena_str(l->arena, str_of(v->capture));
	return 0;
}

static struct str
header_value(struct str head, const char *name)
{
	struct str line;
	size_t n = strlen(name);

	while (str_line(&head, &line))
		if (str_istarts(line, name) && line.n > n && line.p[n] == ':')
			return str_trim(str_from(line, n + 1));
	return (struct str){ NULL, 0 };
}

int
judge_recall(struct article *out, struct arena *a, struct store *store,
    const char *capture, const struct conf_rule *rule)
{
	struct fetch_result r = { .status = 200 };
	char *head = NULL, *body = NULL, *url = NULL;
	struct str type, media;
	size_t nbody = 0;
	ptrdiff_t at;

	if (store_capture_read(store, capture, &head, &body, &nbody, &url) !=
	    STORE_OK)
		return -1;
	type = header_value(str_of(head), "content-type");
	at = str_ifind(type, STR("charset="));
	if (at >= 0)
		r.charset = arena_str(a, str_trim(str_from(type,
		    (size_t)at + 8)));
	if (str_cut(&type, ';', &media))
		r.content_type = arena_str(a, str_trim(media));
	r.body = str_make(body, nbody);
	r.final_url = arena_str(a, str_of(url));
	judge_read(out, a, &r, rule);
	free(head);
	free(body);
	free(url);
	return 0;
}

static int
last_article(struct store *store, const struct store_story *s,
    const struct conf_rule *rule, struct arena *a, struct article *out)
{
	struct last l = { .arena = a };
	struct error e;
	int r = store_version_get(store, s->key, -1, keep_last, &l);

	if (r != STORE_OK)
		return r;
	if (!str_eqz(l.extractor, EXTRACTOR) &&
	    l.capture.n > 0 &&
	    judge_recall(out, a, store, l.capture.p, rule) == 0 &&
	    out->verdict == VERDICT_ARTICLE)
		return STORE_OK;
	/* A story.md that does not parse compares as another text. */
	if (article_parse(out, a, l.text, &e) < 0)
		article_init(out);
	return STORE_OK;
}

/* ---- the judgement ----------------------------------------------------- */

/* A text this long that falls to less than a fifth is suspect ... */
#define SUSPECT_WORDS 100
#define SUSPECT_SHARE 5

/* ... unless a note says that something was taken back. */
static bool
is_stump(const struct article *was, const struct article *now)
{
	int old = article_words(was), new = article_words(now);

	for (size_t i = 0; i < now->nnotes; i++)
		if (now->notes[i].kind == NOTE_WITHDRAWAL ||
		    now->notes[i].kind == NOTE_CORRECTION ||
		    now->notes[i].kind == NOTE_EDITOR)
			return false;
	return old >= SUSPECT_WORDS && new < old / SUSPECT_SHARE;
}

int
judge(struct judgement *j, struct store *store, const struct store_story *s,
    const struct article *now, const struct conf_rule *rule, struct arena *a)
{
	struct article was;

	*j = (struct judgement){ JUDGE_NEW, now->verdict, now->reason };
	if (now->verdict != VERDICT_ARTICLE)
		j->decision = JUDGE_HOLD;
	if (s->versions == 0)
		return 0;
	if (last_article(store, s, rule, a, &was) < 0)
		return -1;
	/* Whatever it looks like: a person may have accepted it before. */
	if (article_same(&was, now)) {
		j->decision = JUDGE_SAME;
	} else if (now->verdict == VERDICT_ARTICLE && is_stump(&was, now)) {
		j->decision = JUDGE_HOLD;
		j->verdict = VERDICT_WALL;
		j->reason = arena_printf(a, "the text fell from %d to %d "
		    "words and no note says why", article_words(&was),
		    article_words(now));
	}
	return 0;
}
