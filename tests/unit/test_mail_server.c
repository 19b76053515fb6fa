/*
 * Mails through a real server: plain, STARTTLS, TLS, with a log-in. The key in
 * mail_server.pem is nobody's: it is for 127.0.0.1 in this test alone.
 */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "tracker/base/limits.h"
#include "tracker/tell/mail.h"

#define PEM "tests/unit/mail_server.pem"

struct server {
	pid_t pid;
	FILE *out;
	char url[64];
};

static void
serve(struct server *s, const char *mode)
{
	int from[2], port;

	assert_int_equal(pipe(from), 0);
	s->pid = fork();
	assert_true(s->pid >= 0);
	if (s->pid == 0) {
		alarm(60);
		dup2(from[1], 1);
		close(from[0]);
		/* it complains at length of the refusals tried here */
		if (freopen("/dev/null", "w", stderr) == NULL)
			_exit(127);
		execl("/usr/bin/python3", "python3",
		    "tests/unit/mail_server.py", mode, PEM, (char *)NULL);
		_exit(127);
	}
	close(from[1]);
	s->out = fdopen(from[0], "r");
	if (fscanf(s->out, "%d", &port) != 1 || getc(s->out) != '\n')
		fail_msg("no mail server (python3-aiosmtpd)");
	snprintf(s->url, sizeof(s->url), "%s://127.0.0.1:%d",
	    strcmp(mode, "tls") == 0 ? "smtps" : "smtp", port);
}

static void
end(struct server *s)
{
	kill(s->pid, SIGKILL);
	waitpid(s->pid, NULL, 0);
	fclose(s->out);
}

struct row {
	const char *name, *mode, *user, *password;
	bool starttls, trust;
	enum mail_outcome outcome;
	const char *got;	/* the server's line, or NULL */
	const char *says;	/* the error, or NULL */
};

#define LINE "tracker@example.org desk@example.org "
#define SUBJECT "9 changes: Bürgermeister öffnet Hafen\n"
static const struct row rows[] = {
	{ "plain", "plain", "", "", false, false, MAIL_SENT,
	    LINE "- " SUBJECT, NULL },
	{ "no STARTTLS there", "plain", "", "", true, true, MAIL_BROKEN, NULL,
	    "STARTTLS" },
	{ "STARTTLS and a log-in", "starttls", "desk", "pass word", true, true,
	    MAIL_SENT, LINE "desk " SUBJECT, NULL },
	{ "STARTTLS where it is offered", "starttls", "desk", "pass word",
	    false, false, MAIL_SENT, LINE "desk " SUBJECT, NULL },
	{ "TLS all the same vouched for", "tls", "desk", "pass word", false,
	    false, MAIL_BROKEN, NULL, "certificate" },
	{ "a wrong password", "starttls", "desk", "password", true, true,
	    MAIL_BROKEN, NULL, "535" },
	{ "no log-in where one is needed", "starttls", "", "", true, true,
	    MAIL_BROKEN, NULL, "530" },
	{ "no STARTTLS where it is needed", "starttls", "", "", false, true,
	    MAIL_BROKEN, NULL, "530" },
	{ "a certificate nobody trusts", "starttls", "desk", "pass word", true,
	    false, MAIL_BROKEN, NULL, "certificate" },
	{ "TLS and a log-in", "tls", "desk", "pass word", false, true,
	    MAIL_SENT, LINE "desk " SUBJECT, NULL },
};

static void
compose(struct buf *out)
{
	struct mail m = { .from = STR("tracker@example.org"),
		.to = STR("desk@example.org"), .date = 1741771800,
		.subject = STR("9 changes: Bürgermeister öffnet Hafen"),
		.text = STR("x\n"), .html = STR("<p>x</p>") };
	char id[MAIL_ID_MAX];
	struct error e;

	buf_init(out, LIMIT_MAIL_BYTES);
	assert_int_equal(mail_compose(out, &m, id, &e), 0);
}

static void
try_row(const struct row *r, struct str message)
{
	struct mail_server m = { .user = str_of(r->user),
		.password = str_of(r->password), .starttls = r->starttls,
		.timeout = 20, .ca_file = str_of(r->trust ? PEM : "") };
	struct mail_session *s;
	struct error e = { "" };
	struct server server;
	enum mail_outcome how;
	char line[500] = "";

	serve(&server, r->mode);
	m.url = str_of(server.url);
	s = mail_session_new(&m, &e);
	assert_non_null(s);
	how = mail_send(s, STR("tracker@example.org"), STR("desk@example.org"),
	    message, NULL, &e);
	mail_session_free(s);
	if (how == MAIL_SENT)
		assert_non_null(fgets(line, sizeof(line), server.out));
	end(&server);
	if (how != r->outcome ||
	    (r->got != NULL && strcmp(line, r->got) != 0) ||
	    (r->says != NULL && strstr(e.text, r->says) == NULL))
		fail_msg("%s: %s, \"%s\", %s", r->name, mail_outcome_name(how),
		    e.text, line);
}

static void
test_servers(void **state)
{
	struct buf message;

	(void)state;
	compose(&message);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		try_row(&rows[i], buf_str(&message));
	buf_release(&message);
}

/* Nobody listens: later, with the reason said. */
static void
test_nobody(void **state)
{
	struct mail_server m = { .url = STR("smtp://127.0.0.1:1") };
	struct mail_session *s;
	struct error e = { "" };

	(void)state;
	s = mail_session_new(&m, &e);
	assert_non_null(s);
	assert_int_equal(mail_send(s, STR("a@example.org"),
	    STR("b@example.org"), STR("x"), NULL, &e), MAIL_LATER);
	assert_string_not_equal(e.text, "");
	mail_session_free(s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_servers),
		cmocka_unit_test(test_nobody),
	};

	signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
