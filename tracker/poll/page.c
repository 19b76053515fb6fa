/* Pages: from an answer to a version, a held capture, or nothing new. */
#include "tracker/base/limits.h"
#include "tracker/poll/alternate.h"
#include "tracker/poll/judge.h"
#include "tracker/poll/pass.h"
#include "tracker/poll/poll.h"
#include "tracker/poll/twin.h"
#include "tracker/poll/version.h"
#include "tracker/extract/reread.h"
#include "tracker/web/url.h"

/* ---- the schedule row -------------------------------------------------- */

struct schedule_input
pass_schedule(struct pass *p, struct job *job)
{
	const struct store_story *s = &job->story;
	int64_t first = s->first_seen != STORE_NO_TIME ? s->first_seen : p->now;
	int changes = s->versions - 1 + job->found;

	if (job->pace == NULL)
		job->pace = rates_of(&p->rates, s);
	return (struct schedule_input){ .now = p->now, .first = first,
		.since = s->changed != STORE_NO_TIME ? s->changed : first,
		.last = s->last, .changes = changes > 0 ? changes : 0,
		.failures = s->failures, .cause = job->cause,
		.seed = str_hash(str_of(s->url)),
		.price = pass_price(p, str_of(s->url)),
		.pace = job->pace, .fetch = job->settings };
}

static void
put_row(struct pass *p, struct job *job, int64_t retry_after)
{
	struct store_story *s = &job->story;
	struct schedule_input in = pass_schedule(p, job);
	char why[sizeof(PASS_IN_VAIN) + WHY_TEXT] = "";
	int64_t next;

	in.retry_after = retry_after;
	/* What its feed says next is heeded later (items.c). */
	if (job->told && !job->found && s->failures == 0)
		memcpy(why, PASS_IN_VAIN, sizeof(PASS_IN_VAIN));
	next = schedule_next(&in, why + strlen(why));
	/* One look at a story that is stopped does not watch it again. */
	if (job->stopped != NULL || next == TIME_NONE)
		s->state = STORE_STOPPED;
	if (job->stopped == NULL)
		s->next = next;
	s->why = job->stopped != NULL ? job->stopped : why;
	if (store_story_update(p->store, s) < 0)
		pass_store_failed(p);
	s->why = NULL;
	twin_looked(p, s->key);
}

/* A look found the latest version or a later one; before the row is changed. */
static void
learn(struct pass *p, struct job *job, bool found)
{
	const struct store_story *s = &job->story;
	struct schedule_input in = pass_schedule(p, job);
	struct pace_story known = { in.first, in.since, in.changes };

	if (s->versions > 0 && s->last != STORE_NO_TIME)
		pace_learn(job->pace, &known, s->last, clock_now(), found);
}

/* The page answered. */
static void
answered(struct job *job)
{
	job->story.failures = 0;
	job->story.missing = 0;
	job->story.last = clock_now();
}

/* ... with what the latest version says: the next conditional request asks for
 * anything else. A held page is never remembered, so it is looked at whole. The
 * arena lives until the row is written. */
static void
remember(struct job *job, const struct fetch_result *r, struct arena *a)
{
	struct store_story *s = &job->story;

	s->state = state_answered(s);
	if (r->outcome == FETCH_UNCHANGED)
		return;
	memcpy(s->body_sha256, r->body_sha256, sizeof(s->body_sha256));
	s->etag = r->etag.n > 0 ? arena_strz(a, r->etag) : NULL;
	s->modified = r->modified.n > 0 ? arena_strz(a, r->modified) : NULL;
}

/* What was taken back stays so, whatever its address answers from then on. */
static void
set_state(struct job *job, enum store_state state)
{
	if (state_known(&job->story) != STORE_WITHDRAWN)
		job->story.state = state;
}

static void
page_failed(struct pass *p, struct job *job, const struct fetch_result *r,
    struct str why)
{
	struct store_story *s = &job->story;
	enum store_state was = state_known(s);

