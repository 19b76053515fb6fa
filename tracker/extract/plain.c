#include "tracker/base/buf.h"
#include "tracker/base/limits.h"
#include "tracker/base/utf8.h"
#include "tracker/extract/entity.h"
#include "tracker/extract/source.h"

#define ENTITY_BYTES 12

/* Letters, and digits after the first one. */
static bool
is_name(char c, bool digits)
{
	return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') ||
	    (digits && c >= '0' && c <= '9');
}

/* Digits of "&#...;" from after "#"; the bytes they take, or 0. */
static size_t
numeric(struct str s, uint32_t *c)
{
	bool hex = s.n > 0 && (s.p[0] == 'x' || s.p[0] == 'X');
	size_t i = hex, from = i;
	int d;

	*c = 0;
	for (; i < s.n && i < ENTITY_BYTES; i++) {
		d = s.p[i] >= '0' && s.p[i] <= '9' ? s.p[i] - '0' :
		    hex && (s.p[i] | 0x20) >= 'a' && (s.p[i] | 0x20) <= 'f' ?
		    (s.p[i] | 0x20) - 'a' + 10 : -1;
		if (d < 0)
			break;
		*c = *c * (hex ? 16 : 10) + (uint32_t)d;
	}
	return i > from ? i : 0;
}

/* At "&": appends the character and returns the bytes read, or 0. */
static size_t
entity(struct str s, struct buf *out)
{
	uint32_t c = 0;
	size_t n = 1;

	if (s.n > 2 && s.p[1] == '#') {
		n = numeric(str_from(s, 2), &c);
		if (n == 0)
			return 0;
		n += 2;
	} else {
		while (n < s.n && n <= ENTITY_BYTES && is_name(s.p[n], n > 1))
			n++;
		if (n >= s.n || s.p[n] != ';' || n > ENTITY_BYTES)
			return 0;
		c = entity_value(str_sub(s, 1, n - 1));
		if (c == 0)
			return 0;
	}
	utf8_add(out, c < 0x20 ? ' ' : c);
	return n < s.n && s.p[n] == ';' ? n + 1 : n;
}

/* At "<": bytes of a tag, or 0. *breaks when it ends a line. */
static size_t
tag(struct str s, bool *breaks)
{
	char name[16];
	size_t n = 1, k = 0;
	const char *end;
	const struct tag_row *row;

	n += n < s.n && s.p[n] == '/';
	while (n + k < s.n && k < sizeof(name) && is_name(s.p[n + k], k > 0)) {
		name[k] = (char)(s.p[n + k] | 0x20);
		k++;
	}
	if (k == 0)
		return 0;
	end = memchr(s.p, '>', s.n < 2000 ? s.n : 2000);
	if (end == NULL)
		return 0;
	row = tag_of(str_make(name, k));
	*breaks = row->flags & TAGF_BLOCK || row->tag == TAG_BR;
	return (size_t)(end - s.p) + 1;
}

static void
decode(struct str s, struct buf *out, bool tags)
{
	size_t n;
	bool breaks;

	while (s.n > 0) {
		for (n = 0; n < s.n && s.p[n] != '&' && s.p[n] != '<';)
			n++;
		buf_add(out, s.p, n);
		s = str_from(s, n);
		if (s.n == 0)
			break;
		breaks = false;
		n = s.p[0] == '&' ? entity(s, out) : tags ? tag(s, &breaks) : 0;
		if (n == 0)
			buf_addc(out, s.p[0]);
		if (breaks)
			buf_addc(out, '\n');
		s = str_from(s, n > 0 ? n : 1);
	}
}

/* White space folded inside lines, empty lines dropped. */
static struct str
fold_lines(struct arena *arena, struct str s)
{
	struct str line, folded;
	char *p = arena_alloc(arena, s.n + 1, 1);
	size_t n = 0;

	while (str_line(&s, &line)) {
		folded = fold_space(arena, line);
		if (folded.n == 0)
			continue;
		if (n > 0)
			p[n++] = '\n';
		memcpy(p + n, folded.p, folded.n);
		n += folded.n;
	}
	return str_make(p, n);
}

struct str
plain_text(struct arena *arena, struct str s)
{
	struct buf once, twice;
	bool again;

	buf_init(&once, LIMIT_TEXT_BYTES);
	buf_init(&twice, LIMIT_TEXT_BYTES);
	decode(s, &once, true);
	/* escaped once too often: "&amp;quot;", "&lt;p&gt;" */
	again = str_find(s, STR("&amp;")) >= 0 || str_find(s, STR("&lt;")) >= 0;
	if (again)
		decode(buf_str(&once), &twice, true);
	s = fold_lines(arena, buf_str(again ? &twice : &once));
	buf_release(&once);
	buf_release(&twice);
	return s;
}

struct str
plain_line(struct arena *arena, struct str s)
{
	return fold_space(arena, plain_text(arena, s));
}

struct str
plain_attr(struct arena *arena, struct str s)
{
	struct buf b;

	buf_init(&b, LIMIT_TEXT_BYTES);
	decode(s, &b, false);
	s = arena_str(arena, buf_str(&b));
	buf_release(&b);
	return s;
}
