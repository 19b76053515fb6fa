/* Hooks: commands and servers that are given a change. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "tracker/tell/hook.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))
#define PEM "tests/unit/mail_server.pem"
#define NOW INT64_C(1741771800)

static const struct hook_delivery change = { STR("chat/1a2b3c4d@2"),
	STR("{\"kind\":\"correction\"}\n") };

/* The example of the Standard Webhooks specification, and a secret that is
 * plain bytes, against Python's hmac. */
static void
test_sign(void **state)
{
	static const struct {
		const char *secret, *id, *body;
		int64_t at;
		const char *want;
	} rows[] = {
		{ "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
		  "msg_p5jXN8AQM9LWM0D4loKWxJek", "{\"test\": 2432232314}",
		  1614265330, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=" },
		{ "a plain secret", "x@1", "{}", 1741771800,
		  "v1,0r0UEjpvFxyV14st99yGE7m5+Kdyp35DccOmVEPjIqE=" },
		/* no base64 after all: then it is its bytes */
		{ "whsec_!", "x@1", "", 0,
		  "v1,goJXK6Wd/LqgFFjkx8bKBvbV+jgDriTcESh1lu4sYNg=" },
	};
	char out[HOOK_SIGNATURE];

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct hook_delivery d = { str_of(rows[i].id),
			str_of(rows[i].body) };

		hook_sign(str_of(rows[i].secret), &d, rows[i].at, out);
		assert_string_equal(out, rows[i].want);
	}
}

static void
test_run(void **state)
{
	static const struct {
		const char *command;
		enum hook_outcome outcome;
		const char *says;
	} rows[] = {
		{ "grep -q '\"kind\":\"correction\"'", HOOK_DONE, "" },
		{ "test \"$TRACKER_DELIVERY\" = chat/1a2b3c4d@2", HOOK_DONE,
		  "" },
		{ "echo no room >&2; exit 4", HOOK_LATER,
		  "exit code 4: no room" },
		{ "/no/such/thing", HOOK_AWAY, "127" },
		{ "sleep 30", HOOK_AWAY, "1 second" },
	};
	struct error e;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		e.text[0] = '\0';
		if (hook_run(str_of(rows[i].command), 1, &change, &e) !=
		    rows[i].outcome || strstr(e.text, rows[i].says) == NULL)
			fail_msg("%s: %s", rows[i].command, e.text);
	}
	assert_null(getenv("TRACKER_DELIVERY"));
}

/* ---- by POST ------------------------------------------------------------ */

struct server {
	pid_t pid;
	FILE *out;
	int port;
};

static void
serve(struct server *s, const char *pem)
{
	int from[2];

	assert_int_equal(pipe(from), 0);
	s->pid = fork();
	assert_true(s->pid >= 0);
	if (s->pid == 0) {
		alarm(60);
		dup2(from[1], 1);
		close(from[0]);
		if (freopen("/dev/null", "w", stderr) == NULL)
			_exit(127);
		execl("/usr/bin/python3", "python3",
		    "tests/unit/hook_server.py", pem, (char *)NULL);
		_exit(127);
	}
	close(from[1]);
	s->out = fdopen(from[0], "r");
	if (fscanf(s->out, "%d", &s->port) != 1 || getc(s->out) != '\n')
		fail_msg("no web server");
}

static void
end(struct server *s)
{
	kill(s->pid, SIGKILL);
	waitpid(s->pid, NULL, 0);
	fclose(s->out);
}

static enum hook_outcome
post(struct hook_target *t, const char *scheme, int port, const char *path,
    int64_t *wait, struct error *e)
{
	char url[100];

	snprintf(url, sizeof(url), "%s://127.0.0.1:%d%s", scheme, port, path);
	t->url = str_of(url);
	t->agent = STR("tracker-test");
	t->timeout = t->timeout > 0 ? t->timeout : 10;
	e->text[0] = '\0';
	return hook_post(t, &change, NOW, wait, e);
}

static void
test_answers(void **state)
{
	static const struct {
		const char *path;
		enum hook_outcome outcome;
		int64_t wait;
		const char *says;
	} rows[] = {
		{ "/200", HOOK_DONE, 0, "" },
		{ "/204", HOOK_DONE, 0, "" },
		{ "/400", HOOK_LATER, 0, "400" },
		{ "/500", HOOK_LATER, 0, "500" },
		{ "/410", HOOK_REFUSED, 0, "410" },
		{ "/429", HOOK_AWAY, 0, "429" },
		{ "/503", HOOK_AWAY, 120, "503" },
		{ "/302", HOOK_LATER, 0, "redirects are not followed" },
		{ "/cut", HOOK_AWAY, 0, "" },
	};
	struct hook_target t = { .allow_private = true,
		.secret = STR("a plain secret") };
	char line[1000];
	struct server s;
	struct error e;
	int64_t wait;

	(void)state;
	serve(&s, "");
	for (size_t i = 0; i < COUNT(rows); i++) {
		if (post(&t, "http", s.port, rows[i].path, &wait, &e) !=
		    rows[i].outcome || wait != rows[i].wait ||
		    strstr(e.text, rows[i].says) == NULL)
			fail_msg("%s: %s", rows[i].path, e.text);
		assert_non_null(fgets(line, sizeof(line), s.out));
		assert_true(str_starts(str_of(line), rows[i].path));
		assert_non_null(strstr(line, " chat/1a2b3c4d@2 1741771800 "
		    "v1,"));
		assert_non_null(strstr(line, "= application/json tracker-test "
		    "{\"kind\":\"correction\"}\n"));
	}
	t.timeout = 1;
	assert_int_equal(post(&t, "http", s.port, "/slow", &wait, &e),
	    HOOK_AWAY);
	end(&s);
	assert_int_equal(post(&t, "http", s.port, "/200", &wait, &e),
	    HOOK_AWAY);
}

/* Private addresses are refused, plain http too, unless allowed; TLS is held
 * to its certificate. */
static void
test_gates(void **state)
{
	struct hook_target t = { .timeout = 10 };
	struct server s;
	struct error e;
	int64_t wait;

	(void)state;
	serve(&s, PEM);
	t.ca_file = STR(PEM);
	assert_int_equal(post(&t, "https", s.port, "/200", &wait, &e),
	    HOOK_AWAY);
	assert_non_null(strstr(e.text, "private"));
	assert_int_equal(post(&t, "http", s.port, "/200", &wait, &e),
	    HOOK_AWAY);
	t.allow_private = true;
	assert_int_equal(post(&t, "https", s.port, "/200", &wait, &e),
	    HOOK_DONE);
	t.ca_file = STR("");
	assert_int_equal(post(&t, "https", s.port, "/200", &wait, &e),
	    HOOK_AWAY);
	assert_non_null(strstr(e.text, "certificate"));
	end(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sign),
		cmocka_unit_test(test_run),
		cmocka_unit_test(test_answers),
		cmocka_unit_test(test_gates),
	};

	signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests_name("hook", tests, NULL, NULL);
}
