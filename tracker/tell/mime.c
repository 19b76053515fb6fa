#include "tracker/base/utf8.h"
#include "tracker/tell/mime.h"

static const char hex[] = "0123456789ABCDEF";

/* ---- headers ------------------------------------------------------------ */

/* Longest encoded word, and what of it is text (RFC 2047, 2). */
#define WORD_MAX_BYTES 75
#define WORD_OPEN "=?UTF-8?Q?"
#define WORD_CLOSE "?="
#define WORD_TEXT (WORD_MAX_BYTES - sizeof(WORD_OPEN) - sizeof(WORD_CLOSE) + 2)

/* Space, for everything that must not stand in a header as it is. */
static uint32_t
header_char(uint32_t c)
{
	bool control = c < 0x20 || (c >= 0x7f && c < 0xa0);
	bool line = c == 0x2028 || c == 0x2029;
	bool turns = (c >= 0x202a && c <= 0x202e) ||
	    (c >= 0x2066 && c <= 0x2069);

	return control || line || turns ? ' ' : c;
}

/* Characters an encoded word may hold bare in any header (RFC 2047, 5 (3)). */
static bool
is_word_plain(uint32_t c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	    (c >= 'a' && c <= 'z') || (c < 0x80 && c != 0 &&
	    strchr("!*+-/", (int)c) != NULL);
}

/* Takes one code point and gives it in "Q" form. */
static size_t
q_next(struct str *s, char out[12])
{
	struct str raw = *s;
	bool bad;
	uint32_t c = header_char(utf8_next(s, &bad));
	size_t n = 0;

	raw.n -= s->n;
	if (c == ' ' || is_word_plain(c)) {
		out[0] = c == ' ' ? '_' : (char)c;
		return 1;
	}
	if (bad)
		raw = STR("\xef\xbf\xbd");
	for (size_t i = 0; i < raw.n; i++) {
		out[n++] = '=';
		out[n++] = hex[(unsigned char)raw.p[i] >> 4];
		out[n++] = hex[(unsigned char)raw.p[i] & 15];
	}
	return n;
}

static void
encoded_words(struct buf *out, struct str s, size_t column)
{
	char one[12];
	size_t n, used = 0, room;

	/* A first word that would be cut to nothing begins on its own line. */
	if (column + 30 > MIME_COLUMNS) {
		buf_addz(out, "\r\n ");
		column = 1;
	}
	room = MIME_COLUMNS - column - (WORD_MAX_BYTES - WORD_TEXT);
	if (room > WORD_TEXT)
		room = WORD_TEXT;
	buf_addz(out, WORD_OPEN);
	while (s.n > 0) {
		n = q_next(&s, one);
		if (used + n > room) {
			buf_addz(out, WORD_CLOSE "\r\n " WORD_OPEN);
			used = 0;
			room = WORD_TEXT;
		}
		buf_add(out, one, n);
		used += n;
	}
	buf_addz(out, WORD_CLOSE);
}

/* Can it stand as it is, folded at its single spaces? */
static bool
is_plain_text(struct str s)
{
	size_t word = 0;

	if (s.n > 0 && (s.p[0] == ' ' || s.p[s.n - 1] == ' '))
		return false;
	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c < ' ' || c > '~' || (c == ' ' && s.p[i - 1] == ' '))
			return false;
		word = c == ' ' ? 0 : word + 1;
		if (word > 60)
			return false;
	}
	return str_find(s, STR("=?")) < 0;
}

static void
folded(struct buf *out, struct str s, size_t column)
{
	struct str word;
	bool first = true;

	while (str_cut(&s, ' ', &word)) {
		if (!first && column + 1 + word.n > MIME_COLUMNS) {
			buf_addz(out, "\r\n");
			column = 0;
		}
		if (!first) {
			buf_addc(out, ' ');
			column++;
		}
		buf_adds(out, word);
		column += word.n;
		first = false;
	}
}

void
mime_header_text(struct buf *out, struct str s, size_t column)
{
	if (is_plain_text(s))
		folded(out, s, column);
	else
		encoded_words(out, s, column);
}

static bool
is_atext(unsigned char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	    (c >= 'a' && c <= 'z') ||
	    (c != '\0' && strchr("!#$%&'*+-/=?^_`{|}~ ", c) != NULL);
}

