/*
 * The store's own formats. The first byte picks what the rest is held against:
 *   d  two texts, split at a NUL: a delta applied to the one gives the other
 *   m  a headline and a note: the message parses back to what was written, and
 *      no trailer comes from them
 *   p  a URL and a slug: five folders, none of them unsafe
 *   w  bytes of a capture file: read without a claim they do not hold
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/internal.h"

int LLVMFuzzerTestOneInput(const uint8_t *, size_t);

static void
check(int holds)
{
	if (!holds)
		abort();
}

/* Two C strings of the input, split at its first NUL. */
struct two {
	char *a, *b;
	size_t na, nb;
};

static void
two_split(struct two *t, const uint8_t *p, size_t n)
{
	const uint8_t *nul = memchr(p, 0, n);

	t->na = nul ? (size_t)(nul - p) : n / 2;
	t->nb = n - t->na - (nul != NULL);
	t->a = calloc(1, t->na + 1);
	t->b = calloc(1, t->nb + 1);
	check(t->a && t->b);
	memcpy(t->a, p, t->na);
	memcpy(t->b, p + n - t->nb, t->nb);
}

static void
two_release(struct two *t)
{
	free(t->a);
	free(t->b);
}

/* ---- deltas ----------------------------------------------------------- */

static size_t
read_size(const unsigned char **p, const unsigned char *end)
{
	size_t n = 0;
	int shift = 0;

	do {
		check(*p < end && shift < 64);
		n |= (size_t)(**p & 0x7f) << shift;
		shift += 7;
	} while (*(*p)++ & 0x80);
	return n;
}

/* As git's patch-delta.c applies one, but trusting nothing. */
static void
apply(const struct sbuf *delta, const struct two *t, struct sbuf *out)
{
	const unsigned char *p = (unsigned char *)delta->data;
	const unsigned char *end = p + delta->len;
	size_t at, n;
	int i, op;

	check(read_size(&p, end) == t->na);
	check(read_size(&p, end) == t->nb);
	while (p < end) {
		op = *p++;
		check(op);
		if (!(op & 0x80)) {
			check(end - p >= op);
			sbuf_add(out, p, (size_t)op);
			p += op;
			continue;
		}
		for (at = 0, i = 0; i < 4; i++)
			if (op >> i & 1)
				at |= (size_t)*p++ << (8 * i);
		for (n = 0, i = 0; i < 3; i++)
			if (op >> (4 + i) & 1)
				n |= (size_t)*p++ << (8 * i);
		n = n ? n : 0x10000;
		check(at + n <= t->na);
		sbuf_add(out, t->a + at, n);
	}
}

static void
fuzz_delta(const uint8_t *p, size_t n)
{
	struct sbuf delta = { 0 }, out = { 0 };
	struct two t;

	two_split(&t, p, n);
	delta_make(&delta, t.a, t.na, t.b, t.nb);
	apply(&delta, &t, &out);
	check(out.len == t.nb && (!t.nb || !memcmp(out.data, t.b, t.nb)));
	sbuf_release(&delta);
	sbuf_release(&out);
	two_release(&t);
}

/* ---- messages --------------------------------------------------------- */

static void
fuzz_message(const uint8_t *p, size_t n)
{
	struct message m = { .number = 7, .fetched = 1338422400,
		.published = STORE_NO_TIME, .modified = 0 };
	struct message back = { 0 };
	struct sbuf text = { 0 };
	struct two t;

	two_split(&t, p, n);
	message_line(&m.subject, t.a, SUBJECT_MAX);
	message_line(&m.note, t.b, NOTE_MAX);
	check(m.subject.len <= SUBJECT_MAX + 9 && m.note.len <= NOTE_MAX + 9);
	if (!m.subject.len)
		sbuf_adds(&m.subject, "(no headline)");
	check(!memchr(m.subject.data, '\n', m.subject.len));
	check(m.subject.data[0] != '#');
	sbuf_adds(&m.story, "https://a.example/");
	memset(m.text_sha256, 'a', 64);
	message_write(&m, &text);
	check(message_parse(&back, text.data) == 0);
	check(strcmp(back.subject.data, m.subject.data) == 0);
	check(back.number == 7 && back.fetched == 1338422400);
	check(back.published == STORE_NO_TIME && back.modified == 0);
	check(strcmp(back.story.data, "https://a.example/") == 0);
	message_release(&m);
	message_release(&back);
	sbuf_release(&text);
	two_release(&t);
}

/* ---- names ------------------------------------------------------------ */

static void
fuzz_path(const uint8_t *p, size_t n)
{
	struct sbuf path = { 0 };
	struct two t;
	char *part;
	size_t len;
	int parts = 0;

	two_split(&t, p, n);
	story_path(&path, t.a, t.b, "0123abcd", 1338422400);
	for (part = path.data; *part; part += len + (part[len] == '/')) {
		len = strcspn(part, "/");
		check(len > 0 && len <= 128 && part[0] != '.');
		check(part[len - 1] != '.');
		check(!memchr(part, '\\', len) && !memchr(part, ':', len));
		check(!memchr(part, '\n', len));
		parts++;
	}
	check(parts == 5);
	sbuf_release(&path);
	two_release(&t);
}

/* ---- captures --------------------------------------------------------- */

static void
fuzz_warc(const uint8_t *p, size_t n)
{
	char name[] = "/tmp/fuzz_store.XXXXXX";
	struct warc_record r = { 0 };
	struct serr err;
	int64_t at = 0;
	int fd = mkstemp(name);

	check(fd >= 0 && !sfile_write_all(fd, p, n));
	while (warc_read(fd, at, &r, &err) == STORE_OK) {
		check(r.next > at && r.next <= (int64_t)n);
		at = r.next;
	}
	warc_record_release(&r);
	close(fd);
	unlink(name);
}

int
LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
	static const struct {
		char what;
		void (*fn)(const uint8_t *, size_t);
	} KINDS[] = { { 'd', fuzz_delta }, { 'm', fuzz_message },
		{ 'p', fuzz_path }, { 'w', fuzz_warc } };
	size_t i;

	for (i = 0; n && i < sizeof(KINDS) / sizeof(KINDS[0]); i++)
		if (KINDS[i].what == (char)p[0])
			KINDS[i].fn(p + 1, n - 1);
	return 0;
}
