/*
 * Whatever the words of a mail are: its headers are ours and no others, every
 * line is short, plain ASCII and ended by CRLF, and the body decodes to the
 * text, but for the ends of its lines.
 */
#include "tracker/base/limits.h"
#include "tracker/tell/mail.h"
#include "tracker/tell/mime.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static void
must(bool truth)
{
	if (!truth)
		abort();
}

static const char *const names[] = { "Date: ", "From: ", "To: ",
	"Message-ID: ", "Subject: ", "List-Id: ", "Auto-Submitted: ",
	"MIME-Version: ", "Content-Type: ", "Content-Transfer-Encoding: " };

static void
check_headers(struct str s)
{
	struct str line;
	size_t n = 0;

	while (str_cut(&s, '\n', &line) && line.n > 1) {
		must(line.p[line.n - 1] == '\r' && line.n <= 200);
		for (size_t i = 0; i + 1 < line.n; i++)
			must(line.p[i] >= ' ' && line.p[i] <= '~');
		if (line.p[0] == ' ')
			continue;
		must(n < sizeof(names) / sizeof(names[0]));
		must(str_starts(line, names[n++]));
	}
	must(n == sizeof(names) / sizeof(names[0]));
}

static int
unhex(char c)
{
	must((c >= '0' && c <= '9') || (c >= 'A' && c <= 'F'));
	return c <= '9' ? c - '0' : c - 'A' + 10;
}

static void
decode(struct str s, struct buf *out)
{
	struct str line;

	while (str_line(&s, &line)) {
		must(line.n <= 76);
		must(line.n == 0 || (line.p[line.n - 1] != ' ' &&
		    line.p[line.n - 1] != '\t' && line.p[0] != '.'));
		while (line.n > 0 && !str_eqz(line, "=")) {
			if (line.p[0] != '=') {
				buf_addc(out, line.p[0]);
				line = str_from(line, 1);
				continue;
			}
			must(line.n >= 3);
			buf_addc(out, (char)(unhex(line.p[1]) << 4 |
			    unhex(line.p[2])));
			line = str_from(line, 3);
		}
		if (line.n == 0)
			buf_addc(out, '\n');
	}
}

static void
check_body(struct str text)
{
	struct buf coded, back, wanted;
	struct str line;

	buf_init(&coded, LIMIT_MAIL_BYTES);
	buf_init(&back, LIMIT_MAIL_BYTES);
	buf_init(&wanted, LIMIT_MAIL_BYTES);
	mime_quoted_printable(&coded, text);
	decode(buf_str(&coded), &back);
	while (str_line(&text, &line)) {
		buf_adds(&wanted, line);
		buf_addc(&wanted, '\n');
	}
	must(str_eq(buf_str(&back), buf_str(&wanted)));
	buf_release(&coded);
	buf_release(&back);
	buf_release(&wanted);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str words = str_make((const char *)data, size);
	struct mail m = { .from = STR("t@example.org"),
		.to = STR("d@example.org"), .subject = words,
		.list_name = words, .text = words, .date = 0,
		.list_id = STR("c.example.org") };
	char id[MAIL_ID_MAX];
	struct error e;
	struct buf out;

	if (size == 0 || size > 100000)
		return 0;
	buf_init(&out, LIMIT_MAIL_BYTES);
	must(mail_compose(&out, &m, id, &e) == 0);
	check_headers(buf_str(&out));
	check_body(words);
	buf_release(&out);
	return 0;
}
