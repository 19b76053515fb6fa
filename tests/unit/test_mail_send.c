/*
 * Sending to a server that follows a script: what each failure is taken for.
 * (Real servers are met in tests/e2e.)
 */
#include <arpa/inet.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "tracker/tell/mail.h"

#define FROM STR("tracker@example.org")
#define TO STR("desk@example.org")
#define MESSAGE STR("Subject: x\r\n\r\n.two words\r\n")

/* What the server answers, by the command's first letters; "" hangs up, "-"
 * says nothing. */
struct script {
	const char *greeting, *ehlo, *auth, *mail, *rcpt, *data, *text;
};
static const struct script fine = {
	"220 test", "250 test", "535 no", "250 ok", "250 ok", "354 go on",
	"250 kept",
};

struct server {
	pid_t pid;
	char url[64];
	int report;	/* what it got, as it got it */
};

static bool
answer(int fd, const char *with)
{
	if (strcmp(with, "") == 0)
		return false;
	if (strcmp(with, "-") == 0)
		pause();
	dprintf(fd, "%s\r\n", with);
	return true;
}

static void
converse(const struct script *s, FILE *in, int fd, int report)
{
	char line[2048];
	bool text = false, more;

	more = answer(fd, s->greeting);
	while (more && fgets(line, sizeof(line), in) != NULL) {
		dprintf(report, "%s", line);
		if (text && strcmp(line, ".\r\n") == 0) {
			text = false;
			more = answer(fd, s->text);
		} else if (text) {
			continue;
		} else if (strncmp(line, "EHLO", 4) == 0 ||
		    strncmp(line, "HELO", 4) == 0) {
			more = answer(fd, s->ehlo);
		} else if (strncmp(line, "MAIL", 4) == 0) {
			more = answer(fd, s->mail);
		} else if (strncmp(line, "RCPT", 4) == 0) {
			more = answer(fd, s->rcpt);
		} else if (strncmp(line, "DATA", 4) == 0) {
			text = s->data[0] == '3';
			more = answer(fd, s->data);
		} else if (strncmp(line, "QUIT", 4) == 0) {
			answer(fd, "221 bye");
			more = false;
		} else {
			more = answer(fd, s->auth);
		}
	}
}

