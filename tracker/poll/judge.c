#include "tracker/poll/judge.h"
#include "tracker/poll/other.h"
#include "tracker/poll/poll.h"
#include "tracker/recall/recall.h"

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

static int
last_article(const struct recall_eyes *eyes, struct store *store,
    const struct store_story *s, const struct conf_rule *rule,
    struct arena *a, struct article *out)
{
	const struct extract_rule *r = poll_rule(rule, a);
	struct last l = { .arena = a };
	struct article again;
	struct error e;
	int n = store_version_get(store, s->key, -1, keep_last, &l);

	if (n != STORE_OK)
		return n;
	/* A story.md that does not parse compares as another text. */
	if (article_parse(out, a, l.text, &e) < 0)
		article_init(out);
	if (!str_eq(l.extractor, recall_reader(r, a)) && l.capture.n > 0 &&
	    recall_capture_by(eyes, &again, a, store, l.capture.p, r) == 0 &&
	    recall_stands(&again, out))
		*out = again;
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

/* A story, but not this one? */
static void
hold_other(struct judgement *j, struct arena *a, const struct store_story *s,
    const struct article *was, const struct article *now)
{
	if (j->decision == JUDGE_NEW &&
	    other_story(a, str_of(s->url), was, now, &j->reason)) {
		j->decision = JUDGE_HOLD;
		j->verdict = VERDICT_OTHER;
	}
}

int
judge(struct judgement *j, const struct recall_eyes *eyes, struct store *store,
    const struct store_story *s, const struct article *now,
    const struct conf_rule *rule, struct arena *a)
{
	struct article was;

	*j = (struct judgement){ JUDGE_NEW, now->verdict, now->reason };
	if (now->verdict != VERDICT_ARTICLE)
		j->decision = JUDGE_HOLD;
	if (s->versions == 0) {
		hold_other(j, a, s, NULL, now);
		return 0;
	}
	if (last_article(eyes, store, s, rule, a, &was) < 0)
		return -1;
	/* Whatever it looks like: a person may have accepted it before. */
	if (article_same(&was, now)) {
		j->decision = JUDGE_SAME;
		return 0;
	}
	hold_other(j, a, s, &was, now);
	if (j->decision == JUDGE_NEW && is_stump(&was, now)) {
		j->decision = JUDGE_HOLD;
		j->verdict = VERDICT_WALL;
		j->reason = arena_printf(a, "the text fell from %d to %d "
		    "words and no note says why", article_words(&was),
		    article_words(now));
	}
	return 0;
}
