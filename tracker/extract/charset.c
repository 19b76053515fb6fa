#include <errno.h>
#include <iconv.h>
#include <uchardet/uchardet.h>

#include "tracker/base/buf.h"
#include "tracker/base/limits.h"
#include "tracker/base/utf8.h"
#include "tracker/extract/charset.h"

/* Bytes from which statistics are made. */
#define DETECT_BYTES ((size_t)256 * 1024)
#define UTF8_MAX (4 * LIMIT_PAGE_BYTES)
/* Bytes in which two-byte text shows. */
#define TWO_BYTES 2048

static const struct {
	const char *bom;
	size_t n;
	const char *iconv;
} marks[] = {
	{ "\xef\xbb\xbf", 3, "UTF-8" },
	{ "\xff\xfe\0\0", 4, "UTF-32LE" },
	{ "\0\0\xfe\xff", 4, "UTF-32BE" },
	{ "\xff\xfe", 2, "UTF-16LE" },
	{ "\xfe\xff", 2, "UTF-16BE" },
};

/* How the bytes fare as UTF-8. */
struct census {
	size_t sequences;	/* of two bytes and more */
	size_t bad;
	bool escapes;		/* ESC: a 7-bit charset may be at work */
	bool nul;
};

static size_t
ascii_run(struct str s)
{
	size_t i = 0;
	uint64_t w;

	for (; i + 8 <= s.n; i += 8) {
		memcpy(&w, s.p + i, 8);
		if (w & 0x8080808080808080u)
			break;
	}
	while (i < s.n && (unsigned char)s.p[i] < 0x80)
		i++;
	return i;
}

static void
census(struct str s, struct census *c)
{
	bool bad;

	*c = (struct census){
		.escapes = s.n > 0 && memchr(s.p, 0x1b, s.n) != NULL,
		.nul = s.n > 0 && memchr(s.p, 0, s.n) != NULL,
	};
	for (;;) {
		s = str_from(s, ascii_run(s));
		if (s.n == 0)
			return;
		utf8_next(&s, &bad);
		c->bad += bad;
		c->sequences += !bad;
	}
}

static bool
is_utf8(const char *name)
{
	return name != NULL && strcmp(name, "UTF-8") == 0;
}

/* A charset in which any bytes are text, so that a label proves nothing. */
static bool
is_single_byte(const char *name)
{
	struct str s = str_of(name);

	return str_istarts(s, "WINDOWS-12") || str_istarts(s, "ISO-8859") ||
	    str_istarts(s, "KOI8") || str_istarts(s, "MAC") ||
	    str_istarts(s, "IBM") || str_istarts(s, "CP8");
}

static const char *
detect(struct str bytes, struct arena *arena)
{
	struct str s = str_sub(bytes, 0, DETECT_BYTES);
	const char *name = NULL;
	uchardet_t d = uchardet_new();

	if (d == NULL)
		return NULL;
	if (uchardet_handle_data(d, s.p, s.n) == 0) {
		uchardet_data_end(d);
		name = charset_of_label(str_of(uchardet_get_charset(d)), arena);
	}
	uchardet_delete(d);
	/* the same letters, and those of Ukrainian; boxes nobody draws */
	return name != NULL && strcmp(name, "KOI8-R") == 0 ? "KOI8-U" : name;
}

bool
charset_known(const char *name)
{
	iconv_t cd;

	/* what can hide markup in plain ASCII is read by no browser */
	if (name == NULL || str_istarts(str_of(name), "UTF-7") ||
	    str_istarts(str_of(name), "UTF7") ||
	    str_istarts(str_of(name), "IBM0") || strchr(name, '/') != NULL)
		return false;
	cd = iconv_open("UTF-8", name);
	if (cd == (iconv_t)-1)
		return false;
	iconv_close(cd);
	return true;
}

/* iconv with U+FFFD for what it does not take. */
static void
convert(struct str in, const char *name, struct buf *out)
{
	char chunk[8192], *ip = (char *)(uintptr_t)in.p, *op;
	size_t in_left = in.n, room, rc;
	iconv_t cd = iconv_open("UTF-8", name);

	if (cd == (iconv_t)-1)
		return;
	while (in_left > 0 && !out->full) {
		op = chunk;
		room = sizeof(chunk);
		rc = iconv(cd, &ip, &in_left, &op, &room);
		buf_add(out, chunk, sizeof(chunk) - room);
		if (rc != (size_t)-1 || errno == E2BIG)
			continue;
		utf8_add(out, UTF8_BAD);
		if (errno != EILSEQ)
			break;
		ip++;
		in_left--;
	}
	iconv_close(cd);
}

static size_t
count_bad(struct str s)
{
	size_t n = 0;
	ptrdiff_t at;

	while ((at = str_find(s, STR("\xef\xbf\xbd"))) >= 0) {
		s = str_from(s, (size_t)at + 3);
		n++;
	}
	return n;
}

/* Does a multi-byte label hold for a good part of the document? */
static bool
decodes(struct str bytes, const char *name)
{
	struct buf out;
	bool good;

	buf_init(&out, 4 * DETECT_BYTES);
	convert(str_sub(bytes, 0, DETECT_BYTES), name, &out);
	good = count_bad(buf_str(&out)) <= 1 + out.n / 2000;
	buf_release(&out);
	return good;
}