	p->counts->failed++;
	if (s->failures++ == 0) {
		s->failing = p->now;
		if (!job->errand.told)
			pass_trouble(p, str_of(s->url), "not fetched", why);
	}
	s->state = state_failed(s, r->status, p->now);
	if (s->state == STORE_GONE && was != STORE_GONE)
		pass_trouble(p, str_of(s->url), "gone", why);
	job->cause = why;
	put_row(p, job, r->retry_after);
}

/* ---- captures ---------------------------------------------------------- */

static struct store_capture
capture_of(const struct fetch_result *r, const char *ip, const char *metadata)
{
	return (struct store_capture){
		.url = r->final_url.p, .fetched = clock_now(), .ip = ip,
		.request = r->request_head.p, .nrequest = r->request_head.n,
		.response = r->response_head.p,
		.nresponse = r->response_head.n,
		.body = r->body.p, .nbody = r->body.n,
		.body_sha256 = r->body_sha256, .packed = {
			.blocks = r->packed.blocks.p,
			.nblocks = r->packed.blocks.n, .last = r->packed.last,
			.end = r->packed.end, .crc32 = r->packed.crc32 },
		.metadata = metadata,
	};
}

/* What stands for all that was read of a page; "" for NULL. */
static void
text_sha256(const struct article *now, char out[65])
{
	struct buf b;

	*out = '\0';
	if (now == NULL)
		return;
	buf_init(&b, VERSION_TEXT_BYTES);
	article_format(now, &b);
	store_sha256(b.p, b.n, out);
	buf_release(&b);
}

/* `now`: what was read of it, where anything was. */
static int
hold(struct pass *p, struct job *job, const struct fetch_result *r,
    struct arena *a, const struct article *now, const char *verdict,
    struct str reason)
{
	struct str who = recall_reader(poll_rule(job->rule, a), a);
	struct str meta = arena_printf(a, "extractor: %.*s\r\nverdict: %s\r\n"
	    "reason: %.*s\r\n", STR_FMT(who), verdict, STR_FMT(reason));
	struct store_capture c = capture_of(r, arena_strz(a, r->ip), meta.p);
	struct store_held h = { .story = job->story.key,
		.fetched = c.fetched, .verdict = verdict,
		.reason = arena_strz(a, reason),
		.goes_on = job->story.state == STORE_BLOCKED };
	int s;

	memcpy(h.body_sha256, r->body_sha256, sizeof(h.body_sha256));
	text_sha256(now, h.text_sha256);
	s = store_hold(p->store, &h, &c);
	if (s < 0)
		pass_store_failed(p);
	return s;
}

/* Looks in a row, and seconds since the first of them, after which a held text
 * that no wall explains has come to stay. */
#define STAYED_LOOKS 3
#define STAYED_SECONDS ((int64_t)24 * 3600)

/* Has the text been held for so long that it is a version? Then it is no longer
 * held. */
static bool
has_stayed(struct pass *p, const struct job *job, const struct article *now,
    struct str reason, struct arena *a)
{
	struct store_held h;
	char sum[65];
	int r;

	if (job->story.state != STORE_BLOCKED)
		return false;
	text_sha256(now, sum);
	r = store_held_run(p->store, job->story.key, sum,
	    arena_strz(a, reason), &h);
	if (r == STORE_OK && h.run + 1 >= STAYED_LOOKS &&
	    clock_now() - h.since >= STAYED_SECONDS) {
		r = store_held_drop(p->store, h.key);
		if (r >= 0)
			return true;
	}
	if (r < 0)
		pass_store_failed(p);
	return false;
}

/* ---- versions ---------------------------------------------------------- */

static void
add_version(struct pass *p, struct job *job, const struct fetch_result *r,
    struct arena *a, const struct article *now, enum store_state was)
{
	struct store_story *s = &job->story;
	struct str meta = arena_printf(a, "extractor: %.*s\r\n"
	    "verdict: article\r\n", STR_FMT(now->extractor));
	struct store_capture c = capture_of(r, arena_strz(a, r->ip), meta.p);
	int result = version_add(p->store, s, now, &c, NULL, c.fetched, a);

	if (result < 0) {
		pass_store_failed(p);
	} else if (result == STORE_SAME) {
		p->counts->same++;
		learn(p, job, false);
	} else {
		(*(s->versions == 0 ? &p->counts->first :
		    &p->counts->changed))++;
		learn(p, job, true);
		job->found = s->versions > 0;
		s->changed = c.fetched;
		/* what was never here is not back */
		s->state = s->versions > 0 ?
		    state_of_version(was, version_state(now)) :
		    version_state(now);
	}
}