static void
serve(const struct script *s, struct server *out)
{
	struct sockaddr_in a = { .sin_family = AF_INET,
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t n = sizeof(a);
	int listening = socket(AF_INET, SOCK_STREAM, 0), fd, report[2];
	FILE *in;

	assert_int_equal(bind(listening, (struct sockaddr *)&a, n), 0);
	assert_int_equal(listen(listening, 8), 0);
	assert_int_equal(getsockname(listening, (struct sockaddr *)&a, &n), 0);
	assert_int_equal(pipe(report), 0);
	snprintf(out->url, sizeof(out->url), "smtp://127.0.0.1:%d",
	    ntohs(a.sin_port));
	out->pid = fork();
	if (out->pid == 0) {
		alarm(60);
		close(report[0]);
		while ((fd = accept(listening, NULL, NULL)) >= 0) {
			in = fdopen(fd, "r");
			converse(s, in, fd, report[1]);
			fclose(in);
		}
		_exit(0);
	}
	close(listening);
	close(report[1]);
	out->report = report[0];
}

/* Ends it; what it got. */
static void
end(struct server *s, char *got, size_t size)
{
	size_t at = 0;
	ssize_t n;

	kill(s->pid, SIGKILL);
	waitpid(s->pid, NULL, 0);
	while (at + 1 < size && (n = read(s->report, got + at,
	    size - 1 - at)) > 0)
		at += (size_t)n;
	got[at] = '\0';
	close(s->report);
}

struct row {
	const char *name;
	struct script script;
	enum mail_outcome outcome;
	bool maybe;
	const char *says;
};

static const struct row rows[] = {
	{ "fine", { 0 }, MAIL_SENT, false, "" },
	{ "busy", { .greeting = "421 too many" }, MAIL_LATER, false,
	    "at the start: 421 too many" },
	{ "shut", { .greeting = "554 not for you" }, MAIL_BROKEN, false,
	    "554 not for you" },
	{ "hangs up at once", { .greeting = "" }, MAIL_LATER, false,
	    "at the start" },
	{ "no word", { .greeting = "-" }, MAIL_LATER, false, "at the start" },
	{ "wants a log-in", { .mail = "530 5.7.0 who are you" }, MAIL_BROKEN,
	    false, "at the sender: 530" },
	{ "sender refused", { .mail = "550 not that sender" }, MAIL_BROKEN,
	    false, "at the sender: 550" },
	{ "too big", { .mail = "552 too big" }, MAIL_REFUSED, false, "552" },
	{ "no such user", { .rcpt = "550 5.1.1 no such user" }, MAIL_REFUSED,
	    false, "at the recipient: 550 5.1.1 no such user" },
	{ "greylisted", { .rcpt = "451 4.7.1 later" }, MAIL_LATER, false,
	    "at the recipient: 451 4.7.1 later" },
	{ "no data", { .data = "554 no" }, MAIL_REFUSED, false,
	    "at the text: 554" },
	{ "data later", { .data = "452 disk" }, MAIL_LATER, false, "452 disk" },
	{ "text refused", { .text = "554 spam" }, MAIL_REFUSED, false,
	    "after the text: 554 spam" },
	{ "text later", { .text = "451 scan" }, MAIL_LATER, false,
	    "after the text: 451 scan" },
	{ "dies after the text", { .text = "" }, MAIL_LATER, true,
	    "after the text" },
	{ "silent after the text", { .text = "-" }, MAIL_LATER, true,
	    "after the text" },
	{ "dies before the text", { .data = "" }, MAIL_LATER, false,
	    "at the text" },
	{ "reply with an escape", { .rcpt = "550 \x1b[31mred" }, MAIL_REFUSED,
	    false, "550 \\x1b[31mred" },
};

/* What a script does not say is fine. */
static struct script
script_of(const struct script *script)
{
	struct script s = *script;
	const char **mine = (const char **)&s;
	const char *const *other = (const char *const *)&fine;

	for (size_t i = 0; i < sizeof(s) / sizeof(char *); i++)
		if (mine[i] == NULL)
			mine[i] = other[i];
	return s;
}

static void
try_row(const struct row *r)
{
	struct script script = script_of(&r->script);
	struct mail_server m = { .timeout = 2 };
	struct mail_session *s;
	struct error e = { "" };
	struct server server;
	enum mail_outcome got;
	char heard[4096];
	bool maybe;

	serve(&script, &server);
	m.url = str_of(server.url);
	s = mail_session_new(&m, &e);
	assert_non_null(s);
	got = mail_send(s, FROM, TO, MESSAGE, &maybe, &e);
	mail_session_free(s);
	end(&server, heard, sizeof(heard));
	if (got != r->outcome || maybe != r->maybe ||
	    strstr(e.text, r->says) == NULL)
		fail_msg("%s: %s, %s, \"%s\"", r->name, mail_outcome_name(got),
		    maybe ? "maybe" : "not", e.text);
}

static void
test_outcomes(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		try_row(&rows[i]);
}

/* Three messages, one connection, each as it was with its dots doubled. */
static void
test_session(void **state)
{
	struct mail_server m = { .helo = STR("here.example.org") };
	struct mail_session *s;
	struct error e = { "" };
	struct server server;
	char heard[4096];
	const char *p = heard;
	int hellos = 0, dots = 0;

	(void)state;
	serve(&fine, &server);
	m.url = str_of(server.url);
	s = mail_session_new(&m, &e);
	assert_non_null(s);
	for (int i = 0; i < 3; i++)
		assert_int_equal(mail_send(s, FROM, TO, MESSAGE, NULL, &e),
		    MAIL_SENT);
	mail_session_free(s);
	end(&server, heard, sizeof(heard));
	assert_non_null(strstr(heard, "EHLO here.example.org\r\n"));
	assert_non_null(strstr(heard, "MAIL FROM:<tracker@example.org>"));
	assert_non_null(strstr(heard, "RCPT TO:<desk@example.org>\r\n"));
	for (; (p = strstr(p, "EHLO")) != NULL; p++)
		hellos++;
	for (p = heard; (p = strstr(p, "\r\n..two words\r\n.\r\n")) != NULL;
	    p++)
		dots++;
	assert_int_equal(hellos, 1);
	assert_int_equal(dots, 3);
}

/* The server closes after each message; the next one is sent all the same. */
static void
test_closed_between(void **state)
{
	struct script script = fine;
	struct mail_server m = { .timeout = 5 };
	struct mail_session *s;
	struct error e = { "" };
	struct server server;
	char heard[4096];

	(void)state;
	script.text = "250 kept\r\n421 bye";
	serve(&script, &server);
	m.url = str_of(server.url);
	s = mail_session_new(&m, &e);
	assert_non_null(s);
	for (int i = 0; i < 2; i++) {
		enum mail_outcome o = mail_send(s, FROM, TO, MESSAGE, NULL, &e);

		if (o != MAIL_SENT && o != MAIL_LATER)
			fail_msg("%s: %s", mail_outcome_name(o), e.text);
	}
	mail_session_free(s);
	end(&server, heard, sizeof(heard));
}

/* An answer that comes too late is not taken for one to the next mail. */
static void
test_late_answer(void **state)
{
	struct script script = fine;
	struct mail_server m = { .timeout = 1 };
	struct mail_session *s;
	struct error e = { "" };
	struct server server;
	char heard[4096];
	time_t begin = time(NULL);

	(void)state;
	script.text = "-";
	serve(&script, &server);
	m.url = str_of(server.url);
	s = mail_session_new(&m, &e);
	assert_non_null(s);
	for (int i = 0; i < 2; i++)
		assert_int_equal(mail_send(s, FROM, TO, MESSAGE, NULL, &e),
		    MAIL_LATER);
	mail_session_free(s);
	assert_true(time(NULL) - begin < 10);
	end(&server, heard, sizeof(heard));
	/* the second try did not reach the one server, busy with the first */
	assert_null(strstr(strstr(heard, "MAIL") + 1, "MAIL"));
}

static void
test_bad_arguments(void **state)
{
	static const char *const urls[] = { "", "http://127.0.0.1/",
		"smtp://", "file:///etc/passwd" };
	struct mail_session *s;
	struct error e;

	(void)state;
	for (size_t i = 0; i < sizeof(urls) / sizeof(urls[0]); i++) {
		struct mail_server m = { .url = str_of(urls[i]), .timeout = 1 };

		e.text[0] = '\0';
		s = mail_session_new(&m, &e);
		if (s != NULL)
			assert_int_equal(mail_send(s, FROM, TO, MESSAGE, NULL,
			    &e), MAIL_BROKEN);
		assert_string_not_equal(e.text, "");
		mail_session_free(s);
	}
}

/* STARTTLS or a password where the server has no TLS: nothing is sent. */
static void
test_no_tls(void **state)
{
	struct mail_server m = { .starttls = true, .timeout = 2 };
	struct mail_session *s;
	struct error e = { "" };
	struct server server;
	char heard[4096];

	(void)state;
	serve(&fine, &server);
	m.url = str_of(server.url);
	s = mail_session_new(&m, &e);
	assert_int_equal(mail_send(s, FROM, TO, MESSAGE, NULL, &e),
	    MAIL_BROKEN);
	mail_session_free(s);
	end(&server, heard, sizeof(heard));
	assert_null(strstr(heard, "MAIL"));
	assert_null(strstr(heard, "two words"));
}

static void
read_back(const char *path, const char *suffix, char *out, size_t size)
{
	char name[200];
	FILE *f;

	snprintf(name, sizeof(name), "%s%s", path, suffix);
	f = fopen(name, "r");
	assert_non_null(f);
	out[fread(out, 1, size - 1, f)] = '\0';
	fclose(f);
	unlink(name);
}

/* Nobody there, and nobody for this mail: only the first is everyone's. */
static void
test_away(void **state)
{
	static const struct {
		struct script script;
		bool away;
	} cases[] = {
		{ { .greeting = "421 too many" }, true },
		{ { .rcpt = "421 closing" }, true },
		{ { .rcpt = "451 grey" }, false },
		{ { .data = "554 no" }, false },
	};
	struct script script;
	struct mail_session *s;
	struct error e;
	struct server server;
	char heard[4096];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct mail_server m = { .timeout = 2 };

		script = script_of(&cases[i].script);
		serve(&script, &server);
		m.url = str_of(server.url);
		s = mail_session_new(&m, &e);
		mail_send(s, FROM, TO, MESSAGE, NULL, &e);
		if (mail_session_away(s) != cases[i].away)
			fail_msg("row %zu", i);
		mail_session_free(s);
		end(&server, heard, sizeof(heard));
	}
}

