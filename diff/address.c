#include <string.h>

#include "diff/address.h"

#define LOCAL_MAX 64	/* bytes before the @ (RFC 5321, 4.5.3.1) */

/* Does it begin so? Letters of `low` are lower case, those of p need not be. */
static bool
has_prefix(const unsigned char *p, const unsigned char *end, const char *low)
{
	for (; *low != '\0'; p++, low++) {
		if (p == end || (*p | (cc_ascii[*p] == CC_UPPER ? 0x20 : 0)) !=
		    (unsigned char)*low)
			return false;
	}
	return p < end;
}

static bool
one_of(uint32_t c, const char *set)
{
	return c != 0 && c < 0x80 && strchr(set, c) != NULL;
}

static bool
is_url(const unsigned char *p, const unsigned char *end)
{
	static const char *const prefixes[] = {
		"http://", "https://", "www.", "ftp://", "mailto:",
	};

	if (end - p < 5 || !one_of(*p | 0x20, "hwfm"))
		return false;
	for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++) {
		if (has_prefix(p, end, prefixes[i]))
			return true;
	}
	return false;
}

/*
 * Up to white space, quotation mark or angle; without closing punctuation.
 * Beyond ASCII it is letters (RFC 3987), but of no script that is written
 * without spaces: there the text goes on behind the address.
 */
static const unsigned char *
url_end(struct scan *s, const unsigned char *p, const unsigned char *end)
{
	const unsigned char *from = p;
	struct look l;
	int open = 0;	/* brackets without a mate */

	for (; p < end; p += l.n) {
		l = look(p, end);
		if (l.c >= 0x80 ? !is_alnum(l.cc) && l.cc != CC_MARK :
		    l.c <= ' ' || one_of(l.c, "\"<>'`|\\^{}"))
			break;
		open += (l.c == '(') - (l.c == ')');
		s->plain &= l.c < 0x80;
	}
	for (; p > from + 1; p--) {
		if (p[-1] == ')' && open < 0)
			open++;
		else if (!one_of(p[-1], ".,;:!?]"))
			break;
	}
	s->kind = TOK_WORD;
	return p;
}

const unsigned char *
address_url(struct scan *s, const unsigned char *p, const unsigned char *end)
{
	return is_url(p, end) ? url_end(s, p, end) : p;
}

/* Labels of letters, digits and hyphens, dots between. */
static const unsigned char *
host_end(const unsigned char *p, const unsigned char *end)
{
	while (p < end && (is_alnum(cc_ascii[*p]) || ((*p == '.' ||
	    *p == '-') && p + 1 < end && is_alnum(cc_ascii[p[1]]))))
		p++;
	return p;
}

/* From the middle of what stands before an @: its end, or NULL. */
static const unsigned char *
local_end(const unsigned char *p, const unsigned char *end)
{
	const unsigned char *from = p;

	while (p < end && p - from < LOCAL_MAX && (is_alnum(cc_ascii[*p]) ||
	    one_of(*p, "+.%&~#=-'")))
		p++;
	return p + 1 < end && *p == '@' && is_alnum(cc_ascii[p[1]]) ? p : NULL;
}

/* Is the last label of a word the last one of a host? */
static bool
is_top(const unsigned char *label, const unsigned char *end)
{
	const unsigned char *p = label;

	while (p < end && cc_ascii[*p] == CC_LETTER)
		p++;
	return p == end && p - label >= 2;
}

const unsigned char *
address_rest(struct scan *s, const unsigned char *start,
    const unsigned char *p, const unsigned char *end, bool mail,
    const unsigned char *dot)
{
	const unsigned char *q;

	if (mail)
		return host_end(p, end);
	if (one_of(*p, "+.%&~#='") && (q = local_end(p, end)) != NULL) {
		s->kind = TOK_WORD;
		return host_end(q + 1, end);
	}
	if (*p == '/' && dot != NULL && is_top(dot, p) && p + 1 < end &&
	    is_alnum(cc_ascii[p[1]])) {
		q = url_end(s, start, end);
		return q > p ? q : p;
	}
	return p;
}
