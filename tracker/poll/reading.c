/*
 * Pages and feeds are read by workers (worker.h): a page's answer is kept until
 * its article is there, while other pages are fetched and read.
 */
#include <stdlib.h>

#include "tracker/base/xalloc.h"
#include "tracker/poll/pass.h"
#include "tracker/extract/reread.h"

/* A page that a worker reads. */
struct reading {
	struct pass *pass;
	struct job *job;
	struct arena arena;	/* of all below, and of what is made of it */
	struct fetch_result page;
	const struct extract_rule *rule;
};

static void
keep_page(struct fetch_result *to, struct arena *a,
    const struct fetch_result *r)
{
	*to = *r;
	to->url = arena_str(a, r->url);
	to->final_url = arena_str(a, r->final_url);
	to->body = arena_str(a, r->body);
	to->packed.blocks = arena_str(a, r->packed.blocks);
	to->body_sha256 = arena_strz(a, str_of(r->body_sha256));
	to->content_type = arena_str(a, r->content_type);
	to->charset = arena_str(a, r->charset);
	to->etag = arena_str(a, r->etag);
	to->modified = arena_str(a, r->modified);
	to->ip = arena_str(a, r->ip);
	to->request_head = arena_str(a, r->request_head);
	to->response_head = arena_str(a, r->response_head);
	to->error = arena_str(a, r->error);
}

struct extract_input
pass_input(const struct fetch_result *r, const struct extract_rule *rule)
{
	return (struct extract_input){ .bytes = r->body, .url = r->final_url,
		.charset = r->charset, .content_type = r->content_type,
		.status = r->status, .rule = rule };
}

static void
on_article(const struct answer *a, void *arg)
{
	struct reading *g = arg;
	struct article now = a->article;

	if (!g->pass->failed) {
		now.extractor = recall_reader(g->rule, &g->arena);
		pass_read(g->pass, g->job, &g->page, &g->arena,
		    a->failed ? NULL : &now, a->why);
	}
	arena_release(&g->arena);
	job_release(g->pass, g->job);
	free(g);
}

void
pass_read_page(struct pass *p, struct job *job, const struct fetch_result *r)
{
	struct reading *g = xcalloc(1, sizeof(*g));
	struct task task = { .kind = TASK_PAGE };

	g->pass = p;
	g->job = job;
	job->holders++;
	arena_init(&g->arena);
	keep_page(&g->page, &g->arena, r);
	g->rule = poll_rule(job->rule, &g->arena);
	task.page = pass_input(&g->page, g->rule);
	worker_put(p->workers, &task, on_article, g);
	/* what is the same each time must not depend on who is faster */
	if (clock_fixed())
		worker_drain(p->workers);
}

int
pass_read_feed(struct pass *p, struct feed *out, struct arena *a,
    const struct fetch_result *r, struct str *why)
{
	struct task task = { .kind = TASK_FEED, .feed = { r->body,
		r->final_url, r->charset, r->content_type } };
	struct answer answer;

	worker_read(p->workers, &task, a, &answer);
	*out = answer.feed;
	*why = answer.why;
	return answer.failed ? -1 : 0;
}

/* Of a capture, or a page, that is read again: now. */
static int
read_again(struct article *out, struct arena *a, const struct extract_input *in,
    struct error *e, void *arg)
{
	struct pass *p = arg;
	struct task task = { .kind = TASK_PAGE, .page = *in };
	struct answer answer;

	worker_read(p->workers, &task, a, &answer);
	*out = answer.article;
	return answer.failed ? error_set(e, "%.*s", STR_FMT(answer.why)) : 0;
}

struct recall_eyes
pass_eyes(struct pass *p)
{
	return (struct recall_eyes){ .read = read_again, .arg = p };
}
