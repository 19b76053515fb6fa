/* Mails composed, and read back by Python's email package. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "tracker/base/limits.h"
#include "tracker/tell/mail.h"
#include "tracker/tell/mime.h"

#define DATE 1741771800	/* 2025-03-12T09:30:00Z */

static struct mail
plain(void)
{
	return (struct mail){
		.from = STR("tracker@example.org"),
		.to = STR("desk@example.org"),
		.subject = STR("2 changes"),
		.date = DATE,
		.text = STR("Two words.\n"),
	};
}

/* The mail through Python, as text. */
static void
read_back(struct str mail, struct buf *out)
{
	char chunk[4096];
	int in[2], from[2], status;
	ssize_t n;
	pid_t pid;

	assert_int_equal(pipe(in), 0);
	assert_int_equal(pipe(from), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		dup2(in[0], 0);
		dup2(from[1], 1);
		close(in[1]);
		close(from[0]);
		execl("/usr/bin/python3", "python3",
		    "tests/unit/mail_back.py", (char *)NULL);
		_exit(127);
	}
	close(in[0]);
	close(from[1]);
	/* Python reads all before it writes */
	assert_int_equal(write(in[1], mail.p, mail.n), mail.n);
	close(in[1]);
	while ((n = read(from[0], chunk, sizeof(chunk))) > 0)
		buf_add(out, chunk, (size_t)n);
	close(from[0]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

static void
compose(const struct mail *m, struct buf *out)
{
	char id[MAIL_ID_MAX];
	struct error e = { "" };

	buf_init(out, LIMIT_MAIL_BYTES);
	if (mail_compose(out, m, id, &e) < 0)
		fail_msg("%s", e.text);
	assert_true(strstr(buf_z(out), id) != NULL);
}

static void
expect(const struct mail *m, const char *const *wanted)
{
	struct buf mail, back;

	compose(m, &mail);
	buf_init(&back, LIMIT_MAIL_BYTES);
	read_back(buf_str(&mail), &back);
	for (; *wanted != NULL; wanted++)
		if (strstr(buf_z(&back), *wanted) == NULL)
			fail_msg("no \"%s\" in:\n%s", *wanted, buf_z(&back));
	buf_release(&back);
	buf_release(&mail);
}

static void
test_plain(void **state)
{
	struct mail m = plain();
	static const char *const wanted[] = {
		"Date: Wed, 12 Mar 2025 09:30:00 +0000\n",
		"From: tracker@example.org\n", "To: desk@example.org\n",
		"Subject: 2 changes\n", "Auto-Submitted: auto-generated\n",
		"MIME-Version: 1.0\n", "plain: 'Two words.\\n'\n",
		"parts: 1\n", NULL,
	};

	(void)state;
	expect(&m, wanted);
}

static void
test_alternative(void **state)
{
	struct mail m = plain();
	static const char *const wanted[] = {
		"plain: 'Zwölf Äpfel = 12\\n.\\nFrom here \\n\\x1b[31m\\n'\n",
		"html: '<p>Zwölf</p>\\n'\n", "parts: 3\n", NULL,
	};

	(void)state;
	m.text = STR("Zwölf Äpfel = 12\n.\nFrom here \n\x1b[31m\n");
	m.html = STR("<p>Zwölf</p>\n");
	expect(&m, wanted);
}

static void
test_list(void **state)
{
	struct mail m = plain();
	static const char *const wanted[] = {
		"List-Id: Änderungen, täglich <changes.example.org>\n",
		"List-Unsubscribe: <mailto:desk@example.org?subject=stop>\n",
		"References: <a@example.org> <b@example.org>\n",
		"In-Reply-To: <b@example.org>\n",
		"From: \"Tracker, the \\\"old\\\" one\" <t@example.org>\n",
		"To: Jürgen Groß <j@example.org>\n", NULL,
	};

	(void)state;
	m.list_id = STR("changes.example.org");
	m.list_name = STR("Änderungen, täglich");
	m.unsubscribe = STR("mailto:desk@example.org?subject=stop");
	m.references = STR("<a@example.org> <b@example.org>");
	m.from = STR("Tracker, the \"old\" one <t@example.org>");
	m.to = STR("Jürgen Groß <j@example.org>");
	expect(&m, wanted);
}

/* Every text comes back whole, but for what must not stand in a header. */
static void
test_subjects(void **state)
{
	static const struct {
		const char *subject, *wanted;
	} rows[] = {
		{ "a", "Subject: a\n" },
		{ "Bürgermeister: 63 Boote", "Subject: Bürgermeister: 63 Boote\n" },
		{ "one\r\nBcc: thief@example.net",
		    "Subject: one  Bcc: thief@example.net\n" },
		{ "a \x1b[2J b", "Subject: a  [2J b\n" },
		{ "=?UTF-8?Q?fake?=", "Subject: =?UTF-8?Q?fake?=\n" },
		{ "bad \xff byte", "Subject: bad \xef\xbf\xbd byte\n" },
		{ "turned \xe2\x80\xae" "drow", "Subject: turned  drow\n" },
		{ "東京都知事は水曜日、港の船九隻が嵐の前に陸に揚げられたと"
		  "述べた。船主らは土曜日までに水に戻すとしている。",
		    "Subject: 東京都知事は水曜日、港の船九隻が嵐の前に陸に"
		    "揚げられたと述べた。船主らは土曜日までに水に戻すとして"
		    "いる。\n" },
		{ "a headline of plain words that goes on and on until no line "
		  "of seventy-eight columns can hold it any more, and then some",
		    "Subject: a headline of plain words that goes on and on "
		    "until no line of seventy-eight columns can hold it any "
		    "more, and then some\n" },
		{ "https://example.org/a/path/that/has/no/space/in/it/and/that/"
		  "is/longer/than/a/line/of/a/header/may/be/so/it/is/encoded",
		    "Subject: https://example.org/a/path/that/has/no/space/in/"
		    "it/and/that/is/longer/than/a/line/of/a/header/may/be/so/"
		    "it/is/encoded\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct mail m = plain();
		const char *const wanted[] = { rows[i].wanted, NULL };

		m.subject = str_of(rows[i].subject);
		expect(&m, wanted);
	}
}

static void
test_base64(void **state)
{
	struct mail m = plain();
	static const char *const wanted[] = {
		"plain: 'Лодки подняты.\\nДевять лодок подняли до шторма, "
		"сказал начальник порта.\\n'\n", NULL,
	};

	(void)state;
	m.text = STR("Лодки подняты.\nДевять лодок подняли до шторма, "
		     "сказал начальник порта.\n");
	assert_string_equal(mime_encoding_for(m.text), "base64");
	expect(&m, wanted);
}

/* The same mail is the same bytes; another one has another id. */
static void
test_same_bytes(void **state)
{
	struct mail m = plain();
	struct buf a, b;
	char id_a[MAIL_ID_MAX], id_b[MAIL_ID_MAX];
	struct error e;

	(void)state;
	m.html = STR("<p>x</p>");
	buf_init(&a, LIMIT_MAIL_BYTES);
	buf_init(&b, LIMIT_MAIL_BYTES);
	assert_int_equal(mail_compose(&a, &m, id_a, &e), 0);
	assert_int_equal(mail_compose(&b, &m, id_b, &e), 0);
	assert_true(str_eq(buf_str(&a), buf_str(&b)));
	assert_string_equal(id_a, id_b);
	buf_clear(&b);
	m.to = STR("other@example.org");
	assert_int_equal(mail_compose(&b, &m, id_b, &e), 0);
	assert_string_not_equal(id_a, id_b);
	buf_release(&a);
	buf_release(&b);
}

static void
test_refused(void **state)
{
	static const struct {
		size_t field;
		const char *value;
	} rows[] = {
		{ offsetof(struct mail, from), "" },
		{ offsetof(struct mail, from), "tracker" },
		{ offsetof(struct mail, to), "a@b\r\nBcc: c@d" },
		{ offsetof(struct mail, to), "a@b,c@d" },
		{ offsetof(struct mail, to), "Name <a@b" },
		{ offsetof(struct mail, to), "a b@example.org" },
		{ offsetof(struct mail, to), "a@exa mple.org" },
		{ offsetof(struct mail, to), "a@b@c" },
		{ offsetof(struct mail, to), ".a@example.org" },
		{ offsetof(struct mail, to), "a@-example.org" },
		{ offsetof(struct mail, to), "a\xe2\x80\xa8@example.org" },
		{ offsetof(struct mail, to), "a\xff@example.org" },
		{ offsetof(struct mail, message_id), "no-brackets@example.org" },
		{ offsetof(struct mail, message_id), "<a@b>\r\nX: y" },
		{ offsetof(struct mail, references), "<a@b>  <c@d>" },
		{ offsetof(struct mail, list_id), "nodots" },
		{ offsetof(struct mail, list_id), "a.b>\r\nX: y" },
		{ offsetof(struct mail, unsubscribe), "javascript:x" },
		{ offsetof(struct mail, unsubscribe), "https://a/\r\nX: y" },
	};
	char id[MAIL_ID_MAX];
	struct error e;
	struct buf out;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct mail m = plain();

		memcpy((char *)&m + rows[i].field,
		    &(struct str){ rows[i].value, strlen(rows[i].value) },
		    sizeof(struct str));
		buf_init(&out, LIMIT_MAIL_BYTES);
		e.text[0] = '\0';
		if (mail_compose(&out, &m, id, &e) == 0)
			fail_msg("taken: %s", rows[i].value);
		assert_string_not_equal(e.text, "");
		buf_release(&out);
	}
}

static void
test_addresses(void **state)
{
	static const char *const good[] = { "a@b", "first.last+tag@example.org",
		"ü@example.org", "a@bücher.example", "a@[192.0.2.1]",
		"a@[IPv6:2001:db8::1]", "o'neil@x-y.example" };

	(void)state;
	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		if (!mail_address_ok(str_of(good[i])))
			fail_msg("refused: %s", good[i]);
}

static void
test_too_big(void **state)
{
	struct mail m = plain();
	char id[MAIL_ID_MAX];
	struct error e;
	struct buf out;

	(void)state;
	buf_init(&out, 100);
	assert_int_equal(mail_compose(&out, &m, id, &e), -1);
	buf_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_plain),
		cmocka_unit_test(test_alternative),
		cmocka_unit_test(test_list),
		cmocka_unit_test(test_subjects),
		cmocka_unit_test(test_base64),
		cmocka_unit_test(test_same_bytes),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_addresses),
		cmocka_unit_test(test_too_big),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