/* The answer was the story: where it stands, and what it calls itself, are its
 * addresses. */
static void
note_addresses(struct pass *p, struct job *job, const struct fetch_result *r,
    const struct article *now, struct arena *a)
{
	twin_alias(p, job, r->final_url, job->errand.passing, a);
	if (now != NULL)
		twin_alias(p, job, now->canonical, true, a);
}

/* The address leads to what is not this story: held, and looked at again. */
static void
led_away(struct pass *p, struct job *job, const struct fetch_result *r,
    struct arena *a, const struct article *now, struct str why)
{
	answered(job);
	p->counts->held++;
	if (hold(p, job, r, a, now, verdict_name(VERDICT_OTHER), why) ==
	    STORE_OK)
		pass_trouble(p, str_of(job->story.url), "redirected", why);
	set_state(job, STORE_REDIRECTED);
	put_row(p, job, 0);
}

/* A page that says it was modified, and was not; by the same eyes, since others
 * may read another time. */
static void
note_touch(struct pass *p, struct job *job, const struct article *now)
{
	const struct store_story *s = &job->story;

	if (now->modified != TIME_NONE &&
	    str_eqz(now->extractor, s->extractor) &&
	    store_touch_add(p->store, s->key, s->versions, now->modified,
	    clock_now()) < 0)
		pass_store_failed(p);
}

/* ---- taking turns ------------------------------------------------------ */

/* A text that takes turns with the latest version is none: told once. */
static bool
alternates(struct pass *p, struct job *job, const struct article *now,
    struct arena *a)
{
	struct store_story *s = &job->story;
	enum alternate how;
	int before;

	if (alternate_other(p->store, s, now, clock_now(), a, &how,
	    &before) < 0) {
		pass_store_failed(p);
		return false;
	}
	p->alternating |= how != ALTERNATE_NO;
	if (how == ALTERNATE_BEGINS)
		pass_trouble(p, str_of(s->url), "takes turns",
		    arena_printf(a, "the text of version %d is there again: no "
		    "version until one stays for a day", before));
	return how == ALTERNATE_BEGINS || how == ALTERNATE_GOES_ON;
}

/* The latest version's text is what was there. */
static void
same_again(struct pass *p, const struct job *job)
{
	if (p->alternating && job->story.versions > 1 &&
	    alternate_same(p->store, &job->story, clock_now()) < 0)
		pass_store_failed(p);
}

/* An answer that is an article, or looks like one. */
static void
judged(struct pass *p, struct job *job, const struct fetch_result *r,
    struct arena *a, struct article *now, const struct judgement *j)
{
	enum store_state was = state_known(&job->story);

	switch (j->decision) {
	case JUDGE_HOLD:
		if (hold(p, job, r, a, now, verdict_name(j->verdict),
		    j->reason) == STORE_OK)
			pass_trouble(p, str_of(job->story.url), "held",
			    j->reason);
		p->counts->held++;
		set_state(job, STORE_BLOCKED);
		break;
	case JUDGE_SAME:
		p->counts->same++;
		same_again(p, job);
		learn(p, job, false);
		remember(job, r, a);
		note_touch(p, job, now);
		note_addresses(p, job, r, now, a);
		break;
	case JUDGE_WAIT:
		/* not remembered: the next answer is looked at whole */
		p->counts->unsettled++;
		job->story.state = state_answered(&job->story);
		break;
	case JUDGE_NEW:
		if (alternates(p, job, now, a)) {
			p->counts->alternating++;
			learn(p, job, false);
			job->story.state = state_answered(&job->story);
			break;
		}
		remember(job, r, a);
		add_version(p, job, r, a, now, was);
		note_addresses(p, job, r, now, a);
		break;
	}
}

