/* Positions among siblings: :first-child, :nth-of-type(2n+1) and their kin. */
#include "tracker/extract/css.h"

/* Numbers beyond this select nothing on any page. */
#define NUMBER_MOST 1000000

#define BEFORE "preceding-sibling::"
#define AFTER "following-sibling::"

static const struct {
	const char *name;
	struct css_nth nth;
} pseudos[] = {
	{ "first-child", { BEFORE, .b = 1 } },
	{ "last-child", { AFTER, .b = 1 } },
	{ "only-child", { BEFORE, .only = true, .b = 1 } },
	{ "nth-child", { BEFORE, .given = true } },
	{ "nth-last-child", { AFTER, .given = true } },
	{ "first-of-type", { BEFORE, .typed = true, .b = 1 } },
	{ "last-of-type", { AFTER, .typed = true, .b = 1 } },
	{ "only-of-type", { BEFORE, .typed = true, .only = true, .b = 1 } },
	{ "nth-of-type", { BEFORE, .typed = true, .given = true } },
	{ "nth-last-of-type", { AFTER, .typed = true, .given = true } },
};
#define PSEUDOS (sizeof(pseudos) / sizeof(*pseudos))

bool
css_nth_named(struct str name, struct css_nth *out)
{
	for (size_t i = 0; i < PSEUDOS; i++)
		if (str_ieqz(name, pseudos[i].name)) {
			*out = pseudos[i].nth;
			return true;
		}
	return false;
}

void
css_nth_names(struct buf *out)
{
	for (size_t i = 0; i < PSEUDOS; i++)
		buf_addf(out, ":%s%s, ", pseudos[i].name,
		    pseudos[i].nth.given ? "()" : "");
}

/* ---- a*n + b (CSS Syntax 3, 6) ----------------------------------------- */

static void
blanks(struct str *s)
{
	while (s->n > 0 && s->p[0] != '\0' && strchr(" \t\r\n\f", s->p[0]))
		*s = str_from(*s, 1);
}

static bool
number(struct str *s, long *out)
{
	size_t i = 0;

	for (*out = 0; i < s->n && s->p[i] >= '0' && s->p[i] <= '9'; i++)
		if ((*out = *out * 10 + s->p[i] - '0') > NUMBER_MOST)
			return false;
	*s = str_from(*s, i);
	return i > 0;
}

/* A sign at the front, or 0. */
static int
sign(struct str *s)
{
	int by = s->n == 0 ? 0 : s->p[0] == '+' ? 1 : s->p[0] == '-' ? -1 : 0;

	*s = str_from(*s, by != 0);
	return by;
}

/* " + 3" after the n; or nothing. */
static bool
rest_of_step(struct str *s, struct css_nth *out)
{
	struct str at = *s;
	int by;

	out->b = 0;
	blanks(&at);
	by = sign(&at);
	if (by == 0)
		return true;
	blanks(&at);
	if (!number(&at, &out->b))
		return false;
	out->b *= by;
	*s = at;
	return true;
}

bool
css_nth_read(struct str *s, struct css_nth *out)
{
	int by;
	bool digits;

	blanks(s);
	out->a = 2;
	if (str_istarts(*s, "odd") || str_istarts(*s, "even")) {
		out->b = (s->p[0] | 0x20) == 'o';
		*s = str_from(*s, out->b ? 3 : 4);
		return true;
	}
	by = sign(s);
	digits = s->n > 0 && s->p[0] >= '0' && s->p[0] <= '9';
	if (digits && !number(s, &out->a))
		return false;
	if (!digits)
		out->a = 1;
	out->a *= by < 0 ? -1 : 1;
	if (s->n > 0 && (s->p[0] | 0x20) == 'n') {
		*s = str_from(*s, 1);
		return rest_of_step(s, out);
	}
	out->b = out->a;
	out->a = 0;
	return digits;
}

/* ---- as XPath ---------------------------------------------------------- */

/* How many siblings stand before: one less than the position. */
static void
put_count(struct buf *out, const struct css_nth *p, struct str test)
{
	buf_addf(out, "count(%s", p->axis);
	buf_adds(out, test);
	buf_addc(out, ')');
}

static void
put_none(struct buf *out, const char *axis, struct str test)
{
	/* "[1]": the first one found is answer enough */
	buf_addf(out, "not(%s", axis);
	buf_adds(out, test);
	buf_addz(out, "[1])");
}

void
css_nth_put(struct buf *out, const struct css_nth *p, struct str test)
{
	long least = p->b - 1;

	if (p->a == 0 && p->b == 1) {
		put_none(out, p->axis, test);
		if (p->only) {
			buf_addz(out, " and ");
			put_none(out, AFTER, test);
		}
		return;
	}
	if (p->a <= 0 && p->b < 1) {
		buf_addz(out, "false()");
		return;
	}
	put_count(out, p, test);
	buf_addf(out, "%s%ld", p->a == 0 ? "=" : p->a > 0 ? ">=" : "<=", least);
	if (p->a == 0)
		return;
	buf_addz(out, " and (");
	put_count(out, p, test);
	buf_addf(out, "-(%ld)) mod %ld=0", least, p->a > 0 ? p->a : -p->a);
}