/* Two-byte text without a mark: a NUL goes with each character of markup. */
static const char *
two_bytes(struct str bytes)
{
	const char *p = bytes.p;
	size_t little = 0, big = 0, n = bytes.n < TWO_BYTES ? bytes.n :
	    TWO_BYTES;

	for (size_t i = 0; i + 1 < n; i += 2) {
		little += p[i] >= ' ' && p[i] < 0x7f && p[i + 1] == '\0';
		big += p[i] == '\0' && p[i + 1] >= ' ' && p[i + 1] < 0x7f;
	}
	if (little + big < n / 16 || little + big < 8)
		return NULL;
	return little > 8 * big ? "UTF-16LE" :
	    big > 8 * little ? "UTF-16BE" : NULL;
}

/*
 * The header and the document name two charsets, the header one in which any
 * bytes are text: the document is believed when its bytes do not look like what
 * the header says. Servers name one charset for all their pages.
 */
static const char *
between(struct str bytes, const char *header, const char *document,
    struct arena *arena)
{
	const char *looks;

	if (!charset_known(header) || !charset_known(document) ||
	    !is_single_byte(header) || strcmp(header, document) == 0)
		return NULL;
	if (!is_utf8(document) && !is_single_byte(document))
		return decodes(bytes, document) ? document : NULL;
	looks = detect(bytes, arena);
	return looks != NULL && strcmp(looks, header) != 0 ? document : NULL;
}

/* Is it ASCII with the escapes of ISO-2022-JP? */
static bool
has_japanese_escapes(struct str bytes)
{
	return str_find(bytes, STR("\x1b$B")) >= 0 ||
	    str_find(bytes, STR("\x1b$@")) >= 0;
}

/* `c` is the census of the bytes as UTF-8. */
static const char *
choose(struct str bytes, struct str http, const struct census *c,
    struct arena *arena)
{
	const char *said[2], *name;

	if (c->escapes && c->sequences + c->bad == 0 &&
	    has_japanese_escapes(bytes))
		return "ISO-2022-JP";
	said[0] = charset_of_label(http, arena);
	said[1] = charset_declared(bytes, arena);
	if (c->nul && (!charset_known(said[0]) ||
	    !str_istarts(str_of(said[0]), "UTF-")) &&
	    (name = two_bytes(bytes)) != NULL)
		return name;
	if (c->bad > 0 && (name = between(bytes, said[0], said[1], arena)) !=
	    NULL)
		return name;
	for (size_t i = 0; i < 2; i++) {
		name = said[i];
		if (!charset_known(name))
			continue;
		if (is_utf8(name) && c->bad > c->sequences)
			continue;
		if (c->bad == 0 && c->sequences > 0 && is_single_byte(name))
			return "UTF-8";
		if (is_utf8(name) || is_single_byte(name) ||
		    decodes(bytes, name))
			return name;
	}
	if (c->bad == 0 && !c->escapes)
		return "UTF-8";
	if (c->bad * 20 < c->sequences)
		return "UTF-8";
	name = detect(bytes, arena);
	if (charset_known(name) && !(is_utf8(name) && c->bad > c->sequences))
		return name;
	return c->bad > c->sequences ? "WINDOWS-1252" : "UTF-8";
}

/* Bad bytes and NULs as U+FFFD. */
static struct str
mended(struct str s, struct arena *arena)
{
	struct buf out;
	uint32_t cp;
	size_t run;

	buf_init(&out, UTF8_MAX);
	while (s.n > 0 && !out.full) {
		for (run = 0; run < s.n && s.p[run] != '\0' &&
		    (unsigned char)s.p[run] < 0x80;)
			run++;
		buf_add(&out, s.p, run);
		s = str_from(s, run);
		if (s.n == 0)
			break;
		cp = utf8_next(&s, NULL);
		utf8_add(&out, cp == 0 ? UTF8_BAD : cp);
	}
	s = arena_str(arena, buf_str(&out));
	buf_release(&out);
	return s;
}

static struct str
converted(struct str bytes, const char *name, struct arena *arena)
{
	struct buf out;
	struct str s;

	buf_init(&out, UTF8_MAX);
	convert(bytes, name, &out);
	s = buf_str(&out);
	s = s.n > 0 && memchr(s.p, 0, s.n) != NULL ? mended(s, arena) :
	    arena_str(arena, s);
	buf_release(&out);
	return s;
}

void
charset_decode(struct str bytes, struct str http_charset,
    struct arena *arena, struct str *utf8, const char **name)
{
	const char *chosen = NULL;
	struct census c;

	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++) {
		if (chosen == NULL && bytes.n >= marks[i].n &&
		    memcmp(bytes.p, marks[i].bom, marks[i].n) == 0) {
			chosen = marks[i].iconv;
			bytes = str_from(bytes, marks[i].n);
		}
	}
	census(bytes, &c);
	if (chosen == NULL)
		chosen = choose(bytes, http_charset, &c, arena);
	if (name != NULL)
		*name = chosen;
	if (!is_utf8(chosen))
		*utf8 = converted(bytes, chosen, arena);
	else
		*utf8 = c.bad > 0 || c.nul ? mended(bytes, arena) : bytes;
	*utf8 = charset_undouble(*utf8, arena);
}
