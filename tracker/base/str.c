#include "tracker/base/str.h"

static char
lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static bool
is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

bool
str_eq(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool
str_eqz(struct str a, const char *z)
{
	return str_eq(a, str_of(z));
}

bool
str_ieq(struct str a, struct str b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if (a.p[i] != b.p[i] && lower(a.p[i]) != lower(b.p[i]))
			return false;
	return true;
}

bool
str_ieqz(struct str a, const char *z)
{
	return str_ieq(a, str_of(z));
}

bool
str_starts(struct str s, const char *prefix)
{
	size_t n = strlen(prefix);

	return s.n >= n && (n == 0 || memcmp(s.p, prefix, n) == 0);
}

bool
str_istarts(struct str s, const char *prefix)
{
	size_t i;

	for (i = 0; prefix[i] != '\0'; i++)
		if (i == s.n || lower(s.p[i]) != lower(prefix[i]))
			return false;
	return true;
}

bool
str_ends(struct str s, const char *suffix)
{
	size_t n = strlen(suffix);

	return s.n >= n && str_eq(str_from(s, s.n - n), str_of(suffix));
}

int
str_cmp(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n > 0 ? memcmp(a.p, b.p, n) : 0;

	return c != 0 ? c : (a.n > b.n) - (a.n < b.n);
}

/* Without a call for each of the few bytes that names have. */
int
str_cmpz(struct str s, const char *z)
{
	size_t i = 0;

	while (i < s.n && s.p[i] == z[i] && z[i] != '\0')
		i++;
	if (i == s.n)
		return z[i] == '\0' ? 0 : -1;
	return z[i] == '\0' ? 1 :
	    (unsigned char)s.p[i] - (unsigned char)z[i];
}

ptrdiff_t
str_find(struct str s, struct str needle)
{
	const char *hit;

	if (needle.n == 0)
		return 0;
	if (s.n < needle.n)
		return -1;
	hit = memmem(s.p, s.n, needle.p, needle.n);
	return hit != NULL ? hit - s.p : -1;
}

ptrdiff_t
str_ifind(struct str s, struct str needle)
{
	char low = needle.n > 0 ? lower(needle.p[0]) : '\0';
	size_t j;

	for (size_t i = 0; i + needle.n <= s.n; i++) {
		if (needle.n > 0 && lower(s.p[i]) != low)
			continue;
		for (j = 1; j < needle.n; j++)
			if (lower(s.p[i + j]) != lower(needle.p[j]))
				break;
		if (j >= needle.n)
			return (ptrdiff_t)i;
	}
	return -1;
}

ptrdiff_t
str_chr(struct str s, char c)
{
	const char *hit = s.n > 0 ? memchr(s.p, c, s.n) : NULL;

	return hit != NULL ? hit - s.p : -1;
}

struct str
str_sub(struct str s, size_t from, size_t n)
{
	if (from > s.n)
		from = s.n;
	if (n > s.n - from)
		n = s.n - from;
	return str_make(s.p != NULL ? s.p + from : NULL, n);
}

struct str
str_from(struct str s, size_t from)
{
	return str_sub(s, from, s.n);
}

struct str
str_trim(struct str s)
{
	while (s.n > 0 && is_space(s.p[0]))
		s = str_from(s, 1);
	while (s.n > 0 && is_space(s.p[s.n - 1]))
		s.n--;
	return s;
}

bool
str_cut(struct str *s, char sep, struct str *out)
{
	ptrdiff_t at;

	if (s->p == NULL)
		return false;
	at = str_chr(*s, sep);
	if (at < 0) {
		*out = *s;
		*s = str_make(NULL, 0);
		return true;
	}
	*out = str_sub(*s, 0, (size_t)at);
	*s = str_from(*s, (size_t)at + 1);
	return true;
}

bool
str_line(struct str *s, struct str *out)
{
	if (s->n == 0 || !str_cut(s, '\n', out))
		return false;
	if (out->n > 0 && out->p[out->n - 1] == '\r')
		out->n--;
	return true;
}

int
str_to_int(struct str s, int64_t min, int64_t max, int64_t *out)
{
	bool neg = s.n > 0 && s.p[0] == '-';
	int64_t v = 0;

	s = str_from(s, neg);
	if (s.n == 0 || s.n > 18)
		return -1;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return -1;
		v = v * 10 + (s.p[i] - '0');
	}
	if (neg)
		v = -v;
	if (v < min || v > max)
		return -1;
	*out = v;
	return 0;
}

unsigned
str_distance(struct str a, struct str b)
{
	unsigned char row[65];
	unsigned diag, up;

	a = str_sub(a, 0, 64);
	b = str_sub(b, 0, 64);
	for (size_t j = 0; j <= b.n; j++)
		row[j] = (unsigned char)j;
	for (size_t i = 1; i <= a.n; i++) {
		diag = row[0];
		row[0] = (unsigned char)i;
		for (size_t j = 1; j <= b.n; j++) {
			unsigned best = diag + (a.p[i - 1] != b.p[j - 1]);

			up = row[j];
			if (up + 1 < best)
				best = up + 1;
			if (row[j - 1] + 1u < best)
				best = row[j - 1] + 1u;
			diag = up;
			row[j] = (unsigned char)best;
		}
	}
	return row[b.n];
}

uint64_t
str_hash(struct str s)
{
	uint64_t h = 0xcbf29ce484222325u;

	for (size_t i = 0; i < s.n; i++)
		h = (h ^ (unsigned char)s.p[i]) * 0x100000001b3u;
	return h;
}
