#include "tracker/poll/judge.h"
#include "tracker/poll/moves.h"
#include "tracker/poll/other.h"
#include "tracker/poll/strange.h"

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

/* All that stood on the last version's page, when it can be had. */
static bool
recall_last(const struct last *l, const struct judge_input *in,
    const struct article *stored, struct article *out)
{
	return l->capture.n > 0 && recall_capture_by(in->eyes, out, l->arena,
	    in->store, l->capture.p, in->page->rule) == 0 &&
	    recall_stands(out, stored);
}

static int
last_article(struct last *l, const struct judge_input *in, struct article *out)
{
	struct article again;
	struct error e;
	int n = store_version_get(in->store, in->lesson.story->key, -1,
	    keep_last, l);

	if (n != STORE_OK)
		return n;
	/* A story.md that does not parse compares as another text. */
	if (article_parse(out, l->arena, l->text, &e) < 0)
		article_init(out);
	if (!str_eq(l->extractor, recall_reader(in->page->rule, l->arena)) &&
	    recall_last(l, in, out, &again))
		*out = again;
	return STORE_OK;
}

/* ---- cut short --------------------------------------------------------- */

/* A text this long that falls to less than a fifth is suspect ... */
#define SUSPECT_WORDS 100
#define SUSPECT_SHARE 5

static bool
is_stump(const struct article *was, const struct article *now)
{
	int old = article_words(was);

	return old >= SUSPECT_WORDS &&
	    article_words(now) < old / SUSPECT_SHARE;
}

static bool
had_note(const struct article *was, struct str text)
{
	for (size_t i = 0; i < was->nnotes; i++)
		if (str_eq(was->notes[i].text, text))
			return true;
	return false;
}

/* ... unless the text was taken back, or less of it is left than of a note that
 * is new: then that is what the publisher has to say. */
static bool
is_replaced(const struct article *was, const struct article *now)
{
	size_t notes = 0, body = 0;

	for (size_t i = 0; i < now->nnotes; i++) {
		if (now->notes[i].kind == NOTE_WITHDRAWAL)
			return true;
		if (!had_note(was, now->notes[i].text))
			notes += now->notes[i].text.n;
	}
	for (size_t i = 0; i < now->nblocks; i++)
		body += now->blocks[i].text.n;
	return notes > body;
}

/* ... or a new note may say why. */
static bool
is_explained(const struct article *was, const struct article *now)
{
	for (size_t i = 0; i < now->nnotes; i++)
		if ((now->notes[i].kind == NOTE_CORRECTION ||
		    now->notes[i].kind == NOTE_EDITOR) &&
		    !had_note(was, now->notes[i].text))
			return true;
	return false;
}

/* A stump at whose end a gate stands is a wall, whatever note stands above
 * it. */
static void
judge_stump(struct judgement *j, struct arena *a, const struct article *was,
    const struct article *now)
{
	struct str fell;

	if (!is_stump(was, now) || is_replaced(was, now) ||
	    (now->gate.n == 0 && is_explained(was, now)))
		return;
	fell = arena_printf(a, "the text fell from %d to %d words",
	    article_words(was), article_words(now));
	j->decision = JUDGE_HOLD;
	j->verdict = VERDICT_WALL;
	j->may_stay = now->gate.n == 0;
	j->reason = now->gate.n > 0 ?
	    arena_printf(a, "%.*s, and the page says \"%.*s\"",
	    STR_FMT(fell), STR_FMT(now->gate)) :
	    arena_printf(a, "%.*s and no note says why", STR_FMT(fell));
}

/* ---- the judgement ----------------------------------------------------- */

/* What two states of a story are compared by: without what is known as
 * furniture today, whenever it was learned; and with all that stands there. */
struct pair {
	struct last last;
	struct article was, was_whole, now_whole;
	const struct known *known;
};

/*
 * Reads the last version, and the page again where furniture stands that is
 * known: where the article is may look different without it. Is either reading
 * the same as the last version?
 */
