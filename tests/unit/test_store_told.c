/* The outbox, who follows a story, and the mails that others thread under. */
#include "tests/unit/test_store.h"

#define URL "https://news.example/a"
#define OTHER "https://news.example/b"

struct got {
	int n;
	char a[1024], b[1024];
	int64_t i, j;
};

static int
got_mail(const struct store_mail *m, void *arg)
{
	struct got *g = arg;

	g->n++;
	g->i = m->key;
	g->j = m->failures;
	snprintf(g->a, sizeof(g->a), "%s %s %.*s", m->to, m->message_id,
	    (int)m->nbody, (const char *)m->body);
	return 0;
}

static void
a_mail_is_sent_once(void **state)
{
	struct box *b = *state;
	struct store_mail m = { .to = "desk@example.org", .message_id = "<1@x>",
		.body = "Subject: x\r\n\r\n\0tail", .nbody = 19, .made = T0,
		.next = T0 };
	struct store_mark mark = { T0, 7 }, back = { 0 };
	struct got g = { 0 };

	assert_int_equal(store_mark_get(b->st, "desk", &back), STORE_NONE);
	ok(b, store_mail_put(b->st, &m, "desk", &mark));
	assert_int_equal(store_mail_put(b->st, &m, "desk", &mark),
	    STORE_ERROR);
	ok(b, store_mark_get(b->st, "desk", &back));
	assert_int_equal(back.seq, 7);
	ok(b, store_mail_due(b->st, T0, got_mail, &g));
	assert_int_equal(g.n, 1);
	ok(b, store_mail_done(b->st, g.i, T0, "421 busy", T0 + 60));
	memset(&g, 0, sizeof(g));
	ok(b, store_mail_due(b->st, T0, got_mail, &g));
	assert_int_equal(g.n, 0);
	ok(b, store_mail_due(b->st, T0 + 60, got_mail, &g));
	assert_int_equal(g.j, 1);
	ok(b, store_mail_done(b->st, g.i, T0 + 61, NULL, 0));
	memset(&g, 0, sizeof(g));
	ok(b, store_mail_due(b->st, T0 + 90, got_mail, &g));
	assert_int_equal(g.n, 0);
	mark.seq = 8;
	ok(b, store_mail_put(b->st, NULL, "desk", &mark));
	ok(b, store_mail_each(b->st, got_mail, &g));
	assert_int_equal(g.n, 1);
}

/* A slow hook with much to do does not hold up a mail that came after. */
static void
mails_before_hooks(void **state)
{
	struct box *b = *state;
	struct store_mail m = { .way = STORE_HOOK, .to = "desk",
		.message_id = "desk/1@2", .body = "{}", .nbody = 2, .made = T0,
		.next = T0 };
	struct got g = { 0 };

	ok(b, store_mail_put(b->st, &m, NULL, NULL));
	m.way = STORE_MAIL;
	m.message_id = "later";
	m.made = m.next = T0 + 1;
	ok(b, store_mail_put(b->st, &m, NULL, NULL));
	ok(b, store_mail_due(b->st, T0 + 5, got_mail, &g));
	assert_int_equal(g.n, 2);
	assert_int_equal(g.i, 1);	/* the hook is the last */
}

/* A try whose end nobody saw counts as one that may have arrived; what fails
 * goes after what does not; what is given up comes back when asked for. */
static void
tries_are_kept(void **state)
{
	struct box *b = *state;
	struct store_mail m = { .way = STORE_HOOK, .to = "desk",
		.message_id = "a", .body = "{}", .nbody = 2, .made = T0,
		.next = T0 };
	struct got g = { 0 };
	int64_t first;

	ok(b, store_mail_put(b->st, &m, NULL, NULL));
	ok(b, store_mail_due(b->st, T0, got_mail, &g));
	first = g.i;
	ok(b, store_mail_trying(b->st, first, T0));
	m.message_id = "b";
	ok(b, store_mail_put(b->st, &m, NULL, NULL));
	ok(b, store_mail_died(b->st, T0 + 5));
	ok(b, store_mail_due(b->st, T0 + 5, got_mail, &g));
	assert_int_equal(g.i, first);	/* now the last of two */
	assert_int_equal(g.j, 1);
	for (int i = 0; i < 3; i++) {
		ok(b, store_mail_trying(b->st, first, T0));
		ok(b, store_mail_died(b->st, T0 + 5));
	}
	memset(&g, 0, sizeof(g));
	ok(b, store_mail_due(b->st, T0 + 3600, got_mail, &g));
	assert_int_equal(g.n, 1);	/* it waits for an hour */
	ok(b, store_mail_done(b->st, first, T0, "no", STORE_NO_TIME));
	memset(&g, 0, sizeof(g));
	ok(b, store_mail_due(b->st, T0 + 99999999, got_mail, &g));
	assert_int_equal(g.n, 1);
	ok(b, store_mail_retry(b->st, first, T0));
	ok(b, store_mail_get(b->st, first, got_mail, &g));
	assert_int_equal(g.j, 5);
	ok(b, store_mail_drop(b->st, first));
	assert_int_equal(store_mail_drop(b->st, first), STORE_NONE);
	assert_int_equal(store_mail_get(b->st, first, got_mail, &g),
	    STORE_NONE);
	assert_int_equal(store_mail_retry(b->st, first, T0), STORE_NONE);
}

static int
got_follow(const struct store_follow *f, void *arg)
{
	struct got *g = arg;

	g->n++;
	g->i = f->story;
	g->j = (int)f->seq;
	snprintf(g->a, sizeof(g->a), "%s", f->to);
	return 0;
}

static void
follows_and_threads(void **state)
{
	struct box *b = *state;
	struct store_follow f = { "desk@example.org", 3, T0, 7 };
	char first[STORE_MESSAGE_ID], last[STORE_MESSAGE_ID];
	struct got g = { 0 };

	ok(b, store_follow_add(b->st, &f));
	f.seq = 9;
	assert_int_equal(store_follow_add(b->st, &f), STORE_SAME);
	ok(b, store_follow_each(b->st, got_follow, &g));
	assert_int_equal(g.n, 1);
	assert_int_equal(g.j, 7);
	ok(b, store_follow_told(b->st, f.to, 3, 8));
	ok(b, store_follow_each(b->st, got_follow, &g));
	assert_int_equal(g.j, 8);
	ok(b, store_follow_drop(b->st, f.to, 3));
	assert_int_equal(store_follow_drop(b->st, f.to, 3), STORE_NONE);

	assert_int_equal(store_thread_get(b->st, f.to, 3, first, last),
	    STORE_NONE);
	ok(b, store_thread_put(b->st, f.to, 3, "<1@x>", T0));
	ok(b, store_thread_put(b->st, f.to, 3, "<2@x>", T0 + 1));
	ok(b, store_thread_put(b->st, f.to, 3, "<3@x>", T0 + 2));
	ok(b, store_thread_get(b->st, f.to, 3, first, last));
	assert_string_equal(first, "<1@x>");
	assert_string_equal(last, "<3@x>");
	ok(b, store_mail_forget(b->st, T0, T0 + 3));
	assert_int_equal(store_thread_get(b->st, f.to, 3, first, last),
	    STORE_NONE);
}

#define T(name) cmocka_unit_test_setup_teardown(name, box_setup, box_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		T(a_mail_is_sent_once), T(tries_are_kept),
		T(mails_before_hooks),
		T(follows_and_threads),
	};

	return cmocka_run_group_tests_name("told", tests, NULL, NULL);
}
