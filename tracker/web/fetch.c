#include <stdlib.h>
#include <time.h>

#include "tracker/base/limits.h"
#include "tracker/base/xalloc.h"
#include "tracker/web/transfer.h"

struct fetch {
	struct fetch_options options;
	struct arena arena;		/* for the copies in options */
	struct queue queue;
	CURLM *multi;
	struct transfer *idle;
	size_t active;
	int64_t deadline;		/* monotonic milliseconds */
	volatile const int *stop;
	fetch_done_fn *done;
	void *arg;
};

static int64_t
monotonic(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static void
global_init(void)
{
	static int done;

	if (!done)
		curl_global_init(CURL_GLOBAL_DEFAULT);
	done = 1;
}

int
fetch_new(struct fetch **out, const struct fetch_options *o, struct error *e)
{
	struct fetch *f = xcalloc(1, sizeof(*f));

	global_init();
	f->options = *o;
	arena_init(&f->arena);
	f->options.agent = arena_str(&f->arena, o->agent);
	f->options.proxy = arena_str(&f->arena, o->proxy);
	if (f->options.parallel == 0)
		f->options.parallel = 1;
	queue_init(&f->queue, o->per_host);
	*out = f;
	f->multi = curl_multi_init();
	if (f->multi == NULL) {
		fetch_free(f);
		*out = NULL;
		return error_set(e, "curl: cannot start");
	}
	curl_multi_setopt(f->multi, CURLMOPT_MAXCONNECTS,
	    (long)f->options.parallel * 2);
	return 0;
}

void
fetch_free(struct fetch *f)
{
	struct transfer *t;

	if (f == NULL)
		return;
	while ((t = f->idle) != NULL) {
		f->idle = t->next;
		transfer_free(t);
	}
	curl_multi_cleanup(f->multi);
	queue_release(&f->queue);
	arena_release(&f->arena);
	free(f);
}

void
fetch_add(struct fetch *f, const struct fetch_request *r)
{
	queue_add(&f->queue, r);
}

static struct transfer *
idle_transfer(struct fetch *f)
{
	struct transfer *t = f->idle;

	if (t != NULL)
		f->idle = t->next;
	else if (f->active < f->options.parallel)
		t = transfer_new(&f->options);
	return t;
}

static int
start_some(struct fetch *f, struct error *e)
{
	struct transfer *t;
	struct waiting *w;

	while (f->active < f->options.parallel) {
		w = queue_take(&f->queue, monotonic());
		if (w == NULL)
			return 0;
		t = idle_transfer(f);
		if (t == NULL)
			return error_set(e, "curl: out of handles");
		transfer_start(t, w);
		if (curl_multi_add_handle(f->multi, t->easy) != CURLM_OK)
			return error_set(e, "curl: out of memory");
		f->active++;
	}
	return 0;
}

static void
finish(struct fetch *f, struct transfer *t, CURLcode code)
{
	struct fetch_result r = { 0 };
	struct waiting *w = t->waiting;

	transfer_result(t, code, &r);
	f->done(&r, f->arg);
	curl_multi_remove_handle(f->multi, t->easy);
	queue_done(&f->queue, w->host, w->req.delay, monotonic());
	queue_forget(&f->queue, w);
	transfer_clear(t);
	t->next = f->idle;
	f->idle = t;
	f->active--;
}

static void
finish_some(struct fetch *f)
{
	CURLMsg *m;
	void *t;
	CURLcode code;
	int left;

	while ((m = curl_multi_info_read(f->multi, &left)) != NULL) {
		if (m->msg != CURLMSG_DONE)
			continue;
		code = m->data.result;
		curl_easy_getinfo(m->easy_handle, CURLINFO_PRIVATE, &t);
		finish(f, t, code);
	}
}

/* Everything that was not started gets its answer too. */
static void
skip_rest(struct fetch *f)
{
	struct fetch_result r = { .outcome = FETCH_SKIPPED };
	struct waiting *w;

	while ((w = queue_drain(&f->queue)) != NULL) {
		r.tag = w->req.tag;
		r.url = r.final_url = w->req.url;
		f->done(&r, f->arg);
		queue_forget(&f->queue, w);
	}
}

bool
fetch_over(const struct fetch *f)
{
	return (f->stop != NULL && *f->stop) ||
	    (f->deadline != 0 && monotonic() > f->deadline);
}

static int
turn(struct fetch *f, struct error *e)
{
	int running;
	int64_t wait;
	CURLMcode c = curl_multi_perform(f->multi, &running);

	if (c != CURLM_OK)
		return error_set(e, "curl: %s", curl_multi_strerror(c));
	finish_some(f);
	wait = queue_wait(&f->queue, monotonic());
	if (wait == 0 && f->active < f->options.parallel)
		return 0;
	if (wait <= 0 || wait > 500)
		wait = 500;
	if (f->active > 0 || f->queue.pending > 0)
		curl_multi_poll(f->multi, NULL, 0, (int)wait, NULL);
	return 0;
}

int
fetch_run(struct fetch *f, fetch_done_fn *done, void *arg,
    volatile const int *stop, struct error *e)
{
	f->done = done;
	f->arg = arg;
	f->stop = stop;
	if (f->deadline == 0)
		f->deadline = monotonic() + (f->options.run > 0 ?
		    f->options.run : LIMIT_RUN_SECONDS) * 1000;
	while (f->queue.pending > 0 || f->active > 0) {
		if (fetch_over(f))
			skip_rest(f);
		if (start_some(f, e) < 0 || turn(f, e) < 0)
			return -1;
	}
	return 0;
}

/* ---- one page ---------------------------------------------------------- */

struct one {
	struct arena *arena;
	struct fetch_result *out;
};

static void
keep(const struct fetch_result *r, void *arg)
{
	struct one *o = arg;
	struct arena *a = o->arena;

	*o->out = *r;
	o->out->url = arena_str(a, r->url);
	o->out->final_url = arena_str(a, r->final_url);
	o->out->body = arena_str(a, r->body);
	o->out->content_type = arena_str(a, r->content_type);
	o->out->charset = arena_str(a, r->charset);
	o->out->etag = arena_str(a, r->etag);
	o->out->modified = arena_str(a, r->modified);
	o->out->ip = arena_str(a, r->ip);
	o->out->request_head = arena_str(a, r->request_head);
	o->out->response_head = arena_str(a, r->response_head);
	o->out->error = arena_str(a, r->error);
}

int
fetch_one(const struct fetch_options *o, const struct fetch_request *req,
    struct arena *a, struct fetch_result *out, struct error *e)
{
	struct one one = { a, out };
	struct fetch *f;
	int r;

	if (fetch_new(&f, o, e) < 0)
		return -1;
	fetch_add(f, req);
	r = fetch_run(f, keep, &one, NULL, e);
	fetch_free(f);
	if (r < 0)
		return -1;
	if (out->outcome == FETCH_FAILED)
		return error_set(e, "%.*s: %.*s", STR_FMT(req->url),
		    STR_FMT(out->error));
	if (out->status >= 400)
		return error_set(e, "%.*s: HTTP status %d", STR_FMT(req->url),
		    out->status);
	return 0;
}