void
mime_phrase(struct buf *out, struct str s, size_t column)
{
	bool atoms = true;

	if (!is_plain_text(s)) {
		encoded_words(out, s, column);
		return;
	}
	for (size_t i = 0; i < s.n; i++)
		atoms = atoms && is_atext((unsigned char)s.p[i]);
	if (atoms) {
		folded(out, s, column);
		return;
	}
	/* a quoted string is one word: it does not fold */
	if (column + 2 * s.n + 2 > MIME_COLUMNS) {
		encoded_words(out, s, column);
		return;
	}
	buf_addc(out, '"');
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '"' || s.p[i] == '\\')
			buf_addc(out, '\\');
		buf_addc(out, s.p[i]);
	}
	buf_addc(out, '"');
}

/* ---- bodies ------------------------------------------------------------- */

#define BODY_COLUMNS 76

/*
 * Does byte i of a line have to be encoded (RFC 2045, 6.7)? White space at its
 * end does, and so, for the sake of mailboxes and servers, do "From " and a dot
 * at its beginning.
 */
static bool
must_encode(struct str line, size_t i)
{
	unsigned char c = (unsigned char)line.p[i];

	if (c == ' ' || c == '\t')
		return i + 1 == line.n;
	if (i == 0 && (c == '.' || (c == 'F' && str_starts(line, "From "))))
		return true;
	return c < 0x21 || c > 0x7e || c == '=';
}

static void
quoted_line(struct buf *out, struct str line)
{
	size_t column = 0, n;
	bool coded;

	for (size_t i = 0; i < line.n; i++) {
		unsigned char c = (unsigned char)line.p[i];

		coded = must_encode(line, i);
		n = coded ? 3 : 1;
		/* one column is kept for the "=" of a soft line break */
		if (column + n > BODY_COLUMNS - 1) {
			buf_addz(out, "=\r\n");
			column = 0;
			coded = coded || c == '.' || c == 'F';
			n = coded ? 3 : 1;
		}
		if (coded) {
			const char three[] = { '=', hex[c >> 4], hex[c & 15] };

			buf_add(out, three, 3);
		} else {
			buf_addc(out, (char)c);
		}
		column += n;
	}
	buf_addz(out, "\r\n");
}

void
mime_quoted_printable(struct buf *out, struct str s)
{
	struct str line;

	while (str_line(&s, &line))
		quoted_line(out, line);
}

/* The text with its lines ended as mail ends them: base64 hides them from the
 * servers that would otherwise do it. */
static void
canonical_lines(struct buf *out, struct str s)
{
	struct str line;

	while (str_line(&s, &line)) {
		buf_adds(out, line);
		buf_addz(out, "\r\n");
	}
}

static void
base64_group(struct buf *out, const unsigned char *p, size_t n)
{
	static const char set[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	    "abcdefghijklmnopqrstuvwxyz0123456789+/";
	unsigned v = (unsigned)p[0] << 16 | (n > 1 ? (unsigned)p[1] << 8 : 0) |
	    (n > 2 ? p[2] : 0);
	const char four[] = { set[v >> 18], set[v >> 12 & 63],
		n > 1 ? set[v >> 6 & 63] : '=', n > 2 ? set[v & 63] : '=' };

	buf_add(out, four, 4);
}

void
mime_base64(struct buf *out, struct str s)
{
	struct buf lines;
	const unsigned char *p;

	buf_init(&lines, out->max);
	canonical_lines(&lines, s);
	out->full = out->full || lines.full;
	p = (const unsigned char *)lines.p;
	for (size_t i = 0; i < lines.n; i += 3) {
		base64_group(out, p + i, lines.n - i < 3 ? lines.n - i : 3);
		if (i % 57 == 54)	/* 19 groups: 76 columns */
			buf_addz(out, "\r\n");
	}
	if (lines.n % 57 != 0)
		buf_addz(out, "\r\n");
	buf_release(&lines);
}

const char *
mime_encoding_for(struct str s)
{
	size_t coded = 0;

	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		coded += c > 0x7e || c == '=' || (c < 0x20 && c != '\n');
	}
	/* three bytes for one, against four bytes for three */
	return coded > s.n / 6 ? "base64" : "quoted-printable";
}