static int
read_pair(struct pair *p, struct article *now, const struct judge_input *in,
    bool *same)
{
	struct recall_eyes eyes = *in->eyes;
	struct arena *a = in->lesson.arena;
	struct article without;
	struct error e;
	bool stood;

	p->now_whole = *now;
	stood = article_strip(now, p->known, KNOWN_FURNITURE, a);
	if (in->lesson.story->versions > 0) {
		if (last_article(&p->last, in, &p->was_whole) < 0)
			return -1;
		p->was = p->was_whole;
		article_strip(&p->was, p->known, KNOWN_FURNITURE, a);
		*same = article_same(&p->was, now);
	}
	if (*same || !stood || now->verdict != VERDICT_ARTICLE)
		return 0;
	eyes.known = p->known;
	if (recall_page_by(&eyes, &without, a, in->page, &e) < 0 ||
	    !recall_no_less(&without, &p->now_whole))
		return 0;
	*now = without;
	article_strip(now, p->known, KNOWN_FURNITURE, a);
	*same = in->lesson.story->versions > 0 && article_same(&p->was, now);
	return 0;
}

/* A story, but not this one? */
static void
hold_other(struct judgement *j, const struct judge_input *in,
    const struct article *was, const struct article *now)
{
	if (other_story(in->lesson.arena, str_of(in->lesson.story->url), was,
	    now, &j->reason)) {
		j->decision = JUDGE_HOLD;
		j->verdict = VERDICT_OTHER;
	}
}

/* Nothing of the story is left, and no note says why: what one page says in place
 * of all stories of a host never is a version, what one says alone is, when it
 * stays. */
static int
judge_strange(struct judgement *j, const struct judge_input *in,
    const struct article *was, const struct article *now)
{
	struct strange_look look = { in->store, in->lesson.story,
		in->lesson.at, in->lesson.arena };
	enum strange strange;

	if (in->away || is_replaced(was, now) || is_explained(was, now))
		return 0;
	if (strange_page(&look, was, now, &strange) < 0)
		return -1;
	if (strange == STRANGE_NO)
		return 0;
	j->decision = JUDGE_HOLD;
	j->may_stay = strange == STRANGE_ALONE;
	j->verdict = j->may_stay ? VERDICT_OTHER : VERDICT_ERROR;
	j->reason = j->may_stay ?
	    STR("nothing of the story is left, and no note says why") :
	    arena_printf(in->lesson.arena, "its pages yield the same text, "
	    "\"%.*s\"", STR_FMT(str_sub(now->headline, 0, 100)));
	return 0;
}

/* What else stood on the last version's page is in its capture: looked at when
 * what is different may have taken its place. */
static int
learn_from(struct judgement *j, const struct judge_input *in, struct pair *p,
    const struct article *now)
{
	enum learned learned;
	struct article was;
	struct moves m;

	if (in->away)
		return 0;
	if (in->lesson.story->versions == 0 && strange_first(
	    &(struct strange_look){ in->store, in->lesson.story, in->lesson.at,
	    in->lesson.arena }, now) < 0)
		return -1;
	if (in->lesson.story->versions == 0)
		return learn_first(in->learner, &in->lesson, &p->now_whole);
	moves_find(&m, in->lesson.arena, &p->was, now, NULL);
	if (p->known->n > 0 && m.alone && !m.edited &&
	    recall_last(&p->last, in, &p->was_whole, &was))
		p->was_whole = was;
	if (learn_change(in->learner, &in->lesson, &p->was_whole,
	    &p->now_whole, &learned) < 0)
		return -1;
	if (learned != LEARN_CHANGE)
		j->decision = learned == LEARN_WAIT ? JUDGE_WAIT : JUDGE_SAME;
	return 0;
}

int
judge(struct judgement *j, struct article *now, const struct judge_input *in)
{
	bool first = in->lesson.story->versions == 0, same = false;
	struct arena *a = in->lesson.arena;
	struct pair p = { .last = { .arena = a },
		.known = learn_known(in->learner, in->lesson.story) };
	int r = 0;

	if (p.known == NULL || read_pair(&p, now, in, &same) < 0)
		return -1;
	*j = (struct judgement){ JUDGE_NEW, now->verdict, now->reason, false };
	/* Whatever it looks like: a person may have accepted it before. */
	if (same) {
		j->decision = JUDGE_SAME;
		return 0;
	}
	if (now->verdict != VERDICT_ARTICLE)
		j->decision = JUDGE_HOLD;
	else
		hold_other(j, in, first ? NULL : &p.was, now);
	if (j->decision == JUDGE_NEW && !first)
		r = judge_strange(j, in, &p.was, now);
	if (j->decision == JUDGE_NEW && !first)
		judge_stump(j, a, &p.was, now);
	if (j->decision == JUDGE_NEW && r == 0)
		r = learn_from(j, in, &p, now);
	/* Something may be known by now. */
	article_strip(now, p.known, KNOWN_FURNITURE, a);
	return r;
}