/* A sendmail command: what it is given, and what its exit code means. */
static void
test_sendmail(void **state)
{
	static const struct {
		const char *script;
		enum mail_outcome how;
		bool maybe;
		const char *says;
	} cases[] = {
		{ "cat >$0.got; printf '%s ' \"$@\" >$0.args", MAIL_SENT,
		  false, "" },
		{ "exit 75", MAIL_LATER, false, "exit code 75" },
		{ "echo no such user >&2; exit 67", MAIL_REFUSED, false,
		  "exit code 67: no such user" },
		{ "exit 78", MAIL_BROKEN, false, "78" },
		{ "exit 1", MAIL_LATER, false, "1" },
		{ "cat >/dev/null; sleep 30", MAIL_LATER, true, "1 second" },
	};
	char path[] = "/tmp/tracker-sendmail-XXXXXX", text[200];
	struct mail_server m = { .timeout = 1 };
	struct mail_session *s;
	struct error e;
	bool maybe;
	FILE *f;

	(void)state;
	close(mkstemp(path));
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		f = fopen(path, "w");
		fprintf(f, "%s\n", cases[i].script);
		fclose(f);
		snprintf(text, sizeof(text), "/bin/sh %s", path);
		m.sendmail = str_of(text);
		s = mail_session_new(&m, &e);
		e.text[0] = '\0';
		if (mail_send(s, FROM, STR("-oX@example.org"), MESSAGE, &maybe,
		    &e) != cases[i].how || maybe != cases[i].maybe ||
		    strstr(e.text, cases[i].says) == NULL)
			fail_msg("%s: %s", cases[i].script, e.text);
		mail_session_free(s);
	}
	read_back(path, ".got", text, sizeof(text));
	assert_string_equal(text, "Subject: x\n\n.two words\n");
	read_back(path, ".args", text, sizeof(text));
	assert_string_equal(text,
	    "-i -f tracker@example.org -- -oX@example.org ");
	unlink(path);
	m.sendmail = STR("/no/such/sendmail");
	s = mail_session_new(&m, &e);
	assert_int_equal(mail_send(s, FROM, TO, MESSAGE, NULL, &e),
	    MAIL_BROKEN);
	assert_true(mail_session_away(s));
	mail_session_free(s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_outcomes),
		cmocka_unit_test(test_session),
		cmocka_unit_test(test_closed_between),
		cmocka_unit_test(test_late_answer),
		cmocka_unit_test(test_bad_arguments),
		cmocka_unit_test(test_no_tls),
		cmocka_unit_test(test_away),
		cmocka_unit_test(test_sendmail),
	};

	signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
