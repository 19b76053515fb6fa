#include "tracker/base/clock.h"
#include "tracker/base/json.h"
#include "tracker/base/utf8.h"

void
json_init(struct json *j, struct buf *out)
{
	*j = (struct json){ .out = out };
}

static void
add_escaped(struct buf *b, unsigned char c)
{
	switch (c) {
	case '"':
		buf_addz(b, "\\\"");
		break;
	case '\\':
		buf_addz(b, "\\\\");
		break;
	case '\n':
		buf_addz(b, "\\n");
		break;
	case '\t':
		buf_addz(b, "\\t");
		break;
	default:
		buf_addf(b, "\\u%04x", c);
	}
}

static bool
is_plain(unsigned char c)
{
	return c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
}

/* JSON goes to terminals too: what could turn a line is escaped there. */
static void
add_wide(struct buf *b, uint32_t c)
{
	/* A reader may take U+2028 and U+2029 for the end of a line. */
	if (utf8_unsafe(c) || c == 0x2028 || c == 0x2029)
		buf_addf(b, "\\u%04x", (unsigned)c);
	else
		utf8_add(b, c);
}

static void
add_text(struct buf *b, struct str s)
{
	size_t run;

	buf_addc(b, '"');
	while (s.n > 0) {
		for (run = 0; run < s.n && is_plain((unsigned char)s.p[run]);)
			run++;
		buf_add(b, s.p, run);
		s = str_from(s, run);
		if (s.n == 0)
			break;
		if ((unsigned char)s.p[0] < 0x80) {
			add_escaped(b, (unsigned char)s.p[0]);
			s = str_from(s, 1);
		} else {
			add_wide(b, utf8_next(&s, NULL));
		}
	}
	buf_addc(b, '"');
}

static void
key_of(struct json *j, const char *key)
{
	if (j->comma)
		buf_addc(j->out, ',');
	j->comma = true;
	if (key == NULL)
		return;
	/* a key is a name of ours: nothing in it to escape */
	buf_addc(j->out, '"');
	buf_addz(j->out, key);
	buf_add(j->out, "\":", 2);
}

void
json_open(struct json *j, const char *key, char bracket)
{
	key_of(j, key);
	buf_addc(j->out, bracket);
	j->comma = false;
}

void
json_close(struct json *j, char bracket)
{
	buf_addc(j->out, bracket);
	j->comma = true;
}

void
json_str(struct json *j, const char *key, struct str s)
{
	key_of(j, key);
	add_text(j->out, s);
}

void
json_strz(struct json *j, const char *key, const char *z)
{
	if (z == NULL)
		json_none(j, key);
	else
		json_str(j, key, str_of(z));
}

void
json_int(struct json *j, const char *key, int64_t v)
{
	key_of(j, key);
	buf_addi(j->out, v);
}

void
json_bool(struct json *j, const char *key, bool v)
{
	key_of(j, key);
	buf_addz(j->out, v ? "true" : "false");
}

void
json_num(struct json *j, const char *key, double v)
{
	key_of(j, key);
	buf_addf(j->out, "%.2f", v);
}

void
json_none(struct json *j, const char *key)
{
	key_of(j, key);
	buf_addz(j->out, "null");
}

void
json_time(struct json *j, const char *key, int64_t t)
{
	char text[TIME_TEXT];

	if (t == TIME_NONE)
		json_none(j, key);
	else
		json_strz(j, key, time_rfc3339(t, text));
}

void
json_end(struct json *j)
{
	buf_addc(j->out, '\n');
	j->comma = false;
}
