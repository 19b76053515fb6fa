/*
 * The folder of a story: host/yyyy/mm/dd/slug-id. Each component is safe in git
 * and on the usual file systems: never empty, ".", ".." or ".git", no control
 * or separator, no name Windows reserves, bounded. ASCII is lower-cased; other
 * letters stay UTF-8 as they are, since no transliteration fits all languages.
 */
#include "store/internal.h"

/* Runes that show nothing or turn the writing around; all become a dash. */
static const struct {
	uint32_t first, last;
} UNSEEN[] = {
	{ 0x80, 0xa0 }, { 0xad, 0xad }, { 0x061c, 0x061c },
	{ 0x115f, 0x1160 }, { 0x180e, 0x180e }, { 0x2000, 0x200f },
	{ 0x2028, 0x202f }, { 0x205f, 0x206f }, { 0x3000, 0x3000 },
	{ 0x3164, 0x3164 }, { 0xd800, 0xf8ff }, { 0xfe00, 0xfe0f },
	{ 0xfeff, 0xfeff }, { 0xffa0, 0xffa0 }, { 0xfff0, 0xfffb },
	{ 0xfffe, 0xffff }, { 0xe0000, 0x10ffff },
};

static int
unseen(uint32_t rune)
{
	size_t i;

	for (i = 0; i < sizeof(UNSEEN) / sizeof(UNSEEN[0]); i++)
		if (rune >= UNSEEN[i].first && rune <= UNSEEN[i].last)
			return 1;
	return 0;
}

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static int
word_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* Runs of what cannot stand in a slug become one dash, none at the ends. */
static void
slug_add(struct sbuf *out, const char *s, size_t max)
{
	size_t start = out->len, n = strlen(s), step;
	uint32_t rune;
	int dash = 0;

	while (n) {
		step = utf8_step(s, n, &rune);
		if (step == 1 && !word_byte(lower(*s)))
			dash = 1;
		else if (!step || (step > 1 && unseen(rune)))
			dash = 1;
		else {
			if (out->len + (size_t)dash + step - start > max)
				break;
			if (dash && out->len > start)
				sbuf_addc(out, '-');
			dash = 0;
			if (step == 1)
				sbuf_addc(out, lower(*s));
			else
				sbuf_add(out, s, step);
		}
		step = step ? step : 1;
		s += step;
		n -= step;
	}
	if (out->len == start)
		sbuf_adds(out, "story");
}

/* The authority of a URL without user and password: host, port. */
static const char *
authority(const char *url, size_t *n)
{
	const char *p = strstr(url, "://"), *at;

	p = p ? p + 3 : url;
	*n = strcspn(p, "/?#");
	while ((at = memchr(p, '@', *n))) {
		*n -= (size_t)(at + 1 - p);
		p = at + 1;
	}
	return p;
}

static const char *const RESERVED[] = { "con", "prn", "aux", "nul", "com",
	"lpt" };

/* "con", "aux.example", "com1": names of devices on Windows. */
static int
reserved(const char *s, size_t n)
{
	const char *dot = memchr(s, '.', n);
	size_t i, base = dot ? (size_t)(dot - s) : n;

	for (i = 0; i < sizeof(RESERVED) / sizeof(RESERVED[0]); i++) {
		if (base < 3 || memcmp(s, RESERVED[i], 3) != 0)
			continue;
		if (i < 4 ? base == 3 :
		    base == 4 && s[3] >= '0' && s[3] <= '9')
			return 1;
	}
	return 0;
}

/* The colon before a port and anything unsafe become an underscore. */
static void
host_add(struct sbuf *out, const char *url)
{
	char host[HOST_MAX + 2];
	size_t n, i = 0, step, len = 0;
	const char *p = authority(url, &n);
	uint32_t rune;

	while (i < n) {
		step = utf8_step(p + i, n - i, &rune);
		if (len + (step ? step : 1) > HOST_MAX)
			break;
		if (step > 1 && !unseen(rune)) {
			memcpy(host + len, p + i, step);
			len += step;
		} else if (word_byte(lower(p[i])) || p[i] == '-' ||
		    (p[i] == '.' && len))
			host[len++] = lower(p[i]);
		else
			host[len++] = '_';
		i += step ? step : 1;
	}
	while (len && host[len - 1] == '.')
		len--;
	if (!len)
		host[len++] = '_';
	if (reserved(host, len))
		sbuf_addc(out, '_');
	sbuf_add(out, host, len);
}

void
store_site_name(const char *url, char out[STORE_SITE_SIZE])
{
	struct sbuf b = { 0 };

	host_add(&b, url);
	snprintf(out, STORE_SITE_SIZE, "%s", sbuf_ok(&b) ? b.data : "_");
	sbuf_release(&b);
}

void
story_path(struct sbuf *out, const char *url, const char *slug, const char *id,
    int64_t date)
{
	struct civil c;

	time_civil(date == STORE_NO_TIME ? 0 : date, &c);
	host_add(out, url);
	sbuf_addf(out, "/%04d/%02d/%02d/", (int)c.year, c.month, c.day);
	slug_add(out, slug ? slug : "", SLUG_MAX);
	sbuf_addf(out, "-%s", id);
}