void
pass_read(struct pass *p, struct job *job, const struct fetch_result *r,
    struct arena *a, const struct article *read, struct str why)
{
	struct extract_input page = pass_input(r, poll_rule(job->rule, a));
	struct recall_eyes eyes = pass_eyes(p);
	struct judge_input in = { .eyes = &eyes, .page = &page,
		.store = p->store, .learner = &p->learner, .lesson = {
		.story = &job->story, .previous = job->story.last,
		.at = clock_now(), .arena = a } };
	struct article now;
	struct judgement j;
	struct str away;

	if (twin_gone(p, job))
		return;
	if (read == NULL) {
		hold(p, job, r, a, NULL, verdict_name(VERDICT_ERROR), why);
		page_failed(p, job, r, why);
		return;
	}
	now = *read;
	if (job->story.versions > 0)
		twin_absorb(p, job, r->final_url, a, &now);
	else if (now.verdict == VERDICT_ARTICLE &&
	    twin_joins(p, job, r, a, &now))
		return;
	away = state_away(p, &job->story, job->errand.passing, r, a);
	in.away = away.n > 0;
	if (judge(&j, &now, &in) < 0) {
		pass_store_failed(p);
		return;
	}
	/* the same text under another address is the story, moved */
	if (in.away && j.decision != JUDGE_SAME) {
		led_away(p, job, r, a, &now, away);
		return;
	}
	if (j.may_stay && has_stayed(p, job, &now, j.reason, a))
		j.decision = JUDGE_NEW;
	judged(p, job, r, a, &now, &j);
	answered(job);
	put_row(p, job, 0);
}

/* ---- the answer -------------------------------------------------------- */

static void
error_status(struct pass *p, struct job *job, const struct fetch_result *r,
    struct arena *a)
{
	struct str why = arena_printf(a, "HTTP status %d", r->status);

	/* The first page of a row of failures is evidence; a host that is down
	 * would otherwise fill the store with its error page. */
	if (job->story.failures == 0 && !job->errand.told && r->body.n > 0)
		hold(p, job, r, a, NULL, verdict_name(VERDICT_ERROR), why);
	page_failed(p, job, r, why);
}

/* The bytes that came are the story's business from here on. */
static void
body_answered(struct pass *p, struct job *job, const struct fetch_result *r,
    struct arena *a)
{
	if (r->outcome == FETCH_OK && r->status != 200 && r->status != 203) {
		error_status(p, job, r, a);
	} else if (r->outcome == FETCH_UNCHANGED ||
	    strcmp(job->story.body_sha256, r->body_sha256) == 0) {
		p->counts->unchanged++;
		same_again(p, job);
		learn(p, job, false);
		answered(job);
		remember(job, r, a);
		twin_absorb(p, job, r->final_url, a, NULL);
		note_addresses(p, job, r, NULL, a);
		put_row(p, job, 0);
	} else {
		pass_read_page(p, job, r);
	}
}

static void
answer(struct pass *p, void *of, const struct fetch_result *r)
{
	struct job *job = of;
	struct arena a;

	if (r->outcome == FETCH_SKIPPED) {
		p->counts->skipped++;
		return;
	}
	if (twin_gone(p, job))
		return;
	p->counts->stories++;
	arena_init(&a);
	if (r->outcome == FETCH_FAILED)
		page_failed(p, job, r, r->error);
	else
		body_answered(p, job, r, &a);
	arena_release(&a);
}

/* Until robots.txt is read anew: it may say something else then. */
static void
denied(struct pass *p, void *of, const char *why, int64_t next)
{
	struct job *job = of;
	struct store_story *s = &job->story;

	if (job->stopped != NULL)
		return;
	/* Said when it begins, not on every day that it lasts. */
	if (s->state != STORE_BLOCKED && s->state != STORE_WITHDRAWN)
		pass_trouble(p, str_of(s->url), "not fetched", str_of(why));
	set_state(job, STORE_BLOCKED);
	s->next = next > p->now ? next : p->now + job->settings->every;
	s->why = why;
	if (store_story_update(p->store, s) < 0)
		pass_store_failed(p);
	s->why = NULL;
}

static void
release(struct pass *p, void *of)
{
	job_release(p, of);
}

const struct errand_kind pass_page = {
	.redirects = LIMIT_REDIRECTS, .answer = answer, .denied = denied,
	.make = due_make, .release = release,
};
