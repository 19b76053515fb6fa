/*
 * Commit messages: a subject, a line of what was seen, and trailers that
 * git-interpret-trailers(1) reads. The text comes from the network: it must not
 * be able to end the message early, to start a trailer or to forge one.
 */
#include <limits.h>

#include "store/internal.h"

void
message_release(struct message *m)
{
	sbuf_release(&m->subject);
	sbuf_release(&m->note);
	sbuf_release(&m->story);
	sbuf_release(&m->capture);
	sbuf_release(&m->extractor);
	sbuf_release(&m->more);
}

/* Control characters (C0, C1) and line separators become spaces. */
static int
is_space(uint32_t rune)
{
	return rune <= 0x20 || (rune >= 0x7f && rune <= 0xa0) ||
	    rune == 0x2028 || rune == 0x2029 || rune == 0xfeff;
}

static void
collapse(struct sbuf *out, const char *s, size_t max)
{
	size_t n = strlen(s), step, start = out->len;
	uint32_t rune;
	int space = 0;

	for (; n; s += step, n -= step) {
		step = utf8_step(s, n, &rune);
		if (!step || is_space(rune)) {
			step = step ? step : 1;
			space = 1;
			continue;
		}
		space = space && out->len > start;
		if (out->len - start + (size_t)space + step > max) {
			sbuf_adds(out, "\xe2\x80\xa6");	/* ellipsis */
			return;
		}
		if (space)
			sbuf_addc(out, ' ');
		space = 0;
		sbuf_add(out, s, step);
	}
}

/*
 * A line that begins with "#" is a comment to git, one that begins with "---"
 * ends the message: both stand in quotation marks.
 */
void
message_line(struct sbuf *out, const char *text, size_t max)
{
	struct sbuf line = { 0 };
	int quote;

	collapse(&line, text ? text : "", max);
	quote = line.len && (line.data[0] == '#' ||
	    strncmp(line.data, "---", 3) == 0);
	if (quote)
		sbuf_adds(out, "\xe2\x80\x9c");
	sbuf_add(out, line.data, line.len);
	if (quote)
		sbuf_adds(out, "\xe2\x80\x9d");
	if (!sbuf_ok(&line))
		out->failed = 1;
	sbuf_release(&line);
}

static void
trailer(struct sbuf *out, const char *name, const char *value)
{
	if (value && value[0])
		sbuf_addf(out, "%s: %s\n", name, value);
}

static void
trailer_time(struct sbuf *out, const char *name, int64_t t)
{
	char text[32];

	time_format(t, text);
	trailer(out, name, text);
}

void
message_write(const struct message *m, struct sbuf *out)
{
	sbuf_addf(out, "%s\n\n", m->subject.data);
	if (m->note.len)
		sbuf_addf(out, "%s\n\n", m->note.data);
	trailer(out, "Story", m->story.data);
	sbuf_addf(out, "Version: %d\n", m->number);
	trailer_time(out, "Fetched", m->fetched);
	trailer_time(out, "Published", m->published);
	trailer_time(out, "Modified", m->modified);
	trailer(out, "Capture", m->capture.data);
	trailer(out, "Capture-SHA256", m->capture_sha256);
	trailer(out, "Text-SHA256", m->text_sha256);
	trailer(out, "Extractor", m->extractor.data);
	sbuf_addf(out, "Words: %d\n", m->words);
	sbuf_addf(out, "Notes: %d\n", m->notes);
	if (m->more.len)
		sbuf_add(out, m->more.data, m->more.len);
}

static int
parse_count(const char *s, size_t n, int *out)
{
	int value = 0;

	if (!n || n > 9)
		return -1;
	while (n--) {
		if (*s < '0' || *s > '9')
			return -1;
		value = value * 10 + (*s++ - '0');
	}
	*out = value;
	return 0;
}

static int
parse_hex(const char *s, size_t n, char out[65])
{
	unsigned char sum[SHA256_LEN];

	if (n != 64 || hex_decode(s, SHA256_LEN, sum))
		return -1;
	memcpy(out, s, 64);
	out[64] = '\0';
	return 0;
}

enum kind { TEXT, TIME, COUNT, DIGEST };

static const struct {
	const char *name;
	enum kind kind;
	size_t at;		/* field of struct message */
} TRAILERS[] = {
	{ "Story", TEXT, offsetof(struct message, story) },
	{ "Version", COUNT, offsetof(struct message, number) },
	{ "Fetched", TIME, offsetof(struct message, fetched) },
	{ "Published", TIME, offsetof(struct message, published) },
	{ "Modified", TIME, offsetof(struct message, modified) },
	{ "Capture", TEXT, offsetof(struct message, capture) },
	{ "Capture-SHA256", DIGEST, offsetof(struct message, capture_sha256) },
	{ "Text-SHA256", DIGEST, offsetof(struct message, text_sha256) },
	{ "Extractor", TEXT, offsetof(struct message, extractor) },
	{ "Words", COUNT, offsetof(struct message, words) },
	{ "Notes", COUNT, offsetof(struct message, notes) },
};

static int
parse_value(struct message *m, size_t row, const char *s, size_t n)
{
	void *field = (char *)m + TRAILERS[row].at;

	switch (TRAILERS[row].kind) {
	case TEXT:
		sbuf_reset(field);
		sbuf_add(field, s, n);
		return sbuf_ok(field) ? 0 : -1;
	case TIME:
		return time_parse(s, n, field);
	case COUNT:
		return parse_count(s, n, field);
	default:
		return parse_hex(s, n, field);
	}
}

static int
parse_trailer(struct message *m, const char *line, size_t n)
{
	const char *colon = memchr(line, ':', n);
	size_t i, name = colon ? (size_t)(colon - line) : 0;

	if (!colon || name + 2 > n || colon[1] != ' ')
		return -1;
	for (i = 0; i < sizeof(TRAILERS) / sizeof(TRAILERS[0]); i++)
		if (strlen(TRAILERS[i].name) == name &&
		    memcmp(TRAILERS[i].name, line, name) == 0)
			return parse_value(m, i, colon + 2, n - name - 2);
	/* One that a later version added: kept as it is. */
	sbuf_add(&m->more, line, n);
	sbuf_addc(&m->more, '\n');
	return sbuf_ok(&m->more) ? 0 : -1;
}

/* The paragraph after the last blank line. */
static const char *
last_paragraph(const char *text)
{
	const char *p, *last = NULL;

	for (p = text; (p = strstr(p, "\n\n")); p++)
		if (p[2] && p[2] != '\n')
			last = p + 2;
	return last;
}

int
message_parse(struct message *m, const char *text)
{
	const char *p = last_paragraph(text), *end = strchr(text, '\n');
	const char *note;
	size_t n;

	if (!p || !end)
		return -1;
	m->fetched = m->published = m->modified = STORE_NO_TIME;
	sbuf_add(&m->subject, text, (size_t)(end - text));
	note = end + 2;
	if (note < p && (end = strchr(note, '\n')))
		sbuf_add(&m->note, note, (size_t)(end - note));
	for (; *p; p += n + (p[n] == '\n')) {
		n = strcspn(p, "\n");
		if (n && parse_trailer(m, p, n))
			return -1;
	}
	return m->story.len && m->number > 0 && m->text_sha256[0] &&
	    m->fetched != STORE_NO_TIME ? 0 : -1;
}
