/* Digests, hexadecimal, UTF-8 and times, as the store's formats need them. */
#include <nettle/sha2.h>

#include "store/internal.h"

static const char HEX[] = "0123456789abcdef";

void
hex_encode(const void *data, size_t n, char *out)
{
	const unsigned char *p = data;
	size_t i;

	for (i = 0; i < n; i++) {
		out[2 * i] = HEX[p[i] >> 4];
		out[2 * i + 1] = HEX[p[i] & 15];
	}
	out[2 * n] = '\0';
}

static int
nibble(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return -1;
}

int
hex_decode(const char *s, size_t nbytes, unsigned char *out)
{
	size_t i;
	int high, low;

	for (i = 0; i < nbytes; i++) {
		high = nibble(s[2 * i]);
		low = high < 0 ? -1 : nibble(s[2 * i + 1]);
		if (low < 0)
			return -1;
		out[i] = (unsigned char)(high << 4 | low);
	}
	return 0;
}

void
sha256_of(const void *data, size_t n, unsigned char out[SHA256_LEN])
{
	sha256_of_two(data, n, NULL, 0, out);
}

/* Of one and the other, as if they were one. */
void
sha256_of_two(const void *one, size_t n, const void *other, size_t m,
    unsigned char out[SHA256_LEN])
{
	struct sha256_ctx ctx;

	sha256_init(&ctx);
	if (n)
		sha256_update(&ctx, n, one);
	if (m)
		sha256_update(&ctx, m, other);
	sha256_digest(&ctx, SHA256_LEN, out);
}

void
store_sha256(const void *data, size_t n, char hex[65])
{
	unsigned char sum[SHA256_LEN];

	sha256_of(data, n, sum);
	hex_encode(sum, sizeof(sum), hex);
}

void
store_id(const char *url, char id[STORE_ID_LEN + 1])
{
	unsigned char sum[SHA256_LEN];

	sha256_of(url, strlen(url), sum);
	hex_encode(sum, STORE_ID_LEN / 2, id);
}

/* RFC 3629, section 4. */
size_t
utf8_step(const char *s, size_t n, uint32_t *rune)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	const unsigned char *p = (const unsigned char *)s;
	size_t i, len;
	uint32_t r;

	if (!n)
		return 0;
	len = p[0] < 0x80 ? 1 : p[0] < 0xc2 ? 0 : p[0] < 0xe0 ? 2 :
	    p[0] < 0xf0 ? 3 : p[0] < 0xf5 ? 4 : 0;
	if (!len || len > n)
		return 0;
	r = len == 1 ? p[0] : p[0] & (0x7fu >> len);
	for (i = 1; i < len; i++) {
		if ((p[i] & 0xc0) != 0x80)
			return 0;
		r = r << 6 | (p[i] & 0x3f);
	}
	if (r < least[len] || r > 0x10ffff || (r >= 0xd800 && r <= 0xdfff))
		return 0;
	*rune = r;
	return len;
}

/* Days to civil and back: Howard Hinnant, "chrono-compatible date algorithms". */
static void
days_civil(int64_t days, struct civil *c)
{
	int64_t era, yoe, mp;
	int64_t doe, doy;

	days += 719468;
	era = (days >= 0 ? days : days - 146096) / 146097;
	doe = days - era * 146097;
	yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	mp = (5 * doy + 2) / 153;
	c->day = (int)(doy - (153 * mp + 2) / 5 + 1);
	c->month = (int)(mp < 10 ? mp + 3 : mp - 9);
	c->year = yoe + era * 400 + (c->month <= 2);
}

static int64_t
civil_days(const struct civil *c)
{
	int64_t y = c->year - (c->month <= 2);
	int64_t era = (y >= 0 ? y : y - 399) / 400;
	int64_t yoe = y - era * 400;
	int64_t doy = (153 * (c->month + (c->month > 2 ? -3 : 9)) + 2) / 5 +
	    c->day - 1;

	return era * 146097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719468;
}

/* Years a four-digit form can name. */
#define TIME_MIN (INT64_C(-62167219200))
#define TIME_MAX (INT64_C(253402300799))

void
time_civil(int64_t t, struct civil *c)
{
	int64_t days, rest;

	t = t < TIME_MIN ? TIME_MIN : t > TIME_MAX ? TIME_MAX : t;
	days = (t >= 0 ? t : t - 86399) / 86400;
	rest = t - days * 86400;
	days_civil(days, c);
	c->hour = (int)(rest / 3600);
	c->minute = (int)(rest / 60 % 60);
	c->second = (int)(rest % 60);
}

void
time_format(int64_t t, char out[32])
{
	struct civil c;

	out[0] = '\0';
	if (t == STORE_NO_TIME)
		return;
	time_civil(t, &c);
	snprintf(out, 32, "%04d-%02d-%02dT%02d:%02d:%02dZ", (int)c.year,
	    c.month, c.day, c.hour, c.minute, c.second);
}

static int
digits(const char *s, size_t n, int *out)
{
	*out = 0;
	while (n--) {
		if (*s < '0' || *s > '9')
			return -1;
		*out = *out * 10 + (*s++ - '0');
	}
	return 0;
}

/* Only the form time_format writes. */
int
time_parse(const char *s, size_t n, int64_t *t)
{
	struct civil c;
	int year;

	if (n != 20 || s[4] != '-' || s[7] != '-' || s[10] != 'T' ||
	    s[13] != ':' || s[16] != ':' || s[19] != 'Z')
		return -1;
	if (digits(s, 4, &year) || digits(s + 5, 2, &c.month) ||
	    digits(s + 8, 2, &c.day) || digits(s + 11, 2, &c.hour) ||
	    digits(s + 14, 2, &c.minute) || digits(s + 17, 2, &c.second))
		return -1;
	if (c.month < 1 || c.month > 12 || c.day < 1 || c.day > 31 ||
	    c.hour > 23 || c.minute > 59 || c.second > 60)
		return -1;
	c.year = year;
	*t = civil_days(&c) * 86400 + c.hour * 3600 + c.minute * 60 + c.second;
	return 0;
}
